// A chart with its heading, its note and the same figures as a table for whoever cannot see it.
"use strict";
JX.drawn = [];

JX.colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

/// { title, note, label, height, option() → echarts option, table: { columns: [title], rows: [[cell]] }, onClick }
JX.chart = function (options) {
  const canvas = JX.element("div", { class: "canvas", role: "img", "aria-label": options.label || options.title, style: { height: options.height + "px" } });
  const figure = JX.element("figure", { class: "card chart " + (options.class || ""), id: options.id }, [
    JX.element("figcaption", {}, [JX.element("h3", {}, options.title), options.tools || null]),
    canvas,
    options.note ? JX.element("p", { class: "note" }, options.note) : null,
    JX.figuresOf(options.title, options.table),
  ]);
  JX.drawn.push({ canvas, options, chart: null });
  return figure;
};

/// The figures of a chart as a table, closed until asked for.
JX.figuresOf = function (title, table) {
  const cells = (row, tag) => row.map((cell, at) => JX.element(at === 0 && tag === "td" ? "th" : tag, { scope: at === 0 && tag === "td" ? "row" : tag === "th" ? "col" : null }, cell));
  return JX.element("details", { class: "figures-of" }, [
    JX.element("summary", {}, "数据"),
    JX.element("div", { class: "scroll" }, JX.element("table", { class: "data plain" }, [
      JX.element("caption", {}, title),
      JX.element("thead", {}, JX.element("tr", {}, cells(table.columns, "th"))),
      JX.element("tbody", {}, table.rows.map((row) => JX.element("tr", {}, cells(row, "td")))),
    ])),
  ]);
};

/// On paper charts are lower, so that a sheet holds them; what is far too high runs over its edge.
JX.heightOf = (height, printed) => (printed && height < 900 ? Math.min(520, Math.round(height * 0.7)) : height);

/// Draws what a view has laid out; again where the colours have changed.
JX.drawCharts = function () {
  JX.drawn.forEach(function (one) {
    if (one.chart) one.chart.dispose();
    one.chart = echarts.init(one.canvas, null, { renderer: "svg" });
    JX.setOption(one);
    if (one.options.onClick) one.chart.on("click", one.options.onClick);
  });
};

/// The option for the width that there is.
JX.setOption = function (one) {
  const own = one.options.option(one.canvas.clientWidth);
  one.chart.setOption(Object.assign({ animation: false, textStyle: { fontFamily: JX.colour("body-font"), color: JX.colour("ink") } }, own), true);
};

/// One chart with other figures.
JX.redraw = function (figure, option, table, title) {
  const one = JX.drawn.find((known) => figure.contains(known.canvas));
  one.options.option = option;
  if (one.chart) JX.setOption(one);
  figure.replaceChild(JX.figuresOf(title, table), figure.querySelector(".figures-of"));
};

JX.resizeCharts = function () {
  JX.drawn.forEach(function (one) {
    if (!one.chart) return;
    one.chart.resize();
    JX.setOption(one);
  });
};

/// Before a view goes.
JX.leave = function () {
  JX.drawn.forEach((one) => { if (one.chart) one.chart.dispose(); });
  JX.drawn = [];
  JX.tables.clear();
};

/// What charts have in common.
JX.parts = {
  /// `lines(parameters)` gives the lines, which go in as text.
  tooltip(trigger, lines) {
    return {
      trigger, confine: true, backgroundColor: JX.colour("card"), borderColor: JX.colour("line"),
      textStyle: { color: JX.colour("ink"), fontSize: 13 }, axisPointer: { type: "shadow" },
      formatter: (parameters) => JX.element("div", { class: "tip" }, lines(parameters).map((line, at) => JX.element(at === 0 ? "strong" : "div", {}, line))),
    };
  },

  /// `width` is that of the chart: names take a third of a narrow one.
  names(names, width, more) {
    return Object.assign({
      type: "category", data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: JX.colour("line") } },
      axisLabel: { color: JX.colour("ink"), fontSize: 12, width: Math.min(132, width / 3), overflow: "truncate" },
    }, more);
  },

  values(more) {
    return Object.assign({
      type: "value", splitLine: { lineStyle: { color: JX.colour("grid") } }, axisLabel: { color: JX.colour("muted"), fontSize: 11, hideOverlap: true },
    }, more);
  },

  legend: (more) => Object.assign({ bottom: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: JX.colour("ink") } }, more),
};

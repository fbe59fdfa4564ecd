// From the budget of the year's start to what was spent: what was added and cut, what was left and
// what was overspent, summed exactly over projects.
"use strict";
JX.flow = function (rows) {
  const decimal = JX.decimal;
  const read = (row, name) => decimal.units(JX.projects.get(row, name));
  const flow = { initial: decimal.ZERO, full: decimal.ZERO, executed: decimal.ZERO, added: decimal.ZERO, cut: decimal.ZERO, unspent: decimal.ZERO, over: decimal.ZERO, unknown: { initial: 0, full: 0, executed: 0 } };
  rows.forEach(function (row) {
    const money = { initial: read(row, "initial_budget"), full: read(row, "full_year_budget"), executed: read(row, "executed") };
    Object.keys(money).forEach(function (key) {
      if (money[key] === null) flow.unknown[key] += 1;
      else flow[key] += money[key];
    });
    split(money.initial, money.full, "added", "cut");
    split(money.full, money.executed, "over", "unspent");
  });
  // What is left where one of two figures is not known.
  flow.otherBudget = flow.full - flow.initial - flow.added - flow.cut;
  flow.otherSpent = flow.executed - flow.full - flow.over - flow.unspent;
  return flow;

  function split(from, to, more, less) {
    if (from === null || to === null) return;
    flow[to > from ? more : less] += to - from;
  }
};

/// The bars: totals stand on the ground, steps hang between them.
JX.steps = function (flow) {
  const zero = JX.decimal.ZERO;
  const steps = [
    { name: "年初预算", total: flow.initial },
    { name: "追加", step: flow.added },
    { name: "调减", step: flow.cut },
    { name: "缺填差额", step: flow.otherBudget, rare: true },
    { name: "全年预算", total: flow.full },
    { name: "未执行", step: flow.unspent },
    { name: "超支", step: flow.over, bad: true },
    { name: "缺填差额 ", step: flow.otherSpent, rare: true },
    { name: "全年执行", total: flow.executed },
  ];
  return steps.filter((one) => !one.rare || one.step !== zero);
};

/// In a narrow place the bars lie.
JX.waterfall = function (steps, width) {
  const lies = width < 620;
  const about = JX.decimal.about;
  let level = 0;
  const bars = steps.map(function (one) {
    const size = about(one.total === undefined ? one.step : one.total);
    const from = one.total === undefined ? level : 0;
    level = from + size;
    return { base: Math.min(from, level), size: Math.abs(size) };
  });
  const colour = (one) => JX.colour(one.total !== undefined ? "series-total" : one.bad ? "bar-error" : one.step > JX.decimal.ZERO ? "series-more" : "series-less");
  const exact = (one) => JX.show.amount(JX.decimal.text(one.total === undefined ? one.step : one.total));
  const label = (one) => (one.step > JX.decimal.ZERO ? "+" : "") + JX.decimal.grouped(about(one.total === undefined ? one.step : one.total).toFixed(2), 2);
  return {
    grid: { left: 12, right: lies ? 92 : 16, top: 30, bottom: 8, containLabel: true },
    tooltip: JX.parts.tooltip("axis", (points) => [points[0].name.trim(), exact(steps[points[0].dataIndex]) + " 万元"]),
    [lies ? "yAxis" : "xAxis"]: JX.parts.names(steps.map((one) => one.name), width, { inverse: lies, axisLabel: { color: JX.colour("ink"), fontSize: 12, interval: 0 } }),
    [lies ? "xAxis" : "yAxis"]: JX.parts.values(),
    series: [
      { type: "bar", stack: "flow", silent: true, itemStyle: { color: "transparent" }, data: bars.map((bar) => bar.base) },
      { type: "bar", stack: "flow", barMaxWidth: 56, data: bars.map((bar, at) => ({ value: bar.size, itemStyle: { color: colour(steps[at]), borderRadius: 2 } })),
        label: { show: true, position: lies ? "right" : "top", color: JX.colour("ink"), fontSize: 12, formatter: (point) => label(steps[point.dataIndex]) } },
    ],
  };
};

JX.stepRows = (steps) => steps.map((one) => [one.name.trim(), JX.show.amount(JX.decimal.text(one.total === undefined ? one.step : one.total))]);

/// What a reader has to know of the sums.
JX.flowNote = function (flow) {
  const missing = [["年初预算数", flow.unknown.initial], ["全年预算数", flow.unknown.full], ["全年执行数", flow.unknown.executed]]
    .filter((one) => one[1] > 0).map((one) => one[0] + " " + one[1] + " 个");
  const rest = missing.length > 0 ? "未填的项目：" + missing.join("、") + "，不计入该项合计，由此产生的差额单列为“缺填差额”。" : "";
  return "单位：万元。逐个项目比较后分别相加：追加、调减为全年预算数与年初预算数之差，未执行、超支为全年执行数与全年预算数之差。" + rest;
};

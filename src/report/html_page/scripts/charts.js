// The charts of the overview and of an office.
"use strict";
/// Bars longer than this are cut, and it is said so.
const LONGEST_RATE = 1.2;
/// So many bars stand in one chart.
const MOST_BARS = 60;

/// bars: [{ name, rate, hash }], rates may be unknown.
JX.rateChart = function (options) {
  const known = options.bars.filter((bar) => bar.rate !== null).sort((one, other) => other.rate - one.rate);
  const shown = known.length > MOST_BARS ? known.slice(-MOST_BARS) : known;
  const cut = shown.filter((bar) => bar.rate > LONGEST_RATE).length;
  const notes = [options.note || ""];
  if (cut > 0) notes.push(cut + " 个超过 120%，条形截断，所标为实数。");
  if (shown.length < known.length) notes.push("共 " + known.length + " 个，图中为执行率最低的 " + shown.length + " 个，全部见“数据”。");
  if (known.length < options.bars.length) notes.push((options.bars.length - known.length) + " 个无法得出执行率，未列。");
  return JX.chart({
    id: options.id, title: options.title, class: options.class, height: Math.max(180, shown.length * 25 + 44), note: notes.join(""),
    table: { columns: [options.what, "执行率"], rows: known.map((bar) => [JX.link(bar.hash, bar.name), JX.show.rate(bar.rate)]) },
    onClick: (point) => { if (point.componentType === "series") JX.router.open(shown[point.dataIndex].hash); },
    option: (width) => ({
      grid: { left: 8, right: 86, top: 22, bottom: 4, containLabel: true },
      tooltip: JX.parts.tooltip("axis", (points) => [shown[points[0].dataIndex].name, "执行率 " + JX.show.rate(shown[points[0].dataIndex].rate)]),
      xAxis: JX.parts.values({ max: LONGEST_RATE, min: 0, interval: 0.2, axisLabel: { color: JX.colour("muted"), fontSize: 11, hideOverlap: true, formatter: (value) => Math.round(value * 100) + "%" } }),
      yAxis: JX.parts.names(shown.map((bar) => bar.name), width, { inverse: true }),
      series: [{
        type: "bar", barMaxWidth: 15, cursor: "pointer",
        data: shown.map((bar) => ({ value: Math.max(0, Math.min(bar.rate, LONGEST_RATE)), itemStyle: { color: JX.colour(bar.rate > 1 ? "bar-error" : "series-total"), borderRadius: [0, 2, 2, 0] } })),
        label: { show: true, position: "right", distance: 3, padding: [1, 3], backgroundColor: JX.colour("card"), fontSize: 11, color: JX.colour("ink"), formatter: (point) => JX.show.rate(shown[point.dataIndex].rate) },
        markLine: { symbol: "none", silent: true, z: 1, lineStyle: { color: JX.colour("muted"), type: "dashed" }, label: { show: false }, data: [{ xAxis: 1 }] },
      }],
    }),
  });
};

/// counts: { 优: n, … }, all: how many projects there are.
JX.gradeChart = function (counts, all) {
  const graded = JX.GRADES.reduce((sum, grade) => sum + (counts[grade] || 0), 0);
  const parts = JX.GRADES.map((grade, at) => ({ name: grade, value: counts[grade] || 0, colour: "grade-" + at }));
  parts.push({ name: "未评定", value: all - graded, colour: "grade-none" });
  const share = (part) => (all > 0 ? JX.show.rate(part.value / all) : JX.UNKNOWN);
  return JX.chart({
    id: "grades", title: "等级分布", height: 268, note: "按重算总分评定；总分无法重算、满分不是 100 分的为“未评定”。",
    table: { columns: ["等级", "项目数", "占比"], rows: parts.map((part) => [part.name, part.value, share(part)]) },
    onClick: (point) => JX.router.open("#/projects?grade=" + encodeURIComponent(point.name === "未评定" ? EMPTY : point.name)),
    option: () => ({
      tooltip: JX.parts.tooltip("item", (point) => [point.name, point.value + " 个，" + share(point)]),
      legend: JX.parts.legend({ formatter: (name) => name + " " + parts.find((part) => part.name === name).value }),
      series: [{
        type: "pie", radius: ["46%", "72%"], center: ["50%", "45%"], cursor: "pointer",
        label: { show: false }, itemStyle: { borderColor: JX.colour("card"), borderWidth: 2 },
        // A part of nothing has no border either.
        data: parts.map((part) => ({ name: part.name, value: part.value, itemStyle: Object.assign({ color: JX.colour(part.colour) }, part.value > 0 ? {} : { borderWidth: 0 }) })),
      }],
      title: { text: String(all), subtext: "个项目", left: "center", top: "34%", itemGap: 2, textStyle: { fontSize: 26, color: JX.colour("ink") }, subtextStyle: { fontSize: 12, color: JX.colour("muted") } },
    }),
  });
};

/// Findings by family, each bar in the three severities. `hash(family)` is where a bar leads.
JX.familyChart = function (rows, hash) {
  const table = JX.findings;
  const counts = JX.counted(rows, (row) => table.text(row, "family") + "|" + table.text(row, "severity"));
  const count = (family, severity) => counts.get(family + "|" + severity) || 0;
  const all = (family) => JX.SEVERITIES.reduce((sum, severity) => sum + count(family, severity), 0);
  const families = JX.familiesIn(rows).sort((one, other) => all(other) - all(one));
  const word = (family) => JX.word("family", family);
  return JX.chart({
    id: "families", title: "问题类别与严重程度", height: Math.max(180, families.length * 28 + 60), note: "",
    table: { columns: ["类别"].concat(JX.SEVERITIES.map((code) => JX.severityWord(code)), "合计"),
      rows: families.map((family) => [JX.link(hash(family), word(family))].concat(JX.SEVERITIES.map((code) => count(family, code)), all(family))) },
    onClick: (point) => JX.router.open(hash(families[point.dataIndex])),
    option: (width) => ({
      grid: { left: 8, right: 40, top: 8, bottom: 34, containLabel: true },
      legend: JX.parts.legend(),
      tooltip: JX.parts.tooltip("axis", (points) => [word(families[points[0].dataIndex])].concat(points.filter((point) => point.seriesType === "bar" && point.seriesName).map((point) => point.seriesName + " " + point.value + " 条"))),
      xAxis: JX.parts.values({ minInterval: 1 }),
      yAxis: JX.parts.names(families.map(word), width, { inverse: true }),
      series: JX.SEVERITIES.map((code, at) => ({
        name: JX.severityWord(code), type: "bar", stack: "all", barMaxWidth: 17, cursor: "pointer", itemStyle: { color: JX.colour("bar-" + code) },
        data: families.map((family) => count(family, code)),
        label: at === JX.SEVERITIES.length - 1 ? { show: true, position: "right", color: JX.colour("ink"), fontSize: 11, formatter: (point) => all(families[point.dataIndex]) } : undefined,
      })),
    }),
  });
};

JX.severityWord = (code) => JX.word("severity", code);

/// The families that occur, in the order of the catalogue, unknown ones behind.
JX.familiesIn = function (rows) {
  const found = new Set(rows.map((row) => JX.findings.text(row, "family")));
  const known = JX.FAMILIES.filter((family) => found.has(family));
  return known.concat(Array.from(found).filter((family) => known.indexOf(family) < 0));
};

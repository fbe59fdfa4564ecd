// 总览: the district in a few figures and charts.
"use strict";
JX.router.add("overview", {
  title: "总览",
  draw(main) {
    const rollup = JX.rollup;
    const district = JX.level("district")[0];
    const value = (name) => (district === undefined ? null : rollup.get(district, name));
    JX.append(main, [
      JX.element("h2", {}, "总览"),
      JX.data.cautions.map((text) => JX.element("p", { class: "caution" }, text)),
      JX.figures(keyFigures(value)),
      JX.element("div", { class: "grid" }, [
        JX.flowChart(JX.projects.all),
        offices(),
        JX.element("div", { class: "stack" }, [
          JX.gradeChart({ 优: value("grade_excellent"), 良: value("grade_good"), 中: value("grade_fair"), 差: value("grade_poor") }, value("projects") || 0),
          JX.familyChart(JX.findings.all, (family) => "#/findings?family=" + encodeURIComponent(family)),
        ]),
      ]),
      JX.heatMap(),
    ].reduce((all, part) => all.concat(part), []));
    return true;

    function offices() {
      const bars = JX.level("street_office").map((row) => ({ name: JX.office(rollup.text(row, "name")), rate: rollup.get(row, "execution_rate"), hash: JX.officeHash(rollup.text(row, "name")) }));
      const note = "执行率为该单位全年执行数合计÷全年预算数合计，只计两数均已知的项目。虚线为 100%，点击条形查看该单位。";
      return JX.rateChart({ id: "rates", title: "各街道（部门）执行率", what: "街道（部门）", bars, note });
    }
  },
});

function keyFigures(value) {
  const amount = (key, label) => ({ key, label: label + "（万元）", value: JX.shown("amount", value(key)) });
  const severity = (code) => JX.findings.all.filter((row) => JX.findings.get(row, "severity") === code).length;
  const reviewed = JX.findings.all.filter((row) => (JX.findings.get(row, "review_status") || "待核实") !== "待核实").length;
  return [
    { key: "projects", label: "项目（自评表）", value: JX.shown("count", value("projects")), unit: "个", detail: files() },
    amount("initial_budget", "年初预算数"), amount("full_year_budget", "全年预算数"), amount("executed", "全年执行数"),
    { key: "execution_rate", label: "执行率", value: JX.shown("rate", value("execution_rate")), detail: "只计两数均已知的项目", tone: value("execution_rate") > 1 ? "tone-error" : "" },
    { key: "over_budget_projects", label: "超预算项目", value: JX.link("#/over-budget", JX.shown("count", value("over_budget_projects"))), unit: "个", detail: "超出 " + JX.shown("amount", value("over_budget_amount")) + " 万元", tone: value("over_budget_projects") > 0 ? "tone-error" : "" },
    { key: "mean_score", label: "平均分（重算）", value: JX.shown("points", value("mean_score")), unit: "分", detail: "预算加权 " + JX.shown("points", value("budget_weighted_score")) + " 分" },
    { key: "findings", label: "核查发现问题", value: JX.link("#/findings", JX.shown("count", JX.findings.count)), unit: "条", detail: "错误 " + severity("error") + "　警告 " + severity("warning") + "　提示 " + severity("info") },
    { key: "reviewed", label: "已审核", value: JX.shown("count", reviewed), unit: "条", detail: "待核实 " + (JX.findings.count - reviewed) + " 条" },
    offices(),
  ];

  function files() {
    const read = JX.submissions.all.filter((row) => ["ok", "partial"].indexOf(JX.submissions.get(row, "status")) >= 0).length;
    return "收到文件 " + JX.submissions.count + " 个，读出 " + read + " 个";
  }

  function offices() {
    const states = JX.counted(JX.roster.all.filter((row) => JX.roster.get(row, "expected_project") === null), (row) => JX.roster.get(row, "state"));
    const of = (codes) => codes.reduce((sum, code) => sum + (states.get(code) || 0), 0);
    return { key: "reported", label: "已报送单位", value: JX.shown("count", of(["reported", "late", "nil"])), unit: "/ " + of(["reported", "late", "nil", "missing"]) + " 个", detail: "未报送 " + of(["missing"]) + " 个，名册外 " + of(["unexpected"]) + " 个" };
  }
}

/// The waterfall; with a switch where some forms mix up 元 and 万元.
JX.flowChart = function (rows) {
  const raised = JX.raised(JX.data.codes.unit_error);
  const doubtful = rows.filter((row) => raised.has(row));
  let flow = JX.flow(rows);
  let steps = JX.steps(flow);
  const title = "年初预算 → 全年预算 → 全年执行";
  const table = () => ({ columns: ["项目", "万元"], rows: JX.stepRows(steps) });
  const tools = doubtful.length > 0 ? JX.element("div", { class: "switch", role: "group", "aria-label": "范围" }, [
    choice("全部项目", () => rows, true),
    choice("不含疑似元、万元混用的 " + doubtful.length + " 个", () => rows.filter((row) => !raised.has(row)), false),
  ]) : null;
  const figure = JX.chart({ id: "flow", class: "wide", title, height: 300, note: JX.flowNote(flow), option: (width) => JX.waterfall(steps, width), table: table(), tools });
  return figure;

  function choice(text, of, pressed) {
    return JX.element("button", { type: "button", class: "tool", "aria-pressed": String(pressed), on: { click: (event) => {
      flow = JX.flow(of());
      steps = JX.steps(flow);
      JX.redraw(figure, (width) => JX.waterfall(steps, width), table(), title);
      figure.querySelector(".note").textContent = JX.flowNote(flow);
      tools.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(button === event.currentTarget)));
    } } }, text);
  }
};

// One project: who, how much, what was claimed and what it comes to, and what is wrong where.
"use strict";
JX.router.add("project", {
  draw(main, place) {
    const row = JX.rowOfKey.get(place.parameter);
    if (row === undefined) return false;
    const office = JX.projects.text(row, "street_office");
    const findings = JX.gravest(JX.findingsOf(row));
    JX.append(main, [
      JX.element("nav", { class: "crumbs", "aria-label": "位置" }, [JX.link("#/offices", "街道"), " / ", JX.officeLink(office), " / " + JX.projectName(row)]),
      JX.element("h2", {}, [JX.projectName(row), " ", JX.projects.get(row, "grade") ? JX.grade(JX.projects.get(row, "grade")) : null]),
      versions(row),
      projectHead(row, office),
      JX.element("div", { class: "grid" }, [moneyTable(row), scoreTable(row), JX.flowChart([row])]),
      JX.section("问题（" + findings.length + " 条）", new JX.DataTable({ caption: "本项目的问题", columns: JX.findingColumns({}), rows: findings, tone: JX.findingTone }).element, { id: "project-findings" }),
      indicatorTable(row),
    ]);
    return true;
  },
});

function versions(row) {
  const rows = JX.versionsOf(row);
  if (rows.length === 1) return null;
  const others = rows.filter((other) => other !== row).map((other) => JX.link(JX.projectHash(other), JX.projects.text(other, "source_file")));
  return JX.element("p", { class: "caution" }, ["本项目收到 " + rows.length + " 份无法分清先后的自评表，下列指标为各份合列。另见："].concat(
    others.reduce((all, link) => all.concat(link, "　"), [])));
}

function projectHead(row, office) {
  const projects = JX.projects;
  const text = (name) => JX.shown("text", projects.get(row, name));
  const redrawn = projects.text(row, "redrawn_file");
  return JX.element("section", { class: "card" }, [JX.pairs([
    ["街道（部门）", JX.officeLink(office)],
    ["实施单位", text("implementing_unit")],
    ["主管部门", text("supervising_department")],
    ["项目编码", text("project_code")],
    ["项目负责人", text("project_lead")],
    ["年度", JX.shown("text", String(projects.get(row, "fiscal_year") || ""))],
    ["原表", JX.place(projects, row)],
    ["整改清单", redrawn ? JX.element("span", {}, [JX.fileLink(projects.text(row, "redrawn_way"), redrawn), JX.element("span", { class: "cell" }, "工作表“" + projects.text(row, "redrawn_sheet") + "”")]) : JX.UNKNOWN],
  ])]);
}

/// A small table that is shown whole.
JX.plainTable = function (caption, heads, rows, properties) {
  return JX.element("div", { class: "scroll" }, JX.element("table", Object.assign({ class: "data plain" }, properties), [
    JX.element("caption", {}, caption),
    JX.element("thead", {}, JX.element("tr", {}, heads.map((head, at) => JX.element("th", { scope: "col", class: at === 0 ? null : "is-amount" }, head)))),
    JX.element("tbody", {}, rows.map((cells) => JX.element("tr", {}, cells.map((cell, at) =>
      JX.element(at === 0 ? "th" : "td", { scope: at === 0 ? "row" : null, class: at === 0 ? null : "is-amount" }, cell))))),
  ]));
};

function moneyTable(row) {
  const amount = (name) => JX.shown("amount", JX.projects.get(row, name));
  const rate = (name) => JX.shown("rate", JX.projects.get(row, name));
  const line = (label, names) => [label].concat(names.map(amount));
  return JX.element("section", { class: "card", id: "money" }, [
    JX.element("h3", {}, "项目资金"),
    JX.plainTable("项目资金，万元", ["", "年初预算数", "全年预算数", "全年执行数"], [
      line("年度资金总额", ["initial_budget", "full_year_budget", "executed"]),
      line("当年财政拨款", ["appropriation_initial", "appropriation_full_year", "appropriation_executed"]),
      line("上年结转资金", ["carryover_initial", "carryover_full_year", "carryover_executed"]),
      line("其他资金", ["other_initial", "other_full_year", "other_executed"]),
    ]),
    JX.pairs([
      ["执行率（填报）", rate("execution_rate_declared")],
      ["执行率（重算）", rate("execution_rate")],
      ["执行数÷年初预算数", rate("execution_rate_vs_initial")],
      ["较年初预算增减（万元）", amount("budget_variance")],
    ]),
  ]);
}

function scoreTable(row) {
  const get = (name) => JX.projects.get(row, name);
  const points = (name) => JX.shown("points", get(name));
  const line = (label, weight, declared, own) => {
    const [a, b] = [JX.decimal.units(get(declared)), JX.decimal.units(get(own))];
    const gap = a === null || b === null ? null : a - b;
    return [label, points(weight), points(declared), points(own),
      JX.element("span", { class: gap !== null && gap > JX.decimal.ZERO ? "mark-warning" : null }, gap === null ? JX.UNKNOWN : JX.show.points(JX.decimal.text(gap)))];
  };
  return JX.element("section", { class: "card", id: "scores" }, [
    JX.element("h3", {}, "得分：填报与重算"),
    JX.plainTable("得分，分", ["", "分值", "填报得分", "重算得分", "填报减重算"], [
      line("预算执行率", "execution_weight", "execution_score_declared", "execution_score"),
      line("绩效指标", "indicator_weight", "indicator_score_declared", "indicator_score"),
      line("总分", "total_weight", "total_score_declared", "total_score"),
    ]),
    JX.element("p", { class: "note" }, "两数不一致时都可能有误，以核实结果为准。"),
  ]);
}

function indicatorTable(row) {
  const known = JX.indicators();
  const table = known.table;
  const rows = known.byForm.get(JX.projects.text(row, "form_id")) || [];
  const of = (name, more) => JX.column(table, name, more);
  const lower = (one) => {
    const [own, declared] = [JX.decimal.units(table.get(one, "score")), JX.decimal.units(table.get(one, "score_declared"))];
    return own !== null && declared !== null && own < declared;
  };
  const columns = [
    of("ordinal"), of("level1"), of("level2"), of("level3"), of("target_text", { wide: true }), of("actual_text", { wide: true }),
    of("attainment"), of("weight"), of("score_declared"),
    of("score", { mark: (one) => (lower(one) ? "mark-warning" : "") }),
    of("score_basis", { cell: (one) => JX.word("score_basis", table.get(one, "score_basis")) || JX.UNKNOWN }),
    of("deviation_reason"), of("source_cell"),
  ];
  return JX.section("绩效指标（" + rows.length + " 项）", new JX.DataTable({ caption: "本项目的绩效指标；黄底：重算得分低于填报得分", columns, rows }).element, { id: "indicators" });
}

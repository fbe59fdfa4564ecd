// 街道: the ranking, and one office by itself.
"use strict";
JX.router.add("offices", {
  title: "街道",
  draw(main, place) {
    const rollup = JX.rollup;
    const rows = JX.level("street_office");
    const of = (name, more) => JX.column(rollup, name, more);
    const columns = [
      of("name", { title: "街道（部门）", get: (row) => JX.office(rollup.text(row, "name")), cell: (row) => JX.officeLink(rollup.text(row, "name")) }),
      of("rank"), of("projects", { sum: true }),
      of("initial_budget", { sum: true }), of("full_year_budget", { sum: true }), of("executed", { sum: true }),
      of("execution_rate", { mark: (row) => (rollup.get(row, "execution_rate") > 1 ? "mark-error" : "") }),
      of("over_budget_projects", { sum: true }), of("over_budget_amount", { sum: true }),
      of("mean_score"), of("budget_weighted_score"),
      of("grade_excellent", { sum: true }), of("grade_good", { sum: true }), of("grade_fair", { sum: true }), of("grade_poor", { sum: true }),
      of("findings_error", { sum: true }), of("findings_warning", { sum: true }),
    ];
    JX.append(main, [
      JX.element("h2", {}, "街道排名"),
      JX.element("p", { class: "lead" }, "金额单位：万元。名次按平均分由高到低，同分并列；无得分的没有名次。执行率为执行数合计÷全年预算数合计。点击名称查看该单位。"),
      JX.filtered({ caption: "街道汇总", columns, rows, query: place.query, sort: { key: "rank", descending: false } }),
    ]);
    return true;
  },
});

JX.router.add("office", {
  draw(main, place) {
    const name = place.parameter;
    const row = JX.officeRow(name);
    if (row === undefined) return false;
    const value = (column) => JX.rollup.get(row, column);
    const projects = JX.projectsByOffice.get(name) || [];
    const findings = JX.findingsByOffice.get(name) || [];
    const hash = (more) => "#/findings?" + new URLSearchParams(Object.assign({ office: name || EMPTY }, more)).toString();
    JX.append(main, [
      JX.element("nav", { class: "crumbs", "aria-label": "位置" }, [JX.link("#/offices", "街道"), " / " + JX.office(name)]),
      JX.element("h2", {}, JX.office(name)),
      JX.element("p", { class: "lead" }, [correction(name), "金额单位：万元。"]),
      JX.figures(figures(value, projects, findings)),
      JX.element("div", { class: "grid" }, [
        JX.flowChart(projects),
        JX.element("div", { class: "stack" }, [
          JX.rateChart({ id: "rates", title: "各项目执行率", what: "项目", note: "按表中 B÷A 重算。", bars: projects.map((one) => ({ name: JX.projectName(one), rate: JX.projects.get(one, "execution_rate"), hash: JX.projectHash(one) })) }),
          findings.length > 0 ? JX.familyChart(findings, (family) => hash({ family })) : null,
        ]),
        JX.gradeChart({ 优: value("grade_excellent"), 良: value("grade_good"), 中: value("grade_fair"), 差: value("grade_poor") }, value("projects")),
      ]),
      JX.section("项目", new JX.DataTable({ caption: JX.office(name) + "的项目", columns: JX.projectColumns(false), rows: projects }).element),
      JX.section("问题", [
        JX.element("p", { class: "lead" }, JX.link(hash({}), "在“问题”中筛选")),
        new JX.DataTable({ caption: JX.office(name) + "的问题", columns: JX.findingColumns({ project: true }), rows: JX.gravest(findings), tone: JX.findingTone }).element,
      ]),
    ]);
    return true;

    function correction(name) {
      const way = JX.data.offices[name];
      return way ? JX.element("span", {}, ["整改通知：", JX.fileLink(way, decodeURI(way)), "。"]) : null;
    }
  },
});

function figures(value, projects, findings) {
  const amount = (key, label) => ({ key, label: label + "（万元）", value: JX.shown("amount", value(key)) });
  return [
    { key: "projects", label: "项目", value: JX.shown("count", value("projects")), unit: "个", detail: value("rank") === null ? "无名次" : "平均分第 " + value("rank") + " 名" },
    amount("initial_budget", "年初预算数"), amount("full_year_budget", "全年预算数"), amount("executed", "全年执行数"),
    { key: "execution_rate", label: "执行率", value: JX.shown("rate", value("execution_rate")), tone: value("execution_rate") > 1 ? "tone-error" : "" },
    { key: "over_budget_projects", label: "超预算项目", value: JX.shown("count", value("over_budget_projects")), unit: "个", detail: "超出 " + JX.shown("amount", value("over_budget_amount")) + " 万元", tone: value("over_budget_projects") > 0 ? "tone-error" : "" },
    { key: "mean_score", label: "平均分（重算）", value: JX.shown("points", value("mean_score")), unit: "分", detail: "预算加权 " + JX.shown("points", value("budget_weighted_score")) + " 分" },
    { key: "findings", label: "问题", value: JX.shown("count", findings.length), unit: "条", detail: "错误 " + value("findings_error") + "　警告 " + value("findings_warning") },
  ];
}

// 超预算: projects that spent more than they had.
"use strict";
JX.router.add("over-budget", {
  title: "超预算",
  draw(main, place) {
    const projects = JX.projects;
    const initial = JX.raised(JX.data.codes.over_initial);
    const full = JX.raised(JX.data.codes.over_full_year);
    const rows = projects.all.filter((row) => initial.has(row) || full.has(row));
    const of = (name, more) => JX.column(projects, name, more);
    const beyond = (row) => (full.has(row) ? JX.findings.get(full.get(row), "difference") : null);
    const columns = [
      of("project_name", { cell: (row) => JX.link(JX.projectHash(row), JX.projectName(row)), wide: true }),
      of("street_office", { cell: (row) => JX.officeLink(projects.text(row, "street_office")) }),
      of("initial_budget", { sum: true }), of("full_year_budget", { sum: true }), of("executed", { sum: true }),
      of("budget_variance", { title: "超年初预算金额" }),
      of("budget_variance_rate", { title: "超年初预算比例" }),
      { key: "beyond", title: "超全年预算金额", kind: "amount", get: beyond },
      of("execution_rate", { title: "执行率" }),
      { key: "kind", title: "情况", kind: "text", get: (row) => (full.has(row) ? "超全年预算" : "超年初预算，未超全年预算") },
    ];
    JX.append(main, [
      JX.element("h2", {}, "超预算项目"),
      JX.element("p", { class: "lead" }, "金额单位：万元。执行数超年初预算（" + JX.data.codes.over_initial + "）或超全年预算（" + JX.data.codes.over_full_year + "）的项目；“超年初预算，未超全年预算”的，超出部分在年中调整后的全年预算以内。"),
      JX.filtered({
        caption: "超预算项目", columns, rows, query: place.query, sort: { key: "budget_variance", descending: true },
        facets: [{ key: "kind", title: "情况", get: columns[9].get }, { key: "office", title: "街道", get: (row) => projects.text(row, "street_office"), word: JX.office }],
      }),
    ]);
    return true;
  },
});

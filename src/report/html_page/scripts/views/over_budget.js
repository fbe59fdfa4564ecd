// 超预算: projects that spent more than they had, and whether the adjustment of the budget explains it.
"use strict";
JX.router.add("over-budget", {
  title: "超预算",
  draw(main, place) {
    const overruns = JX.overruns;
    const of = (name, more) => JX.column(overruns, name, more);
    const project = (row) => JX.formOf(overruns, row);
    const named = (row) => (project(row) === null ? document.createTextNode(overruns.text(row, "project_name") || JX.UNKNOWN) : JX.link(JX.projectHash(project(row)), JX.projectName(project(row))));
    const tone = { approved: "is-fine", declared: "is-info", contradicted: "is-warning", unknown: "is-warning", not_explained: "is-error" };
    const explained = (row) => overruns.text(row, "explained");
    const word = (code) => JX.word("explained", code);
    const withLedger = overruns.all.some((row) => overruns.get(row, "approved_full_year") !== null);
    const columns = [
      of("project_name", { cell: named, wide: true }),
      of("street_office", { cell: (row) => JX.officeLink(overruns.text(row, "street_office")) }),
      of("initial_budget", { sum: true }), of("full_year_budget", { sum: true }), of("executed", { sum: true }),
      of("over_initial", { sum: true }), of("over_initial_rate"),
      of("over_full_year", { sum: true }), of("over_full_year_rate"),
      of("over_budget", { sum: true }), of("adjustment", { sum: true }),
      withLedger ? of("approved_full_year") : null,
      of("explained", { kind: "label", cell: (row) => JX.chip(tone[explained(row)] || "is-info", word(explained(row))), words: (row) => word(explained(row)) }),
      of("explanation", { wide: true }),
    ].filter(Boolean);
    JX.append(main, [
      JX.element("h2", {}, "超预算项目"),
      JX.element("p", { class: "lead" }, "金额单位：万元。执行数超年初预算（" + JX.data.codes.over_initial + "）或超全年预算（" + JX.data.codes.over_full_year + "）的项目；“计入的超预算金额”超全年预算的按全年预算数计，其余按年初预算数计，合计与汇总一致；“能否解释”指年中调整能否覆盖执行数。"),
      JX.filtered({
        caption: "超预算项目", columns, rows: overruns.all, query: place.query, sort: { key: "over_budget", descending: true },
        facets: [{ key: "explained", title: "能否解释", get: explained, word }, { key: "office", title: "街道", get: (row) => overruns.text(row, "street_office"), word: JX.office }],
      }),
    ]);
    return true;
  },
});

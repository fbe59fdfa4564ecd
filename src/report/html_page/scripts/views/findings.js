// 问题: every finding.
"use strict";
JX.router.add("findings", {
  title: "问题",
  draw(main, place) {
    const findings = JX.findings;
    const of = (name) => (row) => findings.text(row, name);
    const facets = [
      { key: "severity", title: "严重程度", get: of("severity"), word: JX.severityWord, order: JX.SEVERITIES },
      { key: "family", title: "类别", get: of("family"), word: (code) => JX.word("family", code), order: JX.FAMILIES },
      { key: "code", title: "规则", get: of("code"), word: JX.ruleName },
      { key: "office", title: "街道", get: of("street_office"), word: JX.office },
      { key: "status", title: "处理状态", get: of("review_status"), word: (status) => status || "未审核" },
      { key: "root", title: "根源", get: (row) => (findings.get(row, "caused_by") === null ? "根源" : "由其他问题引起"), order: ["根源"] },
    ];
    JX.append(main, [
      JX.element("h2", {}, "问题"),
      JX.element("p", { class: "lead" }, "每条问题指到原表的单元格；灰色为由同一自评表的另一问题引起的，仍计入条数。填报数与应有数不一致的，两数都可能有误，以核实结果为准。"),
      JX.filtered({ caption: "核查发现的问题", columns: JX.findingColumns({ office: true, project: true }), rows: JX.gravest(findings.all), facets, query: place.query, tone: JX.findingTone }),
    ]);
    return true;
  },
});

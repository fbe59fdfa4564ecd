// 项目: every project, sorted and filtered.
"use strict";
JX.router.add("projects", {
  title: "项目",
  draw(main, place) {
    const projects = JX.projects;
    const facets = [
      { key: "office", title: "街道", get: (row) => projects.text(row, "street_office"), word: JX.office },
      { key: "grade", title: "等级", get: (row) => projects.text(row, "grade"), word: (grade) => grade || "未评定", order: JX.GRADES },
      { key: "rate", title: "执行率", get: rate, order: ["超过 100%", "80% 至 100%", "不足 80%", "无法得出"] },
      { key: "worst", title: "最严重问题", get: worst, word: (code) => (code ? JX.severityWord(code) : "无问题"), order: JX.SEVERITIES },
    ];
    JX.append(main, [
      JX.element("h2", {}, "项目"),
      JX.element("p", { class: "lead" }, "金额单位：万元。得分为重算；红底：执行率超过 100%，黄底：执行数超年初预算数、重算总分低于填报总分。点击表头排序，点击名称查看该项目。"),
      JX.filtered({ caption: "项目明细", columns: JX.projectColumns(true), rows: projects.all, facets, query: place.query }),
    ]);
    return true;

    function rate(row) {
      const rate = projects.get(row, "execution_rate");
      if (rate === null) return "无法得出";
      if (rate > 1) return "超过 100%";
      return rate >= 0.8 ? "80% 至 100%" : "不足 80%";
    }

    function worst(row) {
      return JX.SEVERITIES.find((code) => projects.get(row, "findings_" + code) > 0) || "";
    }
  },
});

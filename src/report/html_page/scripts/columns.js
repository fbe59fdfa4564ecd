// The columns of the tables that several views show.
"use strict";
/// A column of a table of the contract, with its header and its kind.
JX.column = function (table, name, more) {
  return Object.assign({ key: name, title: table.header(name), kind: table.kind(name), get: (row) => table.get(row, name) }, more);
};

JX.projectColumns = function (withOffice) {
  const of = (name, more) => JX.column(JX.projects, name, more);
  const less = (one, other) => (row) => {
    const [a, b] = [JX.decimal.units(JX.projects.get(row, one)), JX.decimal.units(JX.projects.get(row, other))];
    return a !== null && b !== null && a < b;
  };
  const lower = less("total_score", "total_score_declared");
  const columns = [
    of("project_name", { cell: (row) => JX.link(JX.projectHash(row), JX.projectName(row)), wide: true }),
    withOffice ? of("street_office", { cell: (row) => JX.officeLink(JX.projects.text(row, "street_office")) }) : null,
    of("implementing_unit"),
    of("initial_budget", { sum: true }),
    of("full_year_budget", { sum: true }),
    of("executed", { sum: true }),
    of("execution_rate", { title: "执行率", mark: (row) => (JX.projects.get(row, "execution_rate") > 1 ? "mark-error" : "") }),
    of("budget_variance", { title: "较年初预算增减", mark: (row) => ((JX.projects.get(row, "budget_variance") || "-")[0] !== "-" && JX.projects.get(row, "budget_variance") !== "0" ? "mark-warning" : "") }),
    of("total_score_declared"),
    of("total_score", { mark: (row) => (lower(row) ? "mark-warning" : "") }),
    of("grade", { kind: "label", cell: (row) => JX.grade(JX.projects.get(row, "grade")), order: (row) => { const at = JX.GRADES.indexOf(JX.projects.get(row, "grade")); return at < 0 ? null : String(at); } }),
    of("findings_error", { sum: true }),
    of("findings_warning", { sum: true }),
    of("findings_info", { sum: true }),
  ];
  return columns.filter(Boolean);
};

JX.findingColumns = function (shows) {
  const findings = JX.findings;
  const of = (name, more) => JX.column(findings, name, more);
  const severity = (row) => findings.text(row, "severity");
  const columns = [
    of("severity", { kind: "label", cell: (row) => JX.severity(severity(row)), order: (row) => String(JX.SEVERITIES.indexOf(severity(row))), words: (row) => JX.word("severity", severity(row)) }),
    of("code", { title: "规则", get: (row) => JX.ruleName(findings.text(row, "code")) }),
    shows.office ? of("street_office", { cell: (row) => JX.officeLink(findings.text(row, "street_office")) }) : null,
    shows.project ? of("project_name", { cell: (row) => projectLink(row) }) : null,
    of("message", { title: "问题", wide: true, cell: (row) => message(row) }),
    of("declared"), of("expected"), of("difference", { kind: "label" }),
    { key: "place", title: "位置", kind: "place", get: (row) => JX.placeText(findings, row), cell: (row) => JX.place(findings, row) },
    of("review_status", { kind: "label", cell: (row) => JX.element("span", { title: findings.text(row, "review_note") || null }, findings.text(row, "review_status") || "未审核") }),
  ];
  return columns.filter(Boolean);

  function projectLink(row) {
    const project = JX.projectOf[row];
    if (project === null) return document.createTextNode(findings.text(row, "project_name") || JX.UNKNOWN);
    return JX.link(JX.projectHash(project), JX.projectName(project));
  }

  function message(row) {
    const echo = findings.get(row, "caused_by") !== null;
    const note = findings.text(row, "review_note");
    return JX.element("div", {}, [
      findings.text(row, "message"),
      echo ? JX.element("span", { class: "aside" }, "（由同一自评表的另一问题引起）") : null,
      note ? JX.element("span", { class: "aside" }, "审核意见：" + note) : null,
    ]);
  }
};

JX.findingTone = (row) => (JX.findings.get(row, "caused_by") === null ? "" : "echo");

/// Findings as the lists show them: the gravest first.
JX.gravest = function (rows) {
  const rank = (row) => JX.SEVERITIES.indexOf(JX.findings.text(row, "severity"));
  return rows.slice().sort((one, other) => rank(one) - rank(other) || one - other);
};

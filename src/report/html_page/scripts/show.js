// How values look.
"use strict";
JX.NAMELESS = "（未识别单位）";
JX.UNKNOWN = "—";
JX.SEVERITIES = ["error", "warning", "info"];
JX.FAMILIES = ["files", "missing", "budget", "execution", "weights", "scores", "indicators", "cross", "custom"];
JX.GRADES = ["优", "良", "中", "差"];

JX.show = {
  amount: (text) => JX.decimal.grouped(text, 2),
  points: (text) => JX.decimal.grouped(text, 0),
  count: (count) => JX.decimal.grouped(String(count), 0),
  rate: (rate) => JX.decimal.grouped((rate * 100).toFixed(2), 2) + "%",
  text: (text) => text,
};

/// A value of a table as it is read; a dash where it is unknown.
JX.shown = function (kind, value) {
  if (value === null || value === undefined || value === "") return JX.UNKNOWN;
  return (JX.show[kind] || JX.show.text)(value);
};

JX.office = (name) => name || JX.NAMELESS;
JX.officeHash = (name) => "#/office/" + encodeURIComponent(name);
JX.projectHash = (row) => "#/project/" + encodeURIComponent(JX.keys[row]);
JX.projectName = (row) => JX.projects.text(row, "project_name") || "（未填项目名称）";

JX.officeLink = function (name) {
  const known = JX.officeRow(name) !== undefined;
  return known ? JX.link(JX.officeHash(name), JX.office(name)) : document.createTextNode(JX.office(name));
};

/// The row of an office in the roll-up.
JX.officeRow = (name) => JX.level("street_office").find((row) => JX.rollup.text(row, "name") === name);

JX.ruleName = function (code) {
  const rule = JX.rules.get(code);
  return rule ? code + " " + rule.title : code;
};

JX.chip = (tone, text) => JX.element("span", { class: "chip " + tone }, text);
JX.severity = (code) => JX.chip("is-" + code, JX.word("severity", code));
JX.grade = function (grade) {
  const at = JX.GRADES.indexOf(grade);
  return at < 0 ? document.createTextNode(grade || JX.UNKNOWN) : JX.chip("grade-" + at, grade);
};

/// Where something stands: the file as a link, then sheet and cell.
JX.place = function (table, row) {
  const file = table.text(row, "source_file");
  const where = [table.text(row, "source_sheet"), table.text(row, "source_cell")].filter(Boolean).join("!");
  if (!file) return document.createTextNode(where || JX.UNKNOWN);
  return JX.element("span", { class: "place" }, [
    JX.fileLink(JX.data.sources[file], file),
    where ? JX.element("span", { class: "cell" }, where) : null,
  ]);
};

/// The same as text, for sorting and searching.
JX.placeText = (table, row) =>
  ["source_file", "source_sheet", "source_cell"].map((name) => table.text(row, name)).join(" ");

/// Large figures with their labels.
JX.figures = function (figures) {
  return JX.element("dl", { class: "figures" }, figures.map(function (figure) {
    return JX.element("div", { class: "figure " + (figure.tone || ""), "data-key": figure.key }, [
      JX.element("dt", {}, figure.label),
      JX.element("dd", { class: "figure-value" }, [figure.value, figure.unit ? JX.element("small", {}, figure.unit) : null]),
      figure.detail ? JX.element("dd", { class: "figure-detail" }, figure.detail) : null,
    ]);
  }));
};

/// Pairs of words, one under another.
JX.pairs = function (pairs) {
  return JX.element("dl", { class: "pairs" }, pairs.map((pair) =>
    JX.element("div", {}, [JX.element("dt", {}, pair[0]), JX.element("dd", {}, pair[1])])));
};

// The tables in the page, column by column.
"use strict";
JX.read = function (id) {
  return JSON.parse(document.getElementById(id).textContent);
};

/// A table of the data contract; a row is its number, counted from 0.
JX.Table = function (record) {
  this.count = record.rows;
  this.columns = new Map(record.columns.map((column) => [column.name, column]));
  this.all = Array.from({ length: record.rows }, (_, row) => row);
};

/// What a row says in a column; null where it is unknown. Amounts and points are texts.
JX.Table.prototype.get = function (row, name) {
  const column = this.columns.get(name);
  if (column.values) return column.values[row];
  const at = column.at[row];
  return at === null ? null : column.words[at];
};

/// The text; "" where it is unknown.
JX.Table.prototype.text = function (row, name) {
  return this.get(row, name) || "";
};

JX.Table.prototype.header = function (name) {
  return this.columns.get(name).header;
};

JX.Table.prototype.kind = function (name) {
  return this.columns.get(name).kind;
};

/// The rows by what they say in a column.
JX.Table.prototype.by = function (name) {
  const groups = new Map();
  this.all.forEach((row) => JX.push(groups, this.text(row, name), row));
  return groups;
};

JX.push = function (groups, key, row) {
  const group = groups.get(key);
  if (group) group.push(row);
  else groups.set(key, [row]);
};

JX.load = function () {
  const data = JX.read("data");
  JX.data = data;
  JX.projects = new JX.Table(data.tables.projects);
  JX.findings = new JX.Table(data.tables.findings);
  JX.rollup = new JX.Table(data.tables.rollup);
  JX.overruns = new JX.Table(data.tables.over_budget);
  JX.submissions = new JX.Table(data.tables.submissions);
  JX.roster = new JX.Table(data.tables.roster);
  JX.rules = new Map(data.rules.map((rule) => [rule.code, rule]));
};

/// The indicators: read when first asked for, since they are by far the longest table.
JX.indicators = function () {
  if (!JX.indicators.known) {
    const table = new JX.Table(JX.read("data-indicators"));
    JX.indicators.known = { table, byForm: table.by("form_id") };
  }
  return JX.indicators.known;
};

/// The word for a code.
JX.word = function (kind, code) {
  const words = JX.data.words[kind] || {};
  return words[code] || code || "";
};

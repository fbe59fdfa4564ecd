// Who belongs to whom: projects, their findings, their offices.
"use strict";
JX.index = function () {
  const projects = JX.projects;
  const findings = JX.findings;
  const forms = projects.by("form_id");
  JX.versions = forms;
  const keys = [];
  const rowOfKey = new Map();
  // Two versions of a form may share its id: the second is found under id~2.
  forms.forEach(function (rows, id) {
    rows.forEach(function (row, at) {
      keys[row] = at === 0 ? id : id + "~" + (at + 1);
      rowOfKey.set(keys[row], row);
    });
  });
  const ofProject = new Map();
  const projectOf = [];
  findings.all.forEach(function (finding) {
    const row = JX.formOf(findings, finding);
    projectOf[finding] = row;
    if (row !== null) JX.push(ofProject, row, finding);
  });
  JX.keys = keys;
  JX.rowOfKey = rowOfKey;
  JX.projectOf = projectOf;
  JX.versionsOf = (row) => forms.get(projects.text(row, "form_id"));
  JX.findingsOf = (row) => ofProject.get(row) || [];
  JX.projectsByOffice = projects.by("street_office");
  JX.findingsByOffice = findings.by("street_office");

};

/// The project that a row of another table speaks of; of several versions the one in its file and sheet.
JX.formOf = function (table, at) {
  const rows = JX.versions.get(table.text(at, "form_id"));
  if (!rows) return null;
  if (rows.length === 1) return rows[0];
  const same = (name) => (row) => JX.projects.text(row, name) === table.text(at, name);
  const inFile = rows.filter(same("source_file"));
  const inSheet = inFile.filter(same("source_sheet"));
  if (inSheet.length > 0) return inSheet[0];
  return inFile.length > 0 ? inFile[0] : rows[0];
};

/// The rows of the roll-up of one level.
JX.level = function (name) {
  return JX.rollup.all.filter((row) => JX.rollup.get(row, "level") === name);
};

/// How many, by what each says.
JX.counted = function (rows, key) {
  const counts = new Map();
  rows.forEach(function (row) {
    const group = key(row);
    counts.set(group, (counts.get(group) || 0) + 1);
  });
  return counts;
};

/// The findings of a rule by project.
JX.raised = function (code) {
  const found = new Map();
  JX.findings.all.forEach(function (finding) {
    if (JX.findings.get(finding, "code") !== code) return;
    if (JX.projectOf[finding] !== null) found.set(JX.projectOf[finding], finding);
  });
  return found;
};

//! The forms of an office as a list: what was found on each, and the way to it.

use super::Office;
use super::forms::{self, DRAWN, FormSheet};
use crate::decision::Status;
use crate::finding::Severity;
use crate::report::listing::is_decided;
use crate::report::rows::{Rows, Value};
use crate::report::sheet::{Column, Kind};
use crate::tables::columns::findings;

/// Every form with its counts.
pub(super) fn rows<'a>(office: &Office<'_>) -> Rows<'a> {
    let column = |value: &dyn Fn(&FormSheet<'_>) -> Value<'a>| {
        let values = office.forms.iter().map(value);
        values.collect::<Vec<Value<'a>>>()
    };
    let numbers = (1_i64..).zip(&office.forms);
    Rows::from_columns(vec![
        (
            "number",
            numbers.map(|(number, _)| Value::Count(number)).collect(),
        ),
        ("count", column(&|form| Value::count(form.findings.len()))),
        ("project", column(&|form| Value::text(form.project.clone()))),
        ("outcome", column(&|form| Value::text(outcome(form)))),
        ("source", column(&|form| Value::text(form.source.clone()))),
        (
            DRAWN,
            column(&|form| forms::way(&office.file, &form.place, "A1")),
        ),
    ])
}

/// In the columns of the notice.
pub(super) fn columns() -> [Column; 6] {
    [
        Column::new("number", "序号", Kind::Count, 7),
        Column::new("count", "问题", Kind::Count, 9),
        Column::new("project", "项目名称", Kind::Wrapped, 58).over(2),
        Column::new("outcome", "核查结果", Kind::Wrapped, 54),
        Column::new("source", "原表", Kind::Wrapped, 24),
        Column::new(DRAWN, "查看", Kind::Link, 8),
    ]
}

/// `错误 2 条、警告 11 条`
fn outcome(form: &FormSheet<'_>) -> String {
    let counted = Severity::ALL.map(|severity| {
        let label = severity.label();
        let found = &form.findings;
        let count = found.count(|row| row.text(findings::severity) == label);
        (label, count)
    });
    let some: Vec<String> = counted
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(label, count)| format!("{label} {count} 条"))
        .collect();
    let dismissed = form
        .findings
        .count(|row| is_decided(row, Status::Dismissed));
    match (some.is_empty(), dismissed) {
        (true, _) => "未发现问题".to_owned(),
        (false, 0) => some.join("、"),
        (false, dismissed) => format!("{}；其中 {dismissed} 条不予处理", some.join("、")),
    }
}

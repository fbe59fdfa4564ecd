//! `已消除`: decisions whose finding is gone. They are read back from here, so that a decision is there
//! again when its finding is.

use super::{decision_columns, with_days};
use crate::decision::heading;
use crate::report::View;
use crate::report::consolidated::title;
use crate::report::listing::NUMBER;
use crate::report::rows::{Rows, Value};
use crate::report::sheet::{Column, Kind, Sheet, read};
use crate::report::words;
use crate::tables::columns::{SETTLED_DECISIONS, settled_decisions as settled};

/// Every settled decision, by office and project.
pub(super) fn sheet<'a>(view: &View<'a>) -> Sheet<'a> {
    let of = |source, width, header| {
        Column::of(SETTLED_DECISIONS, source, width)
            .shown(Kind::Wrapped)
            .titled(header)
    };
    let mut columns = vec![
        Column::new(NUMBER, heading::NUMBER, Kind::Count, 7),
        of(settled::severity, 9, heading::SEVERITY).shown(Kind::Severity),
        of(settled::rule, 22, heading::RULE),
        of(settled::street_office, 14, heading::OFFICE),
        of(settled::project_name, 22, heading::PROJECT),
        of(settled::message, 48, heading::MESSAGE),
        of(settled::declared, 16, heading::DECLARED),
        of(settled::expected, 16, heading::EXPECTED),
        of(settled::difference, 12, heading::DIFFERENCE),
        of(settled::place, 30, heading::PLACE),
    ];
    columns.extend(decision_columns(view));
    Sheet {
        note: "有处理意见而本次不再出现的问题（已更正、未再报送或规则停用）；问题再次出现时，处理意见随之恢复到“异常明细”".to_owned(),
        frozen: 3,
        data_file: "settled_decisions.csv",
        ..Sheet::new(
            heading::SETTLED_SHEET,
            title(view, "项目支出绩效自评已消除问题"),
            columns,
            rows(view),
        )
    }
}

fn rows<'a>(view: &View<'a>) -> Rows<'a> {
    let rows = with_days(read(&view.tables.settled_decisions), settled::review_until)
        .with(settled::severity, |row| {
            Value::text(words::severity(row.text(settled::severity)).to_owned())
        });
    let numbers = (0..rows.len())
        .map(|at| (at, Value::count(at.saturating_add(1))))
        .collect();
    rows.ordered(NUMBER, numbers)
}

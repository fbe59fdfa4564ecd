//! Personal numbers and marks of secrecy: the list of the bureau, the notices, and the texts that go
//! to offices without them.

use super::View;
use super::consolidated::title;
use super::listing::{self, LINK};
use super::rows::{Row, Rows, Value};
use super::sheet::{Column, Kind, Sheet, read};
use super::words;
use crate::tables::columns::{SENSITIVE, sensitive as column};
use crate::value::sensitive::masked;

/// So many places are named in a notice.
const NAMED: usize = 3;

/// 敏感信息: every place, with a link to the cell.
pub(super) fn sheet<'a>(view: &View<'a>) -> Sheet<'a> {
    let of = |source, width| Column::of(SENSITIVE, source, width).shown(Kind::Wrapped);
    let columns = vec![
        of(column::street_office, 14),
        of(column::kind, 10),
        of(column::masked, 24),
        of(column::source_file, 40),
        of(column::source_sheet, 14),
        of(column::source_cell, 9),
        of(column::advice, 48),
        Column::new(LINK, "来源", Kind::Link, 7),
    ];
    let rows = listing::located(read(&view.tables.sensitive), view).with(column::kind, |row| {
        Value::text(words::sensitive(row.text(column::kind)).to_owned())
    });
    Sheet {
        note: "号码已遮盖；联系电话栏内的手机号不列。转发、公开原表或本清单前，请先逐处处理"
            .to_owned(),
        frozen: 1,
        data_file: "sensitive.csv",
        ..Sheet::new(
            "敏感信息",
            title(view, "报送文件中的敏感信息"),
            columns,
            rows,
        )
    }
}

/// For whoever is about to pass the files on; none where there is nothing.
pub(super) fn caution(view: &View<'_>) -> Option<String> {
    let places = read(&view.tables.sensitive);
    (!places.is_empty()).then(|| {
        format!(
            "注意：报送文件中有{}，见《异常清单》“敏感信息”；转发或公开任何材料前，请先处理。",
            counted(&places)
        )
    })
}

/// For the office whose files hold such text; none where they do not.
pub(super) fn office_notice(view: &View<'_>, office: &str) -> Option<String> {
    let is_of_office = |row: Row<'_, '_>| {
        let mut offices = row.text(column::street_office).split('；');
        offices.any(|named| named == office)
    };
    let places = read(&view.tables.sensitive).filter(is_of_office);
    if places.is_empty() {
        return None;
    }
    let named: Vec<String> = places
        .iter()
        .take(NAMED)
        .map(listing::place_in_office)
        .collect();
    let more = if places.len() > NAMED { "等处" } else { "" };
    Some(format!(
        "　　另请注意：你单位报送的文件中有{}（{}{more}）。请核实后删除或遮盖再重新报送；涉密或内部材料不得经非涉密渠道传递。本通知中的号码已遮盖。",
        counted(&places),
        named.join("；"),
    ))
}

/// `身份证号 2 处、手机号 1 处`
fn counted(places: &Rows<'_>) -> String {
    let kinds = places.distinct(column::kind).into_iter();
    let counted = kinds.map(|kind| {
        let count = places.count(|row| row.text(column::kind) == kind);
        format!("{} {count} 处", words::sensitive(kind))
    });
    counted.collect::<Vec<_>>().join("、")
}

/// The rows with the personal numbers of some columns masked, for whatever leaves the bureau.
pub(super) fn without_numbers<'a>(rows: Rows<'a>, columns: &[&'static str]) -> Rows<'a> {
    columns.iter().fold(rows, |rows, name| {
        rows.with(name, |row| match row.get(name) {
            Value::Text(text) => Value::text(masked(text)),
            other => other.clone(),
        })
    })
}

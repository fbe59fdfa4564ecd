//! What changed from one version of a form to the one that counts.

use super::super::View;
use super::super::listing::{self, LINK, PLACE};
use super::super::rows::{Row, Rows, Value};
use super::super::sheet::{Column, Kind, Sheet, Tone, read};
use super::super::words;
use super::title;
use crate::tables::columns::{VERSION_CHANGES, version_changes as column};

/// Where the older version says it.
const OLD_PLACE: &str = "old_place";

/// Older versions and what the newer ones say otherwise; nothing where every form came once.
pub(super) fn sheet<'a>(view: &View<'a>) -> Option<Sheet<'a>> {
    let of = |source, width| Column::of(VERSION_CHANGES, source, width).shown(Kind::Wrapped);
    let columns = vec![
        of(column::street_office, 14),
        of(column::project_name, 26),
        of(column::kind, 10).shown(Kind::Label),
        of(column::what, 30),
        of(column::change, 12).shown(Kind::Label).toned(change_tone),
        of(column::old_value, 40),
        of(column::new_value, 40),
        Column::new(
            OLD_PLACE,
            "旧版位置（文件!工作表!单元格）",
            Kind::Wrapped,
            34,
        ),
        Column::new(PLACE, "新版位置（文件!工作表!单元格）", Kind::Wrapped, 34),
        Column::new(LINK, "来源", Kind::Link, 7),
    ];
    let rows = rows(view);
    (!rows.is_empty()).then(|| Sheet {
        note: "新版为计入汇总的一版，与最近一版旧版按栏目比对（排版不同、行列移动不算改动），更早的旧版只列出；核查发现中跨表和自定义规则的不比对".to_owned(),
        frozen: 2,
        data_file: "version_changes.csv",
        ..Sheet::new(
            "版本差异",
            title(view, "项目支出绩效自评表版本差异"),
            columns,
            rows,
        )
    })
}

fn rows<'a>(view: &View<'a>) -> Rows<'a> {
    let rows = read(&view.tables.version_changes)
        .with(column::kind, |row| {
            Value::text(words::version_kind(row.text(column::kind)).to_owned())
        })
        .with(column::change, |row| {
            Value::text(words::version_change(row.text(column::change)).to_owned())
        })
        .with(OLD_PLACE, |row| Value::text(old_place(row)));
    listing::located(rows, view)
}

fn old_place(row: Row<'_, '_>) -> String {
    let parts = [column::old_file, column::old_sheet, column::old_cell].map(|name| row.text(name));
    let known = parts.into_iter().filter(|part| !part.is_empty());
    known.collect::<Vec<_>>().join("!")
}

fn change_tone(row: Row<'_, '_>) -> Tone {
    match row.text(column::change) {
        "新出现" => Tone::Error,
        "仍存在" => Tone::Warning,
        _ => Tone::Plain,
    }
}

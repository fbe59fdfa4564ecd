//! Sheets that hold the forms against the approved-budget ledger and against last year; only where
//! these are configured.

use super::super::View;
use super::super::listing::{self, LINK};
use super::super::rows::{Row, Rows, Value};
use super::super::sheet::{Column, Kind, Origin, Sheet, Tone, read};
use super::super::words;
use super::title;
use crate::tables::columns::{
    LAST_YEAR, LEDGER_MATCHES, last_year as earlier, ledger_matches as ledger,
};

/// Which group of rows one belongs to.
const GROUP: &str = "group";

/// How a group is called, by what is known of a row.
#[derive(Clone, Copy)]
struct Groups {
    matched: &'static str,
    ours_alone: &'static str,
    theirs_alone: &'static str,
    unclear: &'static str,
}

const LEDGER_GROUPS: Groups = Groups {
    matched: "一、已对应",
    theirs_alone: "二、有台账无自评表",
    ours_alone: "三、有自评表无台账",
    unclear: "四、对应不能确定",
};

const YEAR_GROUPS: Groups = Groups {
    matched: "一、两年都有",
    theirs_alone: "二、仅上年有",
    ours_alone: "三、仅本年有",
    unclear: "四、对应不能确定",
};

/// The ledger beside the forms; nothing without a ledger.
pub(super) fn ledger_matches<'a>(view: &View<'a>) -> Option<Sheet<'a>> {
    let of = |source, width| Column::of(LEDGER_MATCHES, source, width);
    let columns = vec![
        Column::new(GROUP, "对应情况", Kind::Wrapped, 20),
        of(ledger::street_office, 14).shown(Kind::Wrapped),
        of(ledger::project_name, 28).shown(Kind::Wrapped),
        of(ledger::ledger_code, 14).shown(Kind::Wrapped),
        of(ledger::ledger_office, 14).shown(Kind::Wrapped),
        of(ledger::ledger_name, 28).shown(Kind::Wrapped),
        of(ledger::how, 10).shown(Kind::Label).toned(alike_tone),
        of(ledger::similarity, 9),
        of(ledger::initial_declared, 14),
        of(ledger::initial_approved, 13),
        of(ledger::initial_difference, 13)
            .live(Origin::Difference(
                ledger::initial_declared,
                ledger::initial_approved,
            ))
            .toned(initial_tone),
        of(ledger::full_year_declared, 14),
        of(ledger::full_year_approved, 14),
        of(ledger::full_year_difference, 13)
            .live(Origin::Difference(
                ledger::full_year_declared,
                ledger::full_year_approved,
            ))
            .toned(full_year_tone),
        of(ledger::ledger_cell, 26).shown(Kind::Wrapped),
        of(ledger::remark, 40).shown(Kind::Wrapped),
        of(ledger::ledger_remark, 30).shown(Kind::Wrapped),
        Column::new(LINK, "来源", Kind::Link, 7),
    ];
    let rows = grouped(read(&view.tables.ledger_matches), LEDGER_GROUPS);
    (!rows.is_empty()).then(|| Sheet {
        note: "金额单位：万元　差额为填报减台账，相差的标色（两数按所填位数是否一致，见异常清单 B107）　名称近似的，先核实是否同一项目".to_owned(),
        frozen: 3,
        data_file: "ledger_matches.csv",
        ..Sheet::new(
            "台账对照",
            title(view, "自评表与批复预算台账对照"),
            columns,
            listing::located(rows, view),
        )
    })
}

/// Last year beside this one; nothing where last year is not configured.
pub(super) fn last_year<'a>(view: &View<'a>) -> Option<Sheet<'a>> {
    let of = |source, width| Column::of(LAST_YEAR, source, width);
    let columns = vec![
        Column::new(GROUP, "对应情况", Kind::Wrapped, 16),
        of(earlier::street_office, 14).shown(Kind::Wrapped),
        of(earlier::implementing_unit, 16).shown(Kind::Wrapped),
        of(earlier::project_name, 26).shown(Kind::Wrapped),
        of(earlier::last_project_name, 26).shown(Kind::Wrapped),
        of(earlier::how, 10)
            .shown(Kind::Label)
            .toned(year_alike_tone),
        of(earlier::similarity, 9),
        of(earlier::last_full_year, 14),
        of(earlier::last_executed, 13),
        of(earlier::last_unspent, 13).live(Origin::Difference(
            earlier::last_full_year,
            earlier::last_executed,
        )),
        of(earlier::carryover_initial, 13),
        of(earlier::carryover_full_year, 13).toned(carryover_tone),
        of(earlier::full_year_budget, 14),
        of(earlier::budget_change, 11).live(Origin::Growth(
            earlier::last_full_year,
            earlier::full_year_budget,
        )),
        of(earlier::last_total_score, 11),
        of(earlier::total_score, 11),
        of(earlier::score_change, 9).live(Origin::Difference(
            earlier::total_score,
            earlier::last_total_score,
        )),
        of(earlier::last_place, 30).shown(Kind::Wrapped),
        of(earlier::remark, 40).shown(Kind::Wrapped),
        Column::new(LINK, "来源", Kind::Link, 7),
    ];
    let rows = grouped(read(&view.tables.last_year), YEAR_GROUPS);
    (!rows.is_empty()).then(|| Sheet {
        note: "金额单位：万元　上年未支出为上年全年预算数减执行数；结转多于上年未支出的标色　仅本年有的可能是新增或更名的项目".to_owned(),
        frozen: 4,
        data_file: "last_year.csv",
        ..Sheet::new(
            "上年对照",
            title(view, "项目支出绩效自评与上年度对照"),
            columns,
            listing::located(rows, view),
        )
    })
}

/// The rows with their group, group by group, and the manner of matching in words.
fn grouped(rows: Rows<'_>, groups: Groups) -> Rows<'_> {
    // Both tables name these columns alike.
    let group = move |row: Row<'_, '_>| {
        let alone = row.text(ledger::how) == "none";
        let name = match (alone, row.text(ledger::form_id)) {
            (false, _) => groups.matched,
            (true, _) if !row.text(ledger::remark).is_empty() => groups.unclear,
            (true, "") => groups.theirs_alone,
            (true, _) => groups.ours_alone,
        };
        Value::text(name)
    };
    // The names begin with their number, but 一 二 三 四 do not sort by it.
    let place = move |name: &str| {
        let order = [groups.matched, groups.theirs_alone, groups.ours_alone];
        order
            .iter()
            .position(|known| *known == name)
            .unwrap_or(order.len())
    };
    rows.with(GROUP, group)
        .with(ledger::how, |row| {
            Value::text(words::matching(row.text(ledger::how)).to_owned())
        })
        .sorted(move |one, other| place(one.text(GROUP)).cmp(&place(other.text(GROUP))))
}

fn alike_tone(row: Row<'_, '_>) -> Tone {
    super::tones::warning_if(*row.get(ledger::similarity) != Value::Unknown)
}

fn year_alike_tone(row: Row<'_, '_>) -> Tone {
    super::tones::warning_if(*row.get(earlier::similarity) != Value::Unknown)
}

fn initial_tone(row: Row<'_, '_>) -> Tone {
    super::tones::warning_if(differs(row, ledger::initial_difference))
}

fn full_year_tone(row: Row<'_, '_>) -> Tone {
    super::tones::warning_if(differs(row, ledger::full_year_difference))
}

fn differs(row: Row<'_, '_>, name: &str) -> bool {
    matches!(row.get(name), Value::Figure(figure) if !figure.is_zero())
}

fn carryover_tone(row: Row<'_, '_>) -> Tone {
    super::tones::warning_if(row.is_less(earlier::last_unspent, earlier::carryover_full_year))
}

//! The summaries: by rule, with how the rule fared on every form, what reviewers made of it, and by
//! office.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::decision::Status;
use crate::finding::{Family, Severity};
use crate::report::consolidated::title;
use crate::report::listing::{self, is_decided, is_reviewed};
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, Sheet, Tone, read};
use crate::report::{View, words};
use crate::tables::columns::{RULE_STATS, findings, rule_stats};

/// Counts of things by a text.
type Tally<'r> = BTreeMap<&'r str, usize>;

/// What was found by each rule, and on how many forms it could not be applied.
pub(super) fn by_rule<'a>(view: &View<'a>) -> Sheet<'a> {
    let of = |source, width| Column::of(RULE_STATS, source, width);
    let columns = vec![
        of(rule_stats::code, 8).shown(Kind::Label),
        of(rule_stats::title, 42).shown(Kind::Wrapped),
        of(rule_stats::family, 12).shown(Kind::Label),
        of(rule_stats::severity, 10).shown(Kind::Severity),
        of(rule_stats::state, 20).shown(Kind::Wrapped),
        of(rule_stats::findings, 10),
        of(rule_stats::reviewed, 9),
        of(rule_stats::dismissed, 10),
        of(rule_stats::raised, 12).titled("有发现的表"),
        of(rule_stats::passed, 12).titled("未发现的表"),
        of(rule_stats::not_applicable, 12).titled("不适用的表"),
        of(rule_stats::could_not_run, 13).titled("无法核查的表"),
    ];
    Sheet {
        note: "“无法核查”：规则所需的数据未填或看不懂，没有发现不等于没有问题；“表”指自评表，针对文件的规则按文件计；“已审核”：处理状态为属实、已整改或不予处理，均仍计入发现条数；灰色的规则没有核查过任何表（停用、已撤销、不在施行年度或均不适用）".to_owned(),
        frozen: 2,
        row_tone: idle_tone,
        data_file: "rule_stats.csv",
        ..Sheet::new("汇总（按规则）", title(view, "项目支出绩效自评异常汇总（按规则）"), columns, rule_rows(view))
    }
}

/// How often each rule fired and what reviewers made of it, the most often dismissed first.
pub(super) fn rule_stats<'a>(view: &View<'a>) -> Sheet<'a> {
    let of = |source, width| Column::of(RULE_STATS, source, width);
    let columns = vec![
        of(rule_stats::code, 8).shown(Kind::Label),
        of(rule_stats::title, 42).shown(Kind::Wrapped),
        of(rule_stats::family, 12).shown(Kind::Label),
        of(rule_stats::severity, 10).shown(Kind::Severity),
        of(rule_stats::stage, 8).shown(Kind::Label),
        of(rule_stats::state, 20).shown(Kind::Wrapped),
        of(rule_stats::forms_checked, 10),
        of(rule_stats::not_applicable, 10),
        of(rule_stats::could_not_run, 10),
        of(rule_stats::findings, 10),
        of(rule_stats::reviewed, 10),
        of(rule_stats::confirmed, 10),
        of(rule_stats::dismissed, 10).toned(mostly_dismissed),
        of(rule_stats::dismissed_share, 12).toned(mostly_dismissed),
    ];
    let most: fn(Ordering) -> Ordering = Ordering::reverse;
    let by = |source: &'static str| {
        move |one: Row<'_, '_>, other: Row<'_, '_>| one.get(source).ranked(other.get(source), most)
    };
    let rows = rule_rows(view).sorted(|one, other| {
        by(rule_stats::dismissed)(one, other)
            .then_with(|| by(rule_stats::dismissed_share)(one, other))
            .then_with(|| by(rule_stats::findings)(one, other))
    });
    Sheet {
        note: "按不予处理的条数由多到少；黄底：不予处理的多于属实的，可考虑调整该规则的参数、严重程度或阶段。已审核＝属实（含已整改）＋不予处理，待核实的不计".to_owned(),
        frozen: 2,
        row_tone: idle_tone,
        data_file: "rule_stats.csv",
        ..Sheet::new("规则运行情况", title(view, "核查规则运行情况"), columns, rows)
    }
}

/// Every rule, its codes in words.
fn rule_rows<'a>(view: &View<'a>) -> Rows<'a> {
    read(&view.tables.rule_stats)
        .with(rule_stats::family, |row| {
            Value::text(words::family(row.text(rule_stats::family)).to_owned())
        })
        .with(rule_stats::severity, |row| {
            Value::text(words::severity(row.text(rule_stats::severity)).to_owned())
        })
        .with(rule_stats::stage, |row| {
            Value::text(words::stage(row.text(rule_stats::stage)).to_owned())
        })
}

/// A rule that looked at nothing in grey: disabled, withdrawn, not of this year, or without forms.
fn idle_tone(row: Row<'_, '_>) -> Tone {
    let idle = [rule_stats::forms_checked, rule_stats::could_not_run]
        .iter()
        .all(|count| !row.is_positive(count));
    if idle { Tone::Muted } else { Tone::Plain }
}

/// More findings were dismissed than confirmed: the rule says too much, or says it too gravely.
fn mostly_dismissed(row: Row<'_, '_>) -> Tone {
    match (
        row.get(rule_stats::dismissed),
        row.get(rule_stats::confirmed),
    ) {
        (Value::Count(dismissed), Value::Count(confirmed)) if dismissed > confirmed => {
            Tone::Warning
        }
        _ => Tone::Plain,
    }
}

/// What was found at each office, by severity and by family.
pub(super) fn by_office<'a>(view: &View<'a>, found: &Rows<'a>) -> Sheet<'a> {
    let rollup = read(&view.tables.rollup);
    let (columns, rows) = office_table(&listing::offices(&rollup, found), found);
    let last = rows.len().saturating_sub(1);
    Sheet {
        note: "单位：条；“已审核”“不予处理”的条数仍计入合计；“未识别单位”为无法判断所属街道的文件或自评表".to_owned(),
        totals: rows.part(last, 1),
        frozen: 1,
        data_file: "findings.csv",
        ..Sheet::new(
            "汇总（按街道）",
            title(view, "项目支出绩效自评异常汇总（按街道）"),
            columns,
            rows.part(0, last),
        )
    }
}

/// A column of counts per severity and per family that occurs; the last row is the sum.
fn office_table<'a>(offices: &[&str], found: &Rows<'a>) -> (Vec<Column>, Rows<'a>) {
    let labels = offices.iter().map(|office| match *office {
        "" => "未识别单位".to_owned(),
        office => office.to_owned(),
    });
    let mut columns = vec![Column::new("office", "街道", Kind::Wrapped, 26)];
    let mut values = vec![(
        "office",
        labels
            .chain(["合计".to_owned()])
            .map(Value::text)
            .collect::<Vec<_>>(),
    )];
    for (source, header, matching) in parts(found) {
        let tally = tally(&matching, findings::street_office);
        let of_office = |office: &&str| tally.get(*office).copied().unwrap_or(0);
        let counts = offices.iter().map(of_office).chain([matching.len()]);
        columns.push(Column::new(source, header, Kind::Count, 10));
        values.push((source, counts.map(Value::count).collect()));
    }
    (columns, Rows::from_columns(values))
}

/// The findings in all, of each severity, those that were reviewed, and of each family that occurs.
fn parts<'a>(found: &Rows<'a>) -> Vec<(&'static str, &'static str, Rows<'a>)> {
    let like = |column: &str, word: &str| found.filter(|row| row.text(column) == word);
    let mut parts = vec![("all", "合计", found.clone())];
    for severity in Severity::ALL {
        let (code, word) = (severity.name(), severity.label());
        parts.push((code, word, like(findings::severity, word)));
    }
    parts.push(("reviewed", "已审核", found.filter(is_reviewed)));
    let dismissed = found.filter(|row| is_decided(row, Status::Dismissed));
    parts.push(("dismissed", Status::Dismissed.label(), dismissed));
    for (code, word) in families(found) {
        parts.push((code, word, like(findings::family, word)));
    }
    parts
}

/// Code and word of each family that occurs.
pub(super) fn families(found: &Rows<'_>) -> Vec<(&'static str, &'static str)> {
    let occurs = |word: &str| found.count(|row| row.text(findings::family) == word) > 0;
    Family::ALL
        .map(|family| (family.name(), words::family(family.name())))
        .into_iter()
        .filter(|(_, word)| occurs(word))
        .collect()
}

fn tally<'r>(rows: &'r Rows<'_>, name: &str) -> Tally<'r> {
    let mut tally = Tally::new();
    for row in rows.iter() {
        *tally.entry(row.text(name)).or_default() += 1;
    }
    tally
}

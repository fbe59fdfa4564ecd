//! The two summaries: by rule, with how the rule fared on every form, and by office.

use std::collections::BTreeMap;

use crate::decision::Status;
use crate::report::consolidated::title;
use crate::report::facts::RuleFact;
use crate::report::listing::{is_decided, is_reviewed};
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, Sheet, read};
use crate::report::{View, words};
use crate::tables::columns::{findings, rollup, rule_runs};

/// Counts of things by a text.
type Tally<'r> = BTreeMap<&'r str, usize>;

/// What was found by each rule, and on how many forms it could not be applied.
pub(super) fn by_rule<'a>(view: &View<'a>, found: &Rows<'a>) -> Sheet<'a> {
    let columns = vec![
        Column::new("code", "代码", Kind::Label, 8),
        Column::new("title", "规则", Kind::Text, 46),
        Column::new("family", "类别", Kind::Label, 12),
        Column::new("severity", "严重程度", Kind::Severity, 10),
        Column::new("found", "发现条数", Kind::Count, 10),
        Column::new("reviewed", "已审核", Kind::Count, 9),
        Column::new("dismissed", "不予处理", Kind::Count, 10),
        Column::new("raised", "有发现的表", Kind::Count, 12),
        Column::new("passed", "未发现的表", Kind::Count, 12),
        Column::new("not_applicable", "不适用的表", Kind::Count, 12),
        Column::new("could_not_run", "无法核查的表", Kind::Count, 13),
    ];
    Sheet {
        note: "“无法核查”：规则所需的数据未填或看不懂，没有发现不等于没有问题；“表”指自评表，报送类规则按文件计；“已审核”：处理状态为属实、已整改或不予处理，均仍计入发现条数".to_owned(),
        frozen: 2,
        data_file: "findings.csv",
        ..Sheet::new("汇总（按规则）", title(view, "项目支出绩效自评异常汇总（按规则）"), columns, rule_rows(view, found))
    }
}

fn rule_rows<'a>(view: &View<'a>, found: &Rows<'a>) -> Rows<'a> {
    let count = tally(found, findings::code);
    let runs = read(&view.tables.rule_runs);
    let in_state = |state: &str| {
        let of_state = runs.filter(|row| row.text(rule_runs::state) == state);
        owned(tally(&of_state, rule_runs::code))
    };
    let reviewed = found.filter(is_reviewed);
    let dismissed = found.filter(|row| is_decided(row, Status::Dismissed));
    let of_rows = |rows: &Rows<'_>| owned(tally(rows, findings::code));
    let rules = rules(view, &count);
    let counts = |tally: &BTreeMap<String, usize>| -> Vec<Value<'a>> {
        rules
            .iter()
            .map(|rule| Value::count(tally.get(&rule.code).copied().unwrap_or(0)))
            .collect()
    };
    let text = |of: fn(&RuleFact) -> &String| -> Vec<Value<'a>> {
        rules
            .iter()
            .map(|rule| Value::text(of(rule).clone()))
            .collect()
    };
    Rows::from_columns(vec![
        ("code", text(|rule| &rule.code)),
        ("title", text(|rule| &rule.title)),
        ("family", text(|rule| &rule.family)),
        ("severity", text(|rule| &rule.severity)),
        ("found", counts(&owned(count.clone()))),
        ("reviewed", counts(&of_rows(&reviewed))),
        ("dismissed", counts(&of_rows(&dismissed))),
        ("raised", counts(&in_state("raised"))),
        ("passed", counts(&in_state("passed"))),
        ("not_applicable", counts(&in_state("not_applicable"))),
        ("could_not_run", counts(&in_state("could_not_run"))),
    ])
}

/// The catalogue, and behind it whatever else raised a finding.
fn rules(view: &View<'_>, count: &Tally<'_>) -> Vec<RuleFact> {
    let listed = view.facts.rules.iter().cloned();
    let known = |code: &str| view.facts.rules.iter().any(|rule| rule.code == code);
    let others = count
        .keys()
        .filter(|code| !known(code))
        .map(|code| RuleFact {
            code: (*code).to_owned(),
            title: (*code).to_owned(),
            family: String::new(),
            severity: String::new(),
        });
    listed.chain(others).collect()
}

/// What was found at each office, by severity and by family.
pub(super) fn by_office<'a>(view: &View<'a>, found: &Rows<'a>) -> Sheet<'a> {
    let (columns, rows) = office_table(&offices(view, found), found);
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

const SEVERITIES: [(&str, &str); 3] = [("error", "错误"), ("warning", "警告"), ("info", "提示")];
const FAMILIES: [&str; 9] = [
    "files",
    "missing",
    "budget",
    "execution",
    "weights",
    "scores",
    "indicators",
    "cross",
    "custom",
];

/// Every office of the roll-up, also one without findings, and whatever office else has some.
fn offices(view: &View<'_>, found: &Rows<'_>) -> Vec<String> {
    let level = |row: Row<'_, '_>| row.text(rollup::level) == "street_office";
    let listed = read(&view.tables.rollup).filter(level);
    let mut offices: Vec<String> = Vec::new();
    for office in listed
        .distinct(rollup::name)
        .into_iter()
        .chain(found.distinct(findings::street_office))
    {
        if !offices.iter().any(|known| known == office) {
            offices.push(office.to_owned());
        }
    }
    offices.sort_by_key(String::is_empty); // the unnamed last
    offices
}

/// A column of counts per severity and per family that occurs; the last row is the sum.
fn office_table<'a>(offices: &[String], found: &Rows<'a>) -> (Vec<Column>, Rows<'a>) {
    let labels = offices.iter().map(|office| match office.as_str() {
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
        let of_office = |office: &String| tally.get(office.as_str()).copied().unwrap_or(0);
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
    for (code, word) in SEVERITIES {
        parts.push((code, word, like(findings::severity, word)));
    }
    parts.push(("reviewed", "已审核", found.filter(is_reviewed)));
    let dismissed = found.filter(|row| is_decided(row, Status::Dismissed));
    parts.push(("dismissed", Status::Dismissed.label(), dismissed));
    for family in FAMILIES {
        let word = words::family(family);
        parts.push((family, word, like(findings::family, word)));
    }
    parts.retain(|(code, _, rows)| !rows.is_empty() || !FAMILIES.contains(code));
    parts
}

fn tally<'r>(rows: &'r Rows<'_>, name: &str) -> Tally<'r> {
    let mut tally = Tally::new();
    for row in rows.iter() {
        *tally.entry(row.text(name)).or_default() += 1;
    }
    tally
}

fn owned(tally: Tally<'_>) -> BTreeMap<String, usize> {
    tally
        .into_iter()
        .map(|(text, count)| (text.to_owned(), count))
        .collect()
}

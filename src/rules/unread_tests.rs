//! Nothing is dropped: whatever stands where a figure belongs and is none gives a finding at its cell.

use super::fixture::Fixture;
use super::rule::Verdict;
use super::{RulesConfig, run_form_rules};
use crate::form::Entry;
use crate::grid::CellRef;

const GARBLED: &str = "见附件";

/// The figures of a sound form: total row, breakdown row, two indicators, total.
const SOUND: [&str; 15] = [
    "33", "33", "32", "10", "96.97%", "9.7", "33", "33", "32", "45", "45", "45", "45", "100",
    "99.7",
];

fn form(figures: &[&str; 15]) -> Fixture {
    let [initial, full_year, executed, weight, rate, score, rest @ ..] = *figures;
    let [
        part_initial,
        part_full_year,
        part_executed,
        w1,
        s1,
        w2,
        s2,
        total_weight,
        total_score,
    ] = rest;
    Fixture::new()
        .funding(
            "年度资金总额",
            [initial, full_year, executed, weight, rate, score],
        )
        .funding(
            "其中：当年财政拨款",
            [part_initial, part_full_year, part_executed, "—", "", "—"],
        )
        .indicator([
            "产出指标",
            "数量指标",
            "服务次数",
            "≥12次",
            "12次",
            w1,
            s1,
            "",
        ])
        .indicator([
            "效益指标",
            "社会效益指标",
            "投诉下降率",
            "≥5%",
            "6%",
            w2,
            s2,
            "",
        ])
        .total(total_weight, total_score)
}

fn found_at(fixture: &Fixture, cell: CellRef) -> Vec<&'static str> {
    let ran = run_form_rules(&fixture.subject(), &RulesConfig::default());
    let at_cell = ran.iter().filter(|rule| match &rule.verdict {
        Verdict::Checked(hits) => hits
            .iter()
            .any(|hit| hit.at == Some(cell) || hit.related.contains(&cell)),
        _ => false,
    });
    at_cell.map(|rule| rule.meta.code).collect()
}

/// Where the one entry stands that could not be understood.
fn unread(fixture: &Fixture) -> Option<CellRef> {
    fn of<T>(entry: &Entry<T>) -> Option<CellRef> {
        entry.misread().and(entry.at())
    }
    let form = fixture.subject().form;
    let funding = form.funding.as_ref()?;
    let rows = std::iter::once(&funding.total).chain(&funding.breakdown);
    let amounts = rows.flat_map(|row| {
        [
            of(&row.initial),
            of(&row.full_year),
            of(&row.executed),
            of(&row.weight),
            of(&row.rate),
            of(&row.score),
        ]
    });
    let points = form
        .indicator_rows()
        .iter()
        .flat_map(|row| [of(&row.weight), of(&row.score)]);
    let sums = form
        .total
        .iter()
        .flat_map(|total| [of(&total.weight), of(&total.score)]);
    amounts.chain(points).chain(sums).flatten().next()
}

#[test]
fn every_garbled_figure_gives_a_finding_at_its_cell() {
    for garbled in 0..SOUND.len() {
        let mut figures = SOUND;
        figures[garbled] = GARBLED;
        let fixture = form(&figures);
        let cell = unread(&fixture).unwrap_or_else(|| panic!("figure {garbled} was read"));
        assert!(
            !found_at(&fixture, cell).is_empty(),
            "figure {garbled} at {cell} is silent"
        );
    }
}

#[test]
fn the_sound_form_is_silent() {
    let fixture = form(&SOUND);
    assert_eq!(unread(&fixture), None);
    let ran = run_form_rules(&fixture.subject(), &RulesConfig::default());
    for rule in &ran {
        let severe = rule.severity != crate::finding::Severity::Info;
        let raised = matches!(&rule.verdict, Verdict::Checked(hits) if !hits.is_empty());
        assert!(
            !(severe && raised),
            "{}: {:?}",
            rule.meta.code,
            rule.verdict
        );
    }
}

proptest::proptest! {
    #[test]
    fn no_figures_end_the_rules(
        figures in proptest::array::uniform15(proptest::sample::select(vec![
            "", "—", "0", "-3", "999999999999999", "0.000000000001", "见附件", "1,2", "≥90%", "100%",
            "35.56041万元", "1e9", "12.5", "-0.5%", "９９", "0.1亿元",
        ])),
        target in proptest::sample::select(vec!["≥12次", "≤0", "0", "999999999999999", "0.00000000001%", "33万元"]),
        actual in proptest::sample::select(vec!["12次", "-1", "0", "999999999999999", "0.00000000001", "330000元"]),
    ) {
        let fixture = form(&figures)
            .indicator(["产出指标", "成本指标", "项目总成本", target, actual, "10", "10", ""]);
        let ran = run_form_rules(&fixture.subject(), &RulesConfig::default());
        proptest::prop_assert!(ran.len() > 40);
    }
}

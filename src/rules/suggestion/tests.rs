use crate::rules::fixture::Fixture;
use crate::rules::{Circumstances, RulesConfig, check};
use crate::submission::{Outcome, Source, Submission};
use crate::value::FiscalYear;

/// Amounts of the whole and of its only source, rate and score of the execution.
fn form(whole: [&str; 3], source: [&str; 3], rate: &str, score: &str) -> Fixture {
    Fixture::new()
        .funding(
            "年度资金总额",
            [whole[0], whole[1], whole[2], "10", rate, score],
        )
        .funding(
            "其中：当年财政拨款",
            [source[0], source[1], source[2], "—", "", "—"],
        )
}

/// Four indicators of the weights and scores, under 产出指标（50分） and 效益指标（40分）, and the total.
fn indicators(form: Fixture, points: [(&str, &str); 4], total: (&str, &str)) -> Fixture {
    let rows = [
        (
            "产出指标（50分）",
            "数量指标",
            "服务人次",
            "≥1200人次",
            "1260人次",
        ),
        ("产出指标（50分）", "质量指标", "服务规范", "规范", "规范"),
        (
            "效益指标（40分）",
            "社会效益指标",
            "居民便利",
            "便利",
            "便利",
        ),
        (
            "效益指标（40分）",
            "满意度指标",
            "居民满意度",
            "≥90%",
            "96%",
        ),
    ];
    let form = rows.into_iter().zip(points).fold(
        form,
        |form, ((level1, level2, name, target, actual), (weight, score))| {
            form.indicator([level1, level2, name, target, actual, weight, score, ""])
        },
    );
    form.total(total.0, total.1)
}

const SOUND: [(&str, &str); 4] = [("20", "20"), ("30", "30"), ("25", "25"), ("15", "15")];

fn sound_money() -> Fixture {
    let amounts = ["33", "35.56041", "35.56041"];
    form(amounts, amounts, "100%", "10")
}

/// Code, cell and suggestion of every finding that has one.
fn suggested_by(fixture: &Fixture, config: &RulesConfig) -> Vec<String> {
    let submission = Submission {
        source: Source::default(),
        outcome: Outcome::Assessed {
            forms: vec![fixture.subject().assessed.clone()],
            notes: Vec::new(),
        },
    };
    let subject = fixture.subject();
    let circumstances = Circumstances {
        policy: subject.policy,
        registry: subject.registry,
        fiscal_year: FiscalYear::try_from(2024).ok(),
        custom: &[],
    };
    check(&submission, &[], config, &circumstances)
        .findings
        .iter()
        .filter_map(|found| {
            let (_, suggestion) = found.message.split_once("；若 ")?;
            Some(format!("{} {suggestion}", found.code))
        })
        .collect()
}

fn suggested(fixture: &Fixture) -> Vec<String> {
    suggested_by(fixture, &RulesConfig::default())
}

#[test]
fn the_cell_in_which_several_sums_meet_is_named() {
    let slipped = form(
        ["33", "53.56041", "35.56041"],
        ["33", "35.56041", "35.56041"],
        "100%",
        "10",
    );
    let words = "E9 应为 35.56041 万元，则 3 处不符同时消除";
    assert_eq!(
        suggested(&slipped),
        ["B104", "E101", "E103"].map(|code| format!("{code} {words}"))
    );
}

#[test]
fn one_sum_alone_does_not_tell() {
    let amounts = ["33", "35.56041", "35.56041"];
    let breakdown = form(amounts, ["30", "35.56041", "35.56041"], "100%", "10");
    assert!(suggested(&breakdown).is_empty());
    assert!(suggested(&indicators(sound_money(), SOUND, ("100", "98"))).is_empty());
    assert!(suggested(&indicators(sound_money(), SOUND, ("100", "100"))).is_empty());
}

#[test]
fn a_weight_and_a_score_are_told_apart() {
    let weight = [("20", "20"), ("30", "30"), ("52", "25"), ("15", "15")];
    let form = indicators(sound_money(), weight, ("100", "100"));
    let said = suggested(&form);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(
        said.iter()
            .all(|said| said.ends_with("G16 应为 25 分，则 3 处不符同时消除")),
        "{said:?}"
    );
    let score = [("20", "20"), ("30", "30"), ("25", "52"), ("15", "15")];
    let said = suggested(&indicators(sound_money(), score, ("100", "100")));
    assert!(
        said.iter()
            .all(|said| said.ends_with("H16 应为 25 分，则 2 处不符同时消除")),
        "{said:?}"
    );
    assert_eq!(said.len(), 2, "{said:?}");
}

#[test]
fn cells_that_explain_as_well_are_all_named() {
    let amounts = ["33", "35.56041", "53.56041"];
    let without_source = form(amounts, ["", "", ""], "100%", "10");
    let said = suggested(&without_source);
    let words = "E9 应为 53.56041 万元，或 F9 应为 35.56041 万元，则 2 处不符同时消除";
    assert_eq!(said, ["B102", "E101"].map(|code| format!("{code} {words}")));
}

#[test]
fn two_cells_are_named_where_none_explains_it_alone() {
    let points = [("30", "20"), ("30", "30"), ("25", "25"), ("19", "15")];
    let said = suggested(&indicators(sound_money(), points, ("100", "100")));
    assert!(!said.is_empty());
    for said in said {
        assert!(said.contains("G14 应为 20 分且 G17 应为 15 分"), "{said}");
        assert!(said.ends_with("则 6 处不符同时消除"), "{said}");
    }
}

#[test]
fn a_form_of_many_rows_and_many_faults_is_searched_and_left() {
    let rows = |count: usize, form: Fixture| {
        (0..count).fold(form, |form, row| {
            let (name, score) = (format!("走访户数{row}"), format!("{}", row % 7));
            let row = [
                "产出指标（50分）",
                "数量指标",
                &name,
                "≥50户",
                "48户",
                "5",
                &score,
                "",
            ];
            form.indicator(row)
        })
    };
    let many = |count| suggested(&rows(count, sound_money()).total("7", "9"));
    assert!(many(110).iter().all(|said| said.ends_with("同时消除")));
    assert!(
        many(600).is_empty(),
        "no form of a project has so many rows"
    );
}

#[test]
fn a_rule_that_is_off_asks_for_nothing() {
    let weight = [("20", "20"), ("30", "30"), ("52", "25"), ("15", "15")];
    let form = indicators(sound_money(), weight, ("100", "100"));
    let mut config = RulesConfig::default();
    config.W101.enabled = false;
    config.W103.enabled = false;
    assert!(suggested_by(&form, &config).is_empty());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(60))]

    /// Whatever the weights and amounts: a form whose sums agree gets no suggestion, and a weight that
    /// is typed otherwise is the cell that is named.
    #[test]
    fn sound_forms_are_left_alone_and_slips_are_found(
        first in 1_u32..50,
        third in 1_u32..40,
        fen in 100_u32..9_000_000,
        more in 1_u32..60,
    ) {
        let weights = [first, 50 - first, third, 40 - third].map(|weight| weight.to_string());
        let [one, two, three, four] = &weights;
        let points = [(one, one), (two, two), (three, three), (four, four)];
        let money = rust_decimal::Decimal::new(fen.into(), 2).to_string();
        let amounts = [money.as_str(); 3];
        let draw = |points: [(&String, &String); 4]| {
            let points = points.map(|(weight, score)| (weight.as_str(), score.as_str()));
            indicators(form(amounts, amounts, "100%", "10"), points, ("100", "100"))
        };
        proptest::prop_assert!(suggested(&draw(points)).is_empty());
        let wrong = (third + more).to_string();
        let mut slipped = points;
        slipped[2].0 = &wrong;
        for said in suggested(&draw(slipped)) {
            proptest::prop_assert!(said.contains(&format!("G16 应为 {third} 分")), "{}", said);
        }
    }
}

//! The scoring policy through the whole program: the reference form under every built-in profile and
//! under overrides, worked by hand.

use crate::desk::Desk;

const REFERENCE: &str = "椿树街道/困难群众救助服务所经费绩效自评表.xlsx";

/// Execution score, score of the cost indicator, total and grade of the reference form.
fn figures(scoring: &str) -> [String; 4] {
    let desk = Desk::new().take(REFERENCE);
    desk.put("config.yaml", format!("scoring: {scoring}\n").as_bytes());
    desk.run();
    let plain = |text: &str| text.trim_end_matches(".0").to_owned();
    let indicators = desk.rows("indicators");
    let cost = indicators.iter().find(|row| row["level2"] == "成本指标");
    let project = &desk.rows("projects")[0];
    [
        plain(&project["execution_score"]),
        plain(&cost.unwrap()["score"]),
        plain(&project["total_score"]),
        project["grade"].clone(),
    ]
}

/// The form prints 10 points for execution and executes 35.56041 of 35.56041, so every formula gives 10.
/// Its cost is 35.56041 against 33, on 15 points. By ratio 33 ÷ 35.56041 × 15 = 13.91997…, stated 13.92;
/// by line (1 − 2.56041 ÷ 33) × 15 = 13.83617…, stated 13.84. The other indicators are kept at 75 of 75.
#[test]
fn the_reference_form_under_every_profile() {
    for (scoring, expected) in [
        ("{}", ["10", "13.92", "98.92", "优"]),
        ("{profile: 财政部2020}", ["10", "13.92", "98.92", "优"]),
        ("{profile: 财政部2021}", ["10", "13.92", "98.92", "优"]),
        ("{profile: 北京市}", ["10", "13.92", "98.92", "优"]),
        // Hubei's 20 points are for forms that print none: this one prints 10.
        ("{profile: 湖北省}", ["10", "13.92", "98.92", "优"]),
        ("{profile: 四川省}", ["10", "13.84", "98.84", "优"]),
    ] {
        assert_eq!(figures(scoring), expected, "{scoring}");
    }
}

#[test]
fn overrides_win_over_the_profile_key_by_key() {
    for (scoring, expected) in [
        // Sichuan's line gives way to the ratio, and nothing else changes.
        (
            "{profile: 四川省, missed_limit: ratio}",
            ["10", "13.92", "98.92", "优"],
        ),
        ("{rounding: truncate}", ["10", "13.91", "98.91", "优"]),
        ("{score_decimals: 1}", ["10", "13.9", "98.9", "优"]),
        // One bound of the grades is changed, the others stay.
        ("{grades: {excellent: 99}}", ["10", "13.92", "98.92", "良"]),
        // 100% reaches the highest step, which earns nine tenths of the weight.
        (
            "{execution_formula: stepped, execution_steps: [{from: 0.8, share: 0.5}, {from: 1, share: 0.9}]}",
            ["9", "13.92", "97.92", "优"],
        ),
        (
            "{execution_formula: floored, execution_floor: 0.9}",
            ["10", "13.92", "98.92", "优"],
        ),
        // A bare cost is no limit then: 35.56041 of 33 is reached, 15 of 15.
        ("{bare_cost_is_limit: false}", ["10", "15", "100", "优"]),
    ] {
        assert_eq!(figures(scoring), expected, "{scoring}");
    }
}

#[test]
fn tolerance_and_required_fields_reach_the_rules() {
    let codes = |config: &str| -> Vec<(String, String)> {
        let desk = Desk::new().take(REFERENCE);
        desk.put("config.yaml", config.as_bytes());
        desk.run();
        let rows = desk.rows("findings");
        rows.into_iter()
            .map(|row| (row["code"].clone(), row["message"].clone()))
            .collect()
    };
    let count = |found: &[(String, String)], code: &str| {
        found.iter().filter(|(known, _)| known == code).count()
    };
    let strict = codes("scoring: {}\n");
    assert_eq!((count(&strict, "M101"), count(&strict, "S105")), (2, 1));
    let full_score = strict.iter().find(|(code, _)| code == "S103").unwrap();
    assert!(
        full_score.1.contains("33 ÷ 35.56041 × 15 = 13.92"),
        "{}",
        full_score.1
    );
    // The total says 90 where its parts make 100.
    let lenient = codes("scoring: {tolerance_points: 10.5, required_fields: [联系电话]}\n");
    assert_eq!((count(&lenient, "M101"), count(&lenient, "S105")), (1, 0));
}

//! What the manuals give as examples is built as forms, near misses included: the rule says as much as
//! its manual claims.

use super::fixture::Fixture;
use super::rule::Verdict;
use super::{RulesConfig, run_form_rules};

const TOTAL: &str = "年度资金总额";

/// How many faults a rule finds on a form; none where it did not look.
fn found(fixture: &Fixture, code: &str) -> usize {
    let ran = run_form_rules(&fixture.subject(), &RulesConfig::default());
    let rule = ran.iter().find(|rule| rule.meta.code == code).unwrap();
    match &rule.verdict {
        Verdict::Checked(hits) => hits.len(),
        _ => 0,
    }
}

/// Initial, full-year, executed, rate, score.
fn money(cells: [&str; 5]) -> Fixture {
    let [initial, full_year, executed, rate, score] = cells;
    Fixture::new().funding(TOTAL, [initial, full_year, executed, "10", rate, score])
}

/// Level 2, level 3, target, actual, weight, score, reason.
fn with(fixture: Fixture, cells: [&str; 7]) -> Fixture {
    let [kind, name, target, actual, weight, score, reason] = cells;
    let level1 = match kind {
        "社会效益指标" => "效益指标",
        "服务对象满意度指标" => "满意度指标",
        _ => "产出指标",
    };
    fixture.indicator([level1, kind, name, target, actual, weight, score, reason])
}

fn indicator(cells: [&str; 7]) -> Fixture {
    with(Fixture::new(), cells)
}

#[track_caller]
fn holds(examples: Vec<(&str, usize, Fixture)>) {
    for (code, faults, fixture) in examples {
        assert_eq!(found(&fixture, code), faults, "{code}");
    }
}

#[test]
fn of_money() {
    let part = |cells: [&str; 3], fixture: Fixture| {
        let [initial, full_year, executed] = cells;
        fixture.funding(
            "其中：当年财政拨款",
            [initial, full_year, executed, "—", "", "—"],
        )
    };
    let rest = |label: &str, executed: &str, fixture: Fixture| {
        fixture.funding(label, ["", "", executed, "—", "", "—"])
    };
    let reference = || money(["33", "35.56041", "35.56041", "100%", "10"]);
    holds(vec![
        ("B101", 1, reference()),
        ("B102", 1, money(["100", "100", "106.3", "106.3%", "10"])),
        ("B103", 1, reference()),
        ("B103", 0, money(["50", "48", "48", "100%", "10"])),
        ("B105", 1, money(["", "355604.1", "", "", ""])),
        ("E101", 1, money(["50", "50", "48.2", "99.1%", "9.64"])),
        (
            "E102",
            1,
            money(["96.5", "96.5", "60.27", "62.46%", "6.25"]),
        ),
        ("E103", 1, money(["50", "50", "47.8", "95.6%", "9"])),
        ("E104", 1, money(["20", "0", "0", "/", "/"])),
        ("E105", 1, reference()),
        ("M102", 1, money(["33", "35.56041", "#REF!", "", ""])),
        ("M102", 2, money(["33", "", "", "", ""])),
        (
            "M103",
            1,
            rest("上年结转资金", "", part(["33", "", ""], reference())),
        ),
        (
            "B106",
            1,
            rest(
                "上年结转资金",
                "-1.2",
                part(
                    ["8.8", "8.8", "10"],
                    money(["8.8", "8.8", "8.8", "100%", "10"]),
                ),
            ),
        ),
    ]);
}

#[test]
fn of_the_head_and_the_goals() {
    let expected = "走访困难居民家庭，发放慰问物资".repeat(8);
    let copied: String = expected.chars().take(107).collect();
    let retold = format!("全年走访 1263 户，{}", copied.replace("走访", "探访"));
    let blanks = |lead, phone| {
        Fixture::new()
            .head("项目负责人", lead)
            .head("联系电话", phone)
    };
    holds(vec![
        ("M101", 2, blanks("", "—")),
        ("M105", 1, Fixture::new().goals(&expected, "/")),
        ("M105", 2, Fixture::new().goals("", "")),
        ("I108", 1, Fixture::new().goals(&expected, &copied)),
        ("I108", 0, Fixture::new().goals(&expected, &retold)),
    ]);
}

#[test]
fn of_points() {
    let ten = |target, actual, score, reason| {
        indicator(["数量指标", "走访户数", target, actual, "10", score, reason])
    };
    let blank = || indicator(["经济效益指标", "指标1：无", "", "", "5", "5", ""]);
    let cost = [
        "成本指标",
        "项目预算控制数",
        "33万元",
        "35.56041万元",
        "15",
        "15",
        "",
    ];
    let done = || money(["96.5", "96.5", "60.27", "62.46%", "10"]);
    let all = ["数量指标", "走访户数", "≥480户", "480户", "90", "90", ""];
    let single = |weight| {
        indicator([
            "社会效益指标",
            "社会效益",
            "≥3项",
            "3项",
            weight,
            weight,
            "",
        ])
    };
    holds(vec![
        ("M106", 1, ten("≥480户", "412户", "8.7", "")),
        ("M106", 1, ten("≥480户", "412户", "10", "无偏差")),
        ("S101", 1, ten("≥480户", "576户", "12", "")),
        ("S101", 1, ten("≥480户", "480户", "-1", "")),
        ("S102", 1, ten("≥480户", "412户", "9.5", "")),
        ("S103", 1, indicator(cost)),
        (
            "S104",
            1,
            indicator(["质量指标", "合格率", "≥95%", "91.3%", "15", "15", ""]),
        ),
        ("S108", 1, with(blank(), all)),
        ("W105", 1, with(blank(), all)),
        ("W104", 1, single("30")),
        ("W104", 0, single("10")),
        (
            "S105",
            1,
            with(money(["50", "50", "50", "100%", "10"]), all).total("100", "90"),
        ),
        ("S109", 1, with(done(), all)),
        (
            "S106",
            1,
            with(
                with(money(["33", "35.56041", "35.56041", "100%", "10"]), cost),
                all,
            ),
        ),
    ]);
}

#[test]
fn of_indicators_and_their_values() {
    let of = |kind, name, target, actual| indicator([kind, name, target, actual, "10", "10", ""]);
    let number = |target, actual| of("数量指标", "服务人次", target, actual);
    let satisfied = |target, actual| of("服务对象满意度指标", "居民满意度", target, actual);
    let vague = |weight, other| {
        let goal = "让居民的获得感、幸福感显著提升";
        let social = ["社会效益指标", "居民感受", goal, "完成", weight, weight, ""];
        with(
            indicator(social),
            ["数量指标", "走访户数", "≥480户", "480户", other, other, ""],
        )
    };
    let twice = |kind, fixture| {
        with(
            fixture,
            [kind, "补贴发放率", "100%", "100%", "10", "10", ""],
        )
    };
    holds(vec![
        ("I101", 1, vague("30", "60")),
        ("I101", 0, vague("5", "85")),
        (
            "I102",
            0,
            of("时效指标", "完成时间", "按期完成", "按期完成"),
        ),
        ("I103", 1, satisfied("≥90%", "≥90%")),
        (
            "I104",
            1,
            number("培训12场、惠及600人、印制手册3000册", "完成"),
        ),
        ("I105", 1, number("≥50人次", "87人次")),
        ("I105", 0, number("≥50人次", "75人次")),
        ("I106", 1, number("100%", "125.25万元")),
        ("I106", 0, of("成本指标", "户均成本", "1200元", "0.12万元")),
        (
            "I110",
            1,
            of("数量指标", "工程资金金额", "43.2万元", "43.2万元"),
        ),
        ("I110", 1, of("时效指标", "任务完成率", "≥99%", "99%")),
        ("I110", 1, satisfied("满意", "满意")),
        ("I111", 1, satisfied("≥95%", "95%")),
        ("I111", 1, satisfied("≥90%", "100%")),
        ("I111", 1, satisfied("≥90%", "满意")),
        ("I111", 0, satisfied("≥95%", "96.4%")),
        (
            "I112",
            1,
            twice("社会效益指标", twice("质量指标", Fixture::new())),
        ),
        (
            "I114",
            1,
            number("半年内每月开展一次巡查，共计12次", "完成"),
        ),
        ("I114", 0, number("每季度检查2次，全年8次", "完成")),
    ]);
}

#[test]
fn of_indicators_beside_the_money() {
    let rate = ["数量指标", "预算执行率", "100%", "83.5%", "20", "20", ""];
    let unscored = Fixture::new().funding(TOTAL, ["50", "50", "48.2", "", "", ""]);
    let cost = [
        "成本指标",
        "项目预算控制数",
        "33万元",
        "35.56041万元",
        "15",
        "15",
        "",
    ];
    holds(vec![
        (
            "I113",
            1,
            with(money(["50", "50", "41.75", "83.5%", "8.35"]), rate),
        ),
        ("I113", 1, with(unscored, rate)),
        (
            "I109",
            1,
            with(money(["33", "35.56041", "35.56041", "100%", "10"]), cost),
        ),
    ]);
}

//! W102: the weights of a category do not add up to the weight printed in its label.

use crate::form::{Indicator, IndicatorBlock, Level};
use crate::rules::branches::Branch;
use crate::rules::parts::printed_weight;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::weights::w101_indicator_weights_sum::weighted;
use crate::value::{Figure as _, Weight};

rule! {
    /// 一级（或二级）指标标注的（或规定的）分值与所属指标分值之和不符。
    ///
    /// ## 含义
    /// 表上标注“产出指标（50分）”的，其下各项指标分值应合计 50 分。不符的，或者标注有误，或者分值分错了类别。
    ///
    /// ## 计算
    /// 对每个标注了分值的一级、二级指标，将其下各行的分值精确相加，与标注相比；空指标上的分值照表计入。
    /// 一级指标都没有标注分值的，缺省不核对类别分值；config.yaml 的 scoring.enforce_weights 为 true 的，按
    /// scoring.template_weights 中该版式的分值核对：没有满意度指标的，其分值归效益指标；没有成本指标的，归产出指标。
    ///
    /// ## 举例
    /// 产出指标标注 50 分，所属指标分值 10 + 8 + 15 + 15 = 48 分，少 2 分。
    /// 未标注而规定产出 50 分、效益 30 分、满意度 10 分的（enforce_weights: true），产出 60 分、效益 20 分报两条。
    ///
    /// ## 误报情形
    /// 表上沿用了模板的标注（如“产出指标（50分）”）而本项目经批准按 40 分设置的，分值无误，请把标注改为 40 分。
    ///
    /// ## 依据
    /// 财预〔2020〕10号附表；各级指标分值应等于上级分值。
    W102 "category-weight-mismatch" "类别分值与标注不符" Warning
}

/// Reports at the label's cell.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let Some(block) = weighted(subject.form) else {
        return Verdict::NotApplicable;
    };
    let levels: [fn(&Indicator) -> &Level; 2] = [|row| &row.level1, |row| &row.level2];
    let labels = levels
        .iter()
        .flat_map(|level| block.branches(*level).map(|rows| compare(rows, *level)));
    labels.chain([standard(block, subject)]).collect()
}

/// The branches against the profile's points, where it insists on them and the form states none.
fn standard(block: &IndicatorBlock, subject: &FormSubject<'_>) -> Verdict {
    let policy = subject.policy;
    let insisted = policy
        .weights_of(subject.form.reading.family)
        .filter(|_| policy.enforce_weights);
    let stated = |row: &Indicator| row.level1.declared_weight.is_some();
    let Some(weights) = insisted.filter(|_| !block.rows.iter().any(stated)) else {
        return Verdict::NotApplicable;
    };
    let of_rows: Option<Vec<Branch>> = block.rows.iter().map(Branch::of).collect();
    let Some(of_rows) = of_rows else {
        return Verdict::NotApplicable; // a tree of another kind
    };
    Branch::ALL
        .into_iter()
        .filter(|branch| of_rows.contains(branch))
        .filter_map(|branch| Some((branch, branch.standard(weights, &of_rows)?)))
        .map(|(branch, points)| {
            let rows = block
                .rows
                .iter()
                .filter(|row| Branch::of(row) == Some(branch));
            against_standard(&rows.collect::<Vec<_>>(), points, subject)
        })
        .collect()
}

fn against_standard(rows: &[&Indicator], points: Weight, subject: &FormSubject<'_>) -> Verdict {
    let Some(sum) = printed_weight(rows.iter().copied()) else {
        return Verdict::CouldNotRun;
    };
    let Some(label) = rows
        .first()
        .map(|row| &row.level1)
        .filter(|_| sum != points)
    else {
        return Verdict::Checked(Vec::new());
    };
    let apart = (sum - points).decimal().abs().normalize();
    let message = format!(
        "“{}”所属指标分值合计 {sum} 分，按计分办法（{}，版式 {}）应为 {points} 分，相差 {apart} 分；请核对各指标分值",
        label.name, subject.policy.profile, subject.form.reading.family.name,
    );
    let hit = Hit::at(label.at, message)
        .declared(sum)
        .expected(points)
        .difference(sum - points)
        .related(rows.iter().map(|row| row.weight.at()));
    Verdict::of(Some(hit))
}

fn compare(rows: &[Indicator], level: fn(&Indicator) -> &Level) -> Verdict {
    let Some(label) = rows.first().map(level) else {
        return Verdict::NotApplicable;
    };
    let Some(declared) = label.declared_weight else {
        return Verdict::NotApplicable;
    };
    let all_blank = rows
        .iter()
        .all(|row| row.is_blank() && row.weight.is_blank());
    let Some(sum) = printed_weight(rows).or(all_blank.then_some(Weight::ZERO)) else {
        return Verdict::CouldNotRun;
    };
    if sum == declared {
        return Verdict::Checked(Vec::new());
    }
    let hit = Hit::at(label.at, message(&label.name, declared, sum))
        .declared(declared)
        .expected(sum)
        .difference(declared - sum)
        .related(rows.iter().map(|row| row.weight.at()));
    Verdict::of(Some(hit))
}

fn message(name: &str, declared: Weight, sum: Weight) -> String {
    let apart = (declared - sum).decimal().abs().normalize();
    format!(
        "“{name}”标注 {declared} 分，所属指标分值合计 {sum} 分，相差 {apart} 分；请核对标注或各指标分值"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::ScoringPolicy;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(rows: &[(&str, &str, &str)]) -> Fixture {
        rows.iter()
            .fold(Fixture::new(), |form, (level1, level2, weight)| {
                form.indicator([
                    level1,
                    level2,
                    "走访户数",
                    "≥50户",
                    "52户",
                    weight,
                    weight,
                    "",
                ])
            })
    }

    fn verdict(fixture: &Fixture) -> Verdict {
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                form(&[
                    ("产出指标（50分）", "数量指标", "10"),
                    ("", "质量指标", "8"),
                    ("", "时效指标", "15"),
                    ("", "成本指标", "15"),
                ]),
                form(&[
                    ("产出指标", "数量指标（20分）", "19.5"),
                    ("", "质量指标（20分）", "20"),
                ]),
                shifted(true, "产出指标"),
            ],
            [
                form(&[
                    ("产出指标（50分）", "数量指标", "30"),
                    ("", "质量指标", "20"),
                ]),
                form(&[
                    ("产出指标（50分）", "数量指标", "22.5"),
                    ("产出指标（50分）", "质量指标", "27.5"),
                ]),
                form(&[
                    ("产出指标", "数量指标（20分）", "20"),
                    ("", "质量指标（20分）", "20"),
                ]),
                shifted(true, "产出指标（60分）"),
            ],
            verdict,
        );
    }

    #[test]
    fn points_in_the_wrong_category_show_twice() {
        let form = form(&[
            ("产出指标（50分）", "数量指标", "33"),
            ("", "质量指标", "15"),
            ("效益指标（30分）", "社会效益指标", "32"),
            ("满意度指标（10分）", "服务对象满意度指标（10分）", "10"),
        ]);
        let hits = hits_of(verdict(&form));
        assert_eq!(hits.len(), 2);
        assert_eq!(
            (hits[0].declared.as_str(), hits[0].expected.as_str()),
            ("50", "48")
        );
        assert_eq!(hits[1].difference, "-2");
        let rows = form.subject().form.indicator_rows();
        assert_eq!(hits[0].at, Some(rows[0].level1.at));
    }

    #[test]
    fn second_levels_are_compared_too() {
        let rows = [
            ("产出指标", "数量指标（20分）", "15"),
            ("产出指标", "质量指标（20分）", "20"),
        ];
        let hits = hits_of(verdict(&form(&rows)));
        assert_eq!((hits.len(), hits[0].difference.as_str()), (1, "5"));
        assert!(hits[0].message.contains("数量指标"), "{}", hits[0].message);
    }

    #[test]
    fn without_labels_or_weights_nothing_is_compared() {
        assert_eq!(
            verdict(&form(&[("产出指标", "数量指标", "30")])),
            Verdict::NotApplicable
        );
        assert_eq!(
            verdict(&form(&[("产出指标（50分）", "数量指标", "")])),
            Verdict::CouldNotRun
        );
    }

    /// 60 and 20 points where the profile says 50 and 30.
    fn shifted(enforce_weights: bool, output: &str) -> Fixture {
        let policy = ScoringPolicy {
            enforce_weights,
            ..ScoringPolicy::default()
        };
        form(&[
            (output, "数量指标", "60"),
            ("效益指标", "社会效益指标", "20"),
            ("满意度指标", "服务对象满意度指标", "10"),
        ])
        .funding("年度资金总额", ["33", "33", "33", "10", "100%", "10"])
        .policy(policy)
    }

    #[test]
    fn the_profile_s_points_count_only_where_it_insists_and_the_form_states_none() {
        assert_eq!(verdict(&shifted(false, "产出指标")), Verdict::NotApplicable);
        let hits = hits_of(verdict(&shifted(true, "产出指标")));
        let told: Vec<_> = hits
            .iter()
            .map(|hit| (hit.declared.as_str(), hit.expected.as_str()))
            .collect();
        assert_eq!(told, [("60", "50"), ("20", "30")]);
        assert!(
            hits[0].message.contains("财政部2020"),
            "{}",
            hits[0].message
        );
        assert_eq!(
            verdict(&shifted(true, "项目管理")),
            Verdict::NotApplicable,
            "a tree of another kind"
        );
    }

    #[test]
    fn without_satisfaction_its_points_go_to_benefit() {
        let strict = ScoringPolicy {
            enforce_weights: true,
            ..ScoringPolicy::default()
        };
        let rows = [
            ("产出指标", "数量指标", "50"),
            ("效益指标", "社会效益指标", "40"),
        ];
        let funding = ["33", "33", "33", "10", "100%", "10"];
        let form = form(&rows).funding("年度资金总额", funding).policy(strict);
        assert!(hits_of(verdict(&form)).is_empty());
    }
}

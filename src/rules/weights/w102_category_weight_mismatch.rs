//! W102: the weights of a category do not add up to the weight printed in its label.

use crate::form::{Indicator, Level};
use crate::rules::parts::printed_weight;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::weights::w101_indicator_weights_sum::weighted;
use crate::value::{Figure as _, Weight};

rule! {
    /// 一级（或二级）指标标注的分值与所属指标分值之和不符。
    ///
    /// ## 含义
    /// 表上标注“产出指标（50分）”的，其下各项指标分值应合计 50 分。不符的，或者标注有误，或者分值分错了类别。
    ///
    /// ## 计算
    /// 对每个标注了分值的一级、二级指标，将其下各行的分值精确相加，与标注相比；空指标上的分值照表计入。
    ///
    /// ## 举例
    /// 产出指标标注 50 分，所属指标分值 10 + 8 + 15 + 15 = 48 分，少 2 分。
    ///
    /// ## 误报情形
    /// 表上沿用了模板的标注而本项目另行分配分值的，请更正标注。
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
    levels
        .iter()
        .flat_map(|level| block.branches(*level).map(|rows| compare(rows, *level)))
        .collect()
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
    fn sums_that_fit_are_fine_however_the_label_is_repeated() {
        let merged = [
            ("产出指标（50分）", "数量指标", "30"),
            ("", "质量指标", "20"),
        ];
        assert!(hits_of(verdict(&form(&merged))).is_empty());
        let repeated = [
            ("产出指标（50分）", "数量指标", "30"),
            ("产出指标（50分）", "质量指标", "20"),
        ];
        assert!(hits_of(verdict(&form(&repeated))).is_empty());
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
}

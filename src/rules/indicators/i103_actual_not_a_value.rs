//! I103: the actual is still a range, not what was measured.

use crate::form::Indicator;
use crate::rules::counts::counts;
use crate::rules::lack::quote;
use crate::rules::look::{Look, known};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Comparator, Measure, text};

rule! {
    /// 实际完成值仍写作“≥90%”“90%以上”一类区间。
    ///
    /// ## 含义
    /// 区间是目标的写法。完成值应当是实际测得的一个数；照写区间，看不出是 90% 还是 99%，也说明可能没有实测。
    ///
    /// ## 计算
    /// 完成值以 ≥、＞、≤、＜、不少于、至少、不超过等开头，或以“以上、以下、以内”等结尾，且只有一个数；
    /// 或者写作“80%-90%”“20至30人次”。等号（=8个）不算区间。
    ///
    /// ## 举例
    /// 满意度指标值 ≥90%，完成值也是 ≥90%，得满分 10 分。应填写调查结果，如发放问卷 200 份、满意 185 份，即 92.5%。
    ///
    /// ## 误报情形
    /// 成果本身就是区间的（如水质达到“Ⅲ类以上”）不含数字，不报；确实只能以界限表述的，请说明依据。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：按实际完成值评分；复核实践：满意度等指标应有实测结果。
    I103 "actual-not-a-value" "完成值仍写作区间" Warning
    silences ["I111"]
}

/// Reports at the actual cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    subject.form.scored_indicators().map(look).collect()
}

fn look(row: &Indicator) -> Look {
    let is_range = match known(&row.actual)? {
        Measure::Quantity { comparator, .. } => {
            comparator.is_some_and(|sign| sign != Comparator::Equal)
        }
        Measure::Range { .. } => true,
        _ => ends_as_range(row.actual.text()),
    };
    Ok(is_range.then(|| hit(row)).flatten())
}

/// A phrase around one number that ends as a range: `辖区企业满意率达95%以上。`
fn ends_as_range(actual: &str) -> bool {
    const ENDS: [&str; 4] = ["以上", "以下", "以内", "之内"];
    const LONGEST_UNIT: usize = 6;
    let folded = text::normal_form(actual);
    let phrase = folded.trim_end_matches(['。', '.', ',', ';', ')']);
    let [only] = counts(phrase)[..] else {
        return false;
    };
    let ending = ENDS.iter().find_map(|end| only.after.strip_suffix(end));
    ending.is_some_and(|unit| {
        let unit = unit.trim_end_matches(['及', '或']);
        unit.chars().count() <= LONGEST_UNIT && !unit.contains([',', '。', ';', '年', '月', '日'])
    })
}

fn hit(row: &Indicator) -> Option<Hit> {
    let actual = quote(row.actual.text());
    let message = format!(
        "指标“{}”的实际完成值“{actual}”仍是区间，不是实际数值；请填写实测结果（指标值为“{}”）",
        quote(row.name()),
        quote(row.target.text()),
    );
    row.actual.at().map(|at| {
        Hit::at(at, message)
            .declared(actual)
            .expected("一个实际数值")
            .related([row.target.at()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn verdict(actual: &str) -> Verdict {
        let fixture = Fixture::new().indicator([
            "满意度指标",
            "服务对象满意度指标",
            "居民满意度",
            "≥90%",
            actual,
            "10",
            "10",
            "",
        ]);
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                "≥90%",
                "不低于95.5%",
                "95%以上",
                "5个工作日以内",
                "85%～90%",
            ],
            [
                "92.5%",
                "=8个",
                "1",
                "合格",
                "2024年12月以内",
                "按合同10.5万元。",
                "约50户",
                "2024年3月至12月",
                "12-15",
                "水质达到Ⅲ类以上",
                "对60岁以上老人全部建档",
                "走访25户，其中80岁以上10户，满意率95%以上",
            ],
            |actual| verdict(actual),
        );
    }

    #[test]
    fn a_range_in_place_of_a_result() {
        for actual in [
            "≥90%",
            "90%以上",
            "不少于360天",
            "<3次",
            "辖区企业满意率达95%以上。",
            "90%-95%",
            "20至30人次",
            "达90%以上",
            "3个工作日内",
        ] {
            let hits = hits_of(verdict(actual));
            assert_eq!(hits.len(), 1, "{actual}");
            assert_eq!(hits[0].declared, actual);
        }
    }

    #[test]
    fn a_blank_result_cannot_be_judged() {
        assert_eq!(verdict(""), Verdict::CouldNotRun);
    }
}

//! W104: one indicator carries a large part of all points.

use crate::form::Indicator;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::weights::w101_indicator_weights_sum::weighted;
use crate::value::Weight;

rule! {
    /// 单项指标分值达到 30 分。
    ///
    /// ## 含义
    /// 分值过于集中，一项指标就决定了总分。定性指标占分过多时尤其难以核实。
    ///
    /// ## 计算
    /// 任一项指标的分值不低于 threshold（缺省 30 分）即提示，逐项列出；空指标上的分值见 W105。
    ///
    /// ## 举例
    /// 效益指标只设一项“社会效益”，分值 30 分，占指标 90 分的三分之一：提示。拆成三项各 10 分的，不报。
    ///
    /// ## 误报情形
    /// 人员工资、社保缴费等单一用途的项目只能设一两项产出指标，分值集中属正常；这类项目多的，可把 threshold 调高到 40。
    ///
    /// ## 依据
    /// 复核实践：单项 30 分及以上的指标重点核对佐证材料。
    W104 "overweight-indicator" "单项指标分值过大" Info
    params {
        /// 单项分值达到多少分即提示
        threshold: Weight = Weight::new(30.into()),
    }
}

/// Reports at the weight cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    if weighted(subject.form).is_none() {
        return Verdict::NotApplicable;
    }
    subject
        .form
        .scored_indicators()
        .map(|row| look(row, params))
        .collect()
}

fn look(row: &Indicator, params: &Params) -> Verdict {
    match row.weight.figure() {
        Some(weight) if weight >= params.threshold => Verdict::of(row.weight.at().map(|at| {
            Hit::at(at, message(row, weight, params.threshold))
                .declared(weight)
                .expected(format!("<{}", params.threshold))
        })),
        Some(_) => Verdict::Checked(Vec::new()),
        None => Verdict::CouldNotRun,
    }
}

fn message(row: &Indicator, weight: Weight, threshold: Weight) -> String {
    format!(
        "指标“{}”一项占 {weight} 分（达到 {threshold} 分）；请考虑拆分指标，并备好佐证材料",
        row.name()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(weights: &[&str]) -> Fixture {
        weights.iter().fold(Fixture::new(), |form, weight| {
            let [name, much] = ["社会效益", "显著提升"];
            form.indicator([
                "效益指标",
                "社会效益指标",
                name,
                much,
                much,
                weight,
                weight,
                "",
            ])
        })
    }

    fn verdict(weight: &str) -> Verdict {
        check(&form(&[weight]).subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        let blank = [
            "效益指标",
            "经济效益指标",
            "指标1：无",
            "",
            "",
            "30",
            "",
            "",
        ];
        examples::hold(
            [form(&["30"]), form(&["10", "45", "10"])],
            [
                form(&["29.5"]),
                form(&["10", "10", "10"]),
                form(&["10"]).indicator(blank),
            ],
            |form| check(&form.subject(), &Params::default()),
        );
    }

    #[test]
    fn thirty_points_and_more_are_pointed_out() {
        assert_eq!(hits_of(verdict("30"))[0].declared, "30");
        assert_eq!(hits_of(verdict("90")).len(), 1);
    }

    #[test]
    fn an_unknown_weight_is_not_judged() {
        assert_eq!(verdict(""), Verdict::CouldNotRun);
    }
}

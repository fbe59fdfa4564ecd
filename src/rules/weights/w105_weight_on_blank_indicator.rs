//! W105: points are allotted to a place where no indicator is set.

use crate::form::Indicator;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::weights::w101_indicator_weights_sum::weighted;
use crate::value::Weight;

rule! {
    /// 没有设指标（空白或填“无”）的地方分配了分值。
    ///
    /// ## 含义
    /// 某类指标不适用时，其分值应分给同级的其他指标，不应留在空指标上：空指标无从完成，分值等于白送。
    ///
    /// ## 计算
    /// 三级指标空白、只有“指标1：”或填“无”的行，分值大于零即报。
    ///
    /// ## 举例
    /// 经济效益指标填“指标1：无”，分值 5 分：报。应把 5 分加到社会效益指标上（如 25 分改为 30 分），空指标的分值留空。
    ///
    /// ## 误报情形
    /// 有指标而名称填错了栏的，如“老人就餐满意率”填在二级指标栏、三级指标空白：分值本身无误，请把名称移到三级指标栏。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：不适用的指标，其权重调整到其他指标；复核实践。
    W105 "weight-on-blank-indicator" "空指标有分值" Warning
}

/// Reports at the weight cell of each such row.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let Some(block) = weighted(subject.form) else {
        return Verdict::NotApplicable;
    };
    block
        .rows
        .iter()
        .filter(|row| row.is_blank())
        .map(look)
        .collect()
}

fn look(row: &Indicator) -> Verdict {
    match row.weight.figure() {
        Some(weight) if weight > Weight::ZERO => Verdict::of(row.weight.at().map(|at| {
            Hit::at(at, message(row, weight))
                .declared(weight)
                .expected(Weight::ZERO)
                .difference(weight)
                .related([row.level3.at()])
        })),
        None if !row.weight.is_empty() => Verdict::CouldNotRun,
        _ => Verdict::Checked(Vec::new()),
    }
}

fn message(row: &Indicator, weight: Weight) -> String {
    format!(
        "“{}”未设指标，却有分值 {weight} 分；请把分值调整到其他指标，或补填指标",
        row.level2.name
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn verdict(name: &str, weight: &str) -> Verdict {
        let fixture = Fixture::new()
            .indicator([
                "产出指标",
                "数量指标",
                "走访户数",
                "≥50户",
                "52户",
                "85",
                "85",
                "",
            ])
            .indicator(["效益指标", "经济效益指标", name, "", "", weight, "", ""]);
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [["指标1：无", "5"], ["指标1：", "0.5"], ["", "3"]],
            [
                ["指标1：无", ""],
                ["指标1：无", "0"],
                ["指标1：无", "—"],
                ["", ""],
            ],
            |&[name, weight]| verdict(name, weight),
        );
    }

    #[test]
    fn points_on_nothing_are_reported() {
        let hits = hits_of(verdict("指标1：无", "5"));
        assert_eq!(hits[0].declared, "5");
        assert!(
            hits[0].message.contains("经济效益指标"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn a_form_without_blank_places_is_not_concerned() {
        assert_eq!(verdict("节约采购支出", "5"), Verdict::NotApplicable);
    }
}

//! I112: the same indicator twice, each time with points.

use std::collections::BTreeMap;

use crate::form::Indicator;
use crate::rules::lack::quote;
use crate::rules::look::carries_points;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::text;

rule! {
    /// 同一个三级指标出现两次，都计了分。
    ///
    /// ## 含义
    /// 同一项内容重复设指标，等于重复计分；产出指标与效益指标同名，说明效益没有另设指标。
    ///
    /// ## 计算
    /// 三级指标的名称去掉“指标1：”等编号后相同，且两处都有分值或得分。每多一次报一次，报在后一处。
    ///
    /// ## 举例
    /// 质量指标和社会效益指标下都有“补贴发放率”，各计 10 分，共 20 分：报在后一处，重复 10 分。
    ///
    /// ## 误报情形
    /// 分别考核数量与质量而只写了项目名称的（如都写“社区改造”），请把名称写具体。没有分值的“其中”明细行不报。
    ///
    /// ## 依据
    /// 复核实践：产出与效益重复的指标只计一次分。
    I112 "duplicate-indicator" "同一指标重复计分" Info
}

/// Reports at the level-3 cell of every repetition.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let mut first: BTreeMap<String, &Indicator> = BTreeMap::new();
    let mut hits = Vec::new();
    for row in subject
        .form
        .scored_indicators()
        .filter(|row| carries_points(row))
    {
        let earlier = *first.entry(text::normal_form(row.name())).or_insert(row);
        // A name merged over several rows is one indicator.
        if earlier.at() != row.at() {
            hits.push(hit(row, earlier));
        }
    }
    if first.is_empty() {
        Verdict::NotApplicable
    } else {
        Verdict::Checked(hits)
    }
}

fn hit(row: &Indicator, earlier: &Indicator) -> Hit {
    let points = |row: &Indicator| match row.weight.figure() {
        Some(weight) => format!("（{weight} 分）"),
        None => String::new(),
    };
    let message = format!(
        "指标“{}”在“{}”{}和“{}”{}下重复设置，分别计分；重复的请删除并调整分值，内容不同的请把名称写具体",
        quote(row.name()),
        earlier.level2.name,
        points(earlier),
        row.level2.name,
        points(row),
    );
    Hit::at(row.at(), message)
        .declared(quote(row.name()))
        .expected("只计一次分")
        .related([Some(earlier.at()), row.weight.at(), earlier.weight.at()])
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
                "质量指标",
                "指标1：补贴发放率",
                "100%",
                "100%",
                "10",
                "10",
                "",
            ])
            .indicator([
                "效益指标",
                "社会效益指标",
                name,
                "≥75%",
                "100%",
                weight,
                weight,
                "",
            ]);
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [["指标2：补贴 发放率", "30"], ["补贴发放率", "10"]],
            [
                ["补贴发放及时率", "30"],
                ["补贴发放率", ""],
                ["补贴发放率", "0"],
            ],
            |&[name, weight]| verdict(name, weight),
        );
    }

    #[test]
    fn one_name_twice() {
        let hits = hits_of(verdict("指标2：补贴 发放率", "30"));
        assert_eq!(hits.len(), 1);
        assert!(hits[0].message.contains("质量指标"), "{}", hits[0].message);
        assert!(hits[0].message.contains("30 分"), "{}", hits[0].message);
    }

    #[test]
    fn every_repetition_is_said() {
        let row = [
            "效益指标",
            "社会效益指标",
            "知晓率",
            "≥75%",
            "80%",
            "10",
            "10",
            "",
        ];
        let fixture = Fixture::new().indicator(row).indicator(row).indicator(row);
        assert_eq!(
            hits_of(check(&fixture.subject(), &Params::default())).len(),
            2
        );
    }
}

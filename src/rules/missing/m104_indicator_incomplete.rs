//! M104: an indicator without its target, actual, weight or score.

use crate::form::Indicator;
use crate::grid::CellRef;
use crate::rules::lack::{lack, quote};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};

rule! {
    /// 指标缺指标值、完成值、分值或得分，或所填内容无法识别。
    ///
    /// ## 含义
    /// 四项缺一，该指标的得分就无法核算，总分也无法核对。
    ///
    /// ## 计算
    /// 有名称的指标，表中有该列而未填、只填“—”“/”“无”等，或分值、得分不是数字。每个指标报一条，
    /// 指在第一处缺项，并列出全部缺项。“指标1：无”等空指标、不计分的“其中”行和表中没有的列不报。
    ///
    /// ## 举例
    /// 指标“学员结业率”指标值 ≥95%、分值 10、得分 10，实际完成值空白：报一条，10 分无法核算。
    /// 另一指标完成值空白，得分填“满分”：两处缺项合报一条，指在完成值一格。
    ///
    /// ## 误报情形
    /// 指标值写在指标名称里的（如“培训不少于 2 次”），仍应在指标值一格填写。
    /// 以“无”为指标值的（如安全事故），请写“0 起”。
    ///
    /// ## 依据
    /// 财预〔2020〕10号所附自评表样式。
    M104 "indicator-incomplete" "指标填写不完整" Warning
}

/// Reports each such indicator at its first lacking cell.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    if subject.form.scored_indicators().next().is_none() {
        return Verdict::NotApplicable;
    }
    subject
        .form
        .scored_indicators()
        .filter_map(incomplete)
        .collect()
}

fn incomplete(row: &Indicator) -> Option<Hit> {
    let lacking: Vec<(String, CellRef)> = [
        lack("年度指标值", &row.target).zip(row.target.at()),
        lack("实际完成值", &row.actual).zip(row.actual.at()),
        lack("分值", &row.weight).zip(row.weight.at()),
        lack("得分", &row.score).zip(row.score.at()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let ((_, first), others) = lacking.split_first()?;
    let phrases: Vec<&str> = lacking.iter().map(|(phrase, _)| phrase.as_str()).collect();
    let message = format!(
        "指标“{}”的{}；请补填",
        quote(row.name()),
        phrases.join("，")
    );
    Some(Hit::at(*first, message).related(others.iter().map(|(_, at)| Some(*at))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn hits(cells: [&str; 4]) -> Vec<Hit> {
        let [target, actual, weight, score] = cells;
        let fixture = Fixture::new().indicator([
            "产出指标",
            "数量指标",
            "指标1：培训次数",
            target,
            actual,
            weight,
            score,
            "",
        ]);
        hits_of(check(&fixture.subject(), &Params::default()))
    }

    #[test]
    fn examples_hold() {
        let rate = |cells: [&str; 4]| {
            let [target, actual, weight, score] = cells;
            let name = "学员结业率";
            Fixture::new().indicator([
                "产出指标",
                "质量指标",
                name,
                target,
                actual,
                weight,
                score,
                "",
            ])
        };
        let beside = |level3: &str, cells: [&str; 2]| {
            let [target, actual] = cells;
            rate(["≥95%", "96%", "10", "10"]).indicator([
                "产出指标",
                "数量指标",
                level3,
                target,
                actual,
                "",
                "",
                "",
            ])
        };
        examples::hold(
            [
                rate(["≥95%", "", "10", "10"]),
                rate(["≥95%", "", "10", "满分"]),
                rate(["无", "无", "10", "10"]),
                beside("培训次数", ["2次", "2次"]),
            ],
            [
                rate(["0起", "0", "10", "0"]),
                rate(["及时", "无遗漏", "10", "10"]),
                // A detail of the row above carries no points, an empty place nothing at all.
                beside("其中：桃树", ["1.5亩", "1.5亩"]),
                beside("指标1：无", ["", ""]),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn an_indicator_without_its_result_is_reported() {
        let hits = hits(["2次", "", "10", "10"]);
        assert_eq!(
            hits[0].message,
            "指标“培训次数”的“实际完成值”未填写；请补填"
        );
        assert!(hits[0].at.is_some());
    }

    #[test]
    fn all_gaps_of_an_indicator_are_one_finding() {
        let hits = hits(["/", "2次", "十分", ""]);
        assert_eq!(hits.len(), 1);
        let message = &hits[0].message;
        for part in ["“年度指标值”仅填“/”", "“分值”填为“十分”", "“得分”未填写"]
        {
            assert!(message.contains(part), "{message}");
        }
        assert_eq!(hits[0].related.len(), 2);
    }
}

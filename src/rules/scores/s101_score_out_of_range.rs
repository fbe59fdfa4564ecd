//! S101: a score below zero or above its weight.

use crate::form::{Entry, Form, Indicator};
use crate::grid::CellRef;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Printed, Score, Weight};

rule! {
    /// 得分为负，或者高于分值。
    ///
    /// ## 含义
    /// 得分只能在零与分值之间。超出的，一般是分值与得分填错了行，或者按超额完成加了分。
    ///
    /// ## 计算
    /// 逐一核对各项指标、预算执行率和总分行：得分小于零，或者大于同一行的分值，即报。
    /// 超额完成不加分，预算执行率超过 100% 的也只得满分。
    ///
    /// ## 举例
    /// 指标分值 10 分，完成值为指标值的 120%，得分填 12 分：高于分值 2 分，应为 10 分。得分填 -1 分：小于零，也报。
    ///
    /// ## 误报情形
    /// 表式另设加分项（如获表彰加 2 分）的，请给加分项单列一行并写明分值 2 分；加在原指标得分上的会报本条。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：得分不高于分值；预算管理一体化系统不接受高于分值的得分。
    S101 "score-out-of-range" "得分为负或高于分值" Error
    silences ["S102"]
}

/// Reports at each such score cell.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let form = subject.form;
    let rows = form.indicator_rows().iter().map(|row| Scored {
        what: indicator_name(row),
        weight: row.weight.figure(),
        weight_at: row.weight.at(),
        weight_is_open: row.weight.is_absent() || row.is_blank(),
        score: &row.score,
    });
    let execution = form.funding.as_ref().map(|funding| Scored {
        what: "预算执行率".to_owned(),
        weight: subject.evaluation.execution.weight,
        weight_at: funding.total.weight.at(),
        weight_is_open: funding.total.weight.is_absent(),
        score: &funding.total.score,
    });
    execution
        .into_iter()
        .chain(rows)
        .chain(total(form))
        .map(|scored| scored.look())
        .collect()
}

/// A score and the weight that bounds it.
struct Scored<'a> {
    what: String,
    weight: Option<Weight>,
    weight_at: Option<CellRef>,
    /// May the weight be unknown without anything being wrong?
    weight_is_open: bool,
    score: &'a Entry<Printed<Score>>,
}

fn indicator_name(row: &Indicator) -> String {
    let name = if row.is_blank() {
        &row.level2.name
    } else {
        row.name()
    };
    format!("指标“{name}”")
}

fn total(form: &Form) -> Option<Scored<'_>> {
    form.total.as_ref().map(|total| Scored {
        what: "总分行".to_owned(),
        weight: total.weight.figure(),
        weight_at: total.weight.at(),
        weight_is_open: total.weight.is_empty(),
        score: &total.score,
    })
}

impl Scored<'_> {
    fn look(&self) -> Verdict {
        let Some(score) = self.score.figure() else {
            return if self.score.is_empty() {
                Verdict::NotApplicable
            } else {
                Verdict::CouldNotRun
            };
        };
        match self.weight.map(Weight::full_score) {
            _ if score < Score::ZERO => Verdict::of(self.below(score)),
            Some(full) if score > full => Verdict::of(self.above(score, full)),
            None if !self.weight_is_open => Verdict::CouldNotRun,
            _ => Verdict::Checked(Vec::new()),
        }
    }

    fn below(&self, score: Score) -> Option<Hit> {
        let message = format!(
            "{}得分 {score} 分，为负数；得分不应小于零，请核对",
            self.what
        );
        let hit = Hit::at(self.score.at()?, message).declared(score);
        Some(hit.expected("≥0").related([self.weight_at]))
    }

    fn above(&self, score: Score, full: Score) -> Option<Hit> {
        let over = score - full;
        let message = format!(
            "{}得分 {score} 分高于分值 {full} 分，多 {over} 分；请核对得分或分值",
            self.what
        );
        let hit = Hit::at(self.score.at()?, message)
            .declared(score)
            .difference(over);
        Some(hit.expected(format!("≤{full}")).related([self.weight_at]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(execution: &str, weight: &str, score: &str, total: [&str; 2]) -> Fixture {
        Fixture::new()
            .funding("年度资金总额", ["33", "33", "33", "10", "100%", execution])
            .indicator([
                "产出指标",
                "数量指标",
                "走访户数",
                "≥50户",
                "52户",
                weight,
                score,
                "",
            ])
            .total(total[0], total[1])
    }

    fn verdict(fixture: &Fixture) -> Verdict {
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        let award = |score| {
            [
                "加分项",
                "加分项",
                "获市级表彰",
                "1次",
                "1次",
                "2",
                score,
                "",
            ]
        };
        examples::hold(
            [
                form("10", "10", "12", ["100", "100"]),
                form("10.57", "90", "90", ["100", "100"]),
                form("10", "90", "-1", ["100", "9"]),
                form("10", "90", "90", ["100", "100.01"]),
            ],
            [
                form("10.00", "90", "90", ["100", "100"]),
                form("0", "90", "0", ["90", "90"]),
                form("10", "90", "90", ["", "100"]),
                form("10", "88", "88", ["100", "100"]).indicator(award("2")),
            ],
            verdict,
        );
    }

    #[test]
    fn too_many_points_are_stated() {
        let hits = hits_of(verdict(&form("10", "10", "12", ["100", "100"])));
        assert_eq!((hits.len(), hits[0].difference.as_str()), (1, "2"));
        assert!(hits[0].message.contains("走访户数"), "{}", hits[0].message);
    }

    #[test]
    fn execution_and_total_are_bounded_too() {
        let hits = hits_of(verdict(&form("10.57", "90", "90", ["100", "100.57"])));
        assert_eq!(hits.len(), 2);
        assert!(
            hits[0].message.starts_with("预算执行率"),
            "{}",
            hits[0].message
        );
        assert!(hits[1].message.starts_with("总分行"), "{}", hits[1].message);
    }

    #[test]
    fn negative_points_are_wrong_whatever_the_weight() {
        assert_eq!(
            hits_of(verdict(&form("10", "10", "-1", ["100", "99"])))[0].declared,
            "-1"
        );
        assert_eq!(
            hits_of(verdict(&form("10", "", "-1", ["100", "99"]))).len(),
            1
        );
    }

    #[test]
    fn an_unknown_weight_or_score_is_not_judged() {
        assert_eq!(
            verdict(&form("10", "", "8", ["100", "98"])),
            Verdict::CouldNotRun
        );
        assert_eq!(
            verdict(&form("10", "90", "优", ["100", "98"])),
            Verdict::CouldNotRun
        );
    }
}

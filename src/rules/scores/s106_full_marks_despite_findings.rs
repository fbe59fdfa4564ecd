//! S106: full marks everywhere on a form whose own figures show an overrun or a shortfall.

use crate::evaluate::{IndicatorResult, ScoringPolicy};
use crate::form::{Form, FundingRow, Indicator};
use crate::grid::CellRef;
use crate::rules::parts::misses;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Amount, Score};

rule! {
    /// 各项全部满分，而表中的数却有超支或未完成。
    ///
    /// ## 含义
    /// 自评全部满分，但同一张表显示执行数超预算、成本超上限、指标未完成或预算未执行完，
    /// 说明自评没有如实扣分，流于形式。
    ///
    /// ## 计算
    /// 每项指标得分不低于分值，执行率也得满分，而下列情形至少有一项：执行数超年初预算或全年预算；
    /// 有指标超过上限或未达到指标值；按执行率应扣分。均按表上的数判断，与其他规则是否开启无关。
    ///
    /// ## 举例
    /// 指标 90 分、执行率 10 分全部满分；年初预算 33 万元，全年执行 35.56041 万元，超 2.56041 万元（7.76%）；
    /// 成本指标上限 33 万元，完成值 35.56041 万元，按比率法只应得 13.92 分而填 15 分。两处事实合报一条。
    ///
    /// ## 误报情形
    /// 年中追加已批复的，执行数超年初预算不等于超支；请附批复并更正成本指标值。
    ///
    /// ## 依据
    /// 复核实践：成批满分视为自评流于形式，应逐项核对佐证材料。
    S106 "full-marks-despite-findings" "全部满分但存在超支或未完成" Warning
}

/// Reports at the total score, else at the last score.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let form = subject.form;
    let mut marks: Vec<Option<bool>> = form.scored_indicators().map(is_full).collect();
    if marks.is_empty() {
        return Verdict::NotApplicable;
    }
    marks.push(execution_is_full(subject));
    if marks.contains(&Some(false)) {
        return Verdict::Checked(Vec::new());
    }
    if marks.contains(&None) {
        return Verdict::CouldNotRun;
    }
    let facts = facts(subject);
    Verdict::of(
        place(form)
            .filter(|_| !facts.is_empty())
            .map(|at| hit(form, at, &facts)),
    )
}

/// Does the indicator take all its points? `None` where that is not known.
fn is_full(row: &Indicator) -> Option<bool> {
    Some(row.score.figure()? >= row.weight.figure()?.full_score())
}

/// The same for the execution rate; where the form does not score it, nothing is left out.
fn execution_is_full(subject: &FormSubject<'_>) -> Option<bool> {
    let scored = subject
        .form
        .funding
        .as_ref()
        .map(|funding| &funding.total)
        .filter(|row| !(row.score.is_absent() || row.weight.is_absent()));
    let Some(row) = scored else {
        return Some(true);
    };
    Some(row.score.figure()? >= subject.evaluation.execution.weight?.full_score())
}

/// Something on the form that speaks against full marks.
struct Fact {
    words: String,
    at: Option<CellRef>,
}

fn facts(subject: &FormSubject<'_>) -> Vec<Fact> {
    let row = subject.form.funding.as_ref().map(|funding| &funding.total);
    let money = row.into_iter().flat_map(|row| {
        [
            over_initial(row, subject.policy),
            over_full_year(row, subject.policy),
            unspent(row, subject),
        ]
        .into_iter()
        .flatten()
    });
    let indicators = subject.evaluation.of(subject.form);
    money
        .chain(indicators.filter_map(|(row, result)| missed(row, result)))
        .collect()
}

fn over_initial(row: &FundingRow, policy: &ScoringPolicy) -> Option<Fact> {
    let (executed, initial) = (row.executed.value()?, row.initial.value()?);
    let over = initial.value > Amount::ZERO
        && policy.amount_exceeds(executed.interval(), initial.interval());
    over.then(|| Fact {
        words: format!(
            "执行数 {} 万元超年初预算 {} 万元",
            executed.value, initial.value
        ),
        at: row.executed.at(),
    })
}

fn over_full_year(row: &FundingRow, policy: &ScoringPolicy) -> Option<Fact> {
    let (executed, budget) = (row.executed.value()?, row.full_year.value()?);
    policy
        .amount_exceeds(executed.interval(), budget.interval())
        .then(|| Fact {
            words: format!(
                "执行数 {} 万元超全年预算 {} 万元",
                executed.value, budget.value
            ),
            at: row.executed.at(),
        })
}

/// A budget that was not used up, as far as that costs points.
fn unspent(row: &FundingRow, subject: &FormSubject<'_>) -> Option<Fact> {
    let execution = &subject.evaluation.execution;
    let (rate, score) = (execution.rate?, execution.score?);
    let full: Score = execution.weight?.full_score();
    (score < full && !row.score.is_absent()).then(|| Fact {
        words: format!("执行率 {} 应得 {score} 分", rate.to_percent()),
        at: row.score.at(),
    })
}

fn missed(row: &Indicator, result: &IndicatorResult) -> Option<Fact> {
    let verb = misses(row, result)?;
    Some(Fact {
        words: format!(
            "指标“{}”完成值 {} {verb}指标值 {}",
            row.name(),
            row.actual.text().trim(),
            row.target.text().trim()
        ),
        at: row.score.at(),
    })
}

fn place(form: &Form) -> Option<CellRef> {
    let total = form.total.as_ref().and_then(|total| total.score.at());
    total.or_else(|| {
        form.scored_indicators()
            .filter_map(|row| row.score.at())
            .last()
    })
}

fn hit(form: &Form, at: CellRef, facts: &[Fact]) -> Hit {
    let words: Vec<&str> = facts.iter().map(|fact| fact.words.as_str()).collect();
    let message = format!("各项全部满分，但{}；请如实扣分或说明情况", words.join("，"));
    let total = form.total.as_ref().map(|total| total.score.text().trim());
    Hit::at(at, message)
        .declared(total.unwrap_or_default())
        .related(facts.iter().map(|fact| fact.at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    /// Full-year budget, executed and execution score over a budget of 33 at the start; one
    /// indicator with its actual.
    fn form(full_year: &str, executed: &str, execution: &str, actual: &str) -> Fixture {
        Fixture::new()
            .funding(
                "年度资金总额",
                ["33", full_year, executed, "10", "100%", execution],
            )
            .indicator([
                "产出指标",
                "数量指标",
                "走访户数",
                "≥50户",
                actual,
                "90",
                "90",
                "",
            ])
            .total("100", "100")
    }

    fn verdict(fixture: &Fixture) -> Verdict {
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        let deducted = [
            "效益指标",
            "社会效益指标",
            "受益户数",
            "≥50户",
            "52户",
            "10",
            "9",
            "",
        ];
        examples::hold(
            [
                form("35.56041", "35.56041", "10", "52户"),
                form("33", "30", "10", "52户"),
                form("33", "33", "10", "49户"),
            ],
            [
                form("33", "33", "10", "52户"),
                form("33", "32.999", "10", "50户"),
                form("33", "30", "9.09", "52户"),
                form("35.56041", "35.56041", "10", "52户").indicator(deducted),
            ],
            verdict,
        );
    }

    #[test]
    fn an_overrun_beside_full_marks() {
        let form = form("35.56041", "35.56041", "10", "52户");
        let hits = hits_of(verdict(&form));
        assert!(
            hits[0].message.contains("超年初预算 33 万元"),
            "{}",
            hits[0].message
        );
        assert_eq!(
            hits[0].at,
            form.subject().form.total.as_ref().unwrap().score.at()
        );
    }

    #[test]
    fn every_fact_is_listed() {
        let hits = hits_of(verdict(&form("33", "34", "10", "48户")));
        let message = &hits[0].message;
        assert!(
            message.contains("超全年预算") && message.contains("未达到"),
            "{message}"
        );
        assert_eq!(hits[0].related.len(), 3);
    }

    #[test]
    fn a_missed_deadline_speaks_against_full_marks_too() {
        let late = Fixture::new().indicator([
            "产出指标",
            "时效指标",
            "完成时间",
            "2024年10月底前",
            "2024年12月10日",
            "90",
            "90",
            "",
        ]);
        let hits = hits_of(verdict(&late));
        assert!(
            hits[0].message.contains("2024年12月10日 晚于指标值"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn an_execution_score_that_hides_unspent_money() {
        let hits = hits_of(verdict(&form("33", "30", "10", "52户")));
        assert!(
            hits[0].message.contains("应得 9.09 分"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn without_a_total_row_the_last_score_is_pointed_at() {
        let open = Fixture::new().indicator([
            "产出指标",
            "数量指标",
            "走访户数",
            "≥50户",
            "48户",
            "90",
            "90",
            "",
        ]);
        let at = open.subject().form.indicator_rows()[0].score.at();
        assert_eq!(hits_of(verdict(&open))[0].at, at);
    }

    #[test]
    fn unknown_points_leave_it_open() {
        assert_eq!(verdict(&form("35", "35", "", "52户")), Verdict::CouldNotRun);
        assert_eq!(
            verdict(&Fixture::new().total("100", "100")),
            Verdict::NotApplicable
        );
    }
}

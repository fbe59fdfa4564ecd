//! The formulas of the blank form: of its own cells and the policy's figures, never of text. They say
//! nothing until there is something to say, which is also what they have as their result.

use rust_decimal::Decimal;

use crate::evaluate::{ExecutionFormula, Rounding, ScoringPolicy};
use crate::grid::{CellRef, Region};
use crate::value::Figure as _;

/// A formula as spreadsheets write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Formula(String);

impl Formula {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Nothing while `blank` holds.
    fn unless(blank: &str, figure: &str) -> Self {
        Self(format!("=IF({blank},\"\",{figure})"))
    }
}

/// The sum of what is filled in.
pub(super) fn sum(parts: Region) -> Formula {
    Formula::unless(&format!("COUNT({parts})=0"), &format!("SUM({parts})"))
}

/// What was spent of a budget.
pub(super) fn rate(executed: CellRef, budget: CellRef) -> Formula {
    Formula::unless(
        &format!("OR(COUNT({budget},{executed})<2,N({budget})<=0)"),
        &format!("{executed}/{budget}"),
    )
}

/// The points that an execution rate earns by the policy.
pub(super) fn execution_score(rate: CellRef, weight: CellRef, policy: &ScoringPolicy) -> Formula {
    let share = share(&format!("ROUND({rate},12)"), policy);
    let rounded = rounded(&format!("{weight}*{share}"), policy);
    // Rounding never lifts full marks over the weight.
    let earned = if may_exceed_the_weight(policy) {
        format!("IF({rate}>1,{rounded},MIN({rounded},{weight}))")
    } else {
        format!("MIN({rounded},{weight})")
    };
    Formula::unless(&format!("COUNT({rate},{weight})<2"), &earned)
}

fn may_exceed_the_weight(policy: &ScoringPolicy) -> bool {
    policy.execution_formula != ExecutionFormula::Stepped && !policy.cap_execution_score
}

fn share(rate: &str, policy: &ScoringPolicy) -> String {
    let proportional = if policy.cap_execution_score {
        format!("MAX(0,MIN(1,{rate}))")
    } else {
        format!("MAX(0,{rate})")
    };
    match policy.execution_formula {
        ExecutionFormula::Proportional => proportional,
        ExecutionFormula::Floored => {
            let floor = plain(policy.execution_floor.decimal());
            format!("IF({rate}<{floor},0,{proportional})")
        }
        ExecutionFormula::Stepped => {
            let steps = policy.execution_steps.iter();
            steps.fold("0".to_owned(), |below, step| {
                let (from, share) = (plain(step.from.decimal()), plain(step.share.decimal()));
                format!("IF({rate}>={from},{share},{below})")
            })
        }
    }
}

/// Rounded as scores are. Twelve places first: a float's last digits decide no half.
fn rounded(points: &str, policy: &ScoringPolicy) -> String {
    let (points, decimals) = (format!("ROUND({points},12)"), policy.score_decimals);
    let up = format!("ROUND({points},{decimals})");
    match policy.rounding {
        Rounding::HalfUp => up,
        Rounding::Truncate => format!("TRUNC({points},{decimals})"),
        Rounding::HalfEven => {
            let units = format!("{points}*10^{decimals}");
            format!("IF(ABS(MOD({units},1)-0.5)<0.0000001,2*ROUND({units}/2,0)/10^{decimals},{up})")
        }
    }
}

/// All points that can be earned: those of the execution rate and of the indicators.
pub(super) fn total_weight(execution: CellRef, indicators: Region) -> Formula {
    Formula::unless(
        &format!("COUNT({indicators})=0"),
        &format!("SUM({execution},{indicators})"),
    )
}

/// All points that were earned, once every indicator that has points is scored.
pub(super) fn total_score(execution: CellRef, weights: Region, scores: Region) -> Formula {
    Formula::unless(
        &format!("OR(COUNT({weights})=0,COUNT({scores})<COUNT({weights}))"),
        &format!("SUM({execution},{scores})"),
    )
}

/// Says whether the points add up to the whole.
pub(super) fn whole_told(total: CellRef, whole: Decimal) -> Formula {
    let whole = plain(whole);
    Formula::unless(
        &format!("COUNT({total})=0"),
        &format!(
            "IF(ROUND({total},6)={whole},\"分值合计 {whole} 分，相符\",\
             \"分值合计 \"&ROUND({total},6)&\" 分，应为 {whole} 分（含预算执行率），请调整各项指标的分值\")"
        ),
    )
}

/// A part of the indicators and the points that its label promises.
pub(super) struct Promise<'a> {
    pub(super) label: &'a str,
    pub(super) points: Decimal,
    pub(super) weights: Region,
}

/// Names the parts whose points do not add up to what their label says.
pub(super) fn promises_told(all: Region, promises: &[Promise<'_>]) -> Formula {
    let broken: Vec<String> = promises
        .iter()
        .map(|promise| {
            let Promise {
                label,
                points,
                weights,
            } = promise;
            let points = plain(*points);
            let fault =
                format!("\"{label}应为 {points} 分，现为 \"&ROUND(SUM({weights}),6)&\" 分；\"");
            format!("IF(ROUND(SUM({weights})-{points},6)=0,\"\",{fault})")
        })
        .collect();
    Formula::unless(&format!("COUNT({all})=0"), &broken.join("&"))
}

/// Says that more was spent than there was.
pub(super) fn overspent_told(executed: CellRef, budget: CellRef) -> Formula {
    Formula::unless(
        &format!("COUNT({executed},{budget})<2"),
        &format!("IF({executed}>{budget},\"全年执行数大于全年预算数，请核对\",\"\")"),
    )
}

/// Do the points differ from this many?
pub(super) fn is_not(cell: CellRef, points: Decimal) -> Formula {
    Formula(format!(
        "=AND(COUNT({cell})=1,ROUND(N({cell})-{},6)<>0)",
        plain(points)
    ))
}

/// Do points of a part differ from what its label says?
pub(super) fn breaks(promise: &Promise<'_>) -> Formula {
    let (weights, points) = (promise.weights, plain(promise.points));
    Formula(format!(
        "=AND(COUNT({weights})>0,ROUND(SUM({weights})-{points},6)<>0)"
    ))
}

/// Is this more than that?
pub(super) fn exceeds(part: CellRef, whole: CellRef) -> Formula {
    Formula(format!("=AND(COUNT({part},{whole})=2,{part}>{whole})"))
}

/// Is an indicator named and this cell of its row blank?
pub(super) fn is_lacking(name: CellRef, cell: CellRef) -> Formula {
    Formula(format!("=AND(LEN(${name})>0,LEN({cell})=0)"))
}

/// Were points lost without a word?
pub(super) fn is_unexplained(weight: CellRef, score: CellRef, reason: CellRef) -> Formula {
    Formula(format!(
        "=AND(COUNT(${weight},${score})=2,${score}<${weight},LEN(${reason})=0)"
    ))
}

/// The value of a cell on the same row, for a limit.
pub(super) fn limit(cell: CellRef) -> Formula {
    Formula(format!("=${cell}"))
}

/// The rows of a column on another sheet of ours, for a list to choose from.
pub(super) fn list(sheet: &str, last_row: usize) -> Formula {
    Formula(format!("='{sheet}'!$A$2:$A${last_row}"))
}

/// A figure as every spreadsheet reads it.
fn plain(figure: Decimal) -> String {
    figure.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::ExecutionStep;
    use crate::value::Rate;

    fn cell(name: &str) -> CellRef {
        name.parse().unwrap()
    }

    fn region(first: &str, last: &str) -> Region {
        Region::new(cell(first), cell(last))
    }

    fn score(policy: &ScoringPolicy) -> String {
        let formula = execution_score(cell("H8"), cell("G8"), policy);
        formula.as_str().to_owned()
    }

    fn decimal(text: &str) -> Rate {
        Rate::new(text.parse().unwrap())
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        assert_eq!(
            sum(region("D9", "D11")).as_str(),
            "=IF(COUNT(D9:D11)=0,\"\",SUM(D9:D11))"
        );
        assert_eq!(
            rate(cell("F8"), cell("E8")).as_str(),
            "=IF(OR(COUNT(E8,F8)<2,N(E8)<=0),\"\",F8/E8)"
        );
    }

    #[test]
    fn the_rate_earns_points_by_the_policy_in_force() {
        let mut policy = ScoringPolicy::default();
        let capped = "MAX(0,MIN(1,ROUND(H8,12)))";
        assert_eq!(
            score(&policy),
            format!("=IF(COUNT(H8,G8)<2,\"\",MIN(ROUND(ROUND(G8*{capped},12),2),G8))")
        );
        policy.execution_formula = ExecutionFormula::Floored;
        policy.execution_floor = decimal("0.60");
        assert!(score(&policy).contains(&format!("G8*IF(ROUND(H8,12)<0.6,0,{capped})")));
        policy.execution_formula = ExecutionFormula::Stepped;
        policy.execution_steps = [("0.6", "0.5"), ("0.95", "1")]
            .map(|(from, share)| ExecutionStep {
                from: decimal(from),
                share: decimal(share),
            })
            .to_vec();
        let steps = "G8*IF(ROUND(H8,12)>=0.95,1,IF(ROUND(H8,12)>=0.6,0.5,0))";
        assert!(score(&policy).contains(steps), "{}", score(&policy));
    }

    #[test]
    fn without_a_cap_more_than_the_weight_can_be_earned() {
        let policy = ScoringPolicy {
            cap_execution_score: false,
            ..ScoringPolicy::default()
        };
        assert!(
            score(&policy).contains("IF(H8>1,ROUND("),
            "{}",
            score(&policy)
        );
    }

    #[test]
    fn scores_are_rounded_as_the_policy_rounds() {
        let policy = |rounding| ScoringPolicy {
            rounding,
            score_decimals: 1,
            ..ScoringPolicy::default()
        };
        assert!(score(&policy(Rounding::Truncate)).contains("TRUNC(ROUND("));
        let even = score(&policy(Rounding::HalfEven));
        assert!(even.contains("-0.5)<0.0000001,2*ROUND("), "{even}");
    }

    #[test]
    fn conditions_hold_along_a_row() {
        assert_eq!(
            is_lacking(cell("D14"), cell("E14")).as_str(),
            "=AND(LEN($D14)>0,LEN(E14)=0)"
        );
        assert_eq!(limit(cell("G14")).as_str(), "=$G14");
    }

    #[test]
    fn a_broken_promise_is_named_with_its_points() {
        let promise = Promise {
            label: "产出指标",
            points: 50.into(),
            weights: region("G14", "G25"),
        };
        let told = promises_told(region("G14", "G34"), &[promise]);
        assert_eq!(
            told.as_str(),
            "=IF(COUNT(G14:G34)=0,\"\",IF(ROUND(SUM(G14:G25)-50,6)=0,\"\",\
             \"产出指标应为 50 分，现为 \"&ROUND(SUM(G14:G25),6)&\" 分；\"))"
        );
    }
}

//! What several rules look at alike: the amount columns of the funding block, points as printed,
//! and one verdict about a form out of the verdicts about its parts.

use super::rule::Verdict;
use crate::evaluate::{Direction, IndicatorResult};
use crate::form::{Entry, FundingRow, Indicator};
use crate::value::{Amount, Figure, Measure, Printed, Score, Weight};

/// A column of the funding block that holds amounts.
pub(in crate::rules) struct AmountColumn {
    /// Its name, as on the standard form.
    pub(in crate::rules) name: &'static str,
    /// Its cell in a row.
    pub(in crate::rules) of: fn(&FundingRow) -> &Entry<Printed<Amount>>,
}

/// The amount columns, in the form's order.
pub(in crate::rules) const AMOUNT_COLUMNS: [AmountColumn; 3] = [
    AmountColumn {
        name: "年初预算数",
        of: |row| &row.initial,
    },
    AmountColumn {
        name: "全年预算数",
        of: |row| &row.full_year,
    },
    AmountColumn {
        name: "全年执行数",
        of: |row| &row.executed,
    },
];

/// Σ weights as printed, points that stand on blank places included; `None` where there is none, or
/// one is missing or could not be understood.
pub(in crate::rules) fn printed_weight<'a>(
    rows: impl IntoIterator<Item = &'a Indicator>,
) -> Option<Weight> {
    printed_sum(rows, |row| &row.weight)
}

/// Σ declared scores as printed, by the same reading as [`printed_weight`].
pub(in crate::rules) fn printed_score<'a>(
    rows: impl IntoIterator<Item = &'a Indicator>,
) -> Option<Score> {
    printed_sum(rows, |row| &row.score)
}

fn printed_sum<'a, T: Figure + std::iter::Sum>(
    rows: impl IntoIterator<Item = &'a Indicator>,
    points: fn(&Indicator) -> &Entry<Printed<T>>,
) -> Option<T> {
    let mut counted = rows
        .into_iter()
        .filter(|row| !row.adds_nothing(points(row)))
        .peekable();
    counted.peek()?;
    counted.map(|row| points(row).figure()).sum()
}

/// How the actual misses its target, as the verb between the two; `None` where it does not, or that
/// is not certain.
pub(in crate::rules) fn misses(row: &Indicator, result: &IndicatorResult) -> Option<&'static str> {
    if result.is_met != Some(false) {
        return None;
    }
    let is_date = |entry: &Entry<Measure>| matches!(entry.value(), Some(Measure::When(_)));
    Some(match &result.attainment {
        Some(attained) if attained.direction == Direction::AtMost => "超过",
        None if is_date(&row.target) && is_date(&row.actual) => "晚于",
        _ => "未达到",
    })
}

/// Faults anywhere are the verdict; without any, a part that could not be judged leaves the whole
/// unjudged; parts that do not apply say nothing.
impl FromIterator<Verdict> for Verdict {
    fn from_iter<I: IntoIterator<Item = Verdict>>(parts: I) -> Self {
        parts.into_iter().fold(Self::NotApplicable, together)
    }
}

fn together(one: Verdict, other: Verdict) -> Verdict {
    match (one, other) {
        (Verdict::NotApplicable, known) | (known, Verdict::NotApplicable) => known,
        (Verdict::Checked(mut hits), Verdict::Checked(more)) => {
            hits.extend(more);
            Verdict::Checked(hits)
        }
        (Verdict::Checked(hits), Verdict::CouldNotRun)
        | (Verdict::CouldNotRun, Verdict::Checked(hits))
            if !hits.is_empty() =>
        {
            Verdict::Checked(hits)
        }
        _ => Verdict::CouldNotRun,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rule::Hit;

    fn whole(parts: &[Verdict]) -> Verdict {
        parts.iter().cloned().collect()
    }

    #[test]
    fn faults_speak_first_then_what_could_not_be_judged() {
        let fine = Verdict::Checked(Vec::new());
        let fault = Verdict::Checked(vec![Hit::default()]);
        assert_eq!(whole(&[]), Verdict::NotApplicable);
        assert_eq!(whole(&[Verdict::NotApplicable, fine.clone()]), fine);
        assert_eq!(
            whole(&[fine.clone(), Verdict::CouldNotRun]),
            Verdict::CouldNotRun
        );
        assert_eq!(whole(&[Verdict::CouldNotRun, fault.clone(), fine]), fault);
    }
}

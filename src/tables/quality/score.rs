//! The score of one office, part by part, exact until a part is rounded to two decimals; the words
//! say how each came about.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::part::MISSING_SUBMISSION;
use super::{Part, QualitySettings};
use crate::finding::{Finding, Severity};
use crate::registry::Deadline;
use crate::submission::{RosterRow, RosterState};
use crate::value::plain;

/// What an office is judged by.
pub(super) struct Record<'a> {
    /// Forms that count, at least one.
    pub(super) forms: usize,
    /// Findings that count.
    pub(super) findings: &'a [&'a Finding],
    /// What was expected and what came.
    pub(super) roster: Vec<&'a RosterRow>,
    pub(super) deadline: Option<Deadline>,
}

/// How one part came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judged {
    /// None where the part could not be judged.
    pub(super) points: Option<Decimal>,
    /// How, in words.
    pub(super) basis: String,
}

/// The score of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Score {
    pub(super) parts: BTreeMap<Part, Judged>,
    /// Of a hundred; none where no part with a weight could be judged.
    pub(super) total: Option<Decimal>,
    pub(super) basis: String,
}

impl Score {
    pub(super) fn of(record: &Record<'_>, settings: &QualitySettings) -> Self {
        let judged = Part::ALL.map(|part| (part, record.judged(part, settings)));
        let parts: BTreeMap<Part, Judged> = judged.into();
        let known = || {
            parts
                .iter()
                .filter_map(|(part, judged)| Some((part, judged.points?)))
        };
        let points: Decimal = known().map(|(_, points)| points).sum();
        let weight: Decimal = known().map(|(part, _)| settings.weight(*part)).sum();
        let total = points
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|points| points.checked_div(weight))
            .map(in_two_places);
        let not_judged: Vec<&str> = parts
            .iter()
            .filter(|(_, judged)| judged.points.is_none())
            .map(|(part, _)| part.label())
            .collect();
        let spread = if not_judged.is_empty() {
            String::new()
        } else {
            let names = not_judged.join("、");
            format!("；{names}不评，其权重按比例分摊到其余各项")
        };
        let basis = format!("{} ÷ {} × 100{spread}", plain(points), plain(weight));
        Self {
            parts,
            total,
            basis,
        }
    }
}

impl Record<'_> {
    fn judged(&self, part: Part, settings: &QualitySettings) -> Judged {
        let weight = settings.weight(part);
        if part == Part::Timely {
            return self.timely(weight);
        }
        let missing = (part == Part::Complete).then(|| self.missing(weight));
        let found = self.found(part, settings);
        let taken = missing.into_iter().flatten().chain(found);
        let taken: Vec<Taken> = taken.collect();
        let sum: Decimal = taken.iter().map(|taken| taken.points).sum();
        let words: Vec<String> = taken.into_iter().map(|taken| taken.words).collect();
        let left = weight.saturating_sub(sum);
        let mut basis = words.join("；");
        if basis.is_empty() {
            "未发现问题".clone_into(&mut basis);
        } else if left < Decimal::ZERO {
            basis.push_str("；扣完为止");
        }
        Judged {
            points: Some(in_two_places(left.max(Decimal::ZERO))),
            basis,
        }
    }

    /// By the share of what came in time of all that came.
    fn timely(&self, weight: Decimal) -> Judged {
        let not_judged = |why: &str| Judged {
            points: None,
            basis: format!("{why}，本项不评"),
        };
        let Some(deadline) = self.deadline else {
            return not_judged("未设报送截止日期");
        };
        let came = self.roster.iter().filter_map(|row| row.reported);
        let (late, in_time): (Vec<_>, Vec<_>) =
            came.partition(|reported| deadline.is_missed_at(reported.at));
        let all = late.len().saturating_add(in_time.len());
        let Some(share) = Decimal::from(in_time.len()).checked_div(Decimal::from(all)) else {
            return not_judged("报送时间不详");
        };
        Judged {
            points: Some(in_two_places(weight.saturating_mul(share))),
            basis: format!(
                "截止日期 {deadline}：按时 {} 项、逾期 {} 项",
                in_time.len(),
                late.len()
            ),
        }
    }

    /// What projects that did not come take away: their share of those that were expected.
    fn missing(&self, weight: Decimal) -> Option<Taken> {
        let is_expected =
            |row: &&&RosterRow| row.project.is_some() && row.state != RosterState::Unexpected;
        let expected = self.roster.iter().filter(is_expected).count();
        let missing = self.findings.iter();
        let missing = missing
            .filter(|found| found.code == MISSING_SUBMISSION)
            .count();
        if missing == 0 {
            return None;
        }
        let share = Decimal::from(missing).checked_div(Decimal::from(expected))?;
        let points = in_two_places(weight.saturating_mul(share));
        Some(Taken {
            points,
            words: format!(
                "应报 {expected} 项，缺报 {missing} 项，扣 {}",
                plain(points)
            ),
        })
    }

    /// What the findings of a part take away, on the average of the forms.
    fn found(&self, part: Part, settings: &QualitySettings) -> Option<Taken> {
        let found = self
            .findings
            .iter()
            .filter(|found| Part::of(found) == Some(part) && found.code != MISSING_SUBMISSION);
        let found: Vec<&Finding> = found.copied().collect();
        let severities = Severity::ALL;
        let counted = severities.map(|severity| {
            let count = found.iter().filter(|one| one.severity == severity).count();
            (severity, count, settings.deduction(severity))
        });
        let sum: Decimal = counted
            .iter()
            .map(|(_, count, each)| Decimal::from(*count).saturating_mul(*each))
            .sum();
        let points = in_two_places(sum.checked_div(Decimal::from(self.forms))?);
        let words: Vec<String> = counted
            .iter()
            .filter(|(_, count, _)| *count > 0)
            .map(|(severity, count, each)| {
                format!("{} {count} 条×{}", severity.label(), plain(*each))
            })
            .collect();
        (!found.is_empty()).then(|| Taken {
            points,
            words: format!(
                "（{}）÷ {} 张表，扣 {}",
                words.join("＋"),
                self.forms,
                plain(points)
            ),
        })
    }
}

/// What is taken from a part, and why.
struct Taken {
    points: Decimal,
    words: String,
}

fn in_two_places(points: Decimal) -> Decimal {
    points
        .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
}

//! Ratios of a form: the execution rate, and the points that rates earn.

use rust_decimal::Decimal;

use super::cell::{CellId, Figures, Stated};
use super::relation::{Relation, Term};
use super::span::Span;
use crate::evaluate::{Direction, MissedLimit};
use crate::value::Interval;

/// 执行率 = 执行数 ÷ 预算数.
#[derive(Debug)]
pub(super) struct Quotient {
    pub(super) rate: CellId,
    pub(super) executed: CellId,
    pub(super) budget: CellId,
}

impl Relation for Quotient {
    fn cells(&self) -> Vec<CellId> {
        vec![self.rate, self.executed, self.budget]
    }

    fn holds(&self, figures: &Figures<'_>) -> Option<bool> {
        let range = quotient(figures, self.executed, self.budget)?;
        Some(figures.of(self.rate)?.interval().agrees(range))
    }

    fn solve(&self, figures: &Figures<'_>, cell: CellId) -> Vec<Span> {
        let span = |of: CellId| Some(Span::from(figures.of(of)?.interval()));
        let solved = if cell == self.rate {
            quotient(figures, self.executed, self.budget).map(Span::from)
        } else if cell == self.executed {
            span(self.rate)
                .zip(span(self.budget))
                .map(|(rate, budget)| rate.times(budget))
        } else {
            span(self.executed)
                .zip(span(self.rate))
                .map(|(executed, rate)| executed.ratio(rate))
        };
        solved.into_iter().collect()
    }
}

fn quotient(figures: &Figures<'_>, part: CellId, whole: CellId) -> Option<Interval> {
    let whole = figures.of(whole)?.interval();
    figures.of(part)?.interval().ratio(whole)
}

/// 执行率得分 = 分值 × 执行率, at most the weight where that is policy. A score that follows from a
/// declared rate which is itself right is right too.
#[derive(Debug)]
pub(super) struct ExecutionScore {
    pub(super) score: CellId,
    pub(super) weight: Term,
    pub(super) executed: CellId,
    pub(super) budget: CellId,
    pub(super) rate: Option<CellId>,
    pub(super) is_capped: bool,
}

impl ExecutionScore {
    fn counted(&self, rate: Interval) -> Interval {
        if self.is_capped {
            rate.capped(Decimal::ONE)
        } else {
            rate
        }
    }

    /// The shares of the weight that the score stands for.
    fn share(&self, figures: &Figures<'_>) -> Option<Span> {
        let weight = Interval::exact(self.weight.stated(figures)?.value);
        let share = Span::from(figures.of(self.score)?.interval().ratio(weight)?);
        Some(if self.is_capped {
            share.uncapped()
        } else {
            share
        })
    }

    fn solved(&self, figures: &Figures<'_>, cell: CellId) -> Option<Span> {
        let span = |of: CellId| Some(Span::from(figures.of(of)?.interval()));
        let range = || quotient(figures, self.executed, self.budget);
        if cell == self.score {
            Some(Span::from(
                self.counted(range()?) * self.weight.stated(figures)?.value,
            ))
        } else if self.weight.is(cell) {
            let counted = Span::from(self.counted(range()?));
            Some(span(self.score)?.ratio(counted))
        } else if cell == self.executed {
            Some(self.share(figures)?.times(span(self.budget)?))
        } else if cell == self.budget {
            Some(span(self.executed)?.ratio(self.share(figures)?))
        } else {
            None
        }
    }
}

impl Relation for ExecutionScore {
    fn cells(&self) -> Vec<CellId> {
        let fixed = [self.score, self.executed, self.budget];
        let open = self.weight.cell().into_iter().chain(self.rate);
        fixed.into_iter().chain(open).collect()
    }

    fn holds(&self, figures: &Figures<'_>) -> Option<bool> {
        let range = quotient(figures, self.executed, self.budget)?;
        let weight = self.weight.stated(figures)?.value;
        let score = figures.of(self.score)?.interval();
        let rate = self.rate.and_then(|rate| figures.of(rate));
        let stated = rate.map(Stated::interval).filter(|rate| rate.agrees(range));
        let fits = |rate: Interval| score.agrees(self.counted(rate) * weight);
        Some(fits(range) || stated.is_some_and(fits))
    }

    fn solve(&self, figures: &Figures<'_>, cell: CellId) -> Vec<Span> {
        self.solved(figures, cell).into_iter().collect()
    }
}

/// What share of its weight an indicator earns.
#[derive(Debug)]
pub(super) enum Share {
    /// Known without its figures: a deadline that was kept, a value within its range.
    Fixed(Decimal),
    /// Actual against target.
    Of {
        target: CellId,
        actual: CellId,
        direction: Direction,
        missed: MissedLimit,
    },
}

/// 指标得分 = 完成比例 × 分值.
#[derive(Debug)]
pub(super) struct IndicatorScore {
    pub(super) score: CellId,
    pub(super) weight: CellId,
    pub(super) share: Share,
    /// Does the office say why it gives itself less?
    pub(super) explains_less: bool,
}

impl Share {
    fn cells(&self) -> Vec<CellId> {
        match self {
            Self::Fixed(_) => Vec::new(),
            Self::Of { target, actual, .. } => vec![*target, *actual],
        }
    }

    /// The shares that the printed actual may earn, from none to the whole.
    fn earned(&self, figures: &Figures<'_>) -> Option<Interval> {
        let (target, actual, direction, missed) = match self {
            Self::Fixed(share) => return Some(Interval::exact(*share)),
            Self::Of {
                target,
                actual,
                direction,
                missed,
            } => (
                figures.of(*target)?,
                figures.of(*actual)?,
                direction,
                missed,
            ),
        };
        let target = Interval::exact(target.value);
        let range = actual.interval();
        let share = match (direction, missed) {
            (Direction::AtLeast, _) => range.ratio(target),
            (Direction::AtMost, MissedLimit::Ratio) => target.ratio(range),
            (Direction::AtMost, MissedLimit::Linear) => range
                .ratio(target)
                .map(|used| Interval::exact(Decimal::TWO) - used),
        };
        let is_met = match direction {
            Direction::AtLeast => range.high() >= target.low(),
            Direction::AtMost => range.low() <= target.high(),
        };
        // Nothing can be divided by a target of zero: it is met, or not.
        let undivided = if is_met { Decimal::ONE } else { Decimal::ZERO };
        let share = share.filter(|share| share.high() > Decimal::ZERO);
        Some(share.map_or(Interval::exact(undivided), |share| {
            share.capped(Decimal::ONE)
        }))
    }

    /// What target or actual would have to be to earn such a share.
    fn solve(&self, figures: &Figures<'_>, share: Span, cell: CellId) -> Option<Span> {
        let Self::Of {
            target,
            actual,
            direction,
            missed,
        } = self
        else {
            return None;
        };
        let span = |of: CellId| Some(Span::from(figures.of(of)?.interval()));
        let used = || Span {
            low: share
                .high
                .map_or(Some(Decimal::ZERO), |high| Decimal::TWO.checked_sub(high)),
            high: share.low.and_then(|low| Decimal::TWO.checked_sub(low)),
        };
        match (direction, missed, cell == *actual) {
            (Direction::AtLeast, _, true) => Some(share.times(span(*target)?)),
            (Direction::AtLeast, _, false) => Some(span(*actual)?.ratio(share)),
            (Direction::AtMost, MissedLimit::Ratio, true) => Some(span(*target)?.ratio(share)),
            (Direction::AtMost, MissedLimit::Ratio, false) => Some(share.times(span(*actual)?)),
            (Direction::AtMost, MissedLimit::Linear, true) => Some(used().times(span(*target)?)),
            (Direction::AtMost, MissedLimit::Linear, false) => Some(span(*actual)?.ratio(used())),
        }
    }
}

impl Relation for IndicatorScore {
    fn cells(&self) -> Vec<CellId> {
        let points = [self.score, self.weight];
        points.into_iter().chain(self.share.cells()).collect()
    }

    fn holds(&self, figures: &Figures<'_>) -> Option<bool> {
        let score = figures.of(self.score)?;
        let weight = figures.of(self.weight)?.value;
        let earned = self.share.earned(figures)? * weight;
        let is_less = score.value < earned.low();
        Some(score.interval().agrees(earned) || (is_less && self.explains_less))
    }

    fn solve(&self, figures: &Figures<'_>, cell: CellId) -> Vec<Span> {
        let span = |of: CellId| Some(Span::from(figures.of(of)?.interval()));
        let earned = || self.share.earned(figures);
        let solved = if cell == self.score {
            let weight = figures.of(self.weight).map(|weight| weight.value);
            earned()
                .zip(weight)
                .map(|(share, weight)| Span::from(share * weight))
        } else if cell == self.weight {
            span(self.score)
                .zip(earned())
                .map(|(score, share)| score.ratio(share.into()))
        } else {
            span(self.score)
                .zip(span(self.weight))
                .and_then(|(score, weight)| {
                    let share = score.ratio(weight).uncapped();
                    self.share.solve(figures, share, cell)
                })
        };
        solved.into_iter().collect()
    }
}

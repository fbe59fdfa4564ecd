//! What a cell may have been meant to hold: values that would satisfy a sum, with how plausible each is.

use rust_decimal::Decimal;

use super::cell::{Cell, CellId, Figures, Stated};
use super::slip::Slip;
use super::span::Span;

/// A value for one cell.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) cell: CellId,
    /// As it would be typed.
    pub(super) typed: Decimal,
    pub(super) stated: Stated,
    /// The less, the more plausible.
    pub(super) cost: u8,
    /// Would other values near it do as well?
    pub(super) is_about: bool,
}

/// Sums are not solved to more decimals than one fen in 万元 has.
const MOST_DECIMALS: u32 = 6;

/// The values of some spans that a hand may have meant, each once, the most plausible first.
pub(super) fn candidates(
    id: CellId,
    cell: &Cell,
    spans: &[Span],
    figures: &Figures<'_>,
) -> Vec<Candidate> {
    let declared = cell.typed();
    let peers: Vec<Decimal> = cell
        .peers
        .iter()
        .filter_map(|peer| cell.notation.typed(figures.of(*peer)?.value))
        .collect();
    let weigh = |typed: Decimal, is_about: bool| {
        Some(Candidate {
            cell: id,
            typed,
            stated: cell.notation.stated(typed)?,
            cost: cost(typed, declared, &peers),
            is_about,
        })
    };
    let sources = declared.map(Slip::sources).unwrap_or_default();
    let mut found: Vec<Candidate> = Vec::new();
    for span in spans {
        let fits = |typed: &Decimal| may_stand_for(cell, *span, *typed);
        let meant = peers.iter().chain(&sources).copied().filter(fits);
        found.extend(meant.filter_map(|typed| weigh(typed, false)));
        let is_open = span.only().is_none();
        found.extend(solved(cell, *span).and_then(|typed| weigh(typed, is_open)));
    }
    found.retain(|candidate| candidate.typed >= Decimal::ZERO && Some(candidate.typed) != declared);
    found.sort_by_key(|candidate| {
        (
            candidate.cost,
            candidate.typed.scale(),
            candidate.typed,
            candidate.is_about,
        )
    });
    found.dedup_by_key(|candidate| candidate.typed);
    found
}

fn cost(meant: Decimal, declared: Option<Decimal>, peers: &[Decimal]) -> u8 {
    let by_hand = match declared.map(|typed| Slip::between(meant, typed)) {
        Some(Slip::Transposed | Slip::Shifted) => 1,
        Some(Slip::OneDigit | Slip::Length) => 2,
        Some(Slip::Careless) | None => 3,
        Some(Slip::Other) if declared.is_some_and(|typed| peers.contains(&typed)) => 3,
        Some(Slip::Other) => 5,
    };
    if peers.contains(&meant) {
        by_hand - 1
    } else {
        by_hand
    }
}

/// The value of a span with the fewest decimals that lies in its middle; nothing where it is open to
/// one side.
fn solved(cell: &Cell, span: Span) -> Option<Decimal> {
    let (low, high) = (span.low?, span.high?);
    let middle = low.checked_add(high)?.checked_div(Decimal::TWO)?;
    let middle = cell.notation.typed(middle)?;
    let rounded = (0..=MOST_DECIMALS).map(|decimals| middle.round_dp(decimals).normalize());
    let stated = |typed: &Decimal| cell.notation.stated(*typed);
    let lies_in = |typed: &Decimal| stated(typed).is_some_and(|stated| span.contains(stated.value));
    let mut roundings = rounded.clone();
    roundings.find(lies_in).or_else(|| {
        let mut rounded = rounded
            .rev()
            .take_while(|typed| may_stand_for(cell, span, *typed));
        rounded
            .next()
            .map(|finest| rounded.last().unwrap_or(finest))
    })
}

/// Does the number, as it is printed, stand for a value of the span?
fn may_stand_for(cell: &Cell, span: Span, typed: Decimal) -> bool {
    cell.notation.stated(typed).is_some_and(|stated| {
        let printed = stated.interval();
        span.low.is_none_or(|low| printed.high() >= low)
            && span.high.is_none_or(|high| printed.low() <= high)
    })
}

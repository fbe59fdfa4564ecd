//! Which texts are alike, found without holding each against every other.
//!
//! Texts that agree in a band of their signatures stand near one another when sorted by it;
//! neighbours are compared exactly. A band shared by few is compared to the last pair; in a crowd,
//! each text with the next few only, of which it then is one too.

use rayon::prelude::*;

use super::crowd::WINDOW;
use super::narratives::Narrative;
use super::passages::{Apart, Text};
use super::signature::Signature;
use crate::value::Rate;

/// In a band shared by no more texts than this every pair is compared.
pub(super) const FEW: usize = 8;

/// Two texts that are alike, and what forms must differ in for that to matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) one: usize,
    pub(super) other: usize,
    pub(super) similarity: Rate,
    pub(super) apart: Apart,
}

/// Pairs of texts that are alike, by exact comparison of the candidates.
pub(super) fn links(texts: &[Text], narrative: Narrative, at_least: Rate) -> Vec<Link> {
    let link = |(one, other): &(usize, usize)| {
        let (left, right) = (texts.get(*one)?, texts.get(*other)?);
        if !left.shingles.may_reach(&right.shingles, at_least) {
            return None;
        }
        let similarity = left.shingles.likeness(&right.shingles);
        (similarity >= at_least).then_some(Link {
            one: *one,
            other: *other,
            similarity,
            apart: apart(narrative, left.figures == right.figures),
        })
    };
    candidates(texts).par_iter().filter_map(link).collect()
}

/// Projects of one name have their goals set for all, and report by one wording with figures of
/// their own; neither is a copy.
pub(super) fn apart(narrative: Narrative, same_figures: bool) -> Apart {
    if narrative == Narrative::Goal || !same_figures {
        Apart::Name
    } else {
        Apart::Project
    }
}

/// Pairs of texts worth comparing: at most [`WINDOW`] a text and band, in small bands all.
pub(super) fn candidates(texts: &[Text]) -> Vec<(usize, usize)> {
    let signatures: Vec<Signature> = texts
        .par_iter()
        .map(|text| Signature::of(&text.shingles))
        .collect();
    let of_band = |band| pairs_of_band(&signatures, band);
    let mut pairs: Vec<(usize, usize)> = Signature::bands()
        .into_par_iter()
        .flat_map_iter(of_band)
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

fn pairs_of_band(signatures: &[Signature], band: usize) -> Vec<(usize, usize)> {
    let mut sorted: Vec<(usize, &Signature)> = signatures.iter().enumerate().collect();
    // By the bands that follow too, so that in a crowd the most alike stand together.
    sorted.sort_by(|(_, one), (_, other)| one.bands_from(band).cmp(other.bands_from(band)));
    let mut pairs = Vec::new();
    for crowd in sorted.chunk_by(|(_, one), (_, other)| one.band(band) == other.band(band)) {
        let reach = if crowd.len() <= FEW { FEW } else { WINDOW };
        for (position, (one, _)) in crowd.iter().enumerate() {
            let next = crowd.iter().skip(position.saturating_add(1)).take(reach);
            pairs.extend(next.map(|(other, _)| (*one.min(other), *one.max(other))));
        }
    }
    pairs
}

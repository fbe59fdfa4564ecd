//! Where the middle of some figures lies and how far they stand from it, robustly: a few wild
//! figures move neither.

use rust_decimal::Decimal;

/// How the figures of a group are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// The median.
    pub median: Decimal,
    /// The typical distance from it.
    pub distance: Decimal,
    /// Is that the median distance (MAD)? Where more than half of the figures are equal it is nought,
    /// and the mean distance stands in.
    pub is_median: bool,
}

/// What makes a median distance comparable to a standard deviation: 0.6745.
const OF_MEDIAN: Decimal = Decimal::from_parts(6745, 0, 0, false, 4);
/// The same of a mean distance: 1 ÷ 1.2533.
const OF_MEAN: Decimal = Decimal::from_parts(7979, 0, 0, false, 4);

impl Spread {
    /// The spread of a group; nothing where it is empty or all its figures are equal.
    pub(super) fn of(figures: &[Decimal]) -> Option<Self> {
        let median = median(figures.to_vec())?;
        let distances: Vec<Decimal> = figures
            .iter()
            .map(|figure| figure.saturating_sub(median).abs())
            .collect();
        let middle = self::median(distances.clone())?;
        if middle > Decimal::ZERO {
            return Some(Self {
                median,
                distance: middle,
                is_median: true,
            });
        }
        let mean = mean(&distances)?;
        (mean > Decimal::ZERO).then_some(Self {
            median,
            distance: mean,
            is_median: false,
        })
    }

    /// The robust z of a figure, to two decimals: how many typical distances it stands from the median.
    pub(super) fn z(&self, figure: Decimal) -> Decimal {
        let factor = if self.is_median { OF_MEDIAN } else { OF_MEAN };
        let distance = figure.saturating_sub(self.median).saturating_mul(factor);
        let z = distance.checked_div(self.distance).unwrap_or(Decimal::MAX);
        z.round_dp(2)
    }
}

fn median(mut figures: Vec<Decimal>) -> Option<Decimal> {
    figures.sort_unstable();
    let middle = figures.len() / 2;
    let upper = figures.get(middle).copied()?;
    if !figures.len().is_multiple_of(2) {
        return Some(upper);
    }
    let lower = figures.get(middle.checked_sub(1)?).copied()?;
    Some(lower.saturating_add(upper.saturating_sub(lower) / Decimal::TWO))
}

fn mean(figures: &[Decimal]) -> Option<Decimal> {
    let sum = figures
        .iter()
        .fold(Decimal::ZERO, |sum, figure| sum.saturating_add(*figure));
    sum.checked_div(Decimal::from(figures.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn figures(texts: &[&str]) -> Vec<Decimal> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn a_wild_figure_moves_neither_median_nor_distance() {
        let tame = figures(&["0.95", "0.96", "0.97", "0.98", "0.99"]);
        let spread = Spread::of(&tame).unwrap();
        assert_eq!(
            (spread.median, spread.distance),
            (Decimal::new(97, 2), Decimal::new(1, 2))
        );
        let wild = figures(&["0.95", "0.96", "0.97", "0.98", "9866"]);
        assert_eq!(Spread::of(&wild).unwrap(), spread);
        assert_eq!(spread.z(Decimal::new(92, 2)).to_string(), "-3.37");
    }

    #[test]
    fn where_most_are_equal_the_mean_distance_stands_in() {
        let mut group = vec![Decimal::ONE; 9];
        group.push(Decimal::new(6, 1));
        let spread = Spread::of(&group).unwrap();
        assert_eq!(
            (spread.distance, spread.is_median),
            (Decimal::new(4, 2), false)
        );
        assert_eq!(spread.z(Decimal::new(6, 1)).to_string(), "-7.98");
    }

    #[test]
    fn equal_figures_have_no_spread() {
        assert_eq!(Spread::of(&[Decimal::ONE; 9]), None);
        assert_eq!(Spread::of(&[]), None);
    }

    proptest! {
        #[test]
        fn the_median_divides(mut figures in prop::collection::vec(-1000_i64..1000, 1..40)) {
            let middle = median(figures.iter().copied().map(Decimal::from).collect()).unwrap();
            figures.sort_unstable();
            let below = figures.iter().filter(|figure| Decimal::from(**figure) < middle).count();
            let above = figures.iter().filter(|figure| Decimal::from(**figure) > middle).count();
            prop_assert!(below * 2 <= figures.len() && above * 2 <= figures.len());
        }

        #[test]
        fn no_figure_is_too_large(figures in prop::collection::vec(any::<i128>(), 1..10)) {
            let large = figures.iter().map(|figure| Decimal::try_from_i128_with_scale(figure >> 32, 0));
            let large: Vec<Decimal> = large.map(Result::unwrap).collect();
            let spread = Spread::of(&large);
            prop_assert_eq!(spread.is_some(), large.iter().any(|figure| *figure != large[0]));
            let z = large.iter().filter_map(|figure| Some(spread?.z(*figure)));
            prop_assert!(z.zip(&large).all(|(z, figure)| z.is_zero() || spread.unwrap().median != *figure));
        }
    }
}

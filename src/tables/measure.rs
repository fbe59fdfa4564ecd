//! The measures of a roll-up as named expressions. Sums are exact decimals; quotients are taken of
//! the sums, exactly, and only then shortened: to a float for rates, to two decimals for points.

use polars::prelude::{
    Column, DataType, Expr, Field, IntoColumn as _, IntoSeries as _, NULL, NewChunkedArray as _,
    PlSmallStr, PolarsResult, RankMethod, RankOptions, Schema, col, lit, when,
};
use polars::prelude::{Float64Chunked, Int128Chunked, polars_bail};
use rust_decimal::Decimal;

use super::columns::{rate_basis, rollup as column};
use super::frame::{PRECISION, SCALE, nearest_float};

/// The columns of the base that measures are made of.
pub(super) mod base {
    pub(in crate::tables) const DISTRICT: &str = "district";
    pub(in crate::tables) const OFFICE: &str = "office";
    pub(in crate::tables) const UNIT: &str = "unit";
    pub(in crate::tables) const AT_OFFICE: &str = "at_office";
    pub(in crate::tables) const PROJECT: &str = "project";
    pub(in crate::tables) const INITIAL: &str = "initial";
    pub(in crate::tables) const FULL_YEAR: &str = "full_year";
    pub(in crate::tables) const EXECUTED: &str = "executed";
    pub(in crate::tables) const RATE_BASE: &str = "rate_base";
    pub(in crate::tables) const OVER_BUDGET: &str = "over_budget";
    pub(in crate::tables) const SCORE: &str = "score";
    /// One for a project with a score.
    pub(in crate::tables) const SCORED: &str = "scored";
    pub(in crate::tables) const WEIGHED_SCORE: &str = "weighed_score";
    pub(in crate::tables) const WEIGHED_BUDGET: &str = "weighed_budget";
    pub(in crate::tables) const GRADE: &str = "grade";
    pub(in crate::tables) const ERRORS: &str = "errors";
    pub(in crate::tables) const WARNINGS: &str = "warnings";
}

/// Decimals of a product of two exact columns.
const PRODUCT_SCALE: usize = 12;
/// Points are stated to two decimals.
const POINT_PLACES: usize = 2;

/// How many forms.
pub(super) fn projects() -> Expr {
    col(base::PROJECT).sum().alias(column::projects)
}

/// Σ of the known values of a base column; unknown where none is known.
pub(super) fn known_sum(of: &str, named: &str) -> Expr {
    let sum = col(of).sum();
    when(col(of).count().gt(lit(0)))
        .then(sum)
        .otherwise(lit(NULL))
        .alias(named)
}

/// ΣB ÷ ΣA over the projects where both are known; never the mean of rates.
pub(super) fn execution_rate() -> Expr {
    let executed = col(base::EXECUTED).filter(rated()).sum();
    let budget = col(base::RATE_BASE).filter(rated()).sum();
    quotient(executed, budget, rate, DataType::Float64).alias(column::execution_rate)
}

/// How many projects the execution rate is taken of.
pub(super) fn rated_projects() -> Expr {
    rated()
        .sum()
        .cast(DataType::Int64)
        .alias(rate_basis::rated_projects)
}

/// Σ of a base column over the projects that the execution rate is taken of; unknown without any.
pub(super) fn rated_sum(of: &str, named: &str) -> Expr {
    when(rated().any(true))
        .then(col(of).filter(rated()).sum())
        .otherwise(lit(NULL))
        .alias(named)
}

/// A and B are both known.
fn rated() -> Expr {
    let executed = col(base::EXECUTED).is_not_null();
    executed.and(col(base::RATE_BASE).is_not_null())
}

/// How many projects are over budget.
pub(super) fn over_budget_projects() -> Expr {
    col(base::OVER_BUDGET)
        .count()
        .cast(DataType::Int64)
        .alias(column::over_budget_projects)
}

/// Σ excess of the projects that are over budget; unknown where there is no project at all.
pub(super) fn over_budget_amount() -> Expr {
    let any = col(base::PROJECT).sum().gt(lit(0));
    let excess = col(base::OVER_BUDGET).sum();
    when(any)
        .then(excess)
        .otherwise(lit(NULL))
        .alias(column::over_budget_amount)
}

/// The mean of the known scores.
pub(super) fn mean_score() -> Expr {
    let scores = col(base::SCORE).sum();
    quotient(scores, col(base::SCORED).sum(), points, exact()).alias(column::mean_score)
}

/// Σ score × budget ÷ Σ budget.
pub(super) fn budget_weighted_score() -> Expr {
    let product = wide(base::WEIGHED_SCORE) * wide(base::WEIGHED_BUDGET);
    let budgets = col(base::WEIGHED_BUDGET).sum();
    quotient(product.sum(), budgets, points, exact()).alias(column::budget_weighted_score)
}

/// How many projects have a grade.
pub(super) fn graded(grade: &'static str, named: &str) -> Expr {
    col(base::GRADE)
        .eq(lit(grade))
        .sum()
        .cast(DataType::Int64)
        .alias(named)
}

/// One count ÷ another; unknown where the other is nothing.
pub(super) fn share(part: &str, whole: &str, named: &str) -> Expr {
    let exactly = |of: &str| col(of).cast(exact());
    quotient(exactly(part), exactly(whole), rate, DataType::Float64).alias(named)
}

/// How many findings of one severity.
pub(super) fn findings(of: &str, named: &str) -> Expr {
    col(of).sum().alias(named)
}

/// The place by mean score, the best first; equal scores share a place, the unnamed have none.
pub(super) fn rank() -> Expr {
    let ranked = when(col(column::name).is_not_null())
        .then(col(column::mean_score))
        .otherwise(lit(NULL));
    let options = RankOptions {
        method: RankMethod::Min,
        descending: true,
    };
    ranked
        .rank(options, None)
        .cast(DataType::Int64)
        .alias(column::rank)
}

fn exact() -> DataType {
    DataType::Decimal(PRECISION, SCALE)
}

fn wide(of: &str) -> Expr {
    col(of).cast(DataType::Decimal(PRECISION, PRODUCT_SCALE))
}

/// A sum of decimals in units of its last place.
#[derive(Debug, Clone, Copy)]
struct Total {
    units: i128,
    scale: usize,
}

/// A column of quotients, from the totals of each group.
type Divide = fn(&mut dyn Iterator<Item = Option<(Total, Total)>>, PlSmallStr) -> Column;

fn quotient(part: Expr, whole: Expr, divide: Divide, dtype: DataType) -> Expr {
    part.map_many(
        move |totals| {
            let [part, whole] = totals else {
                polars_bail!(ComputeError: "a quotient has two sides");
            };
            let pairs = totals_of(part)?.into_iter().zip(totals_of(whole)?);
            Ok(divide(
                &mut pairs.map(|(part, whole)| part.zip(whole)),
                part.name().clone(),
            ))
        },
        &[whole],
        move |_: &Schema, fields: &[Field]| {
            let name = fields
                .first()
                .map_or(PlSmallStr::EMPTY, |field| field.name().clone());
            Ok(Field::new(name, dtype.clone()))
        },
    )
}

fn totals_of(column: &Column) -> PolarsResult<Vec<Option<Total>>> {
    let decimals = column.as_materialized_series().decimal()?;
    let scale = decimals.scale();
    let units = decimals.physical().iter();
    Ok(units
        .map(|units| units.map(|units| Total { units, scale }))
        .collect())
}

fn rate(pairs: &mut dyn Iterator<Item = Option<(Total, Total)>>, name: PlSmallStr) -> Column {
    let rates = pairs.map(|pair| pair.and_then(|(part, whole)| exact_rate(part, whole)));
    Float64Chunked::from_iter_options(name, rates)
        .into_series()
        .into_column()
}

fn points(pairs: &mut dyn Iterator<Item = Option<(Total, Total)>>, name: PlSmallStr) -> Column {
    let points = pairs.map(|pair| pair.and_then(|(part, whole)| rounded_points(part, whole)));
    Int128Chunked::from_iter_options(name, points)
        .into_decimal_unchecked(PRECISION, SCALE)
        .into_series()
        .into_column()
}

/// part ÷ whole to 28 digits, then the nearest float; unknown where the whole is not positive.
fn exact_rate(part: Total, whole: Total) -> Option<f64> {
    let decimal = |total: Total| {
        Decimal::try_from_i128_with_scale(total.units, u32::try_from(total.scale).ok()?).ok()
    };
    let whole = decimal(whole).filter(|whole| *whole > Decimal::ZERO)?;
    nearest_float(decimal(part)?.checked_div(whole)?)
}

/// part ÷ whole in integers, rounded half up to two decimals, in the frame's units.
fn rounded_points(part: Total, whole: Total) -> Option<i128> {
    let up = power_of_ten(
        POINT_PLACES
            .checked_add(whole.scale)?
            .saturating_sub(part.scale),
    )?;
    let down = power_of_ten(
        part.scale
            .saturating_sub(POINT_PLACES.checked_add(whole.scale)?),
    )?;
    let dividend = part.units.checked_mul(up)?;
    let divisor = whole
        .units
        .checked_mul(down)
        .filter(|divisor| *divisor > 0)?;
    let rounded = divide_half_up(dividend, divisor)?;
    rounded.checked_mul(power_of_ten(SCALE.checked_sub(POINT_PLACES)?)?)
}

/// Half a unit goes away from zero.
fn divide_half_up(dividend: i128, divisor: i128) -> Option<i128> {
    let quotient = dividend.checked_div(divisor)?;
    let rest = dividend.checked_rem(divisor)?;
    let round_up = rest.checked_abs()?.checked_mul(2)? >= divisor;
    quotient.checked_add(if round_up { rest.signum() } else { 0 })
}

fn power_of_ten(exponent: usize) -> Option<i128> {
    10_i128.checked_pow(u32::try_from(exponent).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(units: i128, scale: usize) -> Total {
        Total { units, scale }
    }

    #[test]
    fn points_are_rounded_half_up_whatever_the_scales() {
        let score = |part, whole| rounded_points(part, whole).unwrap();
        // 271.675 ÷ 3 = 90.558333…
        assert_eq!(
            score(total(271_675_000, 6), total(3_000_000, 6)),
            90_560_000
        );
        // 8.625 → 8.63, −8.625 → −8.63
        assert_eq!(score(total(8_625_000, 6), total(1_000_000, 6)), 8_630_000);
        assert_eq!(score(total(-8_625_000, 6), total(1_000_000, 6)), -8_630_000);
        // a product has twelve decimals
        assert_eq!(
            score(total(98_920_000 * 35_560_410, 12), total(35_560_410, 6)),
            98_920_000
        );
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        assert_eq!(rounded_points(total(0, 6), total(0, 6)), None);
        assert_eq!(exact_rate(total(5, 6), total(0, 6)), None);
        assert_eq!(exact_rate(total(5, 6), total(-1, 6)), None);
    }

    #[test]
    fn rates_are_exact_to_the_last_float() {
        assert_eq!(
            exact_rate(total(35_560_410, 6), total(33_000_000, 6)),
            Some(35.56041 / 33.0)
        );
    }
}

//! Units of length, area, volume, weight and time that are exact multiples of one another. 亩 and 天 are
//! left out: the one is no whole number of square metres, the other may be a working day.

use rust_decimal::Decimal;

/// Each kind with its units, as multiples of its smallest.
const KINDS: [&[(&str, i64)]; 5] = [
    &[
        ("毫米", 1),
        ("厘米", 10),
        ("米", 1_000),
        ("m", 1_000),
        ("公里", 1_000_000),
        ("千米", 1_000_000),
        ("km", 1_000_000),
    ],
    &[
        ("平方米", 1),
        ("平米", 1),
        ("m2", 1),
        ("公顷", 10_000),
        ("万平方米", 10_000),
        ("平方公里", 1_000_000),
        ("平方千米", 1_000_000),
    ],
    &[("立方米", 1), ("m3", 1), ("万立方米", 10_000)],
    &[
        ("克", 1),
        ("千克", 1_000),
        ("公斤", 1_000),
        ("kg", 1_000),
        ("吨", 1_000_000),
        ("t", 1_000_000),
    ],
    &[("秒", 1), ("分钟", 60), ("小时", 3_600)],
];

/// By what two figures are multiplied to stand in the smaller of their units; `None` where these are
/// not of one kind.
pub(super) fn of_one_kind(one: &str, other: &str) -> Option<(Decimal, Decimal)> {
    KINDS.iter().find_map(|units| {
        let size = |name: &str| units.iter().find(|(unit, _)| *unit == name);
        let ((_, one), (_, other)) = (size(one)?, size(other)?);
        let smaller = *one.min(other);
        let in_smaller = |size: i64| Some(Decimal::from(size.checked_div(smaller)?));
        Some((in_smaller(*one)?, in_smaller(*other)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_kind_are_multiples_of_one_another() {
        let factors = |one, other| {
            of_one_kind(one, other).map(|(one, other)| (one.to_string(), other.to_string()))
        };
        let pair = |one: &str, other: &str| Some((one.to_owned(), other.to_owned()));
        assert_eq!(factors("公里", "米"), pair("1000", "1"));
        assert_eq!(factors("分钟", "小时"), pair("1", "60"));
        assert_eq!(factors("公顷", "万平方米"), pair("1", "1"));
        assert_eq!(factors("公里", "平方米"), None);
        assert_eq!(factors("天", "小时"), None, "a working day is no 24 hours");
    }
}

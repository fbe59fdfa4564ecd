//! The score of one indicator.

use super::{Attainment, Completion, ScoringPolicy, attain};
use crate::form::{Category, Indicator};
use crate::value::{FiscalYear, Measure, Outcome, Score, Weight};

/// What a score rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScoreBasis {
    /// Recomputed from target and actual.
    Quantitative,
    /// A qualitative indicator: the declared score is kept.
    Qualitative,
    /// A quantity or a date that cannot be set against its target: the declared score is kept.
    Declared,
    /// No indicator, or a breakdown row without points.
    Blank,
}

impl ScoreBasis {
    /// The name in `indicators.score_basis`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quantitative => "quantitative",
            Self::Qualitative => "qualitative",
            Self::Declared => "declared",
            Self::Blank => "blank",
        }
    }
}

/// What one indicator row should say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorResult {
    /// Actual against target, where both are quantities.
    pub attainment: Option<Attainment>,
    /// Is the target met? Known for some dates and answers too, and only where it is certain.
    pub is_met: Option<bool>,
    /// How far a qualitative target is completed, where the form says so in set words.
    pub completion: Option<Completion>,
    /// The recomputed score, or the declared one kept within its weight; `None` where unknown.
    pub score: Option<Score>,
    /// What the score rests on.
    pub basis: ScoreBasis,
}

/// Recomputes the score of an indicator on a form of that year.
pub(super) fn evaluate(
    indicator: &Indicator,
    year: Option<FiscalYear>,
    policy: &ScoringPolicy,
) -> IndicatorResult {
    if indicator.is_blank() || indicator.is_breakdown() {
        return IndicatorResult {
            attainment: None,
            is_met: None,
            completion: None,
            score: None,
            basis: ScoreBasis::Blank,
        };
    }
    let attainment = attain(indicator, policy);
    let completion = policy.completion(indicator);
    let is_met = match &attainment {
        Some(attained) => Some(attained.is_met()),
        None => judged(indicator, year).or(admitted(completion)),
    };
    let weight = indicator.weight.figure();
    let recomputed = weight.and_then(|weight| match attainment {
        Some(attained) => Some(policy.score(weight, attained.share)),
        // A deadline that was kept earns all points; how many a missed one costs is left open.
        None => (is_met == Some(true)).then(|| weight.full_score()),
    });
    let basis = match recomputed {
        Some(_) => ScoreBasis::Quantitative,
        None => kept_basis(indicator),
    };
    IndicatorResult {
        attainment,
        is_met,
        completion,
        score: recomputed.or_else(|| declared_within(indicator, weight)),
        basis,
    }
}

/// What dates and the office's own answer say: a deadline kept or missed, 未完成. 完成 is a claim that
/// decides nothing, and 否 answers a question that may be put either way.
fn judged(indicator: &Indicator, year: Option<FiscalYear>) -> Option<bool> {
    match (indicator.target.value()?, indicator.actual.value()?) {
        (Measure::When(due), Measure::When(done)) if is_finished_by(indicator) => {
            due.is_met_by(done, year)
        }
        (Measure::Outcome(Outcome::Missed | Outcome::No), _) => None,
        (Measure::Outcome(Outcome::Achieved), Measure::Outcome(Outcome::No))
        | (_, Measure::Outcome(Outcome::Missed | Outcome::Partly)) => Some(false),
        _ => None,
    }
}

/// A level of completion decides only where it admits a shortfall.
fn admitted(completion: Option<Completion>) -> Option<bool> {
    matches!(completion, Some(Completion::Partly | Completion::Missed)).then_some(false)
}

/// Is the date the one by which something is finished, not until which something lasts?
fn is_finished_by(indicator: &Indicator) -> bool {
    const LASTING: [&str; 4] = ["期限", "有效期", "服务期", "合同期"];
    let lasts = LASTING.iter().any(|word| indicator.name().contains(word));
    indicator.category == Category::Timeliness && !lasts
}

/// The declared score, kept between zero and the weight.
fn declared_within(indicator: &Indicator, weight: Option<Weight>) -> Option<Score> {
    let declared = indicator.score.figure()?.max(Score::ZERO);
    Some(weight.map_or(declared, |weight| declared.min(weight.full_score())))
}

/// A target in words is qualitative; a figure or date that could not be compared stays declared.
fn kept_basis(indicator: &Indicator) -> ScoreBasis {
    match indicator.target.value() {
        Some(Measure::Words | Measure::Outcome(_)) => ScoreBasis::Qualitative,
        _ => ScoreBasis::Declared,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::MissedLimit;
    use crate::form::{Entry, Level};
    use crate::grid::CellRef;
    use crate::value::{CellValue, Parsed};

    fn entry<T>(text: &str, parse: impl Fn(&CellValue) -> Parsed<T>) -> Entry<T> {
        Entry::Read {
            value: parse(&CellValue::Text(text.into())).unwrap().unwrap(),
            text: text.into(),
            at: CellRef::default(),
        }
    }

    /// An indicator of 10 points, of which 8 are declared.
    fn indicator(category: Category, name: &str, target: &str, actual: &str) -> Indicator {
        Indicator {
            ordinal: 1,
            level1: Level::default(),
            level2: Level::default(),
            level3: Entry::Absent,
            name: name.into(),
            target: entry(target, Measure::parse),
            actual: entry(actual, Measure::parse),
            weight: entry("10", Weight::parse),
            score: entry("8", Score::parse),
            review_actual: Entry::Absent,
            review_score: Entry::Absent,
            reason: Entry::Absent,
            category,
        }
    }

    /// Score, basis and whether the target is met, on a form of 2024.
    fn result(row: &Indicator, policy: &ScoringPolicy) -> (String, &'static str, Option<bool>) {
        let year = FiscalYear::try_from(2024).ok();
        let result = evaluate(row, year, policy);
        let score = result
            .score
            .map(|score| score.to_string())
            .unwrap_or_default();
        (score, result.basis.name(), result.is_met)
    }

    fn check(category: Category, name: &str, table: &[(&str, &str, &str, &str, Option<bool>)]) {
        for (target, actual, score, basis, is_met) in table {
            let row = indicator(category, name, target, actual);
            let expected = ((*score).to_owned(), *basis, *is_met);
            assert_eq!(
                result(&row, &ScoringPolicy::default()),
                expected,
                "{target} {actual}"
            );
        }
    }

    #[test]
    fn ranges_are_judged_where_they_leave_no_doubt() {
        let table = [
            ("20-30人", "25人", "10", "quantitative", Some(true)),
            ("20-30人", "20人", "10", "quantitative", Some(true)),
            ("20-30人", "30", "10", "quantitative", Some(true)),
            ("20-30人", "15人", "7.5", "quantitative", Some(false)),
            ("20-30人", "35人", "8", "declared", None),
            ("20-30人", "25户", "8", "declared", None),
            ("20-30人", "约25人", "8", "declared", None),
            ("20-30人", "20-30人", "8", "declared", None),
        ];
        check(Category::Quantity, "培训人数", &table);
        let table = [
            ("30-33万元", "31万元", "10", "quantitative", Some(true)),
            (
                "30-33万元",
                "35.56041万元",
                "9.28",
                "quantitative",
                Some(false),
            ),
            ("30-33万元", "25万元", "8", "declared", None),
        ];
        check(Category::Cost, "项目成本", &table);
    }

    #[test]
    fn a_cost_over_its_range_follows_the_policy() {
        let row = indicator(Category::Cost, "项目成本", "20-30万元", "36万元");
        let policy = ScoringPolicy {
            missed_limit: MissedLimit::Linear,
            ..ScoringPolicy::default()
        };
        assert_eq!(
            result(&row, &policy),
            ("8".into(), "quantitative", Some(false))
        );
        let ratio = result(&row, &ScoringPolicy::default());
        assert_eq!(ratio, ("8.33".into(), "quantitative", Some(false)));
    }

    #[test]
    fn what_falls_short_of_an_approximate_target_stays_declared() {
        let table = [
            ("约50户", "50户", "10", "quantitative", Some(true)),
            ("50户左右", "52户", "10", "quantitative", Some(true)),
            ("约50户", "48户", "8", "declared", None),
            ("50户", "约50户", "8", "declared", None),
        ];
        check(Category::Quantity, "走访户数", &table);
        let table = [
            ("约33万元", "32万元", "10", "quantitative", Some(true)),
            ("约33万元", "34万元", "8", "declared", None),
        ];
        check(Category::Cost, "项目成本", &table);
    }

    #[test]
    fn deadlines_earn_all_points_or_are_left_to_the_office() {
        let table = [
            (
                "12月底前",
                "2024年12月20日",
                "10",
                "quantitative",
                Some(true),
            ),
            (
                "2024年10月底前",
                "2024年12月10日",
                "8",
                "declared",
                Some(false),
            ),
            ("12月底前", "2025年1月5日", "8", "declared", Some(false)),
            ("10月前", "2024年10月5日", "8", "declared", None),
            ("全年", "全年", "8", "declared", None),
        ];
        check(Category::Timeliness, "完成时间", &table);
        let lasting = [("2024年12月31日", "2025年6月30日", "8", "declared", None)];
        check(Category::Timeliness, "服务期限", &lasting);
        check(Category::Sustainability, "协议到期日", &lasting);
    }

    #[test]
    fn an_answer_decides_only_what_it_admits() {
        let table = [
            ("合格", "合格", "8", "qualitative", None),
            ("合格", "不合格", "8", "qualitative", Some(false)),
            ("≥95%", "未完成", "8", "declared", Some(false)),
            ("≥95%", "完成", "8", "declared", None),
            ("及时办结", "部分完成", "8", "qualitative", Some(false)),
            ("是", "否", "8", "qualitative", Some(false)),
            ("否", "否", "8", "qualitative", None),
            ("无违规", "否", "8", "qualitative", None),
        ];
        check(Category::Quality, "办结情况", &table);
    }

    #[test]
    fn a_figure_that_names_its_rate_counts_for_that_rate_only() {
        let table = [
            ("满意度≥95%", "90%", "9.47", "quantitative", Some(false)),
            ("≥95%", "群众满意率96%", "10", "quantitative", Some(true)),
            ("≥95%", "知晓率90%", "8", "declared", None),
        ];
        check(Category::Satisfaction, "居民满意度", &table);
    }

    #[test]
    fn an_equal_sign_before_an_actual_is_no_bound() {
        let table = [
            ("=8个", "=8个", "10", "quantitative", Some(true)),
            ("≥8个", "=6个", "7.5", "quantitative", Some(false)),
            ("≥8个", "≥8个", "8", "declared", None),
        ];
        check(Category::Quantity, "站点数", &table);
    }
}

//! What is wrong with a policy beyond what types can tell.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::{Completion, ExecutionFormula, GradeBounds, Phrase, ScoringPolicy, TemplateWeights};
use crate::form::Family;
use crate::value::{Rate, Score, Weight, text};

impl ScoringPolicy {
    /// Says what types cannot: every problem of this policy, in Chinese.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let problems = [
            self.weight_problem(),
            self.step_problem(),
            unless_share("execution_floor", self.execution_floor),
            self.bound_problem(),
            self.band_problem(),
            self.grade_problem(),
            self.grade_name_problem(),
            self.decimals_problem(),
            self.tolerance_problem(),
        ];
        problems
            .into_iter()
            .flatten()
            .chain(self.template_problems())
            .map(|problem| format!("scoring.{problem}"))
            .collect()
    }

    fn weight_problem(&self) -> Option<String> {
        (self.execution_weight < Weight::ZERO || self.indicator_weight <= Weight::ZERO)
            .then(|| "execution_weight、indicator_weight 不能为负".to_owned())
    }

    /// Steps rise, and so do the points that they earn.
    fn step_problem(&self) -> Option<String> {
        let steps = &self.execution_steps;
        if steps.is_empty() {
            return (self.execution_formula == ExecutionFormula::Stepped)
                .then(|| "execution_steps 没有填写；分段计分须列出各档".to_owned());
        }
        let out_of_range = steps
            .iter()
            .find(|step| step.from < Rate::ZERO || !is_share(step.share));
        if let Some(step) = out_of_range {
            return Some(format!(
                "execution_steps 中 {}、{} 有误：from 不能为负，share 应在 0 到 1 之间",
                step.from, step.share
            ));
        }
        steps.windows(2).find_map(|pair| match pair {
            [low, high] if low.from >= high.from || low.share > high.share => Some(format!(
                "execution_steps 应由低到高：执行率 {} 得 {}，其后 {} 得 {}",
                low.from, low.share, high.from, high.share
            )),
            _ => None,
        })
    }

    fn bound_problem(&self) -> Option<String> {
        (self.overachievement_bound < Rate::ONE).then(|| {
            format!(
                "overachievement_bound 不能小于 1，实际为 {}",
                self.overachievement_bound
            )
        })
    }

    /// Every level once, the best first, each band below the one before.
    fn band_problem(&self) -> Option<String> {
        let bands = &self.qualitative_bands;
        let levels: Vec<Completion> = bands.iter().map(|band| band.level).collect();
        if levels != Completion::ALL {
            return Some(
                "qualitative_bands 应依次为达成、部分达成、未达成三档，每档一次".to_owned(),
            );
        }
        let upside_down = bands
            .iter()
            .find(|band| band.upper < band.lower || !is_share(band.upper) || !is_share(band.lower));
        if let Some(band) = upside_down {
            return Some(format!(
                "qualitative_bands 中“{}”的 upper {}、lower {} 有误：应在 0 到 1 之间，upper 不小于 lower",
                band.level.name(),
                band.upper,
                band.lower
            ));
        }
        let overlapping = bands.windows(2).any(|pair| match pair {
            [better, worse] => worse.upper > better.lower,
            _ => false,
        });
        if overlapping {
            return Some(
                "qualitative_bands 各档重叠：每档的 upper 不能大于前一档的 lower".to_owned(),
            );
        }
        self.band_word_problem()
    }

    fn band_word_problem(&self) -> Option<String> {
        let mut seen = BTreeSet::new();
        let words = self.qualitative_bands.iter().flat_map(|band| &band.words);
        words.map(Phrase::as_str).find_map(|word| {
            if word.is_empty() {
                Some("qualitative_bands 中有空白的写法".to_owned())
            } else if seen.insert(word) {
                None
            } else {
                Some(format!(
                    "qualitative_bands 中“{word}”出现两次；一种写法只能属于一档"
                ))
            }
        })
    }

    fn grade_problem(&self) -> Option<String> {
        let GradeBounds {
            excellent,
            good,
            fair,
        } = self.grades;
        (!(excellent > good && good > fair && fair > Score::ZERO))
            .then(|| format!("grades 应由高到低：优 {excellent}、良 {good}、中 {fair}"))
    }

    fn grade_name_problem(&self) -> Option<String> {
        let names: BTreeSet<String> = self
            .grade_names
            .iter()
            .map(|name| text::normal_form(name))
            .filter(|name| !name.is_empty())
            .collect();
        (names.len() != 4 || self.grade_names.len() != 4)
            .then(|| "grade_names 应为四个不同的名称，由高到低".to_owned())
    }

    fn decimals_problem(&self) -> Option<String> {
        (self.score_decimals > 6).then(|| "score_decimals 不能大于 6".to_owned())
    }

    fn tolerance_problem(&self) -> Option<String> {
        let tolerances = [
            self.tolerance_points >= Score::ZERO,
            self.tolerance_amount >= crate::value::Amount::ZERO,
            self.tolerance_rate >= Rate::ZERO,
        ];
        tolerances
            .contains(&false)
            .then(|| "tolerance_points、tolerance_amount、tolerance_rate 不能为负".to_owned())
    }

    fn template_problems(&self) -> Vec<String> {
        self.template_weights
            .iter()
            .filter_map(|(name, weights)| {
                unknown_template(name).or_else(|| self.template_sum_problem(name, weights))
            })
            .collect()
    }

    /// Branches that are enforced must add up to what the execution rate leaves them.
    fn template_sum_problem(&self, name: &str, weights: &TemplateWeights) -> Option<String> {
        let own = weights.execution.unwrap_or(self.execution_weight);
        if own < Weight::ZERO || own > self.whole_weight() {
            return Some(format!("template_weights.{name} 的 execution {own} 有误"));
        }
        let sum = own + weights.branches().filter(|_| self.enforce_weights)?;
        let whole = self.whole_weight();
        (sum != whole).then(|| {
            format!("template_weights.{name} 合计 {sum} 分，应为 {whole} 分（execution_weight 与 indicator_weight 之和）")
        })
    }
}

fn unknown_template(name: &str) -> Option<String> {
    let families = Family::all();
    if families.iter().any(|family| family.name == name) {
        return None;
    }
    let mut known: Vec<&str> = families.iter().map(|family| family.name.as_str()).collect();
    known.sort_unstable();
    known.dedup();
    Some(format!(
        "template_weights 中没有“{name}”这种版式；可用：{}",
        known.join("、")
    ))
}

fn is_share(rate: Rate) -> bool {
    (Rate::ZERO..=Rate::ONE).contains(&rate)
}

fn unless_share(key: impl Display, rate: Rate) -> Option<String> {
    (!is_share(rate)).then(|| format!("{key} 应在 0 到 1 之间，实际为 {rate}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{ExecutionStep, QualitativeBand};
    use rust_decimal::Decimal;

    fn percent(hundredths: i64) -> Rate {
        Rate::new(Decimal::new(hundredths, 2))
    }

    /// The problems of the default policy with one change.
    fn problems(change: impl FnOnce(&mut ScoringPolicy)) -> Vec<String> {
        let mut policy = ScoringPolicy::default();
        change(&mut policy);
        policy.problems()
    }

    fn steps(steps: &[(i64, i64)]) -> Vec<ExecutionStep> {
        let step = |(from, share): &(i64, i64)| ExecutionStep {
            from: percent(*from),
            share: percent(*share),
        };
        steps.iter().map(step).collect()
    }

    #[test]
    fn steps_rise() {
        let of = |list: &[(i64, i64)]| {
            problems(|policy| {
                policy.execution_formula = ExecutionFormula::Stepped;
                policy.execution_steps = steps(list);
            })
        };
        assert!(of(&[(60, 60), (80, 80), (95, 100)]).is_empty());
        assert!(of(&[(60, 60), (80, 60)]).is_empty());
        assert!(of(&[])[0].contains("分段计分须列出各档"));
        assert!(of(&[(95, 100), (80, 80)])[0].contains("由低到高"));
        assert!(of(&[(80, 80), (80, 90)])[0].contains("由低到高"));
        assert!(of(&[(60, 90), (80, 80)])[0].contains("由低到高"));
        assert!(of(&[(60, 120)])[0].contains("0 到 1 之间"));
    }

    #[test]
    fn bands_follow_one_another() {
        let of = |change: fn(&mut Vec<QualitativeBand>)| {
            problems(|policy| change(&mut policy.qualitative_bands))
        };
        assert!(of(|bands| bands.swap(0, 1))[0].contains("依次为"));
        assert!(of(|bands| bands.truncate(2))[0].contains("依次为"));
        assert!(of(|bands| bands[1].upper = percent(85))[0].contains("重叠"));
        assert!(of(|bands| bands[2].lower = percent(70))[0].contains("upper 不小于 lower"));
        assert!(
            of(|bands| bands[1].words = vec![Phrase::new("基本达成"), Phrase::new("基本 达成")])[0]
                .contains("出现两次")
        );
    }

    #[test]
    fn template_weights_are_of_a_known_layout_and_add_up_where_enforced() {
        let of = |name: &str, output: i64, enforce_weights| {
            problems(|policy| {
                let weights = TemplateWeights {
                    execution: Some(Weight::new(20.into())),
                    output: Some(Weight::new(output.into())),
                    ..TemplateWeights::default()
                };
                policy.template_weights = [(name.to_owned(), weights)].into();
                policy.enforce_weights = enforce_weights;
            })
        };
        assert!(of("湖北", 80, false)[0].contains("hubei"));
        assert!(of("hubei", 70, false).is_empty());
        assert!(of("hubei", 80, true).is_empty());
        assert!(of("hubei", 70, true)[0].contains("合计 90 分"));
    }

    #[test]
    fn figures_out_of_range_are_told_with_their_keys() {
        let all = problems(|policy| {
            policy.execution_floor = percent(120);
            policy.overachievement_bound = percent(90);
            policy.grade_names = vec!["优".into(), "良".into()];
            policy.tolerance_rate = percent(-1);
        });
        let keys = [
            "execution_floor",
            "overachievement_bound",
            "grade_names",
            "tolerance_points",
        ];
        assert_eq!(all.len(), keys.len(), "{all:?}");
        for (problem, key) in all.iter().zip(keys) {
            assert!(problem.starts_with(&format!("scoring.{key}")), "{problem}");
        }
    }
}

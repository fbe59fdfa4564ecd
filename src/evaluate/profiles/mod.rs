//! The built-in profiles, one file each: every figure of the policy with its source.
//!
//! A place is added by a file that states what it does otherwise than 财政部2020, and a line in
//! [`SHIPPED`]. A figure that was seen in its source's own text is `seen`; one that is only widely told
//! is `to_confirm`, which the user is shown as 待确认 while it is in force.

mod beijing;
mod hubei;
mod mof_2020;
mod mof_2021;
mod sichuan;

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::policy::{
    Completion, ExecutionFormula, ExecutionStep, GradeBounds, MissedLimit, Overachievement, Phrase,
    Profile, QualitativeBand, Rounding, TemplateWeights, seen, to_confirm,
};
use crate::form::HeadField;
use crate::value::{Amount, Rate, Score, Weight};

/// A built-in profile as it is listed.
struct Listed {
    name: &'static str,
    title: &'static str,
    profile: fn() -> Profile,
}

/// The profiles, the default first.
const SHIPPED: [Listed; 5] = [
    mof_2020::LISTED,
    mof_2021::LISTED,
    beijing::LISTED,
    hubei::LISTED,
    sichuan::LISTED,
];

/// The name of a built-in profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfileName(&'static str);

impl ProfileName {
    /// All built-in profiles, the default first.
    pub fn all() -> impl Iterator<Item = Self> {
        SHIPPED.iter().map(|listed| Self(listed.name))
    }

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0
    }

    /// What it follows, in a line.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.listed().map_or("", |listed| listed.title)
    }

    /// Its figures.
    pub(super) fn profile(self) -> Profile {
        let profile = self.listed().map(|listed| listed.profile);
        profile.unwrap_or(mof_2020::profile)()
    }

    fn listed(self) -> Option<&'static Listed> {
        SHIPPED.iter().find(|listed| listed.name == self.0)
    }
}

impl Default for ProfileName {
    fn default() -> Self {
        Self(mof_2020::LISTED.name)
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for ProfileName {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for ProfileName {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let typed = String::deserialize(from)?;
        let known = Self::all().find(|profile| profile.0 == typed.trim());
        known.ok_or_else(|| {
            let names: Vec<&str> = Self::all().map(Self::name).collect();
            de::Error::custom(format!(
                "没有“{typed}”这种内置计分办法；可用：{}",
                names.join("、")
            ))
        })
    }
}

impl JsonSchema for ProfileName {
    fn schema_name() -> Cow<'static, str> {
        "ProfileName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let choices: Vec<_> = SHIPPED
            .iter()
            .map(|listed| serde_json::json!({ "const": listed.name, "description": listed.title }))
            .collect();
        schemars::json_schema!({ "oneOf": choices })
    }
}

fn points(points: i64) -> Weight {
    Weight::new(points.into())
}

fn percent(percent: i64) -> Rate {
    Rate::new(Decimal::new(percent, 2))
}

/// The three levels with their lower bounds in percent; the words are those of the printed lists.
fn three_bands(achieved: i64, partly: i64) -> Vec<QualitativeBand> {
    let band = |level, words: &[&str], upper, lower| QualitativeBand {
        level,
        words: words.iter().map(|word| Phrase::new(word)).collect(),
        upper: percent(upper),
        lower: percent(lower),
    };
    vec![
        band(
            Completion::Achieved,
            &["达成年度指标", "达成预期指标"],
            100,
            achieved,
        ),
        band(
            Completion::Partly,
            &[
                "部分达成年度指标并具有一定效果",
                "部分达成预期指标并具有一定效果",
            ],
            achieved,
            partly,
        ),
        band(
            Completion::Missed,
            &["未达成年度指标且效果较差", "未达成预期指标且效果较差"],
            partly,
            0,
        ),
    ]
}

/// The points of the branches of a layout: cost, output, benefit, satisfaction; 0 where it has none.
fn branches(points_of: [i64; 4]) -> TemplateWeights {
    let stated = |of: i64| (of > 0).then(|| points(of));
    let [cost, output, benefit, satisfaction] = points_of.map(stated);
    TemplateWeights {
        execution: None,
        cost,
        output,
        benefit,
        satisfaction,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{Origin, ScoringSettings};

    #[test]
    fn every_profile_is_valid_also_where_its_weights_are_enforced() {
        for profile in ProfileName::all() {
            let mut policy = ScoringSettings {
                profile,
                ..ScoringSettings::default()
            }
            .resolve()
            .policy;
            assert_eq!(policy.problems(), Vec::<String>::new(), "{profile}");
            policy.enforce_weights = true;
            assert_eq!(policy.problems(), Vec::<String>::new(), "{profile}");
            assert!(!profile.title().is_empty());
        }
    }

    #[test]
    fn every_figure_names_its_source() {
        for profile in ProfileName::all() {
            let settings = ScoringSettings {
                profile,
                ..ScoringSettings::default()
            };
            for key in settings.resolve().keys {
                let Origin::Profile { source, .. } = key.origin else {
                    panic!("{profile} {}: nothing is overridden", key.key);
                };
                assert!(source.chars().count() >= 4, "{profile} {}", key.key);
            }
        }
    }

    /// What each profile does otherwise than 财政部2020, figure by figure as docs state them.
    #[test]
    fn the_profiles_differ_where_their_places_do() {
        let told = |name: &str, key: &str| {
            let profile = ProfileName::all()
                .find(|known| known.name() == name)
                .unwrap();
            let settings = ScoringSettings {
                profile,
                ..ScoringSettings::default()
            };
            let keys = settings.resolve().keys;
            keys.into_iter()
                .find(|known| known.key == key)
                .unwrap()
                .value
        };
        let all = |key| {
            ["财政部2020", "财政部2021", "北京市", "湖北省", "四川省"].map(|name| told(name, key))
        };
        assert_eq!(
            all("execution_weight"),
            ["10 分", "10 分", "10 分", "20 分", "10 分"]
        );
        assert_eq!(
            all("indicator_weight"),
            ["90 分", "90 分", "90 分", "80 分", "90 分"]
        );
        assert_eq!(
            all("overachievement_bound"),
            ["150%", "150%", "150%", "150%", "130%"]
        );
        assert!(told("湖北省", "qualitative_bands").contains("部分达成 80%—50%"));
        assert!(told("北京市", "qualitative_bands").contains("部分达成 80%—60%"));
        assert!(told("四川省", "missed_limit").starts_with("线性法"));
        assert!(told("北京市", "missed_limit").starts_with("比率法"));
        assert!(
            told("财政部2021", "template_weights")
                .contains("cost-first 成本 20、产出 40、效益 20、满意度 10")
        );
        assert!(!told("财政部2020", "template_weights").contains("cost-first"));
    }
}

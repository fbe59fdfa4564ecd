//! What config.yaml states is laid over what the profile says, and where each key comes from is kept.

use super::words::InWords;
use super::{ExecutionFormula, ScoringPolicy};

/// A policy with the origin of each of its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyInForce {
    /// The policy.
    pub policy: ScoringPolicy,
    /// Its keys, in the order of config.yaml.
    pub keys: Vec<KeyInForce>,
}

impl PolicyInForce {
    /// The keys that config.yaml states for itself.
    pub fn overridden(&self) -> impl Iterator<Item = &KeyInForce> {
        let is_override = |key: &&KeyInForce| matches!(key.origin, Origin::Overridden { .. });
        self.keys.iter().filter(is_override)
    }

    /// The keys in use whose figures in the profile nobody has yet compared with the published text.
    pub fn unconfirmed(&self) -> impl Iterator<Item = &KeyInForce> {
        self.keys
            .iter()
            .filter(|key| key.origin.is_unconfirmed() && self.policy.uses(key.key))
    }
}

impl ScoringPolicy {
    /// Does anything depend on this key, as the other keys are set?
    fn uses(&self, key: &str) -> bool {
        match key {
            "execution_steps" => self.execution_formula == ExecutionFormula::Stepped,
            "execution_floor" => self.execution_formula == ExecutionFormula::Floored,
            "template_weights" => self.enforce_weights,
            _ => true,
        }
    }
}

/// One key of the policy as it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyInForce {
    /// Its name under `scoring`.
    pub key: &'static str,
    /// Its value as people read it.
    pub value: String,
    /// Where the value comes from.
    pub origin: Origin,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The profile.
    Profile {
        /// Its source.
        source: &'static str,
        /// Was the figure seen in the source's own text?
        confirmed: bool,
    },
    /// config.yaml, in the place of the profile's value.
    Overridden {
        /// The profile's value as people read it.
        replaced: String,
    },
}

impl Origin {
    fn is_unconfirmed(&self) -> bool {
        matches!(
            self,
            Self::Profile {
                confirmed: false,
                ..
            }
        )
    }
}

/// A figure of a built-in profile and where it comes from.
pub(in crate::evaluate) struct Sourced<T> {
    pub(in crate::evaluate) value: T,
    source: &'static str,
    confirmed: bool,
}

/// A figure that was seen in its source.
pub(in crate::evaluate) fn seen<T>(source: &'static str, value: T) -> Sourced<T> {
    Sourced {
        value,
        source,
        confirmed: true,
    }
}

/// A figure that is widely told of its source, but was not seen there: 待确认.
pub(in crate::evaluate) fn to_confirm<T>(source: &'static str, value: T) -> Sourced<T> {
    Sourced {
        confirmed: false,
        ..seen(source, value)
    }
}

impl<T> Sourced<T> {
    /// Where the value in force comes from, given what config.yaml states.
    pub(super) fn origin(&self, setting: &impl Layer<T>) -> Origin
    where
        T: InWords,
    {
        if setting.is_set() {
            Origin::Overridden {
                replaced: self.value.in_words(),
            }
        } else {
            Origin::Profile {
                source: self.source,
                confirmed: self.confirmed,
            }
        }
    }
}

/// What config.yaml may state in the place of a profile's value.
pub(super) trait Layer<T> {
    /// The value in force.
    fn over(&self, profile: &T) -> T;
    /// Does config.yaml state anything?
    fn is_set(&self) -> bool;
}

impl<T: Clone> Layer<T> for Option<T> {
    fn over(&self, profile: &T) -> T {
        self.as_ref().unwrap_or(profile).clone()
    }

    fn is_set(&self) -> bool {
        self.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::ScoringSettings;
    use crate::value::Weight;

    fn unconfirmed(settings: &ScoringSettings) -> Vec<&'static str> {
        let in_force = settings.resolve();
        in_force.unconfirmed().map(|key| key.key).collect()
    }

    #[test]
    fn only_figures_that_count_are_named_as_unconfirmed() {
        let mut settings = ScoringSettings::default();
        let plain = unconfirmed(&settings);
        assert!(plain.contains(&"qualitative_bands"), "{plain:?}");
        assert!(!plain.contains(&"execution_floor"), "{plain:?}");
        settings.execution_formula = Some(ExecutionFormula::Floored);
        assert!(unconfirmed(&settings).contains(&"execution_floor"));
        settings.execution_floor = Some(crate::value::Rate::ZERO);
        assert!(!unconfirmed(&settings).contains(&"execution_floor"));
    }

    #[test]
    fn what_is_stated_wins_and_everything_else_is_the_profile_s() {
        let stated = ScoringSettings {
            execution_weight: Some(Weight::new(15.into())),
            ..ScoringSettings::default()
        };
        let in_force = stated.resolve();
        let expected = ScoringPolicy {
            execution_weight: Weight::new(15.into()),
            ..ScoringPolicy::default()
        };
        assert_eq!(in_force.policy, expected);
        let overridden: Vec<&str> = in_force.overridden().map(|key| key.key).collect();
        assert_eq!(overridden, ["execution_weight"]);
        assert_eq!(
            in_force.keys[0].origin,
            Origin::Overridden {
                replaced: "10 分".to_owned()
            }
        );
    }
}

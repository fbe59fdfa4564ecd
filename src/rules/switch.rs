//! How a rule is set, whatever it checks: whether and when it runs, for whom, and how serious it is.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::custom::CustomRule;
use super::{CATALOGUE, RulesConfig};
use crate::finding::{RuleRecord, Severity, Stage};
use crate::value::FiscalYear;

/// What a rule is to one office.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum OfficeSeverity {
    /// 错误：必须更正
    Error,
    /// 警告：须核实或说明
    Warning,
    /// 提示：供参考
    Info,
    /// 不核查
    Off,
}

impl OfficeSeverity {
    /// How serious a finding is there; none where nothing is checked.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Off => None,
        }
    }

    /// The name that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.severity().map_or("不核查", Severity::label)
    }
}

/// What single offices have instead of a rule's severity, by their names in the registry.
pub type OfficeSeverities = BTreeMap<String, OfficeSeverity>;

/// How a rule is set in config.yaml.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switch<'a> {
    /// The rule's code.
    pub code: &'static str,
    /// Does it run?
    pub enabled: bool,
    /// How serious its findings are.
    pub severity: Severity,
    /// How far it is trusted.
    pub stage: Stage,
    /// The first fiscal year that it is applied to; none where there is no such bound.
    pub valid_from: Option<FiscalYear>,
    /// The last fiscal year that it is applied to; none where there is no such bound.
    pub valid_to: Option<FiscalYear>,
    /// What single offices have instead of its severity.
    pub offices: &'a OfficeSeverities,
}

/// Whose form or file is checked, and of which year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occasion<'a> {
    /// The street office, as the registry names it.
    pub(super) office: &'a str,
    /// The fiscal year; a rule is applied where it is not known.
    pub(super) year: Option<FiscalYear>,
}

impl Switch<'_> {
    /// How serious its findings are on this occasion; none where it is not applied.
    pub(super) fn severity_on(&self, occasion: Occasion<'_>) -> Option<Severity> {
        let covered = occasion.year.is_none_or(|year| self.covers(year));
        if !self.runs() || !covered {
            return None;
        }
        let severity = match self.offices.get(occasion.office) {
            Some(instead) => instead.severity()?,
            None => self.severity,
        };
        Some(match (self.stage, severity) {
            (Stage::Trial, Severity::Error) => Severity::Warning, // a rule on trial never raises an error
            (_, severity) => severity,
        })
    }

    /// Does it run at all, in whatever year and for whatever office?
    #[must_use]
    pub fn runs(&self) -> bool {
        self.enabled && self.stage != Stage::Withdrawn
    }

    /// Is it applied to every form, whatever its year and office?
    fn applies_to_all(&self) -> bool {
        let unbounded = self.valid_from.is_none() && self.valid_to.is_none();
        let spares_nobody = self.offices.values().all(|one| one.severity().is_some());
        self.runs() && unbounded && spares_nobody
    }

    fn covers(&self, year: FiscalYear) -> bool {
        let begun = self.valid_from.is_none_or(|first| first <= year);
        begun && self.valid_to.is_none_or(|last| year <= last)
    }

    /// The state of the rule as people read it: 施行, 停用, 2024 年度起试行；月坛街道：不核查.
    #[must_use]
    pub fn state(&self) -> String {
        match (self.stage, self.enabled) {
            (Stage::Withdrawn, _) => return "已撤销".to_owned(),
            (_, false) => return "停用".to_owned(),
            _ => {}
        }
        let exceptions = self.offices.iter();
        let exceptions =
            exceptions.map(|(office, instead)| format!("；{office}：{}", instead.label()));
        std::iter::once(self.term()).chain(exceptions).collect()
    }

    fn term(&self) -> String {
        let applied = if self.stage == Stage::Trial {
            "试行"
        } else {
            "施行"
        };
        match (self.valid_from, self.valid_to) {
            (None, None) => applied.to_owned(),
            (Some(first), None) => format!("{first} 年度起{applied}"),
            (None, Some(last)) => format!("{applied}至 {last} 年度"),
            (Some(first), Some(last)) if first == last => format!("{first} 年度{applied}"),
            (Some(first), Some(last)) => format!("{first} 至 {last} 年度{applied}"),
        }
    }
}

impl RulesConfig {
    /// Every rule as it stands in a batch, in the order of the manual; the configured ones behind.
    #[must_use]
    pub fn records(&self) -> Vec<RuleRecord> {
        CATALOGUE
            .iter()
            .zip(self.switches())
            .map(|(listed, switch)| RuleRecord {
                code: listed.meta.code.into(),
                title: listed.meta.title.into(),
                family: listed.family,
                severity: switch.severity,
                stage: switch.stage,
                state: switch.state(),
                applies_to_all: switch.applies_to_all(),
            })
            .chain(self.custom.iter().map(CustomRule::record))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(number: u16) -> Option<FiscalYear> {
        FiscalYear::try_from(number).ok()
    }

    fn switch(offices: &OfficeSeverities) -> Switch<'_> {
        Switch {
            code: "B101",
            enabled: true,
            severity: Severity::Error,
            stage: Stage::InForce,
            valid_from: None,
            valid_to: None,
            offices,
        }
    }

    fn on(switch: Switch<'_>, office: &str, number: u16) -> Option<Severity> {
        let year = year(number);
        switch.severity_on(Occasion { office, year })
    }

    #[test]
    fn both_bounds_belong_to_the_term() {
        let none = OfficeSeverities::new();
        let bounded = Switch {
            valid_from: year(2023),
            valid_to: year(2024),
            ..switch(&none)
        };
        let applied: Vec<u16> = (2021..=2026)
            .filter(|number| on(bounded, "椿树街道", *number).is_some())
            .collect();
        assert_eq!(applied, [2023, 2024]);
        let unknown = Occasion {
            office: "",
            year: None,
        };
        assert_eq!(bounded.severity_on(unknown), Some(Severity::Error));
    }

    #[test]
    fn offices_have_their_own_severity() {
        let offices = OfficeSeverities::from([
            ("月坛街道".to_owned(), OfficeSeverity::Off),
            ("椿树街道".to_owned(), OfficeSeverity::Info),
        ]);
        let rule = switch(&offices);
        assert_eq!(on(rule, "月坛街道", 2024), None);
        assert_eq!(on(rule, "椿树街道", 2024), Some(Severity::Info));
        assert_eq!(on(rule, "牛街街道", 2024), Some(Severity::Error));
    }

    #[test]
    fn a_rule_on_trial_raises_no_error_for_any_office() {
        let offices = OfficeSeverities::from([("椿树街道".to_owned(), OfficeSeverity::Error)]);
        let trial = Switch {
            stage: Stage::Trial,
            severity: Severity::Info,
            ..switch(&offices)
        };
        assert_eq!(on(trial, "椿树街道", 2024), Some(Severity::Warning));
        assert_eq!(on(trial, "牛街街道", 2024), Some(Severity::Info));
        let grave = Switch {
            severity: Severity::Error,
            ..trial
        };
        assert_eq!(on(grave, "牛街街道", 2024), Some(Severity::Warning));
    }

    #[test]
    fn disabled_and_withdrawn_rules_are_not_applied_whatever_an_office_has() {
        let offices = OfficeSeverities::from([("椿树街道".to_owned(), OfficeSeverity::Error)]);
        let disabled = Switch {
            enabled: false,
            ..switch(&offices)
        };
        let withdrawn = Switch {
            stage: Stage::Withdrawn,
            ..switch(&offices)
        };
        assert_eq!(on(disabled, "椿树街道", 2024), None);
        assert_eq!(on(withdrawn, "椿树街道", 2024), None);
    }

    #[test]
    fn a_rule_applies_to_all_unless_a_year_or_an_office_is_left_out() {
        let none = OfficeSeverities::new();
        let lower = OfficeSeverities::from([("椿树街道".to_owned(), OfficeSeverity::Info)]);
        let spared = OfficeSeverities::from([("椿树街道".to_owned(), OfficeSeverity::Off)]);
        let rule = switch(&none);
        assert!(rule.applies_to_all() && switch(&lower).applies_to_all());
        let bounded = Switch {
            valid_to: year(2026),
            ..rule
        };
        let disabled = Switch {
            enabled: false,
            ..rule
        };
        for limited in [switch(&spared), bounded, disabled] {
            assert!(!limited.applies_to_all(), "{}", limited.state());
        }
    }

    #[test]
    fn the_states_are_told_apart() {
        let none = OfficeSeverities::new();
        let some = OfficeSeverities::from([("月坛街道".to_owned(), OfficeSeverity::Off)]);
        let (first, last) = (year(2024), year(2026));
        let rule = switch(&none);
        let state = |switch: Switch<'_>| switch.state();
        assert_eq!(state(rule), "施行");
        assert_eq!(
            state(Switch {
                enabled: false,
                ..rule
            }),
            "停用"
        );
        assert_eq!(
            state(Switch {
                stage: Stage::Withdrawn,
                ..rule
            }),
            "已撤销"
        );
        assert_eq!(
            state(Switch {
                valid_from: first,
                ..rule
            }),
            "2024 年度起施行"
        );
        assert_eq!(
            state(Switch {
                valid_to: last,
                ..rule
            }),
            "施行至 2026 年度"
        );
        let bounded = Switch {
            valid_from: first,
            valid_to: last,
            ..rule
        };
        assert_eq!(state(bounded), "2024 至 2026 年度施行");
        assert_eq!(
            state(Switch {
                valid_to: first,
                ..bounded
            }),
            "2024 年度施行"
        );
        let trial = Switch {
            stage: Stage::Trial,
            offices: &some,
            ..rule
        };
        assert_eq!(state(trial), "试行；月坛街道：不核查");
    }
}

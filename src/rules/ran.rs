//! A rule that was run: as it is set for one form or file, what it said, and who says so in a finding.

use std::borrow::Cow;

use super::rule::{Meta, Verdict};
use super::switch::{Occasion, Switch};
use crate::finding::{Code, Family, Finding, RuleRun, Severity, Stage};

/// A rule with its settings for one form or file, and what it said of it.
pub(super) struct Ran {
    pub(super) meta: &'static Meta,
    pub(super) family: Family,
    pub(super) severity: Severity,
    pub(super) stage: Stage,
    pub(super) verdict: Verdict,
}

/// Who speaks in a finding: a rule of the catalogue or of the configuration, as it is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Speaker {
    pub(super) code: Code,
    pub(super) title: Cow<'static, str>,
    pub(super) family: Family,
    /// As it counts: of a rule on trial never an error.
    pub(super) severity: Severity,
    pub(super) stage: Stage,
}

impl Ran {
    /// Runs a rule, unless it is disabled, withdrawn or not meant for this year or this office.
    pub(super) fn of(
        meta: &'static Meta,
        family: Family,
        switch: Switch<'_>,
        occasion: Occasion<'_>,
        check: impl FnOnce() -> Verdict,
    ) -> Self {
        let severity = switch.severity_on(occasion);
        Self {
            meta,
            family,
            severity: severity.unwrap_or(switch.severity),
            stage: switch.stage,
            verdict: severity.map_or(Verdict::NotApplicable, |_| check()),
        }
    }

    /// Who speaks in its findings.
    pub(super) fn speaker(&self) -> Speaker {
        Speaker {
            code: self.meta.code.into(),
            title: self.meta.title.into(),
            family: self.family,
            severity: self.severity,
            stage: self.stage,
        }
    }
}

/// What the rules say about one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// All findings, by form and in the catalogue's order.
    pub findings: Vec<Finding>,
    /// How each rule fared on each form.
    pub runs: Vec<RuleRun>,
}

impl Checked {
    /// Puts what was found elsewhere behind what was found so far.
    pub fn add(&mut self, further: Self) {
        self.findings.extend(further.findings);
        self.runs.extend(further.runs);
    }
}

//! Findings counted: by form, by severity, and whether they say that money is over budget.

use std::collections::BTreeMap;

use crate::finding::{Finding, OVER_FULL_YEAR_BUDGET, OVER_INITIAL_BUDGET, Severity};
use crate::submission::{Assessed, Source};

/// Where a form stands, as its findings name it: id, file, sheet.
pub(super) type FormPlace<'a> = (&'a str, &'a str, &'a str);

/// Findings by severity, and whether money is over budget.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct FindingCounts {
    pub(super) error: i64,
    pub(super) warning: i64,
    pub(super) info: i64,
    /// B101 was raised.
    pub(super) over_initial: bool,
    /// B102 was raised.
    pub(super) over_full_year: bool,
}

/// The place of a form.
pub(super) fn place<'a>(source: &'a Source, assessed: &'a Assessed) -> FormPlace<'a> {
    (&assessed.form_id, &source.file, &assessed.form.sheet)
}

/// The place of the form that a finding is about.
pub(super) fn place_of(finding: &Finding) -> FormPlace<'_> {
    let subject = &finding.subject;
    (
        &subject.form_id,
        &subject.source_file,
        &subject.source_sheet,
    )
}

/// The counts of every form that has findings.
pub(super) fn by_form(findings: &[Finding]) -> BTreeMap<FormPlace<'_>, FindingCounts> {
    let mut counts: BTreeMap<_, FindingCounts> = BTreeMap::new();
    for finding in findings {
        counts.entry(place_of(finding)).or_default().add(finding);
    }
    counts
}

impl FindingCounts {
    fn add(&mut self, finding: &Finding) {
        match finding.severity {
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Info => self.info += 1,
        }
        self.over_initial |= finding.code == OVER_INITIAL_BUDGET;
        self.over_full_year |= finding.code == OVER_FULL_YEAR_BUDGET;
    }
}

impl<'f> FromIterator<&'f Finding> for FindingCounts {
    fn from_iter<I: IntoIterator<Item = &'f Finding>>(findings: I) -> Self {
        let mut counts = Self::default();
        findings.into_iter().for_each(|finding| counts.add(finding));
        counts
    }
}

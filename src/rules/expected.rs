//! Runs the rules about what was expected over the roster: one check per office and per project.

use super::engine::collect;
use super::ran::Checked;
use super::rule::{Circumstances, ExpectedSubject};
use super::{RulesConfig, run_expected_rules};
use crate::finding::{Finding, FindingSubject};
use crate::submission::{Roster, RosterRow};

/// Runs every enabled rule over a roster. Its findings name an office and a project, and no file.
#[must_use]
pub fn check_expected(
    roster: &Roster,
    config: &RulesConfig,
    circumstances: &Circumstances<'_>,
) -> Checked {
    let mut checked = Checked::default();
    for row in &roster.rows {
        let subject = ExpectedSubject {
            row,
            registry: circumstances.registry,
            fiscal_year: circumstances.fiscal_year,
        };
        let ran = run_expected_rules(&subject, config);
        collect(&ran, &finding_subject(row), &mut checked);
    }
    point_at_offices(&mut checked.findings);
    checked
}

fn finding_subject(row: &RosterRow) -> FindingSubject {
    let project = row.project.as_ref();
    FindingSubject {
        street_office: row.office.clone(),
        project_name: project.map_or("", |project| project.label()).to_owned(),
        ..FindingSubject::default()
    }
}

/// Where a whole office did not report, its projects are echoes of that.
fn point_at_offices(findings: &mut [Finding]) {
    let is_of_office = |finding: &&Finding| finding.subject.project_name.is_empty();
    let offices: Vec<Finding> = findings.iter().filter(is_of_office).cloned().collect();
    let projects = findings
        .iter_mut()
        .filter(|finding| !finding.subject.project_name.is_empty());
    for finding in projects {
        let same = |office: &&Finding| {
            office.code == finding.code
                && office.subject.street_office == finding.subject.street_office
        };
        finding.caused_by = offices.iter().find(same).map(|office| office.id.clone());
    }
}

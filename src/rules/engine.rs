//! Runs the catalogue over one file: verdicts → findings and rule states, root causes first.

use std::collections::BTreeMap;

use super::custom::{self, Said};
use super::ran::{Checked, Ran, Speaker};
use super::rule::{Circumstances, FileSubject, FormSubject, Hit, Verdict};
use super::{RulesConfig, run_file_rules, run_form_rules, suggestion};
use crate::comparison::Comparison;
use crate::finding::{Code, Finding, FindingSubject, RelatedCell, RuleRun, RunState};
use crate::form::Form;
use crate::grid::CellRef;
use crate::submission::{Assessed, Standing, Submission, short_hash};

/// The one rule that speaks of a form of which a newer version counts.
pub(super) const SUPERSEDED_VERSION: &str = "F106";

/// Runs the rules over a file and its forms, with one run for every rule and form, applied or not;
/// `comparisons` are of its forms, in their order.
#[must_use]
pub fn check(
    submission: &Submission,
    comparisons: &[Comparison],
    config: &RulesConfig,
    circumstances: &Circumstances<'_>,
) -> Checked {
    let mut checked = Checked::default();
    let subject = FindingSubject {
        street_office: submission.source.street_office.clone(),
        source_file: submission.source.file.clone(),
        ..FindingSubject::default()
    };
    let of_file = FileSubject {
        submission,
        fiscal_year: circumstances.fiscal_year,
    };
    let ran = run_file_rules(&of_file, config);
    collect(&ran, &subject, &mut checked);
    let alone = Comparison::default();
    for (form, assessed) in submission.forms().iter().enumerate() {
        let comparison = comparisons.get(form).unwrap_or(&alone);
        let subject = FormSubject::of(assessed, comparison, circumstances);
        let mut ran = run_form_rules(&subject, config);
        if !assessed.standing.counts() {
            silence_all_but(SUPERSEDED_VERSION, &mut ran);
        }
        let said = custom::check(circumstances.custom, &submission.source, assessed);
        checked.add(checked_form(submission, &subject, &ran, &said));
    }
    checked
}

/// What the rules would say of a version that does not count if it did, beside F106; nothing of this
/// is counted anywhere.
pub(super) fn check_version(
    submission: &Submission,
    assessed: &Assessed,
    comparison: &Comparison,
    config: &RulesConfig,
    circumstances: &Circumstances<'_>,
) -> Checked {
    let counting = Assessed {
        standing: Standing::Current,
        ..assessed.clone()
    };
    let subject = FormSubject::of(&counting, comparison, circumstances);
    checked_form(submission, &subject, &run_form_rules(&subject, config), &[])
}

/// The findings on a form, each on its sheet.
fn checked_form(
    submission: &Submission,
    subject: &FormSubject<'_>,
    ran: &[Ran],
    custom: &[Said<'_>],
) -> Checked {
    let mut checked = Checked::default();
    let about = form_subject(submission, subject.assessed);
    collect(ran, &about, &mut checked);
    suggestion::add_to(&mut checked.findings, ran, subject);
    collect_custom(custom, &about, &mut checked);
    for finding in &mut checked.findings {
        put_on_sheet(finding, subject.form);
    }
    checked
}

/// A form that goes on on a further sheet: its findings name the sheet on which their cell stands.
fn put_on_sheet(finding: &mut Finding, form: &Form) {
    if form.further_sheets.is_empty() {
        return;
    }
    if let Some(at) = finding.at {
        let (sheet, at) = form.place(at);
        sheet.clone_into(&mut finding.subject.source_sheet);
        finding.at = Some(at);
    }
    for related in &mut finding.related {
        let (sheet, at) = form.place(related.at);
        let elsewhere = sheet != finding.subject.source_sheet;
        *related = RelatedCell {
            sheet: elsewhere.then(|| sheet.to_owned()),
            at,
        };
    }
}

/// What is wrong with a version that does not count is of no interest.
fn silence_all_but(code: &str, ran: &mut [Ran]) {
    for rule in ran.iter_mut().filter(|rule| rule.meta.code != code) {
        rule.verdict = Verdict::NotApplicable;
    }
}

fn form_subject(submission: &Submission, assessed: &Assessed) -> FindingSubject {
    FindingSubject {
        form_id: assessed.form_id.clone(),
        street_office: assessed.street_office().to_owned(),
        project_name: assessed.project_name().to_owned(),
        source_file: submission.source.file.clone(),
        source_sheet: assessed.form.sheet.clone(),
    }
}

/// Turns verdicts into findings: the less specific are dropped, echoes point at their root.
pub(super) fn collect(ran: &[Ran], subject: &FindingSubject, checked: &mut Checked) {
    let mut found: Vec<Finding> = Vec::new();
    let mut states: BTreeMap<&'static str, RunState> = BTreeMap::new();
    for rule in ran {
        states.insert(rule.meta.code, state(&rule.verdict));
        if let Verdict::Checked(hits) = &rule.verdict {
            let speaker = rule.speaker();
            found.extend(hits.iter().map(|hit| finding(&speaker, hit, subject)));
        }
    }
    let found = drop_silenced(found, ran, &mut states);
    checked.findings.extend(point_at_roots(number(found), ran));
    checked
        .runs
        .extend(states.into_iter().map(|(code, state)| RuleRun {
            code: code.into(),
            form_id: subject.form_id.clone(),
            state,
        }));
}

fn state(verdict: &Verdict) -> RunState {
    match verdict {
        Verdict::NotApplicable => RunState::NotApplicable,
        Verdict::CouldNotRun => RunState::CouldNotRun,
        Verdict::Checked(hits) if hits.is_empty() => RunState::Passed,
        Verdict::Checked(_) => RunState::Raised,
    }
}

/// Configured rules relate to no other: none silences or causes.
fn collect_custom(said: &[Said<'_>], subject: &FindingSubject, checked: &mut Checked) {
    let mut found = Vec::new();
    for Said { speaker, verdict } in said {
        checked.runs.push(RuleRun {
            code: speaker.code.clone(),
            form_id: subject.form_id.clone(),
            state: state(verdict),
        });
        if let Verdict::Checked(hits) = verdict {
            found.extend(hits.iter().map(|hit| finding(speaker, hit, subject)));
        }
    }
    checked.findings.extend(number(found));
}

fn finding(speaker: &Speaker, hit: &Hit, subject: &FindingSubject) -> Finding {
    // The gravest severity is the least.
    let severity = hit
        .at_most
        .map_or(speaker.severity, |most| speaker.severity.max(most));
    Finding {
        id: String::new(),
        code: speaker.code.clone(),
        title: speaker.title.clone(),
        family: speaker.family,
        severity,
        stage: speaker.stage,
        caused_by: None,
        subject: subject.clone(),
        message: hit.message.clone(),
        declared: hit.declared.clone(),
        expected: hit.expected.clone(),
        difference: hit.difference.clone(),
        at: hit.at,
        related: hit.related.iter().copied().map(related).collect(),
    }
}

fn related(at: CellRef) -> RelatedCell {
    RelatedCell { sheet: None, at }
}

/// One fault gives one finding, at its most specific rule.
fn drop_silenced(
    found: Vec<Finding>,
    ran: &[Ran],
    states: &mut BTreeMap<&'static str, RunState>,
) -> Vec<Finding> {
    let speaks_for = |code: &str, silenced: &str| {
        ran.iter()
            .any(|rule| rule.meta.code == code && rule.meta.silences.contains(&silenced))
    };
    let silenced: Vec<bool> = found
        .iter()
        .map(|less| {
            found.iter().any(|more| {
                more.at == less.at && speaks_for(more.code.as_str(), less.code.as_str())
            })
        })
        .collect();
    let kept: Vec<Finding> = found
        .into_iter()
        .zip(silenced)
        .filter_map(|(finding, silenced)| (!silenced).then_some(finding))
        .collect();
    for (code, state) in states {
        if *state == RunState::Raised && !kept.iter().any(|finding| finding.code == *code) {
            *state = RunState::NotApplicable;
        }
    }
    kept
}

/// Gives every finding its stable id: form (or file, or what was expected), rule, cell, and a number where one rule says
/// several things about one cell.
fn number(found: Vec<Finding>) -> Vec<Finding> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    found
        .into_iter()
        .map(|mut finding| {
            let about = about(&finding.subject);
            let cell = finding.at.map(|at| at.to_string()).unwrap_or_default();
            let key = format!("{about}\u{1f}{}\u{1f}{cell}", finding.code);
            let count = seen.entry(key.clone()).or_default();
            *count += 1;
            finding.id = if *count == 1 {
                short_hash(&key)
            } else {
                short_hash(&format!("{key}\u{1f}{count}"))
            };
            finding
        })
        .collect()
}

/// What a finding's id is made from: the form, else the file, else what did not come.
fn about(subject: &FindingSubject) -> String {
    let FindingSubject {
        form_id,
        street_office,
        project_name,
        source_file,
        ..
    } = subject;
    match (form_id.is_empty(), source_file.is_empty()) {
        (false, _) => form_id.clone(),
        (true, false) => source_file.clone(),
        (true, true) => format!("{street_office}\u{1f}{project_name}"),
    }
}

fn point_at_roots(mut found: Vec<Finding>, ran: &[Ran]) -> Vec<Finding> {
    let roots: Vec<(Code, Option<CellRef>, String)> = found
        .iter()
        .map(|finding| (finding.code.clone(), finding.at, finding.id.clone()))
        .collect();
    for finding in &mut found {
        let causes = ran
            .iter()
            .find(|rule| finding.code == rule.meta.code)
            .map_or(&[][..], |rule| rule.meta.caused_by);
        finding.caused_by = roots
            .iter()
            .filter(|(code, _, _)| causes.contains(&code.as_str()))
            .max_by_key(|(_, at, _)| {
                *at == finding.at || at.is_some_and(|at| finding.related.contains(&related(at)))
            })
            .map(|(_, _, id)| id.clone());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::ScoringPolicy;
    use crate::finding::{Severity, Stage};
    use crate::registry::Registry;
    use crate::rules::fixture::Fixture;
    use crate::rules::{CATALOGUE, OfficeSeverity};
    use crate::submission::{Clock, Order, Outcome, Source, Version};
    use crate::value::{FiscalYear, Moment};

    fn checked(standing: Standing) -> Checked {
        checked_by(standing, &RulesConfig::default())
    }

    fn checked_by(standing: Standing, config: &RulesConfig) -> Checked {
        let faulty = Fixture::new()
            .head("项目负责人", "")
            .standing(standing)
            .subject()
            .assessed
            .clone();
        checked_form_by(faulty, config)
    }

    fn checked_form_by(form: Assessed, config: &RulesConfig) -> Checked {
        let submission = Submission {
            source: Source::default(),
            outcome: Outcome::Assessed {
                forms: vec![form],
                notes: Vec::new(),
            },
        };
        let circumstances = Circumstances {
            policy: &ScoringPolicy::default(),
            registry: &Registry::default(),
            fiscal_year: FiscalYear::try_from(2024).ok(),
            custom: &[],
        };
        check(&submission, &[], config, &circumstances)
    }

    fn state_of(checked: &Checked, code: &str) -> RunState {
        let run = checked.runs.iter().find(|run| run.code == code);
        run.unwrap().state
    }

    #[test]
    fn rules_that_are_not_applied_say_nothing_and_have_a_run() {
        let year = |number| FiscalYear::try_from(number).ok();
        let mut configs: [RulesConfig; 4] = Default::default();
        configs[0].M101.enabled = false;
        configs[1].M101.stage = Stage::Withdrawn;
        configs[2].M101.valid_from = year(2025);
        configs[3].M101.offices = [("椿树街道".to_owned(), OfficeSeverity::Off)].into();
        for config in &configs {
            let checked = checked_by(Standing::Current, config);
            assert!(!codes(&checked).contains(&"M101"));
            assert_eq!(state_of(&checked, "M101"), RunState::NotApplicable);
            // F107 is about what was expected, not about a form or its file.
            assert_eq!(checked.runs.len(), CATALOGUE.len() - 1);
        }
        let mut config = RulesConfig::default();
        config.M101.valid_to = year(2024);
        config.M101.offices = [("椿树街道".to_owned(), OfficeSeverity::Info)].into();
        let checked = checked_by(Standing::Current, &config);
        let found = checked.findings.iter().find(|found| found.code == "M101");
        assert_eq!(found.unwrap().severity, Severity::Info);
    }

    #[test]
    fn a_term_is_of_the_form_s_own_year() {
        let of_2023 = Fixture::new().year("（2023年度）").head("项目负责人", "");
        let form = of_2023.subject().assessed.clone();
        let state = |first: u16| {
            let mut config = RulesConfig::default();
            config.M101.valid_from = FiscalYear::try_from(first).ok();
            state_of(&checked_form_by(form.clone(), &config), "M101")
        };
        assert_eq!(state(2023), RunState::Raised);
        assert_eq!(state(2024), RunState::NotApplicable);
    }

    fn version() -> Version {
        Version {
            file: "椿树街道/定稿.xlsx".to_owned(),
            sheet: "Sheet1".to_owned(),
            at: "A1".parse().unwrap(),
        }
    }

    fn codes(checked: &Checked) -> Vec<&str> {
        checked
            .findings
            .iter()
            .map(|found| found.code.as_str())
            .collect()
    }

    #[test]
    fn of_a_superseded_version_nothing_else_is_said() {
        let moment = |text| Moment::parse(text).unwrap();
        let checked = checked(Standing::Superseded {
            by: version(),
            order: Order {
                clock: Clock::Saved,
                own: moment("2025-03-01T00:00:00Z"),
                newer: moment("2025-03-02T00:00:00Z"),
            },
        });
        assert_eq!(codes(&checked), [SUPERSEDED_VERSION]);
        let others = checked.runs.iter().filter(|run| !run.form_id.is_empty());
        for run in others.filter(|run| run.code != SUPERSEDED_VERSION) {
            assert_eq!(run.state, RunState::NotApplicable, "{}", run.code);
        }
    }

    #[test]
    fn contested_versions_are_checked_like_any_other() {
        let checked = checked(Standing::Contested {
            with: vec![version()],
            others: 1,
        });
        let codes = codes(&checked);
        assert!(codes.contains(&SUPERSEDED_VERSION) && codes.contains(&"M101"));
    }
}

//! What an office sent: its forms, and the files that came to nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::FormKind;
use crate::registry::ExpectedProject;
use crate::submission::{Assessed, Outcome, Source, Submission};
use crate::value::FiscalYear;
use crate::value::text::{normal_form, similarity};

/// From so alike on a name is suggested.
const NEARLY_THE_SAME: f64 = 0.6;
/// So many names are suggested at most.
const MOST_NEAR: usize = 2;
/// A shorter name is found in too many file names.
const SHORTEST_NAME: usize = 4;

/// One form with the file that it came in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Came<'a> {
    pub(super) source: &'a Source,
    pub(super) form: &'a Assessed,
}

impl Came<'_> {
    /// Is it of this year, as far as anybody knows?
    pub(super) fn is_of(&self, year: Option<FiscalYear>) -> bool {
        let years = self.form.fiscal_year().zip(year);
        years.is_none_or(|(own, year)| own == year)
    }

    /// Does it report on a project, and not on a whole department?
    pub(super) fn is_of_project(&self) -> bool {
        self.form.form.kind != FormKind::Department
    }

    /// 项目编码, as it was typed.
    pub(super) fn code(&self) -> &str {
        let code = self.form.form.head.project_code.value();
        code.map_or("", String::as_str)
    }

    /// The project as the form names it.
    pub(super) fn project(&self) -> ExpectedProject {
        let name = self.form.project_name();
        let nameless = name.is_empty() && self.code().is_empty();
        ExpectedProject {
            name: if nameless {
                "（未写项目名称）"
            } else {
                name
            }
            .to_owned(),
            code: self.code().to_owned(),
        }
    }
}

/// A file that came instead of what is missing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instead {
    /// Path below the input folder.
    pub file: String,
    /// Why it does not report what is missing, in words.
    pub why: String,
    /// Where it says that the office has no project, and with which words.
    pub says_nil: Option<String>,
}

/// Every form of the batch, superseded versions included, by the office that it belongs to.
pub(super) fn by_office(submissions: &[Submission]) -> BTreeMap<&str, Vec<Came<'_>>> {
    let mut offices: BTreeMap<&str, Vec<Came<'_>>> = BTreeMap::new();
    for submission in submissions {
        let source = &submission.source;
        for form in submission.forms() {
            let of_office = offices.entry(form.street_office()).or_default();
            of_office.push(Came { source, form });
        }
    }
    offices
}

/// The files of the forms that count, by name, each once.
pub(super) fn counting_files(came: &[&Came<'_>]) -> Vec<String> {
    let counting = came.iter().filter(|came| came.form.standing.counts());
    let files: BTreeSet<&String> = counting.map(|came| &came.source.file).collect();
    files.into_iter().cloned().collect()
}

/// How many forms came beyond one for each project.
pub(super) fn further_versions<'c, 'a: 'c>(
    came: impl Iterator<Item = &'c Came<'a>> + Clone,
) -> usize {
    let identities: BTreeSet<&str> = came
        .clone()
        .map(|came| came.form.identity.as_str())
        .collect();
    came.count().saturating_sub(identities.len())
}

/// What an office sent that reports nothing for the year.
pub(super) fn instead(
    submissions: &[Submission],
    office: &str,
    year: Option<FiscalYear>,
) -> Vec<Instead> {
    submissions
        .iter()
        .filter_map(|submission| of_no_use(submission, office, year))
        .collect()
}

fn of_no_use(submission: &Submission, office: &str, year: Option<FiscalYear>) -> Option<Instead> {
    let source = &submission.source;
    let why = match &submission.outcome {
        Outcome::Refused(_) if source.street_office == office => "无法读取".to_owned(),
        Outcome::NoForm { .. } if source.street_office == office => "未识别到自评表".to_owned(),
        Outcome::Assessed { .. } => {
            let mut forms = submission.counting_forms();
            forms.find_map(|form| {
                let came = Came { source, form };
                let other = form.fiscal_year().filter(|_| !came.is_of(year))?;
                (form.street_office() == office).then(|| format!("是 {other} 年度的自评表"))
            })?
        }
        _ => return None,
    };
    Some(Instead {
        file: source.file.clone(),
        why,
        says_nil: source.says_nil.clone(),
    })
}

/// What came instead of one project: files called after it, and its forms of other years.
pub(super) fn instead_of<'c, 'a: 'c>(
    project: &ExpectedProject,
    instead: Vec<Instead>,
    of_other_years: impl Iterator<Item = &'c Came<'a>>,
) -> Vec<Instead> {
    let name = normal_form(&project.name);
    let is_long = name.chars().count() >= SHORTEST_NAME;
    let forms: BTreeSet<&str> = of_other_years
        .filter(|came| project.has_code(came.code()) || project.has_name(came.form.project_name()))
        .map(|came| came.source.file.as_str())
        .collect();
    let about = |one: &Instead| {
        forms.contains(one.file.as_str()) || (is_long && normal_form(&one.file).contains(&name))
    };
    instead.into_iter().filter(about).collect()
}

/// The projects that nobody expected and whose names are nearly this one, the nearest first.
pub(super) fn near<'c, 'a: 'c>(
    project: &ExpectedProject,
    unexpected: impl Iterator<Item = &'c Came<'a>>,
) -> Vec<String> {
    let names: BTreeSet<&str> = unexpected.map(|came| came.form.project_name()).collect();
    let mut near: Vec<(f64, &str)> = names
        .into_iter()
        .map(|name| (similarity(&project.name, name), name))
        .filter(|(alike, name)| *alike >= NEARLY_THE_SAME && !name.is_empty())
        .collect();
    near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let nearest = near.into_iter().take(MOST_NEAR);
    nearest.map(|(_, name)| name.to_owned()).collect()
}

//! What the batch is held against beside itself: the approved-budget ledger and last year, read before
//! anything else, since what the configuration names must be readable.

use super::reading::read_folder;
use super::{Observer, PipelineError};
use crate::comparison::{
    BesideError, Comparison, Comparisons, Counterpart, EarlierForm, LastYear, LastYearSettings,
    Ledger, Matched, Party, Side, Step, Whereabouts, matched,
};
use crate::config::Settings;
use crate::form::FormKind;
use crate::intake::load_file;
use crate::note::Note;
use crate::registry::Registry;
use crate::report::Watch;
use crate::submission::{Assessed, Source, Submission, batch};
use crate::tables::{self, Terms};
use crate::value::FiscalYear;

/// What the configuration names to compare with.
#[derive(Debug, Default)]
pub(super) struct Beside {
    ledger: Option<Ledger>,
    last_year: Option<LastYear>,
}

/// Nobody is told of last year being read, but the run may be stopped meanwhile.
struct Untold<'a>(&'a dyn Observer);

impl Watch for Untold<'_> {
    fn should_stop(&self) -> bool {
        self.0.should_stop()
    }
}

impl Observer for Untold<'_> {}

impl Beside {
    /// Reads what is configured.
    pub(super) fn read(
        settings: &Settings,
        observer: &dyn Observer,
    ) -> Result<Self, PipelineError> {
        let ledger = settings.budget_ledger.as_ref();
        let last_year = settings.last_year.as_ref();
        Ok(Self {
            ledger: ledger
                .map(|ledger| Ledger::read(ledger, &settings.limits))
                .transpose()?,
            last_year: last_year
                .map(|earlier| last_year_of(earlier, settings, &Untold(observer)))
                .transpose()?,
        })
    }

    /// Holds every form against both; `year` is the batch's.
    pub(super) fn compare(
        self,
        submissions: &[Submission],
        settings: &Settings,
        year: Option<FiscalYear>,
    ) -> Result<Comparisons, PipelineError> {
        let mut comparisons = Comparisons::of(submissions);
        let ours = Ours::of(submissions);
        if let (Some(ledger), Some(terms)) = (self.ledger, &settings.budget_ledger) {
            tell(&ledger.notes);
            let terms = Terms {
                steps: &[Step::Code, Step::Name],
                by_office: ledger.has_offices,
                similar: terms.similarity,
            };
            let matched = against_ledger(&ours, &ledger, terms, &settings.registry)?;
            comparisons.ledger_rest = Some(matched.rest);
            ours.note(&mut comparisons, matched.ours, |one, found| {
                one.ledger = Some(found);
            });
        }
        if let (Some(earlier), Some(terms)) = (self.last_year, &settings.last_year) {
            let earlier = earlier.before(year)?;
            tell(&earlier.notes);
            let terms = Terms {
                steps: &[Step::Code, Step::UnitAndName, Step::Name],
                by_office: true,
                similar: terms.similarity,
            };
            let matched = against_last_year(&ours, &earlier, terms)?;
            comparisons.last_year_rest = Some(matched.rest);
            ours.note(&mut comparisons, matched.ours, |one, found| {
                one.last_year = Some(found);
            });
        }
        Ok(comparisons)
    }

    /// What was compared with, for the explanations: file names and digests.
    pub(super) fn facts(&self) -> Vec<(String, String)> {
        let ledger = self.ledger.iter().map(|ledger| {
            let lines = ledger.lines.len();
            (
                "批复预算台账".to_owned(),
                format!("{}，{lines} 个项目，BLAKE3 {}", ledger.file, ledger.blake3),
            )
        });
        let last_year = self.last_year.iter().map(|earlier| {
            (
                "上年度资料".to_owned(),
                format!("{} 张自评表", earlier.forms.len()),
            )
        });
        ledger.chain(last_year).collect()
    }
}

/// What had to be left out or inferred is told at once.
fn tell(notes: &[Note]) {
    for note in notes {
        tracing::warn!("{note}");
    }
}

/// The forms that are compared, with where they stand in the batch.
struct Ours<'a> {
    places: Vec<(usize, usize)>,
    forms: Vec<(&'a Source, &'a Assessed)>,
    told: Vec<String>,
}

impl<'a> Ours<'a> {
    /// The forms on projects that count.
    fn of(submissions: &'a [Submission]) -> Self {
        let mut ours = Self {
            places: Vec::new(),
            forms: Vec::new(),
            told: Vec::new(),
        };
        for (submission, file) in submissions.iter().enumerate() {
            for (form, assessed) in file.forms().iter().enumerate() {
                if assessed.standing.counts() && assessed.form.kind != FormKind::Department {
                    ours.places.push((submission, form));
                    ours.forms.push((&file.source, assessed));
                    ours.told.push(told(&file.source, assessed));
                }
            }
        }
        ours
    }

    fn parties(&self) -> Vec<Party> {
        let party = |(_, one): &(&Source, &Assessed)| {
            let code = one
                .form
                .head
                .project_code
                .value()
                .map_or("", String::as_str);
            Party::of(
                code,
                one.street_office(),
                one.implementing_unit(),
                one.project_name(),
            )
        };
        self.forms.iter().map(party).collect()
    }

    /// Puts down what was found, form by form.
    fn note<T>(
        &self,
        comparisons: &mut Comparisons,
        found: Vec<Counterpart<T>>,
        put: fn(&mut Comparison, Counterpart<T>),
    ) {
        for ((submission, form), found) in self.places.iter().zip(found) {
            if let Some(comparison) = comparisons.of_form(*submission, *form) {
                put(comparison, found);
            }
        }
    }
}

/// `“绿化工程”（椿树街道/表.xlsx!自评表!A1）`
fn told(source: &Source, assessed: &Assessed) -> String {
    let form = &assessed.form;
    let (name, file, at) = (assessed.project_name(), &source.file, form.area.first);
    format!("自评表“{name}”（{file}!{}!{at}）", form.sheet)
}

fn against_ledger(
    ours: &Ours<'_>,
    ledger: &Ledger,
    terms: Terms<'_>,
    registry: &Registry,
) -> Result<Matched<crate::comparison::LedgerLine>, PipelineError> {
    let theirs: Vec<Party> = ledger
        .lines
        .iter()
        .map(|line| line.party(registry))
        .collect();
    let told: Vec<String> = ledger
        .lines
        .iter()
        .map(|line| format!("台账项目{}", line.told()))
        .collect();
    compared(&ours.parties(), ours, &theirs, &told, terms, &ledger.lines)
}

fn against_last_year(
    ours: &Ours<'_>,
    earlier: &LastYear,
    terms: Terms<'_>,
) -> Result<Matched<EarlierForm>, PipelineError> {
    let theirs: Vec<Party> = earlier.forms.iter().map(EarlierForm::party).collect();
    let told: Vec<String> = earlier
        .forms
        .iter()
        .map(|form| format!("上年度自评表{}", form.told()))
        .collect();
    let parties: Vec<Party> = ours.parties().into_iter().map(Party::of_any_year).collect();
    compared(&parties, ours, &theirs, &told, terms, &earlier.forms)
}

fn compared<T: Clone>(
    parties: &[Party],
    ours: &Ours<'_>,
    theirs: &[Party],
    told: &[String],
    terms: Terms<'_>,
    items: &[T],
) -> Result<Matched<T>, PipelineError> {
    let pairing = tables::pair_up(parties, theirs, terms)?;
    let ours = Side {
        parties,
        told: &ours.told,
    };
    let theirs = Side {
        parties: theirs,
        told,
    };
    Ok(matched(&pairing, ours, theirs, items))
}

fn last_year_of(
    earlier: &LastYearSettings,
    settings: &Settings,
    observer: &Untold<'_>,
) -> Result<LastYear, PipelineError> {
    let shown = earlier.path.display().to_string();
    match Whereabouts::of(&earlier.path) {
        Whereabouts::Table(path) => Ok(LastYear::of_table(&path, &settings.limits)?),
        Whereabouts::Parquet(path) => {
            let unreadable = |why: String| BesideError::Unreadable {
                key: "last_year",
                path: path.display().to_string(),
                why,
            };
            let bytes = load_file(&path, &settings.limits)
                .map_err(|refusal| unreadable(refusal.to_string()))?;
            let rows = tables::project_rows(&bytes).map_err(|error| {
                unreadable(format!("不是 jixiao 输出的 projects.parquet（{error}）"))
            })?;
            Ok(LastYear {
                path: shown,
                forms: rows.into_iter().map(EarlierForm::of_row).collect(),
                ..LastYear::default()
            })
        }
        Whereabouts::Workbooks(folder) => {
            let read = read_folder(&folder, settings, observer);
            let mut submissions = read.map_err(|error| unusable(error, &shown))?;
            let year = settings
                .fiscal_year
                .map(|year| year.number().saturating_sub(1));
            batch::settle(
                &mut submissions,
                year.and_then(|year| FiscalYear::try_from(year).ok()),
            );
            Ok(LastYear::of_workbooks(shown, &submissions))
        }
    }
}

/// Last year's folder cannot be read; a stop is none of its faults.
fn unusable(error: PipelineError, folder: &str) -> PipelineError {
    if error.is_a_stop() {
        return error;
    }
    PipelineError::Beside(BesideError::Unreadable {
        key: "last_year",
        path: folder.to_owned(),
        why: error.trouble().what,
    })
}

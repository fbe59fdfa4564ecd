//! Which cell is probably wrong: one error is put into a form that has none, the form is read anew,
//! and the cell must be named.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jixiao::evaluate::consistency::{Disagreement, Network};
use jixiao::evaluate::{Evaluation, ScoringPolicy, evaluate};
use jixiao::form::{Dictionary, Form, extract_book};
use jixiao::grid::{self, CellRef, Limits, Sheet};
use jixiao::intake::{Kind, sniff};
use jixiao::registry::Registry;
use jixiao::rules::{self, Circumstances, RulesConfig};
use jixiao::submission::{Assessed, Outcome, Source, Submission};
use jixiao::value::CellValue;
use rust_decimal::Decimal;

use crate::desk::shipped_input;
use crate::form_file;
use crate::slips::slips;

/// A workbook as read, with where it comes from.
struct Book {
    name: String,
    sheets: Vec<Sheet>,
}

fn drawn() -> impl Iterator<Item = Book> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
    let files = walkdir::WalkDir::new(folder).sort_by_file_name();
    files.into_iter().map(Result::unwrap).filter_map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_form = entry.path().extension().is_some_and(|kind| kind == "form");
        is_form.then(|| Book {
            sheets: form_file::sheets(&fs::read_to_string(entry.path()).unwrap()),
            name,
        })
    })
}

fn shipped() -> impl Iterator<Item = Book> {
    let files = walkdir::WalkDir::new(shipped_input()).sort_by_file_name();
    files.into_iter().map(Result::unwrap).filter_map(|entry| {
        let bytes = fs::read(entry.path()).ok()?;
        let Ok(Kind::Workbook(format)) = sniff(&bytes) else {
            return None;
        };
        let book = grid::read(format, &bytes, &Limits::default()).ok()?;
        Some(Book {
            name: entry.file_name().to_string_lossy().into_owned(),
            sheets: book.sheets,
        })
    })
}

/// The forms of some sheets, as the program reads them.
fn forms(sheets: &[Sheet]) -> Vec<(Form, Evaluation)> {
    let policy = ScoringPolicy::default();
    let extracted = extract_book(sheets, &Dictionary::shipped());
    let evaluated = extracted.forms.into_iter().map(|form| {
        let evaluation = evaluate(&form, &policy);
        (form, evaluation)
    });
    evaluated.collect()
}

fn network((form, evaluation): &(Form, Evaluation)) -> Network {
    Network::of(form, evaluation, &ScoringPolicy::default())
}

fn disagreements(network: &Network) -> BTreeSet<(Disagreement, CellRef)> {
    let said = network.disagreements();
    said.map(|said| (said.disagreement, said.at)).collect()
}

/// The codes that speak of each disagreement.
fn codes(disagreement: Disagreement) -> &'static [&'static str] {
    match disagreement {
        Disagreement::Breakdown => &["B104"],
        Disagreement::OverBudget => &["B102"],
        Disagreement::Rate => &["E101"],
        Disagreement::ExecutionScore => &["E103"],
        Disagreement::IndicatorWeights => &["W101"],
        Disagreement::CategoryWeight => &["W102"],
        Disagreement::TotalWeight => &["W103"],
        Disagreement::ScoreRange => &["S101"],
        // A score above its weight is said by S101 alone.
        Disagreement::IndicatorScore => &["S101", "S102", "S103", "S104"],
        Disagreement::TotalScore => &["S105"],
        Disagreement::Cost => &["I109"],
        Disagreement::Grade => &["S107"],
    }
}

/// What the rules raise about the sums of a form: code and cell, silenced findings left aside.
fn raised(form: &Form) -> BTreeSet<(String, CellRef)> {
    let policy = ScoringPolicy::default();
    let registry = Registry::default();
    let source = Source::default();
    let assessed = Assessed::of(form.clone(), &source, &registry, &policy);
    let submission = Submission {
        source,
        outcome: Outcome::Assessed {
            forms: vec![assessed],
            notes: Vec::new(),
        },
    };
    let circumstances = Circumstances {
        policy: &policy,
        registry: &registry,
        fiscal_year: None,
        custom: &[],
    };
    let mut config = RulesConfig::default();
    config.B105.enabled = false; // it speaks for the others
    let checked = rules::check(&submission, &[], &config, &circumstances);
    let found = checked.findings.into_iter();
    found
        .filter(|found| {
            !found.difference.is_empty() || ["S101", "S107"].contains(&found.code.as_str())
        })
        .filter_map(|found| Some((found.code.to_string(), found.at?)))
        .collect()
}

#[test]
fn sums_disagree_where_the_rules_say_so() {
    let mut seen = 0;
    let mut report = Vec::new();
    for book in drawn().chain(shipped()) {
        for read in forms(&book.sheets) {
            if !read.0.further_sheets.is_empty() {
                continue; // its findings are at the cells of two sheets
            }
            let (raised, known) = (raised(&read.0), disagreements(&network(&read)));
            seen += known.len();
            let said = |(disagreement, at): &(Disagreement, CellRef)| {
                let mut codes = codes(*disagreement).iter();
                codes.any(|code| raised.contains(&((*code).to_owned(), *at)))
            };
            let silent = known.iter().filter(|known| !said(known));
            report.extend(
                silent.map(|(what, at)| format!("{}: {what:?} at {at} is not raised", book.name)),
            );
            let is_known = |(code, at): &&(String, CellRef)| {
                let mut known = known.iter().filter(|known| known.1 == *at);
                known.any(|known| codes(known.0).contains(&code.as_str()))
            };
            let sums = raised
                .iter()
                .filter(|(code, _)| SUMS.contains(&code.as_str()));
            let unknown = sums.filter(|raised| !is_known(raised));
            report.extend(
                unknown.map(|(code, at)| format!("{}: {code} at {at} is no sum", book.name)),
            );
        }
    }
    println!("{seen} disagreements");
    assert!(seen >= 60, "{seen}");
    assert!(report.is_empty(), "{}", report.join("\n"));
}

/// The rules that say nothing else than that a sum or ratio is wrong.
const SUMS: [&str; 10] = [
    "B102", "B104", "E101", "E103", "W101", "W102", "W103", "S102", "S103", "S105",
];

/// Of all slips that are possible one in so many is made: a minute saved.
const EVERY: usize = 4;

/// How the seeded errors fared.
#[derive(Default)]
struct Tally {
    possible: usize,
    seeded: usize,
    alone: usize,
    several: usize,
    first: usize,
    only: usize,
    value: usize,
    missed: Vec<String>,
}

fn sow(book: &Book, tally: &mut Tally) {
    for (number, read) in forms(&book.sheets).iter().enumerate() {
        let sound = network(read);
        if sound.disagreements().next().is_some() || !read.0.further_sheets.is_empty() {
            continue;
        }
        let mut sheets = book.sheets.iter();
        let page = sheets.position(|sheet| sheet.name == read.0.sheet).unwrap();
        let cells = book.sheets[page].grid.cells();
        for (at, value) in cells.filter(|(at, _)| sound.shares_of(*at) >= 2) {
            for slip in slips(value) {
                tally.possible += 1;
                if tally.possible.is_multiple_of(EVERY) {
                    let mut sheets = book.sheets.clone();
                    sheets[page].grid.put(at, slip.typed.clone());
                    let wrong = forms(&sheets).into_iter().nth(number).unwrap();
                    let what = format!(
                        "{} {at} {}: {} → {}",
                        book.name,
                        slip.kind,
                        value.text(),
                        slip.typed.text()
                    );
                    tally.judge(&network(&wrong), at, value, &what);
                }
            }
        }
    }
}

impl Tally {
    fn judge(&mut self, network: &Network, at: CellRef, meant: &CellValue, what: &str) {
        self.seeded += 1;
        if network.disagreements().count() < 2 {
            self.alone += 1;
            return;
        }
        self.several += 1;
        let explanations = network.explain(|_| true);
        let ways = explanations.first().map_or(&[][..], |first| &first.ways);
        match ways.first().map(|way| way.corrections.as_slice()) {
            Some([correction]) if correction.at == at => {
                self.first += 1;
                self.only += usize::from(ways.len() == 1);
                self.value += usize::from(number(&correction.value) == number(&meant.text()));
            }
            _ => self.missed.push(format!("{what}: {ways:?}")),
        }
    }

    fn share(&self, part: usize) -> Decimal {
        Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(self.several)
    }
}

fn number(text: &str) -> Option<Decimal> {
    let digits = text.chars().filter(|c| c.is_ascii_digit() || *c == '.');
    digits.collect::<String>().parse().ok()
}

#[test]
fn the_wrong_cell_is_the_first_that_is_named() {
    let mut tally = Tally::default();
    for book in drawn().chain(shipped()) {
        sow(&book, &mut tally);
    }
    println!(
        "{} errors seeded in cells of two sums or more; {} raise less than two disagreements and cannot be localised; \
         of the other {} the wrong cell is named first in {:.1}% ({}) and alone in {:.1}% ({}), with its true value in {}",
        tally.seeded,
        tally.alone,
        tally.several,
        tally.share(tally.first),
        tally.first,
        tally.share(tally.only),
        tally.only,
        tally.value,
    );
    for missed in &tally.missed {
        println!("  {missed}");
    }
    assert!(tally.several >= 1_000, "{}", tally.several);
    assert!(tally.share(tally.first) >= Decimal::from(80));
}

#[test]
fn of_sound_forms_nothing_is_suggested() {
    let mut sound = 0;
    for book in drawn().chain(shipped()) {
        for read in forms(&book.sheets) {
            let network = network(&read);
            if network.disagreements().next().is_none() {
                sound += 1;
                assert!(network.explain(|_| true).is_empty(), "{}", book.name);
            }
        }
    }
    assert!(sound >= 40, "{sound}");
}

//! How much reading, extracting, evaluating and checking costs beside plain calamine reading of the
//! same files on the same threads, in one run: `cargo bench`.
//!
//! `JIXIAO_BENCH_FORMS` sets how many workbooks are generated (2,000 unless told otherwise).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::print_stdout,
    reason = "a measuring program over its own data"
)]

mod district;

use std::hint::black_box;
use std::io::Cursor;
use std::time::{Duration, Instant};

use calamine::Reader as _;
use jixiao::evaluate::ScoringPolicy;
use jixiao::form::{Dictionary, extract_all};
use jixiao::grid::{self, Format, Limits};
use jixiao::registry::Registry;
use jixiao::rules::{self, Circumstances, RulesConfig};
use jixiao::submission::{Assessed, Assessor, Outcome, Source, Submission, assess};
use rayon::prelude::*;

const ROUNDS: u32 = 5;

fn main() {
    let forms = std::env::var("JIXIAO_BENCH_FORMS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(2_000);
    let files = district::workbooks(forms);
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!(
        "{forms} workbooks, {bytes} bytes, {} threads, best of {ROUNDS} rounds",
        rayon::current_num_threads()
    );

    let mut plain = Duration::MAX;
    let mut full = Duration::MAX;
    let mut counted = (0, 0);
    for _ in 0..ROUNDS {
        plain = plain.min(timed(|| counted.0 = plain_calamine(&files)));
        full = full.min(timed(|| counted.1 = read_to_check(&files)));
    }
    println!(
        "plain calamine (cells and merged regions) {plain:>10.2?}   {} cells",
        counted.0
    );
    println!(
        "read, extract, evaluate, check            {full:>10.2?}   {} findings",
        counted.1
    );
    println!("ratio {:.2}", full.as_secs_f64() / plain.as_secs_f64());
    stages(&files);
}

/// Where the time goes, stage by stage over the same files.
fn stages(files: &[(String, Vec<u8>)]) {
    let (dictionary, limits) = (Dictionary::shipped(), Limits::default());
    let (scoring, config) = (ScoringPolicy::default(), RulesConfig::default());
    let registry = Registry::default();
    let mut books = Vec::new();
    let read = timed(|| {
        let parsed = files
            .par_iter()
            .map(|(_, bytes)| grid::read(Format::Xlsx, bytes, &limits).unwrap());
        books = parsed.collect::<Vec<_>>();
    });
    let mut forms = Vec::new();
    let extract = timed(|| {
        let sheets = books.par_iter().flat_map_iter(|book| &book.sheets);
        forms = sheets
            .flat_map_iter(|sheet| extract_all(sheet, &dictionary).forms)
            .collect::<Vec<_>>();
    });
    let mut submissions = Vec::new();
    let evaluated = timed(|| {
        let done = forms.into_par_iter().map(|form| {
            let source = Source::default();
            let assessed = Assessed::of(form, &source, &registry, &scoring);
            Submission {
                source,
                outcome: Outcome::Assessed {
                    forms: vec![assessed],
                    notes: Vec::new(),
                },
            }
        });
        submissions = done.collect::<Vec<_>>();
    });
    let circumstances = circumstances(&scoring, &registry);
    let check = timed(|| {
        let findings = submissions.par_iter().map(|one| {
            rules::check(one, &[], &config, &circumstances)
                .findings
                .len()
        });
        black_box(findings.sum::<usize>());
    });
    for (stage, time) in [
        ("read", read),
        ("extract", extract),
        ("evaluate", evaluated),
        ("check", check),
    ] {
        println!("  {stage:<10} {time:>10.2?}");
    }
}

fn circumstances<'a>(policy: &'a ScoringPolicy, registry: &'a Registry) -> Circumstances<'a> {
    Circumstances {
        policy,
        registry,
        fiscal_year: None,
        custom: &[],
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// The floor: every cell and every merged region of every sheet, by calamine alone.
fn plain_calamine(files: &[(String, Vec<u8>)]) -> usize {
    files
        .par_iter()
        .map(|(_, bytes)| {
            let mut book = calamine::Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
            let names = book.sheet_names();
            let cells = names.iter().map(|name| {
                let range = book.worksheet_range(name).unwrap();
                black_box(book.merge_cells_by_sheet_name(name).unwrap());
                range.used_cells().count()
            });
            cells.sum::<usize>()
        })
        .sum()
}

fn read_to_check(files: &[(String, Vec<u8>)]) -> usize {
    let dictionary = Dictionary::shipped();
    let (limits, scoring) = (Limits::default(), ScoringPolicy::default());
    let (registry, config) = (Registry::default(), RulesConfig::default());
    let assessor = Assessor {
        dictionary: &dictionary,
        limits: &limits,
        scoring: &scoring,
        registry: &registry,
    };
    let circumstances = circumstances(&scoring, &registry);
    files
        .par_iter()
        .map(|(name, bytes)| {
            let submissions = assess(name, bytes, None, &assessor);
            assert_eq!(submissions.len(), 1, "{name}");
            assert_eq!(submissions[0].forms().len(), 1, "{name}");
            rules::check(&submissions[0], &[], &config, &circumstances)
                .findings
                .len()
        })
        .sum()
}

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
use jixiao::form::Dictionary;
use jixiao::grid::Limits;
use jixiao::registry::Registry;
use jixiao::rules::{self, RulesConfig};
use jixiao::submission::{Assessor, assess};
use rayon::prelude::*;

const ROUNDS: u32 = 5;

fn main() {
    let forms = std::env::var("JIXIAO_BENCH_FORMS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(2_000);
    let files = district::workbooks(forms);
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!("{forms} workbooks, {bytes} bytes, {} threads, best of {ROUNDS} rounds", rayon::current_num_threads());

    let mut plain = Duration::MAX;
    let mut full = Duration::MAX;
    let mut counted = (0, 0);
    for _ in 0..ROUNDS {
        plain = plain.min(timed(|| counted.0 = plain_calamine(&files)));
        full = full.min(timed(|| counted.1 = read_to_check(&files)));
    }
    println!("plain calamine (cells and merged regions) {plain:>10.2?}   {} cells", counted.0);
    println!("read, extract, evaluate, check            {full:>10.2?}   {} findings", counted.1);
    println!("ratio {:.2}", full.as_secs_f64() / plain.as_secs_f64());
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
        fiscal_year: None,
    };
    files
        .par_iter()
        .map(|(name, bytes)| {
            let submission = assess(name, bytes, &assessor);
            assert_eq!(submission.forms().len(), 1, "{name}");
            rules::check(&submission, &config, &scoring).findings.len()
        })
        .sum()
}

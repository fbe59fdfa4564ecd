//! What holding the forms of a batch against one another costs beside reading them, in one run on
//! the same threads: `cargo bench --bench across`.
//!
//! `JIXIAO_BENCH_FORMS` sets how many workbooks are generated and really read (100,000 unless told
//! otherwise; then about 4 GB of memory and some minutes, most of them for generating).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::print_stdout,
    reason = "a measuring program over its own data"
)]

#[allow(dead_code, reason = "shared with the other benchmark")]
#[path = "../ratio/district.rs"]
mod district;
mod words;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jixiao::comparison::{self, Comparisons};
use jixiao::evaluate::ScoringPolicy;
use jixiao::form::Dictionary;
use jixiao::grid::Limits;
use jixiao::registry::Registry;
use jixiao::rules::{self, Circumstances, RulesConfig};
use jixiao::submission::{Assessor, Submission, assess, batch};
use rayon::prelude::*;

/// So many workbooks are in memory as bytes at a time.
const CHUNK: usize = 5_000;

fn main() {
    let forms = std::env::var("JIXIAO_BENCH_FORMS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(100_000);
    let (mut submissions, read) = read_all(forms);
    println!("{forms} forms, {} threads", rayon::current_num_threads());
    println!("read and assessed            {read:>10.2?}");
    batch::settle(&mut submissions, None);

    let rules = cross_rules();
    let mut comparisons = Comparisons::of(&submissions);
    let compared = timed(|| comparison::across(&submissions, &rules.across(), &mut comparisons));
    let mut raised = BTreeMap::new();
    let checked = timed(|| raised = check(&submissions, &comparisons, &rules));
    println!("held against one another     {compared:>10.2?}");
    println!("rules across forms           {checked:>10.2?}   {raised:?}");
    let ratio = (compared + checked).as_secs_f64() / read.as_secs_f64();
    println!("cross-file checks ÷ reading  {ratio:>10.3}");
}

/// Generates and reads the forms, in chunks so that only forms stay in memory; only reading is timed.
fn read_all(forms: usize) -> (Vec<Submission>, Duration) {
    let registry = Registry::default();
    let (dictionary, limits, scoring) = (
        Dictionary::shipped(),
        Limits::default(),
        ScoringPolicy::default(),
    );
    let assessor = Assessor {
        dictionary: &dictionary,
        limits: &limits,
        scoring: &scoring,
        registry: &registry,
    };
    let mut submissions = Vec::with_capacity(forms);
    let mut reading = Duration::ZERO;
    for from in (0..forms).step_by(CHUNK) {
        let chunk: Vec<(String, Vec<u8>)> = (from..forms.min(from + CHUNK))
            .into_par_iter()
            .map(|number| workbook(number, &registry))
            .collect();
        reading += timed(|| {
            let read = chunk
                .par_iter()
                .flat_map_iter(|(name, bytes)| assess(name, bytes, None, &assessor));
            submissions.extend(read.collect::<Vec<_>>());
        });
    }
    assert!(submissions.iter().all(|one| one.forms().len() == 1));
    (submissions, reading)
}

fn workbook(number: usize, registry: &Registry) -> (String, Vec<u8>) {
    let office = &registry.offices[number % registry.offices.len()].name;
    let bytes = district::workbook(office, number, &words::words(number));
    (format!("{office}/{number:06}_自评表.xlsx"), bytes.unwrap())
}

/// The shipped configuration with the rules across forms alone.
fn cross_rules() -> RulesConfig {
    let mut rules = serde_json::to_value(RulesConfig::default()).unwrap();
    let listed = rules.as_object_mut().unwrap().iter_mut();
    for (code, rule) in listed.filter(|(_, rule)| rule.is_object()) {
        rule["enabled"] = code.starts_with('X').into();
    }
    serde_json::from_value(rules).unwrap()
}

fn check(
    submissions: &[Submission],
    comparisons: &Comparisons,
    rules: &RulesConfig,
) -> BTreeMap<String, usize> {
    let (policy, registry) = (ScoringPolicy::default(), Registry::default());
    let circumstances = Circumstances {
        policy: &policy,
        registry: &registry,
        fiscal_year: None,
        custom: &[],
    };
    let found: Vec<_> = submissions
        .par_iter()
        .enumerate()
        .flat_map_iter(|(position, one)| {
            rules::check(
                one,
                comparisons.of_submission(position),
                rules,
                &circumstances,
            )
            .findings
        })
        .collect();
    let mut raised = BTreeMap::new();
    for finding in found {
        *raised
            .entry(format!("{} {}", finding.code, finding.severity.name()))
            .or_default() += 1;
    }
    raised
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

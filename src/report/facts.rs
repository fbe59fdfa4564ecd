//! What is known of the run apart from the data: read by the explanations and by `run.json`.

use std::path::PathBuf;

use crate::finding::RuleRecord;
use crate::value::{Day, FiscalYear};

/// What the outputs say about how they came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFacts {
    /// Of this program.
    pub version: &'static str,
    /// BLAKE3 of the effective configuration, in hex.
    pub config_digest: String,
    /// The policy in force: key → value, in Chinese.
    pub config_text: Vec<(String, String)>,
    /// The year of the batch.
    pub fiscal_year: FiscalYear,
    /// The day by which reviewers' decisions run out, where one is known.
    pub review_day: Option<Day>,
    /// The district, for titles.
    pub district: String,
    /// Layouts that are read with less confidence than this are marked, in percent (F110).
    pub least_confidence: u8,
    /// The input folder; absolute, or relative to the same place as `output_root`.
    pub input_root: PathBuf,
    /// The output folder.
    pub output_root: PathBuf,
    /// The catalogue as configured, in its order.
    pub rules: Vec<RuleRecord>,
    /// When the run started; appears in `run.json` alone.
    pub started: String,
    /// When the figures stood; appears in `run.json` alone.
    pub finished: String,
    /// How long each stage took; appears in `run.json` alone.
    pub stages: Vec<StageTime>,
}

impl RunFacts {
    /// 北京市西城区2024年度…
    #[must_use]
    pub fn titled(&self, what: &str) -> String {
        format!("{}{}年度{what}", self.district, self.fiscal_year)
    }

    /// The title of a rule; its code where the catalogue does not know it.
    #[must_use]
    pub fn rule_title<'a>(&'a self, code: &'a str) -> &'a str {
        self.rules
            .iter()
            .find(|rule| rule.code == code)
            .map_or(code, |rule| rule.title.as_ref())
    }
}

/// How long a stage of the run took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageTime {
    /// The stage.
    pub name: &'static str,
    /// Its duration.
    pub milliseconds: u64,
}

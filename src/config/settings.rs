//! What the configuration means: checked beyond what types can, with absolute folders.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Component, Path, PathBuf};

use super::Config;
use super::policy::{policy_in_short, policy_text};
use super::rule_settings;
use crate::comparison::{BudgetLedger, LastYearSettings};
use crate::decision::ReviewSettings;
use crate::evaluate::{ScoringPolicy, ScoringSettings};
use crate::form::DictionaryEntries;
use crate::grid::Limits;
use crate::registry::Registry;
use crate::report::ReportSettings;
use crate::rules::RulesConfig;
use crate::rules::custom::{self, CompiledRule, CustomRule};
use crate::sampling::SampleSettings;
use crate::tables::QualitySettings;
use crate::trouble::Trouble;
use crate::value::FiscalYear;
use crate::value::text::normal_form;

/// The bureau's policy for one run, valid by construction.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The year under evaluation; `None` takes each form's own.
    pub fiscal_year: Option<FiscalYear>,
    /// Absolute path of the folder that is read.
    pub input: PathBuf,
    /// Absolute path of the folder that is written.
    pub output: PathBuf,
    /// The offices that are expected to report.
    pub registry: Registry,
    /// The approved-budget ledger to compare with, its path absolute.
    pub budget_ledger: Option<BudgetLedger>,
    /// Last year to compare with, its path absolute.
    pub last_year: Option<LastYearSettings>,
    /// Safety limits for reading.
    pub limits: Limits,
    /// Local additions to the label dictionary.
    pub dictionary: DictionaryEntries,
    /// How scores are recomputed.
    pub scoring: ScoringPolicy,
    /// Switches, severities and thresholds of the rules.
    pub rules: RulesConfig,
    /// The rules that the configuration brings and that are switched on.
    pub custom_rules: Vec<CompiledRule>,
    /// How decisions are carried on; the path in it is absolute.
    pub review: ReviewSettings,
    /// What the quality of submission is judged by.
    pub quality: QualitySettings,
    /// What the deliverables look like.
    pub report: ReportSettings,
    /// How projects are drawn for review.
    pub sample: SampleSettings,
    /// BLAKE3 of the policy in hex: two runs with the same digest were run by the same rules. Where
    /// files lie is left out, since that does not change a result.
    pub digest: String,
    /// The scoring policy and the rules' settings in Chinese: what is set, and to what.
    pub policy: Vec<(String, String)>,
    /// The profile that scores are recomputed by, and how far it is changed or unconfirmed.
    pub policy_in_short: String,
}

/// Everything that is wrong with a configuration, not just the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigErrors {
    /// One Chinese sentence each.
    pub problems: Vec<String>,
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "配置有 {} 处问题：", self.problems.len())?;
        self.problems
            .iter()
            .try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for ConfigErrors {}

impl ConfigErrors {
    /// What it says, in parts.
    #[must_use]
    pub fn trouble(&self) -> Trouble {
        Trouble::new(format!("配置有 {} 处问题", self.problems.len()))
            .because(self.problems.clone())
            .advise("请改正配置文件（缺省为 config.yaml）或所用的选项后重新运行")
    }
}

impl Config {
    /// Checks what types cannot, and makes the folders absolute from `base`, the folder that holds
    /// config.yaml.
    ///
    /// # Errors
    /// [`ConfigErrors`] with all problems.
    pub fn resolve(self, base: &Path) -> Result<Settings, ConfigErrors> {
        let input = absolute(base, &self.input);
        let output = absolute(base, &self.output);
        let (mut whole, mut problems) = self.with_workbooks(base);
        problems.extend(whole.problems());
        if problems.is_empty() && overlap(&input, &output) {
            problems.push(format!(
                "input 与 output 不能相同或相互包含：{}、{}",
                input.display(),
                output.display()
            ));
        }
        if problems.is_empty() {
            let digest = whole.digest();
            for path in whole.paths_beside() {
                *path = absolute(base, path);
            }
            let review = ReviewSettings {
                previous: whole
                    .review
                    .previous
                    .as_deref()
                    .map(|list| absolute(base, list)),
                ..whole.review.clone()
            };
            Ok(whole.settings(input, output, review, digest))
        } else {
            Err(ConfigErrors { problems })
        }
    }

    /// The configuration with what the workbooks that it names say, and what is wrong with these.
    fn with_workbooks(mut self, base: &Path) -> (Self, Vec<String>) {
        match self.registry.clone().with_workbook(base, &self.limits) {
            Ok(registry) => {
                self.registry = registry;
                (self, Vec::new())
            }
            Err(problems) => (self, problems),
        }
    }

    /// Every room's problems, in the order of the file.
    fn problems(&self) -> Vec<String> {
        let folders = [("input", &self.input), ("output", &self.output)];
        let unnamed = folders
            .into_iter()
            .filter(|(_, path)| path.as_os_str().is_empty())
            .map(|(key, _)| format!("{key} 没有填写文件夹"));
        unnamed
            .chain(self.registry.problems())
            .chain(self.budget_ledger.iter().flat_map(BudgetLedger::problems))
            .chain(self.last_year.iter().flat_map(LastYearSettings::problems))
            .chain(dictionary_problems(&self.dictionary))
            .chain(self.scoring.resolve().policy.problems())
            .chain(rule_settings::problems(&self.rules, &self.registry))
            .chain(custom_problems(&self.rules.custom))
            .chain(self.quality.problems())
            .chain(uncounted_problems(&self.quality, &self.rules))
            .chain(self.report.problems())
            .chain(self.sample.problems())
            .collect()
    }

    /// The files and folders that the batch is compared with.
    fn paths_beside(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let ledger = self.budget_ledger.iter_mut().map(|ledger| &mut ledger.path);
        let last_year = self.last_year.iter_mut().map(|earlier| &mut earlier.path);
        ledger.chain(last_year)
    }

    fn settings(
        self,
        input: PathBuf,
        output: PathBuf,
        review: ReviewSettings,
        digest: String,
    ) -> Settings {
        Settings {
            digest,
            policy: policy_text(&self),
            policy_in_short: policy_in_short(&self.scoring.resolve()),
            fiscal_year: self.fiscal_year,
            input,
            output,
            registry: self.registry,
            budget_ledger: self.budget_ledger,
            last_year: self.last_year,
            limits: self.limits,
            dictionary: self.dictionary,
            scoring: self.scoring.resolve().policy,
            custom_rules: compiled(&self.rules.custom),
            rules: self.rules,
            review,
            quality: self.quality,
            report: self.report,
            sample: self.sample,
        }
    }

    fn digest(&self) -> String {
        // What counts of a profile is what it comes to, not how much of it config.yaml repeats.
        let mut policy = Self {
            input: PathBuf::new(),
            output: PathBuf::new(),
            review: ReviewSettings {
                previous: None,
                ..self.review.clone()
            },
            scoring: ScoringSettings::default(),
            ..self.clone()
        };
        for path in policy.paths_beside() {
            path.clear();
        }
        let policy = (policy, self.scoring.resolve().policy);
        // Only a path can fail to serialise, and there is none left.
        let canonical = serde_json::to_vec(&policy).unwrap_or_default();
        blake3::hash(&canonical).to_hex().to_string()
    }
}

/// What [`super::parse`] tells with its place; a configuration that was not read from a file has none.
fn custom_problems(rules: &[CustomRule]) -> impl Iterator<Item = String> {
    custom::faults(rules).into_iter().map(|fault| {
        let number = fault.rule.saturating_add(1);
        let (key, value, reason) = (fault.key, fault.value, fault.reason);
        format!("rules.custom 第 {number} 条的 {key}“{value}”：{reason}")
    })
}

/// A code that no rule has would be exempt in silence.
fn uncounted_problems(quality: &QualitySettings, rules: &RulesConfig) -> Vec<String> {
    let known = rules.records();
    let is_unknown = |code: &&String| known.iter().all(|rule| rule.code != code.as_str());
    let unknown = quality.not_counted.iter().filter(is_unknown);
    unknown
        .map(|code| format!("quality.not_counted 中没有代码为“{code}”的规则"))
        .collect()
}

/// The rules that are switched on; that all of them can run is known from [`custom_problems`].
fn compiled(rules: &[CustomRule]) -> Vec<CompiledRule> {
    let enabled = rules.iter().filter(|rule| rule.enabled);
    enabled.filter_map(CustomRule::compile).collect()
}

/// A local word must be a word, and mark one place only.
fn dictionary_problems(entries: &DictionaryEntries) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let words = entries.0.values().flatten();
    words
        .filter_map(|word| {
            let folded = normal_form(word);
            if folded.is_empty() {
                Some("dictionary 中有空白的写法".to_owned())
            } else if seen.insert(folded) {
                None
            } else {
                Some(format!(
                    "dictionary 中“{word}”出现两次；一种写法只能对应一个栏目"
                ))
            }
        })
        .collect()
}

/// `path` seen from `base`, without `.` and `..`.
fn absolute(base: &Path, path: &Path) -> PathBuf {
    let joined = base.join(path);
    let whole = std::path::absolute(&joined).unwrap_or(joined);
    let mut plain = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

/// Would outputs be read as inputs, or inputs be written over?
fn overlap(input: &Path, output: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let (input, output) = (real(input), real(output));
    input.starts_with(&output) || output.starts_with(&input)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(config: Config) -> Vec<String> {
        config.resolve(Path::new("/绩效")).unwrap_err().problems
    }

    #[test]
    fn folders_are_seen_from_the_file() {
        let base = if cfg!(windows) {
            r"C:\绩效\2024"
        } else {
            "/绩效/2024"
        };
        let config = Config {
            output: "../结果".into(),
            ..Config::default()
        };
        let settings = config.resolve(Path::new(base)).unwrap();
        assert_eq!(settings.input, Path::new(base).join("input"));
        assert_eq!(
            settings.output,
            Path::new(base).parent().unwrap().join("结果")
        );
    }

    #[test]
    fn all_problems_are_told() {
        let mut config = Config {
            input: PathBuf::new(),
            ..Config::default()
        };
        config.registry.offices[2].name = config.registry.offices[1].name.clone();
        config.scoring.grades.good = config.scoring.resolve().policy.grades.excellent.into();
        config.scoring.score_decimals = Some(9);
        config.quality.not_counted = vec!["B999".to_owned()];
        config.rules.B101.valid_from = FiscalYear::try_from(2025).ok();
        config.rules.B101.valid_to = FiscalYear::try_from(2024).ok();
        let twice = vec!["本年花销".to_owned(), "本年 花销".to_owned()];
        config
            .dictionary
            .0
            .insert(crate::form::Label::Executed, twice);
        let problems = problems(config);
        let named = [
            "input",
            "registry.offices",
            "dictionary",
            "scoring.grades",
            "scoring.score_decimals",
            "rules.B101",
            "quality.not_counted",
        ];
        assert_eq!(problems.len(), named.len(), "{problems:?}");
        for (problem, key) in problems.iter().zip(named) {
            assert!(problem.starts_with(key), "{problem} should be about {key}");
        }
    }

    #[test]
    fn outputs_are_never_inputs() {
        for (input, output) in [
            ("表", "表"),
            ("表", "表/结果"),
            ("表/街道", "表"),
            ("表", "./别处/../表"),
        ] {
            let config = Config {
                input: input.into(),
                output: output.into(),
                ..Config::default()
            };
            assert!(problems(config)[0].contains("相互包含"), "{input} {output}");
        }
    }

    #[test]
    fn the_digest_is_the_policy_s() {
        let digest = |config: Config| config.resolve(Path::new("/绩效")).unwrap().digest;
        let elsewhere = Config {
            input: "别处".into(),
            ..Config::default()
        };
        let mut stricter = Config::default();
        stricter.scoring.bare_cost_is_limit = Some(false);
        assert_eq!(digest(Config::default()), digest(elsewhere));
        assert_ne!(digest(Config::default()), digest(stricter));
        let mut repeated = Config::default();
        repeated.scoring.bare_cost_is_limit = Some(true);
        assert_eq!(digest(Config::default()), digest(repeated));
        assert_ne!(digest(Config::default()), digest(Config::shipped()));
        assert_eq!(digest(Config::default()).len(), 64);
    }
}

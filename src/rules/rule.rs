//! How a rule is written: one file with its documentation, parameters, check, wording and tests,
//! and one line in the catalogue.

use std::fmt::Display;

use crate::comparison::Comparison;
use crate::evaluate::{Evaluation, ScoringPolicy};
use crate::finding::{Family, Severity, Stage};
use crate::form::Form;
use crate::grid::CellRef;
use crate::registry::Registry;
use crate::submission::{Assessed, Submission};
use crate::value::FiscalYear;

/// What is known of a rule without running it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meta {
    /// Stable code, e.g. `B101`.
    pub code: &'static str,
    /// Stable English name, e.g. `executed-over-initial-budget`.
    pub slug: &'static str,
    /// What it says, in Chinese.
    pub title: &'static str,
    /// Severity unless configured otherwise.
    pub severity: Severity,
    /// The manual: what it means, how it is computed, an example, false alarms, its source.
    pub doc: &'static str,
    /// Rules that say the same less specifically: their findings at the same cell are dropped.
    pub silences: &'static [&'static str],
    /// Rules whose finding on the same form is the root of this one's.
    pub caused_by: &'static [&'static str],
    /// The file that holds the rule.
    pub file: &'static str,
}

impl Meta {
    /// The manual without the blank that rustdoc leaves before each line.
    #[must_use]
    pub fn manual(&self) -> String {
        let lines = self
            .doc
            .lines()
            .map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }
}

/// What all forms of a batch are held against.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// The policy that scores are recomputed by.
    pub policy: &'a ScoringPolicy,
    /// The offices that are expected to report.
    pub registry: &'a Registry,
    /// The year of the batch; unknown where neither the configuration nor any form states one.
    pub fiscal_year: Option<FiscalYear>,
}

/// What a rule about a form may look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FormSubject<'a> {
    /// What is declared.
    pub form: &'a Form,
    /// What was recomputed.
    pub evaluation: &'a Evaluation,
    /// Who sent it, for which year, and whether it counts.
    pub assessed: &'a Assessed,
    /// What it is held against beside itself.
    pub comparison: &'a Comparison,
    /// The policy it was recomputed by.
    pub policy: &'a ScoringPolicy,
    /// The offices that are expected to report.
    pub registry: &'a Registry,
    /// The year of the batch.
    pub fiscal_year: Option<FiscalYear>,
}

impl<'a> FormSubject<'a> {
    /// A form under the circumstances of its batch.
    pub(crate) fn of(
        assessed: &'a Assessed,
        comparison: &'a Comparison,
        circumstances: &Circumstances<'a>,
    ) -> Self {
        Self {
            form: &assessed.form,
            evaluation: &assessed.evaluation,
            assessed,
            comparison,
            policy: circumstances.policy,
            registry: circumstances.registry,
            fiscal_year: circumstances.fiscal_year,
        }
    }
}

/// What a rule about a file may look at.
#[derive(Debug)]
pub(crate) struct FileSubject<'a> {
    /// The file and what became of it.
    pub submission: &'a Submission,
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// There is nothing here that the rule is about.
    NotApplicable,
    /// A value that the rule needs is missing or could not be understood (another rule says so).
    CouldNotRun,
    /// Looked at: every fault found, or none.
    Checked(Vec<Hit>),
}

impl Verdict {
    /// Looked at, with at most one fault.
    pub(crate) fn of(hit: Option<Hit>) -> Self {
        Self::Checked(hit.into_iter().collect())
    }
}

impl FromIterator<Hit> for Verdict {
    fn from_iter<I: IntoIterator<Item = Hit>>(hits: I) -> Self {
        Self::Checked(hits.into_iter().collect())
    }
}

/// One fault: where, what is declared, what was expected, and the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Hit {
    /// The cell at fault; `None` for a file.
    pub at: Option<CellRef>,
    /// What the form says.
    pub declared: String,
    /// What it should say.
    pub expected: String,
    /// declared − expected, where both are figures.
    pub difference: String,
    /// One Chinese sentence with the numbers in it, in the form's own words.
    pub message: String,
    /// The other cells that take part.
    pub related: Vec<CellRef>,
    /// The gravest that this fault can be, where it weighs less than the rule's others.
    pub at_most: Option<Severity>,
}

impl Hit {
    /// A fault at a cell.
    pub(crate) fn at(at: CellRef, message: impl Into<String>) -> Self {
        Self {
            at: Some(at),
            message: message.into(),
            ..Self::default()
        }
    }

    /// A fault of a whole file.
    pub(crate) fn file(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            ..Self::default()
        }
    }

    /// What the form says there.
    #[must_use]
    pub(crate) fn declared(mut self, declared: impl Display) -> Self {
        self.declared = declared.to_string();
        self
    }

    /// What it should say.
    #[must_use]
    pub(crate) fn expected(mut self, expected: impl Display) -> Self {
        self.expected = expected.to_string();
        self
    }

    /// declared − expected.
    #[must_use]
    pub(crate) fn difference(mut self, difference: impl Display) -> Self {
        self.difference = difference.to_string();
        self
    }

    /// Weighs less than the rule's other faults.
    #[must_use]
    pub(crate) fn at_most(mut self, severity: Severity) -> Self {
        self.at_most = Some(severity);
        self
    }

    /// Other cells that take part; places that the form does not have are left out.
    #[must_use]
    pub(crate) fn related(mut self, cells: impl IntoIterator<Item = Option<CellRef>>) -> Self {
        self.related.extend(cells.into_iter().flatten());
        self
    }
}

/// A rule in the catalogue: its record, its family, and its parameters as configured.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// What is known of the rule.
    pub meta: &'static Meta,
    /// Where it stands in the catalogue.
    pub family: Family,
}

/// How a rule is set in config.yaml.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switch {
    /// The rule's code.
    pub code: &'static str,
    /// Does it run?
    pub enabled: bool,
    /// How serious its findings are.
    pub severity: Severity,
    /// How far it is trusted.
    pub stage: Stage,
}

/// Declares a rule: the doc comment is its manual, the rest is data.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])*
        $code:ident $slug:literal $title:literal $severity:ident
        $(silences [$($silenced:literal),* $(,)?])?
        $(caused_by [$($cause:literal),* $(,)?])?
        $(params { $($(#[doc = $field_doc:literal])* $field:ident: $type:ty = $default:expr),* $(,)? })?
    ) => {
        pub(in crate::rules) const META: $crate::rules::rule::Meta = $crate::rules::rule::Meta {
            code: stringify!($code),
            slug: $slug,
            title: $title,
            severity: $crate::finding::Severity::$severity,
            doc: concat!($($doc, "\n"),*),
            silences: &[$($($silenced),*)?],
            caused_by: &[$($($cause),*)?],
            file: file!(),
        };

        #[doc = concat!(stringify!($code), " ", $title)]
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        #[schemars(rename = $slug)]
        pub struct Params {
            /// 是否启用
            pub enabled: bool,
            /// 严重程度
            pub severity: $crate::finding::Severity,
            /// 阶段：in_force 正式，trial 试行（试行规则不作为错误）
            pub stage: $crate::finding::Stage,
            $($($(#[doc = $field_doc])* pub $field: $type,)*)?
        }

        impl Default for Params {
            fn default() -> Self {
                Self {
                    enabled: true,
                    severity: META.severity,
                    stage: $crate::finding::Stage::InForce,
                    $($($field: $default,)*)?
                }
            }
        }
    };
}
pub(in crate::rules) use rule;

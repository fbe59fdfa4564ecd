//! Rules without code: conditions on the rows of `projects` and `indicators` that the bureau writes
//! in config.yaml (`rules.custom`).
//!
//! A condition is looked at on the rows of one form, before any frame is built: figures are the exact
//! decimals that the frames will hold, and a finding takes the same way as that of any other rule.

mod calls;
mod condition;
mod fault;
#[cfg(test)]
mod fixture;
mod lexer;
mod message;
mod parser;
mod scope;
mod settings;
#[cfg(test)]
mod tests;
mod typed;

pub use fault::{Meant, RuleFault};
pub use scope::CheckedTable;
pub use settings::{CustomRule, faults};

use super::look::{Gap, Look};
use super::ran::Speaker;
use super::rule::{Hit, Verdict};
use crate::submission::{Assessed, Source};
use crate::tables::{OneForm, Row};
use message::{Message, printed};
use parser::Condition;

/// A configured rule, ready to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompiledRule {
    speaker: Speaker,
    table: CheckedTable,
    condition: Condition,
    message: Message,
    cell: Option<&'static str>,
}

/// What one rule says of one form.
pub(super) struct Said<'r> {
    pub(super) speaker: &'r Speaker,
    pub(super) verdict: Verdict,
}

/// What the rules say of a form. They have nothing to say of one that does not stand in `projects`.
pub(super) fn check<'r>(
    rules: &'r [CompiledRule],
    source: &Source,
    assessed: &Assessed,
) -> Vec<Said<'r>> {
    if rules.is_empty() {
        return Vec::new();
    }
    let form = OneForm::of(source, assessed);
    let said = rules.iter().map(|rule| Said {
        speaker: &rule.speaker,
        verdict: form
            .as_ref()
            .map_or(Verdict::NotApplicable, |form| rule.verdict(form)),
    });
    said.collect()
}

impl CompiledRule {
    fn verdict(&self, form: &OneForm<'_>) -> Verdict {
        match self.table {
            CheckedTable::Projects => self.look(&form.project()).into(),
            CheckedTable::Indicators => form.indicators().map(|row| self.look(&row)).collect(),
        }
    }

    fn look(&self, row: &Row<'_, '_>) -> Look {
        let holds = self.condition.truth.of(row).ok_or(Gap::Unknown)?;
        Ok(holds.then(|| self.hit(row)))
    }

    fn hit(&self, row: &Row<'_, '_>) -> Hit {
        let at = self.cell.and_then(|column| row.cell(column));
        let at = at.unwrap_or(row.at());
        let columns = self.condition.columns.iter();
        let stated: Vec<String> = columns
            .clone()
            .map(|column| format!("{} {}", column.header, printed(column, row)))
            .collect();
        let mut related: Vec<_> = columns.filter_map(|column| row.cell(column.name)).collect();
        related.retain(|cell| *cell != at);
        related.sort_unstable();
        related.dedup();
        Hit::at(at, self.message.fill(row))
            .declared(stated.join("；"))
            .related(related.into_iter().map(Some))
    }
}

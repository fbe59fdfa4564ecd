//! The rows of one form as `projects` and `indicators` will hold them, value by value: what configured
//! rules look at before any frame is built.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::columns::INDICATORS;
use super::counts::FindingCounts;
use super::frame::Field;
use super::indicators::{self, IndicatorRow};
use super::places::{INDICATOR_CELLS, PROJECT_CELLS};
use super::projects::{self, ProjectRow};
use crate::grid::CellRef;
use crate::submission::{Assessed, Source};

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'r> {
    /// A text that is not empty.
    Text(Cow<'r, str>),
    /// An amount in 万元, points, a count; a rate as the exact fraction.
    Number(Decimal),
}

/// A form that stands in `projects`. The columns that count findings are zero: nothing is found yet.
pub struct OneForm<'a> {
    project: ProjectRow<'a>,
    of_project: Vec<Field<ProjectRow<'a>>>,
    of_indicator: Vec<Field<IndicatorRow<'a>>>,
}

impl<'a> OneForm<'a> {
    /// The rows of a form; none for one that does not count or reports on a whole department.
    #[must_use]
    pub fn of(source: &'a Source, assessed: &'a Assessed) -> Option<Self> {
        let counts = assessed.standing.counts() && projects::KINDS.contains(&assessed.form.kind);
        counts.then(|| Self {
            project: ProjectRow {
                source,
                assessed,
                counts: FindingCounts::default(),
                place: (0, 0), // no field of a project asks for it
            },
            of_project: projects::fields(),
            of_indicator: indicators::fields(),
        })
    }

    /// Its row in `projects`.
    #[must_use]
    pub fn project(&self) -> Row<'_, 'a> {
        Row {
            form: self,
            indicator: None,
        }
    }

    /// Its rows in `indicators`.
    pub fn indicators(&self) -> impl Iterator<Item = Row<'_, 'a>> {
        indicators::of_form(&self.project).map(|indicator| Row {
            form: self,
            indicator: Some(indicator),
        })
    }
}

/// A row of `projects`, or one of `indicators` together with that of its project.
pub struct Row<'f, 'a> {
    form: &'f OneForm<'a>,
    indicator: Option<IndicatorRow<'a>>,
}

impl Row<'_, '_> {
    /// The value of a column; unknown is `None`. Of columns that both tables have, the indicator's.
    #[must_use]
    pub fn value(&self, column: &str) -> Option<Value<'_>> {
        match &self.indicator {
            Some(indicator) if is_of_indicators(column) => {
                field(&self.form.of_indicator, indicator, column)
            }
            _ => field(&self.form.of_project, &self.form.project, column),
        }
    }

    /// The cell in which a column's value is declared.
    #[must_use]
    pub fn cell(&self, column: &str) -> Option<CellRef> {
        let of_indicator = |row: &IndicatorRow<'_>| {
            let (_, cell) = INDICATOR_CELLS.iter().find(|(name, _)| *name == column)?;
            cell(row.indicator)
        };
        if let Some(at) = self.indicator.as_ref().and_then(of_indicator) {
            return Some(at);
        }
        let (_, cell) = PROJECT_CELLS.iter().find(|(name, _)| *name == column)?;
        cell(&self.form.project.assessed.form)
    }

    /// Where the row as a whole stands: the indicator, or the form's first cell.
    #[must_use]
    pub fn at(&self) -> CellRef {
        let form = &self.form.project.assessed.form;
        let of_indicator = self.indicator.map(|row| row.indicator.at());
        of_indicator.unwrap_or(form.area.first)
    }
}

fn is_of_indicators(column: &str) -> bool {
    INDICATORS.iter().any(|known| known.name == column)
}

fn field<'r, R>(fields: &[Field<R>], row: &'r R, column: &str) -> Option<Value<'r>> {
    let (_, read) = fields.iter().find(|(name, _)| *name == column)?;
    read.value(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::fixture::{REFERENCE, submission};

    fn number(text: &str) -> Option<Value<'static>> {
        text.parse().ok().map(Value::Number)
    }

    #[test]
    fn values_are_those_of_the_tables_and_rates_exact() {
        let batch = submission("a.xlsx", &[REFERENCE]);
        let form = OneForm::of(&batch.source, &batch.forms()[0]).unwrap();
        let row = form.project();
        assert_eq!(row.value("executed"), number("35.56041"));
        assert_eq!(row.value("appropriation_initial"), number("33.123457"));
        assert_eq!(
            row.value("execution_rate_vs_initial"),
            number("1.0775881818181818181818181818")
        );
        assert_eq!(row.value("carryover_executed"), None);
        assert_eq!(
            row.value("street_office"),
            Some(Value::Text("椿树街道".into()))
        );
        assert_eq!(row.cell("executed"), "E8".parse().ok());
        assert_eq!(row.cell("execution_rate"), None);
        assert_eq!(row.at().to_string(), "A1");
    }

    #[test]
    fn an_indicator_knows_its_project() {
        let batch = submission("a.xlsx", &[REFERENCE]);
        let form = OneForm::of(&batch.source, &batch.forms()[0]).unwrap();
        let rows: Vec<_> = form.indicators().collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].value("weight"), number("15"));
        assert_eq!(rows[0].value("executed"), number("35.56041"));
        assert_eq!(
            rows[0].value("source_cell"),
            Some(Value::Text("D17".into()))
        );
        assert_eq!(rows[0].cell("actual_text"), "G17".parse().ok());
        assert_eq!(rows[0].cell("full_year_budget"), "D8".parse().ok());
        assert_eq!(rows[1].at().to_string(), "D18");
    }
}

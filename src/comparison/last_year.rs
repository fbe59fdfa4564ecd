//! Last year's forms: of the previous run's data files, or of last year's workbooks.

mod data;
mod settings;

pub use data::{DATA_COLUMNS, DataRow, Whereabouts};
pub use settings::LastYearSettings;

use std::collections::BTreeSet;

use super::BesideError;
use super::party::Party;
use crate::form::{Entry, FormKind, FundingKind, FundingRow};
use crate::note::Note;
use crate::submission::{Assessed, Source, Submission};
use crate::value::{Amount, FiscalYear, Interval, Printed, Score, Weight};

/// An amount with the values that its digits allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// The amount as printed, or the sum of what is printed.
    pub amount: Amount,
    /// What it may stand for.
    pub range: Interval,
}

impl Sum {
    /// A printed amount.
    #[must_use]
    pub fn of(printed: Printed<Amount>) -> Self {
        Self {
            amount: printed.value,
            range: printed.interval(),
        }
    }

    /// The sum of some cells; `None` where one of them holds no amount.
    #[must_use]
    pub fn of_cells(cells: &[&Entry<Printed<Amount>>]) -> Option<Self> {
        let parts: Option<Vec<Self>> = cells
            .iter()
            .map(|cell| cell.value().copied().map(Self::of))
            .collect();
        let mut parts = parts?.into_iter();
        let first = parts.next()?;
        Some(parts.fold(first, |sum, part| Self {
            amount: sum.amount + part.amount,
            range: sum.range + part.range,
        }))
    }

    /// What is left of it after another.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self {
            amount: self.amount - other.amount,
            range: self.range - other.range,
        }
    }
}

/// One form of last year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EarlierForm {
    /// Its year; unknown where neither it nor its batch states one.
    pub year: Option<u16>,
    /// 项目编码, as printed.
    pub code: String,
    /// The office, under the registry's name of then.
    pub office: String,
    /// 实施单位, as printed.
    pub unit: String,
    /// 项目名称, as printed.
    pub name: String,
    /// 全年预算数
    pub full_year: Option<Sum>,
    /// 全年执行数
    pub executed: Option<Sum>,
    /// The recomputed total.
    pub score: Option<Score>,
    /// The points that it is of.
    pub weight: Option<Weight>,
    /// Where the form stands: `表.xlsx!自评表!A1`.
    pub place: String,
    /// Where budget and execution stand.
    pub money_at: String,
}

impl EarlierForm {
    /// A form of last year's workbooks.
    #[must_use]
    pub fn of(source: &Source, assessed: &Assessed) -> Self {
        let form = &assessed.form;
        let money = |entry: fn(&FundingRow) -> &Entry<Printed<Amount>>| {
            Sum::of_cells(&form.money_cells(FundingKind::Total, entry)?)
        };
        let total = form.funding_row(FundingKind::Total);
        let cells = total
            .into_iter()
            .flat_map(|row| [row.full_year.at(), row.executed.at()]);
        let cells: Vec<String> = cells
            .flatten()
            .map(|at| form.place(at).1.to_string())
            .collect();
        let place = |at: &str| format!("{}!{}!{at}", source.file, form.sheet);
        Self {
            year: assessed.fiscal_year().map(FiscalYear::number),
            code: form.head.project_code.value().cloned().unwrap_or_default(),
            office: assessed.street_office().to_owned(),
            unit: assessed.implementing_unit().to_owned(),
            name: assessed.project_name().to_owned(),
            full_year: money(|row| &row.full_year),
            executed: money(|row| &row.executed),
            score: assessed.evaluation.total_score,
            weight: assessed.evaluation.total_weight,
            place: place(&form.area.first.to_string()),
            money_at: place(&cells.join("、")),
        }
    }

    /// What of the budget was not spent; `None` where one of the two is not known.
    #[must_use]
    pub fn unspent(&self) -> Option<Sum> {
        Some(self.full_year?.less(self.executed?))
    }

    /// What tells which project it is, whatever the year.
    #[must_use]
    pub fn party(&self) -> Party {
        Party::of(&self.code, &self.office, &self.unit, &self.name).of_any_year()
    }

    /// `“绿化工程”（表.xlsx!自评表!A1）`
    #[must_use]
    pub fn told(&self) -> String {
        format!("“{}”（{}）", self.name, self.place)
    }
}

/// All of last year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LastYear {
    /// Where it was read from, for messages.
    pub path: String,
    /// Its forms, in a stable order.
    pub forms: Vec<EarlierForm>,
    /// What was left out.
    pub notes: Vec<Note>,
}

impl LastYear {
    /// The forms of last year's workbooks that count.
    #[must_use]
    pub fn of_workbooks(path: String, submissions: &[Submission]) -> Self {
        let forms = submissions.iter().flat_map(|file| {
            let projects = file
                .counting_forms()
                .filter(|one| one.form.kind != FormKind::Department);
            projects.map(|one| EarlierForm::of(&file.source, one))
        });
        Self {
            path,
            forms: forms.collect(),
            notes: Vec::new(),
        }
    }

    /// Those of the year before `year`; all, where the year of the batch is not known.
    ///
    /// # Errors
    /// [`BesideError::OtherYear`] where none is of that year: something else was named.
    pub fn before(mut self, year: Option<FiscalYear>) -> Result<Self, BesideError> {
        let Some(wanted) = year.and_then(|year| year.number().checked_sub(1)) else {
            return Ok(self);
        };
        let years: BTreeSet<u16> = self.forms.iter().filter_map(|form| form.year).collect();
        let read = self.forms.len();
        self.forms
            .retain(|form| form.year.is_none_or(|year| year == wanted));
        if self.forms.is_empty() {
            let years: Vec<String> = years.iter().map(|year| format!("{year} 年度")).collect();
            let found = if years.is_empty() {
                String::new()
            } else {
                format!("（有 {}）", years.join("、"))
            };
            return Err(BesideError::OtherYear {
                path: self.path,
                year: wanted,
                found,
            });
        }
        let others = read.saturating_sub(self.forms.len());
        if others > 0 {
            let text = format!(
                "上年资料 {} 中有 {others} 张表不是 {wanted} 年度的，未作比较",
                self.path
            );
            self.notes.push(Note::Remark(text));
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests;

//! Forms of a batch for the tests of this folder: one sound form, with what a test is about put in.

use std::sync::LazyLock;

use super::{Across, across};
use crate::comparison::{Comparison, Comparisons};
use crate::evaluate::ScoringPolicy;
use crate::form::{Dictionary, Entry, Form, extract_all};
use crate::grid::{CellRef, Sheet};
use crate::registry::Registry;
use crate::submission::{Assessed, Outcome, Source, Submission};
use crate::value::{Amount, AmountUnit, CellValue, Rate};
use rust_decimal::Decimal;

/// One form in a file of its own; every part starts out plain.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) file: String,
    pub(super) office: String,
    pub(super) unit: String,
    pub(super) project: String,
    pub(super) code: String,
    pub(super) budget: String,
    pub(super) executed: String,
    pub(super) goal: String,
    pub(super) result: String,
    pub(super) reason: String,
    pub(super) year: &'static str,
}

impl Sent {
    /// A project of an office; each has a file of its own.
    pub(super) fn of(office: &str, project: &str) -> Self {
        Self {
            file: format!("{office}/{project}.xlsx"),
            office: office.to_owned(),
            unit: "社区服务中心".to_owned(),
            project: project.to_owned(),
            code: String::new(),
            budget: "20".to_owned(),
            executed: "20".to_owned(),
            goal: String::new(),
            result: String::new(),
            reason: String::new(),
            year: "2024",
        }
    }

    pub(super) fn file(self, file: &str) -> Self {
        let file = format!("{}/{file}", self.office);
        Self { file, ..self }
    }

    pub(super) fn unit(self, unit: &str) -> Self {
        let unit = unit.to_owned();
        Self { unit, ..self }
    }

    pub(super) fn code(self, code: &str) -> Self {
        let code = code.to_owned();
        Self { code, ..self }
    }

    pub(super) fn money(self, budget: &str, executed: &str) -> Self {
        let (budget, executed) = (budget.to_owned(), executed.to_owned());
        Self {
            budget,
            executed,
            ..self
        }
    }

    pub(super) fn goal(self, goal: &str) -> Self {
        let goal = goal.to_owned();
        Self { goal, ..self }
    }

    pub(super) fn result(self, result: &str) -> Self {
        let result = result.to_owned();
        Self { result, ..self }
    }

    pub(super) fn reason(self, reason: &str) -> Self {
        let reason = reason.to_owned();
        Self { reason, ..self }
    }

    pub(super) fn submission(&self) -> Submission {
        let source = Source {
            file: self.file.clone(),
            blake3: self.file.clone(),
            ..Source::default()
        };
        let (registry, policy) = (Registry::default(), ScoringPolicy::default());
        let assessed = Assessed::of(self.form(), &source, &registry, &policy);
        Submission {
            source,
            outcome: Outcome::Assessed {
                forms: vec![assessed],
                notes: Vec::new(),
            },
        }
    }

    fn form(&self) -> Form {
        let mut form = SOUND.clone();
        let head = &mut form.head;
        put(&mut head.project_name, &self.project);
        put(&mut head.project_code, &self.code);
        put(&mut head.implementing_unit, &self.unit);
        put(
            &mut head.supervising_department,
            &format!("{}办事处", self.office),
        );
        put(&mut form.goals.expected, &self.goal);
        put(&mut form.goals.actual, &self.result);
        let year = self
            .year
            .parse::<u16>()
            .ok()
            .and_then(|year| year.try_into().ok());
        if let (Entry::Read { value, .. }, Some(year)) = (&mut form.fiscal_year, year) {
            *value = year;
        }
        let funding = form.funding.as_mut().unwrap();
        put(&mut funding.reason, &self.reason);
        for (entry, amount) in [
            (&mut funding.total.full_year, &self.budget),
            (&mut funding.total.executed, &self.executed),
        ] {
            let at = entry.at().unwrap();
            let cell = CellValue::Text(amount.clone());
            *entry = match Amount::parse(&cell, AmountUnit::Wan).unwrap() {
                Some(value) => Entry::Read {
                    value,
                    text: amount.clone(),
                    at,
                },
                None => Entry::Blank {
                    text: amount.clone(),
                    at,
                },
            };
        }
        form
    }
}

fn put(entry: &mut Entry<String>, text: &str) {
    let at = entry.at().unwrap_or(CellRef::new(40, 1));
    let text = text.to_owned();
    *entry = if text.is_empty() {
        Entry::Blank { text, at }
    } else {
        Entry::Read {
            value: text.clone(),
            text,
            at,
        }
    };
}

static SOUND: LazyLock<Form> = LazyLock::new(|| {
    let rows = [
        "项目支出绩效自评表",
        "（2024年度）",
        "项目名称|社区便民服务项目|项目编码|1",
        "主管部门|椿树街道办事处|实施单位|社区服务中心",
        "项目资金||全年预算数|全年执行数",
        "|年度资金总额|33|33",
        "年度总体目标|预期目标|实际完成情况",
        "|开展便民服务|全年服务居民",
    ];
    let sheet = Sheet::drawn("自评表", rows.map(|row| row.split('|')));
    extract_all(&sheet, &Dictionary::shipped()).forms.remove(0)
});

pub(super) fn settings() -> Across {
    Across {
        name_similarity: Rate::new(Decimal::new(8, 1)),
        telling_digits: 7,
        most_offices: 3,
        text_similarity: Rate::new(Decimal::new(9, 1)),
        min_words: 24,
        min_members: 8,
        kind_words: vec!["补贴".to_owned(), "工程".to_owned()],
    }
}

/// What is known of each of the forms beside the others, after the batch is settled.
pub(super) fn compared(sent: &[Sent]) -> Vec<Comparison> {
    let mut batch: Vec<Submission> = sent.iter().map(Sent::submission).collect();
    crate::submission::batch::settle(&mut batch, None);
    comparisons(&batch)
}

/// The same of submissions that are settled.
pub(super) fn comparisons(batch: &[Submission]) -> Vec<Comparison> {
    let mut comparisons = Comparisons::of(batch);
    across(batch, &settings(), &mut comparisons);
    let of_forms = (0..batch.len()).flat_map(|position| comparisons.of_submission(position));
    of_forms.cloned().collect()
}

/// Numbers that look random and are the same in every run.
pub(super) fn numbers(seed: u64) -> impl Iterator<Item = u64> {
    let step = |state: &u64| {
        let mut next = *state;
        next ^= next << 13;
        next ^= next >> 7;
        next ^= next << 17;
        Some(next)
    };
    std::iter::successors(Some(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1), step).skip(8)
}

/// A text of so many characters, of its own for every seed.
pub(super) fn prose(seed: u64, length: usize) -> String {
    numbers(seed)
        .map(|number| char::from_u32(0x4E00 + u32::try_from(number % 3000).unwrap()).unwrap())
        .take(length)
        .collect()
}

//! Rows of a ledger (自评汇总表) whose project has a form of its own: the form counts, not the row.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::standing::{Standing, Version};
use super::{Assessed, Outcome, Submission, short_hash};
use crate::form::{Entry, Form, FormKind, FundingRow};
use crate::value::text::normal_form;
use crate::value::{Amount, Figure, FiscalYear, Printed};

/// What a ledger row and a form of its project have in common: office, year, and name or code.
type Key = (String, Option<FiscalYear>, String);

/// A form that speaks for its project.
struct Speaker {
    version: Version,
    form: Form,
}

/// Lets the rows of ledgers stand back behind the forms of their projects.
pub(super) fn stand_back(submissions: &mut [Submission]) {
    let speakers = speakers(submissions);
    for submission in submissions {
        let content = submission.source.blake3.clone();
        let Outcome::Assessed { forms, .. } = &mut submission.outcome else {
            continue;
        };
        for row in forms.iter_mut().filter(|form| is_row(form)) {
            let Some(speaker) = keys(row).iter().find_map(|key| speakers.get(key)) else {
                continue;
            };
            let place = format!("{}\u{1f}{}", row.form.sheet, row.form.area.first);
            row.form_id = short_hash(&format!("{}\u{1f}{content}\u{1f}{place}", row.identity));
            row.standing = Standing::Listed {
                by: speaker.version.clone(),
                differs: differences(&row.form, &speaker.form),
            };
        }
    }
}

fn is_row(form: &Assessed) -> bool {
    form.form.kind == FormKind::LedgerRow
}

/// Every counting form of a project, by all that a ledger may call it.
fn speakers(submissions: &[Submission]) -> BTreeMap<Key, Speaker> {
    let mut speakers = BTreeMap::new();
    for submission in submissions {
        let counting = submission
            .forms()
            .iter()
            .filter(|form| form.form.kind == FormKind::Project && form.standing.counts());
        for form in counting {
            for key in keys(form) {
                speakers.entry(key).or_insert_with(|| Speaker {
                    version: Version {
                        file: submission.source.file.clone(),
                        sheet: form.form.sheet.clone(),
                        at: form.form.area.first,
                    },
                    form: form.form.clone(),
                });
            }
        }
    }
    speakers
}

/// By name and by code; none where the sender is not known.
fn keys(form: &Assessed) -> Vec<Key> {
    let office = form.street_office();
    let head = &form.form.head;
    let names = [&head.project_name, &head.project_code];
    names
        .into_iter()
        .filter_map(|entry| entry.value())
        .filter(|_| !office.is_empty())
        .map(|name| (office.to_owned(), form.fiscal_year(), normal_form(name)))
        .collect()
}

/// What the row says otherwise than the form, in words.
fn differences(row: &Form, form: &Form) -> Vec<String> {
    type Column = fn(&FundingRow) -> &Entry<Printed<Amount>>;
    let columns: [(&str, Column); 3] = [
        ("年初预算数", |funding| &funding.initial),
        ("全年预算数", |funding| &funding.full_year),
        ("全年执行数", |funding| &funding.executed),
    ];
    let funding = row.funding.as_ref().zip(form.funding.as_ref());
    let money = columns.into_iter().filter_map(|(name, column)| {
        let (row, form) = funding?;
        difference(name, "万元", column(&row.total), column(&form.total))
    });
    let scores = row.total.as_ref().zip(form.total.as_ref());
    let score = scores.and_then(|(row, form)| difference("总分", "分", &row.score, &form.score));
    money.chain(score).collect()
}

/// Two figures that do not agree, in words; nothing where one is not stated.
fn difference<T: Figure + Display>(
    name: &str,
    unit: &str,
    row: &Entry<Printed<T>>,
    form: &Entry<Printed<T>>,
) -> Option<String> {
    if row.interval()?.agrees(form.interval()?) {
        return None;
    }
    let (row, form) = (row.figure()?, form.figure()?);
    Some(format!("{name} {row} {unit}，自评表为 {form} {unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::ScoringPolicy;
    use crate::form::{Dictionary, extract_all};
    use crate::grid::Sheet;
    use crate::registry::Registry;
    use crate::submission::Source;
    use crate::submission::batch::settle;
    use crate::submission::fixture::{PLAIN, Sent};

    /// A ledger of two projects, one a row.
    fn ledger(executed: &str) -> Submission {
        let rows = [
            "2024年度自评汇总表",
            "主管部门|项目名称|全年预算数|全年执行数|自评总分",
            &format!("椿树街道办事处|便民服务项目|33|{executed}|100"),
            "椿树街道办事处|另一个项目|5|5|90",
            "合计||38|38|",
        ];
        let sheet = Sheet::drawn("汇总", rows.map(|row| row.split('|')));
        let source = Source {
            file: "椿树街道/汇总表.xlsx".to_owned(),
            blake3: "ledger".to_owned(),
            ..Source::default()
        };
        let forms = extract_all(&sheet, &Dictionary::shipped())
            .forms
            .into_iter();
        let (registry, policy) = (Registry::default(), ScoringPolicy::default());
        let forms = forms.map(|form| Assessed::of(form, &source, &registry, &policy));
        Submission {
            outcome: Outcome::Assessed {
                forms: forms.collect(),
                notes: Vec::new(),
            },
            source,
        }
    }

    fn settled(executed: &str, form: Sent) -> Vec<Submission> {
        let mut batch = vec![ledger(executed), form.submission()];
        settle(&mut batch, None);
        batch
    }

    #[test]
    fn a_row_stands_back_behind_the_form_of_its_project() {
        let batch = settled("33", PLAIN);
        let rows = batch[0].forms();
        assert_eq!(rows.len(), 2);
        let Standing::Listed { by, differs } = &rows[0].standing else {
            panic!("{:?}", rows[0].standing);
        };
        assert_eq!((by.file.as_str(), differs.is_empty()), (PLAIN.file, true));
        assert!(rows[1].standing.counts() && batch[1].forms()[0].standing.counts());
        assert_ne!(rows[0].form_id, batch[1].forms()[0].form_id);
    }

    #[test]
    fn what_the_row_says_otherwise_is_told() {
        let batch = settled("31.5", PLAIN);
        let Standing::Listed { differs, .. } = &batch[0].forms()[0].standing else {
            panic!("it is listed");
        };
        assert_eq!(differs, &["全年执行数 31.5 万元，自评表为 33 万元"]);
    }

    #[test]
    fn rows_of_other_projects_offices_and_years_count() {
        for form in [
            Sent {
                project: "其他项目",
                ..PLAIN
            },
            Sent {
                department: "牛街街道办事处",
                ..PLAIN
            },
            Sent {
                year: "（2023年度）",
                ..PLAIN
            },
        ] {
            let batch = settled("33", form);
            assert!(batch[0].forms().iter().all(|row| row.standing.counts()));
        }
    }
}

//! Where a workbook holds what must not be passed on unseen: every cell of every sheet is looked at,
//! hidden ones and sheets without a form included.

use super::Outcome;
use crate::form::{Entry, Form};
use crate::grid::{CellRef, Grid, Sheet, Workbook};
use crate::value::sensitive::{self, SensitiveKind};
use crate::value::text;

/// One such place. The full text is not kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sensitive {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub at: CellRef,
    /// What it is.
    pub kind: SensitiveKind,
    /// How it may be shown: `110101********1234`.
    pub masked: String,
}

/// Every place of a workbook, by sheet and cell.
pub(super) fn scan(workbook: &Workbook, outcome: &Outcome) -> Vec<Sensitive> {
    let forms: Vec<&Form> = match outcome {
        Outcome::Assessed { forms, .. } => forms.iter().map(|form| &form.form).collect(),
        _ => Vec::new(),
    };
    let sheets = workbook.sheets.iter();
    sheets.flat_map(|sheet| of_sheet(sheet, &forms)).collect()
}

fn of_sheet<'a>(sheet: &'a Sheet, forms: &'a [&Form]) -> impl Iterator<Item = Sensitive> + 'a {
    sheet.grid.cells().flat_map(move |(at, value)| {
        let found = sensitive::find(&value.text()).into_iter();
        found
            .filter(move |place| {
                place.kind != SensitiveKind::MobilePhone
                    || !is_phone_place(sheet, at, &place.before, forms)
            })
            .map(move |place| Sensitive {
                sheet: sheet.name.clone(),
                at,
                kind: place.kind,
                masked: place.masked,
            })
    })
}

/// Does the form ask for a telephone here: 联系电话, 负责人及电话, 填表人…电话：…? `before` is what
/// stands before the number in its cell.
fn is_phone_place(sheet: &Sheet, at: CellRef, before: &str, forms: &[&Form]) -> bool {
    let mut on_sheet = forms
        .iter()
        .filter(|form| form.stands_on(&sheet.name))
        .peekable();
    if on_sheet.peek().is_none() {
        return false;
    }
    asks_for_phone(before)
        || beside(&sheet.grid, at).is_some_and(|label| asks_for_phone(&label))
        || on_sheet.any(|form| holds_phone(form, sheet, at))
}

fn asks_for_phone(label: &str) -> bool {
    const ASKING: [&str; 4] = ["电话", "手机", "联系方式", "联系人"];
    const LONGEST_LABEL: usize = 40;
    let folded = text::normal_form(label);
    let is_short = folded.chars().count() <= LONGEST_LABEL;
    is_short && ASKING.iter().any(|word| folded.contains(word))
}

/// What stands to the left of a cell, across the merged region.
fn beside(grid: &Grid, at: CellRef) -> Option<String> {
    let left = CellRef::new(at.row, at.col.checked_sub(1)?);
    let slot = grid.slot(left);
    Some(slot.value?.text().into_owned())
}

fn holds_phone(form: &Form, sheet: &Sheet, at: CellRef) -> bool {
    let head = &form.head;
    let is_here = |entry: &Entry<String>| {
        entry.at().is_some_and(|cell| {
            let (name, cell) = form.place(cell);
            name == sheet.name && cell == at
        })
    };
    is_here(&head.phone) || is_here(&head.project_lead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Dictionary, extract_book};
    use crate::grid::Format;
    use crate::registry::Registry;
    use crate::submission::{Assessed, Source};

    /// A form whose head is `head`, and a row below its money.
    fn places(head: &[[&str; 4]], below: &[&str]) -> Vec<String> {
        let mut rows: Vec<Vec<&str>> =
            vec![vec!["项目支出绩效自评表"], vec!["项目名称", "便民服务"]];
        rows.extend(head.iter().map(|row| row.to_vec()));
        rows.push(vec!["项目资金", "", "全年预算数", "全年执行数"]);
        rows.push(vec!["", "年度资金总额", "33", "33"]);
        rows.push(below.to_vec());
        let workbook = Workbook {
            format: Format::Xlsx,
            sheets: vec![Sheet::drawn("Sheet1", &rows)],
            notes: Vec::new(),
        };
        let forms = extract_book(&workbook.sheets, &Dictionary::shipped()).forms;
        let policy = crate::evaluate::ScoringPolicy::default();
        let assessed = forms
            .into_iter()
            .map(|form| Assessed::of(form, &Source::default(), &Registry::default(), &policy));
        let outcome = Outcome::Assessed {
            forms: assessed.collect(),
            notes: Vec::new(),
        };
        let found = scan(&workbook, &outcome).into_iter();
        found
            .map(|place| format!("{} {}", place.at, place.masked))
            .collect()
    }

    #[test]
    fn telephones_may_stand_where_the_form_asks_for_them() {
        let asked = [
            ["项目负责人", "王某", "联系电话", "13812345678"],
            ["项目负责人及电话", "王某 13812345678", "", ""],
            ["填报人", "李某", "手机", "13812345678"],
        ];
        for head in asked {
            assert!(places(&[head], &[]).is_empty(), "{head:?}");
        }
        assert!(places(&[], &["填表人：李某　联系电话：13812345678"]).is_empty());
    }

    #[test]
    fn anywhere_else_they_are_told() {
        let head = ["主管部门", "街道办事处 13812345678", "", ""];
        assert_eq!(places(&[head], &[]), ["B3 138****5678"]);
        assert_eq!(
            places(&[], &["救助对象", "张某13812345678"]),
            ["B5 138****5678"]
        );
    }

    #[test]
    fn an_identity_number_is_told_even_there() {
        let head = ["项目负责人", "王某", "联系电话", "11010519491231002X"];
        assert_eq!(places(&[head], &[]), ["D3 110105********002X"]);
    }
}

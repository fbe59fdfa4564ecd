//! What lies beside a form, for the tests of the rules that look at it.

use crate::comparison::{Comparison, Counterpart, EarlierForm, How, LedgerLine};
use crate::form::Entry;
use crate::value::{Amount, AmountUnit, CellValue, Printed};

/// A line of the ledger: initial and full-year budget as typed, at D5 and E5.
pub(super) fn line([initial, full_year]: [&str; 2]) -> LedgerLine {
    LedgerLine {
        book: "台账.xlsx!Sheet1".into(),
        at: "C5".parse().unwrap(),
        code: "0011".to_owned(),
        office: "椿树街道".to_owned(),
        name: "便民服务".to_owned(),
        initial: amount(initial, "D5"),
        full_year: amount(full_year, "E5"),
        remark: String::new(),
    }
}

/// A form whose line in the ledger is known.
pub(super) fn found_line(amounts: [&str; 2], how: How) -> Comparison {
    Comparison {
        ledger: Some(Counterpart::Found {
            with: line(amounts),
            how,
        }),
        ..Comparison::default()
    }
}

/// Last year's form: full-year budget, execution, total score out of 100.
pub(super) fn earlier([full_year, executed, score]: [&str; 3]) -> EarlierForm {
    EarlierForm::of_row(
        [
            "2023",
            "",
            "椿树街道",
            "",
            "便民服务",
            full_year,
            executed,
            score,
            "100",
            "旧表.xlsx",
            "自评表",
            "A1",
        ]
        .map(str::to_owned),
    )
}

/// A form whose predecessor is known.
pub(super) fn found_earlier(figures: [&str; 3], how: How) -> Comparison {
    Comparison {
        last_year: Some(Counterpart::Found {
            with: earlier(figures),
            how,
        }),
        ..Comparison::default()
    }
}

fn amount(typed: &str, at: &str) -> Entry<Printed<Amount>> {
    let (text, at) = (typed.to_owned(), at.parse().unwrap());
    match Amount::parse(&CellValue::Text(text.clone()), AmountUnit::Wan) {
        Ok(Some(value)) => Entry::Read { value, text, at },
        Ok(None) => Entry::Blank { text, at },
        Err(why) => Entry::Unread { text, why, at },
    }
}

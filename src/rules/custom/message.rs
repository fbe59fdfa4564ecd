//! The sentence of a configured rule: words, and columns in braces that are replaced by their values.

use std::ops::Range;

use super::condition::Values;
use super::fault::Fault;
use super::scope::CheckedTable;
use crate::tables::Value;
use crate::tables::columns::{Column, Kind};
use crate::value::text::tidy;
use crate::value::{Rate, plain};

/// What is printed for an unknown value.
const UNKNOWN: &str = "（空）";

/// A sentence with places for values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Words(String),
    Value(&'static Column),
}

impl Message {
    /// Reads `全年执行数 {executed} 万元`; a brace typed twice stands for itself.
    pub(super) fn parse(text: &str, table: CheckedTable) -> Result<Self, Fault> {
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut chars = text.chars().enumerate().peekable();
        while let Some((at, c)) = chars.next() {
            let is_doubled = chars.peek().is_some_and(|(_, next)| *next == c);
            match c {
                '{' | '}' if is_doubled => {
                    chars.next();
                    words.push(c);
                }
                '{' => {
                    let name: String = chars
                        .by_ref()
                        .map(|(_, c)| c)
                        .take_while(|c| *c != '}')
                        .collect();
                    let end = chars.peek().map_or(text.chars().count(), |(next, _)| *next);
                    parts.push(Part::Words(std::mem::take(&mut words)));
                    parts.push(Part::Value(column(text, &name, at..end, table)?));
                }
                '}' => return Err(Fault::new(at..at.saturating_add(1), UNPAIRED)),
                _ => words.push(c),
            }
        }
        parts.push(Part::Words(words));
        Ok(Self(parts))
    }

    /// The sentence for one row.
    pub(super) fn fill(&self, row: &dyn Values) -> String {
        let parts = self.0.iter().map(|part| match part {
            Part::Words(words) => words.clone(),
            Part::Value(column) => printed(column, row),
        });
        parts.collect()
    }
}

const UNPAIRED: &str = "花括号没有成对；花括号中写列名，要印出花括号本身请写两遍";

fn column(
    text: &str,
    name: &str,
    braces: Range<usize>,
    table: CheckedTable,
) -> Result<&'static Column, Fault> {
    if text.chars().nth(braces.end.saturating_sub(1)) != Some('}') {
        let opening = braces.start..braces.start.saturating_add(1);
        return Err(Fault::new(opening, UNPAIRED));
    }
    let inside = braces.start.saturating_add(1)..braces.end.saturating_sub(1);
    if name.trim().is_empty() {
        return Err(Fault::new(braces, "花括号中没有写列名"));
    }
    // As in a condition, brackets may stand around a name.
    table.column(name.trim().trim_matches(['[', ']']), inside)
}

/// A column's value as the workbooks print it.
pub(super) fn printed(column: &Column, row: &dyn Values) -> String {
    match row.value(column.name) {
        None => UNKNOWN.to_owned(),
        Some(Value::Text(text)) => tidy(&text),
        Some(Value::Number(number)) if column.kind == Kind::Rate => Rate::new(number).to_percent(),
        Some(Value::Number(number)) => plain(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    use crate::rules::custom::fixture::Typed;

    fn filled(text: &str) -> String {
        let row = Typed::row(&[
            ("executed", "35.560410"),
            ("execution_rate", "1.0775881818"),
            ("project_name", "'社区\n便民'"),
        ]);
        Message::parse(text, CheckedTable::Projects)
            .unwrap()
            .fill(&row)
    }

    fn fault(text: &str) -> (Range<usize>, String) {
        let fault = Message::parse(text, CheckedTable::Projects).unwrap_err();
        (fault.at, fault.reason)
    }

    #[test]
    fn figures_are_printed_as_in_the_workbooks() {
        assert_eq!(
            filled("{项目名称}执行 {executed} 万元（{ [重算执行率] }），年初 {initial_budget}"),
            "社区便民执行 35.56041 万元（107.76%），年初 （空）"
        );
        assert_eq!(filled("{{注}} 无"), "{注} 无");
    }

    #[test]
    fn unknown_places_are_faults() {
        assert!(
            fault("执行 {excuted} 万元")
                .1
                .contains("没有“excuted”这一列")
        );
        assert_eq!(fault("执行 {excuted} 万元").0, 4..11);
        assert!(fault("{findings_error}").1.contains("核查的结果"));
        assert_eq!(fault("执行 {executed").0, 3..4);
        assert_eq!(fault("执行 executed}").0, 11..12);
        assert!(fault("执行 { }").1.contains("没有写列名"));
    }

    proptest! {
        #[test]
        fn faults_lie_within_the_sentence(text in "[{}\\[\\] 执行a]{0,12}|.*") {
            let length = text.chars().count();
            if let Err(fault) = Message::parse(&text, CheckedTable::Projects) {
                prop_assert!(fault.at.start <= fault.at.end && fault.at.end <= length, "{:?}", fault);
            }
        }

        #[test]
        fn words_without_braces_stay_as_they_are(text in "[^{}]*") {
            let message = Message::parse(&text, CheckedTable::Projects).unwrap();
            prop_assert_eq!(message.fill(&Typed::row(&[])), text);
        }
    }
}

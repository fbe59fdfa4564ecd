//! How many findings a sheet lists in full: so many of each rule, the others counted in a last line.
//! Nothing that a reviewer has decided is left out, or the decision would be lost with its row.

use std::collections::BTreeMap;

use crate::report::listing::{RULE, is_echo};
use crate::report::rows::{Row, Rows, Value};
use crate::tables::columns::findings;

/// What is listed, and a line for each rule of which there is more.
pub(super) struct Excerpt<'a> {
    pub(super) rows: Rows<'a>,
    pub(super) rest: Rows<'a>,
}

/// At most so many findings of each rule, from a list in which echoes stand behind their root. An
/// echo is listed only behind its root.
pub(super) fn of<'a>(found: &Rows<'a>, most: usize) -> Excerpt<'a> {
    let all: Vec<Row<'_, 'a>> = found.iter().collect();
    let mut places = Places {
        most,
        taken: BTreeMap::new(),
    };
    let mut listed = Vec::with_capacity(all.len());
    for family in all.chunk_by(|_, next| is_echo(*next)) {
        listed.extend(places.given_to(family));
    }
    Excerpt {
        rows: found.selected(&listed),
        rest: rest(found, &listed),
    }
}

/// The places that are taken, by rule.
struct Places<'r> {
    most: usize,
    taken: BTreeMap<&'r str, usize>,
}

impl<'r> Places<'r> {
    /// Which of a root and its echoes are listed.
    fn given_to(&mut self, family: &[Row<'r, '_>]) -> Vec<bool> {
        let mut wanted = family.iter().any(|row| is_decided(*row));
        let mut root_is_listed = true;
        let mut listed = Vec::with_capacity(family.len());
        for row in family {
            let one = root_is_listed && self.take(*row, wanted || is_decided(*row));
            if listed.is_empty() {
                // A root is wanted for the sake of its echoes, not they for its.
                (root_is_listed, wanted) = (one, false);
            }
            listed.push(one);
        }
        listed
    }

    /// Takes a place where there is one, or where there must be one.
    fn take(&mut self, row: Row<'r, '_>, must: bool) -> bool {
        let taken = self.taken.entry(row.text(findings::code)).or_default();
        let listed = must || *taken < self.most;
        *taken = taken.saturating_add(usize::from(listed));
        listed
    }
}

/// Did a reviewer write anything about it?
fn is_decided(row: Row<'_, '_>) -> bool {
    let columns = [
        findings::review_status,
        findings::review_note,
        findings::review_until,
    ];
    columns.iter().any(|name| *row.get(name) != Value::Unknown)
}

/// One line for each rule of which findings are not listed, in the order of the list.
fn rest<'a>(found: &Rows<'a>, listed: &[bool]) -> Rows<'a> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    let mut firsts = vec![false; listed.len()];
    for ((row, first), listed) in found.iter().zip(&mut firsts).zip(listed) {
        if !listed {
            let left = left.entry(row.text(findings::code)).or_default();
            *first = *left == 0;
            *left = left.saturating_add(1);
        }
    }
    let more = |row: Row<'_, 'a>| {
        let count = left.get(row.text(findings::code)).copied().unwrap_or(0);
        Value::text(format!("另有 {count} 条见 data/findings.csv"))
    };
    found
        .selected(&firsts)
        .with(findings::message, more)
        .only(&[RULE, findings::message])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::listing::{NUMBER, numbered};

    /// Finding, rule, cause, status.
    type Told = [&'static str; 4];

    fn excerpt(told: &[Told], most: usize) -> (Vec<String>, Vec<[String; 2]>) {
        let column = |at: usize| told.iter().map(|row| Value::text(row[at])).collect();
        let rows = Rows::from_columns(vec![
            (findings::finding_id, column(0)),
            (findings::code, column(1)),
            (RULE, column(1)),
            (findings::caused_by, column(2)),
            (findings::review_status, column(3)),
            (findings::message, column(0)),
            (
                findings::source_file,
                told.iter().map(|_| Value::text("a.xlsx")).collect(),
            ),
        ]);
        let Excerpt { rows, rest } = of(&numbered(&rows), most);
        let lines = rest.iter();
        let lines =
            lines.map(|row| [RULE, findings::message].map(|name| row.text(name).to_owned()));
        let lines = lines.collect();
        assert!(rest.iter().all(|row| *row.get(NUMBER) == Value::Unknown));
        (ids(&rows), lines)
    }

    fn ids(rows: &Rows<'_>) -> Vec<String> {
        let ids = rows
            .iter()
            .map(|row| row.text(findings::finding_id).to_owned());
        ids.collect()
    }

    #[test]
    fn what_is_not_listed_is_counted_by_rule() {
        let told = [
            ["a1", "A", "", ""],
            ["b1", "B", "", ""],
            ["a2", "A", "", ""],
            ["a3", "A", "", ""],
            ["b2", "B", "", ""],
        ];
        let (listed, rest) = excerpt(&told, 1);
        assert_eq!(listed, ["a1", "b1"]);
        let line = |rule: &str, count: u32| {
            [
                rule.to_owned(),
                format!("另有 {count} 条见 data/findings.csv"),
            ]
        };
        assert_eq!(rest, [line("A", 2), line("B", 1)]);
        let (listed, rest) = excerpt(&told, 3);
        assert_eq!((listed.len(), rest.len()), (5, 0));
    }

    #[test]
    fn echoes_are_listed_behind_their_root_or_counted() {
        let told = [
            ["a1", "A", "", ""],
            ["e1", "E", "a1", ""],
            ["e2", "E", "a1", ""],
            ["a2", "A", "", ""],
            ["f1", "F", "a2", ""],
        ];
        let (listed, rest) = excerpt(&told, 1);
        assert_eq!(listed, ["a1", "e1"]);
        let rules: Vec<&str> = rest.iter().map(|line| line[0].as_str()).collect();
        assert_eq!(
            rules,
            ["E", "A", "F"],
            "the echo of an unlisted root is counted"
        );
    }

    #[test]
    fn what_a_reviewer_decided_stays_with_its_root() {
        let told = [
            ["a1", "A", "", "待核实"],
            ["a2", "A", "", ""],
            ["a3", "A", "", "不予处理"],
            ["a4", "A", "", ""],
            ["e1", "E", "a4", ""],
            ["e2", "E", "a4", "属实"],
        ];
        let (listed, rest) = excerpt(&told, 1);
        assert_eq!(listed, ["a1", "a3", "a4", "e1", "e2"]);
        assert_eq!(rest.len(), 1);
    }
}

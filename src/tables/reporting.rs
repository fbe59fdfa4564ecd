//! The `reporting` table: how many of what was expected came, and how many in time, for the district,
//! for every office and for every expected project. Also whom to ask for what is missing.
//!
//! An office that is expected to report certain projects counts by these; another counts as one.

use std::collections::BTreeMap;
use std::iter::Sum;

use polars::prelude::{DataFrame, PolarsResult};
use rust_decimal::Decimal;

use super::Batch;
use super::columns::reporting as column;
use super::frame::{Field, fields, frame as frame_of, printed, text};
use crate::registry::{Deadline, Office};
use crate::submission::{RosterRow, RosterState};
use crate::value::Rate;

/// One line of the table.
#[derive(Clone, Copy)]
struct Line<'a> {
    level: &'static str,
    /// The district's name, or the office's.
    name: &'a str,
    /// None for the district.
    row: Option<&'a RosterRow>,
    office: Option<&'a Office>,
    deadline: Option<Deadline>,
    tally: Tally,
}

/// How many of what was expected came, or not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    reported: i64,
    late: i64,
    nil: i64,
    missing: i64,
    unexpected: i64,
}

/// The frame of `reporting`: the district, then the offices in the order of the roster, each with its
/// projects behind it.
pub(super) fn frame(batch: &Batch<'_>) -> PolarsResult<DataFrame> {
    let rows = &batch.roster.rows;
    let tallies = by_office(rows);
    let district = Line {
        level: "district",
        name: &batch.registry.district,
        row: None,
        office: None,
        deadline: batch.registry.deadline,
        tally: tallies.values().copied().sum(),
    };
    let lines = rows.iter().map(|row| Line {
        level: if row.project.is_some() {
            "project"
        } else {
            "street_office"
        },
        name: &row.office,
        row: Some(row),
        office: batch.registry.office(&row.office),
        tally: match row.project {
            Some(_) => Tally::of(row),
            None => tallies
                .get(row.office.as_str())
                .copied()
                .unwrap_or_default(),
        },
        ..district
    });
    let lines: Vec<Line<'_>> = std::iter::once(district).chain(lines).collect();
    frame_of(
        &lines,
        &[subject(), counts(), times(), whom_to_ask()].concat(),
    )
}

/// Every office by its projects, or as one where none in particular are expected of it.
fn by_office(rows: &[RosterRow]) -> BTreeMap<&str, Tally> {
    let mut tallies: BTreeMap<&str, (Tally, Tally)> = BTreeMap::new();
    for row in rows {
        let (office, projects) = tallies.entry(row.office.as_str()).or_default();
        match row.project {
            Some(_) => *projects = [*projects, Tally::of(row)].into_iter().sum(),
            None => *office = Tally::of(row),
        }
    }
    let whole = |(office, projects): (Tally, Tally)| {
        if projects.expected() > 0 {
            projects
        } else {
            office
        }
    };
    tallies
        .into_iter()
        .map(|(name, tallies)| (name, whole(tallies)))
        .collect()
}

impl Tally {
    fn of(row: &RosterRow) -> Self {
        let mut tally = Self::default();
        let count = match row.state {
            RosterState::Reported => &mut tally.reported,
            RosterState::Late => &mut tally.late,
            RosterState::Nil => &mut tally.nil,
            RosterState::Missing => &mut tally.missing,
            RosterState::Unexpected => &mut tally.unexpected,
        };
        *count = 1;
        tally
    }

    fn expected(self) -> i64 {
        self.reported + self.late + self.nil + self.missing
    }

    /// What came, or was declared nil, of what was expected.
    fn rate(self) -> Option<Rate> {
        self.share(self.reported + self.late + self.nil)
    }

    fn on_time_rate(self) -> Option<Rate> {
        self.share(self.reported + self.nil)
    }

    fn share(self, part: i64) -> Option<Rate> {
        let share = Decimal::from(part).checked_div(Decimal::from(self.expected()));
        share.map(Rate::new)
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |all, one| Self {
            reported: all.reported + one.reported,
            late: all.late + one.late,
            nil: all.nil + one.nil,
            missing: all.missing + one.missing,
            unexpected: all.unexpected + one.unexpected,
        })
    }
}

fn subject<'a>() -> Vec<Field<Line<'a>>> {
    fields! {
        column::level: Text |line| text(line.level);
        column::street_office: Text |line| text(line.name);
        column::project_name: Text |line| text(&line.row?.project.as_ref()?.name);
        column::project_code: Text |line| text(&line.row?.project.as_ref()?.code);
        column::state: Text |line| text(line.row?.state.name());
    }
}

fn counts<'a>() -> Vec<Field<Line<'a>>> {
    fields! {
        column::expected: Integer |line| Some(line.tally.expected());
        column::reported: Integer |line| Some(line.tally.reported);
        column::late: Integer |line| Some(line.tally.late);
        column::nil: Integer |line| Some(line.tally.nil);
        column::missing: Integer |line| Some(line.tally.missing);
        column::unexpected: Integer |line| Some(line.tally.unexpected);
        column::rate: Rate |line| line.tally.rate();
        column::on_time_rate: Rate |line| line.deadline.and_then(|_| line.tally.on_time_rate());
    }
}

fn times<'a>() -> Vec<Field<Line<'a>>> {
    fields! {
        column::deadline: Text |line| line.deadline.and_then(printed);
        column::reported_at: Text |line| printed(line.row?.reported?.at);
        column::time_basis: Text |line| text(line.row?.reported?.basis.label());
        column::source_file: Text |line| printed(line.row?.files.join("; "));
        column::remark: Text |line| printed(line.remark());
    }
}

fn whom_to_ask<'a>() -> Vec<Field<Line<'a>>> {
    fields! {
        column::contact: Text |line| text(&line.office?.contact);
        column::phone: Text |line| text(&line.office?.phone);
    }
}

impl Line<'_> {
    /// What else is to be known: why nothing is missing, or what came instead.
    fn remark(&self) -> String {
        let Some(row) = self.row else {
            return String::new();
        };
        let nil = self
            .office
            .filter(|office| office.nil && row.project.is_none());
        let nil = nil.map(|office| match (row.state, office.nil_note.as_str()) {
            (RosterState::Nil, "") => "名册登记零报".to_owned(),
            (RosterState::Nil, note) => format!("名册登记零报：{note}"),
            _ => "名册登记零报，但已收到自评表，请核对名册".to_owned(),
        });
        let instead = row.instead.iter().map(|one| {
            let says_nil = one.says_nil.as_ref();
            let says_nil = says_nil.map_or(String::new(), |said| format!("，写有{said}"));
            format!("“{}”{}{says_nil}", one.file, one.why)
        });
        let near = row
            .near
            .iter()
            .map(|name| format!("收到名称相近的“{name}”"));
        let parts = nil.into_iter().chain(instead).chain(near);
        parts.collect::<Vec<_>>().join("；")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(office: &str, project: Option<&str>, state: RosterState) -> RosterRow {
        RosterRow {
            office: office.to_owned(),
            project: project.map(|name| crate::registry::ExpectedProject {
                name: name.to_owned(),
                code: String::new(),
            }),
            state,
            files: Vec::new(),
            reported: None,
            versions: 0,
            instead: Vec::new(),
            near: Vec::new(),
        }
    }

    #[test]
    fn an_office_counts_by_its_projects_or_as_one() {
        let rows = [
            row("甲街道", None, RosterState::Late),
            row("甲街道", Some("一"), RosterState::Reported),
            row("甲街道", Some("二"), RosterState::Late),
            row("甲街道", Some("三"), RosterState::Missing),
            row("甲街道", Some("四"), RosterState::Unexpected),
            row("乙街道", None, RosterState::Nil),
            row("丙街道", None, RosterState::Unexpected),
        ];
        let tallies = by_office(&rows);
        let first = tallies["甲街道"];
        assert_eq!((first.expected(), first.unexpected), (3, 1));
        let percent = |rate: Option<Rate>| rate.unwrap().to_percent();
        assert_eq!(percent(first.rate()), "66.67%");
        assert_eq!(percent(first.on_time_rate()), "33.33%");
        assert_eq!(percent(tallies["乙街道"].on_time_rate()), "100%");
        assert_eq!(tallies["丙街道"].rate(), None);
        let district: Tally = tallies.values().copied().sum();
        assert_eq!((district.expected(), district.unexpected), (4, 2));
    }
}

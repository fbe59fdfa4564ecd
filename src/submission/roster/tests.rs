//! Small batches against a registry of one office: what becomes of the office and of its projects.

use super::*;
use crate::refusal::Refusal;
use crate::submission::batch::settle;
use crate::submission::fixture::{PLAIN, Sent};
use crate::submission::{Outcome, Source};

fn project(name: &str, code: &str) -> ExpectedProject {
    ExpectedProject {
        name: name.to_owned(),
        code: code.to_owned(),
    }
}

fn registry(projects: &[(&str, &str)]) -> Registry {
    Registry {
        offices: vec![Office {
            projects: projects
                .iter()
                .map(|(name, code)| project(name, code))
                .collect(),
            ..Office::named("椿树街道")
        }],
        ..Registry::default()
    }
}

fn due(registry: Registry) -> Registry {
    Registry {
        deadline: Deadline::try_from("2025-03-31".to_owned()).ok(),
        ..registry
    }
}

fn rows_of(mut batch: Vec<Submission>, registry: &Registry) -> Vec<RosterRow> {
    let year = FiscalYear::try_from(2024).ok();
    settle(&mut batch, year);
    Roster::of(&batch, registry, year).rows
}

fn rows(sent: &[Sent], registry: &Registry) -> Vec<RosterRow> {
    rows_of(sent.iter().map(Sent::submission).collect(), registry)
}

/// Office or project, and what became of it.
fn states(rows: &[RosterRow]) -> Vec<(&str, RosterState)> {
    rows.iter()
        .map(|row| {
            let project = row.project.as_ref().map(ExpectedProject::label);
            (project.unwrap_or(&row.office), row.state)
        })
        .collect()
}

fn refused(file: &str) -> Submission {
    Submission {
        source: Source {
            file: file.to_owned(),
            street_office: "椿树街道".to_owned(),
            ..Source::default()
        },
        outcome: Outcome::Refused(Refusal::Encrypted),
    }
}

#[test]
fn projects_are_matched_by_code_then_by_name() {
    let other = Sent {
        file: "椿树街道/乙.xlsx",
        content: "b",
        project: "改了名的项目",
        code: "0012",
        ..PLAIN
    };
    let stranger = Sent {
        file: "椿树街道/丙.xlsx",
        content: "c",
        project: "便民服务项目（二期）",
        ..PLAIN
    };
    let registry = registry(&[("便民 服务项目", ""), ("道路维修", "0012"), ("绿化", "")]);
    let rows = rows(&[PLAIN, other, stranger], &registry);
    assert_eq!(
        states(&rows),
        [
            ("椿树街道", RosterState::Reported),
            ("便民 服务项目", RosterState::Reported),
            ("道路维修", RosterState::Reported),
            ("绿化", RosterState::Missing),
            ("便民服务项目（二期）", RosterState::Unexpected),
        ]
    );
    assert_eq!(rows[2].files, ["椿树街道/乙.xlsx"]);
}

#[test]
fn a_name_that_is_nearly_the_same_is_suggested_and_not_taken() {
    let rows = rows(&[PLAIN], &registry(&[("社区便民服务项目", "")]));
    assert_eq!(rows[1].state, RosterState::Missing);
    assert_eq!(rows[1].near, ["便民服务项目"]);
    assert_eq!(rows[2].state, RosterState::Unexpected);
}

#[test]
fn the_code_tells_projects_of_one_name_apart() {
    let second = Sent {
        file: "椿树街道/乙.xlsx",
        content: "b",
        unit: "城管科",
        code: "2",
        ..PLAIN
    };
    let registry = registry(&[("便民服务项目", "1"), ("便民服务项目", "2")]);
    let rows = rows(&[PLAIN, second], &registry);
    assert_eq!(rows[1].files, [PLAIN.file]);
    assert_eq!(rows[2].files, ["椿树街道/乙.xlsx"]);
}

#[test]
fn what_came_after_the_deadline_is_late_and_a_later_correction_is_not() {
    let late = Sent {
        saved: "2025-04-01T08:00:00",
        ..PLAIN
    };
    let registry = due(registry(&[("便民服务项目", "")]));
    let told = rows(&[late], &registry);
    assert_eq!([told[0].state, told[1].state], [RosterState::Late; 2]);
    let first = Sent {
        file: "椿树街道/初稿.xlsx",
        content: "b",
        saved: "2025-03-31T20:00:00",
        ..PLAIN
    };
    let told = rows(&[late, first], &registry);
    assert_eq!(told[0].state, RosterState::Reported);
    assert_eq!(told[0].files, [PLAIN.file]);
    assert_eq!(told[0].versions, 1);
    let reported = told[0].reported.unwrap();
    assert_eq!(reported.at.to_string(), "2025-03-31 20:00");
}

#[test]
fn the_time_of_a_file_is_asked_only_where_there_is_a_deadline() {
    let copied = Sent {
        modified: "2025-05-01T08:00:00",
        ..PLAIN
    };
    assert_eq!(rows(&[copied], &registry(&[]))[0].reported, None);
    let told = rows(&[copied], &due(registry(&[])));
    assert_eq!(told[0].state, RosterState::Late);
    assert_eq!(told[0].reported.unwrap().basis, TimeBasis::File);
    let saved = Sent {
        saved: "2025-03-01T08:00:00",
        ..copied
    };
    let told = rows(&[saved], &due(registry(&[])));
    assert_eq!(told[0].state, RosterState::Reported);
    assert_eq!(told[0].reported.unwrap().basis, TimeBasis::Document);
}

#[test]
fn what_an_archive_says_of_its_files_is_the_same_anywhere() {
    let mut packed = Sent {
        modified: "2025-03-01T08:00:00",
        ..PLAIN
    }
    .submission();
    packed.source.archive = Some("椿树街道/打包.zip".to_owned());
    let rows = rows_of(vec![packed], &registry(&[]));
    assert_eq!(rows[0].reported.unwrap().basis, TimeBasis::Archive);
}

#[test]
fn an_office_may_say_that_it_has_none() {
    let mut registry = registry(&[]);
    registry.offices[0].nil = true;
    assert_eq!(
        states(&rows(&[], &registry)),
        [("椿树街道", RosterState::Nil)]
    );
    assert_eq!(
        states(&rows(&[PLAIN], &registry)),
        [("椿树街道", RosterState::Reported)]
    );
}

#[test]
fn forms_of_another_year_and_files_that_came_to_nothing_report_nothing() {
    let last_year = Sent {
        year: "（2023年度）",
        ..PLAIN
    };
    let batch = vec![last_year.submission(), refused("椿树街道/道路维修项目.xls")];
    let registry = registry(&[("便民服务项目", ""), ("道路维修项目", ""), ("绿化工程", "")]);
    let rows = rows_of(batch, &registry);
    let instead = |at: usize| -> Vec<(&str, &str)> {
        let instead = rows[at].instead.iter();
        instead.map(|one| (&*one.file, &*one.why)).collect()
    };
    let form = (PLAIN.file, "是 2023 年度的自评表");
    let file = ("椿树街道/道路维修项目.xls", "无法读取");
    assert!(rows.iter().all(|row| row.state == RosterState::Missing));
    assert_eq!(instead(0), [form, file]);
    assert_eq!(
        [instead(1), instead(2), instead(3)],
        [vec![form], vec![file], vec![]]
    );
    assert_eq!(rows[0].files, [PLAIN.file, "椿树街道/道路维修项目.xls"]);
}

#[test]
fn offices_that_nobody_expected_come_last() {
    let stranger = Sent {
        file: "西城区民政局/自评表.xlsx",
        content: "b",
        department: "西城区民政局",
        ..PLAIN
    };
    let rows = rows(&[stranger, PLAIN], &registry(&[]));
    assert_eq!(rows[0].state, RosterState::Reported);
    assert_eq!(rows[1].state, RosterState::Unexpected);
}

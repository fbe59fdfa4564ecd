//! Small batches, settled.

use super::super::fixture::{PLAIN, Sent, file_of};
use super::super::{Assessed, Assessor, assess};
use super::*;
use crate::evaluate::ScoringPolicy;
use crate::form::Dictionary;
use crate::grid::Limits;
use crate::note::texts;
use crate::registry::Registry;

fn year(number: u16) -> Option<FiscalYear> {
    FiscalYear::try_from(number).ok()
}

fn notes(submission: &Submission) -> Vec<&str> {
    match &submission.outcome {
        Outcome::Assessed { notes, .. } => texts(notes),
        _ => Vec::new(),
    }
}

#[test]
fn a_copy_is_counted_once_by_the_shortest_path() {
    let copy = Sent {
        file: "椿树街道/自评表 - 副本.xlsx",
        ..PLAIN
    };
    let mut batch = [copy.submission(), PLAIN.submission()];
    settle(&mut batch, None);
    let of = PLAIN.file.to_owned();
    assert_eq!(batch[0].outcome, Outcome::Duplicate { of });
    assert_eq!(batch[1].counting_forms().count(), 1);
}

#[test]
fn the_year_of_the_batch_is_configured_or_the_commonest() {
    let of = |file, year, content| Sent {
        file,
        year,
        content,
        project: content,
        ..PLAIN
    };
    let mut batch = [
        of("a.xlsx", "（2023年度）", "甲"),
        of("b.xlsx", "（2023年度）", "乙"),
        of("c.xlsx", "（2024年度）", "丙"),
        of("d.xlsx", "", "丁"),
    ]
    .map(|sent| sent.submission());
    assert_eq!(settle(&mut batch.clone(), year(2024)), year(2024));
    assert_eq!(settle(&mut batch, None), year(2023));
    assert_eq!(batch[3].forms()[0].fiscal_year(), year(2023));
    assert_eq!(
        notes(&batch[3]),
        ["工作表“Sheet1”A1 的自评表未注明年度，按本批年度 2023 理解"]
    );
    assert_eq!(notes(&batch[2]), Vec::<&str>::new());
}

#[test]
fn without_any_year_there_is_none() {
    let undated = Sent { year: "", ..PLAIN };
    let mut batch = [undated.submission()];
    assert_eq!(settle(&mut batch, None), None);
    assert_eq!(batch[0].forms()[0].fiscal_year(), None);
}

#[test]
fn a_form_that_takes_the_batchs_year_is_the_form_that_states_it() {
    let undated = Sent {
        file: "椿树街道/旧.xlsx",
        year: "",
        content: "b",
        ..PLAIN
    };
    let mut batch = [undated.submission(), PLAIN.submission()];
    settle(&mut batch, None);
    let [old, new] = &batch;
    assert_eq!(old.forms()[0].identity, new.forms()[0].identity);
    assert_ne!(old.forms()[0].form_id, new.forms()[0].form_id);
}

#[test]
fn several_forms_of_a_file_each_stand_for_themselves() {
    let second = Sent {
        sheet: "Sheet2",
        project: "养老服务",
        ..PLAIN
    };
    let newer = Sent {
        file: "椿树街道/定稿.xlsx",
        content: "b",
        saved: "2025-03-02T00:00:00Z",
        ..PLAIN
    };
    let older = Sent {
        saved: "2025-03-01T00:00:00Z",
        ..PLAIN
    };
    let mut batch = [file_of(&[older, second]), newer.submission()];
    settle(&mut batch, None);
    let projects: Vec<&str> = batch[0]
        .counting_forms()
        .map(Assessed::project_name)
        .collect();
    assert_eq!(projects, ["养老服务"]);
    assert!(!batch[0].is_superseded());
    assert!(!batch[1].is_superseded());
}

#[test]
fn the_shipped_draft_yields_to_the_final_version() {
    let files: [(&str, &[u8]); 2] = [
        (
            "白纸坊街道/社区文化墙绘制项目自评表(初稿).xlsx",
            include_bytes!("../../../input/白纸坊街道/社区文化墙绘制项目自评表(初稿).xlsx"),
        ),
        (
            "白纸坊街道/社区文化墙绘制项目自评表(最终版).xlsx",
            include_bytes!("../../../input/白纸坊街道/社区文化墙绘制项目自评表(最终版).xlsx"),
        ),
    ];
    let assessor = Assessor {
        dictionary: &Dictionary::shipped(),
        limits: &Limits::default(),
        scoring: &ScoringPolicy::default(),
        registry: &Registry::default(),
    };
    let read = |(file, bytes)| assess(file, bytes, None, &assessor);
    let mut batch: Vec<Submission> = files.into_iter().flat_map(read).collect();
    assert_eq!(settle(&mut batch, None), year(2024));
    assert!(batch[0].is_superseded() && !batch[1].is_superseded());
    assert_eq!(batch[0].source.street_office, "白纸坊街道");
}

//! Which year a form is recognised to be of, and why.

use super::super::fixture::{PLAIN, Sent};
use super::super::inferred;
use super::*;

fn claim(sent: Sent) -> YearClaim {
    YearClaim::of(&sent.form(), sent.file)
}

fn said(claim: &YearClaim) -> Vec<(YearSource, u16)> {
    let evidence = claim.evidence.iter();
    evidence
        .map(|one| (one.source, one.says.number()))
        .collect()
}

#[test]
fn the_form_speaks_first_and_everything_is_kept() {
    let claim = claim(Sent {
        head_year: "2023",
        file: "2022年度/椿树街道/2021年自评表.xlsx",
        ..PLAIN
    });
    assert_eq!(
        said(&claim),
        [
            (YearSource::Title, 2024),
            (YearSource::Head, 2023),
            (YearSource::FileName, 2021),
            (YearSource::Folder, 2022),
        ]
    );
    assert_eq!(claim.evidence[0].at.unwrap().to_string(), "A2");
    assert_eq!(claim.evidence[1].at.unwrap().to_string(), "B5");
    assert_eq!(claim.inferred_from(), None);
}

#[test]
fn what_the_form_leaves_out_is_inferred_and_noted() {
    let undated = Sent { year: "", ..PLAIN };
    let by_name = Sent {
        file: "椿树街道/2023年自评表.xlsx",
        ..undated
    };
    assert_eq!(claim(by_name).year().unwrap().number(), 2023);
    assert_eq!(
        inferred::year(&by_name.assessed()).unwrap().text(),
        "工作表“Sheet1”A1 的自评表未注明年度，按文件名“2023年自评表.xlsx”理解为 2023 年度"
    );
    let by_folder = Sent {
        file: "2022年度/椿树街道/自评表.xlsx",
        ..undated
    };
    assert_eq!(said(&claim(by_folder)), [(YearSource::Folder, 2022)]);
    assert_eq!(claim(undated).year(), None);
    assert_eq!(inferred::year(&PLAIN.assessed()), None);
}

#[test]
fn a_project_may_lend_its_year_to_the_file_name() {
    let sent = Sent {
        project: "2023年道路维修尾款",
        file: "椿树街道/2023年道路维修尾款自评表.xlsx",
        ..PLAIN
    };
    assert_eq!(said(&claim(sent)), [(YearSource::Title, 2024)]);
}

#[test]
fn the_batch_speaks_last() {
    let mut undated = claim(Sent { year: "", ..PLAIN });
    let batch = FiscalYear::try_from(2024).unwrap();
    undated.adopt(batch);
    assert_eq!(said(&undated), [(YearSource::Batch, 2024)]);
    let mut dated = claim(Sent {
        year: "（2023年度）",
        ..PLAIN
    });
    dated.adopt(batch);
    assert_eq!(said(&dated), [(YearSource::Title, 2023)]);
}

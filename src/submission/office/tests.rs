//! Which office a form is recognised to be of, and why.

use super::super::fixture::{PLAIN, Sent};
use super::super::inferred;
use super::*;

fn claim(sent: Sent) -> OfficeClaim {
    OfficeClaim::of(&sent.form(), sent.file, &Registry::default())
}

fn sources(claim: &OfficeClaim) -> Vec<(OfficeSource, &str)> {
    claim
        .evidence
        .iter()
        .map(|one| (one.source, one.says.as_str()))
        .collect()
}

#[test]
fn the_head_speaks_first_and_everything_is_kept() {
    let claim = claim(Sent {
        file: "椿树街道/2024/椿树街道自评表.xlsx",
        department: "北京市西城区人民政府椿树街道办事处",
        unit: "椿树街道社区服务中心",
        ..PLAIN
    });
    assert_eq!(claim.office, "椿树街道");
    assert_eq!(
        sources(&claim),
        [
            (OfficeSource::Department, "椿树街道"),
            (OfficeSource::Unit, "椿树街道"),
            (OfficeSource::Folder, "椿树街道"),
            (OfficeSource::FileName, "椿树街道"),
        ]
    );
    assert_eq!(claim.evidence[0].at.unwrap().to_string(), "B4");
    assert_eq!(claim.evidence[2].text, "椿树街道");
    assert_eq!(claim.inferred_from(), None);
    assert_eq!(claim.contradictions().count(), 0);
}

#[test]
fn the_department_is_trusted_before_the_unit_and_both_before_the_path() {
    let by_unit = claim(Sent {
        department: "西城区民政局",
        unit: "大栅栏街道民生办",
        ..PLAIN
    });
    assert_eq!(by_unit.office, "大栅栏街道");
    let others: Vec<OfficeSource> = by_unit.contradictions().map(|one| one.source).collect();
    assert_eq!(others, [OfficeSource::Folder]);
    let by_department = claim(Sent {
        unit: "大栅栏街道民生办",
        ..PLAIN
    });
    assert_eq!(by_department.office, "椿树街道");
}

#[test]
fn a_code_is_evidence_of_its_own() {
    let mut registry = Registry::default();
    registry.offices[0].codes = vec!["019".to_owned()];
    let of = |department, file| {
        let sent = Sent {
            file,
            department,
            ..PLAIN
        };
        OfficeClaim::of(&sent.form(), file, &registry)
    };
    let claim = of("[019]某某办事处", "大栅栏街道/自评表.xlsx");
    assert_eq!(claim.office, "德胜街道");
    assert_eq!(claim.evidence[0].source, OfficeSource::Code);
    assert_eq!(claim.evidence[0].text, "019");
    assert_eq!(claim.contradictions().count(), 1);
    assert_eq!(claim.inferred_from(), None);
    // The name beside it is trusted more.
    assert_eq!(of("019椿树街道", "自评表.xlsx").office, "椿树街道");
}

#[test]
fn the_outermost_folder_that_names_an_office_counts() {
    let office = |file| {
        let sent = Sent {
            department: "",
            unit: "社区服务中心",
            file,
            ..PLAIN
        };
        claim(sent).office
    };
    for file in [
        "2024年报送/椿树街道/天桥/自评表.xlsx",
        "椿树/自评表.xlsx",
        "08-椿树2024年材料/自评表.xlsx",
        "椿树办-报送/自评表.xlsx",
        "椿树街道.zip/自评表.xlsx",
        "收件/椿树街道自评表.xlsx",
        "收件/椿树_自评表.xlsx",
        "椿树自评表.xlsx",
    ] {
        assert_eq!(office(file), "椿树街道", "{file}");
    }
    for file in [
        "收件/天桥演艺区补贴自评表.xlsx",
        "收件/天桥-椿树.xlsx",
        "收件/大栅栏街道和椿树街道.xlsx",
    ] {
        assert_eq!(office(file), "社区服务中心", "{file}");
    }
}

#[test]
fn a_project_may_lend_an_office_to_the_file_name() {
    let sent = Sent {
        project: "大栅栏街道交界地带整治",
        file: "椿树街道/大栅栏街道交界地带整治自评表.xlsx",
        ..PLAIN
    };
    assert_eq!(claim(sent).contradictions().count(), 0);
    let other = Sent {
        file: "椿树街道/大栅栏街道自评表.xlsx",
        ..PLAIN
    };
    assert_eq!(claim(other).contradictions().count(), 1);
}

#[test]
fn the_sheet_speaks_last() {
    let sent = Sent {
        department: "",
        unit: "",
        file: "收件/自评表.xlsx",
        sheet: "椿树",
        ..PLAIN
    };
    let named = claim(sent);
    assert_eq!(named.office, "椿树街道");
    assert_eq!(named.inferred_from().unwrap().source, OfficeSource::Sheet);
    let folder = claim(Sent {
        file: "月坛街道/自评表.xlsx",
        ..sent
    });
    assert_eq!(folder.office, "月坛街道");
}

#[test]
fn strangers_are_called_by_their_own_words() {
    let name = |department, unit, file| {
        let sent = Sent {
            file,
            department,
            unit,
            ..PLAIN
        };
        let claim = claim(sent);
        assert!(!claim.is_known());
        claim.office
    };
    let file = "外区样表/自评表.xlsx";
    assert_eq!(
        name("海淀区学院路街道 办事处", "服务中心", file),
        "海淀区学院路街道 办事处"
    );
    assert_eq!(name("", "张庄寨镇人民政府", file), "张庄寨镇人民政府");
    assert_eq!(name("", "", file), "外区样表");
    assert_eq!(name("", "", "自评表.xlsx"), "");
}

#[test]
fn what_is_inferred_is_noted_with_its_evidence() {
    let sent = Sent {
        department: "西城区民政局",
        unit: "社区服务中心",
        ..PLAIN
    };
    let note = inferred::office(&sent.assessed()).unwrap();
    assert_eq!(
        note.text(),
        "工作表“Sheet1”A1 的自评表的表头未写明名册中的单位，按文件夹“椿树街道”归入椿树街道"
    );
    assert_eq!(inferred::office(&PLAIN.assessed()), None);
}

#[test]
fn a_path_alone_names_an_office_too() {
    let registry = Registry::default();
    assert_eq!(office_of_path("椿树/照片.jpg", &registry), "椿树街道");
    assert_eq!(office_of_path("椿树街道自评表.xlsx", &registry), "椿树街道");
    assert_eq!(office_of_path("收件/照片.jpg", &registry), "收件");
    assert_eq!(office_of_path("照片.jpg", &registry), "");
}

proptest::proptest! {
    #[test]
    fn any_path_is_judged(path in "[ -~一-龥/]{0,40}") {
        let _ = office_of_path(&path, &Registry::default());
    }
}

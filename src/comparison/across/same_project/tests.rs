use super::*;
use crate::comparison::across::fixture::{Sent, compared, comparisons};
use crate::comparison::across::member;
use crate::submission::{Outcome, Submission};

/// How surely each form has a twin.
fn certainties(sent: &[Sent]) -> Vec<Option<Certainty>> {
    let found = compared(sent);
    found
        .iter()
        .map(|one| Some(one.twins.as_ref()?.evidence.certainty))
        .collect()
}

const SURE: Option<Certainty> = Some(Certainty::Certain);
const LIKELY: Option<Certainty> = Some(Certainty::Likely);
const CODE: &str = "110102240135";

#[test]
fn one_code_in_two_offices_is_one_project() {
    let sent = [
        Sent::of("德胜街道", "养老驿站运营补贴")
            .code(CODE)
            .money("186", "183.42"),
        Sent::of("牛街街道", "驿站运营")
            .code(CODE)
            .money("186", "183.42"),
    ];
    assert_eq!(certainties(&sent), [SURE, SURE]);
    let twins = compared(&sent)[0].twins.clone().unwrap();
    assert_eq!(twins.count, 1);
    assert_eq!(
        twins.first.to_string(),
        "牛街街道“驿站运营”（“牛街街道/驿站运营.xlsx”，工作表“自评表”，B3）"
    );
    assert_eq!(twins.evidence.code.as_deref(), Some(CODE));
}

#[test]
fn one_name_with_money_that_is_no_chance_is_one_project() {
    let sent = [
        Sent::of("德胜街道", "德胜养老驿站运营补贴项目").money("186", "183.42"),
        Sent::of("牛街街道", "2024年养老驿站运营补贴").money("186", "183.42"),
        Sent::of("椿树街道", "养老驿站运营补贴").money("186", "183.42"),
    ];
    assert_eq!(certainties(&sent), [SURE, SURE, SURE]);
    assert_eq!(compared(&sent)[0].twins.as_ref().unwrap().count, 2);
}

#[test]
fn one_name_and_round_money_in_two_units_is_asked_about() {
    let units = ["社区服务中心", "综合行政执法队", "便民服务中心"];
    let sent = units.map(|unit| {
        Sent::of("德胜街道", "办公经费")
            .file(&format!("{unit}.xlsx"))
            .unit(unit)
    });
    assert_eq!(certainties(&sent[..2]), [LIKELY, LIKELY]);
    // Where each unit has one, it is set for all.
    assert_eq!(certainties(&sent), [None, None, None]);
}

#[test]
fn money_that_many_have_to_the_last_digit_is_asked_about() {
    let offices = ["德胜街道", "牛街街道", "椿树街道", "月坛街道"];
    let sent = offices.map(|office| Sent::of(office, "统一投保").money("12.34567", "12.34567"));
    assert_eq!(certainties(&sent[..3]), [SURE; 3]);
    assert_eq!(certainties(&sent), [LIKELY; 4]);
    let units = ["甲社区", "乙社区", "丙社区", "丁社区"];
    let of_one = units.map(|unit| {
        let one = Sent::of("德胜街道", "统一投保").file(&format!("{unit}.xlsx"));
        one.unit(unit).money("12.34567", "12.34567")
    });
    assert_eq!(certainties(&of_one), [LIKELY; 4]);
}

#[test]
fn one_name_and_round_money_in_two_offices_is_asked_about() {
    let sent = [
        Sent::of("德胜街道", "文化墙绘制项目"),
        Sent::of("牛街街道", "文化墙绘制项目"),
    ];
    assert_eq!(certainties(&sent), [LIKELY, LIKELY]);
    let result = "绘制文化墙三十面，覆盖六个社区，居民反映良好，验收合格";
    let told = sent.map(|one| one.result(result));
    assert_eq!(certainties(&told), [SURE, SURE]);
}

#[test]
fn what_every_office_has_is_not_one_project() {
    let offices = ["德胜街道", "牛街街道", "椿树街道"];
    let same_money = offices.map(|office| Sent::of(office, "社区公益金"));
    assert_eq!(certainties(&same_money), [None, None, None]);
    let own_money = [
        Sent::of("德胜街道", "社区公益金").money("186", "183.42"),
        Sent::of("牛街街道", "社区公益金").money("186", "183.43"),
    ];
    assert_eq!(certainties(&own_money), [None, None]);
}

#[test]
fn names_that_are_nearly_one() {
    let slip = [
        Sent::of("德胜街道", "背街小巷整治提升改造").money("186", "183.42"),
        Sent::of("牛街街道", "背街小巷整制提升改造").money("186", "183.42"),
    ];
    assert_eq!(certainties(&slip), [LIKELY, LIKELY]);
    let shortened = [
        Sent::of("德胜街道", "社区文化墙彩绘制作").file("一.xlsx"),
        Sent::of("德胜街道", "社区文化墙绘制作")
            .file("二.xlsx")
            .money("20", "19.5"),
    ];
    assert_eq!(certainties(&shortened), [LIKELY, LIKELY]);
}

#[test]
fn alike_names_of_different_projects() {
    let phases = [
        Sent::of("德胜街道", "老旧小区改造一期").money("186", "183.42"),
        Sent::of("德胜街道", "老旧小区改造二期").money("186", "183.42"),
    ];
    assert_eq!(certainties(&phases), [None, None]);
    let communities = [
        Sent::of("德胜街道", "新华里社区公益服务金"),
        Sent::of("德胜街道", "新风里社区公益服务金"),
    ];
    assert_eq!(certainties(&communities), [None, None]);
    let wider = [
        Sent::of("德胜街道", "垃圾分类"),
        Sent::of("德胜街道", "垃圾分类宣传"),
    ];
    assert_eq!(certainties(&wider), [None, None]);
}

#[test]
fn a_unit_left_blank_is_asked_about() {
    let sent = |unit| {
        [
            Sent::of("德胜街道", "办公经费")
                .file("一.xlsx")
                .money("20", "19"),
            Sent::of("德胜街道", "办公经费").file("二.xlsx").unit(unit),
        ]
    };
    assert_eq!(certainties(&sent("")), [LIKELY, LIKELY]);
    assert_eq!(certainties(&sent("综合行政执法队")), [None, None]);
}

#[test]
fn two_codes_are_two_projects() {
    let sent = |budget, executed| {
        [
            Sent::of("德胜街道", "办公经费")
                .code(CODE)
                .money(budget, executed)
                .file("一.xlsx"),
            Sent::of("德胜街道", "办公经费")
                .code("110102240142")
                .money(budget, executed)
                .unit("综合行政执法队")
                .file("二.xlsx"),
        ]
    };
    assert_eq!(certainties(&sent("20", "20")), [None, None]);
    assert_eq!(certainties(&sent("186", "183.42")), [LIKELY, LIKELY]);
}

#[test]
fn a_code_of_many_is_no_project() {
    let offices = ["德胜街道", "牛街街道", "椿树街道", "月坛街道"];
    let of_all = offices.map(|office| Sent::of(office, office).code(CODE));
    assert_eq!(certainties(&of_all), [None; 4]);
    let of_two = [
        Sent::of("德胜街道", "道路修补")
            .code(CODE)
            .money("30", "29"),
        Sent::of("牛街街道", "暑期托管")
            .code(CODE)
            .money("12", "11"),
    ];
    assert_eq!(certainties(&of_two), [LIKELY, LIKELY]);
    let on_a_list = of_two.map(|one| one.code("01"));
    assert_eq!(certainties(&on_a_list), [None, None]);
}

#[test]
fn versions_years_and_departments_are_not_told_of() {
    let sent = Sent::of("德胜街道", "养老驿站运营补贴").money("186", "183.42");
    // Two versions of one form between which nobody can choose: F106.
    let versions = [sent.clone().file("一.xlsx"), sent.clone().file("二.xlsx")];
    assert_eq!(certainties(&versions), [None, None]);
    let mut earlier = sent.clone().unit("综合行政执法队").file("二.xlsx");
    earlier.year = "2023";
    assert_eq!(certainties(&[sent.clone(), earlier]), [None, None]);
    let other = sent.clone().unit("综合行政执法队").file("二.xlsx");
    let mut batch: Vec<Submission> = [&sent, &other].map(Sent::submission).into();
    if let Outcome::Assessed { forms, .. } = &mut batch[1].outcome {
        forms[0].form.kind = crate::form::FormKind::Department;
    }
    assert!(comparisons(&batch).iter().all(|one| one.twins.is_none()));
}

#[test]
fn every_form_of_a_large_block_has_its_twin_and_the_work_is_linear() {
    let pairs_of = |count: usize| {
        let sent = |number: usize| {
            let project = format!(
                "养老驿站{}运营补贴",
                if number.is_multiple_of(2) { "" } else { "点" }
            );
            Sent::of("德胜街道", &project)
                .unit(&format!("第{number}社区"))
                .file(&format!("{number}.xlsx"))
                .code(CODE)
        };
        let batch: Vec<Submission> = (0..count).map(|number| sent(number).submission()).collect();
        let found = comparisons(&batch);
        assert!(
            found
                .iter()
                .all(|one| one.twins.as_ref().unwrap().count == count - 1)
        );
        candidates(&member::all(&batch, 3)).len()
    };
    let (few, many) = (pairs_of(100), pairs_of(400));
    assert!(few <= 100 * 23, "{few}"); // seven blocks and twice eight neighbours
    assert!(many <= few * 4 + 100, "{many} after {few}");
}

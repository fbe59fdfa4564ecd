use super::*;
use crate::comparison::Comparison;
use crate::comparison::across::fixture::{Sent, compared};

const OFFICES: [&str; 9] = [
    "德胜街道",
    "牛街街道",
    "椿树街道",
    "月坛街道",
    "天桥街道",
    "大栅栏街道",
    "新街口街道",
    "陶然亭街道",
    "白纸坊街道",
];

/// One project of each office, executed by so many percent.
fn district(project: impl Fn(usize) -> String, executed: [&str; 9]) -> Vec<Comparison> {
    let sent = OFFICES.iter().zip(executed).enumerate();
    let sent = sent.map(|(number, (office, executed))| {
        Sent::of(office, &project(number)).money("100", executed)
    });
    compared(&sent.collect::<Vec<_>>())
}

fn execution(found: &Comparison) -> &Deviation {
    found
        .deviations
        .iter()
        .find(|one| one.measured == Measured::Execution)
        .unwrap()
}

const RATES: [&str; 9] = ["97", "98", "99", "96.5", "62", "97.5", "98.5", "96", "99.5"];

#[test]
fn one_name_in_many_offices_is_a_kind() {
    let found = district(|_| "社区公益金".to_owned(), RATES);
    let far = execution(&found[4]);
    assert_eq!(far.kind, Kind::Name("社区公益".to_owned() + "金"));
    assert_eq!((far.members, far.offices), (9, 9));
    assert_eq!(far.spread.median.to_string(), "0.975");
    assert_eq!(far.spread.distance.to_string(), "0.010");
    assert_eq!(far.z.to_string(), "-23.94");
    assert!(execution(&found[0]).z.abs() < Decimal::ONE);
}

#[test]
fn names_that_end_alike_are_a_kind() {
    let names = [
        "养老", "助餐", "清洁", "取暖", "交通", "文化", "物业", "演出", "安全",
    ];
    let found = district(|number| format!("{}补贴项目", names[number]), RATES);
    assert_eq!(execution(&found[4]).kind, Kind::Word("补贴".to_owned()));
}

#[test]
fn without_a_kind_all_are_compared() {
    let names = [
        "养老补贴",
        "助餐",
        "清洁",
        "取暖",
        "交通",
        "文化",
        "物业",
        "演出",
        "安全",
    ];
    let found = district(|number| names[number].to_owned(), RATES);
    assert!(found.iter().all(|one| execution(one).kind == Kind::All));
}

#[test]
fn few_members_one_office_or_no_spread_tell_nothing() {
    let few: Vec<Sent> = OFFICES[..7]
        .iter()
        .map(|office| Sent::of(office, "社区公益金"))
        .collect();
    assert!(compared(&few).iter().all(|one| one.deviations.is_empty()));
    let alone = (0..9).map(|number| {
        let project = format!("公益{number}");
        Sent::of("德胜街道", &project).money("100", RATES[number])
    });
    let alone = compared(&alone.collect::<Vec<_>>());
    assert!(alone.iter().all(|one| one.deviations.is_empty()));
    let level = district(|_| "社区公益金".to_owned(), ["100"; 9]);
    assert!(level.iter().all(|one| one.deviations.is_empty()));
}

#[test]
fn an_unknown_rate_is_no_member() {
    let mut executed = RATES;
    executed[0] = "";
    let found = district(|_| "社区公益金".to_owned(), executed);
    assert!(found[0].deviations.is_empty());
    assert_eq!(execution(&found[4]).members, 8);
}

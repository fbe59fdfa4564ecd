use super::How::{Approved as ByLedger, Contradicted, Declared, NotExplained, Unknown};
use super::*;
use crate::value::{AmountUnit, CellValue};

fn amount(typed: &str) -> Option<Printed<Amount>> {
    let cell = CellValue::Text(typed.to_owned());
    Amount::parse(&cell, AmountUnit::Wan).unwrap()
}

/// A project of which 33 were planned at first.
fn facts<'a>(
    policy: &'a ScoringPolicy,
    full_year: &str,
    executed: &str,
    approved: &str,
) -> Facts<'a> {
    Facts {
        policy,
        initial: amount("33").map(|initial| initial.value),
        full_year: amount(full_year),
        executed: amount(executed),
        approved: amount(approved)
            .map(|full_year| Approved {
                full_year,
                is_alike: false,
                is_appropriation: false,
            })
            .ok_or("未设批复台账，未经核对"),
    }
}

fn explained(full_year: &str, executed: &str, approved: &str) -> Explanation {
    facts(&ScoringPolicy::default(), full_year, executed, approved).explained()
}

#[test]
fn what_is_approved_explains_what_is_declared_alone_needs_proof() {
    for (full_year, executed, approved, how) in [
        ("35.56041", "35.56041", "", Declared), // the reference form
        ("35.56", "35.56041", "", Declared),    // the same amount, rounded
        ("35.56041", "35.56041", "36", ByLedger),
        ("35.56041", "35.56041", "35.56", ByLedger),
        ("35.56041", "35.56041", "33", Contradicted),
        ("33", "35.56041", "", NotExplained),
        ("33", "35.56041", "33", NotExplained),
        ("33", "35.56041", "36", ByLedger), // the form was not brought up to date
        ("", "35.56041", "", Unknown),
        ("", "35.56041", "36", ByLedger),
        ("", "35.56041", "33", NotExplained),
    ] {
        let found = explained(full_year, executed, approved);
        assert_eq!(
            found.how, how,
            "{full_year} {executed} {approved}: {found:?}"
        );
    }
}

#[test]
fn the_words_are_true_of_the_figures() {
    for (full_year, executed, approved, words) in [
        (
            "35.56041",
            "35.56041",
            "",
            "自评表全年预算数 35.56041 万元（较年初调增 2.56041 万元）不小于全年执行数 35.56041 万元；未设批复台账，未经核对；请单位附调整批复",
        ),
        (
            "35.56",
            "35.56041",
            "",
            "自评表全年预算数 35.56 万元（较年初调增 2.56 万元）与全年执行数 35.56041 万元按所填位数一致；未设批复台账，未经核对；请单位附调整批复",
        ),
        (
            "36",
            "35.5",
            "33",
            "自评表全年预算数 36 万元（较年初调增 3 万元）不小于全年执行数 35.5 万元；台账调整后预算数 33 万元小于全年执行数 35.5 万元，差 2.5 万元；请核对调整批复",
        ),
        (
            "30",
            "35.5",
            "36",
            "自评表全年预算数 30 万元（较年初调减 3 万元）小于全年执行数 35.5 万元，差 5.5 万元；台账调整后预算数 36 万元不小于全年执行数 35.5 万元；请核对自评表全年预算数",
        ),
        (
            "",
            "35.5",
            "",
            "自评表全年预算数未填或看不懂；未设批复台账，未经核对；请单位补填全年预算数",
        ),
    ] {
        assert_eq!(explained(full_year, executed, approved).words, words);
    }
}

#[test]
fn what_the_bureau_tolerates_is_covered() {
    let strict = ScoringPolicy::default();
    let lenient = ScoringPolicy {
        tolerance_amount: amount("1").unwrap().value,
        ..strict.clone()
    };
    let of = |policy| facts(policy, "35.0", "35.5", "35.0").explained();
    assert_eq!(of(&strict).how, NotExplained);
    let found = of(&lenient);
    assert_eq!(found.how, ByLedger);
    assert!(found.words.contains("允许误差以内"), "{found:?}");
}

#[test]
fn a_ledger_of_appropriations_contradicts_no_form_with_other_money() {
    let policy = ScoringPolicy::default();
    let mut facts = facts(&policy, "35.5", "35.5", "33");
    facts.approved = facts.approved.map(|approved| Approved {
        is_appropriation: true,
        is_alike: true,
        ..approved
    });
    let found = facts.explained();
    assert_eq!(found.how, Declared);
    assert!(found.words.contains("与自评表财政拨款一致"), "{found:?}");
    assert!(found.words.contains("按名称近似对应"), "{found:?}");
}

//! A district of 2,000 workbooks from end to end.

use std::fs;

use crate::desk::Desk;
use crate::district;

#[test]
#[allow(clippy::disallowed_methods, reason = "a test makes its input")]
fn two_thousand_workbooks_run_through() {
    let desk = Desk::new();
    for (name, bytes) in district::workbooks(2_000) {
        let path = desk.input().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    desk.run();
    let submissions = desk.rows("submissions");
    assert_eq!(submissions.len(), 2_000);
    assert!(submissions.iter().all(|row| row["status"] == "ok"));
    let projects = desk.rows("projects");
    assert_eq!(projects.len(), 2_000);
    let sum = |column: &str| -> rust_decimal::Decimal {
        let amounts = projects
            .iter()
            .map(|row| row[column].parse::<rust_decimal::Decimal>());
        amounts.map(Result::unwrap).sum()
    };
    let rollup = desk.rows("rollup");
    let district = rollup
        .iter()
        .find(|row| row["level"] == "district")
        .unwrap();
    for column in ["initial_budget", "full_year_budget", "executed"] {
        let total: rust_decimal::Decimal = district[column].parse().unwrap();
        assert_eq!(total, sum(column), "{column} is exact");
    }
    let over = projects
        .iter()
        .filter(|row| !row["budget_variance"].starts_with('-'))
        .count();
    assert_eq!(district["over_budget_projects"], over.to_string());
}

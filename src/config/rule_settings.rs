//! What is wrong with the rules' settings that types cannot tell: terms that end before they begin,
//! offices that the registry does not know.

use super::nearest::nearest;
use crate::registry::Registry;
use crate::rules::{RulesConfig, Switch};

/// Every problem, in the order of the rules.
pub(super) fn problems(rules: &RulesConfig, registry: &Registry) -> Vec<String> {
    let switches = rules.switches();
    switches
        .iter()
        .flat_map(|switch| {
            backward_term(switch)
                .into_iter()
                .chain(strangers(switch, registry))
        })
        .collect()
}

fn backward_term(switch: &Switch<'_>) -> Option<String> {
    let (first, last) = switch.valid_from.zip(switch.valid_to)?;
    (last < first).then(|| {
        format!(
            "rules.{}：valid_from（{first}）晚于 valid_to（{last}），没有一个年度施行；停用请写 enabled: false",
            switch.code
        )
    })
}

/// Offices that have a severity of their own and are not in the registry: the setting would do nothing.
fn strangers(switch: &Switch<'_>, registry: &Registry) -> Vec<String> {
    let known: Vec<&str> = registry
        .offices
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let named = switch.offices.keys();
    named
        .filter(|office| !known.contains(&office.as_str()))
        .map(|office| {
            let meant = registry.near(office).first().map(|one| one.name.as_str());
            let meant = meant.or_else(|| nearest(office, known.iter().copied()));
            let hint = meant.map_or_else(
                || "请写 registry.offices 中的名称".to_owned(),
                |near| format!("是否应为“{near}”？"),
            );
            format!(
                "rules.{}.offices：名册中没有“{office}”；{hint}",
                switch.code
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    fn problems_of(rules: &str) -> Vec<String> {
        let config = parse("c", &format!("rules:\n{rules}")).unwrap();
        problems(&config.rules, &config.registry)
    }

    #[test]
    fn sound_settings_have_no_problems() {
        let sound = "  B101:\n    valid_from: 2024\n    valid_to: 2024\n    offices: {椿树街道: warning, 月坛街道: off}\n";
        assert_eq!(problems_of(sound), Vec::<String>::new());
        assert_eq!(
            problems_of("  B101: {stage: withdrawn}\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn terms_must_not_end_before_they_begin() {
        let problems = problems_of("  B101: {valid_from: 2025, valid_to: 2024}\n");
        assert_eq!(problems.len(), 1);
        assert!(
            problems[0].starts_with("rules.B101：valid_from（2025）晚于"),
            "{problems:?}"
        );
    }

    #[test]
    fn offices_are_those_of_the_registry() {
        let problems = problems_of(
            "  S103:\n    offices:\n      椿树街到: info\n      广内街道: off\n      财政局: off\n",
        );
        assert_eq!(
            problems,
            [
                "rules.S103.offices：名册中没有“广内街道”；是否应为“广安门内街道”？",
                "rules.S103.offices：名册中没有“椿树街到”；是否应为“椿树街道”？",
                "rules.S103.offices：名册中没有“财政局”；请写 registry.offices 中的名称",
            ]
        );
    }
}

//! What is wrong with a form or a file, and why we say so. One file per rule, one line per rule in
//! the catalogue below; its order is the order of the manual.
//!
//! Rules are pure and independent: none reads another's findings. What one rule means for another
//! (the more specific speaks for the less, an echo names its root) is data in their records and
//! applied by the engine.

mod across;
mod approved;
#[cfg(test)]
mod beside_fixture;
mod branches;
mod catalogue;
#[cfg(test)]
mod catalogue_tests;
mod copying;
mod corrected;
mod counts;
pub mod custom;
mod engine;
#[cfg(test)]
mod example_tests;
#[cfg(test)]
mod examples;
mod expected;
#[cfg(test)]
mod fixture;
mod formula;
mod lack;
mod look;
mod manual;
mod parts;
mod ran;
mod rate_base;
mod rule;
mod stated_reason;
mod suggestion;
mod switch;
#[cfg(test)]
mod unread_tests;
mod wording;

pub use corrected::compare_findings;
pub use engine::check;
pub use expected::check_expected;
pub use manual::Manual;
pub use ran::Checked;
pub use rule::{Circumstances, Listed, Meta};
pub use switch::{OfficeSeverities, OfficeSeverity, Switch};

catalogue::catalogue! {
    file {
        files Files {
            F101 => f101_unreadable_file,
            F102 => f102_encrypted_workbook,
            F103 => f103_no_form,
            F104 => f104_limit_exceeded,
            F105 => f105_duplicate_file,
        }
    }
    form {
        versions Files {
            F106 => f106_superseded_version,
        }
    }
    expected {
        roster Files {
            F107 => f107_missing_submission,
        }
    }
    form {
        structure Files {
            F108 => f108_unknown_office,
            F109 => f109_year_mismatch,
            F110 => f110_partial_form,
        }
        missing Missing {
            M101 => m101_required_field_missing,
            M102 => m102_amount_missing,
            M103 => m103_funding_breakdown_missing,
            M104 => m104_indicator_incomplete,
            M105 => m105_goal_missing,
            M106 => m106_deviation_reason_missing,
        }
        budget Budget {
            B101 => b101_executed_over_initial_budget,
            B102 => b102_executed_over_full_year_budget,
            B103 => b103_large_budget_adjustment,
            B104 => b104_breakdown_sum_mismatch,
            B105 => b105_suspected_unit_error,
            B106 => b106_negative_amount,
            B107 => b107_ledger_mismatch,
            B108 => b108_carryover_discontinuity,
        }
        execution Execution {
            E101 => e101_execution_rate_mismatch,
            E102 => e102_low_execution,
            E103 => e103_execution_score_mismatch,
            E104 => e104_execution_rate_undefined,
            E105 => e105_adjustment_unexplained,
        }
        weights Weights {
            W101 => w101_indicator_weights_sum,
            W102 => w102_category_weight_mismatch,
            W103 => w103_total_weight_mismatch,
            W104 => w104_overweight_indicator,
            W105 => w105_weight_on_blank_indicator,
        }
        scores Scores {
            S101 => s101_score_out_of_range,
            S102 => s102_indicator_score_mismatch,
            S103 => s103_cost_overrun_full_score,
            S104 => s104_unmet_target_full_score,
            S105 => s105_total_score_mismatch,
            S106 => s106_full_marks_despite_findings,
            S107 => s107_grade_mismatch,
            S108 => s108_score_on_blank_indicator,
            S109 => s109_points_ahead_of_money,
        }
        indicators Indicators {
            I101 => i101_target_not_measurable,
            I102 => i102_actual_copies_target,
            I103 => i103_actual_not_a_value,
            I104 => i104_compound_indicator,
            I105 => i105_target_far_exceeded,
            I106 => i106_unit_mismatch,
            I107 => i107_required_category_empty,
            I108 => i108_goal_copied,
            I109 => i109_cost_contradicts_funding,
            I110 => i110_wrong_category,
            I111 => i111_satisfaction_unsupported,
            I112 => i112_duplicate_indicator,
            I113 => i113_restates_budget,
            I114 => i114_period_conflict,
        }
        cross Cross {
            X101 => x101_duplicate_project,
            X102 => x102_copied_narrative,
            X103 => x103_outlier,
            X104 => x104_year_over_year_jump,
        }
    }
}

/// Finds a rule by its code, in whatever case it was typed.
#[must_use]
pub fn find(code: &str) -> Option<&'static Listed> {
    CATALOGUE
        .iter()
        .find(|listed| listed.meta.code.eq_ignore_ascii_case(code))
}

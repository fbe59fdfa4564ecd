//! Which figures catch the eye, and how much.

use super::super::rows::{Row, Value};
use super::super::sheet::Tone;
use crate::tables::columns::{
    indicators as indicator, projects as project, reporting, submissions,
};

/// More executed than the budget of the whole year.
pub(super) fn execution(row: Row<'_, '_>) -> Tone {
    match row.get(project::execution_rate) {
        Value::Rate(rate) if *rate > 1.0 => Tone::Error,
        _ => Tone::Plain,
    }
}

/// More executed than the budget at the start of the year.
pub(super) fn variance(row: Row<'_, '_>) -> Tone {
    warning_if(row.is_positive(project::budget_variance))
}

pub(super) fn total(row: Row<'_, '_>) -> Tone {
    warning_if(row.is_less(project::total_score, project::total_score_declared))
}

pub(super) fn score(row: Row<'_, '_>) -> Tone {
    warning_if(row.is_less(indicator::score, indicator::score_declared))
}

pub(super) fn warning_if(condition: bool) -> Tone {
    if condition {
        Tone::Warning
    } else {
        Tone::Plain
    }
}

pub(super) fn roster(row: Row<'_, '_>) -> Tone {
    match row.text(reporting::state) {
        "未报送" => Tone::Error,
        "逾期报送" | "不在名册" => Tone::Warning,
        _ => Tone::Plain,
    }
}

pub(super) fn status(row: Row<'_, '_>) -> Tone {
    match row.text(submissions::status) {
        "无法读取" => Tone::Error,
        "未识别到自评表" | "已读取（表格不完整）" => Tone::Warning,
        "跳过" => Tone::Info,
        _ => Tone::Plain,
    }
}

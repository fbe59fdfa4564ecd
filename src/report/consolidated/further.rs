//! Sheets beside the projects: whole departments, reviewed scores, and the layouts that were met.

use rust_decimal::Decimal;

use super::super::View;
use super::super::listing::{self, LINK};
use super::super::rows::{Row, Value};
use super::super::sheet::{Column, Kind, Origin, Sheet, Tone, read};
use super::title;
use crate::tables::columns::{
    DEPARTMENTS, LAYOUTS, REVIEWS, departments as department, layouts as layout, reviews as review,
};
use crate::value::decimal_from_f64;

/// Says of a layout that it is read with too little confidence.
const UNSURE: &str = "unsure";

/// Whole departments; nothing where none reported as such.
pub(super) fn departments<'a>(view: &View<'a>) -> Option<Sheet<'a>> {
    let of = |source, width| Column::of(DEPARTMENTS, source, width);
    let columns = vec![
        of(department::street_office, 14).shown(Kind::Wrapped),
        of(department::department_name, 26).shown(Kind::Wrapped),
        of(department::initial_budget, 14),
        of(department::full_year_budget, 14),
        of(department::executed, 14),
        of(department::execution_rate, 10)
            .titled("执行率")
            .live(Origin::Share(
                &[department::executed],
                department::full_year_budget,
            )),
        of(department::basic_full_year, 16),
        of(department::basic_executed, 14),
        of(department::project_full_year, 16),
        of(department::project_executed, 14),
        of(department::total_score_declared, 9),
        of(department::total_score, 9),
        of(department::grade, 6).shown(Kind::Label),
        of(department::findings_error, 6),
        of(department::findings_warning, 6),
        Column::new(LINK, "来源", Kind::Link, 7),
    ];
    let rows = read(&view.tables.departments);
    (!rows.is_empty()).then(|| Sheet {
        note: "金额单位：万元　整体支出包含其项目支出，不计入项目合计".to_owned(),
        frozen: 2,
        data_file: "departments.csv",
        ..Sheet::new(
            "部门整体",
            title(view, "部门整体支出绩效自评汇总"),
            columns,
            listing::located(rows, view),
        )
    })
}

/// Self-evaluated and reviewed scores; nothing where none was reviewed.
pub(super) fn reviews<'a>(view: &View<'a>) -> Option<Sheet<'a>> {
    let of = |source, width| Column::of(REVIEWS, source, width);
    let columns = vec![
        of(review::street_office, 14).shown(Kind::Wrapped),
        of(review::project_name, 28).shown(Kind::Wrapped),
        of(review::ordinal, 5),
        of(review::level3, 26).shown(Kind::Wrapped),
        of(review::actual_text, 18).shown(Kind::Wrapped),
        of(review::review_actual_text, 18).shown(Kind::Wrapped),
        of(review::score_declared, 9),
        of(review::score, 9),
        of(review::review_score, 9),
        of(review::difference, 8)
            .live(Origin::Difference(
                review::review_score,
                review::score_declared,
            ))
            .toned(difference_tone),
        of(review::review_note, 30).shown(Kind::Wrapped),
        Column::new(LINK, "来源", Kind::Link, 7),
    ];
    let rows = read(&view.tables.reviews);
    (!rows.is_empty()).then(|| Sheet {
        note: "偏差为复核得分减自评得分；序号为空的是预算执行率和总分；来源为报送的自评表，抽查复核表在结果文件夹".to_owned(),
        frozen: 2,
        data_file: "reviews.csv",
        ..Sheet::new(
            "复核对照",
            title(view, "自评与复核得分对照"),
            columns,
            listing::located(rows, view),
        )
    })
}

/// The layout atlas.
pub(super) fn layouts<'a>(view: &View<'a>) -> Sheet<'a> {
    let of = |source, width| Column::of(LAYOUTS, source, width);
    let columns = vec![
        of(layout::template, 18).shown(Kind::Wrapped),
        of(layout::title, 36).shown(Kind::Wrapped),
        of(layout::confidence, 10).toned(confidence_tone),
        of(layout::reason, 44).shown(Kind::Wrapped),
        of(layout::forms, 6),
        of(layout::partial_forms, 10),
        of(layout::unknown_labels, 24).shown(Kind::Wrapped),
        of(layout::suggested_entries, 40).shown(Kind::Wrapped),
        Column::new(LINK, "示例", Kind::Link, 7),
    ];
    let least = view.facts.least_confidence;
    let bound = Decimal::new(least.into(), 2);
    let rows = listing::located(read(&view.tables.layouts), view).with(UNSURE, |row| {
        let unsure = match row.get(layout::confidence) {
            Value::Rate(rate) => decimal_from_f64(*rate).is_some_and(|rate| rate < bound),
            _ => false,
        };
        Value::Count(unsure.into())
    });
    Sheet {
        note: format!(
            "识别把握低于 {least}% 的标色，应逐份核对；“建议词条”核实后可粘贴到 config.yaml 的 dictionary 之下"
        ),
        frozen: 1,
        data_file: "layouts.csv",
        ..Sheet::new("版式图谱", title(view, "自评表版式图谱"), columns, rows)
    }
}

fn confidence_tone(row: Row<'_, '_>) -> Tone {
    super::tones::warning_if(row.is_positive(UNSURE))
}

fn difference_tone(row: Row<'_, '_>) -> Tone {
    super::tones::warning_if(row.is_less(review::review_score, review::score_declared))
}

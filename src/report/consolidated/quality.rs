//! How well the offices filled in and sent their forms, apart from what the projects scored.

use std::cmp::Ordering;

use super::super::View;
use super::super::rows::{Row, Rows, Value};
use super::super::sheet::{Column, Kind, Sheet, read};
use super::super::words;
use super::{title, tones};
use crate::tables::QualityPart;
use crate::tables::columns::{QUALITY, quality as column};

/// What is to be known of these scores wherever they are shown.
pub(in crate::report) const STANDING: &str =
    "报送质量得分为内部参考口径，不是上级规定的标准，与项目得分无关";

/// How every part came about, below one another.
const BASES: &str = "bases";

/// Weight, score and words of a part.
pub(in crate::report) fn columns_of(part: QualityPart) -> [&'static str; 3] {
    match part {
        QualityPart::Timely => [
            column::timely_weight,
            column::timely_score,
            column::timely_basis,
        ],
        QualityPart::Complete => [
            column::complete_weight,
            column::complete_score,
            column::complete_basis,
        ],
        QualityPart::Regular => [
            column::regular_weight,
            column::regular_score,
            column::regular_basis,
        ],
        QualityPart::Accurate => [
            column::accurate_weight,
            column::accurate_score,
            column::accurate_basis,
        ],
        QualityPart::Sensible => [
            column::sensible_weight,
            column::sensible_score,
            column::sensible_basis,
        ],
    }
}

/// Every office by its score; those without one last.
pub(super) fn sheet<'a>(view: &View<'a>) -> Sheet<'a> {
    let of = |source, width| Column::of(QUALITY, source, width);
    let parts = QualityPart::ALL.map(|part| {
        let [_, score, _] = columns_of(part);
        of(score, 8).titled(part.label())
    });
    let mut columns = vec![
        of(column::rank, 7),
        of(column::street_office, 22).shown(Kind::Wrapped),
        of(column::state, 12)
            .shown(Kind::Label)
            .toned(tones::roster),
        of(column::forms, 8),
        of(column::score, 12),
    ];
    columns.extend(parts);
    columns.push(Column::new(BASES, "怎样得出", Kind::Wrapped, 90));
    Sheet {
        note: format!(
            "{STANDING}　权重、扣分见 config.yaml 的 quality　由其他问题引起的、不予处理的不扣　没有报送的单位没有得分"
        ),
        frozen: 2,
        data_file: "quality.csv",
        ..Sheet::new(
            "报送质量",
            title(view, "项目支出绩效自评报送质量"),
            columns,
            rows(view),
        )
    }
}

fn rows<'a>(view: &View<'a>) -> Rows<'a> {
    let by_rank: fn(Ordering) -> Ordering = |order| order;
    read(&view.tables.quality)
        .sorted(|one, other| {
            one.get(column::rank)
                .ranked(other.get(column::rank), by_rank)
        })
        .with(column::state, |row| {
            Value::text(words::roster(row.text(column::state)).to_owned())
        })
        .with(BASES, |row| Value::text(bases(row)))
}

/// `及时（10）：…`, a line for each part, and the sum.
fn bases(row: Row<'_, '_>) -> String {
    let total = row.text(column::basis);
    if total.is_empty() {
        return String::new();
    }
    let parts = QualityPart::ALL.map(|part| {
        let [weight, _, basis] = columns_of(part);
        let weight = match row.get(weight) {
            Value::Figure(weight) => format!("（{}）", crate::value::plain(*weight)),
            _ => String::new(),
        };
        format!("{}{weight}：{}", part.label(), row.text(basis))
    });
    format!("{}\n得分：{total}", parts.join("\n"))
}

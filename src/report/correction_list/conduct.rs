//! The quality of an office's submission on its notice: part by part, and how each came about.

use crate::report::consolidated::quality::columns_of;
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, Tone};
use crate::tables::QualityPart;
use crate::tables::columns::quality;

/// The last row: the parts together.
const TOTAL: &str = "报送质量得分";

/// The parts and their sum; none where the office has no score.
pub(super) fn rows<'a>(of_office: &Rows<'a>) -> Rows<'a> {
    let Some(row) = of_office.iter().next() else {
        return Rows::default();
    };
    if *row.get(quality::score) == Value::Unknown {
        return Rows::default();
    }
    let total = [
        Value::text(TOTAL),
        Value::Count(100),
        row.get(quality::score).clone(),
        row.get(quality::basis).clone(),
    ];
    let parts = QualityPart::ALL.map(|part| line(part, row));
    let lines: Vec<[Value<'a>; 4]> = parts.into_iter().chain([total]).collect();
    let column = |at: usize| {
        let cells = lines.iter().filter_map(|line| line.get(at).cloned());
        cells.collect::<Vec<Value<'a>>>()
    };
    Rows::from_columns(vec![
        ("part", column(0)),
        ("weight", column(1)),
        ("points", column(2)),
        ("basis", column(3)),
    ])
}

fn line<'a>(part: QualityPart, row: Row<'_, 'a>) -> [Value<'a>; 4] {
    let [weight, points, basis] = columns_of(part);
    let points = match row.get(points) {
        Value::Unknown => Value::text("不评　"),
        points => points.clone(),
    };
    [
        Value::text(part.label()),
        row.get(weight).clone(),
        points,
        row.get(basis).clone(),
    ]
}

/// In the columns of the notice.
pub(super) fn columns() -> [Column; 4] {
    [
        Column::new("part", "项目", Kind::Label, 16).over(2),
        Column::new("weight", "权重", Kind::Points, 26),
        Column::new("points", "得分", Kind::Points, 32),
        Column::new("basis", "怎样得出", Kind::Wrapped, 86).over(3),
    ]
}

pub(super) fn tone(row: Row<'_, '_>) -> Tone {
    if row.text("part") == TOTAL {
        Tone::Total
    } else {
        Tone::Plain
    }
}

//! One project on a sheet of the review book.

use std::collections::BTreeMap;

use rust_xlsxwriter::XlsxError;

use crate::evaluate::IndicatorResult;
use crate::form::{FundingKind, Indicator};
use crate::grid::CellRef;
use crate::report::RunFacts;
use crate::report::file_name;
use crate::report::page::Page;
use crate::report::rows::{Rows, Value};
use crate::report::sheet::{Column, Kind, Tone};
use crate::sampling::{Drawn, EXECUTION, FORM_MARK, TOTAL};
use crate::value::{Figure, Measure, text::tidy};

/// Half-width characters that the whole table takes.
const BREADTH: usize = 190;
/// UTF-16 units of a project's name that stand on its tab: Excel takes 31 in all.
const TAB: usize = 26;

/// The tab of a project: its number on the list and its name, without what Excel refuses.
pub(super) fn tab(ordinal: usize, drawn: &Drawn<'_>) -> String {
    file_name::tab(ordinal, drawn.assessed.project_name(), TAB)
}

/// Lays the sheet out: whose project, then a row for the execution rate, one an indicator, a total.
pub(super) fn lay_out(
    page: &mut Page<'_>,
    facts: &RunFacts,
    drawn: &Drawn<'_>,
) -> Result<(), XlsxError> {
    let columns = columns();
    let widths: Vec<u16> = columns.iter().map(|column| column.width).collect();
    page.columns(&widths)?;
    page.title(&format!("{}年度项目支出绩效自评复核表", facts.fiscal_year))?;
    for line in head(drawn) {
        page.paragraph(&line, BREADTH)?;
    }
    page.repeat_next_row()?;
    page.table(&columns, &rows(drawn), |row| {
        if row.text("level1") == TOTAL {
            Tone::Total
        } else {
            Tone::Plain
        }
    })
}

fn columns() -> Vec<Column> {
    let open = |source, header, kind, width| {
        // What the reviewer fills in stands out.
        Column::new(source, header, kind, width).toned(|_| Tone::Info)
    };
    vec![
        Column::new("level1", "一级指标", Kind::Wrapped, 12),
        Column::new("level2", "二级指标", Kind::Wrapped, 14),
        Column::new("level3", "三级指标", Kind::Wrapped, 26),
        Column::new("sign", "指标性质", Kind::Label, 9),
        Column::new("target", "指标值", Kind::Wrapped, 22),
        Column::new("unit", "度量单位", Kind::Label, 10),
        Column::new("weight", "权重", Kind::Points, 8),
        Column::new("actual", "自评完成值", Kind::Wrapped, 22),
        Column::new("score", "自评得分", Kind::Points, 10),
        open("review_actual", "复核完成值", Kind::Wrapped, 16),
        open("review_score", "复核得分", Kind::Points, 10),
        open("deviation", "偏差（偏离度）", Kind::Wrapped, 12),
        Column::new("note", "备注", Kind::Wrapped, 30),
    ]
}

fn head(drawn: &Drawn<'_>) -> [String; 2] {
    let assessed = drawn.assessed;
    let (file, sheet) = (&drawn.source.file, &assessed.form.sheet);
    [
        format!(
            "项目名称：{}　　预算单位：{}　　街道：{}　　{FORM_MARK}{}",
            assessed.project_name(),
            assessed.implementing_unit(),
            assessed.street_office(),
            assessed.form_id
        ),
        format!(
            "来源：{file}!{sheet}　　风险：{}",
            drawn.risk.reasons.join("；")
        ),
    ]
}

/// One row of the table.
#[derive(Default)]
struct Line<'a> {
    words: [String; 3],
    sign: String,
    target: String,
    unit: String,
    actual: String,
    weight: Value<'a>,
    score: Value<'a>,
    note: String,
}

fn rows<'a>(drawn: &Drawn<'_>) -> Rows<'a> {
    let mut lines: Vec<Line<'a>> = execution(drawn).into_iter().collect();
    let evaluated = drawn.assessed.evaluation.of(&drawn.assessed.form);
    let scored = evaluated.filter(|(row, _)| !row.is_blank() && !row.is_breakdown());
    lines.extend(scored.map(|(row, result)| indicator(row, result, drawn)));
    lines.push(total(drawn));
    let mut cells: BTreeMap<&'static str, Vec<Value<'a>>> = BTreeMap::new();
    for line in lines {
        for (column, value) in line.cells() {
            cells.entry(column).or_default().push(value);
        }
    }
    Rows::from_columns(cells.into_iter().collect())
}

impl<'a> Line<'a> {
    fn cells(self) -> [(&'static str, Value<'a>); 13] {
        let [level1, level2, level3] = self.words;
        [
            ("level1", Value::text(level1)),
            ("level2", Value::text(level2)),
            ("level3", Value::text(level3)),
            ("sign", Value::text(self.sign)),
            ("target", Value::text(self.target)),
            ("unit", Value::text(self.unit)),
            ("weight", self.weight),
            ("actual", Value::text(self.actual)),
            ("score", self.score),
            ("review_actual", Value::Unknown),
            ("review_score", Value::Unknown),
            ("deviation", Value::Unknown),
            ("note", Value::text(self.note)),
        ]
    }
}

/// The execution rate, where the form scores it.
fn execution<'a>(drawn: &Drawn<'_>) -> Option<Line<'a>> {
    let form = &drawn.assessed.form;
    let row = form
        .funding_row(FundingKind::Total)
        .filter(|_| form.scores_execution())?;
    let recomputed = &drawn.assessed.evaluation.execution;
    let rate = recomputed
        .rate
        .map(|rate| format!("重算执行率 {}", rate.to_percent()));
    let score = recomputed.score.map(|score| format!("得分 {score}"));
    let note: Vec<String> = rate.into_iter().chain(score).collect();
    Some(Line {
        words: ["预算执行", "预算执行", EXECUTION].map(str::to_owned),
        sign: "＝".to_owned(),
        target: "100".to_owned(),
        unit: "%".to_owned(),
        actual: row.rate.text().trim().to_owned(),
        weight: points(recomputed.weight),
        score: points(row.score.figure()),
        note: note.join("，"),
    })
}

fn indicator<'a>(row: &Indicator, result: &IndicatorResult, drawn: &Drawn<'_>) -> Line<'a> {
    let target = row.target.value();
    let quantity = target.and_then(Measure::quantity);
    let sign = target.and_then(Measure::comparator);
    let sign = match (sign, quantity) {
        (Some(sign), _) => sign.to_string(),
        (None, Some(_)) => "＝".to_owned(),
        (None, None) => "定性".to_owned(),
    };
    let (target, unit) = match quantity {
        Some(quantity) => (
            quantity.value.normalize().to_string(),
            quantity.unit.to_string(),
        ),
        None => (tidy(row.target.text()), String::new()),
    };
    Line {
        words: [
            tidy(&row.level1.text),
            tidy(&row.level2.text),
            row.name().to_owned(),
        ],
        sign,
        target,
        unit,
        actual: tidy(row.actual.text()),
        weight: points(row.weight.figure()),
        score: points(row.score.figure()),
        note: note(row, result, drawn),
    }
}

/// What was recomputed, where it differs, and which rules have something to say about the row.
fn note(row: &Indicator, result: &IndicatorResult, drawn: &Drawn<'_>) -> String {
    let declared = row.score.figure();
    let differs = result
        .score
        .filter(|score| declared.is_some_and(|declared| declared != *score));
    let recomputed = differs.map(|score| format!("重算得分 {score}"));
    let form = &drawn.assessed.form;
    let row_of = |at: CellRef| form.place(at).1.row;
    let own = row_of(row.at());
    let mut codes: Vec<&str> = drawn
        .findings
        .iter()
        .filter(|found| found.at.is_some_and(|at| at.row == own))
        .map(|found| found.code.as_str())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let codes = (!codes.is_empty()).then(|| format!("见 {}", codes.join("、")));
    let parts: Vec<String> = recomputed.into_iter().chain(codes).collect();
    parts.join("；")
}

fn total<'a>(drawn: &Drawn<'_>) -> Line<'a> {
    let evaluation = &drawn.assessed.evaluation;
    let declared = drawn.assessed.form.total.as_ref();
    let recomputed = evaluation
        .total_score
        .map(|score| format!("重算总分 {score}"));
    Line {
        words: [TOTAL.to_owned(), String::new(), String::new()],
        weight: points(evaluation.total_weight),
        score: points(declared.and_then(|total| total.score.figure())),
        note: recomputed.unwrap_or_default(),
        ..Line::default()
    }
}

/// A figure as a number, exact; an unknown one leaves the cell empty.
pub(super) fn points<'a, T: Figure>(figure: Option<T>) -> Value<'a> {
    figure.map_or(Value::Unknown, |figure| Value::Figure(figure.decimal()))
}

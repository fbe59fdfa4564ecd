//! 图表: the district in four pictures on one sheet of paper, with what does not fit told below.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::ceiling;
use super::chart_data::{ChartData, LABEL, Places, UNGRADED};
use super::title;
use crate::finding::Severity;
use crate::report::View;
use crate::report::page::{Area, Chart, Page, Scale, Series, Shape};
use crate::report::rows::{Row, Rows, Value};
use crate::report::theme::Ink;
use crate::tables::columns::rollup;
use crate::value::{Rate, decimal_from_f64, grouped, plain};

/// The sheet.
pub(super) const SHEET: &str = "图表";

/// The page, in half-width characters and in pixels: as wide as an upright A4.
const WIDTHS: [u16; 19] = [5; 19];
const BREADTH: usize = 104;
const WIDTH: u32 = 760;
const GAP: u32 = 8;

/// Standing charts are so high; lying ones as their bars need.
const HEIGHT: u32 = 330;
const HEAD_AND_FOOT: u32 = 120;
const BAR: u32 = 20;
const FEWEST_BARS: u32 = 4;

const MONEY: [(&str, &str, Ink); 3] = [
    (rollup::initial_budget, "年初预算数", Ink::Light),
    (rollup::full_year_budget, "全年预算数", Ink::Middle),
    (rollup::executed, "全年执行数", Ink::Dark),
];

const GRADES: [(&str, Ink); 5] = [
    (rollup::grade_excellent, Ink::Dark),
    (rollup::grade_good, Ink::Middle),
    (rollup::grade_fair, Ink::Light),
    (rollup::grade_poor, Ink::Alarm),
    (UNGRADED, Ink::Paper),
];

const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// Counts on the bars, but no zeros.
const COUNTS: &str = "#,##0;;";

/// Fills the page.
pub(super) fn lay_out(
    page: &mut Page<'_>,
    view: &View<'_>,
    data: &ChartData<'_>,
    places: &Places,
) -> Result<(), XlsxError> {
    page.upright();
    page.on_one_sheet();
    page.columns(&WIDTHS)?;
    page.title(&title(view, "项目支出绩效自评图表"))?;
    page.note(&scope(data))?;
    let whole = |chart: Option<Chart>| chart.into_iter().collect::<Vec<_>>();
    let bars = u32::try_from(data.drawn.len()).unwrap_or(u32::MAX);
    let lying = BAR
        .saturating_mul(bars.max(FEWEST_BARS))
        .saturating_add(HEAD_AND_FOOT);
    let of_offices = [rates(data, places), grades(data, places)];
    for (charts, height) in [
        (whole(money(data, places)), HEIGHT),
        (of_offices.into_iter().flatten().collect(), lying),
        (whole(found(places)), HEIGHT),
    ] {
        side_by_side(page, &charts, height)?;
    }
    for (number, note) in (1..).zip(notes(data)) {
        page.paragraph(&format!("注{number}．{note}"), BREADTH)?;
    }
    Ok(())
}

fn scope(data: &ChartData<'_>) -> String {
    let all = data.offices();
    if data.is_part() {
        let drawn = data.drawn.len();
        return format!(
            "图中为 {all} 个单位中全年预算数最大的 {drawn} 个，按名次排列；全部单位见“图表数据”"
        );
    }
    format!("图中为有自评表的 {all} 个单位，按名次排列；数据见“图表数据”")
}

fn side_by_side(page: &mut Page<'_>, charts: &[Chart], height: u32) -> Result<(), XlsxError> {
    let count = u32::try_from(charts.len()).unwrap_or(u32::MAX);
    let Some(width) = WIDTH.checked_div(count) else {
        return Ok(());
    };
    for (left, chart) in (0..count).map(|at| at.saturating_mul(width)).zip(charts) {
        let area = Area {
            left,
            width: width.saturating_sub(GAP),
            height,
        };
        page.chart(chart, area)?;
    }
    page.room(height.saturating_add(GAP))
}

/// What was executed of each office's budget, with a line at all of it.
fn rates(data: &ChartData<'_>, places: &Places) -> Option<Chart> {
    let rates = known_rates(&data.drawn);
    let over = |row: Row<'_, '_>| rate(row).is_some_and(|rate| rate > Decimal::ONE);
    let series = Series {
        values: places.offices.span(rollup::execution_rate)?,
        ink: Ink::Middle,
        alarms: data.drawn.iter().map(over).collect(),
    };
    let most = ceiling::of_rates(&rates);
    (!rates.is_empty()).then_some(Chart {
        shape: Shape::Bars,
        title: "各单位执行率（虚线为 100%）".to_owned(),
        told: "条形图：各单位执行率，超过 100% 的为红色".to_owned(),
        names: places.offices.names()?,
        series: vec![series],
        scale: Scale {
            format: "0%",
            label: Some("#,##0.00%"),
            from_zero: rates.iter().all(|rate| *rate >= Decimal::ZERO),
            most: Some(most),
            step: Some(Decimal::ONE),
        },
    })
}

/// What was granted and what was spent.
fn money(data: &ChartData<'_>, places: &Places) -> Option<Chart> {
    let known = MONEY
        .into_iter()
        .filter(|(source, _, _)| data.drawn.knows(source));
    let series =
        known.filter_map(|(source, _, ink)| Some(Series::plain(places.offices.span(source)?, ink)));
    let series: Vec<Series> = series.collect();
    let amounts: Vec<Decimal> = data.drawn.iter().flat_map(amounts).collect();
    (!series.is_empty()).then_some(Chart {
        shape: Shape::Columns,
        title: "各单位预算与执行（万元）".to_owned(),
        told: "柱形图：各单位年初预算数、全年预算数、全年执行数".to_owned(),
        names: places.offices.names()?,
        series,
        scale: Scale {
            format: "#,##0.##",
            label: None,
            from_zero: amounts.iter().all(|amount| *amount >= Decimal::ZERO),
            most: end_of_money(&data.drawn),
            step: None,
        },
    })
}

/// How the projects of each office were graded.
fn grades(data: &ChartData<'_>, places: &Places) -> Option<Chart> {
    let some = GRADES
        .into_iter()
        .filter(|(source, _)| data.drawn.iter().any(|row| row.is_positive(source)));
    let series =
        some.filter_map(|(source, ink)| Some(Series::plain(places.offices.span(source)?, ink)));
    Some(Chart {
        shape: Shape::Shares,
        title: "各单位项目等级（个）".to_owned(),
        told: "百分比条形图：各单位优、良、中、差和未评等级的项目数".to_owned(),
        names: places.offices.names()?,
        series: series.collect(),
        scale: Scale {
            format: "0%",
            label: Some(COUNTS),
            from_zero: true,
            most: Some(Decimal::ONE),
            step: Some(HALF),
        },
    })
}

/// What was found, by the family of the rule and how grave it is.
fn found(places: &Places) -> Option<Chart> {
    let series = Severity::ALL.into_iter().filter_map(|severity| {
        let ink = match severity {
            Severity::Error => Ink::Alarm,
            Severity::Warning => Ink::Caution,
            Severity::Info => Ink::Light,
        };
        let values = places.families.span(severity.name())?;
        Some(Series::plain(values, ink))
    });
    Some(Chart {
        shape: Shape::Stacked,
        title: "核查发现（条），按规则类别和严重程度".to_owned(),
        told: "堆积柱形图：各类规则的错误、警告、提示条数".to_owned(),
        names: places.families.names()?,
        series: series.collect(),
        scale: Scale {
            format: "#,##0",
            label: Some(COUNTS),
            from_zero: true,
            most: None,
            step: None,
        },
    })
}

/// What the pictures cannot show.
fn notes(data: &ChartData<'_>) -> Vec<String> {
    let cut = [cut_money(&data.drawn), cut_rates(&data.drawn)];
    let conventions = [
        "执行率＝全年执行数÷全年预算数，只计两数均已知的项目；红色条为超过 100%。没有条的单位无法得出执行率。".to_owned(),
        "“未评”为总分值不是 100 分或得分无法得出、不评等级的项目。".to_owned(),
    ];
    cut.into_iter().flatten().chain(conventions).collect()
}

fn cut_money(drawn: &Rows<'_>) -> Option<String> {
    let most = end_of_money(drawn)?;
    let beyond = drawn.iter().flat_map(|row| {
        MONEY.into_iter().filter_map(move |(source, header, _)| {
            let amount = figure(row, source).filter(|amount| *amount > most)?;
            Some(format!(
                "{}{header} {} 万元",
                row.text(LABEL),
                grouped(&plain(amount))
            ))
        })
    });
    let beyond: Vec<String> = beyond.collect();
    Some(format!(
        "“各单位预算与执行”的坐标止于 {} 万元，顶格的柱实为：{}；数额悬殊的，请先核实是否元与万元混用。",
        grouped(&plain(most)),
        beyond.join("，")
    ))
}

fn cut_rates(drawn: &Rows<'_>) -> Option<String> {
    let most = ceiling::of_rates(&known_rates(drawn));
    let beyond = drawn.iter().filter_map(|row| {
        let rate = rate(row).filter(|rate| *rate > most)?;
        let percent = grouped(&Rate::new(rate).to_percent());
        Some(format!("{} {percent}", row.text(LABEL)))
    });
    let beyond: Vec<String> = beyond.collect();
    let most = Rate::new(most).to_percent();
    (!beyond.is_empty()).then(|| {
        format!(
            "“各单位执行率”的坐标止于 {most}，顶格的条实为：{}。",
            beyond.join("，")
        )
    })
}

fn end_of_money(drawn: &Rows<'_>) -> Option<Decimal> {
    let largest = drawn
        .iter()
        .filter_map(|row| amounts(row).into_iter().max());
    ceiling::of_amounts(&largest.collect::<Vec<_>>())
}

fn amounts(row: Row<'_, '_>) -> Vec<Decimal> {
    let known = MONEY
        .into_iter()
        .filter_map(|(source, _, _)| figure(row, source));
    known.collect()
}

fn figure(row: Row<'_, '_>, source: &str) -> Option<Decimal> {
    match row.get(source) {
        Value::Figure(figure) => Some(*figure),
        _ => None,
    }
}

fn known_rates(drawn: &Rows<'_>) -> Vec<Decimal> {
    drawn.iter().filter_map(rate).collect()
}

fn rate(row: Row<'_, '_>) -> Option<Decimal> {
    match row.get(rollup::execution_rate) {
        Value::Rate(rate) => decimal_from_f64(*rate),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture::{Batch, frame};
    use crate::tables::columns::ROLLUP;

    /// As many offices with these budgets, executed in full but for the first.
    fn district(budgets: &[&str]) -> Batch {
        let mut batch = Batch::new();
        let names: Vec<String> = (1..=budgets.len()).map(|at| format!("{at}号")).collect();
        let rows: Vec<Vec<(&str, &str)>> = names
            .iter()
            .zip(budgets)
            .enumerate()
            .map(|(at, (name, budget))| {
                vec![
                    ("level", "street_office"),
                    ("name", name.as_str()),
                    ("projects", "3"),
                    ("grade_excellent", "2"),
                    ("full_year_budget", *budget),
                    ("execution_rate", if at == 0 { "90.5" } else { "1" }),
                ]
            })
            .collect();
        let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
        batch.tables.rollup = frame(ROLLUP, &rows);
        batch
    }

    #[test]
    fn what_goes_beyond_the_axes_is_told() {
        let batch = district(&["458258.1", "300", "1644.7", "275"]);
        let notes = notes(&ChartData::of(&batch.view()));
        assert!(notes[0].contains("止于 2,000 万元"), "{notes:?}");
        assert!(
            notes[0].contains("1号全年预算数 458,258.1 万元；"),
            "{notes:?}"
        );
        assert!(notes[1].contains("止于 200%") && notes[1].contains("1号 9,050%。"));
    }

    #[test]
    fn where_nothing_stands_out_nothing_is_cut() {
        let mut batch = district(&["300", "500", "900"]);
        assert!(!notes(&ChartData::of(&batch.view()))[0].contains("预算与执行”的坐标"));
        batch = district(&[]);
        assert!(ChartData::of(&batch.view()).drawn.is_empty());
    }

    #[test]
    fn of_many_offices_those_with_most_money_are_drawn() {
        let budgets: Vec<String> = (1..=30).map(|at| (at * 10).to_string()).collect();
        let budgets: Vec<&str> = budgets.iter().map(String::as_str).collect();
        let batch = district(&budgets);
        let data = ChartData::of(&batch.view());
        assert_eq!(
            scope(&data),
            "图中为 30 个单位中全年预算数最大的 20 个，按名次排列；全部单位见“图表数据”"
        );
        let drawn: Vec<&str> = data
            .drawn
            .iter()
            .map(|row| row.text(rollup::name))
            .collect();
        assert!(drawn.contains(&"11号") && drawn.contains(&"30号") && !drawn.contains(&"10号"));
        let ungraded = data
            .drawn
            .iter()
            .next()
            .map(|row| row.get(UNGRADED).clone());
        assert_eq!(ungraded, Some(Value::Count(1)));
    }
}

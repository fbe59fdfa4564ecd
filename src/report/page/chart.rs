//! Charts on a page, drawn from a description of what a reader should see. Their figures are cells
//! of the workbook, so that whoever doubts a bar finds the number behind it.

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Chart as Drawn, ChartAxis, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition,
    ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartPoint,
    ChartSeries, ChartSolidFill, ChartType, ObjectMovement, XlsxError,
};

use super::Page;
use super::table::number;
use crate::report::theme::{Ink, Theme};

/// The rows that charts stand on, in pixels.
const ROW: u32 = 24;

/// Points of a chart's title, and of all its other text.
const TITLE: u8 = 12;
const TEXT: u8 = 9;

/// What kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Shape {
    /// Lying bars, the first on top.
    Bars,
    /// Lying bars of one length, divided by shares.
    Shares,
    /// Standing bars, side by side.
    Columns,
    /// Standing bars, one upon the other.
    Stacked,
}

/// Cells below one another in a column of a sheet, and their header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) struct Span {
    pub(in crate::report) sheet: &'static str,
    pub(in crate::report) header: u32,
    pub(in crate::report) first: u32,
    pub(in crate::report) last: u32,
    pub(in crate::report) col: u16,
}

/// One row of bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Series {
    /// Where its figures stand; its name is their header.
    pub(in crate::report) values: Span,
    /// Its colour.
    pub(in crate::report) ink: Ink,
    /// Which of its bars are set apart.
    pub(in crate::report) alarms: Vec<bool>,
}

impl Series {
    /// Without bars that are set apart.
    pub(in crate::report) fn plain(values: Span, ink: Ink) -> Self {
        Self {
            values,
            ink,
            alarms: Vec::new(),
        }
    }
}

/// The axis of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) struct Scale {
    /// How figures are shown.
    pub(in crate::report) format: &'static str,
    /// How they are shown on the bars, where they are.
    pub(in crate::report) label: Option<&'static str>,
    /// Does it begin at zero? Not where something lies below.
    pub(in crate::report) from_zero: bool,
    /// Where it ends, if not with the largest figure.
    pub(in crate::report) most: Option<Decimal>,
    /// From line to line.
    pub(in crate::report) step: Option<Decimal>,
}

/// A chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Chart {
    pub(in crate::report) shape: Shape,
    pub(in crate::report) title: String,
    /// What it shows, for those who cannot see it.
    pub(in crate::report) told: String,
    /// What stands at the bars.
    pub(in crate::report) names: Span,
    pub(in crate::report) series: Vec<Series>,
    pub(in crate::report) scale: Scale,
}

/// Where on the page, in pixels from its left edge; from top it begins at the next row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) struct Area {
    pub(in crate::report) left: u32,
    pub(in crate::report) width: u32,
    pub(in crate::report) height: u32,
}

impl Page<'_> {
    /// Puts a chart on the page without going below it.
    pub(in crate::report) fn chart(&mut self, chart: &Chart, area: Area) -> Result<(), XlsxError> {
        let mut drawn = drawn(chart, self.theme);
        drawn
            .set_width(area.width)
            .set_height(area.height)
            .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
        self.sheet
            .insert_chart_with_offset(self.row, 0, &drawn, area.left, 0)?;
        Ok(())
    }

    /// Leaves so many pixels empty, for the charts that begin at the next row.
    pub(in crate::report) fn room(&mut self, pixels: u32) -> Result<(), XlsxError> {
        for _ in 0..pixels.div_ceil(ROW) {
            self.sheet.set_row_height_pixels(self.row, ROW)?;
            self.skip();
        }
        Ok(())
    }
}

fn drawn(chart: &Chart, theme: &Theme) -> Drawn {
    let mut drawn = Drawn::new(match chart.shape {
        Shape::Bars => ChartType::Bar,
        Shape::Shares => ChartType::BarPercentStacked,
        Shape::Columns => ChartType::Column,
        Shape::Stacked => ChartType::ColumnStacked,
    });
    for series in &chart.series {
        drawn.push_series(&bars(chart, series, theme));
    }
    drawn.set_alt_text(chart.told.as_str());
    drawn
        .title()
        .set_name(chart.title.as_str())
        .set_font(&font(&theme.heading_font, TITLE));
    drawn
        .chart_area()
        .set_format(ChartFormat::new().set_border(&line(Ink::Light)));
    legend(&mut drawn, chart, theme);
    axes(&mut drawn, chart, theme);
    drawn
}

fn bars(chart: &Chart, series: &Series, theme: &Theme) -> ChartSeries {
    let values = series.values;
    let mut bars = ChartSeries::new();
    bars.set_name((values.sheet, values.header, values.col))
        .set_categories(range(chart.names))
        .set_values(range(values))
        .set_format(&mut filled(series.ink))
        .set_gap(if chart.shape == Shape::Columns {
            60
        } else {
            40
        });
    if series.alarms.contains(&true) {
        let points: Vec<ChartPoint> = series.alarms.iter().map(|is| point(*is)).collect();
        bars.set_points(&points);
    }
    if let Some(format) = chart.scale.label {
        bars.set_data_label(&label(chart.shape, format, series.ink, theme));
    }
    bars
}

fn range(span: Span) -> (&'static str, u32, u16, u32, u16) {
    (span.sheet, span.first, span.col, span.last, span.col)
}

fn point(is_alarm: bool) -> ChartPoint {
    if is_alarm {
        ChartPoint::new().set_format(&mut filled(Ink::Alarm))
    } else {
        ChartPoint::default()
    }
}

/// Bars have a thin edge, so that even white ones are seen.
fn filled(ink: Ink) -> ChartFormat {
    let mut format = ChartFormat::new();
    format
        .set_solid_fill(ChartSolidFill::new().set_color(ink.color()))
        .set_border(&line(Ink::Dark));
    format
}

fn line(ink: Ink) -> ChartLine {
    let mut line = ChartLine::new();
    line.set_color(ink.color()).set_width(0.5);
    line
}

fn label(shape: Shape, format: &str, ink: Ink, theme: &Theme) -> ChartDataLabel {
    let mut letters = font(&theme.body_font, TEXT);
    let mut label = ChartDataLabel::new();
    if matches!(shape, Shape::Shares | Shape::Stacked) {
        label.set_position(ChartDataLabelPosition::Center);
        letters.set_color(ink.letters());
    } else {
        label.set_position(ChartDataLabelPosition::OutsideEnd);
    }
    label
        .show_value()
        .set_num_format(format)
        .set_font(&letters)
        .clone()
}

fn legend(drawn: &mut Drawn, chart: &Chart, theme: &Theme) {
    if chart.series.len() < 2 {
        drawn.legend().set_hidden();
        return;
    }
    drawn
        .legend()
        .set_position(ChartLegendPosition::Bottom)
        .set_font(&font(&theme.body_font, TEXT));
}

fn axes(drawn: &mut Drawn, chart: &Chart, theme: &Theme) {
    let letters = font(&theme.body_font, TEXT);
    // On lying bars the two axes change places.
    if matches!(chart.shape, Shape::Bars | Shape::Shares) {
        // The first on top turns the other axis upside down with it.
        figures(drawn.x_axis(), chart.scale)
            .set_font(&letters)
            .set_label_position(ChartAxisLabelPosition::High);
        names(drawn.y_axis())
            .set_font(&letters)
            .set_major_gridlines(false)
            .set_reverse();
    } else {
        figures(drawn.y_axis(), chart.scale).set_font(&letters);
        names(drawn.x_axis()).set_font(&letters);
    }
}

fn names(axis: &mut ChartAxis) -> &mut ChartAxis {
    axis.set_label_position(ChartAxisLabelPosition::Low)
        .set_label_interval(1)
}

fn figures(axis: &mut ChartAxis, scale: Scale) -> &mut ChartAxis {
    let mut grid = line(Ink::Middle);
    grid.set_dash_type(ChartLineDashType::Dash);
    axis.set_num_format(scale.format)
        .set_major_gridlines(true)
        .set_major_gridlines_line(&grid);
    if scale.from_zero {
        axis.set_min(0);
    }
    if let Some(most) = scale.most {
        axis.set_max(number(most));
    }
    if let Some(step) = scale.step {
        axis.set_major_unit(number(step));
    }
    axis
}

fn font(name: &str, points: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(name).set_size(points).unset_bold();
    font
}

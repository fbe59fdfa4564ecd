//! The sheets of the workbook with a line each: a table of contents that leads there.

use rust_xlsxwriter::XlsxError;

use crate::report::link::Link;
use crate::report::page::Page;
use crate::report::rows::{Rows, Value};
use crate::report::sheet::{Column, Kind, Tone};

/// What stands on each sheet, by its name.
const SHEETS: [(&str, &str); 20] = [
    (
        "总览",
        "一页看全：文件、单位、金额、得分、发现条数，超预算最多的项目，问题最多的单位",
    ),
    ("图表", "执行率、预算与执行、等级、核查发现四幅图，一张 A4"),
    ("问题热力图", "单位×规则类别的发现条数，颜色越深越多"),
    (
        "街道汇总",
        "每个单位一行，按名次，附数据条、走势图和整改清单的链接；末行为全区",
    ),
    (
        "分街道明细",
        "每个单位的合计和其下各个项目，可逐个单位收起、展开；末行为全区",
    ),
    (
        "项目明细",
        "每个项目一行：金额、执行率、得分、等级、发现条数；链接到原表和注明问题的自评表",
    ),
    ("指标明细", "每条指标一行：指标值、完成值、填报与重算得分"),
    ("部门整体", "部门整体支出自评表，另行汇总，不与项目相加"),
    ("复核对照", "抽查复核得分与自评得分对照"),
    ("台账对照", "自评表与批复预算台账对照"),
    ("上年对照", "本年与上年自评表对照：结转、预算增减、得分增减"),
    ("报送质量", "各单位报送质量得分及其构成，与项目得分无关"),
    ("报送情况", "应报、已报、逾期、零报、未报，报送率"),
    ("应报项目", "名册所列每个项目的报送情况"),
    ("催报名单", "未报的单位、项目及联系人"),
    ("文件清单", "收到的每个文件一行，读了没有、为什么"),
    ("版本差异", "同一项目多次报送的，旧版与计入的一版有何不同"),
    ("版式图谱", "遇到的各种版式、识别把握和不认识的栏目"),
    ("图表数据", "“图表”各图的数据"),
    (super::SHEET, "本表：政策、阈值、来源、口径、未纳入的文件"),
];

/// Fills the part.
pub(super) fn lay_out(page: &mut Page<'_>, names: &[String]) -> Result<(), XlsxError> {
    let links = names.iter().map(|name| {
        let link = Link::within(name, "A1");
        Value::Link(link.shown_as(name.clone()))
    });
    let about = names.iter().map(|name| Value::text(about(name)));
    let rows = Rows::from_columns(vec![("sheet", links.collect()), ("about", about.collect())]);
    let columns = [
        Column::new("sheet", "工作表（点击打开）", Kind::Link, 50),
        Column::new("about", "内容", Kind::Wrapped, 113).over(4),
    ];
    page.table(&columns, &rows, |_| Tone::Plain)
}

/// Of a table over several sheets, every sheet is about the same.
fn about(name: &str) -> &'static str {
    let whole = name.split('（').next().unwrap_or(name);
    let known = SHEETS.iter().find(|(known, _)| *known == whole);
    known.map_or("见该表标题下的说明", |(_, about)| about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_table_are_told_alike() {
        assert_eq!(about("项目明细（2）"), about("项目明细"));
        assert!(about("项目明细").starts_with("每个项目一行"));
        assert_eq!(about("新表"), "见该表标题下的说明");
    }
}

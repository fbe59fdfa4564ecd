//! The sheet beside the form: how it is filled in and handed in, and what often goes wrong. Its lines
//! begin with numbers, so that no reader takes them for the labels of a form.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::GUIDE_SHEET;
use super::points::Points;
use crate::report::page::Page;
use crate::report::theme::Theme;
use crate::value::Weight;

/// The breadth of the page, in half-width characters.
const BREADTH: usize = 106;
/// Several columns, since one alone is cut in print where it is wider than the paper.
const WIDTHS: [u16; 10] = [10; 10];

/// One part: its heading and its lines.
type Part = (&'static str, &'static [&'static str]);

const FILLING: Part = (
    "一、怎样填写",
    &[
        "1. 只填浅绿底纹的单元格；选中单元格即显示填写要求，填错的当场提示。白色单元格由公式计算，灰色单元格是表样文字，均不必填写。",
        "2. 一张表只填一个项目。几个项目的，另存为几个文件，或在本文件内复制“自评表”工作表（右键工作表标签，“移动或复制”，建立副本）。",
        "3. 金额一律以万元为单位，只填数字，有几位小数填几位（如 35.56041），不四舍五入，不写“万元”。某项资金没有的填 0，不要留空。",
        "4. 资金按来源填写三行分项，年度资金总额自动合计；执行率、执行率得分、总分均自动计算。",
        "5. 指标一行一项，符号、数值、单位写在一起（≥50户、≤33万元、≥90%）；完成值填实际数，不照抄指标值。",
        "6. 效益指标的二级指标从下拉列表选择；同一类有几项的，每行都选，或只在第一行选。",
        "7. 多出的指标行留空即可，也可以隐藏。确需删除或增加行的，先撤销工作表保护（审阅，撤销工作表保护，无密码），在同类指标的行之间增删。",
        "8. 不要移动、插入、合并或拆分列，不要改动表样文字；行高和列宽可以调整。",
        "9. 得分低于分值的，或完成值与指标值明显偏离的，在最后一栏说明原因和改进措施。",
        "10. 表下方“填表检查”提示分值是否合计 100 分等，不打印；单元格变红、变黄的，请改正或补填后再报送。",
        "11. 保存为 .xlsx 报送，不要转成图片或 PDF，不要设打开密码；正式报送前另行打印盖章的，以同一份文件打印。",
    ],
);

const FAULTS: Part = (
    "二、常见差错（括号内为核查规则代码）",
    &[
        "1. 金额以元填写，或一部分用元、一部分用万元（B105）。",
        "2. 全年执行数大于全年预算数；追加的预算没有计入全年预算数（B102）。",
        "3. 只填资金总额，三行分项留空（M103）；分项合计与总额不符（B104）。",
        "4. 预算执行率的分母误用年初预算数（E101）；执行率不足 100% 仍填满分（E103）。",
        "5. 指标分值合计不是应有的分数（W101）；某一类指标分值合计与标注不符（W102）；总分行漏计预算执行率的分值（W103）。",
        "6. 没有设指标的行仍有分值（W105）；指标缺指标值、完成值、分值或得分（M104）。",
        "7. 指标值不可衡量（I101）；完成值照抄指标值，如两栏都写“≥90%”（I102）。",
        "8. 未达到指标值仍得满分（S104）；成本超出控制数仍得满分（S103）。",
        "9. 有扣分而没有说明原因（M106）；总分不等于各项得分之和（S105）。",
        "10. 预期目标或实际完成情况空白（M105）；两栏文字相同（I108）。",
        "11. 用上年的旧表填报，年度没有更改（F109）；表格被删去一部分（F110）。",
    ],
);

/// Lays the sheet out.
pub(super) fn guide(
    points: &Points,
    district: &str,
    theme: &Theme,
) -> Result<Worksheet, XlsxError> {
    let mut page = Page::new(GUIDE_SHEET, theme)?;
    page.columns(&WIDTHS)?;
    page.title("填报说明")?;
    for (heading, lines) in [FILLING, FAULTS] {
        page.section(heading)?;
        for line in lines {
            page.paragraph(line, BREADTH)?;
        }
    }
    page.section("三、分值")?;
    page.paragraph(&told(points), BREADTH)?;
    let mut sheet = page.finish(district)?;
    sheet.set_portrait().protect();
    Ok(sheet)
}

/// The points in one sentence.
fn told(points: &Points) -> String {
    let Points {
        execution,
        indicators,
        ..
    } = points;
    let branches = points.branches.unwrap_or_default();
    let named = [
        ("成本", branches.cost),
        ("产出", branches.output),
        ("效益", branches.benefit),
        ("满意度", branches.satisfaction),
    ];
    let stated = |(name, points): (&str, Option<Weight>)| Some(format!("{name} {} 分", points?));
    let parts: Vec<String> = named.into_iter().filter_map(stated).collect();
    let parts = if parts.is_empty() {
        "由单位在各类指标间分配".to_owned()
    } else {
        format!(
            "{}；经批准另行分配的，撤销工作表保护后把标注改为批准的分值",
            parts.join("，")
        )
    };
    format!("1. 预算执行率 {execution} 分，各项指标合计 {indicators} 分：{parts}。")
}

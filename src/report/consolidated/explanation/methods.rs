//! How the figures are computed, as formulas in words, and what the colours mean.

use rust_xlsxwriter::XlsxError;

use crate::report::page::Page;
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, Tone};

/// Figures and their formulas. The scoring policy in force stands in a part of its own.
const FORMULAS: [(&str, &str); 17] = [
    (
        "年初预算数、全年预算数、全年执行数",
        "各项目资金总额一行的已知数之和；未填、看不懂的不计，不当作 0",
    ),
    (
        "执行率（项目）",
        "全年执行数 B÷全年预算数 A；原表注明以年初预算数为 A 的，从原表",
    ),
    (
        "执行率（单位、全区）",
        "ΣB÷ΣA，只计两数均已知的项目；两个合计即“总览”的计率执行数、计率预算数，各单位的见 data/rate_basis.csv",
    ),
    (
        "超预算项目",
        "执行数大于年初预算数（B101）或大于全年预算数（B102）的项目；两条规则停用的不计",
    ),
    (
        "超预算金额",
        "超全年预算的：执行数－全年预算数；其余：执行数－年初预算数",
    ),
    (
        "较年初预算增减、增减率",
        "全年执行数－年初预算数；除以年初预算数",
    ),
    (
        "执行率得分",
        "按所采用的计分办法，由重算执行率和表上的执行率分值得出",
    ),
    (
        "指标得分（定量）",
        "按完成值与指标值之比和计分办法重算，再乘分值，不超过分值；反向指标、区间指标从其写法",
    ),
    (
        "指标得分（定性及无法量化）",
        "沿用填报得分，“得分依据”列注明",
    ),
    ("重算总分", "执行率得分＋各指标得分；有一项无法得出的为空"),
    (
        "等级",
        "按计分办法的等级界线，由重算总分得出；分值合计不是 100 分的不评等级",
    ),
    (
        "平均分",
        "已评等级的项目重算总分的算术平均，四舍五入到两位小数",
    ),
    (
        "预算加权平均分",
        "Σ（重算总分×全年预算数）÷Σ全年预算数，同一范围",
    ),
    ("名次", "各单位按平均分由高到低，同分并列；没有平均分的不排"),
    ("报送率", "（已报＋逾期＋零报）÷应报；按时率不含逾期"),
    (
        "发现条数",
        "同一张表、同一规则、同一单元格计一条；由其他问题引起的也计入，审核为不予处理的也计入",
    ),
    ("每表（条）", "该单位的发现条数÷该单位的自评表张数"),
];

/// Which figures are formulas, and how formulas of a reader's own can ask for them.
const REMARKS: [&str; 3] = [
    "总览、问题热力图、街道汇总、分街道明细、项目明细、部门整体、复核对照、台账对照、上年对照、报送情况中的合计、差额和比率，凡由本表单元格恰能算得所存数字的写成公式，重新计算得到相同的数。",
    "算不到所存数字的只写数字：执行率只计两数均已知的项目、与旁边的合计不是同一范围的；含未落到项目的发现的；一张表分作几张的合计。",
    "各清单为以工作表名命名的表格，可在公式、透视表中引用，如 =SUM(项目明细[全年执行数])；一张表分作几张的不命名。",
];

/// What a colour says, and where.
const COLOURS: [(Tone, &str, &str); 5] = [
    (
        Tone::Error,
        "红底",
        "错误；执行率超过 100%；无法读取；未报送；总览中必须先看的提醒",
    ),
    (
        Tone::Warning,
        "黄底",
        "警告；执行数超年初预算；重算得分低于填报得分；逾期；识别把握不足",
    ),
    (Tone::Info, "蓝灰底", "提示；跳过的文件"),
    (
        Tone::Muted,
        "灰字",
        "由其他问题引起的问题；没有核查过任何表的规则",
    ),
    (Tone::Total, "灰底粗体", "合计"),
];

/// What is written without a colour.
const MARKS: [(&str, &str); 5] = [
    (
        "热力图的橙色",
        "由白（0 条）到深；最深的一档为表头下所注条数及以上",
    ),
    (
        "图中的深浅",
        "深色为执行数、优；浅色为年初预算数、中；红色为超过 100%、差、错误；白色为未评等级。黑白打印以深浅分辨",
    ),
    (
        "街道汇总的数据条",
        "条长为该数占满格的比例，满格见该表标题下的说明；超过满格的不画条，红字",
    ),
    (
        "年初→全年→执行",
        "同一行三个金额的高低，由零起，深色为全年执行数；各行的高低不相比较",
    ),
    (
        "蓝色下划线",
        "可以点开：来源文件的单元格、本工作簿的工作表或发给单位的工作簿",
    ),
];

/// How the figures come about.
pub(super) fn formulas(page: &mut Page<'_>) -> Result<(), XlsxError> {
    let pairs = FORMULAS.map(|(figure, formula)| (figure.to_owned(), formula.to_owned()));
    super::pairs(page, ("数字", "算法"), &pairs)?;
    for remark in REMARKS {
        page.paragraph(remark, super::BREADTH)?;
    }
    Ok(())
}

/// What the colours mean, each shown in its own.
pub(super) fn colours(page: &mut Page<'_>) -> Result<(), XlsxError> {
    let coloured = COLOURS.map(|(_, colour, meaning)| (colour, meaning));
    let lines = coloured.into_iter().chain(MARKS);
    let (shown, meanings) = lines
        .map(|(shown, meaning)| (Value::text(shown), Value::text(meaning)))
        .unzip();
    let rows = Rows::from_columns(vec![("colour", shown), ("meaning", meanings)]);
    let columns = [
        Column::new("colour", "颜色", Kind::Wrapped, 50).toned(tone),
        Column::new("meaning", "含义", Kind::Wrapped, 113).over(4),
    ];
    page.table(&columns, &rows, |_| Tone::Plain)
}

fn tone(row: Row<'_, '_>) -> Tone {
    let known = COLOURS
        .iter()
        .find(|(_, colour, _)| *colour == row.text("colour"));
    known.map_or(Tone::Plain, |(tone, _, _)| *tone)
}

//! 说明: how the figures came about: what stands where, version, policy, formulas in words, colours,
//! what was left out and why, inputs with their hashes, what the columns mean.

mod contents;
mod left_out;
mod methods;

use rust_xlsxwriter::XlsxError;

use super::{received_rows, title};
use crate::report::View;
use crate::report::page::Page;
use crate::report::rows::{Rows, Value};
use crate::report::sheet::{Column, Kind, Tone};
use crate::tables::columns::{self, SUBMISSIONS, submissions};

/// The sheet.
pub(super) const SHEET: &str = "说明";

const WIDTHS: [u16; 5] = [50, 22, 10, 13, 68];
const BREADTH: usize = 163;

/// What a reader has to know about every figure.
const CONVENTIONS: [&str; 8] = [
    "金额单位为万元，按原表所填数字精确计算，不作四舍五入；以元、千元、亿元填报的换算为万元。",
    "执行率按表中口径（全年执行数 B ÷ 全年预算数 A）重算；全区和街道的执行率为 ΣB÷ΣA，只计两数均已知的项目，不是各项目执行率的平均。",
    "得分的计分公式、小数位数和舍入按所采用的计分办法（见第三节）；定量指标按完成比例重算，无法量化的沿用填报得分，依据见“得分依据”列。",
    "空白表示未填、看不懂或无法得出，不等于零，也不计入合计和平均。",
    "填报数与重算数不一致时只列出差异，原表未作任何改动；两数都可能有误，以核实结果为准。",
    "由同一原因引起的问题排在其根源之后、以灰色显示（序号如 12-1），仍计入条数。",
    "一个单元格最多显示 32,767 个字符，更长的文字在工作簿中截断并注明，全文见 data 文件夹中的 CSV 文件。",
    "一张工作表最多 1,048,576 行、65,530 个超链接，超出的另起一表或只写位置。",
];

/// Fills the page, the last of a workbook that has these sheets before it.
pub(super) fn lay_out(
    page: &mut Page<'_>,
    view: &View<'_>,
    mut sheets: Vec<String>,
) -> Result<(), XlsxError> {
    page.columns(&WIDTHS)?;
    page.title(&title(view, "项目支出绩效自评汇总说明"))?;
    let files = received_rows(view);
    sheets.push(SHEET.to_owned());
    page.section("一、本工作簿各表")?;
    contents::lay_out(page, &sheets)?;
    page.section("二、本次汇总")?;
    run(page, view)?;
    page.section("三、采用的评分政策、核查阈值与对照资料")?;
    policy(page, view)?;
    page.section("四、口径与限制")?;
    for (number, convention) in (1..).zip(CONVENTIONS) {
        page.paragraph(&format!("{number}．{convention}"), BREADTH)?;
    }
    page.section("五、各数字的算法")?;
    methods::formulas(page)?;
    page.section("六、颜色与记号")?;
    methods::colours(page)?;
    page.section("七、未纳入汇总的文件和自评表")?;
    left_out::lay_out(page, view, &files)?;
    page.section(&format!("八、输入文件（{} 个）", files.len()))?;
    inputs(page, &files)?;
    page.section("九、各列含义（data 文件夹中的数据表，工作簿各列与之同名同义）")?;
    meanings(page)
}

fn run(page: &mut Page<'_>, view: &View<'_>) -> Result<(), XlsxError> {
    let facts = view.facts;
    let lines = [
        ("软件版本", format!("jixiao {}", facts.version)),
        ("年度", format!("{}年度", facts.fiscal_year)),
        ("地区", facts.district.clone()),
        ("配置校验值（BLAKE3）", facts.config_digest.clone()),
    ];
    pairs(
        page,
        ("项目", "内容"),
        &lines.map(|(key, value)| (key.to_owned(), value)),
    )
}

fn policy(page: &mut Page<'_>, view: &View<'_>) -> Result<(), XlsxError> {
    pairs(page, ("设置", "取值"), &view.facts.config_text)
}

fn inputs(page: &mut Page<'_>, files: &Rows<'_>) -> Result<(), XlsxError> {
    let columns = [
        Column::of(SUBMISSIONS, submissions::source_file, 50).shown(Kind::Wrapped),
        Column::of(SUBMISSIONS, submissions::status, 22).shown(Kind::Wrapped),
        Column::of(SUBMISSIONS, submissions::forms, 10),
        Column::of(SUBMISSIONS, submissions::bytes, 13),
        Column::of(SUBMISSIONS, submissions::blake3, 68).titled("校验值（BLAKE3）"),
    ];
    page.table(&columns, files, |_| Tone::Plain)
}

fn meanings(page: &mut Page<'_>) -> Result<(), XlsxError> {
    let all = || {
        columns::TABLES
            .iter()
            .flat_map(|(table, columns)| columns.iter().map(move |column| (*table, column)))
    };
    let names = all().map(|(table, column)| Value::text(format!("{table}.{}", column.name)));
    let headers = all().map(|(_, column)| Value::text(column.header));
    let meanings = all().map(|(_, column)| Value::text(column.meaning));
    let rows = Rows::from_columns(vec![
        ("name", names.collect()),
        ("header", headers.collect()),
        ("meaning", meanings.collect()),
    ]);
    let columns = [
        Column::new("name", "数据表.列名", Kind::Text, 50),
        Column::new("header", "表头", Kind::Wrapped, 22),
        Column::new("meaning", "含义", Kind::Wrapped, 91).over(3),
    ];
    page.table(&columns, &rows, |_| Tone::Plain)
}

/// Two columns of words, the right one over the rest of the page.
fn pairs(
    page: &mut Page<'_>,
    headers: (&'static str, &'static str),
    pairs: &[(String, String)],
) -> Result<(), XlsxError> {
    let rows = Rows::from_columns(vec![
        (
            "key",
            pairs
                .iter()
                .map(|(key, _)| Value::text(key.as_str()))
                .collect(),
        ),
        (
            "value",
            pairs
                .iter()
                .map(|(_, value)| Value::text(value.as_str()))
                .collect(),
        ),
    ]);
    let columns = [
        Column::new("key", headers.0, Kind::Wrapped, 50),
        Column::new("value", headers.1, Kind::Wrapped, 113).over(4),
    ];
    page.table(&columns, &rows, |_| Tone::Plain)
}

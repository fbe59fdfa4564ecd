//! A generated district: workbooks in the reference layout with figures, words and faults that vary
//! by number, written to memory. The same number gives the same bytes.

use jixiao::registry::Registry;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

const KINDS: [&str; 8] = [
    "垃圾分类宣传",
    "社区养老服务",
    "平房区消防改造",
    "文化惠民演出",
    "背街小巷整治",
    "困难群众救助",
    "物业管理补助",
    "便民服务中心运行",
];

/// What a form says in words.
pub(crate) struct Words {
    pub(crate) project: String,
    pub(crate) goal: String,
    pub(crate) result: String,
}

impl Words {
    /// Those of the workbooks of this module: one wording, with a number of its own.
    fn plain(number: usize) -> Self {
        let kind = KINDS[number % KINDS.len()];
        Self {
            project: format!("{kind}项目第{number}号"),
            goal: format!(
                "完成第{number}号项目的各项任务，覆盖辖区居民，提升服务水平，按期完成验收"
            ),
            result: format!(
                "全年按计划组织实施，服务居民{}人次，验收合格",
                800 + number % 500
            ),
        }
    }
}

/// `count` workbooks with one form each, by path below an input folder.
pub(crate) fn workbooks(count: usize) -> Vec<(String, Vec<u8>)> {
    let offices = Registry::default().offices;
    (0..count)
        .map(|number| {
            let office = &offices[number % offices.len()].name;
            let words = Words::plain(number);
            let bytes =
                workbook(office, number, &words).expect("a generated workbook can be written");
            (format!("{office}/{number:06}_自评表.xlsx"), bytes)
        })
        .collect()
}

/// One workbook: figures by its number, words as told.
pub(crate) fn workbook(office: &str, number: usize, words: &Words) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2025, 3, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = book.add_worksheet().set_name("自评表")?;
    head(sheet, office, &words.project)?;
    funding(sheet, number)?;
    goals(sheet, words)?;
    indicators(sheet, number)?;
    book.save_to_buffer()
}

fn label() -> Format {
    Format::new().set_align(FormatAlign::Center).set_text_wrap()
}

fn head(sheet: &mut Worksheet, office: &str, project: &str) -> Result<(), XlsxError> {
    sheet.merge_range(0, 0, 0, 8, "项目支出绩效自评表", &label())?;
    sheet.merge_range(1, 0, 1, 8, "（2024年度）", &label())?;
    sheet.write_string(2, 0, "项目名称")?;
    sheet.merge_range(2, 1, 2, 8, project, &label())?;
    sheet.write_string(3, 0, "主管部门")?;
    sheet.merge_range(
        3,
        1,
        3,
        4,
        &format!("北京市西城区人民政府{office}办事处"),
        &label(),
    )?;
    sheet.write_string(3, 5, "实施单位")?;
    sheet.merge_range(3, 6, 3, 8, &format!("{office}社区服务中心"), &label())?;
    sheet.write_string(4, 0, "项目负责人")?;
    sheet.merge_range(4, 1, 4, 4, "王某", &label())?;
    sheet.write_string(4, 5, "联系电话")?;
    sheet.merge_range(4, 6, 4, 8, "010-00000000", &label())?;
    Ok(())
}

fn funding(sheet: &mut Worksheet, number: usize) -> Result<(), XlsxError> {
    let columns = [
        "年初预算数",
        "全年预算数（A）",
        "全年执行数\n（B）",
        "分值",
        "执行率\n（B/A）",
        "得分",
    ];
    sheet.merge_range(5, 0, 9, 0, "项目资金\n（万元）", &label())?;
    sheet.merge_range(5, 1, 5, 2, "", &label())?;
    for (col, name) in (3_u16..).zip(columns) {
        sheet.write_string(5, col, name)?;
    }
    let initial = 20.0 + f64::from(u32::try_from(number % 700).unwrap_or(0)) / 4.0;
    let executed = if number.is_multiple_of(9) {
        initial * 1.08
    } else {
        initial * 0.97
    };
    let labels = [
        "年度资金总额",
        "其中：当年财政拨款",
        "      上年结转资金",
        "  其他资金",
    ];
    for (row, name) in (6_u32..).zip(labels) {
        sheet.merge_range(row, 1, row, 2, name, &label())?;
        if row <= 7 {
            sheet.write_number(row, 3, initial)?;
            sheet.write_number(row, 4, initial.max(executed))?;
            sheet.write_number(row, 5, executed)?;
        }
        sheet.write_string(row, 6, "—")?;
        sheet.write_string(row, 8, "—")?;
    }
    let rate = executed / initial.max(executed);
    sheet.write_number(6, 6, 10.0)?;
    sheet.write_number_with_format(6, 7, rate, &Format::new().set_num_format("0.00%"))?;
    sheet.write_number(6, 8, (rate * 1000.0).round() / 100.0)?;
    Ok(())
}

fn goals(sheet: &mut Worksheet, words: &Words) -> Result<(), XlsxError> {
    sheet.merge_range(10, 0, 11, 0, "年度总体目标", &label())?;
    sheet.merge_range(10, 1, 10, 4, "预期目标", &label())?;
    sheet.merge_range(10, 5, 10, 8, "实际完成情况", &label())?;
    sheet.merge_range(11, 1, 11, 4, &words.goal, &label())?;
    sheet.merge_range(11, 5, 11, 8, &words.result, &label())?;
    Ok(())
}

fn indicators(sheet: &mut Worksheet, number: usize) -> Result<(), XlsxError> {
    let columns = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度\n指标值",
        "实际\n完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ];
    for (col, name) in (1_u16..).zip(columns) {
        sheet.write_string(12, col, name)?;
    }
    let rows: [(&str, &str, &str, String, f64); 9] = [
        (
            "≥12次",
            "数量指标",
            "指标1：开展宣传活动次数",
            format!("{}次", 12 + number % 3),
            15.0,
        ),
        (
            "≥300户",
            "数量指标",
            "指标2：入户服务户数",
            format!("{}户", if number.is_multiple_of(7) { 280 } else { 310 }),
            10.0,
        ),
        (
            "≥95%",
            "质量指标",
            "指标1：验收合格率",
            "98%".to_owned(),
            10.0,
        ),
        (
            "2024年12月底前",
            "时效指标",
            "指标1：按期完成时间",
            "2024年11月完成".to_owned(),
            5.0,
        ),
        (
            "≤30万元",
            "成本指标",
            "指标1：项目预算控制数",
            format!("{}万元", 28 + number % 4),
            10.0,
        ),
        (
            "≥5%",
            "社会效益指标",
            "指标1：投诉下降率",
            "6.2%".to_owned(),
            15.0,
        ),
        (
            "≥80%",
            "生态效益指标",
            "指标1：绿化覆盖率",
            "83%".to_owned(),
            10.0,
        ),
        (
            "长效机制健全",
            "可持续影响指标",
            "指标1：长效管理机制",
            "建立三项制度并运行".to_owned(),
            5.0,
        ),
        (
            "≥90%",
            "服务对象满意度指标",
            "指标1：居民满意度",
            "94.6%".to_owned(),
            10.0,
        ),
    ];
    sheet.merge_range(12, 0, 21, 0, "绩\n效\n指\n标\n（90分）", &label())?;
    sheet.merge_range(13, 1, 17, 1, "产出指标\n（50分）", &label())?;
    sheet.merge_range(18, 1, 20, 1, "效益指标\n（30分）", &label())?;
    sheet.write_string(21, 1, "满意度指标\n（10分）")?;
    for (row, (target, level2, name, actual, weight)) in (13_u32..).zip(&rows) {
        for (col, text) in [(2, level2), (3, name), (4, target)] {
            sheet.write_string(row, col, *text)?;
        }
        sheet.write_string(row, 5, actual)?;
        sheet.write_number(row, 6, *weight)?;
        sheet.write_number(row, 7, *weight)?;
    }
    sheet.merge_range(22, 0, 22, 5, "总分", &label())?;
    sheet.write_number(22, 6, 100.0)?;
    sheet.write_number(22, 7, 100.0)?;
    Ok(())
}

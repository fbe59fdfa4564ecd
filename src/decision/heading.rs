//! The words by which the list of findings is known: its name, its sheets and its headers. The list
//! is written with them and read back by them.

/// The name of the workbook.
pub const LIST_FILE: &str = "异常清单.xlsx";
/// The sheet with every finding; further sheets of a long list have a number behind it.
pub const LIST_SHEET: &str = "异常明细";
/// The sheet with decisions whose finding is gone.
pub const SETTLED_SHEET: &str = "已消除";

/// The number within the list.
pub const NUMBER: &str = "序号";
/// 错误, 警告, 提示
pub const SEVERITY: &str = "严重程度";
/// Code and title of the rule.
pub const RULE: &str = "规则";
/// The street office.
pub const OFFICE: &str = "街道";
/// The project.
pub const PROJECT: &str = "项目名称";
/// What is wrong.
pub const MESSAGE: &str = "说明";
/// What the form says.
pub const DECLARED: &str = "填报";
/// What it should say.
pub const EXPECTED: &str = "应为";
/// The one less the other.
pub const DIFFERENCE: &str = "差额";
/// File, sheet and cell.
pub const PLACE: &str = "位置（文件!工作表!单元格）";
/// The link to that place.
pub const LINK: &str = "来源";
/// The link to the form drawn again with what is wrong on it.
pub const DRAWN: &str = "核查";
/// What the reviewer decided.
pub const STATUS: &str = "处理状态";
/// What the reviewer remarks.
pub const NOTE: &str = "处理意见";
/// Until when the decision holds.
pub const UNTIL: &str = "有效期";
/// The id by which a decision finds its finding again.
pub const FINDING_ID: &str = "发现编号";

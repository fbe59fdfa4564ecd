//! What may be entered in a place of the form: what its cell asks for when it is chosen, and what it
//! says to anything else.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, XlsxError};

use super::OFFICES;
use super::formula::{Formula, limit, list};
use crate::grid::CellRef;

/// What a place asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    Year,
    ProjectName,
    ProjectCode,
    /// One of so many offices on the list, or another department.
    Department(usize),
    Unit,
    Lead,
    Phone,
    Amount,
    Expected,
    Achieved,
    Level2(&'static [&'static str]),
    Name,
    Target,
    Actual,
    Weight,
    /// No more than the weight on the same row.
    Score(CellRef),
    Reason,
}

impl Ask {
    /// The heading of the prompt, and the prompt.
    fn prompt(self) -> (&'static str, &'static str) {
        match self {
            Self::Year => ("年度", "填写评价年度，如（2024年度）"),
            Self::ProjectName => ("项目名称", "与批复预算中的项目名称一致；一张表只填一个项目"),
            Self::ProjectCode => ("项目编码", "批复预算中的项目编码，没有的不填"),
            Self::Department(_) => ("主管部门", "从下拉列表中选择；不在列表中的，填写单位全称"),
            Self::Unit => ("实施单位", "填写具体实施项目的科室或单位"),
            Self::Lead => ("项目负责人", "填写姓名"),
            Self::Phone => ("联系电话", "填写办公电话，如 010-66001234"),
            Self::Amount => (
                "金额（万元）",
                "以万元为单位只填数字，如 35.56041，不四舍五入，不写“万元”；没有的填 0",
            ),
            Self::Expected => ("预期目标", "照抄批复的年度目标"),
            Self::Achieved => (
                "实际完成情况",
                "对照预期目标逐项写明实际做了什么、做到什么程度，不照抄预期目标",
            ),
            Self::Level2(_) => (
                "二级指标",
                "从下拉列表中选择；同一类有几项指标的，每行都选，或只在第一行选",
            ),
            Self::Name => ("三级指标", "一行一项指标；多出的行留空即可"),
            Self::Target => (
                "年度指标值",
                "符号、数值和单位写在一起，如 ≥50户、≤33万元、≥90%；定性指标写明标准",
            ),
            Self::Actual => (
                "实际完成值",
                "填写实际达到的数值和单位，如 52户、95%，不照抄指标值",
            ),
            Self::Weight => ("分值", "0 至 100 的数；全部指标与预算执行率合计应为 100 分"),
            Self::Score(_) => ("得分", "不小于 0，不大于本行分值；先填分值"),
            Self::Reason => (
                "偏差原因及改进措施",
                "得分低于分值，或完成值明显偏离指标值的，说明原因和改进措施",
            ),
        }
    }

    /// What is said to anything that may not stand here.
    fn refusal(self) -> &'static str {
        match self {
            Self::Department(_) => "名册中没有这一单位。确为本区主管部门的，请选“是”保留所填名称",
            Self::Phone => "请填写联系电话，至少 7 位",
            Self::Amount => "请填写不小于 0 的数字，以万元为单位，不带“万元”“元”等文字",
            Self::Level2(_) => "请从下拉列表中选择二级指标",
            Self::Weight => "分值应为 0 至 100 的数字",
            Self::Score(_) => "得分应为不小于 0、不大于本行分值的数字；本行还没有分值的，先填分值",
            _ => "",
        }
    }

    /// As a spreadsheet has it.
    pub(super) fn validation(self) -> Result<DataValidation, XlsxError> {
        let (title, prompt) = self.prompt();
        let allowed = self
            .allowed()?
            .set_input_title(title)?
            .set_input_message(prompt)?;
        match self.refusal() {
            "" => Ok(allowed),
            refusal => allowed.set_error_title(title)?.set_error_message(refusal),
        }
    }

    fn allowed(self) -> Result<DataValidation, XlsxError> {
        let new = DataValidation::new();
        Ok(match self {
            Self::Department(0) => new.allow_any_value(),
            Self::Department(count) => new
                .allow_list_formula(formula(&list(OFFICES, count.saturating_add(1))))
                .set_error_style(DataValidationErrorStyle::Warning),
            Self::Phone => new.allow_text_length(DataValidationRule::GreaterThanOrEqualTo(7)),
            Self::Amount => new.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
            Self::Level2(names) => new.allow_list_strings(names)?,
            Self::Weight => new.allow_decimal_number(DataValidationRule::Between(0.0, 100.0)),
            // A blank weight would allow any score where blanks are overlooked.
            Self::Score(weight) => new
                .allow_decimal_number_formula(DataValidationRule::Between(
                    rust_xlsxwriter::Formula::new("=0"),
                    formula(&limit(weight)),
                ))
                .ignore_blank(false),
            _ => new.allow_any_value(),
        })
    }
}

fn formula(ours: &Formula) -> rust_xlsxwriter::Formula {
    rust_xlsxwriter::Formula::new(ours.as_str())
}

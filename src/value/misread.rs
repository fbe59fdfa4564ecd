//! Why a cell that holds something could not be understood.

use thiserror::Error;

/// What parsing a cell gives: a value, nothing stated (`None`), or why it could not be understood.
pub type Parsed<T> = Result<Option<T>, Misread>;

/// Why a cell's content is not the kind of value that its place in the form asks for.
///
/// The texts are shown to the office: each says what to correct.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Misread {
    /// The cell holds words where a number belongs.
    #[error("应为数字")]
    NotANumber,
    /// The cell shows an error value such as `#REF!`.
    #[error("单元格为错误值 {0}，公式已失效")]
    ErrorCell(String),
    /// The cell is a formula and the file holds no result for it.
    #[error("单元格是未保存计算结果的公式，请用 WPS 或 Excel 打开、重算并保存")]
    Uncomputed,
    /// A number outside what any form of this kind can hold (protects exact arithmetic).
    #[error("数值过大，超出可核算范围")]
    OutOfRange,
    /// A unit that does not belong here.
    #[error("单位“{0}”无法识别")]
    UnknownUnit(String),
    /// More than one number where one belongs.
    #[error("格内不止一个数，请只填一个")]
    SeveralNumbers,
    /// Words beside the number that may change what it means.
    #[error("数字之外另写有“{0}”，请只填数字，说明写入备注")]
    Remark(String),
    /// About so much.
    #[error("“{0}”表示约数，请填写准确的数")]
    Approximate(String),
    /// A number and its repetition in words that differ.
    #[error("“{0}”与“{1}”不一致，请核对")]
    Contradiction(String, String),
    /// A number in words where only digits are taken.
    #[error("数是用文字写的，请改填阿拉伯数字")]
    InWords,
    /// A date where a number belongs.
    #[error("单元格是日期，应为数字")]
    Date,
    /// Something that is no year where one belongs.
    #[error("应为年度，如 2024")]
    NotAYear,
}

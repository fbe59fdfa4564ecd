use super::{Format, Limits, Workbook};
use crate::refusal::Refusal;
pub(super) fn read(_bytes: &[u8], _limits: &Limits) -> Result<Workbook, Refusal> {
    Err(super::reading::damaged(Format::Html, "x"))
}

//! How one form speaks of another: whose it is, of which project, and where.

use std::fmt;

use super::member::Member;
use crate::grid::CellRef;
use crate::submission::Version;
use crate::value::text::tidy;

/// A cell of another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The office that sent the form; empty where nothing names one.
    pub office: String,
    /// 项目名称
    pub project: String,
    /// File, sheet and cell.
    pub at: Version,
}

impl Elsewhere {
    /// A cell of a member's form.
    pub(super) fn of(member: &Member<'_>, at: CellRef) -> Self {
        let (sheet, at) = member.assessed.form.place(at);
        Self {
            office: member.office().to_owned(),
            project: tidy(member.assessed.project_name()),
            at: Version {
                file: member.file.to_owned(),
                sheet: sheet.to_owned(),
                at,
            },
        }
    }
}

/// `牛街街道“社区食堂运营补贴”（“牛街街道/自评表.xlsx”，工作表“Sheet1”，B3）`
impl fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            office,
            project,
            at,
        } = self;
        let Version { file, sheet, at } = at;
        write!(f, "{office}“{project}”（“{file}”，工作表“{sheet}”，{at}）")
    }
}

//! Submissions for the tests of this room: a form drawn cell by cell, in a file of any name.

use crate::evaluate::ScoringPolicy;
use crate::form::{Dictionary, Form, extract_all};
use crate::grid::Sheet;
use crate::registry::Registry;
use crate::submission::{Assessed, Outcome, Source, Submission, inferred};
use crate::value::Moment;

/// One form in one file; every part starts out plain.
#[derive(Clone, Copy)]
pub(super) struct Sent {
    pub(super) file: &'static str,
    pub(super) sheet: &'static str,
    /// The line under the title, e.g. （2024年度）.
    pub(super) year: &'static str,
    /// 年度 in the head; no such place where empty.
    pub(super) head_year: &'static str,
    pub(super) project: &'static str,
    /// 项目编码; no such place where empty.
    pub(super) code: &'static str,
    pub(super) department: &'static str,
    pub(super) unit: &'static str,
    /// What tells this content from others.
    pub(super) content: &'static str,
    /// When the workbook says it was saved.
    pub(super) saved: &'static str,
    /// When the file system says it was modified.
    pub(super) modified: &'static str,
}

pub(super) const PLAIN: Sent = Sent {
    file: "椿树街道/自评表.xlsx",
    sheet: "Sheet1",
    year: "（2024年度）",
    head_year: "",
    project: "便民服务项目",
    code: "",
    department: "椿树街道办事处",
    unit: "社区服务中心",
    content: "a",
    saved: "",
    modified: "",
};

impl Sent {
    pub(super) fn form(&self) -> Form {
        let mut rows = vec![vec!["项目支出绩效自评表"], vec![self.year]];
        rows.push(vec!["项目名称", self.project]);
        rows.push(vec!["主管部门", self.department, "实施单位", self.unit]);
        if !self.code.is_empty() {
            rows.push(vec!["项目编码", self.code]);
        }
        if !self.head_year.is_empty() {
            rows.push(vec!["年度", self.head_year]);
        }
        rows.push(vec!["项目资金", "", "全年预算数", "全年执行数"]);
        rows.push(vec!["", "年度资金总额", "33", "33"]);
        let sheet = Sheet::drawn(self.sheet, &rows);
        extract_all(&sheet, &Dictionary::shipped()).forms.remove(0)
    }

    pub(super) fn assessed(&self) -> Assessed {
        let (registry, policy) = (Registry::default(), ScoringPolicy::default());
        Assessed::of(self.form(), &self.source(), &registry, &policy)
    }

    /// The file with this form alone.
    pub(super) fn submission(&self) -> Submission {
        file_of(&[*self])
    }

    fn source(&self) -> Source {
        Source {
            file: self.file.to_owned(),
            blake3: self.content.to_owned(),
            street_office: self.department.to_owned(),
            saved: Moment::parse(self.saved),
            modified: Moment::parse(self.modified),
            ..Source::default()
        }
    }
}

/// One file with several forms, on sheets of their own; the first says what the file is.
pub(super) fn file_of(forms: &[Sent]) -> Submission {
    let source = forms[0].source();
    let forms: Vec<Assessed> = forms
        .iter()
        .map(|sent| {
            Sent {
                file: forms[0].file,
                content: forms[0].content,
                ..*sent
            }
            .assessed()
        })
        .collect();
    let notes = forms
        .iter()
        .flat_map(|form| [inferred::office(form), inferred::year(form)])
        .flatten()
        .collect();
    Submission {
        source,
        outcome: Outcome::Assessed { forms, notes },
    }
}

//! Title, year and head, goals and total.

use super::blocks::{across, over, single};
use super::{Drawing, LAST};
use crate::form::{Entry, Form, FormKind};
use crate::report::page::Face;

impl<'f> Drawing<'f> {
    pub(super) fn head(&mut self, form: &'f Form) {
        self.title(form);
        let head = &form.head;
        // A whole department is no project: it is named by who it is.
        if form.kind != FormKind::Department || !head.project_name.is_absent() {
            let row = self.begin_row();
            self.label(across(row, 0, 1), "项目名称");
            self.entry(across(row, 2, LAST), Face::Text, &head.project_name);
        }
        self.pair(
            ("主管部门", &head.supervising_department),
            ("实施单位", &head.implementing_unit),
        );
        self.pair(
            ("项目负责人", &head.project_lead),
            ("联系电话", &head.phone),
        );
        if !(head.project_code.is_absent() && head.fiscal_year.is_absent()) {
            self.pair(
                ("项目编码", &head.project_code),
                ("年度", &head.fiscal_year),
            );
        }
    }

    /// The title in its own words, and the year where it stands on a line of its own.
    fn title(&mut self, form: &'f Form) {
        let row = self.begin_row();
        self.entry(across(row, 0, LAST), Face::Title, &form.title);
        let year = &form.fiscal_year;
        if !year.is_absent() && year.at() != form.title.at() {
            let row = self.begin_row();
            self.entry(across(row, 0, LAST), Face::Line, year);
        }
    }

    fn pair<T, U>(
        &mut self,
        (left, one): (&'static str, &'f Entry<T>),
        (right, other): (&'static str, &'f Entry<U>),
    ) {
        let row = self.begin_row();
        self.label(across(row, 0, 1), left);
        self.entry(across(row, 2, 4), Face::Text, one);
        self.label(single(row, 5), right);
        self.entry(across(row, 6, LAST), Face::Text, other);
    }

    pub(super) fn goals(&mut self, form: &'f Form) {
        let header = self.begin_row();
        let row = self.begin_row();
        self.label(over(header, 2, 0, 0), "年度总体目标");
        self.label(across(header, 1, 4), "预期目标");
        self.label(across(header, 5, LAST), "实际完成情况");
        self.entry(across(row, 1, 4), Face::Text, &form.goals.expected);
        self.entry(across(row, 5, LAST), Face::Text, &form.goals.actual);
    }

    pub(super) fn total(&mut self, form: &'f Form) {
        let row = self.begin_row();
        let block = across(row, 0, 5);
        let Some(total) = &form.total else {
            self.label(block, "总分");
            return self.absent(across(row, 6, LAST), "");
        };
        self.printed(block, "总分", total.at);
        self.entry(single(row, 6), Face::Figure, &total.weight);
        self.entry(single(row, 7), Face::Figure, &total.score);
        self.label(single(row, LAST), "");
    }
}

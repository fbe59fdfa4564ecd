//! What the office filled in beyond the standard layout: it stands below the form, never lost.

use super::blocks::across;
use super::{Drawing, LAST};
use crate::form::{Entry, Form};
use crate::report::page::Face;

impl<'f> Drawing<'f> {
    pub(super) fn further(&mut self, form: &'f Form) {
        if let Some(funding) = &form.funding {
            let rows = std::iter::once(&funding.total).chain(&funding.breakdown);
            for row in rows {
                let label = if row.label.is_empty() {
                    "年度资金总额"
                } else {
                    &row.label
                };
                self.also(format!("到位数：{label}"), &row.received);
            }
            self.also("资金偏差原因", &funding.reason);
        }
        for row in form.indicator_rows() {
            let name = row.name();
            self.also(format!("复核完成值：{name}"), &row.review_actual);
            self.also(format!("复核得分：{name}"), &row.review_score);
        }
        if let Some(total) = &form.total {
            self.also("复核得分：总分", &total.review_score);
            self.also("评价等级", &total.grade);
        }
    }

    fn also<T>(&mut self, label: impl Into<String>, entry: &'f Entry<T>) {
        if entry.is_absent() {
            return;
        }
        let row = self.begin_row();
        self.label(across(row, 0, 2), label.into());
        self.entry(across(row, 3, LAST), Face::Text, entry);
    }
}

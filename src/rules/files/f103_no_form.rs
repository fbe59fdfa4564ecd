//! F103: a workbook in which no self-evaluation form was found.

use crate::note::{Note, joined};
use crate::rules::rule::{FileSubject, Hit, Verdict, rule};
use crate::submission::Outcome;

rule! {
    /// 文件可以读取，但没有找到项目支出绩效自评表。
    ///
    /// ## 含义
    /// 可能报错了文件，也可能自评表改动过大，栏目名称已无法辨认。
    ///
    /// ## 计算
    /// 在每张工作表中按栏目名称（项目名称、项目资金、绩效指标等）查找自评表，不依赖固定位置。
    ///
    /// ## 举例
    /// 随自评表一起报来的会议签到表：没有一个自评表的栏目。自评表以截图贴进工作表：单元格全部空白，读不到字。
    /// 以上各报一条，计入文件清单，不计入汇总。
    ///
    /// ## 误报情形
    /// 签到表、评价报告等本就不是自评表的附件不必处理。栏目用了本地叫法的（如以“本年花销”表示全年执行数），
    /// 在 config.yaml 的 dictionary 中补充，见“版式图谱”的建议词条。
    ///
    /// ## 依据
    /// 数据报送要求；财预〔2020〕10号所附自评表样式。
    F103 "no-form" "未识别到自评表" Warning
}

/// Reports the file, with what the reader remarked.
pub(in crate::rules) fn check(subject: &FileSubject<'_>, _params: &Params) -> Verdict {
    match &subject.submission.outcome {
        Outcome::NoForm { notes } => Verdict::of(Some(Hit::file(message(notes)))),
        Outcome::Assessed { .. } => Verdict::of(None),
        Outcome::Refused(_) => Verdict::CouldNotRun,
        Outcome::Skipped(_) | Outcome::Unpacked { .. } | Outcome::Duplicate { .. } => {
            Verdict::NotApplicable
        }
    }
}

fn message(notes: &[Note]) -> String {
    let remark = match notes {
        [] => String::new(),
        notes => format!("（{}）", joined(notes)),
    };
    format!("文件中未识别到项目支出绩效自评表{remark}；请确认是否报错文件，或栏目名称是否被改动")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::Refusal;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, file_of, hits_of};

    fn verdict(outcome: Outcome) -> Verdict {
        let submission = &file_of(outcome);
        check(
            &FileSubject {
                submission,
                fiscal_year: None,
            },
            &Params::default(),
        )
    }

    #[test]
    fn examples_hold() {
        let form = |fixture: Fixture, notes| Outcome::Assessed {
            forms: vec![fixture.subject().assessed.clone()],
            notes,
        };
        let remark = Note::Remark("工作表“旧表”已隐藏".into());
        examples::hold(
            [
                Outcome::NoForm { notes: Vec::new() },
                Outcome::NoForm {
                    notes: vec![remark.clone()],
                },
            ],
            [
                // A head and nothing below it is a form still.
                form(Fixture::new(), Vec::new()),
                form(Fixture::new().total("100", "90"), vec![remark]),
            ],
            |outcome| verdict(outcome.clone()),
        );
    }

    #[test]
    fn a_workbook_without_a_form_is_reported() {
        let hits = hits_of(verdict(Outcome::NoForm { notes: Vec::new() }));
        assert!(
            hits[0]
                .message
                .starts_with("文件中未识别到项目支出绩效自评表；")
        );
    }

    #[test]
    fn the_remarks_are_repeated() {
        let hits = hits_of(verdict(Outcome::NoForm {
            notes: vec![Note::Remark("工作表“旧表”已隐藏".into())],
        }));
        assert!(
            hits[0].message.contains("“旧表”已隐藏"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn of_an_unread_file_nothing_is_known() {
        assert_eq!(
            verdict(Outcome::Refused(Refusal::Encrypted)),
            Verdict::CouldNotRun
        );
    }
}

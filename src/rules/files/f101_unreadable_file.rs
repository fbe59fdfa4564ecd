//! F101: a file that should be a workbook and cannot be read.

use crate::finding::Severity;
use crate::note::{Note, joined};
use crate::refusal::Refusal;
use crate::rules::rule::{FileSubject, Hit, Verdict, rule};
use crate::submission::Outcome;

rule! {
    /// 文件损坏、为空、不是工作簿，或无法打开。
    ///
    /// ## 含义
    /// 文件没有读入，其中的自评表不在汇总之列。加密的见 F102，超出安全限制的见 F104。
    /// 压缩包（.zip、.7z、.rar）中的文件逐个判断，取不出的各报一条。
    /// 只有一部分（个别工作表、单元格、字符）未能读取的，其余照常汇总，本条为警告。
    ///
    /// ## 计算
    /// 按文件内容判断格式并读取；读取失败时报出失败的原因。扩展名不作为依据。
    ///
    /// ## 举例
    /// 原为 48 KB 的工作簿只收到 31 KB（附件下载不完整），读不出：错误。文件大小为 0 字节：错误。
    /// 自评表是旧版 Word 文档（.doc、.wps），须另存为 .docx：错误。
    /// 工作簿有 3 张工作表，其中“底稿”一张损坏：另两张照常汇总，报警告。
    ///
    /// ## 误报情形
    /// WPS 或 Excel 打开时会自动修复，损坏的文件因此看起来正常；在其中另存为 .xlsx 后重新报送即可。
    /// 同一文件夹中与自评无关的附件损坏的，移出输入文件夹即可。
    ///
    /// ## 依据
    /// 数据报送要求：报送文件应能读取。
    F101 "unreadable-file" "文件损坏或无法读取" Error
}

/// Reports the file with the reader's reason.
pub(in crate::rules) fn check(subject: &FileSubject<'_>, _params: &Params) -> Verdict {
    match &subject.submission.outcome {
        Outcome::Refused(Refusal::Encrypted | Refusal::LimitExceeded { .. })
        | Outcome::Skipped(_)
        | Outcome::Duplicate { .. } => Verdict::NotApplicable,
        Outcome::Refused(refusal) => Verdict::of(Some(Hit::file(refusal.to_string()))),
        Outcome::Unpacked { notes, .. }
        | Outcome::NoForm { notes }
        | Outcome::Assessed { notes, .. } => Verdict::of(partly(notes)),
    }
}

/// A file of which a part was left out: the rest counts, so it is no error.
fn partly(notes: &[Note]) -> Option<Hit> {
    let lost: Vec<Note> = notes
        .iter()
        .filter(|note| note.is_loss())
        .cloned()
        .collect();
    (!lost.is_empty()).then(|| {
        let message = format!("文件有一部分未能读取：{}；请核对原文件", joined(&lost));
        Hit::file(message).at_most(Severity::Warning)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{file_of, hits_of};

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
        let damaged = Refusal::Damaged {
            format: "xlsx",
            detail: "文件不完整".into(),
        };
        let part = |note: Note| Outcome::Assessed {
            forms: Vec::new(),
            notes: vec![note],
        };
        examples::hold(
            [
                Outcome::Refused(damaged),
                Outcome::Refused(Refusal::Empty),
                Outcome::Refused(Refusal::TextDocument("旧版 Word 文档".into())),
                part(Note::Loss("工作表“底稿”已损坏，未能读取".into())),
            ],
            [
                part(Note::Remark("工作表“底稿”已隐藏".into())),
                part(Note::Inferred("没有写年度，按本次核查的年度".into())),
                Outcome::NoForm { notes: Vec::new() },
                Outcome::Unpacked {
                    entries: 3,
                    notes: Vec::new(),
                },
            ],
            |outcome| verdict(outcome.clone()),
        );
    }

    #[test]
    fn the_reason_is_said() {
        let empty = hits_of(verdict(Outcome::Refused(Refusal::Empty)));
        assert!(empty[0].message.contains("0 字节"), "{}", empty[0].message);
        let damaged = Refusal::Damaged {
            format: "xlsx",
            detail: "文件不完整".into(),
        };
        let damaged = hits_of(verdict(Outcome::Refused(damaged)));
        assert!(
            damaged[0].message.contains("文件不完整"),
            "{}",
            damaged[0].message
        );
        assert_eq!(damaged[0].at, None);
    }

    #[test]
    fn other_refusals_have_rules_of_their_own() {
        assert_eq!(
            verdict(Outcome::Refused(Refusal::Encrypted)),
            Verdict::NotApplicable
        );
        assert_eq!(
            verdict(Outcome::Skipped("图片".into())),
            Verdict::NotApplicable
        );
    }

    #[test]
    fn what_was_left_out_of_a_file_is_a_warning() {
        let notes = vec![
            Note::Remark("有隐藏行".into()),
            Note::Loss("工作表“底稿”未能读取".into()),
        ];
        let hits = hits_of(verdict(Outcome::NoForm { notes }));
        assert_eq!(hits[0].at_most, Some(Severity::Warning));
        assert!(hits[0].message.contains("底稿") && !hits[0].message.contains("隐藏行"));
    }
}

//! F102: a workbook that asks for a password.

use crate::refusal::Refusal;
use crate::rules::rule::{FileSubject, Hit, Verdict, rule};
use crate::submission::Outcome;

rule! {
    /// 工作簿设有打开密码。
    ///
    /// ## 含义
    /// 加密的工作簿，以及设有解压密码的压缩包，无法读取，其中的自评表不在汇总之列。
    ///
    /// ## 计算
    /// 文件的加密标志表明须输入密码才能打开。只限制修改的工作表保护不影响读取，不报本条。
    ///
    /// ## 举例
    /// 用 WPS“文件加密”设置了打开密码的自评表：报错误。压缩包内 5 个文件都设有解压密码：逐个报出，共 5 条。
    /// 只用“保护工作表”锁定了公式的：不报，照常读取。
    ///
    /// ## 误报情形
    /// 单位文档安全软件在拷出时自动加密的，请先按本单位规定解密再报送。
    ///
    /// ## 依据
    /// 数据报送要求：报送文件应能读取。
    F102 "encrypted-workbook" "工作簿加密" Error
}

/// Reports the file.
pub(in crate::rules) fn check(subject: &FileSubject<'_>, _params: &Params) -> Verdict {
    match &subject.submission.outcome {
        Outcome::Refused(refusal @ Refusal::Encrypted) => {
            Verdict::of(Some(Hit::file(refusal.to_string())))
        }
        Outcome::Refused(_) => Verdict::CouldNotRun,
        Outcome::Skipped(_) | Outcome::Duplicate { .. } => Verdict::NotApplicable,
        Outcome::Unpacked { .. } | Outcome::NoForm { .. } | Outcome::Assessed { .. } => {
            Verdict::of(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Note;
    use crate::rules::examples;
    use crate::rules::fixture::{file_of, hits_of};
    use crate::submission::{Source, Submission};

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
        let sent = |file: &str, outcome| Submission {
            source: Source {
                file: file.to_owned(),
                ..Source::default()
            },
            outcome,
        };
        let protected = Note::Remark("工作表“自评表”只限制修改，照常读取".into());
        examples::hold(
            [
                sent("椿树街道/自评表.xlsx", Outcome::Refused(Refusal::Encrypted)),
                sent(
                    "椿树街道.zip!自评表（加密）.xlsx",
                    Outcome::Refused(Refusal::Encrypted),
                ),
            ],
            [
                sent(
                    "椿树街道/自评表（加密）.xlsx",
                    Outcome::Assessed {
                        forms: Vec::new(),
                        notes: vec![protected],
                    },
                ),
                // Its files are encrypted, and say so each; the archive itself was opened.
                sent(
                    "椿树街道.zip",
                    Outcome::Unpacked {
                        entries: 5,
                        notes: Vec::new(),
                    },
                ),
                sent(
                    "椿树街道/加密狗采购签到表.xlsx",
                    Outcome::NoForm { notes: Vec::new() },
                ),
            ],
            |submission| {
                let subject = FileSubject {
                    submission,
                    fiscal_year: None,
                };
                check(&subject, &Params::default())
            },
        );
    }

    #[test]
    fn a_password_is_reported() {
        let hits = hits_of(verdict(Outcome::Refused(Refusal::Encrypted)));
        assert!(hits[0].message.contains("已加密"), "{}", hits[0].message);
    }

    #[test]
    fn of_a_damaged_file_nothing_is_known() {
        assert_eq!(
            verdict(Outcome::Refused(Refusal::Empty)),
            Verdict::CouldNotRun
        );
        assert_eq!(
            verdict(Outcome::Skipped("图片".into())),
            Verdict::NotApplicable
        );
    }
}

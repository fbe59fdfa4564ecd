//! F105: a file with the same content as another.

use crate::rules::rule::{FileSubject, Hit, Verdict, rule};
use crate::submission::Outcome;

rule! {
    /// 与另一文件的内容逐字节相同，只计一次。
    ///
    /// ## 含义
    /// 同一文件报送了两份。只计路径较短的一份（副本的名称通常更长），以免项目和金额重复。
    ///
    /// ## 计算
    /// 两个文件的内容摘要（BLAKE3）相同；文件名不作为依据。
    ///
    /// ## 举例
    /// “绩效自评表.xlsx”与“绩效自评表 - 副本.xlsx”都是 23,552 字节，摘要相同：只计前者（路径较短），后者报本条，
    /// 项目数计 1 个而不是 2 个。
    ///
    /// ## 误报情形
    /// 两个项目误存成同一内容的，请核对后补报另一个项目的自评表。
    /// 内容有任何改动的两个版本不属本条，见 F106。
    ///
    /// ## 依据
    /// 汇总口径：同一报送内容只计一次。
    F105 "duplicate-file" "内容完全相同的文件" Info
}

/// Reports the copy, naming the file that counts.
pub(in crate::rules) fn check(subject: &FileSubject<'_>, _params: &Params) -> Verdict {
    match &subject.submission.outcome {
        Outcome::Duplicate { of } => Verdict::of(Some(Hit::file(format!(
            "与“{of}”内容完全相同，只计一次；如两份应为不同项目，请补报正确的文件"
        )))),
        Outcome::Skipped(_) | Outcome::Unpacked { .. } => Verdict::NotApplicable,
        Outcome::Refused(_) if subject.submission.source.blake3.is_empty() => Verdict::CouldNotRun,
        Outcome::Refused(_) | Outcome::NoForm { .. } | Outcome::Assessed { .. } => {
            Verdict::of(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::Refusal;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};
    use crate::submission::{Source, Submission};

    fn verdict(blake3: &str, outcome: Outcome) -> Verdict {
        let source = Source {
            blake3: blake3.to_owned(),
            ..Source::default()
        };
        let submission = Submission { source, outcome };
        check(
            &FileSubject {
                fiscal_year: None,
                submission: &submission,
            },
            &Params::default(),
        )
    }

    #[test]
    fn examples_hold() {
        let copy_of = |file: &str| Outcome::Duplicate { of: file.into() };
        let form = |name: &str| Outcome::Assessed {
            forms: vec![Fixture::new().file(name).subject().assessed.clone()],
            notes: Vec::new(),
        };
        examples::hold(
            [
                ("ab", copy_of("椿树街道/绩效自评表.xlsx")),
                ("ab", copy_of("椿树街道.zip!绩效自评表.xlsx")),
            ],
            [
                // Called a copy, and of another content.
                ("cd", form("椿树街道/绩效自评表 - 副本.xlsx")),
                ("cd", Outcome::NoForm { notes: Vec::new() }),
                ("cd", Outcome::Refused(Refusal::Encrypted)),
            ],
            |(blake3, outcome)| verdict(blake3, outcome.clone()),
        );
    }

    #[test]
    fn the_file_that_counts_is_named() {
        let hits = hits_of(verdict(
            "ab",
            Outcome::Duplicate {
                of: "椿树街道/自评表.xlsx".into(),
            },
        ));
        assert!(
            hits[0].message.contains("“椿树街道/自评表.xlsx”"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn unread_content_cannot_be_compared() {
        let closed = Outcome::Refused(Refusal::Inaccessible("拒绝访问".into()));
        assert_eq!(verdict("", closed), Verdict::CouldNotRun);
    }
}

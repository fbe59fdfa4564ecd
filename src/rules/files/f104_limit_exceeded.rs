//! F104: a file beyond a safety limit.

use crate::refusal::Refusal;
use crate::rules::rule::{FileSubject, Hit, Verdict, rule};
use crate::submission::Outcome;

rule! {
    /// 文件大小、单元格数等超出安全限制，未予读取。
    ///
    /// ## 含义
    /// 为防止异常文件拖垮全批处理，对文件大小、解压后大小、单元格数等设有上限。超出的文件不读取，
    /// 其中的自评表不在汇总之列。
    ///
    /// ## 计算
    /// 读取中遇到的数值大于 config.yaml 所设的上限；报出该项名称、实际数、上限和配置键。
    ///
    /// ## 举例
    /// 误把一行公式填充到工作表末行，非空单元格达 6,291,456 个，上限 5,000,000 个（limits.cells）：超出 1,291,456 个，未读取。
    ///
    /// ## 误报情形
    /// 夹带历年台账或高清照片、内容确属正常的大文件：请单位只报自评表，或按提示调大 config.yaml 中的键
    /// （如 limits.cells、limits.file_bytes）后重新运行。
    ///
    /// ## 依据
    /// 本工具的安全限制。
    F104 "limit-exceeded" "超出安全限制" Error
}

/// Reports the file with the limit that it met.
pub(in crate::rules) fn check(subject: &FileSubject<'_>, _params: &Params) -> Verdict {
    match &subject.submission.outcome {
        Outcome::Refused(refusal @ Refusal::LimitExceeded { seen, limit, .. }) => {
            let hit = Hit::file(refusal.to_string())
                .declared(seen)
                .expected(format!("≤{limit}"))
                .difference(seen.saturating_sub(*limit));
            Verdict::of(Some(hit))
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
        let beyond = |what, seen, limit, key| {
            Outcome::Refused(Refusal::LimitExceeded {
                what,
                seen,
                limit,
                key,
            })
        };
        examples::hold(
            [
                beyond("非空单元格数", 6_291_456, 5_000_000, "limits.cells"),
                beyond("文件大小", 50_001, 50_000, "limits.file_bytes"),
            ],
            [
                Outcome::Assessed {
                    forms: Vec::new(),
                    notes: vec![Note::Remark("末行以下有 5,000,000 个空白单元格".into())],
                },
                // One of its files is too large, and says so itself.
                Outcome::Unpacked {
                    entries: 9_999,
                    notes: Vec::new(),
                },
                Outcome::NoForm { notes: Vec::new() },
            ],
            |outcome| verdict(outcome.clone()),
        );
    }

    #[test]
    fn the_limit_is_named() {
        let refusal = Refusal::LimitExceeded {
            what: "单元格数",
            seen: 12,
            limit: 10,
            key: "limits.cells",
        };
        let hits = hits_of(verdict(Outcome::Refused(refusal)));
        assert!(
            hits[0].message.contains("limits.cells"),
            "{}",
            hits[0].message
        );
        assert_eq!(
            (hits[0].declared.as_str(), hits[0].difference.as_str()),
            ("12", "2")
        );
        assert_eq!(hits[0].expected, "≤10");
    }

    #[test]
    fn of_a_damaged_file_nothing_is_known() {
        assert_eq!(
            verdict(Outcome::Refused(Refusal::Empty)),
            Verdict::CouldNotRun
        );
    }
}

//! An error as a block: what is wrong, where, what stands there, what to do.

use super::paint::Paint;
use super::words::one_line;
use crate::trouble::Trouble;

/// The block, each of its lines ended.
pub(super) fn block(trouble: &Trouble, paint: Paint) -> String {
    let mut lines = vec![format!(
        "{}{}",
        paint.error("错误："),
        paint.strong(&one_line(&trouble.what))
    )];
    if let Some(place) = &trouble.place {
        lines.push(format!("  位置：{}", one_line(place)));
    }
    let excerpt = trouble.excerpt.iter().flat_map(|text| text.lines());
    lines.extend(excerpt.map(|line| format!("    {}", one_line(line))));
    let details = trouble.details.iter();
    lines.extend(details.map(|detail| format!("  - {}", one_line(detail))));
    if let Some(advice) = &trouble.advice {
        lines.push(format!("  办法：{}", one_line(advice)));
    }
    lines.push(String::new());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::cli::exit::Failure;
    use crate::comparison::BesideError;
    use crate::config::parse;
    use crate::decision::PreviousError;
    use crate::grid::NoTable;
    use crate::pipeline::PipelineError;
    use crate::refusal::Refusal;
    use crate::report::{ReportError, SaveError};

    fn path() -> PathBuf {
        PathBuf::from("output/异常清单.xlsx")
    }

    fn saving() -> [SaveError; 6] {
        let denied = || io::Error::from(io::ErrorKind::PermissionDenied);
        [
            SaveError::Folder {
                path: "output".into(),
                source: denied(),
            },
            SaveError::InUse {
                path: path(),
                source: denied(),
            },
            SaveError::Write {
                path: path(),
                source: io::ErrorKind::StorageFull.into(),
            },
            SaveError::Exists {
                path: "config.yaml".into(),
            },
            SaveError::Misnamed {
                path: "../x".into(),
            },
            SaveError::Stopped,
        ]
    }

    fn reading_back() -> [PreviousError; 5] {
        [
            PreviousError::Open {
                path: path(),
                sign: "有锁文件 ~$异常清单.xlsx".to_owned(),
            },
            PreviousError::Held {
                path: path(),
                detail: "没有写入权限".to_owned(),
            },
            PreviousError::Unreadable {
                path: path(),
                detail: "没有“发现编号”一列".to_owned(),
            },
            PreviousError::Missing { path: path() },
            PreviousError::Changed { path: path() },
        ]
    }

    fn beside() -> [BesideError; 4] {
        let (key, ledger) = ("budget_ledger", || "台账.xlsx".to_owned());
        [
            BesideError::Unreadable {
                key,
                path: ledger(),
                why: Refusal::Encrypted.to_string(),
            },
            BesideError::NoSheet {
                key,
                path: ledger(),
                sheet: "批复".to_owned(),
                sheets: "Sheet1".to_owned(),
            },
            BesideError::NoTable {
                key,
                path: ledger(),
                sheet: "Sheet1".to_owned(),
                why: Box::new(NoTable {
                    missing: vec![vec!["单位".to_owned()]],
                    seen: vec!["项目编码".to_owned()],
                }),
                hint: "请写明台账的表头文字",
            },
            BesideError::OtherYear {
                path: "2022年".to_owned(),
                year: 2023,
                found: "（有 2022 年度）".to_owned(),
            },
        ]
    }

    fn own() -> [PipelineError; 8] {
        let input = || "input".to_owned();
        let book = || "抽查.xlsx".to_owned();
        [
            PipelineError::Input {
                path: input(),
                detail: "文件夹不存在".to_owned(),
            },
            PipelineError::NothingRead {
                path: input(),
                files: 2,
                refused: vec![format!("坏.xlsx：{}", Refusal::Empty)],
            },
            PipelineError::Accounting {
                found: 3,
                recorded: 2,
            },
            PipelineError::YearUnknown,
            PipelineError::ReviewBook {
                path: book(),
                reason: "已加密".to_owned(),
            },
            PipelineError::ReviewBegun { path: book() },
            PipelineError::Stopped,
            PipelineError::Report(ReportError::new("全区汇总.xlsx", "行数超限")),
        ]
    }

    /// Every error that the program can end with, one after the other.
    fn all() -> Vec<Failure> {
        let typed = parse("config.yaml", "rules:\n  B101:\n    severty: error\n").unwrap_err();
        let meant = parse("config.yaml", "scoring: {score_decimals: 9}\n").unwrap();
        let ended = own().into_iter();
        let ended = ended.chain(saving().map(PipelineError::Save));
        let ended = ended.chain(reading_back().map(PipelineError::Previous));
        let ended = ended.chain(beside().map(PipelineError::Beside));
        let configured = [
            typed.into(),
            meant.resolve(Path::new("/")).unwrap_err().into(),
        ];
        ended.map(Failure::from).chain(configured).collect()
    }

    #[test]
    fn errors_say_what_where_and_what_to_do() {
        let failures = all();
        let blocks = failures.iter().map(|failure| {
            let trouble = failure.trouble.as_ref().unwrap();
            format!("[{:?}]\n{}", failure.status, block(trouble, Paint::PLAIN))
        });
        insta::assert_snapshot!(blocks.collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn every_error_but_a_stop_says_what_to_do() {
        for failure in all() {
            let trouble = failure.trouble.unwrap();
            let is_a_stop = trouble.what.starts_with("已中断");
            assert_eq!(trouble.advice.is_none(), is_a_stop, "{trouble}");
        }
    }

    #[test]
    fn text_of_inputs_cannot_draw_on_the_terminal() {
        let trouble = Trouble::new("坏\u{1b}[2J\n错误").at(Path::new("甲\u{7}.xlsx"));
        assert_eq!(
            block(&trouble, Paint::PLAIN),
            "错误：坏 [2J 错误\n  位置：甲 .xlsx\n"
        );
    }
}

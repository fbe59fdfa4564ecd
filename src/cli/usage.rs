//! clap's errors in Chinese: what was typed wrong, and what may have been meant.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::exit::{Failure, Status};
use super::reporter::Reporter;
use super::table::aligned;
use crate::trouble::Trouble;

/// Prints the help or version that was asked for, or turns the error into a failure.
pub(super) fn answer(error: &clap::Error, reporter: &mut Reporter) -> Result<Status, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            reporter.text(&realigned(&error.render().to_string()))?;
            Ok(Status::Done)
        }
        _ => Err(Failure::new(Status::BadUsage, describe(error))),
    }
}

/// clap counts characters where a terminal counts columns: lines up every block of two-column
/// lines anew.
fn realigned(help: &str) -> String {
    let mut text = String::new();
    let mut block: Vec<[String; 2]> = Vec::new();
    for line in help.lines() {
        if let Some(row) = two_columns(line) {
            block.push(row);
        } else {
            text.push_str(&aligned(&std::mem::take(&mut block)));
            text.push_str(line);
            text.push('\n');
        }
    }
    text + &aligned(&block)
}

fn two_columns(line: &str) -> Option<[String; 2]> {
    let body = line.trim_start();
    let indent = line
        .strip_suffix(body)
        .filter(|indent| !indent.is_empty())?;
    let (left, right) = body.split_once("  ")?;
    Some([format!("{indent}{left}"), right.trim_start().to_owned()])
}

fn describe(error: &clap::Error) -> Trouble {
    let meant = suggestion(error).map_or(String::new(), |words| format!("是否应为“{words}”？"));
    Trouble::new(reason(error)).advise(format!("{meant}用法见 jixiao --help"))
}

fn reason(error: &clap::Error) -> String {
    let said = |kind| words(error, kind).unwrap_or_default();
    let argument = said(ContextKind::InvalidArg);
    let value = said(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{argument}”这一选项"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这一命令", said(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::ArgumentConflict => format!("{argument} 不能重复或同时使用"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后没有填写值"),
        ErrorKind::InvalidValue => format!(
            "{argument} 不能写作“{value}”；可用的值：{}",
            said(ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation => format!("{argument} 不能写作“{value}”{}", source(error)),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 后值的个数不对")
        }
        ErrorKind::InvalidUtf8 => "命令中有无法识别的字符".to_owned(),
        _ => format!("命令有误（{}）", error.kind()),
    }
}

fn source(error: &clap::Error) -> String {
    error
        .source()
        .map(|source| format!("：{source}"))
        .unwrap_or_default()
}

fn suggestion(error: &clap::Error) -> Option<String> {
    [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(|kind| match error.get(kind)? {
        // clap names the likeliest last.
        ContextValue::Strings(words) => {
            let words: Vec<&str> = words.iter().rev().map(String::as_str).collect();
            Some(words.join("”或“")).filter(|words| !words.is_empty())
        }
        ContextValue::String(word) => Some(word.clone()),
        _ => None,
    })
}

fn words(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => Some(words.join("、")).filter(|words| !words.is_empty()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args;

    fn said(typed: &str) -> String {
        let error = args::parse(typed.split(' ').map(Into::into)).unwrap_err();
        describe(&error).to_string()
    }

    #[test]
    fn help_lines_up_in_columns() {
        let help = "选项:\n  -i, --input <文件夹>   报送\n  -q, --quiet         不显示\n\n尾\n";
        assert_eq!(
            realigned(help),
            "选项:\n  -i, --input <文件夹>  报送\n  -q, --quiet           不显示\n\n尾\n"
        );
    }

    #[test]
    fn mistakes_are_told_in_chinese() {
        let told = [
            (
                "jixiao --inptu x",
                "没有“--inptu”这一选项；是否应为“--input”？",
            ),
            ("jixiao chekc", "没有“chekc”这一命令；是否应为“check”"),
            ("jixiao explain", "缺少 <代码>"),
            (
                "jixiao --year 24x",
                "--year <年度> 不能写作“24x”：应为四位年度，如 2024",
            ),
            (
                "jixiao --year 1949",
                "--year <年度> 不能写作“1949”：年度应在 2000 到 2099 之间，实际为 1949",
            ),
            (
                "jixiao --jobs 0",
                "--jobs <个数> 不能写作“0”：应为不小于 1 的整数",
            ),
            (
                "jixiao check --fail-on info",
                "--fail-on <级别> 不能写作“info”；可用的值：error、warning",
            ),
            ("jixiao --config", "--config <文件> 后没有填写值"),
        ];
        for (typed, expected) in told {
            let said = said(typed);
            assert!(said.starts_with(expected), "{typed}: {said}");
            assert!(said.ends_with("用法见 jixiao --help"), "{typed}: {said}");
        }
    }
}

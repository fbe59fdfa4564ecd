//! What can be typed. The documentation of the fields is the help text, hence in Chinese.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use super::paint::Colour;
use super::template::Wanted;
use crate::finding::Severity;
use crate::value::FiscalYear;

const TEMPLATE: &str = "\
{about}

用法：{usage}

{all-args}{after-help}";

const EXIT_CODES: &str = "\
退出码：
  0  已完成（个别文件不合格或无法读取，不影响退出码）
  1  check 发现错误
  2  命令或配置有误
  3  没有读到任何自评表工作簿
  4  结果无法写出，或上次的异常清单正在打开、无法读取
  130  被 Ctrl-C 中断（原有输出完整，未写出的不留痕迹）";

/// 读取各单位的项目支出绩效自评表，重算执行率与得分，写出全区汇总、异常清单和各单位整改通知
#[derive(Debug, Parser)]
#[command(
    name = "jixiao",
    version,
    override_usage = "jixiao [命令] [选项]",
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    after_help = EXIT_CODES
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
}

/// Options that may stand before or behind the command.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Common {
    /// 报送文件所在的文件夹（缺省见 config.yaml）
    #[arg(short, long, global = true, value_name = "文件夹")]
    pub(super) input: Option<PathBuf>,
    /// 结果文件夹（缺省见 config.yaml）
    #[arg(short, long, global = true, value_name = "文件夹")]
    pub(super) output: Option<PathBuf>,
    /// 配置文件（缺省为当前文件夹的 config.yaml，没有则用内置缺省值）
    #[arg(short, long, global = true, value_name = "文件")]
    pub(super) config: Option<PathBuf>,
    /// 评价年度，优先于 config.yaml 所写
    #[arg(short, long, global = true, value_name = "年度", value_parser = year)]
    pub(super) year: Option<FiscalYear>,
    /// 同时读取的文件数（缺省为处理器核数）
    #[arg(short, long, global = true, value_name = "个数", value_parser = jobs)]
    pub(super) jobs: Option<NonZeroUsize>,
    /// 不显示进度与汇总
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// 颜色：auto（缺省，仅在终端上）、always 或 never
    #[arg(
        long,
        global = true,
        value_name = "何时",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) color: Colour,
    /// 日志格式：text（缺省）或 json；详略由环境变量 RUST_LOG 决定
    #[arg(
        long,
        global = true,
        value_name = "格式",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) log_format: LogFormat,
    /// 显示帮助
    #[arg(short, long, global = true, action = ArgAction::Help)]
    pub(super) help: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 读取、重算、核查并写出全部结果（不写命令时即为此）
    #[command(override_usage = "jixiao run [选项]")]
    Run,
    /// 只核查：逐条列出问题，不写任何文件
    #[command(override_usage = "jixiao check [选项]")]
    Check {
        /// 发现何种问题时退出码为 1：error（缺省）或 warning
        #[arg(
            long,
            value_name = "级别",
            value_enum,
            default_value_t,
            hide_default_value = true,
            hide_possible_values = true,
            help_heading = "选项"
        )]
        fail_on: FailOn,
        /// 输出格式：text（缺省，每个问题一行）、files（按文件归组）或 json
        #[arg(
            long,
            value_name = "格式",
            value_enum,
            default_value_t,
            hide_default_value = true,
            hide_possible_values = true,
            help_heading = "选项"
        )]
        format: FindingsFormat,
    },
    /// 说明一条规则：含义、计算、举例、误报情形、依据
    #[command(override_usage = "jixiao explain <代码>")]
    Explain {
        /// 规则代码，如 B101
        #[arg(value_name = "代码", help_heading = "参数")]
        code: String,
    },
    /// 列出全部规则
    #[command(override_usage = "jixiao rules [选项]")]
    Rules {
        /// 输出格式：text（缺省）或 json
        #[arg(
            long,
            value_name = "格式",
            value_enum,
            default_value_t,
            hide_default_value = true,
            hide_possible_values = true,
            help_heading = "选项"
        )]
        format: ListFormat,
    },
    /// 抽取项目供复核，生成抽查复核表（抽法见 config.yaml 的 sample）
    #[command(override_usage = "jixiao sample [选项]")]
    Sample {
        /// 抽取的项目数（缺省按 config.yaml 的比例）
        #[arg(long, value_name = "个数", help_heading = "选项")]
        size: Option<NonZeroUsize>,
        /// 随机种子（缺省见 config.yaml）
        #[arg(long, value_name = "整数", help_heading = "选项")]
        seed: Option<u64>,
    },
    /// 在当前文件夹生成带说明的 config.yaml
    #[command(override_usage = "jixiao init [选项]")]
    Init,
    /// 输出 config.yaml 的 JSON Schema
    #[command(override_usage = "jixiao schema")]
    Schema,
    /// 生成空白自评表，发给各单位填报：带填写提示、校验和自动计算
    #[command(override_usage = "jixiao template [文件] [选项]")]
    Template(Wanted),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum LogFormat {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ListFormat {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum FindingsFormat {
    #[default]
    Text,
    Files,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum FailOn {
    #[default]
    Error,
    Warning,
}

impl FailOn {
    /// Does a finding this serious count as a failure?
    pub(super) fn covers(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity == Severity::Error,
            Self::Warning => severity != Severity::Info,
        }
    }
}

/// Reads what was typed; help and version arrive as errors, as clap has it.
pub(super) fn parse(typed: impl IntoIterator<Item = OsString>) -> Result<Args, clap::Error> {
    let matches = command().try_get_matches_from(typed)?;
    Args::from_arg_matches(&matches)
}

fn command() -> clap::Command {
    let ours = |command: clap::Command| {
        command
            .help_template(TEMPLATE)
            .disable_help_flag(true)
            .disable_version_flag(true)
            .disable_help_subcommand(true)
    };
    ours(Args::command()).mut_subcommands(ours)
}

fn year(text: &str) -> Result<FiscalYear, String> {
    let number: u16 = text
        .parse()
        .map_err(|_| "应为四位年度，如 2024".to_owned())?;
    FiscalYear::try_from(number)
}

fn jobs(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "应为不小于 1 的整数")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(typed: &str) -> Result<Args, clap::Error> {
        parse(typed.split(' ').map(OsString::from))
    }

    #[test]
    fn the_declaration_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn options_stand_before_or_behind_the_command() {
        for typed in ["jixiao --year 2023 -q check", "jixiao check --year 2023 -q"] {
            let args = parsed(typed).unwrap();
            assert_eq!(
                args.common.year.map(FiscalYear::number),
                Some(2023),
                "{typed}"
            );
            assert!(args.common.quiet, "{typed}");
            assert!(matches!(
                args.command,
                Some(Command::Check {
                    fail_on: FailOn::Error,
                    format: FindingsFormat::Text,
                })
            ));
        }
        assert!(parsed("jixiao --input 报送").unwrap().command.is_none());
    }

    #[test]
    fn help_is_in_chinese() {
        for typed in [
            "jixiao --help",
            "jixiao check -h",
            "jixiao explain --help",
            "jixiao init -h",
            "jixiao template -h",
        ] {
            let help = parsed(typed).unwrap_err().to_string();
            for english in [
                "Usage",
                "Options",
                "Commands",
                "Arguments",
                "Print",
                "default",
                "possible",
            ] {
                assert!(!help.contains(english), "{typed} says {english}:\n{help}");
            }
            assert!(
                help.contains("用法：jixiao") && help.contains("选项:"),
                "{help}"
            );
        }
    }

    #[test]
    fn failing_on_warnings_includes_errors() {
        assert!(FailOn::Error.covers(Severity::Error) && !FailOn::Error.covers(Severity::Warning));
        assert!(
            FailOn::Warning.covers(Severity::Error) && FailOn::Warning.covers(Severity::Warning)
        );
        assert!(!FailOn::Warning.covers(Severity::Info));
    }
}

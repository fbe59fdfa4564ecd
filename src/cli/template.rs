//! `jixiao template`: the blank form, never over an existing file.

use std::path::{Path, PathBuf};

use super::args::Common;
use super::exit::{Failure, Status};
use super::reporter::Reporter;
use super::settings::settings;
use crate::config::nearest_few;
use crate::registry::Registry;
use crate::report::{TEMPLATE_FILE, Template, write_one};

/// What is typed behind `template`.
#[derive(Debug, clap::Args)]
pub(super) struct Wanted {
    /// 写到哪里（缺省为当前文件夹的“项目支出绩效自评表（空表）.xlsx”）；已有的文件不覆盖
    #[arg(value_name = "文件", help_heading = "参数")]
    file: Option<PathBuf>,
    /// 每个二级指标预留的行数（缺省 3）
    #[arg(
        long,
        value_name = "行数",
        value_parser = rows,
        default_value = "3",
        hide_default_value = true,
        help_heading = "选项"
    )]
    indicators: u32,
    /// 预先填入“主管部门”的单位名称，须在名册中
    #[arg(long, value_name = "名称", help_heading = "选项")]
    office: Option<String>,
}

fn rows(text: &str) -> Result<u32, &'static str> {
    let rows = text.parse().ok().filter(|rows| (1..=30).contains(rows));
    rows.ok_or("应为 1 至 30 的整数")
}

pub(super) fn template(
    common: &Common,
    wanted: &Wanted,
    reporter: &mut Reporter,
) -> Result<Status, Failure> {
    let settings = settings(common)?;
    let file = wanted.file.as_deref().unwrap_or(Path::new(TEMPLATE_FILE));
    let office = wanted.office.as_deref().map(str::trim);
    let refused = not_a_workbook(file).or_else(|| unknown(office?, &settings.registry));
    if let Some(message) = refused {
        return Err(Failure::new(Status::BadUsage, message));
    }
    let template = Template {
        year: settings.fiscal_year,
        office,
        rows: wanted.indicators,
        registry: &settings.registry,
        policy: &settings.scoring,
        settings: &settings.report,
    };
    let failed = |message: String| Failure::new(Status::OutputFailed, message);
    let bytes = template
        .workbook()
        .map_err(|error| failed(error.to_string()))?;
    write_one(file, &bytes).map_err(|error| failed(error.to_string()))?;
    reporter.line(&format!("已生成 {}", file.display()))?;
    Ok(Status::Done)
}

/// A file that spreadsheets would not open by its name.
fn not_a_workbook(file: &Path) -> Option<String> {
    let is_xlsx = file
        .extension()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("xlsx"));
    (!is_xlsx).then(|| format!("{} 应以 .xlsx 结尾", file.display()))
}

/// An office that would be reported as unknown as soon as the form comes back.
fn unknown(office: &str, registry: &Registry) -> Option<String> {
    let offices = &registry.offices;
    let names = || offices.iter().map(|office| office.name.as_str());
    let aliases = offices.iter().flat_map(|office| &office.aliases);
    if names()
        .chain(aliases.map(String::as_str))
        .any(|name| name == office)
    {
        return None;
    }
    let near = nearest_few(office, names(), 3).join("、");
    let hint = if near.is_empty() {
        String::new()
    } else {
        format!("；相近的有 {near}")
    };
    Some(format!("名册中没有“{office}”{hint}"))
}

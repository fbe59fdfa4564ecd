//! The registry as a workbook: one row per office, or one per project that it is expected to report.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ExpectedProject, Office, Registry};
use crate::grid::{HeadedCell, HeadedRow, HeadedTable, Limits, Sheet, Wanted, Workbook};
use crate::intake::workbook_at;
use crate::value::text::{is_blank_marker, normal_form, tidy};

/// 名册工作簿。
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RosterWorkbook {
    /// 工作簿，格式不限；相对路径从 config.yaml 所在的文件夹算起
    pub path: PathBuf,
    /// 工作表名称；不填的取第一个有所需表头的工作表
    pub sheet: Option<String>,
    /// 各栏的表头
    pub columns: RosterColumns,
}

/// 名册工作簿各栏的表头；不填的按常见写法查找，填写的必须有这一栏。
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RosterColumns {
    /// 单位；不填的找“单位名称”“单位”“报送单位”“街道”“部门”
    pub office: Option<String>,
    /// 应报项目的名称；不填的找“项目名称”“项目”
    pub project: Option<String>,
    /// 应报项目的编码；不填的找“项目编码”“项目代码”“编码”
    pub code: Option<String>,
    /// 联系人；不填的找“联系人”“经办人”
    pub contact: Option<String>,
    /// 联系电话；不填的找“联系电话”“电话”“手机”
    pub phone: Option<String>,
    /// 零报：本年无项目的填“是”；不填的找“无项目”“零报”“零报告”“零报送”
    pub nil: Option<String>,
}

/// The columns, in the order in which they are asked for.
const OFFICE: usize = 0;
const PROJECT: usize = 1;
const CODE: usize = 2;
const CONTACT: usize = 3;
const PHONE: usize = 4;
const NIL: usize = 5;

impl RosterColumns {
    fn wanted(&self) -> [Wanted; 6] {
        let optional = |own: &Option<String>, usual: &[&str]| match own {
            Some(header) => Wanted::required([header.as_str()]),
            None => Wanted::optional(usual.iter().copied()),
        };
        let office = match &self.office {
            Some(header) => Wanted::required([header.as_str()]),
            None => Wanted::required(["单位名称", "单位", "报送单位", "街道", "部门"]),
        };
        [
            office,
            optional(&self.project, &["项目名称", "项目"]),
            optional(&self.code, &["项目编码", "项目代码", "编码"]),
            optional(&self.contact, &["联系人", "经办人"]),
            optional(&self.phone, &["联系电话", "电话", "手机"]),
            optional(&self.nil, &["无项目", "零报", "零报告", "零报送"]),
        ]
    }
}

impl Registry {
    /// This registry with the offices of its workbook, seen from `base`, in the place of its own;
    /// those that both list keep their aliases and codes. Without a workbook it stays as it is.
    ///
    /// # Errors
    /// One Chinese sentence for each reason why the workbook does not say who is expected.
    pub fn with_workbook(mut self, base: &Path, limits: &Limits) -> Result<Self, Vec<String>> {
        let Some(workbook) = self.workbook.take() else {
            return Ok(self);
        };
        let listed = workbook.listed(&base.join(&workbook.path), limits);
        let shown = workbook.path.display();
        let told = |problems: Vec<String>| -> Vec<String> {
            let named = problems.into_iter();
            let named = named.map(|problem| format!("registry.workbook {shown}：{problem}"));
            named.collect()
        };
        let listed = listed.map_err(told)?;
        self.offices = merged(&self, listed);
        Ok(self)
    }
}

impl RosterWorkbook {
    fn listed(&self, path: &Path, limits: &Limits) -> Result<Vec<Listed>, Vec<String>> {
        let workbook = read(path, limits).map_err(|problem| vec![problem])?;
        let wanted = self.columns.wanted();
        let (sheet, table) = self
            .table(&workbook, &wanted)
            .map_err(|problem| vec![problem])?;
        let mut listed: Vec<Listed> = Vec::new();
        let mut problems = Vec::new();
        for row in table.rows() {
            match Listed::of(&row, listed.last()) {
                Ok(line) => listed.extend(line),
                Err(problem) => problems.push(format!("工作表“{}”{problem}", sheet.name)),
            }
        }
        if listed.is_empty() && problems.is_empty() {
            problems.push(format!("工作表“{}”的表头之下没有单位", sheet.name));
        }
        if problems.is_empty() {
            Ok(listed)
        } else {
            Err(problems)
        }
    }

    /// The sheet that is named, or the first that has the headers.
    fn table<'w>(
        &self,
        workbook: &'w Workbook,
        wanted: &[Wanted],
    ) -> Result<(&'w Sheet, HeadedTable<'w>), String> {
        let named = |sheet: &&Sheet| self.sheet.as_ref().is_none_or(|name| *name == sheet.name);
        let mut reasons = Vec::new();
        for sheet in workbook.sheets.iter().filter(named) {
            match HeadedTable::find(&sheet.grid, wanted) {
                Ok(table) => return Ok((sheet, table)),
                Err(reason) => reasons.push(format!("工作表“{}”{reason}", sheet.name)),
            }
        }
        if reasons.is_empty() {
            let tabs = workbook.sheets.iter().map(|sheet| sheet.name.as_str());
            let tabs = tabs.collect::<Vec<_>>().join("”“");
            let wanted = self.sheet.as_deref().unwrap_or_default();
            return Err(format!("没有工作表“{wanted}”；现有“{tabs}”"));
        }
        Err(reasons.join("；"))
    }
}

fn read(path: &Path, limits: &Limits) -> Result<Workbook, String> {
    let loaded = workbook_at(path, limits).map_err(|refusal| refusal.to_string())?;
    Ok(loaded.workbook)
}

/// One row of the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Listed {
    office: String,
    project: ExpectedProject,
    contact: String,
    phone: String,
    /// What the row says of having no project, where it says that.
    nil: Option<String>,
}

impl Listed {
    /// What a row says; nothing of a sum below the table. An office stands once above its projects.
    fn of(row: &HeadedRow<'_>, above: Option<&Self>) -> Result<Option<Self>, String> {
        let text = |position| row.cell(position).map_or(String::new(), shown);
        let [office, name, code] = [OFFICE, PROJECT, CODE].map(text);
        if [&office, &name].into_iter().any(|text| is_sum(text)) {
            return Ok(None);
        }
        let office = match (office.is_empty(), above) {
            (false, _) => office,
            (true, Some(above)) => above.office.clone(),
            (true, None) => return Err(format!("第 {} 行没有写明单位", row.row.saturating_add(1))),
        };
        Ok(Some(Self {
            office,
            project: ExpectedProject { name, code },
            contact: text(CONTACT),
            phone: text(PHONE),
            nil: row.cell(NIL).map_or(Ok(None), declared_nil)?,
        }))
    }
}

/// The text of a cell on one line; a marker of nothing is nothing.
fn shown((_, value): HeadedCell<'_>) -> String {
    let text = tidy(&value.text());
    if is_blank_marker(&text) {
        String::new()
    } else {
        text
    }
}

fn is_sum(text: &str) -> bool {
    ["合计", "总计", "小计"].contains(&normal_form(text).as_str())
}

/// Does a cell in the column 无项目 say that there is none? Anything but yes and no is asked about.
fn declared_nil((at, value): HeadedCell<'_>) -> Result<Option<String>, String> {
    const YES: [&str; 8] = ["是", "√", "✓", "✔", "1", "true", "y", "yes"];
    const NO: [&str; 8] = ["否", "×", "x", "0", "false", "n", "no", "不是"];
    const SAYS_SO: [&str; 3] = ["无项目", "零报", "本年无"];
    let text = tidy(&value.text());
    let folded = normal_form(&text).to_lowercase();
    let is = |words: &[&str]| words.contains(&folded.as_str());
    let says_so = SAYS_SO.iter().any(|start| folded.starts_with(start));
    if is(&NO) || (is_blank_marker(&text) && folded != "无") {
        Ok(None)
    } else if is(&YES) || says_so {
        Ok(Some(text))
    } else {
        Err(format!(
            "{at} 的“{text}”说不清是否无项目；无项目的填“是”，有项目的留空"
        ))
    }
}

/// The offices of the rows, in their order, with what the configuration says of each besides.
fn merged(registry: &Registry, listed: Vec<Listed>) -> Vec<Office> {
    let mut offices: Vec<Office> = Vec::new();
    for row in listed {
        let known = configured(registry, &row.office);
        let name = known.map_or(&row.office, |office| &office.name);
        let at = offices.iter().position(|office| office.name == *name);
        if let Some(office) = at.and_then(|at| offices.get_mut(at)) {
            office.add(row);
        } else {
            let mut office = known.cloned().unwrap_or_else(|| unconfigured(&row.office));
            office.add(row);
            offices.push(office);
        }
    }
    offices
}

/// The office of the configuration that a row names, in full or in short.
fn configured<'r>(registry: &'r Registry, name: &str) -> Option<&'r Office> {
    registry
        .recognise(name)
        .or_else(|| registry.named_by_word(name))
}

/// An office that only the workbook lists; 椿树街道办事处 is also called 椿树街道.
fn unconfigured(name: &str) -> Office {
    let short = name
        .strip_suffix("办事处")
        .filter(|short| short.ends_with("街道"));
    Office {
        aliases: short.map(str::to_owned).into_iter().collect(),
        ..Office::named(name)
    }
}

impl Office {
    /// What a row says besides the name.
    fn add(&mut self, row: Listed) {
        if let Some(said) = row.nil {
            self.nil = true;
            self.nil_note = said;
        }
        join(&mut self.contact, &row.contact);
        join(&mut self.phone, &row.phone);
        if !row.project.label().is_empty() {
            self.projects.push(row.project);
        }
    }
}

/// Several rows of one office may name several people.
fn join(known: &mut String, further: &str) {
    if further.is_empty() || known.split('、').any(|one| one == further) {
        return;
    }
    if !known.is_empty() {
        known.push('、');
    }
    known.push_str(further);
}

#[cfg(test)]
mod tests;

//! One office that is expected to report, and the projects that it is expected to report on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::codes;
use crate::value::text::normal_form;

/// One office that is expected to report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// 汇总表中使用的名称，如“椿树街道”
    pub name: String,
    /// 其他写法，如“椿树街道办事处”；全称中含有名称的不必列出
    #[serde(default)]
    pub aliases: Vec<String>,
    /// 部门或单位编码，如 '019'、'219001'；开头的 0 照写
    #[serde(default)]
    pub codes: Vec<String>,
    /// 联系人，列入催报名单
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// 联系电话，列入催报名单
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// 单位已说明本年没有应自评的项目（零报）的填 true
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nil: bool,
    /// 零报的依据，如“3月5日来函”
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nil_note: String,
    /// 应报的项目，写法如 [{name: 便民服务项目, code: '2024001'}]，名称和编码可只写一样；不列的只看单位是否报送
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<ExpectedProject>,
}

/// One project that an office is expected to report on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ExpectedProject {
    /// 项目名称
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// 项目编码；开头的 0 照写
    #[serde(skip_serializing_if = "String::is_empty")]
    pub code: String,
}

impl ExpectedProject {
    /// What people call it: its name, else its code.
    #[must_use]
    pub fn label(&self) -> &str {
        if self.name.is_empty() {
            &self.code
        } else {
            &self.name
        }
    }

    /// What tells it from the other projects of its office: its code, else its name.
    #[must_use]
    pub fn key(&self) -> &str {
        if self.code.is_empty() {
            &self.name
        } else {
            &self.code
        }
    }

    /// Is this its code?
    #[must_use]
    pub fn has_code(&self, code: &str) -> bool {
        same(&self.code, code)
    }

    /// Is this its name, however it is laid out?
    #[must_use]
    pub fn has_name(&self, name: &str) -> bool {
        same(&self.name, name)
    }
}

/// Do two texts say the same, and anything at all?
fn same(one: &str, other: &str) -> bool {
    let folded = normal_form(one);
    !folded.is_empty() && folded == normal_form(other)
}

impl Office {
    /// An office of which nothing but the name is known.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// Its name and its aliases.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name)
            .chain(&self.aliases)
            .map(String::as_str)
    }

    pub(super) fn unlikely_codes(&self) -> impl Iterator<Item = String> {
        let unlikely = self.codes.iter().filter(|code| !codes::is_code(code));
        unlikely.map(|code| {
            format!(
                "registry.offices 中“{}”的编码“{code}”应为 3 至 12 位数字",
                self.name
            )
        })
    }

    /// Projects without a name, listed twice, or of an office that says that it has none.
    pub(super) fn doubtful_projects(&self) -> Vec<String> {
        let place = format!("registry.offices 中“{}”", self.name);
        let mut problems = Vec::new();
        if self.nil && !self.projects.is_empty() {
            problems.push(format!(
                "{place}已写明零报（nil），又列有应报项目；请去掉其中一样"
            ));
        }
        for (at, project) in self.projects.iter().enumerate() {
            if normal_form(project.label()).is_empty() {
                problems.push(format!("{place}有应报项目既无名称也无编码"));
            }
            let mut earlier = self.projects.iter().take(at);
            let is_listed = |other: &ExpectedProject| {
                if other.code.is_empty() || project.code.is_empty() {
                    other.has_name(&project.name)
                } else {
                    other.has_code(&project.code)
                }
            };
            if earlier.any(is_listed) {
                problems.push(format!("{place}的应报项目“{}”重复", project.label()));
            }
        }
        problems
    }

    /// What two offices are both called: nobody could tell which of them is meant.
    pub(super) fn shared_with(&self, earlier: &Self) -> Vec<String> {
        if self.name == earlier.name {
            return vec![format!("registry.offices 中“{}”重复", self.name)];
        }
        let is_earlier = |name: &str| {
            let folded = normal_form(name);
            earlier.names().any(|other| normal_form(other) == folded)
        };
        let names = self.names().filter(|name| is_earlier(name));
        let codes = self.codes.iter().map(String::as_str);
        let codes = codes.filter(|code| earlier.codes.iter().any(|other| other == code));
        names
            .chain(codes)
            .map(|shared| {
                format!(
                    "registry.offices 中“{shared}”既属“{}”又属“{}”",
                    earlier.name, self.name
                )
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(name: &str, code: &str) -> ExpectedProject {
        ExpectedProject {
            name: name.to_owned(),
            code: code.to_owned(),
        }
    }

    #[test]
    fn a_project_is_known_by_its_code_or_its_name() {
        let both = project("便民服务（二期）", "2024001");
        assert!(both.has_code("2024 001") && both.has_name("便民服务(二期)"));
        assert!(!both.has_code("") && !both.has_name("便民服务"));
        assert_eq!((both.label(), both.key()), ("便民服务（二期）", "2024001"));
        let bare = project("", "2024001");
        assert!(!bare.has_name(""));
        assert_eq!((bare.label(), bare.key()), ("2024001", "2024001"));
    }

    #[test]
    fn doubtful_projects_are_told() {
        let office = Office {
            nil: true,
            projects: vec![
                project("甲", ""),
                project("甲 ", "1"),
                project("乙", "2"),
                project("乙", "3"),
                project("丙", "3"),
                project("", " "),
            ],
            ..Office::named("椿树街道")
        };
        let told = |what: &str| format!("registry.offices 中“椿树街道”{what}");
        assert_eq!(
            office.doubtful_projects(),
            [
                told("已写明零报（nil），又列有应报项目；请去掉其中一样"),
                told("的应报项目“甲 ”重复"),
                told("的应报项目“丙”重复"),
                told("有应报项目既无名称也无编码"),
            ]
        );
    }
}

//! The offices that are expected to report, and how a text is recognised as naming one: by its name
//! or an alias in full, in short where a folder is called after it, or by its code. Names that only
//! resemble one are suggested, never taken.

mod codes;
mod names;
mod near;
mod place;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use near::names_a_street;

use crate::value::text::normal_form;

/// 名册：本区及各报送单位。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Registry {
    /// 区名，用于标题和区级汇总行
    pub district: String,
    /// 应报送的单位，按此顺序排列
    pub offices: Vec<Office>,
}

/// One office that is expected to report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
}

impl Default for Registry {
    fn default() -> Self {
        let streets = [
            "德胜",
            "什刹海",
            "西长安街",
            "大栅栏",
            "天桥",
            "新街口",
            "金融街",
            "椿树",
            "陶然亭",
            "展览路",
            "月坛",
            "广安门内",
            "牛街",
            "白纸坊",
            "广安门外",
        ];
        Self {
            district: "北京市西城区".to_owned(),
            offices: streets
                .map(|street| Office {
                    name: format!("{street}街道"),
                    aliases: Vec::new(),
                    codes: Vec::new(),
                })
                .to_vec(),
        }
    }
}

impl Registry {
    /// Says what types cannot: every problem of this registry, in Chinese.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for (at, office) in self.offices.iter().enumerate() {
            if normal_form(&office.name).is_empty() {
                problems.push(format!(
                    "registry.offices 第 {} 个单位没有名称",
                    at.saturating_add(1)
                ));
            }
            problems.extend(office.unlikely_codes());
            for earlier in self.offices.iter().take(at) {
                problems.extend(office.shared_with(earlier));
            }
        }
        problems
    }
}

impl Office {
    /// Its name and its aliases.
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name)
            .chain(&self.aliases)
            .map(String::as_str)
    }

    fn unlikely_codes(&self) -> impl Iterator<Item = String> {
        let unlikely = self.codes.iter().filter(|code| !codes::is_code(code));
        unlikely.map(|code| {
            format!(
                "registry.offices 中“{}”的编码“{code}”应为 3 至 12 位数字",
                self.name
            )
        })
    }

    /// What two offices are both called: nobody could tell which of them is meant.
    fn shared_with(&self, earlier: &Self) -> Vec<String> {
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

    fn office(name: &str, aliases: &[&str], codes: &[&str]) -> Office {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Office {
            name: name.to_owned(),
            aliases: owned(aliases),
            codes: owned(codes),
        }
    }

    #[test]
    fn a_sound_registry_has_no_problems() {
        assert_eq!(Registry::default().problems(), Vec::<String>::new());
        let coded = Registry {
            offices: vec![office("椿树街道", &["椿树办"], &["019", "019001"])],
            ..Registry::default()
        };
        assert_eq!(coded.problems(), Vec::<String>::new());
    }

    #[test]
    fn codes_keep_their_leading_zeros() {
        let read = |codes: &str| {
            let text = format!("offices:\n  - name: 椿树街道\n    codes: {codes}\n");
            serde_saphyr::from_str::<Registry>(&text).map(|read| read.offices[0].codes.clone())
        };
        assert_eq!(read("['019', \"219001\"]").unwrap(), ["019", "219001"]);
        assert_eq!(read("[019, 219]").unwrap(), ["019", "219"]);
    }

    #[test]
    fn what_two_offices_share_is_a_problem() {
        let problems = Registry {
            district: String::new(),
            offices: vec![
                office("椿树街道", &["南片"], &["219"]),
                office("大栅栏街道", &["南 片"], &["219", "21"]),
                office("椿树街道", &[], &[]),
                office(" ", &[], &[]),
            ],
        }
        .problems();
        assert_eq!(
            problems,
            [
                "registry.offices 中“大栅栏街道”的编码“21”应为 3 至 12 位数字",
                "registry.offices 中“南 片”既属“椿树街道”又属“大栅栏街道”",
                "registry.offices 中“219”既属“椿树街道”又属“大栅栏街道”",
                "registry.offices 中“椿树街道”重复",
                "registry.offices 第 4 个单位没有名称",
            ]
        );
    }
}

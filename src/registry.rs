//! The offices that are expected to report, and how their names are recognised.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
                })
                .to_vec(),
        }
    }
}

impl Registry {
    /// The expected office that a text names: the longest of its names found in it.
    #[must_use]
    pub fn recognise(&self, text: &str) -> Option<&Office> {
        let folded = normal_form(text);
        self.offices
            .iter()
            .filter_map(|office| Some((office.longest_match(&folded)?, office)))
            .max_by_key(|(length, _)| *length)
            .map(|(_, office)| office)
    }

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
            if self
                .offices
                .iter()
                .take(at)
                .any(|earlier| earlier.name == office.name)
            {
                problems.push(format!("registry.offices 中“{}”重复", office.name));
            }
        }
        problems
    }
}

impl Office {
    fn longest_match(&self, folded: &str) -> Option<usize> {
        std::iter::once(&self.name)
            .chain(&self.aliases)
            .map(|name| normal_form(name))
            .filter(|name| !name.is_empty() && folded.contains(name.as_str()))
            .map(|name| name.chars().count())
            .max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_and_folders_name_the_office() {
        let registry = Registry::default();
        let name = |text: &str| registry.recognise(text).map(|office| office.name.as_str());
        assert_eq!(name("北京市西城区人民政府椿树街道办事处"), Some("椿树街道"));
        assert_eq!(name("广安门外街道/自评表.xlsx"), Some("广安门外街道"));
        assert_eq!(name("北京市海淀区学院路街道办事处"), None);
    }
}

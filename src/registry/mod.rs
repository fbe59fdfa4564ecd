//! The offices that are expected to report, and how a text is recognised as naming one: by its name
//! or an alias in full, in short where a folder is called after it, or by its code. Names that only
//! resemble one are suggested, never taken.

mod codes;
mod deadline;
mod names;
mod near;
mod office;
mod place;
pub mod workbook;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use deadline::Deadline;
pub use near::names_a_street;
pub use office::{ExpectedProject, Office};
pub use workbook::RosterWorkbook;

use crate::value::text::normal_form;

/// 名册：本区及各报送单位。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Registry {
    /// 区名，用于标题和区级汇总行
    pub district: String,
    /// 报送截止日期，如 2025-03-31，当天（北京时间）仍算按时；不设的填 null，不判逾期。
    /// 报送时间取文档自身记录的保存时间；文档没有记录的，取文件修改时间，并在“报送情况”中注明
    #[schemars(with = "Option<String>")]
    pub deadline: Option<Deadline>,
    /// 名册工作簿：名册另有工作簿的在此指定，每行一个单位或一个应报项目，没有的填 null。写法如
    /// workbook: {path: 名册.xlsx, sheet: 名册, columns: {office: 报送单位, project: 项目}}
    /// 指定后应报单位以工作簿为准：offices 中同名的单位只补充别名、编码、联系人等，其余不计入名册
    pub workbook: Option<RosterWorkbook>,
    /// 应报送的单位，按此顺序排列
    pub offices: Vec<Office>,
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
                .map(|street| Office::named(format!("{street}街道")))
                .to_vec(),
            deadline: None,
            workbook: None,
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
            problems.extend(office.doubtful_projects());
            for earlier in self.offices.iter().take(at) {
                problems.extend(office.shared_with(earlier));
            }
        }
        problems
    }
}

impl Registry {
    /// The office of this name.
    #[must_use]
    pub fn office(&self, name: &str) -> Option<&Office> {
        self.offices.iter().find(|office| office.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(name: &str, aliases: &[&str], codes: &[&str]) -> Office {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Office {
            aliases: owned(aliases),
            codes: owned(codes),
            ..Office::named(name)
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
            ..Registry::default()
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

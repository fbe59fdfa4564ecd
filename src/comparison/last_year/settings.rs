//! Where last year is.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::ledger::{similarity_problem, usual_similarity};
use crate::value::Rate;

/// 上年度资料。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LastYearSettings {
    /// 上年度的结果文件夹（output 或其中的 data）、其中的 projects.csv 或 projects.parquet，或者存放上年度自评表的文件夹；相对路径从本文件所在的文件夹算起
    pub path: PathBuf,
    /// 没有相同编码、相同名称的，项目名称（不计末尾的经费、项目等字）相似到多少即视为同一项目（0.85 为 85%），在 0.7 和 1 之间
    #[serde(default = "usual_similarity")]
    pub similarity: Rate,
}

impl LastYearSettings {
    /// Says what types cannot: every problem, in Chinese.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let unnamed = self.path.as_os_str().is_empty();
        let unnamed = unnamed.then(|| "last_year.path 没有填写文件夹".to_owned());
        let similarity = similarity_problem("last_year", self.similarity);
        unnamed.into_iter().chain(similarity).collect()
    }
}

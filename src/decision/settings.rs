//! How decisions are carried on: the part of config.yaml that this room owns.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::Day;

/// 审核意见的沿用：再次运行时，从上次的《异常清单》读回处理状态、处理意见和有效期
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReviewSettings {
    /// 上次的《异常清单》；相对路径从本文件所在的文件夹算起。填 null 的，取 output 文件夹中的异常清单.xlsx
    pub previous: Option<PathBuf>,
    /// 判断“有效期”是否已过所用的日期，如 2025-07-01。填 null 的，取自评表和上次异常清单中最近一次的保存日期
    pub as_of: Option<Day>,
}

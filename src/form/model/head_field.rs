//! The fields of a form's head that a bureau may require.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Head;
use crate::form::Entry;

/// 表头栏目
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum HeadField {
    /// 项目名称
    #[serde(rename = "项目名称")]
    ProjectName,
    /// 项目编码
    #[serde(rename = "项目编码")]
    ProjectCode,
    /// 主管部门
    #[serde(rename = "主管部门")]
    SupervisingDepartment,
    /// 实施单位
    #[serde(rename = "实施单位")]
    ImplementingUnit,
    /// 负责人
    #[serde(rename = "负责人")]
    ProjectLead,
    /// 联系电话
    #[serde(rename = "联系电话")]
    Phone,
}

impl HeadField {
    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ProjectName => "项目名称",
            Self::ProjectCode => "项目编码",
            Self::SupervisingDepartment => "主管部门",
            Self::ImplementingUnit => "实施单位",
            Self::ProjectLead => "负责人",
            Self::Phone => "联系电话",
        }
    }

    /// What a form's head says there.
    #[must_use]
    pub fn of(self, head: &Head) -> &Entry<String> {
        match self {
            Self::ProjectName => &head.project_name,
            Self::ProjectCode => &head.project_code,
            Self::SupervisingDepartment => &head.supervising_department,
            Self::ImplementingUnit => &head.implementing_unit,
            Self::ProjectLead => &head.project_lead,
            Self::Phone => &head.phone,
        }
    }
}

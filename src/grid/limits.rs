//! How much one file may ask for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 安全限制：超过任何一项的文件不读取，记入报送情况（F104）。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// 单个文件的字节数上限
    pub file_bytes: u64,
    /// 压缩包（含其中的压缩包）解压后合计的字节数上限；工作簿各部件解压后的合计也以此为限
    pub inflated_bytes: u64,
    /// 一个压缩包（含其中的压缩包）内的文件数上限
    pub archive_entries: u64,
    /// 一个工作簿中非空单元格数上限
    pub cells: u64,
    /// 一个工作簿中工作表数上限
    pub sheets: u64,
    /// 一张工作表中合并区域数上限
    pub merged_regions: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 100_000_000,
            inflated_bytes: 1_000_000_000,
            archive_entries: 10_000,
            cells: 5_000_000,
            sheets: 1_000,
            merged_regions: 100_000,
        }
    }
}

//! The bureau's scoring policy, declared by the room that applies it: a built-in profile, over which
//! config.yaml lays what it states, key by key.
//!
//! The keys are listed once, in [`policy!`]. From that list come the policy in force
//! ([`ScoringPolicy`]), what config.yaml may state ([`ScoringSettings`]) and what a built-in profile
//! must state, each figure with its source ([`Profile`]).

mod bands;
mod execution;
mod grades;
mod layer;
mod problems;
mod rounding;
mod share;
mod tolerance;
mod weights;
mod words;

pub use bands::{Completion, Phrase, QualitativeBand};
pub use execution::{ExecutionFormula, ExecutionStep};
pub use grades::{GradeBounds, GradeBoundsSettings};
pub use layer::{KeyInForce, Origin, PolicyInForce};
pub(super) use layer::{Sourced, seen, to_confirm};
pub use rounding::Rounding;
pub use share::{MissedLimit, Overachievement};
pub use weights::TemplateWeights;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::profiles::ProfileName;
use crate::form::HeadField;
use crate::value::{Amount, Rate, Score, Weight};
use layer::Layer as _;
use words::InWords as _;

/// Declares the keys of the policy: name, type, and what config.yaml may state in its place.
macro_rules! policy {
    ($($(#[doc = $doc:literal])* $key:ident: $value:ty, set by $setting:ty;)*) => {
        /// The policy in force.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        pub struct ScoringPolicy {
            /// The profile that it was built on.
            pub profile: ProfileName,
            $($(#[doc = $doc])* pub $key: $value,)*
        }

        /// 计分办法：先选一种内置办法（profile），再改写其中需要改的项
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct ScoringSettings {
            /// 采用的内置计分办法
            pub profile: ProfileName,
            $($(#[doc = $doc])* pub $key: $setting,)*
        }

        /// A built-in profile: every key with its value and its source.
        pub(super) struct Profile {
            $(pub(super) $key: Sourced<$value>,)*
        }

        impl ScoringSettings {
            /// The policy in force, and where each of its keys comes from.
            #[must_use]
            pub fn resolve(&self) -> PolicyInForce {
                let profile = self.profile.profile();
                let keys = vec![$(KeyInForce {
                    key: stringify!($key),
                    value: self.$key.over(&profile.$key.value).in_words(),
                    origin: profile.$key.origin(&self.$key),
                },)*];
                PolicyInForce {
                    policy: ScoringPolicy {
                        profile: self.profile,
                        $($key: self.$key.over(&profile.$key.value),)*
                    },
                    keys,
                }
            }
        }
    };
}

policy! {
    /// 预算执行率的标准分值；表中“分值”一格为空时采用
    execution_weight: Weight, set by Option<Weight>;
    /// 绩效指标的标准分值合计；表中未标注（如“绩效指标（90分）”）时采用
    indicator_weight: Weight, set by Option<Weight>;
    /// 预算执行率得分的计分公式
    execution_formula: ExecutionFormula, set by Option<ExecutionFormula>;
    /// 分段计分（execution_formula 为 stepped）的各档，由低到高；达不到最低一档的不得分。
    /// 写法如 [{from: 0.6, share: 0.6}, {from: 0.95, share: 1}]：执行率达到 from 的，得分值的 share
    execution_steps: Vec<ExecutionStep>, set by Option<Vec<ExecutionStep>>;
    /// 不得分的下限（execution_formula 为 floored）：执行率低于多少不得分，0.6 为 60%
    execution_floor: Rate, set by Option<Rate>;
    /// 预算执行率得分以分值为限：执行率超过 100% 也只得满分
    cap_execution_score: bool, set by Option<bool>;
    /// 完成值远超指标值（超过 overachievement_bound）时的计分
    overachievement: Overachievement, set by Option<Overachievement>;
    /// 完成值 ÷ 指标值超过多少算作远超，1.5 为 150%；规则 I105 未另设 limit 的也按此
    overachievement_bound: Rate, set by Option<Rate>;
    /// 成本等上限类指标超出时的计分公式
    missed_limit: MissedLimit, set by Option<MissedLimit>;
    /// 未写符号的成本指标、控制数指标按上限理解（≤）
    bare_cost_is_limit: bool, set by Option<bool>;
    /// 定性指标的三档，由高到低：完成程度（level）、表上的写法（words）、得分占分值的上下限（upper、lower）。
    /// 用于核对填报的得分与所填的完成程度；分界处两档都算相符
    qualitative_bands: Vec<QualitativeBand>, set by Option<Vec<QualitativeBand>>;
    /// 各种版式（docs/templates.zh.md）的标准分值：执行率 execution（不写的取 execution_weight）、
    /// 成本 cost、产出 output、效益 benefit、满意度 satisfaction
    template_weights: BTreeMap<String, TemplateWeights>, set by Option<BTreeMap<String, TemplateWeights>>;
    /// 表上没有标注分值的，是否也须符合 template_weights（规则 W101、W102）；不强制的只核对合计
    enforce_weights: bool, set by Option<bool>;
    /// 等级界线：总分达到多少分为该等级
    grades: GradeBounds, set by GradeBoundsSettings;
    /// 四个等级的名称，由高到低：用于识别表上所填的等级、写入提示；数据表中统一写优、良、中、差
    grade_names: Vec<String>, set by Option<Vec<String>>;
    /// 得分保留的小数位数
    score_decimals: u32, set by Option<u32>;
    /// 保留小数时的舍入办法
    rounding: Rounding, set by Option<Rounding>;
    /// 得分、总分相差多少分以内视为一致；填 0 的只按所填位数比较
    tolerance_points: Score, set by Option<Score>;
    /// 金额相差多少万元以内视为一致；填 0 的只按所填位数比较
    tolerance_amount: Amount, set by Option<Amount>;
    /// 执行率相差多少以内视为一致，0.001 为 0.1 个百分点；填 0 的只按所填位数比较
    tolerance_rate: Rate, set by Option<Rate>;
    /// 必填的表头栏目（规则 M101 未另设 fields 的按此）：项目名称、项目编码、主管部门、实施单位、负责人、联系电话
    required_fields: Vec<HeadField>, set by Option<Vec<HeadField>>;
}

impl Default for ScoringPolicy {
    fn default() -> Self {
        ScoringSettings::default().resolve().policy
    }
}

//! 财政部2021: 财预〔2021〕101号, which makes 成本指标 a branch of its own. Weights without cost stay those
//! of 2020; forms without satisfaction give its points to benefit.

use super::{Listed, Profile, branches, mof_2020, to_confirm};

pub(super) const LISTED: Listed = Listed {
    name: "财政部2021",
    title: "财预〔2021〕101号 成本指标为一级指标：执行率 10 分，成本 20、产出 40、效益 20、满意度 10",
    profile,
};

pub(super) fn profile() -> Profile {
    let base = mof_2020::profile();
    let mut weights = base.template_weights.value;
    // 待确认：分值未见原文，只见于转述和 2022 年以后的表。
    weights.insert("cost-first".to_owned(), branches([20, 40, 20, 10]));
    Profile {
        template_weights: to_confirm(
            "财预〔2021〕101号：设成本指标的 20、40、20、10，不设的同财政部2020；待与原文核对",
            weights,
        ),
        ..mof_2020::profile()
    }
}

//! 四川省: the layouts and formulas of its 预算管理一体化 system, and the practice of its district reviews.

use super::{Listed, MissedLimit, Profile, branches, mof_2020, percent, seen, to_confirm};

pub(super) const LISTED: Listed = Listed {
    name: "四川省",
    title: "预算管理一体化自评表（510000_0013zp）：上限类指标线性计分，完成值超过 130% 须说明",
    profile,
};

pub(super) fn profile() -> Profile {
    Profile {
        // 成都某区复核口径：超过 130% 不扣分，但须注明。
        overachievement_bound: seen("成都市区级复核口径：超过 130% 不扣分，须注明", percent(130)),
        // 待确认：公式见于一省的预算一体化系统配置，未证实即四川省所用。
        missed_limit: to_confirm(
            "预算一体化系统配置的反向指标公式，是否为四川省所用待确认",
            MissedLimit::Linear,
        ),
        // 待确认：四川表只印“权重”，分值沿用财政部2020。
        template_weights: to_confirm(
            "四川省表式只印权重，分值沿用财政部2020",
            ["sichuan", "national"]
                .map(|family| (family.to_owned(), branches([0, 50, 30, 10])))
                .into(),
        ),
        ..mof_2020::profile()
    }
}

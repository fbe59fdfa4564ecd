//! 北京市: 京财绩效〔2020〕2146号 and the yearly notices; what the printed forms say.

use super::{Listed, Profile, branches, mof_2020, seen, to_confirm};

pub(super) const LISTED: Listed = Listed {
    name: "北京市",
    title: "京财绩效〔2020〕2146号（文号待确认）及自评表所印公式：执行率 10 分，绩效指标 90 分",
    profile,
};

pub(super) fn profile() -> Profile {
    let base = mof_2020::profile();
    Profile {
        execution_weight: seen("北京市自评表：分值（10分）", base.execution_weight.value),
        indicator_weight: seen(
            "北京市自评表：绩效指标（90分）",
            base.indicator_weight.value,
        ),
        missed_limit: seen(
            "北京市自评表所印公式：按 B/A 或 A/B × 该指标分值记分",
            base.missed_limit.value,
        ),
        template_weights: seen(
            "北京市自评表：产出 50、效益 30、满意度 10",
            ["beijing", "beijing-before-2018"]
                .map(|family| (family.to_owned(), branches([0, 50, 30, 10])))
                .into(),
        ),
        // 待确认：未见北京市办法全文，三档沿用财政部2020。
        qualitative_bands: to_confirm(
            "京财绩效〔2020〕2146号（文号待确认），三档沿用财政部2020",
            base.qualitative_bands.value,
        ),
        ..mof_2020::profile()
    }
}

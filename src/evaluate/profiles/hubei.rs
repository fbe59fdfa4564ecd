//! 湖北省: 鄂财绩发〔2020〕3号 series; 20 points for execution, and wider bands for what is partly done.

use super::{Listed, Profile, branches, mof_2020, points, seen, three_bands};

pub(super) const LISTED: Listed = Listed {
    name: "湖北省",
    title: "鄂财绩发〔2020〕3号系列：执行率 20 分，产出 40、效益 30、满意度 10；定性指标 100—80、80—50、50—0",
    profile,
};

const NOTES: &str = "湖北省自评表表注及系统帮助（鄂财绩发〔2020〕3号系列）";

pub(super) fn profile() -> Profile {
    Profile {
        execution_weight: seen("湖北省自评表：得分（20分 × 执行率）", points(20)),
        indicator_weight: seen("湖北省自评表：年度绩效目标（80分）", points(80)),
        missed_limit: seen(
            "湖北省自评表表注：反向指标 A/B × 分值",
            mof_2020::profile().missed_limit.value,
        ),
        qualitative_bands: seen(NOTES, three_bands(80, 50)),
        template_weights: seen(
            "湖北省自评表：产出 40、效益 30、满意度 10（或效益与满意度合计 40）",
            [("hubei".to_owned(), branches([0, 40, 30, 10]))].into(),
        ),
        ..mof_2020::profile()
    }
}

//! 财政部2020: 项目支出绩效评价管理办法（财预〔2020〕10号）, the governing rule. What it leaves open is
//! filled by what the forms print and by this program's own conventions, each named as such.

use super::{
    Amount, ExecutionFormula, ExecutionStep, GradeBounds, HeadField, Listed, MissedLimit,
    Overachievement, Profile, Rate, Rounding, Score, branches, percent, points, seen, three_bands,
    to_confirm,
};

pub(super) const LISTED: Listed = Listed {
    name: "财政部2020",
    title: "财预〔2020〕10号 项目支出绩效评价管理办法：执行率 10 分，产出 50、效益 30、满意度 10",
    profile,
};

/// The figures stand in articles that were not seen in full, but on most forms.
const FORMS: &str = "各地自评表所印分值（财预〔2020〕10号附表）";
const ARTICLES: &str = "财预〔2020〕10号计分条款，数值待与原文核对";
const OWN: &str = "本程序约定，办法未作规定";

pub(super) fn profile() -> Profile {
    Profile {
        execution_weight: seen(FORMS, points(10)),
        indicator_weight: seen(FORMS, points(90)),
        execution_formula: seen(
            "北京市自评表所印公式：执行率 × 该指标分值",
            ExecutionFormula::Proportional,
        ),
        // 分段计分见于部分地区的评价通知，档次各不相同，不作为缺省。
        execution_steps: seen(OWN, Vec::<ExecutionStep>::new()),
        // “执行率低于 60% 不得分”见于部分通知（待确认），仅在选用下限法时起作用。
        execution_floor: to_confirm("部分地区评价通知：执行率低于 60% 不得分", percent(60)),
        cap_execution_score: seen("北京市自评表所印公式：最高不得超过分值上限", true),
        // 完成值大幅超过指标值的：分析原因，因指标值偏低的适当扣分；扣多少由人判断。
        overachievement: to_confirm(ARTICLES, Overachievement::Full),
        // 办法只说“大幅超过”；120%、130%、150%、200% 均有地方采用。
        overachievement_bound: to_confirm(
            "部分中央和地方通知的掌握尺度，办法未定数值",
            percent(150),
        ),
        missed_limit: seen(
            "北京市、湖北省、安徽省自评表所印公式：A/B × 分值",
            MissedLimit::Ratio,
        ),
        bare_cost_is_limit: seen(OWN, true),
        qualitative_bands: to_confirm(
            "财预〔2020〕10号三档计分（安徽等地表注、预算一体化系统同此），待与原文核对",
            three_bands(80, 60),
        ),
        template_weights: seen(
            FORMS,
            [
                "national",
                "beijing",
                "beijing-before-2018",
                "full-year-only",
                "anhui-export",
                "yunnan",
            ]
            .map(|family| (family.to_owned(), branches([0, 50, 30, 10])))
            .into(),
        ),
        enforce_weights: seen("财预〔2020〕10号：分值可按项目调整，合计 100 分", false),
        grades: seen(
            "财政部预算司统一规定：优 90、良 80、中 60",
            GradeBounds {
                excellent: Score::new(90.into()),
                good: Score::new(80.into()),
                fair: Score::new(60.into()),
            },
        ),
        grade_names: seen(
            "财政部预算司统一规定：优、良、中、差",
            ["优", "良", "中", "差"].map(str::to_owned).to_vec(),
        ),
        score_decimals: seen("各地自评表和预算一体化系统：两位小数", 2),
        rounding: seen(OWN, Rounding::HalfUp),
        tolerance_points: seen(OWN, Score::ZERO),
        tolerance_amount: seen(OWN, Amount::ZERO),
        tolerance_rate: seen(OWN, Rate::ZERO),
        required_fields: seen(
            "财预〔2020〕10号附自评表样式；北京市自评表样式（负责人及电话）",
            vec![
                HeadField::ProjectName,
                HeadField::SupervisingDepartment,
                HeadField::ImplementingUnit,
                HeadField::ProjectLead,
                HeadField::Phone,
            ],
        ),
    }
}

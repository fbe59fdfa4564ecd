//! I101: targets that name no figure, no date and nothing that could be checked.

use rust_decimal::Decimal;

use crate::form::Indicator;
use crate::rules::counts::{counts, names_a_time, spells_a_count};
use crate::rules::lack::quote;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::wording::{holds_any, list};
use crate::value::{Figure as _, Measure, Rate, Weight, text};

rule! {
    /// 较多分值压在“显著提升”“效果明显”一类无法衡量的指标值上。
    ///
    /// ## 含义
    /// 指标值应当可量化或可核验。指标值里没有数字、日期，只有程度词，完成与否就只能凭主观判断，
    /// 压在上面的分值也就没有依据。定性指标允许存在，本条看的是它们占了多少分值，每张表只报一次。
    ///
    /// ## 计算
    /// 指标值没有数字、数量、日期或频次，且含程度词（vague_words）、只是一个词（vague_answers，如“及时”），
    /// 或三级指标只是重复二级指标的名称（如“社会效益”），视为无法衡量。
    /// 这类指标的分值 ÷ 全部指标分值达到 from_share 时，报在其中分值最高的一项；
    /// 表中没有分值的，按指标个数计算。
    ///
    /// ## 举例
    /// 社会效益指标 30 分，指标值为“让居民的获得感、幸福感显著提升”：30 ÷ 90 = 33.33%，达到 10%，报。
    /// 同样的指标只有 5 分：5 ÷ 90 = 5.56%，不报。
    ///
    /// ## 误报情形
    /// 效益确实难以量化、另附满意度调查或第三方评价报告作为依据的，可在复核时说明。
    ///
    /// ## 依据
    /// 财预〔2021〕101号：指标应可衡量、可获取；复核实践：无法核验的指标按程度扣分。
    I101 "target-not-measurable" "指标值无法衡量" Info
    params {
        /// 无法衡量的指标占指标分值多少才报（0.1 为 10%）
        from_share: Rate = Rate::new(Decimal::new(1, 1)),
        /// 程度词
        vague_words: Vec<String> = list(&[
            "显著", "明显", "有效", "提升", "提高", "完善", "良好", "改善", "增强", "加强", "促进", "较好", "较高",
            "优良", "优化", "好坏", "逐步", "进一步", "有所", "长期", "持续", "美化",
        ]),
        /// 单独作指标值时无法衡量的词
        vague_answers: Vec<String> = list(&[
            "及时", "按时", "按期", "准时", "如期", "适时", "好", "良", "优", "高", "强", "满意",
        ]),
    }
}

/// Reports once per form, at the heaviest target that cannot be measured.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let stated: Vec<&Indicator> = subject
        .form
        .scored_indicators()
        .filter(|row| row.target.value().is_some())
        .collect();
    if stated.is_empty() {
        return match subject.form.scored_indicators().next() {
            Some(_) => Verdict::CouldNotRun,
            None => Verdict::NotApplicable,
        };
    }
    let vague: Vec<&Indicator> = stated
        .into_iter()
        .filter(|row| is_vague(row, params))
        .collect();
    let share = share(subject, &vague).filter(|share| share.part >= params.from_share);
    Verdict::of(share.and_then(|share| hit(&vague, &share)))
}

fn is_vague(row: &Indicator, params: &Params) -> bool {
    let is_figure = |target: &Measure| target.counted().is_some();
    if row.target.value().is_none_or(is_figure) {
        return false;
    }
    let target = text::normal_form(row.target.text());
    let is_answer = || {
        params
            .vague_answers
            .iter()
            .any(|word| target.trim_end_matches('。') == word)
    };
    !is_checkable(&target)
        && (holds_any(&target, &params.vague_words)
            || (is_answer() && !names_a_time(&text::normal_form(row.name())))
            || repeats_category(row))
}

/// A figure, a number of things, a date or how often.
fn is_checkable(target: &str) -> bool {
    const MEASURES: [char; 17] = [
        '次', '人', '户', '个', '家', '场', '项', '份', '件', '名', '套', '篇', '处', '座', '期',
        '倍', '成',
    ];
    const WHEN: [&str; 8] = [
        "年底", "月底", "年内", "每月", "每周", "每日", "每天", "每季",
    ];
    !counts(target).is_empty()
        || spells_a_count(target, &MEASURES)
        || names_a_time(target)
        || holds_any(target, &WHEN)
}

/// 三级指标“社会效益” under 二级指标“社会效益指标” names nothing.
fn repeats_category(row: &Indicator) -> bool {
    let name = text::normal_form(row.name());
    row.level2.name.trim_end_matches("指标") == name.trim_end_matches("指标")
}

/// How much rests on some indicators.
struct Share {
    part: Rate,
    of: &'static str,
}

/// Their share of the points; of the number of indicators where points are unknown.
fn share(subject: &FormSubject<'_>, vague: &[&Indicator]) -> Option<Share> {
    let weights = vague.iter().map(|row| row.weight.figure());
    let weight: Option<Decimal> = weights.map(|weight| weight.map(Weight::decimal)).sum();
    let points = weight.zip(subject.evaluation.indicator_weight);
    let (part, whole, of) = if let Some((weight, whole)) = points {
        (weight, whole.decimal(), "指标分值")
    } else {
        let all = subject.form.scored_indicators().count();
        (Decimal::from(vague.len()), Decimal::from(all), "指标个数")
    };
    let part = Rate::new(part.checked_div(whole)?);
    Some(Share { part, of })
}

fn hit(vague: &[&Indicator], share: &Share) -> Option<Hit> {
    let weight = |row: &Indicator| row.weight.figure();
    let heaviest = vague.iter().rev().max_by_key(|row| weight(row))?;
    let message = format!(
        "{} 项指标的指标值没有可衡量的内容，占{}的 {}；如指标“{}”的指标值为“{}”，请改为可量化或可核验的指标值",
        vague.len(),
        share.of,
        share.part.to_percent(),
        quote(heaviest.name()),
        quote(heaviest.target.text()),
    );
    let others = vague.iter().filter(|row| row.ordinal != heaviest.ordinal);
    heaviest.target.at().map(|at| {
        Hit::at(at, message)
            .declared(quote(heaviest.target.text()))
            .expected("可量化或可核验的指标值")
            .related(others.map(|row| row.target.at()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    /// A benefit indicator beside an output indicator, each with its points.
    fn form(name: &str, target: &str, [output, benefit]: [&str; 2]) -> Fixture {
        let fixture = Fixture::new().indicator([
            "产出指标",
            "数量指标",
            "服务人次",
            "≥1200人次",
            "1250人次",
            output,
            output,
            "",
        ]);
        fixture.indicator([
            "效益指标",
            "社会效益指标",
            name,
            target,
            "达成预期指标",
            benefit,
            benefit,
            "",
        ])
    }

    #[test]
    fn examples_hold() {
        let even = ["60", "30"];
        examples::hold(
            [
                form("居民获得感", "让居民的获得感、幸福感显著提升", even),
                form("社会效益", "方便居民生活", even),
                form("服务覆盖", "惠及千家万户，居民生活明显改善", even),
                form("工作推进", "及时", even),
                form("居民获得感", "显著提升", ["81", "9"]),
            ],
            [
                form("投诉量", "投诉量下降10%以上，环境显著改善", even),
                form("环境", "年底前环境明显改善", even),
                form("宣传", "开展十二次宣传，知晓率有效提升", even),
                form("居民生活便利程度", "方便居民生活", even),
                form("工作推进", "及时办结", even),
                form("居民生活", "让三百户居民生活明显改善", even),
                form("资金拨付及时率", "及时", ["85", "5"]),
                form("12月底前办结", "及时", even),
                form("居民获得感", "显著提升", ["81.1", "8.9"]),
            ],
            |form| check(&form.subject(), &Params::default()),
        );
    }

    #[test]
    fn the_share_of_the_points_is_stated() {
        let form = form("居民获得感", "让居民的获得感、幸福感显著提升", ["60", "30"]);
        let hits = hits_of(check(&form.subject(), &Params::default()));
        assert_eq!(hits.len(), 1);
        assert!(hits[0].message.contains("33.33%"), "{}", hits[0].message);
        assert_eq!(hits[0].declared, "让居民的获得感、幸福感显著提升");
    }

    #[test]
    fn without_points_the_indicators_are_counted() {
        let fixture = Fixture::new()
            .indicator([
                "产出指标",
                "时效指标",
                "完成时间",
                "2024年12月",
                "2024年11月",
                "",
                "",
                "",
            ])
            .indicator([
                "效益指标",
                "社会效益指标",
                "养老服务需求",
                "有所提升",
                "养老服务提升",
                "",
                "",
                "",
            ]);
        let hits = hits_of(check(&fixture.subject(), &Params::default()));
        assert!(
            hits[0].message.contains("占指标个数的 50%"),
            "{}",
            hits[0].message
        );
    }
}

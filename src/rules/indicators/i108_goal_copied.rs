//! I108: the reported result repeats the goal.

use rust_decimal::Decimal;

use crate::form::Goals;
use crate::rules::copying::{adds_a_fact, is_beginning, likeness, words_in};
use crate::rules::lack::quote;
use crate::rules::look::{Look, known};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Rate, text};

rule! {
    /// 年度总体目标的“实际完成情况”照抄“预期目标”。
    ///
    /// ## 含义
    /// 实际完成情况应写全年做了什么、做到什么程度。照抄目标，等于没有报告结果。
    ///
    /// ## 计算
    /// 两段都不少于 min_words 个字（数字、标点不计），相似度达到 similarity，
    /// 或一段是另一段的开头且不少于其 prefix_share；
    /// 且实际完成情况没有写出目标中没有的数字，也没有“未”“部分”等说明未完成的字样。
    ///
    /// ## 举例
    /// 预期目标 120 字，实际完成情况与其前 107 字相同，只少最后半句：107 ÷ 120 = 89.17%，达到 80%，报。
    /// 其中把“计划走访”改写为“全年走访 1263 户”的：写出了新的数字，不报。
    ///
    /// ## 误报情形
    /// 目标只有一两句、如实完成后也只能同样表述的（如“保障机关正常运转”），字数少于下限，不报。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：自评应当反映绩效目标的实际完成情况；复核实践：目标与完成情况同文的退回重填。
    I108 "goal-copied" "实际完成情况照抄预期目标" Warning
    params {
        /// 至少多少个字才比较（数字、标点不计）
        min_words: usize = 12,
        /// 相似度达到多少视为照抄（0.9 为 90%）
        similarity: Rate = Rate::new(Decimal::new(90, 2)),
        /// 一段是另一段的开头时，达到后者多少长度视为照抄（0.8 为 80%）
        prefix_share: Rate = Rate::new(Decimal::new(80, 2)),
    }
}

/// Reports at the cell of the reported result.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    look(&subject.form.goals, params).into()
}

fn look(goals: &Goals, params: &Params) -> Look {
    let (expected, actual) = (known(&goals.expected)?, known(&goals.actual)?);
    let is_short = |text: &str| words_in(text) < params.min_words;
    if is_short(expected) || is_short(actual) || adds_a_fact(expected, actual) {
        return Ok(None);
    }
    let alike = likeness(expected, actual);
    let copied = alike >= params.similarity || is_beginning(expected, actual, params.prefix_share);
    Ok(copied.then(|| hit(goals, alike)).flatten())
}

fn hit(goals: &Goals, alike: Rate) -> Option<Hit> {
    let length = |entry: &str| text::normal_form(entry).chars().count();
    let (expected, actual) = (goals.expected.text(), goals.actual.text());
    let message = format!(
        "实际完成情况（{} 字）照抄预期目标（{} 字），相似度 {}，没有写出全年实际完成的内容；请按实际情况填写",
        length(actual),
        length(expected),
        alike.to_percent(),
    );
    goals.actual.at().map(|at| {
        Hit::at(at, message)
            .declared(quote(actual))
            .expected("全年实际完成的内容")
            .related([goals.expected.at()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    const GOAL: &str = "按照政策规定成立困难群众救助服务所，搭建信息服务平台，整合救助资源，进一步完善主动发现机制";

    fn verdict(expected: &str, actual: &str) -> Verdict {
        let fixture = Fixture::new().goals(expected, actual);
        check(&fixture.subject(), &Params::default())
    }

    fn hits(expected: &str, actual: &str) -> Vec<Hit> {
        hits_of(verdict(expected, actual))
    }

    #[test]
    fn examples_hold() {
        let short = "保障机关正常运转";
        examples::hold(
            [
                [GOAL.to_owned(), GOAL.to_owned()],
                [GOAL.to_owned(), GOAL.replace("搭建", "建立")],
                [format!("{GOAL}，织密民生保障"), GOAL.to_owned()],
            ],
            [
                [GOAL.to_owned(), format!("{GOAL}，服务1260人次")],
                [GOAL.to_owned(), format!("{GOAL}（平台尚在调试）")],
                [
                    GOAL.to_owned(),
                    "已成立救助服务所并投入运行，全年受理求助，主动发现困难家庭".to_owned(),
                ],
                [short.to_owned(), short.to_owned()],
                ["43.2".to_owned(), "43.2".to_owned()],
            ],
            |[expected, actual]| verdict(expected, actual),
        );
    }

    #[test]
    fn copied_whole_or_almost() {
        assert!(hits(GOAL, GOAL)[0].message.contains("100%"));
        assert_eq!(hits(GOAL, &GOAL.replace("搭建", "建立")).len(), 1);
    }

    #[test]
    fn copied_but_for_the_last_clause() {
        let goal = format!("{GOAL}，织密民生保障");
        assert!(likeness(&goal, GOAL) < Params::default().similarity);
        assert_eq!(hits(&goal, GOAL).len(), 1);
    }

    #[test]
    fn a_missing_report_is_another_rules_business() {
        assert_eq!(verdict(GOAL, ""), Verdict::CouldNotRun);
    }
}

//! X102: different projects that tell one story in the same words.

use rust_decimal::Decimal;

use crate::comparison::{Alike, Narrative};
use crate::finding::Severity;
use crate::form::{Entry, Form, FormKind};
use crate::grid::CellRef;
use crate::rules::lack::quote;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::Rate;

rule! {
    /// 不同项目的预期目标、实际完成情况或偏差原因文字雷同。
    ///
    /// ## 含义
    /// 目标和完成情况应写本项目的内容。与别的项目同文，多半是抄来的，至少有一份没有如实报告。
    ///
    /// ## 计算
    /// 同类文字相互比较：预期目标对预期目标，实际完成情况对实际完成情况，偏差原因对偏差原因；少于 min_words 个字
    /// （数字、标点不计）的不比。去掉标点，取每三个相邻的字为一段，两文共有的段数 ÷ 两文所有的段数即相似度，达到
    /// similarity 的报本条，写明最相似的一处，以及共有几个项目、几个单位使用。
    /// 同一项目（见 F106、X101）不比；各单位同名项目的目标由区里统一下达，不比；同名项目的完成情况只有数字不同的，
    /// 各报各的数，不报。偏差原因可以相同（如统一压减预算），只作提示。
    /// common_offices 个以上单位共用的文字可能是统一下发的样稿，只在其中第一份上提示一次。
    ///
    /// ## 举例
    /// “文化墙绘制项目”与“口袋公园养护服务”的实际完成情况都是“全年按计划组织实施，居民环境明显改善，验收全部
    /// 合格，资金支付及时”，相似度 100%：两份都报。
    ///
    /// ## 误报情形
    /// 确由上级规定统一表述的，可调低 common_offices 或调高 similarity。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：自评应当如实反映绩效目标的实际完成情况；复核实践：照抄其他项目的退回重填。
    X102 "copied-narrative" "不同项目的文字雷同" Warning
    params {
        /// 相似度达到多少视为雷同（0.9 为 90%；低于 0.8 时可能有遗漏）
        similarity: Rate = Rate::new(Decimal::new(90, 2)),
        /// 至少多少个字才比较（数字、标点不计）
        min_words: usize = 24,
        /// 多少个以上单位共用的文字视为统一下发，只提示一次
        common_offices: usize = 5,
    }
}

/// Reports at every text that another project's form has too.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    if subject.form.kind == FormKind::Department || !tells_anything(subject.form) {
        return Verdict::NotApplicable;
    }
    let alike = subject.comparison.alike.iter();
    alike
        .filter_map(|alike| hit(subject.form, alike, params))
        .collect()
}

fn tells_anything(form: &Form) -> bool {
    let goals = &form.goals;
    let mut reasons = form.indicator_rows().iter().map(|row| &row.reason);
    let funding = form.funding.as_ref().map(|funding| &funding.reason);
    let in_goals = [&goals.expected, &goals.actual].into_iter().chain(funding);
    in_goals
        .chain(reasons.by_ref())
        .any(|entry| entry.value().is_some())
}

fn hit(form: &Form, alike: &Alike, params: &Params) -> Option<Hit> {
    let is_common = alike.sharing.offices > params.common_offices;
    if is_common && !alike.sharing.is_first {
        return None;
    }
    let text = text_at(form, alike.at);
    let hit = Hit::at(alike.at, message(alike, &text, is_common)).declared(&text);
    let is_light = is_common || alike.narrative == Narrative::Reason;
    Some(if is_light {
        hit.at_most(Severity::Info)
    } else {
        hit
    })
}

fn message(alike: &Alike, text: &str, is_common: bool) -> String {
    let Alike {
        narrative,
        similarity,
        other,
        sharing,
        ..
    } = alike;
    let (name, alike) = (narrative.label(), similarity.to_percent());
    let (projects, offices) = (sharing.projects, sharing.offices);
    if is_common {
        return format!(
            "{name}“{text}”等雷同文字见于 {offices} 个单位的 {projects} 个项目，如{other}（相似度 {alike}），\
             可能为统一下发的样稿，其余各份不再逐一列出；请核实，并要求写出各项目自己的内容"
        );
    }
    let shared = if projects > 2 {
        format!("，{offices} 个单位的 {projects} 个项目文字雷同")
    } else {
        String::new()
    };
    let advice = match narrative {
        Narrative::Goal => "请按本项目填写目标",
        Narrative::Result => "请按本项目实际完成的内容填写",
        Narrative::Reason => "请核实是否为本项目的原因",
    };
    format!("{name}“{text}”与{other}的{name}雷同，相似度 {alike}{shared}；{advice}")
}

/// The first words of a text of the form.
fn text_at(form: &Form, at: CellRef) -> String {
    let goals = &form.goals;
    let reasons = form.indicator_rows().iter().map(|row| &row.reason);
    let reasons = reasons.chain(form.funding.iter().map(|funding| &funding.reason));
    let mut entries = [&goals.expected, &goals.actual].into_iter().chain(reasons);
    let entry = entries.find(|entry| entry.at() == Some(at));
    entry.map(Entry::text).map_or_else(String::new, quote)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, beside_one_another, hits_of};

    const STORY: &str = "全年按照实施方案有序推进各项任务，完成辖区居民服务工作，环境面貌明显改善，验收全部合格，群众满意";
    const OFFICES: [&str; 6] = [
        "德胜街道",
        "牛街街道",
        "月坛街道",
        "天桥街道",
        "椿树街道",
        "新街口街道",
    ];
    const PROJECTS: [&str; 6] = [
        "文化墙绘制",
        "口袋公园养护",
        "道路修补",
        "暑期托管",
        "助浴补贴",
        "书屋运营",
    ];

    fn form(number: usize, goal: &str, result: &str) -> Fixture {
        Fixture::new()
            .head("主管部门", &format!("{}办事处", OFFICES[number]))
            .head("项目名称", PROJECTS[number])
            .goals(goal, result)
    }

    fn verdict(compared: &[Fixture]) -> Verdict {
        let of_form = |one: &Fixture| check(&one.subject(), &Params::default());
        compared.iter().map(of_form).collect()
    }

    fn hits(forms: Vec<Fixture>) -> Vec<Hit> {
        hits_of(verdict(&beside_one_another(forms)))
    }

    #[test]
    fn examples_hold() {
        let two = |one: [&str; 2], other: [&str; 2]| {
            beside_one_another(vec![form(0, one[0], one[1]), form(1, other[0], other[1])])
        };
        let named =
            |number, goal, result| form(number, goal, result).head("项目名称", "社区公益金");
        let phrase = "按计划完成全年各项任务，达到预期目标";
        let own =
            format!("绘制文化墙三十面，{STORY}，惠及六个社区两万余名居民，已建立长效维护机制");
        let long = STORY.repeat(2);
        let changed = long.replacen("有序", "扎实", 1);
        examples::hold(
            [
                two(["绘制文化墙", STORY], ["养护公园", STORY]),
                two([&long, "已绘制"], [&changed, "已养护"]),
                two(
                    ["绘制文化墙", STORY],
                    ["养护公园", &STORY.replace('，', "； ")],
                ),
            ],
            [
                two([phrase, phrase], [phrase, phrase]),
                two(["绘制文化墙", STORY], ["养护公园", &own]),
                two([STORY, "已绘制"], ["养护公园", STORY]),
                beside_one_another(vec![named(0, STORY, "已发放"), named(1, STORY, "已拨付")]),
            ],
            |compared| verdict(compared),
        );
    }

    #[test]
    fn one_result_for_two_projects() {
        let hits = hits(vec![
            form(0, "绘制文化墙", STORY),
            form(1, "养护公园", STORY),
        ]);
        assert_eq!(hits.len(), 2);
        assert_eq!(
            hits[0].message,
            "实际完成情况“全年按照实施方案有序推进各项任务，完成辖…”与牛街街道“口袋公园养护”\
             （“001/椿树街道/自评表.xlsx”，工作表“自评表”，F9）的实际完成情况雷同，相似度 100%；\
             请按本项目实际完成的内容填写"
        );
        assert_eq!(hits[0].at.unwrap().to_string(), "F9");
        assert_eq!(hits[0].at_most, None);
    }

    #[test]
    fn a_goal_with_a_word_changed_and_who_shares_it() {
        let goal = STORY.repeat(2);
        let forms = vec![
            form(0, &goal, "甲"),
            form(1, &goal.replacen("有序", "扎实", 1), "乙"),
            form(2, &goal, "丙"),
        ];
        let hits = hits(forms);
        assert_eq!(hits.len(), 3);
        assert!(
            hits[1]
                .message
                .contains("，3 个单位的 3 个项目文字雷同；请按本项目填写目标")
        );
    }

    #[test]
    fn a_reason_may_be_shared_and_is_only_pointed_out() {
        let with = |number: usize| {
            form(number, "目标", "结果").indicator([
                "产出指标",
                "数量指标",
                "次数",
                "≥12次",
                "11次",
                "10",
                "9",
                STORY,
            ])
        };
        let hits = hits(vec![with(0), with(1)]);
        assert_eq!(hits.len(), 2);
        assert!(hits.iter().all(|hit| hit.at_most == Some(Severity::Info)));
    }

    #[test]
    fn a_text_of_many_offices_is_told_once() {
        let hits = hits((0..6).map(|number| form(number, "目标", STORY)).collect());
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].at_most, Some(Severity::Info));
        for words in ["见于 6 个单位的 6 个项目", "可能为统一下发的样稿"] {
            assert!(hits[0].message.contains(words), "{}", hits[0].message);
        }
    }

    #[test]
    fn a_form_without_words_is_not_looked_at() {
        let verdict = check(&form(0, "", "").subject(), &Params::default());
        assert_eq!(verdict, Verdict::NotApplicable);
    }
}

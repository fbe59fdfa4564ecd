//! M105: the goal or its outcome is not written down.

use crate::form::Entry;
use crate::rules::lack::lack;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};

rule! {
    /// 年度总体目标的预期目标或实际完成情况为空。
    ///
    /// ## 含义
    /// 预期目标和实际完成情况是判断指标是否完整、结果是否可信的依据，均应填写。
    ///
    /// ## 计算
    /// 表中有该格而未填、只填“—”“/”“无”等，或单元格为错误值，每格报一条。
    ///
    /// ## 举例
    /// 预期目标写了 120 字，实际完成情况填“/”：报一条。两格都空白：报两条。
    ///
    /// ## 误报情形
    /// 文字写在合并单元格以外、或以文本框形式浮在单元格上的，读不到，请填入单元格。
    ///
    /// ## 依据
    /// 财预〔2020〕10号所附自评表样式。
    M105 "goal-missing" "总体目标或完成情况为空" Warning
}

/// Reports each of the two at its cell.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let goals = &subject.form.goals;
    if goals.expected.is_absent() && goals.actual.is_absent() {
        return Verdict::NotApplicable;
    }
    [
        ("预期目标", &goals.expected),
        ("实际完成情况", &goals.actual),
    ]
    .into_iter()
    .filter_map(|(name, entry)| missing(name, entry))
    .collect()
}

fn missing(name: &str, entry: &Entry<String>) -> Option<Hit> {
    let message = format!("年度总体目标的{}，请补填", lack(name, entry)?);
    Some(Hit::at(entry.at()?, message).declared(entry.text().trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(expected: &str, actual: &str) -> Fixture {
        Fixture::new()
            .funding("年度资金总额", ["33", "33", "33", "10", "100%", "10"])
            .goals(expected, actual)
    }

    fn hits(expected: &str, actual: &str) -> Vec<Hit> {
        hits_of(check(&form(expected, actual).subject(), &Params::default()))
    }

    #[test]
    fn examples_hold() {
        let expected = "服务居民一千人次";
        examples::hold(
            [
                form(expected, ""),
                form(expected, "/"),
                form("无", "—"),
                form("", ""),
            ],
            [
                form("保障运转", "已完成"),
                form("无障碍设施改造", "无遗留问题"),
                form(expected, "0"),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn a_goal_without_its_outcome_is_reported() {
        let hits = hits("服务居民一千人次", "");
        assert_eq!(
            hits[0].message,
            "年度总体目标的“实际完成情况”未填写，请补填"
        );
        assert_eq!(hits.len(), 1);
    }

    #[test]
    fn markers_are_no_goal() {
        let hits = hits("无", "—");
        assert_eq!(hits.len(), 2);
        assert_ne!(hits[0].at, hits[1].at);
    }
}

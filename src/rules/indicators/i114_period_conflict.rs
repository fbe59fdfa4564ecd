//! I114: so often a month, so often in all, and the two do not multiply.

use crate::form::{Entry, Indicator};
use crate::rules::counts::{Count, counts, spells_a_count, trailing_number};
use crate::rules::lack::quote;
use crate::rules::look::{Gap, Look, known};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::wording::holds_any;
use crate::value::{Measure, text};

rule! {
    /// 同一句话里“每月（每季度）几次”与合计次数对不上。
    ///
    /// ## 含义
    /// 每月一次、全年应为 12 次，半年应为 6 次。次数与合计不符，指标值本身有误，无法据以考核。
    ///
    /// ## 计算
    /// 一句中（或名称与指标值连起来）写明“每月（每季度、每半年）N 次”和合计 M 次的：M 应等于 N 乘以期数（全年 12、4、2，半年 6、2、1）。
    /// 写“不少于”的按下限比较。另有起止月份、分处开展（各、分别、每户等）、约数或多种频次的句子，期数不明，不比较。
    ///
    /// ## 举例
    /// “半年内每月开展一次巡查，共计12次”：半年 6 个月，1 × 6 = 6 次，与 12 次不符。
    /// “每季度检查 2 次，全年 8 次”：2 × 4 = 8 次，相符，不报。
    ///
    /// ## 误报情形
    /// 句中另有未写明的对象数（如多个社区各一次）的，请写明。
    /// “每月进行一次巡视探访，办年共计12次”不报：“办年”是错字，按全年理解与 12 次一致，本条不猜测原意。
    ///
    /// ## 依据
    /// 复核实践：期限与频次自相矛盾的，核对指标值。
    I114 "period-conflict" "次数与期限自相矛盾" Info
}

/// Reports at the target cell, and at the actual cell where that says something else.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    subject.form.scored_indicators().flat_map(looks).collect()
}

fn looks(row: &Indicator) -> [Look; 2] {
    let is_copy = text::normal_form(row.target.text()) == text::normal_form(row.actual.text());
    let actual = if is_copy {
        Err(Gap::Aside)
    } else {
        look(row, &row.actual, "完成值")
    };
    [look(row, &row.target, "指标值"), actual]
}

fn look(row: &Indicator, entry: &Entry<Measure>, what: &str) -> Look {
    if known(entry)?.counted().is_some() && !holds_any(&text::normal_form(entry.text()), &TOTALS) {
        return Err(Gap::Aside); // a figure that claims to be no sum
    }
    let conflict = sentences(row, entry).find_map(|sentence| conflict(&sentence));
    Ok(conflict.and_then(|conflict| {
        let message = format!(
            "指标“{}”的{what}写“{}{}次”，{}应为 {} 次，又写合计 {} 次，前后矛盾；请核对次数或期限",
            quote(row.name()),
            conflict.frequency.every,
            conflict.frequency.times,
            if conflict.half_year {
                "半年"
            } else {
                "全年"
            },
            conflict.expected,
            conflict.total,
        );
        let difference = i64::from(conflict.total) - i64::from(conflict.expected);
        entry.at().map(|at| {
            Hit::at(at, message)
                .declared(conflict.total)
                .expected(conflict.expected)
                .difference(difference)
        })
    }))
}

/// The sentences of a cell, in normal form; the first also as what the indicator's name begins.
fn sentences(row: &Indicator, entry: &Entry<Measure>) -> impl Iterator<Item = String> {
    const ENDS: [char; 5] = ['\n', '。', '；', ';', '！'];
    let first = entry.text().split(ENDS).next().unwrap_or_default();
    let joined = format!("{}，{first}", row.name());
    let with_name = row
        .name()
        .contains('每')
        .then(|| text::normal_form(&joined));
    let sentences = entry.text().split(ENDS).map(text::normal_form);
    with_name.into_iter().chain(sentences)
}

/// 每月, 每季度 … N 次.
struct Frequency {
    every: &'static str,
    times: u32,
}

struct Conflict {
    frequency: Frequency,
    half_year: bool,
    total: u32,
    expected: u32,
}

/// Words for how often, with the number of periods in a year.
const PERIODS: [(&str, u32); 6] = [
    ("每半年", 2),
    ("每季度", 4),
    ("每季", 4),
    ("每个季度", 4),
    ("每个月", 12),
    ("每月", 12),
];

/// Anything that makes the number of periods or places uncertain.
const UNCERTAIN: [&str; 15] = [
    "各", "分别", "期间", "起", "至", "学期", "暑", "寒", "汛", "采暖", "供暖", "约", "左右",
    "两年", "三年",
];

/// Words that announce a sum.
const TOTALS: [&str; 8] = ["共计", "合计", "总计", "累计", "共", "全年", "半年", "一年"];

/// Words before a number that make it a lower bound.
const MINIMUM: [&str; 5] = ["不少于", "不低于", "至少", "≥", "超过"];

fn conflict(sentence: &str) -> Option<Conflict> {
    let sentence = sentence.replace("公共", "").replace("共同", ""); // no sums
    let (every, per_year) = *PERIODS.iter().find(|(every, _)| sentence.contains(every))?;
    let (before, behind) = sentence.split_once(every)?;
    if is_uncertain(before) || is_uncertain(behind) {
        return None;
    }
    let (clause, rest) = behind.split_once('次')?;
    let (times, is_minimum) = times(clause)?;
    let (total, total_is_minimum) = total(before).or_else(|| total(rest))?;
    let half_year = before.contains("半年") || behind.contains("半年");
    if half_year && sentence.contains("全年") {
        return None;
    }
    let periods = if half_year { per_year / 2 } else { per_year };
    let expected = times.checked_mul(periods)?;
    let differs = match (is_minimum, total_is_minimum) {
        (false, false) => total != expected,
        (true, false) => total < expected,
        (false, true) => total > expected,
        (true, true) => false,
    };
    let explained = is_multiple(total, expected) && names_other_numbers(before, clause, rest);
    (differs && !explained).then_some(Conflict {
        frequency: Frequency { every, times },
        half_year,
        total,
        expected,
    })
}

fn is_uncertain(part: &str) -> bool {
    let plain = part.replace("至少", "").replace("每次", "");
    let is_span = |count: &Count<'_>| {
        let is_year = count.digits.len() == 4 && count.after.starts_with('年');
        count.is_time() && !is_year
    };
    plain.contains('每') || holds_any(&plain, &UNCERTAIN) || counts(&plain).iter().any(is_span)
}

/// `进行一` before 次: how often, and whether that is a minimum. A clause of its own, no range.
fn times(clause: &str) -> Option<(u32, bool)> {
    if clause.contains([',', ':']) || holds_any(clause, &TOTALS) {
        return None;
    }
    exact_number(clause)
}

/// The sum: a number of 次 right behind a word such as 共计.
fn total(part: &str) -> Option<(u32, bool)> {
    const FARTHEST: usize = 6;
    let mut sums = part.match_indices('次').filter_map(|(end, _)| {
        let (number, is_minimum) = exact_number(part.get(..end)?)?;
        let (_, before) = trailing_number(part.get(..end)?)?;
        let near: Vec<char> = before.chars().rev().take(FARTHEST).collect();
        let near: String = near.into_iter().rev().collect();
        holds_any(&near, &TOTALS).then_some((number, is_minimum))
    });
    let only = sums.next()?;
    sums.next().is_none().then_some(only)
}

/// The number at the end, unless it is the end of a range or has decimals.
fn exact_number(text: &str) -> Option<(u32, bool)> {
    const RANGE: [char; 9] = ['-', '~', '—', '到', '.', ',', '/', '第', '多'];
    let (number, before) = trailing_number(text)?;
    let is_limit = before.ends_with("不超过") || before.ends_with("最多") || before.ends_with('≤');
    if number == 0 || before.ends_with(RANGE) || is_limit {
        return None;
    }
    Some((number, MINIMUM.iter().any(|word| before.ends_with(word))))
}

fn is_multiple(total: u32, expected: u32) -> bool {
    total > expected && total.checked_rem(expected) == Some(0)
}

/// Another number in the sentence may be the number of places.
fn names_other_numbers(before: &str, clause: &str, rest: &str) -> bool {
    const PLACES: [char; 9] = ['个', '家', '处', '所', '站', '村', '户', '名', '项'];
    let is_place = |count: &Count<'_>| !count.after.is_empty();
    [before, clause]
        .iter()
        .any(|part| counts(part).iter().any(is_place) || spells_a_count(part, &PLACES))
        || spells_a_count(rest, &PLACES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn verdict(name: &str, target: &str, actual: &str) -> Verdict {
        let fixture = Fixture::new().indicator([
            "产出指标",
            "数量指标",
            name,
            target,
            actual,
            "10",
            "10",
            "",
        ]);
        check(&fixture.subject(), &Params::default())
    }

    fn hits(target: &str, actual: &str) -> Vec<Hit> {
        hits_of(verdict("巡视探访", target, actual))
    }

    #[test]
    fn examples_hold() {
        let of_target = |target| ["巡视探访", target];
        examples::hold(
            [
                of_target("半年内每月开展一次巡查，共计12次"),
                of_target("每月进行2次巡视，全年共计12次"),
                of_target("每季度检查一次，全年6次"),
                of_target("全年共10次，每月1次"),
                of_target("每月至少1次，累计10次"),
                of_target("2024年每月走访十次，共计一百二十次；每月宣传3次，共计30次"),
                ["指标1：半年内每月巡视探访一次", "共计12次"],
            ],
            [
                of_target("针对在册分散特困供养人员每月进行一次巡视探访，办年共计12次"),
                of_target("每季度检查 2 次，全年 8 次"),
                of_target("每季度2次，全年共8次"),
                of_target("每周巡查1次，全年共52次"),
                of_target("每月巡查1次，每次3人，全年共12次"),
                of_target("上半年每月1次，共6次"),
                of_target("每月2次，全年不少于20次"),
                of_target("每月至少1次，全年共15次"),
                of_target(
                    "每季度通过宣传平台进行2次政策、活动信息宣传，全年通过其他媒体宣传救助工作至少1次",
                ),
                of_target("3月至10月每月1次，共8次"),
                of_target("每月对5个社区巡查1次，共60次"),
                of_target("每月对三个社区巡查1次，共36次"),
                of_target("各社区每月1次，共计60次"),
                of_target("每月1-2次，全年共20次"),
                of_target("每月例会1次，每季度检查1次，共16次"),
                of_target("每月针对30名救助对象开展入户走访"),
                of_target("暑期每月2次，共4次"),
                ["指标1：每月巡视探访一次", "共计12次"],
                ["指标1：每月巡视探访次数", "共计12次"],
            ],
            |&[name, target]| verdict(name, target, "已完成"),
        );
    }

    #[test]
    fn the_sum_does_not_follow() {
        let hits = hits("半年内每月开展一次巡查，共计12次", "已完成");
        assert_eq!(
            (hits[0].expected.as_str(), hits[0].difference.as_str()),
            ("6", "6")
        );
    }

    #[test]
    fn a_report_of_its_own_is_looked_at_too() {
        assert_eq!(hits("每月1次，全年12次", "每月1次，全年共10次").len(), 1);
    }
}

//! I106: target and actual count different things.

use crate::form::{Entry, Indicator};
use crate::rules::lack::quote;
use crate::rules::look::{Gap, Look, known};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::wording::list;
use crate::value::{Measure, Quantity, Unit};

rule! {
    /// 指标值与完成值的单位不一致。
    ///
    /// ## 含义
    /// 单位不同的两个数不能比较，完成比例和得分都无从核算。多为漏填、错填单位，或者完成值答非所问。
    ///
    /// ## 计算
    /// 两者都是带单位的数，且单位不能互相换算（元与万元，公里与米、公顷与平方米、吨与公斤、小时与分钟等可以换算）。一方没有单位的，按另一方的单位理解，不报。
    /// 同义的写法（same_units）、只是多一个量词的写法（所与所学校）、是否写“/年”，不算不一致。
    ///
    /// ## 举例
    /// 指标值 100%，完成值 125.25万元：一个是比例，一个是金额，不能换算，报。
    /// 指标值 1200 元，完成值 0.12 万元：可以换算且相等，不报。
    ///
    /// ## 误报情形
    /// 本地另有通用的同义单位的，请补入 same_units。人与人次、个与万个含义不同，按不一致报。
    ///
    /// ## 依据
    /// 财预〔2021〕101号：指标值与完成值口径应当一致；复核实践。
    I106 "unit-mismatch" "指标值与完成值单位不一致" Warning
    params {
        /// 视为同一单位的写法，每组一行
        same_units: Vec<Vec<String>> = [
            &["人", "名", "位", "人员"][..],
            &["次", "场", "场次", "期", "回"],
            &["个", "家", "所", "处", "座", "项", "件", "间"],
            &["台", "套", "件", "辆"],
            &["份", "篇", "本", "册", "件"],
            &["只", "头", "羽"],
            &["平方米", "平米", "m2"],
            &["立方米", "方", "m3"],
            &["公里", "千米", "km"],
            &["米", "延米", "m"],
            &["天", "日"],
            &["吨", "t"],
            &["%", "百分点", "个百分点"],
        ]
        .map(list)
        .into(),
    }
}

/// Reports at the actual cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    subject
        .form
        .scored_indicators()
        .map(|row| look(row, params))
        .collect()
}

fn look(row: &Indicator, params: &Params) -> Look {
    let target = known(&row.target)?.counted().ok_or(Gap::Aside)?;
    let actual = known(&row.actual)?.counted().ok_or(Gap::Aside)?;
    let comparable = target.in_one_unit(actual).is_some()
        || is_same(&target.unit, &actual.unit, &params.same_units)
        || is_bare_wan(target, &row.target)
        || is_bare_wan(actual, &row.actual);
    Ok((!comparable).then(|| hit(row, target, actual)).flatten())
}

fn is_same(one: &Unit, other: &Unit, groups: &[Vec<String>]) -> bool {
    let (one, other) = (counted(one), counted(other));
    let in_group = |group: &Vec<String>| group.contains(&one) && group.contains(&other);
    one == other || groups.iter().any(in_group) || names_it_more_fully(&one, &other)
}

/// What is counted: the period of a year goes without saying.
fn counted(unit: &Unit) -> String {
    let shown = unit.to_string().replace(['*', '·'], "/");
    shown.strip_suffix("/年").unwrap_or(&shown).to_owned()
}

/// 所 and 所学校, but neither 人 and 人次 nor 元 and 元/人, and no other magnitude.
fn names_it_more_fully(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let more = long
        .strip_prefix(short)
        .or_else(|| long.strip_suffix(short));
    !short.is_empty()
        && more.is_some_and(|more| {
            !more.starts_with('/')
                && !more.contains(['次', '月', '年', '万', '亿', '千', '百', '方'])
        })
}

/// `500万` may be money or people: the tool reads money, so it must not insist.
fn is_bare_wan(quantity: &Quantity, entry: &Entry<Measure>) -> bool {
    matches!(quantity.unit, Unit::Money(_)) && !entry.text().contains('元')
}

fn hit(row: &Indicator, target: &Quantity, actual: &Quantity) -> Option<Hit> {
    let message = format!(
        "指标“{}”的指标值 {} 与完成值 {} 单位不一致（{}、{}），无法核算完成比例；请统一单位，或核对是否填错",
        quote(row.name()),
        row.target.text().trim(),
        row.actual.text().trim(),
        target.unit,
        actual.unit,
    );
    row.actual.at().map(|at| {
        Hit::at(at, message)
            .declared(&actual.unit)
            .expected(&target.unit)
            .related([row.target.at()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::Fixture;

    fn verdict(target: &str, actual: &str) -> Verdict {
        let fixture = Fixture::new().indicator([
            "产出指标",
            "数量指标",
            "服务量",
            target,
            actual,
            "10",
            "10",
            "",
        ]);
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                ["100%", "125.25万元"],
                ["100人次", "100人"],
                ["≥50户", "48人"],
                ["500元/人", "33万元"],
                ["3个", "3个月"],
                ["20万人次", "20人次"],
                ["20-30人次", "25户"],
                ["约50户", "48人"],
                ["30天内", "28个"],
                ["2万个", "2个"],
            ],
            [
                ["1200元", "0.12万元"],
                ["≥90%", "95"],
                ["1万元", "8000元"],
                ["69所学校", "69所"],
                ["10台套", "10台"],
                ["25名", "25人"],
                ["12次/年", "12次"],
                ["530元/人*月", "583元/人·月"],
                ["500万", "480万人次"],
                ["20-30天", "25天"],
                ["30天内", "28天"],
                ["50余户", "52户"],
                ["33万5千元", "33.5万元"],
                ["≥3场", "4次"],
                ["1.2公里", "1190米"],
                ["2小时", "90分钟"],
            ],
            |&[target, actual]| verdict(target, actual),
        );
    }

    #[test]
    fn words_have_no_unit() {
        assert_eq!(verdict("结项评估合格", "100%"), Verdict::NotApplicable);
        assert_eq!(verdict("≥90%", ""), Verdict::CouldNotRun);
    }
}

//! I104: one indicator that holds several tasks.

use crate::form::Indicator;
use crate::rules::counts::{Count, counts};
use crate::rules::lack::quote;
use crate::rules::look::{Look, known};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Measure, text};

rule! {
    /// 一个指标的指标值里列了多项任务或多个数量。
    ///
    /// ## 含义
    /// 一个三级指标只能有一个指标值，才能按完成比例计分。多项任务并在一格，其中一项没有完成也能得满分，
    /// 应当拆成多个指标分别设分值。
    ///
    /// ## 计算
    /// 指标值中按次序编号的任务（1、2、3、或（1）（2）、①②、一、二、一是、二是）达到 min_items 项；
    /// 或者带单位的数量达到 min_quantities 个。日期、期限、乘式的乘数、“其中”以后的明细不计。
    ///
    /// ## 举例
    /// 数量指标“困难群众救助所服务”的指标值编号列出 8 项任务，达到 3 项，合计只设 15 分：应拆成 8 个指标分别设分值。
    /// 指标值“培训 12 场、惠及 600 人、印制手册 3000 册”：3 个带单位的数量，也报。
    ///
    /// ## 误报情形
    /// 单价乘数量（500元×25户）、服务期限（12个月）不计。确为同一项工作的不同口径的，可在复核时说明。
    ///
    /// ## 依据
    /// 财预〔2021〕101号：指标应当细化、量化；复核实践：一格多目标的，拆分后逐项计分。
    I104 "compound-indicator" "一个指标包含多项任务" Warning
    params {
        /// 编号任务达到多少项即报
        min_items: usize = 3,
        /// 带单位的数量达到多少个即报
        min_quantities: usize = 3,
    }
}

/// Reports at the target cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    subject
        .form
        .scored_indicators()
        .map(|row| look(row, params))
        .collect()
}

fn look(row: &Indicator, params: &Params) -> Look {
    if !matches!(
        known(&row.target)?,
        Measure::Words | Measure::Compound { .. }
    ) {
        return Ok(None); // one figure, one date, one answer
    }
    let items = items(row.target.text());
    let quantities = quantities(row.target.text());
    let what = if items >= params.min_items {
        format!("{items} 项任务")
    } else if quantities >= params.min_quantities {
        format!("{quantities} 个数量")
    } else {
        return Ok(None);
    };
    Ok(hit(row, &what))
}

/// How many tasks are numbered in order from one.
fn items(target: &str) -> usize {
    let circled_as_digits: String = target.chars().map(circled_as_digit).collect();
    let folded = text::normal_form(&circled_as_digits);
    in_digits(&folded).max(in_numerals(&folded))
}

/// ① and its like become `1、`, since their normal form would run into the text behind.
fn circled_as_digit(c: char) -> String {
    const CIRCLED: [char; 10] = ['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩'];
    (1..)
        .zip(CIRCLED)
        .find(|(_, circled)| *circled == c)
        .map_or_else(|| c.to_string(), |(number, _)| format!("{number}、"))
}

fn in_digits(folded: &str) -> usize {
    let starts_item = |after: &str| {
        let mut behind = after.chars();
        behind
            .next()
            .is_some_and(|c| matches!(c, ',' | '.' | ')' | ':'))
            && behind.next().is_some_and(|c| !c.is_ascii_digit())
    };
    let marks = counts(folded);
    let marks = marks.iter().filter(|count| starts_item(count.after));
    marks.fold(0, |last, mark| {
        if mark.digits == (last + 1).to_string() {
            last + 1
        } else {
            last
        }
    })
}

fn in_numerals(folded: &str) -> usize {
    let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let mut rest = folded;
    let mut found = 0;
    for numeral in numerals {
        let marks = [",", "是", ")", "."].map(|sign| format!("{numeral}{sign}"));
        let next = marks
            .iter()
            .filter_map(|mark| rest.split_once(mark.as_str()));
        let Some((_, behind)) = next.min_by_key(|(before, _)| before.len()) else {
            break;
        };
        rest = behind;
        found += 1;
    }
    found
}

/// How many numbers with a unit stand in the text.
fn quantities(target: &str) -> usize {
    let folded = text::normal_form(target);
    let body = folded
        .split_once("其中")
        .map_or(folded.as_str(), |(before, _)| before);
    counts(body)
        .iter()
        .filter(|count| is_quantity(count))
        .count()
}

/// Not a date or a period, not a factor (500元×25户), an ordinal (第3) or part of a name (A4).
fn is_quantity(count: &Count<'_>) -> bool {
    let led_by = count.before.chars().last();
    let has_unit = count
        .after
        .chars()
        .next()
        .is_some_and(|c| c == '%' || (c.is_alphabetic() && !c.is_ascii() && c != '以'));
    let is_part = led_by.is_some_and(|c| {
        c.is_ascii_alphabetic() || matches!(c, '第' | '×' | '*' | '=' | '/' | '每')
    });
    has_unit && !is_part && !count.is_time()
}

fn hit(row: &Indicator, what: &str) -> Option<Hit> {
    let points = match row.weight.figure() {
        Some(weight) => format!("，合用 {weight} 分"),
        None => String::new(),
    };
    let message = format!(
        "指标“{}”的一个指标值里包含 {what}{points}，无法按完成比例计分；请拆分为多个指标，分别设指标值和分值",
        quote(row.name()),
    );
    row.target.at().map(|at| {
        Hit::at(at, message)
            .declared(what)
            .expected("一个指标一项内容")
            .related([row.weight.at()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn verdict(target: &str) -> Verdict {
        let fixture = Fixture::new().indicator([
            "产出指标",
            "数量指标",
            "救助服务",
            target,
            "已完成",
            "15",
            "15",
            "",
        ]);
        check(&fixture.subject(), &Params::default())
    }

    fn declared(target: &str) -> Vec<String> {
        let hits = hits_of(verdict(target)).into_iter();
        hits.map(|hit| hit.declared).collect()
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                "1、摸排；2、走访；3、报告",
                "培训 12 场、惠及 600 人、印制手册 3000 册",
                "登记率100%，办结率100%，满意率95%",
                "1.摸排 2.走访 3.报告",
                "一、摸排；二、走访；三、报告",
            ],
            [
                "1、摸排；2、走访",
                "培训12场、惠及600人",
                "≥1200人次",
                "2024年3月至2024年12月，每月开展2次，每次30人",
                "500元×25户×12个月",
                "补助192只，其中羊180只、猪12只、其他0只",
                "各1次",
                "新建道路1.5公里、改造2.3公里",
                "2024年6月30日前完成招标，9月30日前完工，12月31日前验收",
                "20-30人次",
                "2024年3月至12月",
                "A4纸3箱，12345热线工单",
                "统一、规范，第1、2、3号楼全部完成",
                "3、走访；1、摸排；2、报告",
                "服务期3.5年，增长1.2倍，覆盖1、3号楼",
            ],
            |target| verdict(target),
        );
    }

    #[test]
    fn numbered_tasks_are_counted() {
        let numbered = "1、完成摸排（约50户）。\n2、选取至少25户，服务不少于5次。\n3、更新系统。\n4、形成报告。";
        assert_eq!(declared(numbered), ["4 项任务"]);
        assert_eq!(declared("（1）摸排；（2）走访；（3）报告"), ["3 项任务"]);
        assert_eq!(declared("①摸排②走访③报告"), ["3 项任务"]);
        assert_eq!(declared("一是摸排，二是走访，三是报告"), ["3 项任务"]);
    }

    #[test]
    fn several_quantities_are_counted() {
        assert_eq!(declared("开展培训2次、义诊2场，走访居民30户"), ["3 个数量"]);
    }
}

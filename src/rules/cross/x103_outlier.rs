//! X103: an execution rate or a score far from those of similar projects.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::comparison::{Deviation, Kind, Measured};
use crate::form::Form;
use crate::grid::CellRef;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::wording::list;
use crate::value::{Figure as _, Rate, Score};

rule! {
    /// 执行率或得分显著偏离同类项目。
    ///
    /// ## 含义
    /// 与同类项目相差很远的，不一定有错，但值得先看：可能填错，也可能目标定得过低或执行中有特殊情况。
    ///
    /// ## 计算
    /// 比较重算的执行率，以及满分为 100 分的表重算的总分。同类取成员不少于 min_members 个、来自两个以上单位的最小一组：
    /// 名称相同的项目（不计年度、单位和“项目”等字样）；名称以 kind_words 中同一词结尾的项目；本年度全部项目。
    /// 稳健 z 值 = 0.6745 ×（本项目 − 中位数）÷ MAD，MAD 是各项目与中位数之差（绝对值）的中位数。过半数相同、MAD 为 0
    /// 的，改用差的平均数：z = 0.7979 ×（本项目 − 中位数）÷ 平均差。全部相同的不判断。
    /// |z| 超过 z，且与中位数相差不小于 min_rate_gap（执行率）或 min_score_gap（得分）的，提示。
    ///
    /// ## 举例
    /// 12 个“补贴”类项目执行率的中位数 98%、MAD 1.2%，其中一个 62%：z = 0.6745 ×（62% − 98%）÷ 1.2% = −20.24。
    ///
    /// ## 误报情形
    /// 跨年实施、当年停止或追加的项目，执行率本来就与别的不同；新设项目同类少，只能与全区比较。
    ///
    /// ## 依据
    /// 复核实践：先看与同类相差最远的。稳健 z 值与 3.5 的界限见 Iglewicz、Hoaglin（1993）。
    X103 "outlier" "执行率或得分显著偏离同类项目" Info
    caused_by ["B105", "B102"]
    params {
        /// |z| 超过多少视为显著偏离
        z: Score = Score::new(Decimal::new(35, 1)),
        /// 同类项目至少多少个才比较
        min_members: usize = 8,
        /// 执行率与中位数至少相差多少（0.05 为 5 个百分点）
        min_rate_gap: Rate = Rate::new(Decimal::new(5, 2)),
        /// 得分与中位数至少相差多少分
        min_score_gap: Score = Score::new(Decimal::new(5, 0)),
        /// 名称末尾表明项目类型的词
        kind_words: Vec<String> = list(&[
            "补贴", "补助", "救助", "津贴", "慰问", "改造", "整治", "修缮", "修补", "工程", "建设", "购置", "采购", "更新",
            "运行", "运营", "运维", "维护", "养护", "管护", "保洁", "巡查", "宣传", "培训", "活动", "演出", "服务", "租赁",
        ]),
    }
}

/// Reports at the rate or the total score.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let deviations = &subject.comparison.deviations;
    if deviations.is_empty() {
        return Verdict::NotApplicable;
    }
    let far = deviations.iter().filter(|one| is_far(one, params));
    far.map(|deviation| hit(subject.form, deviation)).collect()
}

fn is_far(deviation: &Deviation, params: &Params) -> bool {
    let gap = deviation
        .figure
        .saturating_sub(deviation.spread.median)
        .abs();
    let least = match deviation.measured {
        Measured::Execution => params.min_rate_gap.decimal(),
        Measured::Score => params.min_score_gap.decimal(),
    };
    deviation.z.abs() > params.z.decimal() && gap >= least
}

fn hit(form: &Form, deviation: &Deviation) -> Hit {
    let Deviation {
        measured,
        figure,
        kind,
        members,
        offices,
        spread,
        z,
    } = deviation;
    let name = match measured {
        Measured::Execution => "执行率",
        Measured::Score => "总分",
    };
    let side = if figure < &spread.median {
        "低于"
    } else {
        "高于"
    };
    let distance = if spread.is_median { "MAD" } else { "平均差" };
    let median = shown(*measured, spread.median);
    let message = format!(
        "重算{name} {}，明显{side}{}（{offices} 个单位 {members} 个项目，中位数 {median}，{distance} {}，z 值 {z}）；\
         请核对填报，确有特殊情况的请说明",
        shown(*measured, *figure),
        group(kind),
        shown(*measured, spread.distance),
    );
    Hit::at(place(form, *measured), message)
        .declared(shown(*measured, *figure))
        .expected(format!("同类中位数 {median}"))
        .difference(shown(*measured, figure.saturating_sub(spread.median)))
}

fn group(kind: &Kind) -> String {
    match kind {
        Kind::Name(name) => format!("各单位的同名项目“{name}”"),
        Kind::Word(word) => format!("“{word}”类项目"),
        Kind::All => "全区项目".to_owned(),
    }
}

/// Rates in percent, scores in points.
fn shown(measured: Measured, figure: Decimal) -> String {
    match measured {
        Measured::Execution => Rate::new(figure).to_percent(),
        Measured::Score => format!(
            "{} 分",
            Score::new(figure).rounded(2, RoundingStrategy::MidpointAwayFromZero)
        ),
    }
}

fn place(form: &Form, measured: Measured) -> CellRef {
    let funding = form.funding.as_ref().map(|funding| &funding.total);
    let cell = match measured {
        Measured::Execution => funding.and_then(|row| row.rate.at().or(row.executed.at())),
        Measured::Score => form
            .total
            .as_ref()
            .and_then(|row| row.score.at().or(Some(row.at))),
    };
    cell.unwrap_or(form.area.first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, beside_one_another, hits_of};

    const OFFICES: [&str; 9] = [
        "德胜街道",
        "牛街街道",
        "月坛街道",
        "天桥街道",
        "椿树街道",
        "新街口街道",
        "大栅栏街道",
        "陶然亭街道",
        "白纸坊街道",
    ];

    /// The project of each office, executed by so much of 100.
    fn district(executed: &[&str]) -> Vec<Fixture> {
        let forms = OFFICES.iter().zip(executed).map(|(office, executed)| {
            Fixture::new()
                .head("主管部门", &format!("{office}办事处"))
                .funding("年度资金总额", ["100", "100", executed, "10", "", ""])
        });
        beside_one_another(forms.collect())
    }

    fn verdict(compared: &[Fixture]) -> Verdict {
        let of_form = |one: &Fixture| check(&one.subject(), &Params::default());
        compared.iter().map(of_form).collect()
    }

    fn hits(executed: &[&str]) -> Vec<Hit> {
        hits_of(verdict(&district(executed)))
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                district(&["97", "98", "99", "96.5", "92", "97.5", "98.5", "96", "99.5"]), // z = -3.71
                district(&["100", "100", "100", "100", "60", "100", "100", "100", "100"]),
            ],
            [
                district(&[
                    "97", "98", "99", "96.5", "92.5", "97.5", "98.5", "96", "99.5",
                ]), // z = -3.37
                district(&["98", "98", "98.1", "98", "94", "98.1", "98", "98", "98"]),
                district(&["40", "50", "60", "70", "80", "90", "95", "98", "100"]),
            ],
            |compared| verdict(compared),
        );
    }

    #[test]
    fn a_rate_far_below_its_kind() {
        let hits = hits(&["97", "98", "99", "96.5", "62", "97.5", "98.5", "96", "99.5"]);
        assert_eq!(hits.len(), 1);
        assert_eq!(
            hits[0].message,
            "重算执行率 62%，明显低于各单位的同名项目“社区便民服务”（9 个单位 9 个项目，中位数 97.5%，MAD 1%，\
             z 值 -23.94）；请核对填报，确有特殊情况的请说明"
        );
        assert_eq!(hits[0].at.unwrap().to_string(), "H9");
        assert_eq!(hits[0].difference, "-35.5%");
    }

    #[test]
    fn where_most_are_equal_the_mean_distance_is_named() {
        let hits = hits(&["100", "100", "100", "100", "60", "100", "100", "100", "100"]);
        assert_eq!(hits.len(), 1);
        assert!(
            hits[0].message.contains("平均差 4.44%"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn too_few_are_no_group() {
        let few = district(&["97", "98", "99", "96.5", "62", "97.5", "98.5"]);
        let verdict = check(&few[4].subject(), &Params::default());
        assert_eq!(verdict, Verdict::NotApplicable);
    }
}

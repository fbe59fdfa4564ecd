//! B108: the money carried over is not what last year left.

use rust_decimal::Decimal;

use crate::comparison::{Counterpart, EarlierForm, How, Sum};
use crate::form::{Entry, Form, FundingKind, FundingRow};
use crate::grid::CellRef;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Amount, Interval, Printed};

rule! {
    /// 上年结转资金与上年度自评表的未支出数不衔接。
    ///
    /// ## 含义
    /// 上年结转是上年没有花完、批准接着用的钱，不会多于上年全年预算减全年执行。多出来的，
    /// 或者上年表少报了结余，或者今年把别的资金填进了结转；上年没有自评表的项目也不应有结转。
    /// 只在 config.yaml 指定了上年度资料（last_year）时核对；两年的对应情况列在“上年对照”。
    ///
    /// ## 计算
    /// 上年未支出 = 上年全年预算数 − 上年全年执行数；本年结转取上年结转资金的全年预算数，没有的取年初预算数。
    /// 结转大于未支出即报，两数按所填位数比较，不另设容差。结转少于未支出的属常见情形
    /// （结余收回财政、只批准结转一部分），缺省不报；需要逐项说明的，将 report_less 设为 true。
    /// 上年资料中有该单位的表而没有该项目、本年结转又大于零的也报（without_predecessor）。
    /// 先按项目编码对应，再按单位和名称，都没有的按名称近似，并注明相似度。
    ///
    /// ## 举例
    /// 上年全年预算 50 万元、执行 46.5 万元，未支出 3.5 万元；本年结转填 5 万元：多 1.5 万元。
    ///
    /// ## 误报情形
    /// 项目更名、合并、拆分的；上年资料不全的；结转里含更早年度资金的。说明来源即可。
    ///
    /// ## 依据
    /// 结转结余资金管理：结转资金须与上年决算的结余衔接，结余资金收回统筹。
    B108 "carryover-discontinuity" "上年结转与上年度表不衔接" Warning
    params {
        /// 结转少于上年未支出的是否也报（多为结余收回财政，缺省不报）
        report_less: bool = false,
        /// 上年没有自评表而本年有结转的是否报
        without_predecessor: bool = true,
    }
}

/// Reports at the carry-over.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let Some(earlier) = &subject.comparison.last_year else {
        return Verdict::NotApplicable;
    };
    let carried = match carried(subject.form) {
        Ok(Some(carried)) => carried,
        Ok(None) => return Verdict::NotApplicable,
        Err(Unread) => return Verdict::CouldNotRun,
    };
    match earlier {
        Counterpart::Found { with, how } => match with.unspent() {
            Some(unspent) => Verdict::of(compare(&carried, unspent, with, *how, params)),
            None => Verdict::CouldNotRun,
        },
        Counterpart::Missing { knows_office: true } if params.without_predecessor => {
            Verdict::of(unfounded(&carried))
        }
        Counterpart::Missing { .. } | Counterpart::Unclear(_) => Verdict::CouldNotRun,
    }
}

/// What this year says was carried over.
struct Carried {
    sum: Sum,
    column: &'static str,
    at: CellRef,
    others: Vec<CellRef>,
}

/// A carry-over is stated that could not be understood.
struct Unread;

/// As adjusted in the year, else as at its start; nothing where none is stated.
fn carried(form: &Form) -> Result<Option<Carried>, Unread> {
    type Column = (&'static str, fn(&FundingRow) -> &Entry<Printed<Amount>>);
    const COLUMNS: [Column; 2] = [
        ("全年预算数", |row| &row.full_year),
        ("年初预算数", |row| &row.initial),
    ];
    for (column, of) in COLUMNS {
        let Some(cells) = form.money_cells(FundingKind::Carryover, of) else {
            continue;
        };
        let sum = Sum::of_cells(&cells).ok_or(Unread)?;
        let mut places = cells.into_iter().filter_map(Entry::at);
        if let Some(at) = places.next() {
            let others = places.collect();
            return Ok(Some(Carried {
                sum,
                column,
                at,
                others,
            }));
        }
    }
    Ok(None)
}

fn compare(
    carried: &Carried,
    unspent: Sum,
    last: &EarlierForm,
    how: How,
    params: &Params,
) -> Option<Hit> {
    let (own, left) = (carried.sum, unspent);
    let is_more = own.range.exceeds(left.range);
    let is_less = params.report_less && left.range.exceeds(own.range);
    let apart = own.amount - left.amount;
    let verb = match (is_more, is_less) {
        (true, _) => format!(
            "多于上年度未支出的 {} 万元，多 {apart} 万元；请核对结转资金的来源",
            left.amount
        ),
        (_, true) => format!(
            "少于上年度未支出的 {} 万元，少 {} 万元；结余已收回财政或只批准部分结转的，请说明",
            left.amount,
            left.amount - own.amount
        ),
        _ => return None,
    };
    let message = format!(
        "上年结转资金的{} {} 万元{verb}（上年全年预算 {} 万元、执行 {} 万元，见 {}{}）",
        carried.column,
        own.amount,
        shown(last.full_year),
        shown(last.executed),
        last.money_at,
        manner(how, last)
    );
    let expected = if is_less {
        left.amount.to_string()
    } else {
        format!("≤{}", left.amount)
    };
    Some(hit(carried, message).expected(expected).difference(apart))
}

/// Money is carried over into a project that was none.
fn unfounded(carried: &Carried) -> Option<Hit> {
    let nothing = Interval::exact(Decimal::ZERO);
    carried.sum.range.exceeds(nothing).then(|| {
        let message = format!(
            "上年结转资金的{} {} 万元，而上年度资料中没有该项目的自评表；项目更名的请注明原名称，否则请核对资金来源",
            carried.column, carried.sum.amount
        );
        hit(carried, message)
    })
}

fn hit(carried: &Carried, message: String) -> Hit {
    Hit::at(carried.at, message)
        .declared(carried.sum.amount)
        .related(carried.others.iter().copied().map(Some))
}

fn shown(sum: Option<Sum>) -> String {
    sum.map_or_else(|| "—".to_owned(), |sum| sum.amount.to_string())
}

fn manner(how: How, last: &EarlierForm) -> String {
    how.similarity().map_or_else(String::new, |rate| {
        format!(
            "；按名称近似对应，上年名称“{}”，相似度 {}",
            last.name,
            rate.to_percent()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::Comparison;
    use crate::rules::beside_fixture::found_earlier;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};
    use crate::value::Rate;

    fn form(initial: &str, full_year: &str) -> Fixture {
        Fixture::new()
            .funding("年度资金总额", ["33", "33", "33", "10", "100%", "10"])
            .funding("上年结转资金", [initial, full_year, "", "—", "", "—"])
    }

    fn verdict(form: Fixture, comparison: Comparison, params: &Params) -> Verdict {
        check(&form.comparison(comparison).subject(), params)
    }

    fn hits(form: Fixture, last: [&str; 2], how: How) -> Vec<Hit> {
        let [full_year, executed] = last;
        let comparison = found_earlier([full_year, executed, "90"], how);
        hits_of(verdict(form, comparison, &Params::default()))
    }

    fn missing(knows_office: bool) -> Comparison {
        Comparison {
            last_year: Some(Counterpart::Missing { knows_office }),
            ..Comparison::default()
        }
    }

    #[test]
    fn examples_hold() {
        let after = |carried: [&str; 2], last: [&str; 2]| {
            let ([initial, full_year], [budget, executed]) = (carried, last);
            form(initial, full_year).comparison(found_earlier([budget, executed, "90"], How::Code))
        };
        examples::hold(
            [
                after(["3.5", "5"], ["50", "46.5"]),
                after(["3.52", ""], ["50.00", "46.50"]),
                after(["", "0.01"], ["50", "50"]),
                form("", "5").comparison(missing(true)),
            ],
            [
                after(["3.5", "3.5"], ["50", "46.5"]),
                after(["3.5", "2"], ["50", "46.5"]), // the rest was taken back
                after(["", "3.44"], ["50", "46.56041"]), // 3.43959, rounded
                after(["5", "3.5"], ["50", "46.5"]), // as adjusted in the year
                form("", "0").comparison(missing(true)),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn more_than_was_left_is_told_with_last_years_figures_and_place() {
        let hits = hits(form("3.5", "5"), ["50", "46.5"], How::Name);
        assert_eq!(hits.len(), 1);
        assert_eq!(
            (
                hits[0].declared.as_str(),
                hits[0].expected.as_str(),
                hits[0].difference.as_str()
            ),
            ("5", "≤3.5", "1.5")
        );
        for part in [
            "多 1.5 万元",
            "全年预算 50 万元、执行 46.5 万元",
            "旧表.xlsx!自评表!A1",
        ] {
            assert!(
                hits[0].message.contains(part),
                "no {part} in {}",
                hits[0].message
            );
        }
    }

    #[test]
    fn the_start_of_the_year_speaks_where_the_adjusted_figure_is_blank() {
        let how = How::Similar(Rate::new(Decimal::new(9, 1)));
        let hits = hits(form("5", ""), ["50", "46.5"], how);
        assert!(
            hits[0].message.contains("年初预算数 5 万元"),
            "{}",
            hits[0].message
        );
        assert!(
            hits[0].message.contains("上年名称“便民服务”，相似度 90%"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn a_project_that_was_none_has_nothing_to_carry_over() {
        let hits = hits_of(verdict(form("", "5"), missing(true), &Params::default()));
        assert!(
            hits[0].message.contains("没有该项目的自评表"),
            "{}",
            hits[0].message
        );
        assert!(hits_of(verdict(form("", "0"), missing(true), &Params::default())).is_empty());
        // Of an office of which nothing is known last year, nothing can be said.
        assert_eq!(
            verdict(form("", "5"), missing(false), &Params::default()),
            Verdict::CouldNotRun
        );
    }

    #[test]
    fn less_is_told_where_the_bureau_wants_it() {
        let params = Params {
            report_less: true,
            ..Params::default()
        };
        let comparison = found_earlier(["50", "46.5", "90"], How::Code);
        let hits = hits_of(verdict(form("", "2"), comparison.clone(), &params));
        assert!(
            hits[0].message.contains("少 1.5 万元"),
            "{}",
            hits[0].message
        );
        assert!(hits_of(verdict(form("", "3.5"), comparison, &params)).is_empty());
    }

    #[test]
    fn without_a_carry_over_or_last_year_the_rule_does_not_apply() {
        let none = |form, comparison| verdict(form, comparison, &Params::default());
        assert_eq!(
            none(form("", "5"), Comparison::default()),
            Verdict::NotApplicable
        );
        assert_eq!(
            none(form("", "—"), found_earlier(["50", "46", "90"], How::Code)),
            Verdict::NotApplicable
        );
        assert_eq!(
            none(
                form("", "约5"),
                found_earlier(["50", "46", "90"], How::Code)
            ),
            Verdict::CouldNotRun
        );
        assert_eq!(
            none(form("", "5"), found_earlier(["50", "", "90"], How::Code)),
            Verdict::CouldNotRun
        );
    }
}

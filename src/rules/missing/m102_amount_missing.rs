//! M102: an amount of the total row is blank or unreadable.

use crate::form::FundingRow;
use crate::rules::lack::lack;
use crate::rules::parts::{AMOUNT_COLUMNS, AmountColumn};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};

rule! {
    /// 年度资金总额的年初预算数、全年预算数或全年执行数为空，或不是数字。
    ///
    /// ## 含义
    /// 这三个数是执行率和全区汇总的基础。空白不按 0 处理：缺一个，与之有关的核算就无法进行。
    ///
    /// ## 计算
    /// 年度资金总额一行中，表中有该列而未填、只填“—”“/”等，或所填内容不是金额，每格报一条。
    /// 表中没有的列不报。
    ///
    /// ## 举例
    /// 年初预算 33 万元、全年预算 35.56041 万元，全年执行数为 #REF!（公式引用的单元格已删除）：报一条，执行率不核算。
    /// 全年预算数、全年执行数两格空白：报两条，不当作 0。
    ///
    /// ## 误报情形
    /// 全年确实没有支出而留空的，填 0 即可，填 0 不报。当地表式不要求年初预算数、印有该列而统一不填的，可降低
    /// 严重程度或停用本条。
    ///
    /// ## 依据
    /// 财预〔2020〕10号所附自评表样式。
    M102 "amount-missing" "资金总额缺金额" Error
}

/// Reports every such cell of the total row.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    let row = &funding.total;
    if AMOUNT_COLUMNS
        .iter()
        .all(|column| (column.of)(row).is_absent())
    {
        return Verdict::NotApplicable;
    }
    AMOUNT_COLUMNS
        .iter()
        .filter_map(|column| missing(column, row))
        .collect()
}

fn missing(column: &AmountColumn, row: &FundingRow) -> Option<Hit> {
    let entry = (column.of)(row);
    let message = format!(
        "年度资金总额的{}；请填写金额，没有的填 0",
        lack(column.name, entry)?
    );
    Some(Hit::at(entry.at()?, message).declared(entry.text().trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(amounts: [&str; 3]) -> Fixture {
        let [initial, full_year, executed] = amounts;
        Fixture::new().funding(
            "年度资金总额",
            [initial, full_year, executed, "10", "100%", "10"],
        )
    }

    fn hits(amounts: [&str; 3]) -> Vec<Hit> {
        hits_of(check(&form(amounts).subject(), &Params::default()))
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                form(["33", "35.56041", "#REF!"]),
                form(["20", "", ""]),
                form(["/", "33", "33"]),
                form(["33", "33", "约33"]),
            ],
            [
                form(["33", "35.56041", "0"]), // nothing was spent
                form(["0", "33万元", "33"]),
                form(["1,234.50", "1,234.50", "0.00"]),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn a_blank_amount_is_reported_at_its_cell() {
        let hits = hits(["33", "33", ""]);
        assert_eq!(
            hits[0].message,
            "年度资金总额的“全年执行数”未填写；请填写金额，没有的填 0"
        );
        assert_eq!(hits.len(), 1);
        assert!(hits[0].at.is_some());
    }

    #[test]
    fn what_is_no_amount_is_reported_with_its_text() {
        let hits = hits(["—", "见附件", "33"]);
        assert_eq!(hits.len(), 2);
        assert_eq!(hits[1].declared, "见附件");
        assert!(hits[1].message.contains("应为数字"), "{}", hits[1].message);
    }

    #[test]
    fn a_form_without_a_funding_block_says_so_elsewhere() {
        let fixture = Fixture::new().total("90", "90");
        assert_eq!(
            check(&fixture.subject(), &Params::default()),
            Verdict::NotApplicable
        );
    }
}

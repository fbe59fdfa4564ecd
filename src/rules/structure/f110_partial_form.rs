//! F110: a form without one of its parts.

use crate::form::Part;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};

rule! {
    /// 自评表缺少项目资金区、绩效指标区或总分行。
    ///
    /// ## 含义
    /// 缺少的部分无从核算，与之有关的规则不再检查，该表的汇总数据不完整。
    ///
    /// ## 计算
    /// 按栏目名称查找三部分：项目资金（总额一行）、绩效指标（至少一行指标）、总分。
    /// 本类版式原本就没有的部分（如自评汇总表没有指标区）不算缺少。
    /// 三部分齐全而版式识别把握不足的（栏目不认识、不属于已知各类），也报本条。
    ///
    /// ## 举例
    /// 复制自评表时漏选了最后一行，没有总分：报缺少总分行，把握由 100% 减为 90%。三部分齐全，但不属于已知各类
    /// （减 25）又有一个栏目不认识（减 10）：把握 65%，低于 70%，也报。
    ///
    /// ## 误报情形
    /// 本地样式不设总分行的，可在 config.yaml 中停用本条或降低严重程度。
    /// 栏目用了本地叫法而未被识别的，可在词典中补充。
    ///
    /// ## 依据
    /// 财预〔2020〕10号所附自评表样式。
    F110 "partial-form" "表格结构不完整" Warning
    params {
        /// 版式识别把握低于多少（%）时报出
        least_confidence: u8 = 70,
    }
}

/// Reports once, where the form begins, what is missing, and a reading that is not sure enough.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let reading = &subject.form.reading;
    let missing: Vec<&str> = reading.missing_parts().map(Part::label).collect();
    let confidence = reading.confidence();
    if missing.is_empty() && confidence >= params.least_confidence {
        return Verdict::of(None);
    }
    let at = subject.form.area.first;
    let parts = missing.join("、");
    let message = if missing.is_empty() {
        format!(
            "该表版式的识别把握为 {confidence}%，低于 {}%（{}）；请核对汇总数据，或在 config.yaml 的词典中补充栏目写法",
            params.least_confidence,
            reading.reason(),
        )
    } else {
        format!("自评表缺少{parts}，该部分未能核算；请按规定样式补齐后重新报送")
    };
    Verdict::of(Some(Hit::at(at, message).expected(parts)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn funded() -> Fixture {
        Fixture::new().funding("年度资金总额", ["33", "33", "33", "10", "100%", "10"])
    }

    fn with_indicator(fixture: Fixture) -> Fixture {
        fixture.indicator([
            "产出指标",
            "数量指标",
            "培训次数",
            "2次",
            "2次",
            "90",
            "90",
            "",
        ])
    }

    fn hits(fixture: &Fixture) -> Vec<Hit> {
        hits_of(check(&fixture.subject(), &Params::default()))
    }

    #[test]
    fn examples_hold() {
        let whole = || with_indicator(funded()).total("100", "100");
        // Each row of a local name takes 10% of the confidence.
        let local = |rows: &[&str]| {
            let cells = ["1", "1", "1", "—", "", "—"];
            rows.iter()
                .fold(whole(), |form, row| form.funding(row, cells))
        };
        let blank = ["", "", "", "", "", ""];
        examples::hold(
            [
                with_indicator(funded()),
                with_indicator(Fixture::new()).total("100", "100"),
                funded().total("100", "100"),
                local(&["乡统筹", "村提留", "企业赞助", "居民集资"]),
            ],
            [
                whole(),
                local(&["乡统筹", "村提留", "企业赞助"]),
                // The head may be blank, and what a part states as well: it is there.
                whole().head("项目名称", "").head("主管部门", ""),
                with_indicator(Fixture::new().funding("年度资金总额", blank)).total("", ""),
                funded()
                    .indicator(["效益指标", "生态效益指标", "指标1：无", "", "", "", "", ""])
                    .total("100", "100"),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn what_is_missing_is_named_once() {
        let no_total = hits(&with_indicator(funded()));
        assert_eq!(no_total.len(), 1);
        assert_eq!(no_total[0].expected, "总分行");
        assert!(no_total[0].at.is_some());
        let bare = hits(&with_indicator(Fixture::new()));
        assert_eq!(bare[0].expected, "项目资金区、总分行");
    }

    #[test]
    fn a_block_without_rows_is_no_block() {
        assert_eq!(
            hits(&funded().total("100", "100"))[0].expected,
            "绩效指标区"
        );
    }
}

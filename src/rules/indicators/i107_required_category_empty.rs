//! I107: a category of the form without any indicator in it.

use std::collections::BTreeMap;

use crate::form::{Category, Indicator};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::wording::holds_any;
use crate::value::text;

rule! {
    /// 表中列出的二级指标下没有指标，或缺少规定必设的指标类别。
    ///
    /// ## 含义
    /// 表式列出的每一类指标都应有指标值；确不适用的，应把分值分摊到其他指标，而不是集中到一项。
    ///
    /// ## 计算
    /// 某个二级指标下的各行都是空白、“指标1：”或“指标1：无”，每类报一次。
    /// 另按 required 检查：表中根本没有该类别的，报在指标区首行。optional 所列类别允许为空。
    ///
    /// ## 举例
    /// 经济效益、生态效益、可持续影响指标下都填“指标1：无”，30 分全部压在一项社会效益指标上：三类各报一条，共 3 条。
    ///
    /// ## 误报情形
    /// 项目确无经济、生态效益的可以为空，本条只作提示；本区认为可空的类别请列入 optional。
    ///
    /// ## 依据
    /// 财预〔2020〕10号附表：产出、效益、满意度指标的设置；不适用的指标，其分值应当调整到其他指标。
    I107 "required-category-empty" "应设的二级指标为空" Info
    params {
        /// 必须设置的指标类别，如 满意度、数量指标
        required: Vec<String> = Vec::new(),
        /// 允许为空的指标类别，如 经济效益、生态效益
        optional: Vec<String> = Vec::new(),
    }
}

/// Reports at the level-3 cell of each empty category.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let rows = subject.form.indicator_rows();
    let Some(first) = rows.first() else {
        return Verdict::NotApplicable;
    };
    let empty = empty_categories(rows)
        .into_iter()
        .filter(|row| !holds_any(&row.level2.name, &params.optional))
        .map(empty_hit);
    let missing = params
        .required
        .iter()
        .filter(|name| !is_listed(rows, name))
        .map(|name| missing_hit(first, name));
    empty.chain(missing).collect()
}

/// The first row of every second level in which all rows are blank, in the form's order.
fn empty_categories(rows: &[Indicator]) -> Vec<&Indicator> {
    let mut categories: BTreeMap<(&str, &str), (&Indicator, bool)> = BTreeMap::new();
    let is_category = |row: &&Indicator| {
        let of_execution = row.category == Category::Execution; // a row of the budget, not a kind of indicator
        !of_execution && !row.level2.name.is_empty()
    };
    for row in rows.iter().filter(is_category) {
        let category = (row.level1.name.as_str(), row.level2.name.as_str());
        let (_, empty) = categories.entry(category).or_insert((row, true));
        *empty &= row.is_blank();
    }
    let empty = categories.into_values().filter(|(_, empty)| *empty);
    let mut first_rows: Vec<&Indicator> = empty.map(|(row, _)| row).collect();
    first_rows.sort_by_key(|row| row.ordinal);
    first_rows
}

/// Does the form have the category at all, on either level?
fn is_listed(rows: &[Indicator], name: &str) -> bool {
    let name = text::normal_form(name);
    rows.iter()
        .any(|row| row.level1.name.contains(&name) || row.level2.name.contains(&name))
}

fn empty_hit(row: &Indicator) -> Hit {
    let shown = text::tidy(row.level3.text());
    let category = &row.level2.name;
    let said = if shown.is_empty() {
        String::new()
    } else {
        format!("（“{shown}”）")
    };
    let message = format!(
        "二级指标“{category}”下没有指标{said}；应设的请补设，确不适用的请确认其分值已分摊到其他指标"
    );
    Hit::at(row.at(), message)
        .declared(shown)
        .expected(format!("至少一项{category}"))
        .related([Some(row.level2.at)])
}

fn missing_hit(first: &Indicator, name: &str) -> Hit {
    Hit::at(
        first.at(),
        format!("指标区没有“{name}”一类指标，本区规定必须设置；请补设"),
    )
    .expected(format!("至少一项{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};
    use crate::rules::wording::list;

    fn fixture(economic: &str) -> Fixture {
        Fixture::new()
            .indicator([
                "产出指标",
                "数量指标",
                "指标1：服务人次",
                "≥100人次",
                "120人次",
                "60",
                "60",
                "",
            ])
            .indicator(["效益指标", "经济效益指标", economic, "", "", "", "", ""])
            .indicator([
                "",
                "社会效益指标",
                "指标1：知晓率",
                "≥80%",
                "85%",
                "30",
                "30",
                "",
            ])
            .indicator(["", "生态效益指标", "指标1：", "", "", "", "", ""])
    }

    fn expected(fixture: &Fixture, params: &Params) -> Vec<String> {
        let hits = hits_of(check(&fixture.subject(), params));
        hits.into_iter().map(|hit| hit.expected).collect()
    }

    #[test]
    fn examples_hold() {
        let economic = |name, growth| ["", "经济效益指标", name, growth, growth, "", "", ""];
        let ecological = [
            "",
            "生态效益指标",
            "指标2：绿化率",
            "≥30%",
            "35%",
            "",
            "",
            "",
        ];
        let settings = |required: &[&str], optional: &[&str]| Params {
            required: list(required),
            optional: list(optional),
            ..Params::default()
        };
        let usual = || settings(&[], &[]);
        let lenient = |required| settings(required, &["生态效益", "经济效益"]);
        examples::hold(
            [
                (fixture("指标1：无"), usual()),
                (fixture("").indicator(ecological), usual()),
                (fixture("指标1：无"), lenient(&["满意度"])),
            ],
            [
                (fixture("指标1：无"), lenient(&[])),
                (fixture("指标1：无"), lenient(&["数量指标"])),
                (fixture("指标1：增收额").indicator(ecological), usual()),
                (
                    fixture("")
                        .indicator(ecological)
                        .indicator(economic("", "≥5%")),
                    usual(),
                ),
            ],
            |(form, params)| check(&form.subject(), params),
        );
    }

    #[test]
    fn each_empty_category_is_said_once() {
        let all = ["至少一项经济效益指标", "至少一项生态效益指标"];
        assert_eq!(expected(&fixture("指标1：无"), &Params::default()), all);
        assert_eq!(expected(&fixture(""), &Params::default()), all);
    }

    #[test]
    fn one_indicator_fills_a_category() {
        let row = ["", "", "指标2：绿化率", "≥30%", "35%", "", "", ""];
        let filled = fixture("指标1：无").indicator(row);
        assert_eq!(
            expected(&filled, &Params::default()),
            ["至少一项经济效益指标"]
        );
    }

    #[test]
    fn a_target_and_a_result_make_an_indicator_without_a_name() {
        let row = ["", "可持续影响指标", "", "显著提高", "显著提高", "", "", ""];
        let nameless = fixture("指标1：无").indicator(row);
        let all = ["至少一项经济效益指标", "至少一项生态效益指标"];
        assert_eq!(expected(&nameless, &Params::default()), all);
    }

    #[test]
    fn the_row_of_the_budget_is_no_kind_of_indicator() {
        let row = ["预算执行率", "预算执行率", "", "", "", "", "", ""];
        let with_budget = fixture("指标1：无").indicator(row);
        let all = ["至少一项经济效益指标", "至少一项生态效益指标"];
        assert_eq!(expected(&with_budget, &Params::default()), all);
    }

    #[test]
    fn the_district_says_what_must_and_what_need_not_be_there() {
        let params = Params {
            required: vec!["满意度".into(), "数量指标".into()],
            optional: vec!["生态效益".into(), "经济效益".into()],
            ..Params::default()
        };
        assert_eq!(expected(&fixture("指标1：无"), &params), ["至少一项满意度"]);
    }

    #[test]
    fn a_form_without_indicators_has_no_categories() {
        let verdict = check(&Fixture::new().subject(), &Params::default());
        assert_eq!(verdict, Verdict::NotApplicable);
    }
}

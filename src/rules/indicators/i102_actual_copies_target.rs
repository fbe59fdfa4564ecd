//! I102: the actual repeats the target word for word.

use rust_decimal::Decimal;

use crate::form::Indicator;
use crate::rules::copying::{adds_a_fact, likeness, words_in};
use crate::rules::lack::quote;
use crate::rules::look::{Gap, Look, known};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::Rate;

rule! {
    /// 定性指标的实际完成值照抄年度指标值。
    ///
    /// ## 含义
    /// 完成值应写实际做到了什么。整段照抄指标值（连“至少”“约”都照抄）说明没有填写真实结果，得分也就没有依据。
    ///
    /// ## 计算
    /// 只看文字：指标值不少于 min_words 个字（数字、标点不计），完成值与它的相似度达到 similarity，
    /// 且没有写出指标值中没有的数字，也没有“未”“部分”等说明未完成的字样。
    ///
    /// ## 举例
    /// 数量指标的指标值列出 8 项任务，共 412 字，完成值是同样的 412 字，相似度 100%，得满分 15 分：报。
    /// 指标值“按期完成”4 字，完成值也是“按期完成”：不足 12 字，不比较。
    ///
    /// ## 误报情形
    /// “合格”“达成预期指标”“按期完成”等短语相同不报；数量恰好等于指标值不报。
    /// 合同约定的交付内容确已逐项交付、只能同文表述的，请另附验收材料。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：自评结果应当真实、客观；复核实践：完成值与指标值同文的按未提供结果核对。
    I102 "actual-copies-target" "完成值照抄指标值" Warning
    silences ["I111"]
    params {
        /// 指标值至少多少个字才比较（数字、标点不计）
        min_words: usize = 12,
        /// 相似度达到多少视为照抄（0.95 为 95%）
        similarity: Rate = Rate::new(Decimal::new(95, 2)),
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
    let (target, actual) = (known(&row.target)?, known(&row.actual)?);
    if target.counted().is_some() {
        return Err(Gap::Aside); // a number that meets its target exactly is no copy
    }
    let length = words_in(row.target.text());
    if actual.counted().is_some() || length < params.min_words {
        return Ok(None);
    }
    let alike = likeness(row.target.text(), row.actual.text());
    let copied = alike >= params.similarity && !adds_a_fact(row.target.text(), row.actual.text());
    Ok(copied.then(|| hit(row, alike, length)).flatten())
}

fn hit(row: &Indicator, alike: Rate, length: usize) -> Option<Hit> {
    let how = if alike == Rate::ONE {
        format!("逐字相同（{length} 字）")
    } else {
        format!("几乎相同（相似度 {}）", alike.to_percent())
    };
    let message = format!(
        "指标“{}”的实际完成值与年度指标值{how}，没有写出实际完成情况；请填写实际完成的数量、成果，并准备佐证材料",
        quote(row.name()),
    );
    row.actual.at().map(|at| {
        Hit::at(at, message)
            .declared(quote(row.actual.text()))
            .expected("实际完成的结果")
            .related([row.target.at()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn verdict(target: &str, actual: &str) -> Verdict {
        let fixture = Fixture::new().indicator([
            "产出指标",
            "质量指标",
            "服务质量",
            target,
            actual,
            "15",
            "15",
            "",
        ]);
        check(&fixture.subject(), &Params::default())
    }

    fn hits(target: &str, actual: &str) -> Vec<Hit> {
        hits_of(verdict(target, actual))
    }

    #[test]
    fn examples_hold() {
        let same = |text: &'static str| [text, text];
        examples::hold(
            [
                same("选取至少25户困难群众家庭开展个案帮扶服务，形成案例分析报告"),
                same("全面完成项目设定的各指标"), // 12 words
                [
                    "按照实施方案的要求对辖区内全部社区开展环境整治，做到垃圾日产日清，居民投诉及时办理",
                    "按照实施方案的要求对辖区内全部社区开展环境整治，做到垃圾日产日清，居民投诉及时办结。",
                ],
            ],
            [
                same("全面完成项目设定的指标"), // 11 words
                same("结项评估合格"),
                same("2021年12月31日前完成"),
                [
                    "选取至少25户困难群众家庭开展个案帮扶服务，形成案例分析报告",
                    "选取28户困难群众家庭开展个案帮扶服务，形成案例分析报告",
                ],
                [
                    "选取至少25户困难群众家庭开展个案帮扶服务，形成案例分析报告",
                    "选取至少25户困难群众家庭开展个案帮扶服务，尚未形成案例分析报告",
                ],
            ],
            |&[target, actual]| verdict(target, actual),
        );
    }

    #[test]
    fn copied_word_for_word() {
        let target = "选取至少25户困难群众家庭开展个案帮扶服务，形成案例分析报告";
        let hits = hits(target, &format!(" {target}\n"));
        assert!(hits[0].message.contains("逐字相同"), "{}", hits[0].message);
        assert_eq!(hits[0].related.len(), 1);
    }

    #[test]
    fn copied_but_for_a_word() {
        let hits = hits(
            "按照实施方案的要求对辖区内全部社区开展环境整治，做到垃圾日产日清，居民投诉及时办理",
            "按照实施方案的要求对辖区内全部社区开展环境整治，做到垃圾日产日清，居民投诉及时办结",
        );
        assert!(hits[0].message.contains("相似度"), "{}", hits[0].message);
    }

    #[test]
    fn a_report_with_its_own_figures_is_no_copy() {
        let target = "对辖区内困难群众开展入户走访和个案帮扶服务1200户次，做到应访尽访、应帮尽帮，并逐户形成案例分析报告";
        for actual in [
            target.replace("1200", "1268"),
            target.replace("并逐户", "未逐户"),
        ] {
            assert!(
                likeness(target, &actual) >= Params::default().similarity,
                "{actual}"
            );
            assert!(hits(target, &actual).is_empty(), "{actual}");
        }
    }

    #[test]
    fn numbers_are_not_looked_at() {
        assert_eq!(verdict("50户", "50户"), Verdict::NotApplicable);
    }
}

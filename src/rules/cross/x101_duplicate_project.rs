//! X101: one project in several offices, or in several forms of one.

use rust_decimal::Decimal;

use crate::comparison::{Certainty, Evidence, Names, Twins};
use crate::finding::Severity;
use crate::form::{Form, FormKind};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::Rate;

rule! {
    /// 同一项目出现在多个单位，或同一单位的多张表中。
    ///
    /// ## 含义
    /// 同一项目报了几份，项目数和金额会重复计入全区汇总。每一份都报本条，写明另一份在哪里、凭什么认为是同一项目。
    ///
    /// ## 计算
    /// 比较同一年度计入汇总的项目表和汇总表中的项目行，整体支出表除外。名称先去掉年度、本单位名称和“项目”“经费”
    /// “专项”“资金”“工作”等字样。以下情形按同一项目报：
    /// - 项目编码相同（编码用于 most_offices 个以上的单位或名称的，视为类别码，不作依据）；
    ///   编码相同而名称、金额都不同的，只作警告；
    /// - 名称相同，预算数、执行数也分别相同，且这两个数合计不少于 telling_digits 位有效数字（末尾的零不计；
    ///   两数相等只计一次），不会是巧合；见于 most_offices 个以上单位（含同一单位的各实施单位）的，可能是统一下达的金额，只作警告；
    /// - 名称相同，预算数、执行数相同，有效数字不够多：只见于两个单位（或一个单位的两个实施单位）的作警告，实际完成
    ///   情况也同文的报错误；见于更多单位的，视为各单位都有的项目，不报。
    ///
    /// 以下只作警告：名称相近（相似度达到 name_similarity，或一个是另一个的简写）而金额是上述有效数字多的；同一单位
    /// 名称相近、一个是另一个略去几字，且预算数相同；同一单位两张表名称相同而有一张没有写实施单位。两个编码都填而不同的，
    /// 名称和有效数字多的金额都相同才作警告。“一期”与“二期”等序号不同的不算相近。
    /// 单位、实施单位、名称、年度全同的是同一张表的不同版本，见 F106；内容完全相同的文件见 F105。
    ///
    /// ## 举例
    /// 德胜街道、牛街街道各报一份“养老驿站运营补贴”，全年预算数都是 186 万元，执行数都是 183.42 万元：
    /// 合计 8 位有效数字，两份都报错误。两个街道都有“社区公益金”，金额不同：不报。
    ///
    /// ## 误报情形
    /// 几个单位合办、各报自己的一份而金额按统一标准核定的，核实后不予处理。名称和金额都由区里统一下达、执行数也相同的
    /// 项目，可调高 telling_digits。
    ///
    /// ## 依据
    /// 汇总口径：一个项目只计一次；复核实践：同一项目在两个单位重复申报的退回核实。
    X101 "duplicate-project" "同一项目出现在多个单位或多张表" Error
    params {
        /// 名称相似度达到多少视为相近（0.8 为 80%）
        name_similarity: Rate = Rate::new(Decimal::new(80, 2)),
        /// 预算数、执行数合计不少于多少位有效数字，相同才不会是巧合（末尾的零不计）
        telling_digits: u32 = 7,
        /// 一个项目至多见于多少个单位：编码用于更多单位或名称的视为类别码，不作依据；名称、金额在更多单位都相同的
        /// 视为统一下达，只作警告
        most_offices: usize = 3,
    }
}

/// Reports at the project's name, in every one of the forms.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    if subject.form.kind == FormKind::Department {
        return Verdict::NotApplicable;
    }
    let twins = subject.comparison.twins.as_ref();
    Verdict::of(twins.map(|twins| hit(subject.form, twins)))
}

fn hit(form: &Form, twins: &Twins) -> Hit {
    let evidence = &twins.evidence;
    let doubt = match evidence.certainty {
        Certainty::Certain => "为同一项目",
        Certainty::Likely => "可能为同一项目",
    };
    let more = match twins.count.saturating_sub(1) {
        0 => String::new(),
        more => format!("（另有 {more} 份同样如此）"),
    };
    let message = format!(
        "与{}{doubt}{more}：{}；各份都计入汇总，项目和金额可能重复，{}",
        twins.first,
        reasons(evidence),
        advice(evidence),
    );
    let head = &form.head;
    let at = head.project_name.at().unwrap_or(form.area.first);
    let hit = Hit::at(at, message)
        .declared(subject_name(form))
        .related(cells(form, evidence));
    match evidence.certainty {
        Certainty::Certain => hit,
        Certainty::Likely => hit.at_most(Severity::Warning),
    }
}

fn subject_name(form: &Form) -> &str {
    form.head.project_name.value().map_or("", String::as_str)
}

/// 项目编码同为 X、名称相同、预算数同为 186 万元、执行数同为 183.42 万元
fn reasons(evidence: &Evidence) -> String {
    let mut reasons = Vec::new();
    if let Some(code) = &evidence.code {
        reasons.push(format!("项目编码同为 {code}"));
    }
    reasons.push(match evidence.names {
        Names::Equal => "名称相同".to_owned(),
        Names::Same => "名称除年度、单位和“项目”等字样外相同".to_owned(),
        Names::Near(alike) => format!("名称相近（相似度 {}）", alike.to_percent()),
        Names::Different => "名称不同".to_owned(),
    });
    if let Some(money) = evidence.money {
        reasons.push(format!("预算数同为 {} 万元", money.budget));
        reasons.push(format!("执行数同为 {} 万元", money.executed));
    } else if let Some(budget) = evidence.budget {
        reasons.push(format!("预算数同为 {budget} 万元"));
    }
    if evidence.same_result {
        reasons.push("实际完成情况同文".to_owned());
    }
    if evidence.same_office && evidence.money.is_none() && evidence.budget.is_none() {
        reasons.push("同一单位所报".to_owned());
    }
    reasons.join("，")
}

fn advice(evidence: &Evidence) -> &'static str {
    match (evidence.names, evidence.same_office) {
        (Names::Different, _) if evidence.money.is_none() => {
            "请核对项目编码，填错的更正；确为同一项目的只留一份"
        }
        (_, true) => "请核实，只留一份；确为不同项目的，请在名称中写明区别",
        (_, false) => "请两单位核实由谁报送，只留一份；确为不同项目的，请在名称中写明区别",
    }
}

/// The other cells that speak for it.
fn cells(form: &Form, evidence: &Evidence) -> [Option<crate::grid::CellRef>; 3] {
    let total = form.funding.as_ref().map(|funding| &funding.total);
    let code = form
        .head
        .project_code
        .at()
        .filter(|_| evidence.code.is_some());
    let budget = total.and_then(|row| row.full_year.at().or(row.initial.at()));
    let executed = total.and_then(|row| row.executed.at());
    [
        code,
        budget.filter(|_| evidence.budget.is_some()),
        executed.filter(|_| evidence.money.is_some()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, beside_one_another, hits_of};

    fn form(office: &str, project: &str, budget: &str, executed: &str) -> Fixture {
        Fixture::new()
            .head("主管部门", &format!("{office}办事处"))
            .head("项目名称", project)
            .funding("年度资金总额", [budget, budget, executed, "10", "", ""])
    }

    fn verdict(compared: &[Fixture]) -> Verdict {
        let of_form = |one: &Fixture| check(&one.subject(), &Params::default());
        compared.iter().map(of_form).collect()
    }

    fn hits(forms: Vec<Fixture>) -> Vec<Hit> {
        hits_of(verdict(&beside_one_another(forms)))
    }

    #[test]
    fn examples_hold() {
        let two = |one: [&str; 3], other: [&str; 3]| {
            let of =
                |office, [name, budget, executed]: [&str; 3]| form(office, name, budget, executed);
            beside_one_another(vec![of("德胜街道", one), of("牛街街道", other)])
        };
        let of_one_office = |one: [&str; 3], other: [&str; 3]| {
            let of = |[name, budget, executed]: [&str; 3]| form("德胜街道", name, budget, executed);
            beside_one_another(vec![of(one), of(other)])
        };
        let subsidy = ["养老驿站运营补贴", "186", "183.42"];
        let everywhere = ["德胜街道", "牛街街道", "月坛街道"]
            .map(|office| form(office, "社区公益金", "40", "40"));
        examples::hold(
            [
                two(subsidy, subsidy),
                two(subsidy, ["2024年养老驿站运营补贴项目", "186", "183.42"]),
                of_one_office(
                    ["社区文化墙彩绘制作", "20", "20"],
                    ["社区文化墙绘制作", "20", "19"],
                ),
            ],
            [
                two(
                    ["社区公益金", "186", "183.42"],
                    ["社区公益金", "174", "171.88"],
                ),
                beside_one_another(everywhere.into()),
                of_one_office(["道路修补", "186", "183.42"], ["暑期托管", "186", "183.42"]),
                of_one_office(
                    ["背街小巷整治一期", "186", "183.42"],
                    ["背街小巷整治二期", "186", "183.42"],
                ),
            ],
            |compared| verdict(compared),
        );
    }

    #[test]
    fn each_form_names_the_other_and_what_says_so() {
        let hits = hits(vec![
            form("德胜街道", "养老驿站运营补贴", "186", "183.42"),
            form("牛街街道", "养老驿站运营补贴", "186", "183.42"),
        ]);
        assert_eq!(hits.len(), 2);
        assert_eq!(
            hits[0].message,
            "与牛街街道“养老驿站运营补贴”（“001/椿树街道/自评表.xlsx”，工作表“自评表”，B3）为同一项目：名称相同，\
             预算数同为 186 万元，执行数同为 183.42 万元；各份都计入汇总，项目和金额可能重复，\
             请两单位核实由谁报送，只留一份；确为不同项目的，请在名称中写明区别"
        );
        assert_eq!(hits[0].at.unwrap().to_string(), "B3");
        let related: Vec<String> = hits[0].related.iter().map(ToString::to_string).collect();
        assert_eq!(related, ["E9", "F9"]);
        assert_eq!(hits[0].at_most, None);
    }

    #[test]
    fn a_code_under_another_name_is_asked_about() {
        let code = "110102240135";
        let hits = hits(vec![
            form("德胜街道", "道路修补", "30", "29").head("项目编码", code),
            form("牛街街道", "暑期托管", "12", "11").head("项目编码", code),
        ]);
        assert_eq!(hits[1].at_most, Some(Severity::Warning));
        for words in [
            "可能为同一项目",
            "项目编码同为 110102240135，名称不同；",
            "请核对项目编码",
        ] {
            assert!(hits[1].message.contains(words), "{}", hits[1].message);
        }
        assert_eq!(hits[1].related.len(), 1);
    }

    #[test]
    fn nearly_one_name_is_a_warning_at_most() {
        let hits = hits(vec![
            form("德胜街道", "社区文化墙彩绘制作", "20", "20"),
            form("德胜街道", "社区文化墙绘制作", "20", "19"),
            form("德胜街道", "道路修补", "20", "19"),
        ]);
        assert_eq!(hits.len(), 2);
        assert!(
            hits.iter()
                .all(|hit| hit.at_most == Some(Severity::Warning))
        );
        for words in [
            "名称相近（相似度 88.89%），预算数同为 20 万元；",
            "请核实，只留一份",
        ] {
            assert!(hits[0].message.contains(words), "{}", hits[0].message);
        }
    }

    #[test]
    fn how_many_more_is_said() {
        let offices = ["德胜街道", "牛街街道", "月坛街道"];
        let forms = offices.map(|office| form(office, "养老驿站运营补贴", "186", "183.42"));
        let hits = hits(forms.into());
        assert_eq!(hits.len(), 3);
        assert!(
            hits[2]
                .message
                .contains("为同一项目（另有 1 份同样如此）：")
        );
    }
}

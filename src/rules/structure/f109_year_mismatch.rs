//! F109: a form of another year than the batch, or of two years at once.

use crate::finding::Severity;
use crate::form::Form;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::submission::{YearClaim, YearEvidence, YearSource};
use crate::value::FiscalYear;

rule! {
    /// 自评表所写的年度与本次核查的年度不同，或表上、文件名上的年度互相矛盾。
    ///
    /// ## 含义
    /// 可能报来的是上年度的表，也可能是沿用旧表而没有改标题。其他年度的表照样计入汇总，金额和得分会混在一起，
    /// 须先更正。
    ///
    /// ## 计算
    /// 本次核查的年度以 config.yaml（或 --year）为准，没有指定的取各表所写最多的年度。表的年度依次看标题、表头
    /// “年度”一栏、文件名、文件夹。标题或“年度”一栏与本次年度不同，或两者互不相同，为错误；表上的年度无误而
    /// 文件名写着另一年度，或表上没有年度而文件名、文件夹写着另一年度，为警告。文件名中的日期（2025年3月）、
    /// 数量（2000户）和项目名称里的年份不算。
    ///
    /// ## 举例
    /// 核查 2024 年度，标题写“（2023年度）”：错误。标题写 2024 年度，文件名为“2023年自评表.xlsx”：警告。
    /// 文件名为“自评表（2025年3月报）.xlsx”：是日期，不报。
    ///
    /// ## 误报情形
    /// 文件名写的是报送的年份（2025年报送），文件名可不改。跨年度项目按其所属年度的通知报送。
    ///
    /// ## 依据
    /// 数据报送要求：按年度报送项目支出绩效自评表。
    F109 "year-mismatch" "年度不符" Error
}

/// Reports once for each form all the years that do not agree.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let form = subject.form;
    let claim = &subject.assessed.year;
    let disagreed = disagreement(claim, subject.fiscal_year, form);
    let hits: Vec<Hit> = disagreed.into_iter().chain(garbled(form)).collect();
    if hits.is_empty() && claim.year().is_none() {
        return Verdict::CouldNotRun;
    }
    Verdict::Checked(hits)
}

fn disagreement(claim: &YearClaim, batch: Option<FiscalYear>, form: &Form) -> Option<Hit> {
    let first = claim.evidence.first()?;
    let expected = batch.unwrap_or(first.says);
    let named = told(claim);
    if named.iter().all(|one| one.says == expected) {
        return None;
    }
    let at_fault = named.iter().find(|one| one.says != expected)?;
    let words: Vec<String> = named.iter().map(|one| said(one)).collect();
    let batch = batch.map_or_else(String::new, |year| format!("，本次核查为 {year} 年度"));
    let message = format!(
        "{}{batch}；年度不符，请核对是否报错年度的表，或更正年度",
        words.join("，")
    );
    let at = at_fault.at.or(first.at).unwrap_or(form.area.first);
    let hit = Hit::at(at, message)
        .declared(at_fault.says)
        .expected(expected)
        .related(
            named
                .iter()
                .map(|one| one.at)
                .filter(|cell| *cell != Some(at)),
        );
    Some(if at_fault.source.is_on_the_form() {
        hit
    } else {
        hit.at_most(Severity::Warning)
    })
}

/// What speaks of the year. A folder is heard only where nothing nearer to the form speaks: bureaus
/// name folders by the year in which they receive.
fn told(claim: &YearClaim) -> Vec<&YearEvidence> {
    let nearer: Vec<&YearEvidence> = claim
        .evidence
        .iter()
        .filter(|one| one.source != YearSource::Folder)
        .collect();
    if nearer.is_empty() {
        claim.evidence.iter().collect()
    } else {
        nearer
    }
}

/// 标题（A2）为 2023 年度
fn said(evidence: &YearEvidence) -> String {
    let (label, year) = (evidence.source.label(), evidence.says);
    match evidence.at {
        Some(at) => format!("{label}（{at}）为 {year} 年度"),
        None => format!("{label}“{}”为 {year} 年", evidence.text),
    }
}

/// Something else stands where the head asks for the year.
fn garbled(form: &Form) -> Option<Hit> {
    let cell = &form.head.fiscal_year;
    let (why, at) = cell.misread().zip(cell.at())?;
    let message = format!("年度一栏填写的“{}”无法识别（{why}）；请更正", cell.text());
    Some(
        Hit::at(at, message)
            .declared(cell.text())
            .at_most(Severity::Warning),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn hits(fixture: &Fixture) -> Vec<Hit> {
        hits_of(check(&fixture.subject(), &Params::default()))
    }

    #[test]
    fn examples_hold() {
        let sent = |file: &str| Fixture::new().file(file);
        examples::hold(
            [
                Fixture::new().year("（2023年度）"),
                Fixture::new().head("年度", "2022"),
                sent("椿树街道/2023年自评表.xlsx"),
                sent("2023年度/自评表.xlsx").year(""),
                // Without a year of the batch the form is held against itself.
                Fixture::new().head("年度", "2022").batch_year(None),
            ],
            [
                Fixture::new().year("（2023年度）").batch_year(Some(2023)),
                Fixture::new().batch_year(None),
                sent("2024年/椿树街道/2024年自评表.xlsx").head("年度", "2024年度"),
                sent("2024自评表.xlsx").year(""),
                // The year in which it was received, and the day on which it was sent.
                sent("2025年收件/椿树街道/自评表.xlsx"),
                sent("椿树街道/自评表（2025年3月报）.xlsx"),
                sent("椿树街道/自评表20250120.xlsx"),
                sent("椿树街道/2000户慰问.xlsx"),
                // The year that the project is called after.
                sent("椿树街道/2022年道路维修尾款自评表.xlsx")
                    .head("项目名称", "2022年道路维修尾款"),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn last_years_form_is_an_error_at_its_title() {
        let hits = hits(&Fixture::new().year("（2023年度）"));
        assert_eq!(
            hits[0].message,
            "标题（A2）为 2023 年度，本次核查为 2024 年度；年度不符，请核对是否报错年度的表，或更正年度"
        );
        assert_eq!((&*hits[0].declared, &*hits[0].expected), ("2023", "2024"));
        assert_eq!(hits[0].at.unwrap().to_string(), "A2");
        assert_eq!(hits[0].at_most, None);
    }

    #[test]
    fn title_and_file_name_disagree() {
        let old_title = Fixture::new()
            .year("（2023年度）")
            .file("椿树街道/2024年自评表.xlsx");
        let hits = hits(&old_title);
        assert!(
            hits[0]
                .message
                .contains("文件名“2024年自评表.xlsx”为 2024 年"),
            "{}",
            hits[0].message
        );
        assert_eq!(hits[0].at_most, None);
    }

    #[test]
    fn a_file_name_alone_is_a_warning() {
        let old_name = Fixture::new().file("椿树街道/2023年自评表.xlsx");
        let old = hits(&old_name);
        assert_eq!(old[0].at_most, Some(Severity::Warning));
        assert_eq!(old[0].declared, "2023");
        let undated = Fixture::new().year("").file("2023年度/自评表.xlsx");
        let by_folder = hits(&undated);
        assert_eq!(by_folder[0].at_most, Some(Severity::Warning));
        assert!(by_folder[0].message.contains("文件夹“2023年度”"));
    }

    #[test]
    fn the_title_and_the_head_disagree() {
        let torn = Fixture::new().head("年度", "2022");
        let hits = hits(&torn);
        assert!(
            hits[0]
                .message
                .contains("标题（A2）为 2024 年度，年度一栏（B8）为 2022 年度"),
            "{}",
            hits[0].message
        );
        assert_eq!(hits[0].at.unwrap().to_string(), "B8");
        assert_eq!(hits[0].related[0].to_string(), "A2");
        // Without a year of the batch the form is held against itself.
        let alone = Fixture::new().head("年度", "2022").batch_year(None);
        assert_eq!(
            hits_of(check(&alone.subject(), &Params::default())).len(),
            1
        );
    }

    #[test]
    fn a_year_that_cannot_be_read_is_told() {
        let hits = hits(&Fixture::new().head("年度", "见封面"));
        assert_eq!(hits[0].declared, "见封面");
        assert_eq!(hits[0].at_most, Some(Severity::Warning));
    }

    #[test]
    fn without_any_year_nothing_can_be_said() {
        let undated = Fixture::new().year("").batch_year(None);
        let verdict = check(&undated.subject(), &Params::default());
        assert_eq!(verdict, Verdict::CouldNotRun);
    }
}

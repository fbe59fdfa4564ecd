//! F107: an office, or one of its projects, of which nothing was reported.

use crate::finding::Severity;
use crate::registry::{Deadline, Office};
use crate::rules::rule::{ExpectedSubject, Hit, Verdict, rule};
use crate::submission::{RosterRow, RosterState};

rule! {
    /// 名册中的单位没有报送自评表，或者名册为该单位列出的项目没有报送自评表。
    ///
    /// ## 含义
    /// 汇总结果中缺少这一单位或项目，各项合计都不含它，须催报。已报来而未能读出自评表的文件、其他年度的自评表，
    /// 不算报送，在提示中列出。单位整体未报的，其各个项目另列一条，归在单位一条之下。
    ///
    /// ## 计算
    /// 逐个核对名册（config.yaml 的 registry）中的单位；单位列有应报项目的，再逐个项目核对：先比项目编码，
    /// 编码对不上的比项目名称（空格、全半角不计）。名称只是相近的不算同一项目，在提示中列出。
    /// 登记为零报（nil）的单位不报本条。
    ///
    /// ## 举例
    /// 名册为椿树街道列出“便民服务项目”“道路维修项目”，只收到前一项目的自评表：对“道路维修项目”报本条。
    ///
    /// ## 误报情形
    /// 自评表上的单位、项目名称写得与名册不同的，会既报未报、又列为名册外，请更正自评表或名册。
    /// 单位本年确无项目的，请在名册中登记零报。附件不在输入文件夹中的，请补入后重新运行。
    ///
    /// ## 依据
    /// 《项目支出绩效评价管理办法》（财预〔2020〕10号）：单位自评应覆盖全部项目支出。
    F107 "missing-submission" "名册中的单位（或项目）未报送" Error
}

/// So many files and names are told at most.
const MOST_NAMED: usize = 5;

/// Reports what the registry expects and nobody sent.
pub(in crate::rules) fn check(subject: &ExpectedSubject<'_>, _params: &Params) -> Verdict {
    let row = subject.row;
    match row.state {
        RosterState::Unexpected => Verdict::NotApplicable,
        RosterState::Reported | RosterState::Late | RosterState::Nil => Verdict::of(None),
        RosterState::Missing => Verdict::of(Some(hit(subject))),
    }
}

fn hit(subject: &ExpectedSubject<'_>) -> Hit {
    let row = subject.row;
    let office = subject.registry.office(&row.office);
    let parts = [
        Some(what(subject, office)),
        deadline(subject.registry.deadline),
        instead(row),
        near(&row.near),
        Some(contact(office)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let hit = Hit::file(parts.join("；"));
    // Perhaps it has nothing to report: a person has to see.
    if row.instead.iter().any(|one| one.says_nil.is_some()) {
        hit.at_most(Severity::Warning)
    } else {
        hit
    }
}

fn what(subject: &ExpectedSubject<'_>, office: Option<&Office>) -> String {
    let RosterRow {
        office: name,
        project,
        ..
    } = subject.row;
    let year = subject
        .fiscal_year
        .map_or(String::new(), |year| format!(" {year} 年度"));
    match project {
        None => {
            let expected = office.map_or(0, |office| office.projects.len());
            let expected = match expected {
                0 => String::new(),
                some => format!("（应报 {some} 个项目）"),
            };
            format!("{name}未报送{year}项目支出绩效自评表{expected}")
        }
        Some(project) if project.code.is_empty() || project.name.is_empty() => {
            format!("{name}应报的“{}”未报送{year}自评表", project.label())
        }
        Some(project) => format!(
            "{name}应报的“{}”（编码 {}）未报送{year}自评表",
            project.name, project.code
        ),
    }
}

fn deadline(deadline: Option<Deadline>) -> Option<String> {
    deadline.map(|deadline| format!("报送截止日期为 {deadline}"))
}

fn instead(row: &RosterRow) -> Option<String> {
    let instead = &row.instead;
    if instead.is_empty() {
        // What is called nearly the same did come.
        return row
            .near
            .is_empty()
            .then(|| "未收到可作为报送的文件".to_owned());
    }
    let told = instead.iter().take(MOST_NAMED).map(|one| {
        let nil = one.says_nil.as_ref().map_or(String::new(), |said| {
            format!("，其中 {said}，如确无项目请在名册中登记零报（nil）")
        });
        format!("“{}”（{}{nil}）", one.file, one.why)
    });
    let told = told.collect::<Vec<_>>().join("、");
    let more = match instead.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!("等，另有 {more} 个"),
    };
    Some(format!("已收到而不能作为报送的文件：{told}{more}"))
}

fn near(near: &[String]) -> Option<String> {
    (!near.is_empty()).then(|| {
        format!(
            "收到名称相近的“{}”，如系同一项目，请更正自评表或名册中的名称",
            near.join("”“")
        )
    })
}

fn contact(office: Option<&Office>) -> String {
    let (name, phone) = office.map_or(("", ""), |office| (&*office.contact, &*office.phone));
    match (name, phone) {
        ("", "") => "请催报".to_owned(),
        ("", phone) => format!("请催报：电话 {phone}"),
        (name, "") => format!("请催报：联系人 {name}"),
        (name, phone) => format!("请催报：联系人 {name}，电话 {phone}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{ExpectedProject, Registry};
    use crate::rules::examples;
    use crate::rules::fixture::hits_of;
    use crate::submission::roster::Instead;
    use crate::value::FiscalYear;

    fn row(project: Option<(&str, &str)>, state: RosterState) -> RosterRow {
        RosterRow {
            office: "椿树街道".to_owned(),
            project: project.map(|(name, code)| ExpectedProject {
                name: name.to_owned(),
                code: code.to_owned(),
            }),
            state,
            files: Vec::new(),
            reported: None,
            versions: 0,
            instead: Vec::new(),
            near: Vec::new(),
        }
    }

    fn registry() -> Registry {
        Registry {
            offices: vec![Office {
                contact: "王某".to_owned(),
                phone: "010-1".to_owned(),
                projects: vec![ExpectedProject::default(); 3],
                ..Office::named("椿树街道")
            }],
            deadline: Deadline::try_from("2025-03-31".to_owned()).ok(),
            ..Registry::default()
        }
    }

    fn verdict(row: &RosterRow) -> Verdict {
        let subject = ExpectedSubject {
            row,
            registry: &registry(),
            fiscal_year: FiscalYear::try_from(2024).ok(),
        };
        check(&subject, &Params::default())
    }

    fn hits(row: &RosterRow) -> Vec<Hit> {
        hits_of(verdict(row))
    }

    #[test]
    fn examples_hold() {
        let project = Some(("便民服务项目", "0012"));
        let says_nil = Instead {
            file: "椿树街道/说明.docx".to_owned(),
            why: "未识别到自评表".to_owned(),
            says_nil: Some("正文!A1“零报告”".to_owned()),
        };
        examples::hold(
            [
                row(None, RosterState::Missing),
                row(project, RosterState::Missing),
                RosterRow {
                    near: vec!["便民服务".to_owned()],
                    ..row(project, RosterState::Missing)
                },
                RosterRow {
                    instead: vec![says_nil.clone()],
                    ..row(None, RosterState::Missing)
                },
            ],
            [
                row(None, RosterState::Reported),
                row(project, RosterState::Late),
                row(None, RosterState::Nil),
                // A broken file came beside the sound one.
                RosterRow {
                    files: vec!["椿树街道/自评表.xlsx".to_owned()],
                    versions: 2,
                    instead: vec![Instead {
                        file: "椿树街道/坏.xls".to_owned(),
                        why: "无法读取".to_owned(),
                        says_nil: None,
                    }],
                    ..row(project, RosterState::Reported)
                },
                RosterRow {
                    instead: vec![says_nil],
                    ..row(None, RosterState::Nil)
                },
            ],
            verdict,
        );
    }

    #[test]
    fn an_office_that_sent_nothing_is_told_with_whom_to_ask() {
        let hits = hits(&row(None, RosterState::Missing));
        assert_eq!(
            hits[0].message,
            "椿树街道未报送 2024 年度项目支出绩效自评表（应报 3 个项目）；报送截止日期为 2025-03-31；\
             未收到可作为报送的文件；请催报：联系人 王某，电话 010-1"
        );
        assert_eq!((hits[0].at, hits[0].at_most), (None, None));
    }

    #[test]
    fn a_project_is_told_with_what_is_called_nearly_the_same() {
        let mut missing = row(Some(("便民服务项目", "0012")), RosterState::Missing);
        missing.near = vec!["便民服务".to_owned()];
        let hits = hits(&missing);
        for text in [
            "椿树街道应报的“便民服务项目”（编码 0012）未报送 2024 年度自评表",
            "收到名称相近的“便民服务”",
        ] {
            assert!(hits[0].message.contains(text), "{}", hits[0].message);
        }
    }

    #[test]
    fn what_came_instead_is_named() {
        let mut missing = row(None, RosterState::Missing);
        let one = Instead {
            file: "椿树街道/坏.xls".to_owned(),
            why: "无法读取".to_owned(),
            says_nil: None,
        };
        missing.instead = vec![one; 7];
        let hits = hits(&missing);
        assert!(
            hits[0].message.contains("“椿树街道/坏.xls”（无法读取）、")
                && hits[0].message.contains("等，另有 2 个"),
            "{}",
            hits[0].message
        );
        assert_eq!(hits[0].at_most, None);
    }

    #[test]
    fn a_file_that_says_that_there_is_nothing_is_evidence_and_no_answer() {
        let mut missing = row(None, RosterState::Missing);
        missing.instead = vec![Instead {
            file: "椿树街道/说明.docx".to_owned(),
            why: "未识别到自评表".to_owned(),
            says_nil: Some("正文!A1“零报告”".to_owned()),
        }];
        let hits = hits(&missing);
        assert_eq!(hits[0].at_most, Some(Severity::Warning));
        assert!(
            hits[0].message.contains("正文!A1“零报告”"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn what_nobody_expected_is_not_missing() {
        let unexpected = row(Some(("甲", "")), RosterState::Unexpected);
        assert_eq!(verdict(&unexpected), Verdict::NotApplicable);
    }
}

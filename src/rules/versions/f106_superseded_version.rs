//! F106: a form of which several versions were sent.

use crate::form::Form;
use crate::grid::CellRef;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::submission::{Order, Standing};

rule! {
    /// 同一项目先后报送了内容不同的几份自评表，以最新的一份为准。
    ///
    /// ## 含义
    /// 较早的版本不计入汇总，也不再核查，只报本条；先后判明不了的，各份都计入，须由人确定以哪份为准。
    ///
    /// ## 计算
    /// 报送单位、实施单位、项目名称、年度都相同的视为同一项目。先比文档自身记录的最后保存时间；有一份没有记录，
    /// 或相差不到 1 分钟的，再比文件修改时间；仍相差不到 1 分钟的（解压、整批复制会把文件记成同一时间），判为
    /// 先后不明。没有写项目名称的，以及不知由谁报送的，不判先后。
    ///
    /// ## 举例
    /// “社区文化墙绘制项目自评表(初稿).xlsx”3 月 1 日保存，“…(最终版).xlsx”3 月 5 日保存：初稿报本条，
    /// 不计入汇总。
    ///
    /// ## 误报情形
    /// 两个不同项目误写成同一名称的，请改正项目名称。旧版在新版之后又被打开另存过的，保存时间会颠倒，
    /// 请把不要的一份移出输入文件夹。电脑时钟不准的，同样核对提示中的两个时间。
    ///
    /// ## 依据
    /// 汇总口径：同一项目只计最新一次报送。
    F106 "superseded-version" "同一项目多次报送，取最新" Warning
}

/// Reports the version that does not count, and those between which nobody can choose but a person.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let standing = &subject.assessed.standing;
    let Some(told) = standing.told() else {
        return Verdict::of(None);
    };
    let advice = match standing {
        // A ledger beside the forms is in order, as long as both say the same.
        Standing::Listed { differs, .. } if differs.is_empty() => return Verdict::of(None),
        Standing::Listed { differs, .. } => {
            format!("两处不一致：{}；请核对更正", differs.join("；"))
        }
        Standing::Superseded { order, .. } => order_told(order),
        _ => "请与报送单位核实，只留一份；确为不同项目的，请改正项目名称".to_owned(),
    };
    let at = place(subject.form);
    Verdict::of(Some(Hit::at(at, format!("{told}；{advice}"))))
}

fn order_told(order: &Order) -> String {
    let Order { clock, own, newer } = order;
    format!(
        "先后依据{}：该份 {newer}，本份 {own}；如应以本份为准，请把另一份移出输入文件夹后重新运行",
        clock.label()
    )
}

/// The project's name, by which the versions were taken for one.
fn place(form: &Form) -> CellRef {
    form.head.project_name.at().unwrap_or(form.area.first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};
    use crate::submission::{Clock, Version};
    use crate::value::Moment;

    fn version(file: &str) -> Version {
        Version {
            file: file.to_owned(),
            sheet: "Sheet1".to_owned(),
            at: "A1".parse().unwrap(),
        }
    }

    fn superseded(clock: Clock) -> Standing {
        Standing::Superseded {
            by: version("椿树街道/定稿.xlsx"),
            order: Order {
                clock,
                own: Moment::parse("2025-03-01T00:00:00Z").unwrap(),
                newer: Moment::parse("2025-03-05T02:30:00Z").unwrap(),
            },
        }
    }

    fn hits(standing: Standing) -> Vec<Hit> {
        let fixture = Fixture::new().standing(standing);
        hits_of(check(&fixture.subject(), &Params::default()))
    }

    #[test]
    fn examples_hold() {
        let sent = |standing| Fixture::new().standing(standing);
        let listed = |differs: &[&str]| Standing::Listed {
            by: version("椿树街道/定稿.xlsx"),
            differs: differs.iter().map(ToString::to_string).collect(),
        };
        let contested = Standing::Contested {
            with: vec![version("椿树街道/二稿.xlsx")],
            others: 1,
        };
        examples::hold(
            [
                sent(superseded(Clock::Saved)),
                sent(superseded(Clock::Modified)),
                sent(contested),
                sent(listed(&["全年执行数：汇总表 33 万元，自评表 35.56 万元"])),
            ],
            [
                // The newest is current, whatever it is called.
                Fixture::new().file("椿树街道/自评表(初稿).xlsx"),
                sent(listed(&[])),
                Fixture::new().head("项目名称", ""),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn a_superseded_version_names_the_one_that_counts_and_both_times() {
        let hits = hits(superseded(Clock::Saved));
        assert_eq!(hits[0].at.unwrap().to_string(), "B3");
        for words in [
            "“椿树街道/定稿.xlsx”",
            "保存时间",
            "该份 2025-03-05 10:30",
            "本份 2025-03-01 08:00",
            "不计入汇总",
        ] {
            assert!(hits[0].message.contains(words), "{}", hits[0].message);
        }
    }

    #[test]
    fn what_told_the_order_is_said() {
        let hits = hits(superseded(Clock::Modified));
        assert!(
            hits[0].message.contains("文件修改时间"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn contested_versions_are_left_to_a_person() {
        let hits = hits(Standing::Contested {
            with: vec![version("椿树街道/二稿.xlsx")],
            others: 1,
        });
        assert!(
            hits[0].message.contains("先后无法判明"),
            "{}",
            hits[0].message
        );
        assert!(hits[0].message.contains("“椿树街道/二稿.xlsx”"));
    }
}

use super::*;
use crate::comparison::Comparison;
use crate::comparison::across::crowd::WINDOW;
use crate::comparison::across::fixture::{Sent, compared, comparisons, numbers, prose};
use crate::comparison::across::links::{FEW, candidates};
use crate::comparison::across::passages::Passage;
use crate::comparison::across::signature::Signature;
use crate::submission::Submission;
use proptest::prelude::*;

const STORY: &str = "全年按照实施方案有序推进各项任务，完成辖区居民服务工作，环境面貌明显改善，验收全部合格，群众满意";
const OTHER: &str = "修补破损路面并更换井盖，道路类诉求明显减少，完工时间提前，质保期内未出现返工，居民出行更加方便";

fn similarities(found: &[Comparison]) -> Vec<Vec<String>> {
    let of_form = |one: &Comparison| {
        one.alike
            .iter()
            .map(|alike| alike.similarity.to_percent())
            .collect()
    };
    found.iter().map(of_form).collect()
}

#[test]
fn one_story_of_two_projects_is_told_in_both() {
    let sent = [
        Sent::of("德胜街道", "文化墙绘制")
            .result(STORY)
            .money("1", "1"),
        Sent::of("牛街街道", "口袋公园养护")
            .result(&STORY.replace('，', "；"))
            .money("2", "2"),
        Sent::of("椿树街道", "道路修补")
            .result(OTHER)
            .money("3", "3"),
    ];
    let found = compared(&sent);
    assert_eq!(similarities(&found), [vec!["100%"], vec!["100%"], vec![]]);
    let alike = &found[0].alike[0];
    assert_eq!(alike.narrative, Narrative::Result);
    assert_eq!(alike.other.project, "口袋公园养护");
    let sharing = |one: &Comparison| one.alike[0].sharing.clone();
    let expected = Sharing {
        projects: 2,
        offices: 2,
        is_first: true,
    };
    assert_eq!(sharing(&found[0]), expected);
    assert_eq!(
        sharing(&found[1]),
        Sharing {
            is_first: false,
            ..expected
        }
    );
}

#[test]
fn a_word_changed_is_no_story_of_ones_own() {
    let sent = [
        Sent::of("德胜街道", "文化墙绘制").goal(&STORY.repeat(2)),
        Sent::of("德胜街道", "口袋公园养护")
            .goal(&format!("{STORY}{}", STORY.replace("有序", "扎实"))),
    ];
    let found = similarities(&compared(&sent));
    assert_eq!(found[0].len(), 1, "{found:?}");
    assert_eq!(found[0], found[1]);
    assert_ne!(found[0][0], "100%");
}

#[test]
fn short_phrases_and_own_stories_are_fine() {
    let phrase = "按计划完成全年各项任务，达到预期目标";
    let short = [
        Sent::of("德胜街道", "文化墙绘制").result(phrase),
        Sent::of("牛街街道", "口袋公园养护").result(phrase),
    ];
    assert_eq!(similarities(&compared(&short)), [vec![""; 0], vec![]]);
    let own = [
        Sent::of("德胜街道", "文化墙绘制").result(STORY),
        Sent::of("牛街街道", "口袋公园养护").result(&format!("{STORY}，{OTHER}")),
    ];
    assert_eq!(similarities(&compared(&own)), [vec![""; 0], vec![]]);
}

#[test]
fn a_goal_is_not_held_against_a_result() {
    let sent = [
        Sent::of("德胜街道", "文化墙绘制").goal(STORY),
        Sent::of("牛街街道", "口袋公园养护").result(STORY),
    ];
    assert!(compared(&sent).iter().all(|one| one.alike.is_empty()));
}

#[test]
fn projects_of_one_name_share_their_goal_and_the_wording_of_their_figures() {
    let of = |office: &str, budget: &str, result: &str| {
        Sent::of(office, "社区公益金")
            .money(budget, budget)
            .goal(STORY)
            .result(result)
    };
    let told = |count: u32| format!("{STORY}，{OTHER}，服务居民{count}人次");
    let own_figures = [
        of("德胜街道", "1", &told(1200)),
        of("牛街街道", "2", &told(1350)),
    ];
    assert!(
        compared(&own_figures)
            .iter()
            .all(|one| one.alike.is_empty())
    );
    let copied = [
        of("德胜街道", "1", &told(1200)),
        of("牛街街道", "2", &told(1200)),
    ];
    assert_eq!(similarities(&compared(&copied)), [["100%"], ["100%"]]);
    // Under another name the same wording is a copy, whatever its figures.
    let mut renamed = own_figures;
    renamed[1].project = "道路修补".to_owned();
    assert_eq!(compared(&renamed)[0].alike.len(), 2);
}

#[test]
fn one_project_sent_twice_is_another_rules_matter() {
    let sent = [
        Sent::of("德胜街道", "养老驿站运营")
            .money("186", "183.42")
            .result(STORY),
        Sent::of("牛街街道", "养老驿站运营")
            .money("186", "183.42")
            .result(STORY),
        Sent::of("椿树街道", "道路修补").result(STORY),
    ];
    let found = compared(&sent);
    assert!(found[0].twins.is_some());
    let others: Vec<&str> = found
        .iter()
        .map(|one| one.alike[0].other.project.as_str())
        .collect();
    assert_eq!(others, ["道路修补", "道路修补", "养老驿站运营"]);
    assert_eq!(found[0].alike[0].sharing.projects, 2);
}

#[test]
fn a_text_of_many_has_one_first() {
    let offices = [
        "德胜街道",
        "牛街街道",
        "椿树街道",
        "月坛街道",
        "天桥街道",
        "大栅栏街道",
    ];
    let numbered = offices.iter().enumerate();
    let sent = numbered.map(|(number, office)| {
        Sent::of(office, &prose(u64::try_from(number).unwrap(), 6)).reason(STORY)
    });
    let found = compared(&sent.collect::<Vec<_>>());
    let sharing: Vec<&Sharing> = found.iter().map(|one| &one.alike[0].sharing).collect();
    assert!(
        sharing
            .iter()
            .all(|one| (one.projects, one.offices) == (6, 6))
    );
    assert_eq!(sharing.iter().filter(|one| one.is_first).count(), 1);
    assert_eq!(found[0].alike[0].narrative, Narrative::Reason);
}

fn text(letters: &str, member: usize) -> Text {
    let labels = Labels {
        projects: Vec::new(),
        names: Vec::new(),
    };
    let at = CellRef::default();
    Text::of(letters, vec![Passage { member, at }], &labels)
}

fn texts_of(letters: &[String]) -> Vec<Text> {
    letters
        .iter()
        .enumerate()
        .map(|(number, letters)| text(letters, number))
        .collect()
}

/// A text with a few characters changed.
fn changed(letters: &str, seed: u64, changes: usize) -> String {
    let mut chars: Vec<char> = letters.chars().collect();
    for number in numbers(seed).take(changes) {
        let at = usize::try_from(number % 1_000_000).unwrap() % chars.len();
        chars[at] = prose(number, 1).chars().next().unwrap();
    }
    chars.into_iter().collect()
}

#[test]
fn of_texts_alike_by_95_percent_none_in_a_thousand_is_lost() {
    let mut letters = Vec::new();
    for seed in 0..3_000 {
        let length = 120 + usize::try_from(seed % 200).unwrap();
        let original = prose(seed, length);
        letters.push(changed(&original, seed + 7, length / 120));
        letters.push(original);
    }
    let texts = texts_of(&letters);
    let found: BTreeSet<(usize, usize)> = candidates(&texts).into_iter().collect();
    let bound = Rate::new("0.95".parse().unwrap());
    let (mut alike, mut lost) = (0, 0);
    for one in (0..texts.len()).step_by(2) {
        if texts[one].shingles.likeness(&texts[one + 1].shingles) >= bound {
            alike += 1;
            lost += usize::from(!found.contains(&(one, one + 1)));
        }
    }
    assert!(alike >= 2_000, "{alike}");
    assert!(lost * 1_000 <= alike, "{lost} of {alike}");
    // And few are looked at for nothing.
    assert!(found.len() <= alike * 2, "{} candidates", found.len());
}

#[test]
fn in_a_crowd_everyone_finds_one_alike() {
    let original = prose(1, 120);
    let letters: Vec<String> = (0..2_000).map(|seed| changed(&original, seed, 1)).collect();
    let texts = texts_of(&letters);
    let bound = Rate::new("0.9".parse().unwrap());
    let links = links(&texts, Narrative::Result, bound);
    let linked: BTreeSet<usize> = links
        .iter()
        .flat_map(|link| [link.one, link.other])
        .collect();
    assert_eq!(linked.len(), texts.len());
}

#[test]
fn the_work_grows_with_the_number_of_texts() {
    let original = prose(1, 100);
    let pairs = |count: u64| {
        let letters: Vec<String> = (0..count).map(|seed| changed(&original, seed, 3)).collect();
        candidates(&texts_of(&letters)).len()
    };
    let (few, many) = (pairs(500), pairs(2_000));
    let bound = |count: usize| count * Signature::bands().len() * FEW.min(WINDOW);
    assert!(few <= bound(500) && many <= bound(2_000), "{few}, {many}");
    assert!(many <= few * 5, "{many} after {few}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_the_submissions_makes_no_difference(
        forms in prop::collection::vec((0_usize..3, 0_usize..3, 0_usize..4, 0_u64..3), 2..12),
        turn in 1_usize..12,
    ) {
        let offices = ["德胜街道", "牛街街道", "椿树街道"];
        let projects = ["社区公益金", "养老驿站运营补贴", "道路修补工程"];
        let stories = [STORY.to_owned(), OTHER.to_owned(), STORY.replace("有序", "扎实"), format!("{STORY}{OTHER}")];
        let numbered = forms.iter().enumerate();
        let sent = numbered.map(|(number, (office, project, story, money))| {
            Sent::of(offices[*office], projects[*project])
                .file(&format!("{number}.xlsx"))
                .unit(&format!("第{}社区", number % 2))
                .money("186", ["183.42", "180", "183.42"][usize::try_from(*money).unwrap()])
                .result(&stories[*story])
        });
        let mut batch: Vec<Submission> = sent.map(|one| one.submission()).collect();
        let found = comparisons(&batch);
        let turn = turn % batch.len();
        batch.rotate_left(turn);
        let mut turned = comparisons(&batch);
        turned.rotate_right(turn);
        prop_assert_eq!(found, turned);
    }
}

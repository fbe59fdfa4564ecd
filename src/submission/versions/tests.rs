//! Which of several versions counts.

use proptest::prelude::*;

use super::super::batch::settle;
use super::super::fixture::{PLAIN, Sent, file_of};
use super::*;

const DRAFT: Sent = Sent {
    file: "椿树街道/初稿.xlsx",
    content: "draft",
    saved: "2025-03-01T00:00:00Z",
    ..PLAIN
};
const FINAL: Sent = Sent {
    file: "椿树街道/定稿.xlsx",
    content: "final",
    saved: "2025-03-05T00:00:00Z",
    ..PLAIN
};

fn settled<const N: usize>(batch: [Sent; N]) -> [Submission; N] {
    let mut submissions = batch.map(|sent| sent.submission());
    settle(&mut submissions, None);
    submissions
}

fn standing(submission: &Submission) -> &Standing {
    &submission.forms()[0].standing
}

fn id(submission: &Submission) -> &str {
    &submission.forms()[0].form_id
}

/// The files that a contested version names.
fn rivals(standing: &Standing) -> Vec<&str> {
    match standing {
        Standing::Contested { with, .. } => with.iter().map(|one| one.file.as_str()).collect(),
        other => panic!("not contested: {other:?}"),
    }
}

fn superseded_by(standing: &Standing) -> (&str, Order) {
    match standing {
        Standing::Superseded { by, order } => (by.file.as_str(), *order),
        other => panic!("not superseded: {other:?}"),
    }
}

#[test]
fn the_version_saved_last_counts() {
    let [draft, last] = settled([DRAFT, FINAL]);
    let (by, order) = superseded_by(standing(&draft));
    assert_eq!(by, FINAL.file);
    assert_eq!(order.clock, Clock::Saved);
    assert_eq!(order.own.to_string(), "2025-03-01 08:00");
    assert_eq!(order.newer.to_string(), "2025-03-05 08:00");
    assert_eq!(standing(&last), &Standing::Current);
    assert!(draft.is_superseded() && !last.is_superseded());
}

#[test]
fn the_winner_keeps_the_id_and_the_loser_gets_its_own() {
    let [draft, last] = settled([DRAFT, FINAL]);
    assert_eq!(id(&last), last.forms()[0].identity);
    assert_ne!(id(&draft), id(&last));
    // Renaming the file changes nothing.
    let renamed = Sent {
        file: "椿树街道/旧/一稿.xlsx",
        ..DRAFT
    };
    assert_eq!(id(&settled([renamed, FINAL])[0]), id(&draft));
}

#[test]
fn the_workbooks_own_time_is_trusted_before_the_files() {
    let copied_late = Sent {
        modified: "2025-06-01T00:00:00Z",
        ..DRAFT
    };
    let copied_early = Sent {
        modified: "2025-05-01T00:00:00Z",
        ..FINAL
    };
    let [draft, _] = settled([copied_late, copied_early]);
    assert_eq!(superseded_by(standing(&draft)).0, FINAL.file);
}

#[test]
fn the_times_of_the_files_decide_where_a_workbook_tells_none() {
    let silent = Sent {
        saved: "",
        modified: "2025-03-09T00:00:00Z",
        ..DRAFT
    };
    let early = Sent {
        modified: "2025-03-08T00:00:00Z",
        ..FINAL
    };
    let [silent, early] = settled([silent, early]);
    assert_eq!(standing(&silent), &Standing::Current);
    assert_eq!(superseded_by(standing(&early)).1.clock, Clock::Modified);
}

#[test]
fn files_unpacked_at_once_have_no_order() {
    let at = |sent: Sent, modified| Sent {
        saved: "",
        modified,
        ..sent
    };
    let [draft, last] = settled([
        at(DRAFT, "2025-03-09T08:00:59Z"),
        at(FINAL, "2025-03-09T08:01:58Z"),
    ]);
    assert_eq!(rivals(standing(&draft)), [FINAL.file]);
    assert_eq!(rivals(standing(&last)), [DRAFT.file]);
    assert_eq!(draft.counting_forms().count(), 1);
    assert_ne!(id(&draft), id(&last));
    let [draft, _] = settled([
        at(DRAFT, "2025-03-09T08:00:58Z"),
        at(FINAL, "2025-03-09T08:01:58Z"),
    ]);
    assert!(draft.is_superseded());
}

#[test]
fn without_any_time_both_are_kept() {
    let [draft, last] = settled([DRAFT, FINAL].map(|sent| Sent { saved: "", ..sent }));
    assert_eq!(rivals(standing(&draft)), [FINAL.file]);
    assert_eq!(rivals(standing(&last)), [DRAFT.file]);
}

#[test]
fn a_third_version_loses_to_two_that_cannot_be_told_apart() {
    let twin = Sent {
        file: "椿树街道/定稿2.xlsx",
        content: "twin",
        ..FINAL
    };
    let [draft, last, twin] = settled([DRAFT, FINAL, twin]);
    assert!(draft.is_superseded());
    assert_eq!(rivals(standing(&last)), [twin.source.file.as_str()]);
    assert_eq!(rivals(standing(&twin)), [FINAL.file]);
    let ids = [id(&draft), id(&last), id(&twin)];
    assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2]);
}

#[test]
fn two_forms_of_one_file_have_no_order() {
    let second = Sent {
        sheet: "Sheet2",
        ..DRAFT
    };
    let mut batch = [file_of(&[DRAFT, second])];
    settle(&mut batch, None);
    let [first, second] = batch[0].forms() else {
        panic!("two forms");
    };
    assert_eq!(rivals(&first.standing), [DRAFT.file]);
    assert_eq!(rivals(&second.standing), [DRAFT.file]);
    assert_ne!(first.form_id, second.form_id);
    // A newer file beats both.
    let mut batch = [batch[0].clone(), FINAL.submission()];
    settle(&mut batch, None);
    assert!(batch[0].is_superseded());
}

#[test]
fn other_forms_are_no_versions() {
    for other in [
        Sent {
            project: "养老服务",
            ..FINAL
        },
        Sent {
            unit: "民生保障办公室",
            ..FINAL
        },
        Sent {
            department: "大栅栏街道办事处",
            ..FINAL
        },
        Sent {
            year: "（2023年度）",
            ..FINAL
        },
    ] {
        let [draft, other] = settled([DRAFT, other]);
        assert_eq!(standing(&draft), &Standing::Current);
        assert_eq!(standing(&other), &Standing::Current);
    }
}

#[test]
fn forms_without_a_project_or_a_sender_do_not_beat_one_another() {
    let nameless = |sent: Sent| Sent {
        project: "",
        ..sent
    };
    let [draft, last] = settled([nameless(DRAFT), nameless(FINAL)]);
    assert_eq!(standing(&draft), &Standing::Current);
    assert_eq!(standing(&last), &Standing::Current);
    let unsigned = |sent: Sent, file| Sent {
        department: "",
        unit: "",
        file,
        ..sent
    };
    let [draft, last] = settled([unsigned(DRAFT, "a.xlsx"), unsigned(FINAL, "b.xlsx")]);
    assert_eq!(rivals(standing(&draft)), ["b.xlsx"]);
    assert_eq!(rivals(standing(&last)), ["a.xlsx"]);
}

#[test]
fn many_versions_name_only_a_few() {
    let names: Vec<&'static str> = (0..9).map(|n| &*format!("{n}.xlsx").leak()).collect();
    let mut batch: Vec<Submission> = names
        .iter()
        .map(|name| {
            let sent = Sent {
                file: name,
                content: name,
                saved: "",
                ..PLAIN
            };
            sent.submission()
        })
        .collect();
    settle(&mut batch, None);
    let Standing::Contested { with, others } = standing(&batch[0]) else {
        panic!("contested");
    };
    assert_eq!((with.len(), *others), (MOST_NAMED, 8));
}

const TIMES: [&str; 5] = [
    "",
    "2025-03-01T08:00:00Z",
    "2025-03-01T08:00:30Z",
    "2025-03-02T08:00:00Z",
    "2025-03-03T08:00:00Z",
];
const NAMES: [&str; 4] = ["甲.xlsx", "乙/乙.xlsx", "乙/丙.xlsx", "丁.xlsx"];

proptest! {
    #[test]
    fn the_order_of_the_input_never_changes_which_version_counts(
        times in prop::array::uniform4((prop::sample::select(&TIMES[..]), prop::sample::select(&TIMES[..]))),
        contents in prop::array::uniform4(prop::sample::select(vec!["a", "b", "c", "d"])),
        order in Just([0_usize, 1, 2, 3]).prop_shuffle(),
    ) {
        let sent = |at: usize| Sent {
            file: NAMES[at],
            content: contents[at],
            saved: times[at].0,
            modified: times[at].1,
            ..PLAIN
        }.submission();
        let mut listed = [0, 1, 2, 3].map(sent);
        let mut shuffled = order.map(sent);
        settle(&mut listed, None);
        settle(&mut shuffled, None);
        for (place, at) in order.iter().enumerate() {
            prop_assert_eq!(&shuffled[place], &listed[*at]);
        }
    }

    #[test]
    fn some_version_always_counts_and_ids_are_distinct(
        times in prop::array::uniform4((prop::sample::select(&TIMES[..]), prop::sample::select(&TIMES[..]))),
    ) {
        let mut batch = [0, 1, 2, 3].map(|at: usize| Sent {
            file: NAMES[at],
            content: NAMES[at],
            saved: times[at].0,
            modified: times[at].1,
            ..PLAIN
        }.submission());
        settle(&mut batch, None);
        let forms = || batch.iter().flat_map(Submission::forms);
        let counting: Vec<_> = batch.iter().flat_map(Submission::counting_forms).collect();
        prop_assert!(!counting.is_empty());
        let contested = counting.iter().filter(|form| form.standing != Standing::Current);
        prop_assert!(counting.len() == 1 || contested.count() == counting.len());
        prop_assert!(counting.iter().any(|form| form.form_id == form.identity));
        let ids: std::collections::BTreeSet<&str> = forms().map(|form| form.form_id.as_str()).collect();
        prop_assert_eq!(ids.len(), 4);
    }
}

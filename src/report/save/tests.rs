//! Outputs are whole, stale ones go, and what people put there stays.

#![allow(
    clippy::disallowed_methods,
    reason = "the tests play the user, who writes files too"
)]

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::*;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn file(path: &str, text: &str) -> OutFile {
    OutFile {
        path: path.into(),
        bytes: text.as_bytes().to_vec(),
    }
}

/// Every file below a folder with its content, but for the manifest.
fn content(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.unwrap();
        let name = entry
            .path()
            .strip_prefix(folder)
            .unwrap()
            .display()
            .to_string();
        if entry.file_type().is_file() && !name.ends_with(manifest::NAME) {
            found.push(format!(
                "{name}={}",
                fs::read_to_string(entry.path()).unwrap()
            ));
        }
    }
    found
}

#[test]
fn files_are_in_place_and_nothing_else() {
    let output = folder();
    let files = [file("汇总.xlsx", "一"), file("data/projects.csv", "二")];
    save_all(&output.path().join("新/输出"), &files, &Unwatched).unwrap();
    assert_eq!(
        content(output.path()),
        ["新/输出/data/projects.csv=二", "新/输出/汇总.xlsx=一"]
    );
}

#[test]
fn what_is_no_longer_produced_goes_with_its_folder() {
    let output = folder();
    save_all(
        output.path(),
        &[file("a", "1"), file("整改/椿树/b", "2")],
        &Unwatched,
    )
    .unwrap();
    save_all(output.path(), &[file("a", "3")], &Unwatched).unwrap();
    assert_eq!(content(output.path()), ["a=3"]);
    assert!(!output.path().join("整改").exists());
}

#[test]
fn what_people_put_there_or_changed_stays() {
    let output = folder();
    let write = |name: &str, text: &str| fs::write(output.path().join(name), text).unwrap();
    write("备忘.txt", "我的");
    save_all(
        output.path(),
        &[file("整改/b", "2"), file("整改/c", "3")],
        &Unwatched,
    )
    .unwrap();
    write("整改/b", "改过的");
    write("整改/说明.docx", "我的");
    save_all(output.path(), &[file("a", "1")], &Unwatched).unwrap();
    assert_eq!(
        content(output.path()),
        [
            "a=1",
            "备忘.txt=我的",
            "整改/b=改过的",
            "整改/说明.docx=我的"
        ]
    );
}

#[test]
fn a_place_that_cannot_be_taken_leaves_everything_as_it_was() {
    let output = folder();
    save_all(output.path(), &[file("a", "1"), file("b", "1")], &Unwatched).unwrap();
    fs::create_dir(output.path().join("z")).unwrap();
    let error = save_all(output.path(), &[file("a", "2"), file("z", "2")], &Unwatched).unwrap_err();
    assert!(
        matches!(&error, SaveError::InUse { path, .. } if path.ends_with("z")),
        "{error}"
    );
    assert!(error.to_string().contains("请关闭后重试"));
    assert_eq!(content(output.path()), ["a=1", "b=1"]);
    // The failed run is forgotten: the next one still knows what is stale.
    save_all(output.path(), &[file("a", "3")], &Unwatched).unwrap();
    assert_eq!(content(output.path()), ["a=3"]);
}

#[test]
fn a_swap_that_fails_half_way_is_undone() {
    let output = folder();
    let staging = folder();
    fs::write(output.path().join("a"), "1").unwrap();
    for name in ["a", "neu"] {
        fs::write(staging.path().join(name), "2").unwrap();
    }
    let files = [file("a", "2"), file("neu", "2"), file("fehlt", "2")];
    let error = Swap::new(output.path(), staging.path())
        .all(&files)
        .unwrap_err();
    assert!(
        matches!(&error, SaveError::InUse { path, .. } if path.ends_with("fehlt")),
        "{error}"
    );
    assert_eq!(content(output.path()), ["a=1"]);
}

#[test]
fn a_killed_run_leaves_nothing_that_stays() {
    let output = folder();
    let leftover = output.path().join(format!("{STAGING}x1"));
    fs::create_dir_all(leftover.join("data")).unwrap();
    fs::write(leftover.join("data/projects.csv"), "halb").unwrap();
    save_all(output.path(), &[file("a", "1")], &Unwatched).unwrap();
    assert_eq!(content(output.path()), ["a=1"]);
}

#[test]
fn the_manifest_cannot_lead_out_of_the_folder() {
    let root = folder();
    let output = root.path().join("输出");
    fs::create_dir_all(output.join("data")).unwrap();
    fs::write(root.path().join("别人的"), "x").unwrap();
    let line = format!("{}  ../别人的\n", blake3::hash(b"x").to_hex());
    fs::write(output.join(manifest::NAME), line).unwrap();
    save_all(&output, &[file("a", "1")], &Unwatched).unwrap();
    assert_eq!(content(root.path()), ["别人的=x", "输出/a=1"]);
}

#[test]
fn bad_names_are_refused_before_anything_is_written() {
    let output = folder();
    for bad in [
        ["../a", "b"],
        ["/a", "b"],
        ["", "b"],
        ["整改/A.xlsx", "整改/a.xlsx"],
        ["data/.manifest", "b"],
    ] {
        let files = bad.map(|name| file(name, "1"));
        let error = save_all(output.path(), &files, &Unwatched).unwrap_err();
        assert!(
            matches!(error, SaveError::Misnamed { .. }),
            "{bad:?}: {error}"
        );
    }
    assert_eq!(content(output.path()), [""; 0]);
}

#[test]
fn a_folder_that_cannot_be_written_is_said_in_chinese() {
    let root = folder();
    fs::write(root.path().join("输出"), "这是一个文件").unwrap();
    for output in [root.path().join("输出"), root.path().join("输出/内")] {
        let error = prove_writable(&output).unwrap_err();
        assert!(matches!(error, SaveError::Folder { .. }));
        let said = error.to_string();
        assert!(
            said.contains(&output.display().to_string()) && said.contains("请检查路径和权限"),
            "{said}"
        );
    }
}

#[test]
fn proving_leaves_no_trace() {
    let output = folder();
    prove_writable(&output.path().join("新")).unwrap();
    assert_eq!(content(output.path()), [""; 0]);
    assert!(output.path().join("新").is_dir());
}

#[test]
fn a_new_file_never_replaces_another() {
    let output = folder();
    let path = output.path().join("config.yaml");
    write_one(&path, "一".as_bytes()).unwrap();
    let error = write_one(&path, "二".as_bytes()).unwrap_err();
    assert!(matches!(error, SaveError::Exists { .. }), "{error}");
    assert_eq!(content(output.path()), ["config.yaml=一"]);
}

#[test]
fn what_is_kept_for_good_never_becomes_stale() {
    let output = folder();
    let kept = format!("{KEPT}/甲.xlsx");
    save_all(
        output.path(),
        &[file(&kept, "1"), file("a", "2")],
        &Unwatched,
    )
    .unwrap();
    save_all(output.path(), &[file("a", "3")], &Unwatched).unwrap();
    assert_eq!(
        content(output.path()),
        ["a=3".to_owned(), format!("{kept}=1")]
    );
}

/// When somebody wants to stop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Moment {
    Written(usize),
    Replacing,
    /// After the last question before outputs are replaced.
    TooLate,
}

/// Somebody who wants to stop at a moment.
struct Impatient {
    at: Moment,
    written: AtomicUsize,
    replacing: AtomicBool,
    questions: AtomicUsize,
}

impl Impatient {
    fn at(at: Moment) -> Self {
        Self {
            at,
            written: AtomicUsize::new(0),
            replacing: AtomicBool::new(false),
            questions: AtomicUsize::new(0),
        }
    }
}

impl Watch for Impatient {
    fn written(&self) {
        self.written.fetch_add(1, Ordering::SeqCst);
    }

    fn replacing(&self) {
        self.replacing.store(true, Ordering::SeqCst);
    }

    fn should_stop(&self) -> bool {
        let replacing = self.replacing.load(Ordering::SeqCst);
        match self.at {
            Moment::Written(files) => self.written.load(Ordering::SeqCst) >= files,
            Moment::Replacing => replacing,
            Moment::TooLate => replacing && self.questions.fetch_add(1, Ordering::SeqCst) > 0,
        }
    }
}

#[test]
fn a_stop_is_heard_until_the_first_output_is_replaced() {
    let output = folder();
    save_all(output.path(), &[file("a", "1"), file("b", "1")], &Unwatched).unwrap();
    let new = [file("a", "2"), file("b", "2"), file("c", "2")];
    let early = [0, 1, 3].map(Moment::Written).into_iter();
    for moment in early.chain([Moment::Replacing]) {
        let error = save_all(output.path(), &new, &Impatient::at(moment)).unwrap_err();
        assert!(matches!(error, SaveError::Stopped), "{error}");
        // Neither an output nor a folder of unfinished files.
        assert_eq!(content(output.path()), ["a=1", "b=1"], "{moment:?}");
    }
    let too_late = Impatient::at(Moment::TooLate);
    save_all(output.path(), &new, &too_late).unwrap();
    assert_eq!(content(output.path()), ["a=2", "b=2", "c=2"]);
    assert_eq!(too_late.written.into_inner(), 3);
}

//! Ctrl-C at any moment: the earlier outputs stay whole, or the new ones are.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::desk::{Desk, shipped_input};

/// What a stopped run left behind.
struct Stopped {
    code: Option<i32>,
    said: String,
    outputs: BTreeMap<String, Vec<u8>>,
}

/// A desk with outputs of one office, and several copies of the shipped batch still to be read.
fn desk() -> Desk {
    let desk = Desk::new().take("椿树街道/困难群众救助服务所经费绩效自评表.xlsx");
    desk.run();
    for copy in 0..4 {
        for entry in walkdir::WalkDir::new(shipped_input()) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(shipped_input()).unwrap();
                let bytes = std::fs::read(entry.path()).unwrap();
                let place = Path::new("input").join(copy.to_string()).join(below);
                desk.put(place.to_str().unwrap(), &bytes);
            }
        }
    }
    desk
}

fn start(desk: &Desk) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin("jixiao"))
        .args(["--year", "2024", "--jobs", "1", "--input"])
        .arg(desk.input())
        .arg("--output")
        .arg(desk.output())
        .env("RUST_LOG", "jixiao=info")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn press(child: &Child) {
    let pid = child.id().to_string();
    // Where the run has ended meanwhile there is nobody to be told.
    let _ = Command::new("kill")
        .args(["-INT", &pid])
        .stderr(Stdio::null())
        .status();
}

/// Presses Ctrl-C so many times once this was said for the `times`th time.
fn stop(desk: &Desk, words: &str, times: usize, presses: usize) -> Stopped {
    let mut child = start(desk);
    let mut lines = BufReader::new(child.stderr.take().unwrap());
    let (mut said, mut seen) = (String::new(), 0);
    while seen < times {
        let mut line = String::new();
        assert!(
            lines.read_line(&mut line).unwrap() > 0,
            "never {words}: {said}"
        );
        seen += usize::from(line.contains(words));
        said += &line;
    }
    for _ in 0..presses {
        press(&child);
    }
    lines.read_to_string(&mut said).unwrap();
    Stopped {
        code: child.wait().unwrap().code(),
        said,
        outputs: desk.outputs(),
    }
}

fn is_staged(name: &str) -> bool {
    name.starts_with(".jixiao-staging-")
}

#[test]
fn a_run_that_is_stopped_while_reading_changes_nothing() {
    let desk = desk();
    let before = desk.outputs();
    for times in [1, 50, 150] {
        let stopped = stop(&desk, "已读取", times, 1);
        assert_eq!(stopped.code, Some(130), "{}", stopped.said);
        assert!(stopped.said.contains("正在停止"), "{}", stopped.said);
        assert!(
            stopped.said.ends_with("已中断，原有输出未改动\n"),
            "{}",
            stopped.said
        );
        assert!(
            stopped.outputs == before,
            "outputs differ after {times} files"
        );
    }
    let twice = stop(&desk, "已读取", 1, 2);
    assert_eq!(twice.code, Some(130), "{}", twice.said);
    assert!(twice.outputs == before);
}

/// How far a run comes while it is being told cannot be known here: whatever comes first, all of the
/// earlier outputs are there or all of the new ones.
#[test]
fn a_run_that_is_stopped_while_writing_is_whole_before_or_after() {
    let desk = desk();
    let before = desk.outputs();
    for words in ["正在写出", "正在替换"] {
        let stopped = stop(&desk, words, 1, 1);
        let names: Vec<&String> = stopped.outputs.keys().collect();
        assert!(!names.iter().any(|name| is_staged(name)), "{names:?}");
        if stopped.said.contains("原有输出未改动") {
            assert_eq!(stopped.code, Some(130), "{}", stopped.said);
            assert!(stopped.outputs == before, "{words}: outputs differ");
            continue;
        }
        let finished = stopped.said.contains("已完成写出");
        assert_eq!(
            stopped.code,
            Some(if finished { 130 } else { 0 }),
            "{}",
            stopped.said
        );
        let whole = Desk::new();
        whole.run_on(&desk.input());
        let projects = "data/projects.csv";
        assert!(
            stopped.outputs[projects] == whole.outputs()[projects],
            "{words}"
        );
        for name in whole.outputs().keys() {
            assert!(stopped.outputs.contains_key(name), "{words}: no {name}");
        }
        // The next moment is tried on the earlier outputs again.
        let earlier = Desk::new().take("椿树街道/困难群众救助服务所经费绩效自评表.xlsx");
        earlier.run();
        std::fs::remove_dir_all(desk.output()).unwrap();
        desk.run_on(&earlier.input());
    }
}

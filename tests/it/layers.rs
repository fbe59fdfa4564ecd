//! The house stays as drawn: a room imports only rooms before it, and each library stays in its room.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in the order in which they may import one another.
const ROOMS: [&str; 20] = [
    "value",
    "trouble",
    "refusal",
    "note",
    "grid",
    "intake",
    "form",
    "evaluate",
    "finding",
    "registry",
    "submission",
    "comparison",
    "sampling",
    "decision",
    "tables",
    "rules",
    "report",
    "config",
    "pipeline",
    "cli",
];

/// Where a library may be used: room, or a file's path below src/.
const LIBRARIES: [(&str, &[&str]); 12] = [
    ("calamine", &["grid/", "report/tests.rs"]),
    ("rust_xlsxwriter", &["report/", "grid/"]),
    ("html5gum", &["grid/html/"]),
    ("mailparse", &["grid/html/archive.rs"]),
    ("polars", &["tables/", "report/"]),
    ("rars", &["intake/archive/rar.rs"]),
    ("sevenz_rust2", &["intake/archive/seven_zip.rs"]),
    ("clap", &["cli/"]),
    ("indicatif", &["cli/progress.rs"]),
    ("anstream", &["cli/paint.rs"]),
    ("ctrlc", &["cli/interrupt.rs"]),
    (
        "serde_saphyr",
        &["config/load.rs", "form/dictionary.rs", "form/family.rs"],
    ),
];

/// Source files with their path below src/ and their text, comments left out.
pub(crate) fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walkdir::WalkDir::new(&src)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path: &PathBuf| path.extension().is_some_and(|kind| kind == "rs"))
        .map(|path| {
            let name = path
                .strip_prefix(&src)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            let text = fs::read_to_string(&path).unwrap();
            // The tests in a file may look at what other programs make of its results.
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            (name, code.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

fn room_of(file: &str) -> Option<usize> {
    let room = file.split(['/', '.']).next().unwrap();
    ROOMS.iter().position(|known| *known == room)
}

#[test]
fn a_room_imports_only_rooms_before_it() {
    let mut faults = Vec::new();
    for (file, code) in sources() {
        let Some(own) = room_of(&file) else {
            assert!(
                ["lib.rs", "main.rs"].contains(&file.as_str()),
                "{file} is in no known room"
            );
            continue;
        };
        for line in code.lines() {
            let named = ROOMS.iter().enumerate().skip(own + 1);
            for (_, later) in named.filter(|(_, room)| line.contains(&format!("crate::{room}"))) {
                faults.push(format!("{file}: imports {later}: {}", line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_library_stays_in_its_room() {
    for (library, homes) in LIBRARIES {
        for (file, code) in sources() {
            let used =
                code.contains(&format!("{library}::")) || code.contains(&format!("use {library}"));
            let at_home = homes.iter().any(|home| file.starts_with(home));
            assert!(!used || at_home, "{file} uses {library}");
        }
    }
}

#[test]
fn files_stay_readable() {
    for (file, code) in sources() {
        let lines = code.lines().filter(|line| !line.trim().is_empty()).count();
        let is_test = file.contains("test") || file.contains("fixture");
        assert!(is_test || lines <= 300, "{file} has {lines} lines");
    }
}

#[test]
fn no_room_is_called_by_nothing() {
    for (file, _) in sources() {
        for vague in ["util", "helper", "common", "misc"] {
            assert!(!file.contains(vague), "{file}: name it by what it is about");
        }
    }
}

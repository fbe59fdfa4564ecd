//! Windows is where the program is used: nothing of one system only, and no name that it refuses.

use crate::desk::{Desk, shipped_input};
use crate::layers::sources;

/// What only some systems have, or what Windows answers otherwise than people write it.
const OF_ONE_SYSTEM: [&str; 9] = [
    "std::os::",
    "libc::",
    "nix::",
    "\"HOME\"",
    "home_dir(",
    "\"/dev/",
    "\"/tmp",
    "\"/etc/",
    "cfg(unix)",
];

#[test]
fn nothing_is_of_one_system_only() {
    let files = sources().into_iter();
    // Tests may play what comes from other systems.
    for (file, code) in files.filter(|(file, _)| !file.ends_with("tests.rs")) {
        for words in OF_ONE_SYSTEM {
            assert!(!code.contains(words), "{file}: {words}");
        }
        // It answers `\\?\C:\…`, which nobody can paste: it may compare, not show.
        let compares = file == "config/settings.rs";
        assert!(compares || !code.contains("canonicalize("), "{file}");
    }
}

/// Would Windows take this as a path below an output folder of usual depth?
fn fault(path: &str) -> Option<String> {
    const LONGEST: usize = 160;
    if path.encode_utf16().count() > LONGEST {
        return Some(format!("{path} is longer than {LONGEST}"));
    }
    path.split('/').find_map(|piece| {
        let stem = piece.split('.').next().unwrap().trim_end().to_uppercase();
        let numbered = ["COM", "LPT"].iter().any(|device| {
            stem.strip_prefix(device)
                .is_some_and(|rest| rest.chars().count() == 1)
        });
        let device =
            numbered || ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str());
        let refused = |c: char| c.is_control() || "<>:\"\\|?*".contains(c);
        (device || piece.contains(refused) || piece.ends_with([' ', '.']))
            .then(|| format!("{piece} in {path}"))
    })
}

#[test]
fn the_check_knows_what_windows_refuses() {
    for bad in [
        "CON.xlsx",
        "街道/aux",
        "a:b",
        "甲?.xlsx",
        "末点.",
        "COM1.txt",
    ] {
        assert!(fault(bad).is_some(), "{bad}");
    }
    for good in [
        "街道/椿树街道.xlsx",
        ".jixiao/文件.txt",
        "_CON.xlsx",
        "COMMON.csv",
    ] {
        assert_eq!(fault(good), None);
    }
}

/// Names that a registry may hold and Windows does not take.
const HOSTILE: [&str; 8] = [
    "CON",
    "nul.街道",
    "甲:乙<丙>",
    "路|段?*",
    "末点...",
    "LPT1",
    " 前空\"后空 ",
    "长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长街道",
];

#[test]
fn outputs_have_names_that_windows_takes() {
    let desk = Desk::new();
    let offices: Vec<serde_json::Value> = HOSTILE
        .iter()
        .map(|name| serde_json::json!({ "name": name }))
        .collect();
    let config = serde_json::json!({ "registry": { "offices": offices } });
    desk.put("config.yaml", config.to_string().as_bytes());
    let files = walkdir::WalkDir::new(shipped_input()).sort_by_file_name();
    let forms = files
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.path().extension().is_some_and(|kind| kind == "xlsx"));
    for (number, (form, office)) in forms.zip(HOSTILE.iter().cycle()).enumerate() {
        let bytes = std::fs::read(form.path()).unwrap();
        desk.put(&format!("input/{office}/{number}.xlsx"), &bytes);
    }
    desk.run();
    let outputs = desk.outputs();
    let lists = outputs
        .keys()
        .filter(|name| name.starts_with("街道/"))
        .count();
    assert!(
        lists >= HOSTILE.len(),
        "{:?}",
        outputs.keys().collect::<Vec<_>>()
    );
    let faults: Vec<String> = outputs.keys().filter_map(|name| fault(name)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

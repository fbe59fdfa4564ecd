//! The layout atlas: what is not known of a layout comes with an entry that, pasted into config.yaml,
//! makes it known.

use std::path::Path;

use crate::desk::Desk;
use crate::form_file::sheets;
use crate::write::Written;

/// A drawn form in which one heading is of local wording.
fn local_form() -> Vec<u8> {
    let drawn =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms/t01-stored-numbers-2024.form");
    let text = std::fs::read_to_string(drawn).unwrap();
    assert!(text.contains("全年执行数"));
    Written::Xlsx.bytes(&sheets(&text.replace("全年执行数", "全年实际执行金额")))
}

#[test]
fn a_suggested_entry_makes_the_layout_known() {
    let desk = Desk::new();
    desk.put(&desk.input().join("椿树街道/自评表.xlsx"), &local_form());
    desk.run();
    let layout = desk.rows("layouts").remove(0);
    assert!(layout["confidence"].parse::<f64>().unwrap() < 0.7);
    assert!(
        layout["reason"].contains("未找到项目资金区"),
        "{}",
        layout["reason"]
    );
    assert_eq!(layout["partial_forms"], "1");
    let entry = &layout["suggested_entries"];
    assert_eq!(entry, "executed: [全年实际执行金额]");
    let codes: Vec<String> = desk
        .rows("findings")
        .iter()
        .map(|row| row["code"].clone())
        .collect();
    assert!(codes.contains(&"F110".to_owned()), "{codes:?}");

    let config = desk.input().join("../config.yaml");
    desk.put(&config, format!("dictionary:\n  {entry}\n").as_bytes());
    desk.run_with(&desk.input(), &["--config", config.to_str().unwrap()]);
    let layout = desk.rows("layouts").remove(0);
    assert_eq!(
        (layout["confidence"].as_str(), layout["template"].as_str()),
        ("1", "beijing")
    );
    assert_ne!(desk.rows("projects")[0]["executed"], "");
}

//! Writes a generated district to a folder, to try outputs at its size by hand:
//! `cargo bench --bench district -- 2000 /tmp/district`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program for whoever tries things by hand"
)]

#[allow(dead_code, reason = "shared with the benchmarks")]
#[path = "../ratio/district.rs"]
mod district;

use std::fs;
use std::path::PathBuf;

fn main() {
    // `cargo bench` adds `--bench`.
    let told: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let [count, folder] = told.as_slice() else {
        println!("cargo bench --bench district -- <forms> <folder>");
        return;
    };
    let count = count.parse().expect("the first argument is a number");
    for (path, bytes) in district::workbooks(count) {
        let path = PathBuf::from(folder).join(path);
        let parent = path.parent().expect("it lies in the office's folder");
        fs::create_dir_all(parent).expect("the folder can be made");
        fs::write(&path, bytes).expect("the workbook can be written");
    }
    println!("{count} workbooks in {folder}");
}

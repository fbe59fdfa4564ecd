//! A working folder for one test, and the tables that a run left in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// The shipped input folder.
pub(crate) fn shipped_input() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("input")
}

/// One data row by column name.
pub(crate) type Row = BTreeMap<String, String>;

/// A folder with an input and an output of its own.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir_all(desk.input()).unwrap();
        desk
    }

    pub(crate) fn input(&self) -> PathBuf {
        self.0.path().join("input")
    }

    pub(crate) fn output(&self) -> PathBuf {
        self.0.path().join("output")
    }

    /// Copies a shipped workbook into this desk's input, under the same path.
    pub(crate) fn take(self, file: &str) -> Self {
        let to = self.input().join(file);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(shipped_input().join(file), to).unwrap();
        self
    }

    /// Puts a file of the test's own making on this desk; `input/` is the input folder.
    #[allow(clippy::disallowed_methods, reason = "a test makes its own files")]
    pub(crate) fn put(&self, file: &str, bytes: &[u8]) {
        let path = self.0.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Runs `jixiao run` on an input folder into this desk's output; it must end well.
    pub(crate) fn run_on(&self, input: &Path) {
        self.run_with(input, &[]);
    }

    /// The same with more arguments.
    pub(crate) fn run_with(&self, input: &Path, arguments: &[&str]) {
        Command::cargo_bin("jixiao")
            .unwrap()
            .current_dir(self.0.path())
            .env_remove("RUST_LOG")
            .args(["--quiet", "--year", "2024", "--input"])
            .arg(input)
            .arg("--output")
            .arg(self.output())
            .args(arguments)
            .assert()
            .code(0);
    }

    /// Runs on this desk's own input, which must end with this code; what it says is given back.
    pub(crate) fn ends_with(&self, code: i32, arguments: &[&str]) -> String {
        let ended = Command::cargo_bin("jixiao")
            .unwrap()
            .current_dir(self.0.path())
            .env_remove("RUST_LOG")
            .args(arguments)
            .args(["--year", "2024"])
            .assert()
            .code(code);
        let output = ended.get_output();
        let texts = [&output.stdout, &output.stderr];
        texts.map(|text| String::from_utf8_lossy(text)).concat()
    }

    /// What a command that reads no input says; it must end well.
    pub(crate) fn says(&self, arguments: &[&str]) -> String {
        let ended = Command::cargo_bin("jixiao")
            .unwrap()
            .current_dir(self.0.path())
            .env_remove("RUST_LOG")
            .args(arguments)
            .assert()
            .code(0);
        String::from_utf8_lossy(&ended.get_output().stdout).into_owned()
    }

    /// Runs on this desk's own input.
    pub(crate) fn run(&self) {
        self.run_on(&self.input());
    }

    /// The text of a data file, without its byte order mark.
    pub(crate) fn csv(&self, table: &str) -> String {
        let path = self.output().join(format!("data/{table}.csv"));
        let text = std::fs::read_to_string(path).unwrap();
        text.trim_start_matches('\u{feff}').to_owned()
    }

    /// The rows of a data file.
    pub(crate) fn rows(&self, table: &str) -> Vec<Row> {
        let text = self.csv(table);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.deserialize().map(Result::unwrap).collect()
    }

    /// Every output file with its bytes, by its path below the output folder.
    pub(crate) fn outputs(&self) -> BTreeMap<String, Vec<u8>> {
        walkdir::WalkDir::new(self.output())
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let below = entry.path().strip_prefix(self.output()).unwrap();
                let name = below.to_string_lossy().replace('\\', "/");
                (name, std::fs::read(entry.path()).unwrap())
            })
            .collect()
    }
}

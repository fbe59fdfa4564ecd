//! Why we say that a form is of an office or a year: each thing that says so, and where.

use crate::grid::CellRef;

/// One thing that speaks of a form's office or year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence<S, T> {
    /// What kind of thing it is.
    pub source: S,
    /// Its words as they stand there.
    pub text: String,
    /// What they say.
    pub says: T,
    /// The cell, where it is one.
    pub at: Option<CellRef>,
}

/// The folders of a path below the input folder, the outermost first, and the file's own name.
pub(super) fn folders_and_name(path: &str) -> (Vec<&str>, &str) {
    let mut names: Vec<&str> = path.split('/').collect();
    let name = names.pop().unwrap_or_default();
    (names, name)
}

/// A file's name without its extension.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_apart() {
        let (folders, name) = folders_and_name("椿树街道/2024年/自评表.定稿.xlsx");
        assert_eq!(folders, ["椿树街道", "2024年"]);
        assert_eq!(stem(name), "自评表.定稿");
        assert_eq!(folders_and_name("自评表"), (Vec::new(), "自评表"));
        assert_eq!(stem("自评表"), "自评表");
    }
}

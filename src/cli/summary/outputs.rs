//! Where the outputs are, by full paths that can be opened from the terminal or pasted.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use crate::trouble::shown;

/// A line for each file at the top of the folder and for each folder with its number of files.
pub(super) fn places(output: &Path, written: &[impl AsRef<Path>]) -> String {
    let paths = || written.iter().map(AsRef::as_ref);
    let at_top = paths().filter(|path| path.components().count() == 1);
    let mut folders: BTreeMap<&Path, usize> = BTreeMap::new();
    for folder in paths().filter_map(folder) {
        let count = folders.entry(folder).or_default();
        *count = count.saturating_add(1);
    }
    let files = at_top.map(|path| format!("  {}\n", shown(&output.join(path))));
    let folders = folders
        .iter()
        .map(|(folder, count)| format!("  {}（{count} 个文件）\n", shown(&output.join(folder))));
    let head = std::iter::once("结果文件：\n".to_owned());
    head.chain(files).chain(folders).collect()
}

/// The folder at the top that holds a file; none for a file at the top.
fn folder(path: &Path) -> Option<&Path> {
    let mut pieces = path.components();
    let Component::Normal(top) = pieces.next()? else {
        return None;
    };
    pieces.next().map(|_| Path::new(top))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_and_folders_counted() {
        let written = [
            "全区汇总.xlsx",
            "街道/甲.xlsx",
            "街道/甲/标注_表.xlsx",
            "data/projects.csv",
        ];
        let told = places(Path::new("输出"), &written);
        let expected: String = [
            "结果文件：\n",
            "  输出/全区汇总.xlsx\n",
            "  输出/data（1 个文件）\n",
            "  输出/街道（2 个文件）\n",
        ]
        .concat();
        assert_eq!(told.replace('\\', "/"), expected);
    }
}

//! The office's own files as they come back with marks: the way to each, or why there is none.

use super::{FOLDER, Office};
use crate::report::link::Links;
use crate::report::marked::Copy;
use crate::report::rows::{Rows, Value};
use crate::report::sheet::{Column, Kind};
use crate::value::sensitive::masked;

/// Every file in which something is to be marked.
pub(super) fn rows<'a>(office: &Office<'_>) -> Rows<'a> {
    let column = |value: fn(&Copy) -> Value<'a>| {
        let values = office.copies.iter().map(|copy| value(copy));
        values.collect::<Vec<Value<'a>>>()
    };
    let numbers = (1_i64..).zip(&office.copies);
    Rows::from_columns(vec![
        (
            "number",
            numbers.map(|(number, _)| Value::Count(number)).collect(),
        ),
        ("places", column(|copy| Value::count(copy.places))),
        ("file", column(|copy| Value::text(name(&copy.file)))),
        ("outcome", column(|copy| Value::text(outcome(copy)))),
        ("way", column(way)),
    ])
}

/// In the columns of the notice.
pub(super) fn columns() -> [Column; 5] {
    [
        Column::new("number", "序号", Kind::Count, 7),
        Column::new("places", "处数", Kind::Count, 9),
        Column::new("file", "报送文件", Kind::Wrapped, 58).over(2),
        Column::new("outcome", "标注件", Kind::Wrapped, 78).over(2),
        Column::new("way", "查看", Kind::Link, 8),
    ]
}

/// The file as the office knows it: without the bureau's folders, with those that it packed.
fn name(file: &str) -> String {
    let (disk, packed) = file.split_at(file.find('!').unwrap_or(file.len()));
    let name = disk.rsplit('/').next().unwrap_or(disk);
    masked(&format!("{name}{packed}"))
}

fn outcome(copy: &Copy) -> String {
    match &copy.made {
        Ok(path) => masked(path.strip_prefix(FOLDER).map_or(path, below)),
        Err(reason) => format!("未能生成标注件：{reason}"),
    }
}

/// From the office's workbook, which lies in the folder that holds those of the copies.
fn way<'a>(copy: &Copy) -> Value<'a> {
    let path = copy.made.as_deref().ok();
    let below = path.and_then(|path| path.strip_prefix(FOLDER)).map(below);
    let link = below.and_then(|path| Links::among_outputs().to(path, "", ""));
    link.map_or(Value::Unknown, Value::Link)
}

fn below(path: &str) -> &str {
    path.trim_start_matches('/')
}

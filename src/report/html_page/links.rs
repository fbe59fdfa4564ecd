//! Where the page links to: the files as they were sent, and the workbooks beside the page.

use std::collections::BTreeMap;

use crate::report::View;
use crate::report::correction_list::Places;
use crate::report::link::{Link, Links};
use crate::report::listing::{self, LINK};
use crate::report::rows::{Rows, Value};
use crate::report::sheet::read;
use crate::tables::columns::projects;
use crate::value::sensitive::masked;

/// Name → way, relative to the page.
pub(super) type Ways = BTreeMap<String, String>;

/// For every file the way to it. None to a file whose name holds a personal number: the way would
/// show what the page masks.
pub(super) fn sources(view: &View<'_>) -> Ways {
    let tables = view.tables;
    let listed = [&tables.projects, &tables.findings, &tables.submissions].map(|frame| read(frame));
    let mut ways = Ways::new();
    for rows in listed {
        for row in listing::located(rows, view).iter() {
            let file = row.text(projects::source_file);
            if let Value::Link(link) = row.get(LINK)
                && masked(file) == file
            {
                ways.insert(file.to_owned(), way(link).to_owned());
            }
        }
    }
    ways
}

/// For every office with forms the way to its correction list.
pub(super) fn offices(forms: &Rows<'_>, places: &Places) -> Ways {
    let names = forms.distinct(projects::street_office).into_iter();
    let ways = names.filter_map(|name| {
        let workbook = places.workbook(name)?;
        Some((name.to_owned(), output(&workbook)?))
    });
    ways.collect()
}

/// The way to another output.
pub(super) fn output(file: &str) -> Option<String> {
    let link = Links::among_outputs().to(file, "", "")?;
    Some(way(&link).to_owned())
}

/// The path of a link: a browser opens no cell.
fn way(link: &Link) -> &str {
    let target = link.target();
    let path = target.strip_prefix("file://").unwrap_or_default();
    path.split('#').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture::Batch;

    #[test]
    fn the_way_to_a_file_is_relative_and_without_its_cell() {
        let batch = Batch::new();
        let ways = sources(&batch.view());
        let way = ways.get("椿树街道/救助 50%#1.xlsx").unwrap();
        assert_eq!(way, "../input/椿树街道/救助%2050%25%231.xlsx");
        assert_eq!(output("街道/甲 乙.xlsx").unwrap(), "街道/甲%20乙.xlsx");
    }
}

//! The XML that Excel hides in its pages: what the workbook's sheets are called and where they are.

use super::super::xml::plain;

/// What the page says of the workbook.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Island {
    pub(super) sheets: Vec<Listed>,
    /// Is the sheet that the page shows hidden?
    pub(super) hidden: bool,
}

/// A worksheet as the workbook lists it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) name: String,
    /// The page that holds it, where that is another.
    pub(super) source: Option<String>,
}

impl Island {
    /// Takes what a comment says, if it is such an island.
    pub(super) fn read(&mut self, comment: &str) {
        if !comment.contains("<x:ExcelWorkbook>") {
            return;
        }
        let sheets = comment.split("<x:ExcelWorksheet>").skip(1);
        self.sheets.extend(sheets.filter_map(listed));
        self.hidden |= ["SheetHidden", "SheetVeryHidden"]
            .iter()
            .any(|hidden| comment.contains(&format!("<x:Visible>{hidden}<")));
    }

    /// Are the sheets on pages of their own?
    pub(super) fn is_apart(&self) -> bool {
        self.sheets.iter().any(|sheet| sheet.source.is_some())
    }
}

fn listed(sheet: &str) -> Option<Listed> {
    let between = |start: &str, end: &str| {
        let (_, behind) = sheet.split_once(start)?;
        let (value, _) = behind.split_once(end)?;
        Some(plain(value.trim()).into_owned())
    };
    Some(Listed {
        name: between("<x:Name>", "</x:Name>")?,
        source: between("<x:WorksheetSource HRef=\"", "\""),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_with_their_names_and_pages() {
        let mut island = Island::default();
        island.read(
            "[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet>\
            <x:Name>A&amp;B</x:Name><x:WorksheetSource HRef=\"a.files/sheet001.htm\"/>\
            </x:ExcelWorksheet>\
            <x:ExcelWorksheet><x:Name>乙</x:Name><x:WorksheetOptions><x:Visible>SheetHidden\
            </x:Visible>\
            </x:WorksheetOptions></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook>\
            </xml><![endif]",
        );
        island.read("<x:Name>not one</x:Name>");
        let [one, two] = island.sheets.as_slice() else {
            panic!("{island:?}")
        };
        assert_eq!(
            (one.name.as_str(), one.source.as_deref()),
            ("A&B", Some("a.files/sheet001.htm"))
        );
        assert_eq!((two.name.as_str(), two.source.as_deref()), ("乙", None));
        assert!(island.hidden && island.is_apart());
    }
}

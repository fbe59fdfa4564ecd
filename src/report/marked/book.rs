//! The workbook in the package: what may be marked at all, and which part each sheet is.

use super::Unmarkable;
use super::content_types::{content_type, declare};
use super::list::{Item, List};
use super::package::Package;
use super::rels::{Relation, relate, relations};
use super::styles::{self, Styles};
use super::xml::Pieces;

const STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";
const STYLES_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// A workbook with its worksheets.
#[derive(Debug)]
pub(super) struct Book {
    /// The part that lists the sheets.
    main: String,
    /// The extension that programs expect for what it is.
    pub(super) extension: &'static str,
    /// Name and part of every worksheet, in order.
    pub(super) sheets: Vec<(String, String)>,
    styles: Option<String>,
}

impl Book {
    /// The workbook of a package, if nothing speaks against marking it.
    pub(super) fn of(package: &mut Package<'_>) -> Result<Self, Unmarkable> {
        unsigned(package)?;
        let of_package = relations(package, "")?;
        let main = of_package.into_iter().find(|one| one.is("officeDocument"));
        let main = main.ok_or_else(|| Unmarkable::broken("没有主部件"))?.part;
        let extension = extension(&content_type(package, &main)?)?;
        let text = package.needed(&main)?;
        not_strict(&text)?;
        let all = relations(package, &main)?;
        let styles = all.iter().find(|relation| relation.is("styles"));
        Ok(Self {
            sheets: sheets(&text, &all)?,
            styles: styles.map(|relation| relation.part.clone()),
            extension,
            main,
        })
    }

    /// The part of the sheet of this name.
    pub(super) fn part(&self, sheet: &str) -> Option<&str> {
        let mut sheets = self.sheets.iter();
        let found = sheets.find(|(name, _)| name == sheet)?;
        Some(&found.1)
    }

    /// The style sheet; a new one where there is none.
    pub(super) fn styles(&mut self, package: &mut Package<'_>) -> Result<Styles, Unmarkable> {
        if let Some(part) = &self.styles {
            return Styles::of(package.needed(part)?);
        }
        // Not every program asks the relations where the styles are.
        let usual = "xl/styles.xml".to_owned();
        let part = if package.has(&usual) {
            package.free_name("xl/styles", ".xml").1
        } else {
            usual
        };
        package.put(&part, styles::blank());
        relate(package, &self.main, "jixiaoStyles", "styles", &part)?;
        declare(package, &part, STYLES_TYPE)?;
        self.styles = Some(part);
        Styles::of(styles::blank())
    }

    /// The style sheet as text, if there is one.
    pub(super) fn style_text(
        &self,
        package: &mut Package<'_>,
    ) -> Result<Option<String>, Unmarkable> {
        match &self.styles {
            Some(part) => package.text(part),
            None => Ok(None),
        }
    }

    /// Puts the style sheet back.
    pub(super) fn put_styles(&self, package: &mut Package<'_>, text: String) {
        if let Some(part) = &self.styles {
            package.put(part, text);
        }
    }
}

/// A signature would no longer hold.
fn unsigned(package: &Package<'_>) -> Result<(), Unmarkable> {
    let mut names = package.names();
    if names.any(|name| name.starts_with("_xmlsignatures/")) {
        return Err(Unmarkable::of("文件有数字签名，改动会使签名失效"));
    }
    Ok(())
}

/// A program refuses a workbook with an extension that is not that of its content.
fn extension(content_type: &str) -> Result<&'static str, Unmarkable> {
    let kind = content_type.to_ascii_lowercase();
    if kind.ends_with("spreadsheetml.sheet.main+xml") {
        Ok("xlsx")
    } else if kind.ends_with("ms-excel.sheet.macroenabled.main+xml") {
        Ok("xlsm")
    } else if kind.ends_with("spreadsheetml.template.main+xml") {
        Ok("xltx")
    } else if kind.ends_with("ms-excel.template.macroenabled.main+xml") {
        Ok("xltm")
    } else {
        Err(Unmarkable::of("文件包没有写明是工作簿"))
    }
}

/// The strict variant names everything otherwise; hardly a program writes it.
fn not_strict(text: &str) -> Result<(), Unmarkable> {
    let mut pieces = Pieces::of(text);
    while let Some(piece) = pieces.next()? {
        if piece.begins() {
            let tag = piece.tag;
            let strict =
                tag.value("xmlns").as_deref() == Some(STRICT) || tag.prefix_of(STRICT).is_some();
            return if strict {
                Err(Unmarkable::of(
                    "文件为“Strict Open XML”格式，请另存为普通的 .xlsx",
                ))
            } else {
                Ok(())
            };
        }
    }
    Ok(())
}

fn sheets(text: &str, all: &[Relation]) -> Result<Vec<(String, String)>, Unmarkable> {
    let list = List::find(text, "sheets", 1)?;
    let items = list.map(|list| list.items).unwrap_or_default();
    let sheet = |item: &Item<'_>| {
        let id = item.tag.prefixed("id")?;
        let relation = all.iter().find(|relation| relation.id == *id)?;
        let is_sheet = relation.is("worksheet") && !relation.part.is_empty();
        let name = item.tag.value("name")?.into_owned();
        is_sheet.then(|| (name, relation.part.clone()))
    };
    Ok(items.iter().filter_map(sheet).collect())
}

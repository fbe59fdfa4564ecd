//! The cell formats: for a cell that is marked a copy of its own format with our fill. The copy
//! remembers the format that it was made of, so that the cell can be given back to it.

mod cleared;

use std::collections::BTreeMap;

pub(super) use self::cleared::cleared;
use super::Unmarkable;
use super::list::{Item, List};
use super::xml::{Kind, Patch, Pieces, Tag};
use crate::finding::Severity;

/// Names the entry in a cell format that is ours.
const OURS: &str = "{6A697869-616F-4D61-8B72-6B735F763101}";
const NAMESPACE: &str = "urn:jixiao:marks";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Numbers 0 and 1 are kept by Excel for these, whatever stands there.
const KEPT_FILLS: [&str; 2] = ["none", "gray125"];

/// The parts of a style sheet in the order in which they must stand.
const ORDER: [&str; 11] = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
];

/// The colour of a mark. No program offers these, so that they are known again where another
/// program has written the styles anew.
fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "FFF7D3CE",
        Severity::Warning => "FFFBE6BE",
        Severity::Info => "FFD9E4EF",
    }
}

/// How a cell came by the format that it had before the mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// It named it.
    Named,
    /// It named none.
    Unnamed,
    /// There was no cell: the format is that of its row or column.
    Inherited,
}

impl How {
    const ALL: [Self; 3] = [Self::Named, Self::Unnamed, Self::Inherited];

    fn name(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Unnamed => "unnamed",
            Self::Inherited => "inherited",
        }
    }
}

/// The format that a cell had before the mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Base {
    /// Its number.
    pub(super) format: u32,
    /// Where it came from.
    pub(super) how: How,
}

/// The style sheet with what is added to it.
#[derive(Debug)]
pub(super) struct Styles {
    text: String,
    prefix: String,
    formats: Vec<String>,
    new_formats: Vec<String>,
    fills: usize,
    new_fills: Vec<String>,
    fill_numbers: BTreeMap<Severity, usize>,
    numbers: BTreeMap<(Base, Severity), usize>,
}

impl Styles {
    /// Reads a style sheet.
    pub(super) fn of(text: String) -> Result<Self, Unmarkable> {
        let items = |name| -> Result<Vec<String>, Unmarkable> {
            let list = List::find(&text, name, 1)?;
            let items = list.map(|list| list.items).unwrap_or_default();
            Ok(items.iter().map(|item| item.text.to_owned()).collect())
        };
        let (fills, formats) = (items("fills")?.len(), items("cellXfs")?);
        let mut styles = Self {
            prefix: prefix(&text)?,
            text,
            formats,
            fills,
            new_formats: Vec::new(),
            new_fills: Vec::new(),
            fill_numbers: BTreeMap::new(),
            numbers: BTreeMap::new(),
        };
        styles.keep_first_numbers();
        Ok(styles)
    }

    /// The first format and the first two fills are everybody's: ours must not take their numbers.
    fn keep_first_numbers(&mut self) {
        for pattern in KEPT_FILLS.iter().skip(self.fills) {
            let p = &self.prefix;
            let fill = format!("<{p}fill><{p}patternFill patternType=\"{pattern}\"/></{p}fill>");
            self.new_fills.push(fill);
        }
        if self.formats.is_empty() {
            self.new_formats.push(self.plain());
        }
    }

    fn plain(&self) -> String {
        let p = &self.prefix;
        format!("<{p}xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>")
    }

    /// The number of the format for a cell that had `base` and is marked like this.
    pub(super) fn marked(&mut self, base: Base, severity: Severity) -> usize {
        if let Some(known) = self.numbers.get(&(base, severity)) {
            return *known;
        }
        let fill = self.fill(severity);
        let number = self.formats.len().saturating_add(self.new_formats.len());
        let at = usize::try_from(base.format).unwrap_or(usize::MAX);
        let original = self
            .formats
            .get(at)
            .cloned()
            .unwrap_or_else(|| self.plain());
        self.new_formats.push(filled(
            &original,
            fill,
            &remembered(&self.prefix, number, base),
        ));
        self.numbers.insert((base, severity), number);
        number
    }

    fn fill(&mut self, severity: Severity) -> usize {
        if let Some(known) = self.fill_numbers.get(&severity) {
            return *known;
        }
        let number = self.fills.saturating_add(self.new_fills.len());
        let (p, colour) = (&self.prefix, colour(severity));
        let fill = format!(
            "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{colour}\"/><{p}bgColor indexed=\"64\"/></{p}patternFill></{p}fill>"
        );
        self.new_fills.push(fill);
        self.fill_numbers.insert(severity, number);
        number
    }

    /// The style sheet with the marks that were asked for; as it was where there were none.
    pub(super) fn finish(self) -> Result<String, Unmarkable> {
        if self.numbers.is_empty() {
            return Ok(self.text);
        }
        let text = added(&self.text, &self.prefix, "fills", &self.new_fills)?;
        added(&text, &self.prefix, "cellXfs", &self.new_formats)
    }
}

/// The prefix of the names in a style sheet.
fn prefix(text: &str) -> Result<String, Unmarkable> {
    let mut pieces = Pieces::of(text);
    while let Some(piece) = pieces.next()? {
        if piece.begins() {
            let sound = piece.kind == Kind::Start && piece.tag.name() == "styleSheet";
            let prefix = sound.then(|| piece.tag.prefix().to_owned());
            return prefix.ok_or_else(|| Unmarkable::broken("样式部件不合规范"));
        }
    }
    Err(Unmarkable::broken("样式部件不合规范"))
}

/// Adds to a list, which is made where there is none.
fn added(text: &str, prefix: &str, name: &str, items: &[String]) -> Result<String, Unmarkable> {
    let mut patch = Patch::default();
    if let Some(list) = List::find(text, name, 1)? {
        list.append(&mut patch, items);
    } else {
        let (count, all) = (items.len(), items.concat());
        let list = format!("<{prefix}{name} count=\"{count}\">{all}</{prefix}{name}>");
        patch.insert(place_of(text, name)?, list);
    }
    Ok(patch.applied(text))
}

/// Where a part that is missing has to stand.
fn place_of(text: &str, name: &str) -> Result<usize, Unmarkable> {
    let later = ORDER.iter().skip_while(|known| **known != name);
    let later: Vec<&str> = later.skip(1).copied().collect();
    let mut pieces = Pieces::of(text);
    while let Some(piece) = pieces.next()? {
        let is_later = piece.depth == 1 && piece.begins() && later.contains(&piece.tag.name());
        if is_later || piece.closes("styleSheet", 0) {
            return Ok(piece.span.start);
        }
    }
    Err(Unmarkable::broken("样式部件不合规范"))
}

/// A format with another fill and with the memory of what it was.
fn filled(format: &str, fill: usize, memory: &str) -> String {
    let end = format
        .find('>')
        .map_or(format.len(), |end| end.saturating_add(1));
    let (tag, rest) = format.split_at_checked(end).unwrap_or((format, ""));
    let own = Tag(tag).with("fillId", &fill.to_string());
    let own = Tag(&own).with("applyFill", "1");
    let p = Tag(tag).prefix();
    let (list, list_end) = (format!("<{p}extLst>"), format!("</{p}extLst>"));
    let Some(stem) = rest.strip_suffix(Tag(tag).end().as_str()) else {
        let own = Tag(&own).opened();
        return format!("{own}{list}{memory}{list_end}{}", Tag(tag).end());
    };
    match stem.strip_suffix(&list_end) {
        Some(stem) => format!("{own}{stem}{memory}{list_end}{}", Tag(tag).end()),
        None => format!("{own}{stem}{list}{memory}{list_end}{}", Tag(tag).end()),
    }
}

/// What a format of ours remembers: which it is itself, so that numbers that another program has
/// given anew are not taken for these, and which it was made of.
fn remembered(prefix: &str, number: usize, base: Base) -> String {
    format!(
        "<{prefix}ext uri=\"{OURS}\" xmlns:jx=\"{NAMESPACE}\"><jx:mark format=\"{number}\" of=\"{}\" how=\"{}\"/></{prefix}ext>",
        base.format,
        base.how.name()
    )
}

/// The base of a format that is ours and still has the number that it was given.
fn base_of(number: usize, item: &Item<'_>) -> Option<Base> {
    let (_, memory) = item.text.split_once("<jx:mark ")?;
    item.text.contains(OURS).then_some(())?;
    let (attributes, _) = memory.split_once('>')?;
    let mark = format!("<jx:mark {attributes}>");
    let own: usize = Tag(&mark).value("format")?.parse().ok()?;
    let how = Tag(&mark).value("how")?;
    let how = How::ALL.into_iter().find(|known| known.name() == how)?;
    let format = Tag(&mark).number("of")?;
    (own == number).then_some(Base { format, how })
}

/// For a workbook that has no style sheet.
pub(super) fn blank() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"{MAIN}\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"宋体\"/><family val=\"2\"/><charset val=\"134\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}

#[cfg(test)]
mod tests;

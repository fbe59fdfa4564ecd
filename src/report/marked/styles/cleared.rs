//! The style sheet without our formats and fills.

use std::collections::BTreeMap;

use super::super::Unmarkable;
use super::super::list::{Item, List};
use super::super::xml::{Kind, Patch, Pieces};
use super::{Base, base_of, colour, prefix};
use crate::finding::Severity;

/// A style sheet without our marks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Cleared {
    /// The style sheet.
    pub(in super::super) text: String,
    /// For the numbers of our formats, what their cells had before.
    pub(in super::super) bases: BTreeMap<u32, Base>,
}

/// Takes our formats and fills out. Those at the end go; behind others they stay, since the numbers
/// of those must not change, but without our colour. So does a fill of ours that another program has
/// written anew, since then nobody knows what the cell was filled with before.
pub(in super::super) fn cleared(text: &str) -> Result<Cleared, Unmarkable> {
    let Some(formats) = List::find(text, "cellXfs", 1)? else {
        return Ok(Cleared {
            text: text.to_owned(),
            bases: BTreeMap::new(),
        });
    };
    let all = formats.items.iter().enumerate();
    let ours: BTreeMap<usize, Base> = all
        .filter_map(|(number, item)| Some((number, base_of(number, item)?)))
        .collect();
    let first = tail(formats.items.len(), |number| ours.contains_key(&number));
    let mut patch = Patch::default();
    formats.remove(&mut patch, |number, _| number >= first);
    for (number, base) in ours.range(..first) {
        restore(&formats, *number, *base, &mut patch);
    }
    let text = without_fills(&patch.applied(text))?;
    let number = |(number, base)| Some((u32::try_from(number).ok()?, base));
    Ok(Cleared {
        text,
        bases: ours.into_iter().filter_map(number).collect(),
    })
}

/// Where the last of these begin that have none of the others behind them.
fn tail(length: usize, is_ours: impl Fn(usize) -> bool) -> usize {
    (0..length)
        .rev()
        .take_while(|number| is_ours(*number))
        .last()
        .unwrap_or(length)
}

fn restore(formats: &List<'_>, number: usize, base: Base, patch: &mut Patch) {
    let at = usize::try_from(base.format).unwrap_or(usize::MAX);
    let ours = formats.items.get(number);
    if let (Some(ours), Some(original)) = (ours, formats.items.get(at)) {
        patch.put(ours.span.clone(), original.text);
    }
}

fn without_fills(text: &str) -> Result<String, Unmarkable> {
    let Some(fills) = List::find(text, "fills", 1)? else {
        return Ok(text.to_owned());
    };
    if !fills.items.iter().any(is_ours) {
        return Ok(text.to_owned());
    }
    let used = highest_fill(text)?;
    let is_free = |number: usize| {
        let item = fills.items.get(number);
        item.is_some_and(is_ours) && used.is_none_or(|used| number > used)
    };
    let first = tail(fills.items.len(), is_free);
    let p = prefix(text)?;
    let none = format!("<{p}fill><{p}patternFill patternType=\"none\"/></{p}fill>");
    let mut patch = Patch::default();
    fills.remove(&mut patch, |number, _| number >= first);
    for item in fills.items.iter().take(first).filter(|item| is_ours(item)) {
        patch.put(item.span.clone(), none.clone());
    }
    Ok(patch.applied(text))
}

/// Is it solid and of one of our colours?
fn is_ours(fill: &Item<'_>) -> bool {
    let mut pieces = Pieces::of(fill.text);
    let mut solid = false;
    while let Ok(Some(piece)) = pieces.next() {
        if piece.kind == Kind::End {
            continue;
        }
        match piece.tag.name() {
            "patternFill" => {
                solid = piece.tag.value("patternType").as_deref() == Some("solid");
            }
            "fgColor" => {
                let rgb = piece.tag.value("rgb").unwrap_or_default();
                return solid && is_our_colour(&rgb);
            }
            _ => {}
        }
    }
    false
}

/// With or without the two digits of opacity, which not every program keeps.
fn is_our_colour(rgb: &str) -> bool {
    let digits = |rgb: &str| rgb.chars().rev().take(6).collect::<String>();
    Severity::ALL
        .iter()
        .any(|severity| digits(colour(*severity)).eq_ignore_ascii_case(&digits(rgb)))
}

/// The highest number of a fill that some format has.
fn highest_fill(text: &str) -> Result<Option<usize>, Unmarkable> {
    let mut highest = None;
    for name in ["cellStyleXfs", "cellXfs"] {
        let list = List::find(text, name, 1)?;
        let items = list.map(|list| list.items).unwrap_or_default();
        let fills = items.iter().filter_map(|item| item.tag.number("fillId"));
        let fills = fills.filter_map(|fill| usize::try_from(fill).ok());
        highest = highest.max(fills.max());
    }
    Ok(highest)
}

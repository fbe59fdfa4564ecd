//! What each part of the package is.

use super::Unmarkable;
use super::list::Item;
use super::package::{Package, key};
use super::rels::root;
use super::xml::{Patch, escaped};

const TYPES: &str = "[Content_Types].xml";

/// What a part is, by its own entry or by its extension; empty where nothing says so.
pub(super) fn content_type(package: &mut Package<'_>, part: &str) -> Result<String, Unmarkable> {
    let text = package.needed(TYPES)?;
    let list = root(&text, "Types", TYPES)?;
    let extension = part.rsplit('.').next().unwrap_or_default();
    let own = list.items.iter().find(|item| is_override(item, part));
    let by_extension = || {
        let mut items = list.items.iter();
        items.find(|item| is_default(item, extension))
    };
    let said = own.or_else(by_extension);
    let kind = said.and_then(|item| item.tag.value("ContentType"));
    Ok(kind.unwrap_or_default().into_owned())
}

/// Says what a new part is.
pub(super) fn declare(
    package: &mut Package<'_>,
    part: &str,
    content_type: &str,
) -> Result<(), Unmarkable> {
    let text = package.needed(TYPES)?;
    let list = root(&text, "Types", TYPES)?;
    let entry = format!(
        "<{}Override PartName=\"/{}\" ContentType=\"{content_type}\"/>",
        list.tag.prefix(),
        escaped(part)
    );
    let mut patch = Patch::default();
    list.append(&mut patch, &[entry]);
    package.put(TYPES, patch.applied(&text));
    Ok(())
}

/// Takes out a part and what is said of it.
pub(super) fn forget(package: &mut Package<'_>, part: &str) -> Result<(), Unmarkable> {
    package.drop_part(part);
    let text = package.needed(TYPES)?;
    let list = root(&text, "Types", TYPES)?;
    let mut patch = Patch::default();
    list.remove(&mut patch, |_, item| is_override(item, part));
    package.put(TYPES, patch.applied(&text));
    Ok(())
}

fn is_override(item: &Item<'_>, part: &str) -> bool {
    let name = item.tag.value("PartName");
    name.is_some_and(|name| key(name.trim_start_matches('/')) == key(part))
}

fn is_default(item: &Item<'_>, extension: &str) -> bool {
    let said = item.tag.value("Extension");
    said.is_some_and(|said| said.eq_ignore_ascii_case(extension))
}

//! Where one part of the package points.

use super::Unmarkable;
use super::list::{Item, List};
use super::package::Package;
use super::xml::{Patch, escaped};

/// The namespace of relations in a part, and the beginning of their types.
pub(super) const RELATIONSHIPS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const RELS_NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// One relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    /// As it is written, a URL.
    pub(super) kind: String,
    /// The part that is meant; empty for what lies outside the package.
    pub(super) part: String,
}

impl Relation {
    /// Is it of this kind: `worksheet`, `comments`?
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// The relations of a part; none where it has no such part.
pub(super) fn relations(
    package: &mut Package<'_>,
    part: &str,
) -> Result<Vec<Relation>, Unmarkable> {
    let Some(text) = package.text(&rels_part(part))? else {
        return Ok(Vec::new());
    };
    let list = List::find(&text, "Relationships", 0)?;
    let items = list.map(|list| list.items).unwrap_or_default();
    let relation = |item: &Item<'_>| {
        let outside = item.tag.value("TargetMode").as_deref() == Some("External");
        let target = item.tag.value("Target")?;
        Some(Relation {
            id: item.tag.value("Id")?.into_owned(),
            kind: item.tag.value("Type")?.into_owned(),
            part: if outside {
                String::new()
            } else {
                resolved(part, &target)
            },
        })
    };
    Ok(items.iter().filter_map(relation).collect())
}

/// Adds a relation; answers its id, which begins with `wish`.
pub(super) fn relate(
    package: &mut Package<'_>,
    part: &str,
    wish: &str,
    kind: &str,
    target: &str,
) -> Result<String, Unmarkable> {
    let known = relations(package, part)?;
    let mut id = wish.to_owned();
    while known.iter().any(|relation| relation.id == id) {
        id.push('x');
    }
    let name = rels_part(part);
    let text = package.text(&name)?.unwrap_or_else(|| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{RELS_NAMESPACE}\"></Relationships>"
        )
    });
    let list = root(&text, "Relationships", &name)?;
    let relation = format!(
        "<{}Relationship Id=\"{id}\" Type=\"{RELATIONSHIPS}/{kind}\" Target=\"/{}\"/>",
        list.tag.prefix(),
        escaped(target)
    );
    let mut patch = Patch::default();
    list.append(&mut patch, &[relation]);
    package.put(&name, patch.applied(&text));
    Ok(id)
}

/// Takes a relation out; with the last one its part goes.
pub(super) fn unrelate(package: &mut Package<'_>, part: &str, id: &str) -> Result<(), Unmarkable> {
    let name = rels_part(part);
    let text = package.needed(&name)?;
    let list = root(&text, "Relationships", &name)?;
    let mut patch = Patch::default();
    list.remove(&mut patch, |_, item| {
        item.tag.value("Id").as_deref() == Some(id)
    });
    if list.items.len() == 1 {
        package.drop_part(&name);
    } else {
        package.put(&name, patch.applied(&text));
    }
    Ok(())
}

/// The list that a part consists of.
pub(super) fn root<'x>(text: &'x str, name: &str, part: &str) -> Result<List<'x>, Unmarkable> {
    List::find(text, name, 0)?
        .ok_or_else(|| Unmarkable::broken(format_args!("部件 {part} 不合规范")))
}

/// The part that holds the relations of a part.
fn rels_part(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{name}.rels")
}

/// The part that a target means, seen from a part.
fn resolved(part: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => part.split('/').collect(),
    };
    steps.pop();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_part() {
        for (target, part) in [
            ("../comments1.xml", "xl/comments1.xml"),
            ("/xl/comments1.xml", "xl/comments1.xml"),
            ("./a.xml", "xl/worksheets/a.xml"),
            ("../../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolved("xl/worksheets/sheet1.xml", target), part);
        }
        assert_eq!(resolved("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(rels_part("xl/a.xml"), "xl/_rels/a.xml.rels");
        assert_eq!(rels_part(""), "_rels/.rels");
    }
}

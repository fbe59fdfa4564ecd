//! Which forms of different projects tell one story: goals, results and reasons in the same words.
//!
//! Equal texts are one text to begin with. Of each text that is alike to others, every form in which
//! it stands names the most alike of another project, and how many there are.

use std::collections::{BTreeMap, BTreeSet};

use super::Across;
use super::clusters::Clusters;
use super::elsewhere::Elsewhere;
use super::links::{Link, apart, links};
use super::member::Member;
use super::passages::{Apart, Labels, Text, texts};
use crate::grid::CellRef;
use crate::value::Rate;

/// How many alike texts are kept of each, the most alike first.
const KEPT: usize = 4;

/// What a text of a form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Narrative {
    /// 预期目标
    Goal,
    /// 实际完成情况
    Result,
    /// 偏差原因
    Reason,
}

impl Narrative {
    const ALL: [Self; 3] = [Self::Goal, Self::Result, Self::Reason];

    /// What the form calls it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Goal => "预期目标",
            Self::Result => "实际完成情况",
            Self::Reason => "偏差原因",
        }
    }
}

/// A text of a form that stands in the form of another project too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// What it tells.
    pub narrative: Narrative,
    /// Where it stands.
    pub at: CellRef,
    /// How alike the two texts are.
    pub similarity: Rate,
    /// The other form.
    pub other: Elsewhere,
    /// Who else has it.
    pub sharing: Sharing,
}

/// How many forms have one text, each alike to the next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sharing {
    /// In how many projects it stands, this one included.
    pub projects: usize,
    /// In how many offices.
    pub offices: usize,
    /// Is this form the first of them by its file?
    pub is_first: bool,
}

/// Every text of every member that stands in another project's form, with the member.
pub(super) fn find(
    members: &[Member<'_>],
    projects: &[usize],
    settings: &Across,
) -> Vec<(usize, Alike)> {
    let labels = labels(members, projects);
    let of_kind = |narrative| {
        let texts = texts(members, narrative, settings.min_words, &labels);
        let links = links(&texts, narrative, settings.text_similarity);
        Found {
            members,
            labels: &labels,
            narrative,
            texts: &texts,
            links: &links,
        }
        .alike()
    };
    Narrative::ALL.into_iter().flat_map(of_kind).collect()
}

fn labels(members: &[Member<'_>], projects: &[usize]) -> Labels {
    let mut names = Clusters::of(members.len());
    names.join_by(projects.iter().map(Some));
    names.join_by(
        members
            .iter()
            .map(|one| Some((one.year(), one.name.as_str())).filter(|(_, name)| !name.is_empty())),
    );
    Labels {
        projects: projects.to_vec(),
        names: names.labels(),
    }
}

/// The alike texts of one kind, and what becomes of them.
struct Found<'a> {
    members: &'a [Member<'a>],
    labels: &'a Labels,
    narrative: Narrative,
    texts: &'a [Text],
    links: &'a [Link],
}

impl Found<'_> {
    fn alike(&self) -> Vec<(usize, Alike)> {
        let partners = self.partners();
        let mut clusters = Clusters::of(self.texts.len());
        for link in self.links {
            clusters.join(link.one, link.other);
        }
        let clusters = clusters.labels();
        let sharing = self.sharing(&clusters, &partners);
        let told = partners.into_iter().filter_map(|partner| {
            let own = self.texts.get(partner.text)?.place_in(partner.member)?;
            let other = self
                .texts
                .get(partner.other_text)?
                .place_in(partner.other)?;
            let shared = sharing.get(clusters.get(partner.text)?)?;
            Some((
                partner.member,
                Alike {
                    narrative: self.narrative,
                    at: own,
                    similarity: partner.similarity,
                    other: Elsewhere::of(self.members.get(partner.other)?, other),
                    sharing: shared.told(partner.member),
                },
            ))
        });
        told.collect()
    }

    /// For every text of every member the most alike one of another project, if there is one.
    fn partners(&self) -> Vec<Partner> {
        let near = self.nearest();
        let mut partners = Vec::new();
        for (number, text) in self.texts.iter().enumerate() {
            for passage in &text.passages {
                let near = near.get(number).map_or(&[][..], Vec::as_slice);
                partners.extend(self.partner(number, text, passage.member, near));
            }
        }
        partners
    }

    fn partner(&self, number: usize, text: &Text, member: usize, near: &[Near]) -> Option<Partner> {
        let equal = Near {
            text: number,
            similarity: Rate::ONE,
            apart: apart(self.narrative, true),
        };
        let found = |near: &Near| {
            let other_text = if near.text == number {
                text
            } else {
                self.texts.get(near.text)?
            };
            Some(Partner {
                member,
                text: number,
                other: other_text.other_than(member, near.apart, self.labels)?,
                other_text: near.text,
                similarity: near.similarity,
            })
        };
        found(&equal).or_else(|| near.iter().find_map(found))
    }

    /// For every text the few most alike to it.
    fn nearest(&self) -> Vec<Vec<Near>> {
        let mut nearest: Vec<Vec<Near>> = vec![Vec::new(); self.texts.len()];
        for link in self.links {
            for (own, text) in [(link.one, link.other), (link.other, link.one)] {
                let near = Near {
                    text,
                    similarity: link.similarity,
                    apart: link.apart,
                };
                if let Some(known) = nearest.get_mut(own) {
                    known.push(near);
                }
            }
        }
        for known in &mut nearest {
            known.sort_by_key(|near| (std::cmp::Reverse(near.similarity), near.text));
            known.truncate(KEPT);
        }
        nearest
    }

    /// For every cluster of texts who shares it.
    fn sharing(&self, clusters: &[usize], partners: &[Partner]) -> BTreeMap<usize, Shared<'_>> {
        let mut shared: BTreeMap<usize, Shared<'_>> = BTreeMap::new();
        for partner in partners {
            let cluster = clusters.get(partner.text).copied().unwrap_or(partner.text);
            let of_cluster = shared
                .entry(cluster)
                .or_insert_with(|| Shared::from(partner.member));
            of_cluster.first = of_cluster.first.min(partner.member);
            let apart = apart(self.narrative, true);
            of_cluster
                .projects
                .insert(apart.label(partner.member, self.labels));
            let member = self.members.get(partner.member);
            of_cluster.offices.extend(member.map(Member::office));
        }
        shared
    }
}

/// An alike text, seen from another.
#[derive(Debug, Clone, Copy)]
struct Near {
    text: usize,
    similarity: Rate,
    apart: Apart,
}

/// A text of a member, and the member of another project whose text is alike.
#[derive(Debug)]
struct Partner {
    member: usize,
    text: usize,
    other: usize,
    other_text: usize,
    similarity: Rate,
}

/// Who shares the texts of a cluster.
struct Shared<'a> {
    first: usize,
    projects: BTreeSet<usize>,
    offices: BTreeSet<&'a str>,
}

impl From<usize> for Shared<'_> {
    fn from(first: usize) -> Self {
        Self {
            first,
            projects: BTreeSet::new(),
            offices: BTreeSet::new(),
        }
    }
}

impl Shared<'_> {
    fn told(&self, member: usize) -> Sharing {
        Sharing {
            projects: self.projects.len(),
            offices: self.offices.len(),
            is_first: self.first == member,
        }
    }
}

#[cfg(test)]
mod tests;

//! What was found on the other side, in the terms of the one who asks.

use std::collections::BTreeSet;

use super::pairing::{Fate, How, Pairing};
use super::party::Party;

/// How many of several are named.
pub(super) const NAMED: usize = 3;

/// What was found on the other side for one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counterpart<T> {
    /// Nothing.
    Missing {
        /// Does the other side know the form's office at all?
        knows_office: bool,
    },
    /// The one that is the same project.
    Found {
        /// That one.
        with: T,
        /// Why.
        how: How,
    },
    /// Several that may be, or one that another form fits better: in words, for a person to decide.
    Unclear(String),
}

impl<T> Counterpart<T> {
    /// The one that was found, and why.
    #[must_use]
    pub fn found(&self) -> Option<(&T, How)> {
        match self {
            Self::Found { with, how } => Some((with, *how)),
            Self::Missing { .. } | Self::Unclear(_) => None,
        }
    }
}

/// One of the other side that is no form's counterpart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched<T> {
    /// That one.
    pub one: T,
    /// What it may be, in words; empty where no form is like it.
    pub remark: String,
}

/// Both sides with what became of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched<T> {
    /// Of ours, in their order.
    pub ours: Vec<Counterpart<T>>,
    /// Those of theirs that are nobody's counterpart, in their order.
    pub rest: Vec<Unmatched<T>>,
}

/// One side of a comparison with the words in which its members are told.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// What tells which project each is.
    pub parties: &'a [Party],
    /// Each in words.
    pub told: &'a [String],
}

impl Side<'_> {
    fn tell(&self, position: usize) -> &str {
        self.told.get(position).map_or("", String::as_str)
    }

    /// The first few of some, in words.
    fn list(&self, positions: &[usize]) -> String {
        let named: Vec<&str> = positions
            .iter()
            .take(NAMED)
            .map(|at| self.tell(*at))
            .collect();
        let more = if positions.len() > NAMED {
            format!(" 等 {} 项", positions.len())
        } else {
            String::new()
        };
        format!("{}{more}", named.join("、"))
    }
}

/// Says what a pairing means for each side; `items` are theirs.
#[must_use]
pub fn matched<T: Clone>(
    pairing: &Pairing,
    ours: Side<'_>,
    theirs: Side<'_>,
    items: &[T],
) -> Matched<T> {
    let offices: BTreeSet<&str> = theirs.parties.iter().map(Party::office).collect();
    let of_ours = pairing
        .ours
        .iter()
        .enumerate()
        .map(|(at, fate)| match fate {
            Fate::Paired { with, how } => match items.get(*with) {
                Some(item) => Counterpart::Found {
                    with: item.clone(),
                    how: *how,
                },
                None => Counterpart::Missing {
                    knows_office: false,
                },
            },
            Fate::Unclear { among } => {
                Counterpart::Unclear(unclear(among, &pairing.theirs, theirs, ours))
            }
            Fate::Alone => Counterpart::Missing {
                knows_office: ours
                    .parties
                    .get(at)
                    .is_some_and(|party| offices.contains(party.office())),
            },
        });
    let rest = pairing.theirs.iter().zip(items).filter_map(|(fate, item)| {
        let remark = match fate {
            Fate::Paired { .. } => return None,
            Fate::Alone => String::new(),
            Fate::Unclear { among } => unclear(among, &pairing.ours, ours, theirs),
        };
        Some(Unmatched {
            one: item.clone(),
            remark,
        })
    });
    Matched {
        ours: of_ours.collect(),
        rest: rest.collect(),
    }
}

/// What one may be, in words: `among` are of the other side, whose fates are `fates`.
fn unclear(among: &[usize], fates: &[Fate], other: Side<'_>, own: Side<'_>) -> String {
    match (among, among.first().and_then(|only| fates.get(*only))) {
        ([only], Some(Fate::Paired { with, .. })) => {
            format!("{}已与{}对应", other.tell(*only), own.tell(*with))
        }
        ([only], Some(Fate::Unclear { among: rivals })) if rivals.len() > 1 => {
            format!(
                "{}与{}同样相符，不能确定是哪一项",
                other.tell(*only),
                own.list(rivals)
            )
        }
        _ => format!("与{}同样相符，不能确定是哪一项", other.list(among)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(prefix: &str, count: usize) -> Vec<String> {
        (0..count).map(|at| format!("{prefix}{at}")).collect()
    }

    fn texts(fates: (Vec<Fate>, Vec<Fate>)) -> (Vec<String>, Vec<String>) {
        let (ours, theirs) = fates;
        let parties = vec![Party::default(); 5];
        let (of_ours, of_theirs) = (told("表", ours.len()), told("行", theirs.len()));
        let items = of_theirs.clone();
        let matched = matched(
            &Pairing { ours, theirs },
            Side {
                parties: &parties,
                told: &of_ours,
            },
            Side {
                parties: &parties,
                told: &of_theirs,
            },
            &items,
        );
        let ours = matched.ours.into_iter().map(|found| match found {
            Counterpart::Missing { .. } => String::new(),
            Counterpart::Found { with, .. } => with,
            Counterpart::Unclear(remark) => remark,
        });
        let rest = matched
            .rest
            .into_iter()
            .map(|rest| format!("{}：{}", rest.one, rest.remark));
        (ours.collect(), rest.collect())
    }

    #[test]
    fn what_is_unclear_says_with_whom() {
        let paired = |with| Fate::Paired {
            with,
            how: How::Code,
        };
        let unclear = |among: &[usize]| Fate::Unclear {
            among: among.to_vec(),
        };
        let (ours, rest) = texts((
            vec![paired(0), unclear(&[0]), Fate::Alone],
            vec![paired(0), Fate::Alone],
        ));
        assert_eq!(ours, ["行0", "行0已与表0对应", ""]);
        assert_eq!(rest, ["行1："]);
        let (ours, rest) = texts((vec![unclear(&[0]), unclear(&[0])], vec![unclear(&[0, 1])]));
        assert_eq!(ours, ["行0与表0、表1同样相符，不能确定是哪一项"; 2]);
        assert_eq!(rest, ["行0：与表0、表1同样相符，不能确定是哪一项"]);
        let (ours, _) = texts((vec![unclear(&[0, 1, 2, 3])], vec![unclear(&[0]); 4]));
        assert_eq!(ours, ["与行0、行1、行2 等 4 项同样相符，不能确定是哪一项"]);
    }
}

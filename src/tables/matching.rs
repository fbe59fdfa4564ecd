//! Who is who between two lists of projects: equal keys are joined here, step by step; names that are
//! merely alike are held against one another for what is left.

use std::collections::BTreeMap;

use polars::prelude::{
    DataFrame, IdxCa, IntoColumn as _, IntoLazy as _, IntoSeries as _, JoinArgs, JoinType,
    NewChunkedArray as _, PlSmallStr, PolarsResult, SortMultipleOptions, StringChunked, col,
};

use super::{TablesError, named};
use crate::comparison::{Candidate, Fate, How, Pairing, Party, Step, alike};
use crate::value::Rate;

/// What the errors call these tables.
const TABLE: &str = "projects";

/// One key on so many pairs tells nothing, and would only cost time.
const CROWD: usize = 10_000;

/// What is compared, and how.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The keys, the surest first.
    pub steps: &'a [Step],
    /// Does the other side tell offices apart?
    pub by_office: bool,
    /// How alike names must be at least that are not equal.
    pub similar: Rate,
}

/// Finds for each of ours the one of theirs that is the same project.
///
/// # Errors
/// [`TablesError`] where polars refuses.
pub fn pair_up(ours: &[Party], theirs: &[Party], terms: Terms<'_>) -> Result<Pairing, TablesError> {
    let mut pairing = Pairing::of(ours.len(), theirs.len());
    for step in terms.steps {
        let keys = |fates: &[Fate], side: &[Party]| {
            let mut keys = Keys::new();
            for (at, party) in Pairing::alone(fates, side) {
                if let Some(key) = party.key(*step, terms.by_office) {
                    keys.entry(key).or_default().push(at);
                }
            }
            keys
        };
        let mut ours_by_key = keys(&pairing.ours, ours);
        let mut theirs_by_key = keys(&pairing.theirs, theirs);
        set_crowds_apart(&mut ours_by_key, &mut theirs_by_key, &mut pairing);
        let pairs = named(TABLE, equal(&ours_by_key, &theirs_by_key))?;
        let candidates = pairs.into_iter().filter_map(|(at, to)| {
            let (one, other) = (ours.get(at)?, theirs.get(to)?);
            Some(Candidate::between(at, to, how(*step)).ranked(one, other))
        });
        pairing.settle_key(candidates.collect());
    }
    let alone = |fates, side| Pairing::alone(fates, side).collect::<Vec<_>>();
    let left = (alone(&pairing.ours, ours), alone(&pairing.theirs, theirs));
    let candidates = alike(&left.0, &left.1, terms.similar);
    pairing.settle(candidates);
    Ok(pairing)
}

fn how(step: Step) -> How {
    match step {
        Step::Code => How::Code,
        Step::UnitAndName | Step::Name => How::Name,
    }
}

/// Keys with the positions that bear them.
type Keys = BTreeMap<String, Vec<usize>>;

/// Keys that so many bear on both sides that they tell nothing: who bears one is left for a person.
fn set_crowds_apart(ours: &mut Keys, theirs: &mut Keys, pairing: &mut Pairing) {
    let crowds = ours.iter().filter_map(|(key, at)| {
        let others = theirs.get(key)?;
        let pairs = at.len().saturating_mul(others.len());
        (pairs > CROWD).then(|| key.clone())
    });
    for key in crowds.collect::<Vec<_>>() {
        let (of_ours, of_theirs) = (ours.remove(&key), theirs.remove(&key));
        pairing.crowd(&of_ours.unwrap_or_default(), &of_theirs.unwrap_or_default());
    }
}

/// Every pair of positions whose keys are the same, in order.
fn equal(ours: &Keys, theirs: &Keys) -> PolarsResult<Vec<(usize, usize)>> {
    let (left, right) = (keyed(ours, "ours")?, keyed(theirs, "theirs")?);
    let key = [col("key")];
    let joined = left
        .lazy()
        .join(
            right.lazy(),
            key.clone(),
            key,
            JoinArgs::new(JoinType::Inner),
        )
        .sort(["ours", "theirs"], SortMultipleOptions::default())
        .collect()?;
    let positions = |name: &str| -> PolarsResult<Vec<usize>> {
        let column = joined.column(name)?.as_materialized_series().idx()?;
        let positions = column.iter().flatten();
        Ok(positions
            .filter_map(|at| usize::try_from(at).ok())
            .collect())
    };
    let pairs = positions("ours")?.into_iter().zip(positions("theirs")?);
    Ok(pairs.collect())
}

/// One row per position.
fn keyed(side: &Keys, position: &str) -> PolarsResult<DataFrame> {
    let rows = || {
        side.iter()
            .flat_map(|(key, at)| at.iter().map(move |at| (key, at)))
    };
    let keys = rows().map(|(key, _)| Some(key.as_str()));
    let at = rows().map(|(_, at)| u32::try_from(*at).ok());
    let keys = StringChunked::from_iter_options(PlSmallStr::from_static("key"), keys);
    let at = IdxCa::from_iter_options(PlSmallStr::from_str(position), at);
    let height = keys.len();
    let columns = vec![
        keys.into_series().into_column(),
        at.into_series().into_column(),
    ];
    DataFrame::new(height, columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    const LEDGER: [Step; 2] = [Step::Code, Step::Name];

    fn pairing(ours: &[[&str; 3]], theirs: &[[&str; 3]], by_office: bool) -> Pairing {
        let side = |rows: &[[&str; 3]]| {
            let party = |[code, office, name]: &[&str; 3]| Party::of(code, office, "", name);
            rows.iter().map(party).collect::<Vec<_>>()
        };
        let terms = Terms {
            steps: &LEDGER,
            by_office,
            similar: Rate::new(Decimal::new(85, 2)),
        };
        pair_up(&side(ours), &side(theirs), terms).unwrap()
    }

    fn found(pairing: &Pairing) -> Vec<String> {
        let told = |fate: &Fate| match fate {
            Fate::Alone => "—".to_owned(),
            Fate::Paired { with, how } => format!("{} {with}", how.name()),
            Fate::Unclear { among } => format!("? {among:?}"),
        };
        pairing.ours.iter().map(told).collect()
    }

    #[test]
    fn the_code_comes_first_then_the_name_then_what_is_alike() {
        let pairing = pairing(
            &[
                ["0011", "椿树街道", "道路维修"],
                ["", "椿树街道", "绿化工程（一期）"],
                ["", "椿树街道", "社区便民服务站运行经费"],
                ["", "椿树街道", "垃圾分类"],
            ],
            &[
                ["", "椿树街道", "社区便民服务站运营经费"],
                ["99", "椿树街道", "绿化工程 一期"],
                ["", "天桥街道", "垃圾分类"],
                ["11", "天桥街道", "道路养护"],
            ],
            true,
        );
        assert_eq!(found(&pairing), ["code 3", "name 1", "fuzzy 0", "—"]);
    }

    #[test]
    fn a_ledger_without_offices_is_held_against_the_district() {
        let ours = [
            ["", "椿树街道", "道路维修"],
            ["", "天桥街道", "绿化"],
            ["", "椿树街道", "绿化"],
        ];
        let theirs = [["", "", "道路维修"], ["", "", "绿化"]];
        assert_eq!(
            found(&pairing(&ours, &theirs, false)),
            ["name 0", "? [1]", "? [1]"]
        );
    }

    #[test]
    fn of_several_lines_with_one_code_the_name_decides() {
        let theirs = [["1", "", "甲工程"], ["1", "", "乙工程"]];
        assert_eq!(
            found(&pairing(&[["01", "", "乙工程"]], &theirs, false)),
            ["code 1"]
        );
        assert_eq!(
            found(&pairing(&[["01", "", "丙工程"]], &theirs, false)),
            ["? [0, 1]"]
        );
    }

    #[test]
    fn a_key_that_everybody_bears_tells_nothing() {
        let many = vec![["7", "", ""]; 101];
        let pairing = pairing(&many, &many, false);
        assert!(found(&pairing).iter().all(|told| told == "? [0, 1, 2]"));
    }

    #[test]
    fn nothing_to_compare_is_no_fault() {
        assert_eq!(
            found(&pairing(&[], &[["1", "", ""]], true)),
            Vec::<String>::new()
        );
    }
}

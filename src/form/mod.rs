//! The self-evaluation form (项目支出绩效自评表): found by its words and read block by block into a
//! [`Form`] in which every value keeps its cell. Knows no file format and no scores.

mod band;
mod dictionary;
mod doubts;
mod entry;
mod extract;
mod family;
mod funding;
mod goals;
mod header;
mod indicators;
mod label_place;
mod ledger;
mod locate;
mod model;
mod pages;
mod place;
mod reading;
mod total;
mod words;

#[cfg(test)]
mod tests;

pub use dictionary::{Dictionary, DictionaryEntries, Label, LabelText};
pub use entry::Entry;
pub use extract::{Extracted, extract_all, extract_book};
pub use family::{Family, Part};
pub use model::{
    Category, Form, FormKind, Funding, FundingKind, FundingRow, Goals, Head, HeadField, Indicator,
    IndicatorBlock, Level, RateBase, Tier, TotalRow, UnitSource,
};
pub use reading::{Doubt, Reading, UnknownLabel};

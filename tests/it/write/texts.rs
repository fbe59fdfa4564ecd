//! The texts of all cells of a workbook, each once, by their places.

use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Texts {
    places: BTreeMap<String, u32>,
    /// In the order of their places.
    pub(super) all: Vec<String>,
    /// How many cells hold one.
    pub(super) uses: u32,
}

impl Texts {
    /// The place of a text, a new one where it is new.
    pub(super) fn place(&mut self, text: &str) -> u32 {
        self.uses += 1;
        let next = self.count();
        let place = *self.places.entry(text.to_owned()).or_insert(next);
        if place == next {
            self.all.push(text.to_owned());
        }
        place
    }

    pub(super) fn count(&self) -> u32 {
        self.all.len().try_into().unwrap()
    }
}

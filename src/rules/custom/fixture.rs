//! Rows for the tests of this folder, typed by hand.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::condition::Values;
use crate::tables::Value;

/// A row with the columns that a test states; texts in quotes, all others numbers.
pub(super) struct Typed(BTreeMap<&'static str, &'static str>);

impl Typed {
    pub(super) fn row(columns: &[(&'static str, &'static str)]) -> Self {
        Self(columns.iter().copied().collect())
    }
}

impl Values for Typed {
    fn value(&self, column: &str) -> Option<Value<'_>> {
        let typed = self.0.get(column)?;
        Some(match typed.strip_prefix('\'') {
            Some(text) => Value::Text(Cow::Borrowed(text.trim_end_matches('\''))),
            None => Value::Number(typed.parse().unwrap()),
        })
    }
}

//! The order of offices: as the registry lists them, then the others by name.

use std::collections::BTreeMap;

use crate::registry::Registry;

/// Where an office stands; compares in the order of rows.
pub(super) type OfficeKey<'a> = (usize, &'a str);

/// The registry's order.
#[derive(Debug)]
pub(super) struct OfficeOrder<'a> {
    places: BTreeMap<&'a str, usize>,
}

impl<'a> OfficeOrder<'a> {
    /// The order in which this registry lists its offices.
    pub(super) fn of(registry: &'a Registry) -> Self {
        let places = registry
            .offices
            .iter()
            .map(|office| office.name.as_str())
            .zip(0..);
        Self {
            places: places.collect(),
        }
    }

    /// Is the office expected?
    pub(super) fn knows(&self, office: &str) -> bool {
        self.places.contains_key(office)
    }

    /// Expected offices in their order, others by name, forms that name no office last.
    pub(super) fn key<'o>(&self, office: &'o str) -> OfficeKey<'o> {
        let unknown = if office.is_empty() {
            usize::MAX
        } else {
            self.places.len()
        };
        (self.places.get(office).copied().unwrap_or(unknown), office)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registered_first_then_by_name_then_unnamed() {
        let registry = Registry::default();
        let order = OfficeOrder::of(&registry);
        let mut offices = ["", "学院路街道", "广安门外街道", "万寿路街道", "德胜街道"];
        offices.sort_by_key(|office| order.key(office));
        assert_eq!(
            offices,
            ["德胜街道", "广安门外街道", "万寿路街道", "学院路街道", ""]
        );
    }
}

//! What of a form was not as its layout has it, and what had to be inferred.

use super::family::{Family, Part};
use super::{Doubt, Form, FormKind, UnitSource, funding};
use crate::grid::CellRef;
use crate::note::Note;

/// All that lowers the confidence, or was inferred. Headings and rows are those of no known label.
pub(super) fn doubts(
    form: &Form,
    family: &'static Family,
    headings: &[(CellRef, String)],
    rows: &[(CellRef, String)],
) -> Vec<Doubt> {
    let parts = [
        (Part::Funding, form.funding.is_none()),
        (Part::Indicators, form.indicator_rows().is_empty()),
        (Part::Total, form.total.is_none()),
    ];
    let missing = parts
        .into_iter()
        .filter(|(part, missing)| *missing && family.has_part(*part));
    let joined =
        (!form.further_sheets.is_empty()).then(|| Doubt::Joined(form.further_sheets.clone()));
    family
        .is_other()
        .then_some(Doubt::NoFamily)
        .into_iter()
        .chain(missing.map(|(part, _)| Doubt::Missing(part)))
        .chain(
            headings
                .iter()
                .map(|(_, text)| Doubt::UnknownHeading(text.clone())),
        )
        .chain(
            rows.iter()
                .map(|(_, text)| Doubt::UnknownFundingRow(text.clone())),
        )
        .chain(unit_doubt(form))
        .chain(units_of_their_own(form))
        .chain(joined)
        .collect()
}

fn unit_doubt(form: &Form) -> Option<Doubt> {
    let funding = form.funding.as_ref()?;
    match funding.unit_source {
        UnitSource::Label => None,
        UnitSource::Values => Some(Doubt::UnitInferred(funding.unit, "金额本身所写")),
        UnitSource::Line => Some(Doubt::UnitInferred(funding.unit, "表上方的单位行")),
        UnitSource::Assumed => Some(Doubt::UnitAssumed(funding.unit)),
    }
}

/// Amounts that state another unit than the block does.
fn units_of_their_own(form: &Form) -> Vec<Doubt> {
    let Some(funding) = &form.funding else {
        return Vec::new();
    };
    std::iter::once(&funding.total)
        .chain(&funding.breakdown)
        .flat_map(|row| [&row.initial, &row.full_year, &row.received, &row.executed])
        .filter_map(|amount| Some((amount.at()?, funding::written(amount.text())?)))
        .filter(|(_, unit)| *unit != funding.unit)
        .map(|(at, unit)| Doubt::UnitOfItsOwn(at, unit))
        .collect()
}

/// What had to be inferred, for the submission row.
pub(super) fn notes(form: &Form) -> Vec<Note> {
    let place = format!("工作表“{}”{}", form.sheet, form.area.first);
    let inferred = |doubt: &Doubt| match doubt {
        Doubt::Missing(_)
        | Doubt::NoFamily
        | Doubt::UnknownHeading(_)
        | Doubt::UnknownFundingRow(_) => None,
        _ if form.kind == FormKind::LedgerRow => None,
        doubt => Some(Note::Inferred(format!("{place} 的自评表：{doubt}"))),
    };
    let low = form.reading.is_low().then(|| {
        let (percent, reason) = (form.reading.confidence(), form.reading.reason());
        Note::Inferred(format!("{place} 的自评表识别把握 {percent}%：{reason}"))
    });
    form.reading
        .doubts
        .iter()
        .filter_map(inferred)
        .chain(low)
        .collect()
}

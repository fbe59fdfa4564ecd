//! What had to be inferred of a form that does not state it, and from what: for the file's row of the
//! submissions table.

use super::{Assessed, YearSource};
use crate::note::Note;

/// How the office was inferred, where the head names none of the registry.
pub(super) fn office(assessed: &Assessed) -> Option<Note> {
    let from = assessed.office.inferred_from()?;
    let place = place(assessed);
    Some(Note::Inferred(format!(
        "{place}的表头未写明名册中的单位，按{}“{}”归入{}",
        from.source.label(),
        from.text,
        from.says
    )))
}

/// How the year was inferred, where the form states none.
pub(super) fn year(assessed: &Assessed) -> Option<Note> {
    let from = assessed.year.inferred_from()?;
    let place = place(assessed);
    Some(Note::Inferred(match from.source {
        YearSource::Batch => format!("{place}未注明年度，按本批年度 {} 理解", from.says),
        source => format!(
            "{place}未注明年度，按{}“{}”理解为 {} 年度",
            source.label(),
            from.text,
            from.says
        ),
    }))
}

fn place(assessed: &Assessed) -> String {
    let form = &assessed.form;
    format!("工作表“{}”{} 的自评表", form.sheet, form.area.first)
}

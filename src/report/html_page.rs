//! `报告.html`: the district on one page for a browser: charts, tables, every office and project. One
//! file that loads nothing and calls nobody; the figures are those of the frames, as JSON in the page.
//!
//! The page itself lies beside this file as HTML, CSS and JavaScript and is put together without a
//! build step. What runs in the browser is named by a nonce that is a digest of the data: a text of an
//! input that became markup all the same would still not run.

mod assets;
mod data;
mod json;
mod links;
mod table;
mod template;

use self::template::filled;
use super::{OutFile, ReportError, View};

/// The name of the page.
pub(super) const FILE: &str = "报告.html";

/// Makes the page, where it is wanted.
pub(super) fn files(view: &View<'_>) -> Result<Vec<OutFile>, ReportError> {
    if !view.settings.html {
        return Ok(Vec::new());
    }
    let page = page(view).map_err(|error| ReportError::new(FILE, error))?;
    Ok(vec![OutFile::new(FILE, page.into_bytes())])
}

fn page(view: &View<'_>) -> Result<String, serde_json::Error> {
    let data = json::embedded(&data::of(view))?;
    let indicators = json::embedded(&data::indicators(view))?;
    let title = template::escaped(&view.facts.titled(data::TITLE));
    let nonce = nonce(&[&data, &indicators]);
    Ok(filled(
        assets::PAGE,
        &[
            ("title", title.as_str()),
            ("version", view.facts.version),
            ("nonce", &nonce),
            ("styles", &assets::STYLES.join("\n")),
            ("charts", assets::CHARTS),
            ("scripts", &assets::SCRIPTS.join("\n")),
            ("licences", &template::escaped(&assets::licences())),
            ("data", &data),
            ("indicators", &indicators),
        ],
    ))
}

/// Not to be known by whoever wrote one of the inputs; the same for the same inputs.
fn nonce(parts: &[&str]) -> String {
    let mut digest = blake3::Hasher::new();
    for part in parts {
        digest.update(part.as_bytes());
    }
    digest.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests;

//! `jixiao schema`: the JSON Schema of config.yaml.

use super::exit::{Failure, Status};
use super::reporter::Reporter;
use crate::config::schema_text;

pub(super) fn schema(reporter: &mut Reporter) -> Result<Status, Failure> {
    reporter.text(&schema_text())?;
    Ok(Status::Done)
}

//! `jixiao init`: the commented config.yaml, never over an existing one.

use std::path::Path;

use super::args::Common;
use super::exit::{Failure, Status};
use super::reporter::Reporter;
use crate::config::{FILE_NAME, shipped_text};
use crate::report::write_one;
use crate::trouble::shown;

pub(super) fn init(common: &Common, reporter: &mut Reporter) -> Result<Status, Failure> {
    let path = common.config.as_deref().unwrap_or(Path::new(FILE_NAME));
    write_one(path, shipped_text().as_bytes())
        .map_err(|error| Failure::new(Status::OutputFailed, error.trouble()))?;
    reporter.line(&format!("已生成 {}", shown(path)))?;
    Ok(Status::Done)
}

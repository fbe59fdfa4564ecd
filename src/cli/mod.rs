//! Arguments, progress, messages, exit codes: the only room that talks to a terminal.
//!
//! One file per command. Commands print through the [`reporter`] and end with a [`Status`] or a
//! [`Failure`]; nothing else decides about the exit code.

mod args;
mod check;
mod exit;
mod explain;
mod init;
mod log;
mod notice;
mod progress;
mod reporter;
mod rules;
mod run;
mod sample;
mod schema;
mod settings;
mod summary;
mod table;
mod template;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use args::{Args, Command};
use exit::{Failure, Status};
use reporter::Reporter;

/// Runs the program on what was typed.
#[must_use]
pub fn main(typed: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut reporter = Reporter::stdio();
    let ended = execute(typed, &mut reporter);
    let flushed = reporter.flush();
    let status = match ended.and_then(|status| flushed.map(|()| status).map_err(Failure::from)) {
        Ok(status) => status,
        Err(failure) => {
            reporter.complain(&failure.message);
            failure.status
        }
    };
    status.into()
}

fn execute(
    typed: impl IntoIterator<Item = OsString>,
    reporter: &mut Reporter,
) -> Result<Status, Failure> {
    match args::parse(typed) {
        Ok(args) => dispatch(&args, reporter),
        Err(error) => usage::answer(&error, reporter),
    }
}

fn dispatch(args: &Args, reporter: &mut Reporter) -> Result<Status, Failure> {
    let common = &args.common;
    match args.command.as_ref().unwrap_or(&Command::Run) {
        Command::Run => run::run(common, reporter),
        Command::Check { fail_on } => check::check(common, *fail_on, reporter),
        Command::Explain { code } => explain::explain(common, code, reporter),
        Command::Rules { format } => rules::rules(common, *format, reporter),
        Command::Sample { size, seed } => sample::sample(common, *size, *seed, reporter),
        Command::Init => init::init(common, reporter),
        Command::Schema => schema::schema(reporter),
        Command::Template(wanted) => template::template(common, wanted, reporter),
    }
}

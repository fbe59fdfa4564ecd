//! Arguments, progress, messages, exit codes: the only room that talks to a terminal.
//!
//! One file per command. Commands print through the [`reporter`] and end with a [`Status`] or a
//! [`Failure`]; nothing else decides about the exit code.

mod args;
mod check;
mod complaint;
mod exit;
mod explain;
mod init;
mod interrupt;
mod log;
mod notice;
mod paint;
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
mod watching;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use args::{Args, Command};
use exit::{Failure, Status};
use paint::Colour;
use reporter::Reporter;

/// Runs the program on what was typed.
#[must_use]
pub fn main(typed: impl IntoIterator<Item = OsString>) -> ExitCode {
    let parsed = args::parse(typed);
    let colour = parsed
        .as_ref()
        .map_or(Colour::Auto, |args| args.common.color);
    let mut reporter = Reporter::stdio(colour);
    let ended = execute(parsed, &mut reporter);
    let flushed = reporter.flush();
    let status = match ended.and_then(|status| flushed.map(|()| status).map_err(Failure::from)) {
        Ok(status) => status,
        Err(failure) => {
            match &failure.trouble {
                // What was asked for is no error.
                Some(stop) if failure.status == Status::Interrupted => reporter.warn(&stop.what),
                Some(trouble) => reporter.complain(trouble),
                None => {}
            }
            failure.status
        }
    };
    status.into()
}

fn execute(parsed: Result<Args, clap::Error>, reporter: &mut Reporter) -> Result<Status, Failure> {
    match parsed {
        Ok(args) => dispatch(&args, reporter),
        Err(error) => usage::answer(&error, reporter),
    }
}

fn dispatch(args: &Args, reporter: &mut Reporter) -> Result<Status, Failure> {
    let common = &args.common;
    match args.command.as_ref().unwrap_or(&Command::Run) {
        Command::Run => run::run(common, reporter),
        Command::Check { fail_on, format } => check::check(common, *fail_on, *format, reporter),
        Command::Explain { code } => explain::explain(common, code, reporter),
        Command::Rules { format } => rules::rules(common, *format, reporter),
        Command::Sample { size, seed } => sample::sample(common, *size, *seed, reporter),
        Command::Init => init::init(common, reporter),
        Command::Schema => schema::schema(reporter),
        Command::Template(wanted) => template::template(common, wanted, reporter),
    }
}

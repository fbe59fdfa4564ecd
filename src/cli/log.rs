//! Logs to standard error, above the progress: warnings unless `RUST_LOG` says otherwise.

use std::fmt;

use tracing::level_filters::LevelFilter;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use super::args::{Common, LogFormat};
use super::progress::Above;
use super::words::one_line;

/// Starts logging; where something else already does, that stays.
pub(super) fn start(common: &Common, above: Above) {
    let quietest = if common.quiet {
        LevelFilter::ERROR
    } else {
        LevelFilter::WARN
    };
    let filter = EnvFilter::builder()
        .with_default_directive(quietest.into())
        .from_env_lossy();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(move || above.clone());
    let started = match common.log_format {
        LogFormat::Json => tracing::subscriber::set_global_default(subscriber.json().finish()),
        LogFormat::Text => {
            tracing::subscriber::set_global_default(subscriber.event_format(Plain).finish())
        }
    };
    drop(started);
}

/// `警告：…`, for people: no time, no module. Names of files stand in it: they are data.
struct Plain;

impl<S, N> FormatEvent<S, N> for Plain
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut text = String::new();
        context.format_fields(Writer::new(&mut text), event)?;
        let level = level_name(*event.metadata().level());
        writeln!(writer, "{level}：{}", one_line(&text))
    }
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::ERROR => "错误",
        Level::WARN => "警告",
        Level::INFO => "信息",
        _ => "调试",
    }
}

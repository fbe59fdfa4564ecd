//! `jixiao sample`: draws projects for review.

use std::num::NonZeroUsize;

use super::args::Common;
use super::exit::{Failure, Status};
use super::log;
use super::progress::Progress;
use super::reporter::Reporter;
use super::settings::{set_jobs, settings};
use crate::pipeline::{self, Drawing};

pub(super) fn sample(
    common: &Common,
    size: Option<NonZeroUsize>,
    seed: Option<u64>,
    reporter: &mut Reporter,
) -> Result<Status, Failure> {
    let progress = Progress::new(common.quiet);
    log::start(common, progress.bar());
    set_jobs(common)?;
    let mut settings = settings(common)?;
    settings.sample.seed = seed.unwrap_or(settings.sample.seed);
    let ended = pipeline::sample(&settings, size.map(NonZeroUsize::get), &progress);
    progress.clear();
    let drawing = ended?;
    if !common.quiet {
        reporter.line(&told(&drawing))?;
    }
    Ok(Status::Done)
}

fn told(drawing: &Drawing) -> String {
    let Drawing {
        path,
        drawn,
        population,
        seed,
    } = drawing;
    format!(
        "已从 {population} 个项目中抽取 {drawn} 个（随机种子 {seed}），写入 {}；填好复核完成值、复核得分后原处保存，重新运行 jixiao 即读回对照",
        path.display()
    )
}

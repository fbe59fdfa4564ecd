//! `jixiao sample`: draws projects for review.

use std::num::NonZeroUsize;

use super::args::Common;
use super::exit::{Failure, Status};
use super::reporter::Reporter;
use super::watching::Watching;
use crate::pipeline::{self, Drawing};
use crate::trouble::shown;

pub(super) fn sample(
    common: &Common,
    size: Option<NonZeroUsize>,
    seed: Option<u64>,
    reporter: &mut Reporter,
) -> Result<Status, Failure> {
    let Watching {
        progress,
        mut settings,
    } = Watching::start(common)?;
    settings.sample.seed = seed.unwrap_or(settings.sample.seed);
    let ended = pipeline::sample(&settings, size.map(NonZeroUsize::get), &progress);
    progress.clear();
    let drawing = ended?;
    if !common.quiet {
        reporter.line(&told(&drawing))?;
    }
    Ok(progress.interrupt().status(reporter))
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
        shown(path)
    )
}

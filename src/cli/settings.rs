//! From what was typed and config.yaml to the settings of the run.

use std::path::{Path, PathBuf};

use super::args::Common;
use super::exit::{Failure, Status};
use crate::config::{self, Config, Settings};
use crate::trouble::Trouble;

/// Reads the configuration, lets the arguments win, and checks the whole.
pub(super) fn settings(common: &Common) -> Result<Settings, Failure> {
    let (config, base) = configuration(common)?;
    Ok(overridden(config, common).resolve(&base)?)
}

/// What is configured, for commands that show it and read no input.
pub(super) fn config(common: &Common) -> Result<Config, Failure> {
    let (config, _) = configuration(common)?;
    Ok(overridden(config, common))
}

/// Lets the pool have as many threads as were asked for.
pub(super) fn set_jobs(common: &Common) -> Result<(), Failure> {
    let Some(jobs) = common.jobs else {
        return Ok(());
    };
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.get())
        .build_global()
        .map_err(|error| {
            let trouble = Trouble::new(format!("无法启用 {jobs} 个线程（{error}）"));
            Failure::new(Status::BadUsage, trouble.advise("请减小 --jobs"))
        })
}

/// The configuration and the folder from which its paths are seen.
fn configuration(common: &Common) -> Result<(Config, PathBuf), Failure> {
    let shipped = Path::new(config::FILE_NAME);
    let path = match &common.config {
        Some(path) => path.as_path(),
        None if shipped.exists() => shipped,
        None => {
            tracing::warn!("当前文件夹没有 config.yaml，按内置缺省值运行；可用 jixiao init 生成");
            return Ok((Config::default(), PathBuf::new()));
        }
    };
    let base = path.parent().unwrap_or(Path::new("")).to_path_buf();
    Ok((config::load(path)?, base))
}

/// Folders that were typed are seen from the working folder, not from config.yaml's.
fn overridden(mut config: Config, common: &Common) -> Config {
    let typed = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
    if let Some(input) = &common.input {
        config.input = typed(input);
    }
    if let Some(output) = &common.output {
        config.output = typed(output);
    }
    config.fiscal_year = common.year.or(config.fiscal_year);
    config
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::FiscalYear;

    #[test]
    fn what_was_typed_wins() {
        let common = Common {
            input: Some("报送".into()),
            year: FiscalYear::try_from(2023).ok(),
            ..Common::default()
        };
        let config = overridden(Config::shipped(), &common);
        assert_eq!(config.input, std::env::current_dir().unwrap().join("报送"));
        assert_eq!(config.output, Config::shipped().output);
        assert_eq!(config.fiscal_year.map(FiscalYear::number), Some(2023));
    }

    #[test]
    fn a_configuration_that_was_named_must_exist() {
        let common = Common {
            config: Some("没有这个.yaml".into()),
            ..Common::default()
        };
        let failure = settings(&common).unwrap_err();
        assert_eq!(failure.status, Status::BadUsage);
        let told = failure.trouble.unwrap().to_string();
        assert!(told.contains("jixiao init"), "{told}");
    }
}

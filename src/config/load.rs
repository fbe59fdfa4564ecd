//! From the text of config.yaml to [`Config`], or one error that says where and what to do.
//!
//! The only file of this room that knows the YAML library: its messages are replaced by ours.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::path::Path;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_saphyr::{Error as YamlError, Spanned};

use super::nearest::nearest;
use super::place::Place;
use super::{Config, custom_rules};
use crate::rules::custom;
use crate::trouble::{Trouble, shown};

/// Why a configuration could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The file, as it was named.
    pub file: String,
    /// What is wrong, in Chinese.
    pub reason: String,
    /// Where; `None` where it is about the whole file.
    pub place: Option<Box<Place>>,
    /// What may have been meant.
    pub suggestion: Option<String>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(place) = &self.place {
            write!(f, " {place}")?;
        }
        write!(f, "：{}", self.reason)?;
        if let Some(place) = &self.place {
            write!(f, "\n{}", place.snippet)?;
        }
        match &self.suggestion {
            Some(suggestion) => write!(f, "\n{suggestion}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ConfigError {}

impl ConfigError {
    fn whole(file: &str, reason: impl Into<String>, advice: &str) -> Self {
        Self {
            file: file.to_owned(),
            reason: reason.into(),
            place: None,
            suggestion: Some(advice.to_owned()),
        }
    }

    /// What it says, in parts.
    #[must_use]
    pub fn trouble(&self) -> Trouble {
        let mut at = shown(Path::new(&self.file));
        if let Some(place) = &self.place {
            let _ = write!(at, " {place}");
        }
        Trouble {
            excerpt: self.place.as_ref().map(|place| place.snippet.clone()),
            advice: self.suggestion.clone(),
            ..Trouble::new(&self.reason).at_place(at)
        }
    }
}

/// Reads config.yaml.
///
/// # Errors
/// [`ConfigError`] where it is missing, is not UTF-8 or does not say what a configuration can say.
pub fn load(path: &Path) -> Result<Config, ConfigError> {
    let file = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => ConfigError::whole(
            &file,
            "找不到该文件",
            "可用 jixiao init 在当前文件夹生成 config.yaml",
        ),
        _ => ConfigError::whole(&file, format!("无法读取（{error}）"), "请检查路径和权限"),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        ConfigError::whole(
            &file,
            "不是 UTF-8 编码",
            "请用记事本打开，另存为时将编码选为 UTF-8",
        )
    })?;
    parse(&file, &text)
}

/// Reads a configuration from its text; `file` names it in errors.
///
/// # Errors
/// [`ConfigError`] for the first thing that a configuration cannot say.
pub fn parse(file: &str, text: &str) -> Result<Config, ConfigError> {
    let config: Config = read(file, text)?;
    match custom::faults(&config.rules.custom).into_iter().next() {
        Some(fault) => Err(custom_rules::error(file, text, fault)),
        None => Ok(config),
    }
}

/// Where the values of `rules.custom` are written: line and column by rule and key.
pub(super) fn places_of_custom_rules(text: &str) -> Vec<BTreeMap<String, (usize, usize)>> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Placed {
        rules: PlacedRules,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct PlacedRules {
        custom: Vec<BTreeMap<String, Spanned<IgnoredAny>>>,
    }
    let place = |(key, value): (String, Spanned<IgnoredAny>)| {
        let line = usize::try_from(value.defined.line()).ok()?;
        let column = usize::try_from(value.defined.column()).ok()?;
        Some((key, (line, column)))
    };
    // The text has been read once; where it cannot be again, errors are told without a place.
    let placed: Placed = serde_saphyr::from_str(text).unwrap_or_default();
    let rules = placed.rules.custom.into_iter();
    rules
        .map(|rule| rule.into_iter().filter_map(place).collect())
        .collect()
}

/// Reads any settings from YAML.
pub(super) fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, ConfigError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let options = serde_saphyr::options! { with_snippet: false };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| located(file, text, &error))
}

fn located(file: &str, text: &str, error: &YamlError) -> ConfigError {
    let (reason, suggestion) = explain(error);
    ConfigError {
        file: file.to_owned(),
        reason,
        place: place(text, error),
        suggestion,
    }
}

fn place(text: &str, error: &YamlError) -> Option<Box<Place>> {
    let location = error.location()?;
    let line = usize::try_from(location.line()).ok()?;
    let column = usize::try_from(location.column()).ok()?;
    let length = usize::try_from(location.span().len()).ok()?;
    Some(Box::new(Place::new(text, line, column, length)))
}

/// The library's errors in our words: what is wrong, and what may have been meant.
fn explain(error: &YamlError) -> (String, Option<String>) {
    match error {
        YamlError::SerdeUnknownField {
            field, expected, ..
        } => (
            format!("没有“{field}”这一项"),
            meant(field, expected, "此处可用的项"),
        ),
        YamlError::SerdeUnknownVariant {
            variant, expected, ..
        } if variant == "~" => (EMPTY.to_owned(), meant("", expected, "可用的值")),
        YamlError::SerdeUnknownVariant {
            variant, expected, ..
        } => (
            format!("不能写作“{variant}”"),
            meant(variant, expected, "可用的值"),
        ),
        YamlError::DuplicateMappingKey { key, .. } => (
            format!(
                "“{}”重复；同一项只能写一次",
                key.as_deref().unwrap_or_default()
            ),
            None,
        ),
        other => (plain_reason(other), None),
    }
}

const EMPTY: &str = "没有填写值；不需要的项请整行删去";

fn plain_reason(error: &YamlError) -> String {
    match error {
        YamlError::InvalidScalar { ty, .. } => wrong_scalar(ty),
        YamlError::InvalidBooleanStrict { .. } => wrong_scalar("boolean"),
        YamlError::NullIntoString { .. } => EMPTY.to_owned(),
        YamlError::Unexpected { expected, .. } => unexpected(expected),
        YamlError::ExternallyTaggedEnumExpectedScalarOrMapping { .. } => {
            "此处应为单个值".to_owned()
        }
        YamlError::SerdeMissingField { field, .. } => format!("缺少“{field}”这一项"),
        YamlError::SerdeInvalidType { .. } | YamlError::SerdeInvalidValue { .. } => {
            "值的类型不符".to_owned()
        }
        YamlError::MultipleDocuments { .. } => "一个文件只能有一份配置，请删去“---”".to_owned(),
        YamlError::Message { msg, .. } if !msg.is_ascii() => msg.clone(),
        other => misspelt(&other.to_string()),
    }
}

/// What the parser itself refuses; its message ends with the place, which is already told.
fn misspelt(message: &str) -> String {
    let detail = message
        .split_once(" at line ")
        .map_or(message, |(detail, _)| detail);
    if detail.contains("tabs") {
        "缩进不能用制表符（Tab），请改用空格".to_owned()
    } else if detail.contains("unclosed") {
        "引号或括号没有成对".to_owned()
    } else {
        format!("书写格式有误，请检查缩进、冒号、引号和括号（{detail}）")
    }
}

fn wrong_scalar(wanted: &str) -> String {
    match wanted {
        "boolean" | "bool" => "应为 true（是）或 false（否）".to_owned(),
        unsigned if unsigned.starts_with('u') => "应为不小于 0 的整数".to_owned(),
        signed if signed.starts_with('i') => "应为整数".to_owned(),
        _ => "应为数字".to_owned(),
    }
}

fn unexpected(wanted: &str) -> String {
    match wanted {
        "mapping start" => "此处应为下级各项，逐行缩进，写作“名称: 值”（半角冒号，后有空格）；没有下级项的请整行删去".to_owned(),
        "sequence start" => "此处应为列表，如 [甲, 乙]".to_owned(),
        _ => "此处应为单个值".to_owned(),
    }
}

/// The nearest known word, or all of them where they are few.
pub(super) fn meant(typed: &str, known: &[&'static str], heading: &str) -> Option<String> {
    const FEW: usize = 16;
    if let Some(near) = nearest(typed, known.iter().copied()) {
        Some(format!("是否应为“{near}”？"))
    } else if known.len() <= FEW {
        Some(format!("{heading}：{}", known.join("、")))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every `tests/configs/invalid/*.yaml` has the message that it earns beside it.
    #[test]
    fn invalid_files_earn_their_messages() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/configs/invalid");
        let mut samples = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                samples += 1;
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let text = std::fs::read_to_string(&path).unwrap();
                let message = format!("{}\n", parse(&name, &text).unwrap_err());
                assert_message(&path.with_extension("txt"), &message);
            }
        }
        assert!(samples >= 12, "only {samples} samples");
    }

    fn assert_message(expected: &Path, message: &str) {
        if std::env::var_os("JIXIAO_UPDATE").is_some() {
            #[allow(
                clippy::disallowed_methods,
                reason = "the test that writes generated files"
            )]
            std::fs::write(expected, message).unwrap();
        }
        let wanted = std::fs::read_to_string(expected).unwrap_or_default();
        assert_eq!(message, wanted, "{}", expected.display());
    }

    #[test]
    fn decimals_are_read_to_the_last_digit() {
        let config = parse(
            "c",
            "scoring:\n  execution_weight: 10.10\n  grades: {fair: 60}\n",
        )
        .unwrap();
        assert_eq!(config.scoring.execution_weight.unwrap().to_string(), "10.1");
        assert_eq!(config.scoring.grades.fair.unwrap().to_string(), "60");
    }

    #[test]
    fn what_is_left_out_keeps_its_default() {
        for text in [
            "",
            "\u{FEFF}# 只有说明\n",
            "rules:\n  B101: {enabled: true}\n",
        ] {
            assert_eq!(parse("c", text), Ok(Config::default()), "{text:?}");
        }
        let config = parse("c", "rules:\n  B101:\n    enabled: false\n").unwrap();
        assert!(!config.rules.B101.enabled);
        assert_eq!(
            config.rules.B101.severity,
            Config::default().rules.B101.severity
        );
    }

    #[test]
    fn a_file_that_is_not_there_or_not_utf8_is_explained() {
        let folder = tempfile::tempdir().unwrap();
        let missing = load(&folder.path().join("没有.yaml")).unwrap_err();
        assert!(missing.to_string().contains("jixiao init"), "{missing}");
        let gbk = folder.path().join("gbk.yaml");
        #[allow(clippy::disallowed_methods, reason = "a test makes its input")]
        std::fs::write(&gbk, b"# \xC5\xE4\xD6\xC3\n").unwrap();
        let not_utf8 = load(&gbk).unwrap_err().trouble();
        assert!(not_utf8.what.contains("UTF-8") && not_utf8.advice.is_some());
    }
}

//! What went wrong, in its parts: what, where, and what to do about it. Every error says them once,
//! as one [`Trouble`]; a log shows it in one line, the terminal part by part.

use std::fmt;
use std::path::Path;

/// One error for people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trouble {
    /// What is wrong, without a full stop.
    pub what: String,
    /// The file, with its sheet and cell or its line where these are known.
    pub place: Option<String>,
    /// What stands there.
    pub excerpt: Option<String>,
    /// What it is made of, where that is several things.
    pub details: Vec<String>,
    /// What to do.
    pub advice: Option<String>,
}

impl Trouble {
    /// Something is wrong.
    #[must_use]
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            ..Self::default()
        }
    }

    /// The same, at a file.
    #[must_use]
    pub fn at(self, path: &Path) -> Self {
        self.at_place(shown(path))
    }

    /// The same, at a place that is more than a file.
    #[must_use]
    pub fn at_place(self, place: impl Into<String>) -> Self {
        Self {
            place: Some(place.into()),
            ..self
        }
    }

    /// The same, with what to do.
    #[must_use]
    pub fn advise(self, advice: impl Into<String>) -> Self {
        Self {
            advice: Some(advice.into()),
            ..self
        }
    }

    /// The same, with what it is made of.
    #[must_use]
    pub fn because(self, details: Vec<String>) -> Self {
        Self { details, ..self }
    }
}

impl From<String> for Trouble {
    fn from(what: String) -> Self {
        Self::new(what)
    }
}

impl From<&str> for Trouble {
    fn from(what: &str) -> Self {
        Self::new(what)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}：")?;
        }
        f.write_str(&self.what)?;
        for detail in &self.details {
            write!(f, "；{detail}")?;
        }
        match &self.advice {
            Some(advice) => write!(f, "；{advice}"),
            None => Ok(()),
        }
    }
}

/// A path as people write it: without the `\\?\` that Windows puts before absolute ones.
#[must_use]
pub fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    match text.strip_prefix(r"\\?\") {
        Some(share) if share.starts_with(r"UNC\") => {
            format!(r"\\{}", share.trim_start_matches(r"UNC\"))
        }
        Some(plain) => plain.to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_where_what_and_what_to_do() {
        let trouble = Trouble::new("无法替换").at(Path::new("汇总.xlsx"));
        assert_eq!(trouble.to_string(), "汇总.xlsx：无法替换");
        let advised = trouble.advise("请关闭后重试");
        assert_eq!(advised.to_string(), "汇总.xlsx：无法替换；请关闭后重试");
        let several = Trouble::from("有 2 处问题").because(vec!["甲".to_owned(), "乙".to_owned()]);
        assert_eq!(several.to_string(), "有 2 处问题；甲；乙");
    }

    #[test]
    fn paths_are_shown_as_people_write_them() {
        let told = |path: &str| shown(Path::new(path));
        assert_eq!(told(r"\\?\C:\绩效\output"), r"C:\绩效\output");
        assert_eq!(told(r"\\?\UNC\服务器\绩效"), r"\\服务器\绩效");
        assert_eq!(told("output/data"), "output/data");
    }
}

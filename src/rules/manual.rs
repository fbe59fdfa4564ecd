//! A rule's manual, part by part.

use super::rule::Meta;

/// What is said of a rule, in Chinese.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Manual {
    /// One sentence: what it finds.
    pub summary: String,
    /// 含义
    pub meaning: String,
    /// 计算
    pub computation: String,
    /// 举例
    pub example: String,
    /// 误报情形
    pub false_alarms: String,
    /// 依据
    pub source: String,
}

impl Manual {
    /// Every part behind the summary with its heading, in their order.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, &str); 5] {
        [
            ("含义", &self.meaning),
            ("计算", &self.computation),
            ("举例", &self.example),
            ("误报情形", &self.false_alarms),
            ("依据", &self.source),
        ]
    }

    fn part_mut(&mut self, heading: &str) -> Option<&mut String> {
        match heading {
            "含义" => Some(&mut self.meaning),
            "计算" => Some(&mut self.computation),
            "举例" => Some(&mut self.example),
            "误报情形" => Some(&mut self.false_alarms),
            "依据" => Some(&mut self.source),
            _ => None,
        }
    }
}

impl Meta {
    /// The manual without the blank that rustdoc leaves before each line.
    #[must_use]
    pub fn manual(&self) -> String {
        let lines = self
            .doc
            .lines()
            .map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }
}

impl From<&Meta> for Manual {
    fn from(meta: &Meta) -> Self {
        let text = meta.manual();
        let mut parts = text.split("\n## ");
        let summary = parts.next().unwrap_or_default().trim().to_owned();
        let mut manual = Self {
            summary,
            ..Self::default()
        };
        for part in parts {
            let (heading, body) = part.split_once('\n').unwrap_or((part, ""));
            if let Some(place) = manual.part_mut(heading.trim()) {
                body.trim().clone_into(place);
            }
        }
        manual
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::CATALOGUE;

    #[test]
    fn no_part_of_a_manual_is_lost() {
        for listed in CATALOGUE {
            let manual = Manual::from(listed.meta);
            let parts = manual
                .parts()
                .map(|(heading, body)| format!("## {heading}\n{body}"));
            let whole = format!("{}\n\n{}", manual.summary, parts.join("\n\n"));
            assert_eq!(whole, listed.meta.manual(), "{}", listed.meta.code);
        }
    }
}

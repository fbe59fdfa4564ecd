//! docs/rules.zh.md: every rule with its manual and its parameters, from the catalogue itself.

use std::fmt::Write as _;

use super::Config;
use super::render::shared_settings_text;
use super::rule_entry::{Parameter, RuleEntry, rule_entries};

const HEAD: &str = "\
# 核查规则

本文件由程序按规则目录生成（`JIXIAO_UPDATE=1 cargo test --release --lib config::`），与 `jixiao explain 代码` 同出一源，请勿手工修改。级别和参数为缺省值；本区的设定见 `config.yaml`，用 `jixiao rules` 查看。
";

/// The text of docs/rules.zh.md.
#[must_use]
pub fn rule_book_text() -> String {
    let entries = rule_entries(&Config::default());
    let mut text = HEAD.to_owned();
    text.push_str("\n## 每条规则都有的设置\n\n");
    // Writing to a text cannot fail, here and below.
    let _ = write!(text, "```yaml\n{}```\n", shared_settings_text());
    text.push_str("\n## 目录\n\n| 代码 | 规则 | 级别 | 类别 |\n| --- | --- | --- | --- |\n");
    for entry in &entries {
        row(&mut text, entry);
    }
    let mut family = "";
    for entry in &entries {
        if entry.family_label != family {
            family = entry.family_label;
            let _ = write!(text, "\n## {family}\n");
        }
        section(&mut text, entry);
    }
    text
}

fn row(text: &mut String, entry: &RuleEntry) {
    let RuleEntry { code, title, .. } = entry;
    let severity = &entry.configured.severity_label;
    let _ = writeln!(
        text,
        "| [{code}](#{}) | {title} | {severity} | {} |",
        code.to_lowercase(),
        entry.family_label
    );
}

fn section(text: &mut String, entry: &RuleEntry) {
    let _ = write!(
        text,
        "\n<a id=\"{}\"></a>\n\n### {} {}\n\n级别：{}　英文名：`{}`\n\n{}\n",
        entry.code.to_lowercase(),
        entry.code,
        entry.title,
        entry.configured.severity_label,
        entry.slug,
        flowing(&entry.manual.summary)
    );
    for (heading, body) in entry.manual.parts() {
        let _ = write!(text, "\n**{heading}**　{}\n", flowing(body));
    }
    for relation in relations(entry) {
        let _ = write!(text, "\n{relation}\n");
    }
    parameters(text, &entry.parameters);
}

/// What a rule means for others, in sentences.
pub(crate) fn relations(entry: &RuleEntry) -> impl Iterator<Item = String> {
    let silences = (!entry.silences.is_empty()).then(|| {
        let others = entry.silences.join("、");
        format!("同一单元格已由本条报出的，不再报 {others}。")
    });
    let causes = (!entry.caused_by.is_empty()).then(|| {
        let others = entry.caused_by.join("、");
        format!("同一张表报出 {others} 的，本条视为由其引起，排在其后，仍计入条数。")
    });
    silences.into_iter().chain(causes)
}

fn parameters(text: &mut String, parameters: &[Parameter]) {
    if parameters.is_empty() {
        return;
    }
    text.push_str("\n| 参数 | 含义 | 缺省值 |\n| --- | --- | --- |\n");
    for one in parameters {
        let default = match one.default_text.as_str() {
            "" => "（空）",
            stated => stated,
        };
        let _ = writeln!(text, "| `{}` | {} | {default} |", one.name, one.meaning);
    }
}

/// Lines that were broken to fit the source, as one paragraph.
fn flowing(lines: &str) -> String {
    let mut text = String::new();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let is_latin = |c: char| c.is_ascii_alphanumeric();
        if text.ends_with(is_latin) && line.starts_with(is_latin) {
            text.push(' ');
        }
        text.push_str(line);
    }
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::CATALOGUE;

    #[test]
    fn every_rule_has_a_section_that_the_contents_lead_to() {
        let text = rule_book_text();
        for listed in CATALOGUE {
            let meta = listed.meta;
            let anchor = meta.code.to_lowercase();
            assert!(text.contains(&format!("| [{}](#{anchor}) |", meta.code)));
            assert!(text.contains(&format!(
                "<a id=\"{anchor}\"></a>\n\n### {} {}\n",
                meta.code, meta.title
            )));
        }
        assert!(text.contains("| `threshold` | 调整幅度超过多少即提示（0.05 为 5%） | 0.05 |"));
    }

    #[test]
    fn broken_lines_flow_together() {
        assert_eq!(flowing("公式为\nA ÷\nB"), "公式为A ÷B");
        assert_eq!(flowing("use\nkey"), "use key");
    }
}

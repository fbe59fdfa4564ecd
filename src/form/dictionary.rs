//! The label dictionary: which words mark which place of a form.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::text::normal_form;

/// The words as shipped.
const SHIPPED: &str = include_str!("dictionary.yaml");

/// What a label marks.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "each is explained by its words in dictionary.yaml"
)]
pub enum Label {
    ProjectName,
    ProjectCode,
    FiscalYear,
    SupervisingDepartment,
    ImplementingUnit,
    DepartmentName,
    ReportingOffice,
    Sequence,
    TaskName,
    ProjectLead,
    Phone,
    LeadAndPhone,
    FundingBlock,
    InitialBudget,
    FullYearBudget,
    Executed,
    ExecutionRate,
    Received,
    Balance,
    ExecutionScore,
    OtherBlock,
    TotalFunds,
    Appropriation,
    Carryover,
    CentralFunds,
    ProvincialFunds,
    MunicipalFunds,
    DistrictFunds,
    BasicExpenditure,
    ProjectExpenditure,
    OtherFunds,
    GoalBlock,
    GoalExpected,
    GoalActual,
    IndicatorBlock,
    Level1,
    Level2,
    Level3,
    Target,
    Actual,
    Weight,
    Score,
    ReviewActual,
    ReviewScore,
    Deviation,
    ConvertedScore,
    Sign,
    Unit,
    Reason,
    Method,
    Total,
    Subtotal,
    Grade,
    Note,
    Extra,
    Guidance,
}

impl Label {
    /// The key in dictionary.yaml and in config.yaml.
    #[must_use]
    pub fn key(self) -> String {
        let name = format!("{self:?}");
        name.char_indices().fold(String::new(), |mut key, (at, c)| {
            if c.is_ascii_uppercase() && at > 0 {
                key.push('_');
            }
            key.push(c.to_ascii_lowercase());
            key
        })
    }
}

/// 标签词典的本地补充：键为标签代号，值为本地表样中的写法。
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct DictionaryEntries(pub BTreeMap<Label, Vec<String>>);

/// A text recognised as a label, with what stood in brackets behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelText {
    /// What it marks.
    pub label: Label,
    /// The contents of its brackets, in normal form: `A`, `万元`, `50分`.
    pub notes: Vec<String>,
    /// Text behind a colon in the same cell: `项目名称：便民服务`.
    pub inline: Option<String>,
}

/// All known labels by their normal form.
#[derive(Debug, Clone)]
pub struct Dictionary {
    labels: BTreeMap<String, Label>,
    /// Phrases that give away a guidance text of the blank form.
    guidance: Vec<String>,
    longest: usize,
}

static SHIPPED_DICTIONARY: LazyLock<Dictionary> =
    LazyLock::new(|| Dictionary::with(&DictionaryEntries::default()));

impl Dictionary {
    /// The dictionary without local additions.
    #[must_use]
    pub fn shipped() -> Self {
        SHIPPED_DICTIONARY.clone()
    }

    /// The shipped words and some more; an addition wins over a shipped word.
    #[must_use]
    pub fn with(additions: &DictionaryEntries) -> Self {
        let shipped: DictionaryEntries = serde_saphyr::from_str(SHIPPED).unwrap_or_default();
        let words = || {
            let entries = shipped.0.iter().chain(&additions.0);
            entries.flat_map(|(label, words)| words.iter().map(|word| (normal_form(word), *label)))
        };
        let (guidance, labels): (Vec<_>, Vec<_>) =
            words().partition(|(_, label)| *label == Label::Guidance);
        let longest = labels.iter().map(|(word, _)| word.chars().count()).max();
        Self {
            labels: labels.into_iter().collect(),
            guidance: guidance.into_iter().map(|(word, _)| word).collect(),
            longest: longest.unwrap_or(0),
        }
    }

    /// Is it a text of the blank form that tells how to fill it in, and nothing that was filled in?
    #[must_use]
    pub fn is_guidance(&self, text: &str) -> bool {
        self.guidance
            .iter()
            .any(|phrase| text.contains(phrase.as_str()))
    }

    /// Of the labels that may stand in its place, the one with a word that a text is most like, at least
    /// half of it.
    #[must_use]
    pub fn nearest(&self, text: &str, possible: &[Label]) -> Option<Label> {
        let folded = normal_form(text);
        let (core, _) = split_brackets(&folded);
        let likeness = |word: &str| strsim::normalized_levenshtein(core, word);
        self.labels
            .iter()
            .filter(|(_, label)| possible.contains(label))
            .map(|(word, label)| (likeness(word), *label))
            .filter(|(likeness, _)| *likeness >= 0.5)
            .max_by(|(one, _), (other, _)| one.total_cmp(other))
            .map(|(_, label)| label)
    }

    /// Recognises a cell's text as a label.
    #[must_use]
    pub fn recognise(&self, text: &str) -> Option<LabelText> {
        // A label with brackets and spaced-out letters is several times longer than its words; a
        // text far beyond that can only be a label with a value behind a colon, and those are short.
        if text.chars().nth(self.longest.saturating_mul(6)).is_some() {
            return None;
        }
        let folded = normal_form(text);
        let bare = strip_lead_in(&folded);
        self.plain(bare)
            .or_else(|| self.with_inline_value(bare, text))
    }

    fn plain(&self, folded: &str) -> Option<LabelText> {
        let word = folded.trim_end_matches(':');
        if let Some(label) = self.labels.get(word) {
            return Some(LabelText {
                label: *label,
                notes: Vec::new(),
                inline: None,
            });
        }
        let (core, notes) = split_brackets(word);
        let label = self.labels.get(core.trim_end_matches(':'))?;
        (!notes.is_empty()).then_some(LabelText {
            label: *label,
            notes,
            inline: None,
        })
    }

    fn with_inline_value(&self, folded: &str, text: &str) -> Option<LabelText> {
        let (head, _) = folded.split_once(':')?;
        let mut found = self.plain(head)?;
        let (_, value) = text.split_once([':', '：'])?;
        found.inline = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        Some(found)
    }
}

/// Drops what may stand before a label: 其中：, leading numbers such as `1.`, stars.
fn strip_lead_in(folded: &str) -> &str {
    let plain = folded.trim_start_matches(['★', '*', '▲']);
    let unnumbered = plain
        .strip_prefix(|c: char| c.is_ascii_digit())
        .and_then(|rest| rest.strip_prefix(['.', ',']))
        .unwrap_or(plain);
    unnumbered
        .strip_prefix("其中:")
        .or_else(|| unnumbered.strip_prefix("其中"))
        .unwrap_or(unnumbered)
}

/// Splits trailing brackets off: `全年预算数(A)` → `全年预算数`, [`A`].
fn split_brackets(word: &str) -> (&str, Vec<String>) {
    let mut core = word;
    let mut notes = Vec::new();
    while let Some((before, note)) = core
        .strip_suffix(')')
        .and_then(|open| open.rsplit_once('('))
    {
        notes.insert(0, note.to_owned());
        core = before.trim_end_matches(':');
    }
    // A bracket lost on one side: `项目资金(万元`.
    if let Some((before, note)) = core.rsplit_once('(') {
        notes.insert(0, note.to_owned());
        core = before;
    }
    (core, notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Option<(Label, Vec<String>)> {
        let found = Dictionary::shipped().recognise(text)?;
        Some((found.label, found.notes))
    }

    #[test]
    fn the_shipped_dictionary_is_whole_and_unambiguous() {
        let entries: DictionaryEntries = serde_saphyr::from_str(SHIPPED).unwrap();
        assert_eq!(entries.0.len(), 56);
        let mut seen = BTreeMap::new();
        for (label, words) in &entries.0 {
            for word in words {
                let earlier = seen.insert(normal_form(word), *label);
                assert_eq!(earlier, None, "“{word}” stands twice");
            }
        }
    }

    #[test]
    fn brackets_breaks_and_width_are_read_apart() {
        assert_eq!(
            label("项目资金\n（万元）"),
            Some((Label::FundingBlock, vec!["万元".into()]))
        );
        assert_eq!(
            label("全年执行数\n（B）"),
            Some((Label::Executed, vec!["B".into()]))
        );
        assert_eq!(
            label("执行率（B/A）"),
            Some((Label::ExecutionRate, vec!["B/A".into()]))
        );
        assert_eq!(
            label("绩\n效\n指\n标\n（90分）"),
            Some((Label::IndicatorBlock, vec!["90分".into()]))
        );
        assert_eq!(
            label("  其中：当年财政拨款"),
            Some((Label::Appropriation, vec![]))
        );
        assert_eq!(label("年度资金总额:"), Some((Label::TotalFunds, vec![])));
        assert_eq!(
            label("1.项目年度目标完成情况"),
            Some((Label::GoalBlock, vec![]))
        );
        assert_eq!(label("指标(目标)值"), Some((Label::Target, vec![])));
    }

    #[test]
    fn a_value_may_stand_in_the_same_cell() {
        let found = Dictionary::shipped()
            .recognise("项目名称：便民服务项目")
            .unwrap();
        assert_eq!(
            (found.label, found.inline.as_deref()),
            (Label::ProjectName, Some("便民服务项目"))
        );
    }

    #[test]
    fn prose_is_no_label() {
        for text in [
            "",
            "—",
            "结项评估合格",
            "困难群众救助服务所经费",
            "执行率较上年提高",
        ] {
            assert_eq!(label(text), None, "{text}");
        }
    }

    #[test]
    fn additions_extend_and_win() {
        let mut more = DictionaryEntries::default();
        more.0
            .insert(Label::Executed, vec!["本年花销（万）".to_owned()]);
        let dictionary = Dictionary::with(&more);
        assert_eq!(
            dictionary
                .recognise("本年花销(万)")
                .map(|found| found.label),
            Some(Label::Executed)
        );
    }
}

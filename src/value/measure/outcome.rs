//! Answers in words: 合格, 部分达成, 未完成, 否.

/// What an answer in words says of a target, where it is one of the set phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// 完成, 合格, 达成预期指标, 是
    Achieved,
    /// 部分达成年度指标并具有一定效果
    Partly,
    /// 未完成, 不合格
    Missed,
    /// 否, which answers a question: good or bad as the question is put.
    No,
}

/// How the phrases begin; one that begins another stands behind it.
const BEGINNINGS: [(&str, Outcome); 21] = [
    ("部分", Outcome::Partly),
    ("未能", Outcome::Missed),
    ("尚未", Outcome::Missed),
    ("没有", Outcome::Missed),
    ("未", Outcome::Missed),
    ("不", Outcome::Missed),
    ("已经全部", Outcome::Achieved),
    ("已全部", Outcome::Achieved),
    ("均已", Outcome::Achieved),
    ("已按期", Outcome::Achieved),
    ("已按时", Outcome::Achieved),
    ("已如期", Outcome::Achieved),
    ("已经", Outcome::Achieved),
    ("已", Outcome::Achieved),
    ("全部", Outcome::Achieved),
    ("均", Outcome::Achieved),
    ("按期", Outcome::Achieved),
    ("按时", Outcome::Achieved),
    ("如期", Outcome::Achieved),
    ("验收", Outcome::Achieved),
    ("", Outcome::Achieved),
];

/// What was or was not done.
const DEEDS: [&str; 7] = ["完成", "达成", "达标", "达到", "合格", "通过", "实现"];

/// What is said to have been reached.
const OBJECTS: [&str; 12] = [
    "预期指标",
    "年度指标",
    "绩效指标",
    "预期目标",
    "年度目标",
    "绩效目标",
    "目标",
    "指标",
    "任务",
    "预期",
    "验收",
    "目标任务",
];

/// Additions of the three grades in which forms let qualitative indicators be judged.
const ADDITIONS: [&str; 4] = [
    "并具有一定效果",
    "且具有一定效果",
    "且效果较差",
    "并效果较差",
];

impl Outcome {
    /// Reads a set phrase; any other word may say more and is none.
    pub(super) fn read(stated: &str) -> Option<Self> {
        match stated {
            "是" => return Some(Self::Achieved),
            "否" => return Some(Self::No),
            "未开展" | "未实施" | "未启动" | "未执行" => return Some(Self::Missed),
            _ => {}
        }
        let (beginning, outcome) = BEGINNINGS
            .iter()
            .find(|(word, _)| stated.starts_with(word))?;
        let phrase = stated.strip_prefix(beginning)?.trim_start_matches(',');
        let phrase = ADDITIONS
            .iter()
            .find_map(|addition| phrase.trim_end_matches(',').strip_suffix(addition))
            .unwrap_or(phrase)
            .trim_end_matches(',');
        let object = DEEDS.iter().find_map(|deed| phrase.strip_prefix(deed))?;
        let object = object.strip_prefix('了').unwrap_or(object);
        (object.is_empty() || OBJECTS.contains(&object)).then_some(*outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn set_phrases_answer() {
        for (phrases, outcome) in [
            (
                &[
                    "是",
                    "完成",
                    "已完成",
                    "全部完成",
                    "已全部完成",
                    "按期完成",
                    "合格",
                    "验收合格",
                    "达标",
                    "通过验收",
                    "达成预期指标",
                    "达成年度指标",
                    "完成年度目标",
                    "已达成预期目标",
                    "达到预期目标",
                    "完成目标任务",
                ][..],
                Outcome::Achieved,
            ),
            (
                &[
                    "部分达成",
                    "部分完成",
                    "部分达成年度指标并具有一定效果",
                    "部分达成预期指标,并具有一定效果",
                ][..],
                Outcome::Partly,
            ),
            (
                &[
                    "未完成",
                    "未达成年度指标且效果较差",
                    "未达成预期指标",
                    "不合格",
                    "未达标",
                    "未通过",
                    "尚未完成",
                    "没有完成",
                    "未开展",
                    "不达标",
                ][..],
                Outcome::Missed,
            ),
            (&["否"][..], Outcome::No),
        ] {
            for phrase in phrases {
                assert_eq!(Outcome::read(phrase), Some(outcome), "{phrase}");
            }
        }
    }

    #[test]
    fn other_words_are_no_answer() {
        for words in [
            "",
            "结项评估合格",
            "全面完成项目设定的指标",
            "基本完成",
            "完成情况良好",
            "合格率高",
            "不完成整改不销号",
            "未完成的继续推进",
            "满意",
            "及时",
            "项目取消,未开展",
            "是否合格",
            "完成改造",
            "不",
            "部分",
            "有效",
        ] {
            assert_eq!(Outcome::read(words), None, "{words}");
        }
    }

    #[test]
    fn no_beginning_hides_a_longer_one() {
        for (at, (word, _)) in BEGINNINGS.iter().enumerate() {
            let hidden = BEGINNINGS
                .iter()
                .skip(at + 1)
                .find(|(longer, _)| longer.starts_with(word));
            assert_eq!(hidden, None, "{word}");
        }
    }
}

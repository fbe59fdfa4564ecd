//! Marks of secrecy: 秘密★, or 内部资料 alone in a cell. Words about secrecy are none.

use std::ops::Range;

use super::{Sensitive, SensitiveKind};
use crate::value::text;

/// The degrees of secrecy.
const DEGREES: [&str; 3] = ["绝密", "机密", "秘密"];

/// What a cell says that holds nothing but a mark.
const MARKS: [&str; 14] = [
    "绝密",
    "机密",
    "秘密",
    "工作秘密",
    "内部资料",
    "内部文件",
    "内部材料",
    "内部使用",
    "内部掌握",
    "注意保密",
    "请勿外传",
    "严禁外传",
    "不得外传",
    "注意保管",
];

/// What may stand beside a mark.
const BESIDE: [&str; 12] = [
    "密级",
    "级",
    "保密期限",
    "年",
    "长期",
    "个月",
    "请",
    "妥善",
    "★",
    "☆",
    "本表",
    "件",
];

/// So many characters of a mark are shown.
const LONGEST_SHOWN: usize = 20;

pub(super) fn find(chars: &[char]) -> Vec<Sensitive> {
    let text: String = chars.iter().collect();
    if is_mark_alone(&text) {
        let whole = 0..chars.len();
        return vec![place(chars, whole)];
    }
    starred(chars).map(|at| place(chars, at)).collect()
}

fn place(chars: &[char], at: Range<usize>) -> Sensitive {
    let mark: String = at.clone().filter_map(|at| chars.get(at)).collect();
    Sensitive {
        kind: SensitiveKind::Classification,
        masked: text::tidy(&mark).chars().take(LONGEST_SHOWN).collect(),
        before: chars.iter().take(at.start).collect(),
        at,
    }
}

/// Does the text consist of marks and what stands beside them, and of nothing else?
fn is_mark_alone(text: &str) -> bool {
    const LONGEST: usize = 40;
    if text.chars().count() > LONGEST {
        return false;
    }
    let folded = text::normal_form(text);
    let mut rest = folded.as_str();
    let mut is_mark = false;
    while !rest.is_empty() {
        let open = rest.trim_start_matches(|c: char| !c.is_alphabetic());
        let mark = MARKS.iter().find_map(|mark| open.strip_prefix(mark));
        let Some(behind) = mark.or_else(|| BESIDE.iter().find_map(|word| open.strip_prefix(word)))
        else {
            return is_mark && open.is_empty();
        };
        is_mark |= mark.is_some();
        rest = behind;
    }
    is_mark
}

/// A degree with a star behind it: 机密★5年. 商业秘密★ is no degree of the state.
fn starred(chars: &[char]) -> impl Iterator<Item = Range<usize>> {
    (0..chars.len()).filter_map(|start| {
        let two: String = chars.iter().skip(start).take(2).collect();
        let mut end = start + 2;
        while chars.get(end).is_some_and(|c| c.is_whitespace()) {
            end += 1;
        }
        let is_star = chars.get(end).is_some_and(|c| matches!(c, '★' | '☆'));
        (is_star && DEGREES.contains(&two.as_str())).then(|| start..period(chars, end + 1))
    })
}

/// The end of the period behind the star: `5年`, 长期.
fn period(chars: &[char], from: usize) -> usize {
    let behind = chars.iter().skip(from);
    let length =
        behind.take_while(|c| c.is_ascii_digit() || matches!(c, '年' | '个' | '月' | '长' | '期'));
    from + length.count()
}

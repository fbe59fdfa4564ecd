//! Numbers in running text: how many tasks, how often, by when.

/// A number in a text, with what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Count<'a> {
    /// Its digits as typed: `12`, `1,437.5`.
    pub(in crate::rules) digits: &'a str,
    /// The text before it.
    pub(in crate::rules) before: &'a str,
    /// The text behind it: `户困难群众…`.
    pub(in crate::rules) after: &'a str,
}

/// Every number written in digits, in order; `folded` is a text in normal form.
pub(in crate::rules) fn counts(folded: &str) -> Vec<Count<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(count) = next_count(folded, from) {
        from = folded.len() - count.after.len();
        found.push(count);
    }
    found
}

/// Chinese numerals from 一 to 九; 两 counts as 二.
const NUMERALS: [&[char]; 9] = [
    &['一'],
    &['二', '两'],
    &['三'],
    &['四'],
    &['五'],
    &['六'],
    &['七'],
    &['八'],
    &['九'],
];

/// The whole number at the end of a text, in digits or Chinese numerals up to 99, and the text
/// before it: `每月进行一` gives 1, `全年共计12` gives 12.
pub(in crate::rules) fn trailing_number(text: &str) -> Option<(u32, &str)> {
    let is_numeral = |c: char| c == '十' || numeral(c).is_some();
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit());
    if head.len() < text.len() {
        let number = text.strip_prefix(head)?.parse().ok()?;
        return Some((number, head));
    }
    let head = text.trim_end_matches(is_numeral);
    if head.ends_with(['百', '千', '万', '零']) {
        return None; // 一百二十 is more than 二十
    }
    Some((spelled(text.strip_prefix(head)?)?, head))
}

/// Does the text count something in Chinese numerals, with one of these words behind: `十二次`,
/// `三百户`? 千家万户 counts nothing.
pub(in crate::rules) fn spells_a_count(folded: &str, measures: &[char]) -> bool {
    const SCALES: [char; 4] = ['百', '千', '万', '零'];
    let mut ends_number = false;
    folded.chars().any(|c| {
        let is_counted = ends_number && measures.contains(&c);
        ends_number = c == '十' || numeral(c).is_some() || (ends_number && SCALES.contains(&c));
        is_counted
    })
}

/// Does the text name a date or a length of time: `12月底前`, `30天`, `十二月`?
pub(in crate::rules) fn names_a_time(folded: &str) -> bool {
    counts(folded).iter().any(Count::is_time)
        || spells_a_count(folded, &['年', '月', '日', '天', '周'])
}

impl Count<'_> {
    /// Is it a date or a length of time?
    pub(in crate::rules) fn is_time(&self) -> bool {
        const UNITS: [&str; 15] = [
            "年",
            "月",
            "日",
            "号",
            "天",
            "周",
            "季",
            "时",
            "点",
            "小时",
            "分钟",
            "秒",
            "个月",
            "个工作日",
            "工作日",
        ];
        UNITS.iter().any(|unit| self.after.starts_with(unit))
    }
}

fn next_count(folded: &str, from: usize) -> Option<Count<'_>> {
    let rest = folded.get(from..)?;
    let start = from + rest.find(|c: char| c.is_ascii_digit())?;
    let tail = folded.get(start..)?;
    let part_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let end = tail
        .find(|c: char| !part_of_number(c))
        .unwrap_or(tail.len());
    let digits = tail.get(..end)?.trim_end_matches(['.', ',']);
    Some(Count {
        digits,
        before: folded.get(..start)?,
        after: tail.get(digits.len()..)?,
    })
}

fn numeral(c: char) -> Option<u32> {
    (1..)
        .zip(NUMERALS)
        .find_map(|(value, forms)| forms.contains(&c).then_some(value))
}

/// 一, 十二, 二十, 二十四.
fn spelled(numerals: &str) -> Option<u32> {
    let units = |part: &str| {
        let mut digits = part.chars();
        digits
            .next()
            .and_then(numeral)
            .filter(|_| digits.next().is_none())
    };
    match numerals.split_once('十') {
        None => units(numerals),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() {
                Some(1)
            } else {
                units(tens)
            }?;
            let ones = if ones.is_empty() {
                Some(0)
            } else {
                units(ones)
            }?;
            Some(tens * 10 + ones)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_with_their_surroundings() {
        let found = counts("1,选取25户,投入1,437.5元。");
        let digits: Vec<&str> = found.iter().map(|count| count.digits).collect();
        assert_eq!(digits, ["1", "25", "1,437.5"]);
        assert_eq!(found[0].after, ",选取25户,投入1,437.5元。");
        assert_eq!(found[1].before, "1,选取");
    }

    #[test]
    fn numbers_at_the_end_of_a_text() {
        let value = |text: &str| trailing_number(text).map(|(value, _)| value);
        assert_eq!(value("每月进行一"), Some(1));
        assert_eq!(value("共计二十四"), Some(24));
        assert_eq!(value("共十"), Some(10));
        assert_eq!(value("共计12"), Some(12));
        assert_eq!(value("每月多"), None);
        assert_eq!(value("99999999999"), None);
        assert_eq!(value("一二三"), None);
        assert_eq!(value("一百二十"), None);
    }

    #[test]
    fn counts_in_numerals() {
        for spelled in ["开展十二次", "三百户居民", "一千二百零五户"] {
            assert!(spells_a_count(spelled, &['次', '户']), "{spelled}");
        }
        for none in ["惠及千家万户", "百户", "一致好评，户户满意"] {
            assert!(!spells_a_count(none, &['次', '户']), "{none}");
        }
    }

    #[test]
    fn times() {
        assert!(names_a_time("12月底前"));
        assert!(names_a_time("10个工作日内"));
        assert!(names_a_time("十二月完成"));
        assert!(!names_a_time("100%"));
        assert!(!names_a_time("全面完成"));
    }
}

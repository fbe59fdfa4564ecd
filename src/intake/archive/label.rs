//! What a file in an archive is called. Names come from the sender and never reach a file system:
//! they are labels, made legible, with `/` between their pieces.

use std::borrow::Cow;
use std::collections::BTreeSet;

use encoding_rs::GB18030;

/// A name from bytes of which nobody says how they are to be read. Programs on a Chinese Windows
/// write GBK, those on other systems UTF-8.
pub(super) fn decoded(raw: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(raw) {
        Ok(text) if text.is_ascii() || is_far_eastern(text) => Cow::Borrowed(text),
        Ok(text) => GB18030
            .decode_without_bom_handling_and_without_replacement(raw)
            .unwrap_or(Cow::Borrowed(text)),
        Err(_) => GB18030.decode_without_bom_handling(raw).0,
    }
}

/// Chinese takes three bytes in UTF-8. A name whose letters all take two (Latin, Greek, Cyrillic)
/// is more likely GBK that happens to be UTF-8 as well: `模` is `ģ`.
fn is_far_eastern(text: &str) -> bool {
    text.chars().any(|c| c.len_utf8() > 2)
}

/// The pieces of a name with one `/` between them. Signs that cannot be seen, or that turn the
/// direction of what follows, are spelled out.
pub(super) fn tidied(name: &str) -> String {
    let pieces: Vec<String> = name
        .split(['/', '\\'])
        .filter(|piece| !piece.is_empty() && *piece != ".")
        .map(|piece| piece.chars().map(shown).collect())
        .collect();
    if pieces.is_empty() {
        "（无名）".to_owned()
    } else {
        pieces.join("/")
    }
}

fn shown(c: char) -> String {
    let hidden = c.is_control()
        || matches!(c,
            '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}');
    if hidden {
        c.escape_unicode().to_string()
    } else {
        c.to_string()
    }
}

/// A label that none of `taken` is, which it joins: the second of one name says that it is.
pub(super) fn unique(label: String, taken: &mut BTreeSet<String>) -> String {
    if taken.insert(label.clone()) {
        return label;
    }
    let further = (2_usize..).map(|number| format!("{label}（同名{number}）"));
    let free = further.take_while(|label| taken.contains(label)).count();
    let label = format!("{label}（同名{}）", free.saturating_add(2));
    taken.insert(label.clone());
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gbk(name: &str) -> Vec<u8> {
        encoding_rs::GBK.encode(name).0.into_owned()
    }

    #[test]
    fn names_in_gbk_and_in_utf_8_are_told_apart() {
        for name in [
            "椿树街道/自评表.xlsx",
            "表.xls",
            "a.xlsx",
            "（二）诚\\誠.et",
        ] {
            assert_eq!(decoded(name.as_bytes()), name);
            assert_eq!(decoded(&gbk(name)), name, "in GBK");
        }
    }

    #[test]
    fn gbk_that_is_utf_8_by_chance_is_gbk() {
        assert_eq!(gbk("模.xls"), "ģ.xls".as_bytes());
        assert_eq!(decoded(&gbk("模.xls")), "模.xls");
        // What is no GBK stays what it is.
        assert_eq!(decoded("é".as_bytes()), decoded(b"\xC3\xA9"));
    }

    #[test]
    fn nothing_leads_out_of_a_label() {
        assert_eq!(tidied("/etc//./表.xlsx"), "etc/表.xlsx");
        assert_eq!(tidied("..\\..\\C:\\表.xlsx"), "../../C:/表.xlsx");
        assert_eq!(tidied("//"), "（无名）");
        assert_eq!(
            tidied("a\u{202E}xslx.exe\n\0"),
            "a\\u{202e}xslx.exe\\u{a}\\u{0}"
        );
    }

    #[test]
    fn the_second_of_a_name_is_told_from_the_first() {
        let mut taken = BTreeSet::new();
        let labels: Vec<String> = ["表", "表", "表（同名2）", "表"]
            .map(|label| unique(label.to_owned(), &mut taken))
            .to_vec();
        assert_eq!(
            labels,
            ["表", "表（同名2）", "表（同名2）（同名2）", "表（同名3）"]
        );
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_a_name(raw in proptest::collection::vec(proptest::num::u8::ANY, 0..40)) {
            let label = tidied(&decoded(&raw));
            proptest::prop_assert!(!label.is_empty() && !label.chars().any(char::is_control));
            proptest::prop_assert!(label.split('/').all(|piece| !piece.is_empty()));
        }

        #[test]
        fn chinese_names_survive_gbk(name in "[一-龥a-z0-9（）]{0,12}[一-龥]\\.xlsx") {
            let (raw, _, lossy) = encoding_rs::GBK.encode(&name);
            proptest::prop_assume!(!lossy);
            // Three-byte UTF-8 by chance is possible in principle; these names are long enough.
            if std::str::from_utf8(&raw).is_err() {
                proptest::prop_assert_eq!(decoded(&raw), name.as_str());
            }
        }
    }
}

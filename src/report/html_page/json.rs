//! JSON that may stand in a page.

use serde::Serialize;

/// As JSON in which no sign could end the element around it or a line of a script. These signs stand
/// in strings alone, where the escape means the same.
pub(super) fn embedded<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    let text = serde_json::to_string(value)?;
    Ok(text
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        let texts = [
            "</script><script>alert(1)</script>",
            "<!-- <script>",
            "]]>&lt;",
            "\u{2028}\u{2029}\u{0}\u{1f}\\\"",
        ];
        let json = embedded(&texts).unwrap();
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\u{0}']));
        let read: Vec<String> = serde_json::from_str(&json).unwrap();
        assert_eq!(read, texts);
    }
}

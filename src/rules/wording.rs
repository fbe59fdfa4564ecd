//! Looking for words in a form's text.

/// Does the text (in normal form) hold one of the words?
pub(in crate::rules) fn holds_any<W: AsRef<str>>(folded: &str, words: &[W]) -> bool {
    words.iter().any(|word| folded.contains(word.as_ref()))
}

/// Words as a parameter of a rule.
pub(in crate::rules) fn list(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_one_of_the_words_will_do() {
        assert!(holds_any("项目预算控制数", &["总成本", "预算控制"]));
        assert!(!holds_any("人均补助标准", &list(&["总成本", "预算控制"])));
        assert!(!holds_any::<&str>("项目", &[]));
    }
}

//! Filling a text with named places: `{{name}}`.

/// The template with every place filled. What is filled in is not looked at again: a text of an input
/// that looks like a place stays a text. A place that nobody fills stays as it is.
pub(super) fn filled(template: &str, parts: &[(&str, &str)]) -> String {
    let mut pieces = template.split("{{");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let place = piece.split_once("}}").and_then(|(name, rest)| {
            let part = parts.iter().find(|(known, _)| *known == name)?;
            Some((part.1, rest))
        });
        match place {
            Some((part, rest)) => page.extend([part, rest]),
            None => page.extend(["{{", piece]),
        }
    }
    page
}

/// A text as HTML shows it, also between quotes.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        let parts = [("a", "{{b}}"), ("b", "乙")];
        assert_eq!(filled("1{{a}}2{{b}}3", &parts), "1{{b}}2乙3");
        assert_eq!(filled("{{unknown}} {{", &parts), "{{unknown}} {{");
    }

    #[test]
    fn no_sign_of_markup_is_left() {
        assert_eq!(
            escaped("<b a=\"1\" c='2'>&"),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;"
        );
    }
}

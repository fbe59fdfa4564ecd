//! 报告.html as a browser's parser sees it.

/// The opening tags of a page, as far as no script hides them.
fn tags(html: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, from)) = rest.split_once('<') {
        let Some((tag, behind)) = from.split_once('>') else {
            break;
        };
        let name = tag
            .split([' ', '\n', '/'])
            .next()
            .unwrap()
            .to_ascii_lowercase();
        tags.push(tag);
        // What stands in these is no markup up to their own end.
        rest = match name.as_str() {
            "script" | "style" | "title" | "textarea" => {
                let end = behind.find(&format!("</{name}")).unwrap();
                behind.split_at(end).1
            }
            "!--" => panic!("a comment"),
            _ => behind,
        };
    }
    tags
}

/// The blocks of data.
pub(super) fn blocks(html: &str) -> Vec<serde_json::Value> {
    let blocks = html.split("type=\"application/json\"").skip(1);
    blocks
        .map(|block| {
            let (_, from) = block.split_once('>').unwrap();
            let json = from.split("</script").next().unwrap();
            assert!(!json.contains(['<', '>', '&']));
            serde_json::from_str(json).unwrap()
        })
        .collect()
}

/// Only our scripts, only our tags, nothing that is loaded.
pub(super) fn inert(html: &str) {
    let tags = tags(html);
    let scripts: Vec<&&str> = tags
        .iter()
        .filter(|tag| tag.starts_with("script"))
        .collect();
    let (data, code): (Vec<&&str>, Vec<&&str>) = scripts
        .into_iter()
        .partition(|tag| tag.contains("type=\"application/json\""));
    assert_eq!(blocks(html).len(), data.len());
    assert!(data.len() >= 2 && !code.is_empty(), "{data:?} {code:?}");
    assert!(
        code.iter()
            .all(|tag| tag.contains("nonce=\"") && !tag.contains("src")),
        "{code:?}"
    );
    for tag in &tags {
        let tag = tag.to_ascii_lowercase();
        let begins = [
            "img", "svg", "iframe", "object", "embed", "link", "base", "form",
        ];
        let name = tag.split([' ', '\n']).next().unwrap();
        assert!(!begins.contains(&name), "{tag}");
        assert!(!tag.contains(" on"), "{tag}");
        assert!(
            !tag.contains("javascript:") && !tag.contains("http:"),
            "{tag}"
        );
    }
}

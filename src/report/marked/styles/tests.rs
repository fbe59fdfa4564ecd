use super::*;

const SHEET: &str = r#"<styleSheet xmlns="m"><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><cellXfs count="2"><xf numFmtId="0" fillId="0"/><xf numFmtId="4" fillId="1"><alignment wrapText="1"/></xf></cellXfs><dxfs count="0"/></styleSheet>"#;

fn base(format: u32) -> Base {
    Base {
        format,
        how: How::Named,
    }
}

#[test]
fn a_mark_is_a_copy_of_the_format_with_our_fill() {
    let mut styles = Styles::of(SHEET.to_owned()).unwrap();
    assert_eq!(styles.marked(base(1), Severity::Error), 2);
    assert_eq!(styles.marked(base(1), Severity::Error), 2);
    assert_eq!(styles.marked(base(1), Severity::Info), 3);
    assert_eq!(styles.marked(base(0), Severity::Error), 4);
    let text = styles.finish().unwrap();
    assert!(text.contains(r#"<fills count="4">"#) && text.contains(r#"<cellXfs count="5">"#));
    assert!(text.contains(
        r#"<xf numFmtId="4" fillId="2" applyFill="1"><alignment wrapText="1"/><extLst><ext uri="#
    ));
    assert!(text.contains(r#"<fgColor rgb="FFF7D3CE"/>"#));
}

#[test]
fn what_was_marked_can_be_cleared() {
    let mut styles = Styles::of(SHEET.to_owned()).unwrap();
    styles.marked(base(1), Severity::Error);
    let unnamed = Base {
        format: 0,
        how: How::Unnamed,
    };
    styles.marked(unnamed, Severity::Warning);
    let cleared = cleared(&styles.finish().unwrap()).unwrap();
    assert_eq!(cleared.text, SHEET);
    assert_eq!(cleared.bases, BTreeMap::from([(2, base(1)), (3, unnamed)]));
    assert_eq!(super::cleared(SHEET).unwrap().text, SHEET);
}

#[test]
fn formats_that_came_later_keep_their_numbers() {
    let mut styles = Styles::of(SHEET.to_owned()).unwrap();
    styles.marked(base(1), Severity::Error);
    let text = styles.finish().unwrap();
    let later = text.replace("</cellXfs>", "<xf fillId=\"2\"/></cellXfs>");
    let cleared = cleared(&later).unwrap();
    assert!(!cleared.text.contains("F7D3CE") && !cleared.text.contains(OURS));
    assert_eq!(
        List::find(&cleared.text, "cellXfs", 1)
            .unwrap()
            .unwrap()
            .items
            .len(),
        4
    );
    assert_eq!(cleared.bases, BTreeMap::from([(2, base(1))]));
}

#[test]
fn where_another_program_wrote_the_styles_anew_the_colour_goes() {
    let text = SHEET.replace(
        "</fills>",
        r#"<fill><patternFill patternType="solid"><fgColor rgb="FFF7D3CE"/><bgColor rgb="FFFFCC99"/></patternFill></fill></fills>"#,
    );
    let text = text.replace("fillId=\"1\"", "fillId=\"2\"");
    let cleared = cleared(&text).unwrap();
    assert!(!cleared.text.contains("F7D3CE"), "{}", cleared.text);
    assert!(cleared.bases.is_empty());
}

#[test]
fn numbers_that_were_given_anew_are_not_trusted() {
    let mut styles = Styles::of(SHEET.to_owned()).unwrap();
    styles.marked(base(1), Severity::Error);
    let text = styles.finish().unwrap();
    let moved = text.replace("<cellXfs count=\"3\">", "<cellXfs count=\"4\"><xf/>");
    assert!(cleared(&moved).unwrap().bases.is_empty());
}

#[test]
fn what_is_missing_is_made_in_its_place() {
    let bare = "<x:styleSheet xmlns:x=\"m\"><x:fonts/><x:borders/><x:cellStyles/></x:styleSheet>";
    let mut styles = Styles::of(bare.to_owned()).unwrap();
    assert_eq!(styles.marked(base(7), Severity::Error), 1);
    let text = styles.finish().unwrap();
    let order: Vec<usize> = [
        "x:fonts",
        "x:fills",
        "x:borders",
        "x:cellXfs",
        "x:cellStyles",
    ]
    .iter()
    .map(|name| text.find(&format!("<{name}")).unwrap())
    .collect();
    assert!(order.is_sorted(), "{text}");
    assert!(text.contains("fillId=\"2\""), "{text}");
    assert!(Styles::of("<a/>".to_owned()).is_err());
}

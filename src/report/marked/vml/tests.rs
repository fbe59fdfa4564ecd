use super::*;
use crate::grid::Limits;

fn layout() -> Layout {
    let text = "<worksheet><sheetFormatPr defaultRowHeight=\"15\"/><cols><col min=\"1\" max=\"9\" width=\"20\"/></cols><sheetData><row r=\"3\" hidden=\"1\"/></sheetData><mergeCells><mergeCell ref=\"A9:C9\"/></mergeCells></worksheet>";
    Layout::of(text, &Limits::default()).unwrap()
}

fn comments(cells: &[&str]) -> Vec<Comment> {
    let comment = |at: &&str| Comment {
        at: at.parse().unwrap(),
        text: "执行率应为 100%".to_owned(),
    };
    cells.iter().map(comment).collect()
}

fn cells(cells: &[&str]) -> BTreeSet<CellRef> {
    cells.iter().map(|at| at.parse().unwrap()).collect()
}

#[test]
fn boxes_come_and_go() {
    let blank = blank(3, 2);
    let with = with(&blank, &comments(&["E12", "A1"]), &layout()).unwrap();
    assert!(with.contains("_x0000_s3073") && with.contains("_x0000_s3074"));
    assert!(with.contains("<x:Row>11</x:Row><x:Column>4</x:Column>"));
    assert_eq!(cleared(&with, &cells(&["E12", "A1"])).unwrap(), None);
    let one = cleared(&with, &cells(&["A1"])).unwrap().unwrap();
    assert!(one.contains("s3073") && !one.contains("s3074"));
}

#[test]
fn what_others_have_drawn_stays() {
    let theirs = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><v:shapetype id=\"_x0000_t202\"/><v:shape id=\"_x0000_s1029\"><v:textbox>一<br>二</v:textbox><x:ClientData ObjectType=\"Note\"><x:Row>0</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>";
    let with = with(theirs, &comments(&["B2"]), &layout()).unwrap();
    assert!(with.contains(
        "<v:shape xmlns:o=\"urn:schemas-microsoft-com:office:office\" id=\"_x0000_s1030\""
    ));
    assert_eq!(with.matches("shapetype").count(), 1);
    assert_eq!(
        cleared(&with, &cells(&["B2"])).unwrap().as_deref(),
        Some(theirs)
    );
    let button = theirs.replace("ObjectType=\"Note\"", "ObjectType=\"Button\"");
    assert_eq!(cleared(&button, &cells(&["A1"])).unwrap(), Some(button));
    assert!(super::with("<xml/>", &comments(&["B2"]), &layout()).is_err());
}

#[test]
fn a_box_lies_beside_its_cell() {
    let at = |cell: &str| anchor(&comments(&[cell])[0], &layout());
    // 20 characters are 140 pixels: 335 end in the third column; rows are 20, one is hidden.
    assert_eq!(at("A1"), "1, 15, 0, 4, 3, 55, 4, 4");
    assert!(
        at("A9").starts_with("3, 15, 8, 4, "),
        "beside all that is merged"
    );
    assert_eq!(
        at("XFD1048576"),
        "16383, 15, 1048575, 4, 16383, 64, 1048575, 20"
    );
}

#[test]
fn many_boxes_take_several_clusters() {
    assert!(blank(3, 3_000).contains("data=\"3,4,5\""));
}

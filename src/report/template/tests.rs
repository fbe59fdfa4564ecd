use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::Reader as _;

use super::plan::{Content, Look, Place, column};
use super::*;
use crate::evaluate::ScoringSettings;
use crate::grid::{CellRef, Region};
use crate::registry::Office;

/// A policy as config.yaml states it.
fn policy(settings: &str) -> ScoringPolicy {
    let settings: ScoringSettings = serde_json::from_str(settings).unwrap();
    settings.resolve().policy
}

fn with<T>(settings: &str, registry: &Registry, look: impl FnOnce(&Template<'_>) -> T) -> T {
    look(&Template {
        year: FiscalYear::try_from(2024).ok(),
        office: None,
        rows: 3,
        registry,
        policy: &policy(settings),
        settings: &ReportSettings::default(),
    })
}

fn plan(settings: &str) -> Plan {
    with(settings, &Registry::default(), |template| {
        template.plan(&Points::of(template.policy))
    })
}

fn words(plan: &Plan) -> Vec<&str> {
    let words = plan.places.iter().map(|place| match &place.content {
        Content::Words(words) => words.as_str(),
        _ => "",
    });
    words.filter(|words| !words.is_empty()).collect()
}

fn cells(region: Region) -> impl Iterator<Item = CellRef> {
    let Region { first, last } = region;
    (first.row..=last.row)
        .flat_map(move |row| (first.col..=last.col).map(move |col| CellRef::new(row, col)))
}

fn is_open(place: &Place) -> bool {
    matches!(
        place.look,
        Look::OpenYear | Look::Text | Look::Word | Look::AsTyped | Look::Number
    )
}

#[test]
fn the_form_has_no_gaps_and_nothing_stands_on_anything() {
    for settings in ["{}", r#"{"profile": "财政部2021"}"#] {
        let plan = plan(settings);
        let mut taken = BTreeSet::new();
        for place in &plan.places {
            for cell in cells(place.region) {
                assert!(taken.insert(cell), "{cell} twice: {place:?}");
            }
        }
        let whole = Region::new(CellRef::new(0, 0), CellRef::new(plan.last, column::LAST));
        let gap = cells(whole).find(|cell| !taken.contains(cell));
        assert_eq!(gap, None);
    }
}

#[test]
fn what_is_asked_can_be_typed_and_nothing_else_can() {
    let plan = plan("{}");
    let asked: BTreeSet<CellRef> = plan
        .asks
        .iter()
        .flat_map(|(region, _)| cells(*region))
        .collect();
    for place in &plan.places {
        let open = is_open(place);
        assert!(
            cells(place.region).all(|cell| asked.contains(&cell) == open),
            "{place:?}"
        );
    }
}

#[test]
fn a_year_that_nobody_knows_is_left_open() {
    let registry = Registry::default();
    let open = with("{}", &registry, |template| {
        let template = Template {
            year: None,
            ..*template
        };
        let plan = template.plan(&Points::of(template.policy));
        plan.places[1].clone()
    });
    assert_eq!(
        (open.look, open.content),
        (Look::OpenYear, "（    年度）".into())
    );
    assert_eq!(plan("{}").places[1].look, Look::Year);
}

#[test]
fn the_tree_and_its_points_are_the_policy_s() {
    let standard = plan("{}");
    for label in [
        "产出指标\n（50分）",
        "效益指标\n（30分）",
        "满意度指标\n（10分）",
        "成本指标",
    ] {
        assert!(words(&standard).contains(&label), "{label}");
    }
    let cost_first = plan(r#"{"profile": "财政部2021"}"#);
    assert!(words(&cost_first).contains(&"成本指标\n（20分）"));
    let twenty = plan(r#"{"execution_weight": "20", "indicator_weight": "80"}"#);
    assert!(words(&twenty).contains(&"绩\n效\n指\n标\n（80分）"));
    assert!(
        words(&twenty).contains(&"产出指标"),
        "points that do not add up"
    );
}

#[test]
fn more_rows_are_given_where_more_are_wanted() {
    let registry = Registry::default();
    let last = |rows| {
        with("{}", &registry, |template| {
            let template = Template { rows, ..*template };
            template.plan(&Points::of(template.policy)).last
        })
    };
    // Five printed groups take as many each, the benefits twice as many.
    assert_eq!(last(4), last(3) + 7);
}

/// The cells of a sheet as another program reads them.
fn read(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let text = |row: &[calamine::Data]| row.iter().map(ToString::to_string).collect();
    range.rows().map(text).collect()
}

#[test]
fn the_same_settings_give_the_same_bytes_and_formulas_say_nothing_yet() {
    let registry = Registry::default();
    let bytes = || with("{}", &registry, |template| template.workbook().unwrap());
    let first = bytes();
    assert!(first == bytes(), "two forms differ");
    let rows = read(&first, FORM_SHEET);
    assert_eq!(rows[6], ["", "年度资金总额", "", "", "", "", "10", "", ""]);
    assert_eq!(rows[34], ["总分", "", "", "", "", "", "", "", ""]);
    assert_eq!(read(&first, OFFICES).len(), 16);
}

#[test]
fn names_of_offices_are_text_and_more_than_a_list_of_words_can_hold() {
    let office = |name: String| Office {
        name,
        ..Office::default()
    };
    let hostile = ["=1+1", "@SUM(A1)", "<b>&\u{1}"].map(str::to_owned);
    let many = (0..400).map(|number| format!("第{number}单位"));
    let registry = Registry {
        offices: hostile.into_iter().chain(many).map(office).collect(),
        ..Registry::default()
    };
    let bytes = with("{}", &registry, |template| {
        let template = Template {
            office: Some("=1+1"),
            ..*template
        };
        template.workbook().unwrap()
    });
    let names = read(&bytes, OFFICES);
    assert_eq!([&names[1][0], &names[2][0]], ["=1+1", "@SUM(A1)"]);
    assert_eq!(names.len(), 404);
    assert_eq!(read(&bytes, FORM_SHEET)[3][2], "=1+1");
}

#[test]
fn without_a_registry_there_is_no_list() {
    let registry = Registry {
        offices: Vec::new(),
        ..Registry::default()
    };
    let bytes = with("{}", &registry, |template| template.workbook().unwrap());
    let book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), [FORM_SHEET, GUIDE_SHEET]);
}

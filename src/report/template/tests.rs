use std::collections::BTreeSet;

use super::plan::{Content, Look, Place, column};
use super::*;
use crate::evaluate::ScoringSettings;
use crate::grid::{self, CellRef, Format, Limits, Region, Sheet};
use crate::registry::Office;
use crate::rules::CATALOGUE;

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

/// The sheets as they are read again.
fn sheets(bytes: &[u8]) -> Vec<Sheet> {
    let book = grid::read(Format::Xlsx, bytes, &Limits::default()).unwrap();
    book.sheets
}

/// What stands in a cell; nothing where an empty text does.
fn shown(sheet: &Sheet, cell: &str) -> String {
    let value = sheet.grid.slot(cell.parse().unwrap()).value;
    value.map_or_else(String::new, |value| value.text().into_owned())
}

#[test]
fn the_same_settings_give_the_same_bytes_and_formulas_say_nothing_yet() {
    let registry = Registry::default();
    let bytes = || with("{}", &registry, |template| template.workbook().unwrap());
    let first = bytes();
    assert!(first == bytes(), "two forms differ");
    let form = &sheets(&first)[0];
    for (cell, value) in [("B7", "年度资金总额"), ("G7", "10"), ("A35", "总分")] {
        assert_eq!(shown(form, cell), value);
    }
    for cell in [
        "D7", "E7", "F7", "H7", "I7", "H8", "G35", "H35", "C37", "C38", "C39",
    ] {
        assert_eq!(shown(form, cell), "", "{cell}");
    }
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
    let sheets = sheets(&bytes);
    let names = ["A2", "A3", "A4", "A404"].map(|cell| shown(&sheets[2], cell));
    assert_eq!(names[..2], ["=1+1", "@SUM(A1)"]);
    assert!(names[2].starts_with("<b>&"), "{}", names[2]);
    assert_eq!(names[3], "第399单位");
    assert_eq!(shown(&sheets[0], "C4"), "=1+1");
}

#[test]
fn without_a_registry_there_is_no_list() {
    let registry = Registry {
        offices: Vec::new(),
        ..Registry::default()
    };
    let bytes = with("{}", &registry, |template| template.workbook().unwrap());
    let names: Vec<String> = sheets(&bytes).into_iter().map(|sheet| sheet.name).collect();
    assert_eq!(names, [FORM_SHEET, GUIDE_SHEET]);
}

#[test]
fn every_rule_that_the_guide_names_is_in_the_catalogue() {
    let bytes = with("{}", &Registry::default(), |template| {
        template.workbook().unwrap()
    });
    let guide = &sheets(&bytes)[1];
    let text: String = guide
        .grid
        .cells()
        .map(|(_, value)| value.text().into_owned())
        .collect();
    let named: Vec<&str> = text
        .split(['（', '）', '、'])
        .filter(|word| word.len() == 4 && word.starts_with(|c: char| c.is_ascii_uppercase()))
        .collect();
    assert!(named.len() > 15, "{named:?}");
    for code in named {
        assert!(
            CATALOGUE.iter().any(|rule| rule.meta.code == code),
            "{code}"
        );
    }
}

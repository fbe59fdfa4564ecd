//! Forms drawn as text, read back: what is found, where, and what is left out.

use proptest::prelude::*;

use super::*;
use crate::grid::{CellRef, Grid, Region, Sheet, Visibility};
use crate::value::{AmountUnit, CellValue, Figure as _};

/// The reference layout in short; one line a row, cells divided by `|`.
const FORM: &str = "
    项目支出绩效自评表
    （2024年度）
    项目名称|便民服务项目
    主管部门|椿树街道办事处|||实施单位|社区服务中心
    项目负责人|王某|||联系电话|
    项目资金（万元）|||年初预算数|全年预算数（A）|全年执行数（B）|分值|执行率（B/A）|得分
    |年度资金总额||33万元|35.56041|35.56041万元|10|100%|10
    |其中：当年财政拨款||33||||—|
    |上年结转资金||—|/|无|—||—
    年度总体目标|预期目标||||实际完成情况
    |服务居民||||已服务居民
    绩效指标（90分）|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
    |产出指标（50分）|数量指标|指标1：服务次数|≥12次|12次|30|30|
    ||数量指标|指标2||||
    |||……||||
    ||成本指标|指标1：项目预算控制数|33万元|35.56041万元|20|20|
    |效益指标（30分）|经济效益指标|指标1：无||||
    ||社会效益指标|指标1：投诉下降率|≥5%|6%|30|30|
    |满意度指标（10分）|满意度指标|居民满意度|≥90%|95%|10|10|
    总分||||||100|100
    填表人：王某|||联系电话：010";

fn sheet(text: &str, offset: CellRef) -> Sheet {
    let mut grid = Grid::default();
    draw(&mut grid, text, offset);
    Sheet {
        name: "表一".to_owned(),
        visibility: Visibility::Visible,
        hidden_rows: 0,
        grid,
    }
}

fn draw(grid: &mut Grid, text: &str, offset: CellRef) {
    for (row, line) in (offset.row..).zip(text.trim_start_matches('\n').lines()) {
        for (col, cell) in (offset.col..).zip(line.trim_start().split('|')) {
            if !cell.trim().is_empty() {
                grid.put(CellRef::new(row, col), CellValue::Text(cell.to_owned()));
            }
        }
    }
}

fn read(text: &str) -> Form {
    let mut forms = forms_of(&sheet(text, CellRef::default()));
    assert_eq!(forms.len(), 1);
    forms.remove(0)
}

fn forms_of(sheet: &Sheet) -> Vec<Form> {
    extract_all(sheet, &Dictionary::shipped()).forms
}

fn at<T>(entry: &Entry<T>) -> String {
    entry.at().map(|at| at.to_string()).unwrap_or_default()
}

#[test]
fn every_block_is_read_with_its_cells() {
    let form = read(FORM);
    assert_eq!(form.reading.family.name, "beijing");
    assert_eq!(
        (form.reading.confidence(), form.kind),
        (100, FormKind::Project)
    );
    assert_eq!(form.area.to_string(), "A1:I20");
    assert_eq!(
        form.fiscal_year.value().map(|year| year.number()),
        Some(2024)
    );
    assert_eq!(
        form.head.project_name.value().map(String::as_str),
        Some("便民服务项目")
    );
    assert_eq!(at(&form.head.implementing_unit), "F4");
    assert!(form.head.phone.is_blank());
    let total = form.funding_row(FundingKind::Total).unwrap();
    assert_eq!(
        (
            at(&total.executed),
            total.executed.figure().unwrap().to_string()
        ),
        ("F7".into(), "35.56041".into())
    );
    assert_eq!(
        form.goals.actual.value().map(String::as_str),
        Some("已服务居民")
    );
    assert_eq!(
        form.total.as_ref().map(|total| at(&total.score)).as_deref(),
        Some("H20")
    );
}

#[test]
fn the_head_may_ask_for_the_year() {
    let year = |text: &str| {
        let form = read(text);
        let title = form.title.text().trim().to_owned();
        let year = form.head.fiscal_year;
        (title, year.value().map(|year| year.number()), at(&year))
    };
    let beside = FORM.replace("项目负责人|王某|||联系电话|", "预算年度|2024|||联系电话|");
    let title = || "项目支出绩效自评表".to_owned();
    assert_eq!(year(&beside), (title(), Some(2024), "B5".into()));
    // Above 项目名称 it is a line of the title block.
    let above = FORM.replace("（2024年度）", "|年度：2023||单位：万元");
    assert_eq!(year(&above), (title(), Some(2023), "B2".into()));
    let garbled = FORM.replace("（2024年度）", "年度|见封面");
    assert_eq!(year(&garbled), (title(), None, "B2".into()));
    assert_eq!(year(FORM), (title(), None, String::new()));
}

#[test]
fn nothing_stated_is_blank_and_never_zero() {
    let form = read(FORM);
    let carryover = form.funding_row(FundingKind::Carryover).unwrap();
    assert!(
        carryover.initial.is_blank()
            && carryover.full_year.is_blank()
            && carryover.executed.is_blank()
    );
    assert!(form.funding_row(FundingKind::Other).is_none());
}

#[test]
fn levels_are_carried_down_and_spare_rows_left_out() {
    let form = read(FORM);
    let rows: Vec<(u32, &str, &str, &str)> = form
        .indicator_rows()
        .iter()
        .map(|row| {
            (
                row.ordinal,
                row.level1.name.as_str(),
                row.level2.name.as_str(),
                row.name(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (1, "产出指标", "数量指标", "服务次数"),
            (2, "产出指标", "成本指标", "项目预算控制数"),
            (3, "效益指标", "经济效益指标", ""),
            (4, "效益指标", "社会效益指标", "投诉下降率"),
            (5, "满意度指标", "满意度指标", "居民满意度"),
        ]
    );
    let block = form.indicators.as_ref().unwrap();
    assert_eq!(
        block
            .declared_weight
            .map(|weight| weight.to_string())
            .as_deref(),
        Some("90")
    );
    let first = &block.rows[0];
    assert_eq!(
        first
            .level1
            .declared_weight
            .map(|weight| weight.to_string())
            .as_deref(),
        Some("50")
    );
    assert_eq!(
        (at(&first.target), first.level1.at.to_string()),
        ("E13".into(), "B13".into())
    );
}

#[test]
fn a_form_may_stand_anywhere() {
    let moved = forms_of(&sheet(FORM, CellRef::new(6, 3)));
    assert_eq!(
        at(&moved[0].funding.as_ref().unwrap().total.executed),
        "I13"
    );
    assert_eq!(moved[0].indicator_rows().len(), 5);
}

#[test]
fn forms_below_and_beside_one_another_are_kept_apart() {
    let mut grid = Grid::default();
    for (row, col) in [(0, 0), (25, 0), (0, 12)] {
        draw(&mut grid, FORM, CellRef::new(row, col));
    }
    let mut sheet = sheet("", CellRef::default());
    sheet.grid = grid;
    let forms = forms_of(&sheet);
    let places: Vec<String> = forms
        .iter()
        .map(|form| at(&form.funding.as_ref().unwrap().total.executed))
        .collect();
    assert_eq!(places, ["F7", "R7", "F32"]);
    for form in &forms {
        assert_eq!(form.indicator_rows().len(), 5);
        assert!(form.total.is_some());
    }
}

#[test]
fn the_unit_comes_from_the_label_then_the_values_then_a_line_then_is_assumed() {
    let unit = |text: &str| {
        let funding = read(text).funding.unwrap();
        (funding.unit, funding.unit_source)
    };
    assert_eq!(unit(FORM), (AmountUnit::Wan, UnitSource::Label));
    assert_eq!(
        unit(&FORM.replace("项目资金（万元）", "项目资金（元）")),
        (AmountUnit::Yuan, UnitSource::Label)
    );
    let unlabelled = FORM.replace("项目资金（万元）", "项目资金");
    assert_eq!(unit(&unlabelled), (AmountUnit::Wan, UnitSource::Values));
    let bare = unlabelled.replace("万元|", "|");
    assert_eq!(unit(&bare), (AmountUnit::Wan, UnitSource::Assumed));
    let line = bare.replace("（2024年度）", "（2024年度）|||单位：元");
    assert_eq!(unit(&line), (AmountUnit::Yuan, UnitSource::Line));
}

#[test]
fn old_forms_letter_the_initial_budget() {
    let old = FORM.replace("年初预算数|全年预算数（A）", "年初预算数(A)|");
    assert_eq!(read(&old).funding.unwrap().rate_base, RateBase::Initial);
    assert_eq!(read(FORM).funding.unwrap().rate_base, RateBase::FullYear);
}

#[test]
fn sign_and_unit_may_have_columns_of_their_own() {
    let form = read(
        "项目名称|甲
        一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分
        产出指标|数量指标|走访间隔|≤|10|天|8|10|10
        产出指标|质量指标|合格率|定性|好坏||好|10|10",
    );
    let rows = form.indicator_rows();
    let shown = |entry: &Entry<crate::value::Measure>| {
        entry.value().unwrap().quantity().map(ToString::to_string)
    };
    assert_eq!(
        (shown(&rows[0].target), shown(&rows[0].actual)),
        (Some("10天".into()), Some("8天".into()))
    );
    assert!(
        rows[0]
            .target
            .value()
            .unwrap()
            .comparator()
            .unwrap()
            .is_upper_limit()
    );
    assert_eq!(
        (at(&rows[0].target), shown(&rows[1].target)),
        ("E3".into(), None)
    );
}

#[test]
fn a_heading_of_local_wording_is_named_with_an_entry_to_paste() {
    let entries = |text: &str| {
        let form = read(text);
        let labels = form.reading.unknown_labels.iter();
        let entries = labels.map(|label| (label.at.to_string(), label.entry()));
        (entries.collect::<Vec<_>>(), form.reading.confidence())
    };
    let local = FORM.replace("全年执行数（B）", "全年实际执行金额");
    let executed = ("F6".to_owned(), "executed: [全年实际执行金额]".to_owned());
    assert_eq!(entries(&local).0, [executed]);
    assert!(
        entries(&local).1 < 70,
        "money that was not read is a grave doubt"
    );
    let pasted = DictionaryEntries([(Label::Executed, vec!["全年实际执行金额".to_owned()])].into());
    let sheet = sheet(&local, CellRef::default());
    let form = extract_all(&sheet, &Dictionary::with(&pasted))
        .forms
        .remove(0);
    assert_eq!(form.reading.confidence(), 100);
    assert!(form.reading.unknown_labels.is_empty());
    let (unknown, _) = entries(&FORM.replace("三级指标", "末级指标"));
    assert_eq!(
        unknown,
        [("D12".to_owned(), "level3: [末级指标]".to_owned())]
    );
}

#[test]
fn lists_are_no_forms() {
    assert!(forms_of(&sheet("姓名|电话\n王某|010", CellRef::default())).is_empty());
    assert!(forms_of(&sheet("项目名称|电话\n甲项目|010", CellRef::default())).is_empty());
}

#[test]
fn a_ledger_gives_a_form_for_every_project_and_none_for_its_sums() {
    let ledger = "
        （2024年度）自评汇总表
        单位：万元
        序号|主管部门|项目名称|预算资金|||自评得分
        |||年初预算数|全年预算数|全年执行数|
        椿树街道
        1|椿树街道办事处|甲项目|3|3|2.5|90
        2||51000021R000000019951-乙项目|5|4|4|88
        |小计||8|7|6.5|
        牛街街道
        1|牛街街道办事处|丙项目|1|1|1|100
        合计|||9|8|7.5|
        填表人：王某";
    let forms = forms_of(&sheet(ledger, CellRef::default()));
    let shown: Vec<_> = forms
        .iter()
        .map(|form| {
            let total = &form.funding.as_ref().unwrap().total;
            (
                form.head.project_name.value().unwrap().as_str(),
                form.head.supervising_department.value().unwrap().as_str(),
                at(&total.executed),
                form.total.as_ref().unwrap().score.text(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("甲项目", "椿树街道办事处", "F6".to_owned(), "90"),
            ("乙项目", "椿树街道办事处", "F7".to_owned(), "88"),
            ("丙项目", "牛街街道办事处", "F10".to_owned(), "100"),
        ]
    );
    assert!(forms.iter().all(|form| form.kind == FormKind::LedgerRow));
    assert_eq!(
        forms[1].head.project_code.value().unwrap(),
        "51000021R000000019951"
    );
    assert_eq!(forms[0].fiscal_year.value().unwrap().number(), 2024);
}

#[test]
fn a_merged_value_belongs_to_one_place() {
    let mut sheet = sheet(FORM, CellRef::default());
    // 得分 of the total row merged down over the rows below it: those rows have no score of their own.
    sheet
        .grid
        .merge(Region::new(CellRef::new(6, 8), CellRef::new(7, 8)));
    let form = forms_of(&sheet).remove(0);
    assert_eq!(
        form.funding
            .as_ref()
            .unwrap()
            .total
            .score
            .figure()
            .unwrap()
            .decimal(),
        10.into()
    );
    assert!(
        form.funding_row(FundingKind::Appropriation)
            .unwrap()
            .score
            .is_absent()
    );
}

/// Words of forms and odd values, to be thrown on a grid at random.
fn any_cell() -> impl Strategy<Value = String> {
    let words: Vec<String> = FORM
        .split(['|', '\n'])
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .chain(
            [
                "#REF!",
                "1e99",
                "合计",
                "项目名称：",
                "（）",
                "99999999999999999",
            ]
            .map(String::from),
        )
        .collect();
    proptest::sample::select(words)
}

proptest! {
    #[test]
    fn no_arrangement_of_words_ends_extraction(
        cells in proptest::collection::vec((0_u32..25, 0_u32..12, any_cell()), 0..120),
        merges in proptest::collection::vec((0_u32..25, 0_u32..12, 0_u32..6, 0_u32..6), 0..12),
    ) {
        let mut grid = Grid::default();
        for (row, col, text) in cells {
            grid.put(CellRef::new(row, col), CellValue::Text(text));
        }
        for (row, col, height, width) in merges {
            grid.merge(Region::new(CellRef::new(row, col), CellRef::new(row + height, col + width)));
        }
        let mut sheet = sheet("", CellRef::default());
        sheet.grid = grid;
        for form in forms_of(&sheet) {
            prop_assert!(form.indicator_rows().iter().all(|row| row.ordinal > 0));
        }
    }

    #[test]
    fn moving_a_form_moves_every_cell(row in 0_u32..40, col in 0_u32..20) {
        let still = forms_of(&sheet(FORM, CellRef::default())).remove(0);
        let moved = forms_of(&sheet(FORM, CellRef::new(row, col))).remove(0);
        for (one, other) in still.indicator_rows().iter().zip(moved.indicator_rows()) {
            let from = one.target.at().unwrap();
            let to = other.target.at().unwrap();
            prop_assert_eq!((to.row - from.row, to.col - from.col), (row, col));
            prop_assert_eq!(&one.target.text(), &other.target.text());
        }
    }
}

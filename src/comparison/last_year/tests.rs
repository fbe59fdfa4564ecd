use super::*;

fn row(change: &[(usize, &str)]) -> DataRow {
    let mut row: DataRow = [
        "2023",
        "0011",
        "椿树街道",
        "社区建设科",
        "道路维修",
        "33",
        "30.5",
        "90",
        "100",
        "表.xlsx",
        "自评表",
        "A1",
    ]
    .map(str::to_owned);
    for (at, text) in change {
        (*text).clone_into(&mut row[*at]);
    }
    row
}

fn year(year: u16) -> Option<FiscalYear> {
    FiscalYear::try_from(year).ok()
}

fn of(rows: &[DataRow]) -> LastYear {
    LastYear {
        path: "2023年".to_owned(),
        forms: rows.iter().cloned().map(EarlierForm::of_row).collect(),
        notes: Vec::new(),
    }
}

#[test]
fn a_row_of_the_table_is_a_form() {
    let form = EarlierForm::of_row(row(&[]));
    assert_eq!(form.unspent().unwrap().amount.to_string(), "2.5");
    assert_eq!(form.place, "表.xlsx!自评表!A1");
    let unknown = EarlierForm::of_row(row(&[(6, "")]));
    assert_eq!(unknown.unspent(), None);
}

#[test]
fn forms_of_other_years_are_left_out_and_told() {
    let both = of(&[row(&[]), row(&[(0, "2022")]), row(&[(0, "")])]);
    let kept = both.before(year(2024)).unwrap();
    assert_eq!(kept.forms.len(), 2);
    assert!(
        kept.notes[0].text().contains("有 1 张表不是 2023 年度"),
        "{:?}",
        kept.notes
    );
}

#[test]
fn this_years_own_output_is_not_last_year() {
    let error = of(&[row(&[(0, "2024")])])
        .before(year(2024))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("没有 2023 年度的自评表（有 2024 年度）"),
        "{error}"
    );
    assert!(of(&[row(&[])]).before(None).is_ok());
}

#[test]
fn a_table_is_read_from_csv_without_its_apostrophes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("projects.csv");
    let text = format!(
        "\u{feff}form_id,{}\r\nx,{}\r\n",
        DATA_COLUMNS.join(","),
        row(&[(4, "'=道路")]).join(",")
    );
    #[allow(clippy::disallowed_methods, reason = "a test makes its input")]
    std::fs::write(&path, text).unwrap();
    assert_eq!(
        Whereabouts::of(folder.path()),
        Whereabouts::Table(path.clone())
    );
    let read = LastYear::of_table(&path, &crate::grid::Limits::default()).unwrap();
    assert_eq!(read.forms, [EarlierForm::of_row(row(&[(4, "=道路")]))]);
}

#[test]
fn a_file_without_the_columns_is_no_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("别的.csv");
    #[allow(clippy::disallowed_methods, reason = "a test makes its input")]
    std::fs::write(&path, "甲,乙\n1,2\n").unwrap();
    let error = LastYear::of_table(&path, &crate::grid::Limits::default()).unwrap_err();
    assert!(error.to_string().contains("projects.csv"), "{error}");
    assert_eq!(
        Whereabouts::of(folder.path()),
        Whereabouts::Workbooks(folder.path().to_path_buf())
    );
}

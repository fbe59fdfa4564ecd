use super::*;

fn told(text: &str) -> Vec<(SensitiveKind, String)> {
    let found = find(text).into_iter();
    found.map(|place| (place.kind, place.masked)).collect()
}

fn id(masked: &str) -> Vec<(SensitiveKind, String)> {
    vec![(SensitiveKind::IdNumber, masked.to_owned())]
}

fn phone(masked: &str) -> Vec<(SensitiveKind, String)> {
    vec![(SensitiveKind::MobilePhone, masked.to_owned())]
}

#[test]
fn identity_numbers_are_known_by_their_check_digit() {
    // 11010519491231002X is the worked example of GB 11643.
    assert_eq!(told("11010519491231002X"), id("110105********002X"));
    assert_eq!(
        told("身份证11010519491231002x，低保"),
        id("110105********002x")
    );
    assert_eq!(
        told("１１０１０５１９４９１２３１００２Ｘ"),
        id("110105********002X")
    );
    assert_eq!(told("440524188001010014"), [], "born in 1880");
    assert_eq!(told("110105 19491231 002X"), id("110105********002X"));
    assert_eq!(told("110105490101002"), id("110105******002"));
}

#[test]
fn other_long_numbers_are_no_identity_numbers() {
    for other in [
        "110105194912310021",    // the check digit is X
        "110105194913310025",    // no 13th month
        "910105194912310024",    // no province: a code of social credit
        "6222021102001234567",   // a bank account of 19 digits
        "622202110200123456",    // one of 18: 2110 is no year of birth
        "110102240000000012345", // a project code
        "P11010519491231002X",   // part of a code
        "11010519491231002X-01",
        "110105491301002", // 15 digits, no 13th month
        "990105490101002", // 15 digits, no province
        "123456789012345",
        "11010519491231002.55",
    ] {
        assert_eq!(told(other), [], "{other}");
    }
}

#[test]
fn mobile_numbers_are_known_by_their_beginning() {
    assert_eq!(told("13812345678"), phone("138****5678"));
    assert_eq!(told("联系人张某138 1234 5678"), phone("138****5678"));
    assert_eq!(told("+86-13812345678"), phone("138****5678"));
    assert_eq!(told("8613812345678"), phone("138****5678"));
    assert_eq!(told("电话：１３８１２３４５６７８。"), phone("138****5678"));
    assert_eq!(told("13812345678、13987654321").len(), 2);
    assert_eq!(told("13812345678/13987654321").len(), 2);
}

#[test]
fn numbers_in_a_list_are_told_apart() {
    let person = vec![
        (SensitiveKind::IdNumber, "440524********0013".to_owned()),
        (SensitiveKind::MobilePhone, "138****5678".to_owned()),
    ];
    for list in [
        "440524198001010013，13812345678",
        "440524198001010013,13812345678",
        "440524198001010013 13812345678",
        "2，440524198001010013，13812345678，3 人",
    ] {
        assert_eq!(told(list), person, "{list}");
    }
    assert_eq!(told("11010519491231002X，3人"), id("110105********002X"));
    assert_eq!(
        masked("440524198001010013 13812345678，1"),
        "440524********0013 138****5678，1"
    );
    assert_eq!(told("6222 0213 8123 45678"), []);
}

#[test]
fn other_numbers_are_no_telephones_of_persons() {
    for other in [
        "010-66012345",
        "12345678901",
        "12012345678",
        "138123456789",
        "1381234567",
        "13812345678.50",
        "15000000000",
        "合同编号XM13812345678",
        "2024-13812345678",
        "138,1234,5678",
        "2024年1月1日至2024年12月31日",
        "350000.00元、123456.78元",
    ] {
        assert_eq!(told(other), [], "{other}");
    }
}

#[test]
fn marks_of_secrecy_stand_alone_or_bear_a_star() {
    for mark in [
        "秘密",
        "机密",
        "绝密",
        "机 密",
        "【秘密】",
        "密级：秘密",
        "机密★5年",
        "秘密★",
        "内部资料",
        "内部资料 注意保密",
        "（内部资料，请注意保密）",
        "注意保密",
        "绝密级",
        "秘密★长期",
        "内部文件，严禁外传",
    ] {
        let kinds: Vec<SensitiveKind> = find(mark).iter().map(|place| place.kind).collect();
        assert_eq!(kinds, [SensitiveKind::Classification], "{mark}");
    }
    let within = told("西城区财政局　机密★5年　第3号");
    assert_eq!(
        within,
        [(SensitiveKind::Classification, "机密★5年".to_owned())]
    );
}

#[test]
fn words_about_secrecy_are_no_marks() {
    for words in [
        "保密工作经费",
        "涉密载体销毁项目",
        "商业秘密",
        "保守国家秘密宣传教育",
        "密级",
        "密级：无",
        "密级：公开",
        "内部",
        "内部资料印刷费",
        "保密",
        "机密文件柜采购",
        "注意保密教育培训",
        "秘密工作",
        "不涉及国家秘密、商业秘密",
        "内部审计",
        "加强内部管理，注意保密",
    ] {
        assert_eq!(told(words), [], "{words}");
    }
}

#[test]
fn what_is_masked_keeps_all_else() {
    let text = "补助对象：11010519491231002X，电话 138 1234 5678；预算 33 万元，编号 20240101";
    assert_eq!(
        masked(text),
        "补助对象：110105********002X，电话 138 **** 5678；预算 33 万元，编号 20240101"
    );
    assert_eq!(masked("机密★5年"), "机密★5年");
    assert_eq!(masked("１３８１２３４５６７８"), "１３８****５６７８");
}

proptest::proptest! {
    /// Masking hides everything at once and leaves all other texts as they are.
    #[test]
    fn nothing_personal_is_left_behind(text in "[0-9Xx \\-，。，a1３1张★密秘机内]{0,60}") {
        let hidden = masked(&text);
        proptest::prop_assert_eq!(hidden.chars().count(), text.chars().count());
        let left = find(&hidden);
        let is_mark = |place: &Sensitive| place.kind == SensitiveKind::Classification;
        proptest::prop_assert!(left.iter().all(is_mark), "{} → {}", text, hidden);
        if find(&text).iter().all(is_mark) {
            proptest::prop_assert_eq!(hidden, text);
        }
    }

    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,80}") {
        let _ = masked(&text);
    }
}

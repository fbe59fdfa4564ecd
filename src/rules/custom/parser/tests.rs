use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::rules::custom::condition::Known;
use crate::tables::columns::{INDICATORS, PROJECTS};
use crate::value::text::normal_form;

fn parsed(text: &str) -> Truth {
    parse(text, CheckedTable::Projects).unwrap().truth
}

fn fault(text: &str) -> (Range<usize>, String) {
    let fault = parse(text, CheckedTable::Projects).unwrap_err();
    (fault.at, fault.reason)
}

#[test]
fn and_binds_tighter_than_or_and_times_than_plus() {
    let same = |one: &str, other: &str| assert_eq!(parsed(one), parsed(other), "{one}");
    same(
        "executed > 1 or executed < 0 and grade = '差'",
        "executed > 1 or (executed < 0 and grade = '差')",
    );
    same(
        "executed + initial_budget * 2 > 3 - 2 - 1",
        "(executed + (initial_budget * 2)) > ((3 - 2) - 1)",
    );
    same(
        "not executed > 1 and grade is null",
        "(not (executed > 1)) and (grade is null)",
    );
    same("-executed * 2 > 1", "(-executed) * 2 > 1");
    same("grade in ('良', '中')", "grade = '良' or grade = '中'");
    same("grade not in ('良')", "not grade = '良'");
}

#[test]
fn chinese_and_english_say_the_same() {
    let same = |one: &str, other: &str| assert_eq!(parsed(one), parsed(other), "{one}");
    same(
        "全年执行数＞全年预算数×110％ 且 街道＝“椿树街道”",
        "executed > full_year_budget * 1.1 and street_office = '椿树街道'",
    );
    same(
        "项目编码为空或非（等级属于（'优'、'良'））",
        "project_code is null or not grade in ('优','良')",
    );
    same("等级不属于('优')", "GRADE NOT IN ('优')");
    same("包含(项目名称, '工程')", "contains(project_name, '工程')");
    same(
        "空则取(上年结转执行数, 0) > 0",
        "coalesce(carryover_executed, 0) > 0",
    );
    same("主管部门不为空", "supervising_department is not null");
    same(
        "[执行数÷年初预算] >= 90%",
        "execution_rate_vs_initial >= 0.9",
    );
}

#[test]
fn a_condition_knows_what_it_reads() {
    let read = parse(
        "executed > 全年预算数 and executed > 1",
        CheckedTable::Projects,
    )
    .unwrap();
    let names: Vec<_> = read.columns.iter().map(|column| column.name).collect();
    assert_eq!(names, ["executed", "full_year_budget"]);
}

#[test]
fn a_slip_is_told_at_its_place() {
    let told = [
        ("executed > ", 11..11, "没有写完"),
        ("executed > '33'", 11..15, "数字不加引号"),
        ("project_code = 101", 15..18, "如 '101'"),
        ("executed > grade", 11..16, "应为数字，实际为文字"),
        ("grade > '良'", 0..11, "只能用 = 或 !="),
        ("executed", 0..8, "应为判断"),
        ("executed and grade = '良'", 0..8, "应为判断"),
        ("0 < executed < 9", 13..14, "不能连写"),
        ("(executed > 1", 13..13, "括号没有成对"),
        ("executed > 1)", 12..13, "and（且）"),
        ("executed is 1", 12..13, "null"),
        ("contain(grade, '良')", 0..7, "没有“contain”这一函数"),
        ("contains(grade)", 0..15, "用法如"),
        ("round(executed, 1.5) > 1", 16..19, "0 到 10 的整数"),
        ("coalesce(executed, grade) > 1", 19..24, "应为数字"),
        ("grade in '良'", 9..12, "应为括号"),
        ("1 = 1", 0..5, "没有用到任何一列"),
        ("findings_error > 0", 0..14, "核查的结果"),
        ("executed > 1 grade = '良'", 13..18, "and（且）"),
        ("(executed > 1) is null", 0..14, "应为列"),
    ];
    for (text, at, reason) in told {
        let (found, said) = fault(text);
        assert_eq!(found, at, "{text}: {said}");
        assert!(said.contains(reason), "{text}: {said}");
    }
    assert!(fault(&"x".repeat(3_000)).1.contains("最多"));
    assert!(fault(&"(".repeat(1_000)).1.contains("太深"));
    assert!(fault(&"not ".repeat(400)).1.contains("太深"));
    assert!(
        fault(&format!("{}executed > 1", "- ".repeat(400)))
            .1
            .contains("太深")
    );
}

/// A condition as text, with every bracket.
struct Printed<'a, T>(&'a T);

impl std::fmt::Display for Printed<'_, Truth> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Truth::Compare(left, by, right) => {
                let by = match by {
                    Comparison::Equal => "=",
                    Comparison::Unequal => "!=",
                    Comparison::Less => "<",
                    Comparison::AtMost => "<=",
                    Comparison::Greater => ">",
                    Comparison::AtLeast => ">=",
                };
                write!(f, "({} {by} {})", Printed(left), Printed(right))
            }
            Truth::Same(left, right) => write!(f, "({} = {})", Printed(left), Printed(right)),
            Truth::Contains(one, other) => {
                write!(f, "contains({}, {})", Printed(one), Printed(other))
            }
            Truth::StartsWith(one, other) => {
                write!(f, "starts_with({}, {})", Printed(one), Printed(other))
            }
            Truth::EndsWith(one, other) => {
                write!(f, "ends_with({}, {})", Printed(one), Printed(other))
            }
            Truth::IsNull(Known::Number(number)) => write!(f, "({} is null)", Printed(number)),
            Truth::IsNull(Known::Text(text)) => write!(f, "({} is null)", Printed(text)),
            Truth::Not(truth) => write!(f, "(not {})", Printed(&**truth)),
            Truth::And(one, other) => write!(f, "({} and {})", Printed(&**one), Printed(&**other)),
            Truth::Or(one, other) => write!(f, "({} or {})", Printed(&**one), Printed(&**other)),
        }
    }
}

impl std::fmt::Display for Printed<'_, Number> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Number::Literal(number) => write!(f, "{number}"),
            Number::Column(column) => f.write_str(column.name),
            Number::Negated(number) => write!(f, "(-{})", Printed(&**number)),
            Number::Arithmetic(left, operation, right) => {
                let sign = match operation {
                    Operation::Add => '+',
                    Operation::Subtract => '-',
                    Operation::Multiply => '*',
                    Operation::Divide => '/',
                };
                write!(f, "({} {sign} {})", Printed(&**left), Printed(&**right))
            }
            Number::Abs(number) => write!(f, "abs({})", Printed(&**number)),
            Number::Round(number, places) => write!(f, "round({}, {places})", Printed(&**number)),
            Number::Length(text) => write!(f, "length({})", Printed(&**text)),
            Number::Coalesce(numbers) => {
                write!(f, "coalesce({})", listed(numbers.iter().map(Printed)))
            }
        }
    }
}

impl std::fmt::Display for Printed<'_, Text> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Text::Literal(text) => {
                write!(f, "'{}'", text.replace('\'', "''").replace('＇', "＇＇"))
            }
            Text::Column(column) => write!(f, "[{}]", column.header),
            Text::Coalesce(texts) => write!(f, "coalesce({})", listed(texts.iter().map(Printed))),
        }
    }
}

fn listed(parts: impl Iterator<Item = impl std::fmt::Display>) -> String {
    let parts: Vec<String> = parts.map(|part| part.to_string()).collect();
    parts.join(", ")
}

fn column(is_text: bool) -> impl Strategy<Value = &'static Column> {
    let fits = move |column: &&Column| (column.kind == Kind::Text) == is_text;
    let found = |column: &&Column| !column.name.starts_with("findings_");
    // Of columns with the same name the indicator's is read.
    let named = |column: &&Column| {
        let same = |other: &&Column| other.name == column.name || other.header == column.header;
        INDICATORS.iter().chain(PROJECTS).find(same) == Some(*column)
    };
    let all = INDICATORS.iter().chain(PROJECTS);
    let all: Vec<_> = all.filter(fits).filter(found).filter(named).collect();
    proptest::sample::select(all)
}

fn text() -> impl Strategy<Value = Text> {
    let leaf = prop_oneof![
        "[^\\p{Zs}\\p{Cc}]{1,8}"
            .prop_filter("nothing is left of it", |text| !normal_form(text)
                .is_empty())
            .prop_map(Text::Literal),
        column(true).prop_map(Text::Column),
    ];
    leaf.prop_recursive(2, 4, 3, |inner| {
        prop::collection::vec(inner, 2..4).prop_map(Text::Coalesce)
    })
}

fn number() -> impl Strategy<Value = Number> {
    let operation = prop_oneof![
        Just(Operation::Add),
        Just(Operation::Subtract),
        Just(Operation::Multiply),
        Just(Operation::Divide),
    ];
    let leaf = prop_oneof![
        (0..i64::MAX, 0..7_u32)
            .prop_map(|(digits, scale)| Number::Literal(Decimal::new(digits, scale))),
        column(false).prop_map(Number::Column),
        text().prop_map(|text| Number::Length(Box::new(text))),
    ];
    leaf.prop_recursive(3, 12, 3, move |inner| {
        let one = inner.clone().prop_map(Box::new);
        prop_oneof![
            one.clone().prop_map(Number::Negated),
            one.clone().prop_map(Number::Abs),
            (one.clone(), 0..11_u32).prop_map(|(number, places)| Number::Round(number, places)),
            (one.clone(), operation.clone(), one)
                .prop_map(|(left, by, right)| Number::Arithmetic(left, by, right)),
            prop::collection::vec(inner, 2..4).prop_map(Number::Coalesce),
        ]
    })
}

fn truth() -> impl Strategy<Value = Truth> {
    let comparison = prop_oneof![
        Just(Comparison::Equal),
        Just(Comparison::Unequal),
        Just(Comparison::Less),
        Just(Comparison::AtMost),
        Just(Comparison::Greater),
        Just(Comparison::AtLeast),
    ];
    let leaf = prop_oneof![
        (number(), comparison, number())
            .prop_map(|(one, by, other)| Truth::Compare(one, by, other)),
        (text(), text()).prop_map(|(one, other)| Truth::Same(one, other)),
        (text(), text()).prop_map(|(one, other)| Truth::Contains(one, other)),
        (text(), text()).prop_map(|(one, other)| Truth::StartsWith(one, other)),
        (text(), text()).prop_map(|(one, other)| Truth::EndsWith(one, other)),
        number().prop_map(|number| Truth::IsNull(Known::Number(number))),
        text().prop_map(|text| Truth::IsNull(Known::Text(text))),
    ];
    leaf.prop_recursive(3, 10, 2, |inner| {
        let one = inner.prop_map(Box::new);
        prop_oneof![
            one.clone().prop_map(Truth::Not),
            (one.clone(), one.clone()).prop_map(|(one, other)| Truth::And(one, other)),
            (one.clone(), one).prop_map(|(one, other)| Truth::Or(one, other)),
        ]
    })
}

/// Text that is nearly a condition.
fn rubble() -> impl Strategy<Value = String> {
    let words = [
        "executed",
        "全年执行数",
        "且",
        "或",
        "非",
        "为空",
        "(",
        ")",
        "（",
        "'",
        "“",
        "[",
        ",",
        "in",
        "not",
        "is",
        "null",
        "<",
        "=",
        "＞",
        "-",
        "*",
        "/",
        "1.5",
        "90%",
        "coalesce",
        "round(",
        "'x'",
        "{",
        "\u{0}",
        "é",
        "万元",
        " ",
        "\n",
    ];
    prop::collection::vec(proptest::sample::select(words.to_vec()), 0..24)
        .prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_printed_is_read_back(truth in truth()) {
        let text = Printed(&truth).to_string();
        prop_assume!(text.chars().count() <= LONGEST);
        match parse(&text, CheckedTable::Indicators) {
            Ok(condition) => prop_assert_eq!(condition.truth, truth, "{}", text),
            Err(fault) => prop_assert!(fault.reason.contains("没有用到任何一列"), "{}: {:?}", text, fault),
        }
    }

    #[test]
    fn nothing_that_is_typed_ends_the_program(text in any::<String>()) {
        let _ = parse(&text, CheckedTable::Projects);
    }

    #[test]
    fn faults_lie_within_the_text(text in rubble()) {
        if let Err(fault) = parse(&text, CheckedTable::Projects) {
            let length = text.chars().count();
            prop_assert!(fault.at.start <= fault.at.end && fault.at.end <= length, "{:?}", fault);
        }
    }
}

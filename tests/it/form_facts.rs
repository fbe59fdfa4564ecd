//! Facts (`tests/forms/<name>.facts`): what a careful reader takes from the source of a form,
//! compared with what was read, value by value and in both directions: nothing that is printed may be
//! lost, nothing that is not printed may be read. `tests/forms/README.md` shows the notation.

use std::collections::BTreeMap;

use jixiao::form::Form;

use crate::form_dump::{Value, values};

/// The facts of one workbook: of each of its forms, in their order, by key.
pub(crate) struct Facts(Vec<BTreeMap<String, String>>);

impl Facts {
    pub(crate) fn parse(text: &str) -> Self {
        let mut forms = vec![BTreeMap::new()];
        for (line, fact) in (1..).zip(text.lines()) {
            if fact.is_empty() || fact.starts_with('#') {
                continue;
            }
            let (path, value) = fact
                .split_once(" = ")
                .unwrap_or_else(|| panic!("line {line}: “{fact}” is no `key = value`"));
            let (form, key) = form_and_key(path);
            while forms.len() < form {
                forms.push(BTreeMap::new());
            }
            let earlier = forms[form - 1].insert(key.to_owned(), value.trim().to_owned());
            assert!(earlier.is_none(), "line {line}: {path} is stated twice");
        }
        Self(forms)
    }

    /// One line for every difference: key, expected, got.
    pub(crate) fn differences(&self, forms: &[Form]) -> Vec<String> {
        let none = BTreeMap::new();
        let count = self.0.len().max(forms.len());
        (0..count)
            .flat_map(|at| {
                let facts = self.0.get(at).unwrap_or(&none);
                let read = forms.get(at).map(values).unwrap_or_default();
                let of_form = move |difference| format!("form.{}.{difference}", at + 1);
                compare(facts, &read).into_iter().map(of_form)
            })
            .collect()
    }
}

/// `form.2.project` → 2 and `project`; the first form needs no number.
fn form_and_key(path: &str) -> (usize, &str) {
    path.strip_prefix("form.")
        .and_then(|numbered| numbered.split_once('.'))
        .and_then(|(number, key)| Some((number.parse().ok()?, key)))
        .unwrap_or((1, path))
}

fn compare(facts: &BTreeMap<String, String>, read: &[Value]) -> Vec<String> {
    let of_key = |key: &str| read.iter().find(|value| value.key == key);
    let wrong = facts.iter().filter_map(|(key, expected)| {
        let got = of_key(key).and_then(|value| value.fact.as_deref());
        let got = got.unwrap_or("(no such place)");
        (got != expected).then(|| format!("{key}: expected “{expected}”, got “{got}”"))
    });
    let invented = read.iter().filter_map(|value| {
        let got = value.fact.as_deref()?;
        let stated = value.is_blank || IDENTITY.contains(&value.key.as_str());
        (!stated && !facts.contains_key(&value.key))
            .then(|| format!("{}: expected nothing, got “{got}”", value.key))
    });
    wrong.chain(invented).collect()
}

/// What every form has in some way; facts state it where the source does.
const IDENTITY: [&str; 2] = ["template", "amount_unit"];

mod tests {
    use jixiao::form::{Dictionary, extract_all};

    use super::*;
    use crate::form_file::sheets;

    const FORM: &str = "[sheet 表]
项目名称 | 便民服务 | 项目负责人 |
项目资金（元） | 年初预算数 | 全年预算数 | 全年执行数
年度资金总额 | 50000 | 见附件 |
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
产出指标 | 数量指标 | 服务⏎次数 | ≥12次 | —
[sheet 表二]
项目名称 | 清扫保洁
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值";

    const FACTS: &str = "# by hand
template = national
project = 便民服务
lead = (blank)
amount_unit = 元
fund.total.initial = 5
fund.total.full_year = (unread) 见附件
fund.total.executed = (blank)
ind.1.level1 = 产出指标
ind.1.level2 = 数量指标
ind.1.name = 服务⏎次数
ind.1.target = ≥12次
ind.1.actual = (blank)
form.2.project = 清扫保洁";

    fn differences(facts: &str) -> Vec<String> {
        let forms: Vec<Form> = sheets(FORM)
            .iter()
            .flat_map(|sheet| extract_all(sheet, &Dictionary::shipped()).forms)
            .collect();
        Facts::parse(facts).differences(&forms)
    }

    #[test]
    fn facts_that_hold_are_silent() {
        assert_eq!(differences(FACTS), Vec::<String>::new());
    }

    #[test]
    fn a_wrong_value_is_named() {
        assert_eq!(
            differences(&FACTS.replace("initial = 5", "initial = 50000")),
            ["form.1.fund.total.initial: expected “50000”, got “5”"]
        );
    }

    #[test]
    fn what_was_lost_is_named() {
        assert_eq!(
            differences(&format!("{FACTS}\nphone = 010\nform.3.project = 丙")),
            [
                "form.1.phone: expected “010”, got “(no such place)”",
                "form.3.project: expected “丙”, got “(no such place)”"
            ]
        );
    }

    #[test]
    fn what_was_invented_is_named() {
        assert_eq!(
            differences(&FACTS.replace("ind.1.target = ≥12次", "")),
            ["form.1.ind.1.target: expected nothing, got “≥12次”"]
        );
        assert_eq!(
            differences(&FACTS.replace("form.2.project = 清扫保洁", "")),
            ["form.2.project: expected nothing, got “清扫保洁”"]
        );
    }

    #[test]
    #[should_panic(expected = "line 2: “project” is no `key = value`")]
    fn a_line_without_a_value_is_refused() {
        Facts::parse("year = 2024\nproject");
    }

    #[test]
    #[should_panic(expected = "line 2: form.1.year is stated twice")]
    fn a_fact_stands_once() {
        Facts::parse("year = 2024\nform.1.year = 2024");
    }
}

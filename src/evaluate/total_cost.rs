//! Indicators that state what the whole project costs: the money of the funding block once more.

use crate::form::{Category, Form, Indicator};
use crate::value::text;

/// Words in the name of such an indicator, unless configured otherwise.
pub const TOTAL_COST_NAMES: [&str; 6] = [
    "总成本",
    "预算控制",
    "项目成本",
    "成本控制数",
    "成本总额",
    "预算总额",
];

/// Words by which a cost is that of a part or of one unit.
const NOT_TOTAL: [&str; 14] = [
    "单位", "单价", "单项", "单次", "单个", "人均", "户均", "次均", "平均", "每", "率", "节约",
    "降低", "其中",
];

/// Does the indicator state the total cost: by one of `names`, or as a cost called like the project?
#[must_use]
pub fn is_total_cost<W: AsRef<str>>(row: &Indicator, form: &Form, names: &[W]) -> bool {
    let name = text::normal_form(row.name());
    let is_project =
        row.category == Category::Cost && name == text::normal_form(form.head.project_name.text());
    let holds = |word: &str| name.contains(word);
    let is_named = names.iter().any(|word| holds(word.as_ref()));
    is_project || (is_named && !NOT_TOTAL.iter().any(|word| holds(word)))
}

//! What was read of a form, one line a value: its path, its cell, what was typed and what it means.
//! The one walk over a [`Form`] in the tests: a new place of the form is one more line here, and is
//! then shown in the snapshots and compared with the facts.

use std::fmt;

use jixiao::form::{Entry, Form, Funding, FundingRow, Indicator, Level, UnitSource};
use jixiao::grid::CellRef;
use jixiao::value::{AmountUnit, Figure, Measure, Printed};

/// One value of a form.
pub(crate) struct Value {
    /// Its path, as the facts name it: `fund.total.initial`, `ind.3.target`.
    pub(crate) key: String,
    /// What a careful reader notes for it; nothing for what the facts do not speak of.
    pub(crate) fact: Option<String>,
    /// Is there a place that states nothing?
    pub(crate) is_blank: bool,
    line: String,
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

/// Every value of a form, in its order.
pub(crate) fn values(form: &Form) -> Vec<Value> {
    let mut walk = Walk(form, Vec::new());
    walk.said("area", form.area);
    walk.fact("template", &form.reading.family.name);
    walk.said("confidence", form.reading.confidence());
    for doubt in &form.reading.doubts {
        walk.said("doubt", doubt);
    }
    for label in &form.reading.unknown_labels {
        walk.said("unknown", format!("{} → {}", label.at, label.entry()));
    }
    walk.said("title", format!("“{}”", form.title.text()));
    let year = match &form.fiscal_year {
        Entry::Absent => &form.head.fiscal_year,
        titled => titled,
    };
    walk.entry("year", year, ToString::to_string, meant);
    walk.head(form);
    if let Some(funding) = &form.funding {
        walk.funding(funding);
    }
    walk.goal("goal.expected", &form.goals.expected);
    walk.goal("goal.actual", &form.goals.actual);
    if let Some(block) = &form.indicators {
        walk.said("ind", format!("{:?} points", block.declared_weight));
        for indicator in &block.rows {
            walk.indicator(indicator);
        }
    }
    if let Some(total) = &form.total {
        walk.figure("total.weight", &total.weight);
        walk.figure("total.score", &total.score);
        walk.figure("total.review_score", &total.review_score);
        walk.text("total.grade", &total.grade);
    }
    walk.1
}

struct Walk<'f>(&'f Form, Vec<Value>);

impl Walk<'_> {
    fn head(&mut self, form: &Form) {
        self.text("project", &form.head.project_name);
        self.entry("code", &form.head.project_code, String::clone, meant);
        self.text("department", &form.head.supervising_department);
        self.text("unit", &form.head.implementing_unit);
        self.text("lead", &form.head.project_lead);
        self.text("phone", &form.head.phone);
    }

    fn funding(&mut self, funding: &Funding) {
        let unit = match funding.unit {
            _ if funding.unit_source == UnitSource::Assumed => "(not stated)",
            AmountUnit::Yuan => "元",
            AmountUnit::Thousand => "千元",
            AmountUnit::Wan => "万元",
            AmountUnit::Yi => "亿元",
        };
        self.fact("amount_unit", unit);
        self.said("fund.rate_base", format!("{:?}", funding.rate_base));
        self.funding_row("fund.total", &funding.total);
        for row in &funding.breakdown {
            self.funding_row(&format!("fund.{}", row.label), row);
        }
        self.text("fund.reason", &funding.reason);
    }

    fn funding_row(&mut self, path: &str, row: &FundingRow) {
        self.said(path, format!("{} {:?} {}", row.at, row.kind, row.label));
        self.amount(&format!("{path}.initial"), &row.initial);
        self.amount(&format!("{path}.full_year"), &row.full_year);
        self.amount(&format!("{path}.received"), &row.received);
        self.amount(&format!("{path}.executed"), &row.executed);
        self.figure(&format!("{path}.rate"), &row.rate);
        self.figure(&format!("{path}.weight"), &row.weight);
        self.figure(&format!("{path}.score"), &row.score);
    }

    fn indicator(&mut self, row: &Indicator) {
        let path = format!("ind.{}", row.ordinal);
        self.said(&path, format!("{:?} {}", row.category, row.name));
        self.level(&format!("{path}.level1"), &row.level1);
        self.level(&format!("{path}.level2"), &row.level2);
        self.text(&format!("{path}.name"), &row.level3);
        self.entry(&format!("{path}.target"), &row.target, measure, typed);
        self.entry(&format!("{path}.actual"), &row.actual, measure, typed);
        self.figure(&format!("{path}.weight"), &row.weight);
        self.figure(&format!("{path}.score"), &row.score);
        self.entry(
            &format!("{path}.review_actual"),
            &row.review_actual,
            measure,
            typed,
        );
        self.figure(&format!("{path}.review_score"), &row.review_score);
        self.text(&format!("{path}.reason"), &row.reason);
    }

    fn level(&mut self, key: &str, level: &Level) {
        if !level.text.is_empty() {
            let points = level.declared_weight;
            let points = points.map_or(String::new(), |points| format!(" = {points} points"));
            let line = format!("{key} {} “{}”{points}", self.place(level.at), level.text);
            self.push(key, Some(level.text.clone()), &line);
        }
    }

    /// The first twenty characters of a goal are enough to compare.
    fn goal(&mut self, key: &str, goal: &Entry<String>) {
        let meaning = |goal: &String| format!("{} characters", goal.chars().count());
        self.entry(key, goal, meaning, |shown| {
            on_one_line(shown.typed).chars().take(20).collect()
        });
    }

    fn text(&mut self, key: &str, entry: &Entry<String>) {
        self.entry(key, entry, |_| String::new(), typed);
    }

    fn amount<T: Figure + fmt::Display>(&mut self, key: &str, entry: &Entry<Printed<T>>) {
        self.entry(key, entry, |amount| amount.value.to_string(), meant);
    }

    fn figure<T: Figure + fmt::Display>(&mut self, key: &str, entry: &Entry<Printed<T>>) {
        self.entry(key, entry, |figure| figure.value.to_string(), typed);
    }

    /// What is no cell's own and of which no fact speaks.
    fn said(&mut self, key: &str, what: impl fmt::Display) {
        self.push(key, None, &format!("{key} {what}"));
    }

    /// What the form is as a whole.
    fn fact(&mut self, key: &str, what: &str) {
        self.push(key, Some(what.to_owned()), &format!("{key} {what}"));
    }

    fn entry<T>(
        &mut self,
        key: &str,
        entry: &Entry<T>,
        meaning: impl Fn(&T) -> String,
        fact: impl Fn(&Shown<'_>) -> String,
    ) {
        let typed = entry.text();
        let at = entry.at().map(|at| self.place(at));
        let start = format!("{key} {} “{}”", at.unwrap_or_default(), on_one_line(typed));
        match entry {
            Entry::Absent => {}
            Entry::Blank { .. } => {
                self.push(key, Some("(blank)".to_owned()), &format!("{start} blank"));
                self.1.last_mut().unwrap().is_blank = true;
            }
            Entry::Read { value, .. } => {
                let meant = meaning(value);
                let line = match meant.as_str() {
                    "" => start,
                    meant => format!("{start} = {meant}"),
                };
                self.push(key, Some(fact(&Shown { typed, meant })), &line);
            }
            Entry::Unread { why, .. } => {
                let fact = format!("(unread) {}", on_one_line(typed));
                self.push(key, Some(fact), &format!("{start} unread: {why}"));
            }
        }
    }

    /// The cell; with its sheet where the form has gone on to a further one.
    fn place(&self, at: CellRef) -> String {
        let (sheet, cell) = self.0.place(at);
        if self.0.is_on_further_sheet(at) {
            format!("{sheet}!{cell}")
        } else {
            cell.to_string()
        }
    }

    fn push(&mut self, key: &str, fact: Option<String>, line: &str) {
        self.1.push(Value {
            key: key.to_owned(),
            fact,
            is_blank: false,
            line: on_one_line(line),
        });
    }
}

/// A value that was read: the text of its cell, and what it means.
struct Shown<'e> {
    typed: &'e str,
    meant: String,
}

fn typed(shown: &Shown<'_>) -> String {
    on_one_line(shown.typed)
}

fn meant(shown: &Shown<'_>) -> String {
    shown.meant.clone()
}

fn measure(measure: &Measure) -> String {
    match measure {
        Measure::Quantity {
            comparator,
            quantity,
            ..
        } => {
            let sign = comparator.map(|sign| sign.to_string());
            format!("{}{quantity}", sign.unwrap_or_default())
        }
        Measure::Approximate(quantity) => format!("about {quantity}"),
        Measure::Range { low, high } => format!("{low} to {high}"),
        Measure::Compound { numbers } => format!("{numbers} numbers"),
        Measure::Words => "words".to_owned(),
        other => format!("{other:?}"),
    }
}

fn on_one_line(typed: &str) -> String {
    typed.trim().replace('\n', "⏎")
}

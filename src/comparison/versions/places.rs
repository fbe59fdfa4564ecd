//! Every place of a form, by what it means: head, money, goals, indicators, total.

use super::pairs::{Likeness, Pair, pairs};
use super::{Compared, Told};
use crate::form::{Entry, Form, FundingRow, Indicator, Level, TotalRow};
use crate::grid::CellRef;
use crate::value::text::normal_form;

/// Every place of two forms.
pub(super) fn compared(old: &Form, new: &Form) -> Vec<Compared> {
    let forms = Forms { old, new };
    let mut places = Vec::new();
    forms.head(&mut places);
    forms.funding(&mut places);
    forms.goals(&mut places);
    forms.levels(&mut places);
    forms.indicators(&mut places);
    forms.total(&mut places);
    once(places)
}

/// Two versions of one form.
#[derive(Clone, Copy)]
struct Forms<'f> {
    old: &'f Form,
    new: &'f Form,
}

/// What stands in one place of a row; none where the form has no such place.
type Stated<'f> = Option<(&'f str, CellRef)>;

fn stated<T>(entry: &Entry<T>) -> Stated<'_> {
    entry.at().map(|at| (entry.text(), at))
}

/// A column of a row, and its name.
type Field<T> = (&'static str, fn(&T) -> Stated<'_>);

const HEAD: [Field<Form>; 9] = [
    ("标题", |form| stated(&form.title)),
    ("年度", |form| {
        stated(&form.head.fiscal_year).or_else(|| stated(&form.fiscal_year))
    }),
    ("项目名称", |form| stated(&form.head.project_name)),
    ("项目编码", |form| stated(&form.head.project_code)),
    ("主管部门", |form| {
        stated(&form.head.supervising_department)
    }),
    ("实施单位", |form| stated(&form.head.implementing_unit)),
    ("项目负责人", |form| stated(&form.head.project_lead)),
    ("联系电话", |form| stated(&form.head.phone)),
    ("资金偏差原因", |form| {
        form.funding
            .as_ref()
            .and_then(|money| stated(&money.reason))
    }),
];

const GOALS: [Field<Form>; 2] = [
    ("预期目标", |form| stated(&form.goals.expected)),
    ("实际完成情况", |form| stated(&form.goals.actual)),
];

const FUNDING: [Field<FundingRow>; 8] = [
    ("名称", |row| Some((row.label.as_str(), row.at))),
    ("年初预算数", |row| stated(&row.initial)),
    ("全年预算数", |row| stated(&row.full_year)),
    ("到位数", |row| stated(&row.received)),
    ("全年执行数", |row| stated(&row.executed)),
    ("分值", |row| stated(&row.weight)),
    ("执行率", |row| stated(&row.rate)),
    ("得分", |row| stated(&row.score)),
];

const INDICATOR: [Field<Indicator>; 8] = [
    ("三级指标", |row| stated(&row.level3)),
    ("年度指标值", |row| stated(&row.target)),
    ("实际完成值", |row| stated(&row.actual)),
    ("分值", |row| stated(&row.weight)),
    ("得分", |row| stated(&row.score)),
    ("复核完成值", |row| stated(&row.review_actual)),
    ("复核得分", |row| stated(&row.review_score)),
    ("偏差原因", |row| stated(&row.reason)),
];

const TOTAL: [Field<TotalRow>; 5] = [
    ("名称", |row| Some(("总分", row.at))),
    ("分值", |row| stated(&row.weight)),
    ("得分", |row| stated(&row.score)),
    ("复核得分", |row| stated(&row.review_score)),
    ("评价等级", |row| stated(&row.grade)),
];

const SAME_MONEY: [Likeness<FundingRow>; 2] = [
    |old, new| normal_form(&old.label) == normal_form(&new.label),
    |old, new| old.kind == new.kind && old.tier == new.tier,
];

/// An indicator may have been put under another heading, or given another name.
const SAME_INDICATOR: [Likeness<Indicator>; 3] = [
    |old, new| is_named(old, new) && is_under(old, new),
    is_named,
    |old, new| is_under(old, new) && !old.is_blank() && !new.is_blank(),
];

fn is_named(old: &Indicator, new: &Indicator) -> bool {
    normal_form(old.name()) == normal_form(new.name())
}

fn is_under(old: &Indicator, new: &Indicator) -> bool {
    old.level1.name == new.level1.name && old.level2.name == new.level2.name
}

impl Forms<'_> {
    fn head(self, places: &mut Vec<Compared>) {
        self.row(&HEAD, "", (Some(self.old), Some(self.new)), places);
    }

    fn goals(self, places: &mut Vec<Compared>) {
        self.row(&GOALS, "", (Some(self.old), Some(self.new)), places);
    }

    fn funding(self, places: &mut Vec<Compared>) {
        let [old, new] = [self.old, self.new].map(|form| form.funding.as_ref());
        let totals = (old.map(|money| &money.total), new.map(|money| &money.total));
        self.whole_row(&FUNDING, "年度资金总额", totals, places);
        let [old, new] = [old, new].map(|money| money.map_or(&[][..], |money| &money.breakdown));
        for pair in pairs(old, new, &SAME_MONEY) {
            let row = pair.1.or(pair.0);
            let label = row.map_or(String::new(), |row| crate::value::text::tidy(&row.label));
            self.whole_row(&FUNDING, &label, pair, places);
        }
    }

    /// 产出指标（50分）: where findings about weights point.
    fn levels(self, places: &mut Vec<Compared>) {
        let [old, new] = [self.old, self.new].map(levels);
        let same: Likeness<Level> = |old, new| old.name == new.name;
        let text: [Field<Level>; 1] = [("", |level| Some((level.text.as_str(), level.at)))];
        for pair in pairs(&old, &new, &[same]) {
            let level = pair.1.or(pair.0);
            let name = level.map_or(String::new(), |level| format!("栏目“{}”", level.name));
            self.row(&text, &name, pair, places);
        }
    }

    fn indicators(self, places: &mut Vec<Compared>) {
        let [old, new] = [self.old, self.new].map(Form::indicator_rows);
        for pair in pairs(old, new, &SAME_INDICATOR) {
            let row = pair.1.or(pair.0);
            let name = row.map_or(String::new(), |row| match row.name() {
                "" => format!("第 {} 行指标", row.ordinal),
                name => format!("指标“{name}”"),
            });
            self.whole_row(&INDICATOR, &name, pair, places);
        }
    }

    fn total(self, places: &mut Vec<Compared>) {
        let totals = (self.old.total.as_ref(), self.new.total.as_ref());
        self.whole_row(&TOTAL, "总分", totals, places);
    }

    /// A row that both versions have, place by place; one that came or went is told once.
    fn whole_row<T>(
        self,
        fields: &[Field<T>],
        name: &str,
        pair: Pair<'_, T>,
        places: &mut Vec<Compared>,
    ) {
        let from = places.len();
        self.row(fields, name, pair, places);
        let ((Some(row), None) | (None, Some(row))) = pair else {
            return;
        };
        let Some(first) = places.get(from).cloned() else {
            return;
        };
        for place in places.iter_mut().skip(from) {
            place.is_of_row = true;
        }
        let whole = |told: Option<Told>| {
            told.map(|told| Told {
                text: in_one_line(fields, row),
                ..told
            })
        };
        places.push(Compared {
            what: format!("{name}（整行）"),
            old: whole(first.old),
            new: whole(first.new),
            is_of_row: false,
        });
    }

    fn row<T>(
        self,
        fields: &[Field<T>],
        name: &str,
        (old, new): Pair<'_, T>,
        places: &mut Vec<Compared>,
    ) {
        for (column, field) in fields {
            let between = if name.is_empty() || column.is_empty() {
                ""
            } else {
                " · "
            };
            let place = Compared {
                what: format!("{name}{between}{column}"),
                old: old.and_then(field).map(|stated| told(self.old, stated)),
                new: new.and_then(field).map(|stated| told(self.new, stated)),
                is_of_row: false,
            };
            if place.old.is_some() || place.new.is_some() {
                places.push(place);
            }
        }
    }
}

fn told(form: &Form, (text, at): (&str, CellRef)) -> Told {
    let (sheet, at) = form.place(at);
    Told {
        text: text.to_owned(),
        sheet: sheet.to_owned(),
        at,
    }
}

/// `三级指标 …；年度指标值 …`: what a row says, without the places that are empty.
fn in_one_line<T>(fields: &[Field<T>], row: &T) -> String {
    let parts = fields.iter().filter_map(|(column, field)| {
        let (text, _) = field(row)?;
        (!text.trim().is_empty()).then(|| format!("{column} {}", text.trim()))
    });
    parts.collect::<Vec<_>>().join("；")
}

/// The headings of the indicators, each once.
fn levels(form: &Form) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for row in form.indicator_rows() {
        for level in [&row.level1, &row.level2] {
            let is_known = levels.iter().any(|known| known.at == level.at);
            if !is_known && !level.text.is_empty() {
                levels.push(level.clone());
            }
        }
    }
    levels
}

/// One cell may state two things, such as a code glued to a name: it is told once.
fn once(places: Vec<Compared>) -> Vec<Compared> {
    let mut kept: Vec<Compared> = Vec::new();
    for place in places {
        let is_told = kept.iter().any(|known| {
            known.is_of_row == place.is_of_row
                && (&known.old, &known.new) == (&place.old, &place.new)
        });
        if !is_told {
            kept.push(place);
        }
    }
    kept
}

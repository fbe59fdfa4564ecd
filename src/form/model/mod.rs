//! The self-evaluation form (项目支出绩效自评表) as it was filled in: what is declared, where it
//! stands, and no opinion about it.

mod funding;
mod head_field;
mod indicator;

pub use funding::{Funding, FundingKind, FundingRow, RateBase, Tier, UnitSource};
pub use head_field::HeadField;
pub use indicator::{Category, Indicator, IndicatorBlock, Level};

use super::{Entry, Part, Reading};
use crate::grid::{CellRef, Region};
use crate::value::{Amount, FiscalYear, Printed, Score, Weight};

/// One form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The sheet it stands on; where it goes on to another, the first.
    pub sheet: String,
    /// The sheets on which it goes on, in order: their cells follow below those of the first.
    pub further_sheets: Vec<String>,
    /// The cells from its title to its total row.
    pub area: Region,
    /// What it reports on.
    pub kind: FormKind,
    /// How it was read: the family of layouts, how surely, and what is doubtful.
    pub reading: Reading,
    /// The title as printed, e.g. 项目支出绩效自评表.
    pub title: Entry<String>,
    /// （2024年度）
    pub fiscal_year: Entry<FiscalYear>,
    /// The head rows.
    pub head: Head,
    /// 项目资金; `None` where no such block was found.
    pub funding: Option<Funding>,
    /// 年度总体目标
    pub goals: Goals,
    /// 绩效指标; `None` where no such block was found.
    pub indicators: Option<IndicatorBlock>,
    /// 总分
    pub total: Option<TotalRow>,
}

/// What a form reports on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormKind {
    /// One project.
    Project,
    /// A whole department or unit (整体支出): consolidated apart from the projects.
    Department,
    /// One project as a row of a ledger (自评汇总表); a form of its own speaks for it.
    LedgerRow,
}

/// The head of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// 项目名称
    pub project_name: Entry<String>,
    /// 项目编码
    pub project_code: Entry<String>,
    /// 年度, where the head asks for it beside the title.
    pub fiscal_year: Entry<FiscalYear>,
    /// 主管部门
    pub supervising_department: Entry<String>,
    /// 实施单位
    pub implementing_unit: Entry<String>,
    /// 项目负责人
    pub project_lead: Entry<String>,
    /// 联系电话
    pub phone: Entry<String>,
}

/// The goals (年度总体目标).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goals {
    /// 预期目标
    pub expected: Entry<String>,
    /// 实际完成情况
    pub actual: Entry<String>,
}

/// The total row (总分).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalRow {
    /// Where its label stands.
    pub at: CellRef,
    /// 分值
    pub weight: Entry<Printed<Weight>>,
    /// 得分
    pub score: Entry<Printed<Score>>,
    /// 复核得分
    pub review_score: Entry<Printed<Score>>,
    /// 评价等级, where the form has one.
    pub grade: Entry<String>,
}

impl Form {
    /// The first row of one kind of money: `None` where the form has no such row.
    #[must_use]
    pub fn funding_row(&self, kind: FundingKind) -> Option<&FundingRow> {
        let funding = self.funding.as_ref()?;
        match kind {
            FundingKind::Total => Some(&funding.total),
            _ => funding.breakdown.iter().find(|row| row.kind == kind),
        }
    }

    /// The money of one kind: of its own row, else of its rows by tier or source taken together;
    /// `None` where none is stated or one could not be understood.
    #[must_use]
    pub fn money(
        &self,
        kind: FundingKind,
        entry: fn(&FundingRow) -> &Entry<Printed<Amount>>,
    ) -> Option<Amount> {
        let cells = self.money_cells(kind, entry)?;
        cells.into_iter().map(Entry::figure).sum()
    }

    /// The cells that state the money of one kind: that of its own row, else those of its rows by tier
    /// or source, which add up to it; `None` where none states anything.
    #[must_use]
    pub fn money_cells(
        &self,
        kind: FundingKind,
        entry: fn(&FundingRow) -> &Entry<Printed<Amount>>,
    ) -> Option<Vec<&Entry<Printed<Amount>>>> {
        let funding = self.funding.as_ref()?;
        if kind == FundingKind::Total {
            return Some(vec![entry(&funding.total)]);
        }
        let rows = || funding.breakdown.iter().filter(move |row| row.kind == kind);
        let whole = rows().find(|row| row.tier.is_none());
        // 财政拨款 stands for the tiers below it; other sources stand beside one another.
        match whole.filter(|_| kind != FundingKind::Other) {
            Some(row) if !entry(row).is_empty() => Some(vec![entry(row)]),
            _ => {
                let stated = rows().map(entry).filter(|cell| !cell.is_empty());
                Some(stated.collect()).filter(|cells: &Vec<_>| !cells.is_empty())
            }
        }
    }

    /// Does the form award points for the execution rate? Some count it among the indicators, whose
    /// points alone then make the total.
    #[must_use]
    pub fn scores_execution(&self) -> bool {
        match &self.funding {
            Some(funding) => {
                let total = &funding.total;
                let has_column = !(total.weight.is_absent() && total.score.is_absent());
                has_column || funding.declared_weight.is_some()
            }
            None => self.reading.family.has_part(Part::Funding),
        }
    }

    /// Should the form have a funding block, and was none found? Then its totals cannot be added up.
    #[must_use]
    pub fn lacks_funding(&self) -> bool {
        self.funding.is_none() && self.reading.family.has_part(Part::Funding)
    }

    /// The sheet and the cell on it for an address of this form.
    #[must_use]
    pub fn place(&self, at: CellRef) -> (&str, CellRef) {
        let (page, cell) = at.on_page();
        let further = page
            .checked_sub(1)
            .and_then(|page| usize::try_from(page).ok());
        let sheet = further.and_then(|page| self.further_sheets.get(page));
        (sheet.unwrap_or(&self.sheet), cell)
    }

    /// Does it stand on this sheet, wholly or in part?
    #[must_use]
    pub fn stands_on(&self, sheet: &str) -> bool {
        self.sheet == sheet || self.further_sheets.iter().any(|further| further == sheet)
    }

    /// Is it on a sheet on which the form goes on?
    #[must_use]
    pub fn is_on_further_sheet(&self, at: CellRef) -> bool {
        at.on_page().0 > 0
    }

    /// All indicator rows; none where the form has no such block.
    #[must_use]
    pub fn indicator_rows(&self) -> &[Indicator] {
        self.indicators.as_ref().map_or(&[], |block| &block.rows)
    }

    /// The indicators that carry points: neither blank places nor breakdown rows.
    pub fn scored_indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.indicator_rows()
            .iter()
            .filter(|row| !row.is_blank() && !row.is_breakdown())
    }
}

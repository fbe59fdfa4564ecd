//! Where a label that the dictionary does not know may stand, and what it may mean there.

use super::dictionary::Label as L;

const HEAD: [L; 9] = [
    L::ProjectName,
    L::ProjectCode,
    L::SupervisingDepartment,
    L::ImplementingUnit,
    L::DepartmentName,
    L::FiscalYear,
    L::ProjectLead,
    L::Phone,
    L::LeadAndPhone,
];

const FUNDING_HEADING: [L; 9] = [
    L::InitialBudget,
    L::FullYearBudget,
    L::Received,
    L::Executed,
    L::Balance,
    L::ExecutionRate,
    L::Weight,
    L::Score,
    L::Reason,
];

const FUNDING_ROW: [L; 8] = [
    L::TotalFunds,
    L::Appropriation,
    L::Carryover,
    L::CentralFunds,
    L::ProvincialFunds,
    L::MunicipalFunds,
    L::DistrictFunds,
    L::OtherFunds,
];

const INDICATOR_HEADING: [L; 14] = [
    L::Level1,
    L::Level2,
    L::Level3,
    L::Target,
    L::Actual,
    L::Weight,
    L::Score,
    L::ReviewActual,
    L::ReviewScore,
    L::Deviation,
    L::Sign,
    L::Unit,
    L::Reason,
    L::Method,
];

const LEDGER_HEADING: [L; 13] = [
    L::ProjectName,
    L::ProjectCode,
    L::ReportingOffice,
    L::SupervisingDepartment,
    L::ImplementingUnit,
    L::InitialBudget,
    L::FullYearBudget,
    L::Executed,
    L::ExecutionRate,
    L::ExecutionScore,
    L::Total,
    L::ReviewScore,
    L::Grade,
];

/// Where an unknown label stands: what it may mean there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelPlace {
    /// Among the labels of the head.
    Head,
    /// In the header of the funding block.
    FundingHeading,
    /// Before a row of money.
    FundingRow,
    /// In the header of the indicator block.
    IndicatorHeading,
    /// In the header of a ledger.
    LedgerHeading,
}

impl LabelPlace {
    /// The labels that may stand there.
    pub(super) fn labels(self) -> &'static [L] {
        match self {
            Self::Head => &HEAD,
            Self::FundingHeading => &FUNDING_HEADING,
            Self::FundingRow => &FUNDING_ROW,
            Self::IndicatorHeading => &INDICATOR_HEADING,
            Self::LedgerHeading => &LEDGER_HEADING,
        }
    }
}

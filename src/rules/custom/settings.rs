//! A configured rule as it is typed, and what can be wrong with it.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fault::{Fault, RuleFault};
use super::message::Message;
use super::parser::parse;
use super::scope::CheckedTable;
use super::{CompiledRule, Speaker};
use crate::finding::{Code, Family, RuleRecord, Severity, Stage};

/// 自定义规则
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomRule {
    /// 代码：字母 U 加三位数字，如 U101，不得重复
    pub code: String,
    /// 标题，列入各表的“规则”
    pub title: String,
    /// 是否启用
    #[serde(default = "yes")]
    pub enabled: bool,
    /// 严重程度
    #[serde(default = "warning")]
    pub severity: Severity,
    /// 阶段：in_force 正式，trial 试行（试行规则不作为错误）
    #[serde(default = "in_force")]
    pub stage: Stage,
    /// 核查哪个表
    #[serde(default)]
    pub table: CheckedTable,
    /// 条件：成立即报
    pub when: String,
    /// 说明：花括号中的列名换成该行的值
    pub message: String,
    /// 指向哪一列所在的单元格；不指定的指向自评表左上角或该项指标
    #[serde(default)]
    pub cell: Option<String>,
}

fn yes() -> bool {
    true
}

fn warning() -> Severity {
    Severity::Warning
}

fn in_force() -> Stage {
    Stage::InForce
}

/// Everything that is wrong with configured rules, in their order.
#[must_use]
pub fn faults(rules: &[CustomRule]) -> Vec<RuleFault> {
    let of_each = rules.iter().enumerate().map(|(at, rule)| {
        let before = rules.get(..at).unwrap_or_default();
        let repeated = before.iter().any(|other| other.code == rule.code);
        let faults = rule.faults(repeated).into_iter();
        faults.map(move |fault| rule.located(at, fault))
    });
    of_each.flatten().collect()
}

/// A fault in the value of a key.
type KeyFault = (&'static str, Fault);

impl CustomRule {
    /// The rule, ready to run; none where [`faults`] has something to tell of it.
    #[must_use]
    pub fn compile(&self) -> Option<CompiledRule> {
        self.compiled().ok()
    }

    fn compiled(&self) -> Result<CompiledRule, KeyFault> {
        Ok(CompiledRule {
            speaker: Speaker {
                code: Code::configured(self.code.clone()),
                title: self.title.clone().into(),
                family: Family::Custom,
                severity: match (self.stage, self.severity) {
                    (Stage::Trial, Severity::Error) => Severity::Warning, // a rule on trial never raises an error
                    (_, severity) => severity,
                },
                stage: self.stage,
            },
            table: self.table,
            condition: parse(&self.when, self.table).map_err(|fault| ("when", fault))?,
            message: Message::parse(&self.message, self.table)
                .map_err(|fault| ("message", fault))?,
            cell: self.cell_column().map_err(|fault| ("cell", fault))?,
        })
    }

    fn faults(&self, repeated: bool) -> Vec<KeyFault> {
        let mut faults = self.words_missing();
        if !is_code(&self.code) {
            let reason = "自定义规则的代码应为字母 U 加三位数字，如 U101";
            faults.push(("code", Fault::new(whole(&self.code), reason)));
        } else if repeated {
            let reason = format!("“{}”重复；一个代码只能用于一条规则", self.code);
            faults.push(("code", Fault::new(whole(&self.code), reason)));
        }
        faults.extend(self.compiled().err());
        faults
    }

    fn words_missing(&self) -> Vec<KeyFault> {
        let texts = [("title", &self.title), ("message", &self.message)];
        let missing = texts.into_iter().filter(|(_, text)| text.trim().is_empty());
        missing
            .map(|(key, text)| (key, Fault::new(whole(text), "没有填写内容")))
            .collect()
    }

    /// The name of the column whose cell findings point at.
    fn cell_column(&self) -> Result<Option<&'static str>, Fault> {
        let Some(typed) = &self.cell else {
            return Ok(None);
        };
        let column = self.table.declared(typed.trim(), whole(typed))?;
        Ok(Some(column.name))
    }

    fn located(&self, rule: usize, (key, fault): KeyFault) -> RuleFault {
        let value = match key {
            "code" => &self.code,
            "title" => &self.title,
            "when" => &self.when,
            "message" => &self.message,
            _ => self.cell.as_ref().unwrap_or(&self.code),
        };
        RuleFault {
            rule,
            key,
            value: value.clone(),
            within: fault.at,
            reason: fault.reason,
            meant: fault.meant,
        }
    }

    /// Does it run?
    #[must_use]
    pub fn runs(&self) -> bool {
        self.enabled && self.stage != Stage::Withdrawn
    }

    /// The rule as it stands in a batch.
    #[must_use]
    pub fn record(&self) -> RuleRecord {
        RuleRecord {
            code: Code::configured(self.code.clone()),
            title: self.title.clone().into(),
            family: Family::Custom,
            severity: self.severity,
            stage: self.stage,
            state: self.state().to_owned(),
            applies_to_all: self.runs(),
        }
    }

    /// Its state as people read it.
    #[must_use]
    pub fn state(&self) -> &'static str {
        match (self.stage, self.enabled) {
            (Stage::Withdrawn, _) => "已撤销",
            (_, false) => "停用",
            (Stage::Trial, true) => "试行",
            (Stage::InForce, true) => "施行",
        }
    }

    /// What is explained of the rule: condition, sentence, table.
    #[must_use]
    pub fn manual(&self) -> String {
        let stage = match self.stage {
            Stage::InForce => "正式",
            Stage::Trial => "试行（不作为错误）",
            Stage::Withdrawn => "已撤销（不再核查）",
        };
        let table = self.table.label();
        let cell = self.cell.as_deref().unwrap_or("不指定");
        let (when, message) = (self.when.trim(), self.message.trim());
        format!(
            "## 含义\n\n本单位在 config.yaml 的 rules.custom 中自定义的规则：{title}。\n\n\
             ## 条件\n\n{when}\n\n逐行核查{table}，条件成立即报；条件取决于未填写的内容的，记为无法核查。\n\n\
             ## 说明\n\n{message}\n\n## 设定\n\n阶段：{stage}　指向单元格：{cell}",
            title = self.title
        )
    }
}

fn is_code(code: &str) -> bool {
    let digits = code.strip_prefix('U').unwrap_or_default();
    digits.len() == 3 && digits.chars().all(|c| c.is_ascii_digit())
}

fn whole(text: &str) -> Range<usize> {
    0..text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(code: &str, when: &str) -> CustomRule {
        CustomRule {
            code: code.to_owned(),
            title: "标题".to_owned(),
            enabled: true,
            severity: Severity::Warning,
            stage: Stage::InForce,
            table: CheckedTable::Projects,
            when: when.to_owned(),
            message: "执行 {executed}".to_owned(),
            cell: None,
        }
    }

    #[test]
    fn codes_are_u_and_three_digits_and_unique() {
        let told = |codes: &[&str]| -> Vec<(usize, &str)> {
            let rules: Vec<_> = codes
                .iter()
                .map(|code| rule(code, "executed > 1"))
                .collect();
            let faults = faults(&rules).into_iter();
            faults.map(|fault| (fault.rule, fault.key)).collect()
        };
        assert_eq!(told(&["U101", "U102"]), []);
        assert_eq!(
            told(&["U101", "u102", "U1010", "B101", "U１０１"]),
            [(1, "code"), (2, "code"), (3, "code"), (4, "code")]
        );
        assert_eq!(told(&["U101", "U101"]), [(1, "code")]);
    }

    #[test]
    fn a_cell_must_be_one_of_the_form() {
        let fault = |cell: &str| {
            let mut rule = rule("U101", "executed > 1");
            rule.cell = Some(cell.to_owned());
            faults(&[rule]).pop().map(|fault| (fault.key, fault.reason))
        };
        assert_eq!(fault("全年执行数"), None);
        let (key, reason) = fault("execution_rate").unwrap();
        assert!(
            key == "cell" && reason.contains("没有它的单元格"),
            "{reason}"
        );
        assert!(fault("excuted").unwrap().1.contains("没有“excuted”"));
    }

    #[test]
    fn every_kind_of_fault_is_told_at_once() {
        let mut one = rule("101", "excuted > 1");
        one.title = " ".to_owned();
        let mut other = rule("U102", "executed > 1");
        other.message = "{x".to_owned();
        let told: Vec<_> = faults(&[one, other])
            .into_iter()
            .map(|fault| (fault.rule, fault.key))
            .collect();
        assert_eq!(
            told,
            [(0, "title"), (0, "code"), (0, "when"), (1, "message")]
        );
    }
}

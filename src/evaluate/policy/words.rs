//! The values of the policy as people read them.

use std::collections::BTreeMap;

use super::{
    ExecutionFormula, ExecutionStep, GradeBounds, MissedLimit, Overachievement, QualitativeBand,
    Rounding, TemplateWeights,
};
use crate::form::HeadField;
use crate::value::{Amount, Rate, Score, Weight};

/// A value in words.
pub(super) trait InWords {
    fn in_words(&self) -> String;
}

/// Values that say what they are by themselves.
macro_rules! in_words {
    ($($type:ty: |$value:ident| $words:expr;)*) => {
        $(impl InWords for $type {
            fn in_words(&self) -> String {
                let $value = self;
                $words
            }
        })*
    };
}

in_words! {
    Weight: |weight| format!("{weight} 分");
    Score: |score| format!("{score} 分");
    Amount: |amount| format!("{amount} 万元");
    Rate: |rate| rate.to_percent();
    u32: |decimals| format!("{decimals} 位");
    bool: |holds| if *holds { "是" } else { "否" }.to_owned();
    String: |text| text.clone();
    HeadField: |field| field.label().to_owned();
    ExecutionFormula: |formula| formula.label().to_owned();
    Overachievement: |treatment| treatment.label().to_owned();
    MissedLimit: |formula| formula.label().to_owned();
    Rounding: |rounding| rounding.label().to_owned();
    ExecutionStep: |step| format!("{} 起得 {}", step.from.to_percent(), step.share.to_percent());
    QualitativeBand: |band| format!(
        "{} {}—{}", band.level.name(), band.upper.to_percent(), band.lower.to_percent()
    );
    GradeBounds: |bounds| format!(
        "优 {}、良 {}、中 {}", bounds.excellent, bounds.good, bounds.fair
    );
    TemplateWeights: |weights| parts(weights);
}

impl<T: InWords> InWords for Vec<T> {
    fn in_words(&self) -> String {
        let items: Vec<String> = self.iter().map(InWords::in_words).collect();
        if items.is_empty() {
            return "无".to_owned();
        }
        items.join("、")
    }
}

impl<T: InWords> InWords for BTreeMap<String, T> {
    fn in_words(&self) -> String {
        let items: Vec<String> = self
            .iter()
            .map(|(name, value)| format!("{name} {}", value.in_words()))
            .collect();
        if items.is_empty() {
            return "无".to_owned();
        }
        items.join("；")
    }
}

fn parts(weights: &TemplateWeights) -> String {
    let parts = [
        ("执行率", weights.execution),
        ("成本", weights.cost),
        ("产出", weights.output),
        ("效益", weights.benefit),
        ("满意度", weights.satisfaction),
    ];
    let stated: Vec<String> = parts
        .iter()
        .filter_map(|(name, weight)| Some(format!("{name} {}", (*weight)?)))
        .collect();
    stated.join("、")
}

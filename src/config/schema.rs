//! The JSON Schema of config.yaml, derived from the types that read it.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::Config;
use super::load::read;
use crate::form::DictionaryEntries;
use crate::rules::CATALOGUE;

/// The schema as a value.
pub(super) fn schema() -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<Config>()
        .to_value();
    tidy(&mut schema);
    describe_labels(&mut schema);
    describe_rules(&mut schema);
    schema
}

/// The schema as it is printed and published.
#[must_use]
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

/// The words of the labels as shipped.
pub(super) fn shipped_words() -> DictionaryEntries {
    let text = include_str!("../form/dictionary.yaml");
    read("dictionary.yaml", text).unwrap_or_default()
}

/// A label's key says little: its shipped words say what it marks.
fn describe_labels(schema: &mut Value) {
    for (label, words) in &shipped_words().0 {
        let label = serde_json::to_value(label).unwrap_or_default();
        let label = label.as_str().unwrap_or_default();
        let text = format!("已有写法：{}", words.join("、"));
        describe(
            schema,
            &format!("/$defs/DictionaryEntries/properties/{label}"),
            text,
        );
    }
}

/// A rule's key is its code: its title says what it finds.
fn describe_rules(schema: &mut Value) {
    for listed in CATALOGUE {
        let (code, title) = (listed.meta.code, listed.meta.title);
        let text = format!("{title}（详见 jixiao explain {code}）");
        describe(
            schema,
            &format!("/$defs/RulesConfig/properties/{code}"),
            text,
        );
    }
}

fn describe(schema: &mut Value, at: &str, text: String) {
    if let Some(Value::Object(property)) = schema.pointer_mut(at) {
        property.insert("description".to_owned(), Value::String(text));
    }
}

/// The definition that a property's schema stands for: behind a reference, or behind "or null".
pub(super) fn definition<'a>(root: &'a Value, property: &'a Value) -> &'a Value {
    let alternatives = property.get("anyOf").and_then(Value::as_array);
    let named = alternatives.and_then(|all| all.iter().find(|one| one.get("$ref").is_some()));
    let reference = named
        .unwrap_or(property)
        .get("$ref")
        .and_then(Value::as_str);
    reference
        .and_then(|path| root.pointer(path.trim_start_matches('#')))
        .unwrap_or(property)
}

/// Everywhere below: decimals stated as numbers, no repeated defaults of whole tables, and no
/// descriptions that are meant for readers of the code.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(entries) => {
            tidy_default(entries);
            let in_english = |text: &Value| text.as_str().is_some_and(|text| !has_chinese(text));
            if entries.get("description").is_some_and(in_english) {
                entries.remove("description");
            }
            entries.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// Amounts and rates serialise as text, which keeps every digit; in YAML they are numbers.
fn tidy_default(entries: &mut Map<String, Value>) {
    let Some(default) = entries.get_mut("default") else {
        return;
    };
    if default.is_object() {
        entries.remove("default");
    } else if let Some(number) = default
        .as_str()
        .and_then(|text| serde_json::from_str(text).ok())
    {
        *default = Value::Number(number);
    }
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_described_in_chinese() {
        fn check(schema: &Value, at: &str) {
            for (key, property) in schema["properties"].as_object().into_iter().flatten() {
                let text = property["description"].as_str().unwrap_or_default();
                assert!(
                    has_chinese(text),
                    "{at}/{key} has no description in Chinese"
                );
            }
        }
        let schema = schema();
        check(&schema, "Config");
        for (name, definition) in schema["$defs"].as_object().unwrap() {
            check(definition, name);
        }
    }

    #[test]
    fn decimals_are_numbers() {
        let schema = schema();
        let weight = &schema["$defs"]["ScoringSettings"]["properties"]["execution_weight"];
        assert_eq!(weight["default"], serde_json::json!(null));
        let ignored =
            &schema["$defs"]["executed-over-initial-budget"]["properties"]["ignore_up_to"];
        assert_eq!(ignored["default"], serde_json::json!(0));
        assert_eq!(definition(&schema, weight)["type"], "number");
    }

    #[test]
    fn unknown_keys_are_refused_by_the_schema_too() {
        let schema = schema();
        assert_eq!(schema["additionalProperties"], false);
        assert_eq!(
            schema["$defs"]["RulesConfig"]["additionalProperties"],
            false
        );
    }
}

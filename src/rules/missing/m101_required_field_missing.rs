//! M101: a head field that must be filled in is not.

use crate::form::{Form, FormKind, HeadField};
use crate::rules::lack::lack;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};

rule! {
    /// 表头的必填栏目为空。
    ///
    /// ## 含义
    /// 项目名称、主管部门和实施单位用于归集汇总，负责人和联系电话用于退回更正，均应填写。
    ///
    /// ## 计算
    /// 表中有该栏目而未填，或只填“—”“/”“无”等，每格报一条。表中没有的栏目不报，项目名称除外。
    /// 必填栏目由参数 fields 列出，未列的按 scoring.required_fields。
    ///
    /// ## 举例
    /// “项目负责人”空白、“联系电话”填“—”：各报一条，共 2 条。表中没有“项目编码”一栏：不报。
    ///
    /// ## 误报情形
    /// 公开版本隐去负责人和电话的，可在 config.yaml 中把这两项移出 fields。
    ///
    /// ## 依据
    /// 财预〔2020〕10号所附自评表样式；北京市自评表样式（负责人及电话）。
    M101 "required-field-missing" "必填项为空" Warning
    params {
        /// 必填的表头栏目：项目名称、项目编码、主管部门、实施单位、负责人、联系电话；填 null 的按 scoring.required_fields
        fields: Option<Vec<HeadField>> = None,
    }
}

/// Reports every required field that states nothing, at its cell.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let fields = params.fields.as_ref();
    fields
        .unwrap_or(&subject.policy.required_fields)
        .iter()
        .filter_map(|field| blank(subject.form, *field))
        .collect()
}

fn blank(form: &Form, field: HeadField) -> Option<Hit> {
    let (name, entry) = (field.label(), field.of(&form.head));
    // The form of a whole department is about no single project.
    if field == HeadField::ProjectName && form.kind == FormKind::Department {
        return None;
    }
    if field == HeadField::ProjectName && entry.is_absent() {
        let message = format!("表头未找到“{name}”栏目，无法确定是哪个项目；请按规定样式填写");
        return Some(Hit::at(form.area.first, message).expected(name));
    }
    let message = format!("{}，请补填", lack(name, entry)?);
    Some(Hit::at(entry.at()?, message).declared(entry.text().trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::ScoringPolicy;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn hits(fixture: Fixture, params: &Params) -> Vec<Hit> {
        let fixture = fixture.funding("年度资金总额", ["33", "33", "33", "10", "100%", "10"]);
        hits_of(check(&fixture.subject(), params))
    }

    #[test]
    fn examples_hold() {
        let head = |label: &str, value: &str| Fixture::new().head(label, value);
        examples::hold(
            [
                head("项目负责人", ""),
                head("联系电话", "—"),
                head("实施单位", "无"),
                head("项目名称", ""),
            ],
            [
                Fixture::new(), // which has no place for a code
                head("项目编码", ""),
                head("实施单位", "无线电管理站"),
                head("项目负责人", "吴某"),
                head("联系电话", "0"),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn every_blank_cell_is_reported_by_itself() {
        let fixture = Fixture::new().head("项目负责人", "").head("联系电话", "/");
        let hits = hits(fixture, &Params::default());
        assert_eq!(hits[0].message, "“负责人”未填写，请补填");
        assert_eq!(hits[1].message, "“联系电话”仅填“/”，请补填");
        assert_eq!(hits.len(), 2);
        assert_ne!(hits[0].at, hits[1].at);
    }

    #[test]
    fn a_form_without_a_name_is_reported() {
        let hits = hits(Fixture::new().head("项目名称", ""), &Params::default());
        assert!(hits[0].message.contains("项目名称"), "{}", hits[0].message);
    }

    #[test]
    fn fields_that_the_form_or_the_bureau_does_not_ask_for_are_not_missed() {
        let code = Params {
            fields: Some(vec![HeadField::ProjectCode]),
            ..Params::default()
        };
        assert!(hits(Fixture::new(), &code).is_empty());
        let name = Params {
            fields: Some(vec![HeadField::ProjectName]),
            ..Params::default()
        };
        assert!(hits(Fixture::new().head("联系电话", ""), &name).is_empty());
    }

    #[test]
    fn what_a_place_requires_is_asked_unless_the_rule_has_a_list_of_its_own() {
        let place = || {
            let policy = ScoringPolicy {
                required_fields: vec![HeadField::ProjectCode],
                ..ScoringPolicy::default()
            };
            Fixture::new()
                .policy(policy)
                .head("项目编码", "")
                .head("联系电话", "")
        };
        let by_place = hits(place(), &Params::default());
        assert_eq!(by_place.len(), 1);
        assert!(by_place[0].message.contains("项目编码"));
        let own = Params {
            fields: Some(vec![HeadField::Phone]),
            ..Params::default()
        };
        assert!(hits(place(), &own)[0].message.contains("联系电话"));
    }
}

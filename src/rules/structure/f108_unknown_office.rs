//! F108: a form whose sender is not in the registry, or of which two offices are named.

use crate::form::{Entry, Form};
use crate::registry::{Office, Registry, names_a_street};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::submission::{OfficeClaim, OfficeEvidence};
use crate::value::text::tidy;

rule! {
    /// 报送单位不在名册，或表头、文件夹、文件名指向不同的单位。
    ///
    /// ## 含义
    /// 不在名册的单位另列一行，不算名册单位已报。指向不同单位的，该表归到表头所写的单位；归错了，两个单位的
    /// 汇总和排名都会错。
    ///
    /// ## 计算
    /// 依次看主管部门、实施单位、单位编码、文件夹、文件名是否写有名册中的单位（名称、其他写法或编码），以先看到的
    /// 为准；都没有的，再看文件夹、文件名中的简称和工作表名。一处同时写有两个单位的不作依据；写明属于其他区县的
    /// 同名单位不算。相近的写法只提示，不采用。
    ///
    /// ## 举例
    /// 主管部门写“北京市海淀区人民政府学院路街道办事处”：不在名册。主管部门写椿树街道办事处，文件却在“大栅栏街道”
    /// 文件夹中：两处不一致。主管部门写“西长安街道办事处”，少一个“街”字：提示相近的“西长安街街道”。
    ///
    /// ## 误报情形
    /// 单位改名、合并或习惯用简称的（如“广内街道”），在 config.yaml 的名册中登记其他写法（aliases）或编码
    /// （codes）。几个街道合办的项目，表头只写牵头单位即可。
    ///
    /// ## 依据
    /// 数据报送要求；config.yaml 所列名册。
    F108 "unknown-office" "报送单位不在名册" Warning
}

/// Reports a sender that the registry does not know, or two offices for one form.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let (form, registry) = (subject.form, subject.registry);
    let claim = &subject.assessed.office;
    if registry.offices.is_empty() {
        return Verdict::NotApplicable;
    }
    Verdict::of(if claim.is_known() {
        contradicted(claim, form).or_else(|| misnamed(claim, form, registry))
    } else {
        Some(unknown(claim, form, registry))
    })
}

/// Two offices are named.
fn contradicted(claim: &OfficeClaim, form: &Form) -> Option<Hit> {
    let decisive = claim.evidence.first()?;
    let others: Vec<&OfficeEvidence> = claim.contradictions().collect();
    if others.is_empty() {
        return None;
    }
    let told: Vec<String> = others.iter().map(|other| said(other)).collect();
    let message = format!(
        "{}，而{}；本表暂归{}，请核对是否放错文件夹或填错单位",
        said(decisive),
        told.join("，"),
        claim.office
    );
    let at = decisive.at.unwrap_or(form.area.first);
    let cells = others.iter().map(|other| other.at);
    Some(
        Hit::at(at, message)
            .declared(&decisive.text)
            .related(cells.filter(|cell| *cell != Some(at))),
    )
}

/// 主管部门（B4）写“椿树街道办事处”，即椿树街道
fn said(evidence: &OfficeEvidence) -> String {
    let label = evidence.source.label();
    let place = evidence
        .at
        .map_or_else(String::new, |at| format!("（{at}）"));
    let meaning = if evidence.text == evidence.says {
        String::new()
    } else {
        format!("，即{}", evidence.says)
    };
    format!("{label}{place}为“{}”{meaning}", evidence.text)
}

/// The head names an office that the registry does not know, or knows by another spelling, and the
/// form was filed by its folder or name.
fn misnamed(claim: &OfficeClaim, form: &Form, registry: &Registry) -> Option<Hit> {
    let from = claim.inferred_from()?;
    let department = &form.head.supervising_department;
    let text = department.value()?;
    let near = registry.near(text);
    if near.is_empty() && !names_a_street(text) {
        return None; // a department of another kind
    }
    let at = department.at()?;
    let message = format!(
        "主管部门“{}”不在名册{}，现按{}“{}”归入{}；请核对单位名称，或在 config.yaml 登记这一写法",
        tidy(text),
        suggestion(text, registry),
        from.source.label(),
        from.text,
        claim.office
    );
    Some(Hit::at(at, message).declared(tidy(text)))
}

fn unknown(claim: &OfficeClaim, form: &Form, registry: &Registry) -> Hit {
    let stated = sender(form);
    let at = stated.and_then(Entry::at).unwrap_or(form.area.first);
    let Some(text) = stated.and_then(Entry::value) else {
        let filed = match claim.office.as_str() {
            "" => String::new(),
            folder => format!("，暂按文件夹列为“{folder}”"),
        };
        return Hit::at(
            at,
            format!(
                "表头没有写明主管部门和实施单位，文件夹、文件名中也没有名册中的单位，\
                 不知由谁报送{filed}；请补填后重新报送"
            ),
        );
    };
    let (named, text) = (registry.named_in(text), tidy(text));
    let fault = match named.as_slice() {
        [] => format!("不在名册{}", suggestion(&text, registry)),
        several => format!("同时写有{}，不能确定归属", listed(several)),
    };
    let message = format!(
        "报送单位“{text}”{fault}；请核对单位名称，确为应报单位的在 config.yaml 的名册中登记"
    );
    Hit::at(at, message).declared(text)
}

/// The cell in which the sender is stated, else the one in which it should be.
fn sender(form: &Form) -> Option<&Entry<String>> {
    let head = &form.head;
    let places = [&head.supervising_department, &head.implementing_unit];
    let stated = places.into_iter().find(|place| place.value().is_some());
    stated.or_else(|| places.into_iter().find(|place| place.at().is_some()))
}

fn suggestion(text: &str, registry: &Registry) -> String {
    match registry.near(text).as_slice() {
        [] => String::new(),
        near => format!("（名册中相近的有{}）", listed(near)),
    }
}

fn listed(offices: &[&Office]) -> String {
    let names: Vec<String> = offices
        .iter()
        .map(|office| format!("“{}”", office.name))
        .collect();
    names.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::CellRef;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn hits(fixture: &Fixture) -> Vec<Hit> {
        hits_of(check(&fixture.subject(), &Params::default()))
    }

    fn cell(at: Option<CellRef>) -> String {
        at.map_or_else(String::new, |at| at.to_string())
    }

    #[test]
    fn examples_hold() {
        let sent = |file: &str| Fixture::new().file(file);
        let by = |department: &str| sent("收件/自评表.xlsx").head("主管部门", department);
        examples::hold(
            [
                by("北京市海淀区人民政府学院路街道办事处"),
                // The same name in another district.
                by("南京市玄武区人民政府新街口街道办事处"),
                by("西长安街道办事处"),
                by("椿树街道、大栅栏街道办事处"),
                sent("大栅栏街道/自评表.xlsx"),
                Fixture::new().head("实施单位", "大栅栏街道社区服务中心"),
            ],
            [
                by("北京市西城区人民政府椿树街道办事处"),
                by("椿树街道"),
                by("219001-椿树街道办"),
                // The folder names the office, and the department is none of the street.
                Fixture::new().head("主管部门", "北京市西城区民政局"),
                Fixture::new().head("主管部门", ""),
                // Projects may bear the name of another office.
                sent("椿树街道/大栅栏街道交界地带整治自评表.xlsx")
                    .head("项目名称", "大栅栏街道交界地带整治"),
                sent("椿树街道/天桥照明工程.xlsx"),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn a_stranger_is_named_with_its_cell() {
        let stranger = Fixture::new()
            .file("外区参考样表/自评表.xlsx")
            .head("主管部门", "北京市海淀区人民政府学院路街道办事处");
        let hits = hits(&stranger);
        assert_eq!(hits[0].declared, "北京市海淀区人民政府学院路街道办事处");
        assert!(
            hits[0].message.contains("不在名册；"),
            "{}",
            hits[0].message
        );
        assert_eq!(cell(hits[0].at), "B4");
    }

    #[test]
    fn a_slip_is_suggested_and_not_taken() {
        let slip = Fixture::new()
            .file("收件/自评表.xlsx")
            .head("主管部门", "西长安街道办事处");
        assert_eq!(slip.subject().assessed.street_office(), "西长安街道办事处");
        let message = &hits(&slip)[0].message;
        assert!(message.contains("相近的有“西长安街街道”"), "{message}");
        // The folder decides; the slip is told all the same.
        let filed = Fixture::new()
            .file("西长安街街道/自评表.xlsx")
            .head("主管部门", "西长安街道办事处");
        assert_eq!(filed.subject().assessed.street_office(), "西长安街街道");
        let message = &hits(&filed)[0].message;
        assert!(message.contains("按文件夹“西长安街街道”归入"), "{message}");
    }

    #[test]
    fn head_and_folder_name_different_offices() {
        let misfiled = Fixture::new().file("大栅栏街道/自评表.xlsx");
        let hits = hits(&misfiled);
        assert_eq!(
            hits[0].message,
            "主管部门（B4）为“椿树街道办事处”，即椿树街道，而文件夹为“大栅栏街道”；本表暂归椿树街道，\
             请核对是否放错文件夹或填错单位"
        );
        assert_eq!(cell(hits[0].at), "B4");
    }

    #[test]
    fn department_and_unit_name_different_offices() {
        let torn = Fixture::new().head("实施单位", "大栅栏街道社区服务中心");
        let hits = hits(&torn);
        assert!(
            hits[0].message.contains("实施单位（B5）为"),
            "{}",
            hits[0].message
        );
        assert_eq!(cell(hits[0].related.first().copied()), "B5");
    }

    #[test]
    fn a_code_contradicts_a_name() {
        let mut registry = Registry::default();
        registry.offices[0].codes = vec!["019".to_owned()];
        let glued = Fixture::new()
            .registry(registry)
            .head("主管部门", "019-椿树街道办事处");
        let hits = hits(&glued);
        assert!(
            hits[0]
                .message
                .contains("单位编码（B4）为“019”，即德胜街道"),
            "{}",
            hits[0].message
        );
        assert!(hits[0].related.is_empty());
    }

    #[test]
    fn nobody_is_named_at_all() {
        let unsigned = Fixture::new()
            .file("自评表.xlsx")
            .head("主管部门", "")
            .head("实施单位", "");
        let hits = hits(&unsigned);
        assert!(
            hits[0].message.contains("不知由谁报送；"),
            "{}",
            hits[0].message
        );
        assert!(hits[0].at.is_some());
    }

    #[test]
    fn several_offices_in_one_cell_are_told() {
        let joint = Fixture::new()
            .file("收件/自评表.xlsx")
            .head("主管部门", "椿树街道、大栅栏街道办事处");
        let message = &hits(&joint)[0].message;
        assert!(
            message.contains("同时写有“大栅栏街道”、“椿树街道”"),
            "{message}"
        );
    }

    #[test]
    fn without_a_registry_nobody_is_unknown() {
        let open = Fixture::new().registry(Registry {
            offices: Vec::new(),
            ..Registry::default()
        });
        let verdict = check(&open.subject(), &Params::default());
        assert_eq!(verdict, Verdict::NotApplicable);
    }
}

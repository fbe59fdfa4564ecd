//! The data contract: every table's columns, in order, with kind, Chinese header and meaning.
//!
//! Column names are spelled here and nowhere else in this room: each table is also a module of name
//! constants ([`projects::form_id`]), so that a misspelt column does not compile.

pub use super::contract::{Column, Kind};

use super::contract::contract;

mod beside;
mod conduct;
mod overrun;
mod oversight;

pub use beside::{LAST_YEAR, LEDGER_MATCHES, last_year, ledger_matches};
pub use conduct::{QUALITY, quality};
pub use overrun::{OVER_BUDGET, over_budget};
pub use oversight::{
    RATE_BASIS, REPORTING, RULE_STATS, SENSITIVE, SETTLED_DECISIONS, VERSION_CHANGES, rate_basis,
    reporting, rule_stats, sensitive, settled_decisions, version_changes,
};

contract! {
    /// One row per form.
    PROJECTS, projects {
        form_id                  Text    "表标识"             "自评表的稳定标识，由街道、实施单位、项目和年度确定，与文件名无关";
        fiscal_year              Integer "年度"               "自评表所属年度";
        street_office            Text    "街道"               "报送的街道或部门，按名册统一名称";
        supervising_department   Text    "主管部门"           "表中填写的主管部门";
        implementing_unit        Text    "实施单位"           "表中填写的实施单位";
        project_name             Text    "项目名称"           "表中填写的项目名称";
        project_code             Text    "项目编码"           "表中填写的项目编码";
        project_lead             Text    "项目负责人"         "表中填写的项目负责人";
        phone                    Text    "联系电话"           "表中填写的联系电话";
        initial_budget           Amount  "年初预算数"         "年度资金总额的年初预算数，万元";
        full_year_budget         Amount  "全年预算数"         "年度资金总额的全年预算数，万元";
        executed                 Amount  "全年执行数"         "年度资金总额的全年执行数，万元";
        appropriation_initial    Amount  "财政拨款年初预算数" "当年财政拨款的年初预算数，万元";
        appropriation_full_year  Amount  "财政拨款全年预算数" "当年财政拨款的全年预算数，万元";
        appropriation_executed   Amount  "财政拨款执行数"     "当年财政拨款的全年执行数，万元";
        carryover_initial        Amount  "上年结转年初预算数" "上年结转资金的年初预算数，万元";
        carryover_full_year      Amount  "上年结转全年预算数" "上年结转资金的全年预算数，万元";
        carryover_executed       Amount  "上年结转执行数"     "上年结转资金的全年执行数，万元";
        other_initial            Amount  "其他资金年初预算数" "其他资金的年初预算数，万元";
        other_full_year          Amount  "其他资金全年预算数" "其他资金的全年预算数，万元";
        other_executed           Amount  "其他资金执行数"     "其他资金的全年执行数，万元";
        execution_rate_declared  Rate    "填报执行率"         "表中填报的预算执行率，1 为 100%";
        execution_rate           Rate    "重算执行率"         "按表中 B÷A 重算的预算执行率，1 为 100%";
        execution_rate_vs_initial Rate   "执行数÷年初预算"    "全年执行数除以年初预算数，1 为 100%";
        execution_weight         Points  "执行率分值"         "预算执行率的分值，分";
        execution_score_declared Points  "填报执行率得分"     "表中填报的预算执行率得分，分";
        execution_score          Points  "重算执行率得分"     "按分值×执行率重算、不超过分值的得分，分";
        indicator_weight         Points  "指标分值合计"       "各项绩效指标分值之和，分";
        indicator_score_declared Points  "填报指标得分合计"   "各项绩效指标填报得分之和，分";
        indicator_score          Points  "重算指标得分合计"   "各项绩效指标重算得分之和，分";
        total_weight_declared    Points  "填报总分分值"       "总分行填报的分值，分";
        total_score_declared     Points  "填报总分"           "总分行填报的得分，分";
        total_weight             Points  "重算总分值"         "执行率分值与指标分值之和，分";
        total_score              Points  "重算总分"           "重算的执行率得分与指标得分之和，分";
        grade                    Text    "等级"               "按重算总分评定的等级：优、良、中、差";
        budget_variance          Amount  "超支额"             "全年执行数减年初预算数，万元，负数为结余";
        budget_variance_rate     Rate    "超支率"             "超支额除以年初预算数，1 为 100%";
        findings_error           Integer "错误"               "本表的错误条数";
        findings_warning         Integer "警告"               "本表的警告条数";
        findings_info            Integer "提示"               "本表的提示条数";
        template                 Text    "表式"               "识别出的表式类别";
        source_file              Text    "来源文件"           "来源文件，输入文件夹以下的路径";
        source_sheet             Text    "工作表"             "来源工作表名称";
        source_cell              Text    "单元格"             "自评表左上角的单元格地址";
    }

    /// One row per indicator of each form.
    INDICATORS, indicators {
        form_id          Text    "表标识"     "所属自评表的标识";
        ordinal          Integer "序号"       "指标在表中的次序，从 1 起";
        level1           Text    "一级指标"   "一级指标，照原表";
        level2           Text    "二级指标"   "二级指标，照原表";
        level3           Text    "三级指标"   "三级指标，照原表";
        target_text      Text    "年度指标值" "年度指标值，照原表";
        actual_text      Text    "实际完成值" "实际完成值，照原表";
        comparator       Text    "比较符号"   "指标值的比较方向：≥、>、≤、<、=，无法判断为空";
        target_value     Points  "指标值数量" "指标值中的数，单位见“计量单位”";
        actual_value     Points  "完成值数量" "完成值中的数，照原表所写单位";
        value_unit       Text    "计量单位"   "指标值的单位，指标值未写单位的取完成值的单位";
        attainment       Rate    "完成比例"   "完成值÷指标值，上限类指标为指标值÷完成值，1 为 100%";
        weight           Points  "分值"       "表中填报的分值，分";
        score_declared   Points  "填报得分"   "表中填报的得分，分";
        score            Points  "重算得分"   "按完成比例重算的得分，无法重算的为填报得分，分";
        score_basis      Text    "得分依据"   "重算得分的依据：quantitative 定量重算，qualitative 定性沿用，declared 填报沿用，blank 无指标";
        deviation_reason Text    "偏差原因"   "偏差原因分析及改进措施，照原表";
        source_cell      Text    "单元格"     "指标所在的单元格地址";
    }

    /// One row per finding.
    FINDINGS, findings {
        finding_id    Text "发现编号"   "发现的稳定编号，同一自评表、规则和单元格每次运行相同";
        code          Text "代码"       "规则代码";
        family        Text "类别"       "规则类别：files、missing、budget、execution、weights、scores、indicators、cross、custom";
        severity      Text "严重程度"   "严重程度：error 错误，warning 警告，info 提示";
        stage         Text "阶段"       "规则阶段：in_force 正式，trial 试行";
        caused_by     Text "根源"       "引起本条的发现编号，本身即根源的为空";
        form_id       Text "表标识"     "所涉自评表的标识，针对文件的为空";
        street_office Text "街道"       "所涉街道或部门";
        project_name  Text "项目名称"   "所涉项目";
        message       Text "说明"       "一句话说明问题和所依据的数字";
        declared      Text "填报"       "表中的填报内容";
        expected      Text "应为"       "应有的内容";
        difference    Text "差额"       "填报减应为，均为数字时给出";
        source_file   Text "来源文件"   "来源文件，输入文件夹以下的路径";
        source_sheet  Text "工作表"     "来源工作表名称";
        source_cell   Text "单元格"     "问题所在的单元格地址";
        related_cells Text "相关单元格" "一并核对的其他单元格地址，以空格分隔";
        review_status Text "处理状态"   "审核人选定的处理状态：待核实、属实、已整改、不予处理，尚未处理的为空";
        review_note   Text "处理意见"   "审核人填写的意见，以及处理状态恢复为待核实的原因";
        review_until  Text "有效期"     "处理意见有效的最后一天，长期有效的为空";
    }

    /// One row per rule and form.
    RULE_RUNS, rule_runs {
        code    Text "代码"   "规则代码";
        form_id Text "表标识" "自评表的标识，针对文件的规则为空";
        state   Text "结果"   "核查结果：passed 未发现，raised 有发现，not_applicable 不适用，could_not_run 缺少数据无法核查";
    }

    /// One row per expected office and project, and per one that was not expected.
    ROSTER, roster {
        street_office    Text    "街道"     "名册中的街道或部门，未列入名册而报送的附后";
        expected_project Text    "应报项目" "应报送的项目，没有名称的为编码；针对单位本身的为空";
        state            Text    "报送情况" "报送情况：reported 已报，late 迟报，nil 零报，missing 未报，unexpected 不在名册";
        source_file      Text    "来源文件" "报送本年度自评表的文件，不含旧版；未报的为报来而不能作为报送的文件";
        reported_at      Text    "报送时间" "最早一版的报送时间，几个项目的取最晚的；依据见 reporting 的 time_basis，无从得知的为空";
        versions         Integer "重复版本" "同一项目多报的份数（F106）：收到的自评表张数减去项目数，每个项目只报一份的为 0";
    }

    /// One row per file.
    SUBMISSIONS, submissions {
        source_file   Text    "来源文件" "文件，输入文件夹以下的路径";
        street_office Text    "街道"     "文件所属的街道或部门";
        format        Text    "格式"     "按内容判定的文件格式";
        bytes         Integer "字节数"   "文件大小，字节";
        blake3        Text    "校验值"   "文件内容的 BLAKE3 校验值";
        status        Text    "状态"     "状态：ok 已读，partial 表格不完整，no_form 无自评表，skipped 跳过（副本、已有新版的旧版等），error 无法读取";
        forms         Integer "表数"     "读出的自评表张数，含不计入汇总的旧版，未读的文件为空";
        code          Text    "代码"     "报送类发现中最严重一条的规则代码；各表均为旧版的为 F106";
        reason        Text    "说明"     "状态的原因或读取时的说明";
    }

    /// One row for the district, per street office and per implementing unit.
    ROLLUP, rollup {
        level                 Text    "层级"           "层级：district 全区，street_office 街道，implementing_unit 实施单位";
        name                  Text    "名称"           "名称；不同街道下同名的实施单位以括号注明街道，未填的为空";
        projects              Integer "项目数"         "自评表张数";
        initial_budget        Amount  "年初预算数"     "已知的年初预算数之和，万元";
        full_year_budget      Amount  "全年预算数"     "已知的全年预算数之和，万元";
        executed              Amount  "全年执行数"     "已知的全年执行数之和，万元";
        execution_rate        Rate    "执行率"         "ΣB÷ΣA，只计 A、B 均已知的项目，不是各项目执行率的平均，1 为 100%";
        over_budget_projects  Integer "超预算项目数"   "执行数超年初预算或超全年预算（B101、B102）的项目数";
        over_budget_amount    Amount  "超预算金额"     "上述项目的超出额之和，超全年预算的按全年预算数计，其余按年初预算数计，万元";
        mean_score            Points  "平均分"         "满分为 100 分且重算总分已知的项目的算术平均，分";
        budget_weighted_score Points  "预算加权平均分" "同一范围内以全年预算数为权的加权平均，分";
        grade_excellent       Integer "优"             "等级为优的项目数";
        grade_good            Integer "良"             "等级为良的项目数";
        grade_fair            Integer "中"             "等级为中的项目数";
        grade_poor            Integer "差"             "等级为差的项目数";
        findings_error        Integer "错误"           "错误条数；全区和街道含针对文件和单位的发现，实施单位只计自评表的发现";
        findings_warning      Integer "警告"           "警告条数，口径同错误条数";
        rank                  Integer "名次"           "同层级内按平均分由高到低的名次，同分并列；全区和无得分的为空";
    }

    /// One row per form on a whole department or unit: consolidated apart from the projects.
    DEPARTMENTS, departments {
        form_id                 Text    "表标识"           "自评表的稳定标识";
        fiscal_year             Integer "年度"             "自评表所属年度";
        street_office           Text    "街道"             "报送的街道或部门，按名册统一名称";
        department_name         Text    "部门（单位）"     "表中填写的部门（单位）名称";
        initial_budget          Amount  "年初预算数"       "部门支出合计的年初预算数，万元";
        full_year_budget        Amount  "全年预算数"       "部门支出合计的全年预算数，万元";
        executed                Amount  "全年执行数"       "部门支出合计的全年执行数，万元";
        basic_initial           Amount  "基本支出年初预算" "基本支出的年初预算数，万元";
        basic_full_year         Amount  "基本支出全年预算" "基本支出的全年预算数，万元";
        basic_executed          Amount  "基本支出执行数"   "基本支出的全年执行数，万元";
        project_initial         Amount  "项目支出年初预算" "项目支出的年初预算数，万元";
        project_full_year       Amount  "项目支出全年预算" "项目支出的全年预算数，万元";
        project_executed        Amount  "项目支出执行数"   "项目支出的全年执行数，万元";
        execution_rate_declared Rate    "填报执行率"       "表中填报的预算执行率，1 为 100%";
        execution_rate          Rate    "重算执行率"       "按表中 B÷A 重算的预算执行率，1 为 100%";
        total_score_declared    Points  "填报总分"         "总分行填报的得分，分";
        total_weight            Points  "重算总分值"       "执行率分值与指标分值之和，分";
        total_score             Points  "重算总分"         "重算的执行率得分与指标得分之和，分";
        grade                   Text    "等级"             "按重算总分评定的等级：优、良、中、差";
        findings_error          Integer "错误"             "本表的错误条数";
        findings_warning        Integer "警告"             "本表的警告条数";
        findings_info           Integer "提示"             "本表的提示条数";
        source_file             Text    "来源文件"         "来源文件，输入文件夹以下的路径";
        source_sheet            Text    "工作表"           "来源工作表名称";
        source_cell             Text    "单元格"           "自评表左上角的单元格地址";
    }

    /// One row per reviewed score: of an indicator, or of a whole form.
    REVIEWS, reviews {
        form_id            Text    "表标识"     "所属自评表的标识";
        street_office      Text    "街道"       "报送的街道或部门，按名册统一名称";
        project_name       Text    "项目名称"   "表中填写的项目名称";
        ordinal            Integer "序号"       "指标在表中的次序，总分行为空";
        level3             Text    "三级指标"   "指标名称，总分行为空";
        actual_text        Text    "自评完成值" "自评的完成值，照原表";
        review_actual_text Text    "复核完成值" "复核的完成值，照原表";
        score_declared     Points  "自评得分"   "自评得分，分";
        score              Points  "重算得分"   "重算得分，无法重算的为自评得分，分";
        review_score       Points  "复核得分"   "复核得分，分";
        difference         Points  "偏差"       "复核得分减自评得分，分";
        review_note        Text    "复核说明"   "复核人的备注，以及与现报的表不符之处";
        source_file        Text    "来源文件"   "来源文件，输入文件夹以下的路径";
        source_sheet       Text    "工作表"     "来源工作表名称";
        source_cell        Text    "单元格"     "指标或总分行所在的单元格地址";
    }

    /// One row per layout that was met.
    LAYOUTS, layouts {
        template          Text    "表式代号"   "识别出的表式类别，同项目明细";
        title             Text    "表式"       "该类表式的特征";
        confidence        Rate    "识别把握"   "栏目和各部分的识别把握，1 为 100%；低于 0.7 的应核对";
        reason            Text    "依据"       "识别把握打折扣的原因，以及推断了什么";
        forms             Integer "表数"       "这种版式的自评表张数";
        partial_forms     Integer "部分读入"   "其中缺少应有部分的张数";
        unknown_labels    Text    "未识别栏目" "词典中没有的栏目名称，每行一个";
        suggested_entries Text    "建议词条"   "可粘贴到 config.yaml 的 dictionary 之下的词条，每行一条";
        source_file       Text    "示例文件"   "这种版式的第一份文件";
        source_sheet      Text    "工作表"     "示例的工作表名称";
        source_cell       Text    "单元格"     "示例的左上角单元格地址";
    }
}

/// Every table: its name and its columns.
pub const TABLES: [(&str, &[Column]); 20] = [
    (projects::TABLE, PROJECTS),
    (indicators::TABLE, INDICATORS),
    (findings::TABLE, FINDINGS),
    (rule_runs::TABLE, RULE_RUNS),
    (roster::TABLE, ROSTER),
    (submissions::TABLE, SUBMISSIONS),
    (rollup::TABLE, ROLLUP),
    (departments::TABLE, DEPARTMENTS),
    (reviews::TABLE, REVIEWS),
    (layouts::TABLE, LAYOUTS),
    (settled_decisions::TABLE, SETTLED_DECISIONS),
    (rule_stats::TABLE, RULE_STATS),
    (reporting::TABLE, REPORTING),
    (version_changes::TABLE, VERSION_CHANGES),
    (sensitive::TABLE, SENSITIVE),
    (ledger_matches::TABLE, LEDGER_MATCHES),
    (last_year::TABLE, LAST_YEAR),
    (rate_basis::TABLE, RATE_BASIS),
    (quality::TABLE, QUALITY),
    (over_budget::TABLE, OVER_BUDGET),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_and_headers_are_unique_within_a_table() {
        for (table, columns) in TABLES {
            let names: BTreeSet<_> = columns.iter().map(|column| column.name).collect();
            let headers: BTreeSet<_> = columns.iter().map(|column| column.header).collect();
            assert_eq!(
                (names.len(), headers.len()),
                (columns.len(), columns.len()),
                "{table}"
            );
        }
    }

    #[test]
    fn every_figure_states_its_unit() {
        for column in TABLES.iter().flat_map(|(_, columns)| columns.iter()) {
            let unit = match column.kind {
                Kind::Amount => "万元",
                Kind::Rate => "1 为 100%",
                _ => continue,
            };
            assert!(
                column.meaning.contains(unit),
                "{}: {}",
                column.name,
                column.meaning
            );
        }
    }
}

//! The tables by which the bureau oversees the work: rules, reporting, versions, decisions, what must
//! not be passed on.

use crate::tables::contract::{Column, Kind, contract};

contract! {
    /// One row per rule.
    RULE_STATS, rule_stats {
        code            Text    "代码"         "规则代码";
        title           Text    "规则"         "规则名称";
        family          Text    "类别"         "规则类别，同 findings.family";
        severity        Text    "严重程度"     "设定的严重程度：error 错误，warning 警告，info 提示；试行的不作为错误，个别单位另有设定的见“施行情况”";
        stage           Text    "阶段"         "规则阶段：in_force 正式，trial 试行，withdrawn 已撤销";
        state           Text    "施行情况"     "是否施行、施行的年度和个别单位的设定，如 施行、试行、停用、已撤销、2024 年度起施行";
        forms_checked   Integer "已核查"       "核查过的自评表张数（含有发现的），报送类中针对文件的规则按文件计，以下各列同";
        raised          Integer "有发现"       "其中有发现的张数";
        passed          Integer "未发现"       "其中未发现问题的张数";
        not_applicable  Integer "不适用"       "规则不适用的张数，含停用、已撤销、不在施行年度和对该单位不核查的";
        could_not_run   Integer "无法核查"     "缺少数据、无法核查的张数";
        findings        Integer "发现条数"     "发现的条数";
        reviewed        Integer "已审核"       "其中审核人已有结论（属实、已整改、不予处理）的条数，待核实的不计";
        confirmed       Integer "属实"         "其中属实或已整改的条数";
        dismissed       Integer "不予处理"     "其中不予处理的条数";
        dismissed_share Rate    "不予处理比例" "不予处理÷已审核，1 为 100%，尚无结论的为空";
    }

    /// One row per row of the roll-up: the two sums that its execution rate is the quotient of.
    RATE_BASIS, rate_basis {
        level          Text    "层级"             "层级，同 rollup.level";
        name           Text    "名称"             "名称，同 rollup.name";
        rated_projects Integer "计入执行率的项目" "执行数和所除的预算数均已知、计入执行率的项目数";
        rated_budget   Amount  "计入执行率的预算数" "上述项目的预算数之和（ΣA，A 按原表所注，一般为全年预算数），万元";
        rated_executed Amount  "计入执行率的执行数" "上述项目的全年执行数之和（ΣB），万元；除以前一列即为 rollup.execution_rate";
    }

    /// One row for the district, per office of the roster and per project of it.
    REPORTING, reporting {
        level         Text    "层级"     "层级：district 全区，street_office 街道，project 项目";
        street_office Text    "街道"     "区名，或街道、部门";
        project_name  Text    "项目名称" "应报项目的名称；名册外的项目为自评表所写";
        project_code  Text    "项目编码" "应报项目的编码";
        state         Text    "报送情况" "报送情况，同 roster 的 state；全区为空";
        expected      Integer "应报"     "应报项数：名册列有应报项目的单位按项目计，其余每个单位计 1 项";
        reported      Integer "已报"     "已报送且不逾期的项数";
        late          Integer "逾期"     "逾期报送的项数；未设截止日期的为 0";
        nil           Integer "零报"     "登记零报的单位数";
        missing       Integer "未报"     "未报送的项数";
        unexpected    Integer "名册外"   "报来而不在名册的项数";
        rate          Rate    "报送率"   "已报、逾期、零报之和÷应报，1 为 100%";
        on_time_rate  Rate    "按时率"   "已报、零报之和÷应报，1 为 100%；未设截止日期的为空";
        deadline      Text    "截止日期" "报送截止日期（registry.deadline），未设的为空";
        reported_at   Text    "报送时间" "同 roster 的 reported_at，北京时间";
        time_basis    Text    "时间依据" "报送时间取自何处";
        source_file   Text    "来源文件" "同 roster 的 source_file";
        remark        Text    "备注"     "零报的依据；未报的，已收到什么而不能作为报送，有无名称相近的项目";
        contact       Text    "联系人"   "名册登记的联系人";
        phone         Text    "联系电话" "名册登记的联系电话";
    }

    /// One row per version that does not count, and per place or finding in which it differs.
    VERSION_CHANGES, version_changes {
        form_id       Text "表标识"       "计入汇总的一版的标识";
        street_office Text "街道"         "报送的街道或部门，按名册统一名称";
        project_name  Text "项目名称"     "表中填写的项目名称";
        kind          Text "类别"         "类别：version 不计入汇总的旧版，value 填报内容，finding 核查发现；后两者只比最近一版旧版";
        what          Text "栏目"         "填报内容为栏目，核查发现为规则代码和名称";
        change        Text "变化"         "version：compared 已比对，older 更早的版本，不比对；value：changed 改动，added 新增，removed 删去；finding：fixed 已改正，open 仍存在，new 新出现";
        old_value     Text "旧版"         "旧版的填报，或旧版上的发现";
        new_value     Text "新版"         "计入汇总的一版的填报，或其上的发现";
        old_file      Text "旧版文件"     "旧版所在的文件，输入文件夹以下的路径";
        old_sheet     Text "旧版工作表"   "旧版所在的工作表";
        old_cell      Text "旧版单元格"   "旧版的单元格，旧版没有的为空";
        source_file   Text "来源文件"     "计入汇总的一版所在的文件";
        source_sheet  Text "工作表"       "计入汇总的一版所在的工作表";
        source_cell   Text "单元格"       "计入汇总的一版的单元格，没有的为空";
    }

    /// One row per personal number or mark of secrecy in a cell.
    SENSITIVE, sensitive {
        source_file   Text "来源文件" "来源文件，输入文件夹以下的路径";
        street_office Text "街道"     "报送的街道或部门，按名册统一名称";
        source_sheet  Text "工作表"   "来源工作表名称";
        source_cell   Text "单元格"   "单元格地址";
        kind          Text "类别"     "id_number 身份证号，mobile_phone 手机号（联系电话栏以外），classification 密级标志";
        masked        Text "内容"     "遮盖后的内容";
        advice        Text "处理建议" "转发、公开前应当怎样处理";
    }

    /// One row per decision of a reviewer whose finding is gone.
    SETTLED_DECISIONS, settled_decisions {
        finding_id    Text "发现编号"   "原发现的编号；再次出现同一编号的发现时，处理意见随之恢复";
        severity      Text "严重程度"   "原发现的严重程度：error 错误，warning 警告，info 提示";
        code          Text "代码"       "规则代码";
        rule          Text "规则"       "规则代码和名称，照原清单";
        street_office Text "街道"       "所涉街道或部门";
        project_name  Text "项目名称"   "所涉项目";
        message       Text "说明"       "原清单中的说明";
        declared      Text "填报"       "当时的填报内容";
        expected      Text "应为"       "应有的内容";
        difference    Text "差额"       "填报减应为";
        place         Text "位置"       "文件、工作表和单元格，以“!”相连";
        review_status Text "处理状态"   "审核人选定的处理状态";
        review_note   Text "处理意见"   "审核人填写的意见";
        review_until  Text "有效期"     "处理意见有效的最后一天，长期有效的为空";
    }
}

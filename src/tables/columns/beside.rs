//! The tables that hold forms against what lies beside them.

use crate::tables::contract::{Column, Kind, contract};

contract! {
    /// One row per form and line of the approved-budget ledger: matched, forms alone, lines alone.
    LEDGER_MATCHES, ledger_matches {
        form_id              Text   "表标识"         "自评表的标识，台账有而未报表的为空";
        street_office        Text   "街道"           "自评表的街道或部门";
        project_name         Text   "项目名称"       "自评表填写的项目名称";
        ledger_code          Text   "台账编码"       "台账的项目编码，照原文";
        ledger_office        Text   "台账单位"       "台账的单位，照原文";
        ledger_name          Text   "台账项目名称"   "台账的项目名称，照原文";
        how                  Text   "对应方式"       "对应方式：code 项目编码，name 单位和名称，fuzzy 名称近似，none 未对应";
        similarity           Rate   "相似度"         "名称近似的相似度，不计末尾的经费、项目等字，1 为 100%";
        initial_declared     Amount "填报年初预算"   "自评表的年初预算数，万元";
        initial_approved     Amount "年初批复数"     "台账的年初批复数，万元";
        initial_difference   Amount "年初差额"       "填报年初预算减年初批复数，万元";
        full_year_declared   Amount "填报全年预算"   "自评表的全年预算数，万元";
        full_year_approved   Amount "调整后预算数"   "台账的调整后预算数，万元";
        full_year_difference Amount "全年差额"       "填报全年预算减调整后预算数，万元";
        ledger_cell          Text   "台账位置"       "台账的文件、工作表和单元格";
        remark               Text   "说明"           "不能确定对应的原因";
        ledger_remark        Text   "台账问题"       "台账这一行看不懂之处，附单元格";
        source_file          Text   "来源文件"       "来源文件，输入文件夹以下的路径";
        source_sheet         Text   "工作表"         "来源工作表名称";
        source_cell          Text   "单元格"         "自评表左上角的单元格地址";
    }

    /// One row per form of this year, with last year's, and per form of last year alone.
    LAST_YEAR, last_year {
        form_id             Text   "表标识"         "本年自评表的标识，仅上年有的为空";
        street_office       Text   "街道"           "报送的街道或部门";
        implementing_unit   Text   "实施单位"       "实施单位，照自评表";
        project_name        Text   "项目名称"       "本年的项目名称";
        last_project_name   Text   "上年项目名称"   "上年的项目名称";
        how                 Text   "对应方式"       "对应方式：code 项目编码，name 单位和名称，fuzzy 名称近似，none 未对应";
        similarity          Rate   "相似度"         "名称近似的相似度，不计末尾的经费、项目等字，1 为 100%";
        last_full_year      Amount "上年全年预算"   "上年的全年预算数，万元";
        last_executed       Amount "上年执行数"     "上年的全年执行数，万元";
        last_unspent        Amount "上年未支出"     "上年全年预算数减执行数，万元";
        carryover_initial   Amount "结转年初数"     "本年上年结转资金的年初预算数，万元";
        carryover_full_year Amount "结转全年数"     "本年上年结转资金的全年预算数，万元";
        full_year_budget    Amount "本年全年预算"   "本年的全年预算数，万元";
        budget_change       Rate   "预算增减率"     "本年全年预算比上年增减，1 为 100%";
        last_total_score    Points "上年重算总分"   "上年的重算总分，分";
        total_score         Points "本年重算总分"   "本年的重算总分，分";
        score_change        Points "得分增减"       "本年减上年重算总分，满分不同的为空，分";
        last_place          Text   "上年位置"       "上年自评表的文件、工作表和单元格";
        remark              Text   "说明"           "不能确定对应的原因";
        source_file         Text   "来源文件"       "本年的来源文件，输入文件夹以下的路径";
        source_sheet        Text   "工作表"         "来源工作表名称";
        source_cell         Text   "单元格"         "自评表左上角的单元格地址";
    }
}

//! The table of projects over budget.

use crate::tables::contract::{Column, Kind, contract};

contract! {
    /// One row per project for which B101 or B102 was raised, the largest excess first.
    OVER_BUDGET, over_budget {
        form_id             Text   "表标识"         "自评表的标识";
        street_office       Text   "街道"           "报送的街道或部门，按名册统一名称";
        implementing_unit   Text   "实施单位"       "表中填写的实施单位";
        project_name        Text   "项目名称"       "表中填写的项目名称";
        initial_budget      Amount "年初预算数"     "年度资金总额的年初预算数，万元";
        full_year_budget    Amount "全年预算数"     "年度资金总额的全年预算数，万元";
        executed            Amount "全年执行数"     "年度资金总额的全年执行数，万元";
        over_initial        Amount "超年初预算金额" "全年执行数减年初预算数，未超（B101 无发现）的为空，万元";
        over_initial_rate   Rate   "超年初预算比例" "超年初预算金额÷年初预算数，1 为 100%";
        over_full_year      Amount "超全年预算金额" "全年执行数减全年预算数，未超（B102 无发现）的为空，万元";
        over_full_year_rate Rate   "超全年预算比例" "超全年预算金额÷全年预算数，1 为 100%";
        over_budget         Amount "计入的超预算金额" "计入 rollup.over_budget_amount 的超出额：超全年预算的按全年预算数计，其余按年初预算数计，万元";
        adjustment          Amount "预算调整额"     "全年预算数减年初预算数，万元，负数为调减";
        adjustment_rate     Rate   "预算调整比例"   "预算调整额÷年初预算数，1 为 100%";
        approved_full_year  Amount "批复全年预算"   "批复台账的调整后预算数，未设台账或未能对应的为空，万元";
        explained           Text   "能否解释"       "预算调整能否解释超出：approved 批复台账可解释，declared 自评表自述可解释、未经台账核对，contradicted 自评表与台账不一致，not_explained 不能解释，unknown 无法判断";
        explanation         Text   "解释依据"       "一句话说明判断的依据和数字";
        source_file         Text   "来源文件"       "来源文件，输入文件夹以下的路径";
        source_sheet        Text   "工作表"         "来源工作表名称";
        source_cell         Text   "单元格"         "自评表左上角的单元格地址";
        executed_cell       Text   "执行数单元格"   "年度资金总额的全年执行数所在的单元格地址";
    }
}

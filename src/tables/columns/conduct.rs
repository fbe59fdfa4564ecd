//! How well the offices filled in and sent their forms, apart from what the projects scored.

use crate::tables::contract::{Column, Kind, contract};

contract! {
    /// One row per office that is expected or that reported.
    QUALITY, quality {
        street_office   Text    "街道"         "报送的街道或部门，按名册统一名称";
        state           Text    "报送情况"     "报送情况，同 roster 的 state";
        forms           Integer "自评表"       "计入汇总的自评表张数";
        score           Points  "报送质量得分" "已评各项得分之和÷已评各项权重之和×100，保留两位小数；没有报送自评表的为空";
        rank            Integer "名次"         "按报送质量得分由高到低，同分并列；没有得分的为空";
        basis           Text    "得分算法"     "报送质量得分由各项得分得出的算式";
        timely_weight   Points  "及时权重"     "及时一项的权重（quality.weights.timely）";
        timely_score    Points  "及时得分"     "在截止日期以前报送的项数占比×权重；未设截止日期或报送时间不详的不评，为空";
        timely_basis    Text    "及时依据"     "及时一项怎样得出";
        complete_weight Points  "齐全权重"     "齐全一项的权重（quality.weights.complete）";
        complete_score  Points  "齐全得分"     "权重减去应报项目缺报的扣分（F107）和缺项问题（M）的扣分，不低于 0";
        complete_basis  Text    "齐全依据"     "齐全一项怎样得出";
        regular_weight  Points  "规范权重"     "规范一项的权重（quality.weights.regular）";
        regular_score   Points  "规范得分"     "权重减去文件、版式、年度、单位问题（F，F107 除外；B105）的扣分，不低于 0";
        regular_basis   Text    "规范依据"     "规范一项怎样得出";
        accurate_weight Points  "准确权重"     "准确一项的权重（quality.weights.accurate）";
        accurate_score  Points  "准确得分"     "权重减去资金、执行率、分值、得分问题（B、E、W、S，B105 除外）的扣分，不低于 0";
        accurate_basis  Text    "准确依据"     "准确一项怎样得出";
        sensible_weight Points  "合理权重"     "合理一项的权重（quality.weights.sensible）";
        sensible_score  Points  "合理得分"     "权重减去指标质量问题（I）的扣分，不低于 0";
        sensible_basis  Text    "合理依据"     "合理一项怎样得出";
    }
}

"""The templates in use: which columns a form has, in which order, under which words."""

from dataclasses import dataclass, field, replace

FUND_AB = [("年初预算数", "initial"), ("全年预算数（A）", "full"), ("全年执行数\n（B）", "executed"),
           ("分值", "weight"), ("执行率\n（B/A）", "rate"), ("得分", "score")]
FUND_PLAIN = [("年初\n预算数", "initial"), ("全年\n预算数", "full"), ("全年\n执行数", "executed"),
              ("分值", "weight"), ("执行率", "rate"), ("得分", "score")]
FUND_ANHUI = [("全年预算数(A)", "full"), ("全年执行数(B)", "executed"), ("分值", "weight"), ("执行率(B/A)", "rate"),
              ("得分", "score")]
LEVELS = [("一级指标", "level1"), ("二级指标", "level2"), ("三级指标", "name")]
VALUES = [("年度\n指标值", "target"), ("实际\n完成值", "actual"), ("分值", "weight"), ("得分", "score"),
          ("偏差原因分析及改进措施", "reason")]


@dataclass(frozen=True)
class Template:
    title: str = "项目支出绩效自评表"
    above: tuple = ()                   # lines above the title
    year: str = "（{year}年度）"
    header: tuple = ((("项目名称", "project"),),
                     (("主管部门", "department"), ("实施单位", "unit")),
                     (("项目负责人", "lead"), ("联系电话", "phone")))
    fund_label: str = "项目资金\n（万元）"
    fund_columns: list = field(default_factory=lambda: FUND_AB)
    fund_rows: tuple = (("total", "年度资金总额"), ("current", "其中：当年财政拨款"),
                        ("carryover", "      上年结转资金"), ("other", "  其他资金"))
    dash: str = "—"                     # weight and score of the rows that are not scored
    goal_label: str = "年度总体目标"
    goal_heads: tuple = ("预期目标", "实际完成情况")
    indicator_label: str = "绩\n效\n指\n标\n（90分）"
    indicator_columns: list = field(default_factory=lambda: LEVELS + VALUES)
    level1: str = "{name}指标\n（{points}分）"
    points: dict = field(default_factory=lambda: {"产出": "50", "效益": "30", "满意度": "10"})
    level2: dict = field(default_factory=lambda: {
        "数量": "数量指标", "质量": "质量指标", "时效": "时效指标", "成本": "成本指标",
        "经济": "经济效益\n指标", "社会": "社会效益\n指标", "生态": "生态效益\n指标", "持续": "可持续影响指标",
        "满意": "服务对象满意度指标", "执行率": "预算执行率\n指标",
        "经济成本": "经济成本\n指标", "社会成本": "社会成本\n指标", "生态成本": "生态环境\n成本指标"})
    name: str = "指标{n}：{name}"
    total_label: str = "总分"            # empty: the form has no total row
    after: tuple = ()                   # lines under the table

    @property
    def scores_execution(self):
        """Whether the money earns points of its own."""
        return any(key == "score" for _, key in self.fund_columns)


BEIJING = Template()
TEMPLATES = {
    "beijing": BEIJING,
    "notes": replace(
        BEIJING, above=("附件3", "西城区2024年度部门预算项目"), name="{name}",
        after=("注：1.项目资金按照财政批复数填列，执行率=全年执行数÷全年预算数。",
               "    2.定量指标未完成的，按照完成比例计分；定性指标按照三档计分。",
               "填报人：{lead}        审核人：              填报日期：2025年2月20日", "单位负责人（签章）：")),
    "national": Template(
        above=("附件2",), header=BEIJING.header, fund_label="项目资金\n（万元）", fund_columns=FUND_PLAIN,
        indicator_label="绩\n效\n指\n标", level1="{name}指标", dash="-"),
    "national-short": Template(
        year="(  {year} 年度)", fund_columns=FUND_PLAIN, dash="/", name="{name}",
        indicator_label="绩效\n指标", level1="{name}指标({points}分)"),
    "weight-first": Template(
        title="西城区项目支出绩效自评表", year="({year}年度)", dash="", name="{name}",
        indicator_columns=LEVELS + [("分值", "weight"), ("年度指标值(A)", "target"), ("全年实际值(B)", "actual"),
                                    ("得分", "score"), ("未完成原因分析", "reason")]),
    "split": Template(
        title="部门预算项目支出绩效自评表", year="（{year}年度）", fund_label="预算执行情况\n（万元）", dash="/",
        fund_columns=[("年初预算", "initial"), ("调整后预算数", "full"), ("预算执行数", "executed"),
                      ("预算执行率", "rate"), ("权重", "weight"), ("得分", "score")],
        fund_rows=(("total", "总额"), ("current", "其中：财政资金"), ("carryover", "上年结转资金"),
                   ("other", "其他资金")),
        goal_heads=("项目年度目标", "年度目标完成情况"), indicator_label="绩效指标\n（90分）", name="{name}",
        indicator_columns=LEVELS + [("指标性质", "sign"), ("指标值", "figure"), ("度量单位", "measure"),
                                    ("完成值", "bare_actual"), ("权重", "weight"), ("得分", "score"),
                                    ("未完成原因分析", "reason")],
        total_label="合计"),
    # since 2021: costs are indicators of the first level
    "cost-first": replace(
        BEIJING, name="{name}", points={"成本": "20", "产出": "40", "效益": "20", "满意度": "10"}),
    # the money earns no points of its own: the execution rate is an indicator like others, and they make 100 points
    "indicators-only": replace(
        BEIJING, name="{name}", fund_columns=[*FUND_PLAIN[:3], ("执行率", "rate")], indicator_label="绩\n效\n指\n标\n（100分）",
        points={"产出": "60", "效益": "30", "满意度": "10"}),
    # a whole department: its money stands as basic and project expenditure
    "department": replace(
        BEIJING, title="部门整体支出绩效自评表", header=((("部门（单位）名称", "department"),),), name="{name}",
        fund_label="部门预算\n执行情况\n（万元）", points={"产出": "40", "效益": "40", "满意度": "10"},
        fund_rows=(("total", "年度资金总额"), ("current", "其中：基本支出"), ("other", "      项目支出"))),
}

"""Real forms that public bodies elsewhere printed, by value and with their own faults, in the layouts they used.

What the publication cut off is left out, so most have no total row.
"""

from dataclasses import replace
from decimal import Decimal

from batch import book
from drawn import drawn
from forms import Fault, Form, Funds, Indicator, Number, indicators
from templates import BEIJING, FUND_AB, FUND_ANHUI, FUND_PLAIN, LEVELS, VALUES, Template

FOLDER = "外区参考样表"
LEVEL2 = BEIJING.level2
ANHUI_COLUMNS = LEVELS + [("分值", "weight"), ("年度指标值", "target"), ("全年实际值", "actual"), ("得分", "score"),
                          ("未完成原因及拟采取的改进措施", "reason")]


def spread(total, **rest):
    """Funds as printed: a total, and every other funding cell typed as it stands."""
    typed = {}
    for row, cells in rest.items():
        for column, value in zip(("initial", "full", "executed"), cells):
            typed[f"fund.{row}.{column}"] = value
    return Funds(*total), typed


# 海淀区学院路街道, 2016: A is the initial budget, there is no full-year budget; the weight stands before the values.
HAIDIAN = Template(
    year="({year}年度)", header=((("项目名称", "project"),), (("主管部门及代码", "department"), ("实施单位", "unit"))),
    fund_label="项目资金\n(万元)", dash="",
    fund_columns=[("年初预算数(A)", "initial"), ("全年执行数(B)", "executed"), ("分值(10分)", "weight"),
                  ("执行率(B/A)", "rate"), ("得分", "score"), ("得分计算方法", "method")],
    fund_rows=(("total", "年度资金总额:"), ("current", "其中:本年一般公共预算拨款"), ("other", "其他资金")),
    goal_heads=("预期目标", "实际完成情况"), indicator_label="绩\n效\n指\n标", level1="{name}指标({points}分)",
    indicator_columns=LEVELS + [("分值", "weight"), ("年度指标值(A)", "target"), ("全年实际值(B)", "actual"),
                                ("得分计算方法", "method"), ("得分", "score"), ("未完成原因分析", "reason")],
    name="{name}", total_label="")
COUNT = "是否完成绩效目标申报表中申报的数量"
ROAD_CLEANING = Form(
    "【体制】自管道路清扫保洁外包工作经费", "北京市海淀区学院路街道城市运行服务中心", "", "",
    Funds("310.2", "310.2", "154.74"), "", "20条城市道路清扫保洁、4处居民生活区小广场公开招标外包",
    [Indicator("数量", COUNT, Number(Decimal("12.5")), Number(Decimal("12.5")), "12.5", "12.5")],
    department="北京市海淀区人民政府学院路街道办事处", year="2016", template=HAIDIAN, rate="text0", zero="",
    typed={"fund.total.score": Number(5), "fund.total.method": "执行率*该指标分值,最高不得超过分值上限。",
           f"{COUNT}.method": "完成值达到指标值,记满分;未达到指标值,按B/A或A/B*该指标分值记分。"},
    faults=[Fault("E102", "fund.total.rate", "执行率49.88%，低于80%"),
            Fault("E105", "fund.total.rate", "执行率低于90%，未说明原因"),
            Fault("M105", "goal.expected", "预期目标缺失（公开文本截断）")])

# 廊坊市食品工程学校, 2019: the ministry's plain form, filler rows kept, money typed into the goals.
LANGFANG = Template(
    title="办公宿舍楼、食堂及餐厅暖通改造经费 绩效自评表(修改)", above=("附件1",), year="{year}年度)",
    header=BEIJING.header[:2], fund_label="项目资金\n(万元)", fund_columns=FUND_PLAIN, dash="",
    fund_rows=(("total", "年度资金总额"), ("current", "其中:当年财政拨款"), ("carryover", "      上年结转资金"),
               ("other", "  其他资金")),
    indicator_label="绩\n效\n指\n标", level1="{name}指标", name="指标{n}{name}", total_label="")
HEATING = Form(
    "办公宿舍楼、食堂及餐厅暖通改造经费", "廊坊市食品工程学校", "", "", Funds("43.2", "43.2", "37.24"), "43.2", "37.24",
    indicators("""
        数量 | 工程资金金额 | 43.2 | 37.24 | 10 | 9 | 已完工,剩余3%尾款未付,且最高限价低于预算金额。提高预算准确度。
        质量 | 工程完工率 | 100 | 100 | 10
        质量 | 工程验收合格率 | 100 | 100 | 10
        时效 | 项目完成及时率 | 100 | 100 | 10
        成本 | 成本控制率 | 100 | 100 | 10
        经济 | 安全率 | 100 | 100 | 10 | 10 | 0
        社会 | 学校发展能力 | 100 | 100 | 10 | 10 | 0
        生态 | 指标1 | - | - | - | -
        持续 | 长期使用性 | 100 | 100 | 10
        满意 | 学生满意度 | 100 | 100 | 10 | 10 | 0"""),
    department="廊坊市发改委", year="2019", template=LANGFANG, money="text", rate="text0", zero="", spare=2,
    typed={"fund.total.score": Number(9), "指标1.name": "指标1"},
    faults=[Fault("E103", "fund.total.score", "执行率86.20%应得8.62分，填9分"),
            Fault("S102", "工程资金金额.score", "37.24/43.2应得8.62分，填9分"),
            Fault("I110", "工程资金金额.name", "数量指标填资金金额"),
            Fault("I107", "指标1.name", "生态效益指标空白")])

# 池州市贵池区棠溪镇, 2022: exported by the provincial platform; the total row prints zeros.
CHIZHOU = Template(
    above=("附件:",), year="({year}年度)", header=BEIJING.header[:2], fund_label="项目资金 (万元)", dash="",
    fund_columns=[("年初预算数", "initial"), ("全年预算数", "full"), ("全年执行数", "executed"), ("分值", "weight"),
                  ("执行率", "rate"), ("得分", "score")],
    fund_rows=(("total", "年度资金总额:"), ("current", "其中:本年财政拨款"), ("carryover", "上年结转资金"),
               ("other", "其他资金")),
    level1="{name}指标({points}分)", name="{name}", total_label="", indicator_label="绩效指标",
    level2={**LEVEL2, "经济": "经济效益指标", "社会": "社会效益指标", "生态": "生态效益指标", "满意": "满意度指标"},
    indicator_columns=LEVELS + [("年度指标值", "target"), ("实际完成值", "actual"), *VALUES[2:]])
FUNDS, TYPED = spread(("0", "0", "0"), current=("90", "89.974", "89.974"), carryover=("", "", ""), other=("", "", ""))
ENTRUSTED = Form(
    "委托业务项目", "219001-池州市贵池区棠溪镇人民政府", "", "", FUNDS,
    "预算资金90万元。其中:30万元;30万元;30万元", "89.97万元。其中:30万元;30万元;29.99万元",
    indicators("""
        数量 | 基建工程委托业务项目数量 | ≥50个 | 50 | 8
        质量 | 委托业务报告合格率 | ≥100百分比 | 100 | 8
        质量 | 经费支出合规性 | 严格执行相关制度规定 | 达成预期指标 | 8
        时效 | 提交报告及时性 | 在项目计划完成时间内完成 | 达成预期指标 | 8
        成本 | 项目总成本 | ≤90万元 | 90 | 8
        成本 | 单项业务成本 | 符合相关规定 | 达成预期指标 | 10
        社会 | 对维护基建市场公平的影响程度 | 效果明显 | 达成预期指标 | 10
        生态 | 对控制基建项目成本影响程度 | 效果明显 | 达成预期指标 | 10
        持续 | 对推动基建项目“四项制度”健全和落实的持续性影响 | 效果明显 | 达成预期指标 | 10
        经济 | | - | - | - | -"""),
    department="219-池州市贵池区棠溪镇人民政府", year="2022", template=CHIZHOU, money="text", zero="0",
    typed={**TYPED, "fund.total.rate": "0", "fund.total.score": Number(0)},
    faults=[Fault("B104", "fund.total.initial", "总额填0，分项90"),
            Fault("B104", "fund.total.full", "总额填0，分项89.974"),
            Fault("B104", "fund.total.executed", "总额填0，分项89.974"),
            Fault("E104", "fund.total.rate", "全年预算为0，执行率无法计算")])

# 濉溪县民政局, 2019, and 萧县张庄寨镇, 2023: Anhui's poverty funds, no initial budget, unscored rows marked 其中.
ANHUI = Template(
    title="绩效目标自评表", year="({year}年度)", header=BEIJING.header[:2], fund_label="资金情况\n(万元)", dash="10",
    fund_columns=FUND_ANHUI,
    fund_rows=(("total", "年度资金总额:"), ("current", "其中:本年财政拨款"), ("other", "其他资金")),
    goal_heads=("年初设定目标", "年度总体目标完成情况综述"), indicator_columns=ANHUI_COLUMNS, indicator_label="绩效指标",
    level1="{name}指标\n({points}分)", name="{name}", total_label="")
BLANK_OTHER = {"fund.other.weight": "", "fund.other.score": ""}
RELIEF = Form(
    "临时救助", "", "", "", Funds("30", "30", "30"), "为建档立卡扶贫户解决临时性的困难", "87人次,救助资金30万元",
    indicators("""
        数量 | ★★★农村低保发放人数(按月平均)(≥**人) | >=21933人 | 21980人 | 5
        数量 | ★★★其中:农村低保对象中建档立卡贫困人口数量(按月平均)(≥**人) | >=9431人 | 9453人 | 5
        数量 | ★★★建档立卡贫困人口中接受临时救助的人次数(≥**人次) | >=59人次 | 87人次 | 5
        数量 | ★★★特困人员救助供养人数(按月平均)(≥**人) | >=4754人 | 4604人 | 5 | 5 | 特困人员实行动态管理
        数量 | 扶贫临时救助人数(按月平均)(≥**人) | >=7人 | 7人 | 10
        质量 | ★农村低保标准(≥**元/人·月) | >=530元/人*月 | 583元/人*月 | 5
        质量 | 农村特困人员救助供养基本生活标准(≥**元/人·月) | >=570元/人*月 | 758元/人*月 | 5
        质量 | 扶贫临时救助标准(<**元/户·年)——一户年最高5300元 | <=5300元/户 | 5830元/户 | 10
        社会 | ★★★受益建档立卡贫困人口数≥**人 | >=80人 | 87人 | 30"""),
    department="[155]濉溪县民政局", year="2019", template=ANHUI, money="text", rate="text", zero="",
    typed={**BLANK_OTHER, "fund.current.rate": "100%"},
    faults=[Fault("M101", "unit", "实施单位空白"),
            Fault("S104", "★★★特困人员救助供养人数(按月平均)(≥**人).score", "4604人低于4754人，仍得满分5分"),
            Fault("S104", "扶贫临时救助标准(<**元/户·年)——一户年最高5300元.score",
                  "5830元/户超过5300元/户，仍得满分10分"),
            Fault("W104", "★★★受益建档立卡贫困人口数≥**人.weight", "单项分值30分")])
FARMING_GOAL = "落实39户特色种养业奖补政策,增加脱贫户家庭收入"
FARMING = Form(
    "河西村特色种养补贴到户项目", "张庄寨镇人民政府", "李某0557-XXXXXXX", "", Funds("9.48", "9.48", "9.48"),
    FARMING_GOAL, FARMING_GOAL,
    indicators("""
        数量 | ★补助各类瓜果蔬菜种植面积 | 29.5亩 | 29.5亩 | 20
        数量 | 其中桃树种植面积 | 1.5亩 | 1.5亩
        数量 | 其中苹果树种植面积 | 5亩 | 5亩
        数量 | 其中露天蔬菜 | 20亩 | 20亩
        数量 | 其中大棚蔬菜 | 3亩 | 3亩
        数量 | ★补助鱼塘面积 | 3亩 | 3亩 | 10
        数量 | 其中鱼塘养殖面积 | 3亩 | 3亩
        数量 | ★补助家畜家禽养殖数量 | 192只 | 192只 | 10
        数量 | 其中羊养殖数量 | 180只 | 180只
        数量 | 其中猪养殖数量 | 12头 | 12头
        质量 | 种植作物成活率 | 95% | 95% | 5
        质量 | 养殖家畜家禽成活率 | 95% | 100% | 5
        经济 | 特色产业带动增加受益农户收入(总收入) | ≥11.376万元 | 12万元 | 20
        社会 | 受益人口数量 | 90人 | 90人 | 10
        生态 | | - | - | - | -
        持续 | | - | - | - | -"""),
    department="县农业农村局", year="2023", money="text", rate="text", zero="-",
    template=replace(ANHUI, header=((("项目名称", "project"), ("项目负责人及电话", "lead")), BEIJING.header[1]),
                   level1="{name} 指 标\n({points}分)"),
    typed={**BLANK_OTHER, "fund.current.rate": "100%", "level1.产出": "产 出 指 标\n(50分)",
           "level1.效益": "效 益 指 标\n(30分)", "level2.经济": "经济效益 指标", "level2.社会": "社会效益 指标",
           "level2.生态": "生态效益 指标"},
    faults=[Fault("I108", "goal.actual", "完成情况与预期目标逐字相同")])

# 鄂州市行政审批局, 2021: the reference template; amounts carry 万; the weight of the execution row is 100.
OFFICE = "市民中心运行维护费"
CITIZEN_CENTRE = Form(
    OFFICE, "", "", "", Funds("150", "150", "125.25"), "", "",
    indicators(f"""
        数量 | 预算执行率 | 100% | 83.5% | 20 | 18
        数量 | 预算资金拨款率 | 100% | 100% | 10
        质量 | 政务服务工作办结率 | 100% | 100% | 10
        质量 | 大厅业务日常考核结果 | 100% | 100% | 10
        成本 | {OFFICE} | 150万 | 150万 | 10
        经济 | 大厅运行正常率 | 100% | 100% | 10"""),
    department=" ", year="2021", template=replace(BEIJING, header=BEIJING.header[:2], total_label=""), money="short", rate="text", spare=3,
    typed={"fund.total.weight": Number(100), "fund.total.score": Number(98), "department": "",
           **{f"fund.{row}.{column}": "0" for row in ("carryover", "other")
              for column in ("initial", "full", "executed")}},
    faults=[Fault("M101", "department", "主管部门空白"), Fault("M101", "unit", "实施单位空白"),
            Fault("E103", "fund.total.score", "执行率83.5%，分值100，填98分"),
            Fault("E105", "fund.total.rate", "执行率低于90%，未说明原因"),
            Fault("S102", "预算执行率.score", "83.5%应得16.7分，填18分"),
            Fault("I113", "预算执行率.name", "以预算执行率充当指标"),
            Fault("I109", f"{OFFICE}.actual", "总成本填150万，资金区执行数125.25万")])

# Shanghai's districts print the national form in 元.
SHANGHAI = Template(
    title="项目绩效自评表", header=BEIJING.header[:2], fund_label="项目资金（元）", dash="-", level1="{name}指标",
    fund_columns=[("年初预算数", "initial"), ("全年预算数", "full"), ("全年执行数", "executed"), *FUND_AB[3:4],
                  ("执行率", "rate"), ("得分", "score")], name="{name}", indicator_label="绩效指标")
STREET_ARCHIVE = Form(
    "街道档案数字化加工项目", "街道党政办公室", "", "", Funds("387664.62", "387664.62", "381250.00"),
    "完成街道存量档案数字化加工并接入区级平台。", "加工档案36.2万页，全部挂接区档案平台，纸质档案移交归库。",
    indicators("""
        数量 | 数字化加工页数 | ≥360000页 | 362000页 | 15
        质量 | 图像抽检合格率 | ≥98% | 99.3% | 15
        时效 | 加工完成时间 | 2022年11月30日前 | 2022年11月18日 | 10
        成本 | 项目总成本 | ≤387664.62元 | 381250.00元 | 10
        经济 | 节约档案库房租金 | ≥20000元 | 21600元 | 5
        社会 | 线上查档人次 | ≥600人次 | 648人次 | 10
        生态 | 复印用纸减少率 | ≥30% | 34.2% | 5
        持续 | 数据备份年限 | ≥10年 | 10年 | 10
        满意 | 查档群众满意度 | ≥90% | 96.3% | 10"""),
    department="区人民政府某街道办事处", year="2022", template=SHANGHAI, money="comma", rate="text2", clean=False)

BOOKS = [
    book(f"{FOLDER}/01_自管道路清扫保洁外包（海淀2016）.xlsx", ROAD_CLEANING),
    book(f"{FOLDER}/02_暖通改造经费绩效自评表（廊坊2019）.xlsx", HEATING, by="libreoffice"),
    book(f"{FOLDER}/03_委托业务项目（池州2022）.xls", ENTRUSTED, by="libreoffice"),
    book(f"{FOLDER}/19_临时救助绩效目标自评表（濉溪2019）.xlsx", RELIEF),
    book(f"{FOLDER}/26_特色种养补贴到户（萧县2023）.xlsx", FARMING),
    book(f"{FOLDER}/市民中心运行维护费自评表（鄂州2021）.xls", CITIZEN_CENTRE),
    book(f"{FOLDER}/档案数字化加工绩效自评表（元，2022）.xlsx", STREET_ARCHIVE),
    # 成安县民政局, 2020: Hebei multiplies the points by their share a second time
    book(f"{FOLDER}/08_百岁老人高龄津贴（成安2020）.xlsx", drawn(
        "t11-chengan-allowance-2020", "19名百岁老人高龄津贴", "2020", lacks="没有总分行", faults=[
            ("S102", "L17", "完成值达到指标值，折算得分应为25分，填6.25分"),
            ("S102", "L18", "完成值达到指标值，折算得分应为25分，填6.25分"),
            ("S102", "L19", "完成值达到指标值，折算得分应为30分，填9分"),
            ("S102", "L20", "完成值达到指标值，折算得分应为10分，填1分")])),
    # 广水市, 2019: money by level of government, own and reviewed points side by side; no year but that of the filling
    book(f"{FOLDER}/22_办公局域网维护费（广水2019）.xlsx", drawn(
        "t13-guangshui-lan-2019", "办公局域网维护费", "2019", faults=[
            ("M104", "F16", "自评分空白（公开文本截断）")])),
    # 黄石市图书馆, 2022: points only in the labels, one score for several rows
    book(f"{FOLDER}/29_共享工程（黄石2022）.xlsx", drawn(
        "t12-huangshi-library-2022", "共享工程", "2022", lacks="没有总分行", faults=[
            ("I103", "F16", "完成值写作≥360天"),
            ("I103", "F23", "完成值写作≥360天"),
            ("M104", "E19", "指标值和完成值空白"),
            ("M104", "E20", "指标值和完成值空白"),
            ("M104", "E24", "指标值、完成值和得分空白")])),
]

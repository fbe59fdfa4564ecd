"""The reference form, word for word as 椿树街道 published it for 2024: typing slips, blanks and all."""

from dataclasses import replace

from batch import book
from forms import Fault, Form, Funds, Indicator, Number
from templates import BEIJING

RESULT = (
    "按照政策规定成立困难群众救助服务所，搭建信息服务平台，有利于统筹社会政策实施，整合救助资源，进一步完善主"
    "动发现机制，激发社会力量活力，增加困难群众救助服务有效供给，提高救助服务质量和效率，织密织牢民生兜底保障"
    "安全网"
)
GOAL = RESULT + "补助等困难群众救助经费支出"
TASKS = (
    "1、完成街道辖区内半年新申请社会救助对象的入户摸排工作（参照往年约50户左右），并录入市、区社会救助信息"
    "服务平台。\n"
    "2、选取至少25户困难群众家庭开展个案帮扶服务，每个困难家庭服务不少于5次，并至少选取5名典型案例形成案"
    "例分析报告。\n"
    "3、更新维护精准救助系统。将新申请社会救助对象信息及已开展的个案服务录入北京市困难群众精准救助系统。\n"
    "4、每月针对30名救助对象和非救助对象开展入户走访工作。 \n"
    "5、至少开展2次“工作技能培训”和2次“义诊”进社区活动。\n"
    "6、针对椿树街道在册分散特困供养人员每月进行一次巡视探访，办年共计12次。\n"
    "7、向辖区内的居民通过线上、线下的方式集中开展2次社会救助工作相关政策宣传活动，提高相关政策的知晓率，加"
    "强影响。每季度通过椿树街道宣传媒体平台进行2次政策、活动信息宣传，全年通过其他媒体宣传椿树街道社会救助工"
    "作至少1次。\n"
    "8、针对椿树街道困难群众帮扶工作开展情况，形成一份全年工作报告。"
)
SOCIAL = (
    "通过建立困难群众救助所，有效通过政府购买服务方式，引入社会工作机构运营，充分利用“三社联动”机制，实现救"
    "助服务全覆盖。另一方面，依托社区民政专干，通过开展政策宣传、邻里走访、需求摸排等服务，畅通困难群众帮扶的"
    "“最后一公里”，夯实三级困难群众帮扶机制，切实兜牢民生保障底线，让居民的获得感、幸福感显著提升"
)

TEMPLATE = replace(BEIJING, level2={**BEIJING.level2, "满意": "服务对象满意度指标（10分）"})

FORM = Form(
    "困难群众救助服务所经费", "民生保障办公室（综合服务组）", "", "", Funds("33", "35.56041", "35.56041"), GOAL, RESULT,
    [
        Indicator("数量", "困难群众救助所服务", TASKS, TASKS, "15", "15"),
        Indicator("质量", "困难群众救助所服务质量", "结项评估合格", "结项评估合格", "10", "10"),
        Indicator("时效", "按照困难群众救助所服务项目实施方案设定的进度执行", "全面完成项目设定的指标",
                  "全面完成项目设定的指标", "10", "10"),
        Indicator("成本", "项目预算控制数", "33万元", "35.56041万元", "15", "15"),
        Indicator("经济", "无"),
        Indicator("社会", "社会效益", SOCIAL, SOCIAL, "30", "30"),
        Indicator("生态", "无"),
        Indicator("持续", "无"),
        Indicator("满意", "受保障群体的满意度", "≥90%", "≥90%", "10", "10"),
    ],
    template=TEMPLATE, money="unit", rate="text", zero="",
    typed={
        "fund.current.initial": "33万元", "fund.current.full": "", "fund.current.executed": "",
        "level1.满意度": "满意度\n指标\n（10分）", "项目预算控制数.name": "指标1：项目预算控制数\n",
        "sum.weight": Number(90), "sum.score": Number(90),
    },
    faults=[
        Fault("B101", "fund.total.executed", "执行35.56041万元，年初33万元，超2.56041万元（7.76%）"),
        Fault("B103", "fund.total.full", "全年预算较年初调增7.76%"),
        Fault("M103", "fund.current.full", "分项的全年预算数和执行数全部空白"),
        Fault("M101", "lead", "项目负责人空白"),
        Fault("M101", "phone", "联系电话空白"),
        Fault("S103", "项目预算控制数.score", "成本33万元，实际35.56041万元，仍得15分，应为13.92分"),
        Fault("S105", "sum.score", "总分填90，各项合计100"),
        Fault("W103", "sum.weight", "总分行分值填90，执行率10分与指标90分合计100"),
        Fault("S106", "sum.score", "全部满分而成本超支"),
        Fault("I102", "困难群众救助所服务.actual", "完成值与指标值逐字相同"),
        Fault("I102", "社会效益.actual", "完成值与指标值逐字相同"),
        Fault("I103", "受保障群体的满意度.actual", "完成值写作≥90%"),
        Fault("I104", "困难群众救助所服务.target", "一个指标含八项任务"),
        Fault("W104", "社会效益.weight", "单项分值30分"),
        Fault("I107", "无.name", "经济效益指标填“无”"),
        Fault("I107", "无.name#2", "生态效益指标填“无”"),
        Fault("I107", "无.name#3", "可持续影响指标填“无”"),
        Fault("I109", "项目预算控制数.target", "成本目标33万元仍为年初数，资金区全年预算35.56041万元"),
        Fault("I108", "goal.actual", "实际完成情况照抄预期目标，仅少末句"),
    ],
)

NAME = "困难群众救助服务所经费绩效自评表"
# As the office sent it: a Word document first, the workbook two days later. The workbook is the version that counts.
SUPERSEDED = f"椿树街道/{NAME}.docx"
BOOKS = [
    book(f"椿树街道/{NAME}.xlsx", FORM),
    book(SUPERSEDED, replace(FORM, faults=[], clean=False), saved="2025-02-18T16:30:00Z"),
]

# The same form in the other formats that are read, for the tests.
OTHER_FORMATS = [
    book(f"{NAME}{suffix}", replace(FORM, department="北京市西城区人民政府椿树街道办事处"))
    for suffix in (".docx", ".xls", ".ods")
]

"""What a street office sent as one archive, packed by Windows: no name says that it is in GBK."""

import tempfile
import zipfile
from pathlib import Path

import batch
import writers
from batch import book
from forms import form

ARCHIVE = "陶然亭街道/2024年度绩效自评表（补报）.zip"

BOOKS = [
    # clean
    book(f"{ARCHIVE}!社区图书室运行维护绩效自评表.xlsx", form(
        "社区图书室运行维护", "党群工作办公室", "葛文静", "63532208", ("26", "26", "25.48"),
        "保障8个社区图书室开放，更新图书，组织阅读活动。",
        "图书室全年开放，更新图书2260册，组织阅读活动52场。", """
        数量 | 更新图书册数 | ≥2200册 | 2260册 | 10
        数量 | 阅读活动场次 | ≥48场 | 52场 | 10
        质量 | 图书编目准确率 | ≥98% | 99.2% | 10
        时效 | 图书上架完成时间 | 2024年11月30日前 | 2024年11月18日 | 10
        成本 | 册均采购成本 | ≤42元 | 40元 | 10
        经济 | 捐赠图书折价 | ≥2万元 | 2.3万元 | 5
        社会 | 读者到馆人次 | ≥15000人次 | 16240人次 | 10
        生态 | 旧书循环利用册数 | ≥600册 | 645册 | 5
        持续 | 志愿馆员人数 | ≥24人 | 26人 | 10
        满意 | 读者满意度 | ≥90% | 95.4% | 10""", rate="text2")),
    # E101 in a folder of the archive: the typed rate is 98.50%, the amounts give 95.80%; the score is right
    book(f"{ARCHIVE}!城市管理办公室/便民早市秩序管理绩效自评表.xls", form(
        "便民早市秩序管理", "城市管理办公室", "房明", "63532215", ("60", "60", "57.48"),
        "规范2处便民早市经营秩序，保障居民买菜安全便利。",
        "早市管理320天，检查摊位11800摊次，处置问题186件。", """
        数量 | 检查摊位摊次 | ≥11500摊次 | 11800摊次 | 15
        质量 | 问题处置率 | ≥98% | 98.9% | 10
        时效 | 早市管理天数 | ≥320天 | 320天 | 10
        成本 | 每日管理成本 | ≤1850元 | 1796元 | 15
        经济 | 经营户户均增收 | ≥0.5万元 | 0.6万元 | 5
        社会 | 早市诉求下降率 | ≥10% | 12.4% | 10
        生态 | 垃圾日产日清天数 | ≥320天 | 320天 | 5
        持续 | 自治公约签订户数 | ≥85户 | 88户 | 10
        满意 | 居民满意度 | ≥88% | 93.2% | 10""",
        typed={"fund.total.rate": "98.50%"},
        faults=[("E101", "fund.total.rate", "填报98.50%，重算95.80%")])),
]

# What the folder had beside the forms.
BESIDE = {"Thumbs.db": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504}


class Entry(zipfile.ZipInfo):
    """An entry as Windows writes it: the name in GBK, without the flag for UTF-8."""

    def __init__(self, name):
        super().__init__(name, writers.ZIP_DATE)
        self.compress_type, self.create_system = zipfile.ZIP_DEFLATED, 0

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits


def write(root):
    """Write the archive under `root` and return where each form in it stands."""
    laid_out = [(one, *batch.lay_out(one)) for one in BOOKS]
    path = root / ARCHIVE
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for one, sheets, _ in laid_out:
            archive.writestr(Entry(one.path.split("!")[1]), saved(one, sheets))
        for name, content in BESIDE.items():
            archive.writestr(Entry(name), content)
    return [form for _, _, forms in laid_out for form in forms]


def saved(one, sheets):
    """The bytes of a workbook."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, Path(one.path).name)
        (writers.xls if one.writer == "xlwt" else writers.xlsx)(path, sheets)
        return path.read_bytes()

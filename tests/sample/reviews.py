"""A review book (复核表): one sheet a project, self-assessed and reviewed values side by side, and a summary of all."""

from dataclasses import dataclass, field
from decimal import Decimal

from forms import Fault, Number, mark, plain
from layouts import Placed, Sheet, a1

HEADS = ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重", "自评完成值", "自评得分",
         "复核完成值", "复核得分", "偏差（偏离度）", "备注")
KEYS = ("level1", "level2", "name", "sign", "target", "measure", "weight", "actual", "score", "review_actual",
        "review_score", "deviation", "note")
WIDTHS = (12, 16, 24, 9, 16, 9, 8, 14, 10, 14, 10, 12, 26)
SUMMARY = ("序号", "项目名称", "自评得分", "复核得分", "偏差", "原因")
SUMMARY_WIDTHS = (6, 30, 12, 12, 10, 50)


@dataclass
class Review:
    """One project's sheet. `rows` has one line an indicator, the columns of the sheet divided by |; a blank level goes
    on from the line above."""

    name: str
    project: str
    unit: str
    rows: str
    why: str = ""       # what the summary gives as reason
    faults: list = field(default_factory=list)
    clean: bool = True
    year: str = "2024"

    def indicators(self):
        lines = [[part.strip() for part in line.split("|")] for line in self.rows.strip().splitlines()]
        return [dict(zip(KEYS, line + [""] * (len(KEYS) - len(line)))) for line in lines]

    def total(self, key):
        return sum(Decimal(one[key] or 0) for one in self.indicators())

    def lay_out(self, path):
        sheet, width = Sheet(self.name, landscape=True), len(KEYS)
        sheet.put(0, 0, f"{self.year}年度项目支出绩效自评复核表", "title", columns=width)
        places = {}
        for column, (label, value, span) in ((0, ("项目名称", self.project, 4)), (6, ("实施单位", self.unit, 5))):
            sheet.put(1, column, label, "label", columns=2)
            sheet.put(1, column + 2, value, "text", columns=span)
        for column, head in enumerate(HEADS):
            sheet.put(2, column, head, "label")
        rows = self.indicators()
        for row, one in enumerate(rows, start=3):
            for column, key in enumerate(KEYS):
                places[f"{one['name']}.{key}"] = (self.name, a1(row, column))
                if key in ("level1", "level2"):
                    continue
                sheet.put(row, column, mark(one[key]), "name" if key in ("name", "note") else "number")
        for column, key in enumerate(KEYS[:2]):
            self.draw_level(sheet, rows, column, key)
        self.draw_total(sheet, 3 + len(rows))
        sheet.widths = dict(enumerate(WIDTHS))
        sheet.heights = {0: 30, **{at: 26 for at in range(1, 4 + len(rows))}}
        return [sheet], [Placed(path, self.name, self, places)]

    def draw_level(self, sheet, rows, column, key):
        starts = [at for at, one in enumerate(rows) if one[key]] + [len(rows)]
        for start, end in zip(starts, starts[1:]):
            sheet.put(3 + start, column, rows[start][key], "label", rows=end - start)

    def draw_total(self, sheet, row):
        sheet.put(row, 0, "合计", "label", columns=KEYS.index("weight"))
        for column, key in enumerate(KEYS[KEYS.index("weight"):], start=KEYS.index("weight")):
            summed = key in ("weight", "score", "review_score")
            sheet.put(row, column, Number(Decimal(plain(self.total(key)))) if summed else "", "number")


@dataclass
class Summary:
    """The sheet that lists what the review has changed."""

    name: str
    reviews: list

    def lay_out(self, path):
        sheet = Sheet(self.name, widths=dict(enumerate(SUMMARY_WIDTHS)), landscape=True)
        for column, head in enumerate(SUMMARY):
            sheet.put(0, column, head, "label")
        for row, one in enumerate(self.reviews, start=1):
            own, reviewed = one.total("score"), one.total("review_score")
            figures = [Number(Decimal(plain(value))) for value in (own, reviewed, reviewed - own)]
            for column, value in enumerate((Number(row), one.project, *figures, one.why)):
                sheet.put(row, column, value, "name" if column in (1, 5) else "number")
        return [sheet], []


def review(name, project, unit, rows, faults=(), **rest):
    """A review as the district files write it: faults as tuples."""
    return Review(name, project, unit, rows, faults=[Fault(*fault) for fault in faults], **rest)

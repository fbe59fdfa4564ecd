"""A ledger (自评汇总表): one project a row under a header of two rows, with 小计 and 合计."""

from dataclasses import dataclass, field
from decimal import Decimal

from forms import Fault, Number, plain, two
from layouts import Placed, Sheet, a1

HEADS = ("序号", "项目类别", "项目编码", "项目名称", "实施单位")
MONEY = (("年初预算数", "initial"), ("全年预算数", "full"), ("全年执行数", "executed"), ("执行率", "rate"),
         ("执行率得分", "execution"))
POINTS = (("产出指标", "output"), ("效益指标", "benefit"), ("满意度指标", "satisfaction"))
WIDTHS = (6, 10, 15, 26, 18, 11, 11, 11, 10, 11, 10, 10, 11, 10, 10)
FIRST = 4   # the first row of projects


@dataclass
class Row:
    """A project: its money and its points, as its form has them."""

    project: str
    code: str
    unit: str
    money: tuple    # initial, full, executed
    points: tuple   # output, benefit, satisfaction
    grade: str = "优"
    faults: list = field(default_factory=list)
    clean: bool = True
    year: str = "2024"

    def values(self):
        initial, full, executed = map(Decimal, self.money)
        rate = executed / full
        execution = two(min(rate, Decimal(1)) * 10)
        output, benefit, satisfaction = map(Decimal, self.points)
        return {
            "project": self.project, "code": self.code, "unit": self.unit, "grade": self.grade,
            **{key: Number(value, "0.00") for key, value in
               (("initial", initial), ("full", full), ("executed", executed))},
            "rate": Number(rate, "0.00%"), "execution": Number(Decimal(plain(execution))),
            "output": Number(output), "benefit": Number(benefit), "satisfaction": Number(satisfaction),
            "total": Number(Decimal(plain(execution + output + benefit + satisfaction))),
        }


@dataclass
class Ledger:
    """A sheet: projects in groups, each with its 小计."""

    name: str
    title: str
    groups: list    # (项目类别, [Row])
    by: str         # who has filled it in

    def lay_out(self, path):
        sheet, placed = Sheet(self.name, landscape=True), []
        columns = ["number", "group", "code", "project", "unit", *[key for _, key in MONEY + POINTS], "total", "grade"]
        self.draw_header(sheet, len(columns))
        row, number = FIRST, 0
        for group, rows in self.groups:
            sheet.put(row, 1, group, "label", rows=len(rows))
            for one in rows:
                number += 1
                values = {"number": Number(number), **one.values()}
                for column, key in enumerate(columns):
                    if key in values:
                        sheet.put(row, column, values[key], "name" if key in ("project", "unit") else "number")
                places = {key: (self.name, a1(row, column)) for column, key in enumerate(columns)}
                placed.append(Placed(path, self.name, one, places))
                row += 1
            self.draw_sum(sheet, row, columns, "小计", rows)
            row += 1
        self.draw_sum(sheet, row, columns, "合计", [one for _, rows in self.groups for one in rows])
        sheet.put(row + 1, 0, self.by, "note", columns=len(columns))
        sheet.widths = dict(enumerate(WIDTHS))
        sheet.heights = {0: 30, **{at: 24 for at in range(1, row + 2)}}
        return [sheet], placed

    def draw_header(self, sheet, width):
        sheet.put(0, 0, self.title, "title", columns=width)
        sheet.put(1, 0, "", "note", columns=width - 2)
        sheet.put(1, width - 2, "单位：万元", "note", columns=2)
        for column, head in enumerate(HEADS):
            sheet.put(2, column, head, "label", rows=2)
        column = len(HEADS)
        for over, heads in (("预算执行情况", MONEY), ("绩效指标得分", POINTS)):
            sheet.put(2, column, over, "label", columns=len(heads))
            for at, (head, _) in enumerate(heads):
                sheet.put(3, column + at, head, "label")
            column += len(heads)
        for at, head in enumerate(("自评总分", "自评等级")):
            sheet.put(2, column + at, head, "label", rows=2)

    def draw_sum(self, sheet, row, columns, name, rows):
        sheet.put(row, 0, name, "label", columns=columns.index("initial"))
        sums = [sum(Decimal(one.money[at]) for one in rows) for at in range(3)]
        values = {**{key: Number(value, "0.00") for key, value in zip(("initial", "full", "executed"), sums)},
                  "rate": Number(sums[2] / sums[1], "0.00%")}
        for column, key in enumerate(columns[columns.index("initial"):], start=columns.index("initial")):
            sheet.put(row, column, values.get(key, ""), "number")


def row(project, code, unit, money, points, faults=(), **rest):
    """A row as the district files write it: faults as tuples."""
    return Row(project, code, unit, money, points, faults=[Fault(*fault) for fault in faults], **rest)

"""Lays a form out on a sheet after its template.

`place` puts one form on a sheet at a given corner and returns where every value stands, so that a planted fault can be
named by what it is and listed by its sheet and cell.
"""

import re
from dataclasses import dataclass, field, replace

from forms import LEVEL1, Formula, Indicator, mark, money, rate


@dataclass
class Cell:
    value: object
    look: str = "body"


@dataclass
class Sheet:
    name: str
    cells: dict = field(default_factory=dict)
    merges: list = field(default_factory=list)
    widths: dict = field(default_factory=dict)
    heights: dict = field(default_factory=dict)
    hidden_rows: set = field(default_factory=set)
    hidden: bool = False
    landscape: bool = False
    starts: list = field(default_factory=list)  # the first row of each form

    def put(self, row, column, value, look="body", rows=1, columns=1):
        self.cells[row, column] = Cell(value, look)
        if rows > 1 or columns > 1:
            self.merges.append((row, column, row + rows - 1, column + columns - 1))


def a1(row, column):
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


@dataclass(frozen=True)
class Placed:
    """A form in a file: where its values stand, each by sheet and cell, and what of it is missing."""

    path: str
    sheet: str
    form: object
    places: dict
    lacks: str = ""


def place(sheet, form, template, row=0, column=0, further=None):
    """Lay `form` on `sheet` with its corner at (row, column); what follows the goals goes on the `further` sheet if there
    is one. Returns where every value stands by key, and the next free row and column."""
    drawing = _Drawing(sheet, form, template, row, column, further)
    sheet.starts.append(row)
    drawing.draw()
    places = {key: (on.name, a1(*spot)) for key, (on, *spot) in drawing.spots.items()}
    return places, (drawing.row, column + drawing.width)


class _Drawing:
    def __init__(self, sheet, form, template, row, column, further):
        self.sheet, self.form, self.template, self.further = sheet, form, template, further
        self.row, self.left = row, column
        self.width = 1 + len(template.indicator_columns)
        self.spots = {}

    def put(self, column, value, key=None, look="body", rows=1, columns=1, at=None):
        row = self.row if at is None else at
        if key:
            self.spots[key] = (self.sheet, row, self.left + column)
            value = self.form.typed.get(key, value)
        self.sheet.put(row, self.left + column, value, look, rows, columns)

    def line(self, text, look, key=None):
        self.put(0, text, key, look, columns=self.width)
        self.row += 1

    def draw(self):
        template, form = self.template, self.form
        first = self.row
        for text in template.above:
            self.line(text, "note")
        self.line(template.title, "title")
        self.line(template.year.format(year=form.year), "subtitle", "year")
        self.draw_header()
        self.draw_funds()
        self.draw_goal()
        if self.further:
            self.set_sizes(first)
            self.sheet, self.row, first = self.further, 0, 0
        self.draw_indicators()
        if template.total_label:
            self.draw_total()
        for text in template.after:
            self.line(text.format(lead=form.lead), "note")
        self.fill_formulas()
        self.set_sizes(first)

    def draw_header(self):
        middle = self.width * 5 // 9
        for pairs in self.template.header:
            for number, (label, key) in enumerate(pairs):
                start = number * middle
                span = 2 if number == 0 else 1
                end = middle if len(pairs) == 2 and number == 0 else self.width
                self.put(start, label, look="label", columns=span)
                self.put(start + span, getattr(self.form, key, ""), key, "text", columns=end - start - span)
            self.row += 1

    def draw_funds(self):
        template, form = self.template, self.form
        names = self.width - 1 - len(template.fund_columns)
        self.put(0, template.fund_label, "fund.label", "label", rows=1 + len(template.fund_rows))
        self.put(1, "", columns=names)
        for at, (label, _) in enumerate(template.fund_columns):
            self.put(1 + names + at, label, look="label")
        self.row += 1
        rows = form.funds.rows()
        for kind, label in template.fund_rows:
            amounts = dict(zip(("initial", "full", "executed"), rows[kind]))
            unused = kind != "total" and all(value == "0" for value in amounts.values())
            self.put(1, label, f"fund.{kind}.name", "name", columns=names)
            for at, (_, key) in enumerate(template.fund_columns):
                if key in amounts:
                    value = money(form.zero if unused else amounts[key], form.money)
                elif kind != "total":
                    value = template.dash if key in ("weight", "score") else ""
                else:
                    value = {"weight": mark("10"), "rate": rate(form.execution_rate(), form.rate),
                             "score": mark(form.execution_score())}.get(key, "")
                self.put(1 + names + at, value, f"fund.{kind}.{key}", "number")
            self.row += 1

    def draw_goal(self):
        left = (self.width - 1) // 2
        self.put(0, self.template.goal_label, "goal.label", "label", rows=2)
        for column, span, head, key, text in (
                (1, left, self.template.goal_heads[0], "goal.expected", self.form.expected),
                (1 + left, self.width - 1 - left, self.template.goal_heads[1], "goal.actual", self.form.outcome)):
            self.put(column, head, look="label", columns=span)
            self.put(column, text, key, "text", columns=span, at=self.row + 1)
        self.row += 2

    def draw_indicators(self):
        template, form = self.template, self.form
        top = self.row
        for at, (label, _) in enumerate(template.indicator_columns):
            self.put(1 + at, label, look="label")
        self.row += 1
        rows = list(_with_spares(form))
        self.put(0, template.indicator_label, "indicators.label", "label", rows=1 + len(rows), at=top)
        for at, (number, indicator) in enumerate(rows):
            self.draw_indicator(indicator, number)
            for level, key in ((lambda i: LEVEL1[i.kind], "level1"), (lambda i: i.kind, "level2")):
                same = level(indicator)
                if at and level(rows[at - 1][1]) == same:
                    continue
                span = 1
                while at + span < len(rows) and level(rows[at + span][1]) == same:
                    span += 1
                if key == "level1":
                    text = template.level1.format(name=same, points=template.points[same])
                else:
                    text = template.level2[same]
                column = 1 + [k for _, k in template.indicator_columns].index(key)
                self.put(column, text, f"{key}.{same}", "label", rows=span)
            self.row += 1

    def draw_indicator(self, indicator, number):
        sign, figure, measure = _split(indicator.target)
        values = {
            "name": self.template.name.format(n=number, name=indicator.name) if indicator.name != "……" else "……",
            "target": indicator.target, "actual": indicator.actual,
            "sign": sign, "figure": figure, "measure": measure, "bare_actual": _split(indicator.actual)[1],
            "weight": mark(indicator.weight), "score": mark(indicator.score), "reason": indicator.reason,
        }
        for at, (_, key) in enumerate(self.template.indicator_columns):
            if key in ("level1", "level2"):
                continue
            look = "name" if key in ("name", "reason") else "number"
            name = self.key_of(indicator, key)
            self.put(1 + at, values.get(key, ""), name, look)

    def key_of(self, indicator, key):
        """`name.key`, with #2, #3 for a name that stands on the form more than once; None for a spare row."""
        if indicator.name in ("", "……"):
            return None
        name, again = f"{indicator.name}.{key}", 1
        while name in self.spots:
            again += 1
            name = f"{indicator.name}.{key}#{again}"
        return name

    def draw_total(self):
        keys = [key for _, key in self.template.indicator_columns]
        first = min(keys.index("weight"), keys.index("score"))
        self.put(0, self.template.total_label, "sum.label", "label", columns=1 + first)
        form = self.form
        scores_execution = self.template.scores_execution
        figures = {"weight": mark(form.total_weight(scores_execution)),
                   "score": mark(form.total_score(scores_execution)), "reason": form.grade}
        for at, key in enumerate(keys[first:], start=first):
            self.put(1 + at, figures.get(key, ""), f"sum.{key}" if key in figures else None, "number")
        self.row += 1

    def fill_formulas(self):
        """Replace computed figures by formulas, and `{key}` in formulas by addresses."""
        where = {key: a1(*spot) for key, (_, *spot) in self.spots.items()}
        form = self.form
        if form.formulas:
            marks = [where[f"{i.name}.score"] for i in form.indicators]
            weights = [where[f"{i.name}.weight"] for i in form.indicators]
            for key, text, style in (
                    ("fund.total.full", "SUM({fund.current.full}:{fund.other.full})", "0.00"),
                    ("fund.total.executed", "SUM({fund.current.executed}:{fund.other.executed})", "0.00"),
                    ("fund.total.rate", "{fund.total.executed}/{fund.total.full}", "0.00%"),
                    ("fund.total.score", "ROUND({fund.total.rate}*{fund.total.weight},2)", "0.00"),
                    ("sum.weight", f"{{fund.total.weight}}+SUM({weights[0]}:{weights[-1]})", "General"),
                    ("sum.score", f"{{fund.total.score}}+SUM({marks[0]}:{marks[-1]})", "0.00")):
                self.cell(key).value = Formula(text, style)
        for key in self.spots:
            cell = self.cell(key)
            if isinstance(cell.value, Formula):
                text = re.sub(r"\{([^}]+)\}", lambda match: where[match.group(1)], cell.value.text)
                cell.value = replace(cell.value, text=text)

    def cell(self, key):
        sheet, *spot = self.spots[key]
        return sheet.cells[tuple(spot)]

    def set_sizes(self, first):
        """Columns wide enough for what clerks write in them, rows high enough for the longest text."""
        values = [value for one in self.form.indicators for value in (one.target, one.actual)]
        wide = 40 if max(len(str(value)) for value in values) > 60 else 16
        widths = {"level1": 11, "level2": 12, "name": 26, "target": wide, "actual": wide, "weight": 10, "score": 10,
                  "reason": 24, "sign": 9, "figure": 13, "measure": 10, "bare_actual": 13}
        self.sheet.widths.setdefault(self.left, 11)
        for at, (_, key) in enumerate(self.template.indicator_columns):
            self.sheet.widths.setdefault(self.left + 1 + at, widths.get(key, 18))
        tall = {(row, column): (last_row, last_column) for row, column, last_row, last_column in self.sheet.merges}
        for row in range(first, self.row):
            lines = 1
            for column in range(self.left, self.left + self.width):
                cell = self.sheet.cells.get((row, column))
                last_row, last_column = tall.get((row, column), (row, column))
                if not cell or last_row > row or not isinstance(cell.value, str):
                    continue
                width = sum(self.sheet.widths[at] for at in range(column, last_column + 1))
                lines = max(lines, sum(1 + len(part) // int(width / 2.2) for part in cell.value.split("\n")))
            self.sheet.heights[row] = max(self.sheet.heights.get(row, 0), min(400, 8 + 15 * lines))


def _with_spares(form):
    """Every indicator with its number inside its second-level block, and the spare rows that the template keeps."""
    number = 0
    for at, indicator in enumerate(form.indicators):
        number = number + 1 if at and form.indicators[at - 1].kind == indicator.kind else 1
        yield number, indicator
        last = at + 1 == len(form.indicators) or form.indicators[at + 1].kind != indicator.kind
        if last and form.spare:
            for extra in range(1, form.spare):
                yield number + extra, Indicator(indicator.kind, "")
            yield 0, Indicator(indicator.kind, "……")


def _split(text):
    """Operator, figure and unit of a value, for templates that give each a column."""
    match = re.fullmatch(r"([≥≤＝=>＜<]?)\s*([\d.,]+)\s*(.*)", str(text))
    if not match:
        return "定性" if text else "", text, ""
    return match.group(1) or "=", match.group(2), match.group(3)

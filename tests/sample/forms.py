"""What a self-evaluation form holds, before anyone has laid it out on a sheet.

A form says only what its clerk decided: amounts, goals, indicators. Execution rate, execution score and the total row
are computed here as an honest clerk would compute them; a planted fault overrides one of these figures through `typed`
and is declared beside it in `faults`.
"""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

LEVEL1 = {
    "数量": "产出", "质量": "产出", "时效": "产出", "成本": "产出", "执行率": "产出",
    "经济成本": "成本", "社会成本": "成本", "生态成本": "成本",
    "经济": "效益", "社会": "效益", "生态": "效益", "持续": "效益",
    "满意": "满意度",
}


@dataclass(frozen=True)
class Number:
    """A numeric cell with its number format."""

    value: Decimal | int
    format: str = "General"


@dataclass(frozen=True)
class Formula:
    """A formula; `{key}` stands for the address of another value of the same form."""

    text: str
    format: str = "General"


@dataclass(frozen=True)
class ErrorValue:
    """A cell that holds a spreadsheet error such as #REF!."""

    code: str


@dataclass(frozen=True)
class Fault:
    """One planted fault: the rule that must find it and the value at which it must point."""

    code: str
    at: str
    note: str


@dataclass
class Indicator:
    kind: str
    name: str
    target: object = ""
    actual: object = ""
    weight: object = ""
    score: object = ""
    reason: str = ""


def indicators(text):
    """Read indicators written one a line: kind | name | target | actual | weight | score | reason.

    A missing score means full marks; a lone `-` means that the cell is left blank.
    """
    found = []
    for line in text.strip().splitlines():
        parts = [part.strip() for part in line.split("|")]
        parts += [""] * (7 - len(parts))
        kind, name, target, actual, weight, score, reason = parts
        score = score or weight
        blank = lambda part: "" if part == "-" else part
        found.append(Indicator(kind, name, *map(blank, (target, actual, weight, score, reason))))
    return found


@dataclass
class Funds:
    """Initial budget, full-year budget (A) and executed (B), with what is not this year's appropriation."""

    initial: str
    full: str
    executed: str
    carryover: tuple = ("0", "0", "0")
    other: tuple = ("0", "0", "0")

    def rows(self):
        total = (self.initial, self.full, self.executed)
        rest = [
            "" if "" in parts else str(Decimal(parts[0]) - Decimal(parts[1]) - Decimal(parts[2]))
            for parts in zip(total, self.carryover, self.other)
        ]
        return {"total": total, "current": tuple(rest), "carryover": self.carryover, "other": self.other}


@dataclass
class Form:
    project: str
    unit: str
    lead: str
    phone: str
    funds: Funds
    expected: str
    outcome: str
    indicators: list
    department: str = ""
    year: str = "2024"
    template: str = "beijing"
    money: str = "number"       # how amounts are typed, see `money` below
    rate: str = "percent"       # how the execution rate is typed, see `rate` below
    zero: object = "0"          # what stands in a funding row that is not used
    spare: int = 0              # spare indicator rows kept in each second-level block
    formulas: bool = False      # rate, scores and totals typed as formulas
    grade: str = ""
    typed: dict = field(default_factory=dict)   # key -> what the clerk typed instead
    faults: list = field(default_factory=list)
    clean: bool = True          # False: neither clean nor faulty, left out of both lists

    def execution_rate(self):
        full, executed = self.funds.full, self.funds.executed
        if not full or not executed or Decimal(full) == 0:
            return None
        return Decimal(executed) / Decimal(full)

    def execution_score(self):
        rate = self.execution_rate()
        return "" if rate is None else plain(two(min(rate, Decimal(1)) * 10))

    def total_weight(self, scores_execution=True):
        return plain((10 if scores_execution else 0) + sum(amount(i.weight) for i in self.indicators))

    def total_score(self, scores_execution=True):
        execution = amount(self.typed.get("fund.total.score", self.execution_score())) if scores_execution else 0
        return plain(execution + sum(amount(i.score) for i in self.indicators))


def shown(value):
    """What a value looks like where there are only texts."""
    if not isinstance(value, Number):
        return str(value)
    number = Decimal(value.value)
    if value.format.endswith("%"):
        return f"{_rounded(number * 100, value.format[:-1])}%"
    return _rounded(number, value.format)


def _rounded(number, shape):
    if shape == "General":
        return plain(number)
    decimals = len(shape.partition(".")[2])
    rounded = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:,}" if "," in shape else str(rounded)


def two(value):
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def plain(value):
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(text):
    """The figure in a typed value, 0 where there is none."""
    if isinstance(text, Number):
        return text.value
    match = re.search(r"-?\d+(\.\d+)?", str(text))
    return Decimal(match.group()) if match else Decimal(0)


FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


def money(value, style):
    """An amount as this clerk types amounts."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", str(value)):
        return value
    number = Decimal(value)
    return {
        "number": lambda: Number(number),
        "comma": lambda: Number(number, "#,##0.00"),
        "text": lambda: str(value),
        "unit": lambda: f"{value}万元",
        "short": lambda: f"{value}万",
        "thousands": lambda: f"{number:,}",
        "full-width": lambda: str(value).translate(FULL_WIDTH),
        "yuan": lambda: f"{plain(number * 10000)}元",
    }[style]()


def rate(value, style):
    """An execution rate as this clerk types rates."""
    if value is None:
        return ""
    percent = value * 100
    return {
        "percent": lambda: Number(value, "0.00%"),
        "percent0": lambda: Number(value, "0%"),
        "text": lambda: f"{plain(two(percent))}%",
        "text2": lambda: f"{two(percent)}%",
        "text0": lambda: f"{percent.quantize(Decimal(1), ROUND_HALF_UP)}%",
        "full-width": lambda: f"{plain(two(percent))}%".translate(FULL_WIDTH),
    }[style]()


def mark(value):
    """A weight or a score: a numeric cell where it reads as a number."""
    return Number(Decimal(value)) if re.fullmatch(r"-?\d+(\.\d+)?", str(value)) else value


def form(project, unit, lead, phone, funds, expected, outcome, rows, faults=(), **rest):
    """A form as the district files write it: funds as a tuple, indicators as lines, faults as tuples."""
    funds = funds if isinstance(funds, Funds) else Funds(*funds)
    return Form(project, unit, lead, phone, funds, expected, outcome, indicators(rows),
                faults=[Fault(*fault) for fault in faults], **rest)

"""Sheets from the forms drawn in tests/forms/ (the notation is in the README there)."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from forms import Fault, Number
from layouts import Placed, Sheet, a1

FORMS = Path(__file__).resolve().parent.parent / "forms"


@dataclass
class Drawn:
    """Every sheet of a drawn form. Its values have no keys: a fault names its cell."""

    name: str
    project: str
    year: str
    faults: list = field(default_factory=list)
    lacks: str = ""
    clean: bool = False

    def lay_out(self, path):
        sheets = read((FORMS / f"{self.name}.form").read_text(encoding="utf-8"))
        first = sheets[0]
        places = {a1(*spot): (first.name, a1(*spot)) for spot in first.cells}
        return sheets, [Placed(path, first.name, self, places, self.lacks)]


def drawn(name, project, year, faults=(), **rest):
    """A drawn form as the files of the batch write it: faults as tuples."""
    return Drawn(name, project, year, faults=[Fault(*fault) for fault in faults], **rest)


def read(text):
    sheets = []
    for line in text.splitlines():
        if heading := re.fullmatch(r"\[sheet (.+)\]", line):
            sheets.append((heading.group(1), []))
        elif sheets:
            sheets[-1][1].append(_cells(line))
    return [_sheet(name, rows) for name, rows in sheets]


def _cells(line):
    """The cells of a line: a divider is a stroke with blanks around it, unless a backslash stands before it."""
    cells, cell = [], ""
    for piece in re.findall(r"\\.|\||[^\\|]+", line):
        if piece == "|":
            cells.append(cell)
            cell = ""
        else:
            cell += piece
    cells.append(cell)
    cells = [cells[0]] + [cell.removeprefix(" ") for cell in cells[1:]]
    return [cell.removesuffix(" ") for cell in cells[:-1]] + cells[-1:]


def _sheet(name, rows):
    sheet = Sheet(name, landscape=True)
    grid = {(row, column): cell for row, cells in enumerate(rows) for column, cell in enumerate(cells)}
    width = max(map(len, rows))
    for (row, column), cell in grid.items():
        if cell in ("<", "^"):
            continue
        columns = rows_down = 1
        while grid.get((row, column + columns)) == "<":
            columns += 1
        while grid.get((row + rows_down, column)) == "^":
            rows_down += 1
        alone = columns == width or sum(map(bool, rows[row])) == 1
        sheet.put(row, column, _value(cell), _look(row, cell, alone), rows_down, columns)
    sheet.widths = {column: _width(sheet, column) for column in range(width)}
    sheet.heights = {row: _height(sheet, row) for row in range(len(rows))}
    return sheet


def _value(cell):
    if match := re.fullmatch(r"#(-?\d+(?:\.(\d+))?)(%?)", cell):
        figure, decimals, percent = match.groups()
        value = Decimal(figure) / 100 if percent else Decimal(figure)
        shape = f"0.{'0' * len(decimals)}{percent}" if decimals else f"0{percent}" if percent else "General"
        return Number(value, shape)
    if cell.startswith("#"):
        raise ValueError(f"no writer for {cell}")
    return re.sub(r"\\(.)", r"\1", cell.replace("⏎", "\n"))


def _look(row, cell, alone):
    """The lines on top are a title or a note; in the table short texts stand in the middle."""
    if alone and row < 2:
        return "title" if len(cell) > 8 else "note"
    return "label" if len(cell) <= 14 else "text"


def _merges(sheet):
    return {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}


def _width(sheet, column):
    """Wide enough for the longest line of a cell that stands in this column alone, within reason."""
    merges = _merges(sheet)
    lines = [line for (row, at), cell in sheet.cells.items() if at == column
             and merges.get((row, at), (row, at))[1] == at and isinstance(cell.value, str)
             for line in cell.value.split("\n")]
    return min(28, max([10] + [2 + 2 * len(line) for line in lines]))


def _height(sheet, row):
    """High enough for the text that takes most lines."""
    merges, most = _merges(sheet), 1
    for (at, column), cell in sheet.cells.items():
        bottom, right = merges.get((at, column), (at, column))
        if at == row and bottom == row and isinstance(cell.value, str):
            width = sum(sheet.widths[one] for one in range(column, right + 1))
            most = max(most, sum(1 + 2 * len(line) // int(width) for line in cell.value.split("\n")))
    return 10 + 15 * most

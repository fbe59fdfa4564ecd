"""A workbook of the batch: its sheets, the forms on each, and the program that writes it."""

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

import documents
import texts
import writers
from forms import Form
from layouts import Placed, Sheet, place
from templates import TEMPLATES, Template


@dataclass
class Page:
    """One sheet: forms one below the other from a corner, with lines of text around them."""

    name: str
    forms: list
    corner: tuple = (0, 0)
    gap: int = 2
    across: bool = False        # forms beside one another, an empty column between them
    further: str = ""           # the sheet on which the only form goes on below its goals
    hidden: bool = False
    hidden_rows: tuple = ()     # keys of the first form whose rows are hidden
    cells: dict = field(default_factory=dict)   # (row, column) -> text, for sheets that hold no form

    def lay_out(self, path):
        """The sheets of this page and where every form on them stands."""
        sheet = Sheet(self.name, hidden=self.hidden, landscape=self.across)
        sheets = [sheet, Sheet(self.further)] if self.further else [sheet]
        row, column = self.corner
        placed = []
        for (r, c), text in self.cells.items():
            sheet.put(r, c, text, "name")
        for form in self.forms:
            form = replace(form, department=form.department or department_of(path))
            template = form.template if isinstance(form.template, Template) else TEMPLATES[form.template]
            places, (next_row, next_column) = place(sheet, form, template, row, column, *sheets[1:])
            row, column = (row, next_column + 1) if self.across else (next_row + self.gap, column)
            lacks = "" if "sum.label" in places else "没有总分行"
            placed.append(Placed(path, self.name, form, places, lacks))
        for key in self.hidden_rows:
            sheet.hidden_rows.add(_row_of(placed[-1].places[key][1]))
        return sheets, placed


WRITERS = {".xlsx": "openpyxl", ".xlsm": "openpyxl", ".xls": "xlwt", ".et": "xlwt", ".ods": "libreoffice",
           ".docx": "python-docx", ".doc": "word", ".csv": "csv"}
# What the only sheet of a file is called that gives it no name.
UNNAMED = {"python-docx": "正文", "word": "正文", "csv": "表格", "html": "表格"}


@dataclass
class Book:
    path: str
    pages: list
    by: str = ""                # "libreoffice", "html", "xml", or by the suffix
    saved: str = writers.STAMP  # when it was saved last, as the file itself says

    @property
    def writer(self):
        return self.by or WRITERS[Path(self.path).suffix]


def book(path, *pages, by="", saved=writers.STAMP):
    """A workbook; a bare form stands on a sheet called Sheet1. In a document, in a page and in a text all forms follow
    one another on one sheet, and every line counts as a row."""
    made = Book(path, [Page("Sheet1", [page]) if isinstance(page, Form) else page for page in pages], by, saved)
    if made.writer in UNNAMED:
        forms = [form for page in made.pages for form in page.forms]
        made.pages = [Page(UNNAMED[made.writer], forms, gap=0)]
    return made


def lay_out(book):
    """The sheets of a workbook and where every form on them stands."""
    sheets, placed = [], []
    for page in book.pages:
        more_sheets, more_placed = page.lay_out(book.path)
        sheets += more_sheets
        placed += more_placed
    return sheets, placed


def department_of(path):
    return f"北京市西城区人民政府{path.split('/')[0]}办事处"


def _row_of(address):
    return int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1


def write(root, books):
    """Write every workbook under `root` and return where each form stands."""
    laid_out = [(one, *lay_out(one)) for one in books]
    root.mkdir(parents=True, exist_ok=True)
    conversions = []
    for one, sheets, _ in laid_out:
        path = root / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if one.writer == "libreoffice":
            conversions.append((path, sheets))
        elif one.writer == "xlwt":
            writers.xls(path, sheets)
        elif one.writer == "python-docx":
            documents.docx(path, sheets[0], one.saved)
        elif one.writer == "word":
            documents.doc(path, sheets[0], one.saved)
        elif one.writer == "html":
            texts.html(path, sheets[0])
        elif one.writer == "csv":
            texts.csv(path, sheets[0])
        elif one.writer == "xml":
            texts.xml(path, sheets, one.saved)
        else:
            writers.xlsx(path, sheets, one.saved)
    writers.libreoffice(conversions)
    return [form for _, _, forms in laid_out for form in forms]


def clear(root):
    for child in root.iterdir() if root.exists() else []:
        if child.name == ".gitkeep":
            continue
        if child.is_dir():
            shutil.rmtree(child)
        else:
            child.unlink()

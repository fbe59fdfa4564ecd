"""A workbook of the batch: its sheets, the forms on each, and the program that writes it."""

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

import documents
import writers
from forms import Form
from layouts import Sheet, place
from templates import TEMPLATES, Template


@dataclass
class Page:
    """One sheet: forms one below the other from a corner, with lines of text around them."""

    name: str
    forms: list
    corner: tuple = (0, 0)
    gap: int = 2
    hidden: bool = False
    hidden_rows: tuple = ()     # keys of the first form whose rows are hidden
    cells: dict = field(default_factory=dict)   # (row, column) -> text, for sheets that hold no form


WRITERS = {".xlsx": "openpyxl", ".xlsm": "openpyxl", ".xls": "xlwt", ".ods": "libreoffice", ".docx": "python-docx"}


@dataclass
class Book:
    path: str
    pages: list
    by: str = ""                # "libreoffice", or by the suffix
    saved: str = writers.STAMP  # when openpyxl says that it was saved last

    @property
    def writer(self):
        return self.by or WRITERS[Path(self.path).suffix]


def book(path, *pages, by="", saved=writers.STAMP):
    """A workbook; a bare form stands on a sheet called Sheet1. In a document all forms follow one another, and every
    line counts as a row of the sheet 正文."""
    if path.endswith(".docx"):
        forms = [form for page in pages for form in (page.forms if isinstance(page, Page) else [page])]
        return Book(path, [Page("正文", forms, gap=0)], by, saved)
    return Book(path, [Page("Sheet1", [page]) if isinstance(page, Form) else page for page in pages], by, saved)


@dataclass(frozen=True)
class Placed:
    path: str
    sheet: str
    form: Form
    addresses: dict


def lay_out(book):
    """The sheets of a workbook and where every form on them stands."""
    sheets, placed = [], []
    for page in book.pages:
        sheet = Sheet(page.name, hidden=page.hidden)
        row, column = page.corner
        for (r, c), text in page.cells.items():
            sheet.put(r, c, text, "name")
        for form in page.forms:
            form = replace(form, department=form.department or department_of(book.path))
            template = form.template if isinstance(form.template, Template) else TEMPLATES[form.template]
            addresses, row = place(sheet, form, template, row, column)
            row += page.gap
            placed.append(Placed(book.path, page.name, form, addresses))
        for key in page.hidden_rows:
            sheet.hidden_rows.add(_row_of(placed[-1].addresses[key]))
        sheets.append(sheet)
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

"""From a sheet to a Word document: python-docx writes lines of text as paragraphs, the rows of a form as a table;
LibreOffice re-saves that as the .doc of old."""

import io
import shutil
import tempfile
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt

from forms import shown
from writers import LOOKS, settle, soffice

SIDES = {"center": WD_ALIGN_PARAGRAPH.CENTER, "left": WD_ALIGN_PARAGRAPH.LEFT}
TEXT_WIDTH = Cm(25.7)   # A4 across with margins of 2 cm


def docx(path, sheet, saved):
    """Write a sheet as .docx, the same bytes at every run. Line n of the document is row n of the sheet."""
    rows = sorted({row for row, _ in sheet.cells})
    if rows != list(range(len(rows))):
        raise ValueError(f"{path}: a document has no empty rows")
    document = _blank()
    is_text = lambda row: not LOOKS[sheet.cells[row, 0].look][3] if (row, 0) in sheet.cells else False
    for text, lines in groupby(rows, is_text):
        if text:
            for row in lines:
                _paragraph(document, sheet, row)
        else:
            lines = list(lines)
            _table(document, sheet, lines[0], lines[-1])
    buffer = io.BytesIO()
    document.save(buffer)
    settle(buffer, path, saved)


def doc(path, sheet, saved):
    """Write a sheet as .doc. LibreOffice loses the table on the straight way from .docx, so it goes by way of .odt."""
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        docx(scratch / "1.docx", sheet, saved)
        soffice("odt", [scratch / "1.docx"], scratch, scratch / "profile")
        soffice("doc:MS Word 97", [scratch / "1.odt"], scratch, scratch / "profile")
        shutil.copyfile(scratch / "1.doc", path)


def _blank():
    document = Document()
    document.core_properties.author = document.core_properties.last_modified_by = "街道办事处"
    document.core_properties.comments = ""
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "宋体", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    normal.paragraph_format.space_after = Pt(0)
    return document


def _paragraph(document, sheet, row):
    cell = sheet.cells[row, 0]
    paragraph = document.add_paragraph()
    _write(paragraph, shown(cell.value), cell.look)
    paragraph.paragraph_format.page_break_before = row > 0 and row in sheet.starts


def _table(document, sheet, first, last):
    width = 1 + max(column for row, column in sheet.cells if first <= row <= last)
    merges = [merge for merge in sheet.merges if first <= merge[0] <= last]
    width = max([width] + [1 + last_column for *_, last_column in merges])
    table = document.add_table(last - first + 1, width, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [sheet.widths[column] for column in range(width)]
    for column, share in enumerate(widths):
        table.columns[column].width = Emu(int(TEXT_WIDTH * share / sum(widths)))
        for cell in table.columns[column].cells:
            cell.width = table.columns[column].width
    for top, left, bottom, right in merges:
        table.cell(top - first, left).merge(table.cell(bottom - first, right))
    for (row, column), cell in sheet.cells.items():
        if first <= row <= last:
            _fill(table.cell(row - first, column), cell)


def _fill(spot, cell):
    spot.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for number, line in enumerate(shown(cell.value).split("\n")):
        paragraph = spot.add_paragraph() if number else spot.paragraphs[0]
        _write(paragraph, line, cell.look)


def _write(paragraph, text, look):
    size, bold, side, _ = LOOKS[look]
    paragraph.alignment = SIDES[side]
    if text:
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold or None, Pt(size)

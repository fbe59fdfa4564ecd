"""From sheets to files: openpyxl writes .xlsx, xlwt writes .xls, LibreOffice converts what openpyxl wrote."""

import io
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

os.environ["OPENPYXL_LXML"] = "False"   # lxml, which python-docx brings along, writes the same XML with other bytes

import openpyxl
import xlwt
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from forms import ErrorValue, Formula, Number

STAMP = "2025-02-20T09:00:00Z"
ZIP_DATE = (2025, 2, 20, 9, 0, 0)
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"

THIN = Side(style="thin")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
# look: font size, bold, horizontal alignment, grid
LOOKS = {
    "title": (16, True, "center", False), "subtitle": (11, False, "center", False), "note": (10, False, "left", False),
    "label": (10.5, False, "center", True), "number": (10.5, False, "center", True),
    "name": (10.5, False, "left", True), "text": (10.5, False, "left", True), "body": (10.5, False, "left", True),
}


def xlsx(path, sheets, saved=STAMP):
    """Write sheets as .xlsx (or .xlsm, by the suffix), the same bytes at every run; `saved` is what the file says of itself."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _openpyxl_sheet(book.create_sheet(sheet.name), sheet)
    book.properties.creator = "街道办事处"
    buffer = io.BytesIO()
    book.save(buffer)
    settle(buffer, path, saved, macro=path.suffix == ".xlsm")


def _openpyxl_sheet(target, sheet):
    if sheet.hidden:
        target.sheet_state = "hidden"
    for (row, column), cell in sheet.cells.items():
        size, bold, side, grid = LOOKS[cell.look]
        spot = target.cell(row + 1, column + 1)
        value = cell.value
        if isinstance(value, Number):
            whole = value.value == int(value.value)
            spot.value = int(value.value) if whole else float(value.value)
            spot.number_format = value.format
        elif isinstance(value, Formula):
            spot.value, spot.number_format = f"={value.text}", value.format
        elif isinstance(value, ErrorValue):
            spot.value, spot.data_type = value.code, "e"
        elif value != "":
            spot.value, spot.data_type = value, "s"
        spot.font = Font(name="宋体", size=size, bold=bold)
        spot.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
        if grid:
            spot.border = GRID
    for row, column, last_row, last_column in sheet.merges:
        grid = LOOKS[sheet.cells[row, column].look][3]
        for r in range(row, last_row + 1):
            for c in range(column, last_column + 1):
                if grid:
                    target.cell(r + 1, c + 1).border = GRID
        target.merge_cells(start_row=row + 1, end_row=last_row + 1, start_column=column + 1,
                           end_column=last_column + 1)
    for column, width in sheet.widths.items():
        target.column_dimensions[get_column_letter(column + 1)].width = width
    for row, height in sheet.heights.items():
        target.row_dimensions[row + 1].height = height
    for row in sheet.hidden_rows:
        target.row_dimensions[row + 1].hidden = True
    target.page_setup.paperSize = 9
    if sheet.landscape:
        target.page_setup.orientation = "landscape"
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)


def settle(source, path, saved=STAMP, macro=False):
    """Copy a zip package to `path` with fixed dates; turn a workbook into a macro-enabled one if asked."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(path, "w") as settled:
        for entry in package.infolist():
            data = package.read(entry)
            if entry.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>" + saved.encode(), data)
            elif entry.filename == "meta.xml":
                data = re.sub(rb"(<(?:dc:date|meta:creation-date)>)[^<]*", rb"\g<1>" + saved[:-1].encode(), data)
            elif entry.filename == "[Content_Types].xml" and macro:
                data = data.replace(WORKBOOK_TYPE.encode(), MACRO_TYPE.encode())
            fixed = zipfile.ZipInfo(entry.filename, ZIP_DATE)
            fixed.compress_type, fixed.external_attr = entry.compress_type, entry.external_attr
            settled.writestr(fixed, data)


def xls(path, sheets):
    """Write sheets as a real BIFF8 .xls."""
    book = xlwt.Workbook(encoding="utf-8")
    styles = {}
    for sheet in sheets:
        target = book.add_sheet(sheet.name)
        target.visibility = 1 if sheet.hidden else 0
        merged = {(row, column): (last_row, last_column) for row, column, last_row, last_column in sheet.merges}
        for (row, column), cell in sheet.cells.items():
            value = cell.value
            shape = value.format if isinstance(value, (Number, Formula)) else "General"
            style = styles.setdefault((cell.look, shape), _xlwt_style(cell.look, shape))
            if isinstance(value, Number):
                value = float(value.value)
            elif isinstance(value, Formula):
                value = xlwt.Formula(value.text)
            elif value == "":
                value = None
            if (row, column) in merged:
                last_row, last_column = merged[row, column]
                target.write_merge(row, last_row, column, last_column, value, style)
            else:
                target.write(row, column, value, style)
        for column, width in sheet.widths.items():
            target.col(column).width = int(width * 256)
        for row, height in sheet.heights.items():
            target.row(row).height_mismatch = True
            target.row(row).height = int(height * 20)
        for row in sheet.hidden_rows:
            target.row(row).hidden = True
        target.paper_size_code, target.fit_num_pages = 9, 1
        target.fit_width_to_pages, target.fit_height_to_pages = 1, 0
    book.save(str(path))


def _xlwt_style(look, shape):
    size, bold, side, grid = LOOKS[look]
    style = xlwt.XFStyle()
    style.num_format_str = shape
    style.font.name, style.font.height, style.font.bold = "宋体", int(size * 20), bold
    style.alignment.horz = xlwt.Alignment.HORZ_CENTER if side == "center" else xlwt.Alignment.HORZ_LEFT
    style.alignment.vert, style.alignment.wrap = xlwt.Alignment.VERT_CENTER, 1
    if grid:
        for edge in ("left", "right", "top", "bottom"):
            setattr(style.borders, edge, xlwt.Borders.THIN)
    return style


def libreoffice(jobs):
    """Convert (path, sheets) jobs: openpyxl writes them, LibreOffice re-saves them in the format of the suffix."""
    filters = {".ods": "ods", ".xls": "xls:MS Excel 97", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        for suffix, target in filters.items():
            paths = [(number, path, sheets) for number, (path, sheets) in enumerate(jobs) if path.suffix == suffix]
            if not paths:
                continue
            made = scratch / suffix[1:]
            made.mkdir()
            sources = []
            for number, _, sheets in paths:
                sources.append(scratch / f"{number}.xlsx")
                xlsx(sources[-1], sheets)
            soffice(target, sources, made, scratch / "profile")
            for number, path, _ in paths:
                result = made / f"{number}{suffix}"
                if suffix == ".xls":
                    shutil.copyfile(result, path)
                else:
                    settle(result, path)


def soffice(target, sources, made, profile):
    """Let LibreOffice save files in another format in the folder `made`."""
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", target, "--outdir", str(made),
         *map(str, sources)],
        check=True, capture_output=True, timeout=300)

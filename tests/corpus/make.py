"""Writes the small workbooks of this folder; see PROVENANCE.md."""

import datetime
import subprocess
import tempfile
from pathlib import Path

import openpyxl
import xlwt

HERE = Path(__file__).parent


def with_xlwt(path):
    """What xlwt writes: a table that does not begin at A1, a hidden sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("自评表")
    sheet.write_merge(2, 4, 2, 3, "产出指标")
    sheet.write(5, 2, 35.56041)
    sheet.write(5, 3, 0.8619, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write(6, 2, datetime.date(2025, 3, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(6, 3, True)
    sheet.write(7, 2, "   ")
    sheet.write(7, 3, "完成")
    hidden = book.add_sheet("底稿")
    hidden.visibility = 1
    hidden.write(0, 0, "x")
    book.save(str(path))


def with_libreoffice(folder):
    """The same table, as LibreOffice saves it in three formats."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    sheet["B2"] = "产出指标"
    sheet.merge_cells("B2:C4")
    sheet["B5"] = 0.8619
    sheet["B5"].number_format = "0.00%"
    sheet["C5"] = 35.56041
    sheet["B6"] = "=B5*2"
    sheet["C6"] = "=1/0"
    sheet["B7"] = datetime.date(2025, 3, 1)
    sheet["B7"].number_format = "yyyy-mm-dd"
    sheet["B8"] = "隐藏"
    sheet.row_dimensions[8].hidden = True
    sheet["C9"] = '=IF(C5>0,"","x")'
    other = book.create_sheet("底稿")
    other.sheet_state = "hidden"
    other["A1"] = "x"
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "libreoffice.xlsx")
        book.save(source)
        for suffix in ("xls", "ods", "xlsx"):
            profile = f"-env:UserInstallation=file://{scratch}/profile"
            subprocess.run(["soffice", "--headless", profile, "--convert-to", suffix, "--outdir", str(folder),
                            str(source)], check=True)


if __name__ == "__main__":
    with_xlwt(HERE / "xlwt.xls")
    with_libreoffice(HERE)

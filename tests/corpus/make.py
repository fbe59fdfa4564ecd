"""Writes the small workbooks and archives of this folder; see PROVENANCE.md."""

import datetime
import os
import subprocess
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import py7zr
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


# What every archive holds: a form in a folder, another below a folder, a note. The "workbooks" are text.
PACKED = {"椿树街道/自评表.xlsx": "自评表，第一份。" * 40, "内层/表.xls": "第二份。" * 40, "读我.txt": "不是表。" * 40}
SAVED = datetime.datetime(2025, 3, 1, 8, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


def with_zipfile(path):
    """What Python's zipfile writes: UTF-8 names with the flag, and two methods that few programs use."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("椿树街道/", SAVED.timetuple()[:6]), "")
        for name, text in PACKED.items():
            entry = zipfile.ZipInfo(name, SAVED.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
        for name, method in (("bzip2.xlsx", zipfile.ZIP_BZIP2), ("lzma.xlsx", zipfile.ZIP_LZMA)):
            entry = zipfile.ZipInfo(name, SAVED.timetuple()[:6])
            entry.compress_type = method
            archive.writestr(entry, "另一种压缩方法。" * 40)


def with_py7zr(folder):
    """What py7zr writes: one solid block, one of a method that is not read, a password, hidden names."""
    kinds = {
        "py7zr.7z": {},
        "py7zr-bzip2.7z": {"filters": [{"id": py7zr.FILTER_BZIP2}]},
        "py7zr-password.7z": {"password": "密码"},
        "py7zr-hidden.7z": {"password": "密码", "header_encryption": True},
    }
    for name, options in kinds.items():
        with py7zr.SevenZipFile(folder / name, "w", **options) as archive:
            put(lambda path, packed: archive.write(path, packed))


def with_7zip(folder):
    """What 7-Zip writes, by itself and as a zip."""
    for name in ("7zip.7z", "7zip.zip"):
        (folder / name).unlink(missing_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            put(lambda path, packed: None, Path(scratch))
            subprocess.run(["7zz", "a", "-r", "-bso0", str(folder / name), "."], cwd=scratch, check=True)


def put(add, folder=None):
    """Puts the files on the disk, as saved that morning, and hands each over."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in PACKED.items():
            path = Path(folder or scratch, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            os.utime(path, (SAVED.timestamp(), SAVED.timestamp()))
            add(path, name)


if __name__ == "__main__":
    with_xlwt(HERE / "xlwt.xls")
    with_libreoffice(HERE)
    with_zipfile(HERE / "zipfile.zip")
    with_py7zr(HERE)
    with_7zip(HERE)

"""Writes the small workbooks and archives of this folder; see PROVENANCE.md."""

import datetime
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import docx
import openpyxl
import pandas
import py7zr
import xlwt
from docx.shared import Cm

HERE = Path(__file__).resolve().parent
REFERENCE = HERE / "reference"
NAME = "困难群众救助服务所经费绩效自评表"
HTML = """<html><head><meta charset="utf-8"></head><body><p>项目支出绩效自评表</p><p><br></p><table border="1">
<tr><td>项目名称</td><td colspan="3">道路养护</td></tr>
<tr><td rowspan="2">项目资金<br>（万元）</td><td>年初预算数</td><td colspan="2">33</td></tr>
<tr><td>全年执行数</td><td>≥30</td><td>☑是</td></tr>
</table><p>填报人：甲</p></body></html>"""


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


def table():
    """The table that LibreOffice saves in its formats."""
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
    return book


def convert(source, target, folder, *options):
    """One conversion by LibreOffice; answers with the new file."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{profile}", *options, "--convert-to",
                        target, "--outdir", str(folder), str(source)], check=True, capture_output=True)
    return Path(folder, source.stem + "." + target.partition(":")[0])


def with_libreoffice(folder):
    """The same table, as LibreOffice saves it in three formats."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "libreoffice.xlsx")
        table().save(source)
        for kind in ("xls", "ods", "xlsx"):
            convert(source, kind, folder)


def with_libreoffice_as_text(folder):
    """The same table with a cell of marks and breaks, in formats that are text."""
    book = table()
    book.active["B10"] = '甲;乙,"丙"\n丁'
    csv = "csv:Text - txt - csv (StarCalc):"
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "libreoffice.xlsx")
        book.save(source)
        convert(source, "html", folder)
        flat = convert(source, "fods", folder)
        # The filter below writes a row for each of the million that a sheet can have, and fails at as
        # many columns, unless they are taken out.
        text = re.sub(r'<table:table-column[^>]*/>', "<table:table-column/>", flat.read_text())
        text = re.sub(r'<style:default-style style:family="table-column">.*?</style:default-style>', "", text, flags=re.S)
        text = re.sub(r'<table:table-row [^>]*repeated="1048.*?</table:table>', "</table:table>", text, flags=re.S)
        slim = Path(scratch, "libreoffice.fods")
        slim.write_text(text)
        convert(slim, "xml:MS Excel 2003 XML", folder)
        # Separator, quotation mark, encoding: UTF-8 is 76, GB 18030 is 85, UTF-16 is 65535.
        for name, options in (("utf8", "44,34,76"), ("gb18030", "44,34,85"), ("utf16", "9,34,65535"),
                              ("semicolon", "59,34,76")):
            convert(source, csv + options, scratch).rename(folder / f"libreoffice-{name}.csv")


def with_pandas(path):
    """What a script saves as .xls: a bare HTML table."""
    frame = pandas.DataFrame({"项目名称": ["道路清扫", "绿化"], "金额": [35.5, None], "执行率": ["86.19%", "<5%"]})
    path.write_text(frame.to_html(), encoding="gb18030")


def with_writer(folder):
    """A page as LibreOffice Writer saves it as a document of four kinds."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "libreoffice.html")
        source.write_text(HTML, encoding="utf-8")
        for target in ("docx:MS Word 2007 XML", "doc:MS Word 97", "rtf:Rich Text Format", "odt:writer8"):
            convert(source, target, folder)


def reference_through_libreoffice(folder):
    """The reference form as LibreOffice saves it: the document by way of .odt, the workbook by way of a page, which
    is kept too, and as text."""
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        source = scratch / "odt.docx"
        shutil.copyfile(folder / f"{NAME}.docx", source)
        convert(source, "odt:writer8", scratch)
        convert(scratch / "odt.odt", "docx:MS Word 2007 XML", folder)
        source = scratch / "html.xlsx"
        shutil.copyfile(HERE.parent.parent / "input" / "椿树街道" / f"{NAME}.xlsx", source)
        convert(source, "html:HTML (StarCalc)", scratch)
        convert(scratch / "html.html", "docx:MS Word 2007 XML", folder, "--infilter=HTML (StarWriter)")
        for stem in ("odt", "html"):
            (folder / f"{stem}.docx").rename(folder / f"libreoffice-{stem}.docx")
        shutil.copyfile(scratch / "html.html", folder / "libreoffice.html")
        convert(source, "csv:Text - txt - csv (StarCalc):44,34,85", scratch)
        shutil.copyfile(scratch / "html.csv", folder / "libreoffice-gb18030.csv")


def with_python_docx(path):
    """A table with merges and a table inside a cell, header, footer, tab, line break, page break."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_heading("绩效自评", 1)
    document.add_paragraph("")
    document.add_paragraph("单位：\t万元\n（2024年度）")
    table = document.add_table(4, 4, style="Table Grid")
    for row, texts in enumerate((("甲", "", "乙", "丙"), ("", "", "1", "2"), ("丁", "3", "4", "5"), ("戊", "", "", ""))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(1, 1))
    table.cell(3, 1).merge(table.cell(3, 3))
    inner = table.cell(2, 3).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内", "嵌"
    for column in table.columns:
        column.width = Cm(4)
    document.add_page_break()
    document.add_paragraph("第二页")
    document.save(str(path))


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
    with_python_docx(HERE / "python-docx.docx")
    with_writer(HERE)
    reference_through_libreoffice(REFERENCE)
    with_libreoffice_as_text(HERE)
    with_pandas(HERE / "pandas.xls")
    with_zipfile(HERE / "zipfile.zip")
    with_py7zr(HERE)
    with_7zip(HERE)

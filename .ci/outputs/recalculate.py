"""Lets LibreOffice calculate every formula of an output folder anew and compares with what is stored.

    python3 recalculate.py <output folder>

First a wrong figure is planted in a copy of a workbook: where LibreOffice lets it stand, it did not
calculate, and nothing that it says of the others counts.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl

MARKED = "标注_"  # an office's own workbook: opened, but its formulas are the office's
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
CLOSE = 1e-9
SHOWN = 20
PLANTED = 123456789.0


def main(folder):
    books = sorted(path for kind in ("*.xlsx", "*.xlsm") for path in Path(folder).rglob(kind))
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        names = {path: f"{at:05}{path.suffix}" for at, path in enumerate(books)}
        for path, name in names.items():
            shutil.copy(path, work / name)
        planted = plant(books, work)
        calculate(work)
        recalculated(planted, work)
        wrong, formulas = [], 0
        for path, name in names.items():
            calculated = work / "done" / Path(name).with_suffix(".xlsx")
            if not calculated.exists():
                wrong.append(f"{path}: LibreOffice does not open it")
            elif not path.name.startswith(MARKED):
                count, differences = compare(path, calculated)
                formulas += count
                wrong += [f"{path}: {difference}" for difference in differences]
    for fault in wrong[:SHOWN]:
        print(fault)
    print(f"{len(books)} workbooks opened by LibreOffice, {formulas} formulas calculated anew, {len(wrong)} faults")
    sys.exit(1 if wrong or not formulas else 0)


def plant(books, work):
    """A copy of the first workbook with a formula, its first stored figure changed."""
    for path in books:
        if path.name.startswith(MARKED):
            continue
        with zipfile.ZipFile(path) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        for name, part in parts.items():
            pattern = rb'<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f><v>[^<]*</v>'
            found = re.search(pattern, part) if name.startswith("xl/worksheets/sheet") else None
            if found:
                wrong = re.sub(rb"<v>[^<]*</v>", f"<v>{PLANTED}</v>".encode(), found[0])
                parts[name] = part.replace(found[0], wrong, 1)
                with zipfile.ZipFile(work / "planted.xlsx", "w", zipfile.ZIP_DEFLATED) as copy:
                    for each, bytes_ in parts.items():
                        copy.writestr(each, bytes_)
                return found[1].decode()
    sys.exit("no workbook has a formula")


def recalculated(cell, work):
    book = openpyxl.load_workbook(work / "done" / "planted.xlsx", data_only=True)
    if any(sheet[cell].value == PLANTED for sheet in book.worksheets):
        sys.exit(f"LibreOffice does not calculate: the planted figure in {cell} stands")


def calculate(work):
    profile = work / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    files = sorted(str(path) for path in work.iterdir() if path.suffix in (".xlsx", ".xlsm"))
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(work / "done"), *files]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def compare(stored, calculated):
    """How many formulas there are, and which of them come to something else than is stored."""
    formulas = openpyxl.load_workbook(stored)
    stored = openpyxl.load_workbook(stored, data_only=True)
    calculated = openpyxl.load_workbook(calculated, data_only=True)
    count, differences = 0, []
    for sheet in formulas.worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        count += len(cells)
        for cell in cells:
            ours = stored[sheet.title][cell.coordinate].value
            theirs = calculated[sheet.title][cell.coordinate].value
            if not same(ours, theirs):
                differences.append(f"{sheet.title}!{cell.coordinate} {cell.value}: stored {ours}, calculated {theirs}")
    return count, differences


def same(one, other):
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= CLOSE * max(1.0, abs(one), abs(other))
    return (one or "") == (other or "")


main(*sys.argv[1:])

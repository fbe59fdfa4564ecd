"""Lets LibreOffice open every workbook of an output folder and calculate every formula of ours anew, and
compares with what is stored.

    python3 recalculate.py <output folder>

First a wrong figure is planted in a copy of a workbook: where LibreOffice lets it stand, it did not
calculate, and nothing that it says of the others counts. The formulas of a marked copy are the office's.
"""

import math
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path

import openpyxl
from written import is_marked, workbooks

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
FORMULA = re.compile(rb"<f[ >/]")
STORED = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f><v>[^<]*</v>')
PLANTED = 123456789.0
PATIENCE = 600
CLOSE = 1e-9
NOTHING = 1e-12
SHOWN = 20


def main(folder):
    warnings.filterwarnings("ignore", ".* extension is not supported and will be removed")
    books = workbooks(folder)
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        copies = {path: work / f"{at:05}{path.suffix}" for at, path in enumerate(books)}
        for path, copy in copies.items():
            shutil.copy(path, copy)
        cell = plant([path for path in books if not is_marked(path)], work / "planted.xlsx")
        calculate(work)
        if PLANTED in values_at(cell, work / "done" / "planted.xlsx"):
            sys.exit(f"LibreOffice does not calculate: the planted figure in {cell} stands")
        formulas, wrong = 0, []
        for path, copy in copies.items():
            calculated = work / "done" / f"{copy.stem}.xlsx"
            if not calculated.exists():
                wrong.append(f"{path}: LibreOffice does not open it")
            elif has_formulas(path) and not is_marked(path):
                count, differences = compare(path, calculated)
                formulas += count
                wrong += [f"{path}: {difference}" for difference in differences]
    print("\n".join(wrong[:SHOWN]), end="\n" if wrong else "")
    print(f"{len(books)} workbooks opened by LibreOffice, {formulas} formulas calculated anew, {len(wrong)} faults")
    sys.exit(1 if wrong or not formulas else 0)


def sheets(path):
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")}


def has_formulas(path):
    return any(FORMULA.search(part) for part in sheets(path).values())


def plant(books, copy):
    """A copy of the first workbook with a formula, the first figure stored for one changed."""
    for path in books:
        found = next(((name, one) for name, part in sheets(path).items() if (one := STORED.search(part))), None)
        if found:
            name, cell = found
            wrong = re.sub(rb"<v>[^<]*</v>", f"<v>{PLANTED}</v>".encode(), cell[0])
            with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as planted:
                for part in source.namelist():
                    content = source.read(part)
                    planted.writestr(part, content.replace(cell[0], wrong, 1) if part == name else content)
            return cell[1].decode()
    sys.exit("no workbook has a formula")


def values_at(cell, path):
    return [sheet[cell].value for sheet in openpyxl.load_workbook(path, data_only=True).worksheets]


def calculate(work):
    """One run of LibreOffice for all files, into the folder done."""
    profile = work / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    files = sorted(str(path) for path in work.iterdir() if path.is_file())
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(work / "done"), *files]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    if ended.returncode != 0 or not (work / "done" / "planted.xlsx").exists():
        sys.exit(f"LibreOffice ends with {ended.returncode}\n{ended.stdout}{ended.stderr}")


def compare(path, calculated):
    """How many formulas there are, and which of them come to something else than is stored."""
    formulas = openpyxl.load_workbook(path)
    stored = openpyxl.load_workbook(path, data_only=True)
    calculated = openpyxl.load_workbook(calculated, data_only=True)
    count, differences = 0, []
    for sheet in formulas.worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        count += len(cells)
        for cell in cells:
            ours = stored[sheet.title][cell.coordinate]
            theirs = calculated[sheet.title][cell.coordinate]
            if "e" in (ours.data_type, theirs.data_type) or not same(ours.value, theirs.value):
                told = f"stored {ours.value!r}, calculated {theirs.value!r}"
                differences.append(f"{sheet.title}!{cell.coordinate} {cell.value}: {told}")
    return count, differences


def same(ours, theirs):
    """An empty text is an empty cell; a zero is neither."""
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        return math.isclose(ours, theirs, rel_tol=CLOSE, abs_tol=NOTHING)
    return ("" if ours is None else ours) == ("" if theirs is None else theirs)


main(*sys.argv[1:])

"""Rewrites the sample batch in input/ and the lists of what a reader must find in it, and the reference form in other
formats in tests/corpus/reference/.

    python3 tests/sample/generate.py

Needs openpyxl, xlwt, python-docx and LibreOffice (`soffice`).
"""

import csv
import sys
from pathlib import Path

import batch
import districts
import elsewhere
import odd_files
import packed
import reference

HERE = Path(__file__).resolve().parent
INPUT = HERE.parent.parent / "input"
REFERENCE = HERE.parent / "corpus" / "reference"
YEAR = "2024"


def main():
    books = reference.BOOKS + districts.BOOKS + elsewhere.BOOKS
    names = [one.path for one in books]
    if len(set(names)) != len(names):
        sys.exit("two workbooks of one name")
    batch.clear(INPUT)
    placed = batch.write(INPUT, books) + packed.write(INPUT)
    batch.write(REFERENCE, reference.OTHER_FORMATS)
    odd_files.write(INPUT)
    write_lists(placed)
    print(f"{len(names)} workbooks, one archive, {len(placed)} forms, {len(odd_files.FILES)} odd files")


def write_lists(placed):
    planted = [
        (one.path, sheet, one.form.project, fault.code, cell, fault.note)
        for one in placed for fault in one.form.faults for sheet, cell in [one.places[fault.at]]
    ]
    clean = [(one.path, one.sheet, one.form.project) for one in placed if one.form.clean and not one.form.faults]
    files = list(odd_files.EXPECTED)
    for one in placed:
        if one.path.startswith(elsewhere.FOLDER):
            files.append((one.path, one.sheet, "F108", "报送单位不在名册"))
        if one.form.year != YEAR:
            files.append((one.path, one.sheet, "F109", f"{one.form.year}年度的表"))
        if one.lacks:
            files.append((one.path, one.sheet, "F110", one.lacks))
    table("planted.csv", ("source_file", "source_sheet", "project_name", "code", "cell", "note"), planted)
    table("clean.csv", ("source_file", "source_sheet", "project_name"), clean)
    table("files.csv", ("source_file", "source_sheet", "code", "note"), files)


def table(name, header, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main()

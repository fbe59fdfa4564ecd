"""The workbooks of an output folder, as run.json lists them."""

import json
import sys
from pathlib import Path

KINDS = (".xlsx", ".xlsm")
MARKED = "标注_"  # a copy of an office's own workbook


def workbooks(folder):
    """All of them, in order. Ends where one is missing, cut short, or nobody wrote it."""
    folder = Path(folder)
    listed = json.loads((folder / "run.json").read_text(encoding="utf-8"))["outputs"]
    listed = {folder / one["path"]: one["bytes"] for one in listed}
    books = {path for path in listed if path.suffix in KINDS}
    there = {path for path in folder.rglob("*") if path.suffix in KINDS}
    faults = [f"{path} is missing" for path in listed if not path.is_file()]
    faults += [f"{path} is not of the run" for path in there - books]
    faults += [f"{path} has not {size} bytes" for path, size in listed.items() if path.is_file() and path.stat().st_size != size]
    if faults or not books:
        sys.exit("\n".join(faults) or f"no workbook in {folder}")
    return sorted(books)


def is_marked(path):
    return path.name.startswith(MARKED)

"""Holds every workbook of an output folder against the schema of Office Open XML (the Open XML SDK's validator).

    python3 validate.py <validator> <output folder> <input folder>

A marked copy (标注_…) is an office's own workbook: it may have the faults that the office's has, and no others.
"""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from written import MARKED, is_marked, workbooks

AT_A_TIME = 2
SHOWN = 5


def main(validator, output, inputs):
    def faults(path):
        answer = subprocess.run([validator, str(path)], capture_output=True, text=True, check=True)
        found = json.loads(answer.stdout)["errors"]
        return [f"{one.get('path')}: {one.get('description')}" for one in found]

    def new_faults(path):
        found = faults(path)
        if found and is_marked(path):
            own = Path(inputs).rglob("*" + path.suffix)
            known = {fault for one in own if one.name == path.name.removeprefix(MARKED) for fault in faults(one)}
            found = [fault for fault in found if fault not in known]
        return found

    books = workbooks(output)
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        results = list(zip(books, pool.map(new_faults, books)))
    wrong = [(path, found) for path, found in results if found]
    for path, found in wrong:
        print("\n".join(f"{path}: {fault}" for fault in found[:SHOWN]))
    print(f"{len(books)} workbooks held against the schema, {len(wrong)} with faults")
    sys.exit(1 if wrong else 0)


main(*sys.argv[1:])

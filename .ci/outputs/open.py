"""Opens every workbook of an output folder with openpyxl and saves none.

    python3 open.py <output folder>
"""

import sys
import warnings

import openpyxl
from written import workbooks


def main(folder):
    warnings.simplefilter("error")  # what openpyxl would leave out or repair, it warns of
    # Data bars and sparklines lie in extensions, which openpyxl opens without; what a rule says of its bar
    # it calls unknown.
    for extension in ("Unknown", "Sparkline Group", "Conditional Formatting"):
        warnings.filterwarnings("ignore", f"{extension} extension is not supported and will be removed")
    books = workbooks(folder)
    cells = notes = 0
    for path in books:
        try:
            book = openpyxl.load_workbook(path)
        except Exception as error:
            sys.exit(f"{path}: {error}")
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                cells += sum(cell.value is not None for cell in row)
                notes += sum(cell.comment is not None for cell in row)
    print(f"{len(books)} workbooks opened by openpyxl: {cells} cells, {notes} notes")


main(*sys.argv[1:])

"""Fills in a 异常清单.xlsx as a reviewer does, by openpyxl, and has LibreOffice save it again.

    python3 make.py 异常清单.xlsx      (a list that jixiao made of the reference form alone)
"""

import datetime
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.worksheet.datavalidation import DataValidation

HERE = Path(__file__).parent

# By rule: status, note, last day.
DECISIONS = {
    "S103": ("属实", "已与街道核对", None),
    "S105": (" 不予 处理\u3000", "表式如此\n下年改版", datetime.date(2030, 12, 31)),
    "B101": ("已整改", "已补报", "2025年6月30日"),
    "B103": ("不予处理", "小额", "2020/1/31"),
    "W103": ("转纪委", "另案办理", None),
    "I104": ("不予处理", "本年不究", "年底"),
    "M103": (None, "只写了意见", "长期"),
}


def filled(source):
    book = openpyxl.load_workbook(source)
    sheet = book["异常明细"]
    header = [cell.value for cell in sheet[3]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    place = {name: position for position, name in enumerate(header)}
    met = set()
    for row in rows:
        code = row[place["规则"]].split()[0]
        if code in DECISIONS and code not in met:
            met.add(code)
            for name, value in zip(("处理状态", "处理意见", "有效期"), DECISIONS[code]):
                row[place[name]] = value
    assert met == set(DECISIONS), set(DECISIONS) - met
    gone = list(rows[0])
    for name, value in {
        "规则": "M999 已不存在的规则",
        "说明": "上次的问题",
        "填报": "",
        "处理状态": "已整改",
        "处理意见": "街道已重报",
        "有效期": datetime.date(2026, 3, 31),
        "发现编号": "00000000000000ff",
    }.items():
        gone[place[name]] = value
    beside = [None] * len(header)
    beside[place["说明"]] = "表外发现：会议费重复列支"
    beside[place["处理状态"]] = "属实"
    # Sorted, some rows deleted, the id moved to the front, the link gone, a column added, filtered.
    rows = sorted(rows + [gone], key=lambda row: row[place["规则"]], reverse=True)
    rows = [row for row in rows if not row[place["规则"]].startswith("I107")] + [beside]
    order = [place["发现编号"]] + [
        position
        for name, position in place.items()
        if name not in ("发现编号", "来源")
    ]
    sheet.delete_rows(1, sheet.max_row)
    sheet.data_validations.dataValidation.clear()
    sheet.append(["审核组审核意见"])
    sheet.append([])
    sheet.append([header[position] for position in order] + ["二审"])
    for number, row in enumerate(rows):
        sheet.append([row[position] for position in order] + (["同意"] if number == 2 else [None]))
    letter = openpyxl.utils.get_column_letter(order.index(place["处理状态"]) + 1)
    choice = DataValidation(type="list", formula1='"待核实,属实,已整改,不予处理"')
    choice.add(f"{letter}4:{letter}{sheet.max_row}")
    sheet.add_data_validation(choice)
    sheet.auto_filter.ref = f"A3:{openpyxl.utils.get_column_letter(len(order) + 1)}{sheet.max_row}"
    for row in range(5, 10):
        sheet.row_dimensions[row].hidden = True
    return book


def main():
    book = filled(sys.argv[1])
    book.save(HERE / "openpyxl.xlsx")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", folder, HERE / "openpyxl.xlsx"],
            check=True,
        )
        (Path(folder) / "openpyxl.xlsx").replace(HERE / "libreoffice.xlsx")


if __name__ == "__main__":
    main()

"""Fills in the blank form as an office would; see ../PROVENANCE.md.

    jixiao template --year 2024 空表.xlsx
    python3 make.py 空表.xlsx

writes libreoffice.xlsx here: filled in by openpyxl, calculated and saved by LibreOffice.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent

CELLS = {
    "C3": "社区便民服务站运行经费",
    "G3": "11010224T000001234567",
    "C4": "椿树街道",
    "G4": "民生保障办公室",
    "C5": "甲某",
    "G5": "010-66001234",
    # Money: sources alone; totals, rates and points follow.
    "D8": 40, "E8": 38.5, "F8": 37.62041,
    "D9": 5.2, "E9": 5.2, "F9": 4.1,
    "D10": 0, "E10": 0, "F10": 0,
    "B12": "保障辖区 7 个社区便民服务站正常运行，为居民代办事项，开展上门服务，使居民在家门口办成事。",
    "F12": "7 个便民服务站全年正常开放，代办政务和生活事项，为行动不便的老人上门服务，热线诉求按时办结。",
}

# Level 2 where it is chosen, indicator, target, actual, weight, score, reason; rows left out stay empty.
INDICATORS = {
    14: ("", "代办政务事项件数", "≥1200件", "1260件", 10, 10, ""),
    15: ("", "上门服务户数", "≥80户", "76户", 10, 9.5, "4 户迁出辖区；已补充登记名单，下年按季更新"),
    17: ("", "代办事项差错率", "≤1%", "0.5%", 10, 10, ""),
    20: ("", "事项按时办结率", "≥95%", "97%", 10, 10, ""),
    23: ("", "单个站点年均运行成本", "≤6.5万元", "5.96万元", 10, 10, ""),
    26: ("社会效益指标", "服务覆盖社区数", "≥7个", "7个", 20, 20, ""),
    28: ("可持续影响指标", "志愿者队伍保持人数", "≥40人", "43人", 10, 10, ""),
    32: ("", "受服务居民满意度", "≥90%", "94%", 10, 10, ""),
}


def filled(blank, path):
    """The form as it comes back."""
    book = openpyxl.load_workbook(blank)
    sheet = book["自评表"]
    for cell, value in CELLS.items():
        sheet[cell] = value
    for row, values in INDICATORS.items():
        for column, value in zip("CDEFGHI", values):
            if value != "":
                sheet[f"{column}{row}"] = value
    book.save(path)


def calculated(path, to):
    """The same with the results that LibreOffice computes."""
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    out = path.parent / "calculated"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*command, "--outdir", out, path], check=True, stdout=subprocess.DEVNULL)
    shutil.copy(out / path.name, to)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        form = Path(folder) / "form.xlsx"
        filled(sys.argv[1], form)
        calculated(form, HERE / "libreoffice.xlsx")

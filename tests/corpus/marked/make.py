"""Writes the workbooks of this folder, each with something that a careless patch would break; see
../PROVENANCE.md. Needs openpyxl, XlsxWriter, pillow and LibreOffice. Given a workbook that jixiao has
marked, writes what other programs make of it instead."""

import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from PIL import Image as Picture

HERE = Path(__file__).resolve().parent
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def picture():
    out = io.BytesIO()
    Picture.new("RGB", (24, 16), (200, 40, 40)).save(out, "PNG")
    out.seek(0)
    return out


def with_openpyxl(path):
    """Comments, a second sheet, a table, a picture, a chart, merges, formats, validations, links."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    thin = Side(style="thin")
    sheet.merge_cells("A1:F1")
    sheet["A1"] = "项目支出绩效自评表"
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet["B3"] = 33
    sheet["B3"].fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet["B3"].border = Border(thin, thin, thin, thin)
    sheet["C3"] = 35.56041
    sheet["C3"].number_format = "#,##0.00"
    sheet["D3"] = "=C3/B3"
    sheet["D3"].font = Font(name="仿宋", bold=True)
    sheet.merge_cells("E3:F5")
    sheet["E3"] = "完成"
    sheet["B8"] = "网页"
    sheet["B8"].hyperlink = "https://example.org/?a=1&b=2"
    sheet["C8"] = 90
    sheet["B3"].comment = Comment("请复核 <此数>", "张三")
    sheet["H9"].comment = Comment("空单元格的批注", "李四")
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["C"].width = 24
    sheet.conditional_formatting.add("C8:C9", CellIsRule("lessThan", ["60"], fill=PatternFill(bgColor="FFFF0000")))
    choice = DataValidation("list", formula1='"优,良,中,差"')
    choice.add("G3")
    sheet.add_data_validation(choice)
    sheet.add_image(Image(picture()), "J2")
    sheet.print_area = "A1:F9"
    sheet.print_title_rows = "1:2"
    sheet.oddFooter.center.text = "第 &P 页"
    sheet.freeze_panes = "A3"
    data = book.create_sheet("明细 & x")
    data.append(["名称", "数"])
    for row in [["甲", 1], ["乙", 2]]:
        data.append(row)
    data.add_table(Table(displayName="明细表", ref="A1:B3"))
    chart = BarChart()
    chart.add_data(Reference(data, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    data.add_chart(chart, "D2")
    book.create_sheet("空表")
    book.defined_names["全年执行"] = DefinedName("全年执行", attr_text="自评表!$C$3")
    book.save(path)


def with_xlsxwriter(path):
    """A button (a drawing without comments), a picture in the header, sparklines, a link, comments."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("按钮")
    sheet.set_column("B:C", 12, book.add_format({"bg_color": "#DDEBF7"}))
    sheet.set_row(4, 30, book.add_format({"italic": True}))
    sheet.write("A1", "值")
    sheet.write("B2", 1.5)
    sheet.write_rich_string("A3", "富", book.add_format({"bold": True}), "文本")
    sheet.write_url("A5", "https://example.org/", string="链接")
    sheet.write_formula("B6", "=SUM(B1:B2)", None, 1.5)
    sheet.write_array_formula("C6:C7", "{=B1:B2*2}", None, 3)
    sheet.add_sparkline("D2", {"range": "按钮!A1:C1"})
    sheet.insert_button("F2", {"caption": "按", "macro": "无"})
    sheet.set_header("&C&G", {"image_center": "logo.png", "image_data_center": picture()})
    sheet.data_validation("B9", {"validate": "decimal", "criteria": ">", "value": 0})
    noted = book.add_worksheet("批注")
    noted.write("A1", "标题")
    noted.write_comment("A1", "他人的批注", {"author": "王五", "visible": True})
    noted.write_comment("C3", "另一条")
    noted.add_table("A5:B7", {"columns": [{"header": "甲"}, {"header": "乙"}]})
    noted.protect("x")
    chart = book.add_chartsheet("图")
    drawn = book.add_chart({"type": "line"})
    drawn.add_series({"values": "=按钮!$B$1:$B$3"})
    chart.set_chart(drawn)
    book.close()


def rewritten(source, path, change, added=()):
    """A copy of a package with some parts changed and others added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, change(entry.filename, old.read(entry)))
        for name, content in added:
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)


def threaded(path):
    """A threaded comment as Excel 365 writes it: a placeholder in the comments, its own parts."""
    id_ = "{0B1E4F6A-0001-4000-8000-000000000001}"
    person = "{0B1E4F6A-0002-4000-8000-000000000002}"
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    kinds = "http://schemas.microsoft.com/office/2017/10/relationships"

    def change(name, content):
        text = content.decode("utf-8") if name.endswith((".xml", ".rels")) else ""
        if name == "xl/comments1.xml":
            text = text.replace("王五", f"tc={id_}")
        elif name == "xl/worksheets/_rels/sheet2.xml.rels":
            text = text.replace(
                "</Relationships>",
                f'<Relationship Id="rId90" Type="{kinds}/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>',
            )
        elif name == "xl/_rels/workbook.xml.rels":
            text = text.replace(
                "</Relationships>",
                f'<Relationship Id="rId91" Type="{kinds}/person" Target="persons/person.xml"/></Relationships>',
            )
        elif name == "[Content_Types].xml":
            text = text.replace(
                "</Types>",
                '<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType="application/vnd.ms-excel.threadedcomments+xml"/>'
                '<Override PartName="/xl/persons/person.xml" ContentType="application/vnd.ms-excel.person+xml"/></Types>',
            )
        else:
            return content
        return text.encode("utf-8")

    rewritten(
        HERE / "xlsxwriter.xlsx",
        path,
        change,
        [
            (
                "xl/threadedComments/threadedComment1.xml",
                f'{HEAD}<ThreadedComments xmlns="{space}"><threadedComment ref="A1" dT="2025-03-01T00:00:00.00" personId="{person}" id="{id_}"><text>请核实</text></threadedComment></ThreadedComments>',
            ),
            (
                "xl/persons/person.xml",
                f'{HEAD}<personList xmlns="{space}"><person displayName="王五" id="{person}" userId="王五" providerId="None"/></personList>',
            ),
        ],
    )


def wps(path):
    """What WPS adds: its name, its extension parts, pictures in cells."""
    kind = "http://www.wps.cn/officeDocument/2020/cellImage"

    def change(name, content):
        if name == "docProps/app.xml":
            text = content.decode("utf-8").replace("Microsoft Excel", "WPS Office_12.1.0.18912_F1E327BC-269C-435d-A152-05C5408002CA")
        elif name == "xl/_rels/workbook.xml.rels":
            text = content.decode("utf-8").replace("</Relationships>", f'<Relationship Id="rId77" Type="{kind}" Target="cellimages.xml"/></Relationships>')
        elif name == "[Content_Types].xml":
            text = content.decode("utf-8").replace("</Types>", '<Override PartName="/xl/cellimages.xml" ContentType="application/vnd.wps-officedocument.cellimage+xml"/></Types>')
        elif name == "xl/worksheets/sheet1.xml":
            text = content.decode("utf-8").replace(
                "<worksheet ",
                '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" mc:Ignorable="etc" ',
            )
        else:
            return content
        return text.encode("utf-8")

    images = f'{HEAD}<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
    rewritten(HERE / "openpyxl.xlsx", path, change, [("xl/cellimages.xml", images)])


def by_hand(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)


def rels(*relations):
    inner = "".join(f'<Relationship Id="{i}" Type="{REL}/{k}" Target="{t}"/>' for i, k, t in relations)
    return f'{HEAD}<Relationships xmlns="{PACKAGE_REL}">{inner}</Relationships>'


def types(*overrides):
    inner = "".join(f'<Override PartName="/{p}" ContentType="{SHEET_TYPE}.{k}+xml"/>' for p, k in overrides)
    return f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'


def prefixed(path):
    """Names with a prefix, absolute targets, no styles, texts in the cells, cells without address."""
    sheet = (
        f'\ufeff{HEAD}<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c>'
        '<x:c><x:v>7</x:v></x:c><x:c/></x:row><x:row r="4"/></x:sheetData></x:worksheet>'
    )
    book = f'{HEAD}<x:workbook xmlns:x="{MAIN}" xmlns:rel="{REL}"><x:sheets><x:sheet name="表" sheetId="1" rel:id="s1"/><x:sheet name="空" sheetId="2" rel:id="s2"/></x:sheets></x:workbook>'
    by_hand(
        path,
        [
            ("[Content_Types].xml", types(("xl/book.xml", "sheet.main"), ("xl/pages/one.xml", "worksheet"), ("xl/pages/two.xml", "worksheet"))),
            ("_rels/.rels", rels(("r", "officeDocument", "/xl/book.xml"))),
            ("xl/book.xml", book),
            ("xl/_rels/book.xml.rels", rels(("s1", "worksheet", "/xl/pages/one.xml"), ("s2", "worksheet", "pages/two.xml"))),
            ("xl/pages/one.xml", sheet),
            ("xl/pages/two.xml", f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'),
        ],
    )


def odd(path):
    """Comments in a place of their own, without a drawing; shared formulas; thin styles."""
    comments = f'{HEAD}<comments xmlns="{MAIN}"><authors><author/></authors><commentList><comment ref="B2" authorId="0"><text><t>在此</t></text></comment></commentList></comments>'
    styles = f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts><font><sz val="11"/></font></fonts><fills><fill><patternFill patternType="none"/></fill></fills><borders><border/></borders><cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="10" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"><alignment horizontal="right"/></xf></cellXfs></styleSheet>'
    sheet = (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{REL}"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><f t="shared" ref="B1:B3" si="0">A1*2</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c><c r="B2" s="1"><f t="shared" si="0"/><v>4</v></c></row><row r="3" spans="1:2"><c r="A3"><v>3</v></c><c r="B3" s="1"><f t="shared" si="0"/><v>6</v></c></row></sheetData>'
        '<hyperlinks><hyperlink ref="A1" location="A3"/></hyperlinks><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'
    )
    by_hand(
        path,
        [
            ("[Content_Types].xml", types(("xl/workbook.xml", "sheet.main"), ("xl/worksheets/sheet1.xml", "worksheet"), ("xl/styles.xml", "styles"), ("notes/all.xml", "comments"))),
            ("_rels/.rels", rels(("r", "officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml", f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'),
            ("xl/_rels/workbook.xml.rels", rels(("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "styles.xml"))),
            ("xl/worksheets/sheet1.xml", sheet),
            ("xl/worksheets/_rels/sheet1.xml.rels", rels(("c", "comments", "../../notes/all.xml"))),
            ("xl/styles.xml", styles),
            ("notes/all.xml", comments),
        ],
    )


def macro(path):
    """A project of macros, of which only the bytes matter here."""

    def change(name, content):
        if name == "[Content_Types].xml":
            text = content.decode("utf-8").replace(f"{SHEET_TYPE}.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            text = text.replace("<Override", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override', 1)
        elif name == "xl/_rels/workbook.xml.rels":
            text = content.decode("utf-8").replace("</Relationships>", '<Relationship Id="rId88" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>')
        else:
            return content
        return text.encode("utf-8")

    rewritten(HERE / "odd.xlsx", path, change, [("xl/vbaProject.bin", bytes(range(256)))])


def with_libreoffice(source, path):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx", "--outdir", folder, source],
            check=True,
            capture_output=True,
        )
        shutil.copy(Path(folder) / source.name, path)


def returned(marked):
    """A workbook that jixiao has marked, as other programs save it."""
    book = openpyxl.load_workbook(marked)
    book.save(HERE / "returned-openpyxl.xlsx")
    with_libreoffice(Path(marked), HERE / "returned-libreoffice.xlsx")


def main():
    if len(sys.argv) > 1:
        returned(sys.argv[1])
        return
    with_openpyxl(HERE / "openpyxl.xlsx")
    with_xlsxwriter(HERE / "xlsxwriter.xlsx")
    with_libreoffice(HERE / "openpyxl.xlsx", HERE / "libreoffice.xlsx")
    threaded(HERE / "threaded.xlsx")
    wps(HERE / "wps.xlsx")
    prefixed(HERE / "prefixed.xlsx")
    odd(HERE / "odd.xlsx")
    macro(HERE / "macro.xlsm")


if __name__ == "__main__":
    main()

"""From sheets to workbooks that are text: tables of a web page under the name of a workbook (as budget systems export
them), delimited text, and the XML of Excel 2003."""

import csv as delimited
import io
from xml.sax.saxutils import escape, quoteattr

from forms import Number, shown
from writers import LOOKS


def html(path, sheet):
    """Write a sheet as a page in GB18030: lines of text as paragraphs, the rows of a form as a table. Line n of the page
    is row n of the sheet."""
    lines, table = [], []
    for row in range(1 + max(row for row, _ in sheet.cells)):
        size, bold, side, grid = LOOKS[sheet.cells[row, 0].look] if (row, 0) in sheet.cells else LOOKS["body"]
        if grid:
            table.append(_html_row(sheet, row))
            continue
        lines += _html_table(sheet, table)
        table = []
        text = _html_text(sheet.cells[row, 0].value)
        lines.append(f'<p align="{side}" style="font-size:{size}pt">{f"<b>{text}</b>" if bold else text}</p>')
    lines += _html_table(sheet, table)
    page = HTML.format(title=_html_text(sheet.cells[0, 0].value), body="\n".join(lines))
    path.write_bytes(page.replace("\n", "\r\n").encode("gb18030"))


HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head>
<meta http-equiv="Content-Type" content="application/vnd.ms-excel; charset=GB18030">
<title>{title}</title>
<style>td {{ font-family:宋体; font-size:10.5pt; vertical-align:middle; mso-number-format:"\\@" }} br {{ mso-data-placement:same-cell }}</style>
</head>
<body>
{body}
</body>
</html>
"""


def _html_table(sheet, rows):
    columns = "".join(f'<col width="{round(7 * width)}">' for _, width in sorted(sheet.widths.items()))
    return [f'<table border="1" cellspacing="0" cellpadding="2">{columns}', *rows, "</table>"] if rows else []


def _html_row(sheet, row):
    cells = []
    for column, rows, columns in _starts(sheet, row):
        cell = sheet.cells.get((row, column))
        spans = "".join(f' {name}="{span}"' for name, span in (("rowspan", rows), ("colspan", columns)) if span > 1)
        text = _html_text(cell.value) if cell else ""
        cells.append(f'<td{spans} align="{LOOKS[cell.look if cell else "body"][2]}">{text or "&nbsp;"}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _html_text(value):
    text = escape(shown(value))
    indent = len(text) - len(text.lstrip(" "))
    return "&nbsp;" * indent + text[indent:].replace("\n", "<br>")


def _starts(sheet, row):
    """The cells of a row that no other covers: column, rows and columns that each takes."""
    width = 1 + max(column for _, column in sheet.cells)
    width = max([width] + [1 + last_column for *_, last_column in sheet.merges])
    merged = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges}
    covered = {(r, c) for top, left, bottom, right in sheet.merges
               for r in range(top, bottom + 1) for c in range(left, right + 1)} - set(merged)
    return [(column, *merged.get((row, column), (1, 1))) for column in range(width) if (row, column) not in covered]


def csv(path, sheet):
    """Write a sheet as comma-separated text in GBK, as Excel and WPS save it: merged cells leave their text in the first
    field, the others stay empty."""
    height = 1 + max(row for row, _ in sheet.cells)
    width = 1 + max(column for _, column in sheet.cells)
    rows = [[shown(sheet.cells[row, column].value) if (row, column) in sheet.cells else "" for column in range(width)]
            for row in range(height)]
    text = io.StringIO(newline="")
    delimited.writer(text, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode("gbk"))


def xml(path, sheets, saved):
    """Write sheets as an XML spreadsheet of Excel 2003."""
    styles = {}
    worksheets = "".join(_worksheet(sheet, styles) for sheet in sheets)
    made = "".join(_style(name, *style) for style, name in styles.items())
    text = XML.format(saved=saved, styles=made, worksheets=worksheets)
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8"))


XML = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:html="http://www.w3.org/TR/REC-html40">
 <DocumentProperties xmlns="urn:schemas-microsoft-com:office:office">
  <Author>街道办事处</Author>
  <Created>{saved}</Created>
  <LastSaved>{saved}</LastSaved>
  <Version>12.00</Version>
 </DocumentProperties>
 <Styles>
  <Style ss:ID="Default" ss:Name="Normal">
   <Alignment ss:Vertical="Center"/>
   <Font ss:FontName="宋体" ss:Size="10.5"/>
  </Style>
{styles} </Styles>
{worksheets}</Workbook>
"""


def _worksheet(sheet, styles):
    height = 1 + max(row for row, _ in sheet.cells)
    columns = "".join(f'   <Column ss:Index="{1 + column}" ss:AutoFitWidth="0" ss:Width="{5.6 * width:g}"/>\n'
                      for column, width in sorted(sheet.widths.items()))
    rows = "".join(_xml_row(sheet, row, styles) for row in range(height))
    return (f" <Worksheet ss:Name={quoteattr(sheet.name)}>\n  <Table>\n{columns}{rows}  </Table>\n"
            f'  <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">\n   <FitToPage/>\n'
            f"   <Print><FitHeight>0</FitHeight><ValidPrinterInfo/><PaperSizeIndex>9</PaperSizeIndex></Print>\n"
            f"  </WorksheetOptions>\n </Worksheet>\n")


def _xml_row(sheet, row, styles):
    cells = "".join(_xml_cell(sheet.cells.get((row, column)), column, rows, columns, styles)
                    for column, rows, columns in _starts(sheet, row))
    height = f' ss:AutoFitHeight="0" ss:Height="{sheet.heights[row]:g}"' if row in sheet.heights else ""
    return f"   <Row{height}>\n{cells}   </Row>\n"


def _xml_cell(cell, column, rows, columns, styles):
    if cell is None:
        return ""
    value = cell.value
    shape = value.format if isinstance(value, Number) else "General"
    style = styles.setdefault((cell.look, shape), f"s{21 + len(styles)}")
    spans = "".join(f' ss:{name}="{span - 1}"' for name, span in (("MergeAcross", columns), ("MergeDown", rows))
                    if span > 1)
    start = f'    <Cell ss:Index="{1 + column}"{spans} ss:StyleID="{style}"'
    if value == "":
        return f"{start}/>\n"
    kind, text = ("Number", str(value.value)) if isinstance(value, Number) else ("String", value)
    text = escape(text).replace("\n", "&#10;")
    return f'{start}><Data ss:Type="{kind}">{text}</Data></Cell>\n'


def _style(name, look, shape):
    size, bold, side, grid = LOOKS[look]
    edges = "".join(f'<Border ss:Position="{edge}" ss:LineStyle="Continuous" ss:Weight="1"/>'
                    for edge in ("Bottom", "Left", "Right", "Top")) if grid else ""
    return (f'  <Style ss:ID="{name}">\n'
            f'   <Alignment ss:Horizontal="{side.title()}" ss:Vertical="Center" ss:WrapText="1"/>\n'
            f"   <Borders>{edges}</Borders>\n"
            f'   <Font ss:FontName="宋体" ss:Size="{size:g}"{" ss:Bold=" + chr(34) + "1" + chr(34) if bold else ""}/>\n'
            f"   <NumberFormat{'' if shape == 'General' else f' ss:Format={quoteattr(shape)}'}/>\n"
            f"  </Style>\n")

"""Files that come along with the forms and are no readable form: damaged, locked, copied, beside the point."""

import hashlib
import shutil
import struct

import reference
import writers
from districts.exports import OLD_WORD
from layouts import Sheet

COPIED = "展览路街道/居民区道路零星修补项目绩效自评表.xlsx"
COPY = "展览路街道/居民区道路零星修补项目绩效自评表 - 副本.xlsx"
WHOLE = "什刹海街道/胡同环境精细化管护服务_自评表.xlsx"
CUT = "什刹海街道/胡同环境精细化管护服务_自评表(邮件附件).xlsx"
LOCKED = "金融街街道/金融街安全生产专项经费自评表（加密）.xlsx"
EMPTY = "牛街街道/社区文化节经费自评表.xls"
ATTENDANCE = "月坛街道/绩效培训签到表.xlsx"
OPEN = "德胜街道/~$社区养老服务驿站运营补贴项目_自评表.xlsx"
NOTE = "说明.txt"

FILES = [COPY, CUT, LOCKED, EMPTY, ATTENDANCE, OPEN, NOTE]

# source_file, source_sheet, code, note: what the rules of the F family must say of files and of whole forms
EXPECTED = [
    (COPY, "", "F105", "与“居民区道路零星修补项目绩效自评表.xlsx”逐字节相同"),
    (CUT, "", "F101", "文件后半截丢失"),
    (LOCKED, "", "F102", "工作簿加密"),
    (EMPTY, "", "F101", "文件为空"),
    (OLD_WORD, "", "F101", "旧版 Word 文档，应另存为 .docx"),
    (ATTENDANCE, "", "F103", "签到表，不含自评表"),
    ("白纸坊街道/社区文化墙绘制项目自评表(初稿).xlsx", "Sheet1", "F106", "同一项目另有最终版，保存较晚，以最终版为准"),
    (reference.SUPERSEDED, "正文", "F106", "同一项目另有两天后保存的 .xlsx"),
]


def write(root):
    shutil.copyfile(root / COPIED, root / COPY)
    whole = (root / WHOLE).read_bytes()
    (root / CUT).write_bytes(whole[: len(whole) * 6 // 10])
    (root / LOCKED).write_bytes(encrypted_package())
    (root / EMPTY).write_bytes(b"")
    writers.xlsx(root / ATTENDANCE, [attendance()])
    (root / OPEN).write_bytes(lock_file("周立群"))
    (root / NOTE).write_text(NOTE_TEXT, encoding="utf-8")


NOTE_TEXT = """2024年度项目支出绩效自评表（样例）

各街道一个文件夹，文件名照街道报送时的原样。
椿树街道的“困难群众救助服务所经费绩效自评表.xlsx”为公开表样，其余街道项目、人员、电话和金额均为虚构。
“外区参考样表”按公开文本转录，差错照录。
"""


def attendance():
    sheet = Sheet("签到表", widths={0: 6, 1: 14, 2: 22, 3: 14, 4: 12})
    sheet.put(0, 0, "绩效自评工作培训签到表", "title", columns=5)
    for column, head in enumerate(("序号", "姓名", "单位", "联系电话", "签字")):
        sheet.put(1, column, head, "label")
    people = [("纪红梅", "社区服务中心"), ("苏敏", "民生保障办公室"), ("郑凯", "城市管理办公室"), ("吕梁", "综合办公室")]
    for row, (name, unit) in enumerate(people, start=2):
        for column, value in enumerate((str(row - 1), name, unit, f"680203{row}0", "")):
            sheet.put(row, column, value, "body")
    return sheet


def lock_file(owner):
    """The file that Excel keeps beside an open workbook: the owner's name, twice, and nothing else."""
    name = owner.encode("gbk")
    wide = owner.encode("utf-16-le")
    first = bytes([len(name)]) + name.ljust(54, b" ")
    second = struct.pack("<H", len(owner)) + wide + b" \0" * (54 - len(owner))
    return (first + second)[:165].ljust(165, b"\0")


AGILE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    '<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" '
    'xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password">'
    '<keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" '
    'cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="AAECAwQFBgcICQoLDA0ODw=="/>'
    '<keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password">'
    '<p:encryptedKey spinCount="100000" saltSize="16" blockSize="16" keyBits="256" hashSize="64" '
    'cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" '
    'saltValue="Dw4NDAsKCQgHBgUEAwIBAA=="/></keyEncryptor></keyEncryptors></encryption>'
)


def encrypted_package():
    """A compound file such as Excel saves under a password; its package is noise, no password opens it."""
    info = struct.pack("<HHI", 4, 4, 0x40) + AGILE.encode()
    noise = b"".join(hashlib.sha512(bytes([n])).digest() for n in range(128))
    package = struct.pack("<Q", len(noise) - 9) + noise
    return compound([("EncryptionInfo", info.ljust(4096, b"\0")), ("EncryptedPackage", package)])


def compound(streams):
    """A version 3 compound file whose streams are all long enough to need no mini stream."""
    sector, free, end, table = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    body, chain, entries = b"", [], []
    for name, data in streams:
        start, count = len(chain), -(-len(data) // sector)
        chain += [start + n + 1 for n in range(count - 1)] + [end]
        body += data.ljust(count * sector, b"\0")
        entries.append((name, 2, start, len(data)))
    directory = len(chain)
    chain += [end, table]
    root = directory_entry("Root Entry", 5, end, 0, child=2)
    # a tree of two names: the shorter sorts first, so it hangs on the left of the longer
    first = directory_entry(*entries[0][:2], entries[0][2], entries[0][3])
    second = directory_entry(*entries[1][:2], entries[1][2], entries[1][3], left=1)
    body += (root + first + second).ljust(sector, b"\0")
    body += struct.pack(f"<{sector // 4}I", *chain, *[free] * (sector // 4 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, directory, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", directory + 1, *[free] * 108)
    return header + body


def directory_entry(name, kind, start, size, left=0xFFFFFFFF, child=0xFFFFFFFF):
    wide = name.encode("utf-16-le") + b"\0\0"
    entry = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), kind, 1)
    entry += struct.pack("<III", left, 0xFFFFFFFF, child) + b"\0" * 36
    return entry + struct.pack("<IQ", start, size)

"""Forms for tests: made of a small standard with every kind of rule, filled in by row and field, damaged, looked at."""

import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from aidscore.files.document import read_document
from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.form.drawing.workbook import form_workbook
from aidscore.model.form import Stamp, fields_of
from aidscore.run.validate import validate

STANDARD = """\
aidscore: standard/1
id: kinds
version: "1"
title: 每种扣分方式各一条
language: zh-CN
status: in-force
effective: {from: 2005-07-01, to: 2006-03-31}
points: 60
pass: {score: 50}
not_applicable: rescale
items:
  - id: A
    name: 接待
    points: 30
    sub_items:
      - id: A1
        name: 环境
        requirement: 整洁
        points: 20
        rules:
          - {id: A1.1, text: 未公示的，每项扣1分,
             basis: [一], deduct: {missing: 1, of: {hotline: 电话, fees: 收费, hours: 时间}}}
          - {id: A1.2, text: 未挂牌的，每人扣1分，最多扣5分, basis: [一], deduct: {each: 1, unit: 人, max: 5}}
          - {id: A1.3, text: 无场所的，扣2分, basis: [一], deduct: 2}
          - {id: A1.4, text: 态度差的，酌情扣1至3分，以0.5分为一档, basis: [一], deduct: {range: [1, 3], step: 0.5}}
      - id: A2
        name: 咨询
        points: 10
        rules:
          - {id: A2.1, text: 答错的，一般的扣1分，严重的扣3分，最多扣9分,
             basis: [一], deduct: {levels: {一般: 1, 严重: 3}, max: 9}}
          - {id: A2.2, text: 不答的, basis: [一], deduct: all}
  - id: B
    name: 办案
    points: 30
    sub_items:
      - id: B1
        name: 质量
        points: 30
        rules:
          - {id: B1.1, text: 及时率低于95%的，每低1个百分点扣0.5分，最多扣5分,
             basis: [一], deduct: {below: 95%, every: 1%, points: 0.5, partial: floor, max: 5}}
          - {id: B1.2, text: 办案不满40件的，按比例扣分, basis: [一], deduct: {proportion_of: 40}}
          - {id: B1.3, text: 合格率95%以上的不扣分，不满95%的扣3分,
             basis: [一], deduct: {bands: [{from: 95%, points: 0}, {from: 0%, points: 3}]}}
vetoes:
  - {id: V1, text: 收受财物的, basis: [一], effect: fail}
bonus:
  max: 3
  rules:
    - {id: P1, text: 推广的，每项加1分，最多加2分, add: {each: 1, unit: 项, max: 2}}
    - {id: P2, text: 获奖的，市级加1分，国家级加2分, add: {levels: {市级: 1, 国家级: 2}}}
"""
CAMPAIGN = """\
aidscore: campaign/1
id: c
title: 活动
centers:
  - {id: xuhui, name: 徐汇区中心}
  - {id: city, name: 市中心}
phases:
  - {id: p, name: 试点, from: 2005-07-01, to: 2006-03-31, standard: kinds@1, combine: latest}
"""
RECORD = """\
aidscore: record/1
standard: kinds@1
center: xuhui
channel: unannounced
date: 2005-09-14
visit: 上午
inspectors: [检查员甲, {name: 检查员乙, from: city}]
examined: [B1, A]
findings:
  - {rule: B1.1, value: 91.9%, note: 及时率低}
  - {rule: A1.2, sample: {drawn: 20, failed: 3}}
  - {rule: A1.1, missing: [hours, hotline], evidence: [照片03, 照片04]}
  - {rule: A1.2, count: 2, note: 二人未挂牌, status: disputed, status_note: 中心有异议}
  - {rule: A1.3}
  - {rule: A1.4, points: 1.5, note: '酌情: 态度'}
  - {rule: B1.1, value: 57/62, status: withdrawn, status_note: 查无此事}
  - {rule: B1.2, value: 38.5}
  - {rule: B1.3, sample: {drawn: 10, failed: 0}}
  - {rule: V1, note: 查实}
  - {rule: P1, count: 2}
  - {rule: P2, level: 市级}
not_applicable:
  - {sub_item: A2, reason: 本期无咨询}
declared_score: 87.5
"""
BASE = """\
aidscore: record/1
standard: kinds@1
center: xuhui
channel: unannounced
date: 2005-09-14
examined: all
findings: {findings}
"""


def home(folder):
    """The folder, with the standard and the campaign in it."""
    (folder / "standards" / "kinds").mkdir(parents=True, exist_ok=True)
    (folder / "standards" / "kinds" / "1.yaml").write_bytes(STANDARD.encode())
    published = f"{sha256(STANDARD.encode()).hexdigest()}  kinds/1.yaml\n"
    (folder / "standards" / "published.sha256").write_text(published, encoding="utf-8")
    (folder / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    return folder


def edition(folder):
    """The standard's edition."""
    return Standards((folder / "standards",)).find("kinds@1").edition


def record_of(text):
    """The record that a text is."""
    return read_document("record.yaml", text.encode()).content


def form(folder, text=None):
    """The bytes of a form: empty, or filled in from the text of a record."""
    campaign = read_document("campaign.yaml", CAMPAIGN.encode()).content
    return form_workbook(edition(folder), campaign, record_of(text) if text else None)


def slim(data):
    """The form without the sheets that are not read, which makes it quicker to fill in."""
    book = Filled(data)
    for key in ("guide", "result", "sums"):
        book.book.remove(book.sheets[key])
    return book.saved()


def shared(data):
    """The workbook with its texts in a part of their own, as most programs write them."""
    texts = []

    def numbered(match):
        texts.append(match[1])
        return f' t="s"><v>{len(texts) - 1}</v></c>'

    inline = re.compile(r' t="inlineStr"><is>(.*?)</is></c>', re.DOTALL)
    changes = {
        r"xl/worksheets/.*": lambda text: inline.sub(numbered, text),
        r"xl/_rels/workbook.xml.rels": lambda text: text.replace("</Relationships>", f"{RELATED}</Relationships>"),
        r"\[Content_Types\].xml": lambda text: text.replace("</Types>", f"{TYPED}</Types>"),
    }
    data = rezipped(data, changes)
    items = "".join(f"<si>{text}</si>" for text in texts)
    return rezipped(data, extra=[("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{items}</sst>')])


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = (
    '<Relationship Id="rIdTexts" Target="sharedStrings.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)
TYPED = (
    '<Override PartName="/xl/sharedStrings.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)


class Filled:
    """A form as somebody fills it in, input by input."""

    def __init__(self, data):
        self.book = openpyxl.load_workbook(BytesIO(data))
        self.sheets = {Stamp.of(sheet["A1"].value).sheet: sheet for sheet in self.book}
        self.before = []

    def enter(self, row, field, value, shown=None):
        """Type something into an input; `shown` is the number format of its cell, where that matters."""
        cell = self.cell(row, field)
        self.before.append((cell, cell.value, cell.data_type, cell.number_format))
        cell.value = value
        if isinstance(value, str) and not value.startswith("=formula"):
            cell.data_type = "s"
        if shown is not None:
            cell.number_format = shown

    def clear(self):
        """Take back all that was entered: opening the form anew would take three times as long as saving it."""
        while self.before:
            cell, cell.value, cell.data_type, cell.number_format = self.before.pop()

    def cell(self, row, field):
        """The cell of an input: `cell("A1.2#1", "count")`."""
        for sheet in self.sheets.values():
            columns = {cell.value: cell.column for cell in sheet[1][1:] if cell.value}
            for cells in sheet.iter_rows(min_row=2, min_col=1, max_col=2):
                for name, column in fields_of(cells[1].value or ""):
                    if (cells[0].value, name) == (row, field):
                        return sheet.cell(cells[0].row, columns[column])
        raise LookupError(row, field)

    def row(self, name):
        """The first row of an id, with its sheet."""
        for sheet in self.sheets.values():
            for (cell,) in sheet.iter_rows(min_row=2, max_col=1):
                if cell.value == name:
                    return sheet, cell.row
        raise LookupError(name)

    def column(self, sheet, key):
        """The number of a column."""
        return next(cell.column for cell in sheet[1][1:] if cell.value == key)

    def locked(self, row, key):
        """A cell that is no input, by its row and the key of its column."""
        sheet, number = self.row(row)
        return sheet.cell(number, self.column(sheet, key))

    def saved(self):
        """The bytes of the workbook."""
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()


def name_of(cell):
    """A cell as diagnostics name it."""
    return f"{cell.parent.title}!{cell.coordinate}"


def said_of(folder, data, name="form.xlsx"):
    """What is said of a form in the folder: cell and code of each diagnostic."""
    path = folder / name
    path.write_bytes(data)
    return [(notice.place.cell, notice.code) for notice in validate([str(path)], Workspace()).diagnostics]


def rezipped(data, changes=None, extra=None):
    """The workbook with some of its parts changed by functions from text to text, and with more parts."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for info in before.infolist():
            content = before.read(info)
            for pattern, change in (changes or {}).items():
                if re.fullmatch(pattern, info.filename):
                    content = change(content.decode()).encode()
            after.writestr(info.filename, content)
        for part, content in extra or ():
            after.writestr(part, content)
    return out.getvalue()


def parts_of(path):
    """The names of the parts of a workbook."""
    return ZipFile(Path(path)).namelist()

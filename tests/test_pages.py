"""The pages of a standard and of a comparison: what is marked where, in which order, and that text stays text."""

import re
from html import escape
from io import BytesIO

import pytest
from accessible import faults, page_of
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from written import changed, edition

from aidscore.media.html.document import document as html_document
from aidscore.media.markdown import document as markdown_document
from aidscore.media.page_workbook import book_of
from aidscore.media.workbook import workbook
from aidscore.model.page import Cell, Column, Facts, Page, Paragraph, Table, grouped, marked, said_once
from aidscore.pages.diff import diff_page
from aidscore.pages.marks import both_marked, in_place, number_in_place
from aidscore.pages.public import public_page
from aidscore.versions.compare import compare
from aidscore.words import speaking

OLD = """\
aidscore: standard/1
id: s
version: "1"
title: 服务考核细则
language: zh-CN
status: pilot
effective: {from: 2005-01-01, to: 2005-12-31}
note: 拟稿，非官方文本。依据栏的写法见说明。
points: 20
pass: {score: 15}
not_applicable: rescale
items:
- id: A
  name: 接待
  points: 20
  pass_score: 12
  sub_items:
  - id: A1
    name: 公示
    requirement: 公示齐全
    points: 12
    methods: [查看]
    rules:
    - {id: A1.1, text: 未挂牌的，每人扣1分。, basis: [条例], deduct: {each: 1, unit: 人, max: 4}}
    - {id: A1.2, text: 没有登记簿的，扣2分。, basis: [条例], deduct: 2}
    - {id: A1.3, text: 环境脏乱的，扣1分。, basis: [条例], deduct: 1}
  - id: A2
    name: 用语
    points: 8
    rules:
    - {id: A2.1, text: 争吵的，扣4分。, basis: [条例], deduct: 4}
vetoes:
- {id: V1, text: 收取财物的, basis: [条例], effect: fail}
"""
NEW = changed(
    OLD,
    ('version: "1"', 'version: "2"\nreplaces: "1"'),
    ("{from: 2005-01-01, to: 2005-12-31}", "{from: 2006-01-01}"),
    ("pass: {score: 15}", "pass: {score: 16}"),
    ("    points: 12\n", "    points: 11\n"),
    ("    points: 8\n", "    points: 9\n"),
    ("未挂牌的，每人扣1分。", "未挂牌的，每人扣2分。"),
    ("{each: 1, unit", "{each: 2, unit"),
    ("    - {id: A1.2, text: 没有登记簿的，扣2分。, basis: [条例], deduct: 2}\n", ""),
    ("{id: A1.3, text", "{id: A1.4, was: [A1.3], text"),
    (
        "扣4分。, basis: [条例], deduct: 4}\n",
        "扣4分。, basis: [条例], deduct: 4}\n    - {id: A2.2, text: 推诿的，扣3分。, basis: [条例], deduct: 3}\n",
    ),
)


@pytest.fixture(autouse=True, scope="module")
def _chinese():
    with speaking("zh"):
        yield


@pytest.fixture(scope="module")
def since():
    """The page of the new version with what changed since the old one."""
    old, new = edition(OLD), edition(NEW)
    return public_page(new, compare(old, new))


@pytest.fixture(scope="module")
def comparison():
    """The page that compares the two versions."""
    return diff_page(compare(edition(OLD), edition(NEW)))


def rows_of(page, title):
    """The rows of a table as texts with the marks in them."""
    table = next(block for block in page.blocks if isinstance(block, Table) and block.title == title)
    titles = [column.title for column in table.columns]
    return [dict(zip(titles, map(marked, row), strict=True)) for row in table.rows]


# ---- marks


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("每人扣1分", "每人扣2分", "每人扣[-1-]{+2+}分"),
        ("每人扣0.5分", "每人扣1.5分", "每人扣[-0.5-]{+1.5+}分"),
        ("扣分", "扣分", "扣分"),
        (None, "新条款", "{+新条款+}"),
        ("旧条款", "", "[-旧条款-]"),
        ("没有标识的", "没有标识或者指引的", "没有标识{+或者指引+}的"),
        ("没有标识或者指引的", "没有标识的", "没有标识[-或者指引-]的"),
        ("甲乙丙丁", "一二三四", "[-甲乙丙丁-]{+一二三四+}"),
        (
            "接通率90%以上不扣分，70%以上扣1分",
            "接通率95%以上不扣分，80%以上扣1分",
            "接通率[-90%-]{+95%+}以上不扣分，[-70%-]{+80%+}以上扣1分",
        ),
        ("由甲和乙检查记录", "由丙和丁检查记录", "由[-甲和乙-]{+丙和丁+}检查记录"),
    ],
)
def test_a_text_has_both_wordings_in_place(old, new, expected):
    assert marked(in_place(old, new)) == expected


def test_two_texts_are_marked_side_by_side():
    assert tuple(map(marked, both_marked("没有标识的，扣1分", "没有指引的，扣1分"))) == (
        "没有[-标识-]的，扣1分",
        "没有{+指引+}的，扣1分",
    )
    assert tuple(map(marked, both_marked("甲乙丙丁", "一二三四"))) == ("甲乙丙丁", "一二三四")


@pytest.mark.parametrize(("old", "expected"), [(4, "[-4-] {+5+}"), (5, "5"), (None, "{+5+}")])
def test_a_number_that_changed_stays_a_number(old, expected):
    cell = number_in_place(old, 5)
    assert (marked(cell), cell.number) == (expected, 5)


# ---- what changed, in place


def test_each_rule_shows_what_became_of_it(since):
    rows = {row["编号"]: row for row in rows_of(since, "项目和扣分标准")}
    assert list(rows) == ["A1.1", "A1.4", "[-A1.2-]", "A2.1", "A2.2"]
    assert rows["A1.1"]["扣分标准"] == "未挂牌的，每人扣[-1-]{+2+}分。"
    assert rows["A1.1"]["扣分"] == "每人[-1-]{+2+}分，最多4分"
    assert rows["A1.1"]["分值"] == "[-12-] {+11+}"
    assert rows["A1.1"]["较1版的变动"].startswith("趋严：")
    assert "A1：" in rows["A1.1"]["较1版的变动"]
    assert rows["[-A1.2-]"]["扣分标准"] == "[-没有登记簿的，扣2分。-]"
    assert rows["A1.4"]["扣分标准"] == "环境脏乱的，扣1分。"
    assert "A1.3" in rows["A1.4"]["较1版的变动"]
    assert rows["A2.1"]["扣分标准"] == "争吵的，扣4分。"
    assert rows["A2.2"]["扣分标准"] == "{+推诿的，扣3分。+}"


def test_what_holds_for_the_whole_is_marked_too(since):
    head = dict(next(block for block in since.blocks if isinstance(block, Facts)).pairs)
    assert marked(head["分值"]) == "20分，达标分数线[-15-]{+16+}分"


def test_without_a_former_version_nothing_is_marked():
    page = public_page(edition(NEW))
    rows = rows_of(page, "项目和扣分标准")
    assert "较1版的变动" not in rows[0]
    assert not any("[-" in text or "{+" in text for row in rows for text in row.values())


def test_a_clause_inserted_at_the_head_is_new_and_the_others_are_as_they_were():
    rules = [line for line in OLD.splitlines() if "{id: A1." in line]
    shifted = changed(
        OLD,
        ('version: "1"', 'version: "2"\nreplaces: "1"'),
        ("{from: 2005-01-01, to: 2005-12-31}", "{from: 2006-01-01}"),
        ("\n".join(rules) + "\n", "\n".join([
            "    - {id: A1.1, was: [], text: 窗口无人的，扣2分。, basis: [条例], deduct: 2}",
            *(rule.replace(f"A1.{n},", f"A1.{n + 1}, was: [A1.{n}],") for n, rule in enumerate(rules, 1)),
        ]) + "\n"),
    )  # fmt: skip
    old, new = edition(OLD), edition(shifted)
    rows = {row["编号"]: row["扣分标准"] for row in rows_of(public_page(new, compare(old, new)), "项目和扣分标准")}
    assert rows["A1.1"] == "{+窗口无人的，扣2分。+}"
    assert [rows[f"A1.{n}"] for n in (2, 3, 4)] == [
        "未挂牌的，每人扣1分。",
        "没有登记簿的，扣2分。",
        "环境脏乱的，扣1分。",
    ]


def test_provisions_and_vetoes_are_marked_too():
    old = edition(changed(OLD, ("points: 20\npass", "general: [每年检查一次, 扣完为止]\npoints: 20\npass")))
    new = changed(
        NEW,
        ("points: 20\npass", "general: [每年检查两次]\npoints: 20\npass"),
        ("收取财物的, basis: [条例], effect: fail", "收取财物的, basis: [条例], effect: zero"),
        ("- {id: V1,", "- {id: V2, text: 弄虚作假的, basis: [条例], effect: fail}\n- {id: V1,"),
    )
    page = public_page(edition(new), compare(old, edition(new)))
    provisions = [row["条文"] for row in rows_of(page, "总则和附则")]
    assert provisions == ["每年检查[-一-]{+两+}次", "[-扣完为止-]"]
    vetoes = {row["编号"]: row for row in rows_of(page, "一票否决")}
    assert vetoes["V2"]["内容"] == "{+弄虚作假的+}"
    assert vetoes["V1"]["内容"] == "收取财物的"
    assert "{+" in vetoes["V1"]["处理"]


# ---- order and anchors


def test_what_explains_the_text_comes_after_the_last_clause():
    page = html_document([public_page(edition(OLD))]).decode()
    places = [page.index(part) for part in ("拟稿，非官方文本", "达标分数线", "A1.1", "V1", "依据栏的写法见说明")]
    assert places == sorted(places)
    text = page_of(page).only("body").text
    assert text.startswith("服务考核细则 拟稿，非官方文本 目录")


def test_a_changed_note_is_told_last_and_without_its_texts():
    new = changed(NEW, ("依据栏的写法见说明。", "依据栏的写法另行说明。"))
    rows = rows_of(diff_page(compare(edition(OLD), edition(new))), "各条变动")
    assert (rows[-1]["编号"], rows[-1]["旧版"], rows[-1]["新版"]) == ("标准", "（略）", "（略）")
    assert not any("写法" in row["旧版"] + row["新版"] for row in rows)


def test_every_clause_has_one_anchor_and_other_mentions_link_to_it(since):
    for made in (html_document([since]).decode(), markdown_document([since]).decode()):
        for clause in ("A", "A1", "A2", "A1.1", "A1.4", "A2.1", "A2.2", "V1"):
            assert made.count(f'id="{clause}"') == 1, clause
        assert made.count('id="A1.2@1"') == 1
    assert '<a href="#A1.1">A1.1</a>' in html_document([since]).decode()
    assert "[A1.1](#A1.1)" in markdown_document([since]).decode()


def test_the_comparison_is_named_by_its_title(comparison):
    assert comparison.title == "服务考核细则：1版与2版对照"
    with speaking("en"):
        assert diff_page(compare(edition(OLD), edition(NEW)), whole=False).title == "s@1 - s@2"


# ---- groups

GROUPS = Table(
    (Column("项目", group=1), Column("编号"), Column("子项目", group=2)),
    tuple((Cell(a), Cell(b), Cell(c)) for a, b, c in ["A1甲", "A2甲", "A3乙", "B4乙", "A5乙"]),
)


def test_rows_that_follow_each_other_are_grouped():
    outer = [(heads[0][1].text, len(table.rows)) for heads, table in grouped(GROUPS, 1)]
    assert outer == [("A", 3), ("B", 1), ("A", 1)]
    inner = [(heads[0][1].text, len(table.rows)) for heads, table in grouped(GROUPS, 2)]
    assert inner == [("甲", 2), ("乙", 3)]
    once = ["".join(cell.text or "_" for cell in row) for row in said_once(GROUPS).rows]
    assert once == ["A1甲", "_2_", "_3乙", "B4乙", "A5乙"]


# ---- text stays text

HOSTILE = '</td><script>alert(1)</script> & "x" | * _ [a](b) `c` \\ \u202e\x00 ~~d~~ &lt; <!--\n1. 第二行'


def test_no_text_becomes_a_tag():
    cells = (Cell(HOSTILE), Cell(HOSTILE, anchor=HOSTILE))
    table = Table((Column("甲"), Column(HOSTILE)), (cells,), HOSTILE)
    page = Page(HOSTILE, (Paragraph(HOSTILE), Facts(((HOSTILE, Cell(HOSTILE)),), HOSTILE), table))
    made = html_document([page]).decode()
    found = {fault.partition(":")[0] for fault in faults(made)}
    assert found <= {"ids_and_links", "tables"}  # an id and a title of a column as odd as these are none
    assert "<script" not in made
    assert made.count("第二行") >= 8
    assert escape('"x"') in made


def test_tables_in_markdown_keep_their_shape():
    table = Table((Column("甲"), Column(HOSTILE, "right")), ((Cell(HOSTILE), Cell("1. 一\n- 二")),), HOSTILE)
    made = markdown_document([Page("", (table,))]).decode()
    rows = [line for line in made.splitlines() if line.startswith("|")]
    assert [len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in rows] == [3, 3, 3]
    assert rows[1] == "| --- | ---: |"
    assert "<script" not in made.replace("\\<script", "")


# ---- workbooks


def books(since, comparison):
    """The workbooks of both pages."""
    return [load_workbook(BytesIO(b"".join(workbook(book_of([page])))), rich_text=True) for page in (since, comparison)]


def test_only_the_header_is_frozen_and_filters_cover_their_table(since, comparison):
    for book in books(since, comparison):
        frozen = [sheet for sheet in book if sheet.freeze_panes]
        assert frozen
        for sheet in frozen:
            _left, header, _right, bottom = range_boundaries(sheet.auto_filter.ref)
            height = sum(sheet.row_dimensions[row].height or 15 for row in range(1, header + 1))
            assert (sheet.freeze_panes, header) == (f"B{header + 1}", 2), sheet.title
            assert height < 80, sheet.title
            assert bottom == sheet.max_row, sheet.title
            assert sheet.print_title_rows == f"${header}:${header}", sheet.title


def test_the_title_is_there_once(since, comparison):
    for book, title in zip(books(since, comparison), ("服务考核细则", "服务考核细则：1版与2版对照"), strict=True):
        cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
        assert [str(cell) for cell in cells].count(title) == 1
        assert not any(title in str(cell) and str(cell) != title for cell in cells)


def test_what_changed_is_struck_out_and_underlined(since, comparison):
    (first, second) = books(since, comparison)
    sheet = first["项目和扣分标准"]
    parts = next(cell.value for row in sheet.iter_rows() for cell in row if "未挂牌的" in str(cell.value))
    fonts = {part.text: (part.font.strike, part.font.u) for part in parts}
    assert fonts == {
        "未挂牌的，每人扣": (None, None),
        "1": (True, None),
        "2": (None, "single"),
        "分。": (None, None),
    }
    assert any("未挂牌的" in str(cell.value) for row in second["各条变动"].iter_rows() for cell in row)


def test_numbers_are_numbers_and_every_row_names_its_group(since):
    lines = [[cell.value for cell in row] for row in books(since, since)[0]["项目和扣分标准"].iter_rows()]
    header, *rows = lines[next(number for number, line in enumerate(lines) if line[0] == "编号") :]
    columns = dict(zip(header, zip(*rows, strict=True), strict=True))
    assert columns["分值"] == (11, None, None, 9, None)
    assert columns["子项目"] == ("A1 公示",) * 3 + ("A2 用语",) * 2
    assert columns["项目分值"] == (20, None, None, None, None)

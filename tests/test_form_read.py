"""Forms filled in as people fill them in: what is typed is the record that it means, or is asked about in its cell."""

import re
from datetime import date, datetime
from fractions import Fraction

import pytest
from formed import BASE, RECORD, Filled, form, home, name_of, record_of, said_of, slim
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from aidscore.files.document import read_document
from aidscore.files.workspace import Workspace
from aidscore.model.campaign import Center
from aidscore.model.form import MEASURES, REMARKS
from aidscore.model.record import Inspector, NotApplicable
from aidscore.run.one_file import score_form
from aidscore.run.validate import validate
from aidscore.words import speaking

FIELDS = (*MEASURES, *REMARKS, "sample", "examined", "not_applicable", "sub_item", "rule", "findings", "inspectors")
VISIT = ("name", "from", "center", "channel", "date", "visit", "declared_score")
KEYS = re.compile(rf"#\d|\b(?:{'|'.join((*FIELDS, *VISIT))})\b")
"""The id of a row, or the key of a field, which nobody who fills in a form knows."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return home(tmp_path_factory.mktemp("form"))


@pytest.fixture(scope="module")
def empty(folder):
    return form(folder)


@pytest.fixture(scope="module")
def opened(folder):
    return Filled(slim(form(folder, BASE.format(findings="[]"))))


@pytest.fixture
def plain(opened):
    """Return a form without findings, as it was before the test behind it."""
    yield opened
    opened.clear()


def filled(book, entries):
    """A form with entries: by row and field what is typed, and how the cell shows it if that matters."""
    for (row, field), value in entries.items():
        typed, shown = value if isinstance(value, tuple) else (value, None)
        book.enter(row, field, typed, shown)
    return book


def test_a_filled_form_is_the_record_that_it_was_filled_from(folder):
    document = read_document("form.xlsx", form(folder, RECORD))
    assert document.diagnostics == ()
    assert document.content == record_of(RECORD)


def test_an_empty_form_asks_for_what_is_missing_in_its_cells(folder, empty):
    book = Filled(empty)
    expected = [
        (name_of(book.cell("visit", field)), "missing-key") for field in ("center", "channel", "date", "examined")
    ]
    assert said_of(folder, empty) == expected
    advice = [said.help for said in read_document("form.xlsx", empty).diagnostics]
    assert advice == [*["Fill in the yellow cell."] * 3, advice[3]]
    assert advice[3] == "Fill it in. What is not stated as examined does not get full marks."
    assert read_document("form.xlsx", empty).content.findings == ()


@pytest.mark.parametrize(
    ("entries", "findings"),
    [
        ({("A1.2#1", "count"): 2}, "[{rule: A1.2, count: 2}]"),
        ({("A1.2#1", "count"): "2"}, "[{rule: A1.2, count: 2}]"),
        ({("A1.2#1", "count"): " 2 "}, "[{rule: A1.2, count: 2}]"),
        ({("A1.2#1", "count"): 2.0000000000000004}, "[{rule: A1.2, count: 2}]"),
        ({("A1.2#1", "count"): "√"}, "[{rule: A1.2}]"),
        ({("A1.2#2", "count"): 3}, "[{rule: A1.2, count: 3}]"),
        ({("A1.2#1", "drawn"): 20, ("A1.2#1", "failed"): 0}, "[{rule: A1.2, sample: {drawn: 20, failed: 0}}]"),
        ({("A1.3#1", "found"): "√"}, "[{rule: A1.3}]"),
        ({("A1.3#1", "found"): "✓"}, "[{rule: A1.3}]"),
        ({("A1.3#1", "found"): " ✔"}, "[{rule: A1.3}]"),
        ({("A1.3#1", "found"): "  "}, "[]"),
        ({("A1.3#1", "found"): "\u3000"}, "[]"),
        ({("A1.1#1", "missing/fees"): "√"}, "[{rule: A1.1, missing: [fees]}]"),
        (
            {("A1.1#1", "missing/hours"): "√", ("A1.1#1", "missing/hotline"): "√"},
            "[{rule: A1.1, missing: [hotline, hours]}]",
        ),
        (
            {("A1.4#1", "points"): 0.1 + 0.2 + 1.2, ("A1.4#1", "note"): "酌情"},
            "[{rule: A1.4, points: 1.5, note: 酌情}]",
        ),
        ({("A2.1#1", "level"): "严重", ("A2.1#1", "count"): 2}, "[{rule: A2.1, level: 严重, count: 2}]"),
        ({("A2.1#3", "level"): "一般"}, "[{rule: A2.1, level: 一般}]"),
        ({("B1.1#1", "value"): "91.9%"}, "[{rule: B1.1, value: 91.9%}]"),
        ({("B1.1#1", "value"): (0.919, "0.0%")}, "[{rule: B1.1, value: 91.9%}]"),
        ({("B1.1#1", "value"): (0.919, "General")}, "[{rule: B1.1, value: 0.919}]"),
        ({("B1.1#1", "value"): (1, "0%")}, "[{rule: B1.1, value: 100%}]"),
        ({("B1.1#1", "value"): "57/62"}, "[{rule: B1.1, value: 57/62}]"),
        ({("B1.1#1", "value"): "57 / 62"}, "[{rule: B1.1, value: 57/62}]"),
        ({("B1.1#1", "value"): "５７／６２"}, "[{rule: B1.1, value: 57/62}]"),
        ({("B1.1#1", "value"): "91.9 %"}, "[{rule: B1.1, value: 91.9%}]"),
        ({("B1.1#1", "value"): "91.9％"}, "[{rule: B1.1, value: 91.9%}]"),
        ({("B1.1#1", "value"): "９１．９ ％"}, "[{rule: B1.1, value: 91.9%}]"),
        ({("A1.2#1", "count"): "２"}, "[{rule: A1.2, count: 2}]"),
        ({("A1.2#1", "drawn"): "２０", ("A1.2#1", "failed"): " ３ "}, "[{rule: A1.2, sample: {drawn: 20, failed: 3}}]"),
        ({("A1.4#1", "points"): "１.５", ("A1.4#1", "note"): "有"}, "[{rule: A1.4, points: 1.5, note: 有}]"),
        ({("B1.2#1", "value"): 1.1 * 3}, "[{rule: B1.2, value: 3.3}]"),
        ({("B1.2#1", "value"): "38.5"}, "[{rule: B1.2, value: 38.5}]"),
        ({("B1.2#1", "value"): (0.1 + 0.2, '0.0"日"')}, "[{rule: B1.2, value: 0.3}]"),
        ({("V1#1", "found"): "√", ("V1#1", "note"): "查实"}, "[{rule: V1, note: 查实}]"),
        ({("P1#1", "count"): 1}, "[{rule: P1, count: 1}]"),
        ({("P2#1", "level"): "市级"}, "[{rule: P2, level: 市级}]"),
        (
            {("A1.3#1", "found"): "√", ("A1.3#1", "evidence"): "照片01\n\n照片02\r\n"},
            "[{rule: A1.3, evidence: [照片01, 照片02]}]",
        ),
        ({("A1.3#1", "found"): "√", ("A1.3#1", "note"): "=1+1"}, "[{rule: A1.3, note: '=1+1'}]"),
        ({("A1.3#1", "found"): "√", ("A1.3#1", "note"): 12}, "[{rule: A1.3, note: '12'}]"),
        ({("A1.3#1", "found"): "√", ("A1.3#1", "note"): "_x0041_"}, "[{rule: A1.3, note: A}]"),
        ({("A1.3#1", "found"): "√", ("A1.3#1", "note"): "两行\n字"}, '[{rule: A1.3, note: "两行\\n字"}]'),
        ({("A1.3#1", "found"): "√", ("A1.3#1", "status"): "有异议"}, "[{rule: A1.3, status: disputed}]"),
        ({("A1.3#1", "found"): "√", ("A1.3#1", "status"): "disputed"}, "[{rule: A1.3, status: disputed}]"),
    ],
    ids=str,
)
def test_what_is_typed_is_the_finding_that_it_means(plain, entries, findings):
    document = read_document("form.xlsx", filled(plain, entries).saved())
    assert document.diagnostics == ()
    assert document.content == record_of(BASE.format(findings=findings))


@pytest.mark.parametrize(
    ("entries", "key", "expected"),
    [
        ({("visit", "date"): date(2005, 10, 1)}, "date", date(2005, 10, 1)),
        ({("visit", "date"): datetime(2005, 10, 1, 0, 0)}, "date", date(2005, 10, 1)),
        ({("visit", "date"): "2005-10-01"}, "date", date(2005, 10, 1)),
        ({("visit", "date"): " 2005-10-01\u3000"}, "date", date(2005, 10, 1)),
        ({("visit", "date"): (38626, "yyyy/m/d")}, "date", date(2005, 10, 1)),
        ({("visit", "date"): "2005/10/1"}, "date", date(2005, 10, 1)),
        ({("visit", "date"): "2005.10.1"}, "date", date(2005, 10, 1)),
        ({("visit", "date"): "2005-9-14"}, "date", date(2005, 9, 14)),
        ({("visit", "date"): "2005年9月14日"}, "date", date(2005, 9, 14)),
        ({("visit", "date"): "2005年09月14号"}, "date", date(2005, 9, 14)),
        ({("visit", "date"): "２００５－１０－０１"}, "date", date(2005, 10, 1)),
        ({("visit", "date"): " 2005 年 10 月 1 日 "}, "date", date(2005, 10, 1)),
        ({("visit", "declared_score"): "６０．５"}, "declared_score", Fraction(121, 2)),
        ({("visit", "date"): (38626, '[$-804]yyyy"年"m"月"d"日";@')}, "date", date(2005, 10, 1)),
        ({("visit", "center"): "city"}, "center", "city"),
        ({("visit", "center"): " 市中心 "}, "center", "city"),
        ({("visit", "channel"): "明察"}, "channel", "announced"),
        ({("visit", "visit"): 2}, "visit", "2"),
        ({("visit", "declared_score"): 0.1 + 0.7}, "declared_score", Fraction(4, 5)),
        ({("visit", "declared_score"): 60}, "declared_score", 60),
        ({("inspector#2", "name"): "甲"}, "inspectors", (Inspector("甲"),)),
        (
            {("inspector#4", "name"): "甲", ("inspector#4", "from"): "市中心"},
            "inspectors",
            (Inspector("甲", "city"),),
        ),
        ({("visit", "examined"): "打√的部分"}, "examined", ()),
        ({("visit", "examined"): "listed", ("B", "examined"): "√", ("A2", "examined"): "√"}, "examined", ("A2", "B")),
        ({("A1", "examined"): "√"}, "examined", "all"),
        ({("A2", "not_applicable"): "无"}, "not_applicable", (NotApplicable("A2", "无"),)),
    ],
    ids=str,
)
def test_what_is_typed_on_the_visit_sheet(plain, entries, key, expected):
    document = read_document("form.xlsx", filled(plain, entries).saved())
    assert document.diagnostics == ()
    assert getattr(document.content, key) == expected


def test_days_are_counted_as_the_workbook_counts_them(plain, monkeypatch):
    book = filled(plain, {("visit", "date"): (37164, "yyyy-mm-dd")})
    monkeypatch.setattr(book.book, "epoch", CALENDAR_MAC_1904)
    document = read_document("form.xlsx", book.saved())
    assert document.content.date == date(2005, 10, 1)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({("A1.2#1", "count"): "=formula 1+1"}, [("A1.2#1", "count", "formula-in-cell")]),
        ({("A1.2#1", "count"): "1,000"}, [("A1.2#1", "count", "not-a-whole-number")]),
        ({("A1.2#1", "count"): "三"}, [("A1.2#1", "count", "not-a-whole-number")]),
        ({("A1.2#1", "count"): 1.5}, [("A1.2#1", "count", "not-a-whole-number")]),
        ({("A1.2#1", "count"): -1}, [("A1.2#1", "count", "negative-number")]),
        ({("A1.2#1", "count"): 0}, [("A1.2#1", "count", "count-of-zero")]),
        ({("A1.2#1", "count"): 1e20}, [("A1.2#1", "count", "number-too-long")]),
        ({("A1.2#1", "count"): "010"}, [("A1.2#1", "count", "leading-zero")]),
        ({("A1.2#1", "count"): (0.5, "0%")}, [("A1.2#1", "count", "not-a-whole-number")]),
        ({("A1.2#1", "count"): True}, [("A1.2#1", "count", "boolean-in-cell")]),
        (
            {("A1.2#1", "count"): 2, ("A1.2#1", "drawn"): 3, ("A1.2#1", "failed"): 1},
            [("A1.2#1", "drawn", "two-measures")],
        ),
        ({("A1.2#1", "drawn"): 3}, [("A1.2#1", "failed", "unfinished-finding")]),
        ({("A1.2#1", "failed"): 3}, [("A1.2#1", "drawn", "unfinished-finding")]),
        ({("A1.2#1", "drawn"): 3, ("A1.2#1", "failed"): 5}, [("A1.2#1", "failed", "more-failed-than-drawn")]),
        ({("A1.2#1", "drawn"): 0, ("A1.2#1", "failed"): 0}, [("A1.2#1", "drawn", "nothing-drawn")]),
        ({("A1.2#1", "note"): "有"}, [("A1.2#1", "note", "unfinished-finding")]),
        ({("A1.2#1", "status"): "有异议"}, [("A1.2#1", "status", "unfinished-finding")]),
        ({("A2.1#1", "count"): 2}, [("A2.1#1", "count", "unfinished-finding")]),
        ({("A2.1#1", "level"): "一版"}, [("A2.1#1", "level", "not-in-list")]),
        ({("A1.3#1", "found"): "是"}, [("A1.3#1", "found", "not-a-tick")]),
        ({("A1.3#1", "found"): 1}, [("A1.3#1", "found", "not-a-tick")]),
        ({("A1.1#1", "missing/fees"): "×"}, [("A1.1#1", "missing/fees", "not-a-tick")]),
        ({("A1.3#1", "found"): "√", ("A1.3#1", "status"): "争议"}, [("A1.3#1", "status", "not-in-list")]),
        (
            {("A1.3#1", "found"): "√", ("A1.3#1", "status"): "已撤销"},
            [("A1.3#1", "found", "status-note-missing")],
        ),
        ({("A1.3#1", "found"): "√", ("A1.3#1", "note"): "零\u200b宽"}, [("A1.3#1", "note", "forbidden-character")]),
        ({("A1.3#1", "found"): "√", ("A1.3#1", "note"): "_x0007_"}, [("A1.3#1", "note", "forbidden-character")]),
        ({("A1.3#1", "found"): "√", ("A1.3#1", "note"): "⼈"}, [("A1.3#1", "note", "radical-character")]),
        ({("A1.3#1", "found"): "√", ("A1.3#1", "note"): "长" * 20_001}, [("A1.3#1", "note", "text-too-long")]),
        ({("A1.3#1", "found"): "√", ("A1.3#1", "evidence"): "照片\n同上"}, [("A1.3#1", "evidence", "empty-evidence")]),
        ({("A1.4#1", "points"): 1.25, ("A1.4#1", "note"): "有"}, [("A1.4#1", "points", "points-outside-range")]),
        ({("A1.4#1", "points"): 1.5}, [("A1.4#1", "points", "note-missing-for-range")]),
        ({("V1#1", "found"): "√"}, [("V1#1", "found", "note-missing-for-veto")]),
        ({("B1.1#1", "value"): 92}, [("B1.1#1", "value", "not-a-share")]),
        ({("B1.1#1", "value"): (date(2005, 3, 4), "m/d")}, [("B1.1#1", "value", "date-for-number")]),
        ({("B1.2#1", "value"): (0.3, "0%")}, [("B1.2#1", "value", "share-not-expected")]),
        (
            {("A2", "not_applicable"): "无", ("A2.2#1", "found"): "√"},
            [("A2.2#1", "found", "finding-on-not-applicable")],
        ),
        (
            {("visit", "examined"): "listed", ("A", "examined"): "√", ("B1.2#1", "value"): 3},
            [("B1.2#1", "value", "finding-on-unexamined")],
        ),
        ({("A", "examined"): "全部"}, [("A", "examined", "not-a-tick")]),
        (
            {("visit", "examined"): "listed", ("A", "examined"): "全部"},
            [("A", "examined", "not-a-tick")],
        ),
        ({("visit", "examined"): "一些"}, [("visit", "examined", "not-in-list")]),
        ({("visit", "channel"): "暗防"}, [("visit", "channel", "not-in-list")]),
        ({("visit", "center"): "徐汇区"}, [("visit", "center", "not-in-list")]),
        ({("visit", "center"): "xuhiu"}, [("visit", "center", "unknown-center")]),
        ({("visit", "date"): (38626, "General")}, [("visit", "date", "number-for-date")]),
        ({("visit", "date"): (38626.5, "yyyy-mm-dd")}, [("visit", "date", "not-a-date")]),
        ({("visit", "date"): (60, "yyyy-mm-dd")}, [("visit", "date", "not-a-date")]),
        ({("visit", "date"): (9999999, "yyyy-mm-dd")}, [("visit", "date", "not-a-date")]),
        ({("visit", "date"): (-5, "yyyy-mm-dd")}, [("visit", "date", "not-a-date")]),
        ({("visit", "date"): "01/02/2005"}, [("visit", "date", "not-a-date")]),
        ({("visit", "date"): "05-10-1"}, [("visit", "date", "not-a-date")]),
        ({("visit", "date"): "2005年10月"}, [("visit", "date", "not-a-date")]),
        ({("visit", "date"): "2005/10-1"}, [("visit", "date", "not-a-date")]),
        ({("visit", "date"): "2005/13/1"}, [("visit", "date", "no-such-date")]),
        ({("B1.1#1", "value"): "91,9%"}, [("B1.1#1", "value", "not-a-quantity")]),
        ({("A1.2#1", "count"): "1 2"}, [("A1.2#1", "count", "not-a-whole-number")]),
        ({("B1.1#1", "value"): "5 7/62"}, [("B1.1#1", "value", "not-a-quantity")]),
        ({("visit", "date"): "2005-02-30"}, [("visit", "date", "no-such-date")]),
        (
            {("visit", "date"): "2015-10-01"},
            [("visit", "date", "date-outside-phases"), ("visit", "date", "date-outside-effective")],
        ),
        ({("visit", "date"): None}, [("visit", "date", "missing-key")]),
        ({("visit", "date"): "#N/A!"}, [("visit", "date", "not-a-date")]),
        ({("inspector#1", "from"): "city"}, [("inspector#1", "name", "missing-key")]),
        ({("inspector#1", "name"): "甲", ("inspector#3", "name"): "甲"}, [("inspector#3", "name", "inspector-twice")]),
        ({("inspector#1", "name"): "甲、乙"}, [("inspector#1", "name", "full-width-characters")]),
        (
            {("inspector#1", "name"): "甲", ("inspector#1", "from"): "xuhui"},
            [("inspector#1", "name", "conflict-of-interest")],
        ),
        ({("visit", "declared_score"): 90.5}, [("visit", "declared_score", "declared-score-differs")]),
        ({("visit", "declared_score"): "九十"}, [("visit", "declared_score", "not-a-decimal")]),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_refused_in_its_cell(folder, plain, entries, expected):
    book = filled(plain, entries)
    cells = [(name_of(book.cell(row, field)), code) for row, field, code in expected]
    assert said_of(folder, book.saved()) == cells
    with speaking("zh"):
        said = validate([str(folder / "form.xlsx")], Workspace()).diagnostics
        assert [text for one in said for text in (one.message, one.help) if KEYS.search(text)] == []


def test_the_name_of_the_center_is_known_without_its_campaign(tmp_path):
    made = home(tmp_path)
    (made / "campaign.yaml").unlink()
    (made / "form.xlsx").write_bytes(form(made, BASE.format(findings="[]")))
    assert score_form(str(made / "form.xlsx"), Workspace()).visit.center == Center("xuhui", "徐汇区中心")


def test_everything_is_said_at_once_in_the_order_of_the_sheets(folder, plain):
    entries = {
        ("P1#1", "count"): "二",
        ("V1#1", "found"): "√",
        ("A1.2#1", "count"): 0,
        ("B1.2#1", "value"): "四十",
        ("visit", "date"): "昨天",
        ("visit", "channel"): "偷看",
    }
    book = filled(plain, entries)
    visit = [("visit", "channel"), ("visit", "date")]
    places = [*visit, ("A1.2#1", "count"), ("B1.2#1", "value"), ("V1#1", "found"), ("P1#1", "count")]
    assert [cell for cell, _code in said_of(folder, book.saved())] == [name_of(book.cell(*place)) for place in places]

"""Books that are too long for a sheet: every row is written once, in order, and each sheet says where the rest is."""

import tracemalloc

import pytest
from sheets import opened, tables
from test_excel import RECORDS, outcome_of, record

from aidscore.media import workbook as media
from aidscore.media.workbook import summary_workbook, workbook
from aidscore.model.page import Book, Column, ManyRows, Page, Paragraph, Tab, Table, row, text
from aidscore.pages.summary import summary
from aidscore.words import speaking

COLUMNS = (Column("n", width=5, key="n"), Column("what", width=30, key="what"))


def many(number, *last):
    return ManyRows(lambda: (row(str(n), f"row {n}") for n in range(number)), number, last)


def book(*blocks, pinned=0, header=""):
    return Book("b", (Tab("t", "T", Page("title", blocks), pinned=pinned),), header, "")


def cells(sheet):
    """What stands in the rows of a sheet that are not empty, from left to right."""
    rows = [[cell.value for cell in cells if cell.value is not None] for cells in sheet.iter_rows()]
    return [values for values in rows if values]


def test_rows_that_are_not_kept_are_made_whenever_somebody_goes_through_them():
    made = []
    rows = ManyRows(lambda: (made.append(n) or row(str(n)) for n in range(3)), 3, (row("sum"),))
    assert len(rows) == 4
    assert made == []
    assert [[one.text for one in cells] for cells in rows] == [["0"], ["1"], ["2"], ["sum"]]
    assert [*rows] == [*rows]
    assert made == [0, 1, 2] * 3
    assert (rows[1], rows[-1]) == (row("1"), row("sum"))
    assert [cells[0].text for cells in rows[1:]] == ["1", "2", "sum"]
    assert [cells[0].text for cells in rows[2:3]] == ["2"]
    assert [len(rows[1:3]), len(rows[2:]), len(rows[3:]), len(rows[5:])] == [2, 2, 1, 0]


@pytest.mark.parametrize("pinned", [0, 1])
@pytest.mark.parametrize("number", [0, 9, 10, 11, 20, 40])
def test_what_does_not_fit_is_on_further_sheets(monkeypatch, number, pinned):
    monkeypatch.setattr(media, "MOST_ROWS", 20)
    monkeypatch.setattr(media, "LONG", 5)
    table = Table(COLUMNS, many(number, row("", text("sum", "strong"))), sums=1, key="k")
    made = opened(workbook(book(Paragraph("before"), table, Paragraph("after"), pinned=pinned, header="mark")))
    assert all(sheet.max_row <= 20 for sheet in made)
    found = [values for sheet in made for values in cells(sheet)]
    assert [values[1] for values in found if len(values) == 2 and values[0] != "n"] == [
        f"row {n}" for n in range(number)
    ]
    assert [values for values in found if values in (["sum"], ["before"], ["after"])].count(["sum"]) == 1
    assert [values for values in found if values in (["before"], ["after"])] == [["before"], ["after"]]


def test_each_sheet_says_where_the_rest_is(monkeypatch):
    monkeypatch.setattr(media, "MOST_ROWS", 20)
    monkeypatch.setattr(media, "LONG", 5)
    made = opened(workbook(book(Table(COLUMNS, many(30)), pinned=1)))
    assert made.sheetnames == ["T", "T 2", "T 3"]
    assert cells(made["T"])[1] == ["A sheet has room for 20 rows; the others are on the sheet T 2."]
    assert cells(made["T 2"])[1:3] == [
        ["continues the sheet T"],
        ["A sheet has room for 20 rows; the others are on the sheet T 3."],
    ]
    assert cells(made["T 3"])[1] == ["continues the sheet T 2"]
    with speaking("zh"):
        chinese = opened(workbook(book(Table(COLUMNS, many(30)), pinned=1)))
    assert cells(chinese["T"])[1] == ["一张工作表最多20行，其余的见工作表“T 2”。"]
    assert cells(chinese["T 2"])[1] == ["接工作表“T”"]


def test_a_long_table_among_others_has_a_sheet_of_its_own_without_merged_cells(monkeypatch):
    monkeypatch.setattr(media, "LONG", 5)
    short = Table((Column("x", width=10), Column("y", width=11), Column("z", width=12)), (row("1", "2", "3"),))
    made = opened(workbook(book(short, Table(COLUMNS, many(6), "All rows"), Paragraph("after"))))
    assert made.sheetnames == ["T", "All rows"]
    assert cells(made["T"])[-2:] == [["All rows: see the sheet All rows"], ["after"]]
    assert [found.titles for found in tables(made["All rows"])] == [["n", "what"]]
    assert [str(area) for area in made["All rows"].merged_cells.ranges if area.min_row > 2] == []
    assert made["All rows"].auto_filter.ref == "A3:B9"


def test_a_summary_with_more_findings_than_a_sheet_can_hold(tmp_path, monkeypatch):
    findings = ", ".join(f"{{rule: A1.1, count: 1, note: 第{number}处}}" for number in range(20))
    outcome = outcome_of(tmp_path, RECORDS | {"jia.yaml": record("jia", f"[{findings}, {{rule: A2.1}}]")})
    whole = opened(summary_workbook(outcome))
    monkeypatch.setattr(media, "MOST_ROWS", 16)
    monkeypatch.setattr(media, "LONG", 2)
    monkeypatch.setattr(summary, "MOST_DETAILS", 2)
    cut = opened(summary_workbook(outcome))
    assert "Deductions 2" in cut.sheetnames
    columns = [table for name in cut.sheetnames if name.startswith("Deductions") for table in tables(cut[name])]
    expected = tables(whole["Deductions"])
    assert [cell.value for table in columns for cell in table.column("No.")] == [
        cell.value for table in expected for cell in table.column("No.")
    ]


def test_a_sheet_of_many_rows_takes_no_more_memory_than_one_of_few(monkeypatch):
    monkeypatch.setattr(media, "LONG", 5)

    def peak(number):
        rows = ManyRows(lambda: (row(str(n % 10), f"row {n % 10}") for n in range(number)), number)
        tracemalloc.start()
        try:
            assert sum(map(len, workbook(book(Table(COLUMNS, rows), pinned=1)))) > 0
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(100)  # what is made once
    assert peak(20_000) < 1.5 * peak(5_000)

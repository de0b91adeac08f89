"""The ledger (整改台账): every finding, and what became of it up to the last visit, by hand (spec, section 18)."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from test_follow_up import BY_FIRST, seen
from written import said

from aidscore.follow_up.ledger import ledger_of
from aidscore.model.campaign import Center
from aidscore.model.results import Outcome
from aidscore.scoring.phase import phase_result


def ledger(*visits):
    """The ledger of visits to one center in one phase: clause, day, state, days found again, day of correction."""
    phase = phase_result(None, None, BY_FIRST, visits, (), ())
    outcome = Outcome(None, (phase,), tuple(visits), (), (), ())
    return [
        (
            ".".join([row.fact.finding.rule, *(row.fact.finding.missing or ())]),
            row.day.day,
            f"{row.state} {row.obstacle}" if row.obstacle else row.state,
            [day.day for day in row.found_again],
            row.corrected_on and row.corrected_on.day,
        )
        for row in ledger_of(outcome).rows
    ]


@pytest.mark.parametrize(
    ("visits", "wanted"),
    [
        pytest.param([(1, "")], [], id="nothing found"),
        pytest.param([(1, "{rule: once}")], [("once", 1, "new", [], None)], id="one visit"),
        pytest.param([(1, "{rule: once}"), (2, "")], [("once", 1, "corrected", [], 2)], id="corrected"),
        pytest.param([(1, "{rule: once}"), (2, "{rule: once}")],
                     [("once", 1, "persisting", [2], None), ("once", 2, "persisting", [], None)], id="persisting"),
        pytest.param([(1, "{rule: once}"), (2, "{rule: once}"), (3, ""), (4, "")],
                     [("once", 1, "corrected", [2], 3), ("once", 2, "corrected", [], 3)], id="corrected at last"),
        pytest.param([(1, "{rule: once}"), (2, ""), (3, "{rule: once}")],
                     [("once", 1, "corrected", [], 2), ("once", 3, "recurred", [], None)], id="recurred"),
        pytest.param([(1, "{rule: once}"), (2, "", "[A2]")], [("once", 1, "not-comparable not-examined", [], None)],
                     id="not examined since"),
        pytest.param([(1, "{rule: once}"), (2, "", "[A2]"), (3, "")], [("once", 1, "corrected", [], 3)],
                     id="examined again later"),
        pytest.param([(1, "{rule: once}"), (2, "{rule: once}"), (3, "", "[A2]")],
                     [("once", 1, "persisting", [2], None), ("once", 2, "not-comparable not-examined", [], None)],
                     id="found again, then not examined"),
        pytest.param([(1, "", "[A2]"), (2, "{rule: once}")], [("once", 2, "new", [], None)],
                     id="found at the first visit that examined it"),
        pytest.param([(1, "{rule: lack, missing: [a, b]}"), (2, "{rule: lack, missing: [b]}")],
                     [("lack.a", 1, "corrected", [], 2), ("lack.b", 1, "persisting", [2], None),
                      ("lack.b", 2, "persisting", [], None)], id="each missing element"),
        pytest.param([(1, "{rule: once}"), (1, "", "all", "[]", BY_FIRST, "unannounced"), (2, "")],
                     [("once", 1, "corrected", [], 2)], id="another visit of the same day corrects nothing"),
        pytest.param([(1, "{rule: once}"), (2, "", "all", "[]", BY_FIRST, "self")], [("once", 1, "new", [], None)],
                     id="a self-inspection corrects nothing"),
    ],
)  # fmt: skip
def test_what_became_of_each_finding(visits, wanted):
    assert ledger(*(seen(*one) for one in visits)) == wanted


def test_each_finding_has_its_own_points():
    visit = seen(
        1, "{rule: each, count: 2}, {rule: each, count: 3}, {rule: lack, missing: [a, b]}, {rule: V, note: 查实}"
    )
    phase = phase_result(None, None, BY_FIRST, [visit], (), ())
    rows = ledger_of(Outcome(None, (phase,), (visit,), (), (), ())).rows
    assert [said(row.points) for row in rows] == ["2", "3", "0.5", "0.5", "0"]
    assert rows[0].center == Center("a", "a")
    assert rows[0].day == date(2005, 9, 1)


EXAMPLE = "examples/pilot-city"
JIQU = f"{EXAMPLE}/visits/jiqu"
COUNTS = {"corrected": 193, "persisting": 86, "recurred": 3, "new": 31, "not-comparable": 7}


def test_every_output_has_every_finding(call, tmp_path):
    files = [tmp_path / f"ledger.{ending}" for ending in ("json", "csv", "xlsx", "html", "md")]
    done = call("ledger", EXAMPLE, "--lang", "zh", *(word for file in files for word in ("-o", file)))
    assert done.returncode == 1  # one file of the example is broken on purpose
    document = json.loads(files[0].read_text(encoding="utf-8"))
    assert (document["aidscore"], document["campaign"], document["counts"]) == ("ledger/1", "pilot-city", COUNTS)
    assert len(document["findings"]) == 320
    table = list(csv.reader(StringIO(files[1].read_text(encoding="utf-8-sig"))))
    sheet = load_workbook(BytesIO(files[2].read_bytes())).worksheets[0]
    header = next(row for row in range(1, 9) if sheet.cell(row, 1).value == "序号")
    cells = [[sheet.cell(row, column).value for column in range(1, 15)] for row in range(header, header + 321)]
    assert [[str(value or "") for value in (row[0], *row[1:7], *row[8:])] for row in cells] == [
        [*row[:7], *row[8:]] for row in table
    ]
    assert [float(row[7]) for row in cells[1:]] == [float(row[7]) for row in table[1:]]
    states = {
        "corrected": "已整改",
        "persisting": "未整改",
        "recurred": "复发",
        "new": "新增",
        "not-comparable": "不可比",
    }
    assert [row[8] for row in table[1:]] == [states[one["state"]] for one in document["findings"]]
    assert "已整改193项" in files[3].read_text(encoding="utf-8")
    assert "已整改193项" in files[4].read_text(encoding="utf-8")


def test_the_ledger_is_printed_on_its_side_with_its_header_on_every_page(call, tmp_path):
    call("ledger", JIQU, "--lang", "zh", "-q", "-o", tmp_path / "台账.xlsx")
    sheet = load_workbook(tmp_path / "台账.xlsx").worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.print_title_rows is not None


def test_a_part_of_the_ledger_knows_what_became_of_its_findings_later(call):
    def findings(*options):
        return json.loads(call("ledger", JIQU, "--format", "json", "-q", *options).stdout)["findings"]

    every = findings()
    assert findings("--phase", "试点达标阶段") == [one for one in every if one["phase"] == "pilot"]
    assert findings("--center", "己区法律援助中心") == every
    assert findings("--center", "乙区法律援助中心") == []
    assert findings("--open") == [one for one in every if one["state"] != "corrected"]
    assert call("ledger", JIQU, "--center", "nowhere").returncode == 2

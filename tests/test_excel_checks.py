"""The checks of the Excel summary: computed here, shown in previews, recomputed by a spreadsheet."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from recalculated import recalculated
from sheets import opened, table
from test_excel import RECORDS, STANDARD, TWO_PHASES, outcome_of, record

from aidscore.media.workbook import summary_workbook

LAST = "Grounds and checks"
WORDS = ("agrees", "differs")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    return outcome_of(tmp_path_factory.mktemp("campaign"))


def check_cells(data):
    """The checks by what they are of, with their cells."""
    rows = table(opened(data)[LAST], "what", "of what", "check").rows
    return {" ".join(filter(None, (cell.value for cell in cells[:3]))): cells[3] for cells in rows}


def checks(data):
    """What the checks say in a preview, which computes nothing."""
    sheet = opened(data, data_only=True)[LAST]
    return {name: sheet[cell.coordinate].value for name, cell in check_cells(data).items()}


def test_previews_show_the_checks(outcome):
    said = checks(b"".join(summary_workbook(outcome)))
    assert len(said) > 15
    assert said.pop("score, items and deductions 丁中心") == said.pop("score, items and deductions 戊中心") == "-"
    assert set(said.values()) == {"agrees"}


def test_a_figure_that_does_not_add_up_is_told_at_once(outcome):
    phase = outcome.phases[0]
    wrong = replace(outcome, phases=(replace(phase, counts=replace(phase.counts, passed=3)),))
    assert "differs" in checks(b"".join(summary_workbook(wrong))).values()


def tampered(data, *changes):
    """The workbook with other figures, and without what its formulas came to.

    A change names a sheet, a column, what the row contains, and the other figure.
    """
    book = opened(data)
    for name, title, row, value in changes:
        found = table(book[name], title, *(["clause"] if title == "points lost" else []))
        (cells,) = [cells for cells in found.rows if row in [cell.value for cell in cells]]
        cell = cells[found.titles.index(title)]
        assert isinstance(cell.value, int | float), f"{name}!{cell.coordinate} is no figure"
        cell.value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


OF_YI, OF_JIA = "score, items and deductions 乙中心", "score, items and deductions 甲中心"
TAMPERED = {
    "untouched": ((), set()),
    "passed": (
        (("Cover", "pass", "一", 3),),
        {
            "= passed + failed + undecided + not assessed participating",
            "number of centers: pass",
            "pass rate = passed / participating",
        },
    ),
    "rate": ((("Cover", "pass rate", "一", 0.41),), {"pass rate = passed / participating"}),
    "needed": ((("Cover", "centers needed", "一", 3),), {"centers that the target needs"}),
    "score": ((("一", "score", "甲中心", 16.1),), {OF_JIA}),
    "item": ((("一", "A 接待", "乙中心", 9.8),), {OF_YI}),
    "deduction": (
        (("Deductions", "effective", "A2.1", 2.1),),
        {OF_JIA, "points lost by a rule A2.1", "sum of all deductions"},
    ),
    "loss": ((("一", "points lost", "A1.1", 3.1),), {"points lost by a rule A1.1"}),
}


def various(folder: Path):
    """Campaigns that differ in what the checks have to follow, by name."""
    later = {f"later-{name}": content.replace("2005-03-01", "2005-08-01") for name, content in RECORDS.items()}
    later["second.yaml"] = record("jia", "[{rule: B1.1, level: 严重}]", date="2005-09-01")
    zero = {"zero.yaml": record("wu", "[{rule: A2.1}, {rule: V2, note: 补造}]", date="2005-09-02")}
    del later["later-broken.yaml"]
    return {
        "phases": outcome_of(folder / "a", RECORDS | later | zero, TWO_PHASES),
        "worst": outcome_of(
            folder / "b", RECORDS | later | zero, TWO_PHASES.replace("combine: mean", "combine: worst")
        ),
        "full": outcome_of(folder / "c", standard=STANDARD.replace("rescale", "full")),
        "zero": outcome_of(folder / "d", standard=STANDARD.replace("rescale", "zero")),
        "down": outcome_of(folder / "e", standard=STANDARD + "rounding: {decimals: 0, mode: down}\n"),
        "none": outcome_of(folder / "f", campaign=None),
    }


@pytest.fixture(scope="module")
def computed(tmp_path_factory, outcome):
    """What the checks say in LibreOffice, by workbook and by what they are of."""
    folder, data = tmp_path_factory.mktemp("computed"), b"".join(summary_workbook(outcome))
    books = {name: tampered(data, *changes) for name, (changes, _differing) in TAMPERED.items()}
    books |= {name: b"".join(summary_workbook(other, "en")) for name, other in various(folder).items()}
    sheets = {name: book.sheet(LAST) for name, book in recalculated(books, folder / "books").items()}
    return {
        name: {what: sheets[name][cell.coordinate] for what, cell in check_cells(data).items()}
        for name, data in books.items()
    }


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("name", TAMPERED)
def test_a_spreadsheet_sees_what_was_changed(computed, name):
    _changes, differing = TAMPERED[name]
    assert {what for what, word in computed[name].items() if word not in ("agrees", "-")} == differing


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("name", ["phases", "worst", "full", "zero", "down", "none"])
def test_a_spreadsheet_agrees_whatever_the_standard_and_the_campaign(computed, name):
    words = list(computed[name].values())
    assert set(words) <= {"agrees", "-"}
    assert words.count("agrees") > 10

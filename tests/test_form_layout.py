"""Where everything stands in a form: rows and cells of the inputs, and the hidden words from which it is read back."""

import pytest
from formed import RECORD, STANDARD, edition, home, record_of

from aidscore.files.document import read_document
from aidscore.form.columns import COLUMNS
from aidscore.form.drawing.workbook import plan_of
from aidscore.form.formulas.inputs import formulas_of
from aidscore.form.formulas.units import MOST_LEVELS, line_of, too_fine, unit_of
from aidscore.form.layout import FIRST_ROW, layout_of
from aidscore.model.form import HIDDEN_COLUMNS, Stamp, clause_of, element_field, element_of, fields_of, written_fields
from aidscore.model.standard import Edition
from aidscore.words import speaking


@pytest.fixture(scope="module")
def standard(tmp_path_factory) -> Edition:
    return edition(home(tmp_path_factory.mktemp("form")))


def slots(layout):
    """The first cell of each finding's measure, by the id of its row."""
    return {
        slot.id: f"{next(iter(slot.cells))} {next(iter(slot.cells.values()))}"
        for rows in layout.clauses()
        for slot in rows.slots
    }


def test_each_kind_of_rule_has_its_inputs(standard):
    assert slots(layout_of(standard)) == {
        "A1.1#1": "missing/hotline J8",
        "A1.2#1": "count J11",
        "A1.2#2": "count J12",
        "A1.2#3": "count J13",
        "A1.3#1": "found J14",
        "A1.4#1": "points J15",
        "A1.4#2": "points J16",
        "A2.1#1": "level L18",
        "A2.1#2": "level L19",
        "A2.1#3": "level L20",
        "A2.2#1": "found J21",
        "B1.1#1": "value J24",
        "B1.1#2": "value J25",
        "B1.2#1": "value J26",
        "B1.3#1": "value J27",
        "B1.3#2": "value J28",
        "V1#1": "found J6",
        "P1#1": "count I6",
        "P1#2": "count I7",
        "P1#3": "count I8",
        "P2#1": "level K9",
        "P2#2": "level K10",
        "P2#3": "level K11",
    }


def test_a_record_gets_a_row_for_every_finding(standard):
    finding = "  - {rule: A1.3, note: 又一处}\n"
    record = record_of(RECORD.replace("findings:\n", f"findings:\n{finding}{finding}"))
    named = [name for name in slots(layout_of(standard, record)) if name.startswith("A1.3")]
    assert named == ["A1.3#1", "A1.3#2", "A1.3#3"]


def test_rows_stand_one_below_the_other_without_gaps(standard):
    layout = layout_of(standard, record_of(RECORD))
    rows = []
    for item in layout.items:
        rows.append(item.row)
        for part in item.sub_items:
            rows.append(part.row)
            for clause in part.rules:
                for slot in clause.slots:
                    rows += range(slot.first, slot.last + 1)
    assert rows == list(range(FIRST_ROW, layout.last_row("scores") + 1))


def test_every_sheet_begins_with_the_hidden_columns():
    assert {columns[:4] for columns in COLUMNS.values()} == {HIDDEN_COLUMNS}
    assert all(len(columns) <= 26 for columns in COLUMNS.values())


@pytest.mark.parametrize("key", ["hotline", "甲 项", "a@b", "x/y", "50%", "第一\n行"])
def test_keys_of_elements_survive_their_hidden_cell(key):
    field = element_field(key)
    assert fields_of(written_fields([(field, "amount"), ("note", "note")])) == ((field, "amount"), ("note", "note"))
    assert element_of(field) == key


@pytest.mark.parametrize(
    ("row", "clause"), [("A1.1#2", ("A1.1", 2)), ("A1", None), ("visit", None), ("A1#", None), ("A#x", None)]
)
def test_the_id_of_a_row_tells_its_clause(row, clause):
    assert clause_of(row) == clause


@pytest.mark.parametrize(
    "text", ["", "aidscore-form/2 scores a@1 -", "aidscore-form/1 other a@1 -", "aidscore-form/1 x"]
)
def test_what_is_no_stamp_is_none(text):
    assert Stamp.of(text) is None


def test_a_stamp_is_read_as_it_is_written():
    assert Stamp.of(str(Stamp("scores", "a@1", ""))) == Stamp("scores", "a@1", "")


def many_levels(number):
    """Levels as they are written, so many."""
    return f"{{{', '.join(f'程度{n}: 1' for n in range(number))}}}"


def changed(standard, *changes):
    """The standard of the tests with some of its text replaced."""
    text = STANDARD
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return Edition.of(read_document("standard.yaml", text.encode()).content)


def test_units_make_every_amount_whole(standard):
    assert unit_of(standard) == 2
    assert unit_of(changed(standard, ("each: 1, unit: 人", "each: 0.25, unit: 人"))) == 4
    assert unit_of(changed(standard, ("range: [1, 3], step: 0.5", "range: [1, 3]"))) == 100


def test_a_shortfall_is_a_line_over_whole_numbers(standard):
    deduct = standard.rules["B1.1"][1].deduct
    assert line_of(deduct, 60, 2) == (95, 100, 1)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "each: 1, unit: 人",
            "each: 0.00001, unit: 人",
            "kinds@1: its points have too many decimals to be exact in a form",
        ),
        (
            "not_applicable: rescale",
            "not_applicable: rescale\nrounding: {decimals: 6}",
            "kinds@1: a form shows at most 4 decimals, the standard shows 6",
        ),
        (
            "below: 95%",
            "below: 94.99999999%",
            "B1.1: the limits of this rule have too many digits to be exact in a form",
        ),
        ("{一般: 1, 严重: 3}", many_levels(MOST_LEVELS + 1), "A2.1: a form can compare at most 100 levels"),
    ],
)
def test_a_standard_that_is_too_fine_is_refused(standard, before, after, said):
    assert too_fine(changed(standard, (before, after))) == said


def test_no_formula_is_longer_than_excel_takes(standard):
    most = changed(standard, ("{一般: 1, 严重: 3}", many_levels(MOST_LEVELS)))
    with speaking("zh-CN"):
        plan = plan_of(most)
        formulas = [formula for _sheet, _cell, formula in formulas_of(plan.sums)]
    formulas += [str(content) for content in plan.sums.cells.values()]
    assert 4_000 < max(map(len, formulas)) < 8_192

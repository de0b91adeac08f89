"""Large outputs in pieces (spec, section 19): the same text as whole, and nothing is made before its turn."""

import json
import os
import tempfile
import tracemalloc
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_excel import RECORDS, TWO_PHASES, outcome_of, record

from aidscore.cli import run
from aidscore.media.json.batch import batch_document, batch_pieces
from aidscore.media.json.text import dump, pieces
from aidscore.media.sqlite import batch_database

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=3), parts, max_size=3),
    max_leaves=12,
)


def as_iterators(value):
    """The value with an iterator for each list that no list is around."""
    if isinstance(value, dict):
        return {key: as_iterators(part) for key, part in value.items()}
    return iter(value) if isinstance(value, list) else value


NESTED = """\
{
  "a": [
    {
      "b": [
        1.50
      ]
    }
  ]
}"""


@pytest.mark.parametrize(
    ("streamed", "text"),
    [
        (iter(()), "[]"),
        (iter([1, "二"]), '[\n  1,\n  "二"\n]'),
        ({"a": iter([])}, '{\n  "a": []\n}'),
        ({"a": iter([{"b": iter([Decimal("1.50")])}])}, NESTED),
    ],
)
def test_an_iterator_becomes_a_list(streamed, text):
    assert "".join(pieces(streamed)) == text


@given(st.dictionaries(st.text(max_size=3), st.lists(VALUES, max_size=3) | st.text(max_size=3), max_size=3))
def test_pieces_are_the_text_of_the_whole(value):
    assert "".join(pieces(as_iterators(value))) == dump(value)
    assert json.loads(dump(value)) == value


def test_an_element_is_made_when_what_is_before_it_was_written():
    made = []
    written = pieces({"a": (made.append(number) or number for number in range(3))})
    text = ""
    while "1" not in text:
        text += next(written)
    assert made == [0, 1]


def test_a_document_of_many_visits_is_never_whole_in_memory(tmp_path):
    findings = "[{rule: A1.1, count: 1, note: " + "记" * 2_000 + "}]"
    records = {f"{day}.yaml": record("jia", findings, date=f"2005-07-{day:02}") for day in range(1, 29)}
    outcome = outcome_of(tmp_path, records, TWO_PHASES)
    whole = len(batch_document(outcome))
    tracemalloc.start()
    try:
        length = sum(map(len, batch_pieces(outcome)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert length == whole > 28 * 2_000
    assert peak < whole / 2


def test_standard_output_is_what_a_file_is(tmp_path, capfd):
    outcome_of(tmp_path, RECORDS, TWO_PHASES)
    run(["batch", str(tmp_path), "-q", "--format", "json", "-o", str(tmp_path.parent / "o.json")])
    assert capfd.readouterr().out == (tmp_path.parent / "o.json").read_text(encoding="utf-8")


def test_a_database_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    (tmp_path / "city").mkdir()
    database = b"".join(batch_database(outcome_of(tmp_path / "city")))
    assert database.startswith(b"SQLite format 3\0")
    assert os.listdir(tmp_path / "scratch") == []

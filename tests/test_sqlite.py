"""A batch as an SQLite database (spec, section 19): the same numbers as the JSON document, open to queries."""

import json
import re
import sqlite3
from pathlib import Path

import pytest

from aidscore.media.sqlite import ROWS, TABLES

PROJECT = Path(__file__).parent.parent
EXAMPLE = PROJECT / "examples" / "pilot-city"


@pytest.fixture
def written(call, tmp_path):
    """The database and the JSON document of the example campaign."""
    database, document = tmp_path / "r.sqlite", tmp_path / "r.json"
    assert call("batch", EXAMPLE, "-q", "-o", database, "-o", document).returncode == 1  # one record is broken
    with sqlite3.connect(database) as connection:
        yield connection, json.loads(document.read_text(encoding="utf-8"))
    connection.close()


def test_every_table_has_what_makes_its_rows():
    assert list(TABLES) == list(ROWS)


def test_the_numbers_are_those_of_the_document(written):
    connection, document = written
    centers = {
        (phase["id"], one["id"]): (one["verdict"], one["score"], one["exact"], one["grade"])
        for phase in document["phases"]
        for one in phase["centers"]
    }
    rows = connection.execute("SELECT phase, id, verdict, score, exact, grade FROM centers")
    assert {(phase, name): tuple(values) for phase, name, *values in rows} == centers
    visits = {one["source"]: (one["verdict"], one["score"], one["exact"]) for one in document["results"]}
    rows = connection.execute("SELECT source, verdict, score, exact FROM visits")
    assert {source: tuple(values) for source, *values in rows} == visits
    taken = sorted(
        (phase["id"], center["id"], one["rule"], one["nominal"], one["effective"])
        for phase in document["phases"]
        for center in phase["centers"]
        for one in center["deductions"]
    )
    rows = connection.execute("SELECT phase, center, rule, nominal, effective FROM center_deductions")
    assert sorted(rows) == taken
    assert connection.execute("SELECT count(*) FROM files").fetchone() == (len(document["inputs"]),)


def test_what_is_asked_by_hand_comes_out_as_counted_by_hand(written):
    connection, _ = written
    passed = connection.execute("SELECT count(*) FROM centers WHERE phase = 'pilot' AND verdict = 'pass'").fetchone()
    assert passed == (7,)
    (count,) = connection.execute("SELECT count(*) FROM findings WHERE status = 'withdrawn'").fetchone()
    text = "".join(path.read_text(encoding="utf-8") for path in (EXAMPLE / "visits").rglob("*.yaml"))
    assert count == text.count("status: withdrawn")


def test_every_table_and_column_is_described():
    text = (PROJECT / "docs" / "commands.md").read_text(encoding="utf-8").partition("## SQLite")[2]
    names = {*TABLES, *(part.split()[0] for columns in TABLES.values() for part in columns.split(", "))}
    assert [name for name in names if f"`{name}`" not in text] == []


def test_the_bytes_are_the_same_at_every_run(call, tmp_path):
    for name in ("a", "b"):
        call("batch", EXAMPLE, "-q", "-o", tmp_path / f"{name}.sqlite")
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


def test_columns_are_plain_names():
    assert all(re.fullmatch(r"[a-z0-9_]+ (TEXT|REAL|INTEGER)", part) for c in TABLES.values() for part in c.split(", "))

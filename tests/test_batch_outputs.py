"""What `aidscore batch` writes besides the summary: tables of visits and findings, pages (spec, section 10)."""

import csv
import json
import shutil
from collections import Counter
from fractions import Fraction
from io import StringIO

import pytest

EXAMPLE = "examples/pilot-city"


def table(call, rows, *options):
    """A table of the example campaign, as it is printed: a mapping for each row."""
    done = call("batch", EXAMPLE, "--format", "csv", "--rows", rows, "-q", *options)
    return list(csv.DictReader(StringIO(done.stdout.decode())))


def document(call):
    """The document of the example campaign."""
    return json.loads(call("batch", EXAMPLE, "--format", "json", "-q").stdout)


def test_each_visit_is_a_row(call):
    rows = table(call, "visits")
    visits = {result["source"]: result for result in document(call)["results"]}
    assert [row["file"] for row in rows] == sorted(visits, key=[row["file"] for row in rows].index)
    assert {row["file"]: row["exact score"] for row in rows} == {
        source: visit["exact"] or "" for source, visit in visits.items()
    }
    assert Counter(row["counts"] for row in rows if row["channel"] == "self-inspection") == {"no": 18}


def test_each_finding_is_a_row_and_the_points_of_clauses_add_up(call):
    rows = table(call, "findings")
    told = document(call)
    effective: Counter = Counter()
    number = 0
    for phase in told["phases"]:
        for center in phase["centers"]:
            for deduction in center["deductions"]:
                effective[phase["id"], center["id"]] += Fraction(deduction["effective"])
                number += len(deduction["findings"])
    summed: Counter = Counter()
    for row in rows:
        if row["kind"] == "deduction":
            summed[row["phase"], row["id"]] += Fraction(row["effective"] or 0)
    assert summed == effective
    assert sum(row["kind"] == "deduction" for row in rows) == number
    assert {row["clause id"] for row in rows if row["kind"] == "veto"} == {"V1", "V4", "V5"}


def test_a_table_is_printed_as_it_is_written(call, tmp_path):
    for rows in ("centers", "visits", "findings"):
        done = call("batch", EXAMPLE, "--format", "csv", "--rows", rows, "-q", "-o", tmp_path / "table.csv")
        written = (tmp_path / "table.csv").read_bytes().decode("utf-8-sig")
        assert done.stdout.decode() == written.replace("\r\n", "\n")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_among_the_records_are_older_outputs(call, tmp_path, language):
    folder = tmp_path / "jiqu"
    shutil.copytree(f"{EXAMPLE}/visits/jiqu", folder)
    given = (folder, "--campaign", f"{EXAMPLE}/campaign.yaml", "--lang", language, "-q")
    for rows in ("centers", "visits", "findings"):
        call("batch", *given, "--rows", rows, "-o", folder / f"{rows}.csv")
    call("ledger", *given, "-o", folder / "ledger.csv")
    done = call("batch", *given, "--format", "json")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["ignored"]) == 4


@pytest.mark.parametrize("ending", ["html", "md"])
def test_a_page_has_every_center_and_every_file_with_its_digest(call, tmp_path, ending):
    file = tmp_path / f"result.{ending}"
    call("batch", EXAMPLE, "--lang", "zh", "-q", "-o", file)
    text, told = file.read_text(encoding="utf-8"), document(call)
    assert all(center["name"] in text for phase in told["phases"] for center in phase["centers"])
    assert all(one["path"] in text.replace("\\", "") for one in told["inputs"])
    assert all(one["sha256"] in text for one in told["inputs"] if one["sha256"])
    assert "合计" in text  # what became of the findings of earlier phases

"""3,800 public inspections that this project did not make: every published total is checked by `declared_score`."""

import csv

import pytest

from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.run.batch import batch
from aidscore.scoring.details import details_of

HEAD = """\
aidscore: standard/1
id: lexington
version: "1"
title: Food-safety inspection
language: en
status: in-force
effective: {from: 2000-01-01}
points: 100
pass: {score: 85}
not_applicable: rescale
items:
"""
RECORD = """\
aidscore: record/1
standard: lexington@1
center: row{row}
channel: {channel}
date: {date}
examined: all
findings: [{findings}]
declared_score: {published_score}
"""
CHANNELS = {"1": "announced", "2": "follow-up"}
PER_ITEM = 10


def standard(points):
    """A standard of 38 sub-items with one `all` rule each, ten to an item."""
    text = HEAD
    for first in range(0, len(points), PER_ITEM):
        group = points[first : first + PER_ITEM]
        total = sum(int(worth) for _, worth in group)
        text += f"  - id: I{first}\n    name: Items {first + 1} and on\n    points: {total}\n    sub_items:\n"
        for item, worth in group:
            rule = f"{{id: R{item}, text: violated, basis: [form], deduct: all}}"
            text += f"      - {{id: S{item}, name: Item {item}, points: {worth}, rules: [{rule}]}}\n"
    return text


@pytest.fixture(scope="module")
def inspected(outside, tmp_path_factory):
    """Return the outcome of all records, and the rows by the centers that stand for them."""
    folder = tmp_path_factory.mktemp("lexington")
    with (outside / "lexington" / "points.csv").open(encoding="utf-8", newline="") as file:
        points = [(row["item"], row["points"]) for row in csv.DictReader(file)]
    (folder / "standards" / "lexington").mkdir(parents=True)
    (folder / "standards" / "lexington" / "1.yaml").write_text(standard(points), encoding="utf-8")
    with (outside / "lexington" / "inspections.csv").open(encoding="utf-8", newline="") as file:
        rows = {f"row{number}": row for number, row in enumerate(csv.DictReader(file), 1)}
    (folder / "records").mkdir()
    for center, row in rows.items():
        findings = ", ".join(f"{{rule: R{item}}}" for item in row["violated_items"].split())
        text = RECORD.format(row=center[3:], channel=CHANNELS[row["type"]], findings=findings, **row)
        (folder / "records" / f"{center}.yaml").write_text(text, encoding="utf-8")
    return batch(str(folder / "records"), Workspace(Standards())), rows


def test_every_inspection_is_found(inspected):
    outcome, rows = inspected
    assert (outcome.found, len(rows), len(outcome.ignored)) == (3800, 3800, 0)


def test_exactly_the_two_wrong_totals_are_refused(inspected):
    outcome, rows = inspected
    wrong = [(rows[entry.center]["establishment"], rows[entry.center]["date"]) for entry in outcome.refused]
    assert wrong == [("51188", "2016-02-11")] * 2


def test_they_are_told_with_declared_and_computed(inspected):
    outcome, _ = inspected
    told = [problem for entry in outcome.refused for problem in entry.diagnostics]
    assert [problem.code for problem in told] == ["declared-score-differs"] * 2
    assert {(problem.arguments["declared"], problem.arguments["computed"]) for problem in told} == {("93", "89")}
    assert {(problem.place.line, problem.arguments["difference"]) for problem in told} == {(8, "4")}


def test_all_others_agree_with_what_was_published(inspected):
    outcome, rows = inspected
    assert len(outcome.visits) == 3798
    for visit in outcome.visits:
        assert visit.assessment.total == int(rows[visit.record.center]["published_score"])


def test_every_point_lost_is_explained_by_a_finding(inspected):
    outcome, rows = inspected
    for visit in outcome.visits:
        lost = {
            deduction.rule.id[1:]
            for _, _, deduction in details_of(visit.assessment).deductions()
            if deduction.effective
        }
        assert lost == set(rows[visit.record.center]["violated_items"].split())

"""A run scored as if one version had held (spec, section 9): never official, and nothing is dropped quietly."""

import csv
import io
import json
from pathlib import Path

import pytest
from written import said

from aidscore.cli import run
from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.run.as_if import as_if
from aidscore.run.batch import batch
from aidscore.versions.impact import phase_impact
from aidscore.versions.intermediate import VersionPair

PROJECT = Path(__file__).parents[1]
STANDARD = """\
aidscore: standard/1
id: s
version: "{version}"
title: 标准
language: zh-CN
status: in-force
effective: {effective}
points: 100
pass: {{score: 90}}
not_applicable: rescale
items: [{{id: A, name: 项目, points: 100, sub_items: [{{id: A1, name: 子项目, points: 100, rules: [{rules}]}}]}}]
"""
KEPT = "{id: kept, text: 留, basis: [依据], deduct: {each: 1}}"
GONE = "{id: gone, text: 去, basis: [依据], deduct: {each: 1}}"
RECORD = """\
aidscore: record/1
standard: s@1
center: {center}
channel: announced
date: 2005-09-14
examined: all
findings:
  - {{rule: kept, count: 2}}
{more}"""


@pytest.fixture
def city(tmp_path):
    """Four centers that lost two points by a rule that stays; three of them more, by one that does not."""
    for version, effective, rules in (
        ("1", "{from: 2005-01-01, to: 2005-12-31}", f"{KEPT}, {GONE}"),
        ("2", "{from: 2006-01-01}", KEPT),
    ):
        path = tmp_path / "standards" / "s" / f"{version}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STANDARD.format(version=version, effective=effective, rules=rules), encoding="utf-8")
    lost = {
        "a": "",
        "b": "  - {rule: gone, count: 3}\n",
        "c": "  - {rule: gone, count: 9}\n",
        "d": "  - {rule: gone, count: 9, status: withdrawn, status_note: 复核后撤回}\n",
    }
    for center, more in lost.items():
        (tmp_path / f"{center}.yaml").write_text(RECORD.format(center=center, more=more), encoding="utf-8")
    return tmp_path


def as_second(folder):
    """The run as if the second version had held."""
    workspace = Workspace(Standards())
    return as_if(batch(str(folder), workspace), workspace.standards.find("s@2", folder).edition)


def result(center):
    """Score, or bounds, and verdict."""
    bounds = center.bounds and (said(center.bounds.low), said(center.bounds.high))
    return center.total if center.total is None else said(center.total), bounds, center.verdict


def test_what_is_lost_makes_bounds_and_no_score(city):
    """98 without loss; with it 95 to 98, which passes either way, and 89 to 98, which is open."""
    outcome = as_second(city)
    expected = {
        "a": ("98", None, "pass"),
        "b": (None, ("95", "98"), "pass"),
        "c": (None, ("89", "98"), "undecided"),
        "d": ("98", None, "pass"),
    }
    assert {center.center.id: result(center) for center in outcome.phases[0].centers} == expected
    assert {visit.record.center: result(visit.assessment) for visit in outcome.visits} == expected
    reasons = {center.center.id: [reason.code for reason in center.reasons] for center in outcome.phases[0].centers}
    assert reasons == {"a": [], "b": ["not-carried-over"], "c": ["not-carried-over"], "d": []}


def test_each_lost_finding_that_counted_is_named_where_it_stands(city):
    warnings = [notice for notice in as_second(city).diagnostics if notice.code == "not-carried-over"]
    places = [(Path(one.place.path).name, one.place.line, one.place.column) for one in warnings]
    assert places == [("b.yaml", 9, 12), ("c.yaml", 9, 12)]


def test_the_centers_of_a_diff_come_out_the_same():
    workspace = Workspace(Standards())
    outcome = batch(str(PROJECT / "examples" / "pilot-city"), workspace, "pilot")
    (phase,) = outcome.phases
    edition = workspace.standards.find("legal-aid-service@1.1", PROJECT).edition
    compared = phase_impact(phase, outcome.campaign, VersionPair.of(phase.edition, edition))
    (scored,) = as_if(outcome, edition).phases
    assert (scored.counts, scored.pass_rate, scored.target) == (
        compared.after.counts,
        compared.after.pass_rate,
        compared.after.target,
    )
    for center, other in zip(scored.centers, compared.centers, strict=True):
        assert (center.center.id, center.verdict, center.bounds) == (other.center.id, other.after.verdict, other.bounds)
        assert center.total == (other.after.total if other.bounds is None else None)


def test_every_face_says_that_it_is_not_official(city, capsys):
    written = [city / name for name in ("x.csv", "x.json", "x.xlsx")]
    options = [part for path in written for part in ("-o", str(path))]
    assert run(["batch", str(city), "--as-if", "s@2", *options, "--lang", "en"]) == 0
    assert "not official: scored as if s@2" in capsys.readouterr().out
    header, *rows = csv.reader(io.StringIO(written[0].read_text(encoding="utf-8-sig")))
    assert header[0] == "not official: scored as if s@2 had held throughout"
    assert [row[0] for row in rows] == ["s@2"] * 4
    assert json.loads(written[1].read_text(encoding="utf-8"))["as_if"] == "s@2"


def test_a_draft_is_warned_about_once(city, capsys):
    draft = city / "standards" / "s" / "1.yaml"
    draft.write_text(draft.read_text(encoding="utf-8").replace("in-force", "draft"), encoding="utf-8")
    assert run(["batch", str(city), "--as-if", "s@1", "--lang", "en"]) == 0
    assert capsys.readouterr().err.count("[draft-standard]") == 1


def test_a_run_by_its_own_version_is_itself(city):
    (city / "broken.yaml").write_text("aidscore: record/1\ncenter: e\n", encoding="utf-8")
    workspace = Workspace(Standards())
    outcome = batch(str(city), workspace)
    again = as_if(outcome, outcome.phases[0].edition)
    assert [result(center) for center in again.phases[0].centers] == [
        result(center) for center in outcome.phases[0].centers
    ]
    assert again.phases[0].counts == outcome.phases[0].counts


def test_refused_records_are_those_of_the_run():
    """The record broken on purpose has a day before the phase; one without a day may be of any phase."""
    workspace = Workspace(Standards())
    outcome = batch(str(PROJECT / "examples" / "pilot-city"), workspace, "pilot")
    again = as_if(outcome, outcome.phases[0].edition)
    assert [center.reasons for center in again.phases[0].centers] == [
        center.reasons for center in outcome.phases[0].centers
    ]
    assert (again.phases[0].counts, again.phases[0].target) == (outcome.phases[0].counts, outcome.phases[0].target)

"""One result, many faces: what JSON, text, CSV and workbook say of a center is the same, on random campaigns."""

import csv
import json
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets import opened, table
from strategies import campaigns, editions, visits_to
from written import visit

from aidscore.media.csv import summary_csv
from aidscore.media.json.batch import batch_document
from aidscore.media.text import render
from aidscore.media.workbook import summary_workbook
from aidscore.model.results import Outcome
from aidscore.pages.batch import batch_page
from aidscore.pages.score import visit_page
from aidscore.scoring.phase import phase_result
from aidscore.words import speaking

few = settings(suppress_health_check=list(HealthCheck), max_examples=settings.default.max_examples // 5)
VERDICTS = ("pass", "fail", "undecided", "not assessed")


@pytest.fixture(autouse=True)
def _english():
    with speaking("en"):
        yield


@st.composite
def outcomes(draw):
    """A campaign of one phase whose centers are named by their ids, and its visits."""
    edition, campaign = draw(editions()), draw(campaigns())
    campaign = replace(campaign, centers=tuple(replace(center, name=center.id) for center in campaign.centers))
    found = tuple(visit(record, edition, f"{n}.yaml") for n, record in enumerate(draw(visits_to(edition))))
    phase = phase_result(campaign, campaign.phases[0], edition, found)
    return Outcome(campaign, (phase,), found, (), (), ())


def in_json(outcome):
    """Score, bounds and verdict of each center by its id."""
    (phase,) = json.loads(batch_document(outcome), parse_float=Decimal)["phases"]
    return {
        center["id"]: (
            None if center["score"] is None else Decimal(center["score"]),
            center["exact"],
            center["bounds"] and (center["bounds"]["low"], center["bounds"]["high"]),
            center["verdict"].replace("-", " "),
        )
        for center in phase["centers"]
    }


def in_text(outcome):
    """Score, or that there is none, and verdict of each center."""
    lines = iter(render(batch_page(outcome)).splitlines())
    next(line for line in lines if re.match(r"center\s+score\s+verdict", line))
    next(lines)
    found = {}
    for line in lines:
        if not line:
            return found
        name, score, verdict, *_rest = re.split(r"\s{2,}", line)
        is_score = re.fullmatch(r"[0-9.]+", score)
        found[name] = (Decimal(score) if is_score else None, verdict.removesuffix(" (provisional)"))
    return found


def in_csv(outcome):
    """Score, bounds and verdict of each center by its id."""
    rows = csv.DictReader(StringIO(b"".join(summary_csv(outcome)).decode("utf-8-sig")))
    return {
        row["id"].removeprefix("'"): (
            Decimal(row["score"]) if row["score"] else None,
            row["exact score"] or None,
            (row["lower bound"], row["upper bound"]) if row["lower bound"] else None,
            row["verdict"],
        )
        for row in rows
    }


def in_workbook(outcome):
    """Score, bounds and verdict of each center: what the ranking shows, with what the last sheet has exactly."""
    book = opened(summary_workbook(outcome, "en"), data_only=True)
    ranking = table(book.worksheets[1], "rank", "center", "score")
    shown = {
        row["center"].removeprefix("'"): (row["score"], section.partition(":")[0])
        for row, section in zip(ranking.dicts(), ranking.sections, strict=True)
    }
    found = {}
    for row in table(book.worksheets[-1], "id", "exact score, or bounds").dicts():
        score, verdict = shown[row["center"].removeprefix("'")]
        exact, is_score = row["exact score, or bounds"], isinstance(score, int | float)
        low, _dash, high = exact.partition(" - ")
        assert verdict == row["verdict"]
        bounds = (low, high) if high else None
        found[row["id"]] = (Decimal(str(score)) if is_score else None, exact if is_score else None, bounds, verdict)
    return found


def statistics_in_workbook(outcome):
    """The averages of the items as the statistics show them, by id."""
    sheet = opened(summary_workbook(outcome, "en"), data_only=True)["Statistics"]
    rows = table(sheet, "part", "average").dicts()
    return {row["part"].split()[0]: row["average"] for row in rows if not row["part"].startswith("\u3000")}


@few
@given(outcomes())
def test_every_face_says_the_same_of_a_center(outcome):
    said = in_json(outcome)
    assert in_csv(outcome) == said
    in_short = {name: (score, verdict) for name, (score, _exact, _bounds, verdict) in said.items()}
    assert in_text(outcome) == in_short
    assert in_workbook(outcome) == said
    for center in outcome.phases[0].centers:
        _score, exact, bounds, verdict = said[center.center.id]
        assert (exact is None) == (center.total is None)
        assert exact is None or Fraction(exact) == center.total
        assert bounds is None or (Fraction(bounds[0]), Fraction(bounds[1])) == (center.bounds.low, center.bounds.high)
        assert verdict == center.verdict.replace("-", " ")


@few
@given(outcomes())
def test_the_statistics_of_the_workbook_are_those_of_the_document(outcome):
    (phase,) = json.loads(batch_document(outcome))["phases"]
    found = statistics_in_workbook(outcome)
    group, rounding = phase["statistics"]["all"], outcome.phases[0].edition.standard.rounding
    for name, scores in [("total", group["total"]), *((item["id"], item["scores"]) for item in group["items"])]:
        if scores is None:
            assert found[name] == "-"
        else:
            assert abs(Fraction(str(found[name])) - Fraction(scores["average"])) <= Fraction(1, 10**rounding.decimals)


@few
@given(outcomes())
def test_the_sheet_of_a_visit_says_the_score_of_the_document(outcome):
    results = json.loads(batch_document(outcome), parse_float=Decimal)["results"]
    for one, result in zip(outcome.visits, results, strict=True):
        first = re.search(r"^score\s+(.*)$", render(visit_page(one)), re.MULTILINE)[1]
        if result["score"] is None:
            assert not re.fullmatch(r"[0-9.]+ of .*", first)
        else:
            assert Decimal(first.split(" of ")[0]) == Decimal(result["score"])

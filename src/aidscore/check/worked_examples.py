"""Checks of the worked examples of a standard: they are scored, and must come out as they say (spec, section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.check import elements, run
from aidscore.check.findings import check_findings, check_names
from aidscore.check.near import unknown
from aidscore.model.field import comparable
from aidscore.model.names import findings_by_keys
from aidscore.model.quantity import Number, exact
from aidscore.model.results import Fact
from aidscore.model.source import KeyPath, Problem
from aidscore.model.standard import Edition, Example, Standard
from aidscore.scoring.score import score
from aidscore.scoring.sheet import sheet_of


def examples_hold(standard: Standard, computable: bool) -> Iterator[Problem]:
    """Worked examples name what exists and, where the standard can be computed with, come out as they say."""
    edition = Edition.of(standard)
    for index, example in elements(standard, "examples"):
        path: KeyPath = ("examples", index)
        problems = list(run((check_names, check_findings, expects_what_exists), example, edition, path))
        yield from problems
        if computable and not problems:
            yield from _comes_out(example, edition, path)


def expects_what_exists(example: Example, edition: Edition, path: KeyPath) -> Iterator[Problem]:
    """An expectation names items and grades of the standard."""
    for name in example.expect.items:
        if name not in edition.items:
            yield unknown("unknown-item", (*path, "expect", "items", name), name, edition.items)


def _comes_out(example: Example, edition: Edition, path: KeyPath) -> Iterator[Problem]:
    """Score, items, verdict and grade are those that the example says."""
    facts = [Fact(finding, "", 0) for finding in findings_by_keys(example.findings, edition)]
    assessment = score(sheet_of(edition, example.examined, example.not_applicable, facts))
    expect, at = example.expect, (*path, "expect")
    scores = {item.item.id: item.score for item in assessment.items}
    compared: list[tuple[KeyPath, object, object]] = [
        (("items", name), _shown(wanted.value), _shown(scores[name])) for name, wanted in expect.items.items()
    ]
    if expect.score is not None:
        compared.insert(0, (("score",), _shown(expect.score.value), _shown(assessment.total)))
    if expect.verdict is not None:
        compared.append((("verdict",), expect.verdict, assessment.verdict))
    if expect.grade is not None:
        compared.append((("grade",), comparable(expect.grade), comparable(assessment.grade or "-")))
    for place, wanted_, computed in compared:
        if wanted_ != computed:
            arguments = {"name": example.name, "expected": wanted_, "computed": computed}
            yield Problem("example-differs", (*at, *place), arguments)


def _shown(number: Number | None) -> str:
    """A number, or a dash where there is none."""
    return "–" if number is None else exact(number)

"""Text in: the YAML of a test becomes the nouns that the code under test takes."""

from collections.abc import Iterable

from aidscore.check.record import check_record
from aidscore.check.standard import check_standard
from aidscore.files.document import read_document
from aidscore.model.campaign import Campaign
from aidscore.model.quantity import Number, exact
from aidscore.model.record import Record
from aidscore.model.results import Assessment, Deduction, Fact, SubItemResult, Visit
from aidscore.model.source import Source
from aidscore.model.standard import Edition, Standard
from aidscore.scoring.details import details_of
from aidscore.scoring.score import score
from aidscore.scoring.sheet import sheet_of

WARNINGS = {"rule-without-basis", "sub-item-without-rules", "rule-never-deducts", "count-far-above-cap"}


def read(text, kind):
    """What a file with this text says; it must be free of errors."""
    document = read_document("test.yaml", text.encode())
    assert [f"{problem.place}: {problem.message}" for problem in document.diagnostics] == []
    assert isinstance(document.content, kind)
    return document.content


def edition(text: str) -> Edition:
    """The standard that a file with this text is."""
    standard = read(text, Standard)
    refused = [problem for problem in check_standard(standard, whole=True) if problem.code not in WARNINGS]
    assert refused == []
    return Edition.of(standard)


def record(text: str, standard: Edition) -> Record:
    """The record that a file with this text is; it fits the standard."""
    content = read(text, Record)
    refused = [problem for problem in check_record(content, standard, None) if problem.code not in WARNINGS]
    assert refused == []
    return content


def campaign(text: str) -> Campaign:
    """The campaign that a file with this text is."""
    return read(text, Campaign)


def visit(content: Record, standard: Edition, source: str = "test.yaml") -> Visit:
    """The visit of a record, scored; its findings stand in lines 1, 2, 3 …"""
    lines = tuple(range(1, len(content.findings) + 1))
    return Visit(Source(source), content, assessed(content, standard, source), lines)


def assessed(content: Record, standard: Edition, source: str = "test.yaml") -> Assessment:
    """What a record comes out as."""
    facts = [Fact(finding, source, line) for line, finding in enumerate(content.findings, 1)]
    return score(sheet_of(standard, content.examined, content.not_applicable, facts))


def sub_item(assessment: Assessment, name: str) -> SubItemResult:
    """The result of the sub-item with an id."""
    return next(part for part in details_of(assessment).sub_items() if part.sub_item.id == name)


def deductions(assessment: Assessment) -> dict[str, Deduction]:
    """The deduction of each rule that has a finding."""
    return {deduction.rule.id: deduction for _, _, deduction in details_of(assessment).deductions()}


def said(number: Number | None) -> str | None:
    """A number as the machine output says it exactly."""
    return None if number is None else exact(number)


def codes(reasons: Iterable) -> list[str]:
    """Reasons in short: `veto V1`, `below-pass-mark`."""
    return [f"{reason.code} {reason.id}" if reason.id else reason.code for reason in reasons]


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with parts replaced, each of which must stand in it just once."""
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text

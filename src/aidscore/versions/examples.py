"""The worked examples of a version, scored by the next one as well (spec, section 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aidscore.model.record import Record
from aidscore.model.results import Assessment
from aidscore.model.standard import Example, Standard
from aidscore.versions.carry import Revision, rescored


@dataclass(frozen=True, slots=True)
class ExampleImpact:
    """A worked example that comes out otherwise by the new version; `lost` findings are not carried over."""

    name: str
    before: Assessment
    after: Assessment
    lost: int


def changed_examples(revision: Revision) -> Iterator[ExampleImpact]:
    """The examples whose score or verdict changes, or of which findings are not carried over."""
    unchanged = revision.hybrid(frozenset())
    for example in revision.old.standard.examples:
        record, lines = _record(example, revision.old.standard), (0,) * len(example.findings)
        before, _ = rescored(record, "", lines, revision, unchanged)
        after, lost = rescored(record, "", lines, revision, revision.new)
        old, new = before.assessment, after.assessment
        if lost or (old.total, old.bounds, old.verdict) != (new.total, new.bounds, new.verdict):
            yield ExampleImpact(example.name, old, new, len(lost))


def _record(example: Example, standard: Standard) -> Record:
    """An example as a record, so that it can be carried over like one."""
    return Record(
        aidscore="record/1",
        standard=standard.reference,
        center="-",
        channel="announced",
        date=standard.effective.start,
        examined=example.examined,
        findings=example.findings,
        not_applicable=example.not_applicable,
    )

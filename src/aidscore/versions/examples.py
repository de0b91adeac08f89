"""The worked examples of a version, scored by the next one as well (spec, section 9)."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.model.comparison import ChangedExample
from aidscore.model.record import Record
from aidscore.model.standard import Example, Standard
from aidscore.versions.carry import rescored
from aidscore.versions.intermediate import VersionPair


def changed_examples(pair: VersionPair) -> Iterator[ChangedExample]:
    """The examples whose score or verdict changes, or of which findings are not carried over."""
    unchanged = pair.partial(frozenset())
    for example in pair.old.standard.examples:
        record, lines = _record(example, pair.old.standard), (0,) * len(example.findings)
        before, _ = rescored(record, "", lines, pair, unchanged)
        after, lost = rescored(record, "", lines, pair, pair.new)
        old, new = before.assessment, after.assessment
        if lost or (old.total, old.bounds, old.verdict) != (new.total, new.bounds, new.verdict):
            yield ChangedExample(example.name, old, new, len(lost))


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

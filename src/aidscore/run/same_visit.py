"""Several records of one visit: the latest revision counts, duplicates are refused (spec, sections 8 and 15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache, partial
from typing import TypeAlias

from aidscore.diagnostics.message import Diagnostic
from aidscore.files.document import OnDisk
from aidscore.files.workspace import Workspace
from aidscore.model.field import key_of
from aidscore.model.record import Record
from aidscore.model.results import SUPERSEDED, VOID, Ignored, Refused, Visit
from aidscore.model.source import Problem
from aidscore.run.kept import record_again
from aidscore.run.one_file import FileResult, Scored
from aidscore.words import listed

MAX_NAMED = 5
"""The most other files that a diagnostic names: thousands of copies would otherwise each name all others."""

Differ: TypeAlias = Callable[[Visit, Visit], tuple[str, ...]]
"""Says in which keys the records of two visits differ."""


def one_per_visit(results: Iterable[FileResult], workspace: Workspace) -> list[FileResult]:
    """The results with at most one record scored for each visit (center, date, channel, visit).

    Earlier revisions than the latest are ignored as superseded, and so is the visit if the latest takes it back. Every
    record of the same revision as another is refused, since nobody can know which is right.
    """
    kept = list(results)
    differ = _differ(workspace)
    by_visit: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, result in enumerate(kept):
        identity = _identity(result)
        if identity is not None:
            by_visit[identity].append(index)
    for indexes in by_visit.values():
        group = [kept[index] for index in indexes]
        if len(group) > 1 or any(isinstance(result, Scored) and result.visit.record.is_void for result in group):
            for index, result in zip(indexes, _settled(group, differ), strict=True):
                kept[index] = result
    return kept


def _identity(result: FileResult) -> tuple[object, ...] | None:
    """The visit that a file is a record of, as far as that is known."""
    if isinstance(result, Scored):
        return result.visit.record.identity
    return result.identity if isinstance(result, Refused) else None


def _revision(result: FileResult) -> int:
    """The revision of a record; of a refused one as far as it could be read."""
    if isinstance(result, Scored):
        return result.visit.record.revision
    return result.revision if isinstance(result, Refused) else 0


def _settled(group: Sequence[FileResult], differ: Differ) -> Iterator[FileResult]:
    """The results of the records of one visit, in their order."""
    latest = max(map(_revision, group))
    newest = [result for result in group if _revision(result) == latest]
    for result in group:
        if not isinstance(result, Scored):
            yield result
            continue
        same = [other.visit for other in group if isinstance(other, Scored) and _revision(other) == _revision(result)]
        if len(same) > 1:
            yield _refused(result, same, differ)
        elif _revision(result) < latest:
            yield _superseded(result.visit, newest[0], differ)
        else:
            yield _taken_back(result.visit) if result.visit.record.is_void else result


def _refused(duplicate: Scored, visits: Sequence[Visit], differ: Differ) -> Refused:
    """A record that is refused because of the others of the same visit and revision."""
    visit, record = duplicate.visit, duplicate.visit.record
    diagnostics = (*duplicate.diagnostics, *_duplicate(visit, visits, differ))
    known = (record.center, record.date, record.identity, record.revision, visit.sha256)
    return Refused(visit.source, diagnostics, *known)


def _duplicate(visit: Visit, visits: Sequence[Visit], differ: Differ) -> Iterator[Diagnostic]:
    """What to say of a duplicate: of which files it is a copy, and in what it differs from the others."""
    copies = [other for other in visits if other is not visit and other.sha256 == visit.sha256]
    others = [other for other in visits if other is not visit and other.sha256 != visit.sha256]
    if copies:
        yield visit.file.diagnose(Problem("duplicate-visit/identical", ("center",), {"others": _named(copies)}))
    if others:
        keys = dict.fromkeys(key for other in others[:MAX_NAMED] for key in differ(visit, other))
        code = "duplicate-visit" if keys else "duplicate-visit/same-content"
        arguments = {"others": _named(others), "keys": tuple(keys)}
        yield visit.file.diagnose(Problem(code, ("center",), arguments))


def other_files(visits: Sequence[Visit], visit: Visit) -> str:
    """The files of the other visits, the first few of very many."""
    return _named([other for other in visits if other is not visit])


def _named(visits: Sequence[Visit]) -> str:
    """The files of visits, the first few of very many."""
    more = len(visits) - MAX_NAMED
    return listed([visit.source for visit in visits[:MAX_NAMED]]) + (f" … (+{more})" if more > 0 else "")


def _superseded(visit: Visit, newest: FileResult, differ: Differ) -> Ignored:
    """An earlier revision of a record, with what the latest one changes in it."""
    center, day = visit.record.center, visit.record.date
    if not isinstance(newest, Scored):
        return Ignored(visit.source, SUPERSEDED, center, day, replaced_by=newest.source, sha256=visit.sha256)
    return Ignored(
        visit.source,
        SUPERSEDED,
        center,
        day,
        replaced_by=newest.visit.source,
        changed=differ(visit, newest.visit),
        note=newest.visit.record.revision_note,
        sha256=visit.sha256,
    )


def _taken_back(visit: Visit) -> Ignored:
    """A visit that its record takes back."""
    record = visit.record
    return Ignored(visit.source, VOID, record.center, record.date, note=record.revision_note, sha256=visit.sha256)


def _differ(workspace: Workspace) -> Differ:
    """Compares the records of two visits. The last ones that were read again are kept: many are compared with a few."""
    again = lru_cache(MAX_NAMED + 2)(partial(record_again, workspace=workspace))

    def differ(one: Visit, other: Visit) -> tuple[str, ...]:
        """The keys that say something else in two visits' records."""
        whole = [again(visit.source) if isinstance(visit.file, OnDisk) else None for visit in (one, other)]
        return _differences(whole[0] or one.record, whole[1] or other.record)

    return differ


def _differences(one: Record, other: Record) -> tuple[str, ...]:
    """The keys that say something else in two records, in the order of the fields."""
    names = [field.name for field in fields(Record) if field.name not in ("revision", "revision_note")]
    return tuple(key_of(Record, name) for name in names if getattr(one, name) != getattr(other, name))

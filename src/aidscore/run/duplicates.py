"""Several records of one visit (spec, section 8): each of them is refused, since nobody can know which is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aidscore.model.results import Refused, Visit
from aidscore.model.source import Problem
from aidscore.run.one_file import FileResult, Scored
from aidscore.words import listed

MAX_NAMED = 5
"""The most other files that a diagnostic names: thousands of copies would otherwise each name all others."""


def refuse_duplicates(results: Iterable[FileResult]) -> list[FileResult]:
    """The results, with every record refused whose visit another record is of, too."""
    kept = list(results)
    by_visit: dict[tuple[str, str, str, str | None], list[int]] = {}
    for index, result in enumerate(kept):
        if isinstance(result, Scored):
            by_visit.setdefault(result.visit.record.identity, []).append(index)
    for indexes in by_visit.values():
        if len(indexes) > 1:
            duplicates = [result for index in indexes if isinstance(result := kept[index], Scored)]
            visits = [duplicate.visit for duplicate in duplicates]
            for index, duplicate in zip(indexes, duplicates, strict=True):
                kept[index] = _refused(duplicate, visits)
    return kept


def _refused(duplicate: Scored, visits: Sequence[Visit]) -> Refused:
    """A record that is refused because of the others of the same visit."""
    visit = duplicate.visit
    problem = Problem("duplicate-visit", ("center",), {"others": other_files(visits, visit)})
    diagnostics = (*duplicate.diagnostics, visit.file.diagnose(problem))
    return Refused(visit.source, diagnostics, visit.record.center, visit.record.date)


def other_files(visits: Sequence[Visit], visit: Visit) -> str:
    """The files of the other visits, the first few of very many."""
    others = [other.source for other in visits[: MAX_NAMED + 1] if other is not visit][:MAX_NAMED]
    more = len(visits) - 1 - len(others)
    return listed(others) + (f" … (+{more})" if more else "")

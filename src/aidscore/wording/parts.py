"""Which parts of a standard: items and sub-items by their ids, in the shortest way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from aidscore.model.results import Assessment
from aidscore.model.standard import Standard
from aidscore.words import _, listed

SHORTEST_RANGE = 3
"""The fewest sub-items in a row that are written as a range."""


def sub_items_text(ids: Collection[str], standard: Standard) -> str:
    """Sub-items by their ids, those in a row as a range: B3, D1 to D5."""
    return listed(part for item in standard.items for part in _ranges([one.id for one in item.sub_items], ids))


def examined_text(sheet: Assessment) -> str:
    """What was examined of a standard: items by their ids, and sub-items where only some of an item were examined."""
    examined = sheet.edition.sub_items.keys() - sheet.unexamined
    parts: list[str] = []
    for item in sheet.edition.standard.items:
        ids = [one.id for one in item.sub_items]
        parts += [item.id] if examined.issuperset(ids) else _ranges(ids, examined)
    return listed(parts)


def _ranges(ordered: Sequence[str], wanted: Collection[str]) -> Iterator[str]:
    """The wanted ones of some ids in their order, those in a row as a range."""
    run: list[str] = []
    for one in (*ordered, ""):
        if one in wanted:
            run.append(one)
            continue
        if len(run) >= SHORTEST_RANGE:
            yield _("{first} to {last}", first=run[0], last=run[-1])
        else:
            yield from run
        run = []


def is_partial(sheet: Assessment) -> bool:
    """Whether something was not examined."""
    return bool(sheet.unexamined)


def partial_text(sheet: Assessment) -> str:
    """That a visit to parts of a center is no verdict by itself; empty where everything was examined."""
    if not is_partial(sheet):
        return ""
    parts = examined_text(sheet)
    return _("only {parts} examined; no verdict by itself", parts=parts) if parts else _("nothing was examined")

"""Checks over several versions of a standard: numbers, dates, corrections that fit together (spec, sections 3, 15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aidscore.check.standard import clauses
from aidscore.model.source import Problem
from aidscore.model.standard import BonusRule, Item, Rule, Standard, SubItem, Veto


def check_versions(standards: Sequence[Standard]) -> Iterator[tuple[int, Problem]]:
    """The problems between versions of the same standard, each with the number of the standard that it is one of."""
    numbers = sorted(range(len(standards)), key=lambda number: _order(standards[number]))
    for place, number in enumerate(numbers):
        here = standards[number]
        others = [standards[one] for one in numbers if one != number and standards[one].id == here.id]
        earlier = [standards[one] for one in numbers[:place] if standards[one].id == here.id]
        yield from ((number, problem) for problem in _against(here, earlier, others))


def _order(standard: Standard) -> tuple[str, bool]:
    """By the first day; a correction after the version that it corrects."""
    return standard.effective.start.isoformat(), standard.corrects is not None


def _against(here: Standard, earlier: Sequence[Standard], others: Sequence[Standard]) -> Iterator[Problem]:
    """A version against those that come before it, and against all others."""
    if any(there.version == here.version for there in earlier):
        yield Problem("version-twice", ("version",), {"reference": here.reference})
        return
    originals = [there for there in earlier if there.corrects is None]
    if here.corrects is not None:
        yield from _correction(here, others)
    elif originals:
        yield from _succession(here, originals[-1], corrected_together(originals[-1].version, _corrections(others)))
    named = [there for there in others if there.version in (here.corrects, here.replaces)]
    if before := named or originals[-1:]:
        yield from moved_texts(before[0], here)


def _succession(here: Standard, before: Standard, family: frozenset[str]) -> Iterator[Problem]:
    """A version replaces the one before it, or a correction of that; it begins when that one has ended."""
    if here.replaces is not None and here.replaces not in family:
        yield Problem("replaces-another", ("replaces",), {"version": here.replaces, "expected": before.version})
    end = before.effective.end
    replaced = end is None and here.replaces in family and before.effective.start < here.effective.start
    if not replaced and (end is None or end >= here.effective.start):
        arguments: dict[str, object] = {"other": before.reference, "period": before.effective}
        yield Problem("versions-overlap", ("effective", "from"), arguments)


def _correction(here: Standard, others: Sequence[Standard]) -> Iterator[Problem]:
    """A correction has the period of the version that it corrects, and is the only one that corrects it."""
    corrected = next((there for there in others if there.version == here.corrects), None)
    if corrected is None:
        if others:
            known = tuple(sorted(there.version for there in others))
            yield Problem("corrects-unknown", ("corrects",), {"version": here.corrects, "known": known})
        return
    if here.effective != corrected.effective:
        arguments: dict[str, object] = {"other": corrected.reference, "period": corrected.effective}
        yield Problem("correction-of-another-period", ("effective",), arguments)
    if here.replaces not in (None, corrected.replaces):
        yield Problem(
            "replaces-another", ("replaces",), {"version": here.replaces, "expected": corrected.replaces or "-"}
        )
    if rivals := [there.reference for there in others if there.corrects == here.corrects]:
        yield Problem("corrected-twice", ("corrects",), {"version": here.corrects, "others": tuple(rivals)})


def _corrections(standards: Sequence[Standard]) -> dict[str, str]:
    """The version that each correction corrects."""
    return {one.version: one.corrects for one in standards if one.corrects is not None}


def corrected_together(version: str, corrections: Mapping[str, str]) -> frozenset[str]:
    """A version with those that it corrects and those that correct it, however often a text was corrected."""
    family = {version}
    while True:
        wider = {*family, *(corrections[one] for one in family if one in corrections)}
        wider |= {one for one, corrected in corrections.items() if corrected in wider}
        if wider == family:
            return frozenset(family)
        family = wider


def moved_texts(old: Standard, new: Standard) -> Iterator[Problem]:
    """A clause with the text of an old clause under another id, that does not say its `was`: its number was moved.

    Not where the old clause keeps both text and id: then the text is only used twice.
    """
    texts = {clause.id: _text(clause) for _, clause in clauses(old)}
    kept = {clause.id for _, clause in clauses(new) if texts.get(clause.id) == _text(clause)}
    former_of = {text: name for name, text in reversed(texts.items()) if name not in kept}
    for path, clause in clauses(new):
        former = former_of.get(_text(clause))
        is_silent = getattr(clause, "was", None) is None and not isinstance(clause, BonusRule)
        if former not in (None, clause.id) and is_silent and clause.id not in kept:
            arguments = {"id": clause.id, "former": former, "old": old.reference}
            yield Problem("same-text-other-id", (*path, "id"), arguments)


def _text(clause: Item | SubItem | Rule | Veto | BonusRule) -> tuple[type, str]:
    """The level of a clause and the text by which people know it."""
    return type(clause), clause.name if isinstance(clause, Item | SubItem) else clause.text

"""Checks of findings against a standard, for records and worked examples alike (spec, sections 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from aidscore.check import elements, run, says
from aidscore.check.near import unknown
from aidscore.model.quantity import exact
from aidscore.model.record import Finding, Record
from aidscore.model.rule import (
    Add,
    Deduct,
    Each,
    Levels,
    Measured,
    Missing,
    Range,
    kind_of,
)
from aidscore.model.source import KeyPath, Problem
from aidscore.model.standard import Edition, Example
from aidscore.read.shape import Unreadable
from aidscore.scoring.sheet import examined_sub_items

GIVEN = ("count", "sample", "missing", "points", "level", "value")
"""The keys by which a finding says how much; its rule's kind says which of them it has."""


class Keys(NamedTuple):
    """Which keys a finding has: exactly one of `one_of` (none, where they may be left out), and any of `also`."""

    one_of: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    required: bool = True


KEYS: Mapping[str, Keys] = {
    "fixed": Keys(),
    "all": Keys(),
    "each": Keys(("count", "sample"), required=False),
    "missing": Keys(("missing",)),
    "range": Keys(("points",)),
    "levels": Keys(("level",), ("count",)),
    "shortfall": Keys(("value", "sample")),
    "proportion": Keys(("value",)),
    "bands": Keys(("value", "sample")),
    "veto": Keys(),
    "bonus-each": Keys(("count",), required=False),
}


Sheet: TypeAlias = Record | Example
"""What has findings: a record, or a worked example of a standard."""


def check_names(sheet: Sheet, edition: Edition, path: KeyPath = ()) -> Iterator[Problem]:
    """`examined` and `not_applicable` name what the standard has."""
    for index, part in () if isinstance(getattr(sheet, "examined", None), str) else elements(sheet, "examined"):
        if part not in edition.items and part not in edition.sub_items:
            yield unknown("unknown-item", (*path, "examined", index), part, [*edition.items, *edition.sub_items])
    seen: set[str] = set()
    for index, entry in elements(sheet, "not_applicable"):
        at = (*path, "not_applicable", index, "sub_item")
        if (name := getattr(entry, "sub_item", None)) is None:
            continue
        if name not in edition.sub_items:
            yield unknown("unknown-sub-item", at, name, edition.sub_items)
        elif name in seen:
            yield Problem("listed-twice", at, {"id": name})
        seen.add(name)


class Scope(NamedTuple):
    """What a record's findings are held against."""

    edition: Edition
    examined: frozenset[str]
    not_applicable: frozenset[str]
    worked: bool
    """Whether it is a worked example of a standard, which needs no notes."""


def check_findings(sheet: Sheet, edition: Edition, path: KeyPath = ()) -> Iterator[Problem]:
    """Every problem of every finding. Where `examined` cannot be read, all counts as examined."""
    entries = (entry for _, entry in elements(sheet, "not_applicable"))
    named = frozenset(name for entry in entries if (name := getattr(entry, "sub_item", None)) is not None)
    examined = examined_sub_items(edition, getattr(sheet, "examined", "all"))
    scope = Scope(edition, examined, named, isinstance(sheet, Example))
    at, sound = (*path, "findings"), edition.sound_findings
    for index, finding in elements(sheet, "findings"):
        outline = _outline(finding, scope)
        if outline not in sound:
            yield from _check_finding(finding, scope, (*at, index), outline)
        elif not _is_at_home(finding, scope):
            yield from run(VISIT_CHECKS, finding, scope, (*at, index))


def _check_finding(
    finding: Finding, scope: Scope, path: KeyPath, outline: tuple[object, ...] | None
) -> Iterator[Problem]:
    """Every problem of one finding; of one that is sound all but its texts and its visit need not be checked again."""
    problems = list(run(FINDING_CHECKS, finding, scope, path))
    if outline is not None and not problems:
        scope.edition.sound_findings.add(outline)
    yield from problems


def _is_at_home(finding: Finding, scope: Scope) -> bool:
    """Whether the checks that depend on the visit plainly have nothing to say; asked first since it is quick."""
    place = scope.edition.rules.get(finding.rule)
    if place is not None and (place[0].id in scope.not_applicable or place[0].id not in scope.examined):
        return False
    try:
        return not any(map(_is_empty, finding.evidence))
    except Unreadable:
        return False


def _outline(finding: Finding, scope: Scope) -> tuple[object, ...] | None:
    """All of a finding that its checks against the standard look at; None where not all of it can be read."""
    try:
        return (
            finding.rule,
            finding.count,
            finding.sample,
            finding.missing,
            finding.points,
            finding.level,
            finding.value,
            finding.status,
            finding.note is None,
            finding.status_note is None,
            scope.worked,
        )
    except Unreadable:
        return None


def names_a_clause(finding: Finding, scope: Scope, path: KeyPath) -> Iterator[Problem]:
    """The rule is a rule, a veto or a bonus rule of the standard."""
    edition = scope.edition
    if finding.rule in edition.rules or finding.rule in edition.vetoes or finding.rule in edition.bonus_rules:
        return
    at = (*path, "rule")
    if heirs := _heirs(edition, finding.rule):
        arguments = {"id": finding.rule, "standard": edition.reference, "heirs": heirs}
        yield Problem("unknown-rule/renumbered", at, arguments)
    else:
        yield unknown("unknown-rule", at, finding.rule, edition.clause_ids(), standard=edition.reference)


def _heirs(edition: Edition, former: str) -> tuple[str, ...]:
    """The clauses that continue an id of an earlier version."""
    heirs = [rule.id for _, rule in edition.rules.values() if former in rule.was]
    heirs += [veto.id for veto in edition.vetoes.values() if former in veto.was]
    return tuple(heirs)


def within_scope(finding: Finding, scope: Scope, path: KeyPath) -> Iterator[Problem]:
    """The rule's sub-item was examined and applies; vetoes and bonuses stand outside the sub-items."""
    if finding.rule not in scope.edition.rules:
        return
    sub_item, _ = scope.edition.rules[finding.rule]
    if sub_item.id in scope.not_applicable:
        yield Problem("finding-on-not-applicable", (*path, "rule"), {"id": finding.rule, "sub_item": sub_item.id})
    elif sub_item.id not in scope.examined:
        yield Problem("finding-on-unexamined", (*path, "rule"), {"id": finding.rule, "sub_item": sub_item.id})


def has_the_keys_of_its_kind(finding: Finding, scope: Scope, path: KeyPath) -> Iterator[Problem]:
    """Exactly the keys of the rule's kind, and no others."""
    kind = _kind(finding, scope.edition)
    if kind is None:
        return
    keys = KEYS[kind]
    given = [key for key in GIVEN if says(finding, key)]
    foreign = [key for key in given if key not in keys.one_of and key not in keys.also]
    for key in foreign:
        allowed = (*keys.one_of, *keys.also) or "–"
        arguments = {"key": key, "id": finding.rule, "kind": kind, "allowed": allowed}
        yield Problem("key-of-another-kind", (*path, key), arguments, on_key=True)
    chosen = [key for key in keys.one_of if key in given]
    if len(chosen) > 1:
        arguments = {"first": chosen[0], "second": chosen[1], "id": finding.rule}
        yield Problem("two-measures", (*path, chosen[1]), arguments, on_key=True)
    if keys.required and keys.one_of and not chosen and not foreign:
        arguments = {"id": finding.rule, "kind": kind, "keys": " / ".join(keys.one_of)}
        yield Problem("measure-missing", path, arguments)


def _kind(finding: Finding, edition: Edition) -> str | None:
    """The kind of clause that a finding names; None where the standard has none."""
    if finding.rule in edition.vetoes:
        return "veto"
    if finding.rule in edition.bonus_rules:
        kind = kind_of(edition.bonus_rules[finding.rule].add)
        return "bonus-each" if kind == "each" else kind
    return kind_of(edition.rules[finding.rule][1].deduct) if finding.rule in edition.rules else None


def _deduct(finding: Finding, edition: Edition) -> Deduct | Add | None:
    """How the clause that a finding names deducts or adds."""
    if finding.rule in edition.rules:
        return edition.rules[finding.rule][1].deduct
    return edition.bonus_rules[finding.rule].add if finding.rule in edition.bonus_rules else None


def fits_its_rule(finding: Finding, scope: Scope, path: KeyPath) -> Iterator[Problem]:
    """Elements, levels, points and values are such as the rule has."""
    deduct = _deduct(finding, scope.edition)
    if isinstance(deduct, Missing):
        for index, key in elements(finding, "missing"):
            if key not in deduct.of:
                arguments = {"rule": finding.rule, "known": tuple(deduct.of)}
                yield unknown("unknown-element", (*path, "missing", index), key, deduct.of, **arguments)
    elif isinstance(deduct, Levels) and finding.level is not None and finding.level not in deduct.levels:
        arguments = {"level": finding.level, "id": finding.rule, "known": tuple(deduct.levels)}
        yield Problem("unknown-level", (*path, "level"), arguments)
    elif isinstance(deduct, Range) and finding.points is not None and not deduct.admits(finding.points):
        arguments = {
            "points": exact(finding.points),
            "id": finding.rule,
            "low": exact(deduct.low),
            "high": exact(deduct.high),
            "step": "–" if deduct.step is None else exact(deduct.step),
        }
        yield Problem("points-outside-range", (*path, "points"), arguments)


def value_is_of_its_rule(finding: Finding, scope: Scope, path: KeyPath) -> Iterator[Problem]:
    """A share where the rule's limits are shares, a decimal where they are decimals."""
    deduct = _deduct(finding, scope.edition)
    value = finding.value
    if value is None or not isinstance(deduct, Measured):
        return
    if deduct.is_share and value.value > 1:
        hint = "100%" if value.is_share else f"{value}%"
        yield Problem("not-a-share", (*path, "value"), {"value": str(value), "id": finding.rule, "hint": hint})
    elif not deduct.is_share and value.is_share:
        yield Problem("share-not-expected", (*path, "value"), {"value": str(value), "id": finding.rule})


def sample_is_possible(finding: Finding, scope: Scope, path: KeyPath) -> Iterator[Problem]:
    """Of at least one drawn, no more failed than were drawn."""
    sample = finding.sample
    if sample is None:
        return
    if sample.drawn < 1:
        yield Problem("nothing-drawn", (*path, "sample", "drawn"))
    elif sample.failed > sample.drawn:
        arguments = {"drawn": sample.drawn, "failed": sample.failed}
        yield Problem("more-failed-than-drawn", (*path, "sample", "failed"), arguments)


def count_is_likely(finding: Finding, scope: Scope, path: KeyPath) -> Iterator[Problem]:
    """A count far above what the cap can take is probably a slip of the pen."""
    deduct = _deduct(finding, scope.edition)
    if isinstance(deduct, Each) and finding.count is not None and deduct.max is not None:
        nominal = deduct.each * (finding.count - deduct.free)
        if nominal > 3 * deduct.max and finding.count > 10:
            arguments = {
                "count": finding.count,
                "nominal": exact(nominal),
                "max": exact(deduct.max),
                "id": finding.rule,
            }
            yield Problem("count-far-above-cap", (*path, "count"), arguments)


def withdrawn_says_why(finding: Finding, scope: Scope, path: KeyPath) -> Iterator[Problem]:
    """A withdrawn finding needs a status_note."""
    if finding.status == "withdrawn" and finding.status_note is None:
        yield Problem("status-note-missing", path, {"id": finding.rule})


def says_what_happened(finding: Finding, scope: Scope, path: KeyPath) -> Iterator[Problem]:
    """A veto and a chosen deduction need a note; a worked example needs none."""
    if finding.note is not None or scope.worked:
        return
    if finding.rule in scope.edition.vetoes:
        yield Problem("note-missing-for-veto", path, {"id": finding.rule})
    elif isinstance(_deduct(finding, scope.edition), Range):
        yield Problem("note-missing-for-range", path, {"id": finding.rule})


_EMPTY_WORDS = frozenset(("无", "同上", "没有", "略", "-", "—", "/", "none", "n/a"))


@lru_cache(1 << 12)
def _is_empty(text: str) -> bool:
    """Whether evidence says nothing."""
    return text.strip().lower() in _EMPTY_WORDS


def evidence_says_something(finding: Finding, scope: Scope, path: KeyPath) -> Iterator[Problem]:
    """Evidence that says nothing proves nothing."""
    for index, text in elements(finding, "evidence"):
        if _is_empty(text):
            yield Problem("empty-evidence", (*path, "evidence", index), {"text": text})


VISIT_CHECKS = (within_scope, evidence_says_something)
"""Checks that depend on what was examined, or on texts."""

FINDING_CHECKS = (
    names_a_clause,
    within_scope,
    has_the_keys_of_its_kind,
    fits_its_rule,
    value_is_of_its_rule,
    sample_is_possible,
    count_is_likely,
    withdrawn_says_why,
    says_what_happened,
    evidence_says_something,
)

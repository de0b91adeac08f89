"""Checks of how much a finding says: by the keys of its rule's kind, and with values that the rule has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, assert_never

from aidscore.check import elements, says
from aidscore.check.near import unknown
from aidscore.model.chinese import Alternatives, Choice, Term, choices, key_term, kind_term
from aidscore.model.quantity import exact
from aidscore.model.record import Finding
from aidscore.model.rule import (
    Add,
    All,
    Bands,
    Deduct,
    Each,
    Fixed,
    Levels,
    Measured,
    Missing,
    Proportion,
    Range,
    Shortfall,
    kind_of,
)
from aidscore.model.source import KeyPath, Problem
from aidscore.model.standard import Edition

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


class Scope(NamedTuple):
    """What a record's findings are held against."""

    edition: Edition
    examined: frozenset[str]
    not_applicable: frozenset[str]
    worked: bool
    """Whether it is a worked example of a standard, which needs no notes."""


def has_the_keys_of_its_kind(finding: Finding, scope: Scope, path: KeyPath) -> Iterator[Problem]:
    """Exactly the keys of the rule's kind, and no others."""
    kind = _kind(finding, scope.edition)
    if kind is None:
        return
    keys = KEYS[kind]
    given = [key for key in GIVEN if says(finding, key)]
    foreign = [key for key in given if key not in keys.one_of and key not in keys.also]
    for key in foreign:
        allowed = tuple(map(_term, (*keys.one_of, *keys.also))) or "–"
        arguments = {"key": _term(key), "id": finding.rule, "kind": kind_term(kind), "allowed": allowed}
        yield Problem("key-of-another-kind", (*path, key), arguments, on_key=True)
    chosen = [key for key in keys.one_of if key in given]
    if len(chosen) > 1:
        arguments = {"first": _term(chosen[0]), "second": _term(chosen[1]), "id": finding.rule}
        yield Problem("two-measures", (*path, chosen[1]), arguments, on_key=True)
    if keys.required and keys.one_of and not chosen and not foreign:
        arguments = {
            "id": finding.rule,
            "kind": kind_term(kind),
            "keys": Alternatives(tuple(map(_term, keys.one_of))),
        }
        yield Problem("measure-missing", path, arguments)


def _term(key: str) -> Choice:
    """The forms of a key of a finding."""
    return choices([key_term(Finding, key)])[0]


def _kind(finding: Finding, edition: Edition) -> str | None:
    """The kind of clause that a finding names; None where the standard has none."""
    if finding.rule in edition.vetoes:
        return "veto"
    if finding.rule in edition.bonus_rules:
        kind = kind_of(edition.bonus_rules[finding.rule].add)
        return "bonus-each" if kind == "each" else kind
    return kind_of(edition.rules[finding.rule][1].deduct) if finding.rule in edition.rules else None


def deduct_of(finding: Finding, edition: Edition) -> Deduct | Add | None:
    """How the clause that a finding names deducts or adds."""
    if finding.rule in edition.rules:
        return edition.rules[finding.rule][1].deduct
    return edition.bonus_rules[finding.rule].add if finding.rule in edition.bonus_rules else None


def fits_its_rule(finding: Finding, scope: Scope, path: KeyPath) -> Iterator[Problem]:
    """Elements, levels, points, values and counts are such as the rule has."""
    deduct = deduct_of(finding, scope.edition)
    match deduct:
        case Missing():
            yield from _known_elements(finding, deduct, path)
        case Levels():
            yield from _known_level(finding, deduct, path)
        case Range():
            yield from _admitted_points(finding, deduct, path)
        case Each():
            yield from _likely_count(finding, deduct, path)
        case Shortfall() | Proportion() | Bands():
            yield from _value_of_its_sort(finding, deduct, path)
        case Fixed() | All() | None:
            pass
        case _:
            assert_never(deduct)


def _known_elements(finding: Finding, rule: Missing, path: KeyPath) -> Iterator[Problem]:
    """What is missing is an element of the rule, named by its key or by a label that no other element has."""
    for index, name in elements(finding, "missing"):
        keys, at = rule.keys_of(name), (*path, "missing", index)
        if len(keys) > 1:
            yield Problem("ambiguous-element", at, {"rule": finding.rule, "name": name, "keys": keys})
        elif not keys:
            arguments = {"rule": finding.rule, "known": choices(Term(*pair) for pair in rule.of.items())}
            yield unknown("unknown-element", at, name, (*rule.of, *rule.of.values()), **arguments)


def _known_level(finding: Finding, rule: Levels, path: KeyPath) -> Iterator[Problem]:
    """The level is one of the rule."""
    if finding.level is not None and finding.level not in rule.levels:
        arguments = {"level": finding.level, "id": finding.rule, "known": tuple(rule.levels)}
        yield Problem("unknown-level", (*path, "level"), arguments)


def _admitted_points(finding: Finding, rule: Range, path: KeyPath) -> Iterator[Problem]:
    """The points are within the range and on one of its steps."""
    if finding.points is not None and not rule.admits(finding.points):
        arguments = {
            "points": exact(finding.points),
            "id": finding.rule,
            "low": exact(rule.low),
            "high": exact(rule.high),
            "step": "–" if rule.step is None else exact(rule.step),
        }
        yield Problem("points-outside-range", (*path, "points"), arguments)


def _value_of_its_sort(finding: Finding, rule: Measured, path: KeyPath) -> Iterator[Problem]:
    """A share where the rule's limits are shares, a decimal where they are decimals."""
    value = finding.value
    if value is None:
        return
    if rule.is_share and value.value > 1:
        code = "not-a-share" if value.is_share or value.value > 100 else "not-a-share/percent"
        arguments = {"value": str(value), "id": finding.rule, "hint": f"{value}%"}
        yield Problem(code, (*path, "value"), arguments)
    elif not rule.is_share and value.is_share:
        yield Problem("share-not-expected", (*path, "value"), {"value": str(value), "id": finding.rule})


def _likely_count(finding: Finding, rule: Each, path: KeyPath) -> Iterator[Problem]:
    """A count far above what the cap can take is probably a slip of the pen."""
    if finding.count is None or rule.max is None:
        return
    nominal = rule.each * (finding.count - rule.free)
    if nominal > 3 * rule.max and finding.count > 10:
        arguments = {"count": finding.count, "nominal": exact(nominal), "max": exact(rule.max), "id": finding.rule}
        yield Problem("count-far-above-cap", (*path, "count"), arguments)


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

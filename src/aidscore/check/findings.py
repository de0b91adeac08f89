"""Checks of findings against a standard, for records and worked examples alike (spec, sections 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from aidscore.check import elements, run
from aidscore.check.measures import Scope, deduct_of, fits_its_rule, has_the_keys_of_its_kind, sample_is_possible
from aidscore.check.near import unknown
from aidscore.model.record import Finding, Record, counts_to
from aidscore.model.rule import Range
from aidscore.model.source import KeyPath, Problem
from aidscore.model.standard import Edition, Example
from aidscore.read.partial import Unreadable
from aidscore.scoring.sheet import examined_sub_items

Sheet: TypeAlias = Record | Example
"""What has findings: a record, or a worked example of a standard."""

MOST_SOUND = 1 << 14
"""How many outlines of sound findings an edition keeps, so that many records cannot fill the memory."""


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
    if outline is not None and not problems and len(scope.edition.sound_findings) < MOST_SOUND:
        scope.edition.sound_findings.add(outline)
    yield from problems


def is_sound(finding: Finding, scope: Scope) -> bool:
    """Whether a finding has no problem; seen at once where one like it was checked against the edition before."""
    outline = _outline(finding, scope)
    if outline in scope.edition.sound_findings:
        return _is_at_home(finding, scope)
    return not any(_check_finding(finding, scope, (), outline))


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
    heirs = [rule.id for _, rule in edition.rules.values() if former in (rule.was or ())]
    heirs += [veto.id for veto in edition.vetoes.values() if former in (veto.was or ())]
    return tuple(heirs)


def within_scope(finding: Finding, scope: Scope, path: KeyPath) -> Iterator[Problem]:
    """The rule's sub-item was examined and applies, unless the finding is withdrawn. Vetoes and bonuses have none."""
    if finding.rule not in scope.edition.rules or not counts_to(finding):
        return
    sub_item, _ = scope.edition.rules[finding.rule]
    if sub_item.id in scope.not_applicable:
        yield Problem("finding-on-not-applicable", (*path, "rule"), {"id": finding.rule, "sub_item": sub_item.id})
    elif sub_item.id not in scope.examined:
        yield Problem("finding-on-unexamined", (*path, "rule"), {"id": finding.rule, "sub_item": sub_item.id})


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
    elif isinstance(deduct_of(finding, scope.edition), Range):
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
    sample_is_possible,
    withdrawn_says_why,
    says_what_happened,
    evidence_says_something,
)

"""Records of the old version carried over to another edition, and scored by it (spec, section 9)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from aidscore.check import run
from aidscore.check.findings import FINDING_CHECKS, is_sound
from aidscore.check.measures import Scope
from aidscore.diagnostics.catalog import CATALOG
from aidscore.diagnostics.entry import Level
from aidscore.model.record import Finding, NotApplicable, Record
from aidscore.model.results import Assessment, Fact, Visit
from aidscore.model.source import Source
from aidscore.model.standard import Edition, Rule, SubItem
from aidscore.scoring.score import score
from aidscore.scoring.sheet import examined_sub_items, sheet_of
from aidscore.versions.intermediate import GONE, VersionPair, has_clause


def carried(visit: Visit, pair: VersionPair, edition: Edition) -> tuple[Visit, tuple[int, ...]]:
    """A visit scored by another edition, and the numbers of its findings that are not carried over to it."""
    moved, lost = rescored(visit.record, visit.source, visit.lines, pair, edition)
    assessment = _still_open(moved.assessment, visit.assessment)
    return replace(visit, record=moved.record, assessment=assessment, lines=moved.lines), lost


def _still_open(assessment: Assessment, before: Assessment) -> Assessment:
    """An assessment without a score where an earlier step, to a correction, lost findings: they are still missing."""
    lost = [reason for reason in before.reasons if reason.code == "not-carried-over"]
    if not lost:
        return assessment
    reasons = (*assessment.reasons, *lost)
    return replace(assessment, total=None, rescaled=None, grade=None, verdict="undecided", reasons=reasons)


def rescored(
    record: Record, source: str, lines: Sequence[int], pair: VersionPair, edition: Edition
) -> tuple[Visit, tuple[int, ...]]:
    """A record of the old version scored by an edition, and the numbers of its findings that are not carried over."""
    scope = _scope(record, pair, edition)
    findings = [_places(finding, pair, scope) for finding in record.findings]
    lost = tuple(number for number, places in enumerate(findings) if len(places) != 1)
    kept = [(places[0], line) for places, line in zip(findings, lines, strict=True) if len(places) == 1]
    return _scored(record, source, kept, pair, scope), lost


def standing(visit: Visit, pair: VersionPair, edition: Edition, clauses: Collection[str]) -> Visit:
    """A visit by the new version that still counts what is not carried over of these old clauses.

    Such a finding counts under every clause that it may belong to; where there is none, under the old clause that the
    edition retains.
    """
    scope = _scope(visit.record, pair, pair.new)
    kept: list[tuple[Finding, int]] = []
    for finding, line in zip(visit.record.findings, visit.lines, strict=True):
        places = _places(finding, pair, scope)
        if not places and has_clause(edition, GONE + finding.rule):
            places = [replace(finding, rule=GONE + finding.rule)]
        if len(places) == 1 or finding.rule in clauses:
            kept += ((one, line) for one in places)
    return _scored(visit.record, visit.source, kept, pair, scope._replace(edition=edition))


def _scored(record: Record, source: str, kept: Sequence[tuple[Finding, int]], pair: VersionPair, scope: Scope) -> Visit:
    """A record with these findings, each with its line, scored by the edition of the scope."""
    reasons = {
        name: entry.reason
        for entry in record.not_applicable
        for name in pair.candidates(entry.sub_item, scope.edition)
        if name in scope.not_applicable
    }
    inapplicable = tuple(NotApplicable(name, reason) for name, reason in reasons.items())
    moved = replace(
        record,
        standard=scope.edition.reference,
        examined=tuple(sorted(scope.examined)),
        findings=tuple(finding for finding, _ in kept),
        not_applicable=inapplicable,
    )
    facts = [Fact(finding, source, line) for finding, line in kept]
    assessment = score(sheet_of(scope.edition, moved.examined, inapplicable, facts))
    return Visit(Source(source), moved, assessment, tuple(line for _, line in kept))


def _scope(record: Record, pair: VersionPair, edition: Edition) -> Scope:
    """The scope of a record in an edition: a sub-item was examined where all was that it continues, so no new one."""
    inapplicable = {entry.sub_item for entry in record.not_applicable}
    known = examined_sub_items(pair.old, record.examined) | inapplicable
    origins = pair.origins(edition)
    without = {name for name, formers in origins.items() if inapplicable.issuperset(formers)}
    examined = {name for name, formers in origins.items() if known.issuperset(formers)} - without
    return Scope(edition, frozenset(examined), frozenset(without), worked=True)


def _places(finding: Finding, pair: VersionPair, scope: Scope) -> list[Finding]:
    """The finding under each clause of an edition that it may belong to and fits; where that is one, it is carried."""
    names = pair.candidates(finding.rule, scope.edition)
    moved = [finding if name == finding.rule else replace(finding, rule=name) for name in names]
    return [one for one in moved if _fits(one, scope)]


def _fits(finding: Finding, scope: Scope) -> bool:
    """Whether a finding is without errors under its clause in an edition."""
    if is_sound(finding, scope):
        return True
    problems = run(FINDING_CHECKS, finding, scope, ())
    return not any(CATALOG[problem.code].level is Level.ERROR for problem in problems)


def retaining(pair: VersionPair, clauses: Collection[str]) -> Edition:
    """The new version with these old clauses besides its own, each rule in the sub-item that continues its own."""
    old, new = pair.old, pair.new.standard
    inside: dict[str, list[Rule]] = {}
    for former in sorted(old.rules.keys() & clauses):
        part, rule = old.rules[former]
        heirs = sorted(pair.matching.heirs[part.id], key=lambda name: pair.new.sub_items[name].points)
        for heir in heirs[-1:]:
            inside.setdefault(heir, []).append(replace(rule, id=GONE + former))
    items = tuple(
        replace(item, sub_items=tuple(_with_rules(part, inside.get(part.id, ())) for part in item.sub_items))
        for item in new.items
    )
    vetoes = tuple(replace(old.vetoes[name], id=GONE + name) for name in sorted(old.vetoes.keys() & clauses))
    adding = tuple(replace(old.bonus_rules[name], id=GONE + name) for name in sorted(old.bonus_rules.keys() & clauses))
    section = new.bonus or (old.standard.bonus if adding else None)
    bonus = section and replace(section, rules=(*(new.bonus.rules if new.bonus else ()), *adding))
    return Edition.of(
        replace(new, items=items, vetoes=(*new.vetoes, *vetoes), bonus=bonus),
        pair.new.sha256,
        pair.new.source,
    )


def _with_rules(part: SubItem, rules: Sequence[Rule]) -> SubItem:
    """A sub-item with more rules."""
    return replace(part, rules=(*part.rules, *rules))

"""What a summary does not count, each with its reason: nothing disappears silently."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.model.page import Cell, Column, Page, Tab, Table, row, text
from aidscore.model.results import CenterResult, Outcome, PhaseResult
from aidscore.pages.summary.labels import Labels
from aidscore.scoring.disputes import withdrawn_facts
from aidscore.wording.codes import channel_word
from aidscore.wording.findings import finding_text
from aidscore.wording.ignored import ignored_text
from aidscore.wording.reasons import reasons_text
from aidscore.wording.visits import visit_text
from aidscore.words import _, together


def left_out_tab(outcome: Outcome) -> Tab:
    """The tab of what was left out: a row for each center, visit, finding, file, and problem of a refused file."""
    labels = Labels.of(outcome)
    columns = (
        Column(_("what"), width=18, key="what"),
        *labels.columns(),
        Column(_("center"), width=24),
        Column(_("visit or place"), width=54),
        Column(_("reason"), width=58),
        Column(_("what to do"), width=40),
    )
    nothing = (text("-"), *labels.cells(None), *row("-", "-", _("nothing was left out"), "-"))
    page = Page(_("What is not counted, and why"), (Table(columns, tuple(_rows(outcome, labels)) or (nothing,)),))
    return Tab("left-out", _("Not counted"), page, 1)


def _rows(outcome: Outcome, labels: Labels) -> Iterator[tuple[Cell, ...]]:
    """What was refused first, then centers, visits, findings, and files that are no records."""
    yield from _refused(outcome, labels)
    yield from _excluded(outcome, labels)
    for kind in (_not_assessed, _not_counted, _withdrawn):
        for phase in outcome.phases:
            start = labels.cells(phase)
            for center in phase.centers:
                yield from (
                    (what, *start, text(labels.center(center.center)), *rest) for what, *rest in kind(center, phase)
                )
    for file in outcome.ignored:
        center_name = labels.centers.get(file.center, file.center) if file.center else "-"
        shown = row(center_name, ignored_text(file), _(file.reason), "-")
        yield text(_("ignored file")), *labels.cells(None), *shown


def _refused(outcome: Outcome, labels: Labels) -> Iterator[tuple[Cell, ...]]:
    """Every problem of every refused record."""
    for file in outcome.refused:
        center = outcome.campaign.center(file.center) if outcome.campaign and file.center else None
        name = labels.center(center) if center else file.center or "-"
        for diagnostic in file.diagnostics:
            what = Cell(_("refused record"), None, "bad")
            reason = f"{diagnostic.message} [{diagnostic.code}]"
            yield what, *labels.cells(None), *row(name, str(diagnostic.place), reason, diagnostic.help)


def _excluded(outcome: Outcome, labels: Labels) -> Iterator[tuple[Cell, ...]]:
    """The centers of the campaign that take no part."""
    for center in outcome.campaign.centers if outcome.campaign else ():
        if center.excluded is not None:
            yield (
                text(_("excluded center")),
                *labels.cells(None),
                *row(labels.center(center), "-", center.excluded, "-"),
            )


def _not_assessed(center: CenterResult, phase: PhaseResult) -> Iterator[tuple[Cell, ...]]:
    """A center without a visit that counts."""
    if center.verdict == "not-assessed":
        what = Cell(_("center not assessed"), None, "open")
        yield row(what, "-", reasons_text(center, phase.edition), "-")


def _not_counted(center: CenterResult, _phase: PhaseResult) -> Iterator[tuple[Cell, ...]]:
    """The visits through a channel that does not count."""
    for counted in center.visits:
        if not counted.counts:
            where = f"{visit_text(counted.visit)}\n{counted.visit.source}"
            channel = channel_word(counted.visit.record.channel)
            reason = _("{channel} visits do not count in this phase", channel=channel)
            yield row(_("visit not counted"), where, reason, "-")


def _withdrawn(center: CenterResult, phase: PhaseResult) -> Iterator[tuple[Cell, ...]]:
    """The findings that were withdrawn."""
    for counted in center.visits:
        for fact in withdrawn_facts(counted.visit):
            finding = fact.finding
            found = together([finding.rule, finding_text(fact, phase.edition.clause(finding.rule))])
            yield row(_("finding withdrawn"), f"{fact.source}:{fact.line}", found, "-")

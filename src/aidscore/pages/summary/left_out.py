"""What a summary does not count, each with its reason: nothing disappears silently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aidscore.model.page import Cell, Column, Page, Tab, Table, row, text
from aidscore.model.record import counts_to
from aidscore.model.results import CenterResult, Outcome, PhaseResult
from aidscore.pages.summary.centers import phase_cells, phase_columns, phase_labels
from aidscore.wording.ignored import ignored_text
from aidscore.wording.reasons import reasons_text
from aidscore.wording.visits import visit_text
from aidscore.words import _, together


def left_out_tab(outcome: Outcome) -> Tab:
    """The tab of what was left out: a row for each center, visit, finding, file, and problem of a refused file."""
    labels = phase_labels(outcome)
    columns = (
        Column(_("what"), width=18, key="what"),
        *phase_columns(labels),
        Column(_("center"), width=24),
        Column(_("visit or place"), width=54),
        Column(_("reason"), width=58),
        Column(_("what to do"), width=40),
    )
    nothing = (text("-"), *phase_cells(labels, None), *row("-", "-", _("nothing was left out"), "-"))
    page = Page(_("What is not counted, and why"), (Table(columns, tuple(_rows(outcome, labels)) or (nothing,)),))
    return Tab("left-out", _("Not counted"), page, 1)


def _rows(outcome: Outcome, labels: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    """What was refused first, then centers, visits, findings, and files that are no records."""
    yield from _refused(outcome, labels)
    yield from _excluded(outcome, labels)
    for kind in (_not_assessed, _not_counted, _withdrawn):
        for phase in outcome.phases:
            start = phase_cells(labels, phase)
            for center in phase.centers:
                yield from ((what, *start, *said) for what, *said in kind(center, phase))
    for file in outcome.ignored:
        yield (
            text(_("ignored file")),
            *phase_cells(labels, None),
            *row(file.center or "-", ignored_text(file), _(file.reason), "-"),
        )


def _refused(outcome: Outcome, labels: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    """Every problem of every refused record."""
    for file in outcome.refused:
        center = outcome.campaign.center(file.center) if outcome.campaign and file.center else None
        name = center.name if center else file.center or "-"
        for said in file.diagnostics:
            what = Cell(_("refused record"), None, "bad")
            reason = f"{said.message} [{said.code}]"
            yield what, *phase_cells(labels, None), *row(name, str(said.place), reason, said.help)


def _excluded(outcome: Outcome, labels: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    """The centers of the campaign that take no part."""
    for center in outcome.campaign.centers if outcome.campaign else ():
        if center.excluded is not None:
            yield text(_("excluded center")), *phase_cells(labels, None), *row(center.name, "-", center.excluded, "-")


def _not_assessed(center: CenterResult, phase: PhaseResult) -> Iterator[tuple[Cell, ...]]:
    """A center without a visit that counts."""
    if center.verdict == "not-assessed":
        what = Cell(_("center not assessed"), None, "open")
        yield row(what, center.center.name, "-", reasons_text(center, phase.edition), "-")


def _not_counted(center: CenterResult, _phase: PhaseResult) -> Iterator[tuple[Cell, ...]]:
    """The visits through a channel that does not count."""
    for counted in center.visits:
        if not counted.counts:
            where = f"{visit_text(counted.visit)}\n{counted.visit.source}"
            reason = _("visits of this channel are shown, not counted")
            yield row(_("visit not counted"), center.center.name, where, reason, "-")


def _withdrawn(center: CenterResult, _phase: PhaseResult) -> Iterator[tuple[Cell, ...]]:
    """The findings that were withdrawn."""
    for counted in center.visits:
        visit = counted.visit
        for finding, line in zip(visit.record.findings, visit.lines, strict=True):
            if not counts_to(finding):
                said = together(filter(None, [finding.rule, finding.note, finding.status_note]))
                yield row(_("finding withdrawn"), center.center.name, f"{visit.source}:{line}", said, "-")

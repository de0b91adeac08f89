"""What `aidscore batch` shows: counts and pass rate of each phase, its centers, and what was not scored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from aidscore.model.page import Block, Cell, Column, Facts, Page, Paragraph, Table, row, text
from aidscore.model.results import CenterResult, Counts, Outcome, PhaseResult
from aidscore.wording.codes import verdict_cell
from aidscore.wording.ignored import ignored_text
from aidscore.wording.numbers import bounds_text, center_item_cell, exact_cell, total_cell
from aidscore.wording.phases import (
    as_if_text,
    combine_text,
    correction_text,
    first_sentence,
    phase_text,
    rate_text,
    target_cell,
)
from aidscore.wording.reasons import reason_text
from aidscore.wording.remarks import center_remarks
from aidscore.wording.visits import labels_of
from aidscore.words import _


def batch_page(outcome: Outcome) -> Page:
    """The whole outcome."""
    title = outcome.campaign.title if outcome.campaign else _("No campaign: the centers seen are the denominator")
    blocks: list[Block] = [Paragraph(as_if_text(outcome), "bad")] if outcome.as_if else []
    labels = labels_of(outcome)
    for phase in outcome.phases:
        blocks += _phase(phase, labels)
    blocks += _not_scored(outcome)
    return Page(title, tuple(blocks))


def _phase(phase: PhaseResult, labels: Mapping[str, str]) -> Iterator[Block]:
    """One phase: its centers, then its counts, so that the result ends the page. `labels` are the centers' names."""
    standard = phase.edition.standard
    yield Facts(_phase_head(phase))
    yield _centers(phase, labels)
    yield from _reasons(phase, labels)
    pairs = [*_sums(phase.counts), (_("pass rate"), Cell(rate_text(phase), None, "strong"))]
    if phase.target is not None:
        pairs.append((_("target"), target_cell(phase)))
    if standard.note:
        pairs.append((_("note"), text(first_sentence(standard.note), "muted")))
    yield Facts(tuple(pairs))


def _sums(counts: Counts) -> Iterator[tuple[str, Cell]]:
    """The counts, as the sums that they make."""
    yield (
        _("registered"),
        text(
            _(
                "{registered} = {excluded} excluded + {participating} participating",
                registered=counts.registered,
                excluded=counts.excluded,
                participating=counts.participating,
            )
        ),
    )
    said = _(
        "{participating} = {passed} passed + {failed} failed + {undecided} undecided + {not_assessed} not assessed",
        participating=counts.participating,
        passed=counts.passed,
        failed=counts.failed,
        undecided=counts.undecided,
        not_assessed=counts.not_assessed,
    )
    yield _("participating"), text(said)


def _phase_head(phase: PhaseResult) -> tuple[tuple[str, Cell], ...]:
    """Which phase it is, by which standard, and how visits are combined."""
    standard = phase.edition.standard
    pairs = [(_("standard"), text(f"{standard.reference} {standard.title}"))]
    if phase.scored_by_correction:
        pairs.append((_("scored by it as well"), text(correction_text(phase))))
    if phase.phase is not None:
        named = phase_text(phase.phase)
        pairs.insert(0, (_("phase"), Cell(named, None, "strong")))
        pairs.append((_("several visits"), text(combine_text(phase))))
    return tuple(pairs)


def _centers(phase: PhaseResult, labels: Mapping[str, str]) -> Table:
    """The centers with their scores and reasons."""
    items = phase.edition.standard.items
    columns = (
        Column(_("center"), width=34),
        Column(_("score"), "right", 16),
        Column(_("verdict"), width=22),
        *(Column(item.id, "right", 8) for item in items),
        Column(_("visits"), "right", 6),
    )
    return Table(columns, tuple(_center_row(center, phase, labels) for center in phase.centers))


def _reasons(phase: PhaseResult, labels: Mapping[str, str]) -> Iterator[Table]:
    """Why centers did not simply pass, and what has to be said beside their numbers."""
    rows = tuple(
        row(labels[center.center.id] if not number else "", sentence)
        for center in phase.centers
        for number, sentence in enumerate(_sentences(center, phase))
    )
    if rows:
        yield Table((Column(_("center"), width=34), Column(_("reason or remark"), width=100)), rows)


def _sentences(center: CenterResult, phase: PhaseResult) -> Iterator[str]:
    """The reasons of a center's verdict, then the remarks on its numbers."""
    yield from (reason_text(reason, phase.edition) for reason in center.reasons)
    yield from center_remarks(center, phase)


def _center_row(center: CenterResult, phase: PhaseResult, labels: Mapping[str, str]) -> tuple[Cell, ...]:
    """One center."""
    standard = phase.edition.standard
    return row(
        labels[center.center.id],
        _score(center, phase),
        verdict_cell(center.verdict, center.provisional),
        *(center_item_cell(center, index, standard) for index in range(len(standard.items))),
        exact_cell(sum(counted.counts for counted in center.visits)) if center.visits else "-",
    )


def _score(center: CenterResult, phase: PhaseResult) -> Cell:
    """A center's score, or its bounds."""
    standard = phase.edition.standard
    if center.total is None and center.bounds is not None:
        return Cell(bounds_text(center.bounds, standard), None, "muted")
    return total_cell(center.total, standard, "strong")


def _not_scored(outcome: Outcome) -> Iterator[Block]:
    """What was found, and what was refused or ignored, by name."""
    if outcome.refused:
        columns = (Column(_("refused"), width=60), Column(_("problems"), "right", 8))
        yield Table(columns, tuple(row(file.source, exact_cell(len(file.diagnostics))) for file in outcome.refused))
    if outcome.ignored:
        columns = (Column(_("ignored"), width=24), Column(_("file"), width=80))
        yield Table(columns, tuple(_ignored_rows(outcome)))
    yield Paragraph(found_text(outcome))


MOST_IGNORED = 10
"""So many files that were passed over for one reason are named on the page; JSON and workbook name all."""


def _ignored_rows(outcome: Outcome) -> Iterator[tuple[Cell, ...]]:
    """The files that were passed over, by reason."""
    ordered = sorted(outcome.ignored, key=lambda file: file.reason)
    for reason, group in groupby(ordered, key=lambda file: file.reason):
        files = list(group)
        for number, file in enumerate(files[:MOST_IGNORED]):
            yield row("" if number else _(reason), ignored_text(file))
        if len(files) > MOST_IGNORED:
            yield row("", _("and {n} more", n=len(files) - MOST_IGNORED))


def found_text(outcome: Outcome) -> str:
    """The conservation of files: found = scored + refused + ignored."""
    return _(
        "files: {found} found = {scored} scored + {refused} refused + {ignored} ignored",
        found=outcome.found,
        scored=len(outcome.visits),
        refused=len(outcome.refused),
        ignored=len(outcome.ignored),
    )

"""What `aidscore batch` shows: counts and pass rate of each phase, its centers, and what was not scored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aidscore.model.follow_up import PhaseFollowUp, PhaseTrend
from aidscore.model.page import Block, Cell, Column, Facts, Page, Paragraph, Table, row, text
from aidscore.model.results import CenterResult, Counts, Outcome, PhaseResult
from aidscore.pages.follow_up import phase_blocks, trend_blocks
from aidscore.pages.not_scored import View, not_scored
from aidscore.scoring.standings import in_order_of_scores
from aidscore.wording.codes import verdict_cell
from aidscore.wording.numbers import center_item_cell, exact_cell, score_cell
from aidscore.wording.phases import (
    as_if_text,
    campaign_title,
    combine_text,
    correction_text,
    first_sentence,
    phase_name,
    phase_text,
    rate_cell,
    target_cell,
)
from aidscore.wording.reasons import reason_text
from aidscore.wording.remarks import center_remarks
from aidscore.wording.standards import body_word
from aidscore.wording.visits import labels_of
from aidscore.words import _


def batch_page(
    outcome: Outcome,
    view: View | None = None,
    follow_ups: Sequence[PhaseFollowUp] = (),
    trends: Sequence[PhaseTrend] = (),
) -> Page:
    """The whole outcome: the pass rates, each phase, follow-up and trend if given, then what was not scored."""
    view = view or View()
    title = campaign_title(outcome)
    blocks: list[Block] = [Paragraph(as_if_text(outcome), "bad")] if outcome.as_if else []
    labels = labels_of(outcome)
    if len(outcome.phases) > 1:
        blocks.append(_rates(outcome.phases))
    for phase in outcome.phases:
        blocks += _phase(phase, labels, view)
    blocks += phase_blocks(follow_ups, labels)
    blocks += trend_blocks(trends, labels)
    blocks += not_scored(outcome, view)
    return Page(title, tuple(blocks))


def _rates(phases: Sequence[PhaseResult]) -> Table:
    """The pass rate of each phase, with its target."""
    columns = (Column(_("phase"), width=24), Column(_("pass rate"), width=16), Column(_("target"), width=36))
    return Table(columns, tuple(row(phase_name(phase), rate_cell(phase), target_cell(phase)) for phase in phases))


def _phase(phase: PhaseResult, labels: Mapping[str, str], view: View) -> Iterator[Block]:
    """One phase: its centers, then its counts, so that the result ends the page. `labels` are the centers' names."""
    standard = phase.edition.standard
    yield Facts(_phase_head(phase))
    centers = in_order_of_scores(phase.centers) if view.by_score else phase.centers
    yield _centers(centers, phase, labels)
    yield from _reasons(centers, phase, labels)
    pairs = [*_sums(phase.counts), (_("pass rate"), rate_cell(phase))]
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


def _centers(centers: Sequence[CenterResult], phase: PhaseResult, labels: Mapping[str, str]) -> Table:
    """The centers with their scores and reasons."""
    items = phase.edition.standard.items
    columns = (
        Column(body_word(phase.edition.standard), width=34),
        Column(_("score"), "right", 16),
        Column(_("verdict"), width=22),
        *(Column(item.id, "right", 8) for item in items),
        Column(_("visits"), "right", 6),
    )
    return Table(columns, tuple(_center_row(center, phase, labels) for center in centers))


def _reasons(centers: Sequence[CenterResult], phase: PhaseResult, labels: Mapping[str, str]) -> Iterator[Table]:
    """Why centers did not simply pass, and what has to be said beside their numbers."""
    rows = tuple(
        row(labels[center.center.id] if not number else "", sentence)
        for center in centers
        for number, sentence in enumerate(_sentences(center, phase))
    )
    if rows:
        columns = (Column(body_word(phase.edition.standard), width=34), Column(_("reason or remark"), width=100))
        yield Table(columns, rows)


def _sentences(center: CenterResult, phase: PhaseResult) -> Iterator[str]:
    """The reasons of a center's verdict, then the remarks on its numbers."""
    yield from (reason_text(reason, phase.edition) for reason in center.reasons)
    yield from center_remarks(center, phase)


def _center_row(center: CenterResult, phase: PhaseResult, labels: Mapping[str, str]) -> tuple[Cell, ...]:
    """One center."""
    standard = phase.edition.standard
    return row(
        labels[center.center.id],
        score_cell(center, standard),
        verdict_cell(center.verdict, center.provisional),
        *(center_item_cell(center, index, standard) for index in range(len(standard.items))),
        exact_cell(sum(counted.counts for counted in center.visits)) if center.visits else "-",
    )

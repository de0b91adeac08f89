"""What is shown of follow-up: a visit compared with earlier ones, phases compared with the phases before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aidscore.model.follow_up import (
    CenterTrend,
    FollowedUp,
    FollowUp,
    FollowUpState,
    Found,
    PhaseFollowUp,
    PhaseTrend,
)
from aidscore.model.page import Block, Cell, Column, Facts, Page, Table, row, text
from aidscore.model.results import Visit
from aidscore.wording.follow_up import STATES, URGENCY, found_facts_text, obstacle_text, state_cell
from aidscore.wording.numbers import difference_text, exact_cell, same_decimals, total_cell
from aidscore.wording.phases import phase_name, rate_text
from aidscore.wording.standards import body_word
from aidscore.wording.visits import center_with_id, visit_text
from aidscore.words import _, listed

POINTS_COLUMNS = (3, 5)
"""The columns of clauses that are points."""


def follow_up_page(visit: Visit, found: FollowUp, earlier: Sequence[Visit]) -> Page:
    """A visit compared with earlier ones: how many of each state, then every clause."""
    texts = {other.source: visit_text(other) for other in earlier}
    title = _("Follow-up: {visit}", visit=f"{center_with_id(visit.center, visit.record.center)}  {visit_text(visit)}")
    since = listed(texts[occasion.name] for occasion in found.earlier)
    head = Facts(((_("compared with"), text(since)), (_("result"), Cell(counts_text(found.counts), None, "strong"))))
    return Page(title, (head, *([_entries(found, texts)] if found.entries else [])))


def counts_text(counts: Mapping[FollowUpState, int]) -> str:
    """How many subjects are in each state, without those that none is in."""
    parts = [_("{state}: {number}", state=_(STATES[state]), number=counts[state]) for state in URGENCY if counts[state]]
    return listed(parts) if parts else _("nothing was found then or now")


def _entries(found: FollowUp, texts: Mapping[str, str]) -> Table:
    """Every clause with something found, what is still to be done first."""
    columns = (
        Column(_("state"), width=12),
        Column(_("rule"), width=8),
        Column(_("found before"), width=46),
        Column(_("nominal"), "right", 8),
        Column(_("found now"), width=36),
        Column(_("nominal"), "right", 8),
    )
    ordered = sorted(found.entries, key=lambda entry: URGENCY.index(entry.state))
    return Table(columns, same_decimals([_entry_row(entry, texts) for entry in ordered], POINTS_COLUMNS))


def _entry_row(entry: FollowedUp, texts: Mapping[str, str]) -> tuple[Cell, ...]:
    """One clause, or one element of it."""
    before = found_facts_text(entry.before, entry.clause)
    if entry.before is not None:
        before = _("{name}: {meaning}", name=texts[entry.before.occasion.name], meaning=before)
    now = found_facts_text(entry.now, entry.clause) or obstacle_text(entry)
    if entry.now is not None and entry.obstacle is not None:
        before = obstacle_text(entry)
    return row(
        state_cell(entry.state),
        entry.subject.clause,
        before,
        _points_cell(entry.before),
        now or _("not found any more"),
        _points_cell(entry.now),
    )


def _points_cell(found: Found | None) -> Cell:
    """What a clause takes away for what was found."""
    return text("") if found is None else exact_cell(found.points)


def phase_blocks(follow_ups: Sequence[PhaseFollowUp], labels: Mapping[str, str]) -> Iterator[Block]:
    """Each phase compared with the phases before, a row for each center; the first phase has none."""
    for follow_up in follow_ups:
        if any(one.follow_up for one in follow_up.centers):
            yield _phase_table(follow_up, labels)


def _phase_table(follow_up: PhaseFollowUp, labels: Mapping[str, str]) -> Table:
    """A phase compared with the phases before: how many of each state, center by center, and their sums."""
    columns = (
        Column(body_word(follow_up.phase.edition.standard), width=30),
        *(Column(_(STATES[state]), "right", 10) for state in STATES),
    )
    rows = [
        row(labels[one.center.id], *_count_cells(one.follow_up.counts if one.follow_up else None))
        for one in follow_up.centers
    ]
    rows.append(row(text(_("sum"), "strong"), *_count_cells(follow_up.counts)))
    title = _("{phase}: compared with the phases before", phase=phase_name(follow_up.phase))
    return Table(columns, tuple(rows), title, sums=1)


def trend_blocks(trends: Sequence[PhaseTrend], labels: Mapping[str, str]) -> Iterator[Block]:
    """Each phase beside the one before: what the rules changed, and what the centers changed."""
    for trend in trends:
        columns = (
            Column(body_word(trend.after.edition.standard), width=30),
            Column(_("score before"), "right", 12),
            Column(_("by changed rules"), "right", 12),
            Column(_("by the center"), "right", 12),
            Column(_("score"), "right", 12),
        )
        rows = [_trend_row(one, trend, labels) for one in trend.centers]
        names = {"before": phase_name(trend.before), "after": phase_name(trend.after)}
        yield Table(columns, tuple(rows), _("From {before} to {after}", **names))
        yield Facts(tuple(_rates(trend)))


def _trend_row(one: CenterTrend, trend: PhaseTrend, labels: Mapping[str, str]) -> tuple[Cell, ...]:
    """One center; parts that are not known are dashes."""
    standard = trend.after.edition.standard
    parts = [
        Cell("-", None, "muted") if part is None else text(difference_text(part, standard.rounding))
        for part in (one.by_rules, one.by_center)
    ]
    before = total_cell(one.before.total, trend.before.edition.standard)
    return row(labels[one.after.center.id], before, *parts, total_cell(one.after.total, standard))


def _rates(trend: PhaseTrend) -> Iterator[tuple[str, Cell]]:
    """The pass rates of a phase before, of the same restated, and of the phase."""
    yield _("pass rate of the phase before"), text(rate_text(trend.before))
    yield _("the same by {version}", version=trend.after.edition.reference), text(rate_text(trend.restated))
    yield _("pass rate"), Cell(rate_text(trend.after), None, "strong")


def _count_cells(counts: Mapping[FollowUpState, int] | None) -> list[Cell]:
    """How many subjects are in each state; a dash where nothing can be compared."""
    if counts is None:
        return [Cell("-", None, "muted")] * len(STATES)
    return [exact_cell(counts[state]) for state in STATES]

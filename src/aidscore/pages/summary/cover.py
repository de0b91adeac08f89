"""The first tab of a summary: whose it is, who signs it, the phases side by side, the centers from phase to phase."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.model.page import Block, Cell, Chart, Column, Facts, Page, Paragraph, Series, Tab, Table, Tone, text
from aidscore.model.results import CenterResult, Outcome, PhaseResult
from aidscore.pages.summary.labels import Labels, phase_key, phase_label, sheet_title
from aidscore.scoring.progress import Course, courses
from aidscore.scoring.visits import visits_of
from aidscore.wording.codes import VERDICT_TONES, VERDICTS, channel_word
from aidscore.wording.numbers import change_cell, exact_cell, percent_cell, score_cell
from aidscore.wording.phases import rate_text, target_text
from aidscore.wording.standards import body_word
from aidscore.words import _, listed, plural

MOST_ON_A_PAGE = 45
"""So many centers fit on one page together with the phases."""
DASH = text("-", "muted")
PROVISIONAL_MARK = "*"
"""What stands beside a verdict with disputed findings; a word would make each such row twice as high."""


def cover_tab(outcome: Outcome) -> Tab:
    """The tab that is read first."""
    blocks: list[Block] = [Facts(tuple(_facts(outcome)))]
    charts: tuple[Chart, ...] = ()
    if outcome.phases:
        blocks.append(_phases_table(outcome))
        charts = (_chart(outcome, len(blocks) - 1),)
        blocks.append(_courses_table(outcome))
        blocks += map(Paragraph, _notes(outcome))
    else:
        blocks.append(Paragraph(_("No phase was scored."), "open"))
    blocks.append(signatures())
    page = Page(sheet_title(outcome), tuple(blocks))
    centers = len(outcome.phases[0].centers) if outcome.phases else 0
    return Tab("cover", _("Cover"), page, charts=charts, one_sheet=centers <= MOST_ON_A_PAGE, portrait=True)


def signatures() -> Paragraph:
    """The line in which a sheet is signed."""
    return Paragraph(
        _("Prepared by: __________   Reviewed by: __________   Head of office: __________   Date: __________")
    )


def _facts(outcome: Outcome) -> Iterator[tuple[str, Cell]]:
    """Who presents the summary, when, of which phases, and from which visits."""
    yield _("bureau (seal)"), text("")
    yield _("date"), text(_("____-__-__"))
    if names := [label for phase in outcome.phases if (label := phase_label(outcome, phase))]:
        yield _("phases"), text(listed(names))
    visits = visits_of(outcome.phases)
    if visits.first and visits.last:
        numbers = listed(f"{channel_word(channel)} {number}" for channel, number in visits.by_channel.items())
        total = sum(visits.by_channel.values())
        shown = plural(
            "{n} visit from {first} to {last}: {channels}",
            "{n} visits from {first} to {last}: {channels}",
            total,
            first=visits.first,
            last=visits.last,
            channels=numbers,
        )
        yield _("visits"), text(shown)


# ---- the phases side by side


def _phases_table(outcome: Outcome) -> Table:
    """A row for each phase: its counts, its rate against its target."""
    columns = (
        Column(_("phase"), width=16, key="phase"),
        Column(_("days"), "center", 15),
        Column(_("registered"), "center", 9),
        Column(_("excluded"), "center", 9),
        Column(_("participating"), "center", 9),
        *(Column(_(VERDICTS[verdict]), "center", 8) for verdict in VERDICTS),
        Column(_("pass rate"), "right", 9, "rate"),
        Column(_("target"), "right", 9, "target"),
        Column(_("centers needed"), "center", 9),
        Column(_("result"), "center", 10),
    )
    rows = tuple(tuple(_phase_cells(outcome, phase)) for phase in outcome.phases)
    return Table(columns, rows, _("Pass rate by phase"), key="phases")


def _phase_cells(outcome: Outcome, phase: PhaseResult) -> Iterator[Cell]:
    """The cells of a phase; counts have names, by which they are checked."""
    counts, key = phase.counts, phase_key(outcome, phase)
    numbers = {
        "registered": counts.registered,
        "excluded": counts.excluded,
        "participating": counts.participating,
        "pass": counts.passed,
        "fail": counts.failed,
        "undecided": counts.undecided,
        "not-assessed": counts.not_assessed,
    }
    yield text(phase_label(outcome, phase) or phase.edition.reference, "strong")
    yield text(_("{start}\nto {end}", start=phase.phase.start, end=phase.phase.end) if phase.phase else "-")
    for name, number in numbers.items():
        yield Cell(str(number), exact_cell(number).number, "plain", f"{key}-{name}")
    yield from _rate_cells(phase, key)


def _rate_cells(phase: PhaseResult, key: str) -> Iterator[Cell]:
    """The rate, the target, the number of centers that it needs, and whether it is met."""
    standard, target = phase.edition.standard, phase.target
    if phase.pass_rate is None:
        yield DASH
    else:
        rate = percent_cell(phase.pass_rate, standard, *([target.rate] if target else []), tone="strong")
        yield Cell(rate.text, rate.number, rate.tone, f"{key}-rate")
    if target is None:
        yield from (DASH, DASH, DASH)
        return
    yield percent_cell(target.rate, standard)
    needed = exact_cell(target.needed)
    yield Cell(needed.text, needed.number, "plain", f"{key}-needed")
    yield Cell(_("reached") if target.met else _("not reached"), None, "good" if target.met else "bad")


def _chart(outcome: Outcome, below: int) -> Chart:
    """The pass rates beside the targets."""
    series = (Series("rate", "bars", "strong"), Series("target", "marks"))
    rows = range(len(outcome.phases))
    return Chart(_("Pass rate and target by phase"), "phases", "phase", series, rows, 0, 100, below)


def result_text(outcome: Outcome, phase: PhaseResult) -> Paragraph:
    """The verdict on a phase in one sentence."""
    rate = _("pass rate {rate}", rate=rate_text(phase))
    target = target_text(phase) if phase.target else _("no target is set")
    tone: Tone = "strong" if phase.target is None else "good" if phase.target.met else "bad"
    return Paragraph(f"{rate}  {target}", tone)


# ---- the centers from phase to phase


def _courses_table(outcome: Outcome) -> Table:
    """A row for each center: score, verdict and change in each phase."""
    labels = Labels.of(outcome)
    columns = [Column(body_word(*(phase.edition.standard for phase in outcome.phases)), width=22)]
    groups = [("", 1)]
    for number, phase in enumerate(outcome.phases):
        added = [Column(_("score"), "right", 11), Column(_("verdict"), "center", 10)]
        if number:
            added.append(Column(_("change"), "right", 8))
        columns += added
        groups.append((phase_label(outcome, phase) or phase.edition.reference, len(added)))
    rows = tuple(tuple(_course_cells(course, labels)) for course in courses(outcome))
    return Table(tuple(columns), rows, _("Scores by center and phase"), groups=tuple(groups))


def _course_cells(course: Course, labels: Labels) -> Iterator[Cell]:
    """The cells of a center."""
    yield text(labels.center(course.center))
    for number, step in enumerate(course.steps):
        yield score_cell(step.result, step.phase.edition.standard)
        yield _verdict_cell(step.result)
        if number:
            yield change_cell(step.change, step.phase.edition.standard)


def _verdict_cell(result: CenterResult) -> Cell:
    """A verdict, with a mark where it is provisional; the notes explain the mark."""
    word = _(VERDICTS[result.verdict])
    return text(f"{word}{PROVISIONAL_MARK}" if result.provisional else word, VERDICT_TONES[result.verdict])


def _notes(outcome: Outcome) -> Iterator[str]:
    """What has to be known of the changes and of provisional results."""
    if any(center.provisional for phase in outcome.phases for center in phase.centers):
        yield _("{mark} Provisional: findings are disputed.", mark=PROVISIONAL_MARK)
    if len({phase.edition.reference for phase in outcome.phases}) > 1:
        yield _(
            "A change is the difference to the phase before. Where the standards differ, it includes their revision."
        )
    elif len(outcome.phases) > 1:
        yield _("A change is the difference to the phase before.")

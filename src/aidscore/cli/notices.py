"""The command `aidscore notices`: a notice to rectify for each center, as Word files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aidscore.cli.exit_codes import ExitCode
from aidscore.cli.extras import CALENDAR, DOCUMENTS, needs
from aidscore.cli.file_names import LONGEST, file_names
from aidscore.cli.help import Command
from aidscore.cli.inputs import inputs_of
from aidscore.cli.named import day_of, phase_of, whole_of
from aidscore.cli.options import (
    CampaignOption,
    Color,
    ColorOption,
    Display,
    FolderArgument,
    LanguageOption,
    PhaseOption,
    QuietOption,
    StandardsOption,
    TracebackOption,
    existing,
    existing_folder,
    options_of,
    workspace_of,
    wrong_usage,
)
from aidscore.cli.output import remark_outcome, remark_refused, tell, with_bar
from aidscore.cli.output_files import give_files
from aidscore.words import N_, _

if TYPE_CHECKING:
    from aidscore.media.docx.notices import Documents, Templates
    from aidscore.model.results import Outcome
    from aidscore.pages.official.notice import Deadline, NoticeOptions
    from aidscore.wording.official import Style

ENDING = ".docx"
MOST_DAYS = 1000
"""The most working days that --deadline takes."""


class DocumentStyle(StrEnum):
    """The styles of official documents, by the year of their standard."""

    SEAL = "1999"
    NAME = "2012"

    @property
    def of_document(self) -> Style:
        """The same as documents name it."""
        return "1999" if self is DocumentStyle.SEAL else "2012"


StyleOption = Annotated[
    DocumentStyle | None,
    typer.Option(
        "--style",
        help=_("the style of GB/T 9704-1999 or -2012; default: the one in use on the day after the phase"),
    ),
]
DeadlineOption = Annotated[
    str | None,
    typer.Option(
        "--deadline",
        metavar="DAYS|DATE",
        help=_("working days after --from, or a date; left out: a blank to fill in"),
    ),
]
StartOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help=_("the day after which working days are counted"))
]


def join(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(cls=Command, help=_("Write a notice to rectify, and a form for objections, for each center."))(notices)


def notices(
    folder: FolderArgument,
    output: Annotated[str, typer.Option("--output", "-o", metavar="DIR", help=_("the folder to write them to"))],
    phase: PhaseOption = None,
    deadline: DeadlineOption = None,
    start: StartOption = None,
    style: StyleOption = None,
    template: Annotated[
        str | None,
        typer.Option("--template", metavar="FILE", help=_("your own template of the notice, a .docx file")),
    ] = None,
    feedback_template: Annotated[
        str | None,
        typer.Option("--feedback-template", metavar="FILE", help=_("your own template of the form, a .docx file")),
    ] = None,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore notices`."""
    from aidscore.run.batch import batch

    needs(DOCUMENTS)
    display, workspace = Display(color, quiet), workspace_of(standards, campaign)
    options, templates = _options(deadline, start, style, display), _templates(template, feedback_template, display)
    if os.path.exists(output) and not os.path.isdir(output):
        wrong_usage(_("{path} is not a folder", path=output))
    phase = phase_of(phase, existing_folder(folder), workspace)
    outcome = batch(folder, workspace, phase, with_bar(display))
    _refuse_early(options.deadline, outcome)
    files = _files(outcome, options, templates, output, lang)
    remark_outcome(outcome, display, verbose=False)
    _write(files, output, [*inputs_of(workspace, outcome), *filter(None, (template, feedback_template))], display)
    _tell_without(outcome, display)
    remark_refused(outcome, folder, options_of(standards, campaign), display)
    return ExitCode.PROBLEMS if outcome.has_problems else ExitCode.DONE


def _options(deadline: str | None, start: str | None, style: DocumentStyle | None, display: Display) -> NoticeOptions:
    """What the options ask for."""
    from aidscore.pages.official.notice import NoticeOptions

    return NoticeOptions(_deadline(deadline, start, display), None if style is None else style.of_document)


def _deadline(text: str | None, start: str | None, display: Display) -> Deadline | None:
    """The last day, as it is given or counted in working days."""
    from aidscore.pages.official.notice import Deadline

    if text is None or not text.isdecimal():
        if start is not None:
            wrong_usage(_("--from goes with a number of working days: --deadline 15 --from 2006-04-10"))
        return None if text is None else Deadline(day_of(text))
    if start is None:
        wrong_usage(_("working days are counted from a day: --deadline 15 --from 2006-04-10"))
    return _counted(whole_of("--deadline", text, MOST_DAYS), day_of(start), display)


def _counted(number: int, first: date, display: Display) -> Deadline:
    """The last of a number of working days after a day."""
    from aidscore.pages.official.notice import Deadline
    from aidscore.scoring.working_days import UnknownYear, calendar_version, working_day_after

    needs(CALENDAR)
    last = working_day_after(first, number)
    if isinstance(last, UnknownYear):
        sentence = _(
            "the calendar of public holidays has the years {first} to {last}, not {year}; give the deadline as a date",
            first=last.first,
            last=last.last,
            year=last.year,
        )
        wrong_usage(sentence)
    sentence = N_("{number} working days after {start} end on {day}, by {calendar}")
    tell(_(sentence, number=number, start=first, day=last, calendar=calendar_version()), display)
    return Deadline(last, number, first)


def _refuse_early(deadline: Deadline | None, outcome: Outcome) -> None:
    """Refuse a deadline before the last visit."""
    last = max((visit.record.date for visit in outcome.visits), default=date.min)
    if deadline is not None and deadline.day < last:
        wrong_usage(_("the deadline {day} is before the last visit, on {last}", day=deadline.day, last=last))


def _templates(notice: str | None, feedback: str | None, display: Display) -> Templates:
    """The templates that were named; of those that look like the other one, a sentence says so."""
    from aidscore.media.docx.notices import Templates, looks_like_form, looks_like_notice

    templates = Templates(*(None if path is None else template_of(path) for path in (notice, feedback)))
    with usable_template():
        if templates.notice is not None and looks_like_form(templates.notice):
            tell(_("{path} looks like a template of the form, but is used for the notice", path=notice), display)
        if templates.feedback is not None and looks_like_notice(templates.feedback):
            tell(_("{path} looks like a template of the notice, but is used for the form", path=feedback), display)
    return templates


def template_of(path: str) -> bytes:
    """The content of a template that was named."""
    if os.path.isdir(existing(path)):
        wrong_usage(_("{path} is a folder", path=path))
    return Path(path).read_bytes()


def _tell_without(outcome: Outcome, display: Display) -> None:
    """Name the centers that fail and have nothing to rectify, each with the reason."""
    from aidscore.pages.official.notice import without_notice, without_notice_text

    for phase in outcome.phases:
        for center in without_notice(phase):
            tell(without_notice_text(center), display)


def _files(
    outcome: Outcome, options: NoticeOptions, templates: Templates, folder: str, language: str | None
) -> list[tuple[str, Callable[[], bytes]]]:
    """Every file with what makes it: in a folder for each phase where there are several."""
    from aidscore.media.docx.notices import notice_documents
    from aidscore.rectification.phase import phase_plan

    found: list[tuple[str, Callable[[], bytes]]] = []
    phases = file_names({str(place): one.phase.name if one.phase else "" for place, one in enumerate(outcome.phases)})
    for name, phase in zip(phases.values(), outcome.phases, strict=True):
        below = os.path.join(folder, name) if len(outcome.phases) > 1 else folder
        made = notice_documents(outcome, phase, phase_plan(phase).centers, options, templates, language)
        found += _named(list(made), below)
    return found


def _named(made: list[Documents], folder: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The files of a phase under names that every system accepts: of a long one its center is cut, not its kind."""
    kinds = [kind for one in made for kind, _make in one.named]
    longest = LONGEST - max(map(len, kinds), default=0) - 1
    names = file_names({str(place): one.center.center.name for place, one in enumerate(made)}, longest)
    for name, one in zip(names.values(), made, strict=True):
        for kind, make in one.named:
            yield os.path.join(folder, f"{name}-{kind}{ENDING}"), make


def _write(files: list[tuple[str, Callable[[], bytes]]], folder: str, inputs: list[str], display: Display) -> None:
    """Write all files, none over one that is there: it may have been completed in Word."""
    if not files:
        tell(_("no center has anything to rectify; no notice was written"), display)
        return
    if there := tuple(path for path, _make in files if os.path.exists(path)):
        wrong_usage(
            _(
                "already exists and may have been edited: {paths}; move it away first, or choose another folder",
                paths=there,
            )
        )
    with usable_template():
        made = [(path, partial(bytes, make())) for path, make in files]
    for below in {os.path.dirname(path): None for path, _make in files}:
        os.makedirs(below or folder, exist_ok=True)
    give_files(made, inputs, display)


@contextmanager
def usable_template() -> Iterator[None]:
    """Refuse a template that cannot be filled in, with the reason."""
    from aidscore.media.docx.filling import BadTemplate

    try:
        yield
    except BadTemplate as problem:
        wrong_usage(_("the template cannot be filled in: {reason}", reason=problem.reason))

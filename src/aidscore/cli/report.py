"""The command `aidscore report`: what a campaign came out as, to be read and handed on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeAlias

import typer

from aidscore.cli.exit_codes import ExitCode
from aidscore.cli.extras import DOCUMENTS, is_missing
from aidscore.cli.help import Command
from aidscore.cli.inputs import inputs_of
from aidscore.cli.named import phase_of
from aidscore.cli.notices import DocumentStyle, StyleOption, template_of, usable_template
from aidscore.cli.office import office, printed
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
    existing_folder,
    options_of,
    workspace_of,
    wrong_usage,
)
from aidscore.cli.output import remark_outcome, remark_refused, tell, with_bar
from aidscore.cli.output_files import Content, give_files
from aidscore.cli.targets import encoded, output_targets
from aidscore.words import _

if TYPE_CHECKING:
    from aidscore.model.results import Outcome
    from aidscore.reporting.result import Report

ReportWriter: TypeAlias = "Callable[[Report, Wanted], Content]"
ReportFiles = Annotated[
    list[str],
    typer.Option("--output", "-o", metavar="FILE", help=_("write a .html, .docx, .pdf or .json file; may be repeated")),
]


class Wanted(NamedTuple):
    """What is asked for besides the result."""

    language: str | None = None
    style: DocumentStyle | None = None
    template: bytes | None = None
    """The template of the Word file; None for that of this package."""


def _html(report: Report, wanted: Wanted) -> bytes:
    """The report as one HTML file, in the language asked for or else in that of its standard."""
    from aidscore.media.report.html import report_html

    return report_html(report, wanted.language)


def _json(report: Report, wanted: Wanted) -> Content:
    """The report for programs."""
    from aidscore.media.json.report import report_pieces

    return encoded(report_pieces(report))


def _docx(report: Report, wanted: Wanted) -> bytes:
    """The circular on the phase of a report."""
    from aidscore.media.docx.circular import circular_document

    style = None if wanted.style is None else wanted.style.of_document
    with usable_template():
        return circular_document(report, report.phases[0], style, wanted.template, wanted.language)


def _pdf(report: Report, wanted: Wanted) -> bytes:
    """The same as PDF."""
    return printed(_docx(report, wanted))


WRITERS: Mapping[str, ReportWriter] = {".html": _html, ".docx": _docx, ".pdf": _pdf, ".json": _json}
NEEDS = {".html": ("jinja2",), ".docx": DOCUMENTS, ".pdf": DOCUMENTS}
"""The packages of the extra `report` that a format needs."""
OF_ONE_PHASE = (".docx", ".pdf")
"""The formats that tell one phase."""

INSTALL = 'pip install "aidscore[report]"'


def join(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(cls=Command, help=_("Write a report: verdict, losses, comparisons, every center with its deductions."))(
        report
    )


def report(
    folder: FolderArgument,
    output: ReportFiles,
    phase: PhaseOption = None,
    style: StyleOption = None,
    template: Annotated[
        str | None, typer.Option("--template", metavar="FILE", help=_("your own template of the .docx file"))
    ] = None,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore report`."""
    from aidscore.reporting.make import report_of
    from aidscore.run.batch import batch

    display, workspace = Display(color, quiet), workspace_of(standards, campaign)
    options = options_of(standards, campaign)
    targets = output_targets(output, WRITERS)
    _refuse_without_extra(path for path, _writer in targets)
    if any(path.lower().endswith(".pdf") for path, _writer in targets):
        office()
    own = None if template is None else template_of(template)
    phase = phase_of(phase, existing_folder(folder), workspace)
    outcome = batch(folder, workspace, phase, with_bar(display))
    if any(path.lower().endswith(OF_ONE_PHASE) for path, _writer in targets) and not _has_one_phase(outcome, phase):
        remark_outcome(outcome, display, verbose=False)
        remark_refused(outcome, folder, options, display)
        tell(_("no phase has a result, so nothing was written"), Display(color))
        return ExitCode.PROBLEMS
    made, wanted = report_of(outcome), Wanted(lang, style, own)
    files = [(path, partial(writer, made, wanted)) for path, writer in targets]
    give_files(files, inputs_of(workspace, outcome, *([template] if template else [])), display)
    remark_outcome(outcome, display, verbose=False)
    remark_refused(outcome, folder, options, display)
    return ExitCode.PROBLEMS if outcome.has_problems else ExitCode.DONE


def _has_one_phase(outcome: Outcome, named: str | None) -> bool:
    """Whether there is a phase to write about; several are refused, and one that was named and has no standard."""
    if len(outcome.phases) > 1:
        wrong_usage(_("a .docx or .pdf file is about one phase; name it with --phase"))
    for phase in outcome.campaign.phases if outcome.campaign else ():
        if phase.id == named and phase.standard is None:
            wrong_usage(_("the phase {phase} has no standard, so it has no result", phase=phase.name))
    return bool(outcome.phases)


def _refuse_without_extra(paths: Iterable[str]) -> None:
    """Refuse a format whose packages are not installed, and say how to get them."""
    for path in paths:
        if is_missing(NEEDS.get(os.path.splitext(path)[1].lower(), ())):
            wrong_usage(_("{path} needs more packages: {command}", path=path, command=INSTALL))

"""The commands about versions of a standard: list, show, publish, diff."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aidscore.cli.completion import FAIL_ON, complete_fail_on, complete_phase, complete_standard, complete_version
from aidscore.cli.exit_codes import ExitCode
from aidscore.cli.help import Command, Group
from aidscore.cli.inputs import inputs_of
from aidscore.cli.named import phase_of, reference_of
from aidscore.cli.options import (
    CampaignOption,
    Color,
    ColorOption,
    Display,
    Format,
    FormatOption,
    LanguageOption,
    PageFilesOption,
    QuietOption,
    StandardsOption,
    TracebackOption,
    VerboseOption,
    existing_folder,
    options_of,
    workspace_of,
    wrong_usage,
)
from aidscore.cli.output import emit, remark, remark_outcome, remark_refused, show, tell, with_bar
from aidscore.cli.output_files import Content, clean, give_files, write_file
from aidscore.cli.targets import PAGE_WRITERS, PageWriter, Shown, output_targets, write_shown
from aidscore.words import N_, _, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidscore.diagnostics.message import Diagnostic
    from aidscore.files.standards import Loaded
    from aidscore.files.workspace import Workspace
    from aidscore.model.comparison import Comparison
    from aidscore.model.results import Outcome
    from aidscore.model.standard import Edition
    from aidscore.versions.publish import Publication


standard_app = typer.Typer(cls=Group, help=_("List, show and publish standards."), no_args_is_help=True)
Reference = Annotated[
    str,
    typer.Argument(
        metavar="ID@VERSION", help=_("the standard as id@version, or its file"), autocompletion=complete_standard
    ),
]


@standard_app.callback()
def common(lang: LanguageOption = None) -> None:
    """The options before the command; the language was set before they are read."""


def join(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(standard_app, name="standard")
    app.command(
        "diff", cls=Command, help=_("Compare two versions of a standard, and show what the new one would change.")
    )(diff)


@standard_app.command("list", cls=Command, help=_("List the known standards."))
def list_standards(
    format_: FormatOption = Format.TEXT,
    standards: StandardsOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore standard list`."""
    workspace = workspace_of(standards)
    paths = sorted(workspace.standards.known(Path()).items())
    known = [(name, str(path), workspace.standard(name, ".").edition) for name, path in paths]
    if format_ is Format.JSON:
        from aidscore.media.json.standard import list_document

        emit(list_document(known))
    else:
        from aidscore.pages.standard import list_page

        show(list_page(known), Display(color))
    return ExitCode.PROBLEMS if any(edition is None for _name, _path, edition in known) else ExitCode.DONE


@standard_app.command("show", cls=Command, help=_("Show a standard as a readable sheet, or write it for publication."))
def show_standard(
    reference: Reference,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="VERSION",
            help=_("mark what changed since this version"),
            autocompletion=complete_version,
        ),
    ] = None,
    output: PageFilesOption = None,
    format_: FormatOption = Format.TEXT,
    standards: StandardsOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore standard show`."""
    from aidscore.media.json.standard import standard_document
    from aidscore.pages.standard import standard_page
    from aidscore.versions.compare import compare

    display, workspace = Display(color, quiet), workspace_of(standards)
    targets = output_targets(output, PAGE_WRITERS)
    edition = loaded_edition(reference, workspace, display)
    former = None if since is None else loaded_edition(_sibling(reference, edition, since), workspace, display)
    if edition is None or (since is not None and former is None):
        return ExitCode.PROBLEMS
    compared = None if former is None else compare(former, edition)
    outputs = [(path, partial(_published_page, writer, edition, compared, lang)) for path, writer in targets]
    give_files(outputs, inputs_of(workspace, None, edition.source), display)
    if format_ is Format.JSON:
        emit(standard_document(edition))
    elif not targets:
        show(standard_page(edition, compared), display)
    return ExitCode.DONE


def _published_page(writer: PageWriter, edition: Edition, compared: Comparison | None, language: str | None) -> Content:
    """A standard for the public, in the language that was asked for or else its own."""
    from aidscore.media.json.standard import standard_document
    from aidscore.pages.public import public_page

    with speaking(language or edition.standard.language):
        return writer(Shown([public_page(edition, compared)], standard_document(edition)))


def _sibling(reference: str, edition: Edition | None, version: str) -> str:
    """Another version of the same standard, or whatever else was named."""
    if "@" in version or os.path.exists(version):
        return version
    return f"{edition.standard.id if edition else reference.partition('@')[0]}@{version}"


@standard_app.command(
    "publish", cls=Command, help=_("Enter a finished version in published.sha256; after that it never changes.")
)
def publish(
    reference: Reference,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="CODE", help=_("publish despite this warning: text-differs; may be repeated")),
    ] = None,
    standards: StandardsOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore standard publish`."""
    from aidscore.cli.lock import locked
    from aidscore.run.validate import validate
    from aidscore.versions.publish import place_of, publication

    accepted = _accepted(accept)
    display, folder = Display(color, quiet), place_of(loaded(reference, workspace_of(standards), newest=False))
    with locked(folder):
        workspace = workspace_of(standards)  # a new one: others may have published since
        in_folder = validate([str(folder)], workspace).diagnostics
        made = publication(loaded(reference, workspace, newest=False), workspace.standards, in_folder, accepted)
        clean(folder)
        if made.content is not None and made.is_new:
            write_file(made.path, made.content, map(str, workspace.standards.folder_at(folder).files))
    remark(made.diagnostics, Display(color) if made.to_accept else display)
    _tell_published(made)
    return ExitCode.PROBLEMS if made.content is None else ExitCode.DONE


def _tell_published(made: Publication) -> None:
    """Say what was published, or what would publish it."""
    if made.to_accept:
        options = " ".join(f"--accept {code}" for code in made.to_accept)
        tell(_("not published; {options} publishes it despite the warnings", options=options), Display())
    if made.content is None:
        return
    if made.is_new:
        emit(_("published: {reference} is now recorded in {path}", reference=made.reference, path=made.path))
    else:
        emit(_("{reference} was published before and has not changed", reference=made.reference))


def _accepted(accept: Sequence[str] | None) -> Sequence[str]:
    """The codes that --accept names; one that cannot be accepted is wrong usage."""
    from aidscore.versions.publish import ACCEPTABLE

    codes = accept or ()
    if unknown := tuple(code for code in codes if code not in ACCEPTABLE):
        wrong_usage(_("{option} takes {choices}, not {text}", option="--accept", choices=ACCEPTABLE, text=unknown))
    return codes


OldVersion = Annotated[
    str,
    typer.Argument(metavar="OLD", help=_("the old version: id@version, or its file"), autocompletion=complete_standard),
]
NewVersion = Annotated[
    str,
    typer.Argument(metavar="NEW", help=_("the new version: id@version, or its file"), autocompletion=complete_standard),
]
Records = Annotated[
    str | None, typer.Option("--records", metavar="FOLDER", help=_("score these records by both versions"))
]
PhaseOfRecords = Annotated[
    str | None,
    typer.Option("--phase", metavar="PHASE", help=_("the phase of the records"), autocompletion=complete_phase),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="WHAT",
        help=_("exit with 1 on any of these: {what}", what=FAIL_ON),
        autocompletion=complete_fail_on,
    ),
]


def diff(
    old: OldVersion,
    new: NewVersion,
    records: Records = None,
    phase: PhaseOfRecords = None,
    output: PageFilesOption = None,
    fail_on: FailOn = None,
    format_: FormatOption = Format.TEXT,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore diff`."""
    from aidscore.versions.compare import compare

    display, workspace, named = Display(color, quiet), workspace_of(standards, campaign), _fail_on(fail_on)
    if phase is not None and records is None:
        wrong_usage(_("--phase selects among records; give them with --records"))
    targets = output_targets(output, PAGE_WRITERS)
    before, after = (loaded_edition(name, workspace, display, records or ".") for name in (old, new))
    if before is None or after is None:
        return ExitCode.PROBLEMS
    outcome = None if records is None else _outcome(records, phase, workspace, display, verbose=verbose)
    if outcome is not None and not _has_phase(outcome, before):
        return ExitCode.PROBLEMS
    comparison = compare(before, after, outcome)
    remark(_moved(before, loaded(new, workspace, records or ".")), display)
    inputs = list(inputs_of(workspace, outcome, before.source, after.source))
    _give(comparison, targets, inputs, format_, display)
    if outcome is not None and records is not None and not verbose:
        remark_refused(outcome, records, options_of(standards, campaign), display)
    return ExitCode.PROBLEMS if (outcome and outcome.has_problems) or _fails(named, comparison) else ExitCode.DONE


def _moved(before: Edition, after: Loaded) -> list[Diagnostic]:
    """Warnings about clauses of the new version whose number was moved without a word."""
    from aidscore.check.versions import moved_texts

    if after.document is None or after.edition is None:
        return []
    source = after.document.source
    return [source.diagnose(problem) for problem in moved_texts(before.standard, after.edition.standard)]


def _fail_on(fail_on: str | None) -> frozenset[str]:
    """The words that --fail-on names."""
    named = frozenset(part.strip() for part in (fail_on or "").split(",") if part.strip())
    if unknown := sorted(named - set(FAIL_ON)):
        wrong_usage(_("--fail-on takes {known}, not {given}", known=FAIL_ON, given=tuple(unknown)))
    return named


def _fails(named: frozenset[str], comparison: Comparison) -> bool:
    """Whether a comparison has something that --fail-on names."""
    effects = {change.effect for change in comparison.changes}
    flips = any(impact.flips for impact in comparison.impacts)
    return bool(named & effects) or ("flips" in named and flips) or ("any" in named and bool(effects))


def _outcome(records: str, phase: str | None, workspace: Workspace, display: Display, *, verbose: bool) -> Outcome:
    """The records of a folder, scored; diagnostics go to standard error."""
    from aidscore.run.batch import batch

    phase = phase_of(phase, existing_folder(records), workspace)
    outcome = batch(records, workspace, phase, with_bar(display))
    remark_outcome(outcome, display, verbose=verbose)
    return outcome


def _has_phase(outcome: Outcome, old: Edition) -> bool:
    """Whether a phase was scored by the old version."""
    from aidscore.versions.compare import scored_by

    if scored_by(old, outcome):
        return True
    sentence = N_("no phase of these records was scored by {reference} ({path})")
    tell(_(sentence, reference=old.reference, path=old.source), Display())
    return False


def _give(
    comparison: Comparison,
    targets: Sequence[tuple[str, PageWriter]],
    inputs: Sequence[str],
    format_: Format,
    display: Display,
) -> None:
    """Write a comparison to files, and print it; the parts of a center are printed in one line."""
    from aidscore.media.json.diff import diff_document
    from aidscore.pages.diff import diff_page

    shown = Shown([diff_page(comparison)], diff_document(comparison))
    write_shown(shown, targets, inputs, display)
    if format_ is Format.JSON:
        emit(shown.document)
    else:
        show(diff_page(comparison, whole=False), display)


def loaded(reference: str, workspace: Workspace, records: str = ".", *, newest: bool = True) -> Loaded:
    """What is known of a standard that the user names, for records in a folder or else here."""
    if not reference:
        wrong_usage(_("a path is empty"))
    found = workspace.named_standard(reference_of(reference, workspace, records, newest=newest), records)
    if found is None:
        wrong_usage(
            _(
                "the standard {reference} is not known; `aidscore standard list` shows the known standards",
                reference=reference,
            )
        )
    return found


def loaded_edition(reference: str, workspace: Workspace, display: Display, records: str = ".") -> Edition | None:
    """The edition of a standard that the user names; what is said of it goes to standard error."""
    found = loaded(reference, workspace, records)
    remark(found.diagnostics, display)
    return found.edition

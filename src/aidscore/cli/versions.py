"""The commands about versions of a standard: list, show, publish, diff."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aidscore.cli.gates import check_phase
from aidscore.cli.help import Command, Group
from aidscore.cli.options import (
    CampaignOption,
    Color,
    ColorOption,
    Faces,
    Format,
    FormatOption,
    LanguageOption,
    QuietOption,
    StandardsOption,
    TracebackOption,
    existing,
    usage,
    workspace_of,
)
from aidscore.cli.output import emit, remark, show, tell, with_bar, write_file
from aidscore.cli.targets import PAGE_WRITERS, Shown, output_targets
from aidscore.words import N_, _, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidscore.files.standards import Loaded
    from aidscore.files.workspace import Workspace
    from aidscore.model.standard import Edition
    from aidscore.versions.carry import Revision
    from aidscore.versions.impact import Impact

DONE, PROBLEMS = 0, 1

standard_app = typer.Typer(cls=Group, help=_("What standards are known, and what they say."), no_args_is_help=True)
Reference = Annotated[str, typer.Argument(metavar="ID@VERSION", help=_("the standard, or its file"))]
Outputs = Annotated[
    list[str] | None,
    typer.Option("--output", "-o", metavar="FILE", help=_("write .xlsx, .html, .md or .json; may be repeated")),
]
GATES = ("tightening", "loosening", "restructuring", "flips", "any")


def join(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(standard_app, name="standard")
    app.command("diff", cls=Command, help=_("Compare two versions of a standard, and what the new one would do."))(diff)


@standard_app.command("list", cls=Command, help=_("List the standards that are known here."))
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

        show(list_page(known), Faces(color))
    return PROBLEMS if any(edition is None for _name, _path, edition in known) else DONE


@standard_app.command("show", cls=Command, help=_("Show a standard as a readable sheet, or write it for the public."))
def show_standard(
    reference: Reference,
    since: Annotated[
        str | None, typer.Option("--since", metavar="VERSION", help=_("mark what changed since this version"))
    ] = None,
    output: Outputs = None,
    format_: FormatOption = Format.TEXT,
    standards: StandardsOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore standard show`."""
    from aidscore.media.json.standard import standard_document
    from aidscore.pages.standard import Since, public_page, standard_page
    from aidscore.versions.diff import diff as differences

    faces, workspace = Faces(color, quiet), workspace_of(standards)
    targets = output_targets(output, PAGE_WRITERS)
    edition = loaded_edition(reference, workspace, faces)
    former = None if since is None else loaded_edition(_sibling(reference, edition, since), workspace, faces)
    if edition is None or (since is not None and former is None):
        return PROBLEMS
    changes = differences(former.standard, edition.standard) if former else ()
    since_then = Since(former.reference, changes) if former else None
    document = standard_document(edition)
    with speaking(lang or edition.standard.language):
        shown = Shown([public_page(edition, since_then)], document)
        contents = [(path, writer(shown)) for path, writer in targets]
    _write(contents, [edition.source], faces)
    if format_ is Format.JSON:
        emit(document)
    elif not targets:
        show(standard_page(edition, since_then), faces)
    return DONE


def _sibling(reference: str, edition: Edition | None, version: str) -> str:
    """Another version of the same standard, or whatever else was named."""
    if "@" in version or os.path.exists(version):
        return version
    return f"{edition.standard.id if edition else reference.partition('@')[0]}@{version}"


@standard_app.command("publish", cls=Command, help=_("Enter a finished version in published.sha256, for good."))
def publish(
    reference: Reference,
    standards: StandardsOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore standard publish`."""
    from aidscore.versions.publish import publication

    faces, workspace = Faces(color, quiet), workspace_of(standards)
    made = publication(_loaded(reference, workspace), workspace.standards)
    remark(made.diagnostics, faces)
    if made.content is None:
        return PROBLEMS
    if made.is_new:
        write_file(made.path, made.content)
        emit(_("published: {reference} is now in {path}", reference=made.reference, path=made.path))
    else:
        emit(_("{reference} was published before and has not changed", reference=made.reference))
    return DONE


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_("the old version: id@version, or its file"))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=_("the new version: id@version, or its file"))],
    records: Annotated[
        str | None, typer.Option("--records", metavar="FOLDER", help=_("score these records by both versions"))
    ] = None,
    phase: Annotated[str | None, typer.Option("--phase", metavar="ID", help=_("of which phase"))] = None,
    output: Outputs = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", metavar="WHAT", help=_("exit with 1 on: {what}", what=tuple(GATES)))
    ] = None,
    format_: FormatOption = Format.TEXT,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore diff`."""
    from aidscore.media.json.diff import diff_document
    from aidscore.pages.diff import diff_page
    from aidscore.versions.carry import Revision
    from aidscore.versions.diff import likely_heirs

    faces, workspace = Faces(color, quiet), workspace_of(standards, campaign)
    gate = _gate(fail_on)
    if phase is not None and records is None:
        usage(_("--phase chooses among records: give them with --records"))
    targets = output_targets(output, PAGE_WRITERS)
    before, after = (loaded_edition(name, workspace, faces, records or ".") for name in (old, new))
    if before is None or after is None:
        return PROBLEMS
    revision = Revision.of(before, after)
    impact, refused = (None, False) if records is None else _impact(records, phase, revision, workspace, faces)
    if records is not None and impact is None:
        return PROBLEMS
    heirs = likely_heirs(before.standard, after.standard)
    document = diff_document(before, after, revision.changes, impact)
    shown = Shown([diff_page(revision, heirs, impact)], document)
    _write([(path, writer(shown)) for path, writer in targets], [before.source, after.source], faces)
    emit(document) if format_ is Format.JSON else show(diff_page(revision, heirs, impact, whole=False), faces)
    return PROBLEMS if refused or _fails(gate, revision, impact) else DONE


def _gate(fail_on: str | None) -> frozenset[str]:
    """What --fail-on names."""
    named = frozenset(part.strip() for part in (fail_on or "").split(",") if part.strip())
    if unknown := sorted(named - set(GATES)):
        usage(_("--fail-on takes {gates}, not {given}", gates=tuple(GATES), given=tuple(unknown)))
    return named


def _fails(gate: frozenset[str], revision: Revision, impact: Impact | None) -> bool:
    """Whether a gate is not met."""
    effects = {change.effect for change in revision.changes}
    flips = impact is not None and any(center.flips for center in impact.centers)
    return bool(gate & effects) or ("flips" in gate and flips) or ("any" in gate and bool(effects))


def _impact(
    records: str, phase: str | None, revision: Revision, workspace: Workspace, faces: Faces
) -> tuple[Impact | None, bool]:
    """What the new version does to the records of a folder, and whether some of them were refused."""
    from aidscore.run.batch import batch
    from aidscore.versions.impact import impact

    if not os.path.isdir(existing(records)):
        usage(_("{path} is no folder", path=records))
    check_phase(phase, records, workspace)
    outcome = batch(records, workspace, phase, with_bar(faces))
    remark([*outcome.diagnostics, *(notice for file in outcome.refused for notice in file.diagnostics)], faces)
    phases = [one for one in outcome.phases if one.edition.sha256 == revision.old.sha256]
    if not phases:
        old = revision.old
        sentence = N_("no phase of these records was scored by {reference} ({path})")
        tell(_(sentence, reference=old.reference, path=old.source), Faces())
        return None, True
    if len(phases) > 1:
        ids = tuple(one.phase.id for one in phases if one.phase)
        usage(
            _(
                "several phases use {reference}; choose one with --phase: {ids}",
                reference=revision.old.reference,
                ids=ids,
            )
        )
    return impact(phases[0], outcome.campaign, revision), outcome.has_problems


def _loaded(reference: str, workspace: Workspace, records: str = ".") -> Loaded:
    """What is known of a standard that the user names, for records in a folder or else here."""
    if not reference:
        usage(_("a path is empty"))
    loaded = workspace.named_standard(reference, records)
    if loaded is None:
        usage(_("the standard {reference} is not known; `aidscore standard list` shows what is", reference=reference))
    return loaded


def loaded_edition(reference: str, workspace: Workspace, faces: Faces, records: str = ".") -> Edition | None:
    """The edition of a standard that the user names; what is said of it goes to standard error."""
    loaded = _loaded(reference, workspace, records)
    remark(loaded.diagnostics, faces)
    return loaded.edition


def _write(contents: Sequence[tuple[str, bytes]], inputs: Sequence[str], faces: Faces) -> None:
    """Write a result to every file that was asked for."""
    for path, content in contents:
        write_file(path, content, inputs)
        tell(_("written: {path}", path=path), faces)

"""The options that commands share (spec, section 10), and the values that they give."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer

from aidscore.cli.completion import complete_phase
from aidscore.words import _

if TYPE_CHECKING:
    from aidscore.files.workspace import Workspace


class Format(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


class ValidateFormat(StrEnum):
    """How `validate` prints."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class Language(StrEnum):
    """The languages."""

    ZH = "zh"
    EN = "en"


class Color(StrEnum):
    """When there is color."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class BatchFormat(StrEnum):
    """How `batch` prints."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class Rows(StrEnum):
    """What a row of a table for other programs is."""

    CENTERS = "centers"
    VISITS = "visits"
    FINDINGS = "findings"


class Sort(StrEnum):
    """The order of centers on the screen."""

    CAMPAIGN = "campaign"
    SCORE = "score"


def wrong_usage(message: str) -> NoReturn:
    """Refuse the call: exit code 2."""
    raise typer.BadParameter(message)


def existing(path: str) -> str:
    """A path that exists; an empty one is a variable that was not set, never the current folder."""
    if not path:
        wrong_usage(_("a path is empty"))
    if not os.path.lexists(path) and path != "-":
        wrong_usage(_("{path} does not exist", path=path))
    return path


def existing_folder(path: str) -> str:
    """A folder that exists."""
    if not os.path.isdir(existing(path)):
        wrong_usage(_("{path} is not a folder", path=path))
    return path


FormatOption = Annotated[Format, typer.Option("--format", help=_("text for people, json for programs"))]
StandardsOption = Annotated[
    list[str] | None,
    typer.Option("--standards", metavar="DIR", help=_("a folder of standards that is searched first; may be repeated")),
]
CampaignOption = Annotated[
    str | None,
    typer.Option(
        "--campaign",
        metavar="FILE",
        help=_("the campaign; default: campaign.yaml in the folder of the records or above it"),
    ),
]
FolderArgument = Annotated[
    str, typer.Argument(metavar="FOLDER", help=_("the folder of the records; its subfolders are read too"))
]
PhaseOption = Annotated[
    str | None,
    typer.Option("--phase", metavar="PHASE", help=_("only this phase of the campaign"), autocompletion=complete_phase),
]
PageFilesOption = Annotated[
    list[str] | None,
    typer.Option("--output", "-o", metavar="FILE", help=_("write a .xlsx, .html, .md or .json file; may be repeated")),
]
LanguageOption = Annotated[
    Language | None, typer.Option("--lang", help=_("the language; default: AIDSCORE_LANG, then the locale"))
]
ColorOption = Annotated[Color, typer.Option("--color", help=_("when to use colors; NO_COLOR turns them off too"))]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help=_("show neither warnings nor progress"))]
VerboseOption = Annotated[
    bool, typer.Option("--verbose", "-v", help=_("name every file, and show every problem of refused ones"))
]
TracebackOption = Annotated[bool, typer.Option("--traceback", help=_("show where a bug of aidscore happened"))]


@dataclass(frozen=True)
class Display:
    """How to speak to whoever called: colors, width, warnings."""

    color: Color = Color.AUTO
    quiet: bool = False

    def colored(self, stream: object) -> bool:
        """Whether a stream gets colors."""
        if self.color is not Color.AUTO:
            return self.color is Color.ALWAYS
        return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and is_terminal(stream)


def is_terminal(stream: object) -> bool:
    """Whether a stream is a terminal."""
    return stream is not None and bool(getattr(stream, "isatty", lambda: False)())


def terminal_width(stream: TextIO | None) -> int | None:
    """The width of the terminal that a stream writes to; None where it is none."""
    if stream is None or not is_terminal(stream):
        return None
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return int(columns)
    return os.get_terminal_size(stream.fileno()).columns or 80


def workspace_of(standards: list[str] | None, campaign: str | None = None) -> Workspace:
    """What files are held against, by the options."""
    from aidscore.files.standards import Standards
    from aidscore.files.workspace import Workspace

    return Workspace(Standards(folders(standards)), None if campaign is None else existing(campaign))


def options_of(standards: list[str] | None, campaign: str | None) -> tuple[str, ...]:
    """The options by which another command finds the same standards and the same campaign."""
    named = [word for folder in standards or () for word in ("--standards", folder)]
    return (*named, *(() if campaign is None else ("--campaign", campaign)))


def folders(named: list[str] | None) -> tuple[Path, ...]:
    """The folders of --standards."""
    return tuple(Path(existing_folder(path)) for path in named or ())

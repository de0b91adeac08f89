"""The command `aidscore new template`: a Word template of this package, to be changed in Word."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from aidscore.cli.exit_codes import ExitCode
from aidscore.cli.extras import DOCUMENTS, needs
from aidscore.cli.help import Command
from aidscore.cli.new import free_path, new_app
from aidscore.cli.options import Color, ColorOption, Display, LanguageOption, QuietOption, TracebackOption
from aidscore.cli.output_files import give_files
from aidscore.cli.targets import output_targets
from aidscore.words import _, spoken


class Template(StrEnum):
    """The documents that have a template."""

    NOTICE = "notice"
    FEEDBACK = "feedback"
    CIRCULAR = "circular"


def join(app: typer.Typer) -> None:
    """Add the command to those that write files to begin with."""
    help_ = _("Write the Word template of a document, to be changed in Word.")
    new_app.command("template", cls=Command, help=help_)(new_template)


def new_template(
    kind: Annotated[
        Template, typer.Argument(metavar="KIND", help=_("notice, feedback (the form for objections), or circular"))
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help=_("the template to write, a .docx file"))
    ],
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore new template`."""
    needs(DOCUMENTS)
    from aidscore.media.docx.filling import shipped

    output_targets([free_path(output)], {".docx": None})
    give_files([(output, partial(shipped, kind.value, spoken()))], (), Display(color, quiet))
    return ExitCode.DONE

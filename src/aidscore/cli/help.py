"""Help in the language in use; here are the sentences that typer does not pass through gettext."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from aidscore.words import N_, _, spoken

if TYPE_CHECKING:
    from typer._click import Command as AnyCommand
    from typer._click import Context, HelpFormatter, Parameter
else:
    AnyCommand = object  # the base of typer's classes is private, and only types need it


TYPERS_OWN = {
    "Show this message and exit.": N_("show this help"),
    "Install completion for the current shell.": N_("install completion for the current shell"),
    "Show completion for the current shell, to copy it or customize the installation.": N_(
        "show the completion script of the current shell"
    ),
}
"""The sentences of typer in the style of ours; they are translated below, and so are these words."""
USAGE_WORDS = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."))
"""What typer writes into the line of usage; translated below."""
METAVARS = (
    N_("PATH"),
    N_("FOLDER"),
    N_("FILE"),
    N_("DIR"),
    N_("CENTER"),
    N_("CHANNEL"),
    N_("DATE"),
    N_("DAYS|DATE"),
    N_("PHASE"),
    N_("ID@VERSION"),
    N_("VERSION"),
    N_("OLD"),
    N_("NEW"),
    N_("N"),
    N_("CODE"),
    N_("WHAT"),
    N_("KIND"),
    N_("RECORD"),
    N_("FORM"),
    N_("VISIT"),
    N_("RESULT"),
    N_("ADDRESS"),
)
"""The names of arguments and values; translated below."""
AUDIENCES = (
    (N_("For inspectors"), ("form", "new", "validate", "score")),
    (N_("For analysts"), ("batch", "plan", "notices", "report", "ledger", "compare", "verify")),
    (N_("For administrators"), ("standard", "diff", "schema")),
)
"""The commands by who uses them, in the order of the work."""


def _spoken(parameters: list[Parameter]) -> list[Parameter]:
    """The parameters with their names and typer's own help translated; a flag has no value."""
    for parameter in parameters:
        if isinstance(parameter, TyperOption | TyperArgument) and parameter.help:
            parameter.help = _(TYPERS_OWN.get(parameter.help, parameter.help))
        if isinstance(parameter, TyperOption) and parameter.is_flag:
            parameter.metavar = ""
        elif parameter.metavar:
            parameter.metavar = _(parameter.metavar)
    return parameters


def _usage(pieces: Sequence[str], context: Context, formatter: HelpFormatter) -> None:
    """Write the line that says how a command is called; typer's braces around arguments mean nothing."""
    words = (_(piece.strip("{}").replace("}", "")) for piece in pieces)
    formatter.write_usage(context.command_path, " ".join(words), _("Usage: "))


def _text(text: str, formatter: HelpFormatter) -> None:
    """Write what a command does."""
    from aidscore.media.text import wrap

    formatter.write("".join(f"{line}\n" for line in ("", *wrap(f"  {text}", formatter.width))))


def _section(title: str, rows: Sequence[tuple[str, str]], formatter: HelpFormatter, least: int = 0) -> None:
    """Write names and what they mean in two columns, below a title. Nothing is cut; wide characters count twice.

    The second column begins in the same place as if a name had `least` characters.
    """
    from rich.cells import cell_len

    from aidscore.media.text import wrap

    if not rows:
        return
    formatter.write(f"\n{_('{title}:', title=title)}\n")
    indent = max(least, *(cell_len(name) for name, _meaning in rows)) + 4
    for name, meaning in rows:
        lines = wrap(meaning, formatter.width - indent)
        formatter.write(f"  {name}{' ' * (indent - 2 - cell_len(name))}{lines[0]}\n")
        formatter.write("".join(f"{' ' * indent}{line}\n" for line in lines[1:]))


def _sections(parameters: list[Parameter], context: Context, formatter: HelpFormatter) -> None:
    """Write what the arguments and options of a command are; an argument's type in Python is of no use to a reader."""
    arguments = [(one.metavar or str(one.name), one.help or "") for one in parameters if isinstance(one, TyperArgument)]
    options = [
        record for one in parameters if isinstance(one, TyperOption) and (record := one.get_help_record(context))
    ]
    _section(_("Arguments"), arguments, formatter)
    _section(_("Options"), options, formatter)


FIRST_STEPS = (
    (N_("Make a form and fill it in at the visit:"), "aidscore form make legal-aid-service@1.1 -o {form}.xlsx"),
    (N_("Score it:"), "aidscore score {form}.xlsx"),
    (N_("Sum up all visits in a folder:"), "aidscore batch {folder} -o {summary}.xlsx"),
)
"""What to do first, and the commands that do it."""
OTHER_LANGUAGE = {"en": "中文：aidscore --lang zh", "zh": "English: aidscore --lang en"}
"""How to get each language, for readers of the other one."""


def first_steps() -> str:
    """What somebody sees who calls the program without a command: what it does, and the three first things to do."""
    lines = [_("aidscore scores inspection visits against a published standard, exactly."), "", _("First steps:")]
    names = {"form": _("form"), "folder": _("FOLDER"), "summary": _("totals")}
    for number, (step, command) in enumerate(FIRST_STEPS, 1):
        lines += [f"  {number}. {_(step)}", f"     {command.format_map(names)}"]
    help_is = _("All commands: {command}", command="aidscore --help")
    return "\n".join([*lines, "", help_is, OTHER_LANGUAGE[spoken()]])


class _Spoken(AnyCommand):
    """What the help of commands and of groups has in common."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Its parameters, `--help` among them."""
        return _spoken(super().get_params(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the line that says how it is called."""
        _usage(self.collect_usage_pieces(ctx), ctx, formatter)

    def format_help_text(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write what it does, or what it is for."""
        _text(self.help or "", formatter)


class Command(_Spoken, TyperCommand):
    """A command whose help is in the language in use."""

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write what its arguments and options are."""
        _sections(self.get_params(ctx), ctx, formatter)


class Group(_Spoken, TyperGroup):
    """A group of commands whose help, and whose complaint about unknown commands, is in the language in use."""

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write its commands, those of the whole program by who uses them, and its options."""
        meanings = {name: command.help or "" for name, command in self.commands.items()}
        longest = max(map(len, meanings))
        if ctx.parent is None:
            for title, names in AUDIENCES:
                rows = [(name, meanings.pop(name)) for name in names if name in meanings]
                _section(_(title), rows, formatter, longest)
        _section(_("Commands"), list(meanings.items()), formatter, longest)
        _sections(self.get_params(ctx), ctx, formatter)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, AnyCommand | None, list[str]]:
        """The command that the arguments name; options that stand in its place are left to typer."""
        name = args[0]
        if self.get_command(ctx, name) is None and name[:1] != "-" and not ctx.resilient_parsing:
            near = tuple(get_close_matches(name, self.list_commands(ctx)))
            if near:
                message = _("there is no command {name}; did you mean {near}?", name=name, near=near)
            else:
                message = _("there is no command {name}", name=name)
            raise typer.BadParameter(message, ctx=ctx)
        return super().resolve_command(ctx, args)

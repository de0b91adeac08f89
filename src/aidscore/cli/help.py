"""Help in the language in use; here are the sentences that typer does not pass through gettext."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from aidscore.words import N_, _

if TYPE_CHECKING:
    from typer._click import Command as AnyCommand
    from typer._click import Context, HelpFormatter, Parameter


TYPERS_OWN = (
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)
"""The sentences of typer that are translated below."""


def _spoken(parameters: list[Parameter]) -> list[Parameter]:
    """The parameters with typer's own help translated (ours is already), and without a value where a flag has none."""
    for parameter in parameters:
        if isinstance(parameter, TyperOption | TyperArgument) and parameter.help:
            parameter.help = _(parameter.help)
        if isinstance(parameter, TyperOption) and parameter.is_flag:
            parameter.metavar = ""
    return parameters


def _usage(pieces: Sequence[str], context: Context, formatter: HelpFormatter) -> None:
    """Write the line that says how a command is called."""
    formatter.write_usage(context.command_path, " ".join(map(_, pieces)), _("Usage: "))


def _sections(parameters: list[Parameter], context: Context, formatter: HelpFormatter) -> None:
    """Write what the arguments and options of a command are; an argument's type in Python is of no use to a reader."""
    arguments = [(one.metavar or str(one.name), one.help or "") for one in parameters if isinstance(one, TyperArgument)]
    options = [said for one in parameters if isinstance(one, TyperOption) and (said := one.get_help_record(context))]
    for title, rows in ((_("Arguments"), arguments), (_("Options"), options)):
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


class Command(TyperCommand):
    """A command whose help is in the language in use."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Its parameters, `--help` among them."""
        return _spoken(super().get_params(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the line that says how it is called."""
        _usage(self.collect_usage_pieces(ctx), ctx, formatter)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write what its arguments and options are."""
        _sections(self.get_params(ctx), ctx, formatter)


class Group(TyperGroup):
    """A group of commands whose help, and whose complaint about unknown commands, is in the language in use."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Its parameters, `--help` among them."""
        return _spoken(super().get_params(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the line that says how it is called."""
        _usage(self.collect_usage_pieces(ctx), ctx, formatter)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, AnyCommand | None, list[str]]:
        """The command that the arguments name; options that stand in its place are left to typer."""
        name = args[0]
        if self.get_command(ctx, name) is None and name[:1] != "-" and not ctx.resilient_parsing:
            near = tuple(get_close_matches(name, self.list_commands(ctx)))
            if near:
                said = _("there is no command {name}; did you mean {near}?", name=name, near=near)
            else:
                said = _("there is no command {name}", name=name)
            raise typer.BadParameter(said, ctx=ctx)
        return super().resolve_command(ctx, args)

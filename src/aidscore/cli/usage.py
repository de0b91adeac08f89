"""Sentences about wrong usage, made from typer's exceptions, in the language in use."""

from __future__ import annotations

import re

from typer.exceptions import TyperException

from aidscore.words import _

_NO_CHOICE = re.compile(r"(?:Value error, )?(?P<value>.*) is not one of (?P<choices>.*?)\.?", re.DOTALL)
_EXTRA = re.compile(r"Got unexpected extra argument\(s\) \((.*)\)", re.DOTALL)


def usage_message(wrong: TyperException) -> str:
    """The sentence for a wrong call, and where help is."""
    context = getattr(wrong, "ctx", None)
    command = context.command_path if context is not None else "aidscore"
    return f"{_sentence(wrong)}\n" + _("See `{command} --help`.", command=command)


def _sentence(wrong: TyperException) -> str:
    """What is wrong with the call."""
    option = getattr(wrong, "option_name", None)
    match type(wrong).__name__:
        case "NoSuchOption" if near := tuple(getattr(wrong, "possibilities", None) or ()):
            return _("there is no option {option}; did you mean {near}?", option=option, near=near)
        case "NoSuchOption":
            return _("there is no option {option}", option=option)
        case "BadOptionUsage":
            flag = "not take a value" in wrong.message
            return (
                _("{option} does not take a value", option=option)
                if flag
                else _("{option} needs a value", option=option)
            )
        case "MissingParameter":
            return _("{parameter} is missing", parameter=_name(wrong))
        case "BadParameter" if getattr(wrong, "param", None) is not None:
            return _bad_value(wrong)
        case "NoArgsIsHelpError":
            return _("a command is missing")
        case _ if extra := _EXTRA.fullmatch(wrong.message):
            return _("too many arguments: {extra}", extra=extra[1])
        case _:
            return wrong.message


def _name(wrong: TyperException) -> str:
    """How a user writes the parameter that an exception is about: PATH, --format."""
    parameter = getattr(wrong, "param", None)
    options = [name for name in getattr(parameter, "opts", ()) if name.startswith("-")]
    if options:
        return str(options[0])
    metavar = getattr(parameter, "metavar", None)
    return _(str(metavar)) if metavar else str(getattr(parameter, "name", ""))


def _bad_value(wrong: TyperException) -> str:
    """A value that an option does not take; of typer's sentence only the value and the choices are kept."""
    name = _name(wrong)
    if match := _NO_CHOICE.fullmatch(wrong.message):
        choices = tuple(re.findall("'([^']*)'", match["choices"]))
        return _(
            "{option} takes one of {choices}, not {text}",
            option=name,
            choices=choices,
            text=match["value"].strip("'\""),
        )
    return _("{parameter}: {problem}", parameter=name, problem=wrong.message.removeprefix("Value error, "))

"""Packages that only some commands need: they come with an extra of aidscore."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec

from aidscore.cli.options import wrong_usage
from aidscore.words import _

DOCUMENTS = ("docxtpl", "docx", "jinja2")
"""What makes Word files."""
CALENDAR = ("chinese_calendar",)
"""What says which days are working days."""


def is_missing(packages: Iterable[str]) -> bool:
    """Whether one of some packages is not installed."""
    return any(find_spec(package) is None for package in packages)


def needs(packages: tuple[str, ...]) -> None:
    """Refuse to go on where a package of the extra `report` is missing; one sentence says how to get it."""
    if is_missing(packages):
        wrong_usage(
            _("this needs packages that are not installed: run {command}", command="pip install 'aidscore[report]'")
        )

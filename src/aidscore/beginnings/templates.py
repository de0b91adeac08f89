"""Standards and campaigns to begin with: one commented file for each language, beside this module."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from string import Template

from aidscore.model.standard import Standard
from aidscore.words import spoken

FOLDER = Path(__file__).parent
A_YEAR = timedelta(days=364)


def standard_beginning(id_: str, version: str, start: date) -> str:
    """The text of a draft of a standard with a rule of each kind."""
    return _filled("standard", id=id_, version=version, start=start.isoformat())


def campaign_beginning(standard: Standard) -> str:
    """The text of a campaign with one phase, which is scored by a standard while it is in effect."""
    start = standard.effective.start
    end = standard.effective.end or start + A_YEAR
    return _filled("campaign", standard=standard.reference, start=start.isoformat(), end=end.isoformat())


def _filled(kind: str, **values: str) -> str:
    """The file of a kind in the language in use, with its values."""
    template = FOLDER / f"{kind}.{spoken()}.yaml"
    return Template(template.read_text(encoding="utf-8")).substitute(values)

"""The options that a result was made with, as JSON: in the document of a batch, and within workbooks and pages."""

from __future__ import annotations

import json

from aidscore import __version__
from aidscore.media.json.text import Json
from aidscore.model.results import Outcome
from aidscore.words import spoken

FORMAT = "batch/1"
"""What the document of a batch says that it is."""


def options_document(outcome: Outcome) -> Json:
    """What the run was asked for, so that it can be run again."""
    return outcome.options._asdict() | {"as_if": outcome.as_if, "language": spoken()}


def settings_text(outcome: Outcome) -> str:
    """What a workbook or a page keeps, in one line, so that it can be verified."""
    settings = {"aidscore": FORMAT, "tool": __version__, "options": options_document(outcome)}
    return json.dumps(settings, ensure_ascii=False)

"""Which visit and which center: one name for each, wherever it is shown."""

from __future__ import annotations

from aidscore.model.campaign import Center
from aidscore.model.results import Visit
from aidscore.wording.codes import channel_word
from aidscore.words import _


def visit_text(visit: Visit) -> str:
    """A visit by its date and channel."""
    record = visit.record
    return " ".join(filter(None, [str(record.date), channel_word(record.channel), record.visit]))


def center_with_id(center: Center | None, name: str) -> str:
    """A center by its name and id; by what the record names where no campaign knows it."""
    return _("{name} ({id})", name=center.name, id=center.id) if center else name

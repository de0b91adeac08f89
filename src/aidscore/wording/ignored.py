"""What there is to say of a file that does not count, besides the reason."""

from __future__ import annotations

from aidscore.model.chinese import key_term
from aidscore.model.record import Record
from aidscore.model.results import Ignored
from aidscore.words import _, together


def ignored_text(file: Ignored) -> str:
    """The file, and of a record that does not count what replaced it, what that changed, and why."""
    parts = [file.source]
    if file.replaced_by:
        parts.append(_("replaced by {path}", path=file.replaced_by))
    if file.changed:
        parts.append(_("changed: {keys}", keys=tuple(key_term(Record, key) for key in file.changed)))
    if file.note:
        parts.append(file.note)
    return together(parts)

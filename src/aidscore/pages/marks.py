"""What differs between the old and the new wording of a text: marked in both, or in one text that has both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from aidscore.model.page import Cell, Mark, Tone
from aidscore.model.quantity import Number
from aidscore.wording.numbers import exact_cell

UNLIKE = 0.3
"""Below this likeness, of at most 1, two texts are taken for two texts and not for two wordings of one."""
SHORT = 2
"""So many words between two changes are marked with them: what was kept by chance is hard to read."""

_WORDS = re.compile(r"[A-Za-z0-9.%/-]+|.", re.DOTALL)


def both_marked(old: str, new: str) -> tuple[Cell, Cell]:
    """Two cells, of the old and the new wording, each with what differs marked; unlike texts are not marked."""
    parts = _parts(old, new)
    if parts is None:
        return Cell(old), Cell(new)
    gone = _spans((before, before != after) for before, after in parts)
    come = _spans((after, before != after) for before, after in parts)
    return (
        Cell(old, marks=tuple(Mark(start, end, "gone") for start, end in gone)),
        Cell(new, marks=tuple(Mark(start, end, "new") for start, end in come)),
    )


def in_place(old: str | None, new: str, tone: Tone = "plain") -> Cell:
    """One cell with both wordings: what is gone where it was, what is new behind it. Without `old` all of it is new."""
    text, marks = "", []
    for before, after in _parts(old or "", new) or [(old or "", new)]:
        if before == after:
            text += after
            continue
        if before:
            marks.append(Mark(len(text), len(text) + len(before), "gone"))
            text += before
        if after:
            marks.append(Mark(len(text), len(text) + len(after), "new"))
            text += after
    return Cell(text, None, tone, marks=tuple(marks))


def number_in_place(old: Number | None, new: Number, tone: Tone = "plain") -> Cell:
    """A number with the one that it replaces before it."""
    cell = exact_cell(new, tone)
    if old == new:
        return cell
    before = "" if old is None else exact_cell(old).text
    start = len(before) + 1 if before else 0
    gone = (Mark(0, len(before), "gone"),) if before else ()
    text = f"{before} {cell.text}" if before else cell.text
    return Cell(text, cell.number, tone, marks=(*gone, Mark(start, len(text), "new")))


def gone(text: str) -> Cell:
    """A text that the new version does not have."""
    return Cell(text, None, "muted", marks=(Mark(0, len(text), "gone"),) if text else ())


def _parts(old: str, new: str) -> list[tuple[str, str]] | None:
    """The texts in parts that are the same or replace each other; None where they are unlike."""
    if old == new:
        return [(old, new)]
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < UNLIKE:
        return None
    parts: list[tuple[str, str]] = []
    codes = matcher.get_opcodes()
    for number, (tag, *span) in enumerate(codes):
        is_short = tag == "equal" and span[1] - span[0] <= SHORT and 0 < number < len(codes) - 1
        part = "".join(before[span[0] : span[1]]), "".join(after[span[2] : span[3]])
        follows = bool(parts) and parts[-1][0] != parts[-1][1]
        if follows and (is_short or tag != "equal"):
            parts[-1] = parts[-1][0] + part[0], parts[-1][1] + part[1]
        else:
            parts.append(part)
    return parts


def _spans(parts: Iterator[tuple[str, bool]] | Sequence[tuple[str, bool]]) -> Iterator[tuple[int, int]]:
    """Where the parts that differ begin and end in the text that all parts make."""
    end = 0
    for part, differs in parts:
        start, end = end, end + len(part)
        if differs and part:
            yield start, end

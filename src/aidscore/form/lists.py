"""The hidden sheet of lists: what drop-downs offer, and the tables that formulas look things up in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from aidscore.form.formulas.units import in_units
from aidscore.form.layout import ClauseRows, Layout
from aidscore.model.campaign import Campaign, Center
from aidscore.model.form import HIDDEN_COLUMNS, TICK
from aidscore.model.record import CHANNELS
from aidscore.model.rule import All, Bands, Each, Fixed, Levels, Missing, Proportion, Range, Shortfall
from aidscore.wording.codes import CHANNEL_WORDS, STATUSES
from aidscore.words import N_, _
from aidscore.xlsx.cells import column_letters

Values: TypeAlias = Sequence[str | int]

FIRST_COLUMN = len(HIDDEN_COLUMNS) + 1
"""The number of the first column."""
SCOPES = {"all": N_("everything"), "listed": N_("what is ticked")}


@dataclass(frozen=True, slots=True)
class Lists:
    """The columns of the sheet in order: a title, and the values below it."""

    columns: tuple[tuple[str, Values], ...]

    def cells(self, title: str) -> str:
        """The cells below a title, as formulas and drop-downs write them."""
        number, values = next((n, values) for n, (name, values) in enumerate(self.columns) if name == title)
        letters = column_letters(FIRST_COLUMN + number)
        return f"lists!${letters}$2:${letters}${max(len(values), 1) + 1}"

    def each(self, title: str) -> list[str]:
        """The cells below a title, one by one."""
        number, values = next((n, values) for n, (name, values) in enumerate(self.columns) if name == title)
        return [f"lists!${column_letters(FIRST_COLUMN + number)}${row}" for row in range(2, len(values) + 2)]

    def pick(self, title: str, number: str) -> str:
        """The value with a number, counted from 1, below a title; gnumeric finds nothing in a range of one cell."""
        only, *others = self.each(title)
        return f"INDEX({self.cells(title)},{number})" if others else only

    def word(self, name: str, key: str) -> str:
        """The word of a key of a list; the key itself where the list does not have it."""
        columns = dict(self.columns)
        words = dict(zip(columns[name], columns[f"{name}/words"], strict=True))
        return str(words.get(key, key))


def texts_of(columns: Iterable[tuple[str, Sequence[str | int] | Sequence[str]]]) -> Iterator[str]:
    """The titles and values of columns, one after the other, as texts."""
    for title, values in columns:
        yield title
        yield from map(str, values)


def lists_of(layout: Layout, unit: int, campaign: Campaign | None) -> Lists:
    """The lists of a form, in the language in use."""
    return Lists((*_choices(campaign), *_tables(layout, unit)))


def _choices(campaign: Campaign | None) -> Iterator[tuple[str, Values]]:
    """The lists that every form has: keys, and the words for them."""
    centers = campaign.centers if campaign else ()
    taking_part = campaign.participating if campaign else ()
    choices: Mapping[str, Mapping[str, str]] = {
        "center": _center_words(taking_part),
        "from": _center_words(centers),
        "channel": {channel: _(CHANNEL_WORDS[channel]) for channel in CHANNELS},
        "scope": {key: _(word) for key, word in SCOPES.items()},
        "status": {key: _(word) for key, word in STATUSES.items()},
        "tick": {"tick": TICK},
    }
    for name, words in choices.items():
        yield name, tuple(words)
        yield f"{name}/words", tuple(words.values())


def _center_words(centers: Sequence[Center]) -> dict[str, str]:
    """The centers as a drop-down offers them, by id: their names; the id tells two of one name apart."""
    names = Counter(center.name for center in centers)
    return {
        center.id: center.name if names[center.name] == 1 else _("{name} ({id})", name=center.name, id=center.id)
        for center in centers
    }


def _tables(layout: Layout, unit: int) -> Iterator[tuple[str, Values]]:
    """The levels and bands of rules, with their points in units; the grades."""
    for rows in layout.clauses():
        yield from _tables_of(rows, unit)
    if grades := layout.edition.standard.grades:
        yield "grade", tuple(grade.name for grade in grades)
        yield "grade/units", tuple(in_units(grade.start, unit) for grade in grades)


def _tables_of(rows: ClauseRows, unit: int) -> Iterator[tuple[str, Values]]:
    """The levels or bands of a rule, with their points in units."""
    name = rows.clause.id
    match rows.deduct:
        case Levels(levels):
            yield f"level/{name}", tuple(levels)
            yield f"level/{name}/words", tuple(levels)
            yield f"level/{name}/units", tuple(in_units(points, unit) for points in levels.values())
        case Bands(bands):
            yield f"band/{name}/above", tuple(band.start.value.numerator for band in bands)
            yield f"band/{name}/below", tuple(band.start.value.denominator for band in bands)
            yield f"band/{name}/units", tuple(in_units(band.points, unit) for band in bands)
        case None | Fixed() | All() | Each() | Missing() | Range() | Shortfall() | Proportion():
            pass
        case _:
            assert_never(rows.deduct)

"""The hidden cells of the Excel scoring form, from which it is read back.

Every sheet describes itself, so rows that were moved, sorted or inserted and sheets that were renamed are found:

| where | content |
| --- | --- |
| A1 | the stamp: `aidscore-form/1 SHEET ID@VERSION SHA256` (see `Stamp`; `-` where no digest is known) |
| row 1, from column B (hidden) | the key of each column: `fields`, `order`, `order-na`, then the columns for people |
| column A, from row 2 (hidden) | the id of the row; empty on rows that are only for the eye |
| column `fields` (hidden) | the inputs of the row, one a line, each `field@column`: `count@amount`, `level@drawn` |
| column `order` (hidden) | if filled: the position of the finding in `findings`, the item or sub-item in `examined` |
| column `order-na` (hidden) | if filled: the position of the sub-item in `not_applicable`, the element in `missing` |

The input `field` of a row is in that row, in the column with that key. Cells of columns with a key that the row
does not name hold no input, but may hold words for people (units, hints); formulas are only outside the inputs.

| sheet | rows | fields |
| --- | --- | --- |
| guide, result, signed | none | none |
| visit | `visit` (several rows share this id) | center, channel, date, visit, examined, declared_score |
| | `inspector#1`, `inspector#2` … | name, from |
| scores | an item: `A` | examined |
| | a sub-item: `A1` | examined, not_applicable (its reason), self (the center's own score) |
| | a finding of a rule: `A1.1#1`, `A1.1#2` … | by kind, below; and note, evidence, status, status_note |
| vetoes | a finding of a veto: `V1#1` … | found; note, evidence, status, status_note; by, on |
| bonus | a finding of a bonus rule: `P1#1` … | by kind, below; note, evidence, status, status_note; by, document |
| lists | none: see below | none |
| sums | none | none |

| kind | fields of a finding | what they hold |
| --- | --- | --- |
| fixed, all | found | TICK |
| each | count, drawn, failed (a bonus: count only) | a whole number from 1, or TICK: found, no count; or a sample |
| missing | missing/KEY, a row for each element, all of one id (see `element_of`) | TICK where it is missing |
| range | points | a number |
| levels | level, count | a word of the rule's levels; a whole number, or nothing |
| shortfall, bands | value, drawn, failed | a value or a sample |
| proportion | value | a value |

A value is *text* where the rule's limits are shares (`91.9%`, `57/62`, `0.919`; a number is taken as a decimal) and a
number where they are not. A row is a finding exactly if one of its MEASURES is filled (for levels: `level`); where only
other fields are filled, or only one of drawn and failed, it is unfinished: the form says so and shows no verdict.

`self`, `by`, `on` and `document` are only for the paper sheet (see KEPT_IN_FORM): a record does not have them.

`examined` on the visit sheet holds a word of the list `scope`: of key `all` (then the ticks on the scores sheet say
nothing), or of key `listed` (then the ticked items and sub-items are the ones). Evidence is one text a line.
`center`, `from`, `channel`, `status` hold a word of the list of that name; an empty status is confirmed; center and
from may also hold an id itself.

The sheet `lists` has two columns for each list: the keys, titled NAME in row 1, and next to them the words, titled
NAME/words, from row 2 down. NAME is center, from, channel, scope, status, tick, or level/RULE. It also keeps
what the form was made with: `locked/SHEET` for each sheet (see `aidscore.form.locked`), `lists/digest`, and
`standard/deciding` (see `aidscore.form.deciding`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args
from urllib.parse import quote, unquote

FORMAT = "aidscore-form/1"
SheetKey: TypeAlias = Literal["guide", "visit", "scores", "vetoes", "bonus", "result", "signed", "lists", "sums"]
SHEETS: tuple[SheetKey, ...] = get_args(SheetKey)

TICK = "√"
HIDDEN_COLUMNS = ("id", "fields", "order", "order-na")
"""The columns A to D of every sheet; A1 holds the stamp, so A has no title."""
MEASURES = ("found", "count", "drawn", "failed", "missing", "points", "level", "value")
"""The fields that say how much, or that something was found at all."""
REMARKS = ("note", "evidence", "status", "status_note")
"""The fields that every finding has."""
KEPT_IN_FORM: Mapping[SheetKey, tuple[str, ...]] = {
    "scores": ("self",),
    "vetoes": ("by", "on"),
    "bonus": ("by", "document"),
}
"""The fields that stay in the form: own scores of sub-items; who established a veto, when; who approved a bonus."""

PLACES = 8
"""The most decimals that a measured value may have in a form, as the fraction that it is: 91.123456% has eight."""
MOST_COUNTED = 99_999
"""The most that a count, or a sample, may be in a form."""
LONGEST_RATIO = 5
"""The most digits above and below the line of a share written n/d."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What A1 of a sheet says: which sheet it is, of which form."""

    sheet: str
    standard: str
    sha256: str

    def __str__(self) -> str:
        return f"{FORMAT} {self.sheet} {self.standard} {self.sha256 or '-'}"

    @classmethod
    def of(cls, text: str) -> Stamp | None:
        """The stamp that a text is; None where it is none, or of another format."""
        parts = text.split(" ")
        if len(parts) != 4 or parts[0] != FORMAT or parts[1] not in SHEETS:
            return None
        return cls(parts[1], parts[2], "" if parts[3] == "-" else parts[3])


def slot_id(clause: str, number: int) -> str:
    """The id of a row for a finding: its clause and which of its findings it is, counted from 1."""
    return f"{clause}#{number}"


def clause_of(row: str) -> tuple[str, int] | None:
    """The clause and number of a finding's row; None for the row of something else."""
    clause, mark, number = row.rpartition("#")
    return (clause, int(number)) if mark and number.isascii() and number.isdigit() else None


def element_field(key: str) -> str:
    """The field in which an element of a missing rule is ticked."""
    return f"missing/{quote(key, safe='')}"


def element_of(field: str) -> str | None:
    """The key of the element that a field ticks; None for another field."""
    head, slash, key = field.partition("/")
    return unquote(key) if head == "missing" and slash else None


def written_fields(fields: Iterable[tuple[str, str]]) -> str:
    """The inputs of a row, as its hidden cell says them: pairs of a field and the key of its column."""
    return "\n".join(f"{field}@{column}" for field, column in fields)


def fields_of(written: str) -> tuple[tuple[str, str], ...]:
    """The inputs of a row: each field and the key of its column."""
    pairs = (line.partition("@") for line in written.split("\n") if line)
    return tuple((field, column) for field, _, column in pairs)

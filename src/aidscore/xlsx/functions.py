"""The functions of a spreadsheet that formulas of this program use, with exact numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import floor, gcd, lcm, prod
from typing import TypeAlias

from aidscore.xlsx.cells import EPOCH_1900
from aidscore.xlsx.expression import Call, Node, NoValue, Read, Value, Values, number_of, text_of

LARGEST = 2**53
"""A spreadsheet finds no common multiple beyond this."""
Number: TypeAlias = "int | Fraction"


def function_of(name: str) -> Call:
    """The function of a name. Raises LookupError where no formula may use it."""
    return _FUNCTIONS[name]


def one(node: Node, read: Read) -> Value:
    """The only value of an argument. Raises NoValue where it is a range."""
    value = node(read)
    if isinstance(value, tuple):
        raise NoValue("#VALUE!")
    return value


def _plain(compute: Callable[..., Value]) -> Call:
    """A function whose arguments are single values."""
    return lambda nodes, read: compute(*(one(node, read) for node in nodes))


def _over(compute: Callable[[list[Number]], Number]) -> Call:
    """A function of all numbers of its arguments; texts and empty cells are left out."""

    def over(nodes: Sequence[Node], read: Read) -> Values:
        values = (value for node in nodes for value in _listed(node(read)))
        return compute([value for value in values if isinstance(value, int | Fraction)])

    return over


def _listed(values: Values) -> tuple[Value, ...]:
    """The values of a range, or a single one."""
    return values if isinstance(values, tuple) else (values,)


def _if(nodes: Sequence[Node], read: Read) -> Values:
    """IF: only the part that is needed is computed."""
    return nodes[1 if number_of(one(nodes[0], read)) else 2](read)


def _if_error(nodes: Sequence[Node], read: Read) -> Values:
    """IFERROR."""
    try:
        return nodes[0](read)
    except NoValue:
        return nodes[1](read)


def _choose(nodes: Sequence[Node], read: Read) -> Values:
    """CHOOSE."""
    return nodes[floor(number_of(one(nodes[0], read)))](read)


def _index(nodes: Sequence[Node], read: Read) -> Value:
    """INDEX in a single row or column."""
    values, number = _listed(nodes[0](read)), floor(number_of(one(nodes[1], read)))
    if not 0 < number <= len(values):
        raise NoValue("#REF!")
    return values[number - 1]


def _match(nodes: Sequence[Node], read: Read) -> Value:
    """MATCH with 0 as its last argument: the place of the first cell with a value."""
    wanted, values = one(nodes[0], read), _listed(nodes[1](read))
    if wanted not in values:
        raise NoValue("#N/A")
    return values.index(wanted) + 1


def _sum_product(nodes: Sequence[Node], read: Read) -> Value:
    """SUMPRODUCT; conditions count as nothing unless they were turned into numbers."""
    total: Number = 0
    for row in zip(*(_listed(node(read)) for node in nodes), strict=True):
        total += prod(0 if isinstance(value, str | bool) else number_of(value) for value in row)
    return total


def _find(part: Value, text: Value) -> Value:
    """FIND: the place of a text in another one, counted from 1."""
    place = text_of(text).find(text_of(part))
    if place < 0:
        raise NoValue("#VALUE!")
    return place + 1


def _common(find: Callable[..., int]) -> Callable[[list[Number]], Number]:
    """GCD and LCM, which cut decimals off."""

    def common(numbers: list[Number]) -> Number:
        if any(number < 0 for number in numbers) or (found := find(*map(floor, numbers))) >= LARGEST:
            raise NoValue("#NUM!")
        return found

    return common


def _round(value: Value, decimals: Value) -> Value:
    """ROUND: halves away from 0."""
    number, power = Fraction(number_of(value)), Fraction(10) ** floor(number_of(decimals))
    whole = floor(abs(number) * power + Fraction(1, 2))
    return (whole if number >= 0 else -whole) / power


def _value(text: Value) -> Value:
    """VALUE. Raises NoValue where a text is not a number."""
    if isinstance(text, str) and not text.strip():
        raise NoValue("#VALUE!")
    return number_of(text)


def _day(value: Value) -> date:
    """The day of a number."""
    return EPOCH_1900 + timedelta(floor(number_of(value)))


def _left(text: Value, count: Value) -> str:
    """LEFT."""
    if (length := floor(number_of(count))) < 0:
        raise NoValue("#VALUE!")
    return text_of(text)[:length]


def _right(text: Value, count: Value) -> str:
    """RIGHT."""
    written = text_of(text)
    return written[max(0, len(written) - floor(number_of(count))) :]


def _mid(text: Value, start: Value, count: Value) -> str:
    """MID: so many characters from a place, counted from 1."""
    first = floor(number_of(start)) - 1
    return text_of(text)[first : first + floor(number_of(count))]


_FUNCTIONS: Mapping[str, Call] = {
    "IF": _if,
    "IFERROR": _if_error,
    "CHOOSE": _choose,
    "INDEX": _index,
    "MATCH": _match,
    "SUMPRODUCT": _sum_product,
    "SUM": _over(sum),
    "MIN": _over(lambda numbers: min(numbers, default=0)),
    "MAX": _over(lambda numbers: max(numbers, default=0)),
    "COUNT": _over(len),
    "GCD": _over(_common(gcd)),
    "LCM": _over(_common(lcm)),
    "AND": _plain(lambda *values: all(number_of(value) for value in values)),
    "OR": _plain(lambda *values: any(number_of(value) for value in values)),
    "NOT": _plain(lambda value: not number_of(value)),
    "ISNUMBER": _plain(lambda value: isinstance(value, int | Fraction) and not isinstance(value, bool)),
    "ISTEXT": _plain(lambda value: isinstance(value, str)),
    "INT": _plain(lambda value: floor(number_of(value))),
    "ROUND": _plain(_round),
    "VALUE": _plain(_value),
    "EXACT": _plain(lambda left, right: text_of(left) == text_of(right)),
    "FIND": _plain(_find),
    "LEFT": _plain(_left),
    "RIGHT": _plain(_right),
    "MID": _plain(_mid),
    "LEN": _plain(lambda text: len(text_of(text))),
    "TRIM": _plain(lambda text: " ".join(part for part in text_of(text).split(" ") if part)),
    "SUBSTITUTE": _plain(lambda text, old, new: text_of(text).replace(text_of(old), text_of(new))),
    "YEAR": _plain(lambda value: _day(value).year),
    "MONTH": _plain(lambda value: _day(value).month),
    "DAY": _plain(lambda value: _day(value).day),
}

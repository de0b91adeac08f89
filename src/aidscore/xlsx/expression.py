"""Formulas as functions of the cells that they name: a small parser for the formulas that this program writes.

Numbers are exact. Where a spreadsheet shows an error, `NoValue` is raised; IFERROR catches it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from operator import add, eq, ge, gt, le, lt, mul, ne, sub
from typing import TypeAlias

from aidscore.xlsx.cells import Address, address

Value: TypeAlias = "str | bool | int | Fraction | None"
"""The content of a cell; None where it is empty."""
Values: TypeAlias = "Value | tuple[Value, ...]"
"""A value, or those of a range."""
Reference: TypeAlias = tuple[str, Address]
"""The name of a sheet, empty for that of the formula, and a cell."""
Read: TypeAlias = Callable[[Reference], Value]
Node: TypeAlias = Callable[[Read], Values]
"""A part of a formula: what it comes out as, given the cells."""
Call: TypeAlias = Callable[[list[Node], Read], Values]
"""A function of a spreadsheet, given its arguments, which it computes where it needs them."""


class NoValue(Exception):
    """A formula, or a part of one, has no value."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A formula: how it is computed, and the cells that it names."""

    node: Node
    references: tuple[Reference, ...]


_TOKEN = re.compile(
    r"""
    \s{0,9}(?: "(?P<text>(?:[^"]|"")*)" | (?P<number>[0-9]{1,40}(?:\.[0-9]{1,40})?)
    | (?: (?:'(?P<quoted>(?:[^']|''){0,62})'|(?P<plain>\w{1,31}))! )?
      (?P<cell>\$?[A-Z]{1,3}\$?[0-9]{1,7}) (?: :(?P<last>\$?[A-Z]{1,3}\$?[0-9]{1,7}) )?
    | (?P<function>[A-Z]{1,20})\( | (?P<mark><>|<=|>=|[-+*/&=<>(),]) )""",
    re.VERBOSE,
)
_ORDER: tuple[tuple[str, ...], ...] = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"))
"""The operators, those that bind least first."""


@lru_cache(1 << 14)
def expression_of(formula: str, functions: Callable[[str], Call]) -> Expression:
    """A formula, without its first `=`; `functions` gives what a name stands for. Raises ValueError and LookupError."""
    parser = _Parser(formula, functions)
    return Expression(parser.whole(), tuple(dict.fromkeys(parser.references)))


class _Parser:
    """Reads a formula from left to right."""

    def __init__(self, formula: str, functions: Callable[[str], Call]) -> None:
        self.tokens = _tokens(formula)
        self.functions = functions
        self.references: list[Reference] = []
        self.next: re.Match[str] | None = next(self.tokens, None)

    def whole(self) -> Node:
        """The whole formula."""
        node = self.level(0)
        if self.next is not None:
            raise ValueError(self.next.string)
        return node

    def taken(self, *marks: str) -> str:
        """The next mark, if it is one of these; it is then read."""
        if self.next is None or self.next["mark"] not in marks:
            return ""
        mark = self.next["mark"]
        self.next = next(self.tokens, None)
        return mark

    def level(self, number: int) -> Node:
        """Operands with operators of one level between them."""
        if number == len(_ORDER):
            return self.operand()
        node = self.level(number + 1)
        while mark := self.taken(*_ORDER[number]):
            node = _operation(mark, node, self.level(number + 1))
        return node

    def operand(self) -> Node:
        """A text, a number, a cell, a range, a function, or something in parentheses; with a sign before it."""
        if self.taken("-"):
            return _operation("-", _constant(0), self.operand())
        if self.taken("("):
            node = self.level(0)
            self.closed()
            return node
        token = self.next
        if token is None or token["mark"]:
            raise ValueError(token.string if token else "")
        self.next = next(self.tokens, None)
        if token["function"]:
            return self.call(token["function"])
        if token["cell"]:
            return self.cells(token)
        return _constant(Fraction(token["number"]) if token["number"] else token["text"].replace('""', '"'))

    def closed(self) -> None:
        """A closing parenthesis."""
        if not self.taken(")"):
            raise ValueError(self.next.string if self.next else "")

    def call(self, name: str) -> Node:
        """A function with its arguments."""
        arguments = [self.level(0)]
        while self.taken(","):
            arguments.append(self.level(0))
        self.closed()
        function = self.functions(name)
        return lambda read: function(arguments, read)

    def cells(self, token: re.Match[str]) -> Node:
        """A cell, or the cells of a range."""
        sheet = token["plain"] or (token["quoted"] or "").replace("''", "'")
        top, left = address(token["cell"])
        bottom, right = address(token["last"] or token["cell"])
        named = [(sheet, (row, column)) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        self.references += named
        if token["last"]:
            return lambda read: tuple(read(one) for one in named)
        return lambda read: read(named[0])


def _tokens(formula: str) -> Iterator[re.Match[str]]:
    """The parts of a formula. Raises ValueError where there is something that no formula of ours has."""
    at = 0
    while at < len(formula):
        token = _TOKEN.match(formula, at)
        if token is None:
            raise ValueError(formula[at:])
        yield token
        at = token.end()


def _constant(value: Value) -> Node:
    """A text or a number."""
    return lambda _read: value


def _operation(mark: str, left: Node, right: Node) -> Node:
    """An operator between two operands; with a range it works on each cell."""
    operate = _OPERATORS[mark]
    return lambda read: each(operate, left(read), right(read))


def each(operate: Callable[[Value, Value], Value], left: Values, right: Values) -> Values:
    """What an operation makes of two values, or of each value of ranges."""
    if not isinstance(left, tuple) and not isinstance(right, tuple):
        return operate(left, right)
    length = len(left if isinstance(left, tuple) else right if isinstance(right, tuple) else ())
    pairs = (side if isinstance(side, tuple) else (side,) * length for side in (left, right))
    return tuple(operate(one, other) for one, other in zip(*pairs, strict=True))


# ---- values --------------------------------------------------------------------------------------


def number_of(value: Value) -> int | Fraction:
    """A value as a number; nothing is 0. Raises NoValue where it is a text that is not a number."""
    if isinstance(value, str):
        try:
            return Fraction(value)
        except ValueError:
            raise NoValue(value) from None
    return 0 if value is None else value


def text_of(value: Value) -> str:
    """A value as a text, as a spreadsheet joins it to another one."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | Fraction):
        return str(int(value)) if value.denominator == 1 else f"{float(value):.15g}"
    return value or ""


def _compared(compare: Callable[..., bool]) -> Callable[[Value, Value], Value]:
    """A comparison: nothing equals 0 and an empty text, a number is below a text, capitals do not matter."""

    def compared(left: Value, right: Value) -> Value:
        left, right = (
            ("" if isinstance(other, str) else 0) if one is None else one
            for one, other in ((left, right), (right, left))
        )
        if isinstance(left, str) and isinstance(right, str):
            return compare(left.casefold(), right.casefold())
        if isinstance(left, str) or isinstance(right, str):
            return compare(isinstance(left, str), isinstance(right, str))
        return compare(left, right)

    return compared


def _computed(
    compute: Callable[[int | Fraction, int | Fraction], int | Fraction],
) -> Callable[[Value, Value], Value]:
    """An operation with numbers."""
    return lambda left, right: compute(number_of(left), number_of(right))


def _divided(above: int | Fraction, below: int | Fraction) -> Fraction:
    """A quotient. Raises NoValue where it has none."""
    if not below:
        raise NoValue("#DIV/0!")
    return Fraction(above) / below


_OPERATORS: Mapping[str, Callable[[Value, Value], Value]] = {
    "&": lambda left, right: text_of(left) + text_of(right),
    "+": _computed(add),
    "-": _computed(sub),
    "*": _computed(mul),
    "/": _computed(_divided),
    **{mark: _compared(compare) for mark, compare in zip(_ORDER[0], (eq, ne, lt, gt, le, ge), strict=True)},
}

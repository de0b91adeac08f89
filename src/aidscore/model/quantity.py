"""Exact quantities as people write them (spec, section 2): decimals, shares, dates, and their display (section 6)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Annotated, Literal, TypeAlias

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from aidscore.model.field import CLOSED, as_schema, described

Number: TypeAlias = int | Fraction
"""An exact number. Whole ones are `int` where they can be, since those are ten times as fast; never a float."""

WIDTH = 12
"""The most digits before, and after, a decimal point."""
KEPT = 1 << 12
"""How many texts are cached with their values: records repeat the same few hundred."""

_DECIMAL = re.compile(rf"(0|[1-9][0-9]{{0,{WIDTH - 1}}})(\.[0-9]{{1,{WIDTH}}})?")
_WHOLE = re.compile(rf"0|[1-9][0-9]{{0,{WIDTH - 1}}}")
_PERCENT = re.compile(rf"({_DECIMAL.pattern})%")
_RATIO = re.compile(rf"({_WHOLE.pattern})/([1-9][0-9]{{0,{WIDTH - 1}}})")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[,_' \u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?%?")
"""A number with its digits in groups of three, as people and spreadsheets write it."""
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NARROW = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3002: ".", 0x3001: ",", 0x3000: " "}


def ratio(numerator: Number, denominator: Number) -> Number:
    """The exact quotient. The only division there is: `int / int` would be a float.

    Raises ZeroDivisionError where the denominator is 0.
    """
    return plain(Fraction(numerator.numerator * denominator.denominator, numerator.denominator * denominator.numerator))


def plain(number: Number) -> Number:
    """The same number, as an `int` where it is whole."""
    return number.numerator if number.denominator == 1 else number


def total_of(numbers: Collection[Number]) -> Number:
    """The exact sum; many times as fast as `sum` where there are fractions."""
    unit = lcm(*(number.denominator for number in numbers))
    return ratio(sum(number.numerator * (unit // number.denominator) for number in numbers), unit)


def exact(number: Number) -> str:
    """The unrounded number as text: a decimal, or `n/d` where it is none (spec, section 11)."""
    numerator, denominator = number.numerator, number.denominator
    if denominator == 1:
        return str(numerator)
    places, power = 0, 1
    while power % denominator and places < denominator.bit_length():
        places, power = places + 1, power * 10
    if power % denominator:
        return f"{numerator}/{denominator}"
    digits = str(abs(numerator) * (power // denominator)).rjust(places + 1, "0")
    return f"{'-' if numerator < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def narrow(text: str) -> str:
    """The text with full-width digits, letters and punctuation replaced by their ASCII forms."""
    return text.translate(_NARROW)


def _refuse(code: str, text: object, **arguments: object) -> PydanticCustomError:
    """The refusal of a text, named by the code of the diagnostic that it becomes."""
    return PydanticCustomError(code, "refused", {"text": text, **arguments})


def _not_a_number(text: object, code: str) -> PydanticCustomError:
    """Why a text is not a number: the most specific reason."""
    if not isinstance(text, str):
        return _refuse("expected-text", text)
    if _GROUPED.fullmatch(plain_text := narrow(text).strip()):
        return _refuse(f"{code}/grouped", text, hint=re.sub(r"[^0-9.%]", "", plain_text))
    if (ascii_text := narrow(text)) != text and ascii_text.strip("0123456789.%/-") == "":
        return _refuse("full-width-characters", text, ascii=ascii_text)
    if re.fullmatch(r"[-+]?\.?(inf|infinity|nan)", text, re.IGNORECASE):
        return _refuse("not-finite", text)
    if re.fullmatch(r"-[0-9]+(\.[0-9]+)?%?", text):
        return _refuse("negative-number", text)
    if re.fullmatch(r"0[0-9]+(\.[0-9]+)?", text):
        return _refuse("leading-zero", text, hint=text.lstrip("0") if text.strip("0.") else "0")
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) and len(text) > WIDTH:
        return _refuse("number-too-long", text[:40], width=WIDTH)
    return _refuse(code, text[:80])


def parse_decimal(text: object) -> Number:
    """The number that a decimal says: digits, optionally a point and digits, nothing else; 0 or more."""
    if isinstance(text, str) and (number := _decimal(text)) is not None:
        return number
    raise _not_a_number(text, "not-a-decimal")


@lru_cache(KEPT)
def _decimal(text: str) -> Number | None:
    """The number that a decimal says; None where it is none."""
    if match := _DECIMAL.fullmatch(text):
        return int(text) if match[2] is None else plain(Fraction(text))
    return None


def parse_amount(text: object) -> Number:
    """A decimal above 0: points that are given or taken away."""
    number = parse_decimal(text)
    if number == 0:
        raise _refuse("not-above-zero", text)
    return number


def parse_whole(text: object) -> int:
    """A whole number, 0 or more."""
    if isinstance(text, str) and _WHOLE.fullmatch(text):
        return int(text)
    raise _not_a_number(text, "not-a-whole-number")


def parse_count(text: object) -> int:
    """A whole number from 1: how many were found."""
    count = parse_whole(text)
    if count == 0:
        raise _refuse("count-of-zero", text)
    return count


def parse_decimals(text: object) -> int:
    """How many decimals are shown: a whole number that a table has room for."""
    decimals = parse_whole(text)
    if decimals > WIDTH:
        raise _refuse("not-one-of", text, choices=f"0 – {WIDTH}")
    return decimals


def parse_date(text: object) -> date:
    """A date written 2005-09-14."""
    if not isinstance(text, str):
        raise _refuse("expected-text", text)
    if match := _DATE.fullmatch(text):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            raise _refuse("no-such-date", text) from None
    parts = re.findall(r"[0-9]+", narrow(text))
    hint = "2005-09-14"
    if len(parts) >= 3 and len(parts[0]) == 4 and len(parts[1]) <= 2 and len(parts[2]) <= 2:
        hint = f"{parts[0]}-{parts[1]:0>2}-{parts[2]:0>2}"
    raise _refuse("not-a-date", text[:80], hint=hint)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured value or a limit: a decimal (`40`), or a share (`90%`, `57/62`)."""

    value: Number
    written: Literal["decimal", "percent", "ratio"] = "decimal"

    @property
    def is_share(self) -> bool:
        """Whether it was written as a share, with % or as n/d."""
        return self.written != "decimal"

    def __hash__(self) -> int:
        # a fraction's own hash takes longer than everything else that is done with a measured value
        return hash((self.value.numerator, self.written))

    def __str__(self) -> str:
        match self.written:
            case "decimal":
                return exact(self.value)
            case "percent":
                return exact(self.value * 100) + "%"
            case "ratio":
                return f"{self.value.numerator}/{self.value.denominator}"


def parse_quantity(text: object) -> Quantity:
    """A decimal or a share, 0 or more."""
    if isinstance(text, str) and (quantity := _quantity(text)) is not None:
        return quantity
    raise _not_a_number(text, "not-a-quantity")


@lru_cache(KEPT)
def _quantity(text: str) -> Quantity | None:
    """What a decimal or a share says; None where it is neither."""
    if match := _PERCENT.fullmatch(text):
        return Quantity(ratio(parse_decimal(match[1]), 100), "percent")
    if match := _RATIO.fullmatch(text):
        return Quantity(ratio(int(match[1]), int(match[2])), "ratio")
    number = _decimal(text)
    return None if number is None else Quantity(number)


def parse_share(text: object) -> Number:
    """A share above 0 and at most 1: `90%`, `1/3`, `0.9`."""
    value = parse_quantity(text).value
    if not 0 < value <= 1:
        raise _refuse("share-out-of-range", text)
    return value


_DIGITS = rf"(0|[1-9][0-9]{{0,{WIDTH - 1}}})"
_DECIMALS = rf"(\.[0-9]{{1,{WIDTH}}})?"
_ABOVE_ZERO = r"(?!0+([.]0+)?(%|/|$))"
_DECIMAL_TEXT = {"type": "string", "pattern": f"^{_DIGITS}{_DECIMALS}$"}
_AMOUNT_TEXT = {"type": "string", "pattern": f"^{_ABOVE_ZERO}{_DIGITS}{_DECIMALS}$"}
_RATIO_PATTERN = rf"{_DIGITS}/[1-9][0-9]{{0,{WIDTH - 1}}}"
_QUANTITY_TEXT = {"type": "string", "pattern": f"^({_DIGITS}{_DECIMALS}%?|{_RATIO_PATTERN})$"}
_PARTS = rf"0{_DECIMALS}|1(\.0+)?|(100(\.0+)?|[1-9]?[0-9]{_DECIMALS})%|{_RATIO_PATTERN}"
_SHARE_TEXT = {"type": "string", "pattern": f"^{_ABOVE_ZERO}({_PARTS})$"}
_NUMBER, _ABOVE = {"type": "number", "minimum": 0}, {"type": "number", "exclusiveMinimum": 0}
_SHARE = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}


def _whole(least: int, most: int = 10**WIDTH - 1) -> WithJsonSchema:
    """How a JSON Schema describes a whole number."""
    pattern = f"^{_DIGITS}$" if least == 0 else rf"^[1-9][0-9]{{0,{WIDTH - 1}}}$"
    number = {"type": "integer", "minimum": least, "maximum": most}
    return as_schema(number, {"type": "string", "pattern": pattern}, default=least)


AMOUNT_SCHEMA = {"anyOf": [_ABOVE, _AMOUNT_TEXT]}
Points = Annotated[Number, PlainValidator(parse_decimal), as_schema(_NUMBER, _DECIMAL_TEXT, examples=["5", "0.5"])]
Amount = Annotated[Number, PlainValidator(parse_amount), as_schema(_ABOVE, _AMOUNT_TEXT, examples=["5", "0.5"])]
Share = Annotated[Number, PlainValidator(parse_share), as_schema(_SHARE, _SHARE_TEXT, examples=["90%", "1/3"])]
Measure = Annotated[
    Quantity, PlainValidator(parse_quantity), as_schema(_NUMBER, _QUANTITY_TEXT, examples=["91.9%", "57/62", "30"])
]
Whole = Annotated[int, PlainValidator(parse_whole), _whole(0)]
Count = Annotated[int, PlainValidator(parse_count), _whole(1)]
Decimals = Annotated[int, PlainValidator(parse_decimals), _whole(0, WIDTH)]
_DAYS = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9])"
"""The days of a year: strict validators refuse a `format` that they do not know, and all of them know patterns."""
Day = Annotated[
    date,
    PlainValidator(parse_date),
    as_schema({"type": "string", "pattern": f"^[0-9]{{4}}-(?:{_DAYS})$"}),
]

RoundingMode = Literal["half-up", "half-even", "down"]


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a number is rounded for display, once; verdicts never use it (spec, section 6)."""

    __pydantic_config__ = CLOSED
    decimals: Annotated[Decimals, described("how many decimals are shown")] = 1
    mode: Annotated[RoundingMode, described("what becomes of a half: up, to the even digit, or cut off")] = "half-up"

    def at(self, number: Number, decimals: int) -> Decimal:
        """The number rounded to a number of decimals in this mode."""
        size, rest = divmod(abs(number.numerator) * 10**decimals, number.denominator)
        above_half, half = 2 * rest > number.denominator, 2 * rest == number.denominator
        if self.mode != "down" and (above_half or (half and (self.mode == "half-up" or size % 2 == 1))):
            size += 1
        negative = number < 0 and size > 0
        # built from digits: arithmetic with Decimal would round to the precision of the thread's context
        return Decimal((int(negative), tuple(int(digit) for digit in str(size)), -decimals))

    def display(self, number: Number, landmarks: Iterable[Number] = ()) -> Decimal:
        """The number as it is shown everywhere: text, JSON, HTML and workbook use this one function.

        Decimals are added until rounding leaves it on the same side of every landmark (pass mark, floor, target) as
        the exact number: 89.95 against 90 is shown as 89.95.
        """
        decimals = self.decimals
        # a number that equals an endless mark such as 1/3 cannot be told from it by any number of decimals
        marks = [mark for mark in landmarks if number != mark or "/" not in exact(mark)]
        shown = self.at(number, decimals)
        while any(_side(number, mark) != _side(Fraction(shown), mark) for mark in marks):
            decimals += 1
            shown = self.at(number, decimals)
        return shown


def _side(number: Number, mark: Number) -> bool:
    """Whether a number reaches a mark: 以上 includes the mark."""
    return number >= mark

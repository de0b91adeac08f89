"""Quantities as people write them, kept exact (spec, section 2)."""

from datetime import date
from fractions import Fraction

import pytest
from pydantic_core import PydanticCustomError

from aidscore.model.quantity import (
    Quantity,
    parse_amount,
    parse_count,
    parse_date,
    parse_decimal,
    parse_decimals,
    parse_quantity,
    parse_share,
    parse_whole,
)


def refused(parse, text):
    """The code with which a text is refused."""
    with pytest.raises(PydanticCustomError) as refusal:
        parse(text)
    return refusal.value.type


class TestDecimal:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("0", 0),
            ("3", 3),
            ("0.5", Fraction(1, 2)),
            ("0.1", Fraction(1, 10)),
            ("2.50", Fraction(5, 2)),
            ("100.0", 100),
            ("123456789012.123456789012", Fraction("123456789012.123456789012")),
        ],
    )
    def test_it_is_exact(self, text, number):
        assert (parse_decimal(text), type(parse_decimal(text))) == (number, type(number))

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "not-a-decimal"),
            (".5", "not-a-decimal"),
            ("5.", "not-a-decimal"),
            ("1e3", "not-a-decimal"),
            ("1_000", "not-a-decimal/grouped"),
            ("1,000", "not-a-decimal/grouped"),
            ("+5", "not-a-decimal"),
            ("3 ", "not-a-decimal"),
            ("0x1F", "not-a-decimal"),
            ("12:30", "not-a-decimal"),
            ("三", "not-a-decimal"),
            ("50%", "not-a-decimal"),
            ("1/2", "not-a-decimal"),
            ("-5", "negative-number"),
            ("-0", "negative-number"),
            ("012", "leading-zero"),
            ("00.5", "leading-zero"),
            ("1234567890123", "number-too-long"),
            ("0.1234567890123", "number-too-long"),
            ("9" * 5000, "number-too-long"),
            ("nan", "not-finite"),
            (".inf", "not-finite"),
            ("-.INF", "not-finite"),
            ("２", "full-width-characters"),
            ("０．５", "full-width-characters"),
            ("1。5", "full-width-characters"),
            ("٣", "not-a-decimal"),
        ],
    )
    def test_nothing_else(self, text, code):
        assert refused(parse_decimal, text) == code

    @pytest.mark.parametrize("value", [None, 3, 0.5, True, ["3"], {"a": "3"}])
    def test_only_text(self, value):
        assert refused(parse_decimal, value) == "expected-text"

    def test_an_amount_is_above_0(self):
        assert refused(parse_amount, "0") == refused(parse_amount, "0.00") == "not-above-zero"
        assert parse_amount("0.01") == Fraction(1, 100)


class TestWhole:
    def test_a_whole_number(self):
        assert (parse_whole("0"), parse_whole("20"), parse_count("1")) == (0, 20, 1)

    @pytest.mark.parametrize("text", ["1.5", "3.0", "1_0", "yes", "0x10"])
    def test_nothing_else(self, text):
        assert refused(parse_whole, text) == "not-a-whole-number"

    def test_a_count_of_0_says_that_nothing_was_found(self):
        assert refused(parse_count, "0") == "count-of-zero"

    @pytest.mark.parametrize(
        ("text", "code"), [("1_0", "not-a-whole-number"), ("-1", "negative-number"), ("13", "not-one-of")]
    )
    def test_decimals_are_few(self, text, code):
        assert refused(parse_decimals, text) == code
        assert (parse_decimals("0"), parse_decimals("12")) == (0, 12)


class TestQuantity:
    @pytest.mark.parametrize(
        ("text", "quantity", "is_share"),
        [
            ("30", Quantity(30), False),
            ("0.9", Quantity(Fraction(9, 10)), False),
            ("90%", Quantity(Fraction(9, 10), "percent"), True),
            ("91.9%", Quantity(Fraction(919, 1000), "percent"), True),
            ("0%", Quantity(0, "percent"), True),
            ("100%", Quantity(1, "percent"), True),
            ("57/62", Quantity(Fraction(57, 62), "ratio"), True),
            ("0/5", Quantity(0, "ratio"), True),
            ("4/2", Quantity(2, "ratio"), True),
        ],
    )
    def test_a_decimal_or_a_share(self, text, quantity, is_share):
        assert parse_quantity(text) == quantity
        assert parse_quantity(text).is_share is is_share

    @pytest.mark.parametrize("text", ["1/0", "1/03", "01/3", "1.5/2", "90 %", "%", "5/", "1/2/3", "90％"])
    def test_nothing_else(self, text):
        assert refused(parse_quantity, text) in ("not-a-quantity", "full-width-characters", "leading-zero")

    @pytest.mark.parametrize(
        ("text", "said"), [("91.9%", "91.9%"), ("0.90", "0.9"), ("57/62", "57/62"), ("2/4", "1/2"), ("0/5", "0/1")]
    )
    def test_it_is_said_again(self, text, said):
        assert str(parse_quantity(text)) == said

    @pytest.mark.parametrize(("text", "share"), [("90%", Fraction(9, 10)), ("1/3", Fraction(1, 3)), ("1", 1)])
    def test_a_share(self, text, share):
        assert parse_share(text) == share

    @pytest.mark.parametrize("text", ["0", "0%", "1.01", "101%", "4/3", "90"])
    def test_a_share_is_above_0_and_at_most_1(self, text):
        assert refused(parse_share, text) == "share-out-of-range"


class TestDate:
    def test_year_month_day(self):
        assert parse_date("2005-09-14") == date(2005, 9, 14)
        assert parse_date("2004-02-29") == date(2004, 2, 29)

    @pytest.mark.parametrize("text", ["2005-02-29", "2005-13-01", "2005-00-10", "0000-01-01"])
    def test_no_such_day(self, text):
        assert refused(parse_date, text) == "no-such-date"

    @pytest.mark.parametrize(
        "text",
        [
            "2005/09/14",
            "20050914",
            "14.9.2005",
            "2005-9-14",
            "2005年9月14日",
            "2005-09-14 10:00",
            "2005-09-14T00:00:00Z",
        ],
    )
    def test_nothing_else(self, text):
        assert refused(parse_date, text) == "not-a-date"

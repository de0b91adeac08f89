"""The numbers that a clause's text states: digits, Chinese numerals, shares, and simple English numerals.

The text is first rewritten: every numeral in digits (百分之九十五 becomes 95%, 半分 becomes 0.5分), and without what
only looks like a quantity (第二十五条, 2005年, 《…》, 一般). One pattern then finds the numbers with their units.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import Enum, auto
from fractions import Fraction
from typing import NamedTuple

from aidscore.model.quantity import WIDTH, Number, plain, ratio


class Unit(Enum):
    """What a number in a text counts."""

    POINTS = auto()
    """Points of the score: 2分."""
    SHARE = auto()
    """A share or percentage points; the value of 95% is 19/20."""
    COUNT = auto()
    """Anything else that is named: 3份, 20学时."""
    PLAIN = auto()
    """Nothing is named: 扣2."""


class StatedNumber(NamedTuple):
    """One number of a text, with the words around it up to the next number or punctuation mark.

    `start` and `end` are where the phrase of the number and its unit begins and ends in the rewritten text.
    """

    value: Number
    unit: Unit
    before: str
    after: str
    start: int
    end: int


_SMALL = {
    "零": 0,
    "\N{IDEOGRAPHIC NUMBER ZERO}": 0,
    "两": 2,
    "兩": 2,
    **{one: n for n, one in enumerate("一二三四五六七八九", 1)},
}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_PLACES = {"十": 10, "百": 100, "千": 1000}
_CHINESE = "".join(_SMALL) + "".join(_PLACES) + "廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
_ANY = rf"(?:[0-9]+(?:\.[0-9]+)?|[{_CHINESE}]+)"
_TO = r"(?:[-–—―~至到、/和或与及]|或者|以及)"

_ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ENGLISH += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {
    **{word: number for number, word in enumerate(_ENGLISH)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
}

_ENGLISH_NUMERAL = re.compile(
    rf"\b(?:(?:{'|'.join(_TENS)})[-\s](?:{'|'.join(_ENGLISH[1:10])})|{'|'.join(_WORDS)})\b", re.IGNORECASE
)
_ENGLISH_PHRASES = tuple(
    (re.compile(pattern, re.IGNORECASE), digits)
    for pattern, digits in (
        (r"\b([0-9]+) and (?:a|1) half\b", r"\1.5"),
        (r"\b(?:(?:a|1) )?half(?:[- ](?:of )?an?\b)?(?=[- ](?:point|mark|percentage))", "0.5 "),
        (r"\ban?(?= (?:point|mark|percentage point)\b)", "1"),
        (r"\b(?:each|every|per)(?= percentage point\b)", r"\g<0> 1"),
        (r"(?<=[0-9.])\s*-\s*(?=points?\b)", " "),
    )
)

_TITLE = "《[^《》]*》"
_ORDINAL = rf"第{_ANY}(?:{_TO}第?{_ANY})*"
_DATE = (
    r"(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月(?:[0-9]{1,2}[日号])?)?|(?:19|20)[0-9]{2}[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?"
    rf"|[{_CHINESE}]{{4}}年(?:{_ANY}月(?:{_ANY}[日号])?)?|{_ANY}月(?:{_ANY}[日号]|(?=[底初份末前]))"
)
_REFERENCE = (
    r"[\N{LEFT TORTOISE SHELL BRACKET}(\[](?:19|20)[0-9]{2}[\N{RIGHT TORTOISE SHELL BRACKET})\]][0-9]*号?"
    rf"|{_ANY}号文?|(?:附件|附表){_ANY}|(?<![A-Za-z])[A-Za-z]+-?[0-9][0-9.]*"
)
_LIST_NUMBER = (
    rf"(?:^|(?<=[\s。;:!?]))(?:(?:[0-9]{{1,2}}|[{_CHINESE}]{{1,3}})[.、)](?!\s*[0-9{_CHINESE}])"
    rf"|\((?:[0-9]{{1,2}}|[{_CHINESE}]{{1,3}})\))"
)
_WORD = (
    "一次性|一次告知|一般|一律|一致|一并|一经|一旦|一定|一切|一票否决|一对一|逐一|唯一|统一|同一|单一|万一|一体|(?<!分)之一"
    "|百分[制比率]|(?<![扣减加记得满各至到二三四五六七八九])十分(?![之钟])"
)
_TOO_LONG = re.compile(rf"[0-9]{{{WIDTH + 1},}}|[{_CHINESE}]{{{WIDTH + 1},}}")
"""No number of a standard has so many digits."""
_NOT_A_QUANTITY = re.compile(f"{_TITLE}|{_ORDINAL}|{_DATE}|{_REFERENCE}|{_LIST_NUMBER}|{_WORD}", re.MULTILINE)
"""What has numerals and states no number: titles, articles, dates, ids, the numbers of a list, words such as 一般."""
_FROM_ON = re.compile(rf"第({_ANY})([^\d\s,;。]{{0,3}}起)")
_BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])|(?<=[0-9])\s+(?=%)")

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_PHRASE = re.compile(
    rf"""
    (?:(?P<whole>{_NUMBER})分之)?
    (?P<numbers>{_NUMBER}(?:\s*(?:[-–—―~至到、/和或与及]|或者|以及|,\s|\b(?:to|or|and)\b)\s*{_NUMBER})*)
    \s*(?P<unit>
        %|‰|per\s?cent(?:age\s+points?)?\b
        |个?分(?![之钟别类析开工歧布配项期批局支])|points?\b|pts?\b|marks?\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAMES_NOTHING = re.compile(
    r"[^\w]|[扣减加的以及至到者时则并且和或不未为得后]|(?:for|each|per|from|and|or|if|when|in|off|to|of|at|with|where|is|are)\b|$",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[,;。:!?、()\n]")


def stated_numbers(text: str) -> list[StatedNumber]:
    """Return every number that a text states, in its order; ordinals, dates, titles and list numbers are none."""
    return list(numbers_in(rewritten(text)))


def rewritten(text: str) -> str:
    """Return the text with its numerals in digits and without what only looks like a quantity."""
    for step in _STEPS:
        text = step(text)
    return text


def numbers_in(text: str) -> Iterator[StatedNumber]:
    """Yield the numbers of a text that was rewritten."""
    phrases = list(_PHRASE.finditer(text))
    for index, phrase in enumerate(phrases):
        start = phrases[index - 1].end() if index else 0
        end = phrases[index + 1].start() if index + 1 < len(phrases) else len(text)
        before = _PUNCTUATION.split(text[start : phrase.start()])[-1]
        after = _PUNCTUATION.split(text[phrase.end() : end])[0]
        unit, size = _unit_of(phrase, text)
        for value in _values(phrase["numbers"]):
            yield StatedNumber(plain(value * size), unit, before, after, *phrase.span())
        fraction = re.fullmatch("([0-9]+)/([1-9][0-9]*)", phrase["numbers"])
        if fraction is not None:
            exactly = ratio(int(fraction[1]), int(fraction[2]))
            yield StatedNumber(exactly, Unit.SHARE, before, after, *phrase.span())


def _values(numbers: str) -> Iterator[Fraction]:
    """Yield each number of a list such as 1、2、3 or 1-3."""
    yield from (Fraction(number) for number in re.findall(_NUMBER, numbers))


def _unit_of(phrase: re.Match[str], text: str) -> tuple[Unit, Fraction]:
    """Return the unit of the numbers of a phrase, and what they are multiplied by."""
    unit, one = (phrase["unit"] or "").lower(), Fraction(1)
    if phrase["whole"] and Fraction(phrase["whole"]):
        return Unit.SHARE, one / Fraction(phrase["whole"])
    if unit == "‰":
        return Unit.SHARE, one / 1000
    if unit.startswith(("%", "per")):
        return Unit.SHARE, one / 100
    if unit:
        return Unit.POINTS, one
    return (Unit.PLAIN if _NAMES_NOTHING.match(text[phrase.end() :].lstrip(" ")) else Unit.COUNT), one


# ---- rewriting, step by step ---------------------------------------------------------------------------------------


def _compatible(text: str) -> str:
    """Bring full-width characters to their ASCII forms; circled numbers, which number a list, go."""
    kept = (one for one in text if unicodedata.category(one) != "No" or "fraction" in unicodedata.decomposition(one))
    return unicodedata.normalize("NFKC", "".join(kept)).replace("\N{FRACTION SLASH}", "/")


def _from_on(text: str) -> str:
    """Say 第3次起 as 超过2次起: the first two are free."""
    return _FROM_ON.sub(lambda found: f"超过{_chinese_or_digits(found[1]) - 1}{found[2]}", text)


def _chinese_or_digits(numeral: str) -> Number:
    """Return the value of a numeral of either kind; 1 where it has none."""
    return plain(Fraction(numeral)) if numeral[0].isdecimal() else chinese_value(numeral) or 1


def chinese_value(numeral: str) -> int | None:
    """Return the number that a Chinese numeral below ten thousand says; None where it says none, such as 三五."""
    numeral = numeral.translate(_FORMAL).replace("廿", "二十").replace("卅", "三十")
    if not set(numeral) & set(_PLACES):
        digits = "".join(str(_SMALL[one]) for one in numeral)
        return int(digits) if len(digits) == 1 or set(numeral) & set("零〇") else None
    total, digit = 0, None
    for one in numeral:
        if one in _PLACES:
            total, digit = total + (1 if digit is None else digit) * _PLACES[one], None
        else:
            digit = _SMALL[one] or None
    return total + (digit or 0)


def _percentages(text: str) -> str:
    """Write every way to say a percentage with 100分之 before the number or % after it."""
    text = text.replace("百分百", "100%").replace("百分之百", "100%").replace("百分之", "100分之")
    text = re.sub(r"千分之", "1000分之", text)
    text = re.sub(rf"({_ANY})?个?半(?:个)?(?:百分点|个点)", _half_percent, text)
    text = re.sub(r"个?百分点|个点(?!位|名)", "%", text)
    return re.sub(r"一半|半数|过半", "50%", text)


def _half_percent(found: re.Match[str]) -> str:
    """Write 半个百分点 as 0.5%, 一个半百分点 as 1.5%."""
    return f"{_chinese_or_digits(found[1]) if found[1] else 0}.5%"


def _chinese_digits(text: str) -> str:
    """Write Chinese numerals in digits; 点 is a decimal point between two of them."""
    text = re.sub(rf"[{_CHINESE}]+(?:点[{_CHINESE}]+)?", _in_digits, text)
    return re.sub(r"(?<=[0-9])[·・](?=[0-9])", ".", text)


def _in_digits(found: re.Match[str]) -> str:
    """Write one Chinese numeral in digits; what is no number stays."""
    whole, _, decimals = found[0].partition("点")
    value = chinese_value(whole)
    if value is None or not set(decimals) <= set(_SMALL):
        return found[0]
    return str(value) + ("." + "".join(str(_SMALL[one]) for one in decimals) if decimals else "")


def _halves(text: str) -> str:
    """Write 半分 as 0.5分, 1分半 as 1.5分, 2个半 as 2.5个."""
    text = re.sub(r"(?<![0-9.])([0-9]+)(分|个|天|日|年|小时)半", r"\1.5\2", text)
    return re.sub(r"(?<![0-9大多])半(?=[分个天日年])", "0.5", text)


def _tenths(text: str) -> str:
    """Write 9成 as 90%, 9成5 as 95%."""
    pattern = r"([0-9]+)成(?:([0-9])(?![0-9分])|(半))?(?![员果功立本就绩年套交])"
    return re.sub(pattern, lambda found: f"{found[1]}{found[2] or (5 if found[3] else 0)}%", text)


def _english(text: str) -> str:
    """Write simple English numerals in digits: one, ninety-five, half a, two and a half, a point."""
    if re.search("[A-Za-z]", text) is None:
        return text
    text = _ENGLISH_NUMERAL.sub(_value_of_words, text)
    for pattern, digits in _ENGLISH_PHRASES:
        text = pattern.sub(digits, text)
    return text


def _value_of_words(found: re.Match[str]) -> str:
    """Write ninety-five as 95."""
    return str(sum(_WORDS[word.lower()] for word in re.split(r"[-\s]", found[0])))


def _listed(text: str) -> str:
    """Write 分别扣1-4分 as 分别扣1、2、3、4分."""

    def steps(found: re.Match[str]) -> str:
        return found[1] + "、".join(str(number) for number in range(int(found[2]), int(found[3]) + 1))

    return re.sub(r"(分别[^\d,;。]{0,6})([0-9])[-–—~至到]([0-9])(?=分)", steps, text)


def _one_space(text: str) -> str:
    """Leave one space or line break of several."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _without_long(text: str) -> str:
    """Leave out the numerals that are too long for a number, which would take long to read."""
    return _TOO_LONG.sub("…", text)


_STEPS: tuple[Callable[[str], str], ...] = (
    _compatible,
    _one_space,
    _without_long,
    _from_on,
    lambda text: _NOT_A_QUANTITY.sub("…", text),
    lambda text: _BETWEEN_CHINESE.sub("", text),
    _percentages,
    _chinese_digits,
    _halves,
    _tenths,
    _listed,
    _english,
    lambda text: re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", text),
    _without_long,
)

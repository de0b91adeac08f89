"""Words of official documents: days, dates of issue in both styles, numerals, shares, suspected vetoes."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from aidscore.model.campaign import Center
from aidscore.model.quantity import Number
from aidscore.model.standard import Standard, Veto
from aidscore.wording.numbers import share_text
from aidscore.wording.standards import body_word
from aidscore.words import _, spoken

Style = Literal["1999", "2012"]
"""The style of GB/T 9704-1999 (a seal without the issuer's name, dates in Chinese numerals) or of GB/T 9704-2012."""
SINCE_2012 = date(2012, 7, 1)
"""The day on which the rules for official documents (党政机关公文处理工作条例) and GB/T 9704-2012 took effect."""
CENTER = "中心"
"""What the name of a center ends with."""
DIGITS = "〇一二三四五六七八九"
_END_OF_CLAUSE = re.compile(r"[，,]经查证属实|的(?=[，。；,;]|$)|[。；;]")
"""Where a veto has said what it is about: what follows is that it was verified, or what it does."""


def style_on(day: date | None) -> Style:
    """The style that was in use on a day; without one, the present one."""
    return "1999" if day is not None and day < SINCE_2012 else "2012"


def day_text(day: date) -> str:
    """A day as documents write it: 2005年10月26日."""
    return _("{year:04}-{month:02}-{day:02}", year=day.year, month=day.month, day=day.day)


def issue_date(day: date | None, style: Style) -> str:
    """The date of issue, of which the office fills in the day: 二〇〇六年【四】月【×】日, 2006年【4】月【×】日."""
    if day is None:
        return _("[year]-[month]-[day]")
    if style == "1999" and spoken() == "zh":
        year = "".join(DIGITS[int(digit)] for digit in str(day.year))
        return _("{year}-[{month}]-[day]", year=year, month=numeral(day.month))
    return _("{year}-[{month}]-[day]", year=day.year, month=day.month)


def numeral(number: int) -> str:
    """A number in the numerals of the language, as headings count: 十二; digits from 100 on."""
    if spoken() != "zh" or not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones or not tens else "")


def share_words(share: Number) -> str:
    """A share as a document writes it: 90%, 三分之一."""
    text = share_text(share)
    if text.endswith("%") or spoken() != "zh":
        return text
    return f"{numeral(share.denominator)}分之{numeral(share.numerator)}"


def you_text(center: Center, standard: Standard) -> str:
    """How a document addresses a center: 你中心; 你单位 where neither the standard nor its name says what it is."""
    if standard.body or spoken() != "zh":
        return _("your {body}", body=body_word(standard))
    return _("your {body}", body=CENTER) if center.name.endswith(CENTER) else _("your organization")


def suspected(veto: Veto) -> str:
    """A veto before it is verified: only that it is suspected, and investigated separately."""
    end = _END_OF_CLAUSE.search(veto.text)
    matter = veto.text[: end.start()] if end and end.start() else veto.text.rstrip(".")
    return _("suspected: {matter}; this is investigated separately", matter=matter)

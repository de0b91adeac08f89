"""What the text of a rule states: its numbers, and what the words around each one say that it is.

The words are those in which score sheets state a role plainly: 每低N个百分点 is a step, 最多扣N分 a cap, 得N分 what is
left, N份以内 what is free; in English "each", "at most", "below".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from aidscore.check.numerals import StatedNumber, Unit, numbers_in, rewritten
from aidscore.model.quantity import Number

ALL_POINTS = re.compile(
    r"扣[完光尽满至]|扣除?全部|全部?扣|扣除?[本该此](?:子?项|条|款)|不[得给计]分|[得记为]零分|(?<![0-9.])0分|完为止"
    r"|\ball (?:the |its )?points\b|\bno points\b|\bzero points\b|\bnothing\b",
    re.IGNORECASE,
)
USED_UP = re.compile(r"扣[完光尽](?![0-9])|完为止|分值为限")
"""Deductions go on until nothing is left: the cap is what the sub-item is worth."""
_CAP_BEFORE = re.compile(
    r"(?:最[多高大]|[至顶]多|不得?(?:超|高|多|大)[过于]|上限|封顶|累计|合计|总[共计]|扣[完满到足]|限扣"
    r"|at most|no more than|not more than|up to|max(?:imum)?|cap(?:ped)?|limit(?:ed)?)\D*$",
    re.IGNORECASE,
)
_CAP_AFTER = re.compile(r"\s*(?:为止|封顶|为限|为上限|上限|at most|maximum|max\b|in all|in total)", re.IGNORECASE)
EACH = re.compile(r"[每各单]|一次|\b(?:each|every|per|a single)\b", re.IGNORECASE)
EVERY = re.compile(r"[每逐]|\b(?:each|every|per)\b", re.IGNORECASE)
_SCORED = re.compile(r"(?<!不)[得给计记余剩](?:满?分)?$")
DEDUCTED = re.compile(r"[扣减加]\D*$")
ADDED = re.compile(r"(?:加扣|[再另又]扣|增扣|追加)\D*$|\b(?:another|further|additional)\b", re.IGNORECASE)
DOUBLED = re.compile(r"加倍|[双翻]倍|double|twice", re.IGNORECASE)
WHOLE = re.compile(r"全[部员体都]|所有|均|悉数|都|比例|\b(?:all|every|whole|full|proportion\w*)\b", re.IGNORECASE)
NONE = re.compile(r"[无未零没]|不(?![扣满足到少低计得予给超及])|\b(?:no|none|never|not|without)\b", re.IGNORECASE)
OVER = re.compile(r"超|高于|大于|多于|over|above|exceed|more than", re.IGNORECASE)
BELOW_IT = re.compile(r"[^\d,;。]{0,3}?及?以[下内]|[^\d,;。]{0,3}?内|\s*or (?:less|fewer)|\s*\w* or (?:less|fewer)")
WITHIN = re.compile(r"以?内|\s*or less\b")
FROM_IT = re.compile(r"[^\d,;。]{0,3}?及?以上|\s*\w* or more")

_FALLING = re.compile(r"[每逐][低少降减增超高多差缺逾迟延升上下落][^\d,;。]{0,3}$")
_PER = re.compile(r"(?:[每逐][^\d,;。扣]{0,2}|[少缺差降低](?!于)[^\d,;。]?|\b(?:each|every|per)\s*)$", re.IGNORECASE)
_PER_SHARE = re.compile(r"\b(?:each|every|per)\s*$", re.IGNORECASE)
_TAKES = re.compile(r"[^\d,;。]{0,4}[扣减]|\s*\w*\s*(?:below|short|under|less|missing|over|above)", re.IGNORECASE)
_REMAINDER = re.compile(r"(?:不足|不满|未满|不到|不够|按|less than|part of)\D{0,3}$", re.IGNORECASE)


@dataclass(frozen=True)
class Clause:
    """What the text of a rule states; `whole` is what its sub-item or section is worth, None without a limit."""

    text: str
    numbers: tuple[StatedNumber, ...]
    whole: Number | None

    @classmethod
    def of(cls, text: str, whole: Number | None) -> Clause:
        """The clause that a text is."""
        plain = rewritten(text)
        return cls(plain, tuple(numbers_in(plain)), whole)

    @cached_property
    def points(self) -> list[StatedNumber]:
        """The numbers that may be points."""
        return [one for one in self.numbers if one.unit in (Unit.POINTS, Unit.PLAIN)]

    @cached_property
    def counts(self) -> list[StatedNumber]:
        """The numbers that may count something else than points."""
        return [one for one in self.numbers if one.unit in (Unit.COUNT, Unit.PLAIN)]

    @cached_property
    def shares(self) -> list[StatedNumber]:
        """The shares and percentages."""
        return [one for one in self.numbers if one.unit is Unit.SHARE]

    def steps(self, *, is_share: bool) -> list[StatedNumber]:
        """The numbers that are plainly the length of a step: 每低1个百分点, 每少2学时, 少一次扣."""
        return [
            one
            for one, after in pairwise((*self.numbers, None))
            if one is not None and (one.unit is Unit.SHARE) == is_share and _is_step(one, after)
        ]

    def with_only(self, numbers: Sequence[StatedNumber]) -> Clause:
        """The same text with only some of its numbers."""
        return replace(self, numbers=tuple(numbers))

    def without_steps(self, steps: Sequence[StatedNumber]) -> Clause:
        """The same text without the lengths of its steps, also where it says what a part of a step counts."""
        lengths = {step.value for step in steps}
        first = min((step.start for step in steps), default=0)

        def remains(one: StatedNumber) -> bool:
            is_remainder = one.start > first and one.value in lengths and bool(_REMAINDER.search(one.before))
            return one not in steps and not is_remainder

        return self.with_only([one for one in self.numbers if remains(one)])


def _is_step(number: StatedNumber, after: StatedNumber | None) -> bool:
    """Tell whether a number is plainly the length of a step; 每低于100%一个百分点 names its limit first."""
    if after is not None and number.end == after.start:
        return False
    if _FALLING.search(number.before) or (number.unit is Unit.SHARE and _PER_SHARE.search(number.before)):
        return True
    return bool(_PER.search(number.before) and _TAKES.match(number.after))


def is_cap(number: StatedNumber) -> bool:
    """Tell whether a number is the most that several findings deduct together: 最多扣3分, 扣完3分为止."""
    limits = _CAP_BEFORE.search(number.before) or _CAP_AFTER.match(number.after)
    return bool(limits and number.value and not EACH.search(number.before))


def is_scored(number: StatedNumber) -> bool:
    """Tell whether a number of points is what a center gets, not what it loses: 得3分."""
    return bool(_SCORED.search(number.before))

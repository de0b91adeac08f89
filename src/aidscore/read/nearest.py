"""Suggestions: what a word was probably meant to be. All that are equally near are named, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from aidscore.read.text import straightened

MOST_NAMED = 3
"""Where more words are equally near, none of them was clearly meant."""

_SAME_LOOK = str.maketrans("OoIlSsZzBqg", "00115522899")
_SEPARATORS = str.maketrans("", "", ".-_ ")

CHINESE: Mapping[str, tuple[str, ...]] = {
    "标准": ("standard",),
    "单位": ("center", "unit"),
    "中心": ("center",),
    "检查方式": ("channel",),
    "日期": ("date",),
    "检查人员": ("inspectors",),
    "检查范围": ("examined",),
    "扣分事实": ("findings",),
    "合理缺项": ("not_applicable",),
    "纸面得分": ("declared_score",),
    "场次": ("visit",),
    "条款": ("rule",),
    "规则": ("rule",),
    "数量": ("count",),
    "抽查": ("sample", "spot-check"),
    "抽取": ("drawn",),
    "不合格": ("failed",),
    "缺项": ("missing",),
    "扣分": ("points",),
    "分值": ("points",),
    "程度": ("level",),
    "实测": ("value",),
    "事实": ("note",),
    "说明": ("note",),
    "证据": ("evidence",),
    "状态": ("status",),
    "状态说明": ("status_note",),
    "子项目": ("sub_item", "sub_items"),
    "项目": ("items",),
    "理由": ("reason",),
    "姓名": ("name",),
    "名称": ("name",),
    "所属": ("from",),
    "明察": ("announced",),
    "暗访": ("unannounced",),
    "自查": ("self",),
    "复查": ("follow-up",),
    "验收": ("acceptance",),
    "全部": ("all",),
    "确认": ("confirmed",),
    "有异议": ("disputed",),
    "已撤销": ("withdrawn",),
    "检查记录": ("record",),
    "活动": ("campaign",),
}
"""Keys and words in Chinese with the forms that a file has."""


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words that a word was probably meant to be: its translation, look-alikes, or the fewest changes."""
    return _nearest(word, tuple(known))


@cache
def _nearest(word: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The nearest of the known words, none where several more than MOST_NAMED are equally near."""
    meant = straightened(word)
    translated = [name for name in CHINESE.get(meant, ()) if name in known]
    if meant in known or translated:
        return (meant,) if meant in known else tuple(translated)
    alike = [name for name in known if _look(name) == _look(meant)]
    return _few(alike or _fewest_changes(meant, known))


def nearest_id(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known ids that look like an id: another letter or digit makes another clause, which was not meant."""
    meant = straightened(word)
    look = _look(meant).translate(_SEPARATORS)
    return _few([name for name in known if name == meant or _look(name).translate(_SEPARATORS) == look])


def _few(names: Iterable[str]) -> tuple[str, ...]:
    """The names, unless they are too many."""
    found = tuple(dict.fromkeys(names))
    return found if len(found) <= MOST_NAMED else ()


def _fewest_changes(word: str, known: tuple[str, ...]) -> list[str]:
    """The known words that the fewest changes lead to; none where those are many for so short a word."""
    most = (len(word) + 1) // 3 if len(word) > 2 else 0
    steps = {name: distance(word.lower(), name) for name in known if abs(len(name) - len(word)) <= most}
    least = min(steps.values(), default=most + 1)
    return [name for name in steps if steps[name] == least <= most]


def _look(word: str) -> str:
    """The word with look-alikes made equal: case, O and 0, l and 1, dashes and points."""
    return word.translate(_SAME_LOOK).lower().replace("-", ".").replace("_", ".")


def distance(word: str, other: str) -> int:
    """How many characters to add, drop, replace or swap with their neighbor to turn one word into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for number, character in enumerate(word, 1):
        earlier, before, row = before, row, [number]
        for place, expected in enumerate(other, 1):
            steps = min(before[place] + 1, row[-1] + 1, before[place - 1] + (character != expected))
            if number > 1 and place > 1 and (character, word[number - 2]) == (other[place - 2], expected):
                steps = min(steps, earlier[place - 2] + 1)
            row.append(steps)
    return row[-1]

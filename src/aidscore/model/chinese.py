"""The Chinese form of every key and closed word of a file (spec, section 13): the only table of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aidscore.words import spoken

KEYS: Mapping[str, str] = {
    "add": "加分",
    "also": "又称",
    "authority": "主管部门",
    "bands": "分档",
    "basis": "依据",
    "below": "低于",
    "bonus": "加分",
    "center": "单位",
    "centers": "单位",
    "channel": "检查方式",
    "channels": "检查方式",
    "combine": "合并方式",
    "corrects": "更正",
    "count": "数量",
    "date": "日期",
    "decimals": "小数位数",
    "declared_score": "纸面得分",
    "deduct": "扣分",
    "drawn": "抽取",
    "each": "每",
    "effect": "后果",
    "effective": "有效期",
    "every": "每低",
    "evidence": "证据",
    "examined": "检查范围",
    "examples": "算例",
    "excluded": "不参评原因",
    "expect": "应得结果",
    "failed": "不合格",
    "findings": "扣分事实",
    "free": "免扣",
    "from": "起",
    "general": "总则",
    "grade": "等次",
    "grades": "等次",
    "id": "编号",
    "inspectors": "检查人员",
    "items": "项目",
    "language": "语言",
    "level": "程度",
    "levels": "程度",
    "max": "最多",
    "methods": "考核方法",
    "missing": "缺项",
    "mode": "修约方法",
    "motto": "概括句",
    "name": "名称",
    "not_applicable": "合理缺项",
    "note": "备注",
    "of": "各项",
    "owner": "责任主体",
    "partial": "不足一档",
    "pass": "达标",
    "pass_score": "最低分",
    "phases": "阶段",
    "points": "分值",
    "proportion_of": "应达",
    "range": "幅度",
    "reason": "理由",
    "remedy": "整改要求",
    "replaces": "代替",
    "requirement": "考核标准",
    "revision": "修订",
    "revision_note": "修订说明",
    "rounding": "数值修约",
    "rule": "条款",
    "rules": "扣分标准",
    "sample": "抽查",
    "score": "得分",
    "standard": "标准",
    "status": "状态",
    "status_note": "状态说明",
    "step": "级差",
    "sub_item": "子项目",
    "sub_items": "子项目",
    "summary": "概括语",
    "summary_characters": "概括语字数",
    "target": "目标",
    "text": "条文",
    "title": "名称",
    "to": "止",
    "unit": "单位",
    "value": "实测",
    "verdict": "是否达标",
    "version": "版本",
    "vetoes": "一票否决",
    "visit": "场次",
    "void": "作废",
    "was": "原编号",
    "weights": "权重",
}
"""The keys; in every mapping that KEYS_OF does not name."""

KEYS_OF: Mapping[str, Mapping[str, str]] = {
    "Band": {"points": "扣分"},
    "Bonus": {"rules": "加分标准"},
    "Center": {"level": "级别"},
    "Finding": {"note": "事实", "points": "扣分"},
    "Inspector": {"from": "所属", "name": "姓名"},
    "Missing": {"missing": "每缺一项"},
    "Pass": {"score": "分数线"},
    "Shortfall": {"points": "扣分"},
}
"""Keys that have another Chinese form in the mapping of one model, by the model's name."""

WORDS: Mapping[str, str] = {
    "acceptance": "验收",
    "all": "全部",
    "announced": "明察",
    "campaign/1": "活动/1",
    "ceil": "进一",
    "confirmed": "确认",
    "disputed": "有异议",
    "down": "舍去",
    "draft": "拟稿",
    "exact": "按比例",
    "fail": "未达标",
    "false": "否",
    "floor": "不计",
    "follow-up": "复查",
    "full": "满分",
    "half-even": "四舍六入五成双",
    "half-up": "四舍五入",
    "in-force": "施行",
    "latest": "最近一次",
    "mean": "平均",
    "pass": "达标",
    "pilot": "试行",
    "record/1": "检查记录/1",
    "rescale": "折算",
    "self": "自查",
    "spot-check": "抽查",
    "standard/1": "标准/1",
    "true": "是",
    "unannounced": "暗访",
    "undecided": "待定",
    "union": "合并",
    "withdrawn": "已撤销",
    "worst": "最低",
    "zero": "零分",
}
"""The words of closed sets, and what `aidscore:` says."""

KIND_NAMES: Mapping[str, str] = {
    "fixed": "定额",
    "all": "全部",
    "each": "计数",
    "missing": "缺项",
    "range": "幅度",
    "levels": "程度",
    "shortfall": "低于",
    "proportion": "比例",
    "bands": "分档",
    "veto": "一票否决",
    "bonus-each": "加分",
}
"""The kinds of rules as messages name them; a file names a kind by its key."""

ONLY_ENGLISH = frozenset(("aidscore",))
"""Keys without a Chinese form."""

_ALL_KEYS = {*KEYS.values(), *(form for keys in KEYS_OF.values() for form in keys.values())}
KEY_PATTERN = "(?:[A-Za-z_]+|" + "|".join(map(re.escape, sorted(_ALL_KEYS, key=len, reverse=True))) + ")"
"""A pattern of what is probably a key: any word in ASCII, or one of the Chinese forms."""


@dataclass(frozen=True, slots=True)
class Term:
    """A key or a closed word in its forms; as text, the form of the language in use."""

    english: str
    chinese: str | None = None

    def __str__(self) -> str:
        return self.chinese if self.chinese and spoken() == "zh" else self.english

    @property
    def forms(self) -> tuple[str, ...]:
        """Everything that a file may write for it."""
        return (self.english, self.chinese) if self.chinese else (self.english,)


class Choice(Term):
    """A term that is offered: in Chinese with both forms, 明察 announced."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self.chinese} {self.english}" if self.chinese and spoken() == "zh" else self.english


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Terms of which one is to be written."""

    terms: tuple[Term, ...]

    def __str__(self) -> str:
        return " / ".join(map(str, self.terms))


def key_term(model: type, key: str) -> Term:
    """The forms of a key in the mapping of a model."""
    return Term(key, KEYS_OF.get(model.__name__, {}).get(key) or KEYS.get(key))


def word_term(word: str) -> Term:
    """The forms of a closed word."""
    return Term(word, WORDS.get(word))


def kind_term(kind: str) -> Term:
    """The name of a kind of rule."""
    return Term(kind, KIND_NAMES.get(kind))


def choices(terms: Iterable[Term]) -> tuple[Choice, ...]:
    """Terms as a message lists them."""
    return tuple(Choice(term.english, term.chinese) for term in terms)


def keys_meant(chinese: str) -> tuple[str, ...]:
    """The keys that have a Chinese form in the mapping of any model."""
    tables = (KEYS, *KEYS_OF.values())
    return tuple(dict.fromkeys(key for table in tables for key, form in table.items() if form == chinese))

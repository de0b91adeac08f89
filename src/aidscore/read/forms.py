"""The form of each key whose value is not a plain text, as an example that a message can show."""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping
from dataclasses import dataclass

from aidscore.model.chinese import key_term
from aidscore.model.rule import HIDDEN
from aidscore.model.source import KeyPath
from aidscore.read.hints import LISTS_OF_TEXTS, fields_of, is_model, model_at
from aidscore.read.parse import parse
from aidscore.read.quote import flow
from aidscore.read.translate import in_chinese
from aidscore.read.tree import Tree
from aidscore.words import spoken

DEDUCT = "2, all, {each: 0.5, unit: 份, max: 3}, {levels: {一般: 1, 严重: 3}}, {range: [1, 3]}"

FORMS: Mapping[str, str] = {
    "add": "{each: 1, unit: 项, max: 2}",
    "also": "[接待咨询]",
    "bands": "[{from: 90%, points: 0}, {from: 0%, points: 3}]",
    "basis": "[活动实施方案]",
    "bonus": "{max: 3, rules: [{id: P1, text: 工作经验在全市推广的, add: 1}]}",
    "centers": "[{id: xuhui, name: 徐汇区法律援助中心}]",
    "channels": "[announced, unannounced]",
    "combine": "union",
    "deduct": DEDUCT,
    "effective": "{from: 2005-07-01}",
    "evidence": "[照片03]",
    "examined": "[A, B1]",
    "examples": "[{name: 缺两项, findings: [{rule: A1.1}], expect: {score: 98}}]",
    "expect": "{score: 98, verdict: pass}",
    "findings": "[{rule: A1.1, count: 2, note: 两名工作人员未挂牌}]",
    "general": "[扣完为止]",
    "grades": "[{name: 达标, from: 90}, {name: 未达标, from: 0}]",
    "inspectors": "[检查一组甲, 检查一组乙]",
    "items": "[{id: A, name: 咨询接待, points: 25, sub_items: [{id: A1, name: 接待环境, points: 25}]}]",
    "levels": "{一般: 1, 严重: 3}",
    "methods": "[现场查看]",
    "missing": "[hotline]",
    "not_applicable": "[{sub_item: C4, reason: 本期无此类案件}]",
    "of": "{hotline: 投诉电话}",
    "pass": "{score: 90}",
    "phases": "[{id: pilot, name: 试点阶段, from: 2005-07-01, to: 2006-03-31}]",
    "range": "[1, 3]",
    "rounding": "{decimals: 1, mode: half-up}",
    "rules": "[{id: A1.1, text: 每缺一项扣1分, basis: [活动实施方案], deduct: 1}]",
    "sample": "{drawn: 20, failed: 3}",
    "sub_items": "[{id: A1, name: 接待环境, points: 5}]",
    "vetoes": "[{id: V1, text: 收取受援人财物的, effect: fail}]",
    "was": "[A1.9]",
    "weights": "{announced: 40%, unannounced: 60%}",
}
"""An example of the value of each key that has a list or keys of its own."""

KINDS: Mapping[str, str] = {
    "each": "{each: 0.5, unit: 份, max: 3}",
    "missing": "{missing: 1, of: {hotline: 投诉电话}, max: 3}",
    "range": "{range: [1, 3], step: 0.5}",
    "levels": "{levels: {一般: 1, 严重: 3}}",
    "shortfall": "{below: 95%, every: 1%, points: 0.5, partial: floor, max: 5}",
    "proportion": "{proportion_of: 40}",
    "bands": "{bands: [{from: 95%, points: 0}, {from: 0%, points: 3}]}",
}
"""An example of each kind of rule that has keys."""

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_NUMBERS = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*[-–—~～至到]\s*([0-9]+(?:\.[0-9]+)?)\s*分?")


@dataclass(frozen=True, slots=True)
class Example:
    """How the value of a key is written, with its key, in the language in use."""

    owner: type | None
    """The model that has the key, where it is known."""
    key: str
    value: str
    """The value in the English forms."""

    def __str__(self) -> str:
        if self.owner is None or spoken() != "zh":
            return f"{self.key}: {self.value}"
        hint = next((hint for _, key, hint in fields_of(self.owner) if key == self.key), None)
        alternatives = typing.cast("list[Tree]", parse(f"[{self.value}]", "").tree)
        values = ", ".join(flow(in_chinese(hint, value)) for value in alternatives)
        return f"{key_term(self.owner, self.key)}: {values}"


def example_of(model: type, path: KeyPath, text: str | None = None) -> Example:
    """How the value at a key path of a model is written; with the user's own text where that is clear."""
    kind = next((step.removeprefix(HIDDEN) for step in path if isinstance(step, str) and step.startswith(HIDDEN)), None)
    keys = [n for n, step in enumerate(path) if isinstance(step, str) and not step.startswith(HIDDEN)]
    key = str(path[keys[-1]]) if keys else ""
    owner = model_at(model, path[: keys[-1]]) if keys else None
    owner = owner if is_model(owner) else None
    if key in ("deduct", "add") and kind is not None and kind in KINDS:
        return Example(owner, key, KINDS[kind])
    return Example(owner, key, _own(key, text or "") or FORMS.get(key, "…"))


def _own(key: str, text: str) -> str | None:
    """The user's text in the form of its key."""
    if key in LISTS_OF_TEXTS and text.strip() and not re.search(r"[\[\]{},，、：:#'\"\n]", text):
        return f"[{text}]"
    if key == "pass" and _NUMBER.fullmatch(text):
        return f"{{score: {text}}}"
    if key == "range" and (ends := _NUMBERS.fullmatch(text)):
        return f"[{ends[1]}, {ends[2]}]"
    return None

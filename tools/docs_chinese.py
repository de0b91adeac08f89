"""The generated parts of the docs in Chinese: the same facts as the English ones, from the same source."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from docs_parts import centers_found, escaped, key_rows, model_classes, publishing, sentence_of, table

from aidscore import words
from aidscore.check import measures
from aidscore.model import rule
from aidscore.model.chinese import WORDS, key_term
from aidscore.model.record import Finding

SECTIONS: Mapping[str, str] = {
    "Finding": "扣分事实",
    "Sample": "抽查",
    "NotApplicable": "合理缺项",
    "Inspector": "检查人员",
    "Period": "施行期间",
    "Pass": "达标条件",
    "Grade": "等次",
    "Rounding": "舍入",
    "Item": "项目",
    "SubItem": "子项目",
    "Rule": "扣分标准",
    "Band": "一档",
    "Veto": "一票否决",
    "Bonus": "加分",
    "BonusRule": "加分标准",
    "Example": "算例",
    "Expectation": "应得结果",
    "Center": "中心",
    "Phase": "阶段",
    "Weights": "权重",
}
"""The section of docs/zh-CN/files.md that describes each class of the model."""
KINDS: Mapping[str, str] = {
    "fixed": "定额扣分",
    "all": "不得分",
    "each": "按次扣分",
    "missing": "缺项扣分",
    "range": "酌情扣分",
    "levels": "分级扣分",
    "shortfall": "差额扣分",
    "proportion": "按比例扣分",
    "bands": "分档扣分",
}
"""What the kinds of rules are called."""
PHRASES: Mapping[str, str] = {
    r"see \[how a rule deducts\]\(#how-a-rule-deducts\)": "见[怎样扣分](#怎样扣分)",
    r"text, or keys of": "文字，或者 keys of",
    r"keys of \[(\w+)\]\(#\w+\)": "[{section}](#{section})的各键",
    r"keys: (.+), values: ": r"键：\1，值：",
    r"whole number from 1": "1以上的整数",
    r"whole number up to (\d+)": r"不超过\1的整数",
    r"whole number": "整数",
    r"decimal above 0": "大于0的小数",
    r"decimal or share": "小数或者比例",
    r"decimal": "小数",
    r"\bshare\b": "比例",
    r"\bdate\b": "日期",
    r"\btext\b": "文字",
    r"(?<!`)\bid\b(?!@)": "编号",
    r"list: ": "列表：",
    r" or ": "或者",
    r"(?<=`), (?=`)": "、",
}
"""How values are written, phrase by phrase, the longer ones first."""
PLAIN = {"id": "编号：半角字母、数字、`.`、`_`、`-`", "name": "名称"}


def written(phrase: str) -> str:
    """Say in Chinese how a value is written; raise LookupError where a word of it has no translation."""
    for pattern, chinese in PHRASES.items():
        phrase = re.sub(pattern, partial(_filled, chinese), phrase)
    phrase = re.sub("`([^`]+)`", lambda word: f"`{WORDS.get(word[1], word[1])}`", phrase)
    phrase = re.sub("或者(?=`)", "或者 ", re.sub("(?<=`)或者", " 或者", phrase))
    if left := re.findall(r"[A-Za-z]{2,}", re.sub(r"`[^`]*`", "", phrase)):
        raise LookupError(f"tools/docs_chinese.py has no Chinese for {left}")
    return phrase


def _filled(chinese: str, found: re.Match[str]) -> str:
    """The Chinese of a phrase, with the section that it names."""
    return chinese.format(section=SECTIONS[found[1]]) if "{section}" in chinese else found.expand(chinese)


def keys(argument: str) -> str:
    """Every key of a class of the model, in both forms, in Chinese."""
    model = model_classes()[argument]
    rows = [
        (
            " ".join(f"`{form}`" for form in reversed(key_term(model, row.key).forms)),
            written(row.written),
            "是" if row.required else "",
            escaped(translated(row.meaning) or PLAIN[row.key]),
        )
        for row in key_rows(argument)
    ]
    return table(("键", "写法", "必填", "含义"), rows)


def translated(sentence: str | None) -> str | None:
    """Return a sentence of the program in Chinese."""
    with words.speaking("zh"):
        return sentence and words._(sentence)


def kinds(_argument: str) -> str:
    """The kinds of rules, in Chinese."""
    rows = [
        (f"[{KINDS[name]}](#{KINDS[name]}{name})", translated(sentence_of(kind)) or "", _given(name))
        for name, kind in rule.KINDS.items()
    ]
    return table(("种类", "怎样扣分", "扣分事实写什么"), rows)


def _given(kind: str) -> str:
    """The keys that a finding of a kind of rule has."""
    needed = measures.KEYS[kind]
    said = " 或者 ".join(f"`{_key(key)}`" for key in needed.one_of) or "不用写"
    if needed.one_of and not needed.required:
        said += f"；不写就是 `{_key('count')}: 1`"
    return said + "".join(f"，必要时写 `{_key(key)}`" for key in needed.also)


def _key(key: str) -> str:
    """The Chinese form of a key of a finding."""
    return key_term(Finding, key).chinese or key


def centers(argument: str) -> str:
    """What centers of the example campaign come out as, in Chinese."""
    rows = []
    for center in centers_found(argument):
        visits = "；".join(
            f"{visit['date']}{WORDS[visit['channel']]}：{visit['exact'] or WORDS[visit['verdict']]}"
            for visit in center["visits"]
            if visit["counts"]
        )
        rows.append((center["name"], str(center["score"]), center["exact"], WORDS[center["verdict"]], visits))
    return table(("中心", "得分", "精确值", "是否达标", "计入的各次检查，单独计算"), rows)


def publishing_in_chinese(argument: str) -> str:
    """The way from draft to published, in Chinese."""
    return publishing(argument, "zh")


PARTS: Mapping[str, Callable[[str], str]] = {
    "keys-zh": keys,
    "kinds-zh": kinds,
    "centers-zh": centers,
    "publishing-zh": publishing_in_chinese,
}
"""What a marker may name, besides the parts in `docs_parts`."""
RUN = frozenset({"centers-zh", "publishing-zh"})
"""Those that run commands and nothing else."""

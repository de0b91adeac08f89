"""Keys and closed words in Chinese (spec, section 13): every one has a form, and a file may be written in either."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Literal, get_args

import pytest
import yaml
from checked import codes, finding, record, said
from hypothesis import given
from hypothesis import strategies as st

from aidscore.check import measures
from aidscore.cli import run
from aidscore.files.document import MODELS, read_document
from aidscore.model.campaign import Campaign
from aidscore.model.chinese import KEYS, KEYS_OF, KIND_NAMES, ONLY_ENGLISH, WORDS, key_term
from aidscore.model.quantity import Quantity
from aidscore.model.record import Record
from aidscore.model.rule import All, Fixed
from aidscore.model.standard import Standard
from aidscore.read.hints import bare, fields_of, is_model, models_below, origin
from aidscore.read.parse import parse
from aidscore.read.quick import read_quickly
from aidscore.read.translate import in_chinese, in_english
from aidscore.words import speaking

PROJECT = Path(__file__).parents[1]
FILES = [
    path
    for folder in ("standards", "examples")
    for path in sorted((PROJECT / folder).rglob("*.yaml"))
    if "broken" not in path.name
]
NOT_WRITTEN = {Fixed, All, Quantity}
"""What a file writes as one word, without a key."""
ALL_MODELS = sorted(
    set().union(*map(models_below, (Standard, Record, Campaign))) - NOT_WRITTEN, key=lambda model: model.__name__
)


# ---- the table -----------------------------------------------------------------------------------


@pytest.mark.parametrize("model", ALL_MODELS, ids=lambda model: model.__name__)
def test_every_key_has_a_chinese_form_of_its_own_in_its_mapping(model):
    keys = [key for _, key, _ in fields_of(model) if key not in ONLY_ENGLISH]
    forms = {key: key_term(model, key).chinese for key in keys}
    assert [key for key, form in forms.items() if form is None] == []
    assert len(set(forms.values())) == len(keys)


def test_every_kind_of_rule_has_a_chinese_name():
    assert set(KIND_NAMES) == set(measures.KEYS)


def words_in(hint: Any) -> Iterator[str]:
    """The closed words that a type has anywhere."""
    inner = bare(hint)
    if origin(inner) is Literal:
        yield from get_args(inner)
    elif inner is not Quantity:
        for part in [part for _, _, part in fields_of(inner)] if is_model(inner) else get_args(inner):
            yield from words_in(part)


def test_every_closed_word_has_a_chinese_form_of_its_own():
    assert set(WORDS) == {word for model in MODELS.values() for word in words_in(model)}
    assert len(set(WORDS.values())) == len(WORDS)


def test_the_table_has_nothing_that_no_file_has():
    keys = {model.__name__: {key for _, key, _ in fields_of(model)} for model in ALL_MODELS}
    assert set(KEYS) <= set().union(*keys.values())
    assert {(name, key) for name, own in KEYS_OF.items() for key in own if key not in keys[name]} == set()


# ---- a file in either form, or in both -------------------------------------------------------------


class Lines(yaml.SafeDumper):
    """Writes a tree as people do, so that the quick reader takes it."""

    def increase_indent(self, flow=False, indentless=False):
        super().increase_indent(flow, False)

    def represent_str(self, text):
        return self.represent_scalar("tag:yaml.org,2002:str", text)


Lines.add_representer(str, Lines.represent_str)
Lines.yaml_implicit_resolvers = {}


def text_of(tree):
    return yaml.dump(tree, Dumper=Lines, sort_keys=False, allow_unicode=True, width=float("inf"))


def read(text, tmp_path, name="visit.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_document(str(path))


def mixed(english, chinese, is_chinese):
    """A tree of which each key and each word is taken from one of two."""
    if isinstance(english, dict):
        pairs = zip(english.items(), chinese.items(), strict=True)
        return {
            (theirs if is_chinese() else ours): mixed(value, other, is_chinese)
            for (ours, value), (theirs, other) in pairs
        }
    if isinstance(english, list):
        return [mixed(one, other, is_chinese) for one, other in zip(english, chinese, strict=True)]
    return chinese if is_chinese() else english


def trees_of(path):
    document = read_document(str(path))
    model = MODELS[document.kind]
    tree, _translation = in_english(model, parse(path.read_text(encoding="utf-8"), str(path)).tree)
    return document, tree, in_chinese(model, tree)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_in_chinese_says_the_same(path, tmp_path):
    document, tree, chinese = trees_of(path)
    again = read(text_of(chinese), tmp_path)
    assert (again.content, again.kind, again.diagnostics) == (document.content, document.kind, ())
    assert in_english(MODELS[document.kind], chinese)[0] == tree
    assert chinese != tree


BIG = PROJECT / "standards" / "legal-aid-service" / "1.1.yaml"
VISIT = PROJECT / "examples" / "pilot-city" / "visits" / "one-visit.yaml"
TREES = {path: trees_of(path) for path in (VISIT, BIG, PROJECT / "examples" / "pilot-city" / "campaign.yaml")}


@given(st.integers(0, 1000), st.sampled_from(sorted(TREES)))
def test_a_file_may_mix_both_forms(tmp_path_factory, seed, path):
    document, tree, chinese = TREES[path]
    chance = Random(seed)
    text = text_of(mixed(tree, chinese, lambda: chance.random() < 0.5))
    again = read(text, tmp_path_factory.getbasetemp(), "mixed.yaml")
    assert (again.content, again.diagnostics) == (document.content, ())
    quick = read_quickly(text)
    assert quick is None or quick.record == document.content


IN_CHINESE = """\
aidscore: 检查记录/1
标准: small@1
单位: xuhui
检查方式: 明察
日期: 2005-09-14
检查人员: [{姓名: 张三}, {姓名: 李四, 所属: yiqu}]
检查范围: 全部
扣分事实:
  - 条款: A1.1
    数量: 2
    事实: 门口两处
  - {条款: A1.1, 状态: 有异议, 状态说明: 待复核, 事实: 无}
"""


def test_a_record_in_chinese_is_read_quickly_and_keeps_its_places(tmp_path):
    document = read(IN_CHINESE, tmp_path)
    assert document.diagnostics == ()
    assert document.source.lines_known is not None
    assert document.content.channel == "announced"
    assert document.content.findings[1].status == "disputed"
    assert document.source.lines_of("findings") == (9, 12)
    places = {
        ("center",): "3:5",
        ("findings", 0, "rule"): "9:9",
        ("findings", 0, "count"): "10:9",
        ("findings", 1, "status_note"): "12:31",
        ("inspectors", 1, "from"): "6:31",
    }
    assert {path: str(document.source.place(path)).rpartition("yaml:")[2] for path in places} == places
    assert str(document.source.place(("findings", 0, "count"), on_key=True)).endswith("yaml:10:5")


def test_the_machine_output_of_both_forms_is_the_same(tmp_path, capsys):
    _, tree, chinese = TREES[VISIT]
    printed = []
    for form in (tree, chinese):
        (tmp_path / "visit.yaml").write_text(text_of(form), encoding="utf-8")
        with speaking("en"):
            assert run(["score", str(tmp_path / "visit.yaml"), "--format", "json", "--lang", "zh"]) == 0
        printed.append(json.loads(capsys.readouterr().out))
    assert printed[0] == printed[1]


# ---- what is wrong in a file in Chinese ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    数量: 2", "    数量: 2\n    count: 2", (11, 5, "duplicate-key")),
        ("    数量: 2", "    count: 2\n    数量: 2", (11, 5, "duplicate-key")),
        ("检查方式: 明察", "检查方式: 明察\nchannel: self", (5, 1, "duplicate-key")),
        ("检查方式: 明察", "检查方式: 明查", (4, 7, "not-one-of")),
        ("日期: 2005-09-14", "日期: 2005/9/14", (5, 5, "not-a-date")),
        ("数量: 2", "数量: 二", (10, 9, "not-a-whole-number")),
        ("数量: 2", "程度: 严重", (10, 5, "key-of-another-kind")),
        ("检查范围: 全部\n", "", (1, 1, "missing-key")),
        ("检查范围: 全部", "检查范围: 全", (7, 7, "not-one-of")),
        ("检查方式: 明察", "检查方式：明察", (4, 5, "full-width-mark")),
        ("检查方式: 明察", "检查方式:明察", (4, 5, "missing-space")),
        ("{条款: A1.1, 状态: 有异议", "{条款: A1.1，状态: 有异议", (12, 14, "full-width-mark")),
        ("事实: 门口两处", "事实:", (11, 8, "missing-value")),
        ("事实: 无}", "事实: 两处, 门口}", (12, 40, "comma-in-text")),
        ("事实: 无}", "事实: 两处, 日期}", (12, 40, "comma-in-text")),
    ],
)
def test_a_mistake_in_a_file_in_chinese_is_told_at_its_place(old, new, expected):
    assert IN_CHINESE.count(old) == 1
    assert codes(IN_CHINESE.replace(old, new)) == [expected]


def test_a_text_that_goes_on_with_a_word_like_a_key_is_a_text():
    assert codes(finding("rule: A1.1", "note: 大厅", "  事实：未公示")) == []


def test_messages_offer_the_forms_of_their_language():
    (problem,) = said(record("findings: []\n", ("announced", "明查")))
    assert problem.help.startswith("Did you mean announced? Allowed values: announced, unannounced, ")
    with speaking("zh"):
        assert "明察 announced、暗访 unannounced、" in problem.help
        assert problem.help.startswith("是否应为 明察？")


def test_an_example_in_a_message_is_in_its_language():
    (problem,) = said(record("findings: 无\n"))
    assert "findings: [{rule: A1.1, count: 2," in problem.help
    with speaking("zh"):
        assert "扣分事实: [{条款: A1.1, 数量: 2, 事实: 两名工作人员未挂牌}]" in problem.help

"""The public sheet of a standard: everything that decides a score is in it, whatever it is written as."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook
from written import edition

from aidscore.media import markdown
from aidscore.media.html.document import document as html_document
from aidscore.media.page_workbook import book_of
from aidscore.media.text import render
from aidscore.media.workbook import workbook
from aidscore.model import rule, standard
from aidscore.model.quantity import Quantity
from aidscore.model.standard import Edition
from aidscore.pages.public import public_page
from aidscore.pages.standard import standard_page
from aidscore.words import speaking, spoken

EVERYTHING = """\
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-07-01, to: 2006-03-31}
corrects: "0.9"
body: 律师事务所
replaces: "0.8"
note: 拟稿
general: [检查每年一次, 扣完为止]
summary: 接待;办案
points: 100
pass: {score: 80}
grades: [{name: 优秀, from: 90}, {name: 达标, from: 80}, {name: 未达标, from: 0}]
not_applicable: rescale
rounding: {decimals: 1, mode: half-up}
items:
  - id: A
    name: 接待
    motto: 接待
    also: [来访接待]
    note: 首批检查
    points: 60
    pass_score: 40
    sub_items:
      - id: A1
        name: 场所
        points: 30
        requirement: 整洁
        methods: [查看]
        also: [环境]
        note: 含门外
        rules:
          - id: A1.1
            text: 条款一
            basis: [依据]
            remedy: 十日内补齐
            owner: 接待科
            note: 复印件也算
            deduct: {each: 1, unit: 份, max: 5, free: 2}
          - {id: A1.2, text: 条款二, deduct: {missing: 1, of: {hotline: 电话, hours: 时间}, max: 2}}
          - {id: A1.3, text: 条款三, deduct: {range: [1, 3], step: 0.5, max: 4}}
          - {id: A1.4, text: 条款四, deduct: {levels: {一般: 1, 严重: 3}, max: 6}}
          - {id: A1.5, text: 条款五, deduct: 2}
      - id: A2
        name: 测量
        points: 30
        rules:
          - {id: A2.1, text: 条款六, deduct: {below: 95%, every: 1%, points: 0.5, partial: floor, max: 7}}
          - {id: A2.2, text: 条款七, deduct: {proportion_of: 40, unit: 件}}
          - id: A2.3
            text: 条款八
            deduct: {bands: [{from: 90%, points: 0}, {from: 70%, points: 1}, {from: 0%, points: 3}]}
          - {id: A2.4, text: 条款十, deduct: {below: 20, every: 2, unit: 学时, points: 1, partial: exact}}
          - {id: A2.5, text: 条款十一, deduct: {bands: [{from: 5, points: 0}, {from: 0, points: 1}], unit: 名}}
  - id: B
    name: 办案
    motto: 办案
    points: 40
    sub_items:
      - id: B1
        name: 其他
        points: 40
        rules:
          - {id: B1.1, text: 条款九, deduct: all}
vetoes:
  - {id: V1, text: 收取财物, basis: [条例], note: 含礼金, effect: fail}
bonus:
  max: 3
  rules: [{id: P1, text: 推广, basis: [通知], note: 以通知为准, add: {each: 1, unit: 件, max: 2}}]
"""
STANDARD = edition(EVERYTHING)

SILENT = {
    ("aidscore",),
    ("id",),
    ("version",),
    ("language",),
    ("examples",),
    ("summary_characters",),
}
"""What neither decides nor explains a score: what kind of file it is, its name, and its worked examples."""
BESIDE = {"motto", "was"}
"""Fields of any part that do neither: the mottos are the summary, and `was` is for comparing versions."""


def changed(value):
    """Another value of the same type, as a reader would see it to be another."""
    match value:
        case bool() | None:
            return None
        case str():
            return {
                "rescale": "full",
                "fail": "zero",
                "floor": "ceil",
                "exact": "ceil",
                "half-up": "down",
                "in-force": "pilot",
            }.get(value, f"{value}改")
        case Quantity():
            return replace(value, value=value.value + Fraction(1, 100 if value.is_share else 1))
        case int() | Fraction():
            return value + 1
        case date():
            return value + timedelta(days=1)
        case _:
            return None


def mutants(node, path=()):
    """Every standard that differs in one place, with the path of the place."""
    if is_dataclass(node) and not isinstance(node, Quantity):
        parts = [(field.name, getattr(node, field.name)) for field in fields(node)]
        for name, part in parts:
            yield from ((where, replace(node, **{name: value})) for where, value in mutants(part, (*path, name)))
    elif isinstance(node, tuple):
        yield from of_tuple(node, path)
    elif isinstance(node, dict):
        for key, part in node.items():
            yield (*path, f"{key} left out"), {name: value for name, value in node.items() if name != key}
            yield from ((where, {**node, key: value}) for where, value in mutants(part, (*path, key)))
    elif (value := changed(node)) is not None:
        yield path, value
        if path[-1] in OPTIONAL:
            yield (*path, "left out"), None


OPTIONAL = ("max", "step", "pass_score")


def of_tuple(node, path):
    """A list with its last element left out, and with each element changed."""
    if len(node) > 1 and path[-1] != "range":
        yield (*path, "last left out"), node[:-1]
    for index, part in enumerate(node):
        changes = mutants(part, (*path, index))
        yield from ((where, (*node[:index], value, *node[index + 1 :])) for where, value in changes)


def decides(path):
    """Whether a place may change a score, or explain one."""
    return path[:1] not in SILENT and not BESIDE & set(path) and path[-1] != "all"


CASES = [(path, standard) for path, standard in mutants(STANDARD.standard) if decides(path)]


def in_html(pages):
    return html_document(pages).decode()


def in_markdown(pages):
    return markdown.document(pages).decode()


def in_workbook(pages):
    book = load_workbook(BytesIO(b"".join(workbook(book_of(pages)))), read_only=True)
    return [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]


@pytest.fixture(scope="module", autouse=True, params=["zh", "en"])
def _language(request):
    with speaking(request.param):
        yield


@pytest.fixture(scope="module")
def published(_language):
    """What each medium says of the standard as it is."""
    pages = [public_page(STANDARD)]
    return {show: show(pages) for show in (in_html, in_markdown, in_workbook)} | {
        "text": render(standard_page(STANDARD))
    }


@pytest.mark.parametrize("case", CASES, ids=[".".join(map(str, path)) for path, _ in CASES])
def test_whatever_decides_a_score_is_published(case, published):
    _path, standard = case
    pages = [public_page(Edition.of(standard))]
    assert in_html(pages) != published[in_html]
    assert in_markdown(pages) != published[in_markdown]
    assert render(standard_page(Edition.of(standard))) != published["text"]


def test_whatever_decides_a_score_is_in_the_workbook(published):
    if spoken() == "en":
        return  # its texts are those of the other media
    same = [
        path for path, standard in CASES if in_workbook([public_page(Edition.of(standard))]) == published[in_workbook]
    ]
    assert same == []


def test_the_cases_reach_every_field():
    named = {part for path, _ in CASES for part in path}
    reached = {"deduct", "free", "step", "partial", "every", "below", "bands", "levels", "of", "max", "pass_score"}
    reached |= {"decimals", "mode", "not_applicable", "effect", "grades", "passing", "range"}
    assert reached <= named


PARTS = [
    part
    for module in (standard, rule)
    for part in vars(module).values()
    if is_dataclass(part) and part.__module__ == module.__name__
    if part not in (standard.Edition, standard.Example, standard.Expectation)
]
FIELDS = {field.name for part in PARTS for field in fields(part)}
SHOWN_OTHERWISE = BESIDE | {name for path in SILENT for name in path} | {"all", "items", "sub_items", "rules", "expect"}


def test_every_field_of_the_model_is_tried():
    """A new field that nobody shows is found: it must be in the standard above, or be named as one that is silent."""
    named = {part for path, _ in CASES for part in path}
    assert FIELDS - named - SHOWN_OTHERWISE == set()

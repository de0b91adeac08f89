"""Several versions of a standard (spec, sections 3, 9 and 15): periods, corrections, numbers that were moved."""

import pytest
from written import changed, edition

from aidscore.check.versions import check_versions, corrected_together, moved_texts

FIRST = """\
aidscore: standard/1
id: s
version: "1.0"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01}
points: 10
pass: {score: 9}
not_applicable: rescale
items:
- id: A
  name: 项目
  points: 10
  sub_items:
  - id: A1
    name: 子项目
    points: 10
    rules:
    - {id: A1.1, text: 未挂牌的, deduct: 1}
    - {id: A1.2, text: 态度不好的, deduct: 2}
    - {id: A1.3, text: 无人值守的, deduct: 3}
vetoes: [{id: V1, text: 收取财物的, effect: fail}]
"""
FROM = "effective: {from: 2005-01-01}"


def version(number, more="", *replaced, text=FIRST, start="2005-01-01"):
    """FIRST under another number, with more keys below it and parts replaced."""
    named = changed(text, ('version: "1.0"', f'version: "{number}"{more}'), *replaced)
    return edition(named.replace("from: 2005-01-01", f"from: {start}")).standard


def found(*standards):
    """The problems, each with the version that it is one of."""
    return [f"{standards[number].version}: {problem.code}" for number, problem in check_versions(standards)]


CORRECTED = version("1.0.1", '\ncorrects: "1.0"', ("态度不好的", "态度差的"))
AGAIN = version("1.0.2", '\ncorrects: "1.0.1"', ("态度不好的", "态度很差的"))
NEXT = {"start": "2006-01-01"}


@pytest.mark.parametrize(
    ("standards", "expected"),
    [
        ([version("1.0"), CORRECTED], []),
        ([CORRECTED, version("1.0")], []),
        ([version("1.0"), CORRECTED, AGAIN], []),
        ([CORRECTED], []),  # its folder may be elsewhere
        ([version("1.0"), CORRECTED, version("1.1", '\nreplaces: "1.0"', **NEXT)], []),
        ([version("1.0"), CORRECTED, version("1.1", '\nreplaces: "1.0.1"', **NEXT)], []),
        ([version("1.0"), CORRECTED, AGAIN, version("1.1", '\nreplaces: "1.0.1"', **NEXT)], []),
        ([version("1.0"), CORRECTED, version("1.1", '\nreplaces: "0.9"', **NEXT)],
         ["1.1: replaces-another", "1.1: versions-overlap"]),
        ([version("1.0"), CORRECTED, version("1.1", **NEXT)], ["1.1: versions-overlap"]),
        ([version("1.0"), version("1.0.1", '\nreplaces: "1.0"')], ["1.0.1: versions-overlap"]),
        ([version("1.0"), version("1.0.1", '\ncorrects: "1.0"', start="2005-02-01")],
         ["1.0.1: correction-of-another-period"]),
        ([version("1.0"), version("1.0.1", '\ncorrects: "0.9"')], ["1.0.1: corrects-unknown"]),
        ([version("1.0"), CORRECTED, version("1.0.2", '\ncorrects: "1.0"')],
         ["1.0.1: corrected-twice", "1.0.2: corrected-twice"]),
        ([version("1.0"), version("1.0.1", '\ncorrects: "1.0"\nreplaces: "0.9"')], ["1.0.1: replaces-another"]),
    ],
)  # fmt: skip
def test_versions_fit_together(standards, expected):
    assert found(*standards) == expected


def test_a_text_that_was_corrected_several_times_is_one_family():
    corrections = {"1.0.1": "1.0", "1.0.2": "1.0.1", "2.1": "2"}
    for version_ in ("1.0", "1.0.1", "1.0.2"):
        assert corrected_together(version_, corrections) == {"1.0", "1.0.1", "1.0.2"}
    assert corrected_together("3", corrections) == {"3"}
    assert corrected_together("a", {"a": "b", "b": "a"}) == {"a", "b"}  # each is refused, but nothing hangs


HEAD = "    - {id: A1.1, text: 未挂牌的, deduct: 1}\n"
MOVED = changed(
    FIRST, ("id: A1.3,", "id: A1.4,"), ("id: A1.2,", "id: A1.3,"),
    (HEAD, "    - {id: A1.1, text: 新增的, deduct: 1}\n" + HEAD.replace("A1.1", "A1.2")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FIRST, []),
        (MOVED, [("A1.2", "A1.1"), ("A1.3", "A1.2"), ("A1.4", "A1.3")]),  # a clause inserted at the head
        (changed(MOVED, ("id: A1.2,", "id: A1.2, was: [A1.1],"), ("id: A1.1,", "id: A1.1, was: [],"),
                 ("id: A1.3,", "id: A1.3, was: [A1.2],"), ("id: A1.4,", "id: A1.4, was: [A1.3],")), []),
        (changed(FIRST, ("id: A1.3,", "id: A1.9,")), [("A1.9", "A1.3")]),
        (changed(FIRST, ("id: A1.3, text: 无人值守的", "id: A1.9, text: 没人值守的")), []),
        (changed(FIRST, ("id: V1,", "id: V2,")), [("V2", "V1")]),
        (changed(FIRST, ("- id: A1\n", "- id: A7\n")), [("A7", "A1")]),
        (changed(FIRST, (HEAD, HEAD + HEAD.replace("A1.1", "A1.9"))), []),  # the text is used twice
        (changed(FIRST, (HEAD, ""), ("收取财物的", "未挂牌的")), []),  # another level
    ],
)  # fmt: skip
def test_texts_that_have_another_number_without_a_word(text, expected):
    new = edition(text).standard
    problems = list(moved_texts(edition(FIRST).standard, new))
    assert [(problem.arguments["id"], problem.arguments["former"]) for problem in problems] == expected
    assert {problem.code for problem in problems} <= {"same-text-other-id"}

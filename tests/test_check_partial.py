"""Standards, campaigns and records with single values damaged: whatever is wrong is said, and no check stumbles."""

import copy
import re
from pathlib import Path

import pytest
import yaml
from checked import SMALL, WORKSPACE, codes, finding, record, said
from hypothesis import given
from hypothesis import strategies as st

from aidscore.diagnostics.message import has_errors
from aidscore.files.document import read_document

PILOT = Path(__file__).parents[1] / "examples" / "pilot-city"
WEIGHTS = {"weights": {"announced": "40%", "unannounced": "60%"}}
EXAMPLES = [
    {"name": "一例", "findings": [{"rule": "A1.1", "count": "2"}], "expect": {"score": "98", "items": {"A": "58"}}},
]


FOREIGN = re.compile(r"Input should|Fraction\(|\b(None|dict|tuple|str|int|Error)\b|<class")
"""Words of Python and its libraries."""


def plain(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


CAMPAIGN = plain(PILOT / "campaign.yaml")
CAMPAIGN["phases"][1] |= {"combine": WEIGHTS, "channels": ["announced", "unannounced"]}
TREES = [
    yaml.load(SMALL, Loader=yaml.CBaseLoader) | {"examples": EXAMPLES},
    CAMPAIGN,
    plain(PILOT / "visits" / "one-visit.yaml"),
    yaml.load(finding("{rule: A1.1, sample: {drawn: 3, failed: 1}}"), Loader=yaml.CBaseLoader),
]
VALUES = [
    *(
        None,
        "",
        "x",
        "0",
        "-1",
        "1",
        "100000",
        "９",
        "all",
        "none",
        "2005-13-01",
        "1/0",
        "90%",
        "x@y",
        "..@..",
        "\u200b",
    ),
    *("a：b", "a:b", "A1", "..", "[key]", [], ["x"], [[]], [None], {}, {"x": "y"}, {"from": "1"}, {"each": "1"}),
    *({"range": ["1"]}, {"range": ["3", "1"], "step": "2"}, {"range": "x"}, {"bands": []}, {"bands": [{"from": "x"}]}),
    *({"levels": {}}, {"weights": {}}, {"weights": {"x": "1"}}, {"proportion_of": "0"}, {"missing": "1", "of": "x"}),
    *(
        {"missing": "1", "of": {"a": []}},
        {"fixed": "2"},
        [{"rule": "A1.1"}],
        {"drawn": "0", "failed": "1"},
        {"[key]": "x"},
    ),
    {"below": "95%", "every": "0", "points": "1", "partial": "floor"},
]
KEYS = ["x", "id", "points", "max", "from", "each", "missing", "rule", "step", "[key]", "：", "\u200bid", "－ rule"]


def paths(tree, path=()):
    if path:
        yield path
    for step, part in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from paths(part, (*path, step))


@st.composite
def damaged(draw):
    """A file with one to three values replaced, deleted or added."""
    tree = copy.deepcopy(draw(st.sampled_from(TREES)))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(list(paths(tree)) or [("x",)]))
        around = tree
        for step in way:
            around = around[step]
        value = copy.deepcopy(draw(st.sampled_from(VALUES)))
        match draw(st.sampled_from(["replace", "replace", "delete", "add"])):
            case "delete" if last in around or isinstance(around, list):
                del around[last]
            case "add" if isinstance(around, dict):
                around[draw(st.sampled_from(KEYS))] = value
            case _:
                around[last] = value
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=draw(st.sampled_from([None, False, True])))
    return text[: draw(st.integers(0, len(text)))] if draw(st.integers(0, 5)) == 0 else text


@given(damaged())
def test_no_damage_makes_a_check_stumble(text):
    lines = text.split("\n")
    for one in said(text):
        assert one.place.path != "-" or 1 <= one.place.column <= len(lines[one.place.line - 1]) + 1
        for sentence in (one.message, one.help):
            assert not set(sentence) & set("\0\1")
            assert not FOREIGN.search(sentence)


@given(damaged())
def test_what_is_whole_can_be_asked_for_everything(text):
    document = read_document("-", text.encode())
    assert document.is_whole or has_errors(document.diagnostics)
    if document.is_whole:
        repr(document.content)


COMPLETE = record(
    """\
inspecters: [甲]
findings:
  - rule: A1.1
    count: ２
    count: 3
  - rule: X9
    note: 合格 #2
  - {rule: A2.1, value: 92}
  - rule: A1.4
    level: 恶劣
    note: "有\\e[1m字"
  - rule: A1.2
    missing: [hotlime]
examined: [A, Q]
""",
    ("examined: all\n", ""),
)


def test_all_problems_of_a_file_are_said_at_once_in_its_order():
    assert codes(COMPLETE) == [
        (6, 1, "unknown-key"),
        (9, 12, "full-width-characters"),
        (10, 5, "duplicate-key"),
        (11, 11, "unknown-rule"),
        (12, 14, "comment-cuts-text"),
        (13, 25, "not-a-share"),
        (15, 12, "unknown-level"),
        (16, 11, "forbidden-character"),
        (18, 15, "unknown-element"),
        (19, 15, "unknown-item"),
    ]


def test_what_stands_before_an_error_of_syntax_is_checked_all_the_same():
    text = record("findings:\n  - {rule: A2.1, value: 92}\n  - {rule: X9}\n  - rule: A1.1\n    note: *重点*\n")
    assert codes(text) == [(8, 25, "not-a-share"), (9, 12, "unknown-rule"), (11, 11, "special-character")]


def test_nothing_is_missing_behind_an_error_of_syntax():
    assert codes("aidscore: record/1\nstandard: @\n") == [(2, 11, "special-character")]


def test_a_sum_is_not_made_over_what_could_not_be_read():
    cut = SMALL[: SMALL.index("  - id: B\n")] + "  - id: '"
    assert codes(cut) == [(31, 9, "unclosed-quote")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (record("findings: everything\n"), [(7, 11, "expected-list")]),
        (record("findings: [[]]\n"), [(7, 12, "expected-mapping")]),
        (record("findings: {rule: A1.1}\n"), [(7, 11, "expected-list")]),
        (record("findings: []\n", ("examined: all", "examined: everything")), [(6, 11, "not-one-of")]),
        (record("findings: []\n", ("examined: all", "examined: {A: yes}")), [(6, 11, "expected-list")]),
        (record("findings: []\n", ("examined: all", "examined: [[A]]")), [(6, 12, "expected-text")]),
        (record("findings: []\n", ("center: xuhui", "center: [xuhui]")), [(3, 9, "expected-text")]),
        (record("findings: []\n", ("center: xuhui", "center: {id: xuhui}")), [(3, 9, "expected-text")]),
        (record("findings: []\n", ("2005-09-14", "[2005-09-14]")), [(5, 7, "expected-text")]),
        (record("findings: []\n", ("small@1", "..@..")), [(2, 11, "not-an-id")]),
        (record("findings: []\n", ("small@1", "../../small@1")), [(2, 11, "not-an-id")]),
        (record("findings: []\n", ("small@1", "small＠1")), [(2, 11, "full-width-characters")]),
        (finding("{rule: A1.2, missing: hotline}"), [(8, 27, "expected-list")]),
        (finding("{rule: A1.2, missing: []}"), [(8, 27, "empty-list")]),
        (finding("{rule: A1.1, sample: 3/20}"), [(8, 26, "expected-mapping")]),
        (finding("{rule: A1.1, count: [1]}"), [(8, 25, "expected-text")]),
        (finding("{rule: A1.1, count: }"), [(8, 25, "missing-value")]),
        (finding("{rule: A2.2, value: }"), [(8, 25, "missing-value")]),
        (finding("{rule: A2.1, value: {}}"), [(8, 25, "expected-text")]),
        (finding("- rule: A1.1"), [(8, 5, "expected-mapping")]),
        (SMALL.replace("deduct: 2", "deduct: [2]"), [(24, 70, "unknown-rule-kind")]),
        (SMALL.replace("points: 60", "points: {a: 60}"), [(14, 13, "expected-text")]),
        (
            SMALL.replace("effective: {from: 2005-07-01, to: 2006-03-31}", "effective: 2005"),
            [(7, 12, "expected-mapping")],
        ),
        (SMALL.replace("[1, 3]", "[1, 2, 3]"), [(22, 78, "wrong-length")]),
        (
            SMALL.replace("each: 1, unit", "each: 0, max: 60, unit").replace("max: 5", "free: x"),
            [(20, 72, "not-above-zero"), (20, 80, "exceeds-sub-item"), (20, 99, "not-a-whole-number")],
        ),
    ],
)
def test_a_value_of_the_wrong_kind(text, expected):
    assert codes(text) == expected


def test_the_desk_of_these_tests_knows_the_small_standard():
    assert WORKSPACE.standard("small@1", ".").edition is not None

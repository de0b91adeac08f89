"""The strict reader: the tree that any YAML reader reads, every scalar text, everything with its place."""

import pytest
import yaml
from checked import ZOO
from hypothesis import given
from hypothesis import strategies as st

from aidscore.diagnostics.message import has_errors
from aidscore.files.document import read_document
from aidscore.model.source import MappingPlaces, SequencePlaces, Source
from aidscore.read.parse import parse

FRAGMENTS = [
    *"\n\n\n::--,[]{}#&*!|>'\"%@`?~\\01.abé一：，－＃\t\r\u3000\u00a0\u200b\x00 ",
    *(
        "\n  ",
        "\n- ",
        "\n  - ",
        ": ",
        ", ",
        "a: ",
        "b: ",
        "  ",
        "null",
        "rule: A1.1",
        "---\n",
        "...\n",
        "<<: ",
        "&a ",
        "*a",
    ),
    *(
        "!!str ",
        "%YAML 1.2\n",
        "|\n  ",
        ">-\n  ",
        '"x"',
        "'x'",
        "\\n",
        "aidscore: record/1\n",
        "findings:\n",
        "examined: all\n",
    ),
]
YAML_LIKE = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)


def places_inside(diagnostics, text):
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return all(
        1 <= said.place.line <= len(lines) and 1 <= said.place.column <= len(lines[said.place.line - 1]) + 1
        for said in diagnostics
    )


@given(YAML_LIKE)
def test_what_is_accepted_is_the_tree_of_any_yaml_reader(text):
    parsed = parse(text, "-")
    assert places_inside(parsed.diagnostics, text)
    if not has_errors(parsed.diagnostics):
        assert parsed.tree == (yaml.load(text, Loader=yaml.CBaseLoader))


@given(
    st.binary(max_size=300) | YAML_LIKE.map(str.encode) | st.text().map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_a_document_or_say_why_not_with_places_inside(data):
    document = read_document("-", data)
    assert document.is_whole or has_errors(document.diagnostics)
    assert places_inside(document.diagnostics, data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))
    for said in document.diagnostics:
        assert said.message
        assert said.help


def written_at(source, mark, length):
    return source.lines[mark.line][mark.column : mark.column + length]


def check_places(source, tree, places):
    """Each key and each plain text stands where its place says."""
    match tree, places:
        case dict(), MappingPlaces():
            assert set(tree) == set(places.keys) == set(places.values)
            for key, value in tree.items():
                assert written_at(source, places.keys[key], len(key)) == key
                check_places(source, value, places.values[key])
        case list(), SequencePlaces():
            assert len(tree) == len(places.values)
            for value, place in zip(tree, places.values, strict=True):
                check_places(source, value, place)
        case str(), _:
            assert written_at(source, places, len(tree)) in (tree, '"' + tree[:-1])
        case _:
            raise AssertionError(tree, places)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_key_and_value_keeps_its_place(line_end):
    text = (ZOO / "standards" / "small" / "1.yaml").read_text(encoding="utf-8").replace("\n", line_end)
    parsed = parse(text, "-")
    check_places(Source("-", text), parsed.tree, parsed.source.places)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("version: 1.10", {"version": "1.10"}),
        (
            "a: no\nb: on\nc: 012\nd: 12:30\ne: 1e3\nf: .nan\ng: 2005-09-14\nh: =",
            dict(zip("abcdefgh", ["no", "on", "012", "12:30", "1e3", ".nan", "2005-09-14", "="], strict=True)),
        ),
        ("- 'null'\n- \"~\"\n- ''", ["null", "~", ""]),
        ("a: |\n  one\n  two: 2\nb: >\n  x\n  y\n", {"a": "one\ntwo: 2\n", "b": "x y\n"}),
        ("{a: [], b: {}, 'c': [x, [y]]}", {"a": [], "b": {}, "c": ["x", ["y"]]}),
        ("on: x\n1: y\n~: z", {"on": "x", "1": "y", "~": "z"}),
        ("a: 𠮷😀\nb: “x”", {"a": "𠮷😀", "b": "“x”"}),
    ],
)
def test_every_scalar_is_text(text, tree):
    parsed = parse(text, "-")
    assert (parsed.tree, parsed.diagnostics) == (tree, [])


def test_depth_32_is_read_and_33_is_not():
    assert parse("[" * 32 + "]" * 32, "-").diagnostics == []
    (said,) = parse("[" * 33 + "]" * 33, "-").diagnostics
    assert (said.code, said.place.column) == ("nesting-too-deep", 33)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("a: 1\nb: {c: [x, {d: '", ("b", "c")),
        ("- a: 1\n- b: [", (1, "b")),
        ("a:\n  b:\n    c: @", ("a", "b")),
        ("a: 1\n---\nb: 1", None),
        ("a: 1", None),
    ],
)
def test_the_way_to_what_is_unfinished_is_known(text, way):
    assert parse(text, "-").unfinished == way

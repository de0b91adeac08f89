"""Bytes to text: what is UTF-8, and what is refused because it only seems to be."""

import pytest

from aidscore.diagnostics.message import Diagnostic
from aidscore.read.parse import parse
from aidscore.read.quick import read_quickly
from aidscore.read.text import decode


def common_characters():
    """The common Chinese characters whose bytes in GBK are valid UTF-8 as well."""
    for lead in range(0xB0, 0xD8):
        for trail in range(0xA1, 0xFF):
            data = bytes([lead, trail])
            if lead != 0xD7 or trail < 0xFA:
                try:
                    data.decode("utf-8")
                except UnicodeDecodeError:
                    continue
                yield data


def test_a_single_character_in_gbk_is_noticed_though_it_is_valid_utf_8():
    characters = list(common_characters())
    assert len(characters) == 682
    for data in characters:
        text = decode(b"aidscore: record/1\nvisit: " + data + b"\n", "-")
        assert isinstance(text, str)
        found, *others = parse(text, "-").diagnostics
        assert {other.code for other in others} <= {"forbidden-character"}  # a few are read as invisible characters
        assert (found.entry, found.place.line, found.place.column) == ("looks-like-gbk", 2, 8)
        assert found.arguments == {"meant": "visit: " + data.decode("gbk")}
        assert read_quickly(text) is None


WESTERN = ["café", "Ünal", "élan", "José Núñez", "§ 5", "§5", "±5", "25°C", "10 m²", "½ 杯", "μm", "a·b", "£5", "«x»"]
OTHERS = [
    "“x”",
    "—",
    "…",
    "→",
    "✓",
    "①",
    "€",
    "№ 5",
    "：",
    "，",
    "。",
    "ＡＢ",
    "２",
    "😀",
    "Привет",
    "こんにちは",
    "한국",
]
ODD = ["𠮷", "e\u0301 a\u0308", "\u00a0x", "中心é", "¿qué?"]


@pytest.mark.parametrize("text", [*WESTERN, *OTHERS, *ODD])
def test_what_is_written_in_utf_8_is_read_as_it_stands(text):
    assert decode(f"note: {text}\n".encode(), "-") == f"note: {text}\n"
    assert decode(f"note: {text}\n".encode("utf-8-sig"), "-") == f"note: {text}\n"


@pytest.mark.parametrize(
    ("data", "entry", "place"),
    [
        ("单位: 徐汇\n".encode("gbk"), "not-utf-8", (1, 1)),
        ("a: 1\r\nb: 徐汇\r\n".encode("gbk"), "not-utf-8", (2, 4)),
        ("a: 1\rb: 徐汇\r".encode("gbk"), "not-utf-8", (2, 4)),
        ("a: 徐汇\n".encode("utf-16"), "not-utf-8", (1, 1)),
        ("aidscore: 徐汇\n".encode("utf-16-le"), "not-utf-8", (1, 1)),
        ("aidscore: 徐汇\n".encode("utf-16-be"), "not-utf-8", (1, 1)),
        ("a: 徐汇".encode()[:-1], "not-utf-8/cut", (1, 5)),
        ("a: 徐汇\nb: ".encode() + b"\xff\n", "not-utf-8/here", (2, 4)),
        ("a: 徐汇\nb: ".encode() + "检查\n".encode("gbk"), "not-utf-8/here", (2, 4)),
        (b"a: \xff\xff\n", "not-utf-8/here", (1, 4)),
        ("\ufeffa: 1\nnote: 中a".encode() + b"\xff", "not-utf-8/here", (2, 9)),
        ("\ufeff中".encode() + b"\xff\n", "not-utf-8/here", (1, 2)),
        ("\ufeff徐汇".encode()[:-1], "not-utf-8/cut", (1, 2)),
        ("\ufeff".encode() + "单位: 徐汇\n".encode("gbk"), "not-utf-8", (1, 1)),
        (b"\xef\xbb\xbf\xff", "not-utf-8/here", (1, 1)),
    ],
)
def test_what_it_looks_like_and_where_it_begins_is_said(data, entry, place):
    found = decode(data, "-")
    assert isinstance(found, Diagnostic)
    assert (found.entry, (found.place.line, found.place.column)) == (entry, place)

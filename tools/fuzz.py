"""Feeds damaged files to the reader: nothing raises, and the quick reader reads what it takes as the strict one does.

`python tools/fuzz.py [COUNT [FIRST]]`. Input number N is always the same, so that one that fails can be tried again.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from time import perf_counter

from aidscore.diagnostics.message import has_errors
from aidscore.files.workspace import Workspace
from aidscore.model.chinese import KEYS, KEYS_OF, WORDS
from aidscore.model.record import Record
from aidscore.model.results import Refused
from aidscore.model.source import KeyPath, Source
from aidscore.read.parse import parse, places_of
from aidscore.read.quick import read_quickly
from aidscore.read.shape import fitting
from aidscore.read.text import decode
from aidscore.read.translate import in_english
from aidscore.read.tree import Tree
from aidscore.run.one_file import score_file

COUNT = 500_000
PROJECT = Path(__file__).parent.parent
SEEDS = sorted(
    path.read_bytes()
    for folder in ("examples", "standards", "tests/bad")
    for path in (PROJECT / folder).rglob("*.yaml")
    if path.stat().st_size < 4000
)
"""The files that are damaged; a large standard would only make every input slow."""
RECORDS = [data for data in SEEDS if b"\nfindings:" in data and read_quickly(data.decode(errors="replace"))]
"""Those that the quick reader takes: half of the inputs, since only they show where it is too quick."""
IN_CHINESE = {
    english.encode(): chinese.encode() for english, chinese in {**KEYS, **KEYS_OF["Finding"], **WORDS}.items()
}
WORD = re.compile(rb"(?<![\w.-])[a-z_/0-9-]+(?![\w.-])")

PIECES: list[str] = [
    *"#:-?,[]{}&*!|>'\"%@`~\\/.0a中：，、－＃｛",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "  ",
    "    ",
    ": ",
    ":\n",
    "- ",
    "  - ",
    " #",
    "---\n",
    "...\n",
    "}}",
    "]]",
    "{a: b}",
    "[a, b]",
    "null",
    "<<: ",
    "&a ",
    "*a ",
    "!!str ",
    "''",
    '""',
    "|\n",
    ">-\n",
    "\ufeff",
    "\u200b",
    "\u2028",
    "\x85",
    "\x00",
    "\x1b",
    "\u3000",
    "\u00a0",
    "\ufffd",
    "\ue000",
    "\uff12",
    "⻓",
    "𠮷",
    "1.10",
    "90%",
    "1/3",
    "2005-09-14",
    "note: x\n",
    "rule: A1.1",
    "count: 2",
    "{rule: A1.1, count: 2}",
    "all",
    "明察",
    "事实: x\n",
    "条款: A1.1",
    "    数量: 2\n",
    "{条款: A1.1, 数量: 2}",
    "检查记录/1",
]
BYTES = [b"\xff", b"\xfe", b"\xc4\xfa", b"\xe4", b"\x80", b"\xef\xbb\xbf", b"\xd2\xbd\xd4\xba"]


def _insert(chance: Random, data: bytes) -> bytes:
    """Put something in."""
    at = chance.randint(0, len(data))
    piece = chance.choice(PIECES).encode() if chance.random() < 0.9 else chance.choice(BYTES)
    return data[:at] + piece + data[at:]


def _replace(chance: Random, data: bytes) -> bytes:
    """Put something in the place of a few bytes."""
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(PIECES).encode() + data[at + chance.randint(0, 6) :]


def _delete(chance: Random, data: bytes) -> bytes:
    """Take a few bytes out."""
    at = chance.randint(0, len(data))
    return data[:at] + data[at + chance.randint(1, 12) :]


def _flip(chance: Random, data: bytes) -> bytes:
    """Change one bit."""
    at = chance.randrange(len(data) or 1)
    flipped = bytes(byte ^ (1 << chance.randrange(8)) for byte in data[at : at + 1])
    return data[:at] + flipped + data[at + 1 :]


def _move_line(chance: Random, data: bytes) -> bytes:
    """Put a line somewhere else, or there as well."""
    lines = data.split(b"\n")
    line = chance.choice(lines) if chance.random() < 0.5 else lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randint(0, len(lines)), line)
    return b"\n".join(lines)


def _indent_line(chance: Random, data: bytes) -> bytes:
    """Indent a line more, or less."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((b" ", b"  ", b"\t", b"    ")) + lines[at] if chance.random() < 0.5 else lines[at][1:]
    return b"\n".join(lines)


def _splice(chance: Random, data: bytes) -> bytes:
    """Go on with another file."""
    other = chance.choice(SEEDS)
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


DAMAGES: tuple[Callable[[Random, bytes], bytes], ...] = (
    _insert, _insert, _replace, _replace, _delete, _flip, _move_line, _indent_line, _splice,
)  # fmt: skip


def damaged(number: int) -> bytes:
    """Return input `number`: a file of ours, some of its words in Chinese, with one to four damages."""
    chance = Random(number)
    data = chance.choice(chance.choice((SEEDS, RECORDS)))
    share = chance.choice((0, 0, 0.5, 1))
    data = WORD.sub(lambda word: IN_CHINESE.get(word[0], word[0]) if chance.random() < share else word[0], data)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        data = chance.choice(DAMAGES)(chance, data)
    return data


def key_paths(tree: Tree, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the key path of every value of a tree."""
    yield path
    if isinstance(tree, dict):
        for key, part in tree.items():
            yield from key_paths(part, (*path, key))
    elif isinstance(tree, list):
        for index, part in enumerate(tree):
            yield from key_paths(part, (*path, index))


def compare_readers(text: str) -> bool:
    """Tell whether the quick reader takes a text. Raises AssertionError where the strict one reads it otherwise."""
    quick = read_quickly(text)
    if quick is None:
        return False
    parsed = parse(text, "-")
    tree, done = in_english(Record, parsed.tree)
    assert (parsed.diagnostics, done.problems) == ([], []), "there is something to remark"
    assert quick.record == fitting(Record, tree), "the records differ"
    source = Source("-", text, places_of, lines_known=quick.lines, written=quick.written)
    strict = replace(parsed.source, written=done.written)
    for path in key_paths(tree):
        assert source.place(path) == strict.place(path), f"the places of {path} differ"
    assert source.lines_of("findings") == strict.lines_of("findings"), "the lines of findings differ"
    return True


def try_input(data: bytes, workspace: Workspace) -> tuple[bool, bool]:
    """Tell whether the quick reader takes an input, and whether it is refused.

    Raises whatever the code under test raises, and AssertionError where what it returns is wrong.
    """
    result = score_file("-", workspace, data)
    refused = isinstance(result, Refused)
    if isinstance(result, Refused):
        assert has_errors(result.diagnostics), "refused without an error"
        for problem in result.diagnostics:
            assert all((problem.message, problem.help)), "a diagnostic without its sentences"
            assert min(problem.place.line, problem.place.column) >= 1, "a place outside the file"
    text = decode(data, "-")
    return isinstance(text, str) and compare_readers(text), refused


def main(count: int, first: int) -> None:
    """Try `count` inputs from number `first` on; print how many were tried, and exit 1 at the first that fails."""
    workspace, start = Workspace(), perf_counter()
    quick = refused = 0
    for number in range(first, first + count):
        data = damaged(number)
        try:
            is_quick, is_refused = try_input(data, workspace)
        except Exception as problem:  # noqa: BLE001 - whatever it is, it is what we look for
            print(f"fuzz: input {number} fails: {problem!r}\n{data!r}", file=sys.stderr)
            sys.exit(1)
        quick, refused = quick + is_quick, refused + is_refused
    seconds = perf_counter() - start
    print(f"fuzz: {count} inputs from number {first} on, {quick} read quickly, {refused} refused, {seconds:.0f} s")


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(count=given[0] if given else COUNT, first=given[1] if given[1:] else 0)

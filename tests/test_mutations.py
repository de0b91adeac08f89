"""Every record of the example, damaged in many ways: an error with its place, or the very same record as before."""

import re
from pathlib import Path

import pytest

from aidscore.diagnostics.message import has_errors
from aidscore.files.workspace import Workspace
from aidscore.model.results import Refused
from aidscore.run.one_file import Scored, score_file

VISITS = Path(__file__).parents[1] / "examples" / "pilot-city" / "visits"
RECORDS = sorted(path for path in VISITS.rglob("*.yaml") if path.name != "broken-on-purpose.yaml")
WORKSPACE = Workspace()

PEOPLE = re.compile(r" *(- )?(note|evidence|reason|status_note|visit|inspectors): |#")
"""Lines for people: another text there is another record, and nobody can know that it is a mistake."""


def outcome(path: Path, data: bytes):
    """The record that the bytes are, or nothing: then every error has its place in the file."""
    result = score_file(str(path), WORKSPACE, data)
    if isinstance(result, Scored):
        return result.visit.record
    assert isinstance(result, Refused)
    assert has_errors(result.diagnostics)
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for said in result.diagnostics:
        assert said.place.path == str(path)
        assert 1 <= said.place.line <= len(lines)
        assert 1 <= said.place.column <= len(lines[said.place.line - 1]) + 1
    return None


def each_line(change, lines=re.compile("")):
    """The text with one line after the other changed."""

    def mutate(text: str):
        whole = text.split("\n")
        for number, line in enumerate(whole):
            if line.strip() and not PEOPLE.match(line) and lines.search(line) and (changed := change(line)) != line:
                yield "\n".join([*whole[:number], changed, *whole[number + 1 :]])

    return mutate


def replaced(pattern, by):
    """Lines with the first match replaced."""
    return each_line(lambda line: re.sub(pattern, by, line, count=1), re.compile(pattern))


def inserted(what):
    """The text with something put in at seven places."""
    return lambda text: [text[: (at := len(text) * n // 7)] + what + text[at:] for n in range(7)]


def wide(match):
    return "".join(chr(ord(character) + 0xFEE0) for character in match[0])


REQUIRED = re.compile(r"^(aidscore|standard|center|channel|date|examined|findings):")
PLAIN = re.compile(r"^ *(?:- )?[a-z_]+: [^\s'\"\[{|>]\S*$")
VALUE = re.compile(r"^( *(?:- )?[a-z_]+: )(\S.*)$")

REFUSED = {
    "a required key is deleted": each_line(lambda line: "# " + line, REQUIRED),
    "a required key is misspelt": each_line(lambda line: "x" + line, REQUIRED),
    "a required key is in capitals": each_line(lambda line: line.capitalize(), REQUIRED),
    "a key stands twice": each_line(lambda line: f"{line}\n{line}", re.compile("^(?!findings|not_app)[a-z]")),
    "a key of a finding stands twice": replaced(r"^  - (rule: .*)$", r"  - \1\n    \1"),
    "a colon is full-width": replaced(r"^( *(?:- )?[a-z_]+): ", r"\1："),
    "a colon is full-width, with its space": replaced(r"^( *(?:- )?[a-z_]+): ", r"\1： "),
    "a colon has no space": replaced(r"^( *(?:- )?[a-z_]+): ", r"\1:"),
    "a comma is full-width": replaced(r"^( *(?:missing|examined): .*), ", r"\1，"),
    "a comma is 、": replaced(r"^( *(?:missing|examined): .*), ", r"\1、"),
    "a dash is full-width": replaced(r"^  - ", "  － "),
    "digits are full-width": replaced(r"(?<=: )[0-9.%/-]*[0-9](?=[0-9.%/-]*$)", wide),
    "letters are full-width": replaced(r"(?<=rule: )[A-Z]", wide),
    "a quote is full-width": replaced(r": ([A-Za-z0-9.@-]+)$", r": “\1”"),
    "a bracket is full-width": replaced(r"\]$|\}$", wide),
    "an id has a Cyrillic letter": replaced(r"rule: A", "rule: \N{CYRILLIC CAPITAL LETTER A}"),
    "an id has an en dash": replaced(r"(?<=[a-z])-(?=[a-z])", "–"),
    "an id has l for 1": replaced(r"(?<=rule: ..)\.1", ".l"),
    "an id has a point behind it": replaced(r"(rule|center|channel): (\S+)$", r"\1: \2."),
    "a line is indented with a tab": replaced(r"^ +", "\t"),
    "a line is indented with U+3000": replaced(r"^ +", "\u3000\u3000"),
    "a line is indented with U+00A0": replaced(r"^ +", "\u00a0\u00a0"),
    "a number is negative": replaced(r": ([0-9]+)$", r": -\1"),
    "a number has a unit": replaced(r": ([0-9]+)$", r": \1份"),
    "a number has a zero in front": replaced(r": ([0-9]+)$", r": 0\1"),
    "a number has an underscore": replaced(r": ([0-9]+)$", r": \1_0"),
    "a number is octal, hexadecimal, an exponent": replaced(r": ([0-9]+)$", r": 0x\1"),
    "a date has slashes": replaced(r"(\d{4})-(\d\d)-(\d\d)", r"\1/\2/\3"),
    "a date has a time": replaced(r"(\d{4}-\d\d-\d\d)", r"\1 10:00"),
    "a date is impossible": replaced(r"(\d{4})-\d\d-\d\d", r"\1-02-30"),
    "a value is nothing": replaced(r": \S.*$", ":"),
    "a value is null": replaced(r": \S.*$", ": null"),
    "a value is a mapping": replaced(r": \S.*$", ": {a: b}"),
    "a value has an anchor": each_line(lambda line: VALUE.sub(r"\1&x \2", line), VALUE),
    "a value is an alias": each_line(lambda line: VALUE.sub(r"\1*x", line), VALUE),
    "a value has a tag": each_line(lambda line: VALUE.sub(r"\1!!str \2", line), VALUE),
    "a key is merged": each_line(lambda line: f"<<: {{}}\n{line}", REQUIRED),
    "a quote is opened": each_line(lambda line: VALUE.sub(r'\1"\2', line), VALUE),
    "a quoted piece is followed by text": each_line(lambda line: VALUE.sub(r'\1"x"\2', line), VALUE),
    "a bracket is opened": each_line(lambda line: VALUE.sub(r"\1[\2", line), VALUE),
    "an unseen character": inserted("\u200b"),
    "a byte order mark in the middle": lambda text: list(inserted("\ufeff")(text))[1:],
    "a right-to-left mark": inserted("\u202e"),
    "a control character": inserted("\x1b"),
    "a NUL": inserted("\x00"),
    "a private character": inserted("\ue000"),
    "NEL ends the lines": lambda text: [text.replace("\n", "\x85")],
    "U+2028 ends the lines": lambda text: [text.replace("\n", "\u2028")],
    "a second document": lambda text: [text + "---\n" + text, text + "...\nx\n"],
    "something is appended": lambda text: [text + tail for tail in ("x", "}", ": ", "- a\n", "@", "\tx", "'")],
    "all is a list": lambda text: ["- " + text.replace("\n", "\n  ")],
    "all is a text": lambda text: ["|\n  " + text.replace("\n", "\n  ")],
}
"""Ways to damage a record that must be noticed."""

SAME = {
    "CR LF": lambda text: [text.replace("\n", "\r\n")],
    "CR": lambda text: [text.replace("\n", "\r")],
    "a byte order mark": lambda text: ["\ufeff" + text],
    "all indented": lambda text: ["  " + text.replace("\n", "\n  ").rstrip(" ")],
    "blank lines": lambda text: [text.replace("\n", "\n\n")],
    "trailing spaces": lambda text: [text.replace("\n", "  \n")],
    "comments": lambda text: [text.replace("\n", "  # 说明\n")],
    "a document start and end": lambda text: ["---\n" + text + "...\n"],
    "single quotes": each_line(lambda line: VALUE.sub(r"\1'\2'", line), PLAIN),
    "double quotes": each_line(lambda line: VALUE.sub(r'\1"\2"', line), PLAIN),
    "spaces around a colon": replaced(r"^([a-z_]+): ", r"\1 :   "),
    "keys in another order": lambda text: ["".join(sorted(re.split(r"(?m)^(?=[a-z])", text)))],
}
"""Ways to write the same record."""


def mutants(way):
    """Each record with a third of its mutants: a different third for each, so that all lines have their turn."""
    for number, path in enumerate(RECORDS):
        text = path.read_text(encoding="utf-8")
        changed = list(way(text))
        for mutant in changed[number % 3 :: 3] or changed[:1]:
            yield path, text, mutant


@pytest.mark.parametrize("way", REFUSED)
def test_damage_is_refused_with_its_place(way):
    tried = list(mutants(REFUSED[way]))
    assert tried
    for path, _, mutant in tried:
        assert outcome(path, mutant.encode()) is None, f"{path}\n{mutant}"


@pytest.mark.parametrize("way", SAME)
def test_another_way_to_write_it_is_the_same_record(way):
    for path, text, mutant in mutants(SAME[way]):
        assert outcome(path, mutant.encode()) == outcome(path, text.encode()), f"{path}\n{mutant}"


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_another_encoding_is_refused(encoding):
    for path in RECORDS:
        assert outcome(path, path.read_text(encoding="utf-8").encode(encoding)) is None


def test_a_cut_file_is_refused_or_lacks_only_what_stood_last():
    for path in RECORDS[::3]:
        data = path.read_bytes()
        record = outcome(path, data)
        for length in range(0, len(data), 7):
            cut = outcome(path, data[:length])
            if cut is not None:
                rules = [finding.rule for finding in cut.findings]
                assert b"\nfindings:" in data[:length]
                assert rules == [finding.rule for finding in record.findings[: len(rules)]]


@pytest.mark.parametrize("byte", [0x00, 0x1B, 0xFF])
def test_a_byte_that_no_text_has_is_refused_wherever_it_stands(byte):
    for path in RECORDS[::6]:
        data = path.read_bytes()
        for at in range(0, len(data), 5):
            assert outcome(path, data[:at] + bytes([byte]) + data[at + 1 :]) is None

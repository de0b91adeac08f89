"""Cells as they are read: numbers by XML's grammar only, number formats of any program, in linear time."""

import re
from importlib import import_module
from inspect import getmembers
from itertools import product
from pathlib import Path
from pkgutil import walk_packages
from time import process_time

import pytest
from formed import BASE, Filled, form, home, name_of, rezipped

import aidscore.form
import aidscore.media
import aidscore.xlsx
from aidscore.files.document import read_document
from aidscore.xlsx.cells import EPOCH_1900, day_of, decimal_of, kind_of_format
from aidscore.xlsx.text import lines_needed

NOT_NUMBERS = (
    "3_0",
    "３",
    "٣",
    "0x10",
    "inf",
    "-Infinity",
    "nan",
    "1e999",
    "1e",
    "1,5",
    "1 0",
    "",
    "+",
    ".",
    "--1",
    "1e1_0",
)


@pytest.mark.parametrize("written", NOT_NUMBERS)
def test_only_a_number_of_xml_is_a_number(written):
    with pytest.raises(ValueError, match="^" + re.escape(written)):
        decimal_of(written)
    with pytest.raises(ValueError, match="^" + re.escape(written)):
        day_of(written, EPOCH_1900)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("30", "30"),
        ("+3", "3"),
        ("-0", "0"),
        (".5", "0.5"),
        ("5.", "5"),
        ("3E1", "30"),
        ("9.1e-2", "0.091"),
        ("007", "7"),
    ],
)
def test_every_number_of_xml_is_one(written, expected):
    assert decimal_of(written) == expected


@pytest.mark.parametrize("written", ["3_0", "３", "1e999", "NaN"])
def test_what_is_no_number_is_refused_in_its_cell(tmp_path, written):
    book = Filled(form(home(tmp_path), BASE.format(findings="[]")))
    cell = book.cell("A1.2#1", "count")
    cell.value = 987654
    numbers = {r"xl/worksheets/.*": lambda text: text.replace("<v>987654</v>", f"<v>{written}</v>")}
    document = read_document("form.xlsx", rezipped(book.saved(), numbers))
    assert [(notice.place.cell, notice.code) for notice in document.diagnostics] == [(name_of(cell), "error-in-cell")]


@pytest.mark.parametrize("attribute", ['r="１0"', 'r="1_0"', 'r="-1"', 'r="+1"'])
def test_the_number_of_a_row_is_ascii(tmp_path, attribute):
    change = {r"xl/worksheets/sheet2.xml": lambda text: re.sub(r'(<row )r="10"', rf"\1{attribute}", text)}
    document = read_document("form.xlsx", rezipped(form(home(tmp_path)), change))
    assert [notice.code for notice in document.diagnostics] == ["damaged-workbook"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", "number"),
        ("G/通用格式", "number"),
        ("Standard", "number"),
        ("@", "number"),
        ('0.0"日"', "number"),
        (r"0\d", "number"),
        ("0_d", "number"),
        ("[red]0", "number"),
        ("[$-804]0", "number"),
        ('"真";"真";"假"', "number"),
        ("0.0%", "percent"),
        ('0"%"', "number"),
        ("yyyy\\-mm\\-dd", "date"),
        ('[$-804]yyyy"年"m"月"d"日";@', "date"),
        ("YYYY-MM-DD", "date"),
        ("[h]:mm", "date"),
        ("[HH]", "date"),
        ("[mm]", "date"),
        ("[]0", "number"),
        ('0"d', "number"),
        ("0[d", "date"),
        ("0;d", "number"),
    ],
)
def test_what_a_number_format_shows(code, kind):
    assert kind_of_format(code) == kind


# ---- time that grows with the size

SMALL, LARGE, MOST = 500, 16_000, 300
"""A text 32 times as long takes about 32 times as long, and 1,024 times where each character is gone back for."""
NOTHING = 2e-5
"""Shorter times are not told apart."""


def seconds(work, argument):
    """The processor time of a call, the shortest of some."""
    times = []
    for _turn in range(3):
        start = process_time()
        work(argument)
        times.append(process_time() - start)
    return min(times)


def growth(work, head, piece):
    """How many times as long a long text takes."""
    small, large = (head + piece * (size // len(piece)) for size in (SMALL, LARGE))
    return seconds(work, large) / max(seconds(work, small), NOTHING)


def patterns():
    """Every pattern of the packages that read and write workbooks, by module and name."""
    for package in (aidscore.xlsx, aidscore.form, aidscore.media):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in getmembers(import_module(module.name)):
                if isinstance(value, re.Pattern):
                    yield pytest.param(value, id=f"{module.name}.{name}")


PIECES = ('"', "[", "[h", "]", "\\", "_", "1", "1.", "1e", "-", "/", "%", " ", "a", "a-", "x0041_", "_x004", "{", "{a")
HEADS = ("", '"', "2005-", '<c r="A1"><f>', "0.")


def searched(pattern):
    """A function that goes through a text, and compares all of it, with a pattern."""

    def work(text):
        written = text.encode() if isinstance(pattern.pattern, bytes) else text
        pattern.fullmatch(written)
        for _match in pattern.finditer(written):
            pass

    return work


@pytest.mark.parametrize("pattern", [*patterns()])
def test_a_pattern_needs_time_in_proportion_to_its_text(pattern):
    slow = {(head, piece): growth(searched(pattern), head, piece) for head, piece in product(HEADS, PIECES)}
    assert {place: times for place, times in slow.items() if times > MOST} == {}


@pytest.mark.parametrize("piece", ['"', "[", "[h", '"a', "\\", "[$-804]", '"[', "yyyy", "[[h]"])
def test_a_number_format_needs_time_in_proportion_to_its_length(piece):
    assert growth(kind_of_format.__wrapped__, "", piece) < MOST


@pytest.mark.parametrize("piece", ["x", "-", "好", "好x", "\n", " "])
def test_a_text_is_measured_in_proportion_to_its_length(piece):
    assert growth(lambda text: lines_needed.__wrapped__(text, 20.0), "", piece) < MOST


def test_a_quadratic_pattern_would_be_found():
    assert growth(searched(re.compile(r"\[[^\]]*\]")), "", "[") > MOST


def test_every_pattern_is_compiled_in_a_module():
    """A pattern within a function would not be tested above."""
    folders = [Path(package.__path__[0]) for package in (aidscore.xlsx, aidscore.form)]
    calls = re.compile(r"^ .*\bre\.(sub|search|match|fullmatch|split|findall|compile)\(", re.MULTILINE)
    paths = [path for folder in folders for path in folder.rglob("*.py")]
    assert [path.name for path in paths if calls.search(path.read_text(encoding="utf-8"))] == []

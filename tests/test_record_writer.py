"""Records written as files: the strict reader makes the same record of each, however odd its texts are."""

from dataclasses import fields, replace
from pathlib import Path
from random import Random

import pytest

from aidscore.files.document import read_document
from aidscore.model.field import comparable
from aidscore.model.record import Finding, Inspector, NotApplicable, Record
from aidscore.read.record_writer import RECORD_FIELDS, record_file

VISITS = sorted((Path(__file__).parents[1] / "examples").rglob("visits/**/*.yaml"))
PIECES = (
    *"abnN01~.,:;-?|>&*!%@`'\"#=[]{}\\ ", "：", "，", "－", "＃", "、", "（", "中", "𠮷", "é", "\u3000", "\u00a0", "\t",
    "\n", "\n\n", "\r", ": ", " #", "- ", "? ", "<<", "null", "---", "...", "%YAML", "|-", "note: ",
    "=", "😀", "\\n", "ends ",
)  # fmt: skip


def hostile_text(chance):
    """A text that somebody might type, with at least one character that is not blank."""
    text = "".join(chance.choices(PIECES, k=chance.randint(1, 9)))
    return text if text.strip() else "x" + text


def hostile_record(chance):
    """A record every text of which is hostile."""
    texts = [hostile_text(chance) for _ in range(9)]
    keys = [comparable(text) for text in texts]  # texts that tell things apart are read in one form
    finding = Finding("null", missing=(keys[0], keys[1]), note=texts[2], evidence=(texts[3],), status_note=texts[4])
    return replace(
        WHOLE,
        inspectors=(Inspector(keys[5]), Inspector(keys[6], "no")),
        findings=(finding, Finding("1.10", level=keys[7], count=3)),
        not_applicable=(NotApplicable("1e3", texts[8]),),
        visit=keys[chance.randrange(9)],
    )


WHOLE = read_document(
    "visit.yaml",
    b"aidscore: record/1\nstandard: s@1.10\ncenter: x\nchannel: self\ndate: 2005-09-14\nexamined: all\nfindings: []\n"
    b"declared_score: 0.125\n",
).content


def read_back(record):
    """What the strict reader makes of a record's file."""
    document = read_document("visit.yaml", record_file(record).encode())
    assert [str(problem) for problem in document.diagnostics] == []
    return document.content


@pytest.mark.parametrize("path", VISITS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_example_reads_back_as_it_was(path):
    document = read_document(str(path))
    if document.is_whole:
        assert read_back(document.content) == document.content


@pytest.mark.parametrize("seed", range(300))
def test_a_hostile_record_reads_back_as_it_was(seed):
    record = hostile_record(Random(seed))
    assert read_back(record) == record


def test_every_field_of_a_record_is_written():
    assert sorted(RECORD_FIELDS) == sorted(field.name for field in fields(Record))


def test_a_file_of_a_form_is_read_quickly():
    text = record_file(replace(WHOLE, findings=(Finding("A1", count=2, note="两处"),)))
    assert read_document("visit.yaml", text.encode()).source.lines_known is not None

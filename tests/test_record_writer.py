"""Records written as files: the strict reader makes the same record of each, however odd its texts are."""

from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from aidscore import words
from aidscore.files.document import read_document
from aidscore.model.field import comparable
from aidscore.model.record import Finding, Inspector, NotApplicable, Record, Sample
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


IN_CHINESE = """\
aidscore: 检查记录/1
标准: s@1.10
单位: x
检查方式: 自查
日期: 2005-09-14
场次: self
检查人员: [{姓名: confirmed, 所属: no}]
检查范围: [A]
扣分事实:
  - 条款: A1
    抽查: {抽取: 5, 不合格: 2}
    事实: self
  - 条款: A2
    数量: 2
    程度: all
    证据: [true]
    状态: 已撤销
    状态说明: false
  - 条款: A3
    扣分: 1
  - 条款: A4
    缺项: [all]
合理缺项:
  - 子项目: A5
    理由: all
修订: 2
修订说明: void
作废: 是
"""


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
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_hostile_record_reads_back_as_it_was(language, seed):
    record = hostile_record(Random(seed))
    with words.speaking(language):
        assert read_back(record) == record


def test_in_chinese_every_key_and_every_closed_word_is_chinese():
    record = replace(
        WHOLE,
        examined=("A",),
        inspectors=(Inspector("confirmed", "no"),),
        findings=(
            Finding("A1", sample=Sample(5, 2), note="self"),
            Finding("A2", count=2, level="all", evidence=("true",), status="withdrawn", status_note="false"),
            Finding("A3", points=Fraction(1)),
            Finding("A4", missing=("all",)),
        ),
        not_applicable=(NotApplicable("A5", "all"),),
        declared_score=None,
        visit="self",
        revision=2,
        revision_note="void",
        void="true",
    )
    with words.speaking("zh"):
        assert record_file(record) == IN_CHINESE


def test_every_field_of_a_record_is_written():
    assert sorted(RECORD_FIELDS) == sorted(field.name for field in fields(Record))


def test_a_file_of_a_form_is_read_quickly():
    text = record_file(replace(WHOLE, findings=(Finding("A1", count=2, note="两处"),)))
    assert read_document("visit.yaml", text.encode()).source.lines_known is not None

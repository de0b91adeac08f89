"""The quick reader: what it reads it reads as the strict one does."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidscore.diagnostics.message import Place
from aidscore.files.document import OnDisk, read_document
from aidscore.model.source import Problem, Source
from aidscore.read.parse import parse, places_of
from aidscore.read.plain import read_plain

PROJECT = Path(__file__).parents[1]
EXAMPLES = sorted((PROJECT / "examples").rglob("*.yaml"))

RECORD = """\
# 虚构数据
aidscore: record/1
standard: legal-aid-service@1.0
center: xuhui
examined: [A, B1]
findings:
  - rule: A1.1
    missing: [hotline, hours]
    note: 大厅未公示投诉电话, 9:30 再看仍无

  - {rule: A2.3, count: 2, note: 两名工作人员未挂牌}
  - rule: B2.1
    sample: {drawn: 20, failed: 3}
    note: "3份卷宗: 未附书面告知"
declared_score: 91.5
"""


def holds(text):
    """The quick reader gives up, or agrees with the strict one in tree and lines, with nothing to remark."""
    quick = read_plain(text)
    if quick is None:
        return
    strict = parse(text, "visit.yaml")
    assert (quick.tree, []) == (strict.tree, strict.diagnostics)
    for key, value in quick.tree.items():
        if isinstance(value, list) and value and all(isinstance(element, dict) for element in value):
            assert quick.lines.elements[key] == strict.source.lines_of(key)
    source = Source("visit.yaml", text, places_of, lines_known=quick.lines)
    for path in key_paths(quick.tree):
        assert source.place(path) == strict.source.place(path)


def key_paths(tree, path=()):
    """The key path of every value of a tree."""
    yield path
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree if isinstance(tree, list) else ())
    for step, part in steps:
        yield from key_paths(part, (*path, step))


def test_a_record_as_people_write_it_is_read_quickly():
    quick = read_plain(RECORD)
    assert quick is not None
    assert quick.lines.elements == {"findings": (7, 11, 12)}
    assert quick.lines.keys == {"aidscore": 2, "standard": 3, "center": 4, "examined": 5, "declared_score": 15}
    assert quick.tree["findings"][1] == {"rule": "A2.3", "count": "2", "note": "两名工作人员未挂牌"}
    holds(RECORD)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_it_agrees_on_the_examples(path):
    holds(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "line",
    [
        "note: a: b", "note: a #b", "note: ~", "note: null", "note:", "note: ", "note: 'it''s'", 'note: "a\\n"',
        "note: a:", "note: |", "note: &a b", "note: *a", "note: - b", "note: [a, [b]]", "note: [a,b]",
        "note: {a: {b: c}}", "note: [a, ]", "note: {a: b, a: c}", "center: twice", "  note: indented", "- a",
        "note:b", "note : b", "? a", "---", "...", "%YAML 1.2", "note: a\n  b", "note: a\n\n  b", "note: 'a",
        "\tnote: a", "note:\ta", "note: a ", "note: \u3000a", "note: \ufeffa", "list:\n- a: b",
        "list:\n  - a: b\n   c: d", "list:\n  - a: b\n    c: d\n     e: f", "list:\n  - a", "list:\n\n  - a: b",
        "list:\n# c\n  - a: b\n# c\n    c: d", "list:\n  - {a: b}\n    c: d", "list:\n  -  a: b",
        "list:\n  - a: b\nlist:\n  - a: b", "list:\nother: a", "a: !!str b", "<<: a", "1: a", "键: 值", "a: <<",
        "a: =", "a: 'b' c", "a: [b c, d e]", "a: [~]", "a: [b: c]",
        "a: [b, {c: d}]", "a: [{c: d, e: [f, g]}, h]", "a: [{c: d}, {c: d, c: e}]", "a: [{c: d},{e: f}]",
        "a: [{c: {d: e}}]", "b: [{c: d}, {e: f}]",
        "a: [{b: c}}, {d: e}]", "a: [{b: c}, {d: e}}]", "a: [{{b: c}, {d: e}]", "a: [{b: c}]]", "a: {b: c}}",
        "a: [b{c: d}]", "a: [{c: d}e]", "a: [{c: ~}]", "a: [[b], {c: d}]", "a: {b: [c, {d: e}]}",
    ],
)  # fmt: skip
def test_it_agrees_or_gives_up(line):
    holds(f"aidscore: record/1\ncenter: a\n{line}\n")
    holds(f"{line}\ncenter: a\n")
    holds(line)


PIECES = [
    "a", "b", "rule", "note", "findings", ":", ": ", ":\n", "\n", "\n  - ", "\n    ", "\n  ", "- ", "  ", " ", "#",
    " #", "[", "]", "{", "}", ", ", ",", "'", '"', "~", "null", "中", "，", "：", "\u3000", "\t", "\r\n", "*", "&",
    "条款", "事实", "检查记录/1", "!", "|", ">", "?", "%", "@", "---", "...", "\\", "0",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_it_agrees_on_anything(text):
    holds(text)


@given(st.data())
def test_it_agrees_on_damaged_records(data):
    start = data.draw(st.integers(0, len(RECORD)))
    end = data.draw(st.integers(start, min(len(RECORD), start + 6)))
    holds(RECORD[:start] + "".join(data.draw(st.lists(st.sampled_from(PIECES), max_size=3))) + RECORD[end:])


def test_a_quickly_read_record_still_names_places(tmp_path):
    path = tmp_path / "visit.yaml"
    path.write_text(RECORD.replace("standard: legal", "channel: announced\ndate: 2005-09-14\nstandard: legal"), "utf-8")
    document = read_document(str(path))
    assert document.source.lines_known is not None
    assert str(document.source.place(("findings", 1, "count"))) == f"{path}:13:25"


def test_the_places_of_center_date_and_findings_are_known_without_a_second_reading(tmp_path):
    path = tmp_path / "visit.yaml"
    path.write_text(RECORD.replace("standard: legal", "channel: announced\ndate: 2005-09-14\nstandard: legal"), "utf-8")
    source = read_document(str(path)).source
    keys = (("center",), ("date",), ("findings", 1, "rule"), ("findings", 2, "rule"))
    said = [source.diagnose(Problem("not-an-id", key)) for key in keys]
    assert "places" not in vars(source)
    assert [(str(one.place).rpartition("yaml:")[2], one.excerpt) for one in said] == [
        ("6:9", "center: xuhui"),
        ("4:7", "date: 2005-09-14"),
        ("13:12", "  - {rule: A2.3, count: 2, note: 两名工作人员未挂牌}"),
        ("14:11", "  - rule: B2.1"),
    ]
    assert [OnDisk(str(path)).diagnose(Problem("not-an-id", key)) for key in keys] == said


def test_a_file_that_is_gone_is_still_named(tmp_path):
    path = str(tmp_path / "visit.yaml")
    assert OnDisk(path).diagnose(Problem("not-an-id", ("center",))).place == Place(path)


def test_the_fuzzer_runs_and_finds_nothing():
    command = [sys.executable, str(PROJECT / "tools" / "fuzz.py"), "400", "7000"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"fuzz: 400 inputs from number 7000 on, ")

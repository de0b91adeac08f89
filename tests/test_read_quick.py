"""The quick reader: what it reads it reads as the strict one does."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import editions, records, text_of, tree_of

from aidscore.diagnostics.message import Place
from aidscore.files.document import OnDisk, read_document
from aidscore.model.record import Finding, Record, Sample
from aidscore.model.source import Problem, Source
from aidscore.read import quick as quick_reader
from aidscore.read.parse import parse, places_of
from aidscore.read.quick import read_quickly
from aidscore.read.record_writer import record_file
from aidscore.read.shape import fitting
from aidscore.read.translate import in_chinese, in_english

PROJECT = Path(__file__).parents[1]
EXAMPLES = sorted((PROJECT / "examples").rglob("*.yaml"))

RECORD = """\
# 虚构数据
aidscore: record/1
standard: legal-aid-service@1.0
center: xuhui
channel: announced
date: 2005-09-14
examined: [A, B1]
findings:
  - rule: A1.1
    missing: [hotline, hours]
    note: 大厅未公示投诉电话, 9:30 再看仍无
    evidence: [照片03, 照片04]

  - {rule: A2.3, count: 2, note: 两名工作人员未挂牌}
  - rule: B2.1
    sample: {drawn: 20, failed: 3}
    note: "3份卷宗: 未附书面告知"
  - rule: B2.2
    note: 有一份存疑
    status: disputed
    status_note: 中心正在核实
not_applicable:
  - sub_item: A4
    reason: 本地没有看守所
declared_score: 91.5
"""
CHINESE = """\
aidscore: 检查记录/1
标准: small@1
单位: xuhui
检查方式: 明察
日期: 2005-09-14
检查人员: [{姓名: 张三}, {姓名: 李四, 所属: yiqu}]
检查范围: 全部
扣分事实:
  - 条款: A1.1
    数量: 2
    事实: 门口两处
    证据: [照片1]
  - 条款: A1.2
    note: 两种写法并用
  - {条款: A1.1, 状态: 有异议, 状态说明: 待复核, 事实: 无}
"""


def holds(text):
    """The quick reader gives up, or agrees with the strict one in record and places, with nothing to remark."""
    quick = read_quickly(text)
    if quick is None:
        return False
    strict = parse(text, "visit.yaml")
    tree, done = in_english(Record, strict.tree)
    assert (strict.diagnostics, done.problems) == ([], [])
    assert quick.record == fitting(Record, tree)
    source = Source("visit.yaml", text, places_of, lines_known=quick.lines, written=quick.written)
    wanted = Source.placed("visit.yaml", text, strict.source.places)
    wanted = replace(wanted, written=done.written)
    for path in key_paths(tree):
        assert source.place(path) == wanted.place(path)
    assert source.lines_of("findings") == wanted.lines_of("findings")
    return True


def key_paths(tree, path=()):
    """The key path of every value of a tree."""
    yield path
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree if isinstance(tree, list) else ())
    for step, part in steps:
        yield from key_paths(part, (*path, step))


def test_a_record_as_people_write_it_is_read_quickly():
    quick = read_quickly(RECORD)
    assert quick is not None
    assert quick.lines.elements == {"findings": (9, 14, 15, 18), "not_applicable": (23,)}
    assert quick.lines.keys == {
        "aidscore": 2, "standard": 3, "center": 4, "channel": 5, "date": 6, "examined": 7, "declared_score": 25,
    }  # fmt: skip
    assert quick.record.findings == (
        Finding(
            "A1.1",
            missing=("hotline", "hours"),
            note="大厅未公示投诉电话, 9:30 再看仍无",
            evidence=("照片03", "照片04"),
        ),
        Finding("A2.3", count=2, note="两名工作人员未挂牌"),
        Finding("B2.1", sample=Sample(20, 3), note="3份卷宗: 未附书面告知"),
        Finding("B2.2", note="有一份存疑", status="disputed", status_note="中心正在核实"),
    )
    assert holds(RECORD)


def test_a_record_with_chinese_keys_is_read_quickly():
    quick = read_quickly(CHINESE)
    assert quick is not None
    assert quick.lines.elements == {"检查人员": (6, 6), "扣分事实": (9, 13, 15)}
    assert [finding.note for finding in quick.record.findings] == ["门口两处", "两种写法并用", "无"]
    assert quick.written["findings", 0, "evidence"] == "证据"
    assert holds(CHINESE)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_it_takes_every_example_that_has_no_problem(path):
    document = read_document(str(path))
    quick = holds(path.read_text(encoding="utf-8"))
    assert quick == (document.kind == "record" and not document.diagnostics)


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
        "{visit: a}", '"visit": a', "? visit\n: a", "...\nvisit: a", "  -\n    rule: B1.1", "visit: 'a\nrevision: 2'",
        "visit: a\n...", "visit: a\n---", "visit: |\n  a", "visit: |+\n  a", "visit: |-\n  a", "visit: >\n  a",
        "visit: |+\n  a\n\n", "    note: |\n      a", "    note: |+\n      a\n", "visit:  a", "visit : a",
        "  - rule : B", "visit: \n  a", "examined:\n- A", "'visit': a",
        "a: [b{c: d}]", "a: [{c: d}e]", "a: [{c: ~}]", "a: [[b], {c: d}]", "a: {b: [c, {d: e}]}",
    ],
)  # fmt: skip
def test_it_agrees_or_gives_up(line):
    for text in (RECORD, CHINESE):
        holds(f"{line}\n{text}")
        holds(f"{text}{line}\n")
        holds(f"{text}{line}")
        for place in ("findings:\n", "扣分事实:\n", "  - rule: A1.1\n", "  - 条款: A1.1\n", "    note: ", "    事实: "):
            holds(text.replace(place, f"{line}\n{place}"))
            holds(text.replace(place, f"    {line}\n{place}"))
            holds(text.replace(place, f"{place}    {line}\n"))
            holds(text.replace(place, f"{place}{line.removeprefix('note: ')}\n"))
        holds(text.replace("center: xuhui", line).replace("单位: xuhui", line))
        for note in ("note: 有一份存疑", "    事实: 门口两处"):
            holds(text.replace(note, line))
            holds(text.replace(note.lstrip(), line))


PIECES = [
    "a", "b", "rule", "note", "findings", ":", ": ", ":\n", "\n", "\n  - ", "\n    ", "\n  ", "- ", "  ", " ", "#",
    " #", "[", "]", "{", "}", ", ", ",", "'", '"', "~", "null", "中", "，", "：", "\u3000", "\t", "\r\n", "*", "&",
    "条款", "事实", "检查记录/1", "\n    note: a", "\n    evidence: [a]", "\n    count: 2", "\n  - rule: B",
    "\nvisit: a", "!", "|", ">", "?", "%", "@", "---", "...", "\\", "0",
]  # fmt: skip


@given(st.sampled_from((RECORD, CHINESE)), st.data())
def test_it_agrees_on_damaged_records(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 6)))
    holds(text[:start] + "".join(data.draw(st.lists(st.sampled_from(PIECES), max_size=3))) + text[end:])


LINES = RECORD.splitlines(keepends=True) + CHINESE.splitlines(keepends=True)


@given(st.lists(st.sampled_from(LINES), max_size=6).map("".join), st.sampled_from((RECORD, CHINESE)), st.data())
def test_it_agrees_on_records_with_lines_in_wrong_places(moved, text, data):
    lines = text.splitlines(keepends=True)
    start = data.draw(st.integers(0, len(lines)))
    end = data.draw(st.integers(start, min(len(lines), start + 2)))
    holds("".join(lines[:start]) + moved + "".join(lines[end:]))


@given(st.data())
def test_it_takes_every_record_that_the_program_writes(data):
    record = data.draw(records(data.draw(editions())))
    text = record_file(record)
    assert holds(text)
    assert read_quickly(text).record == record
    assert holds(text_of(in_chinese(Record, tree_of(record))))


def test_a_quickly_read_record_still_names_places(tmp_path):
    path = tmp_path / "visit.yaml"
    path.write_text(RECORD, "utf-8")
    document = read_document(str(path))
    assert document.source.lines_known is not None
    assert str(document.source.place(("findings", 1, "count"))) == f"{path}:14:25"


def test_the_places_of_center_date_and_findings_are_known_without_a_second_reading(tmp_path):
    path = tmp_path / "visit.yaml"
    path.write_text(RECORD, "utf-8")
    source = read_document(str(path)).source
    keys = (("center",), ("date",), ("findings", 1, "rule"), ("findings", 2, "rule"))
    said = [source.diagnose(Problem("not-an-id", key)) for key in keys]
    assert "places" not in vars(source)
    assert [(str(one.place).rpartition("yaml:")[2], one.excerpt) for one in said] == [
        ("4:9", "center: xuhui"),
        ("6:7", "date: 2005-09-14"),
        ("14:12", "  - {rule: A2.3, count: 2, note: 两名工作人员未挂牌}"),
        ("15:11", "  - rule: B2.1"),
    ]
    assert [OnDisk(str(path)).diagnose(Problem("not-an-id", key)) for key in keys] == said


def test_a_file_that_is_gone_is_still_named(tmp_path):
    path = str(tmp_path / "visit.yaml")
    assert OnDisk(path).diagnose(Problem("not-an-id", ("center",))).place == Place(path)


def test_a_text_that_is_too_long_is_left_to_the_strict_reader():
    assert holds(RECORD.replace("有一份存疑", "疑" * 19_000))
    assert not holds(RECORD.replace("有一份存疑", "疑" * 20_001))


def test_what_is_kept_is_bounded():
    assert holds(RECORD)
    for kept in (quick_reader._known_measure, quick_reader._any_part):
        assert kept.cache_info().maxsize == 1 << 14
        before = kept.cache_info().currsize
        long = "长" * 500
        assert holds(RECORD.replace("3份卷宗", long).replace("看守所", long))
        assert kept.cache_info().currsize == before


def test_the_fuzzer_runs_and_finds_nothing():
    command = [sys.executable, str(PROJECT / "tools" / "fuzz.py"), "400", "7000"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"fuzz: 400 inputs from number 7000 on, ")

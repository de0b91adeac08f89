"""Record → form → record is the identity: of example visits, of random ones, and through LibreOffice.

FORM_PROOF says how many random forms are made, and in `make prove` all example visits are tried.
"""

import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import islice

import pytest
from conftest import PROJECT
from formed import RECORD, form, home, record_of, said_of
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from recalculated import saved_again
from strategies import editions, records, tree_of

from aidscore.cli import run
from aidscore.files.document import read_document
from aidscore.files.workspace import Workspace
from aidscore.form.drawing.workbook import form_workbook
from aidscore.form.formulas.units import too_fine
from aidscore.model.field import comparable
from aidscore.model.record import Record
from aidscore.read.record_writer import record_file
from aidscore.run.one_file import Scored, score_file
from aidscore.words import speaking

FORMS = int(os.environ.get("FORM_PROOF", "100"))
VISITS = PROJECT / "examples" / "pilot-city" / "visits"
EXAMPLES = sorted(VISITS.rglob("*.yaml"))


def example_visits(workspace):
    """Every example visit that is not broken on purpose, with the edition that it names."""
    for path in EXAMPLES:
        document = read_document(str(path))
        if document.is_whole:
            yield document.content, workspace.standard(document.content.standard, str(VISITS)).edition


def entries_of(record, found):
    """The kinds of entries in a record's form: the keys that it has, and those of its findings by kind of rule."""
    yield from (record.standard, record.channel, *tree_of(record))
    clauses = {rule.id: rule.deduct for _part, rule in found.rules.values()}
    clauses |= found.vetoes | {name: rule.add for name, rule in found.bonus_rules.items()}
    for finding in record.findings:
        yield type(clauses[finding.rule]), finding.status, *tree_of(finding)


def example_forms(workspace):
    """Forms of example visits, each with its record: as many as have every kind of entry; in the proof all."""
    campaign, seen = workspace.campaign_for(str(VISITS)).campaign, set()
    for record, found in sorted(example_visits(workspace), key=lambda visit: -len(set(entries_of(*visit)))):
        entries = set(entries_of(record, found))
        if "FORM_PROOF" in os.environ or not entries <= seen:
            yield form_workbook(found, campaign, record), record
        seen |= entries


def test_example_visits_come_back_from_their_forms():
    for data, record in example_forms(Workspace()):
        document = read_document("form.xlsx", data)
        assert document.diagnostics == ()
        assert document.content == record


def test_a_form_scores_as_its_record_does(tmp_path):
    folder = home(tmp_path)
    (folder / "visit.yaml").write_text(RECORD.replace("declared_score: 87.5\n", ""), encoding="utf-8")
    (folder / "visit.xlsx").write_bytes(form(folder, RECORD.replace("declared_score: 87.5\n", "")))
    written, filled = (score_file(str(folder / name), Workspace()) for name in ("visit.yaml", "visit.xlsx"))
    assert isinstance(written, Scored)
    assert isinstance(filled, Scored)
    assert written.visit.record == filled.visit.record
    assert written.visit.assessment.total == filled.visit.assessment.total


@st.composite
def visits(draw):
    """A standard and a record of it that a form can say: no element is missing twice."""
    found = draw(editions())
    record = draw(records(found))
    once = (finding if finding.missing is None else _once(finding) for finding in record.findings)
    record = replace(record, findings=tuple(once))
    assume(too_fine(found, record) is None)
    return found, record


def _once(finding):
    """The finding with each element named once."""
    return replace(finding, missing=tuple(dict.fromkeys(finding.missing)))


@settings(max_examples=FORMS, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(visit=visits())
def test_random_records_come_back_from_their_forms(visit):
    found, record = visit
    document = read_document("form.xlsx", form_workbook(found, None, record))
    assert document.diagnostics == ()
    assert document.content == record


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("evidence: [照片03, 照片04]", 'evidence: ["照片03\\n照片04"]', "A1.1: a form cannot say a line break"),
        ("missing: [hours, hotline]", "missing: [hours, hotline, hours]", "A1.1: a form cannot say an element twice"),
    ],
)
def test_what_a_form_cannot_say_is_said_beforehand(tmp_path, capsys, before, after, said):
    folder = home(tmp_path)
    assert before in RECORD
    text = RECORD.replace(before, after).replace("declared_score: 87.5\n", "")
    (folder / "visit.yaml").write_text(text, encoding="utf-8")
    arguments = ["form", "fill", str(folder / "visit.yaml"), "-o", str(folder / "form.xlsx"), "--lang", "en"]
    assert run(arguments) == 1
    assert said in capsys.readouterr().err
    assert not (folder / "form.xlsx").exists()


# ---- the record's file ---------------------------------------------------------------------------

ODD = st.text("ab1 　:#'\"-[]{},|>&*!%@`~?\\=扣：，。－＃（）\n\t.", min_size=1, max_size=12).filter(
    lambda said: said.strip()
)
NAMES = st.sampled_from(["A1", "0-", "null", "1.10", "no", "n..", "1e3"])


@given(data=st.data())
def test_the_file_of_a_record_reads_back_as_the_record(data):
    found = data.draw(editions())
    record = data.draw(records(found))
    texts = data.draw(st.lists(ODD, min_size=4, max_size=4))
    findings = [replace(finding, note=texts[0], evidence=(texts[1], "照片")) for finding in record.findings]
    record = replace(record, findings=tuple(findings), visit=comparable(texts[2]), center=data.draw(NAMES))
    document = read_document("visit.yaml", record_file(record).encode())
    assert document.diagnostics == ()
    assert document.content == record


def test_the_file_of_a_record_is_tidy():
    assert (
        record_file(record_of(RECORD))
        == """\
aidscore: record/1
standard: kinds@1
center: xuhui
channel: unannounced
date: 2005-09-14
visit: 上午
inspectors: [检查员甲, {name: 检查员乙, from: city}]
examined: [B1, A]
findings:
  - rule: B1.1
    value: 91.9%
    note: 及时率低
  - rule: A1.2
    sample: {drawn: 20, failed: 3}
  - rule: A1.1
    missing: [hours, hotline]
    evidence: [照片03, 照片04]
  - rule: A1.2
    count: 2
    note: 二人未挂牌
    status: disputed
    status_note: 中心有异议
  - rule: A1.3
  - rule: A1.4
    points: 1.5
    note: '酌情: 态度'
  - rule: B1.1
    value: 57/62
    status: withdrawn
    status_note: 查无此事
  - rule: B1.2
    value: 38.5
  - rule: B1.3
    sample: {drawn: 10, failed: 0}
  - rule: V1
    note: 查实
  - rule: P1
    count: 2
  - rule: P2
    level: 市级
not_applicable:
  - sub_item: A2
    reason: 本期无咨询
declared_score: 87.5
"""
    )


# ---- LibreOffice ---------------------------------------------------------------------------------


@pytest.mark.needs("soffice")
def test_forms_that_libreoffice_saved_again_read_the_same(tmp_path):
    folder = home(tmp_path)
    empty = form(folder)
    made = {"empty": empty, "kinds": form(folder, RECORD)}
    made |= {f"visit{n}": data for n, (data, _record) in enumerate(islice(example_forms(Workspace()), 3))}
    found = saved_again(made, folder)
    for name, data in made.items():
        saved = found[name]
        assert saved != data
        first, second = read_document("form.xlsx", data), read_document("form.xlsx", saved)
        assert [said.entry for said in second.diagnostics] == [said.entry for said in first.diagnostics]
        assert [said.place.cell for said in second.diagnostics] == [said.place.cell for said in first.diagnostics]
        if name != "empty":
            assert isinstance(second.content, Record)
            assert second.content == first.content
    assert said_of(folder, found["empty"]) == said_of(folder, empty)


# ---- the command ---------------------------------------------------------------------------------


@pytest.fixture
def aidscore(call, folder):
    """Return a function that runs the command in the folder, in Chinese."""
    return lambda *arguments: call(*arguments, "--lang", "zh", cwd=folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a filled form, and one that has a mistake in it."""
    place = home(tmp_path_factory.mktemp("command"))
    right = RECORD.replace("declared_score: 87.5\n", "")
    (place / "form.xlsx").write_bytes(form(place, right))
    (place / "wrong.xlsx").write_bytes(form(place, RECORD))
    with speaking("zh"):
        record = record_file(record_of(right)).replace("[hours, hotline]", "[时间, 电话]")
    (place / "form.yaml").write_text(record, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def record_with_labels(tmp_path_factory):
    """A form of the example in which elements are missing."""
    path = tmp_path_factory.mktemp("labels") / "form.xlsx"
    visit = PROJECT / "examples" / "pilot-city" / "visits" / "one-visit.yaml"
    assert run(["form", "fill", str(visit), "-o", str(path)]) == 0
    return visit, path


def test_a_form_is_read_to_a_record_on_the_screen_or_in_a_file(aidscore, folder):
    printed = aidscore("form", "read", "form.xlsx")
    assert (printed.returncode, printed.stderr) == (0, b"")
    assert printed.stdout == (folder / "form.yaml").read_bytes()
    written = aidscore("form", "read", "form.xlsx", "-o", "made.yaml")
    assert (written.returncode, written.stdout) == (0, b"")
    assert (folder / "made.yaml").read_bytes() == printed.stdout
    (folder / "made.yaml").unlink()


CHINESE = """\
aidscore: 检查记录/1
标准: legal-aid-service@1.0
单位: jiaqu
检查方式: 明察
日期: 2005-09-14
检查人员: [检查一组甲, {姓名: 检查一组乙, 所属: city}]
检查范围: 全部
扣分事实:
  - 条款: A1.1
    缺项: [咨询和投诉电话, 办公时间]
"""


def test_a_record_is_written_with_the_keys_of_the_language_in_use(record_with_labels, capsys):
    visit, form_path = record_with_labels
    capsys.readouterr()
    assert run(["form", "read", str(form_path), "--lang", "zh"]) == 0
    chinese = capsys.readouterr().out
    assert run(["form", "read", str(form_path), "--lang", "en"]) == 0
    english = capsys.readouterr().out
    assert chinese.startswith(CHINESE)
    assert english.startswith("aidscore: record/1\nstandard: ")
    assert "missing: [hotline, hours]" in english
    texts = (visit.read_bytes(), chinese.encode(), english.encode())
    read = [score_file(str(visit), Workspace(), text).visit.as_recorded.record for text in texts]
    assert read[0] == read[1] == read[2]


def test_a_form_that_is_refused_says_why_and_writes_nothing(aidscore, folder):
    result = aidscore("form", "read", "wrong.xlsx", "-o", "none.yaml")
    assert (result.returncode, result.stdout) == (1, b"")
    assert result.stderr.decode().startswith("wrong.xlsx:基本信息!F14: 错误: 纸质")
    assert not (folder / "none.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["form", "read", "form.yaml"], 1),
        (["form", "read", "nowhere.xlsx"], 2),
        (["form", "read", "form.xlsx", "-o", "made.txt"], 2),
        (["form", "read", "form.xlsx", "-o", "form.xlsx"], 2),
        (["score", "form.xlsx"], 0),
        (["score", "wrong.xlsx"], 1),
        (["validate", "form.xlsx"], 0),
    ],
)
def test_the_exit_code_says_what_became_of_a_form(aidscore, arguments, code):
    result = aidscore(*arguments)
    assert result.returncode == code
    assert b"Traceback" not in result.stderr


def test_a_form_may_come_through_standard_input(folder):
    command = [sys.executable, "-m", "aidscore", "score", "-", "--lang", "zh"]
    data = (folder / "form.xlsx").read_bytes()
    done = subprocess.run(command, cwd=folder, input=data, capture_output=True, timeout=120, check=False)
    assert done.stdout.decode().startswith("徐汇区中心")


def test_the_json_of_a_diagnostic_names_the_cell(aidscore):
    (said,) = json.loads(aidscore("validate", "wrong.xlsx", "--format", "json").stdout)["diagnostics"]
    place = {key: said[key] for key in ("path", "line", "column", "cell", "code")}
    assert place == {
        "path": "wrong.xlsx",
        "line": 14,
        "column": 6,
        "cell": "基本信息!F14",
        "code": "declared-score-differs",
    }

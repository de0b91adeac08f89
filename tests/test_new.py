"""Files to begin with are valid as they are written, in both languages; nothing is overwritten."""

import re
import shutil
from pathlib import Path

import pytest
from checked import SMALL
from hypothesis import given, settings
from strategies import editions

from aidscore.beginnings.record import Visit, record_beginning
from aidscore.cli import run
from aidscore.diagnostics.message import has_errors
from aidscore.files.document import read_document
from aidscore.files.workspace import Workspace
from aidscore.model.record import Record
from aidscore.read.parse import parse
from aidscore.read.quote import flow
from aidscore.run.validate import validate
from aidscore.words import speaking

PROJECT = Path(__file__).parents[1]
CAMPAIGN = PROJECT / "examples" / "pilot-city" / "campaign.yaml"
LANGUAGES = ("zh", "en")

ODD = """\
aidscore: standard/1
id: odd
version: 1.0
title: "odd: a 'title' # 2"
language: en
status: draft
effective: {from: 2005-07-01, to: 2005-07-01}
points: 9
pass: {score: 9}
not_applicable: zero
items:
  - id: "1"
    name: "yes: [no]"
    points: 9
    sub_items:
      - id: "1.1"
        name: "# x"
        points: 9
        rules:
          - id: "1.10"
            text: "每缺一项扣1分\\n第二行"
            deduct: {missing: 1, of: {a: "甲, 乙", b: 同名, c: 同名, d: "null"}}
          - {id: no, text: 轻重扣1分, deduct: {levels: {"a: b": 1, "*": 1}}}
          - {id: x_, text: 达到3的不扣分，不满3的扣1分, deduct: {bands: [{from: 3, points: 0}, {from: 0, points: 1}]}}
          - {id: y, text: 少于7的按比例扣分, deduct: {proportion_of: 7}}
bonus: {rules: [{id: P, text: 每件加1分, add: {each: 1}}, {id: Q, text: 好的加1分, add: {levels: {好: 1}}}]}
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in {"small/1": SMALL, "odd/1.0": ODD}.items():
        path = tmp_path / "standards" / f"{name}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def in_language(language, *arguments):
    """The exit code of a command in a language."""
    with speaking("en"):
        return run([*arguments, "--lang", language])


def uncommented(text):
    """A record of everything with the finding that stands below each clause, as its comments say."""
    text = re.sub(r"(?m)^(examined|检查范围): \[\]$", r"\1: all", text)
    text = re.sub(r"(?m)^(findings|扣分事实): \[\]$", r"\1:", text)
    return re.sub(r"(?m)^#(?=  - [^{]|    )", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("standard", ["legal-aid-service@1.0", "legal-aid-service@1.1", "small@1", "odd@1.0"])
def test_a_record_is_valid_as_it_is_and_with_a_finding_of_every_clause(here, capsys, language, standard):
    assert in_language(language, "new", "record", "--standard", standard, "-o", "visit.yaml") == 0
    assert in_language(language, "validate", "visit.yaml") == 0
    text = (here / "visit.yaml").read_text(encoding="utf-8")
    (here / "visit.yaml").write_text(uncommented(text), encoding="utf-8")
    assert in_language(language, "validate", "visit.yaml") == 0
    found = read_document("visit.yaml").content
    edition = Workspace().standard(standard, ".").edition
    assert [finding.rule for finding in found.findings] == list(edition.clause_ids())
    assert ("检查方式: 明察" in text, "channel: announced" in text) == (language == "zh", language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
@given(edition=editions())
@settings(max_examples=30)
def test_a_record_for_any_standard_has_the_shape_of_one(language, edition):
    with speaking(language):
        text = record_beginning(edition, None, Visit("a", "self", edition.standard.effective.start))
        for written in (text, uncommented(text)):
            document = read_document("-", written.encode())
            assert isinstance(document.content, Record)
            assert not has_errors(document.diagnostics)


def test_a_record_takes_what_is_chosen(here, capsys):
    shutil.copy(CAMPAIGN, here / "campaign.yaml")
    chosen = ["--center", "乙区法律援助中心", "--channel", "复查", "--date", "2006-05-01"]
    assert in_language("en", "new", "record", *chosen, "-o", "v/visit.yaml") == 0
    record = read_document("v/visit.yaml").content
    assert (record.standard, record.center) == ("legal-aid-service@1.1", "yiqu")
    assert (record.channel, record.date.isoformat()) == ("follow-up", "2006-05-01")
    assert in_language("zh", "new", "record", "--center", "yiqu", "--date", "2005-09-14", "-o", "v/visit2.yaml") == 0
    assert "单位: 乙区法律援助中心\n" in (here / "v" / "visit2.yaml").read_text(encoding="utf-8")
    assert in_language("zh", "validate", "v") == 0


def test_a_record_that_would_not_be_valid_is_not_written(here, capsys):
    code = in_language("en", "new", "record", "--standard", "legal-aid-service@1.0", "--date", "2015-01-01")
    assert code == 1
    assert "date-outside-effective" in capsys.readouterr().err
    assert not (here / "record.yaml").exists()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("standard", ["legal-aid-service@1.0", "legal-aid-service", "small@1", "odd@1.0"])
def test_a_campaign_is_valid_as_it_is(here, capsys, language, standard):
    assert in_language(language, "new", "campaign", "--standard", standard) == 0
    assert in_language(language, "validate", "campaign.yaml") == 0
    assert in_language(language, "new", "record", "-o", "visit.yaml") == 0
    assert in_language(language, "validate", "visit.yaml") == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_standard_is_valid_as_it_is_and_its_text_states_its_numbers(here, language):
    assert in_language(language, "new", "standard", "-o", "standards/mine/2.yaml") == 0
    said = validate(["standards/mine/2.yaml"], Workspace()).diagnostics
    assert [one.code for one in said] == ["draft-standard"]
    assert Workspace().standard("mine@2", ".").edition is not None


def test_the_standards_of_both_languages_deduct_the_same(here):
    for language in LANGUAGES:
        assert in_language(language, "new", "standard", "-o", f"standards/{language}/1.yaml") == 0
    zh, en = (Workspace().standard(f"{language}@1", ".").edition for language in LANGUAGES)
    assert list(zh.clause_ids()) == list(en.clause_ids())
    assert [type(rule.deduct) for _, rule in zh.rules.values()] == [type(rule.deduct) for _, rule in en.rules.values()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_revision_keeps_the_comments_and_is_a_valid_draft(here, capsys, language):
    shutil.copytree(PROJECT / "standards", here / "standards", dirs_exist_ok=True)
    assert in_language(language, "standard", "revise", "1.1", "1.2") == 0
    folder = here / "standards" / "legal-aid-service"
    old = (folder / "1.1.yaml").read_text(encoding="utf-8").splitlines()
    new = (folder / "1.2.yaml").read_text(encoding="utf-8").splitlines()
    assert len([line for line in new if line not in old]) == 5
    assert [line for line in old if line.lstrip().startswith("#")] == [
        line for line in new if line.lstrip().startswith("#") and line in old
    ]
    standard = Workspace().standard("legal-aid-service@1.2", ".").edition.standard
    assert (standard.status, standard.replaces, standard.effective.end) == ("draft", "1.1", None)
    assert in_language(language, "validate", "standards/legal-aid-service") == 0


@pytest.mark.parametrize(
    ("reference", "start", "is_decided"),
    [("legal-aid-service@1.0", "2006-04-01", True), ("small@1", "2006-04-01", True)],
)
def test_a_revision_begins_when_the_version_before_ends(here, reference, start, is_decided):
    assert in_language("en", "standard", "revise", reference, "9", "-o", "new.yaml") == 0
    text = (here / "new.yaml").read_text(encoding="utf-8")
    assert f"effective: {{from: {start}}}\n" in text
    assert ("to be decided" not in text) == is_decided


def test_a_standard_in_chinese_is_revised_in_chinese(here):
    assert in_language("zh", "new", "standard", "-o", "standards/mine/1.yaml") == 0
    assert in_language("zh", "standard", "revise", "mine@1", "2") == 0
    text = (here / "standards" / "mine" / "2.yaml").read_text(encoding="utf-8")
    assert '\n版本: "2"\n代替: "1"\n' in text
    assert "状态: 拟稿\n" in text


def test_a_standard_whose_keys_share_lines_is_not_copied(here, capsys):
    path = here / "standards" / "small" / "1.yaml"
    path.write_text(flow(parse(SMALL, "-").tree), encoding="utf-8")
    assert in_language("en", "standard", "revise", "small@1", "2") == 1
    assert "line by line" in capsys.readouterr().err
    assert not (here / "standards" / "small" / "2.yaml").exists()


@pytest.mark.parametrize(
    "command",
    [
        ["new", "record", "--standard", "small@1"],
        ["new", "campaign", "--standard", "small@1"],
        ["new", "standard"],
        ["standard", "revise", "small@1", "2"],
    ],
)
def test_an_existing_file_is_never_overwritten(here, capsys, command):
    (here / "there.yaml").write_text("mine", encoding="utf-8")
    (here / "link.yaml").symlink_to("nowhere")
    for name in ("there.yaml", "link.yaml"):
        assert in_language("en", *command, "-o", name) == 2
    assert (here / "there.yaml").read_text(encoding="utf-8") == "mine"
    assert not (here / "nowhere").exists()

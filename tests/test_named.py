"""What a user names in short is found wherever one thing can be meant; else the choices are listed."""

import json
import shutil
from pathlib import Path

import pytest

from aidscore.cli import run

PROJECT = Path(__file__).parents[1]
PILOT = PROJECT / "examples" / "pilot-city"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder without standards of its own: only those shipped are known."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def output(capsys, *arguments):
    code = run([*arguments, "--lang", "en"])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("old", ["1.0", "legal-aid-service@1.0"])
def test_a_version_alone_is_enough_where_one_standard_has_it(here, capsys, old):
    code, out, _ = output(capsys, "diff", old, "1.1", "--format", "json")
    assert code == 0
    assert (json.loads(out)["old"], json.loads(out)["new"]) == ("legal-aid-service@1.0", "legal-aid-service@1.1")


def test_an_id_alone_is_the_newest_published_version(here, capsys):
    code, out, _ = output(capsys, "standard", "show", "legal-aid-service", "--format", "json")
    assert (code, json.loads(out)["standard"]["version"]) == (0, "1.1")


def test_a_draft_is_not_the_newest_published_version(here, capsys):
    shutil.copytree(PROJECT / "standards", here / "standards")
    text = (here / "standards" / "legal-aid-service" / "1.1.yaml").read_text(encoding="utf-8")
    draft = text.replace('version: "1.1"', 'version: "1.2"').replace("status: in-force", "status: draft")
    draft = draft.replace('replaces: "1.0"', 'replaces: "1.1"').replace("{from: 2006-04-01}", "{from: 2007-07-01}")
    assert draft != text
    (here / "standards" / "legal-aid-service" / "1.2.yaml").write_text(draft, encoding="utf-8")
    _, out, _ = output(capsys, "standard", "show", "legal-aid-service", "--format", "json")
    assert json.loads(out)["standard"]["version"] == "1.1"


def test_a_version_that_several_standards_have_lists_them(here, capsys):
    other = here / "standards" / "other" / "1.0.yaml"
    other.parent.mkdir(parents=True)
    text = (PROJECT / "standards" / "legal-aid-service" / "1.0.yaml").read_text(encoding="utf-8")
    other.write_text(text.replace("id: legal-aid-service", "id: other", 1), encoding="utf-8")
    code, _, err = output(capsys, "standard", "show", "1.0")
    assert code == 2
    assert "legal-aid-service@1.0, other@1.0" in " ".join(err.split())


def test_publish_does_not_choose_a_version(here, capsys):
    code, _, err = output(capsys, "standard", "publish", "legal-aid-service")
    assert code == 2
    assert "legal-aid-service@1.0, legal-aid-service@1.1" in " ".join(err.split())


def test_what_is_not_known_is_refused_as_before(here, capsys):
    code, _, err = output(capsys, "standard", "show", "9.9")
    assert code == 2
    assert "9.9 is not known" in " ".join(err.split())


@pytest.mark.parametrize("name", ["pilot", "试点达标阶段"])
def test_a_phase_is_named_by_its_id_or_its_name(capsys, name):
    _, out, _ = output(capsys, "batch", str(PILOT), "--phase", name, "--format", "json", "-q")
    assert [phase["id"] for phase in json.loads(out)["phases"]] == ["pilot"]


def test_an_unknown_phase_lists_ids_and_names(capsys):
    code, _, err = output(capsys, "batch", str(PILOT), "--phase", "试点")
    assert code == 2
    assert "pilot (试点达标阶段)" in " ".join(err.split())


def test_a_form_is_made_for_a_center_by_its_name(here, capsys):
    campaign = ["--campaign", str(PILOT / "campaign.yaml")]
    assert run(["form", "make", "1.0", "--center", "甲区法律援助中心", *campaign, "-o", "a.xlsx"]) == 0
    assert run(["form", "make", "1.0", "--center", "jiaqu", *campaign, "-o", "b.xlsx"]) == 0
    assert (here / "a.xlsx").read_bytes() == (here / "b.xlsx").read_bytes()
    assert run(["form", "make", "1.0", "--center", "某大学法律援助中心", *campaign, "-o", "c.xlsx"]) == 2

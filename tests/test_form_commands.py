"""`aidscore form make` and `form fill`: files written, centers named, what cannot be done said in a sentence."""

import pytest
from formed import CAMPAIGN, RECORD, STANDARD, Filled, home, record_of

from aidscore.cli import run
from aidscore.files.document import read_document
from aidscore.words import speaking


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    """A run changes the language; it is put back behind the test."""
    monkeypatch.setenv("LANGUAGE", "en")
    with speaking("en"):
        yield


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(home(tmp_path))
    (tmp_path / "visit.yaml").write_text(RECORD.replace("declared_score: 87.5\n", ""), encoding="utf-8")
    return tmp_path


def form(*arguments):
    """A command about forms, in English."""
    return run(["form", *arguments, "--lang", "en"])


def test_a_form_is_made_with_the_center_that_was_named(folder):
    assert form("make", "kinds@1", "-o", "form.xlsx", "--center", "city") == 0
    assert Filled((folder / "form.xlsx").read_bytes()).cell("visit", "center").value == "市中心（city）"


def test_every_center_gets_a_form_named_by_its_id(folder, capsys):
    assert form("make", "kinds@1", "--all", "-o", "forms") == 0
    assert sorted(path.name for path in (folder / "forms").iterdir()) == ["city.xlsx", "xuhui.xlsx"]
    assert "written: forms/city.xlsx" in capsys.readouterr().err
    assert Filled((folder / "forms" / "xuhui.xlsx").read_bytes()).cell("visit", "center").value == "徐汇区中心（xuhui）"


@pytest.mark.parametrize("arguments", [("-o", "forms/city.xlsx"), ("--all", "-o", "forms")])
def test_a_form_that_may_be_filled_in_is_never_written_over(folder, capsys, arguments):
    (folder / "forms").mkdir()
    (folder / "forms" / "city.xlsx").write_bytes(b"filled in")
    assert form("make", "kinds@1", *arguments) == 2
    assert "may be filled in: forms/city.xlsx" in capsys.readouterr().err
    assert [path.read_bytes() for path in (folder / "forms").iterdir()] == [b"filled in"]


def test_a_filled_form_is_the_record(folder):
    assert form("fill", "visit.yaml", "-o", "form.xlsx") == 0
    document = read_document(str(folder / "form.xlsx"))
    assert document.content == record_of((folder / "visit.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["make", "kinds@1", "-o", "form.pdf"], 2, "known endings are .xlsx"),
        (["make", "kinds@1", "--all", "--center", "city", "-o", "x"], 2, "cannot be combined with --center"),
        (["make", "kinds@1", "--center", "nobody", "-o", "x.xlsx"], 2, "nobody is not an assessed center"),
        (["make", "kinds@2", "-o", "x.xlsx"], 2, "kinds@2 is not known"),
        (["make", "kinds@1", "--all", "-o", "visit.yaml"], 2, "visit.yaml is not a folder"),
        (["fill", "campaign.yaml", "-o", "x.xlsx"], 1, "campaign.yaml is not a record that can be turned into a form"),
        (["fill", "nowhere.yaml", "-o", "x.xlsx"], 2, "nowhere.yaml does not exist"),
        (["fill", "visit.yaml", "-o", "nowhere/x.xlsx"], 2, "the folder of nowhere/x.xlsx does not exist"),
    ],
)
def test_what_cannot_be_done_is_said(folder, capsys, arguments, code, said):
    assert form(*arguments) == code
    assert said in capsys.readouterr().err
    assert not (folder / "x.xlsx").exists()


def test_a_record_with_errors_is_not_filled_in(folder, capsys):
    (folder / "visit.yaml").write_text(RECORD.replace("rule: A1.3", "rule: A1.9"), encoding="utf-8")
    assert form("fill", "visit.yaml", "-o", "x.xlsx") == 1
    assert "[unknown-rule]" in capsys.readouterr().err


def test_all_needs_a_campaign(folder, capsys):
    (folder / "campaign.yaml").unlink()
    assert form("make", "kinds@1", "--all", "-o", "forms") == 2
    assert "--all needs a campaign" in capsys.readouterr().err


def test_a_refused_campaign_is_said(folder, capsys):
    (folder / "campaign.yaml").write_text(CAMPAIGN.replace("id: city", "id: xuhui"), encoding="utf-8")
    assert form("make", "kinds@1", "-o", "x.xlsx") == 1
    assert "campaign.yaml" in capsys.readouterr().err


def test_ids_that_differ_only_in_case_get_files_of_their_own(folder):
    (folder / "campaign.yaml").write_text(CAMPAIGN.replace("id: city", "id: XUHUI"), encoding="utf-8")
    assert form("make", "kinds@1", "--all", "-o", "forms") == 0
    assert sorted(path.name for path in (folder / "forms").iterdir()) == ["XUHUI~2.xlsx", "xuhui.xlsx"]


def test_a_standard_that_a_form_cannot_hold_is_refused_with_the_reason(folder, capsys):
    fine = STANDARD.replace('version: "1"', 'version: "3"\nrounding: {decimals: 6}')
    (folder / "standards" / "kinds" / "3.yaml").write_text(fine, encoding="utf-8")
    assert form("make", "kinds@3", "-o", "x.xlsx") == 1
    assert "no form was made: kinds@3: a form shows at most 4 decimals" in capsys.readouterr().err


def test_an_input_is_never_written_over(folder, capsys):
    (folder / "visit.xlsx").write_bytes((folder / "visit.yaml").read_bytes())
    assert form("fill", "visit.xlsx", "-o", "visit.xlsx") != 0

"""`aidscore form make` and `form fill`: files written, centers named, what cannot be done said in a sentence."""

import re
from datetime import datetime

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
    assert Filled((folder / "form.xlsx").read_bytes()).cell("visit", "center").value == "市中心"


def test_every_center_gets_a_form_named_after_it(folder, capsys):
    assert form("make", "kinds@1", "--all", "-o", "forms") == 0
    made = sorted(path.name for path in (folder / "forms").iterdir())
    assert made == ["市中心-考核评分表.xlsx", "徐汇区中心-考核评分表.xlsx"]
    assert "written: forms/市中心-考核评分表.xlsx" in capsys.readouterr().err
    book = Filled((folder / "forms" / "徐汇区中心-考核评分表.xlsx").read_bytes())
    assert book.cell("visit", "center").value == "徐汇区中心"


def test_channel_and_date_are_filled_in_for_all(folder):
    assert form("make", "kinds@1", "--all", "--channel", "unannounced", "--date", "2005-09-14", "-o", "forms") == 0
    for path in (folder / "forms").iterdir():
        book = Filled(path.read_bytes())
        visit = [book.cell("visit", field).value for field in ("channel", "date")]
        assert visit == ["暗访", datetime(2005, 9, 14)]
        assert read_document(str(path)).is_blank_form


def test_there_are_more_rows_where_they_are_asked_for(folder):
    assert form("make", "kinds@1", "--rows", "5", "-o", "form.xlsx") == 0
    book = Filled((folder / "form.xlsx").read_bytes())
    rows = [row for _sheet, row in map(book.row, ("A1.2#1", "A1.2#5", "A1.3#1", "A2.1#5"))]
    assert rows == sorted(rows)
    with pytest.raises(LookupError):
        book.row("A1.3#2")


@pytest.mark.parametrize("earlier", ["visit.yaml", "visit.xlsx"])
def test_a_form_that_follows_a_visit_shows_what_it_found(folder, earlier):
    assert form("fill", "visit.yaml", "-o", "visit.xlsx") == 0
    assert form("make", "kinds@1", "--after", earlier, "--date", "2005-10-20", "-o", "next.xlsx") == 0
    book = Filled((folder / "next.xlsx").read_bytes())
    visit = [book.cell("visit", field).value for field in ("center", "channel", "date")]
    assert visit == ["徐汇区中心", "复查", datetime(2005, 10, 20)]
    assert book.locked("A1.3#1", "text").value == "无场所的，扣2分\n上次（2005-09-14，暗访）：扣2分"
    assert book.locked("A1.4#1", "text").value.endswith("\n上次（2005-09-14，暗访）：1.5分；酌情: 态度；扣1.5分")
    assert book.locked("V1#1", "text").value == "收受财物的\n上次（2005-09-14，暗访）：查实"
    assert book.locked("A2.1#1", "text").value == "答错的，一般的扣1分，严重的扣3分，最多扣9分"
    assert read_document(str(folder / "next.xlsx")).is_blank_form


@pytest.mark.parametrize("arguments", [("-o", "forms/市中心-考核评分表.xlsx"), ("--all", "-o", "forms")])
def test_a_form_that_may_be_filled_in_is_never_written_over(folder, capsys, arguments):
    (folder / "forms").mkdir()
    (folder / "forms" / "市中心-考核评分表.xlsx").write_bytes(b"filled in")
    assert form("make", "kinds@1", *arguments) == 2
    said = capsys.readouterr().err
    assert "forms/市中心-考核评分表.xlsx" in said
    assert "may be filled in; nothing was written" in said
    assert [path.read_bytes() for path in (folder / "forms").iterdir()] == [b"filled in"]


def test_forms_that_exist_are_listed_line_by_line_and_none_is_to_be_deleted(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(home(tmp_path))
    centers = "".join(f"  - {{id: c{n:02}, name: 第{n:02}中心}}\n" for n in range(12))
    campaign = tmp_path / "campaign.yaml"
    campaign.write_text(re.sub(r"(?s)centers:\n.*phases:", f"centers:\n{centers}phases:", CAMPAIGN), encoding="utf-8")
    forms = tmp_path / "forms"
    forms.mkdir()
    for n in range(12):
        (forms / f"第{n:02}中心-考核评分表.xlsx").write_bytes(b"filled in")
    assert form("make", "kinds@1", "--all", "-o", "forms") == 2
    assert capsys.readouterr().err.splitlines() == [
        "aidscore: 12 forms exist already and may be filled in; nothing was written:",
        *(f"  forms/第{n:02}中心-考核评分表.xlsx" for n in range(10)),
        "  and 2 more",
        "Name another folder with --output, or move these forms away first.",
        "See `aidscore form make --help`.",
    ]


def test_an_escape_in_a_name_never_reaches_the_terminal(folder, capsys):
    assert form("make", "kinds@1", "--center", "\x1b[2Jx", "-o", "x.xlsx") == 2
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert r"\x1b[2Jx" in said


def test_a_filled_form_is_the_record(folder):
    assert form("fill", "visit.yaml", "-o", "form.xlsx") == 0
    document = read_document(str(folder / "form.xlsx"))
    assert document.content == record_of((folder / "visit.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["make", "kinds@1", "-o", "form.pdf"], 2, "known endings are .xlsx"),
        (["make", "kinds@1", "--all", "--center", "city", "-o", "x"], 2, "cannot be combined with --center"),
        (["make", "kinds@1", "--all", "--after", "visit.yaml", "-o", "x"], 2, "cannot be combined with --after"),
        (["make", "kinds@1", "--after", "visit.yaml", "--center", "city", "-o", "x.xlsx"], 2, "to another center"),
        (["make", "kinds@1", "--after", "campaign.yaml", "-o", "x.xlsx"], 1, "not a visit that a form can follow"),
        (["make", "kinds@1", "--channel", "secret", "-o", "x.xlsx"], 2, "secret is not a channel"),
        (["make", "kinds@1", "--rows", "0", "-o", "x.xlsx"], 2, "--rows takes a whole number from 1 to 50, not 0"),
        (
            ["make", "kinds@1", "--rows", "many", "-o", "x.xlsx"],
            2,
            "--rows takes a whole number from 1 to 50, not many",
        ),
        (["make", "kinds@1", "--date", "14.9.2005", "-o", "x.xlsx"], 2, "14.9.2005 is not a date"),
        (["make", "kinds@1", "--date", "2015-09-14", "-o", "x.xlsx"], 2, "kinds@1 is in effect 2005-07-01"),
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


def test_centers_of_one_name_get_files_of_their_own(folder):
    (folder / "campaign.yaml").write_text(CAMPAIGN.replace("市中心", "徐汇区中心"), encoding="utf-8")
    assert form("make", "kinds@1", "--all", "-o", "forms") == 0
    made = {path.name: Filled(path.read_bytes()) for path in (folder / "forms").iterdir()}
    assert {name: book.cell("visit", "center").value for name, book in made.items()} == {
        "徐汇区中心-考核评分表.xlsx": "徐汇区中心（xuhui）",
        "徐汇区中心-考核评分表~2.xlsx": "徐汇区中心（city）",
    }


def test_a_standard_that_a_form_cannot_hold_is_refused_with_the_reason(folder, capsys):
    fine = STANDARD.replace('version: "1"', 'version: "3"\nrounding: {decimals: 6}')
    (folder / "standards" / "kinds" / "3.yaml").write_text(fine, encoding="utf-8")
    assert form("make", "kinds@3", "-o", "x.xlsx") == 1
    assert "no form was made: kinds@3: a form shows at most 4 decimals" in capsys.readouterr().err


def test_an_input_is_never_written_over(folder, capsys):
    (folder / "visit.xlsx").write_bytes((folder / "visit.yaml").read_bytes())
    assert form("fill", "visit.xlsx", "-o", "visit.xlsx") != 0

"""`aidscore report`: what its page tells of the example campaign and of many centers, and what it never tells."""

import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from accessible import page_of
from hypothesis import HealthCheck, given, settings
from test_formats_agree import outcomes
from test_sensitivity import CAMPAIGN, STANDARD
from written import campaign, edition, record, visit

from aidscore.media.report.html import report_html
from aidscore.model.campaign import Center
from aidscore.model.results import Outcome
from aidscore.pages.report.city import shade_of
from aidscore.pages.report.names import common_start, short_names
from aidscore.reporting.comparison import by_channels
from aidscore.reporting.make import report_of
from aidscore.reporting.result import Lost
from aidscore.scoring.details import details_of
from aidscore.scoring.phase import phase_result
from aidscore.scoring.standings import sheets_of
from aidscore.words import speaking

MOST = 420_000
"""The most bytes of the page of the example campaign."""
some = settings(suppress_health_check=list(HealthCheck))


@pytest.fixture
def made(call, tmp_path):
    """Return a function that writes the report of the example campaign and returns its page and its document."""

    def written(language="zh", *options):
        page, document = tmp_path / "report.html", tmp_path / "report.json"
        call("report", "examples/pilot-city", "-o", page, "-o", document, "--lang", language, "-q", *options)
        return page.read_text(encoding="utf-8"), json.loads(document.read_text(encoding="utf-8"))

    return written


def section(markup, anchor):
    """The text of a part of a page."""
    page = page_of(markup)
    return next(one.text for one in page.root.elements() if one.attributes.get("id") == anchor).replace(" ", "")


def test_the_example_begins_with_its_verdicts(made):
    markup, document = made()
    header = page_of(markup).only("header").text.replace(" ", "")
    assert "试点达标阶段：参评20个，达标7个，达标率35.0%；目标1/3，应有7个达标，目标已达到。" in header
    assert [phase["rate"] for phase in document["phases"]] == ["0.35", "0.7", "0.9"]
    assert document["aidscore"] == "report/1"


def test_the_pilot_phase_says_what_an_official_report_says(made):
    """The figures of the circular that was written by hand for the same data."""
    markup, document = made("zh", "--phase", "pilot")
    (pilot,) = document["phases"]
    assert pilot["counting_visits"] == {
        "number": 37,
        "by_channel": {"announced": 17, "unannounced": 18, "follow-up": 2},
        "first": "2005-08-16",
        "last": "2006-03-15",
    }
    lost = {one["id"]: (round(Fraction(one["points"]), 1), one["centers"]) for one in pilot["losses_by_item"]}
    assert {name: points for name, (points, _centers) in lost.items()} == {
        "A": Fraction("52.5"),
        "B": Fraction("31.1"),
        "C": Fraction("32.8"),
        "D": Fraction("28.1"),
    }
    assert [(one["rule"], one["effective"], one["centers"]) for one in pilot["costly"][:2]] == [
        ("A3.4", "10", 4),
        ("C3.1", "8.5", 5),
    ]
    assert pilot["disputes"] == {"centers": ["wuqu", "youqu"], "passed": 7, "passed_if_upheld": 7}
    assert "异议无论是否成立，都不影响各单位是否达标" in section(markup, "_1_disputes")


def test_a_center_has_its_visits_its_findings_and_what_each_is_worth(made):
    text = section(made()[0], "_1-gengqu")
    assert "75.0" in text
    assert "接待人员与来访人在大厅争吵（本项应扣4.0分）录音01" in text
    assert "visits/gengqu/2005-11-29-unannounced.yaml:11" in text
    assert "至少整改5项扣分事实（A3.4、B3.1、B3.2、C3.1、D1.3）可以达标，整改后90.0分。" in text


def test_a_veto_is_a_suspicion_and_its_finding_is_not_printed(made):
    markup, document = made()
    assert "涉嫌收取受援人财物，有关问题另行调查处理" in section(markup, "_1-renqu")
    assert not re.search("(?<!涉嫌)收取受援人财物", page_of(markup).only("main").text)
    notes = {
        finding["note"]
        for result in document["results"]
        for veto in result["veto_findings"]
        for finding in veto["findings"]
    }
    assert notes
    assert not [note for note in notes if note in markup]


def test_nobody_is_named(made):
    markup = made()[0]
    names = set()
    for path in Path("examples/pilot-city/visits").rglob("*.yaml"):
        for listed in re.findall(r"^inspectors: \[(.*)\]", path.read_text(encoding="utf-8"), re.MULTILINE):
            names |= set(re.findall(r"检查[一二三四五六]组[甲乙丙丁]", listed))
    assert len(names) > 3
    assert not [name for name in names if name in markup]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_small_and_has_no_script(made, language):
    markup = made(language)[0]
    assert len(markup.encode()) < MOST
    assert "<script" not in markup
    assert not re.findall(r"(?:href|src)=\"(?!#)", markup)


def test_the_language_is_that_of_the_standard_unless_asked_for(call, tmp_path):
    page = tmp_path / "report.html"
    call("report", "examples/pilot-city", "-o", page, "-q", LANG="en_US.UTF-8")
    assert '<html lang="zh-CN">' in page.read_text(encoding="utf-8")


def test_without_the_extra_one_sentence_says_how_to_get_it(call, tmp_path, monkeypatch):
    monkeypatch.setattr("aidscore.cli.extras.find_spec", lambda _name: None)
    done = call("report", "examples/pilot-city", "-o", tmp_path / "report.html", "--lang", "en")
    assert done.returncode == 2
    assert 'pip install "aidscore[report]"' in " ".join(done.stderr.decode().split())
    assert call("report", "examples/pilot-city", "-o", tmp_path / "report.json").returncode == 1


NOTHING = "no phase has a result, so nothing was written"


@pytest.mark.parametrize(
    ("campaign_text", "options", "code", "said"),
    [
        (CAMPAIGN, ["--phase", "p"], 1, ["the standard s@1 is not known", NOTHING]),
        ("aidscore: campaign/1\nx: [", ["--phase", "p"], 1, ["[special-character]", NOTHING]),
        (CAMPAIGN.replace("standard: s@1, ", ""), ["--phase", "p"], 2, ["the phase 阶段 has no standard"]),
        (CAMPAIGN, [], 1, ["no record was found", NOTHING]),
        (None, [], 1, ["no record was found", NOTHING]),
    ],
)
def test_a_document_about_a_phase_without_a_result_says_what_is_wrong(
    call, tmp_path, campaign_text, options, code, said
):
    if campaign_text is not None:
        (tmp_path / "campaign.yaml").write_text(campaign_text, encoding="utf-8")
    done = call("--lang", "en", "report", tmp_path, "-o", tmp_path / "x.docx", *options)
    told = " ".join(done.stderr.decode().split())
    assert done.returncode == code, told
    assert [one for one in said if one in told] == said
    assert "name it with --phase" not in told
    assert not (tmp_path / "x.docx").exists()


def test_a_text_of_a_record_never_becomes_markup(call, tmp_path):
    standard, held = edition(STANDARD), campaign(CAMPAIGN)
    note = '<script>alert(1)</script><img src=x onerror="1">'
    text = f"""
aidscore: record/1
standard: s@1
center: a
channel: announced
date: 2005-03-01
examined: all
findings:
  - {{rule: A1.1, count: 2, note: '{note}', evidence: ['{note}']}}
"""
    found = (visit(record(text, standard), standard, "a.yaml"),)
    phase = phase_result(held, held.phases[0], standard, found)
    markup = report_html(report_of(Outcome(held, (phase,), found, (), (), ())), "en").decode()
    assert "<script" not in markup
    assert "<img" not in markup
    assert "&lt;script&gt;" in markup


# ---- many centers


def many(number):
    """The outcome of a campaign of many centers of which every second one fails."""
    standard, held = edition(STANDARD), campaign(CAMPAIGN)
    centers = tuple(Center(f"c{n}", f"第{n}区中心") for n in range(number))
    held = replace(held, centers=centers)
    found = []
    for n in range(number):
        breaches = 20 if n % 2 else 1
        text = f"""
aidscore: record/1
standard: s@1
center: c{n}
channel: announced
date: 2005-03-01
examined: all
findings:
  - {{rule: A1.1, count: {breaches}}}
"""
        found.append(visit(record(text, standard), standard, f"{n}.yaml"))
    phase = phase_result(held, held.phases[0], standard, found)
    return Outcome(held, (phase,), tuple(found), (), (), ())


def test_of_many_centers_only_those_that_failed_have_a_section_and_the_map_is_limited():
    page = page_of(report_html(report_of(many(80)), "en").decode())
    details = [one for one in page.root.elements("details") if one.attributes.get("class") == "center"]
    assert len(details) == 40
    assert not [one for one in details if "open" in one.attributes]
    (map_,) = (one for one in page.root.elements("table") if one.attributes.get("class") == "map")
    assert len(list(next(map_.elements("thead")).elements("th"))) == 1 + 24
    assert "How many centers have which score" in page.root.text


def test_of_few_centers_all_have_a_section():
    page = page_of(report_html(report_of(many(10)), "en").decode())
    details = [one for one in page.root.elements("details") if one.attributes.get("class") == "center"]
    assert [("open" in one.attributes) for one in details] == [bool(n % 2) for n in range(10)]


def test_the_distribution_counts_every_center_with_a_total():
    report = report_of(many(10))
    assert [(one.start, one.centers) for one in report.phases[0].distribution if one.centers] == [(80, 5), (99, 5)]
    assert len(report.phases[0].distribution) == 20


# ---- parts


@some
@given(outcomes())
def test_what_a_center_lost_is_what_its_rules_took(outcome):
    for one in report_of(outcome).phases[0].centers:
        if one.result.deciding is None or one.result.total is None:
            continue
        (sheet,) = sheets_of(one.result)
        lost = sum(part.points or 0 for part in one.lost.values() if part.state != "not-applicable")
        assert lost == sum(deduction.effective for _item, _part, deduction in details_of(sheet).deductions())


@some
@given(outcomes())
def test_a_comparison_turned_around_has_its_sides_turned_around(outcome):
    (phase,) = outcome.phases
    found, other = by_channels(phase, "announced", "unannounced"), by_channels(phase, "unannounced", "announced")
    for (_item, one), (_same, turned) in zip(found.items, other.items, strict=True):
        assert (one.possible, one.left, one.right) == (turned.possible, turned.right, turned.left)
    assert found.total.possible == sum(pair.possible for _item, pair in found.items)
    assert found.total.possible == sum(pair.possible for _center, pair in found.centers)
    same = by_channels(phase, "announced", "announced").total
    assert same.left == same.right


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["甲区法律援助中心", "乙区法律援助中心", "市法律援助中心"], ["甲区", "乙区", "市中心"]),
        (["North Law Firm", "South Law Firm", "East Law Firm"], ["North", "South", "East"]),
        (["Northern", "Southern", "Eastern"], ["Northern", "Southern", "Eastern"]),
        (["甲区中心", "乙区中心"], ["甲区中心", "乙区中心"]),
    ],
)
def test_short_names_leave_out_what_all_have_in_common(names, short):
    assert list(short_names(dict(enumerate(names))).values()) == short


def test_a_common_start():
    assert common_start(["a.b.1", "a.b.2"]) == "a.b."
    assert common_start([]) == ""


@pytest.mark.parametrize(
    ("lost", "shade"), [("0", 0), ("0.01", 1), ("1", 1), ("1.01", 2), ("2", 2), ("3", 3), ("3.5", 4), ("4", 4)]
)
def test_cells_of_the_map_are_darker_the_more_was_lost(lost, shade):
    with speaking("en"):
        part = edition(STANDARD).sub_items["A1"]
        assert shade_of(Lost("not-met", Fraction(lost)), replace(part, points=4)) == shade

"""The CSV summary: YAML in, lines out."""

import csv
from io import StringIO

import pytest
from test_excel import CAMPAIGN, RECORDS, TWO_PHASES, outcome_of, record

from aidscore.media.csv import inert, summary_csv

HEADER = "phase,id,center,verdict,provisional,score,exact score,lower bound,upper bound,grade,A 接待,B 办案,reason"


def lines(outcome):
    return b"".join(summary_csv(outcome)).decode("utf-8-sig").split("\r\n")


def rows(outcome):
    return list(csv.DictReader(StringIO(b"".join(summary_csv(outcome)).decode("utf-8-sig"), newline="")))


def test_a_line_for_each_center(tmp_path):
    assert lines(outcome_of(tmp_path)) == [
        HEADER,
        "one,yi,乙中心,pass,provisional,17.7,53/3,,,,9.7,8.0,",
        "one,jia,甲中心,pass,,16.0,16,,,,7.0,8.0,",
        "one,bing,丙中心,fail,,18.0,18,,,,7.0,6.5,veto V1: 收取财物的",
        "one,ding,丁中心,undecided,,,,12,20,,12.0,,not examined: B1",
        "one,wu,戊中心,not assessed,,,,,,,,,no visit that counts; records refused: 1",
        "",
    ]


def test_excel_knows_it_as_utf_8(tmp_path):
    assert next(summary_csv(outcome_of(tmp_path))).startswith(b"\xef\xbb\xbfphase,")


def test_a_line_for_each_phase(tmp_path):
    records = {"a.yaml": record("jia"), "b.yaml": record("jia", date="2005-08-01")}
    found = [row["phase"] for row in rows(outcome_of(tmp_path, records, TWO_PHASES)) if row["id"] == "jia"]
    assert found == ["one", "two"]


def test_without_a_campaign_the_phase_is_empty(tmp_path):
    assert {row["phase"] for row in rows(outcome_of(tmp_path, campaign=None))} == {""}


def test_nothing_found_leaves_the_header(tmp_path):
    header = "phase,id,center,verdict,provisional,score,exact score,lower bound,upper bound,grade,reason"
    assert lines(outcome_of(tmp_path, {}, None)) == [header, ""]


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@x", "\tx", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"])
def test_no_text_becomes_a_formula(said):
    assert inert(said) == "'" + said


@pytest.mark.parametrize("said", ["", "甲中心", "1-2", "'x", "#N/A"])
def test_other_text_stays_as_it_is(said):
    assert inert(said) == said


def test_a_dangerous_name_and_a_comma_survive(tmp_path):
    campaign = CAMPAIGN.replace("name: 甲中心", "name: '=甲,\"中心\"'")
    (row,) = [row for row in rows(outcome_of(tmp_path, RECORDS, campaign)) if row["id"] == "jia"]
    assert row["center"] == '\'=甲,"中心"'

"""`report -o report.docx`: the circular (通报) of the example campaign, field by field, and its numbers."""

import json
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zipfile import ZipFile

import pytest
from worded import lines, tables, word

from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.media.docx.circular import circular_document
from aidscore.media.json.batch import batch_document
from aidscore.reporting.make import report_of
from aidscore.run.batch import batch
from aidscore.scoring.details import details_of

EXAMPLE = Path(__file__).parent.parent / "examples" / "pilot-city"


@pytest.fixture(scope="module")
def outcome():
    return batch(str(EXAMPLE), Workspace(Standards(())), "pilot")


@pytest.fixture(scope="module")
def made(outcome):
    report = report_of(outcome)
    return circular_document(report, report.phases[0])


def test_method_and_result_are_those_of_the_model(made):
    texts = lines(made)
    assert texts[2:6] == [
        "【××】市司法局关于法律援助机构规范服务达标活动试点达标阶段考核情况的通报",
        "各区、县司法局，市法律援助中心：",
        (
            "根据《法律援助机构规范服务达标活动实施方案》，2005年7月1日至2006年3月31日为试点达标阶段。市司法局组织检查组，"
            "按照《法律援助机构规范服务达标标准及考核细则》（1.0版，试行），于2005年8月16日至2006年3月15日对参评的法律援助"
            "中心进行检查37次，其中明察17次、暗访18次、复查2次。现将考核情况通报如下："
        ),
        "一、考核结果",
    ]
    assert texts[6] == (
        "全市参评法律援助中心20个，达标7个、未达标7个、待定2个、未考核4个，达标率35.0%。"
        "本阶段目标为三分之一，应有7个达标，目标已达到。"
    )


def test_every_center_is_where_the_model_has_it(made):
    texts = lines(made)
    start = texts.index("（一）达标7个")
    assert texts[start : start + 11] == [
        "（一）达标7个",
        (
            "市中心97.9分（优秀），丙区94.5分，丁区92.3分，乙区91.5分，甲区91.0分，"
            "戊区91.0分（有1项扣分事实提出异议，异议未决），己区90.0分。"
        ),
        "（二）未达标7个",
        (
            "低于达标分数线90分的：癸区89.99分，子区89.2分，酉区84.3分（有1项扣分事实提出异议，异议未决），"
            "庚区75.0分（咨询接待16.5分、受理审查17.0分，低于单项最低分20分）。"
        ),
        "总分达到达标分数线，但有项目低于单项最低分的：辛区93.5分（咨询接待19.5分，低于单项最低分20分）。",
        (
            "尚未查完，但已不可能达标的：丑区60.5至85.5分（最多只能得85.5分，低于达标分数线90分；项目 A 咨询接待"
            "得分19.5分，低于单项最低分20分；项目 C 指派监督得分19.0分，低于单项最低分20分；未检查：D1至D5）。"
        ),
        "适用一票否决的：壬区，涉嫌收取受援人财物，有关问题另行调查处理。",
        "（三）待定2个",
        "寅区73.3至98.3分（未检查：D1至D5），卯区30.0至96.0分（未检查：B3至B5、C1至C5、D1至D5）。",
        "（四）未考核4个",
        "辰区、巳区、未区、亥县：本阶段没有可以计入的检查。",
    ]


def test_problems_and_demands_are_those_of_the_model(made):
    texts = lines(made)
    assert "各单位共失144.5分，其中咨询接待52.5分、指派监督32.8分、受理审查31.1分、质量保证28.1分。" in texts
    [manners] = [one for one in texts if "（A3.4）" in one]
    assert manners.startswith("举止用语（A3.4）：4个单位扣10分；有的接待人员与来访人在大厅争吵；")
    assert any("（C3.1）：5个单位扣8.5分" in one for one in texts)
    assert any("（D4.1）：3个单位扣6分" in one for one in texts)
    assert any(one.endswith("戊区、酉区的异议，无论是否成立，都不影响其是否达标。") for one in texts)
    assert "二〇〇六年【四】月【×】日" in texts


def test_the_table_has_the_numbers_of_the_document(outcome, made):
    document = json.loads(batch_document(outcome), parse_float=Decimal)
    centers = {one["name"]: one for one in document["phases"][0]["centers"]}
    table = tables(made)[0]
    assert table[0] == [
        "序号",
        "单位",
        "得分",
        "咨询接待",
        "受理审查",
        "指派监督",
        "质量保证",
        "等次",
        "考核结论",
        "备注",
    ]
    assert len(table) == 21
    for row in table[1:]:
        center = centers[row[1]]
        if center["score"] is not None:
            assert Decimal(row[2]) == center["score"]
        elif center["bounds"] is not None:
            assert row[2].split("至") == [f"{Decimal(center['bounds'][end]):.1f}" for end in ("low", "high")]
        assert row[7] == (center["grade"] or "")


def test_every_deduction_of_those_that_failed_is_listed(outcome, made):
    failed = [center for center in outcome.phases[0].centers if center.verdict == "fail"]
    found = tables(made)[1:]
    assert len(found) == len(failed)
    for center, table in zip(failed, found, strict=True):
        clauses = {one.rule.id: one for *_part, one in details_of(center.deciding).deductions() if one.nominal}
        assert len(table) == sum(len(one.facts) for one in clauses.values()) + 1
        assert {row[1] for row in table[1:]} == clauses.keys()
        for rule, clause in clauses.items():
            assert add_up([row[5] for row in table[1:] if row[1] == rule], clause.effective), rule


def add_up(cells, number):
    """Whether the numbers of cells add up to a number, as exactly as their last digits can."""
    texts = [found for cell in cells for found in re.findall(r"[0-9]+(?:\.[0-9]+)?", cell)]
    slack = sum(Fraction(1, 10 ** len(text.partition(".")[2])) for text in texts)
    is_exact = Fraction(number).denominator in (1, 2, 4, 5, 10, 20)
    off = abs(sum(map(Fraction, texts)) - Fraction(number))
    return off == 0 if is_exact else off < slack


def test_the_picture_is_a_chart_with_its_numbers(made, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(made)
    with ZipFile(path) as parts:
        chart = parts.read("word/charts/chart1.xml").decode()
    values = re.findall(r"<v>([^<]*)</v>", chart)
    scores = {"97.9", "94.5", "92.3", "91.5", "91", "90", "95.6", "93.5", "89.99", "89.2", "84.3", "75"}
    assert scores <= {*values}
    assert "癸区" in values
    assert len(word(made).element.xpath("//w:drawing")) == 1


def test_nobody_is_named(made):
    texts = "".join(lines(made) + [cell for table in tables(made) for row in table for cell in row])
    assert "检查一组" not in texts
    assert "录音" not in texts
    assert texts.count("收取受援人财物") == texts.count("涉嫌收取受援人财物") == 1


def test_the_command_writes_it_in_both_styles(call, tmp_path):
    path = tmp_path / "report.docx"
    run = call("--lang", "zh", "report", EXAMPLE, "--phase", "pilot", "-o", path, "--style", "2012")
    assert run.returncode == 1  # one record of the example is broken on purpose
    texts = lines(path.read_bytes())
    assert "【××】市司法局" in texts
    assert "2006年【4】月【×】日" in texts


def test_a_circular_is_about_one_phase(call, tmp_path):
    run = call("report", EXAMPLE, "-o", tmp_path / "report.docx")
    assert run.returncode == 2
    assert "one phase" in run.stderr.decode()
    assert not (tmp_path / "report.docx").exists()


@pytest.mark.needs("soffice")
def test_the_pdf_has_the_same_bytes_every_time(call, tmp_path):
    paths = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for path in paths:
        call("--lang", "zh", "report", EXAMPLE, "--phase", "pilot", "-o", path)
    first, second = (path.read_bytes() for path in paths)
    assert first.startswith(b"%PDF-")
    assert first == second


def test_without_libreoffice_one_sentence_says_so(call, tmp_path, monkeypatch):
    monkeypatch.setattr("aidscore.cli.office.shutil.which", lambda name: None)
    run = call("report", EXAMPLE, "--phase", "pilot", "-o", tmp_path / "report.pdf")
    assert run.returncode == 2
    assert "LibreOffice, which is not installed" in run.stderr.decode().replace("\n", " ")

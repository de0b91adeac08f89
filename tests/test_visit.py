"""One file in, one result out: scored, refused with everything that is wrong with it, or ignored."""

import pytest
from written import said

from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.model.results import Ignored, Refused
from aidscore.run.one_file import Scored, score_file
from aidscore.scoring.details import details_of

STANDARD = """\
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: {status}
effective: {{from: 2005-01-01, to: 2005-12-31}}
points: 94
pass: {{score: 80}}
not_applicable: rescale
rounding: {{decimals: 1, mode: half-up}}
items:
  - id: A
    name: 项目
    points: 94
    sub_items:
      - id: A1
        name: 甲
        points: 47
        rules:
          - {{id: R, text: 酌情, basis: [依据], deduct: {{range: [0.01, 47]}}}}
          - {{id: E, text: 每处, basis: [依据], deduct: {{each: 1, max: 3}}}}
      - {{id: A2, name: 乙, points: 47, rules: [{{id: F, text: 扣2分, basis: [依据], deduct: 2}}]}}
"""
RECORD = """\
aidscore: record/1
standard: s@1
center: xuhui
channel: unannounced
date: 2005-09-14
examined: all
findings:
"""


@pytest.fixture
def score(tmp_path):
    """Score a record of findings, and of other lines, beside the standard."""

    def scored(findings="  []", *more, status="in-force", record=RECORD):
        (tmp_path / "standards" / "s").mkdir(parents=True, exist_ok=True)
        (tmp_path / "standards" / "s" / "1.yaml").write_text(STANDARD.format(status=status), encoding="utf-8")
        text = record + findings + "\n" + "".join(f"{line}\n" for line in more)
        (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
        return score_file(str(tmp_path / "a.yaml"), Workspace(Standards()))

    return scored


def problems(result):
    """What was said of a file: line, entry of the catalog, in order."""
    return [(problem.place.line, problem.entry) for problem in result.diagnostics]


class TestScored:
    def test_the_visit_and_nothing_to_say(self, score):
        result = score("  - {rule: F}")
        assert isinstance(result, Scored)
        assert (said(result.visit.assessment.total), result.diagnostics) == ("92", ())

    def test_facts_name_file_and_line(self, score):
        result = score("  - {rule: R, points: 1,\n     note: 酌情}\n  - rule: F")
        deductions = [deduction for _, _, deduction in details_of(result.visit.assessment).deductions()]
        assert [fact.line for deduction in deductions for fact in deduction.facts] == [8, 10]
        assert {fact.source for deduction in deductions for fact in deduction.facts} == {result.visit.source}
        assert result.visit.lines == (8, 10)

    def test_a_warning_does_not_refuse(self, score):
        result = score("  - {rule: F, evidence: [无]}")
        assert isinstance(result, Scored)
        assert problems(result) == [(8, "empty-evidence")]

    def test_bytes_in_place_of_a_file(self, score, tmp_path):
        score()
        data = (RECORD + "  - {rule: F}\n").encode()
        result = score_file(str(tmp_path / "-"), Workspace(Standards()), data)
        assert said(result.visit.assessment.total) == "92"

    def test_a_draft_can_be_scored(self, score):
        assert isinstance(score(status="draft"), Scored)


class TestIgnored:
    def test_a_standard(self, score, tmp_path):
        score()
        assert isinstance(score_file(str(tmp_path / "standards/s/1.yaml"), Workspace(Standards())), Ignored)


class TestRefused:
    def test_everything_at_once_in_the_order_of_the_file(self, score):
        result = score(
            "  - {rule: X9}\n  - {rule: F, count: 2}\n  - {rule: R, points: 99, note: 酌情}", "declared_score: 94"
        )
        assert isinstance(result, Refused)
        assert [line for line, _ in problems(result)] == [8, 9, 10]
        assert [entry.partition("/")[0] for _, entry in problems(result)] == [
            "unknown-rule",
            "key-of-another-kind",
            "points-outside-range",
        ]

    def test_center_and_date_where_they_can_be_read(self, score):
        result = score("  - {rule: X9}")
        assert (result.center, str(result.date)) == ("xuhui", "2005-09-14")

    def test_not_where_they_cannot(self, score):
        result = score(record=RECORD.replace("2005-09-14", "14.9.2005").replace("center: xuhui\n", ""))
        assert (result.center, result.date) == (None, None)
        assert [line for line, _ in problems(result)] == [1, 4]

    @pytest.mark.parametrize("day", ["2004-12-31", "2006-01-01"])
    def test_a_date_outside_effective(self, score, day):
        result = score(record=RECORD.replace("2005-09-14", day))
        assert problems(result) == [(5, "date-outside-effective")]

    @pytest.mark.parametrize("day", ["2005-01-01", "2005-12-31"])
    def test_its_edges_are_inside(self, score, day):
        assert isinstance(score(record=RECORD.replace("2005-09-14", day)), Scored)

    def test_an_unknown_standard(self, score):
        result = score(record=RECORD.replace("s@1", "s@2"))
        assert [entry.partition("/")[0] for _, entry in problems(result)] == ["unknown-standard"]


class TestDeclared:
    """It agrees if it equals the exact score or the score as displayed."""

    @pytest.mark.parametrize("declared", ["92", "92.0", "92.00"])
    def test_the_exact_score(self, score, declared):
        assert problems(score("  - {rule: F}", f"declared_score: {declared}")) == []

    def test_the_score_as_displayed(self, score):
        finding = "  - {rule: R, points: 1.25, note: 酌情}"  # 92.75, shown as 92.8
        assert problems(score(finding, "declared_score: 92.75")) == []
        assert problems(score(finding, "declared_score: 92.8")) == []
        assert isinstance(score(finding, "declared_score: 92.7"), Refused)

    def test_as_displayed_beside_the_pass_mark(self, score):
        findings = "  - {rule: R, points: 14.01, note: 酌情}"  # 79.99, shown with two decimals
        assert isinstance(score(findings, "declared_score: 80"), Refused)
        assert problems(score(findings, "declared_score: 79.99")) == []

    def test_after_the_rescaling(self, score):
        without = "not_applicable: [{sub_item: A2, reason: 无此项}]"
        finding = "  - {rule: R, points: 14, note: 酌情}"  # 33 of 47, as 66 of 94
        assert problems(score(finding, without, "declared_score: 66")) == []

    def test_one_that_differs_says_by_how_much(self, score):
        result = score("  - {rule: R, points: 1, note: 酌情}\n  - {rule: F}", "declared_score: 90.5")
        assert isinstance(result, Refused)
        assert problems(result) == [(10, "declared-score-differs")]
        assert dict(result.diagnostics[0].arguments) == {"declared": "90.5", "computed": "91", "difference": "-0.5"}

    def test_and_the_single_finding_that_explains_it(self, score):
        result = score("  - {rule: R, points: 1, note: 酌情}\n  - {rule: F}", "declared_score: 93")
        assert problems(result) == [(10, "declared-score-differs/one-finding")]
        arguments = result.diagnostics[0].arguments
        assert (arguments["rule"], arguments["line"]) == ("F", 9)

    def test_but_not_where_several_would(self, score):
        findings = "  - {rule: R, points: 2, note: 酌情}\n  - {rule: F}"
        assert problems(score(findings, "declared_score: 92")) == [(10, "declared-score-differs")]

    def test_without_a_score_it_is_a_warning(self, score):
        record = RECORD.replace("examined: all", "examined: [A1]")
        result = score("  []", "declared_score: 94", record=record)
        assert isinstance(result, Scored)
        assert problems(result) == [(8 + 1, "declared-without-score")]

    def test_it_is_tested_where_there_are_warnings_too(self, score):
        result = score("  - {rule: F, evidence: [无]}", "declared_score: 94")
        assert isinstance(result, Refused)
        assert problems(result) == [(8, "empty-evidence"), (9, "declared-score-differs/one-finding")]

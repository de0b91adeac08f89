"""The tables that make scoring fast change no score."""

from dataclasses import fields
from fractions import Fraction

from written import assessed, edition, record

from aidscore.model.record import Finding
from aidscore.scoring import plan
from aidscore.scoring.plan import MEASURES, plan_of

UNMEASURED = {"rule", "note", "evidence", "status", "status_note"}
"""What a finding says that its rule's deduction does not depend on; the rule is looked up beside the measures."""


def test_every_field_of_a_finding_is_a_measure_or_known_not_to_be_one():
    assert {field.name for field in fields(Finding)} == {*MEASURES, *UNMEASURED}


STANDARD = """
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01}
points: 10
pass: {score: 5}
not_applicable: rescale
items: [{id: A, name: 项目, points: 10, sub_items: [
  {id: A1, name: 甲, points: 5, rules: [{id: R, text: 每处扣0.1分, deduct: {each: 0.1}}]},
  {id: A2, name: 乙, points: 5, rules: [{id: Q, text: 每处扣0.1分, deduct: {each: 0.1}}]}]}]
"""


def total(standard, count, examined="all"):
    findings = f"[{{rule: R, count: {count}}}]" if count else "[]"
    head = "aidscore: record/1, standard: s@1, center: c, channel: announced, date: 2005-09-14"
    text = f"{{{head}, examined: {examined}, findings: {findings}}}"
    result = assessed(record(text, standard), standard)
    return result.total if result.total is not None else result.bounds.high


def test_the_tables_stay_small_and_a_full_one_changes_nothing(monkeypatch):
    monkeypatch.setattr(plan, "MAX_ENTRIES", 3)
    standard = edition(STANDARD)
    tables = plan_of(standard)
    for _ in range(2):
        for count in range(1, 8):
            assert total(standard, count) == 10 - count * Fraction(1, 10)
    assert total(standard, 1, "[A1]") == Fraction(99, 10)
    assert (len(tables.single), len(tables.in_points), len(tables.blanks)) == (3, 3, 2)
    assert [[len(item) for item in blank.items] for blank in tables.blanks.values()] == [[3], [1]]
    monkeypatch.setattr(plan, "MAX_ENTRIES", 2)
    assert total(standard, 0, "[A2]") == 10
    assert len(tables.blanks) == 2


def test_a_plan_is_made_once():
    standard = edition(STANDARD)
    assert plan_of(standard) is plan_of(standard)

"""The form computes as the program does: filled forms recalculated by LibreOffice, cell for cell.

FORM_PROOF says how many forms are filled in; `make prove` takes many more than a usual run. Every form is filled from a
random standard and a record of it, with marks, floors and measured values moved to just where they matter; all shipped
examples and example visits are among them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import PROJECT
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from recalculated import Book, recalculated, wrongly_stored
from strategies import records, standards, whole
from written import assessed
from written import edition as edition_of
from written import record as record_of

from aidscore.files.document import read_document
from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.form.drawing.workbook import Plan, drawn, plan_of
from aidscore.form.formulas.units import too_fine
from aidscore.model.quantity import Number, Quantity, exact
from aidscore.model.record import CHANNELS, Record
from aidscore.model.results import Assessment
from aidscore.model.rule import Bands, Each, Measured, Proportion, Shortfall
from aidscore.model.standard import Edition, Grade, Pass, Standard
from aidscore.scoring.details import details_of
from aidscore.scoring.figures import item_landmarks, shown, total_landmarks
from aidscore.wording.codes import VERDICTS
from aidscore.words import _, speaking

FORMS = int(os.environ.get("FORM_PROOF", "60"))
FEW = 100
EXAMPLES = PROJECT / "examples" / "pilot-city" / "visits"
BESIDE = [Fraction(0), Fraction(1, 100), Fraction(-1, 100), Fraction(1, 1000), Fraction(-1, 1000)]


# ---- cases ---------------------------------------------------------------------------------------


@st.composite
def cases(draw) -> tuple[Edition, Record]:
    """A standard and a record, moved to a boundary."""
    edition = Edition.of(draw(standards()))
    record = edgy(draw, edition, draw(records(edition, everything=draw(st.booleans()))))
    return Edition.of(moved(draw, edition.standard, assessed(record, edition))), record


def edgy(draw, edition: Edition, record: Record) -> Record:
    """The record with measured values and counts at and just beside the limits of their rules."""
    found = []
    for finding in record.findings:
        deduct = edition.rules[finding.rule][1].deduct if finding.rule in edition.rules else None
        if isinstance(deduct, Measured) and finding.value is not None and draw(st.booleans()):
            top = 1 if deduct.is_share else 50
            at = draw(st.sampled_from(limits(deduct))) + draw(st.sampled_from(BESIDE))
            value = min(max(at, Fraction(0)), Fraction(top))
            found.append(replace(finding, value=Quantity(whole(value), "percent" if deduct.is_share else "decimal")))
        elif isinstance(deduct, Each) and finding.sample is None and draw(st.booleans()):
            most = int((deduct.max or 1) / deduct.each) + deduct.free
            found.append(replace(finding, count=max(1, most + draw(st.integers(-1, 1)))))
        else:
            found.append(finding)
    return replace(record, findings=tuple(found))


def limits(deduct: Measured) -> list[Fraction]:
    """The values at which a rule's deduction changes, as short decimals."""
    match deduct:
        case Bands(bands):
            found = [Fraction(band.start.value) for band in bands]
        case Proportion(limit):
            found = [Fraction(limit.value) * part / 4 for part in range(5)]
        case Shortfall(below, every):
            found = [Fraction(below.value) - step * Fraction(every.value) for step in range(4)]
    return [value for value in found if 1000 * value == int(1000 * value)] or [Fraction(1, 2)]


def moved(draw, standard: Standard, assessment: Assessment) -> Standard:
    """The standard with its pass mark and floors at and just beside what a record comes out as."""
    total = assessment.total if assessment.total is not None else assessment.earned
    if draw(st.booleans()):
        mark = near(draw, total, standard.points)
        edges = sorted({mark, near(draw, total, standard.points), 0}, reverse=True)
        grades = tuple(Grade(f"第{number}等", edge) for number, edge in enumerate(edges, 1)) if mark else ()
        standard = replace(standard, passing=Pass(mark), grades=grades)
    items = []
    for item, result in zip(standard.items, assessment.items, strict=True):
        scaled = result.earned * Fraction(item.points) / result.possible if result.possible else result.earned
        floor = near(draw, scaled, item.points) if draw(st.booleans()) else item.pass_score or 0
        items.append(replace(item, pass_score=floor or None))
    return replace(standard, items=tuple(items))


def near(draw, number: Number, most: Number) -> Number:
    """A short decimal at a number, or just beside it."""
    cut = Fraction(int(number * 100), 100)
    return whole(min(max(cut + draw(st.sampled_from(BESIDE[:3])), Fraction(0)), Fraction(most)))


def random_cases(number: int) -> list[tuple[Edition, Record]]:
    """So many cases."""
    drawn: list[tuple[Edition, Record]] = []

    @settings(
        max_examples=number,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases())
    def draw(case: tuple[Edition, Record]) -> None:
        drawn.append(case)

    draw()
    return drawn


def shipped_cases() -> Iterator[tuple[Edition, Record]]:
    """Every worked example of every shipped standard, and every example visit."""
    workspace = Workspace(Standards([PROJECT / "standards"]))
    for path in sorted((PROJECT / "standards").glob("*/*.yaml")):
        edition = known(workspace, f"{path.parent.name}@{path.stem}")
        for example in edition.standard.examples:
            said = (edition.reference, "jiaqu", CHANNELS[0], edition.standard.effective.start)
            yield edition, Record("record/1", *said, example.examined, example.findings, example.not_applicable)
    for path in sorted(EXAMPLES.rglob("*.yaml")):
        record = read_document(str(path)).content
        if isinstance(record, Record) and "broken" not in path.name:
            yield known(workspace, record.standard), record


def known(workspace: Workspace, reference: str) -> Edition:
    """A shipped standard."""
    edition = workspace.standard(reference, ".").edition
    assert edition is not None
    return edition


BOUNDARY = """\
aidscore: standard/1
id: boundary
version: "1"
title: 界限
language: zh-CN
status: in-force
effective: {from: 2005-07-01}
points: 100
pass: {score: MARK}
grades: [{name: 达标, from: MARK}, {name: 未达标, from: 0}]
not_applicable: rescale
items:
  - id: A
    name: 甲
    points: 94
    pass_score: FLOOR
    sub_items:
      - id: A1
        name: 一
        points: 94
        rules:
          - {id: tenths, text: 每处, basis: [一], deduct: {each: 0.1, max: 0.3}}
          - {id: twentieths, text: 每处, basis: [一], deduct: {each: 0.05}}
          - {id: thirds, text: 比例, basis: [一], deduct: {below: 1, every: 1, points: 1, partial: exact}}
          - {id: sixths, text: 比例, basis: [一], deduct: {proportion_of: 94}}
  - id: B
    name: 乙
    points: 6
    sub_items:
      - {id: B1, name: 二, points: 6, rules: [{id: all, text: 全扣, basis: [一], deduct: all}]}
vetoes: [{id: zero, text: 造假的, basis: [一], effect: zero}, {id: fail, text: 受贿的, basis: [一], effect: fail}]
bonus: {max: 0.3, rules: [{id: more, text: 推广的, add: {each: 0.1}}]}
"""
BOUNDARIES = [
    ("99.7", "1", "tenths, count: 3"),  # 0.1 + 0.1 + 0.1 is 0.3
    ("99.7", "93.7", "tenths, count: 4"),
    ("99.75", "93.7", "twentieths, count: 6"),
    ("89.95", "1", "twentieths, count: 201"),
    ("90", "1", "twentieths, count: 201"),  # 89.95 is below 90, and is shown so
    ("99", "93", "thirds, value: 0"),
    ("99.5", "1", "thirds, sample: {drawn: 3, failed: 1}"),
    ("98.9", "92.9", "tenths, count: 1}, {rule: sixths, value: 93"),
    ("99.9", "1", "tenths, count: 4}, {rule: more, count: 2"),  # 99.7 + 0.2
    ("100", "1", "tenths, count: 3}, {rule: more, count: 9"),
    ("1", "1", "zero, note: 查实}, {rule: more"),
    ("99", "1", "fail, note: 查实}, {rule: more"),
    ("94", "94", "all"),
]


def boundary_cases() -> Iterator[tuple[Edition, Record]]:
    """Numbers that doubles would get wrong, marks that are just reached or just missed, everything else at its edge."""
    head = "aidscore: record/1\nstandard: boundary@1\ncenter: a\nchannel: self\ndate: 2005-09-14\n"
    for mark, floor, finding in BOUNDARIES:
        standard = edition_of(BOUNDARY.replace("MARK", mark).replace("FLOOR", floor))
        for rest in ("", "not_applicable: [{sub_item: B1, reason: 无}]\n"):
            if not (rest and "all" in finding):
                text = f"{head}examined: all\nfindings: [{{rule: {finding}}}]\n{rest}"
                yield standard, record_of(text, standard)
    standard = edition_of(BOUNDARY.replace("MARK", "90").replace("FLOOR", "84.6"))
    for count in (93, 94, 95, 188, 189):  # 84.6 of 94 is 90 of 100
        rest = "not_applicable: [{sub_item: B1, reason: 无}]\n"
        finding = f"{{rule: twentieths, count: {count}}}, {{rule: sixths, value: 89.3}}"
        yield standard, record_of(f"{head}examined: all\nfindings: [{finding}]\n{rest}", standard)
    nothing = "not_applicable: [{sub_item: A1, reason: 无}, {sub_item: B1, reason: 无}]\n"
    yield standard, record_of(f"{head}examined: all\nfindings: []\n{nothing}", standard)
    yield standard, record_of(f"{head}examined: []\nfindings: []\n", standard)


# ---- the comparison ------------------------------------------------------------------------------


def differences(plan: Plan, book: Book | GnumericBook, expected: Assessment) -> Iterator[str]:
    """Every cell of a recalculated form that is not what the program computes."""
    sums, result = book.sheet("sums"), book.sheet(plan.layout.names["result"])
    unit = plan.unit

    def total(name: str):
        return sums[plan.sums.plain(f"total {name}")]

    if total("verdict") == "inexact":
        return
    yield from differing("verdict", total("verdict"), expected.verdict)
    over = total("over") * unit
    exactly = {"low": Fraction(total("low"), over), "high": Fraction(total("high"), over)}
    if expected.total is not None:
        yield from differing("total", exactly["low"], expected.total)
        yield from differing("granted", Fraction(total("granted"), over), expected.bonus)
        said = shown(expected.total, plan.layout.edition.standard, *total_landmarks(plan.layout.edition.standard))
        yield from differing("total shown", result.get(plan.result.cell("total")), float(said))
        if plan.result.has("grade"):
            yield from differing("grade", result.get(plan.result.cell("grade", "required")), expected.grade)
    if expected.bounds is not None:
        yield from differing("low", exactly["low"], expected.bounds.low)
        yield from differing("high", exactly["high"], expected.bounds.high)
        marks = total_landmarks(plan.layout.edition.standard)
        for name, bound in (("low", expected.bounds.low), ("high", expected.bounds.high)):
            cell = plan.figures.addresses[name].partition("!")[2].replace("$", "")
            said = shown(bound, plan.layout.edition.standard, *marks)
            yield from differing(f"{name} shown", sums[cell], float(said))
    yield from differing("words", result[plan.result.cell("verdict", "required")], verdict_words(expected))
    yield from item_differences(plan, sums, result, expected)
    yield from rule_differences(plan, sums, expected)


def verdict_words(expected: Assessment) -> str:
    """What stands on the sheet with the verdict."""
    with speaking("zh"):
        return _(VERDICTS[expected.verdict]) + (_(" (provisional)") if expected.provisional else "")


def item_differences(plan: Plan, sums, result, expected: Assessment) -> Iterator[str]:
    """The items, exact and as they are shown."""
    whole_form = sums[plan.sums.plain("total all")] * plan.unit
    for item in expected.items:
        name = f"item {item.item.id}"
        earned = Fraction(sums[plan.sums.plain(name, "earned")], whole_form)
        possible = Fraction(sums[plan.sums.plain(name, "possible")], plan.unit)
        yield from differing(f"{name} earned", earned, item.earned)
        yield from differing(f"{name} possible", possible, item.possible)
        shown_value = result.get(plan.result.cell(name))
        wanted = None
        if item.score is not None:
            wanted = float(shown(item.score, expected.edition.standard, *item_landmarks(item)))
        yield from differing(f"{name} shown", shown_value, wanted)


def rule_differences(plan: Plan, sums, expected: Assessment) -> Iterator[str]:
    """The rules: nominal and effective deductions; the states of the sub-items."""
    unit = plan.unit
    for _item, part, deduction in details_of(expected).deductions():
        name = f"rule {deduction.rule.id}"
        cell = {column: sums[plan.sums.plain(name, column)] for column in ("nominal", "nominal-per", "effective")}
        per = sums[plan.sums.plain(f"sub-item {part.sub_item.id}", "per")]
        yield from differing(name, Fraction(cell["nominal"], cell["nominal-per"] * unit), deduction.nominal)
        yield from differing(f"{name} effective", Fraction(cell["effective"], per * unit), deduction.effective)
    states = ("not-examined", "met", "not-met", "not-applicable")
    for part in details_of(expected).sub_items():
        state = sums[plan.sums.plain(f"sub-item {part.sub_item.id}", "state")]
        yield from differing(f"sub-item {part.sub_item.id}", states[int(state)], part.state)


def differing(name: str, found: object, wanted: object) -> Iterator[str]:
    """A difference, if there is one; an empty cell is an empty text."""
    if (found or None) != (wanted or None) and found != wanted:
        said = exact(wanted) if isinstance(wanted, Fraction) else wanted
        yield f"{name}: {found!r}, not {said!r}"


# ---- the proof -----------------------------------------------------------------------------------


@pytest.mark.needs("soffice")
def test_forms_compute_as_the_program_does(tmp_path):
    shipped = [*boundary_cases(), *shipped_cases()]
    assert [said for case in shipped if (said := too_fine(*case))] == []
    some = shipped if FORMS > FEW else [*boundary_cases(), *shipped[:: len(shipped) // 8]]
    all_cases = [*some, *(case for case in random_cases(max(20, FORMS - len(some))) if too_fine(*case) is None)]
    plans = {f"form{number:04}": plan(*case) for number, case in enumerate(all_cases)}
    books = recalculated({name: form for name, (_plan, form) in plans.items()}, tmp_path)
    found, verdicts = {}, Counter[str]()
    for (name, (made, form)), (edition, record) in zip(plans.items(), all_cases, strict=True):
        said = list(differences(made, books[name], assessed(record, edition)))
        said += wrongly_stored(form, books[name])
        found |= {name: said} if said else {}
        verdicts[str(books[name].sheet("sums")[made.sums.plain("total verdict")])] += 1
    sys.stdout.write(f"{len(plans)} filled forms: {dict(verdicts)}\n")
    assert found == {}
    assert verdicts["trouble"] == 0
    assert verdicts["inexact"] <= len(plans) // 50


class GnumericBook:
    """The values of a form as gnumeric computes it."""

    def __init__(self, path: Path) -> None:
        self.book = load_workbook(path, data_only=True)

    def sheet(self, name: str) -> dict[str, object]:
        """The values of a sheet by their cells."""
        cells = (cell for row in self.book[name].iter_rows() for cell in row)
        return {cell.coordinate: cell.value for cell in cells if cell.value not in (None, "")}


@pytest.mark.filterwarnings("ignore:Workbook contains no default style:UserWarning")
@pytest.mark.needs("ssconvert")
def test_gnumeric_computes_the_same(tmp_path):
    """It is stricter than others: no N of an empty cell, no function over the cells of a range inside SUMPRODUCT."""
    found = {}
    for number, (edition, record) in enumerate([*boundary_cases(), *random_cases(20)]):
        if too_fine(edition, record) is None:
            made, data = plan(edition, record)
            before, after = tmp_path / f"{number}.xlsx", tmp_path / f"{number}-computed.xlsx"
            before.write_bytes(data)
            subprocess.run(["ssconvert", "--recalc", before, after], check=True, capture_output=True)
            found[number] = list(differences(made, GnumericBook(after), assessed(record, edition)))
    assert len(found) > 40
    assert {number: said for number, said in found.items() if said} == {}


def plan(edition: Edition, record: Record) -> tuple[Plan, bytes]:
    """What a filled form is made of, and the form."""
    with speaking(edition.standard.language):
        made = plan_of(edition, None, record)
        return made, drawn(made)


@pytest.mark.needs("soffice")
def test_numbers_that_are_too_long_are_left_to_the_program(tmp_path):
    standard = edition_of(BOUNDARY.replace("MARK", "90").replace("FLOOR", "1"))
    head = "aidscore: record/1\nstandard: boundary@1\ncenter: a\nchannel: self\ndate: 2005-09-14\nexamined: all\n"
    findings = "findings: [{rule: thirds, value: 0.12345679}, {rule: sixths, value: 90.1234567}]\n"
    rest = "not_applicable: [{sub_item: B1, reason: 无}]\n"
    made, data = plan(standard, record_of(head + findings + rest, standard))
    book = recalculated({"long": data}, tmp_path)["long"]
    result = book.sheet(made.layout.names["result"])
    assert result[made.result.cell("verdict", "required")] == "数字位数过多，请用程序计分"
    assert result.get(made.result.cell("total")) is None
    assert result.get(made.result.cell("item A")) is None

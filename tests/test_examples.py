"""The shipped standard and the example campaign come out as they say (examples/pilot-city/README.md)."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from written import codes, said

from aidscore.files.document import read_document
from aidscore.files.standards import Standards, shipped_folder
from aidscore.files.workspace import Workspace
from aidscore.model.quantity import plain
from aidscore.run.batch import batch
from aidscore.run.one_file import score_file
from aidscore.run.validate import validate
from aidscore.scoring.details import details_of

CITY = Path(__file__).parent.parent / "examples" / "pilot-city"
PUBLISHED = (CITY / "README.md").read_text(encoding="utf-8").partition("## 中文")[0]
SHIPPED = sorted(shipped_folder().glob("*/*.yaml"))
COUNTED = re.compile(
    r"(\d+) taking part = (\d+) passed \+ (\d+) failed(?: \+ (\d+) undecided)?(?: \+ (\d+) not assessed)?\. "
    r"Pass rate (\d+/\d+) = (\d+)%; the target of (\S+) needs (\d+) of \d+: met\."
)


def tables():
    """The published tables, one for each phase: a row for each center, by the words of the heading."""
    found = []
    for line in PUBLISHED.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] == "center":
            found.append((cells, []))
        elif found and line.startswith("| ") and cells[0] != "---":
            found[-1][1].append(dict(zip(found[-1][0], cells, strict=True)))
    return [rows for _, rows in found]


ROWS = [(number, row) for number, rows in enumerate(tables()) for row in rows]


@pytest.fixture(scope="module")
def outcome():
    return batch(str(CITY), Workspace(Standards()))


@pytest.fixture(scope="module")
def pilot(outcome):
    return outcome.phases[0]


@pytest.fixture(scope="module")
def centers(pilot):
    return {center.center.id: center for center in pilot.centers}


def test_the_tables_have_every_phase_and_center(outcome):
    named = [[row["center"].split()[0] for row in rows] for rows in tables()]
    assert named == [[center.center.id for center in phase.centers] for phase in outcome.phases]
    assert [len(names) for names in named] == [20, 20, 20]


@pytest.mark.parametrize(("number", "row"), ROWS, ids=[f"{number}-{row['center'].split()[0]}" for number, row in ROWS])
def test_the_published_tables(number, row, outcome):
    phase = outcome.phases[number]
    center = next(center for center in phase.centers if center.center.id == row["center"].split()[0])
    verdict, _, provisional = row["verdict"].partition(", ")
    assert (center.verdict, center.provisional) == (verdict.replace(" ", "-"), bool(provisional))
    if row["exact"] == "none":
        assert center.total is None
    else:
        standard = phase.edition.standard
        assert center.total == plain(Fraction(row["exact"]))
        assert str(standard.rounding.display(center.total, [standard.pass_mark])) == row["score"]
    if bounds := re.search(r"([0-9.]+) to ([0-9.]+)", row["score"]):
        assert (said(center.bounds.low), said(center.bounds.high)) == bounds.groups()


def test_the_published_counts(outcome):
    for phase, told in zip(outcome.phases, COUNTED.finditer(PUBLISHED), strict=True):
        counts, numbers = phase.counts, [int(number or 0) for number in told.groups()[:5]]
        assert numbers == [counts.participating, counts.passed, counts.failed, counts.undecided, counts.not_assessed]
        assert (phase.pass_rate, phase.pass_rate * 100) == (Fraction(told[6]), int(told[7]))
        assert (phase.target.needed, phase.target.met) == (int(told[9]), True)


def test_exactly_seven_of_twenty(pilot):
    counts = pilot.counts
    assert (counts.registered, counts.excluded, counts.participating) == (22, 2, 20)
    assert (counts.passed, counts.failed, counts.undecided, counts.not_assessed) == (7, 7, 2, 4)
    assert (said(pilot.pass_rate), pilot.target.needed, pilot.target.met) == ("0.35", 7, True)


def test_one_record_is_broken_on_purpose(outcome):
    assert [Path(entry.source).name for entry in outcome.refused] == ["broken-on-purpose.yaml"]
    assert len(outcome.refused[0].diagnostics) >= 5
    told = re.search(r"(\d+) records.*?the other (\d+) records are scored", PUBLISHED, re.DOTALL)
    assert (len(outcome.visits) + len(outcome.refused), len(outcome.visits)) == (int(told[1]), int(told[2]))
    assert outcome.found == len(outcome.visits) + len(outcome.refused) + len(outcome.ignored)


def test_worked_by_hand_a_pooled_sample(centers):
    """乙区: 6 of 40 incomplete, 1 free, 0.2 each."""
    deduction = next(d for _, _, d in details_of(centers["yiqu"].deciding).deductions() if d.rule.id == "A5.2")
    assert (said(deduction.nominal), len(deduction.facts)) == ("1", 2)


def test_worked_by_hand_what_counts_once(centers):
    """甲区: the hotline missing on two visits is one element of the list."""
    deduction = next(d for _, _, d in details_of(centers["jiaqu"].deciding).deductions() if d.rule.id == "A1.1")
    assert {key for fact in deduction.facts for key in fact.finding.missing} >= {"hotline"}
    assert said(deduction.nominal) == said(Fraction(len({k for f in deduction.facts for k in f.finding.missing}), 2))


def test_worked_by_hand_a_rescaled_total(centers):
    """丁区: 88.6 of 96 possible; 癸区: below 90 by 1/69."""
    deciding = centers["dingqu"].deciding
    assert (said(deciding.earned), said(deciding.possible)) == ("88.6", "96")
    assert centers["dingqu"].total == Fraction(886, 960) * 100
    assert 90 - centers["guiqu"].total == Fraction(1, 69)


def test_worked_by_hand_a_floor(centers):
    assert (said(centers["xinqu"].items["A"]), codes(centers["xinqu"].reasons)) == ("19.5", ["item-below-floor A"])


def test_the_numbers_add_up_everywhere(outcome):
    for visit in outcome.visits:
        for part in details_of(visit.assessment).sub_items():
            if part.state in ("met", "not-met"):
                assert part.sub_item.points - part.score == sum(entry.effective for entry in part.deductions)


def test_one_visit_is_scored_as_in_the_batch(outcome):
    path = str(CITY / "visits" / "one-visit.yaml")
    alone = score_file(path, Workspace(Standards())).visit
    together = next(visit for visit in outcome.visits if visit.source == path)
    assert alone.assessment.total == together.assessment.total
    assert alone.assessment.verdict == together.assessment.verdict


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}@{path.stem}")
def test_every_worked_example_comes_out(path):
    standard = read_document(str(path)).content
    assert standard.examples
    assert [
        problem for problem in validate([str(path)], Workspace(Standards())).diagnostics if problem.level == "error"
    ] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}@{path.stem}")
def test_a_worked_example_is_really_tried(path, tmp_path):
    text, wrong = re.subn(r"expect: \{score: [0-9./]+", "expect: {score: 12.34", path.read_text(encoding="utf-8"))
    (tmp_path / path.name).write_text(text, encoding="utf-8")
    told = [problem.code for problem in validate([str(tmp_path / path.name)], Workspace(Standards())).diagnostics]
    assert told.count("example-differs") == wrong > 0

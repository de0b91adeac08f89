"""The example of another subject, written with Chinese keys: valid, and as its README computes by hand."""

from fractions import Fraction
from pathlib import Path

import pytest

from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.model.chinese import WORDS
from aidscore.run import batch
from aidscore.run.validate import validate

EXAMPLE = Path(__file__).parents[1] / "examples" / "law-firms"
README = (EXAMPLE / "README.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in README.partition("| 单位 | 得分 |")[2].splitlines()[2:]
    if line.startswith("|")
]


@pytest.fixture(scope="module")
def outcome():
    """What the batch comes to."""
    return batch.batch(str(EXAMPLE), Workspace(Standards()))


def test_all_of_its_files_are_valid():
    said = validate([str(EXAMPLE)], Workspace(Standards())).diagnostics
    assert {(one.code, str(one.level)) for one in said} == {("draft-standard", "warning")}


def test_its_standard_has_the_size_that_it_says(outcome):
    standard = outcome.phases[0].edition.standard
    sub_items = [sub_item for item in standard.items for sub_item in item.sub_items]
    rules = [rule for sub_item in sub_items for rule in sub_item.rules]
    assert (len(standard.items), len(sub_items), len(rules), len(standard.examples)) == (3, 8, 12, 5)
    assert "3个项目、8个子项目、12条扣分标准，附5个算例" in README


@pytest.mark.parametrize("number", range(5))
def test_each_firm_comes_out_as_computed_by_hand(outcome, number):
    name, shown, exact, verdict, grade, _by_hand = ROWS[number]
    firm = outcome.phases[0].centers[number]
    assert (firm.center.name, WORDS[firm.verdict], firm.grade or "无") == (name, verdict, grade)
    if exact == "无":
        assert [str(bound) for bound in (firm.bounds.low, firm.bounds.high)] == ["68", "98"]
        assert shown == "68.0至98.0"
    else:
        assert firm.total == Fraction(exact)


def test_the_pass_rate_is_as_the_readme_says(outcome):
    phase = outcome.phases[0]
    counts = phase.counts
    assert (counts.participating, counts.passed, counts.failed, counts.undecided, counts.not_assessed) == (
        5,
        3,
        1,
        1,
        0,
    )
    assert (phase.target.needed, phase.target.met, outcome.refused) == (3, True, ())
    assert (
        "参评5个 = 达标3个 + 未达标1个 + 待定1个 + 未考核0个。达标率 3/5 = 60%；目标60%，应有3个达标：已达到。"
        in README
    )

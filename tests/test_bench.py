"""The bench: its records are in order, its script computes what aidscore computes, its tables find their places."""

import runpy
import sys
from pathlib import Path

import openpyxl
import pytest

from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.run.batch import batch

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from bench import data, report  # noqa: E402 - a folder beside the package
from bench.measure import Compared, Cost  # noqa: E402


@pytest.mark.parametrize("shape", ["mean", "union", "example"])
def test_every_record_is_scored(tmp_path, shape):
    outcome = batch(str(data.lay_out(tmp_path / shape, 130, shape)), Workspace(Standards()), jobs=1)
    assert (len(outcome.visits), outcome.refused, outcome.ignored) == (130, (), ())
    assert {phase.phase.combine for phase in outcome.phases} <= {shape, "union", "worst"}


def test_the_script_that_is_compared_does_the_same_arithmetic(tmp_path):
    records = data.lay_out(tmp_path / "data", 40)
    script = runpy.run_path(str(PROJECT / "bench" / "user_script.py"))
    script["main"](
        str(tmp_path / "data" / "standards" / "bench" / "1.0.yaml"), str(records), str(tmp_path / "out.xlsx")
    )
    rows = openpyxl.load_workbook(tmp_path / "out.xlsx")["visits"].values
    outcome = batch(str(records), Workspace(Standards()), jobs=1)
    ours = [(Path(visit.source).name, float(visit.assessment.total)) for visit in outcome.visits]
    assert [(row[0], pytest.approx(row[3])) for row in rows] == ours


def test_tables_are_put_into_their_places(tmp_path, monkeypatch):
    path = tmp_path / "performance.md"
    path.write_text("# A\n<!-- measured: start -->\nold\n<!-- end -->\nby hand\n", "utf-8")
    monkeypatch.setattr(report, "DOCUMENT", path)
    report.write({"start": report.starts({"--help": Compared(Cost(0.2, 0.1234, 40), 0.71, 0.7)})})
    assert path.read_text("utf-8") == (
        "# A\n<!-- measured: start -->\n\n| command | CPU | ÷ imports |\n| --- | --- | --- |\n"
        "| `--help` | 123 ms | 0.70 |\n\n<!-- end -->\nby hand\n"
    )


def test_a_goal_is_met_from_one_side():
    assert report.goals([report.Goal("a", 0.3, 0.31), report.Goal("b", 3, 3.0, at_least=True)]).splitlines()[2:] == [
        "| a | ≤ 0.3 | 0.31 | no |",
        "| b | ≥ 3 | 3.00 | yes |",
    ]

"""The docs say what the program does: their tables are computed anew, and their tool finds what is wrong."""

import ast
import inspect
import json
import re
import sys
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import get_args

import pytest

from aidscore.check.measures import KEYS
from aidscore.cli.app import command
from aidscore.cli.completion import FAIL_ON
from aidscore.cli.exit_codes import ExitCode
from aidscore.files.document import read_document
from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.media.json.batch import batch_document
from aidscore.media.json.diff import diff_document
from aidscore.media.json.plan import plan_document
from aidscore.media.json.score import score_document
from aidscore.media.json.standard import list_document, standard_document
from aidscore.media.json.validation import validation_document
from aidscore.media.json.written_results import comparison_document, verification_document
from aidscore.model import change
from aidscore.model.insight import InsightCode
from aidscore.model.quantity import Rounding
from aidscore.model.results import ReasonCode
from aidscore.model.rule import KINDS
from aidscore.model.written_results import CenterChange, FileChange, ResultComparison, ValueChange, Verification
from aidscore.rectification.phase import phase_plan
from aidscore.run import batch
from aidscore.run.validate import validate
from aidscore.versions.carry import carried
from aidscore.versions.compare import compare
from aidscore.versions.diff import diff
from aidscore.versions.impact import phase_impact
from aidscore.versions.intermediate import VersionPair

PROJECT = Path(__file__).parent.parent
EXAMPLE = PROJECT / "examples" / "pilot-city"
sys.path.insert(0, str(PROJECT / "tools"))

from docs_parts import model_classes  # noqa: E402 - it lies among the tools

import docs  # noqa: E402 - likewise


def text_of(name):
    """A document."""
    return (PROJECT / name).read_text(encoding="utf-8")


def rows(text, *titles):
    """The rows of the table that has these titles, cells as texts."""
    lines = iter(text.splitlines())
    next(line for line in lines if line.startswith(f"| {' | '.join(titles)} |"))
    next(lines)
    found = []
    for line in lines:
        if not line.startswith("|"):
            return found
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


# ---- the tool --------------------------------------------------------------------------------------------------------


def test_a_generated_part_is_made_anew():
    stale = (
        "<!-- generated: kinds -->\nold\n<!-- end -->\n\n## After\n\n<!-- generated: keys Sample -->\nold\n<!-- end -->"
    )
    made = docs.current(stale)
    assert "old" not in made
    assert "| `drawn` | whole number | yes |" in made
    assert "## After" in made
    assert docs.current(made) == made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](LICENSE)", 0),
        ("[a](nowhere.md)", 1),
        ("![a](docs/pictures/nothing.png)", 1),
        ("[a](docs/scoring.md#rounding)", 0),
        ("[a](docs/scoring.md#no-such-heading)", 1),
        ("# One\n[a](#one) [b](#two)", 1),
        ("[a](https://example.org/nothing)", 0),
        ("`[a](nowhere.md)`", 0),
        ("```text\n[a](nowhere.md)\n```", 0),
    ],
)
def test_dead_links_are_found(text, found):
    assert len(list(docs.dead_links(PROJECT / "README.md", text))) == found


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ("```yaml\n- {rule: A3.1, count: 2}\n```", 0),
        ("```yaml\n- {rule: A3.1, cuont: 2}\n```", 1),
        ("```yaml\nfindings: [{rule: A1.3}]\ndeclared_score: 99\n```", 0),
        ("```yaml\nfindings: [{rule: A1.3}]\ndeclared_score: 98\n```", 1),
        ("```yaml wrong unknown-key\n- {rule: A3.1, cuont: 2}\n```", 0),
        ("```yaml wrong unknown-key\n- {rule: A3.1, count: 2}\n```", 1),
        ("```yaml wrong duplicate-key\n- {rule: A3.1, cuont: 2}\n```", 1),
        ("```yaml part\na: [1, 2]\n```", 0),
        ("```yaml part\na: [1, 2\n```", 1),
        ("```yaml rubbish\na: 1\n```", 1),
        ("```yaml\naidscore: campaign/1\nid: x\ntitle: x\ncenters: []\n```", 1),
    ],
)
def test_wrong_examples_are_found(block, found):
    assert (len(list(docs.wrong_examples(block))) > 0) == bool(found)


def test_a_class_that_the_glossary_lacks_is_found():
    glossary = text_of("docs/glossary.md")
    assert not list(docs.glossary_gaps(glossary))
    assert list(docs.glossary_gaps(glossary.replace("`Finding`", ""))) == [
        "the class Finding of aidscore.model is missing"
    ]
    assert list(docs.glossary_gaps(glossary + "`Fnding`")) == ["there is no class Fnding in aidscore.model"]


def test_the_shipped_files_lead_editors_to_their_schema():
    assert not list(docs.wrong_schema_comments())


# ---- nothing is forgotten --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_rule_says_what_its_findings_have(kind):
    assert kind in KEYS


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_rule_has_its_sections(kind):
    assert f"\n#### {kind}\n" in text_of("docs/files.md")
    assert f"\n### {kind}\n" in text_of("docs/scoring.md")


def test_every_class_of_a_file_has_its_table_of_keys():
    written = {name for name, model in model_classes().items() if hasattr(model, "__pydantic_config__")}
    listed = set(re.findall(r"generated: keys (\w+)", text_of("docs/files.md")))
    assert written - listed == {"Fixed", "All"}  # these are written as `2` and `all`, without keys


def commands(group, before=""):
    """The names of all commands, with those of their groups."""
    for name, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from commands(one, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def test_every_command_is_described():
    told = set(re.findall("<!-- generated: help ([a-z ]+) -->", text_of("docs/commands.md")))
    assert set(commands(command())) == told


def test_every_exit_code_is_described():
    codes = [row[0] for row in rows(text_of("docs/commands.md"), "code", "meaning")]
    assert codes == [*map(str, ExitCode), "128 + n"]


def test_every_variable_of_the_environment_is_described():
    read = set()
    for path in (PROJECT / "src").rglob("*.py"):
        constants = [
            node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
        ]
        read |= {
            value
            for value in constants
            if isinstance(value, str) and re.fullmatch("AIDSCORE_[A-Z]+|NO_COLOR|TERM|COLUMNS|LC_[A-Z]+|LANG", value)
        }
    described = re.findall(
        "`([A-Z_]+)`", " ".join(row[0] for row in rows(text_of("docs/commands.md"), "variable", "what it does"))
    )
    assert set(described) == read


def keys_in(node):
    """Every key of a JSON document; those of `items` of a center, of levels, `losses` and channels are ids."""
    if isinstance(node, dict):
        for key, part in node.items():
            yield key
            if key not in ("items", "levels", "losses", "visits_by_channel") or isinstance(part, list):
                yield from keys_in(part)
    elif isinstance(node, list):
        for part in node:
            yield from keys_in(part)


CHANGED = (ValueChange(("a",), "1", "2"),)
WRITTEN = ResultComparison(
    CHANGED,
    (FileChange("a.yaml", "record", "changed"),),
    CHANGED,
    (CenterChange("p", "a", "甲", CHANGED, CHANGED, ("a",)),),
)


@pytest.fixture(scope="module")
def pilot():
    """The pilot phase of the example campaign."""
    return batch.batch(str(EXAMPLE), Workspace(Standards()), "pilot")


@pytest.fixture(scope="module")
def compared(pilot):
    """One version of the standard and the next, with what that does to the centers of the pilot phase."""
    editions = [Standards().find(f"legal-aid-service@{version}").edition for version in ("1.0", "1.1")]
    return compare(*editions, pilot)


def test_every_key_of_the_json_is_described(pilot, compared):
    workspace = Workspace()
    paths = workspace.standards.known().items()
    known = [(name, str(path), workspace.standard(name, ".").edition) for name, path in paths]
    documents = [
        batch_document(pilot),
        score_document(pilot),
        validation_document(validate([str(EXAMPLE), str(PROJECT / "standards")], workspace)),
        list_document(known),
        diff_document(compared),
        plan_document("c", [phase_plan(phase) for phase in pilot.phases]),
        comparison_document(WRITTEN),
        verification_document("r.json", Verification(WRITTEN.files, WRITTEN.settings, 1)),
    ]
    said = {key for document in documents for key in keys_in(json.loads(document))}
    said |= set(json.loads(standard_document(compared.old)))
    described = re.findall("`([a-z_0-9]+)`", text_of("docs/commands.md").partition("## JSON")[2])
    assert said - set(described) == set()


def test_every_reason_is_described():
    text = text_of("docs/commands.md")
    assert [code for code in get_args(ReasonCode) if f"`{code}`" not in text] == []


def test_every_kind_effect_gate_and_insight_is_described():
    text = text_of("docs/versions.md")
    assert [row[0] for row in rows(text, "kind", "what it is")] == list(change.KINDS)
    assert {row[0] for row in rows(text, "effect", "what it promises")} == set(change.EFFECTS)
    assert [row[0].strip("`") for row in rows(text, "gate", "ends with 1 where")] == list(FAIL_ON)
    assert {row[0].strip("`") for row in rows(text, "code", "what is said")} == set(get_args(InsightCode))


def test_every_step_of_the_run_is_told():
    told = text_of("docs/architecture.md").partition("Step by step:")[2].partition("## One file")[0]
    calls = [node.func for node in ast.walk(ast.parse(inspect.getsource(batch.batch))) if isinstance(node, ast.Call)]
    own = {call.id for call in calls if isinstance(call, ast.Name) and hasattr(batch, call.id)}
    steps = {name for name in own if inspect.isfunction(getattr(batch, name))} | {"Outcome"}
    assert [name for name in steps if f"`{name}`" not in told] == []


# ---- the numbers -----------------------------------------------------------------------------------------------------


WORDS = {
    "pass": "达标",
    "fail": "未达标",
    "undecided": "待定",
    "not-assessed": "未考核",
}


@pytest.mark.parametrize(
    ("titles", "provisional", "chinese"),
    [
        (("center", "score", "exact", "verdict", "why"), ", provisional", False),
        (("中心", "得分", "精确值", "是否达标", "原因"), "，异议未决", True),
    ],
)
def test_the_example_comes_out_as_its_readme_says(pilot, titles, provisional, chinese):
    told = {row[0].split()[0]: row for row in rows((EXAMPLE / "README.md").read_text(encoding="utf-8"), *titles)}
    centers = json.loads(batch_document(pilot))["phases"][0]["centers"]
    assert list(told) == [center["id"] for center in centers]
    for center in centers:
        _name, score, exact, verdict, _why = told[center["id"]]
        word = WORDS[center["verdict"]] if chinese else center["verdict"].replace("-", " ")
        assert verdict == word + (provisional if center["provisional"] else "")
        if center["exact"] is not None:
            assert Fraction(exact) == Fraction(center["exact"])
            assert Fraction(score) == Fraction(str(center["score"]))
        elif center["bounds"]:
            low, high = re.findall(r"[0-9.]+", score)
            assert (Fraction(low), Fraction(high)) == tuple(map(Fraction, center["bounds"].values()))
        else:
            assert score in ("none", "无")


@pytest.mark.parametrize("row", rows(text_of("docs/scoring.md"), "exact", "against", "shown"))
def test_numbers_are_rounded_as_the_docs_say(row):
    exact, mark, shown = row
    assert str(Rounding(1).display(Fraction(exact), [Fraction(mark)])) == shown


@pytest.mark.parametrize("row", rows(text_of("docs/scoring.md"), "target", "of", "needs"))
def test_targets_need_as_many_centers_as_the_docs_say(row, tmp_path):
    target, centers, needed = row
    listed = "\n".join(f"  - {{id: c{number}, name: {number}号中心}}" for number in range(int(centers)))
    (tmp_path / "campaign.yaml").write_text(
        f"aidscore: campaign/1\nid: x\ntitle: 虚构\ncenters:\n{listed}\nphases:\n"
        "  - {id: pilot, name: 试点, from: 2005-07-01, to: 2006-03-31, standard: legal-aid-service@1.0,"
        f" combine: latest, target: {target}}}\n",
        encoding="utf-8",
    )
    (phase,) = batch.batch(str(tmp_path), Workspace(Standards())).phases
    assert phase.target.needed == int(needed) == ceil(phase.target.rate * int(centers))


@pytest.mark.parametrize(("name", "sentence"), [("README.md", "Four verdicts turn: "), ("README.zh-CN.md", "四个中心")])
def test_the_readme_names_the_centers_whose_verdict_turns(compared, name, sentence):
    told = text_of(name).partition(sentence)[2].partition("\n\n")[0]
    initials = {center.center.name[0]: center.flips for center in compared.impacts[0].centers}
    assert {initial for initial in initials if initial in told} == {one for one, flips in initials.items() if flips}
    assert sum(initials.values()) == 4


# ---- two versions ----------------------------------------------------------------------------------------------------


def the_standards():
    """The two standards of the example that is computed by hand, as their texts."""
    return [block.body for block in docs.blocks(text_of("docs/versions.md")) if block.body.startswith("aidscore: sta")]


def standard_deducting(deduct):
    """The first of the two standards with another deduction."""
    text = re.sub("deduct: .*", f"deduct: {deduct.strip('`')}", the_standards()[0])
    document = read_document("-", text.encode())
    assert document.content is not None, document.diagnostics
    return document.content


@pytest.mark.parametrize("row", rows(text_of("docs/versions.md"), "old", "new", "effects", "why"))
def test_effects_are_as_the_docs_say(row):
    old, new, effects, _why = row
    found = diff(standard_deducting(old), standard_deducting(new))
    assert [one.effect for one in found] == effects.split(", ")


def exact_of(text):
    """The last number of a cell, which may stand behind its computation."""
    return Fraction(text.rpartition("=")[2].strip().replace("−", "-"))


def test_parts_are_as_the_docs_compute_them(tmp_path):
    text = text_of("docs/versions.md")
    for block in docs.blocks(text):
        if block.body.startswith("aidscore:"):
            path = tmp_path / docs.place_of(block.body, 0)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")
    workspace = Workspace(Standards())
    outcome = batch.batch(str(tmp_path), workspace)
    pair = VersionPair.of(*(workspace.standard(f"window@{version}", str(tmp_path)).edition for version in (1, 2)))
    first, second = (n for n, change in enumerate(pair.changes) if change.effect in ("tightening", "loosening"))
    partial = [frozenset(), frozenset({first}), frozenset({second}), frozenset({first, second})]
    totals = [carried(outcome.visits[0], pair, pair.partial(made))[0].assessment.total for made in partial]
    assert totals == [exact_of(row[2]) for row in rows(text, "changes made", "deduction", "score")]
    *orders, mean = [[exact_of(cell) for cell in row[1:]] for row in rows(text, "order", "#1 adds", "#2 adds")[:3]]
    assert mean == [sum(column) / 2 for column in zip(*orders, strict=True)]
    (center,) = phase_impact(outcome.phases[0], None, pair).centers
    assert [part.difference for part in center.parts] == mean


# ---- the pictures ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((PROJECT / "docs" / "pictures").iterdir()), ids=lambda path: path.name)
def test_pictures_are_small(path):
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size < 200_000


def test_every_picture_is_shown():
    pages = [PROJECT / "README.md", PROJECT / "README.zh-CN.md", *(PROJECT / "docs").rglob("*.md")]
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    shown = set(re.findall(r"\((?:docs/|\.\./)?pictures/([^)]+)\)", text))
    assert shown == {path.name for path in (PROJECT / "docs" / "pictures").iterdir()}


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_readme_is_short_and_shows_a_session_and_a_picture_first(name):
    lines = (docs.PROJECT / name).read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 240
    first = "\n".join(lines[:48])
    assert "```console\n$ aidscore batch" in first
    assert "](docs/pictures/workbook.png)" in first
    sessions = re.findall(r"```console\n(.*?)```", "\n".join(lines), re.DOTALL)
    assert [session for session in sessions if len(session.splitlines()) > 15] == []

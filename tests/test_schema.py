"""The JSON Schemas take the files that the reader takes, as far as a schema can tell; an outside validator says so."""

import json
import re
from pathlib import Path
from random import Random

import pytest
import yaml
from checked import SMALL, finding, record
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from test_chinese_keys import TREES, mixed, text_of
from test_read_bad_inputs import ROWS
from written import changed

from aidscore.cli import run
from aidscore.diagnostics.message import has_errors
from aidscore.files.document import read_document
from aidscore.media.schema import KINDS, schema_document

PROJECT = Path(__file__).parents[1]
FILES = sorted(path for folder in ("examples", "standards", "tests/bad") for path in (PROJECT / folder).rglob("*.yaml"))
VALIDATORS = {kind: Draft202012Validator(json.loads(schema_document(model))) for kind, model in KINDS.items()}


class CoreLoader(yaml.CSafeLoader):
    """Reads YAML as editors do: by the core schema of YAML 1.2."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first))
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def in_an_editor(text):
    """What an editor makes of a file."""
    return yaml.load(text, Loader=CoreLoader)


def complaints(kind, text):
    """What the schema of a kind says of a file."""
    return [error.message for error in VALIDATORS[kind].iter_errors(in_an_editor(text))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_a_file_whose_shape_fits_is_valid(path):
    document = read_document(str(path))
    if document.kind is not None and not has_errors(document.diagnostics):
        assert complaints(document.kind, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted(TREES), ids=lambda path: path.stem)
@given(st.integers(0, 1000))
def test_a_file_in_chinese_or_in_both_forms_is_valid(path, seed):
    document, tree, chinese = TREES[path]
    chance = Random(seed)
    text = text_of(mixed(tree, chinese, lambda: chance.random() < 0.5))
    assert complaints(document.kind, text) == []


@pytest.mark.parametrize(
    "line", ["数量: 三", "状态: 待定", "数量: 2\n    count: 2", "事实: ''", "抽查: {抽取: 1}", "数两: 1", "条款: A1.1"]
)
def test_a_finding_in_chinese_refused_for_its_shape_is_not_valid(line):
    text = finding("rule: A1.1", line)
    assert has_errors(read_document("-", text.encode()).diagnostics)
    assert complaints("record", text) != []


def texts(rows):
    return [text for _, text, _ in rows if isinstance(text, str)]


@pytest.mark.parametrize("text", texts(ROWS), ids=range(len(texts(ROWS))))
def test_a_bad_input_that_is_read_all_the_same_is_valid(text):
    document = read_document("-", text.encode())
    if document.kind is not None and not has_errors(document.diagnostics):
        assert complaints(document.kind, text) == []


@pytest.mark.parametrize(
    "text",
    [
        record("findings: []\n", ("center: xuhui", "center: 310101")),
        record("findings: []\n", ("standard: small@1", "standard: small@1.10")),
        record("findings: []\nvisit: 1\n"),
        record("findings: []\nvisit: true\n"),
        record("findings: []\ninspectors: [甲, {name: 乙, from: city}, 3]\n"),
        finding("rule: A1.1", "note: 2005", "evidence: [03]", "count: '3'"),
        finding("rule: A2.1", "value: 0.9"),
        finding("rule: 1.10", "value: 57/62"),
    ],
)
def test_what_an_editor_reads_as_a_number_is_valid_where_the_program_reads_text(text):
    assert not has_errors(read_document("-", text.encode()).diagnostics)
    assert complaints("record", text) == []


@pytest.mark.parametrize(
    "line",
    [
        "count: three",
        "count: ２",
        "count: 0",
        "count: -1",
        "count: 1.5",
        "count: '0'",
        "count: 1,000",
        "value: -1",
        "value: ９０%",
        "value: 1/0",
        "value: a",
        "points: 0",
        "points: '0.0'",
        "note: ''",
        "note: {a: b}",
        "note: ~",
        "evidence: x",
        "missing: []",
        "missing: hotline",
        "status: open",
        "sample: {drawn: 1}",
        "sample: 3/20",
        "cuont: 1",
        "level: [a]",
    ],
)
def test_a_finding_refused_for_its_shape_is_not_valid(line):
    text = finding("rule: A1.1", line)
    assert has_errors(read_document("-", text.encode()).diagnostics)
    assert complaints("record", text) != []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("center: xuhui", "center: ' '"),
        ("date: 2005-09-14", "date: 2005/9/14"),
        ("channel: announced", "channel: 明察院"),
        ("examined: all", "examined: some"),
        ("examined: all", "examined: ~"),
        ("standard: small@1", "standard: small"),
        ("aidscore: record/1", "aidscore: record/2"),
        ("examined: all\n", ""),
        ("channel: announced", "chanel: announced"),
    ],
)
def test_a_record_refused_for_its_shape_is_not_valid(before, after):
    text = record("findings: []\n", (before, after))
    assert has_errors(read_document("-", text.encode()).diagnostics)
    assert complaints("record", text) != []


@pytest.mark.parametrize(
    "deduct",
    [
        "十",
        "0",
        "'0'",
        "每件2分",
        "{each: 0}",
        "{each: 1, most: 2}",
        "{range: 1-3}",
        "{range: [1]}",
        "{range: [1, 2, 3]}",
        "{levels: {}}",
        "{levels: [a]}",
        "{below: 95%}",
        "{bands: []}",
        "{bands: [{from: 1}]}",
        "{free: 1}",
        "[1]",
        "~",
    ],
)
def test_a_rule_refused_for_its_shape_is_not_valid(deduct):
    text = changed(SMALL, ("deduct: all}", f"deduct: {deduct}}}"))
    assert has_errors(read_document("-", text.encode()).diagnostics)
    assert complaints("standard", text) != []


@pytest.mark.parametrize(
    "deduct", ["2", "0.5", "'2'", "all", "{below: 0.95, every: 1%, points: 1, partial: ceil, unit: 天}"]
)
def test_a_rule_that_is_read_is_valid(deduct):
    assert complaints("standard", changed(SMALL, ("deduct: all}", f"deduct: {deduct}}}"))) == []


# ---- the schemas themselves ----------------------------------------------------------------------


def parts(node):
    """Every mapping of a schema."""
    if isinstance(node, dict):
        yield node
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from parts(part)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_has_its_id_and_title_and_no_union_of_types(kind):
    schema = json.loads(schema_document(KINDS[kind]))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:aidscore:schema:{kind}:1"
    assert schema["title"]
    for part in parts(schema):
        assert not isinstance(part.get("type"), list)
        assert "oneOf" not in part
        if "pattern" in part and isinstance(part["pattern"], str):
            assert part.get("type") == "string"
        if "minimum" in part and not isinstance(part["minimum"], dict):
            assert part.get("type") in ("integer", "number")


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_editor_offers_of_itself_is_taken(kind):
    schema = json.loads(schema_document(KINDS[kind]))
    for part in parts(schema):
        if "default" in part and not isinstance(part["default"], dict | list):
            rest = {**part, "$defs": schema["$defs"]}
            assert Draft202012Validator(rest).is_valid(part["default"])


# ---- for one version and one campaign ------------------------------------------------------------

CAMPAIGN = PROJECT / "examples" / "pilot-city" / "campaign.yaml"
VISIT = PROJECT / "examples" / "pilot-city" / "visits" / "one-visit.yaml"


def schema_for(capsys, *arguments):
    assert run(["schema", "record", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_schema_for_a_version_and_a_campaign_lists_what_a_record_may_name(capsys):
    schema = schema_for(capsys, "--for", "legal-aid-service@1.0", "--campaign", str(CAMPAIGN))
    finding_ = schema["$defs"]["Finding"]["properties"]
    rules = {choice["const"]: choice["description"] for choice in finding_["rule"]["anyOf"]}
    assert rules["A1.1"]
    assert {"V1", "P1"} <= set(rules)
    assert schema["properties"]["standard"]["anyOf"][0]["const"] == "legal-aid-service@1.0"
    centers = {choice["const"] for choice in schema["properties"]["center"]["anyOf"]}
    assert centers >= {"city", "jiaqu", "甲区法律援助中心"}
    assert {"hotline", "咨询和投诉电话"} <= {choice["const"] for choice in finding_["missing"]["items"]["anyOf"]}
    assert all(choice["description"] for choice in finding_["missing"]["items"]["anyOf"])
    Draft202012Validator.check_schema(schema)


def test_the_example_visit_is_valid_for_its_version_and_a_wrong_name_is_not(capsys):
    validator = Draft202012Validator(schema_for(capsys, "--for", "legal-aid-service@1.0", "--campaign", str(CAMPAIGN)))
    text = VISIT.read_text(encoding="utf-8")
    assert [error.message for error in validator.iter_errors(in_an_editor(text))] == []
    assert not validator.is_valid(in_an_editor(re.sub(r"(?m)^center: .*$", "center: nowhere", text)))
    assert not validator.is_valid(in_an_editor(re.sub(r"rule: \S+", "rule: Z9.9", text, count=1)))


@pytest.mark.parametrize("kind", ["standard", "campaign"])
def test_only_the_schema_of_a_record_is_for_a_version(kind):
    assert run(["schema", kind, "--for", "legal-aid-service@1.0"]) == 2

"""What a Chinese official sees: help, wrong usage, every page and every error without a sentence left in English."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from aidscore import cli
from aidscore.cli.app import command
from aidscore.files.workspace import Workspace
from aidscore.media.diagnostics import text
from aidscore.media.schema import KINDS, schema_document
from aidscore.media.text import render
from aidscore.pages.batch import batch_page
from aidscore.pages.score import score_pages
from aidscore.pages.standard import list_page, standard_page
from aidscore.run.batch import batch
from aidscore.run.several import score_paths
from aidscore.words import speaking

EXAMPLE = Path(__file__).parent.parent / "examples" / "pilot-city"


def commands(group, names=()):
    """The calls of every command: of the whole, of each group, of each command within it."""
    yield names
    for name, inner in getattr(group, "commands", {}).items():
        yield from commands(inner, (*names, name))


def run(arguments, **environment):
    """What the command says on standard output and on standard error, and its exit code."""
    return started("-m", "aidscore", *arguments, **environment)


def started(*arguments, **environment):
    """What Python says on standard output and on standard error, and its exit code."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "AIDSCORE_"))}
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**clean, "COLUMNS": "80", "PYTHONUTF8": "1", **environment},
        check=False,
    )
    return done.stdout, done.stderr, done.returncode


def english(said):
    """The lines with three words or more and no Chinese: sentences that nobody translated."""
    return [
        line
        for line in said.splitlines()
        if not re.search(r"[\u4e00-\u9fff]", line) and re.search(r"[A-Za-z]{2,}( [A-Za-z]{2,}[,.;]?){2,}", line)
    ]


def too_wide(said, width):
    """The lines that a terminal of so many columns would break."""
    return [line for line in said.splitlines() if cell_len(line) > width]


CALLS = [" ".join(call) for call in commands(command())]
EVERY_HELP = """
import json, sys
from contextlib import redirect_stdout
from io import StringIO
from aidscore.cli import run

found = {}
for call in json.loads(sys.argv[1]):
    with redirect_stdout(StringIO()) as out:
        code = run([*call.split(), "--help"])
    found[call] = out.getvalue(), code
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def helps():
    """What each command says with --help, and its exit code: from a process that speaks Chinese from its start on."""
    said, _errors, _code = started("-c", EVERY_HELP, json.dumps(CALLS), AIDSCORE_LANG="zh")
    return json.loads(said)


@pytest.mark.parametrize("call", CALLS)
def test_help_is_chinese_and_fits_a_terminal(helps, call):
    said, code = helps[call]
    assert (code, english(said), too_wide(said, 80)) == (0, [], [])
    assert said.startswith("用法：aidscore")
    assert {"Usage", "Options", "Commands", "Arguments", "default", "required"} & set(re.findall(r"\w+", said)) == set()


@pytest.mark.parametrize("environment", [{"AIDSCORE_LANG": "zh"}, {"LANG": "zh_CN.UTF-8"}, {"LC_ALL": "zh_CN.GB18030"}])
def test_the_environment_chooses_chinese(environment):
    assert run(["standard", "list"], **environment)[0].startswith("标准 ")


def test_the_option_wins():
    assert run(["standard", "list", "--lang", "en"], AIDSCORE_LANG="zh")[0].startswith("standard ")
    assert run(["standard", "list", "--lang=zh"], AIDSCORE_LANG="en")[0].startswith("标准 ")


WRONG = [
    ("scor x", "没有命令 scor，是否应为 score？", "there is no command scor; did you mean score?"),
    ("nothing", "没有命令 nothing", "there is no command nothing"),
    ("standard shw", "没有命令 shw，是否应为 show？", "there is no command shw; did you mean show?"),
    ("standard", "缺少命令", "a command is missing"),
    ("--foo", "没有选项 --foo", "there is no option --foo"),
    (
        "score --forma text x",
        "没有选项 --forma，是否应为 --format？",
        "there is no option --forma; did you mean --format?",
    ),
    ("score", "缺少参数：路径", "PATH is missing"),
    ("batch", "缺少参数：文件夹", "FOLDER is missing"),
    ("score x --format", "--format 后面缺少值", "--format needs a value"),
    ("score x --quiet=yes", "--quiet 后面不带值", "--quiet does not take a value"),
    ("score x --format xml", "--format 可写：text、json，不能写 xml", "--format takes one of text, json, not xml"),
    ("standard list more", "参数过多：more", "too many arguments: more"),
    ("score nowhere", "nowhere 不存在", "nowhere does not exist"),
    ("schema table", "没有 table，可写：standard、record、campaign", "table is not one of standard, record, campaign"),
]


@pytest.mark.parametrize(("call", "chinese", "said"), WRONG)
def test_wrong_usage_is_said_in_one_sentence_of_ours(call, chinese, said, monkeypatch, capsys):
    monkeypatch.setenv("LANGUAGE", "en")  # the run sets it; it is put back behind the test
    for language, sentence in (("zh", chinese), ("en", said)):
        monkeypatch.setenv("AIDSCORE_LANG", language)
        with speaking("en"):
            code = cli.run(call.split())
        errors = capsys.readouterr().err
        assert (errors.splitlines()[0], code) == (f"aidscore: {sentence}", 2)
        assert re.search(r"`aidscore.* --help`", errors)


@pytest.mark.parametrize("width", [50, 80, 200, None])
@pytest.mark.parametrize("explain", [False, True])
def test_pages_of_visits_are_chinese_and_fit(width, explain):
    workspace = Workspace()
    with speaking("zh"):
        outcome = score_paths([str(EXAMPLE / "visits")], workspace)
        said = "".join(render(page, width) for page in score_pages(outcome, explain=explain))
    assert (english(said), too_wide(said, width or 100_000)) == ([], [])


@pytest.mark.parametrize("width", [50, 80, 200, None])
def test_the_page_of_a_batch_is_chinese_and_fits(width):
    with speaking("zh"):
        said = render(batch_page(batch(str(EXAMPLE), Workspace())), width)
    assert (english(said), too_wide(said, width or 100_000)) == ([], [])


@pytest.mark.parametrize("width", [50, 80, 200, None])
def test_the_pages_of_standards_are_chinese_and_fit(width):
    workspace, name = Workspace(), "legal-aid-service@1.0"
    loaded = workspace.named_standard(name)
    assert loaded is not None
    assert loaded.edition is not None
    with speaking("zh"):
        said = render(list_page([(name, "1.0.yaml", loaded.edition)]), width) + render(
            standard_page(loaded.edition), width
        )
    assert (english(said), too_wide(said, width or 100_000)) == ([], [])


def test_errors_of_a_broken_record_are_chinese():
    with speaking("zh"):
        said = text(batch(str(EXAMPLE), Workspace()).refused[0].diagnostics)
    assert english(said) == []
    assert "错误: 扣分标准 A3.4 中没有程度“恶劣” [unknown-level]\n" in said
    assert "    建议：各程度为：冷漠、推诿、争吵。\n" in said


@pytest.mark.parametrize("kind", KINDS)
def test_json_schemas_explain_every_key_in_chinese(kind):
    with speaking("zh"):
        document = json.loads(schema_document(KINDS[kind]))
    assert [said for said in descriptions(document) if not re.search(r"[\u4e00-\u9fff]", said)] == []


def descriptions(node):
    """Every description within a JSON Schema."""
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict) and isinstance(node.get("description"), str):
        yield node["description"]
    for part in parts:
        yield from descriptions(part)

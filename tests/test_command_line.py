"""The command line: exit codes, streams, language, completion, and never a traceback for what a user does."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aidscore.cli import run as run_here

pytestmark = pytest.mark.usefixtures("as_before")
PROJECT = Path(__file__).parents[1]
EXAMPLE = PROJECT / "examples" / "pilot-city"
VISIT = EXAMPLE / "visits" / "one-visit.yaml"
BROKEN = EXAMPLE / "visits" / "broken-on-purpose.yaml"


def run(*arguments, cwd=PROJECT, stdin=None, **environment):
    """The command in a process of its own, where that is what a test is about."""
    return subprocess.run(
        [sys.executable, "-m", "aidscore", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={**os.environ, "LANG": "C.UTF-8", **environment},
        timeout=120,
        check=False,
    )


def said(result):
    """What a run printed on either stream."""
    return (result.stdout + result.stderr).decode()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["score", VISIT], 0),
        (["score", BROKEN], 1),
        (["score", EXAMPLE / "campaign.yaml"], 1),
        (["score", "nowhere.yaml"], 2),
        (["score", ""], 2),
        (["score"], 2),
        (["scor", VISIT], 2),
        (["score", VISIT, "--nonsense"], 2),
        (["score", VISIT, "--lang", "xx"], 2),
        (["score", VISIT, "--fail-under", "92"], 1),
        (["score", VISIT, "--fail-under", "91.5"], 0),
        (["score", VISIT, "--fail-under", "much"], 2),
        (["batch", VISIT], 2),
        (["batch", EXAMPLE, "--phase", "nonsense"], 2),
        (["batch", EXAMPLE, "-o", "summary.docx"], 2),
        (["batch", EXAMPLE, "-o", "nowhere/summary.xlsx"], 2),
        (["validate", VISIT], 0),
        (["validate", BROKEN], 1),
        (["standard", "show", "nonsense@1"], 2),
        (["standard", "list"], 0),
        (["schema", "record"], 0),
        (["schema", "nonsense"], 2),
        (["diff", "legal-aid-service@1.0", "legal-aid-service@1.0"], 0),
        (["diff", "legal-aid-service@1.0", "legal-aid-service@1.1", "--fail-on", "tightening"], 1),
        (["diff", "legal-aid-service@1.0", "legal-aid-service@1.1", "--fail-on", "nonsense"], 2),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_exit_codes(arguments, code, language, monkeypatch, capsys):
    monkeypatch.setenv("AIDSCORE_LANG", language)
    monkeypatch.chdir(PROJECT)
    assert run_here(list(map(str, arguments))) == code
    printed = "".join(capsys.readouterr())
    assert "Traceback" not in printed
    assert "a bug in aidscore" not in printed


def test_results_go_to_one_stream_and_diagnostics_to_the_other():
    result = run("score", VISIT, BROKEN)
    assert b"91.5" in result.stdout
    assert b"[unknown-rule]" in result.stderr
    assert b"[unknown-rule]" not in result.stdout


def test_standard_input_is_a_record():
    result = run("score", "-", "--format", "json", cwd=EXAMPLE, stdin=VISIT.read_bytes())
    assert json.loads(result.stdout)["results"][0]["exact"] == "91.5"
    assert json.loads(result.stdout)["results"][0]["source"] == "-"


def test_json_is_one_document_even_when_all_is_refused(call):
    result = call("score", BROKEN, "--format", "json")
    document = json.loads(result.stdout)
    assert (result.returncode, document["aidscore"], document["results"]) == (1, "score/1", [])
    assert {"path", "line", "column", "level", "code", "message", "help"} <= document["refused"][0]["diagnostics"][
        0
    ].keys()


def test_a_refused_record_leaves_the_others_scored(call):
    document = json.loads(call("score", VISIT, BROKEN, "--format", "json").stdout)
    assert [result["source"] for result in document["results"]] == [str(VISIT)]


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx"])
def test_an_output_is_replaced_whole_and_readable(call, tmp_path, ending):
    target = tmp_path / f"summary.{ending}"
    target.write_text("older", encoding="utf-8")
    target.chmod(0o640)
    result = call("batch", EXAMPLE, "--phase", "pilot", "-q", "-o", target)
    assert result.returncode == 1  # for the record that is broken on purpose
    assert target.read_bytes() != b"older"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_an_input_is_never_written_over(call, tmp_path):
    record = tmp_path / "visit.json"
    record.symlink_to(VISIT)
    before = VISIT.read_bytes()
    result = call("batch", EXAMPLE / "visits", "--campaign", EXAMPLE / "campaign.yaml", "-q", "-o", record)
    assert (result.returncode, VISIT.read_bytes()) == (2, before)


def test_an_output_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    if os.geteuid() == 0:
        folder = Path("/proc")
    else:
        folder = tmp_path / "locked"
        folder.mkdir(mode=0o500)
    result = run("batch", EXAMPLE, "-q", "-o", folder / "summary.json")
    assert result.returncode == 1
    assert "Traceback" not in said(result)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_no_success():
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "aidscore", "score", VISIT, "-q"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert process.returncode == 1
    assert b"Traceback" not in process.stderr


def test_a_closed_standard_output_is_no_success():
    line = f"exec {sys.executable} -m aidscore score {VISIT} >&-"
    result = subprocess.run(["sh", "-c", line], capture_output=True, check=False)
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr


def test_a_reader_that_leaves_is_no_bug():
    line = f"{sys.executable} -m aidscore standard show legal-aid-service@1.0 --format json | head -c 10 >/dev/null"
    result = subprocess.run(["sh", "-c", line], capture_output=True, cwd=PROJECT, check=False)
    assert b"Traceback" not in result.stderr
    assert b"bug" not in result.stderr


def until_handlers_are_set(process):
    """Wait until the process handles SIGTERM itself: a busy machine may take a while to start it."""
    status = Path(f"/proc/{process.pid}/status")
    for _ in range(600):
        caught = re.search(r"^SigCgt:\s*([0-9a-f]+)", status.read_text(encoding="ascii"), re.MULTILINE)
        if caught and int(caught[1], 16) >> (signal.SIGTERM - 1) & 1:
            break
        time.sleep(0.05)
    time.sleep(0.3)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_quietly_and_leaves_nothing(tmp_path, number):
    for copy in range(400):
        text = VISIT.read_text(encoding="utf-8").replace("center: jiaqu", f"center: c{copy}")
        (tmp_path / f"{copy}.yaml").write_text(text, encoding="utf-8")
    target = tmp_path / "out" / "summary.xlsx"
    target.parent.mkdir()
    # coverage's tracer takes a lock in Python code: a signal there leaves it locked, and the process waits forever
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "aidscore", "batch", tmp_path, "-o", target],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=unmeasured,
    )
    until_handlers_are_set(process)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert process.returncode in (128 + number, 1)  # 1 where it was quicker than the signal
    assert b"Traceback" not in errors
    assert [path.name for path in target.parent.iterdir() if path.suffix == ".tmp"] == []


@pytest.mark.parametrize("columns", ["0", "10", "50", "80", "200", "abc"])
def test_no_width_loses_a_score(call, columns):
    result = call("score", VISIT, COLUMNS=columns)
    assert b"91.5" in result.stdout


def test_what_the_console_cannot_show_is_escaped():
    result = run("score", VISIT, PYTHONIOENCODING="ascii", LC_ALL="C", AIDSCORE_LANG="zh")
    assert result.returncode == 0
    assert b"\\u" in result.stdout


def test_markup_in_a_record_is_shown_as_it_was_typed(call, tmp_path):
    text = VISIT.read_text(encoding="utf-8").replace("照片03", "'[bold]x[/] :100:'")
    path = tmp_path / "visit.yaml"
    path.write_text(text, encoding="utf-8")
    result = call("score", path, "--color", "always", "--standards", PROJECT / "standards")
    assert b"[bold]x[/] :100:" in result.stdout


def test_a_name_of_a_file_cannot_color_the_terminal(call, tmp_path):
    path = tmp_path / "a\x1b[31mb.yaml"
    path.write_bytes(VISIT.read_bytes())
    result = call("score", path, "--standards", PROJECT / "standards")
    assert b"\x1b" not in result.stdout + result.stderr


def test_colors_only_where_wanted(call):
    assert b"\x1b[" not in call("score", VISIT).stdout
    assert b"\x1b[" in call("score", VISIT, "--color", "always").stdout
    assert b"\x1b[" not in call("score", VISIT, FORCE_COLOR="1", NO_COLOR="1").stdout


def test_a_bug_of_ours_is_one_sentence(tmp_path):
    code = """
import sys, aidscore.run.several
aidscore.run.several.score_paths = None
from aidscore.cli import run
sys.exit(run(sys.argv[1:]))
"""
    result = subprocess.run([sys.executable, "-c", code, "score", VISIT], capture_output=True, check=False)
    assert (result.returncode, b"Traceback" in result.stderr) == (3, False)
    result = subprocess.run(
        [sys.executable, "-c", code, "score", VISIT, "--traceback"], capture_output=True, check=False
    )
    assert b"Traceback" in result.stderr


@pytest.mark.parametrize("group", [[], ["form"], ["standard"], ["form", "make"], ["standard", "list"]], ids=" ".join)
@pytest.mark.parametrize("order", [["--help", "--lang", "zh"], ["--lang", "zh", "--help"], ["--lang=zh", "-h"]])
def test_the_language_is_taken_before_and_after_every_command(group, order, capsys):
    assert run_here([*group, *order]) == 0
    assert capsys.readouterr().out.startswith("用法：aidscore")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_level_of_a_diagnostic_is_translated_for_people_only(language, monkeypatch, capsys):
    monkeypatch.setenv("AIDSCORE_LANG", language)
    level, help_ = {"en": ("error", "help: "), "zh": ("错误", "建议：")}[language]
    assert run_here(["validate", str(BROKEN)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert f": {level}: " in lines[0]
    assert lines[3].startswith(f"    {help_}")
    assert run_here(["validate", str(BROKEN), "--format", "json"]) == 1
    assert {one["level"] for one in json.loads(capsys.readouterr().out)["diagnostics"]} == {"error"}
    assert run_here(["validate", str(BROKEN), "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=")


VERSIONS = ["legal-aid-service@1.0", "legal-aid-service@1.1"]
PHASES = ["acceptance", "implementation", "mobilisation", "pilot"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("diff legal", VERSIONS),
        ("diff legal-aid-service@1.0 legal-aid-service@1.1", VERSIONS[1:]),
        ("form make l", VERSIONS),
        ("standard show legal-aid-service@1.1 --since ", ["1.0", "1.1"]),
        ("batch examples/pilot-city --as-if ", VERSIONS),
        ("batch examples/pilot-city --phase ", PHASES),
        ("batch examples/pilot-city --phase pi", ["pilot"]),
        ("batch . --campaign examples/pilot-city/campaign.yaml --phase pi", ["pilot"]),
        ("batch nowhere --campaign nowhere.yaml --standards nowhere --phase ", []),
        ("diff a b --records examples/pilot-city --phase ", PHASES),
        ("diff a b --fail-on ", ["tightening", "loosening", "restructuring", "flips", "any"]),
        ("diff a b --fail-on flips,t", ["flips,tightening"]),
        ("diff standards/legal-aid-service/1.", [f"standards/legal-aid-service/1.{n}.yaml" for n in (0, 1)]),
        ("form make s@1 --campaign examples/pilot-city/campaign.yaml --center ji", ["jiaqu", "jiqu"]),
        ("schema ", ["campaign", "record", "standard"]),
        ("validate . --format ", ["text", "json", "github"]),
    ],
)
def test_values_are_completed(typed, offered):
    words_ = ["aidscore", *typed.split()]
    place = len(words_) - (not typed.endswith(" "))
    completion = {"_AIDSCORE_COMPLETE": "complete_bash", "COMP_WORDS": f"aidscore {typed}", "COMP_CWORD": str(place)}
    result = run(**completion)
    assert (result.stdout.decode().split(), result.stderr) == (offered, b"")

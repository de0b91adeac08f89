"""What a person sees on a terminal: the first lines, lines that fit, nothing cut, in both languages."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from latin import unknown_words
from rich.cells import cell_len

from aidscore import cli
from aidscore.cli.app import command
from aidscore.cli.completion import FAIL_ON
from aidscore.cli.help import AUDIENCES
from aidscore.files.workspace import Workspace
from aidscore.media.diagnostics import text as diagnostics_text
from aidscore.media.text import render
from aidscore.model.page import Table
from aidscore.model.quantity import Rounding
from aidscore.pages.batch import batch_page
from aidscore.pages.diff import diff_page
from aidscore.pages.not_scored import View, refused_files, validate_command
from aidscore.pages.score import score_pages
from aidscore.pages.standard import standard_page
from aidscore.run.batch import batch
from aidscore.run.several import score_paths
from aidscore.run.validate import validate
from aidscore.versions.compare import compare
from aidscore.wording.numbers import added_up
from aidscore.words import speaking

PROJECT = Path(__file__).parent.parent
EXAMPLE = PROJECT / "examples" / "pilot-city"
LANGUAGES = ("en", "zh")
WIDTHS = (80, 100, 200)

EVERY_HELP = """
import json, sys
from contextlib import redirect_stdout
from io import StringIO
from aidscore.cli import run

found = {}
for call in json.loads(sys.argv[1]):
    with redirect_stdout(StringIO()) as out:
        run([*call.split(), "--help"])
    found[call] = out.getvalue()
print(json.dumps(found))
"""


def commands(group, names=()):
    """The calls of every command: of the whole, of each group, of each command within it."""
    yield " ".join(names)
    for name, inner in getattr(group, "commands", {}).items():
        yield from commands(inner, (*names, name))


def too_wide(said, width):
    """The lines that a terminal of so many columns would break."""
    return [line for line in said.splitlines() if cell_len(line) > width]


@pytest.fixture(scope="module", params=[(language, width) for language in LANGUAGES for width in WIDTHS])
def helps(request):
    """The language, the width, and what each command says with --help."""
    language, width = request.param
    environment = {**os.environ, "AIDSCORE_LANG": language, "COLUMNS": str(width), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", EVERY_HELP, json.dumps(list(commands(command())))],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    return language, width, json.loads(done.stdout)


def test_help_fits_and_nothing_is_cut(helps):
    _language, width, said = helps
    assert {call: wide for call, text in said.items() if (wide := too_wide(text, width))} == {}
    below = {call: text.partition("\n")[2] for call, text in said.items()}  # usage has ... for several
    assert {call for call, text in below.items() if re.search(r"\.\.\.$|…", text, re.MULTILINE)} == set()


def test_chinese_help_has_chinese_names_of_values_and_headings(helps):
    language, _width, said = helps
    if language == "zh":
        every = "\n".join(said.values())
        assert re.findall(r"--[a-z-]+ ([A-Z][A-Z@]*)\b", every) == []
        assert re.findall(r"^用法：.*\b([A-Z][A-Z@]*)\b", every, re.MULTILINE) == []
        assert re.findall(r"^\w+:$", "".join(said.values()), re.MULTILINE) == []
        assert "参数：\n  文件夹  " in said["batch"]


CODES = re.compile(r"`[^`]*`|--?[a-z-]+|<[^>]*>|(?<![a-z])\.[a-z]+")
"""Commands in quotes, options, the words that an option takes, and endings of files."""


def test_no_english_word_in_chinese_help_but_names_and_codes(helps):
    language, _width, said = helps
    names = {*" ".join(commands(command())).split(), *FAIL_ON, "auto"}
    if language == "zh":
        found = {call: {*unknown_words(CODES.sub("§", text))} - names for call, text in said.items()}
        assert {call: words for call, words in found.items() if words} == {}


def test_commands_are_grouped_by_who_uses_them(helps):
    language, _width, said = helps
    headings = re.findall(r"^(\S.*)[:：]$", said[""], re.MULTILINE)
    en, zh = ["For inspectors", "For analysts", "For administrators"], ["检查人员用", "统计人员用", "管理人员用"]
    assert headings == [*(en if language == "en" else zh), "Options" if language == "en" else "选项"]


def test_every_command_has_its_users():
    grouped = [name for _title, names in AUDIENCES for name in names]
    assert set(command().commands) - set(grouped) == set()


FIRST = {
    "en": "aidscore scores inspection visits against a published standard, exactly.",
    "zh": "aidscore 按照公布的考核细则为检查计分，每一分扣在哪一条都查得到。",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_command_the_three_first_things_to_do_are_told(language, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("AIDSCORE_LANG", language)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    with speaking("en"):
        assert cli.run([]) == 0
        said = capsys.readouterr().out
        assert (said.splitlines()[0], too_wide(said, 80)) == (FIRST[language], [])
        steps = re.findall(r"^ +aidscore (.*)$", said, re.MULTILINE)
        codes = [cli.run(steps[0].split()), cli.run(steps[1].split())]
        os.mkdir(steps[2].split()[1])
        codes.append(cli.run(steps[2].split()))
    assert codes == [0, 1, 0]  # the form is made, is not filled in yet; the folder is empty, which is a warning


@pytest.fixture(scope="module")
def city():
    """The example campaign, scored."""
    return batch(str(EXAMPLE), Workspace())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("verbose", [False, True])
def test_the_page_of_a_batch_fits(city, language, width, verbose):
    with speaking(language):
        assert too_wide(render(batch_page(city, View(verbose=verbose)), width), width) == []


def test_the_pass_rates_of_all_phases_come_first(city):
    with speaking("zh"):
        lines = render(batch_page(city), 80).splitlines()
    assert [line.split() for line in lines[:7]] == [
        ["法律援助机构规范服务达标活动（虚构数据）"],
        [],
        ["阶段", "达标率", "目标"],
        ["-" * len(lines[3])],
        ["试点达标阶段", "35.0%（7/20）", "目标1/3，即20个中应有7个达标：已达到"],
        ["全面实施阶段", "70.0%（14/20）", "目标2/3，即20个中应有14个达标：已达到"],
        ["验收总结阶段", "90.0%（18/20）", "目标90%，即20个中应有18个达标：已达到"],
    ]


def test_ignored_files_are_counted_by_reason_and_refused_ones_have_a_line_each_at_the_end(city):
    broken = city.refused[0].source
    with speaking("en"):
        lines = render(batch_page(city), 200).splitlines()
    assert [line.split("  ")[0] for line in lines[-10:-5]] == [
        "ignored",
        "-" * len(lines[-9]),
        "a campaign",
        "not a YAML file",
        "",
    ]
    assert lines[-5] == "files: 125 found = 122 scored + 1 refused + 2 ignored"
    assert lines[-1].split() == ["6", "aidscore", "validate", broken]
    assert "README.md" not in "".join(lines)


def test_verbose_names_ignored_files(city):
    with speaking("en"):
        said = render(batch_page(city, View(verbose=True)), 200)
    assert re.search(r"^not a YAML file +1 +\S+README.md$", said, re.MULTILINE)


def test_centers_by_score_begin_with_those_that_passed(city):
    def names(view):
        table = next(block for block in batch_page(city, view).blocks if len(getattr(block, "columns", ())) > 6)
        return [line[0].text[:2] for line in table.rows]

    assert names(View())[:8] == ["市法", "甲区", "乙区", "丙区", "丁区", "戊区", "己区", "庚区"]
    assert names(View(by_score=True))[:9] == ["市法", "丙区", "丁区", "乙区", "甲区", "戊区", "己区", "壬区", "辛区"]


def test_the_command_of_a_refused_file_shows_its_problems(city):
    file = city.refused[0]
    view = View(folder=str(EXAMPLE), options=("--campaign", "a b.yaml"))
    assert validate_command(file, city.refused, view) == f"aidscore validate {file.source} --campaign 'a b.yaml'"
    assert validate([file.source], Workspace()).diagnostics == file.diagnostics


def test_duplicates_are_shown_by_a_command_that_names_them(tmp_path):
    visit = (EXAMPLE / "visits" / "one-visit.yaml").read_text(encoding="utf-8")
    for name in ("a", "b", "c", "d", "e", "f"):
        (tmp_path / f"{name}.yaml").write_text(visit, encoding="utf-8")
    refused = batch(str(tmp_path), Workspace()).refused
    command = validate_command(refused[2], refused, View(folder=str(tmp_path)))
    assert command == "aidscore validate " + " ".join(str(tmp_path / f"{name}.yaml") for name in "cabd")


def law_firms(tmp_path, *changes):
    """A copy of the example of law firms, changed."""
    folder = shutil.copytree(PROJECT / "examples" / "law-firms", tmp_path / "firms")
    for name, old, new in changes:
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return folder


STANDARD_WRONG = ("standards/law-firm-quality/1.yaml", "\n分值: 100", "\n分值: 101")


@pytest.mark.parametrize("width", [None, 80])
def test_a_wrong_standard_is_said_once_with_the_number_of_files_that_wait_for_it(tmp_path, width):
    folder = law_firms(tmp_path, STANDARD_WRONG)
    found = validate([str(folder)], Workspace()).diagnostics
    with speaking("en"):
        said = " ".join(diagnostics_text(found, width).split())
    assert said.count("[points-do-not-add-up]") == 1 + 1  # the error, and the help of the one file that blames it
    assert said.count("[standard-refused]") == 1
    assert said.count("[campaign-refused]") == 1
    assert "7 other files wait for the same correction" in said
    assert "6 other files wait for the same correction" in said
    assert len([one for one in found if one.code == "standard-refused"]) == 8  # the campaign and seven records


def test_records_that_wait_for_a_standard_are_one_line_of_the_refused_files(tmp_path):
    folder = law_firms(tmp_path, STANDARD_WRONG)
    outcome = batch(str(folder), Workspace())
    with speaking("en"):
        (table,) = refused_files(outcome, View(folder=str(folder)))
    standard = folder / "standards" / "law-firm-quality" / "1.yaml"
    lines = [[cell.text for cell in line] for line in table.rows]
    assert lines == [["14", f"aidscore validate {standard} (7 files wait for its correction)"]]


BAD = sorted(path.parent for path in (PROJECT / "tests" / "bad").rglob("expected.txt"))


@pytest.mark.parametrize("folder", BAD, ids=lambda folder: folder.relative_to(PROJECT / "tests" / "bad").as_posix())
def test_the_command_of_any_refused_file_shows_its_problems(folder):
    refused = batch(str(folder), Workspace()).refused
    for file in refused:
        paths = shlex.split(validate_command(file, refused, View(folder=str(folder))))[2:]
        assert file.source in paths or paths == [str(folder)]
        shown = validate(paths, Workspace()).diagnostics
        assert [problem for problem in file.diagnostics if problem not in shown] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_visit_of_a_folder_is_one_line_of_80_columns(language):
    outcome = score_paths([str(EXAMPLE / "visits")], Workspace())
    with speaking(language):
        (page,) = score_pages(outcome)
        said = render(page, 80).splitlines()
    assert too_wide("\n".join(said), 80) == []
    rows = said[4 : said.index("", 4)]
    assert len(rows) == len(outcome.visits)
    assert all(re.search(r" \d{4}-\d{2}-\d{2} ", line) for line in rows)


def test_a_list_of_visits_ends_with_counts_and_says_what_partial_visits_examined():
    outcome = score_paths([str(EXAMPLE / "visits" / "chouqu")], Workspace())
    with speaking("zh"):
        (page,) = score_pages(outcome)
        lines = render(page, 80).splitlines()
    assert lines[4].split() == ["丑区法律援助中心", "2006-01-12", "明察", "61.0至86.0", "未达标（只查A、B、C）"]
    assert lines[8].split() == ["丑区法律援助中心", "2006-12-12", "复查", "11.5至96.5", "只查B3、C2、D1，不单独判定"]
    assert lines[-2:] == [
        "检查：共7次 = 达标2次 + 未达标1次 + 未判定4次",
        "文件：共7个 = 已计分7个 + 退回0个 + 不计分0个",
    ]


def test_a_partial_visit_says_that_it_is_no_verdict():
    outcome = score_paths([str(EXAMPLE / "visits/maoqu/2006-03-15-unannounced.yaml")], Workspace())
    with speaking("zh"):
        (page,) = score_pages(outcome)
        said = render(page, 80)
    assert "是否达标  本次只查A、B1、B2，不单独判定\n" in said
    assert "原因      未检查：B3至B5、C1至C5、D1至D5\n" in said
    assert "待定" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [*WIDTHS, 40])
def test_diagnostics_fit_and_are_grouped_by_file(city, language, width):
    twice = [*city.refused[0].diagnostics[:2], *city.diagnostics, *city.refused[0].diagnostics[2:]]
    with speaking(language):
        said = diagnostics_text(twice, width)
    assert too_wide(said, width) == []
    assert said.replace("\n    ", "").count("broken-on-purpose.yaml") == 1
    assert "  18:12: " + ("error" if language == "en" else "错误") in said


def test_piped_diagnostics_have_their_place_in_one_line(city):
    with speaking("en"):
        lines = diagnostics_text(city.refused[0].diagnostics).splitlines()
    broken = city.refused[0].source
    message = "2005-06-20 is in the phase mobilisation (学习动员阶段), which takes no records"
    assert lines[:4] == [
        f"{broken}:7:7: error: {message} [phase-takes-no-records]",
        "    date: 2005-06-20",
        "          ^",
        "    help: Correct the date. A phase that takes records names its standard.",
    ]


def test_tables_in_a_pipe_do_not_grow_with_their_longest_text():
    loaded = Workspace().named_standard("legal-aid-service@1.0")
    with speaking("en"):
        said = render(standard_page(loaded.edition))
    rules = [line for line in said.splitlines() if re.match(r"[A-D][0-9]\.[0-9]", line)]
    assert len(rules) == 73
    assert too_wide("\n".join(rules), 160) == []


def test_computations_are_written_as_in_chinese_texts():
    outcome = score_paths([str(EXAMPLE / "visits/one-visit.yaml"), str(EXAMPLE / "visits/dingqu")], Workspace())
    with speaking("zh"):
        said = "".join(render(page, 200) for page in score_pages(outcome, explain=True))
    assert "(95%-57/62)÷1%＝95/31（约3.0645），舍去尾数得3；0.5×3＝1.5" in said
    assert "(20-3)÷20＝85%，在“80%以上不满90%”一档" in said
    assert "达标分数线：91.5≥90\n" in said
    assert re.findall(r".* x .*|.*>=.*|.*~.*", said) == []


def test_a_rescaled_center_is_explained(city):
    with speaking("zh"):
        lines = [" ".join(line.split()) for line in render(batch_page(city), 100).splitlines()]
    first = lines.index("丁区法律援助中心 C2合理缺项，应得96分，88.6÷96×100≈92.3")
    assert lines[first + 1] == "C项按单项最低分20分折算：19.5÷21×25≈23.2"


def test_points_of_a_column_have_one_number_of_decimals():
    outcome = score_paths([str(EXAMPLE / "visits/one-visit.yaml")], Workspace())
    with speaking("en"):
        (page,) = score_pages(outcome)
    table = next(block for block in page.blocks if getattr(block, "title", None) == "Deductions")
    nominal = [line[3].text for line in table.rows if line[3].text]
    assert nominal == ["1.0", "1.0", "1.0", "1.5", "1.0", "1.0", "1.0", "1.0"]


@pytest.fixture(scope="module")
def compared(city):
    """The two versions of the shipped standard, compared on the example campaign."""
    workspace = Workspace()
    old, new = (workspace.named_standard(f"legal-aid-service@{version}").edition for version in ("1.0", "1.1"))
    return compare(old, new, city)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_of_a_comparison_fits_and_begins_with_the_decision(compared, language, width):
    with speaking(language):
        said = render(diff_page(compared, whole=False), width)
    rate, changed = ("pass rate before", "4 centers") if language == "en" else ("旧版达标率", "4个")
    lines = said.splitlines()
    assert too_wide(said, width) == []
    assert lines[3].startswith(rate)
    assert lines[7].endswith(changed)


def test_parts_of_a_difference_add_up_to_it_as_they_are_shown(compared):
    with speaking("en"):
        tables = {block.title: block for block in diff_page(compared).blocks if isinstance(block, Table)}
    phase = compared.impacts[0].before.phase.name
    shown = {line[0].text: line[3].text for line in tables[f"Centers ({phase})"].rows}
    sums = {}
    for center, _clause, _meaning, points in tables[f"What each change adds to the difference ({phase})"].rows:
        sums[center.text] = sums.get(center.text, 0) + Fraction(points.text)
    assert {center: Fraction(shown[center]) for center in sums} == sums
    assert len(sums) == 13


@pytest.mark.parametrize(
    ("parts", "shown", "whole"),
    [
        (["1", "-0.5"], ["+1.0", "-0.5"], "+0.5"),
        (["0.26", "0.14"], ["+0.26", "+0.14"], "+0.4"),  # short decimals are exact
        (["2/3", "1/7"], ["+0.7", "+0.1"], "+0.8"),
        (["1/7", "1/7"], ["+0.143", "+0.143"], "+0.286"),  # 0.1 + 0.1 is not 0.3, and 0.14 + 0.14 not 0.29
        (["1/3", "1/3", "1/3"], ["+1/3", "+1/3", "+1/3"], "+1"),  # 0.333… never adds up to 1
        ([], [], "0.0"),
    ],
)
def test_parts_are_shown_with_as_many_decimals_as_their_sum_needs(parts, shown, whole):
    numbers = [Fraction(part) for part in parts]
    assert added_up(numbers, sum(numbers, Fraction(0)), Rounding()) == (shown, whole)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_comparison_is_cut(compared, language):
    with speaking(language):
        said = render(diff_page(compared, whole=False), 100)
    assert "..." not in said
    assert "…" not in said


def test_differences_of_a_column_are_written_alike(compared):
    with speaking("zh"):
        page = diff_page(compared, whole=False)
    table = next(block for block in page.blocks if getattr(block, "title", None) == "各单位（试点达标阶段）")
    shown = [line[3].text for line in table.rows]
    assert shown[:5] == ["-0.7", "+0.7", "-0.2", "0.0", "+1.41967"]
    assert (shown[10], shown[18]) == ("+0.01", "-0.625")  # 1/69 is never shown as nothing; a short decimal is exact

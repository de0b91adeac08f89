"""Results that were written: verified against their inputs, compared with each other (spec, sections 17 and 18)."""

import json
import re
import shutil

import pytest
from openpyxl import load_workbook

from aidscore.wording.result_keys import CLOSED, KEYS, PASSED_OVER, WITHIN
from aidscore.written_results.verify import COMPARED

STANDARD = """
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01}
points: 10
pass: {score: 9}
not_applicable: rescale
items:
  - id: A
    name: 接待
    points: 10
    sub_items:
      - id: A1
        name: 环境
        points: 10
        rules: [{id: A1.1, text: 每处扣1分, basis: [规定], deduct: {each: 1, unit: 处}}]
"""
CAMPAIGN = """
aidscore: campaign/1
id: c
title: 活动
centers: [{id: a, name: 甲}, {id: b, name: 乙}]
phases:
  - {id: p, name: 阶段, from: 2005-01-01, to: 2005-12-31, standard: s@1, combine: latest, target: 1/2}
"""


def record(center, count):
    return (
        f"aidscore: record/1\nstandard: s@1\ncenter: {center}\nchannel: announced\ndate: 2005-02-01\nexamined: all\n"
        f"findings: [{{rule: A1.1, count: {count}, note: 乱}}]\n"
    )


@pytest.fixture
def folder(tmp_path):
    """A campaign of two centers: a has 9 points and passes, b has 8 and fails."""
    city = tmp_path / "city"
    (city / "standards" / "s").mkdir(parents=True)
    (city / "standards" / "s" / "1.yaml").write_text(STANDARD, encoding="utf-8")
    (city / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    (city / "a.yaml").write_text(record("a", 1), encoding="utf-8")
    (city / "b.yaml").write_text(record("b", 2), encoding="utf-8")
    return city


@pytest.fixture
def written(folder, call, tmp_path):
    """Write the result of the folder as it is, and return its path."""

    def write(name="result.json", *options):
        assert call("batch", folder, "-q", "-o", tmp_path / name, *options).returncode in (0, 1)
        return tmp_path / name

    return write


def verify(call, result, folder):
    """The document of `aidscore verify`, and its exit code."""
    done = call("verify", result, folder, "--format", "json", "-q")
    return json.loads(done.stdout), done.returncode


def compare(call, old, new):
    """The document of `aidscore compare`."""
    done = call("compare", old, new, "--format", "json")
    assert done.returncode == 0
    return json.loads(done.stdout)


def test_a_result_names_every_file_that_it_rests_on(folder, written):
    (folder / "notes.txt").write_text("备忘", encoding="utf-8")
    document = json.loads(written().read_text(encoding="utf-8"))
    inputs = {one["path"]: (one["kind"], one["outcome"], bool(one["sha256"])) for one in document["inputs"]}
    assert inputs == {
        "a.yaml": ("record", "scored", True),
        "b.yaml": ("record", "scored", True),
        "campaign.yaml": ("campaign", "used", True),
        "notes.txt": ("other", "ignored", False),
        "standards/s/1.yaml": ("standard", "used", True),
    }
    assert document["options"]["phase"] is None
    assert document["versions"]["aidscore"] == document["tool"]


def test_a_result_follows_from_its_files_wherever_they_are(folder, written, call, tmp_path):
    result = written()
    moved = tmp_path / "elsewhere" / "copy"
    shutil.copytree(folder, moved)
    for place in (folder, moved):
        document, code = verify(call, result, place)
        assert (code, document["holds"], document["files"], document["values"]) == (0, True, [], [])
        assert document["compared"] > 100


@pytest.mark.parametrize("options", [["--phase", "p"], ["--as-if", "s@1"], ["--lang", "zh"]])
def test_a_result_is_computed_again_with_its_options(folder, written, call, options):
    assert verify(call, written("r.json", *options), folder)[1] == 0


def test_missing_changed_and_added_files_are_named(folder, written, call):
    result = written()
    (folder / "a.yaml").unlink()
    (folder / "b.yaml").write_text(record("b", 1), encoding="utf-8")
    (folder / "c.yaml").write_text(record("a", 3), encoding="utf-8")
    document, code = verify(call, result, folder)
    assert code == 1
    assert [(file["path"], file["change"]) for file in document["files"]] == [
        ("a.yaml", "missing"),
        ("b.yaml", "changed"),
        ("c.yaml", "added"),
    ]
    exact = [one for one in document["values"] if one["where"] == ["phases", "p", "centers", "b", "exact"]]
    assert [(one["written"], one["computed"]) for one in exact] == [("8", "9")]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("phases", 0, "centers", 1, "exact"), "9"),
        (("phases", 0, "centers", 1, "verdict"), "pass"),
        (("phases", 0, "centers", 0, "name"), "丙"),
        (("phases", 0, "centers", 0, "deductions", 0, "findings", 0, "note"), "净"),
        (("phases", 0, "counts", "passed"), 2),
        (("phases", 0, "pass_rate", "percent"), 100.0),
        (("results", 0, "score"), 9.1),
        (("scored",), 3),
        (("phases", 0, "centers", 0, "provisional"), 0),
    ],
)
def test_a_value_that_was_tampered_with_is_named(folder, written, call, path, value):
    result = written()
    document = json.loads(result.read_text(encoding="utf-8"))
    place = document
    for key in path[:-1]:
        place = place[key]
    assert place[path[-1]] != value or isinstance(place[path[-1]], bool)
    place[path[-1]] = value
    result.write_text(json.dumps(document), encoding="utf-8")
    found, code = verify(call, result, folder)
    assert (code, found["files"], len(found["values"])) == (1, [], 1)
    assert found["values"][0]["where"][-1] == path[-1]


def test_what_is_no_result_is_refused(folder, call, tmp_path):
    for text in ("", "[1]", '{"aidscore": "score/1"}', '{"aidscore": "batch/1"}', "[" * 100_000, "\0"):
        (tmp_path / "r.json").write_text(text, encoding="utf-8")
        done = call("verify", tmp_path / "r.json", folder)
        assert done.returncode == 1
        assert b"not-a-result" in done.stderr
        assert b"Traceback" not in done.stderr


def test_the_result_is_an_input_that_is_never_written_over(folder, written, call):
    result = written()
    assert call("verify", result, folder, "-o", result).returncode == 2
    assert call("compare", result, result, "-o", result).returncode == 2


def test_equal_results_do_not_differ(written, call):
    document = compare(call, written("old.json"), written("new.json", "--lang", "zh"))
    assert {key: document[key] for key in ("phases", "centers", "files", "settings")} == {
        "phases": [],
        "centers": [],
        "files": [],
        "settings": [],
    }


def test_a_corrected_record_is_named_beside_what_it_changes(folder, written, call):
    old = written("old.json")
    (folder / "b.yaml").write_text(record("b", 1), encoding="utf-8")
    document = compare(call, old, written("new.json"))
    (center,) = document["centers"]
    assert (center["phase"], center["id"], center["name"], center["because"]) == ("p", "b", "乙", ["b.yaml"])
    changed = {one["where"][0]: (one["before"], one["after"]) for one in center["values"]}
    assert changed == {"verdict": ("fail", "pass"), "exact": ("8", "9"), "items": ("8", "9")}
    assert center["clauses"] == [{"where": ["A1.1"], "before": "2", "after": "1"}]
    assert [(one["path"], one["change"]) for one in document["files"]] == [("b.yaml", "changed")]
    rates = {tuple(one["where"]): (one["before"], one["after"]) for one in document["phases"]}
    assert rates[("p", "pass_rate", "exact")] == ("1/2", "2/2")


def test_a_changed_standard_is_named_for_every_center_that_it_changes(folder, written, call):
    old = written("old.json")
    (folder / "standards" / "s" / "1.yaml").write_text(
        STANDARD.replace("扣1分", "扣2分").replace("each: 1", "each: 2"), encoding="utf-8"
    )
    document = compare(call, old, written("new.json"))
    assert [(center["id"], center["because"]) for center in document["centers"]] == [
        ("a", ["standards/s/1.yaml"]),
        ("b", ["standards/s/1.yaml"]),
    ]


def test_another_phase_or_version_is_a_setting(written, call):
    document = compare(call, written("old.json"), written("new.json", "--phase", "p"))
    assert [(one["where"], one["before"], one["after"]) for one in document["settings"]] == [
        (["options", "phase"], "-", "p")
    ]


def test_a_file_that_is_refused_now_is_told(folder, written, call):
    old = written("old.json")
    (folder / "b.yaml").write_text(record("b", 1).replace("A1.1", "A9.9"), encoding="utf-8")
    new = written("new.json")
    (file,) = compare(call, old, new)["files"]
    assert (file["change"], file["before"], file["after"]) == ("changed", "scored", "refused")
    assert "原已计分，现退回" in call("compare", old, new, "--lang", "zh").stdout.decode()
    assert "原已计分，现退回" in call("verify", old, folder, "--lang", "zh").stdout.decode()


def test_a_file_of_which_something_else_became_is_named_although_it_is_the_same(folder, written, call):
    old = written("old.json")
    (folder / "again.yaml").write_text(record("b", 3), encoding="utf-8")
    files = compare(call, old, written("new.json"))["files"]
    assert [(one["path"], one["change"], one["before"], one["after"]) for one in files] == [
        ("again.yaml", "added", None, "refused"),
        ("b.yaml", "same", "scored", "refused"),
    ]


def test_differences_are_told_by_center_in_the_words_of_the_user(folder, written, call):
    old = written("old.json")
    (folder / "b.yaml").write_text(record("b", 1), encoding="utf-8")
    shown = call("verify", old, folder, "--lang", "zh").stdout.decode()
    assert "乙（b），阶段 p" in shown
    lines = {tuple(line.split()) for line in shown.splitlines()}
    assert {("是否达标", "未达标", "达标"), ("A1.1", "/", "实扣分", "2", "1"), ("达标单位数", "1", "2")} <= lines
    compared = call("compare", old, written("new.json"), "--lang", "zh").stdout.decode()
    assert "阶段 p\n" in compared
    for text in (shown, compared):
        assert not re.search("[a-z]+_[a-z]+", text.replace(str(old.parent), ""))


def keys_of(value):
    """Every key of a document."""
    if isinstance(value, dict):
        return set(value) | {key for part in value.values() for key in keys_of(part)}
    return {key for part in value for key in keys_of(part)} if isinstance(value, list) else set()


def test_every_key_of_a_result_has_its_words(call):
    document = json.loads(call("batch", "examples/pilot-city", "--format", "json", "-q").stdout)
    keys = {key for part in COMPARED for key in keys_of({part: document[part]}) if re.fullmatch("[a-z_]+", key)}
    known = {*KEYS, *CLOSED, *PASSED_OVER, *(key for _above, key in WITHIN)}
    levels = {"city", "district", "county"}
    assert keys - known - levels == set()


@pytest.mark.parametrize("ending", ["xlsx", "html"])
@pytest.mark.parametrize("options", [[], ["--phase", "p"], ["--as-if", "s@1"], ["--lang", "zh"]])
def test_a_result_for_people_follows_from_its_files_too(folder, written, call, tmp_path, ending, options):
    result = written(f"r.{ending}", *options)
    moved = tmp_path / "elsewhere"
    shutil.copytree(folder, moved)
    for place in (folder, moved):
        document, code = verify(call, result, place)
        assert (code, document["holds"], document["files"], document["values"]) == (0, True, [], [])
        assert document["compared"] > 50


@pytest.mark.parametrize("ending", ["xlsx", "html"])
def test_what_changed_is_named_in_a_result_for_people(folder, written, call, ending):
    result = written(f"r.{ending}", "--lang", "en")
    (folder / "a.yaml").unlink()
    (folder / "b.yaml").write_text(record("b", 1), encoding="utf-8")
    (folder / "c.yaml").write_text(record("a", 3), encoding="utf-8")
    document, code = verify(call, result, folder)
    assert code == 1
    files = [(one["path"], one["change"]) for one in document["files"]]
    assert files == [("a.yaml", "missing"), ("b.yaml", "changed"), ("c.yaml", "added")]
    assert ("8", "9") in {(one["written"].removesuffix(".0"), one["computed"].removesuffix(".0"))
                          for one in document["values"]}  # fmt: skip


def test_a_cell_that_was_tampered_with_is_named(folder, written, call):
    result = written("r.xlsx", "--lang", "en")
    book = load_workbook(result)
    book.save(result)
    assert verify(call, result, folder)[1] == 0  # saved by another program, and nothing changed
    sheet = book["阶段"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 9)
    cell.value = 9.5
    book.save(result)
    document, code = verify(call, result, folder)
    assert (code, document["files"]) == (1, [])
    (value,) = document["values"]
    assert (value["where"][0], value["where"][-1]) == ("阶段", cell.coordinate)
    assert (value["written"], value["computed"]) == ("9.5", "9")


@pytest.mark.parametrize(("old", "new"), [(">乙<", ">丙<"), (">乱<", ">净<"), ("50.0%", "100.0%")])
def test_a_text_of_a_page_that_was_tampered_with_is_named(folder, written, call, old, new):
    result = written("r.html", "--lang", "en")
    text = result.read_text(encoding="utf-8")
    if old not in text:
        pytest.fail(f"{old} is not on the page")
    result.write_text(text.replace(old, new, 1), encoding="utf-8")
    document, code = verify(call, result, folder)
    assert (code, document["files"]) == (1, [])
    assert document["values"]


@pytest.mark.parametrize("ending", ["xlsx", "html"])
def test_what_is_no_result_for_people_is_refused(folder, call, tmp_path, ending):
    for content in (b"", b"PK\x03\x04", b"<html></html>", b"\xff"):
        (tmp_path / f"r.{ending}").write_bytes(content)
        done = call("verify", tmp_path / f"r.{ending}", folder)
        assert done.returncode == 1
        assert b"not-a-result" in done.stderr


def test_a_key_that_stands_twice_in_an_object_makes_it_no_result(folder, written, call):
    result = written()
    text = result.read_text(encoding="utf-8")
    assert '"verdict": "fail"' in text
    result.write_text(text.replace('"verdict": "fail"', '"verdict": "pass", "verdict": "fail"', 1), encoding="utf-8")
    done = call("verify", result, folder)
    assert (done.returncode, b"not-a-result" in done.stderr) == (1, True)


@pytest.mark.parametrize("result", ["r.json", "r.xlsx", "r.html"])
def test_results_that_stand_in_the_folder_are_not_held_against_it(folder, call, result):
    outputs = [f"r.{ending}" for ending in ("json", "html", "xlsx", "md", "csv", "sqlite")]
    options = [option for name in [*outputs, "other.html"] for option in ("-o", folder / name)]
    for _times in range(2):  # the second time they are among the inputs, with the digests of those before
        assert call("batch", folder, "-q", *options).returncode == 0
        document, code = verify(call, folder / result, folder)
        assert (code, document["files"], document["values"]) == (0, [], [])


def test_another_file_beside_the_results_is_still_named(folder, written, call):
    result = written("city/r.json")
    (folder / "other.json").write_text('{"aidscore": "score/1"}', encoding="utf-8")
    (folder / "r.txt").write_text("备忘", encoding="utf-8")
    document, code = verify(call, result, folder)
    assert (code, [one["path"] for one in document["files"]]) == (1, ["other.json", "r.txt"])


@pytest.mark.parametrize("ending", ["json", "xlsx", "html"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_result_of_an_empty_folder_can_be_verified(call, tmp_path, ending, language):
    (tmp_path / "empty").mkdir()
    result = tmp_path / f"r.{ending}"
    call("batch", tmp_path / "empty", "-q", "-o", result, "--lang", language)
    assert verify(call, result, tmp_path / "empty")[1] == 0
    (tmp_path / "empty" / "a.txt").write_text("备忘", encoding="utf-8")
    document, code = verify(call, result, tmp_path / "empty")
    assert (code, [one["path"] for one in document["files"]]) == (1, ["a.txt"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</body>", "<script>document.title = ''</script></body>"),
        ("</style>", "td::after {content: '9'}</style>"),
        ("<td", '<td style="display:none"'),
        ("<tr>", "<tr hidden>"),
        ("<head>", '<head><meta http-equiv="refresh" content="0;url=about:blank">'),
        ("<footer>", "<div>9</div><footer>"),
        ("<footer>aidscore ", "<footer>aidscore, 9 "),
        ("</html>", "</html><!-- 9 -->"),
    ],
)
def test_what_was_added_to_a_page_is_named(folder, written, call, old, new):
    result = written("r.html")
    text = result.read_text(encoding="utf-8")
    assert old in text
    result.write_text(text.replace(old, new, 1), encoding="utf-8")
    document, code = verify(call, result, folder)
    assert (code, document["files"], [one["where"] for one in document["values"]]) == (1, [], [["markup"]])
    assert document["values"][0]["written"] != document["values"][0]["computed"]
    assert "不是 aidscore 写入的内容" in call("verify", result, folder, "--lang", "zh").stdout.decode()


def test_a_page_that_an_earlier_version_wrote_alike_still_holds(folder, written, call):
    result = written("r.html")
    text = result.read_text(encoding="utf-8")
    version = re.search("<footer>aidscore ([^<]+)<", text)[1]
    result.write_text(text.replace(version, "0.0.9"), encoding="utf-8")
    assert verify(call, result, folder)[1] == 0


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("options", "as_if"), "s@2"),
        (("inputs", 0, "kind"), "other"),
        (("refused", 0, "diagnostics", 0, "message"), "没有问题"),
        (("refused", 0, "diagnostics", 0, "help"), "不必处理"),
    ],
)
def test_what_follows_from_the_inputs_beside_the_scores_is_compared_too(folder, written, call, path, value):
    (folder / "c.yaml").write_text(record("a", 3).replace("A1.1", "A9.9"), encoding="utf-8")
    result = written("r.json", "--lang", "zh")
    document = json.loads(result.read_text(encoding="utf-8"))
    place = document
    for key in path[:-1]:
        place = place[key]
    assert place[path[-1]] != value
    place[path[-1]] = value
    result.write_text(json.dumps(document), encoding="utf-8")
    found, code = verify(call, result, folder)
    assert (code, found["files"]) == (1, [])
    assert [(one["where"][0], one["where"][-1]) for one in found["values"]] == [(path[0], path[-1])]
    shown = call("verify", result, folder, "--lang", "zh").stdout.decode()
    assert not re.search("[a-z]+_[a-z]+|options|inputs|kind|help", shown.replace(str(folder.parent), ""))


def test_another_version_in_the_options_of_a_page_is_named(folder, written, call):
    result = written("r.html")
    text = result.read_text(encoding="utf-8")
    forged = text.replace("as_if&quot;: null", "as_if&quot;: &quot;s@2&quot;")
    assert forged != text
    result.write_text(forged, encoding="utf-8")
    document, code = verify(call, result, folder)
    assert (code, [one["where"] for one in document["values"]]) == (1, [["options", "as_if"]])


@pytest.mark.parametrize("place", ["moved", "moved to another"])
def test_messages_that_name_files_hold_wherever_the_folder_is(folder, call, tmp_path, place):
    """Of a campaign that is refused, of a standard that is, and of a record."""
    (folder / "campaign.yaml").write_text(CAMPAIGN.replace("title", "titel"), encoding="utf-8")
    (folder / "standards" / "s" / "2.yaml").write_text(STANDARD, encoding="utf-8")
    (folder / "c.yaml").write_text(record("a", 3).replace("A1.1", "A9.9"), encoding="utf-8")
    (folder / "d.yaml").write_text(record("a", 3).replace("s@1", "s@2"), encoding="utf-8")
    shutil.copytree(folder, tmp_path / place)
    result = tmp_path / "r.json"
    for given in (folder, "."):
        assert call("batch", given, "-q", "-o", result, cwd=folder).returncode == 1
        assert json.loads(result.read_text(encoding="utf-8"))["refused"]
        document, code = verify(call, result, tmp_path / place)
        assert (code, document["files"], document["values"]) == (0, [], [])


def hide_sheet(book):
    book["阶段"].sheet_state = "hidden"


def hide_sheet_from_menus(book):
    book["阶段"].sheet_state = "veryHidden"


def hide_row(book):
    book["阶段"].row_dimensions[3].hidden = True


def flatten_row(book):
    book["阶段"].row_dimensions[3].height = 0.1


def hide_column(book):
    book["阶段"].column_dimensions["B"].hidden = True


def narrow_column(book):
    book["阶段"].column_dimensions["B"].width = 0.1


@pytest.mark.parametrize(
    ("change", "hidden"),
    [
        (hide_sheet, "sheet"),
        (hide_sheet_from_menus, "sheet"),
        (hide_row, "3"),
        (flatten_row, "3"),
        (hide_column, "B"),
        (narrow_column, "B"),
    ],
)
def test_what_was_hidden_in_a_workbook_is_named(folder, written, call, change, hidden):
    result = written("r.xlsx", "--lang", "en")
    book = load_workbook(result)
    change(book)
    book.save(result)
    document, code = verify(call, result, folder)
    assert (code, document["files"]) == (1, [])
    assert [(one["where"], one["written"], one["computed"]) for one in document["values"]] == [
        (["阶段", "hidden", hidden], "true", "false")
    ]
    assert "阶段 / 隐藏" in call("verify", result, folder, "--lang", "zh").stdout.decode()

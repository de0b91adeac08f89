"""Faults of reading, whole kinds: bounds, commas, full-width marks, suggestions, quoted lines, equal texts."""

import unicodedata
from dataclasses import fields

import pytest
from checked import SMALL, codes, finding, record, said
from written import changed

from aidscore.diagnostics.message import has_errors
from aidscore.files.document import read_document
from aidscore.model.chinese import key_term, word_term
from aidscore.model.record import Finding
from aidscore.model.rule import KINDS, kind_of
from aidscore.read.forms import KINDS as KIND_EXAMPLES
from aidscore.read.mend import ROUNDS
from aidscore.read.nearest import nearest, nearest_id, nearest_term
from aidscore.read.parse import parse
from aidscore.read.text import MOST_PROBLEMS

# ---- collecting ends at a bound (B3) -------------------------------------------------------------

HEAD = (
    "aidscore: record/1\nstandard: small@1\ncenter: x\nchannel: self\ndate: 2005-09-14\nexamined: all\nfindings: []\n"
)

MANY = {
    "control characters": "\x01" * 1_900_000,
    "control characters, a line each": "\x01\n" * 1_900_000,
    "U+2028": "\u2028" * 1_300_000,
    "U+2028 in a text": HEAD + "visit: " + "a\u2028" * 900_000,
    "radicals": HEAD + "# " + "⼈" * 1_300_000,
    "aliases": HEAD + "a: *b\n" * 600_000,
    "duplicate keys": "a: b\n" * 800_000,
    "elements without a value": HEAD.replace(" []", "") + "- \n" * 1_300_000,
    "cut texts": HEAD + "visit: 合格 #2\n" * 150_000,
    "full-width colons": "x：1\n" * 600_000,
}


@pytest.mark.parametrize("name", MANY)
def test_collecting_ends_at_a_bound(name):
    problems = parse(MANY[name], "-").diagnostics
    assert len(problems) <= 2 * MOST_PROBLEMS + 2
    assert "too-many-problems" in {problem.code for problem in problems}


@pytest.mark.parametrize("line", ["\tx\n", "x\t\n", "\t\n", "\u3000\n"])
def test_a_file_of_odd_lines_is_refused_at_the_first(line):
    first, *_ = read_document("-", (HEAD + line * 1_000_000).encode()[: 4 << 20]).diagnostics
    assert first.place.line <= 9


def test_the_last_problem_says_that_there_are_more():
    *problems, last = parse("\x01" * (MOST_PROBLEMS + 5), "-").diagnostics
    assert [problem.code for problem in problems] == ["forbidden-character"] * MOST_PROBLEMS
    assert (last.code, last.place.column, last.arguments) == (
        "too-many-problems", MOST_PROBLEMS + 1, {"most": MOST_PROBLEMS}
    )  # fmt: skip
    assert len(parse("\x01" * MOST_PROBLEMS, "-").diagnostics) == MOST_PROBLEMS


# ---- commas within brackets (C1) -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("{rule: A1.1, count: 2, note: 大厅两处, 二楼一处}", "note: '大厅两处, 二楼一处'"),
        ("{rule: A1.1, count: 2, note: 大厅, 二楼: 一处}", "note: '大厅, 二楼: 一处'"),
        ("{rule: A1.1, note: 大厅, 二楼: 一处, 三楼: 两处, count: 2}", "note: '大厅, 二楼: 一处, 三楼: 两处'"),
        ("{rule: A1.1, note: hall, second floor: one}", "note: 'hall, second floor: one'"),
        ("{rule: A1.1, note: 一处, 两处, 三处}", "note: '一处, 两处, 三处'"),
        ("{rule: A1.1, note: 一处,两处, count: 2}", "note: '一处,两处'"),
        ("{rule: A1.1, note: two here, one there}", "note: 'two here, one there'"),
        ("{rule: A1.1, note: broken, dirty}", "note: 'broken, dirty'"),
        ("{rule: A1.1, note: 95%, 合格}", "note: '95%, 合格'"),
    ],
)
def test_a_comma_that_splits_a_text_is_named_once_with_the_text_in_quotes(written, quoted):
    (problem,) = said(finding(written))
    assert (problem.code, problem.place.line) == ("comma-in-text", 8)
    assert quoted in problem.help


@pytest.mark.parametrize(
    ("written", "code", "advice"),
    [
        ("{rule: A1.1, note: 大厅: 一处}", "colon-in-text", "Put the whole text in quotes: note: '大厅: 一处'."),
        ("{rule: A1.1, note: 大厅, 数亮: 2}", "unknown-key", "Did you mean count?"),  # like a key, hence one
        ("{rule: A1.1, note: hall, cuont: 2}", "unknown-key", "Did you mean count?"),
    ],
)
def test_a_colon_behind_a_comma_is_of_the_text_unless_a_key_was_meant(written, code, advice):
    (problem,) = said(finding(written))
    assert (problem.code, problem.help) == (code, advice)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{rule: A1.1, count: 2, evidence: 照片03, 照片04}", "Put the list in brackets: evidence: [照片03, 照片04]."),
        ("{条款: A1.1, 数量: 2, 证据: 照片03, 照片04}", "Put the list in brackets: 证据: [照片03, 照片04]."),
        ("{rule: A1.1, A1.2, count: 2}", "Write one value. What concerns another one is a separate entry."),
        (
            "{rule: A1.1, count: 2, status: confirmed, disputed}",
            "Write one value. What concerns another one is a separate",
        ),
        ('{rule: A1.1, count: 2, note: 大厅, "二楼"}', "Put the whole text in quotes: note: '大厅, 二楼'."),
        ("{rule: A1.1, count: 1,000}", "Write 1000, without a comma."),
    ],
)
def test_what_is_to_be_done_about_a_comma_depends_on_the_key(written, message):
    (problem,) = said(finding(written))
    assert problem.code == "comma-in-text"
    assert problem.help.startswith(message)


@pytest.mark.parametrize(
    ("inspectors", "expected"),
    [
        ("[张三, 李四]", []),
        ("[Smith, John]", []),
        ("\n  - Smith, John", []),
        ("\n  - 张三, 李四", ["comma-in-text: [张三, 李四]"]),
        ('["张三,李四"]', ["comma-in-text: [张三,李四]"]),
        ("\n  - 张三，李四", ["full-width-characters: [张三, 李四]"]),
        ("[张三、李四]", ["full-width-characters: [张三, 李四]"]),
        ("[{name: 张三, 科长, from: city}]", ["comma-in-text: name: '张三, 科长'"]),
        ("[{name: 张三，李四}]", ["full-width-characters: [张三, 李四]"]),
    ],
)
def test_several_inspectors_are_never_read_as_one(inspectors, expected):
    problems = said(record(f"inspectors: {inspectors}\nfindings: []\n"))
    assert [
        f"{one.code}: {one.help.rpartition(': ' if 'name: ' not in one.help else 'quotes: ')[2][:-1]}"
        for one in problems
    ] == expected


@pytest.mark.parametrize(
    ("examined", "entries"), [("[A1，A2]", "[A1, A2]"), ("\n  - A1、 A2", "[A1, A2]"), ("[A1, A2， B]", "[A2, B]")]
)
def test_full_width_commas_in_a_list_of_ids_are_told_with_the_entries(examined, entries):
    (problem,) = said(record("findings: []\n").replace("examined: all", f"examined: {examined}"))
    assert (problem.code, problem.help.endswith(f": {entries}.")) == ("full-width-characters", True)


@pytest.mark.parametrize("written", ["{rule: A1.1, count}", "{rule: A1.1, note}", "{rule: A1.1, note: , count: 1}"])
def test_a_key_without_a_value_is_no_split_text(written):
    assert {code for _, _, code in codes(finding(written))} == {"missing-value"}


def test_a_text_that_is_split_without_end_is_too_long():
    parsed = parse("{a: b" + ", cc" * 190_000 + "}", "-")
    assert [problem.code for problem in parsed.diagnostics] == ["comma-in-text", "text-too-long"]


@pytest.mark.parametrize("note", ["甲, 甲, 乙", "note, 甲", "甲, rule x"])
def test_a_part_of_a_split_text_may_come_twice_or_begin_like_a_key(note):
    (problem,) = said(finding(f"{{rule: A1.1, count: 2, note: {note}}}"))
    assert (problem.code, f"note: '{note}'" in problem.help) == ("comma-in-text", True)


def test_what_follows_a_split_text_is_still_reported():
    text = record("findings:\n  - {rule: A1.1, note: 甲, 乙, cuont: 2}\n  - {rule: A9.9}\n")
    assert codes(text) == [(8, 24, "comma-in-text"), (8, 30, "unknown-key"), (9, 12, "unknown-rule")]


# ---- full-width marks (C7) -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            record("findings：\n  - rule: A1.1\n    count: ２\nfoo: 1\n"),
            [(7, 9, "full-width-mark"), (9, 12, "full-width-characters"), (10, 1, "unknown-key")],
        ),
        (
            finding("rule：A9.9", "cuont: 3"),
            [(8, 9, "full-width-mark"), (8, 10, "unknown-rule"), (9, 5, "unknown-key")],
        ),
        (
            finding("{rule： A1.1，count：2，nots：x}"),
            [
                (8, 10, "full-width-mark"),
                (8, 16, "full-width-mark"),
                (8, 22, "full-width-mark"),
                (8, 24, "full-width-mark"),
            ],
        ),
        (
            finding("rule:A1.1", "count:0"),
            [(8, 9, "missing-space"), (9, 10, "missing-space"), (9, 11, "count-of-zero")],
        ),
        (record("findings: []\n＃备注\nfoo: 1\n"), [(8, 1, "full-width-mark"), (9, 1, "unknown-key")]),
    ],
)
def test_the_reader_goes_on_after_a_full_width_mark(text, expected):
    found = codes(text)
    assert found[: len(expected)] == expected


def test_every_full_width_colon_is_reported_at_its_own_place_and_line():
    lines = [
        line.replace(": ", "：") if ": " in line else line for line in finding("rule: A1.1", "count: 0").split("\n")
    ]
    problems = said("\n".join(lines))
    assert [problem.excerpt for problem in problems if problem.code == "full-width-mark"] == [
        line for line in lines if "：" in line
    ]
    assert [(problem.place.line, problem.place.column) for problem in problems if problem.code == "count-of-zero"] == [
        (9, 11)
    ]


def test_a_text_with_a_full_width_colon_is_a_text():
    assert codes(finding("rule: A1.1", "note: |", "  center：x", "  ＃x")) == []


def test_marks_that_hide_one_another_end_at_a_bound():
    text = record("findings:\n" + "".join(f"  - rule：A1.{n}\n    note: a：b\n" for n in range(2 * ROUNDS)))
    assert {"full-width-mark"} <= {code for _, _, code in codes(text)}


# ---- suggestions (C2) ----------------------------------------------------------------------------

CHANNELS = ("announced", "unannounced", "spot-check", "self", "follow-up", "acceptance")


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("anounced", CHANNELS, ("announced",)),
        ("Self", CHANNELS, ("self",)),
        ("other", CHANNELS, ()),
        ("cuont", ("rule", "count", "note"), ("count",)),
        ("form", ("name", "from"), ("from",)),
        ("cat", ("bat", "hat"), ("bat", "hat")),
        ("cat", ("bat", "hat", "rat", "mat"), ()),
        ("冷漠、争吵", ("冷漠", "争吵"), ()),
        ("冷淡", ("冷漠", "争吵"), ()),
    ],
)
def test_a_suggestion_is_right_or_silent_and_ties_are_all_named(word, known, near):
    assert nearest(word, known) == near


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("anounced", ["announced"]),
        ("明查", ["announced"]),
        ("暗防", ["unannounced"]),
        ("检查", []),
        ("其他", []),
    ],
)
def test_a_closed_word_is_suggested_in_either_form(word, near):
    assert [term.english for term in nearest_term(word, map(word_term, CHANNELS))] == near


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("cuont", ["count"]),
        ("数里", ["count"]),
        ("状态说名", ["status_note"]),
        ("分值", ["points"]),
        ("规则", ["rule"]),
        ("说明", ["note"]),
        ("整改", []),
    ],
)
def test_a_key_is_suggested_by_either_form_and_by_other_words_for_it(word, near):
    keys = [key_term(Finding, field.name) for field in fields(Finding)]
    assert [term.english for term in nearest_term(word, keys)] == near


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("B3.2", ()),
        ("A1.l", ("A1.1",)),
        ("a1-1", ("A1.1",)),
        ("A111", ("A1.11", "A11.1")),
        ("A1.9", ()),
        ("А1.1", ("A1.1",)),
    ],
)
def test_another_clause_is_never_suggested(word, near):
    assert nearest_id(word, ["A1.1", "A1.11", "A11.1", "D3.2", "C3.2", "B5.2", "B3.1"]) == near


@pytest.mark.parametrize("value", ["62/57", "101%", "250", "3/2"])
def test_a_value_is_never_suggested(value):
    (problem,) = said(finding(f"{{rule: A2.1, value: {value}}}"))
    assert problem.code == "not-a-share"
    assert "?" not in problem.help


def test_two_inspectors_stay_two():
    (problem,) = said(record("findings: []\ninspectors: [张三、李四]\n"))
    assert "张三, 李四" in problem.help


# ---- numbers in groups (C4) ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["1,000", "1_000", "1 000", "1，000", "１，０００", "1'000", "1\u00a0000", "'1,000'"]
)
def test_a_grouped_number_is_answered_with_the_number(written):
    written = f'"{written}"' if written == "1'000" else written
    (problem,) = said(finding("rule: A1.1", f"count: {written}"))
    assert (problem.code, problem.help) == ("not-a-whole-number", "Write 1000.")


@pytest.mark.parametrize("written", ["1,00", "1_0", "1,0000", "0,100"])
def test_what_is_not_grouped_in_threes_is_not_guessed(written):
    (problem,) = said(finding("rule: A1.1", f"count: {written}"))
    assert written.replace(",", "").replace("_", "") not in problem.help


# ---- the user's own line, in quotes (C5) ---------------------------------------------------------

OWN_LINES = [
    ("note: @张三", "note: '@张三'"),
    ("note: '95%' 合格", "note: \"'95%' 合格\""),
    ('note: "A区"有积水', "note: '\"A区\"有积水'"),
    ("note: [A区] 有积水", "note: '[A区] 有积水'"),
    ("note: 地面: 有积水", "note: '地面: 有积水'"),
    ('note: "C:\\photos"', "note: 'C:\\photos'"),
    ("note: 合格 #2", "note: '合格 #2'"),
    ("note: *重点", "note: '*重点'"),
    ("note: &x 合格", "note: '&x 合格'"),
    ("note: !x 合格", "note: '!x 合格'"),
    ("note: %5", "note: '%5'"),
]


@pytest.mark.parametrize(("line", "quoted"), OWN_LINES)
def test_the_help_quotes_the_line_of_the_user_and_that_line_is_right(line, quoted):
    problems = said(finding("rule: A1.1", line))
    assert any(quoted in problem.help for problem in problems)
    assert codes(finding("rule: A1.1", quoted)) == []


# ---- the form of a key (C3, C10) -----------------------------------------------------------------


def help_of(*changes):
    return "\n".join(problem.help for problem in said(changed(SMALL, *changes)))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("pass: {score: ", "pass: 80 # ", "pass: {score: 80}"),
    ],
)
def test_the_form_of_a_key_is_shown_with_the_text_of_the_user(before, after, shown):
    assert shown in help_of((before, after))


def deduct(text):
    standard = changed(SMALL, ("deduct: all}", f"deduct: {text}}}"))
    return [(problem.entry, problem.help) for problem in said(standard) if problem.entry != "looks-like-gbk"]


@pytest.mark.parametrize(
    ("written", "entry", "shown"),
    [
        ("每件2分", "not-a-decimal/form", "deduct: 2, all, {each: 0.5"),
        ("{range: 1-3}", "expected-list", "range: [1, 3]"),
        ("{range: 1至3分}", "expected-list", "range: [1, 3]"),
        ("{bands: {90%: 0}}", "expected-list", "bands: [{from: 90%, points: 0}, {from: 0%, points: 3}]"),
        ("{levels: [一般, 严重]}", "expected-mapping", "levels: {一般: 1, 严重: 3}"),
        ("{proportion_of: 100%, points: 5}", "unknown-key/kind", "proportion_of, unit"),
        ("{proportion_of: 100%, points: 5}", "unknown-key/kind", "deduct: {proportion_of: 40}"),
        ("{count: 3}", "unknown-rule-kind", "{each: 0.5, unit: 份, max: 3}"),
    ],
)
def test_the_form_of_a_rule_is_shown(written, entry, shown):
    assert (entry, True) in [(found, shown in help_) for found, help_ in deduct(written)]


# ---- what is the same text (A9) ------------------------------------------------------------------


def decomposed(text):
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("visit", ["'上午 '", "' 上午'", "'上午\u3000'", "上午"])
def test_visits_that_differ_only_in_outer_spaces_are_the_same(visit):
    document = read_document("-", record(f"findings: []\nvisit: {visit}\n").encode())
    assert document.content.identity == ("xuhui", "2005-09-14", "announced", "上午")


def test_visits_that_differ_only_in_composed_characters_are_the_same():
    first, second = (
        read_document("-", record(f"findings: []\nvisit: {visit}\n").encode()).content.identity
        for visit in ("café", decomposed("café"))
    )
    assert first == second


@pytest.mark.parametrize("names", ["[甲, '甲 ']", f"[José, {decomposed('José')}]", "[甲, {name: ' 甲', from: city}]"])
def test_an_inspector_is_the_same_with_outer_spaces_or_composed_otherwise(names):
    assert "inspector-twice" in [code for _, _, code in codes(record(f"findings: []\ninspectors: {names}\n"))]


def test_keys_that_differ_only_in_outer_spaces_are_duplicates():
    assert "duplicate-key" in [entry for entry, _ in deduct("{levels: {一般: 1, '一般 ': 2}}")]
    assert "duplicate-key" in [entry for entry, _ in deduct(f"{{levels: {{é: 1, {decomposed('é')}: 2}}}}")]


def test_a_level_and_an_element_are_found_however_they_are_composed():
    document = read_document("-", finding("rule: A1.1", f"level: ' {decomposed('é')} '", "missing: [' é']").encode())
    (only,) = document.content.findings
    assert (only.level, only.missing) == ("é", ("é",))


# ---- ids (A14) -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [".c1", "..", "-c", "_c", "."])
def test_an_id_begins_with_a_letter_or_a_digit(name):
    assert codes(record("findings: []\n", ("xuhui", name))) == [(3, 9, "not-an-id")]
    assert codes(record("findings: []\n", ("small@1", f"small@{name}"))) == [(2, 11, "not-an-id")]
    assert codes(record("findings: []\n", ("small@1", f"{name}@1"))) == [(2, 11, "not-an-id")]


# ---- limits of one sort (A1) ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "entries"),
    [
        ("{below: 95, every: 1%, points: 0.5, partial: floor}", ["mixed-limits"]),
        ("{below: 95%, every: 5, points: 0.5, partial: floor}", ["mixed-limits"]),
        ("{below: 19/20, every: 5, points: 0.5, partial: floor}", ["mixed-limits"]),
        ("{below: 150%, every: 1%, points: 0.5, partial: floor}", ["mixed-limits/more-than-whole"]),
        ("{below: 3/2, every: 0.1, points: 0.5, partial: floor}", ["mixed-limits/more-than-whole"]),
        ("{proportion_of: 120%}", ["mixed-limits/more-than-whole"]),
        ("{bands: [{from: 95, points: 0}, {from: 80%, points: 1}, {from: 0, points: 2}]}", ["mixed-limits"]),
        ("{below: 0.95, every: 1%, points: 0.5, partial: floor}", []),
        ("{below: 95%, every: 1, points: 0.5, partial: floor}", []),
        ("{below: 95, every: 1, points: 0.5, partial: floor}", []),
        ("{bands: [{from: 95%, points: 0}, {from: 0.8, points: 1}, {from: 0, points: 2}]}", []),
        ("{proportion_of: 40}", []),
    ],
)
def test_the_limits_of_a_measured_rule_are_of_one_sort(written, entries):
    assert [entry for entry, _ in deduct(written) if entry.startswith("mixed-limits")] == entries


# ---- withdrawn findings (C9) ---------------------------------------------------------------------


@pytest.mark.parametrize("rest", ["not_applicable: [{sub_item: A1, reason: 本期没有}]\n", ""])
def test_a_withdrawn_finding_may_name_a_sub_item_that_was_not_examined_or_does_not_apply(rest):
    lines = "findings:\n  - {rule: A1.1, status: STATUS, status_note: 查无此事}\n" + rest
    text = record(lines) if rest else record(lines, ("examined: all", "examined: [A2]"))
    assert codes(text.replace("STATUS", "withdrawn")) == []
    assert [code for _, _, code in codes(text.replace("STATUS", "disputed"))] == [
        "finding-on-not-applicable" if rest else "finding-on-unexamined"
    ]


def test_every_kind_of_rule_with_keys_has_an_example():
    assert set(KIND_EXAMPLES) == set(KINDS) - {"fixed", "all"}
    for kind, example in KIND_EXAMPLES.items():
        content = read_document("-", changed(SMALL, ("deduct: all}", f"deduct: {example}}}")).encode()).content
        rules = [rule for _, sub_item in content.sub_items() for rule in sub_item.rules]
        assert kind in [kind_of(rule.deduct) for rule in rules]


# ---- keys that are plain data (spec, section 3) --------------------------------------------------


def test_provisions_remedies_owners_and_units_are_read_as_they_are_written():
    text = changed(
        SMALL,
        ("points: 100\n", "points: 100\ngeneral: [本细则自公布之日起试行, 扣完为止]\n"),
        (
            "deduct: all}",
            "deduct: {below: 95, every: 1, points: 0.5, partial: floor, unit: 天}, remedy: 限期改正, owner: 主任}",
        ),
    )
    document = read_document("-", text.encode())
    assert not has_errors(document.diagnostics)
    rule = document.content.items[1].sub_items[0].rules[0]
    assert document.content.general == ("本细则自公布之日起试行", "扣完为止")
    assert (rule.remedy, rule.owner, rule.deduct.unit) == ("限期改正", "主任", "天")


@pytest.mark.parametrize("deduct", ["{proportion_of: 40, unit: 人}", "{bands: [{from: 0, points: 1}], unit: 天}"])
def test_every_measured_kind_may_have_a_unit(deduct):
    document = read_document("-", changed(SMALL, ("deduct: all}", f"deduct: {deduct}}}")).encode())
    assert document.content.items[1].sub_items[0].rules[0].deduct.unit in ("人", "天")

"""The Chinese of the program: which language is spoken, and what every entry of the catalog has to be like."""

import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from latin import unknown_words

from aidscore.diagnostics.catalog import CATALOG
from aidscore.model.chinese import KEYS, KEYS_OF, WORDS
from aidscore.words import CATALOGS, _, listed, plural, preferred, speaking, spoken, together, use

PO = CATALOGS / "zh_CN" / "LC_MESSAGES" / "aidscore.po"
MESSAGES = Path(__file__).parent.parent / "tools" / "messages.py"

with PO.open("rb") as file:
    ENTRIES = [entry for entry in read_po(file, locale="zh_CN") if entry.id]

TERMS = [
    ("sub-item", "子项目|合理缺项"),
    ("veto", "一票否决"),
    ("bonus", "加分"),
    ("pass mark", "达标分数线|分数线"),
    ("pass rate", "达标率"),
    ("campaign", "活动|--campaign"),
    ("phase", "阶段|--phase"),
    ("finding", "扣分事实|检查结果|该条|有异议"),
    ("record", "检查记录|记录|表示从标准输入|有错误"),
    ("channel", "检查方式|没有{channel}"),
    ("undecided", "待定"),
    ("provisional", "异议未决"),
    ("not applicable", "合理缺项"),
    ("not examined", "未检查"),
]
"""Terms of the field and the Chinese that stands for them, as the spec fixes it (section 1)."""


def forms(message):
    """A message or translation as the list of its forms."""
    return [message] if isinstance(message, str) else list(message)


def names(text):
    """The placeholders of a message."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def prose(text):
    """A message with § for each piece of code: in backquotes or quotes, a placeholder, the file text of an example."""
    return re.sub(r"`[^`]*`|'[^']*'|\{[^{}]*\}|“键: 值”|\b(note|basis): .*", "§", text)


def chinese_with(pattern):
    """The translations that have what a pattern finds outside code."""
    return [said for entry in ENTRIES for said in forms(entry.string) if re.search(pattern, prose(said))]


def test_every_message_is_translated():
    assert [entry.id for entry in ENTRIES if not all(forms(entry.string)) or entry.fuzzy] == []


def test_every_translation_has_the_placeholders_of_its_message():
    assert [
        entry.id for entry in ENTRIES if any(names(s) != names(forms(entry.id)[-1]) for s in forms(entry.string))
    ] == []


def test_no_ascii_punctuation_beside_chinese():
    assert chinese_with(r"[\u4e00-\u9fff][,.;:!?()]|[,;:!?()][\u4e00-\u9fff]") == []


def test_no_space_beside_full_width_punctuation():
    assert chinese_with(r"(?<! ) [，。；：、！？（）“”]|[，。；：、！？（）“”] (?! )") == []


def test_a_space_between_latin_words_and_chinese():
    assert chinese_with(r"[\u4e00-\u9fff][A-Za-z]|[A-Za-z][\u4e00-\u9fff]") == []


def test_no_space_between_numbers_and_units():
    assert chinese_with(r"[\u4e00-\u9fff] [0-9]+ ?[分个份次件]|[0-9] [分个份次件]") == []


def in_file(part):
    """A pattern of what a file writes for a piece of code: its keys and closed words in either language."""
    tables = (KEYS, *KEYS_OF.values(), WORDS, {"key": "键名", "value": "值"})

    def forms_of(word):
        chinese = {table[word[0]] for table in tables if word[0] in table}
        return "(?:" + "|".join(map(re.escape, (word[0], *sorted(chinese)))) + ")"

    return "".join(
        forms_of(word) if (word := re.fullmatch(r"[a-z][\w/-]*", piece)) else re.escape(piece)
        for piece in re.split(r"([a-z][\w/-]*)", part)
    )


def test_code_is_never_translated_but_for_names_of_values_and_for_keys_and_words_of_files():
    code = re.compile(r"`[^`]*`|--[a-z-]+|[a-z]+_[a-z_]+|\.(?:yaml|xlsx|csv|json|md)\b")
    kept = [(entry.id, part) for entry in ENTRIES for part in code.findall(forms(entry.id)[0])]
    said = {entry.id: forms(entry.string)[0] for entry in ENTRIES}
    named = [
        (message, re.sub(r"\b[A-Z]{2,}\b", lambda word: said.get(word[0], word[0]), part)) for message, part in kept
    ]
    assert [(message, part) for message, part in named if not re.search(in_file(part), said[message])] == []


def test_no_word_of_code_stands_for_chinese():
    """English words in Chinese sentences are names of programs, formats, keys and values, never words of prose."""
    assert chinese_with(r"\b(?:error|warning|help|key|file|form|level|shell|version of)\b") == []


def test_ranges_and_units_are_written_as_in_official_texts():
    assert chinese_with(r"。：|：。|～|[0-9§] 至 [0-9§]|退出码 [0-9]|第 [0-9§]| [0-9§]+ ?[个行份次件]") == []


def test_texts_name_no_kind_of_body():
    """What is assessed is said by the standard; the program says 单位, or the word of the standard (spec 13)."""
    assert chinese_with("(?<!^你)中心|法律援助") == []  # 你中心: a notice to what calls itself a center
    assert [entry.id for entry in ENTRIES if "legal aid" in str(entry.id).lower()] == []


def test_one_term_for_one_thing():
    assert chinese_with(r"检查人(?!员)|沿袭|步长|申报|暂定(?!性)|略过|在册|登记|摘要|键(?!名|: 值)") == []


RIDDLES = re.compile(
    r"(?<!there )\bis no\b(?! longer)|\bbehind\b|\banew\b|\bstands?\b|\bwhoever\b|\bsaid\b|\bso many\b"
    r"|\bof (?:its|their) own\b|\bmay not\b|\bnobody\b",
    re.IGNORECASE,
)
"""Turns of phrase that a reader has to read twice."""


@pytest.mark.parametrize("code", CATALOG)
def test_diagnostics_are_plain_english(code):
    entry = CATALOG[code]
    assert [said for said in (entry.message, entry.help) if RIDDLES.search(prose(said))] == []
    assert not entry.message.endswith(".")
    assert entry.help.endswith((".", "?", "{quoted}", "{example}"))


@pytest.mark.parametrize(("english", "chinese"), TERMS)
def test_a_term_is_always_said_the_same(english, chinese):
    said = {
        forms(entry.id)[0]: forms(entry.string)[0]
        for entry in ENTRIES
        if re.search(rf"\b{english}s?\b", prose(forms(entry.id)[0]), re.IGNORECASE)
    }
    assert said
    assert {one: other for one, other in said.items() if not re.search(chinese, other)} == {}


def test_no_text_names_legal_aid_by_itself():
    texts = [text for entry in ENTRIES for text in (*forms(entry.id), *forms(entry.string))]
    assert [text for text in texts if re.search("法律援助|legal aid", text, re.IGNORECASE)] == []


@pytest.mark.parametrize("code", CATALOG)
def test_every_diagnostic_can_be_worded(code):
    entry = CATALOG[code]
    for sentence in (entry.message, entry.help):
        arguments = dict.fromkeys(names(sentence), ("x1", "y2"))
        with speaking("zh"):
            chinese = _(sentence, **arguments)
        with speaking("en"):
            english = _(sentence, **arguments)
        assert re.search(r"[\u4e00-\u9fff]", chinese), chinese
        assert ("x1、y2" in chinese) == ("x1, y2" in english) == bool(arguments)


def test_the_catalog_is_up_to_date():
    done = subprocess.run(
        [sys.executable, str(MESSAGES), "--check"], capture_output=True, encoding="utf-8", check=False, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("asked", "language"),
    [("zh", "zh"), ("zh-CN", "zh"), ("ZH_TW", "zh"), ("en", "en"), ("en_US.UTF-8", "en"), ("fr", "en"), ("", "en")],
)
def test_the_first_part_of_a_tag_decides(asked, language):
    with speaking("en"):
        use(asked)
        assert spoken() == language


def test_speaking_lasts_for_its_block():
    with speaking("en"):
        with speaking("zh"):
            assert (spoken(), _("pass")) == ("zh", "达标")
        assert (spoken(), _("pass")) == ("en", "pass")


def test_speaking_ends_with_an_exception_too():
    with speaking("en"):
        with pytest.raises(ValueError, match="any"), speaking("zh"):
            raise ValueError("any")
        assert spoken() == "en"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "AIDSCORE_LANG": "en"}, "en"),
        ({"LANG": "C", "AIDSCORE_LANG": "zh"}, "zh"),
    ],
)
def test_the_environment_asks_for_a_language(environment, language, monkeypatch):
    for name in ("AIDSCORE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert preferred() == language


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ("a, b", "one; two", "1 file", "2 files")), ("zh", ("a、b", "one；two", "1个文件", "2个文件"))],
)
def test_lists_and_numbers_follow_the_language(language, said):
    with speaking(language):
        row, line = listed(["a", "b"]), together(["one", "", "two"])
        assert (row, line, plural("{n} file", "{n} files", 1), plural("{n} file", "{n} files", 2)) == said


def test_no_english_word_in_a_chinese_message_but_names_and_codes():
    plain = [
        re.sub(r"--[a-z-]+|(?<![a-z])\.[a-z]+", "§", prose(said)) for entry in ENTRIES for said in forms(entry.string)
    ]
    unknown = {word: said for said in plain for word in unknown_words(said)}
    assert unknown == {}

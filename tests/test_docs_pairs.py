"""The docs in both languages say the same: a change of one that the other does not follow is named."""

import itertools
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT / "tools"))

import docs_pairs  # noqa: E402 - it lies among the tools

ENGLISH = """# Rules

A share of 95% is written with `below`. `aidscore validate FILE` checks it.

- one entry
- another

```yaml
- {rule: A1.1}
```

<!-- generated: session lines=2 cut=a..b aidscore validate x -->
anything
<!-- end -->

| a | b |
| --- | --- |
| 1,000 | 2 |
"""
CHINESE = """# 扣分标准

比例95%写在 `below`。用 `aidscore
validate FILE` 校验。

- 一条
- 另一条

```yaml
- {rule: A1.1}
```

<!-- generated: session-zh cut=甲..乙 aidscore validate x -->
别的
<!-- end -->

| 甲 | 乙 |
| --- | --- |
| 1000 | 2 |
"""


TRANSLATED = {
    "commands.md",
    "documents.md",
    "report.md",
    "files.md",
    "follow-up.md",
    "forms.md",
    "installing.md",
    "scoring.md",
    "versions.md",
    "words.md",
}


def said(chinese, english=ENGLISH):
    """What is said of a section and its counterpart."""
    one, other = next(docs_pairs.sections_of(english)), next(docs_pairs.sections_of(chinese))
    return list(docs_pairs.compared(one, other))


def test_the_docs_of_both_languages_agree():
    assert list(docs_pairs.differences()) == []


def test_every_chinese_document_but_the_guide_has_an_english_one():
    names = {path.name for path in docs_pairs.pairs().values()}
    assert names == {"README.zh-CN.md", "README.md", *TRANSLATED}
    assert {path.name for path in docs_pairs.CHINESE.glob("*.md")} - names == {"guide.md"}


EFFECTS = {"tightening": "趋严", "loosening": "趋宽", "editorial": "仅文字", "restructuring": "结构调整"}


def rows_below(path, titles):
    """The rows of the table that has these titles, cells as texts."""
    lines = path.read_text(encoding="utf-8").partition(titles)[2].splitlines()[2:]
    return [line.strip("|").split(" | ") for line in itertools.takewhile(lambda line: line.startswith("|"), lines)]


def test_effects_are_the_same_in_both_languages():
    english = rows_below(PROJECT / "docs" / "versions.md", "| old | new | effects | why |")
    chinese = rows_below(docs_pairs.CHINESE / "versions.md", "| 旧版 | 新版 | 影响 | 理由 |")
    assert len(english) == len(chinese) > 10
    for one, other in zip(english, chinese, strict=True):
        assert all(map(docs_pairs.says_the_same, one[:2], other[:2]))
        assert "、".join(EFFECTS[effect] for effect in one[2].split(", ")) == other[2]


def test_a_translation_is_no_difference():
    assert said(CHINESE) == []


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("95%", "90%", "the number 95% of the English section is missing"),
        ("95%", "90%", "the number 90% is not in the English section"),
        ("1000", "100", "the number 1000 of the English section is missing"),
        ("`below`", "界限", "the code below of the English section is missing"),
        ("`below`", "`below` 或者 `above`", "the code above is not in the English section"),
        ("validate FILE", "score FILE", "the code aidscore validate FILE of the English section is missing"),
        ("- 另一条\n", "", "it has 1 entries in lists, the English one 2"),
        ("| 1000 | 2 |\n", "| 1000 | 2 |\n| 3 | 4 |\n", "its tables have 4 rows, the English ones 3"),
        ("A1.1}", "A1.2}", "its samples are not those of “Rules”: 'yaml\\n- {rule: A1.2}\\n'"),
        ("validate x", "score x", "its samples are not those of “Rules”: 'session aidscore score x'"),
    ],
)
def test_a_difference_is_named(before, after, sentence):
    assert before in CHINESE
    assert sentence in said(CHINESE.replace(before, after))


def test_the_chinese_forms_of_words_are_no_code_of_the_english_section():
    assert said(CHINESE.replace("`below`", "`below`（`低于`）")) == []


@pytest.mark.parametrize(
    ("english", "chinese", "same"),
    [
        ("- {rule: A1.1, count: 2}", "- {条款: A1.1, 数量: 2}", True),
        ("- {rule: A1.1, count: 2}", "- {条款: A1.1, 数量: 3}", False),
        ("- {rule: A1.1, count: 2}", "- {条款: A1.1, 程度: 2}", False),
        ("channel: follow-up", "检查方式: 复查", True),
        ("channel: follow-up", "检查方式: 抽查", False),
        ("points: 2", "分值: 2", True),
        ("points: 2", "扣分: 2", True),
        ("aidscore: record/1", "aidscore: 检查记录/1", True),
        ("aidscore diff OLD NEW", "aidscore diff 旧版 新版", True),
        ("aidscore diff OLD NEW", "aidscore diff 新版 旧版", False),
        ("missing: [hotline, hours]", "缺项: [咨询和投诉电话, 办公时间]", True),
        ("missing: [hotline, hours]", "缺项: [咨询和投诉电话, 申请程序]", False),
    ],
)
def test_samples_may_be_written_with_either_form(english, chinese, same):
    assert docs_pairs.says_the_same(english, chinese) is same


def test_a_section_in_one_language_only_is_named():
    one, other = (tuple(docs_pairs.sections_of(text)) for text in (ENGLISH + "\n## Limits\n", CHINESE))
    assert docs_pairs.first_other(one, other) == "Limits is in one of them only"


def test_links_lead_to_the_chinese_counterpart_of_a_section():
    english, chinese = PROJECT / "docs" / "versions.md", PROJECT / "docs" / "zh-CN" / "versions.md"
    (section,) = docs_pairs.sections_of("# One\n[a](files.md#standard) [b](diagnostics.md#yaml)")
    (there,) = docs_pairs.sections_of("# 一\n[甲](files.md#标准) [乙](../diagnostics.md#yaml)")
    (absent,) = docs_pairs.sections_of("# 一\n[甲](files.md#活动) [乙](../diagnostics.md#files)")
    assert list(docs_pairs.missing_links(section, there, english, chinese)) == []
    assert list(docs_pairs.missing_links(section, absent, english, chinese)) == [
        "the link files.md#standard of the English section is missing",
        "the link diagnostics.md#yaml of the English section is missing",
    ]

"""Holds the docs in Chinese to the English ones: same sections, samples, keys, codes, commands, numbers and links."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

from docs_parts import PROJECT

from aidscore.files.standards import Standards
from aidscore.model.chinese import KIND_NAMES, WORDS, keys_meant
from aidscore.model.rule import Missing

CHINESE = PROJECT / "docs" / "zh-CN"

HEADING = re.compile(r"^(#+) +(.+?) *$", re.MULTILINE)
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GENERATED = re.compile(r"<!-- generated: ([a-z-]+)(?: ([^\n]*?))? -->.*?<!-- end -->", re.DOTALL)
SPAN = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\[[^]]*\]\(([^)\s]+)\)")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
CHOICES = re.compile(r"(?:(?:lines|cut|only)=\S+ )+")
ITEM = re.compile(r"^ *(?:-|\d{1,2}\.) ", re.MULTILINE)
ROW = re.compile(r"^\|", re.MULTILINE)
TOKEN = re.compile(r"[\w./%@-]+|\S")
EXAMPLE = "legal-aid-service@1.0"
"""The standard of most samples; they may name its elements by their labels."""

ENGLISH_ONLY: Mapping[str, str] = {"commands.md": "JSON"}
"""The section from which on a document is in English only."""

PLACEHOLDERS: Mapping[str, Sequence[str]] = {
    "FILE": ("活动文件",),
    "FOLDER": ("文件夹", "记录文件夹"),
    "ID@VERSION": ("标准@版本",),
    "NEW": ("新版",),
    "OLD": ("旧版",),
    "summary.xlsx": ("汇总表.xlsx",),
}
"""What stands in commands for a name of the reader's choice, and how the Chinese docs call it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a document without the sections below it."""

    level: int
    title: str
    samples: tuple[str, ...]
    """Its blocks of code and its generated parts, in order."""
    items: int
    rows: int
    spans: frozenset[str]
    """The texts that are set as code: keys, codes, commands."""
    numbers: frozenset[str]
    links: tuple[str, ...]


def pairs() -> Mapping[Path, Path]:
    """Return the documents that there are in both languages: the English one, and the Chinese one."""
    below_docs = {PROJECT / "docs" / path.name: path for path in sorted(CHINESE.glob("*.md"))}
    there = {english: chinese for english, chinese in below_docs.items() if english.exists()}
    return {PROJECT / "README.md": PROJECT / "README.zh-CN.md", **there}


@cache
def sections(path: Path) -> tuple[Section, ...]:
    """Return the sections of a document, in order."""
    return tuple(sections_of(path.read_text(encoding="utf-8")))


def sections_of(text: str) -> Iterator[Section]:
    """Yield the sections of a text; what stands before the first heading belongs to none."""
    samples: list[str] = []

    def kept(found: re.Match[str], sample: str) -> str:
        samples.append(sample)
        return f"\0{len(samples) - 1}\0"

    text = GENERATED.sub(lambda found: kept(found, _generated(found[1], found[2] or "")), text)
    text = FENCE.sub(lambda found: kept(found, f"{found[1]}\n{found[2]}"), text)
    headings = list(HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends, strict=True):
        yield _section(heading, text[heading.end() : end], samples)


def _section(heading: re.Match[str], body: str, samples: Sequence[str]) -> Section:
    """A section, read from its heading and what stands below it."""
    held = tuple(samples[int(number)] for number in re.findall(r"\0(\d+)\0", body))
    prose = re.sub(r"\0\d+\0", "", body)
    plain = LINK.sub(lambda link: link[0].partition("](")[0], SPAN.sub("", ITEM.sub("", prose)))
    return Section(
        level=len(heading[1]),
        title=heading[2],
        samples=held,
        items=len(ITEM.findall(prose)),
        rows=len(ROW.findall(prose)),
        spans=frozenset(" ".join(span.split()) for span in SPAN.findall(prose)),
        numbers=frozenset(number.replace(",", "").rstrip(".") for number in NUMBER.findall(plain)),
        links=tuple(LINK.findall(SPAN.sub("", prose))),
    )


def _generated(part: str, argument: str) -> str:
    """A generated part by what it is made from: its function and its argument, whatever language it speaks."""
    rest = "" if argument in ("en", "zh") else CHOICES.sub("", argument)
    return f"{part.removesuffix('-zh')} {rest}"


def differences() -> Iterator[str]:
    """Yield what the two languages of the docs do not have in common, a line each."""
    for english, chinese in pairs().items():
        ours, theirs = in_both(english), in_both(chinese)
        where = chinese.relative_to(PROJECT)
        if [one.level for one in ours] != [one.level for one in theirs]:
            yield f"{where}: its sections are not those of {english.relative_to(PROJECT)}: {first_other(ours, theirs)}"
            continue
        for one, other in zip(ours, theirs, strict=True):
            for sentence in (*compared(one, other), *missing_links(one, other, english, chinese)):
                yield f"{where}, {other.title}: {sentence}"


def in_both(path: Path) -> tuple[Section, ...]:
    """Return the sections of a document that are to be in both languages, in order."""
    end = ENGLISH_ONLY.get(path.name)
    return tuple(takewhile(lambda section: section.title != end, sections(path)))


def first_other(ours: Sequence[Section], theirs: Sequence[Section]) -> str:
    """The first section that stands at another level, or has no counterpart."""
    for one, other in zip(ours, theirs, strict=False):
        if one.level != other.level:
            return f"{one.title} / {other.title}"
    longer = max(ours, theirs, key=len)
    return f"{longer[min(len(ours), len(theirs))].title} is in one of them only"


def compared(english: Section, chinese: Section) -> Iterator[str]:
    """Yield what one of two sections has and the other has not."""
    if (other := _first_sample(english.samples, chinese.samples)) is not None:
        yield f"its samples are not those of “{english.title}”: {other[:80]!r}"
    if english.items != chinese.items:
        yield f"it has {chinese.items} entries in lists, the English one {english.items}"
    if english.rows != chinese.rows:
        yield f"its tables have {chinese.rows} rows, the English ones {english.rows}"
    ours = {one for one in english.spans if not any(says_the_same(one, other) for other in chinese.spans)}
    own = (other for other in chinese.spans if other.isascii())
    theirs = {other for other in own if not any(says_the_same(one, other) for one in english.spans)}
    yield from _named("code", ours, theirs)
    yield from _named("number", english.numbers - chinese.numbers, chinese.numbers - english.numbers)


def _first_sample(ours: Sequence[str], theirs: Sequence[str]) -> str | None:
    """The first sample that has no equal in the same place."""
    for one, other in zip(ours, theirs, strict=False):
        if not _same_sample(one, other):
            return other
    longer = max(ours, theirs, key=len)
    return longer[min(len(ours), len(theirs))] if len(ours) != len(theirs) else None


def _same_sample(english: str, chinese: str) -> bool:
    """Whether two samples say the same; of a wrong one it is enough that it is refused for the same reason."""
    first = english.partition("\n")[0]
    if first.startswith("yaml wrong"):
        return first == chinese.partition("\n")[0]
    return says_the_same(english, chinese)


def says_the_same(english: str, chinese: str) -> bool:
    """Whether two texts of a file differ at most in the forms of keys, closed words and elements."""
    ones, others = TOKEN.findall(english), TOKEN.findall(chinese)
    return len(ones) == len(others) and all(map(_same_word, ones, others))


def _same_word(english: str, chinese: str) -> bool:
    """Whether two words are the same, or forms of one."""
    return (
        english == chinese
        or chinese in (WORDS.get(english), KIND_NAMES.get(english))
        or english in keys_meant(chinese)
        or chinese in PLACEHOLDERS.get(english, ())
        or (english, chinese) in _elements()
    )


@cache
def _elements() -> frozenset[tuple[str, str]]:
    """The elements of the standard of the samples: key and label."""
    edition = Standards().find(EXAMPLE).edition
    rules = [] if edition is None else [rule.deduct for _sub_item, rule in edition.rules.values()]
    return frozenset(pair for deduct in rules if isinstance(deduct, Missing) for pair in deduct.of.items())


def _named(what: str, only_english: Iterable[str], only_chinese: Iterable[str]) -> Iterator[str]:
    """Yield the things that stand in one language only."""
    yield from (f"the {what} {name} of the English section is missing" for name in sorted(only_english))
    yield from (f"the {what} {name} is not in the English section" for name in sorted(only_chinese))


def missing_links(one: Section, other: Section, english: Path, chinese: Path) -> Iterator[str]:
    """Yield the links of an English section that the Chinese one lacks: same target, in Chinese where there is one."""
    there = {resolved(link, chinese) for link in other.links}
    for link in one.links:
        if re.match(r"[a-z]+:", link) or resolved(link, english)[0] == chinese:
            continue
        if in_chinese(*resolved(link, english)) not in there:
            yield f"the link {link} of the English section is missing"


def resolved(link: str, document: Path) -> tuple[Path, str]:
    """Return the file and the anchor that a link leads to; pictures in Chinese are those in English."""
    name, _, anchor = link.partition("#")
    target = (document.parent / name).resolve() if name else document
    return target.with_name(target.name.replace("-zh.png", ".png")), anchor


def in_chinese(target: Path, anchor: str) -> tuple[Path, str]:
    """Return where a link has to lead in the Chinese docs: by the place of the section, since anchors differ."""
    twin = pairs().get(target)
    if twin is None:
        return target, anchor
    titles = {slug(one.title): slug(other.title) for one, other in zip(in_both(target), in_both(twin), strict=False)}
    is_english_only = anchor in {slug(one.title) for one in sections(target)[len(in_both(target)) :]}
    return (target, anchor) if is_english_only else (twin, titles.get(anchor, anchor))


def slug(heading: str) -> str:
    """Return the anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")

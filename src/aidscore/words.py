"""Translations: every sentence that a person reads passes through here."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

DOMAIN = "aidscore"
CATALOGS = Path(__file__).parent / "locale"
LANGUAGES = ("zh", "en")


@dataclass
class _Speech:
    """The language in use and its sentences: the one thing of the program that is set once and read everywhere."""

    language: str = "en"
    catalog: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)


_speech = _Speech()


def use(language: str) -> None:
    """Speak `language` ("zh" or "en"; a longer tag such as "zh-CN" counts by its first part) from now on."""
    _speech.language = "zh" if language.lower().startswith("zh") else "en"
    names = ["zh_CN"] if _speech.language == "zh" else []
    _speech.catalog = gettext.translation(DOMAIN, CATALOGS, names, fallback=True)


def spoken() -> str:
    """The language in use: "zh" or "en"."""
    return _speech.language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` for the length of a block."""
    before = _speech.language
    use(language)
    try:
        yield
    finally:
        use(before)


def preferred() -> str:
    """The language that the environment asks for: AIDSCORE_LANG, then the locale (spec, section 10)."""
    for name in ("AIDSCORE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def _(message: str, **arguments: object) -> str:
    """The sentence in the language in use, with its arguments filled in; several in a tuple are listed."""
    sentence = _speech.catalog.gettext(message)
    return (
        sentence.format(**{name: _in_sentence(value) for name, value in arguments.items()}) if arguments else sentence
    )


def _in_sentence(argument: object) -> object:
    """An argument as it stands in a sentence."""
    return listed(argument) if isinstance(argument, tuple) else argument


def listed(parts: Iterable[object]) -> str:
    """Words in a row, with the comma that the language puts between them."""
    return _(", ").join(map(str, parts))


def together(sentences: Iterable[str]) -> str:
    """Short sentences in one line, with the semicolon that the language puts between them; empty ones are left out."""
    return _("; ").join(filter(None, sentences))


def N_(message: str) -> str:  # noqa: N802 - the name by which every gettext tool knows a sentence shown later
    """Mark a sentence for translation that is shown later."""
    return message


def plural(one: str, many: str, number: int, **arguments: object) -> str:
    """The sentence for `number` things; `{n}` stands for the number."""
    return _speech.catalog.ngettext(one, many, number).format(n=number, **arguments)

"""Elements of HTML. Only what `element` makes is markup; any other text is escaped, so it can never become a tag."""

from __future__ import annotations

import re
from html import escape

from aidscore.media.text import visible
from aidscore.words import spoken


class Html(str):
    """Markup, which is not escaped again."""

    __slots__ = ()


_CHINESE = "\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
CHINESE = re.compile(f"[{_CHINESE}]")
_RUN = re.compile(f"[“‘]?[{_CHINESE}](?:[{_CHINESE}0-9.%/·“”‘’—… -]*[{_CHINESE}”’])?")
"""Chinese within a text of another language: with the numbers and marks inside it."""


def element(name: str, *content: str, **attributes: str) -> Html:
    """An element with its content; attributes that are empty are left out, `class_` is written for `class`."""
    pairs = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value)
    written = "".join(f' {key}="{escaped(value)}"' for key, value in pairs)
    return Html(f"<{name}{written}>{''.join(map(markup, content))}</{name}>")


def markup(content: str) -> Html:
    """A text as markup: line breaks as elements, Chinese marked as such on a page in another language."""
    if isinstance(content, Html):
        return content
    lines = map(escaped, content.split("\n"))
    return Html("<br>".join(lines if spoken() == "zh" else map(_with_languages, lines)))


def escaped(text: str) -> Html:
    """A text that can be nothing but text."""
    return Html(escape(visible(text)))


def joined(parts: list[Html]) -> Html:
    """Markup one after another."""
    return Html("".join(parts))


def language() -> str:
    """The language of the page, as HTML names it."""
    return "zh-CN" if spoken() == "zh" else "en"


def _with_languages(escaped: str) -> str:
    """A text with its Chinese marked as Chinese."""
    return _RUN.sub(r'<span lang="zh-CN">\g<0></span>', escaped)

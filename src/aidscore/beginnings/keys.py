"""Keys, words and values of a file in the language in use."""

from __future__ import annotations

import re

from aidscore.model.chinese import key_term, word_term
from aidscore.read.quote import quoted
from aidscore.read.tree import NULLS

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~，：][^:#,\[\]{}'\"\n]*(?<! )")
"""A text that needs no quotes, not even within brackets."""


def key(model: type, name: str) -> str:
    """A key of a model."""
    return str(key_term(model, name))


def word(name: str) -> str:
    """A closed word."""
    return str(word_term(name))


def written(text: str) -> str:
    """A text as a value, in quotes where it needs them."""
    return text if _PLAIN.fullmatch(text) and text not in NULLS else quoted(text)


def comment(text: str) -> str:
    """A text as the line of a comment."""
    return f"# {' '.join(text.split())}"

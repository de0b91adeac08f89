"""Text to a tree of text, with its places and everything that is wrong with it as YAML (spec, section 2)."""

from __future__ import annotations

import yaml

from aidscore.model.source import Places, Source
from aidscore.read.lines import comment_cuts, inside_texts
from aidscore.read.syntax import syntax_problems
from aidscore.read.text import (
    MOST_PROBLEMS,
    at_most,
    has_odd_characters,
    odd_indents,
    text_problems,
    without_forbidden,
)
from aidscore.read.tree import Enough, Parsed, TreeBuilder


def parse(text: str, path: str) -> Parsed:
    """The tree of a text; after an error of syntax, as far as it could be read."""
    source, problems, odd = Source(path, text), [], has_odd_characters(text)
    if odd:
        problems = at_most(text_problems(source))
        if len(problems) > MOST_PROBLEMS:
            return Parsed(None, source, problems)
        source = source if (clean := without_forbidden(text)) == text else Source(path, clean)
    builder = TreeBuilder(source)
    try:
        builder.build()
    except yaml.YAMLError as error:
        problems += builder.stumbled(list(syntax_problems(source, error)))
    except Enough:
        pass
    else:
        problems += at_most(odd_indents(source, inside_texts)) if odd else ()
        problems += at_most(comment_cuts(source))
    return builder.parsed(problems)


def places_of(text: str) -> Places:
    """The places of everything in a text that has been read already."""
    return parse(text, "").source.places

"""The generated tables of the keys and closed words of files, in English and in Chinese."""

import inspect
import typing
from collections.abc import Iterator

from aidscore import words
from aidscore.model.campaign import Campaign
from aidscore.model.chinese import WORDS, key_term
from aidscore.model.record import Record
from aidscore.model.standard import Standard
from aidscore.read.hints import Hint, bare, fields_of, is_model, origin

FILES = (Record, Standard, Campaign)
OF_IDS = {"en": "the id, by which it is named elsewhere", "zh": "编号，其他地方用它指称"}
TITLES = {"en": ("English", "Chinese", "meaning", "of the keys"), "zh": ("英文", "中文", "含义", "用于")}


def terms(_argument: str, language: str = "en") -> str:
    """Every key of every mapping, and every closed word, in both forms; explained in the language of the page."""
    with words.speaking(language):
        return "\n\n".join([*_keys(), *_words()])


def terms_in_chinese(argument: str) -> str:
    """The same in Chinese."""
    return terms(argument, "zh")


def _keys() -> Iterator[str]:
    """A table for each mapping of the three kinds of files, in the order in which they stand in them."""
    for model in dict.fromkeys(part for file in FILES for part in _mappings(file)):
        sentence = words._(" ".join((inspect.getdoc(model) or "").split("\n\n")[0].split()))
        rows = [_row(model, field.name, key) for field, key, _ in fields_of(model)]
        yield f"**{sentence}**\n\n{_table(rows, TITLES[words.spoken()][2])}"


def _mappings(hint: Hint) -> Iterator[type]:
    """A model and the models in it that a file writes as mappings, depth first."""
    inner = bare(hint)
    if is_model(inner) and "__pydantic_config__" in vars(inner):
        keys = [key for _, key, _ in fields_of(inner)]
        if keys not in (["fixed"], ["all"]):
            yield inner
        parts = [part for _, _, part in fields_of(inner)]
    else:
        parts = list(typing.get_args(inner))
    for part in parts:
        yield from _mappings(part)


def _row(model: type, name: str, key: str) -> tuple[str, str, str]:
    """A key in both forms, and what it means."""
    hint = typing.get_type_hints(model, include_extras=True)[name]
    meanings = [meta.description for meta in getattr(hint, "__metadata__", ()) if getattr(meta, "description", None)]
    meaning = words._(meanings[0]) if meanings else _plain(key)
    chinese = key_term(model, key).chinese
    return f"`{key}`", f"`{chinese}`" if chinese else "", meaning


def _plain(key: str) -> str:
    """What a key means that needs no sentence in the model."""
    return OF_IDS[words.spoken()] if key == "id" else words._("the name that people read")


def _words() -> Iterator[str]:
    """The table of the closed words, each with the keys that have it as their value."""
    where: dict[str, dict[str, None]] = {word: {} for word in WORDS}
    for model in dict.fromkeys(part for file in FILES for part in _mappings(file)):
        for _, key, hint in fields_of(model):
            for word in _closed(hint):
                where[word][key_term(model, key).english] = None
    rows = [(f"`{word}`", f"`{WORDS[word]}`", ", ".join(f"`{key}`" for key in keys)) for word, keys in where.items()]
    yield _table(rows, TITLES[words.spoken()][3])


def _closed(hint: Hint) -> Iterator[str]:
    """The closed words that a value may be, without those in mappings of their own."""
    inner = bare(hint)
    if origin(inner) is typing.Literal:
        yield from typing.get_args(inner)
    elif is_model(inner):
        yield from (word for _, key, part in fields_of(inner) if key == "all" for word in _closed(part))
    else:
        for part in typing.get_args(inner):
            yield from _closed(part)


def _table(rows: list[tuple[str, str, str]], last: str) -> str:
    """A table in Markdown."""
    titles = (*TITLES[words.spoken()][:2], last)
    lines = [titles, ("---",) * len(titles), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

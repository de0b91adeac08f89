"""Fills Word templates: what a template says is evaluated in a sandbox, what is filled in never is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Protocol, TypeAlias

from docx.document import Document as Word
from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError, TemplateAssertionError, TemplateSyntaxError, UndefinedError
from lxml.etree import LxmlError
from markupsafe import Markup

from aidscore.media.docx.package import packed
from aidscore.media.docx.sandbox import Sandbox
from aidscore.words import N_, _

FOLDER = Path(__file__).parent / "templates"
Value: TypeAlias = "Markup | bool | int | Sequence[Value] | Mapping[str, Value]"

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_IMPOSSIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\ue000\ufdd0-\ufdef\ufffe\uffff]")
_SIGNS = {sign: f"&#{ord(sign)};" for sign in "{}%#"}
"""Signs that would begin or end an instruction, as references: no step of the filling takes them for one."""


MARK = "\ue000"
"""Stands for the picture while a template is filled in; no text that is filled in contains it."""


class Placed(Protocol):
    """What is placed into a Word file after its texts."""

    def place(self, word: Word, mark: str) -> None:
        """Put it where the mark is."""


class BadTemplate(Exception):
    """A template that cannot be used."""

    def __init__(self, sentence: str, name: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.name = sentence, name

    @property
    def reason(self) -> str:
        """Why, in the language in use: that of the user, not of the document."""
        return _(self.sentence, name=self.name)


def filled(template: bytes, content: object, picture: Placed | None = None) -> bytes:
    """A Word file made of a template and the fields of a dataclass; `picture` is placed where a template names it.

    Raises:
        BadTemplate: the template cannot be used; its reason says why.
    """
    values = {"picture": Markup(MARK if picture else ""), **_values(content)}
    document = _opened(template)
    with _told():
        document.render(values, Sandbox())
        _fit_columns(document.docx)
        if picture is not None:
            picture.place(document.docx, MARK)
        buffer = BytesIO()
        document.save(buffer)
    return packed(buffer.getvalue())


def fields_used(template: bytes) -> frozenset[str]:
    """The fields that a template names.

    Raises:
        BadTemplate: the template cannot be used; its reason says why.
    """
    document = _opened(template)
    with _told():
        return frozenset(document.get_undeclared_template_variables(Sandbox()))


def _opened(template: bytes) -> DocxTemplate:
    """A template as a Word file."""
    try:
        document = DocxTemplate(BytesIO(template))
        document.init_docx()
    except Exception as problem:  # the libraries raise their own kinds for each damage
        raise BadTemplate(N_("it is not a Word file (.docx)")) from problem
    return document


@contextmanager
def _told() -> Iterator[None]:
    """Turn whatever a template makes fail into a sentence: it may contain any expression."""
    try:
        yield
    except Exception as problem:  # an expression may raise anything
        raise BadTemplate(_sentence(problem), str(problem)) from problem


def _sentence(problem: Exception) -> str:
    """Why a template cannot be used, in words of its own."""
    match problem:
        case UndefinedError():
            return N_("it names a field that does not exist: {name}")
        case SecurityError() | TemplateAssertionError() | OverflowError():
            return N_("it has an instruction that is not allowed")
        case TemplateSyntaxError() | LxmlError():
            return N_("one of its instructions is incomplete or not well-formed")
        case _:
            return N_("one of its instructions cannot be carried out")


def _fit_columns(word: Word) -> None:
    """Give the columns of each table the widths of the cells in its first row: a template may repeat columns."""
    for table in word.tables:
        widths = [cell.width for cell in table.rows[0].cells] if table.rows else []
        for column, width in zip(table.columns, widths, strict=False):
            column.width = width


def shipped(name: str, language: str) -> bytes:
    """A template of this package, by its name and a language."""
    return (FOLDER / f"{name}.{language}.docx").read_bytes()


def _values(content: object) -> Mapping[str, Value]:
    """The fields of a dataclass by their names."""
    if is_dataclass(content):
        return {field.name: _value(getattr(content, field.name)) for field in fields(content)}
    assert hasattr(content, "_asdict"), f"a template cannot show {type(content).__name__}"
    return {name: _value(value) for name, value in content._asdict().items()}


def _value(value: object) -> Value:
    """A value as a template gets it: texts safe to be a part of the XML, everything else by its parts."""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return safe(value)
    if is_dataclass(value) or hasattr(value, "_asdict"):
        return _values(value)
    assert isinstance(value, tuple | list), f"a template cannot show {type(value).__name__}"
    return [_value(one) for one in value]


def safe(text: str) -> Markup:
    """A text as XML, in one line, without characters that XML cannot have or signs of the template language."""
    plain = _IMPOSSIBLE.sub("\ufffd", _BREAKS.sub(" ", text))
    return Markup("".join(_SIGNS.get(sign) or escape(sign) for sign in plain))

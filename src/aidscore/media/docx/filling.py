"""Fills Word templates: what a template says is evaluated in a sandbox, what is filled in never is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Protocol, TypeAlias
from zipfile import BadZipFile

from docx.document import Document as Word
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError
from markupsafe import Markup

from aidscore.media.docx.package import packed

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
    """A template that is not a Word file, or that names what there is not."""


def filled(template: bytes, content: object, picture: Placed | None = None) -> bytes:
    """A Word file made of a template and the fields of a dataclass; `picture` is placed where a template names it.

    Raises:
        BadTemplate: the template cannot be used; the text of the exception says why.
    """
    try:
        document = DocxTemplate(BytesIO(template))
        values = {"picture": Markup(MARK if picture else ""), **_values(content)}
        document.render(values, SandboxedEnvironment(autoescape=True, undefined=StrictUndefined))
        _fit_columns(document.docx)
        if picture is not None:
            picture.place(document.docx, MARK)
        buffer = BytesIO()
        document.save(buffer)
    except (
        TemplateError,
        OpcError,
        LxmlError,
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        ArithmeticError,
    ) as problem:
        raise BadTemplate(str(problem) or type(problem).__name__) from problem
    return packed(buffer.getvalue())


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

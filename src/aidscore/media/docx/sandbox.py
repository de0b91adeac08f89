"""What an instruction of a Word template may do: show fields, repeat and leave out parts; nothing that takes long."""

from __future__ import annotations

from typing import NoReturn

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

MAX_RANGE = 1000
"""The most repetitions of `range`, for example for rows that stay empty."""
FILTERS = (
    *("capitalize", "count", "d", "default", "e", "escape", "first", "int", "join", "last", "length", "list"),
    *("lower", "replace", "reverse", "round", "sort", "string", "trim", "unique", "upper"),
)
"""The filters that a template may use: others pad texts to any length."""


class NamedField(StrictUndefined):
    """A field that there is not: every use of it is an error whose text is its name."""

    @property
    def _undefined_message(self) -> str:
        """The name of the field."""
        return str(self._undefined_name)


def _range(*bounds: int) -> range:
    """A range with a limit.

    Raises:
        SecurityError: it is longer than that.
    """
    numbers = range(*bounds)
    if numbers[MAX_RANGE:]:
        raise SecurityError("range")
    return numbers


class Sandbox(SandboxedEnvironment):
    """An environment whose expressions cannot make a large text out of a small one."""

    intercepted_binops = frozenset(["*", "**", "%"])

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=NamedField)
        self.globals = {"range": _range}
        self.filters = {name: filter_ for name, filter_ in self.filters.items() if name in FILTERS}

    def call_binop(self, context: object, operator: str, left: object, right: object) -> NoReturn:
        """Refuse an operator that can make a large text or number.

        Raises:
            SecurityError: always.
        """
        raise SecurityError(operator)

    def is_safe_callable(self, obj: object) -> bool:
        """Whether an expression may call something: only `range`, and no method of a text."""
        return obj is _range

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Whether an expression may name a part of something: of a field its parts, and no method."""
        return not callable(value) and super().is_safe_attribute(obj, attr, value)

"""Why a workbook is not read: a closed set of reasons, which the caller puts into words."""

from __future__ import annotations

from typing import Literal, TypeAlias

Reason: TypeAlias = Literal[
    "file-too-large",
    "content-too-large",
    "not-a-zip",
    "old-format",
    "binary-format",
    "open-document",
    "no-workbook",
    "encrypted",
    "two-parts-of-one-name",
    "damaged",
]
Active: TypeAlias = Literal["controls", "data-connections", "embedded-files", "links", "macros"]
"""What a workbook may contain besides cells; none of it is ever run or followed."""


class Unreadable(Exception):
    """The workbook is not read, for a reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason

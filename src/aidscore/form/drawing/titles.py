"""The titles of the sheets of a form."""

from __future__ import annotations

ENDINGS = ("标准及考核细则", "标准和考核细则", "考核细则", "考核标准", "考核办法", "实施细则", "细则", "标准", "办法")
"""What the title of a Chinese standard ends with and the title of a sheet does not repeat, the longest first."""
ASSESSMENT = "考核"
"""What such a title is followed by, unless the name of the sheet begins with it."""


def sheet_title(standard: str, sheet: str) -> str:
    """What is assessed and the name of a sheet: 法律援助机构规范服务达标考核评分表."""
    for ending in ENDINGS:
        if standard.endswith(ending) and standard != ending:
            return f"{standard.removesuffix(ending)}{ASSESSMENT}{sheet.removeprefix(ASSESSMENT)}"
    return f"{standard} {sheet}"

"""The bytes of a workbook: the same for the same content, with the outcome of each check for whoever cannot compute."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MOMENT = "2000-01-01T00:00:00Z"
"""The time that every workbook bears, so that the same figures make the same file."""

_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)><f>(.*?)</f><v ?(?:/>|></v>)</c>', re.DOTALL)
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def finished(data: bytes, results: Mapping[str, Mapping[str, str]]) -> bytes:
    """The workbook with fixed times, and with the results of its formulas by the files and cells they stand in."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name in results:
                content = _with_results(content, results[name])
            elif name == "docProps/core.xml":
                content = _MODIFIED.sub(lambda match: match[1] + MOMENT.encode(), content)
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return out.getvalue()


def _with_results(sheet: bytes, results: Mapping[str, str]) -> bytes:
    """The sheet with the texts that its formulas come to; a spreadsheet computes them anew, a preview cannot."""

    def shown(match: re.Match[bytes]) -> bytes:
        said = escape(results[match[1].decode()]).encode()
        return b'<c r="%b"%b t="str"><f>%b</f><v>%b</v></c>' % (match[1], match[2], match[3], said)

    return _FORMULA.sub(shown, sheet)

"""The Latin words that a Chinese text may have: names of programs and formats, and the words of files."""

import json
import re
from functools import cache

from aidscore.media.schema import KINDS, schema_document

PROGRAMS_AND_FORMATS = {
    *("aidscore", "Excel", "WPS", "LibreOffice", "OpenDocument", "GBK", "JSON", "Schema", "PDF", "SHA", "UTF", "YAML"),
    *("csv", "html", "json", "md", "xlsx", "yaml", "github", "AIDSCORE_LANG", "NO_COLOR", "TMPDIR", "Alt", "Enter"),
    *("legal-aid-service", "id@version", "published.sha", "campaign.yaml", "docs/files.md", "n/d", "null", "zh-CN"),
    *("campaign", "record", "score", "standard", "text-differs", "city", "district", "sha", "sum"),
    *("Word", "GB/T", "Dask", "pip", "install", "report"),
    *("notice", "feedback", "circular"),
}
"""Names of programs, formats, files and settings, and values of options, which are the same in every language."""


LATIN = re.compile(r"[A-Za-z](?:[A-Za-z_./@-]*[A-Za-z])?")


@cache
def words_of_files():
    """Every key and every word of a closed set that the three kinds of file have."""

    def found(node):
        for key, value in node.items() if isinstance(node, dict) else ():
            words = value if key in ("properties", "enum") else [value] if key == "const" else ()
            yield from map(str, words)
            yield from found(value)
        for value in node if isinstance(node, list) else ():
            yield from found(value)

    return {word for kind in KINDS for word in found(json.loads(schema_document(KINDS[kind])))}


def unknown_words(said):
    """The Latin words of a text that are neither names nor words of files."""
    return [word for word in LATIN.findall(said) if word not in PROGRAMS_AND_FORMATS | words_of_files()]

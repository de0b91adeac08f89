"""The frame of every HTML file: its head with the style, and a policy by which it can load and run nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from aidscore.media.html.elements import Html, element, escaped, language

RESULT = "aidscore-result"
"""The name of the element of the head that keeps the options of a result, from which it can be verified."""
STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def policy_of(style: str) -> str:
    """The content security policy of a page with one style sheet: it loads nothing and runs nothing."""
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def framed(title: str, body: Iterable[Html], settings: str = "") -> bytes:
    """A whole file in UTF-8: a title, the parts of the body, and in its head the options that it was made with."""
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy_of(STYLE)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        *([f'<meta name="{RESULT}" content="{escaped(settings)}">'] if settings else []),
        element("title", escaped(title)),
        f"<style>{STYLE}</style>",
    ]
    lines = ["<!doctype html>", f'<html lang="{language()}">', "<head>", *head, "</head>", "<body>", *body]
    return "\n".join([*lines, "</body>", "</html>", ""]).encode("utf-8", "backslashreplace")

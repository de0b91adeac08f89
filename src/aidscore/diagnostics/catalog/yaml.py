"""YAML as text."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.diagnostics.entry import Entry, error, warning
from aidscore.words import N_

YAML: Mapping[str, Entry] = {
    "invalid-yaml": error(
        N_("the file cannot be read from here on"),
        N_("Compare the line with the one above: indentation, colons with a space behind them, quotes and brackets."),
    ),
    "colon-in-text": error(
        N_("a second colon in the line: a text with a colon and a space needs quotes"),
        N_("Put the whole text in quotes: {quoted}"),
    ),
    "special-character": error(
        N_("a text may not begin with this character"),
        N_("Put the whole text in quotes: {quoted}"),
    ),
    "text-after-quote": error(
        N_("something stands behind the closing quote"),
        N_("Put the whole text in quotes: {quoted}"),
    ),
    "text-after-bracket": error(
        N_("something stands behind the closing bracket"),
        N_("Put the whole text in quotes: {quoted}"),
    ),
    "comma-in-text": error(
        N_("a comma ends the text here, since it is written within brackets"),
        N_("Put the whole text in quotes: {quoted}"),
    ),
    "comma-in-text/number": error(
        N_("a comma splits the number here, since it is written within brackets"),
        N_("Write {hint}, without a comma."),
    ),
    "unknown-escape": error(
        N_("a backslash in double quotes begins a special character, and this one is not known"),
        N_("Use single quotes: {quoted}"),
    ),
    "unclosed-quote": error(
        N_("the quote that opens here is never closed; the reading ended in line {line}"),
        N_("Close the quote at the end of the text."),
    ),
    "unclosed-bracket": error(
        N_("the bracket that opens here is not closed, or a comma is missing, before line {line}"),
        N_("Put a comma between the elements and close the bracket."),
    ),
    "no-colon": error(
        N_("a key without a colon"),
        N_("Write `key: value`, with an ASCII colon and a space."),
    ),
    "wrong-indentation": error(
        N_("the line is indented neither like the lines around it nor deeper"),
        N_("Lines that belong together begin in the same column."),
    ),
    "text-after-end": error(
        N_("something stands behind the end of the document"),
        N_("Delete it, or put it into a file of its own."),
    ),
    "full-width-mark": error(
        N_("{found} is a full-width character; {ascii} is needed here"),
        N_("Type {ascii} with the input method switched to English; behind a colon or dash goes a space."),
    ),
    "missing-space": error(
        N_("no space behind the colon"),
        N_("Write `key: value` with a space behind the colon."),
    ),
    "comment-cuts-text": warning(
        N_("the text ends here: what follows # is a comment and is not kept"),
        N_("If # belongs to the text, put it in quotes: {quoted}. If a comment is meant, put two spaces before #."),
    ),
    "duplicate-key": error(
        N_("the key {key} stands here a second time; the first is in line {first}"),
        N_("Keep one of them. Several findings are written as several list entries, each with its own `- rule:`."),
    ),
    "anchor-or-alias": error(
        N_("{text}: anchors and aliases are not allowed"),
        N_("Write the content out. A text that begins with & or * needs quotes: {quoted}"),
    ),
    "merge-key": error(
        N_("merge keys (<<) are not allowed"),
        N_("Write the keys out."),
    ),
    "tag": error(
        N_("the tag {text} is not allowed"),
        N_("Delete it. A text that begins with ! needs quotes: {quoted}"),
    ),
    "yaml-directive": error(
        N_("lines that begin with % are not allowed"),
        N_("Delete the line."),
    ),
    "several-documents": error(
        N_("a second document begins here"),
        N_("One visit, one file: put it into a file of its own."),
    ),
    "nesting-too-deep": error(
        N_("nested deeper than {deepest} levels"),
        N_("Is a bracket or an indentation repeated by mistake?"),
    ),
    "too-many-values": error(
        N_("more than {most} keys and values in one file"),
        N_("Is it the right file?"),
    ),
    "too-many-problems": error(
        N_("more than {most} problems; the rest of the file was not checked"),
        N_("Correct these first, then check the file again. Is it the right file?"),
    ),
    "text-too-long": error(
        N_("the text is longer than {longest} characters"),
        N_("Shorten it and name the document that has the rest."),
    ),
    "key-is-no-text": error(
        N_("a list or mapping stands where a key is expected"),
        N_("Write `key: value`."),
    ),
    "missing-value": error(
        N_("{key} has no value"),
        N_("Write a value behind the colon, [] for an empty list, or delete the line; 'null' as a text needs quotes."),
    ),
}

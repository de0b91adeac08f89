"""YAML as text."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.diagnostics.entry import Entry, error, warning
from aidscore.words import N_

YAML: Mapping[str, Entry] = {
    "invalid-yaml": error(
        N_("the file cannot be read from here on"),
        N_("Compare the line with the one above it: indentation, the space after each colon, quotes and brackets."),
    ),
    "colon-in-text": error(
        N_("the line has a second colon; text that contains a colon and a space needs quotes"),
        N_("Put the whole text in quotes: {quoted}."),
    ),
    "special-character": error(
        N_("text cannot begin with this character"),
        N_("Put the whole text in quotes: {quoted}."),
    ),
    "text-after-quote": error(
        N_("there is text after the closing quote"),
        N_("Put the whole text in quotes: {quoted}."),
    ),
    "text-after-bracket": error(
        N_("there is text after the closing bracket"),
        N_("Put the whole text in quotes: {quoted}."),
    ),
    "comma-in-text": error(
        N_("the comma ends the text, since the text is inside brackets"),
        N_("Put the whole text in quotes: {quoted}."),
    ),
    "comma-in-text/colon": error(
        N_("the comma and the colon end the text, since the text is inside brackets"),
        N_("Put the whole text in quotes: {quoted}."),
    ),
    "comma-in-text/number": error(
        N_("the comma splits the number, since the number is inside brackets"),
        N_("Write {hint}, without a comma."),
    ),
    "comma-in-text/list": error(
        N_("the comma ends the value, since the list is not in brackets"),
        N_("Put the list in brackets: {written}."),
    ),
    "comma-in-text/one": error(
        N_("{key} takes one value, and the comma ends it"),
        N_("Write one value. What concerns another one is a separate entry."),
    ),
    "comma-in-text/names": error(
        N_("{text} is read as the name of one person"),
        N_("Write each person as an entry of the list: [{text}]."),
    ),
    "unknown-escape": error(
        N_("the escape sequence in double quotes is not known"),
        N_("Use single quotes, in which a backslash is an ordinary character: {quoted}."),
    ),
    "unclosed-quote": error(
        N_("the quote that opens here is not closed; reading stopped on line {line}"),
        N_("Close the quote at the end of the text."),
    ),
    "unclosed-bracket": error(
        N_("the bracket that opens here is not closed, or a comma is missing, before line {line}"),
        N_("Put a comma between the elements and close the bracket."),
    ),
    "no-colon": error(
        N_("the key is not followed by a colon"),
        N_("Write `key: value`, with an ASCII colon and a space."),
    ),
    "wrong-indentation": error(
        N_("the indentation does not match that of the lines around it"),
        N_("Lines that belong together begin in the same column."),
    ),
    "text-after-end": error(
        N_("there is text after the end of the document"),
        N_("Delete it, or move it to a separate file."),
    ),
    "full-width-mark": error(
        N_("{found} is a full-width character; {ascii} is needed here"),
        N_("Switch the input method to English and type {ascii}. Put a space after a colon or a dash."),
    ),
    "missing-space": error(
        N_("there is no space after the colon"),
        N_("Write `key: value` with a space after the colon."),
    ),
    "comment-cuts-text": warning(
        N_("the text ends here; what follows # is a comment and is not kept"),
        N_("If # belongs to the text, use quotes: {quoted}. If you mean a comment, put two spaces before #."),
    ),
    "duplicate-key": error(
        N_("the key {key} appears a second time; the first is on line {first}"),
        N_("Keep one of them. Write several findings as separate list entries, each with its own `- rule:`."),
    ),
    "duplicate-key/forms": error(
        N_("{key} and {other} are two forms of the same key"),
        N_("Keep one of them."),
    ),
    "anchor-or-alias": error(
        N_("{text}: anchors and aliases are not allowed"),
        N_("Write the content out. Text that begins with & or * needs quotes: {quoted}."),
    ),
    "merge-key": error(
        N_("merge keys (<<) are not allowed"),
        N_("Write the keys out."),
    ),
    "tag": error(
        N_("the tag {text} is not allowed"),
        N_("Delete it. Text that begins with ! needs quotes: {quoted}."),
    ),
    "yaml-directive": error(
        N_("lines that begin with % are not allowed"),
        N_("Delete the line."),
    ),
    "several-documents": error(
        N_("a second document begins here"),
        N_("Write one visit per file: move this one to a separate file."),
    ),
    "nesting-too-deep": error(
        N_("the nesting is deeper than {deepest} levels"),
        N_("Check whether a bracket or an indentation was repeated by mistake."),
    ),
    "too-many-values": error(
        N_("the file has more than {most} keys and values"),
        N_("Check that this is the right file."),
    ),
    "too-many-problems": error(
        N_("more than {most} problems; the rest of the file was not checked"),
        N_("Correct these first, then check the file again. Is it the right file?"),
    ),
    "text-too-long": error(
        N_("the text is longer than {longest} characters"),
        N_("Shorten it, and name the document that contains the rest."),
    ),
    "key-is-no-text": error(
        N_("a list or a mapping is used as a key"),
        N_("Write `key: value`."),
    ),
    "missing-value": error(
        N_("{key} has no value"),
        N_("Write a value after the colon, or [] for an empty list, or delete the line. The text 'null' needs quotes."),
    ),
}

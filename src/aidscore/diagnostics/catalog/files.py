"""Reading the bytes of a file."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.diagnostics.entry import Entry, error, warning
from aidscore.words import N_

FILES: Mapping[str, Entry] = {
    "unreadable-file": error(
        N_("the file cannot be read: {problem}"),
        N_("Check that it exists and that you may read it."),
    ),
    "not-a-regular-file": error(
        N_("this is no ordinary file"),
        N_("Give a file, or a folder of files; pipes and devices are not read. Standard input is written as -."),
    ),
    "file-too-large": error(
        N_("the file has {size} bytes; the most that is read is {largest}"),
        N_("A record of one visit is a few thousand bytes. Is it the right file?"),
    ),
    "not-utf-8": error(
        N_("the file is not UTF-8; it looks like {encoding}"),
        N_("Save it as UTF-8: in Notepad or WPS choose Save as, then the encoding UTF-8."),
    ),
    "not-utf-8/cut": error(
        N_("the file ends in the middle of a character"),
        N_("It was probably cut off while it was copied: fetch it anew."),
    ),
    "not-utf-8/here": error(
        N_("from here on the file is not UTF-8"),
        N_("Type the line anew, or save the file as UTF-8; perhaps another program added the line."),
    ),
    "looks-like-gbk": warning(
        N_("the file may have been saved as GBK instead of UTF-8; the line would then be: {meant}"),
        N_("If that is what it says, save the file as UTF-8: Save as in Notepad or WPS. Otherwise leave it as it is."),
    ),
    "forbidden-character": error(
        N_("the character {character} may not stand in a file"),
        N_("Delete it and type the text anew; such characters come unseen from copying out of other programs."),
    ),
    "radical-character": warning(
        N_("the character {character} only looks like {usual}"),
        N_("Type {usual} in its place; copies from PDF files often have such look-alikes."),
    ),
    "tab-indentation": error(
        N_("the line is indented with a tab"),
        N_("Indent with spaces."),
    ),
    "odd-indentation": error(
        N_("the line is indented with the character {character}"),
        N_("Indent with spaces, with the input method switched to English."),
    ),
    "no-records": warning(
        N_("no record was found in {folder}"),
        N_("Records end in .yaml and begin with `aidscore: record/1`; filled forms end in .xlsx."),
    ),
}

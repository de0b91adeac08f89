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
    "file-changed": error(
        N_("the file was changed while it was read"),
        N_("Wait until it has been saved or copied completely, then run the command again."),
    ),
    "unreadable-folder": error(
        N_("the folder cannot be listed: {problem}"),
        N_("Make it readable, or move it elsewhere: until then nobody knows what it contains."),
    ),
    "another-format": error(
        N_("this may be a record, but its name does not end in .yaml"),
        N_("Rename it so that it ends in .yaml; if it is not a record, move it to another folder."),
    ),
    "another-format/workbook": error(
        N_("this may be a form, but it is a workbook in another format"),
        N_("Save it as .xlsx in Excel or WPS; if it is not a form, move it to another folder."),
    ),
    "another-format/table": error(
        N_("this may hold records, but tables are not read"),
        N_("Write a record of each visit, or fill in the form; if it holds no records, move it to another folder."),
    ),
    "another-format/archive": error(
        N_("this may contain records, but archives are not read"),
        N_("Unpack it into this folder; if it contains no records, move it to another folder."),
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

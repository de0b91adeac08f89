"""Reading the bytes of a file."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.diagnostics.entry import Entry, error, warning
from aidscore.words import N_

FILES: Mapping[str, Entry] = {
    "unreadable-file": error(
        N_("the file cannot be read: {problem}"),
        N_("Check that the file exists and that you have permission to read it."),
    ),
    "not-a-regular-file": error(
        N_("this is not a regular file"),
        N_("Give a file or a folder of files. Pipes and devices are not read; write - for standard input."),
    ),
    "file-too-large": error(
        N_("the file has {size} bytes; the limit is {largest} bytes"),
        N_("The record of one visit takes a few thousand bytes. Check that this is the right file."),
    ),
    "file-changed": error(
        N_("the file was changed while it was read"),
        N_("Wait until it has been saved or copied completely, then run the command again."),
    ),
    "unreadable-folder": error(
        N_("the folder cannot be listed: {problem}"),
        N_("Make it readable, or move it elsewhere: what it contains is not known until then."),
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
    "worker-died": warning(
        N_("a process that scored files was ended from outside; the {number} files it left were scored by another"),
        N_("The result is complete. If it happens again, there may be too little memory: try `--jobs 1`."),
    ),
    "not-a-result": error(
        N_("this is not a result of `aidscore batch` that can be verified or compared"),
        N_("Write one with `aidscore batch` and its option `-o result.json`."),
    ),
    "result-without-named": error(
        N_("the result was made with {path}, which is not there"),
        N_("Put it back, or write the result again without it."),
    ),
    "not-a-result/without-inputs": error(
        N_("the result does not say from which files it was made"),
        N_("It was written by an earlier version of aidscore. Write it again with this one."),
    ),
    "not-utf-8": error(
        N_("the file is not encoded in UTF-8; it looks like {encoding}"),
        N_("Save it as UTF-8: in Notepad or WPS, choose Save as, then the encoding UTF-8."),
    ),
    "not-utf-8/cut": error(
        N_("the file ends in the middle of a character"),
        N_("It was probably cut off during copying. Get a fresh copy of the file."),
    ),
    "not-utf-8/here": error(
        N_("the file is not valid UTF-8 from here on"),
        N_("Retype the line, or save the file as UTF-8. Another program may have added the line."),
    ),
    "looks-like-gbk": warning(
        N_("the file may have been saved as GBK instead of UTF-8; the line would then be: {meant}"),
        N_("If that is what it says, save the file as UTF-8: Save as in Notepad or WPS. Otherwise leave it as it is."),
    ),
    "forbidden-character": error(
        N_("the character {character} is not allowed in a file"),
        N_("Delete it and retype the text. Such invisible characters come from copying out of other programs."),
    ),
    "radical-character": warning(
        N_("the character {character} only looks like {usual}"),
        N_("Type {usual} instead. Text copied from PDF files often contains such look-alikes."),
    ),
    "tab-indentation": error(
        N_("the line is indented with a tab"),
        N_("Indent with spaces."),
    ),
    "odd-indentation": error(
        N_("the line is indented with the character {character}"),
        N_("Switch the input method to English and indent with spaces."),
    ),
    "no-records": warning(
        N_("no record was found in {folder}"),
        N_("Records end in .yaml, and their first line is `aidscore: record/1`. Filled forms end in .xlsx."),
    ),
}

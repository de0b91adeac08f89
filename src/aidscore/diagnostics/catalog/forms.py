"""Filled forms."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.diagnostics.entry import Entry, error, warning
from aidscore.words import N_

FORMS: Mapping[str, Entry] = {
    "not-a-form": error(
        N_("the workbook is no scoring form of aidscore"),
        N_("`aidscore form make` writes the form of a standard; fill in that one."),
    ),
    "not-a-form/old": error(
        N_("the file is a workbook of an old kind, whatever its name ends with"),
        N_("Open it in Excel, WPS or LibreOffice and save it as .xlsx."),
    ),
    "not-a-form/binary": error(
        N_("the file is a binary workbook, whatever its name ends with"),
        N_("Open it in Excel and save it as .xlsx."),
    ),
    "not-a-form/open-document": error(
        N_("the file is an OpenDocument, whatever its name ends with"),
        N_("Open it in LibreOffice or WPS and save it as .xlsx."),
    ),
    "not-a-form/text": error(
        N_("the file is no workbook, whatever its name ends with"),
        N_("A new name does not make a workbook of a text: fill in the form that `aidscore form make` writes."),
    ),
    "not-a-form/no-workbook": error(
        N_("the file is packed like a workbook, but there is none in it"),
        N_("Is it the right file? A form ends in .xlsx."),
    ),
    "encrypted-workbook": error(
        N_("the workbook is protected with a password"),
        N_("Open it with the password and save it without one."),
    ),
    "damaged-workbook": error(
        N_("the workbook is damaged and cannot be read"),
        N_("Fetch it anew; or open it in Excel, WPS or LibreOffice, look it through and save it again."),
    ),
    "workbook-too-large": error(
        N_("the workbook has far more in it than a form ever has"),
        N_("Is it the right file? Delete what was added, or copy the entries into a new form."),
    ),
    "ambiguous-workbook": error(
        N_("the workbook has two parts of one name, and programs differ in which of them they show"),
        N_("Open it, look it through and save it again."),
    ),
    "ambiguous-workbook/cell": error(
        N_("the workbook has this cell twice, and programs differ in which of them they show"),
        N_("Open it, look it through and save it again."),
    ),
    "active-content": error(
        N_("the workbook has something in it that a form never has: {kind}"),
        N_("Save it without them as .xlsx, or copy the entries into a new form."),
    ),
    "form-of-another-format": error(
        N_("the form has a format that is not known: {stamp}"),
        N_("A newer form needs a newer aidscore; a changed stamp needs a new form."),
    ),
    "form-of-another-text": error(
        N_("the form was made from another text of {standard} than the one that is known here"),
        N_("Make the form anew and copy the entries; or use the standard that it was made from (--standards)."),
    ),
    "form-of-another-text/editorial": warning(
        N_("texts of {standard} have changed since the form was made; its points and rules have not"),
        N_("Nothing has to be done: the form is read and scored with the standard as it is now."),
    ),
    "sheet-missing": error(
        N_("the form has no sheet {sheet}"),
        N_("Sheets may be neither deleted nor replaced: copy the entries into a new form."),
    ),
    "sheet-twice": error(
        N_("the sheet {sheet} stands in the form twice; nobody can know which holds"),
        N_("Delete the copy."),
    ),
    "sheet-of-another-form": error(
        N_("the sheet belongs to a form of {here}, the visit to one of {standard}"),
        N_("Sheets are not moved from form to form: copy the entries."),
    ),
    "sheet-not-read": warning(
        N_("the sheet {sheet} is no part of the form and is not read"),
        N_("What belongs to the visit goes into the form; keep other things in a workbook of their own."),
    ),
    "column-missing": error(
        N_("the sheet has no column {column}"),
        N_("Columns may not be deleted: copy the entries into a new form."),
    ),
    "row-missing": error(
        N_("{id} has no row for its entries"),
        N_("Rows may not be deleted: copy the entries into a new form."),
    ),
    "row-twice": error(
        N_("the row {row} is there twice; the first is row {first}"),
        N_("Rows may not be copied. Are there more findings than rows? Add them up, or write them into the record."),
    ),
    "merged-cells": error(
        N_("the cells {area} were merged, and an input is among them"),
        N_("Undo the merging and look at what was lost."),
    ),
    "outside-the-form": error(
        N_("“{text}” stands where the form has no input"),
        N_("Move it into an input, which is yellow, or delete it: here nobody reads it."),
    ),
    "locked-cell-changed": error(
        N_("“{text}” stands in a cell of the form that is not for filling in"),
        N_("There belongs: {expected}. Type entries into inputs, which are yellow."),
    ),
    "formula-in-cell": error(
        N_("a formula stands in an input"),
        N_("Type what it comes to: copy the cell and paste only its value."),
    ),
    "boolean-in-cell": error(
        N_("{text} is no entry"),
        N_("Choose from the list of the cell, or type a number or a text."),
    ),
    "error-in-cell": error(
        N_("the spreadsheet says {text} here, which is no entry"),
        N_("Delete it and type the entry anew."),
    ),
    "not-in-list": error(
        N_("{text} is not in the list of this cell"),
        N_("Choose one of: {choices}."),
    ),
    "not-in-list/near": error(
        N_("{text} is not in the list of this cell"),
        N_("Did you mean {near}? Choose it from the list."),
    ),
    "not-a-tick": error(
        N_("{text} is no tick"),
        N_("Choose {tick} from the list, or leave the cell empty."),
    ),
    "number-for-date": error(
        N_("the number {text} stands where a date is expected; it may mean {day}"),
        N_("Type the date as 2005-09-14."),
    ),
    "date-for-number": error(
        N_("the spreadsheet has made a date of the entry: {text}"),
        N_("It does so with 3/4 or 1-2: format the cell as text and type the entry anew."),
    ),
    "unfinished-finding": error(
        N_("something is filled in for {rule}, but not how much or that it was found"),
        N_("Fill in the measure of the row, or clear the row."),
    ),
    "unfinished-finding/sample": error(
        N_("half of a sample is missing for {rule}"),
        N_("A sample is two numbers: how many were drawn, and how many of them failed; 0 failed is one too."),
    ),
    "missing-key/form": error(
        N_("nothing is filled in here: {label}"),
        N_("Fill it in; silence never means full marks."),
    ),
}

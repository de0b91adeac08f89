"""Filled forms."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.diagnostics.entry import Entry, error, warning
from aidscore.words import N_

FORMS: Mapping[str, Entry] = {
    "not-a-form": error(
        N_("the workbook is not a scoring form of aidscore"),
        N_("Fill in the form that `aidscore form make` writes for the standard."),
    ),
    "not-a-form/old": error(
        N_("the file is actually a workbook in an old format"),
        N_("Open it in Excel, WPS or LibreOffice and save it as .xlsx."),
    ),
    "not-a-form/binary": error(
        N_("the file is actually a binary workbook"),
        N_("Open it in Excel and save it as .xlsx."),
    ),
    "not-a-form/open-document": error(
        N_("the file is actually an OpenDocument file"),
        N_("Open it in LibreOffice or WPS and save it as .xlsx."),
    ),
    "not-a-form/text": error(
        N_("the file is not actually a workbook"),
        N_("Renaming a text file does not turn it into a workbook. Fill in the form that `aidscore form make` writes."),
    ),
    "not-a-form/no-workbook": error(
        N_("the file is an archive that does not contain a workbook"),
        N_("Check that this is the right file. The name of a form ends in .xlsx."),
    ),
    "encrypted-workbook": error(
        N_("the workbook is protected with a password"),
        N_("Open it with the password and save it without one."),
    ),
    "damaged-workbook": error(
        N_("the workbook is damaged and cannot be read"),
        N_("Get a fresh copy. Or open it in Excel, WPS or LibreOffice, check the content and save it again."),
    ),
    "workbook-too-large": error(
        N_("the workbook contains far more than a form does"),
        N_("Check that this is the right file. Delete what was added, or copy the entries into a new form."),
    ),
    "ambiguous-workbook": error(
        N_("the workbook has two parts with the same name, and programs differ in which one they show"),
        N_("Open it, check the content and save it again."),
    ),
    "ambiguous-workbook/cell": error(
        N_("the workbook contains this cell twice, and programs differ in which one they show"),
        N_("Open it, check the content and save it again."),
    ),
    "active-content": error(
        N_("the workbook contains something that a form never contains: {kind}"),
        N_("Remove it and save the workbook as .xlsx, or copy the entries into a new form."),
    ),
    "form-of-another-format": error(
        N_("the format of the form is not known: {stamp}"),
        N_("A newer form needs a newer version of aidscore. If the stamp of the form was changed, use a new form."),
    ),
    "form-of-another-text": error(
        N_("the form was made from a text of {standard} that differs from the one found here"),
        N_("Make the form again and copy the entries, or name the folder of the original text with --standards."),
    ),
    "form-of-reworded-text": warning(
        N_("texts of {standard} have changed since the form was made; its points and rules have not"),
        N_("Nothing has to be done: the form is read and scored with the standard as it is now."),
    ),
    "sheet-missing": error(
        N_("the form has no sheet {sheet}"),
        N_("Sheets must not be deleted or replaced. Copy the entries into a new form."),
    ),
    "sheet-twice": error(
        N_("the form contains the sheet {sheet} twice, and it is not known which one is valid"),
        N_("Delete the copy."),
    ),
    "sheet-of-another-form": error(
        N_("the sheet belongs to a form of {here}, but the visit belongs to a form of {standard}"),
        N_("Sheets must not be moved between forms. Copy the entries."),
    ),
    "sheet-not-read": warning(
        N_("the sheet {sheet} is not part of the form and is not read"),
        N_("Put what belongs to the visit into the form. Keep everything else in a separate workbook."),
    ),
    "column-missing": error(
        N_("the sheet has no column {column}"),
        N_("Columns must not be deleted. Copy the entries into a new form."),
    ),
    "row-missing": error(
        N_("{id} has no row for its entries"),
        N_("Rows must not be deleted. Copy the entries into a new form."),
    ),
    "row-twice": error(
        N_("row {row} is a copy of row {first}"),
        N_("Rows must not be copied. If there are more findings than rows, add them up or write them in a record."),
    ),
    "merged-cells": error(
        N_("the cells {area} were merged, and at least one of them is an input cell"),
        N_("Unmerge the cells and check what was lost."),
    ),
    "outside-the-form": error(
        N_("“{text}” is outside the input cells of the form"),
        N_("Move it to a yellow input cell, or delete it. It is not read here."),
    ),
    "locked-cell-changed": error(
        N_("“{text}” is in a cell of the form that is not an input cell"),
        N_("The cell should contain: {expected}. Type entries into the yellow input cells."),
    ),
    "formula-in-cell": error(
        N_("an input cell contains a formula"),
        N_("Type the result: copy the cell and paste only its value."),
    ),
    "boolean-in-cell": error(
        N_("{text} is not a valid entry"),
        N_("Choose from the list of the cell, or type a number or text."),
    ),
    "error-in-cell": error(
        N_("the spreadsheet shows {text} here, which is not a valid entry"),
        N_("Delete it and type the entry again."),
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
        N_("{text} is not a tick"),
        N_("Choose {tick} from the list, or leave the cell empty."),
    ),
    "number-for-date": error(
        N_("a date is expected here, not the number {text}; it may mean {day}"),
        N_("Type the date as 2005-09-14."),
    ),
    "date-for-number": error(
        N_("the spreadsheet turned the entry into a date: {text}"),
        N_("This happens to entries such as 3/4 or 1-2. Format the cell as text and type the entry again."),
    ),
    "unfinished-finding": error(
        N_("row {row} has entries, but does not say what was found"),
        N_("Fill in {input}, or clear the row."),
    ),
    "unfinished-finding/sample": error(
        N_("half of the sample is missing"),
        N_("Fill in {input}. A sample is two numbers: drawn, and of them failed. If none failed, write 0."),
    ),
    "note-missing-for-range/cell": error(
        N_("the points of rule {id} were chosen within a range, but the facts are not written down"),
        N_("Write them down in {note}."),
    ),
    "note-missing-for-veto/cell": error(
        N_("veto {id} applies, but the facts are not written down"),
        N_("Write them down in {note}."),
    ),
    "status-note-missing/cell": error(
        N_("a finding of rule {id} is withdrawn, but no reason is given"),
        N_("Write it down in {status_note}."),
    ),
    "two-measures/cell": error(
        N_("the row has both a number and a sample"),
        N_("Fill in one of them: the number, or how many were drawn and how many of them failed."),
    ),
    "finding-on-unexamined/cell": error(
        N_("the finding is for rule {id}, but its sub-item {sub_item} was not examined"),
        N_("Tick {examined}, or clear the row."),
    ),
    "finding-on-not-applicable/cell": error(
        N_("the finding is for rule {id}, but its sub-item {sub_item} is listed as not applicable"),
        N_("Clear {not_applicable}, or clear the row."),
    ),
    "empty-evidence/cell": warning(
        N_("“{text}” is not evidence"),
        N_("Name the photo, file or page in {evidence}. If there is no evidence, clear the cell."),
    ),
    "conflict-of-interest/cell": error(
        N_("{name} belongs to the inspected center {center}"),
        N_("An inspector from another center is needed. A self-inspection is chosen as the channel."),
    ),
    "declared-score-differs/cell": error(
        N_("{declared} points are declared, but {computed} are computed; the difference is {difference}"),
        N_("Compare it with the paper sheet. The field may also be left empty: {declared_score}."),
    ),
    "declared-score-differs/one-finding/cell": error(
        N_("{declared} points are declared, but {computed} are computed; the difference is {difference}"),
        N_("One finding accounts for the difference: rule {rule} in row {line} was probably not deducted on paper."),
    ),
    "duplicate-visit/cell": error(
        N_("another file describes the same visit differently: {others}"),
        N_("Keep one of them. Two visits on one day through one channel are told apart by the field {visit}."),
    ),
    "missing-key/form": error(
        N_("this cell is not filled in: {label}"),
        N_("Fill in the yellow cell."),
    ),
    "missing-key/form-examined": error(
        N_("this cell is not filled in: {label}"),
        N_("Fill it in. What is not stated as examined does not get full marks."),
    ),
}

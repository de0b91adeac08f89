"""Keys and values that do not have the shape they need."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.diagnostics.entry import Entry, error
from aidscore.words import N_

SHAPE: Mapping[str, Entry] = {
    "empty-file": error(
        N_("the file is empty"),
        N_("The first line of a record is `aidscore: record/1`."),
    ),
    "not-a-mapping": error(
        N_("the file does not consist of keys and values"),
        N_("Write one `key: value` per line, with an ASCII colon and a space. The first line is `aidscore: record/1`."),
    ),
    "no-format": error(
        N_("the key aidscore, which states the kind of file, is missing"),
        N_("Begin the file with one of {choices}, for example `aidscore: record/1`."),
    ),
    "no-format/near": error(
        N_("the key aidscore, which states the kind of file, is missing"),
        N_("The key {near} is probably a misspelling of aidscore."),
    ),
    "unknown-format": error(
        N_("{text} is not a known format"),
        N_("Known formats: {choices}. A newer format needs a newer version of aidscore."),
    ),
    "missing-key": error(
        N_("the key {key} is missing"),
        N_("Add it. docs/files.md explains every key."),
    ),
    "unknown-key": error(
        N_("the key {key} is not known here"),
        N_("Known keys: {known}."),
    ),
    "unknown-key/near": error(
        N_("the key {key} is not known here"),
        N_("Did you mean {near}?"),
    ),
    "unknown-key/all-given": error(
        N_("the key {key} is not known here"),
        N_("Delete it: {known} is all that can be written here. For example: {example}."),
    ),
    "unknown-key/kind": error(
        N_("the key {key} is not known here"),
        N_("The keys of this kind of rule are {known}. For example: {example}."),
    ),
    "expected-text": error(
        N_("text is expected here, not {text}"),
        N_("Write one value after the colon."),
    ),
    "expected-list": error(
        N_("a list is expected here, not {text}"),
        N_("Write it like this: {example}."),
    ),
    "expected-mapping": error(
        N_("keys and values are expected here, not {text}"),
        N_("Write it like this: {example}."),
    ),
    "not-a-decimal/form": error(
        N_("{text} is not a way to deduct or add points"),
        N_("Write it like one of these: {example}."),
    ),
    "not-a-whole-number/grouped": error(
        N_("{text} is not a whole number: digits are not grouped"),
        N_("Write {hint}."),
    ),
    "not-a-decimal/grouped": error(
        N_("{text} is not a number: digits are not grouped"),
        N_("Write {hint}."),
    ),
    "not-a-quantity/grouped": error(
        N_("{text} is not a number: digits are not grouped"),
        N_("Write {hint}."),
    ),
    "empty-list": error(
        N_("the list is empty"),
        N_("List at least one element."),
    ),
    "wrong-length": error(
        N_("the list has the wrong number of elements"),
        N_("A range has two numbers: [1, 3]."),
    ),
    "empty-text": error(
        N_("the text is empty"),
        N_("Write the text, or delete the line."),
    ),
    "id-too-long": error(
        N_("the id is too long"),
        N_("An id has at most 100 characters."),
    ),
    "not-an-id": error(
        N_("{text} is not an id: character {number} is {character}"),
        N_("An id begins with an ASCII letter or digit; '.', '_' and '-' may follow."),
    ),
    "not-an-id/near": error(
        N_("{text} is not an id: character {number} is {character}"),
        N_("Did you mean {near}? An id begins with an ASCII letter or digit; '.', '_' and '-' may follow."),
    ),
    "not-an-id/name": error(
        N_("{text} is not the id of a center, and there is no campaign to tell whose name it is"),
        N_("Write the center's id, or name the campaign with `--campaign FILE`."),
    ),
    "not-a-reference": error(
        N_("{text} does not name a version of a standard"),
        N_("Write id@version, for example legal-aid-service@1.0."),
    ),
    "not-one-of": error(
        N_("{text} is not allowed here"),
        N_("Allowed values: {choices}."),
    ),
    "not-one-of/near": error(
        N_("{text} is not allowed here"),
        N_("Did you mean {near}? Allowed values: {choices}."),
    ),
    "full-width-characters": error(
        N_("{text} contains full-width characters"),
        N_("Switch the input method to English and type {ascii}."),
    ),
    "full-width-characters/entries": error(
        N_("{text} contains full-width characters"),
        N_("Write each as an entry of the list, with ASCII commas between them: [{ascii}]."),
    ),
    "not-a-decimal": error(
        N_("{text} is not a number"),
        N_("Write digits, with a decimal point where one is needed: 3 or 0.5."),
    ),
    "not-a-whole-number": error(
        N_("{text} is not a whole number"),
        N_("Write digits only, without a unit: 3."),
    ),
    "not-a-quantity": error(
        N_("{text} is neither a number nor a share"),
        N_("Write 30, 91.9% or 57/62, without a unit."),
    ),
    "not-finite": error(
        N_("{text} is not a finite number"),
        N_("Write the measured number."),
    ),
    "negative-number": error(
        N_("{text} is negative"),
        N_("Write the amount without a sign: a deduction of 2 points is 2."),
    ),
    "leading-zero": error(
        N_("{text} begins with a zero"),
        N_("Write {hint}."),
    ),
    "number-too-long": error(
        N_("{text} has more than {width} digits before or after the decimal point"),
        N_("Check whether a digit was repeated by mistake."),
    ),
    "not-above-zero": error(
        N_("{text} is not greater than 0"),
        N_("Write an amount greater than 0, or delete the clause."),
    ),
    "count-of-zero": error(
        N_("a count of {text} means that nothing was found"),
        N_("Delete the finding, or correct the count."),
    ),
    "share-out-of-range": error(
        N_("{text} is not a share greater than 0 and at most 1"),
        N_("Write a share: 90%, 1/3 or 0.9."),
    ),
    "not-a-date": error(
        N_("{text} is not a date"),
        N_("Write {hint}: the year, the month and the day, and nothing else."),
    ),
    "no-such-date": error(
        N_("the date {text} does not exist"),
        N_("Check the month and the day."),
    ),
    "unknown-rule-kind": error(
        N_("how the rule deducts is missing or not written in a known way"),
        N_("Write it like one of these: {example}."),
    ),
}

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
        N_("Write one `key: value` a line, with an ASCII colon and a space; the first is `aidscore: record/1`."),
    ),
    "no-format": error(
        N_("the key aidscore is missing, which says what kind of file it is"),
        N_("Begin the file with one of: {choices}, for example `aidscore: record/1`."),
    ),
    "no-format/near": error(
        N_("the key aidscore is missing, which says what kind of file it is"),
        N_("The key {near} is probably a misspelling of aidscore."),
    ),
    "unknown-format": error(
        N_("{text} is no format that is known"),
        N_("Known are: {choices}. A newer format needs a newer aidscore."),
    ),
    "missing-key": error(
        N_("the key {key} is missing"),
        N_("Add it; docs/files.md explains every key."),
    ),
    "unknown-key": error(
        N_("the key {key} is not known here"),
        N_("Known here are: {known}."),
    ),
    "unknown-key/near": error(
        N_("the key {key} is not known here"),
        N_("Did you mean {near}?"),
    ),
    "unknown-key/all-given": error(
        N_("the key {key} is not known here"),
        N_("Delete it: {known} is all that can be written here. For example: {example}"),
    ),
    "expected-text": error(
        N_("a text is expected, not {text}"),
        N_("Write one value behind the colon."),
    ),
    "expected-list": error(
        N_("a list is expected, not {text}"),
        N_("Write it like this: {example}"),
    ),
    "expected-mapping": error(
        N_("keys and values are expected, not {text}"),
        N_("Write it like this: {example}"),
    ),
    "not-a-decimal/form": error(
        N_("{text} is not a way to deduct or add points"),
        N_("Write it like one of these: {example}"),
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
        N_("Name at least one element."),
    ),
    "wrong-length": error(
        N_("the list has the wrong number of elements"),
        N_("A range has two: [1, 3]."),
    ),
    "empty-text": error(
        N_("the text is empty"),
        N_("Write what is meant, or delete the line."),
    ),
    "id-too-long": error(
        N_("the id is too long"),
        N_("At most 100 characters."),
    ),
    "not-an-id": error(
        N_("{text} is no id: character {number} is {character}"),
        N_("An id begins with an ASCII letter or digit; the rest may also have '.', '_' and '-'."),
    ),
    "not-an-id/near": error(
        N_("{text} is no id: character {number} is {character}"),
        N_("Did you mean {near}? An id begins with an ASCII letter or digit; the rest may also have '.', '_' and '-'."),
    ),
    "not-a-reference": error(
        N_("{text} names no version of a standard"),
        N_("Write id@version, for example legal-aid-service@1.0."),
    ),
    "not-one-of": error(
        N_("{text} may not stand here"),
        N_("One of: {choices}."),
    ),
    "not-one-of/near": error(
        N_("{text} may not stand here"),
        N_("Did you mean {near}? One of: {choices}."),
    ),
    "full-width-characters": error(
        N_("{text} has full-width characters"),
        N_("Type {ascii}, with the input method switched to English."),
    ),
    "not-a-decimal": error(
        N_("{text} is no number"),
        N_("Write digits, and a point where it needs one: 3 or 0.5."),
    ),
    "not-a-whole-number": error(
        N_("{text} is no whole number"),
        N_("Write digits only, without a unit: 3."),
    ),
    "not-a-quantity": error(
        N_("{text} is neither a number nor a share"),
        N_("Write 30, 91.9% or 57/62, without a unit."),
    ),
    "not-finite": error(
        N_("{text} is no finite number"),
        N_("Write the number that was measured."),
    ),
    "negative-number": error(
        N_("{text} is negative"),
        N_("Write the size only: a deduction of 2 points is 2."),
    ),
    "leading-zero": error(
        N_("{text} begins with a zero"),
        N_("Write {hint}."),
    ),
    "number-too-long": error(
        N_("{text} has more than {width} digits before or behind the point"),
        N_("Is a digit repeated by mistake?"),
    ),
    "not-above-zero": error(
        N_("{text} is not above 0"),
        N_("Write an amount above 0, or delete the clause."),
    ),
    "count-of-zero": error(
        N_("a count of {text} says that nothing was found"),
        N_("Delete the finding, or write the right count."),
    ),
    "share-out-of-range": error(
        N_("{text} is not above 0 and at most 1"),
        N_("Write a share: 90%, 1/3 or 0.9."),
    ),
    "not-a-date": error(
        N_("{text} is no date"),
        N_("Write {hint}: year, month, day, nothing else."),
    ),
    "no-such-date": error(
        N_("there is no {text}"),
        N_("Look the date up: the month has fewer days, or the year fewer months."),
    ),
    "unknown-rule-kind": error(
        N_("it does not say in a known way how the rule deducts"),
        N_("Write it like one of these: {example}"),
    ),
}

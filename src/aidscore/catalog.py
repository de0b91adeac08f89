"""The catalog of diagnostics: for each code its level, what is wrong, and what to do (spec, section 12).

A code that has several sentences has entries `code/variant`. Codes and levels are never translated, sentences always.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from aidscore.words import N_


class Level(StrEnum):
    """Whether a file is refused for it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Entry:
    """The level of a code and its two sentences, in English; braces are filled with the diagnostic's arguments."""

    level: Level
    message: str
    help: str


def _error(message: str, help_: str) -> Entry:
    """An entry that refuses the file."""
    return Entry(Level.ERROR, message, help_)


def _warning(message: str, help_: str) -> Entry:
    """An entry that only remarks."""
    return Entry(Level.WARNING, message, help_)


FILES: Mapping[str, Entry] = {
    "unreadable-file": _error(
        N_("the file cannot be read: {problem}"),
        N_("Check that it exists and that you may read it."),
    ),
    "not-a-regular-file": _error(
        N_("this is no ordinary file"),
        N_("Give a file, or a folder of files; pipes and devices are not read. Standard input is written as -."),
    ),
    "file-too-large": _error(
        N_("the file has {size} bytes; the most that is read is {largest}"),
        N_("A record of one visit is a few thousand bytes. Is it the right file?"),
    ),
    "not-utf-8": _error(
        N_("the file is not UTF-8; it looks like {encoding}"),
        N_("Save it as UTF-8: in Notepad or WPS choose Save as, then the encoding UTF-8."),
    ),
    "not-utf-8/cut": _error(
        N_("the file ends in the middle of a character"),
        N_("It was probably cut off while it was copied: fetch it anew."),
    ),
    "not-utf-8/here": _error(
        N_("from here on the file is not UTF-8"),
        N_("Type the line anew, or save the file as UTF-8; perhaps another program added the line."),
    ),
    "forbidden-character": _error(
        N_("the character {character} may not stand in a file"),
        N_("Delete it and type the text anew; such characters come unseen from copying out of other programs."),
    ),
    "radical-character": _warning(
        N_("the character {character} only looks like {usual}"),
        N_("Type {usual} in its place; copies from PDF files often have such look-alikes."),
    ),
    "tab-indentation": _error(
        N_("the line is indented with a tab"),
        N_("Indent with spaces."),
    ),
    "odd-indentation": _error(
        N_("the line is indented with the character {character}"),
        N_("Indent with spaces, with the input method switched to English."),
    ),
    "no-records": _warning(
        N_("no record was found in {folder}"),
        N_("Records end in .yaml and begin with `aidscore: record/1`; filled forms end in .xlsx."),
    ),
}

YAML: Mapping[str, Entry] = {
    "invalid-yaml": _error(
        N_("the file cannot be read from here on"),
        N_("Compare the line with the one above: indentation, colons with a space behind them, quotes and brackets."),
    ),
    "colon-in-text": _error(
        N_("a second colon in the line: a text with a colon and a space needs quotes"),
        N_("Put the whole text in quotes: note: '地面: 有积水'."),
    ),
    "special-character": _error(
        N_("a text may not begin with this character"),
        N_("Put the whole text in quotes: note: '*重点'."),
    ),
    "text-after-quote": _error(
        N_("something stands behind the closing quote"),
        N_("Put the whole text in quotes of the other kind: note: '\"A区\"有积水'."),
    ),
    "text-after-bracket": _error(
        N_("something stands behind the closing bracket"),
        N_("Put the whole text in quotes: note: '[A区] 有积水'."),
    ),
    "unknown-escape": _error(
        N_("a backslash in double quotes begins a special character, and this one is not known"),
        N_("Use single quotes: '...'"),
    ),
    "unclosed-quote": _error(
        N_("the quote that opens here is never closed; the reading ended in line {line}"),
        N_("Close the quote at the end of the text."),
    ),
    "unclosed-bracket": _error(
        N_("the bracket that opens here is not closed, or a comma is missing, before line {line}"),
        N_("Put a comma between the elements and close the bracket."),
    ),
    "no-colon": _error(
        N_("a key without a colon"),
        N_("Write `key: value`, with an ASCII colon and a space."),
    ),
    "wrong-indentation": _error(
        N_("the line is indented neither like the lines around it nor deeper"),
        N_("Lines that belong together begin in the same column."),
    ),
    "text-after-end": _error(
        N_("something stands behind the end of the document"),
        N_("Delete it, or put it into a file of its own."),
    ),
    "full-width-mark": _error(
        N_("{found} is a full-width character; {ascii} is needed here"),
        N_("Type {ascii} with the input method switched to English; behind a colon or dash goes a space."),
    ),
    "missing-space": _error(
        N_("no space behind the colon"),
        N_("Write `key: value` with a space behind the colon."),
    ),
    "comment-cuts-text": _warning(
        N_("the text ends here: what follows # is a comment and is not kept"),
        N_("Put the whole text in quotes if # belongs to it; put two spaces before # if a comment is meant."),
    ),
    "duplicate-key": _error(
        N_("the key {key} stands here a second time; the first is in line {first}"),
        N_("Keep one of them. Several findings are written as several list entries, each with its own `- rule:`."),
    ),
    "anchor-or-alias": _error(
        N_("{text}: anchors and aliases are not allowed"),
        N_("Write the content out; a text that begins with & or * needs quotes."),
    ),
    "merge-key": _error(
        N_("merge keys (<<) are not allowed"),
        N_("Write the keys out."),
    ),
    "tag": _error(
        N_("the tag {text} is not allowed"),
        N_("Delete it; a text that begins with ! needs quotes."),
    ),
    "yaml-directive": _error(
        N_("lines that begin with % are not allowed"),
        N_("Delete the line."),
    ),
    "several-documents": _error(
        N_("a second document begins here"),
        N_("One visit, one file: put it into a file of its own."),
    ),
    "nesting-too-deep": _error(
        N_("nested deeper than {deepest} levels"),
        N_("Is a bracket or an indentation repeated by mistake?"),
    ),
    "too-many-values": _error(
        N_("more than {most} keys and values in one file"),
        N_("Is it the right file?"),
    ),
    "text-too-long": _error(
        N_("the text is longer than {longest} characters"),
        N_("Shorten it and name the document that has the rest."),
    ),
    "key-is-no-text": _error(
        N_("a list or mapping stands where a key is expected"),
        N_("Write `key: value`."),
    ),
    "missing-value": _error(
        N_("{key} has no value"),
        N_("Write a value behind the colon, [] for an empty list, or delete the line; 'null' as a text needs quotes."),
    ),
}

SHAPE: Mapping[str, Entry] = {
    "empty-file": _error(
        N_("the file is empty"),
        N_("The first line of a record is `aidscore: record/1`."),
    ),
    "not-a-mapping": _error(
        N_("the file does not consist of keys and values"),
        N_("Write one `key: value` a line, with an ASCII colon and a space; the first is `aidscore: record/1`."),
    ),
    "no-format": _error(
        N_("the key aidscore is missing, which says what kind of file it is"),
        N_("Begin the file with one of: {choices}, for example `aidscore: record/1`."),
    ),
    "no-format/near": _error(
        N_("the key aidscore is missing, which says what kind of file it is"),
        N_("The key {near} is probably a misspelling of aidscore."),
    ),
    "unknown-format": _error(
        N_("{text} is no format that is known"),
        N_("Known are: {choices}. A newer format needs a newer aidscore."),
    ),
    "missing-key": _error(
        N_("the key {key} is missing"),
        N_("Add it; docs/files.md explains every key."),
    ),
    "unknown-key": _error(
        N_("the key {key} is not known here"),
        N_("Known here are: {known}."),
    ),
    "unknown-key/near": _error(
        N_("the key {key} is not known here"),
        N_("Did you mean {near}?"),
    ),
    "expected-text": _error(
        N_("a text is expected, not {text}"),
        N_("Write one value behind the colon."),
    ),
    "expected-list": _error(
        N_("a list is expected, not {text}"),
        N_("Write [a, b] with ASCII commas, or one `- ` a line; [] is the empty list."),
    ),
    "expected-mapping": _error(
        N_("keys and values are expected, not {text}"),
        N_("Write `key: value` pairs, each on a line of its own, or in braces: {{key: value}}."),
    ),
    "empty-list": _error(
        N_("the list is empty"),
        N_("Name at least one element."),
    ),
    "wrong-length": _error(
        N_("the list has the wrong number of elements"),
        N_("A range has two: [1, 3]."),
    ),
    "empty-text": _error(
        N_("the text is empty"),
        N_("Write what is meant, or delete the line."),
    ),
    "id-too-long": _error(
        N_("the id is too long"),
        N_("At most 100 characters."),
    ),
    "not-an-id": _error(
        N_("{text} is no id: character {number} is {character}"),
        N_("An id consists of ASCII letters, digits, '.', '_' and '-'."),
    ),
    "not-an-id/near": _error(
        N_("{text} is no id: character {number} is {character}"),
        N_("Did you mean {near}? An id consists of ASCII letters, digits, '.', '_' and '-'."),
    ),
    "not-a-reference": _error(
        N_("{text} names no version of a standard"),
        N_("Write id@version, for example legal-aid-service@1.0."),
    ),
    "not-one-of": _error(
        N_("{text} may not stand here"),
        N_("One of: {choices}."),
    ),
    "not-one-of/near": _error(
        N_("{text} may not stand here"),
        N_("Did you mean {near}? One of: {choices}."),
    ),
    "full-width-characters": _error(
        N_("{text} has full-width characters"),
        N_("Type {ascii}, with the input method switched to English."),
    ),
    "not-a-decimal": _error(
        N_("{text} is no number"),
        N_("Write digits, and a point where it needs one: 3 or 0.5."),
    ),
    "not-a-whole-number": _error(
        N_("{text} is no whole number"),
        N_("Write digits only, without a unit: 3."),
    ),
    "not-a-quantity": _error(
        N_("{text} is neither a number nor a share"),
        N_("Write 30, 91.9% or 57/62, without a unit."),
    ),
    "not-finite": _error(
        N_("{text} is no finite number"),
        N_("Write the number that was measured."),
    ),
    "negative-number": _error(
        N_("{text} is negative"),
        N_("Write the size only: a deduction of 2 points is 2."),
    ),
    "leading-zero": _error(
        N_("{text} begins with a zero"),
        N_("Write {hint}."),
    ),
    "number-too-long": _error(
        N_("{text} has more than {width} digits before or behind the point"),
        N_("Is a digit repeated by mistake?"),
    ),
    "not-above-zero": _error(
        N_("{text} is not above 0"),
        N_("Write an amount above 0, or delete the clause."),
    ),
    "count-of-zero": _error(
        N_("a count of {text} says that nothing was found"),
        N_("Delete the finding, or write the right count."),
    ),
    "share-out-of-range": _error(
        N_("{text} is not above 0 and at most 1"),
        N_("Write a share: 90%, 1/3 or 0.9."),
    ),
    "not-a-date": _error(
        N_("{text} is no date"),
        N_("Write {hint}: year, month, day, nothing else."),
    ),
    "no-such-date": _error(
        N_("there is no {text}"),
        N_("Look the date up: the month has fewer days, or the year fewer months."),
    ),
    "unknown-rule-kind": _error(
        N_("it does not say in a known way how the rule deducts"),
        N_("Write a number, all, or one of the keys each, missing, range, levels, below, proportion_of, bands."),
    ),
}

STANDARDS: Mapping[str, Entry] = {
    "duplicate-id": _error(
        N_("the id {id} is used a second time"),
        N_("Every id stands for one thing; items, sub-items, rules, vetoes and bonus rules share their ids."),
    ),
    "points-do-not-add-up": _error(
        N_("the parts of {name} add up to {sum} points, not to {points}"),
        N_("Correct the points of a part, or of the whole."),
    ),
    "motto-missing": _error(
        N_("item {id} has no motto, but the standard has a summary"),
        N_("Give the item its sentence of the summary."),
    ),
    "summary-is-not-the-mottos": _error(
        N_("sentence {number} of the summary is “{sentence}”, the motto of that item is “{motto}”"),
        N_("The summary consists of the items' mottos in order, with ; between them."),
    ),
    "summary-length-differs": _error(
        N_("the summary has {count} characters without punctuation and spaces, not {declared}"),
        N_("Correct the summary or the number."),
    ),
    "pass-mark-above-points": _error(
        N_("the pass mark {mark} is above the {points} points that there are"),
        N_("Nobody could pass: lower the mark."),
    ),
    "pass-mark-is-no-grade": _error(
        N_("the pass mark {mark} is not where a grade begins ({edges})"),
        N_("Let a grade begin at the pass mark, so that a grade is either passed or not."),
    ),
    "grades-out-of-order": _error(
        N_("this grade begins at {from}, which is not below {before}"),
        N_("Grades are listed from the highest down, each beginning below the one before."),
    ),
    "bands-out-of-order": _error(
        N_("this band begins at {from}, which is not below {before}"),
        N_("Bands are listed from the highest down, each beginning below the one before."),
    ),
    "last-not-from-zero": _error(
        N_("the last one begins at {from}, so nothing is said of values below"),
        N_("Let the last one begin at 0."),
    ),
    "floor-above-item": _error(
        N_("the floor {floor} of item {id} is above its {points} points"),
        N_("Nobody could pass: lower the floor."),
    ),
    "reversed-period": _error(
        N_("it ends on {to}, before it begins on {from}"),
        N_("Correct one of the dates."),
    ),
    "twin-ids": _warning(
        N_("the ids {id} and {first} are easily taken for each other"),
        N_("A spreadsheet makes one of the other, and so do people: give one of them another number."),
    ),
    "former-id-in-use": _error(
        N_("the former id {id} is still in use in this file"),
        N_("An id that is continued under another may not stand for something else."),
    ),
    "replaces-itself": _error(
        N_("version {version} says that it replaces itself"),
        N_("Name the version before, or delete the line."),
    ),
    "exceeds-sub-item": _error(
        N_("{points} points are more than the {limit} of sub-item {id}"),
        N_("A sub-item cannot lose more than it is worth: lower the deduction or raise the sub-item."),
    ),
    "impossible-range": _error(
        N_("the range begins at {low} and ends at {high}"),
        N_("Write the lower number first."),
    ),
    "impossible-step": _error(
        N_("steps of {step} do not lead from {low} to {high}"),
        N_("Write a step of which a whole number leads from the lower to the upper number."),
    ),
    "example-differs": _error(
        N_("the worked example “{name}” expects {expected} and comes out as {computed}"),
        N_("Compute the example by hand: either the expectation or a rule is wrong."),
    ),
    "sub-item-without-rules": _warning(
        N_("sub-item {id} has no rule: its points can never be lost"),
        N_("Add a rule, if it is to be assessed."),
    ),
    "rule-without-basis": _warning(
        N_("rule {id} names no basis"),
        N_("Say where it comes from: basis: [法律援助条例第十八条]."),
    ),
    "rule-never-deducts": _warning(
        N_("rule {id} can never change a score"),
        N_("Correct its numbers, or delete it."),
    ),
    "path-disagrees": _error(
        N_("the file is {path}, but says that it is {reference}"),
        N_("It belongs at {expected}; or correct id and version."),
    ),
    "two-files-for-one-version": _error(
        N_("different files say that they are {reference}: {files}"),
        N_("Keep one of them. A new content needs a new version."),
    ),
    "version-twice": _error(
        N_("another file is {reference} too"),
        N_("Give the revision a version of its own."),
    ),
    "replaces-another": _error(
        N_("it says that it replaces version {version}, but the version before it is {expected}"),
        N_("Write replaces: {expected}, or correct the dates."),
    ),
    "versions-overlap": _error(
        N_("it begins while {other} is still in effect ({period})"),
        N_("Let the version before end first, or say with replaces that this one takes its place."),
    ),
    "draft-not-published": _error(
        N_("a draft cannot be published"),
        N_("Set status to pilot or in-force when the text is final; from then on the file never changes."),
    ),
    "draft-standard": _warning(
        N_("{reference} is a draft: its scores are not official"),
        N_("Publish the standard before official use."),
    ),
    "not-in-published": _warning(
        N_("{reference} is no draft, but {file} has no line for {path}"),
        N_("Add the line that `sha256sum {path}` prints, so that nobody can change the file unseen."),
    ),
    "published-file-changed": _error(
        N_("{reference} was changed after it was published: its digest is no longer the one in {file}"),
        N_("Restore the published file; what is to change becomes a new version."),
    ),
    "damaged-digest-line": _error(
        N_("line {number} is no line of sha256sum, or stands twice"),
        N_("Each line is a digest of 64 digits, two spaces, and a path relative to this folder."),
    ),
    "not-a-standard": _error(
        N_("this is no standard"),
        N_("A standard begins with `aidscore: standard/1`."),
    ),
    "unknown-standard": _error(
        N_("the standard {id} is not known"),
        N_("`aidscore standard list` shows what is known. Searched: {searched}."),
    ),
    "unknown-standard/near": _error(
        N_("the standard {id} is not known"),
        N_("Did you mean {near}? Searched: {searched}."),
    ),
    "standard-refused": _error(
        N_("the standard {reference} has errors of its own"),
        N_("Correct it first: {place} [{code}]."),
    ),
}

RECORDS: Mapping[str, Entry] = {
    "not-a-record": _error(
        N_("this is no record"),
        N_("A record begins with `aidscore: record/1`."),
    ),
    "unknown-rule": _error(
        N_("{standard} has no rule {id}"),
        N_("`aidscore standard show {standard}` lists the rules."),
    ),
    "unknown-rule/near": _error(
        N_("{standard} has no rule {id}"),
        N_("Did you mean {near}?"),
    ),
    "unknown-rule/renumbered": _error(
        N_("{standard} has no rule {id} any more"),
        N_("It is continued by {heirs}."),
    ),
    "unknown-item": _error(
        N_("{id} is no item or sub-item of the standard"),
        N_("`aidscore standard show` lists them."),
    ),
    "unknown-item/near": _error(
        N_("{id} is no item or sub-item of the standard"),
        N_("Did you mean {near}?"),
    ),
    "unknown-sub-item": _error(
        N_("{id} is no sub-item of the standard"),
        N_("`aidscore standard show` lists them."),
    ),
    "unknown-sub-item/near": _error(
        N_("{id} is no sub-item of the standard"),
        N_("Did you mean {near}?"),
    ),
    "listed-twice": _error(
        N_("{id} is listed twice"),
        N_("Delete one of them."),
    ),
    "finding-on-not-applicable": _error(
        N_("a finding of rule {id}, but its sub-item {sub_item} is said not to apply"),
        N_("Delete the finding, or take {sub_item} out of not_applicable."),
    ),
    "finding-on-unexamined": _error(
        N_("a finding of rule {id}, but its sub-item {sub_item} was not examined"),
        N_("Add {sub_item} to examined, or delete the finding."),
    ),
    "key-of-another-kind": _error(
        N_("rule {id} is of the kind {kind} and takes no {key}"),
        N_("Its findings take: {allowed}."),
    ),
    "two-measures": _error(
        N_("{first} and {second} both say how much rule {id} deducts"),
        N_("Keep one of them."),
    ),
    "measure-missing": _error(
        N_("rule {id} is of the kind {kind} and needs {keys}"),
        N_("Add what was found; without it nothing can be deducted."),
    ),
    "unknown-element": _error(
        N_("rule {rule} has no element {id}"),
        N_("Its elements are: {known}."),
    ),
    "unknown-element/near": _error(
        N_("rule {rule} has no element {id}"),
        N_("Did you mean {near}? Its elements are: {known}."),
    ),
    "unknown-level": _error(
        N_("rule {id} has no level {level}"),
        N_("Its levels are: {known}."),
    ),
    "points-outside-range": _error(
        N_("rule {id} does not admit a deduction of {points}"),
        N_("It takes from {low} to {high} points, in steps of {step}."),
    ),
    "not-a-share": _error(
        N_("rule {id} measures a share, and {value} is more than the whole"),
        N_("Write a share of at most 100%: did you mean {hint}?"),
    ),
    "share-not-expected": _error(
        N_("rule {id} measures a number, and {value} is a share"),
        N_("Write the number that was measured."),
    ),
    "nothing-drawn": _error(
        N_("nothing was drawn"),
        N_("A sample has at least one drawn; without a sample delete the finding."),
    ),
    "more-failed-than-drawn": _error(
        N_("{failed} failed of only {drawn} drawn"),
        N_("Correct one of the numbers."),
    ),
    "count-far-above-cap": _warning(
        N_("{count} times rule {id} would be {nominal} points, far above its cap of {max}"),
        N_("Is a digit repeated by mistake?"),
    ),
    "status-note-missing": _error(
        N_("the finding of rule {id} is withdrawn, but it does not say why"),
        N_("Add a status_note."),
    ),
    "note-missing-for-veto": _error(
        N_("veto {id} holds, but no note says what happened"),
        N_("Add a note."),
    ),
    "note-missing-for-range": _error(
        N_("the points of rule {id} were chosen within a range, but no note says why"),
        N_("Add a note."),
    ),
    "empty-evidence": _warning(
        N_("“{text}” proves nothing"),
        N_("Name the photo, file or page; without evidence delete the key."),
    ),
    "not-carried-over": _warning(
        N_("the finding of rule {rule} is not carried over from {old} to {new}"),
        N_("{new} has no clause that it clearly belongs to; `aidscore diff {old} {new}` shows why."),
    ),
    "no-inspector": _error(
        N_("the list of inspectors is empty"),
        N_("Name who inspected, or delete the key."),
    ),
    "inspector-twice": _error(
        N_("{name} is listed twice"),
        N_("Delete one of them."),
    ),
    "conflict-of-interest": _error(
        N_("{name} belongs to the center {center} that was inspected"),
        N_("Somebody from another center must inspect; a self-inspection has the channel self."),
    ),
    "date-outside-effective": _error(
        N_("{date} is not within the time of {standard}: {period}"),
        N_("Correct the date, or name the version that was in effect on that day."),
    ),
    "declared-score-differs": _error(
        N_("{declared} points are declared, {computed} computed: a difference of {difference}"),
        N_("Compare it with the paper sheet; without this line, `aidscore score --explain` shows each step."),
    ),
    "declared-score-differs/one-finding": _error(
        N_("{declared} points are declared, {computed} computed: a difference of {difference}"),
        N_("The difference is that of one finding: rule {rule} in line {line} was probably not deducted on paper."),
    ),
    "declared-without-score": _warning(
        N_("{declared} points are declared, but the visit has no score"),
        N_("Not everything was examined or applies, so there is no total to compare with."),
    ),
    "duplicate-visit": _error(
        N_("another record is of the same visit: {others}"),
        N_("Keep one of them; two visits of one day and channel are told apart by the key visit."),
    ),
    "same-day-visits": _error(
        N_("the order of this visit and others of the same day matters and is not known: {others}"),
        N_("Correct the date of one of them, or join them in one record."),
    ),
}

CAMPAIGNS: Mapping[str, Entry] = {
    "not-a-campaign": _error(
        N_("this is no campaign"),
        N_("A campaign begins with `aidscore: campaign/1`."),
    ),
    "campaign-refused": _error(
        N_("the campaign {path} has errors of its own"),
        N_("Correct it first: {place}."),
    ),
    "several-campaigns": _error(
        N_("the records belong to several campaigns: {paths}"),
        N_("Name one with --campaign, or score each folder by itself."),
    ),
    "several-standards": _error(
        N_("without a campaign all records must be of one version, but there are: {standards}"),
        N_("Write a campaign whose phases name the versions, or score each version's folder by itself."),
    ),
    "unknown-center": _error(
        N_("the campaign {campaign} has no center {id}"),
        N_("Correct the id, or add the center to the campaign."),
    ),
    "unknown-center/near": _error(
        N_("the campaign {campaign} has no center {id}"),
        N_("Did you mean {near}?"),
    ),
    "excluded-center": _error(
        N_("{name} ({id}) is not assessed: {reason}"),
        N_("Take the record out, or correct the center."),
    ),
    "date-outside-phases": _error(
        N_("{date} is in no phase of the campaign"),
        N_("The phases are: {phases}."),
    ),
    "phase-takes-no-records": _error(
        N_("{date} is in the phase {phase} ({name}), which takes no records"),
        N_("Correct the date; a phase that takes records names its standard."),
    ),
    "standard-of-another-phase": _error(
        N_("the record names {standard}, its phase {phase} has {expected}"),
        N_("Correct the date or the standard."),
    ),
    "name-twice": _warning(
        N_("two centers are called {name}"),
        N_("Is it one center with two ids?"),
    ),
    "nobody-takes-part": _warning(
        N_("no center takes part"),
        N_("Without participating centers there is no pass rate."),
    ),
    "phases-overlap": _error(
        N_("phase {id} overlaps with {other}"),
        N_("A day may fall in one phase only."),
    ),
    "weights-do-not-add-up": _error(
        N_("the weights add up to {sum}, not to 1"),
        N_("Weights add up to exactly 100%."),
    ),
    "weights-of-other-channels": _error(
        N_("weighted are {weighted}; the channels that count are {channels}"),
        N_("Weigh exactly the phase's channels."),
    ),
}

FORMS: Mapping[str, Entry] = {
    "not-a-form": _error(
        N_("the workbook is no scoring form of aidscore"),
        N_("`aidscore form make` writes the form of a standard; fill in that one."),
    ),
    "not-a-form/old": _error(
        N_("the file is a workbook of an old kind, whatever its name ends with"),
        N_("Open it in Excel, WPS or LibreOffice and save it as .xlsx."),
    ),
    "not-a-form/binary": _error(
        N_("the file is a binary workbook, whatever its name ends with"),
        N_("Open it in Excel and save it as .xlsx."),
    ),
    "not-a-form/open-document": _error(
        N_("the file is an OpenDocument, whatever its name ends with"),
        N_("Open it in LibreOffice or WPS and save it as .xlsx."),
    ),
    "not-a-form/text": _error(
        N_("the file is no workbook, whatever its name ends with"),
        N_("A new name does not make a workbook of a text: fill in the form that `aidscore form make` writes."),
    ),
    "not-a-form/no-workbook": _error(
        N_("the file is packed like a workbook, but there is none in it"),
        N_("Is it the right file? A form ends in .xlsx."),
    ),
    "encrypted-workbook": _error(
        N_("the workbook is protected with a password"),
        N_("Open it with the password and save it without one."),
    ),
    "damaged-workbook": _error(
        N_("the workbook is damaged and cannot be read"),
        N_("Fetch it anew; or open it in Excel, WPS or LibreOffice, look it through and save it again."),
    ),
    "workbook-too-large": _error(
        N_("the workbook has far more in it than a form ever has"),
        N_("Is it the right file? Delete what was added, or copy the entries into a new form."),
    ),
    "ambiguous-workbook": _error(
        N_("the workbook has two parts of one name, and programs differ in which of them they show"),
        N_("Open it, look it through and save it again."),
    ),
    "ambiguous-workbook/cell": _error(
        N_("the workbook has this cell twice, and programs differ in which of them they show"),
        N_("Open it, look it through and save it again."),
    ),
    "active-content": _error(
        N_("the workbook has something in it that a form never has: {kind}"),
        N_("Save it without them as .xlsx, or copy the entries into a new form."),
    ),
    "form-of-another-format": _error(
        N_("the form has a format that is not known: {stamp}"),
        N_("A newer form needs a newer aidscore; a changed stamp needs a new form."),
    ),
    "form-of-another-text": _error(
        N_("the form was made from another text of {standard} than the one that is known here"),
        N_("Make the form anew and copy the entries; or use the standard that it was made from (--standards)."),
    ),
    "sheet-missing": _error(
        N_("the form has no sheet {sheet}"),
        N_("Sheets may be neither deleted nor replaced: copy the entries into a new form."),
    ),
    "sheet-twice": _error(
        N_("the sheet {sheet} stands in the form twice; nobody can know which holds"),
        N_("Delete the copy."),
    ),
    "sheet-of-another-form": _error(
        N_("the sheet belongs to a form of {here}, the visit to one of {standard}"),
        N_("Sheets are not moved from form to form: copy the entries."),
    ),
    "sheet-not-read": _warning(
        N_("the sheet {sheet} is no part of the form and is not read"),
        N_("What belongs to the visit goes into the form; keep other things in a workbook of their own."),
    ),
    "column-missing": _error(
        N_("the sheet has no column {column}"),
        N_("Columns may not be deleted: copy the entries into a new form."),
    ),
    "row-missing": _error(
        N_("{id} has no row for its entries"),
        N_("Rows may not be deleted: copy the entries into a new form."),
    ),
    "row-twice": _error(
        N_("the row {row} is there twice; the first is row {first}"),
        N_("Rows may not be copied. Are there more findings than rows? Add them up, or write them into the record."),
    ),
    "merged-cells": _error(
        N_("the cells {area} were merged, and an input is among them"),
        N_("Undo the merging and look at what was lost."),
    ),
    "outside-the-form": _error(
        N_("“{text}” stands where the form has no input"),
        N_("Move it into an input, which is yellow, or delete it: here nobody reads it."),
    ),
    "locked-cell-changed": _error(
        N_("“{text}” stands in a cell of the form that is not for filling in"),
        N_("There belongs: {expected}. Type entries into inputs, which are yellow."),
    ),
    "formula-in-cell": _error(
        N_("a formula stands in an input"),
        N_("Type what it comes to: copy the cell and paste only its value."),
    ),
    "boolean-in-cell": _error(
        N_("{text} is no entry"),
        N_("Choose from the list of the cell, or type a number or a text."),
    ),
    "error-in-cell": _error(
        N_("the spreadsheet says {text} here, which is no entry"),
        N_("Delete it and type the entry anew."),
    ),
    "not-in-list": _error(
        N_("{text} is not in the list of this cell"),
        N_("Choose one of: {choices}."),
    ),
    "not-in-list/near": _error(
        N_("{text} is not in the list of this cell"),
        N_("Did you mean {near}? Choose it from the list."),
    ),
    "not-a-tick": _error(
        N_("{text} is no tick"),
        N_("Choose {tick} from the list, or leave the cell empty."),
    ),
    "number-for-date": _error(
        N_("the number {text} stands where a date is expected; it may mean {day}"),
        N_("Type the date as 2005-09-14."),
    ),
    "date-for-number": _error(
        N_("the spreadsheet has made a date of the entry: {text}"),
        N_("It does so with 3/4 or 1-2: format the cell as text and type the entry anew."),
    ),
    "unfinished-finding": _error(
        N_("something is filled in for {rule}, but not how much or that it was found"),
        N_("Fill in the measure of the row, or clear the row."),
    ),
    "unfinished-finding/sample": _error(
        N_("half of a sample is missing for {rule}"),
        N_("A sample is two numbers: how many were drawn, and how many of them failed; 0 failed is one too."),
    ),
    "missing-key/form": _error(
        N_("nothing is filled in here: {label}"),
        N_("Fill it in; silence never means full marks."),
    ),
}

CATALOG: Mapping[str, Entry] = {**FILES, **YAML, **SHAPE, **STANDARDS, **RECORDS, **CAMPAIGNS, **FORMS}

"""Standards and their versions."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.diagnostics.entry import Entry, error, warning
from aidscore.words import N_

STANDARDS: Mapping[str, Entry] = {
    "duplicate-id": error(
        N_("the id {id} is used a second time"),
        N_("Every id stands for one thing; items, sub-items, rules, vetoes and bonus rules share their ids."),
    ),
    "points-do-not-add-up": error(
        N_("the parts of {name} add up to {sum} points, not to {points}"),
        N_("Correct the points of a part, or of the whole."),
    ),
    "motto-missing": error(
        N_("item {id} has no motto, but the standard has a summary"),
        N_("Give the item its sentence of the summary."),
    ),
    "summary-is-not-the-mottos": error(
        N_("sentence {number} of the summary is “{sentence}”, the motto of that item is “{motto}”"),
        N_("The summary consists of the items' mottos in order, with ; between them."),
    ),
    "summary-length-differs": error(
        N_("the summary has {count} characters without punctuation and spaces, not {declared}"),
        N_("Correct the summary or the number."),
    ),
    "pass-mark-above-points": error(
        N_("the pass mark {mark} is above the {points} points that there are"),
        N_("Nobody could pass: lower the mark."),
    ),
    "pass-mark-is-no-grade": error(
        N_("the pass mark {mark} is not where a grade begins ({edges})"),
        N_("Let a grade begin at the pass mark, so that a grade is either passed or not."),
    ),
    "grades-out-of-order": error(
        N_("this grade begins at {from}, which is not below {before}"),
        N_("Grades are listed from the highest down, each beginning below the one before."),
    ),
    "bands-out-of-order": error(
        N_("this band begins at {from}, which is not below {before}"),
        N_("Bands are listed from the highest down, each beginning below the one before."),
    ),
    "last-not-from-zero": error(
        N_("the last one begins at {from}, so nothing is said of values below"),
        N_("Let the last one begin at 0."),
    ),
    "floor-above-item": error(
        N_("the floor {floor} of item {id} is above its {points} points"),
        N_("Nobody could pass: lower the floor."),
    ),
    "reversed-period": error(
        N_("it ends on {to}, before it begins on {from}"),
        N_("Correct one of the dates."),
    ),
    "twin-ids": warning(
        N_("the ids {id} and {first} are easily taken for each other"),
        N_("A spreadsheet makes one of the other, and so do people: give one of them another number."),
    ),
    "former-id-in-use": error(
        N_("the former id {id} is still in use in this file"),
        N_("An id that is continued under another may not stand for something else."),
    ),
    "replaces-itself": error(
        N_("version {version} says that it replaces itself"),
        N_("Name the version before, or delete the line."),
    ),
    "exceeds-sub-item": error(
        N_("{points} points are more than the {limit} of sub-item {id}"),
        N_("A sub-item cannot lose more than it is worth: lower the deduction or raise the sub-item."),
    ),
    "impossible-range": error(
        N_("the range begins at {low} and ends at {high}"),
        N_("Write the lower number first."),
    ),
    "impossible-step": error(
        N_("steps of {step} do not lead from {low} to {high}"),
        N_("Write a step of which a whole number leads from the lower to the upper number."),
    ),
    "example-differs": error(
        N_("the worked example “{name}” expects {expected} and comes out as {computed}"),
        N_("Compute the example by hand: either the expectation or a rule is wrong."),
    ),
    "sub-item-without-rules": warning(
        N_("sub-item {id} has no rule: its points can never be lost"),
        N_("Add a rule, if it is to be assessed."),
    ),
    "rule-without-basis": warning(
        N_("rule {id} names no basis"),
        N_("Say where it comes from: basis: [法律援助条例第十八条]."),
    ),
    "mixed-limits": error(
        N_("rule {id} compares shares ({share}), and the limit {limit} is above 1 and not a share"),
        N_("Write {limit}% if a percentage is meant, or write every limit of the rule without %."),
    ),
    "mixed-limits/more-than-whole": error(
        N_("the limit {limit} of rule {id} is more than the whole"),
        N_("Write a share of at most 100%, or write every limit of the rule without %."),
    ),
    "rule-never-deducts": warning(
        N_("rule {id} can never change a score"),
        N_("Correct its numbers, or delete it."),
    ),
    "path-disagrees": error(
        N_("the file is {path}, but says that it is {reference}"),
        N_("It belongs at {expected}; or correct id and version."),
    ),
    "two-files-for-one-version": error(
        N_("different files say that they are {reference}: {files}"),
        N_("Keep one of them. A new content needs a new version."),
    ),
    "version-twice": error(
        N_("another file is {reference} too"),
        N_("Give the revision a version of its own."),
    ),
    "replaces-another": error(
        N_("it says that it replaces version {version}, but the version before it is {expected}"),
        N_("Write replaces: {expected}, or correct the dates."),
    ),
    "versions-overlap": error(
        N_("it begins while {other} is still in effect ({period})"),
        N_("Let the version before end first, or say with replaces that this one takes its place."),
    ),
    "draft-not-published": error(
        N_("a draft cannot be published"),
        N_("Set status to pilot or in-force when the text is final; from then on the file never changes."),
    ),
    "draft-standard": warning(
        N_("{reference} is a draft: its scores are not official"),
        N_("Publish the standard before official use."),
    ),
    "not-in-published": warning(
        N_("{reference} is no draft, but {file} has no line for {path}"),
        N_("Add the line that `sha256sum {path}` prints, so that nobody can change the file unseen."),
    ),
    "published-file-changed": error(
        N_("{reference} was changed after it was published: its digest is no longer the one in {file}"),
        N_("Restore the published file; what is to change becomes a new version."),
    ),
    "damaged-digest-line": error(
        N_("line {number} is no line of sha256sum, or stands twice"),
        N_("Each line is a digest of 64 digits, two spaces, and a path relative to this folder."),
    ),
    "not-a-standard": error(
        N_("this is no standard"),
        N_("A standard begins with `aidscore: standard/1`."),
    ),
    "unknown-standard": error(
        N_("the standard {id} is not known"),
        N_("`aidscore standard list` shows what is known. Searched: {searched}."),
    ),
    "unknown-standard/near": error(
        N_("the standard {id} is not known"),
        N_("Did you mean {near}? Searched: {searched}."),
    ),
    "standard-refused": error(
        N_("the standard {reference} has errors of its own"),
        N_("Correct it first: {place} [{code}]."),
    ),
}

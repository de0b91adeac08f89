"""Standards and their versions."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.diagnostics.entry import Entry, error, warning
from aidscore.words import N_

STANDARDS: Mapping[str, Entry] = {
    "duplicate-id": error(
        N_("the id {id} is used more than once"),
        N_("Each id names one thing. Items, sub-items, rules, vetoes and bonus rules share one set of ids."),
    ),
    "points-do-not-add-up": error(
        N_("the parts of {name} add up to {sum} points, not to {points}"),
        N_("Correct the points of a part or of the whole."),
    ),
    "motto-missing": error(
        N_("item {id} has no motto, but the standard has a summary"),
        N_("Add the sentence of the summary that belongs to the item."),
    ),
    "summary-is-not-the-mottos": error(
        N_("sentence {number} of the summary is “{sentence}”, but the motto of that item is “{motto}”"),
        N_("The summary consists of the mottos of the items, in order, separated by semicolons."),
    ),
    "summary-length-differs": error(
        N_("the summary has {count} characters without punctuation and spaces, not {declared}"),
        N_("Correct the summary or the number of characters."),
    ),
    "pass-mark-above-points": error(
        N_("the pass mark {mark} is above the total of {points} points"),
        N_("No center could pass. Lower the mark."),
    ),
    "pass-mark-is-no-grade": error(
        N_("no grade begins at the pass mark {mark}; the grades begin at {edges}"),
        N_("Let one grade begin at the pass mark, so that each grade either passes or fails."),
    ),
    "grades-out-of-order": error(
        N_("this grade begins at {from}, which is not below the {before} of the grade before it"),
        N_("List the grades from the highest to the lowest."),
    ),
    "bands-out-of-order": error(
        N_("this band begins at {from}, which is not below the {before} of the band before it"),
        N_("List the bands from the highest to the lowest."),
    ),
    "last-not-from-zero": error(
        N_("the last one begins at {from}, so lower values are not covered"),
        N_("Let the last one begin at 0."),
    ),
    "floor-above-item": error(
        N_("the floor {floor} of item {id} is above its {points} points"),
        N_("No center could pass. Lower the floor."),
    ),
    "reversed-period": error(
        N_("the period ends on {to}, before it begins on {from}"),
        N_("Correct one of the dates."),
    ),
    "twin-ids": warning(
        N_("the ids {id} and {first} are easily confused"),
        N_("A spreadsheet may turn one into the other. Give one of them another number."),
    ),
    "former-id-in-use": error(
        N_("the former id {id} is still in use in this file"),
        N_("Give the clause that has this id now its own was (was: [] for a new clause), or another id."),
    ),
    "replaces-itself": error(
        N_("version {version} names itself as the version that it replaces"),
        N_("Name the previous version, or delete the line."),
    ),
    "exceeds-sub-item": error(
        N_("{points} points are more than the {limit} points of sub-item {id}"),
        N_("A sub-item cannot lose more points than it has. Lower the deduction, or raise the points of the sub-item."),
    ),
    "impossible-range": error(
        N_("the range begins at {low} but ends at {high}"),
        N_("Write the lower number first."),
    ),
    "impossible-step": error(
        N_("steps of {step} do not lead from {low} to {high}"),
        N_("Write a step that divides the range into whole steps."),
    ),
    "example-differs": error(
        N_("the worked example “{name}” expects {expected}, but the result is {computed}"),
        N_("Compute the example by hand. Either the expected result or a rule is wrong."),
    ),
    "text-differs": warning(
        N_("the text of rule {id} does not state the number {number} of {key}"),
        N_(
            "Correct the text or the number. If both are intended, `aidscore standard publish --accept text-differs`"
            " publishes the standard."
        ),
    ),
    "sub-item-without-rules": warning(
        N_("sub-item {id} has no rule, so its points cannot be lost"),
        N_("Add a rule if the sub-item is to be assessed."),
    ),
    "rule-without-basis": warning(
        N_("rule {id} has no basis"),
        N_("State where the rule comes from: basis: [活动实施方案]."),
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
        N_("rule {id} never changes a score"),
        N_("Correct its numbers, or delete it."),
    ),
    "path-disagrees": error(
        N_("the file is {path}, but its content is {reference}"),
        N_("Move the file to {expected}, or correct id and version."),
    ),
    "two-files-for-one-version": error(
        N_("several different files contain {reference}: {files}"),
        N_("Keep one of them. Changed content needs a new version."),
    ),
    "version-twice": error(
        N_("another file also contains {reference}"),
        N_("Give the revision its own version."),
    ),
    "replaces-another": error(
        N_("the standard replaces version {version}, but the previous version is {expected}"),
        N_("Write replaces: {expected}, or correct the dates."),
    ),
    "versions-overlap": error(
        N_("the period begins while {other} is still in effect ({period})"),
        N_("Let the previous version end first, or state with replaces that this version takes its place."),
    ),
    "corrects-unknown": error(
        N_("the standard corrects version {version}, which is not here; the others are {known}"),
        N_("Name the version whose text is corrected, or put its file beside this one."),
    ),
    "corrects-itself": error(
        N_("version {version} names itself as the version that it corrects"),
        N_("Name the version whose text is corrected, or delete the line."),
    ),
    "correction-of-another-period": error(
        N_("a correction holds from the same day to the same day as the version that it corrects, {other} ({period})"),
        N_("Write the same effective. What holds from another day is a new version: use replaces."),
    ),
    "corrected-twice": error(
        N_("version {version} is corrected by {others}, too"),
        N_("Let the later correction correct the earlier one."),
    ),
    "same-text-other-id": warning(
        N_("{id} has the text of {former} in {old}, but does not say was"),
        N_("If the clause was renumbered, write was: [{former}]. If it is a new one, write was: []."),
    ),
    "draft-not-published": error(
        N_("a draft cannot be published"),
        N_("Set status to pilot or in-force when the text is final. The published file never changes."),
    ),
    "draft-standard": warning(
        N_("{reference} is a draft; its scores are not official"),
        N_("Publish the standard before using it officially."),
    ),
    "not-in-published": warning(
        N_("{reference} is not a draft, but {file} has no line for {path}"),
        N_("Add the line that `sha256sum {path}` prints. It shows whether the file was changed later."),
    ),
    "published-file-changed": error(
        N_("{reference} was changed after it was published: its digest differs from the one in {file}"),
        N_("Restore the published file. Put changes into a new version."),
    ),
    "damaged-digest-line": error(
        N_("line {number} is not a line of sha256sum, or appears twice"),
        N_("Each line has a digest of 64 hexadecimal digits, two spaces, and a path relative to this folder."),
    ),
    "not-a-standard": error(
        N_("this file is not a standard"),
        N_("A standard begins with `aidscore: standard/1`."),
    ),
    "unknown-standard": error(
        N_("the standard {id} is not known"),
        N_("`aidscore standard list` shows the known standards. Places searched: {searched}."),
    ),
    "unknown-standard/near": error(
        N_("the standard {id} is not known"),
        N_("Did you mean {near}? Places searched: {searched}."),
    ),
    "standard-refused": error(
        N_("the standard {reference} has errors"),
        N_("Correct them first: {place} [{code}]."),
    ),
}

"""Records, and batches of them."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.diagnostics.entry import Entry, error, warning
from aidscore.words import N_

RECORDS: Mapping[str, Entry] = {
    "not-a-record": error(
        N_("this file is not a record"),
        N_("A record begins with `aidscore: record/1`."),
    ),
    "unknown-rule": error(
        N_("{standard} has no rule {id}"),
        N_("`aidscore standard show {standard}` lists the rules."),
    ),
    "unknown-rule/near": error(
        N_("{standard} has no rule {id}"),
        N_("Did you mean {near}?"),
    ),
    "unknown-rule/removed": error(
        N_("{standard} does not have the rule {id}: it was removed in {after}"),
        N_("`aidscore diff {before} {after}` shows what has changed. Name one of its rules, or the version in effect."),
    ),
    "unknown-rule/renumbered": error(
        N_("{standard} no longer has the rule {id}"),
        N_("It continues as {heirs}."),
    ),
    "unknown-item": error(
        N_("the standard has no item or sub-item {id}"),
        N_("`aidscore standard show` lists them."),
    ),
    "unknown-item/near": error(
        N_("the standard has no item or sub-item {id}"),
        N_("Did you mean {near}?"),
    ),
    "unknown-sub-item": error(
        N_("the standard has no sub-item {id}"),
        N_("`aidscore standard show` lists them."),
    ),
    "unknown-sub-item/near": error(
        N_("the standard has no sub-item {id}"),
        N_("Did you mean {near}?"),
    ),
    "listed-twice": error(
        N_("{id} is listed twice"),
        N_("Delete one of them."),
    ),
    "finding-on-not-applicable": error(
        N_("the finding is for rule {id}, but its sub-item {sub_item} is listed as not applicable"),
        N_("Delete the finding, or remove {sub_item} from not_applicable."),
    ),
    "finding-on-unexamined": error(
        N_("the finding is for rule {id}, but its sub-item {sub_item} was not examined"),
        N_("Add {sub_item} to examined, or delete the finding."),
    ),
    "key-of-another-kind": error(
        N_("rule {id} is of the kind {kind} and does not take the key {key}"),
        N_("Its findings take these keys: {allowed}."),
    ),
    "two-measures": error(
        N_("{first} and {second} both state how much rule {id} deducts"),
        N_("Keep one of them."),
    ),
    "measure-missing": error(
        N_("rule {id} is of the kind {kind} and needs {keys}"),
        N_("Add what was found. Without it nothing can be deducted."),
    ),
    "unknown-element": error(
        N_("rule {rule} has no element {id}"),
        N_("The elements are {known}."),
    ),
    "unknown-element/near": error(
        N_("rule {rule} has no element {id}"),
        N_("Did you mean {near}? The elements are {known}."),
    ),
    "ambiguous-element": error(
        N_("several elements of rule {rule} have the label {name}"),
        N_("Write the key of the one that is meant: {keys}."),
    ),
    "unknown-level": error(
        N_("rule {id} has no level {level}"),
        N_("The levels are {known}."),
    ),
    "points-outside-range": error(
        N_("rule {id} does not allow a deduction of {points}"),
        N_("The rule deducts from {low} to {high} points, in steps of {step}."),
    ),
    "not-a-share": error(
        N_("rule {id} measures a share, but {value} is more than 100%"),
        N_("Write a share of at most 100%: a percentage, or n/d with n at most d."),
    ),
    "not-a-share/percent": error(
        N_("rule {id} measures a share, but {value} is more than 100%"),
        N_("Write a share of at most 100%. Did you mean {hint}?"),
    ),
    "share-not-expected": error(
        N_("rule {id} measures a number, but {value} is a share"),
        N_("Write the measured number."),
    ),
    "nothing-drawn": error(
        N_("the number drawn is 0"),
        N_("Write how many were drawn. If no sample was drawn, delete the finding."),
    ),
    "more-failed-than-drawn": error(
        N_("{failed} failed, but only {drawn} were drawn"),
        N_("Correct one of the numbers."),
    ),
    "count-far-above-cap": warning(
        N_("a count of {count} for rule {id} is {nominal} points, far above its cap of {max}"),
        N_("Check whether a digit was repeated by mistake."),
    ),
    "status-note-missing": error(
        N_("the finding for rule {id} is withdrawn, but no reason is given"),
        N_("Add a status_note."),
    ),
    "note-missing-for-veto": error(
        N_("veto {id} applies, but no note says what happened"),
        N_("Add a note."),
    ),
    "note-missing-for-range": error(
        N_("the points of rule {id} were chosen within a range, but no note gives the reason"),
        N_("Add a note."),
    ),
    "empty-evidence": warning(
        N_("“{text}” is not evidence"),
        N_("Name the photo, file or page. If there is no evidence, delete the key."),
    ),
    "scored-by-correction": warning(
        N_("the record names {old}, whose text was corrected; it is scored by {new}, as its phase says"),
        N_("Nothing needs to be done. The paper was filled in by {old}."),
    ),
    "not-carried-over": warning(
        N_("the finding for rule {rule} is not carried over from {old} to {new}"),
        N_("{new} has no clause that clearly corresponds to it. `aidscore diff {old} {new}` shows why."),
    ),
    "no-inspector": error(
        N_("the list of inspectors is empty"),
        N_("Name the inspectors, or delete the key."),
    ),
    "inspector-twice": error(
        N_("{name} is listed twice"),
        N_("Delete one of them."),
    ),
    "conflict-of-interest": error(
        N_("{name} belongs to the inspected center {center}"),
        N_("An inspector from another center is needed. A self-inspection has the channel self."),
    ),
    "date-outside-effective": error(
        N_("{date} is outside the period of {standard}: {period}"),
        N_("Correct the date, or name the version that was in effect on that day."),
    ),
    "declared-score-differs": error(
        N_("{declared} points are declared, but {computed} are computed; the difference is {difference}"),
        N_("Compare it with the paper sheet. Without this line, `aidscore score --explain` shows each step."),
    ),
    "declared-score-differs/one-finding": error(
        N_("{declared} points are declared, but {computed} are computed; the difference is {difference}"),
        N_("One finding accounts for the difference: rule {rule} on line {line} was probably not deducted on paper."),
    ),
    "declared-without-score": warning(
        N_("{declared} points are declared, but the visit has no score"),
        N_("Not everything was examined, or no sub-item applies, so there is no total to compare with."),
    ),
    "duplicate-visit": error(
        N_("another record describes the same visit, with another {keys}: {others}"),
        N_(
            "Keep one of them. A corrected record has the key revision; the key visit distinguishes two visits on the "
            "same day through the same channel."
        ),
    ),
    "duplicate-visit/same-content": error(
        N_("another record describes the same visit, in the same words: {others}"),
        N_("Keep one of them: they differ only in how they are written."),
    ),
    "duplicate-visit/identical": error(
        N_("this file is an exact copy of another: {others}"),
        N_("Delete all copies but one."),
    ),
    "revision-note-missing": error(
        N_("the record was revised or taken back, and does not say why"),
        N_("Add revision_note with the reason."),
    ),
    "same-day-visits": error(
        N_("the order of this visit and others on the same day matters but is not known: {others}"),
        N_("Correct the date of one of them, or combine them in one record."),
    ),
}

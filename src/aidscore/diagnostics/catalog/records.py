"""Records, and batches of them."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.diagnostics.entry import Entry, error, warning
from aidscore.words import N_

RECORDS: Mapping[str, Entry] = {
    "not-a-record": error(
        N_("this is no record"),
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
    "unknown-rule/renumbered": error(
        N_("{standard} has no rule {id} any more"),
        N_("It is continued by {heirs}."),
    ),
    "unknown-item": error(
        N_("{id} is no item or sub-item of the standard"),
        N_("`aidscore standard show` lists them."),
    ),
    "unknown-item/near": error(
        N_("{id} is no item or sub-item of the standard"),
        N_("Did you mean {near}?"),
    ),
    "unknown-sub-item": error(
        N_("{id} is no sub-item of the standard"),
        N_("`aidscore standard show` lists them."),
    ),
    "unknown-sub-item/near": error(
        N_("{id} is no sub-item of the standard"),
        N_("Did you mean {near}?"),
    ),
    "listed-twice": error(
        N_("{id} is listed twice"),
        N_("Delete one of them."),
    ),
    "finding-on-not-applicable": error(
        N_("a finding of rule {id}, but its sub-item {sub_item} is said not to apply"),
        N_("Delete the finding, or take {sub_item} out of not_applicable."),
    ),
    "finding-on-unexamined": error(
        N_("a finding of rule {id}, but its sub-item {sub_item} was not examined"),
        N_("Add {sub_item} to examined, or delete the finding."),
    ),
    "key-of-another-kind": error(
        N_("rule {id} is of the kind {kind} and takes no {key}"),
        N_("Its findings take: {allowed}."),
    ),
    "two-measures": error(
        N_("{first} and {second} both say how much rule {id} deducts"),
        N_("Keep one of them."),
    ),
    "measure-missing": error(
        N_("rule {id} is of the kind {kind} and needs {keys}"),
        N_("Add what was found; without it nothing can be deducted."),
    ),
    "unknown-element": error(
        N_("rule {rule} has no element {id}"),
        N_("Its elements are: {known}."),
    ),
    "unknown-element/near": error(
        N_("rule {rule} has no element {id}"),
        N_("Did you mean {near}? Its elements are: {known}."),
    ),
    "unknown-level": error(
        N_("rule {id} has no level {level}"),
        N_("Its levels are: {known}."),
    ),
    "points-outside-range": error(
        N_("rule {id} does not admit a deduction of {points}"),
        N_("It takes from {low} to {high} points, in steps of {step}."),
    ),
    "not-a-share": error(
        N_("rule {id} measures a share, and {value} is more than the whole"),
        N_("Write the share that was measured: at most 100%, or n/d with n at most d."),
    ),
    "not-a-share/percent": error(
        N_("rule {id} measures a share, and {value} is more than the whole"),
        N_("Did you mean {hint}?"),
    ),
    "share-not-expected": error(
        N_("rule {id} measures a number, and {value} is a share"),
        N_("Write the number that was measured."),
    ),
    "nothing-drawn": error(
        N_("nothing was drawn"),
        N_("A sample has at least one drawn; without a sample delete the finding."),
    ),
    "more-failed-than-drawn": error(
        N_("{failed} failed of only {drawn} drawn"),
        N_("Correct one of the numbers."),
    ),
    "count-far-above-cap": warning(
        N_("{count} times rule {id} would be {nominal} points, far above its cap of {max}"),
        N_("Is a digit repeated by mistake?"),
    ),
    "status-note-missing": error(
        N_("the finding of rule {id} is withdrawn, but it does not say why"),
        N_("Add a status_note."),
    ),
    "note-missing-for-veto": error(
        N_("veto {id} holds, but no note says what happened"),
        N_("Add a note."),
    ),
    "note-missing-for-range": error(
        N_("the points of rule {id} were chosen within a range, but no note says why"),
        N_("Add a note."),
    ),
    "empty-evidence": warning(
        N_("“{text}” proves nothing"),
        N_("Name the photo, file or page; without evidence delete the key."),
    ),
    "not-carried-over": warning(
        N_("the finding of rule {rule} is not carried over from {old} to {new}"),
        N_("{new} has no clause that it clearly belongs to; `aidscore diff {old} {new}` shows why."),
    ),
    "no-inspector": error(
        N_("the list of inspectors is empty"),
        N_("Name who inspected, or delete the key."),
    ),
    "inspector-twice": error(
        N_("{name} is listed twice"),
        N_("Delete one of them."),
    ),
    "conflict-of-interest": error(
        N_("{name} belongs to the center {center} that was inspected"),
        N_("Somebody from another center must inspect; a self-inspection has the channel self."),
    ),
    "date-outside-effective": error(
        N_("{date} is not within the time of {standard}: {period}"),
        N_("Correct the date, or name the version that was in effect on that day."),
    ),
    "declared-score-differs": error(
        N_("{declared} points are declared, {computed} computed: a difference of {difference}"),
        N_("Compare it with the paper sheet; without this line, `aidscore score --explain` shows each step."),
    ),
    "declared-score-differs/one-finding": error(
        N_("{declared} points are declared, {computed} computed: a difference of {difference}"),
        N_("The difference is that of one finding: rule {rule} in line {line} was probably not deducted on paper."),
    ),
    "declared-without-score": warning(
        N_("{declared} points are declared, but the visit has no score"),
        N_("Not everything was examined or applies, so there is no total to compare with."),
    ),
    "duplicate-visit": error(
        N_("another record is of the same visit: {others}"),
        N_("Keep one of them; two visits of one day and channel are told apart by the key visit."),
    ),
    "same-day-visits": error(
        N_("the order of this visit and others of the same day matters and is not known: {others}"),
        N_("Correct the date of one of them, or join them in one record."),
    ),
}

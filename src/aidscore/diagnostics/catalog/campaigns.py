"""Campaigns."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.diagnostics.entry import Entry, error, warning
from aidscore.words import N_

CAMPAIGNS: Mapping[str, Entry] = {
    "not-a-campaign": error(
        N_("this file is not a campaign"),
        N_("A campaign begins with `aidscore: campaign/1`."),
    ),
    "campaign-refused": error(
        N_("the campaign {path} has errors"),
        N_("Correct them first: {place}."),
    ),
    "several-campaigns": error(
        N_("the records belong to several campaigns: {paths}"),
        N_("Name one with --campaign, or score each folder separately."),
    ),
    "several-standards": error(
        N_("without a campaign, all records must use one version, but they use {standards}"),
        N_("Write a campaign whose phases name the versions, or score the records of each version separately."),
    ),
    "unknown-center": error(
        N_("the campaign {campaign} has no center {id}"),
        N_("Correct the id, or add the center to the campaign."),
    ),
    "unknown-center/near": error(
        N_("the campaign {campaign} has no center {id}"),
        N_("Did you mean {near}?"),
    ),
    "ambiguous-center": error(
        N_("several centers of the campaign have the name {name}"),
        N_("Write the id of the one that is meant: {ids}."),
    ),
    "excluded-center": error(
        N_("{name} ({id}) is not assessed: {reason}"),
        N_("Remove the record, or correct the center."),
    ),
    "date-outside-phases": error(
        N_("{date} is not in any phase of the campaign"),
        N_("The phases are: {phases}."),
    ),
    "phase-takes-no-records": error(
        N_("{date} is in the phase {phase} ({name}), which takes no records"),
        N_("Correct the date. A phase that takes records names its standard."),
    ),
    "standard-of-another-phase": error(
        N_("the record names {standard}, but its phase {phase} uses {expected}"),
        N_("Correct the date or the standard."),
    ),
    "name-twice": warning(
        N_("two centers have the name {name}"),
        N_("Check whether this is one center with two ids."),
    ),
    "nobody-takes-part": warning(
        N_("no center takes part"),
        N_("Without participating centers there is no pass rate."),
    ),
    "phases-overlap": error(
        N_("phase {id} overlaps with {other}"),
        N_("A day can belong to only one phase."),
    ),
    "weights-do-not-add-up": error(
        N_("the weights add up to {sum}, not to 1"),
        N_("The weights must add up to exactly 100%."),
    ),
    "weights-of-other-channels": error(
        N_("the weights are for {weighted}, but the channels that count are {channels}"),
        N_("Give a weight to each channel of the phase, and to no other."),
    ),
}

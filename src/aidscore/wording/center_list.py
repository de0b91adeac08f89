"""The titles that lists of centers, visits and findings begin with, by which an older one is recognized."""

from __future__ import annotations

from aidscore.words import LANGUAGES, N_, _, speaking

_TITLES = (N_("phase"), N_("id"), N_("center"), N_("verdict"), N_("provisional"))


_FORMER = "法律援助中心"
"""The Chinese of “center” in lists of earlier versions."""


LIST_TITLES = (N_("phase"), N_("id"), N_("center"), N_("date"), N_("channel"))
"""What the titles of lists of visits and of findings begin with."""
LEDGER_TITLES = (N_("found on"), N_("channel"), N_("clause"), N_("what was found"), N_("nominal"))
"""Titles that follow each other in a ledger."""


def first_titles() -> list[str]:
    """The titles of the first columns, in the language in use."""
    return [_(title) for title in _TITLES]


def is_list_of_ours(text: str) -> bool:
    """Whether a CSV text is a list that aidscore wrote, in any language: an older output, never a record."""
    header = text.partition("\n")[0]
    for language in LANGUAGES:
        with speaking(language):
            titles = first_titles()
            former = [_FORMER if title == _("center") else title for title in titles]
            others = [[_(title) for title in known] for known in (LIST_TITLES, LEDGER_TITLES)]
            if any(",".join(some) + "," in header for some in (titles, former, *others)):
                return True
    return False

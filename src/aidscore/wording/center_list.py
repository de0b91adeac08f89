"""The titles that the list of centers begins with, by which an older one is recognized."""

from __future__ import annotations

from aidscore.words import LANGUAGES, N_, _, speaking

_TITLES = (N_("phase"), N_("id"), N_("center"), N_("verdict"), N_("provisional"))


_FORMER = "法律援助中心"
"""The Chinese of “center” in lists of earlier versions."""


def first_titles() -> list[str]:
    """The titles of the first columns, in the language in use."""
    return [_(title) for title in _TITLES]


def is_center_list(text: str) -> bool:
    """Whether a CSV text is a list of centers that aidscore wrote, in any language: an older output, never a record."""
    header = text.partition("\n")[0]
    for language in LANGUAGES:
        with speaking(language):
            titles = first_titles()
            former = [_FORMER if title == _("center") else title for title in titles]
            if any(",".join(some) + "," in header for some in (titles, former)):
                return True
    return False

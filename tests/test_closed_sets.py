"""Every closed set has a word for each of its members: a new verdict, state or policy without one fails here."""

from typing import get_args, get_type_hints

import pytest

from aidscore.media import markdown, text
from aidscore.model import change
from aidscore.model.campaign import Way
from aidscore.model.insight import InsightCode
from aidscore.model.page import Align, Tone
from aidscore.model.quantity import Quantity, RoundingMode
from aidscore.model.record import CHANNELS, Channel, Finding, Sample, Status
from aidscore.model.results import CenterVerdict, State
from aidscore.model.rule import Shortfall
from aidscore.model.standard import Policy, Standard, Verdict, Veto
from aidscore.pages import changes, insights
from aidscore.scoring.standings import SEGMENTS
from aidscore.wording import changes as change_words
from aidscore.wording import codes, rules, steps
from aidscore.words import speaking


def words_of(model, field):
    """The words that a field of a model may be."""
    return set(get_args(get_type_hints(model)[field]))


TABLES = {
    "verdicts": (codes.VERDICTS, set(get_args(CenterVerdict))),
    "verdicts of visits": ({key: key for key in codes.VERDICTS if key != "not-assessed"}, set(get_args(Verdict))),
    "tones of verdicts": (codes.VERDICT_TONES, set(get_args(CenterVerdict))),
    "order of verdicts": (dict.fromkeys(SEGMENTS), set(get_args(CenterVerdict))),
    "channels": (codes.CHANNEL_WORDS, set(get_args(Channel))),
    "order of channels": (dict.fromkeys(CHANNELS), set(get_args(Channel))),
    "states": (codes.STATES, set(get_args(State))),
    "statuses of findings": (codes.STATUSES, set(get_args(Status))),
    "statuses of standards": (codes.STANDARD_STATUSES, words_of(Standard, "status")),
    "combinations": (codes.COMBINE_WAYS, {*get_args(Way), "weights"}),
    "policies": (codes.POLICIES, set(get_args(Policy))),
    "rounding": (codes.ROUNDING_MODES, set(get_args(RoundingMode))),
    "effects of vetoes": (codes.VETO_EFFECTS, words_of(Veto, "effect")),
    "steps begun": (rules.PARTIAL, words_of(Shortfall, "partial")),
    "steps begun, computed": ({**steps.ROUNDED, "exact": ""}, words_of(Shortfall, "partial")),
    "insights": (insights.SENTENCES, set(get_args(InsightCode))),
    "kinds of changes": (change_words.KIND_WORDS, set(change.KINDS)),
    "effects of changes": (change_words.EFFECT_WORDS, set(change.EFFECTS)),
    "tones of effects": (changes.EFFECT_TONES, set(change.EFFECTS)),
    "tones in text": (text._STYLES, set(get_args(Tone))),
    "sides in Markdown": (markdown._ALIGN, set(get_args(Align))),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_an_entry_for_each_member(name):
    table, members = TABLES[name]
    assert set(table) == members


MEASURES = {
    "count": 3,
    "sample": Sample(20, 3),
    "missing": ("phone",),
    "points": 2,
    "level": "serious",
    "value": Quantity(30),
}
NOT_MEASURED = {"rule", "note", "evidence", "status", "status_note"}


def test_every_measure_of_a_finding_is_tried():
    assert set(MEASURES) == set(get_type_hints(Finding)) - NOT_MEASURED


@pytest.mark.parametrize("key", MEASURES)
def test_every_measure_of_a_finding_is_said(key):
    with speaking("en"):
        assert rules.fact_text(Finding("A1.1", **{key: MEASURES[key]}), None) != ""

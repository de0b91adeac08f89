"""Changes between versions in words: what each means in one sentence, and the values before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from aidscore.model.change import EFFECTS, Change, ChangeKind, Effect, Level, Value
from aidscore.model.comparison import ClauseChanges
from aidscore.model.quantity import Number, Quantity, Rounding, exact
from aidscore.model.rule import Band
from aidscore.model.standard import BonusRule, Grade, Item, Rule, SubItem, Veto
from aidscore.wording.codes import POLICIES, VETO_EFFECTS
from aidscore.wording.numbers import counted
from aidscore.wording.rules import bands_text, deduct_text
from aidscore.wording.standards import grades_text, rounding_text
from aidscore.words import N_, _, listed, plural, together

KIND_WORDS: Mapping[ChangeKind, str] = {
    "added": N_("added"),
    "removed": N_("removed"),
    "moved": N_("moved"),
    "renumbered": N_("renumbered"),
    "reworded": N_("reworded"),
    "points": N_("points"),
    "deduction": N_("deduction"),
    "pass mark": N_("pass mark"),
    "policy": N_("policy"),
}
EFFECT_WORDS: Mapping[Effect, str] = {
    "tightening": N_("tightening"),
    "loosening": N_("loosening"),
    "restructuring": N_("restructuring"),
    "editorial": N_("editorial"),
}
LEVELS: Mapping[Level, str] = {
    "standard": N_("the standard"),
    "item": N_("item"),
    "sub-item": N_("sub-item"),
    "rule": N_("rule"),
    "veto": N_("veto"),
    "bonus": N_("bonus rule"),
}
_ASPECTS = {
    "title": N_("the title"),
    "language": N_("the language"),
    "summary": N_("the summary"),
    "note": N_("the note"),
    "name": N_("the name"),
    "text": N_("the text"),
    "requirement": N_("the requirement"),
    "motto": N_("the motto"),
    "methods": N_("how it is examined"),
    "basis": N_("the basis"),
    "also": N_("other names"),
    "general": N_("the general provisions"),
    "body": N_("what the assessed bodies are called"),
    "remedy": N_("what has to be put right"),
    "owner": N_("whose duty it is"),
    "deduct.unit": N_("the unit"),
}
_RISES = {
    "points": (N_("worth {by} more"), N_("worth {by} less")),
    "pass": (N_("the pass mark rises from {old} to {new}"), N_("the pass mark falls from {old} to {new}")),
    "pass_score": (N_("the floor rises from {old} to {new}"), N_("the floor falls from {old} to {new}")),
    "deduct.fixed": (N_("{by} more"), N_("{by} less")),
    "deduct.each": (N_("{by} more for each"), N_("{by} less for each")),
    "deduct.free": (N_("{by} more without a deduction"), N_("{by} fewer without a deduction")),
    "deduct.missing": (N_("{by} more for each missing"), N_("{by} less for each missing")),
    "deduct.points": (N_("{by} more for each step"), N_("{by} less for each step")),
    "deduct.max": (N_("the cap rises from {old} to {new}"), N_("the cap falls from {old} to {new}")),
    "deduct.below": (N_("the limit rises from {old} to {new}"), N_("the limit falls from {old} to {new}")),
    "deduct.every": (N_("the step grows from {old} to {new}"), N_("the step shrinks from {old} to {new}")),
    "deduct.proportion_of": (
        N_("the full value rises from {old} to {new}"),
        N_("the full value falls from {old} to {new}"),
    ),
    "bonus.max": (
        N_("the cap of the bonus section rises from {old} to {new}"),
        N_("the cap of the bonus section falls from {old} to {new}"),
    ),
}
"""For each aspect that is a number: the sentence where it rises, and where it falls."""

_CODES = {
    "not_applicable": POLICIES,
    "deduct.partial": {
        "floor": N_("full steps only"),
        "ceil": N_("each step begun in full"),
        "exact": N_("steps in proportion"),
    },
    "effect": VETO_EFFECTS,
}
"""For each aspect that is a code in the file: its words."""


def change_sentence(change: Change) -> str:
    """What a change means, in one sentence."""
    old, new = change.old, change.new
    if change.aspect in _RISES and old is not None and new is not None:
        rises, falls = _RISES[change.aspect]
        by = _number(new) - _number(old)
        more = exact(abs(by))
        if change.aspect != "deduct.free":
            more = counted("{points} point", "{points} points", abs(by))
        now = _points_text(new) if change.aspect.endswith("max") else value_text(new)
        return _(rises if by > 0 else falls, by=more, old=value_text(old), new=now)
    match change.kind:
        case "added":
            return _("new {level}", level=_(LEVELS[change.level]))
        case "removed":
            return _("{level} removed", level=_(LEVELS[change.level]))
        case "moved" if change.aspect == "parent":
            return _("moved from {old} to {new}", old=old, new=new)
        case "moved":
            return _("in another order; no score depends on it")
        case "renumbered" if change.aspect == "id":
            return _("was {old}", old=old)
        case "renumbered":
            return _("split or joined: continues {old}; a finding stays where it fits just one clause", old=change.was)
        case "reworded":
            return _("{aspect} reworded", aspect=_aspect_word(change.aspect))
        case "points" | "deduction" | "pass mark" | "policy":
            return _other_sentence(change.aspect, old, new)
        case _:
            assert_never(change.kind)


def _aspect_word(aspect: str) -> str:
    """What was reworded."""
    if aspect.startswith("deduct.of."):
        return _("the label of {key}", key=aspect.removeprefix("deduct.of."))
    return _(_ASPECTS.get(aspect, aspect))


def _other_sentence(aspect: str, old: Value, new: Value) -> str:
    """What a change means that is neither of a number nor of a text."""
    before, after = value_text(old, aspect), value_text(new, aspect)
    if aspect.startswith("deduct.levels."):
        level = aspect.removeprefix("deduct.levels.")
        if old is None:
            return _("new level {level}: {new}", level=level, new=_points_text(new))
        if new is None:
            return _("level {level} is gone", level=level)
        return _("level {level}: from {old} to {new}", level=level, old=before, new=_points_text(new))
    if aspect.startswith("deduct.of."):
        return _("new element {new}", new=after) if old is None else _("element {old} is gone", old=before)
    if aspect == "deduct.bands":
        return _("other bands")
    if aspect.endswith("max"):
        return (
            _("now capped at {new}", new=_points_text(new))
            if old is None
            else _("no cap any more; it was {old}", old=_points_text(old))
        )
    if aspect == "pass_score":
        return (
            _("now with a floor of {new}", new=_points_text(new))
            if old is None
            else _("no floor any more; it was {old}", old=_points_text(old))
        )
    return _("from {old} to {new}", old=before, new=after)


def _points_text(value: Value) -> str:
    """A value that is a number of points: 1 point, 2.5 points."""
    return counted("{points} point", "{points} points", _number(value))


def _number(value: Value) -> Fraction:
    """The number that a value is."""
    number = value.value if isinstance(value, Quantity) else value
    assert isinstance(number, int | Fraction)
    return Fraction(number)


def value_text(value: Value, aspect: str = "") -> str:
    """A value before or after a change, as a person reads it."""
    match value:
        case None:
            return "-"
        case int() | Fraction():
            return exact(value)
        case Quantity():
            return str(value)
        case str():
            return _(_CODES[aspect][value]) if value in _CODES.get(aspect, ()) else value
        case Rounding():
            return rounding_text(value)
        case tuple():
            return _list_text(value)
        case Item() | SubItem() | Rule() | Veto() | BonusRule():
            return _clause_text(value)
        case _:
            return deduct_text(value)


def _list_text(values: Sequence[str | Number | Band | Grade]) -> str:
    """A list as a person reads it; bands and grades each up to the one above it."""
    if bands := [value for value in values if isinstance(value, Band)]:
        return bands_text(bands)
    if grades := [value for value in values if isinstance(value, Grade)]:
        return grades_text(grades)
    return listed(exact(one) if isinstance(one, int | Fraction) else one for one in values)


def _clause_text(clause: Item | SubItem | Rule | Veto | BonusRule) -> str:
    """A clause as a whole: its text, and what it is worth or deducts."""
    match clause:
        case Item() | SubItem():
            worth = counted("{points} point", "{points} points", clause.points)
            return _("{text} ({detail})", text=clause.name, detail=worth)
        case Rule():
            return _("{text} ({detail})", text=clause.text, detail=deduct_text(clause.deduct))
        case BonusRule():
            return _("{text} ({detail})", text=clause.text, detail=deduct_text(clause.add))
        case Veto():
            return clause.text
        case _:
            assert_never(clause)


def summary_text(clauses: Sequence[ClauseChanges]) -> str:
    """How many clauses changed, and how many pull which way."""
    if not clauses:
        return _("none")
    effects = [effect for clause in clauses for effect in clause.effects]
    counts = tuple(
        _("{effect} {count}", effect=_(EFFECT_WORDS[effect]), count=effects.count(effect))
        for effect in EFFECTS
        if effect in effects
    )
    return plural("{n} clause changed: {counts}", "{n} clauses changed: {counts}", len(clauses), counts=listed(counts))


def clause_label(clause: ClauseChanges) -> str:
    """A changed clause by its ids; what holds for the whole standard by its level."""
    if clause.level == "standard":
        return _(LEVELS[clause.level])
    return f"{listed(clause.was)} > {clause.id}" if clause.was else clause.id


def deciding_text(clauses: Sequence[ClauseChanges], changes: Sequence[Change]) -> str:
    """The clauses that decide a verdict, each with what became of it, apart from words."""
    return together(
        _("{clause}: {sentences}", clause=clause_label(clause), sentences=_pulling(clause, changes))
        for clause in clauses
    )


def _pulling(clause: ClauseChanges, changes: Sequence[Change]) -> str:
    """What the changes of a clause mean, without those of words where there are others."""
    own = [changes[number] for number in clause.changes]
    pulling = [change for change in own if change.effect != "editorial"] or own
    return listed(map(change_sentence, pulling))

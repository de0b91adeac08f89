"""A record to begin with: every clause of its standard as a comment, ready to be uncommented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from aidscore.beginnings.keys import comment, key, word, written
from aidscore.check.measures import KEYS
from aidscore.model.campaign import Campaign
from aidscore.model.quantity import exact
from aidscore.model.record import CHANNELS, Channel, Finding, NotApplicable, Record, Sample
from aidscore.model.rule import Add, Deduct, Levels, Missing, Proportion, Range, Shortfall, kind_of
from aidscore.model.standard import BonusRule, Edition, Rule, Veto
from aidscore.read.forms import FORMS
from aidscore.words import _, spoken


@dataclass(frozen=True, slots=True)
class Visit:
    """The visit that a record is begun for."""

    center: str
    """The id of the center, or its name."""
    channel: Channel
    day: date


def record_beginning(edition: Edition, campaign: Campaign | None, visit: Visit) -> str:
    """The text of a record without findings."""
    return "\n".join([*_head(edition, campaign, visit), *_findings(edition), *_rest(edition)]) + "\n"


def _head(edition: Edition, campaign: Campaign | None, visit: Visit) -> Iterator[str]:
    """What the visit is."""
    yield comment(edition.standard.title)
    yield comment(_("Lines that begin with # are comments. `aidscore validate` checks the record."))
    yield f"aidscore: {word('record/1')}"
    yield f"{key(Record, 'standard')}: {edition.reference}"
    if campaign is not None:
        yield comment(_("the center, by its id or its name:"))
        yield from (comment(f"  {center.id}  {center.name}") for center in campaign.participating)
    else:
        yield comment(_("the id of the center"))
    yield f"{key(Record, 'center')}: {written(visit.center)}"
    yield comment(_("one of: {words}", words=tuple(map(word, CHANNELS))))
    yield f"{key(Record, 'channel')}: {word(visit.channel)}"
    yield f"{key(Record, 'date')}: {visit.day.isoformat()}"
    yield comment(f"{key(Record, 'inspectors')}: [{_('inspector 1')}, {_('inspector 2')}]")
    parts = ", ".join(item.id for item in edition.standard.items[:2])
    yield comment(
        _("what was examined: {all}, or a list of items and sub-items: [{parts}]", all=word("all"), parts=parts)
    )
    yield f"{key(Record, 'examined')}: []"


def _findings(edition: Edition) -> Iterator[str]:
    """The key of the findings, and the clauses that findings may name."""
    yield comment(_("For a finding delete [] in the next line, and the # before the lines of its clause."))
    yield f"{key(Record, 'findings')}: []"
    for item in edition.standard.items:
        yield "#"
        yield comment(f"==== {item.id} {item.name} ({exact(item.points)})")
        for part in item.sub_items:
            yield "#"
            yield comment(f"-- {part.id} {part.name} ({exact(part.points)})")
            for rule in part.rules:
                yield from _clause(rule, rule.deduct)
    if edition.standard.vetoes:
        yield from ("#", comment("==== " + _("Vetoes")))
        for veto in edition.standard.vetoes:
            yield from _clause(veto, None)
    if edition.standard.bonus is not None:
        yield from ("#", comment("==== " + _("bonus")))
        for bonus in edition.standard.bonus.rules:
            yield from _clause(bonus, bonus.add)


def _clause(clause: Rule | Veto | BonusRule, deduct: Deduct | Add | None) -> Iterator[str]:
    """A clause with its text, and a finding of it that only needs to be uncommented."""
    yield comment(f"{clause.id}  {clause.text}")
    yield f"#  - {key(Finding, 'rule')}: {clause.id}"
    for name in _keys(deduct):
        yield f"#    {key(Finding, name)}: {_value(name, deduct)}"
    yield f"#    {key(Finding, 'note')}: {_('what was seen')}"


def _keys(deduct: Deduct | Add | None) -> tuple[str, ...]:
    """The keys by which a finding says how much; a share is most often of a sample."""
    if deduct is None:
        return ()
    keys = KEYS[kind_of(deduct)]
    is_share = getattr(deduct, "is_share", False)
    one_of = ("sample",) if is_share and "sample" in keys.one_of else keys.one_of[:1]
    return (*one_of, *keys.also)


def _value(name: str, deduct: Deduct | Add | None) -> str:
    """An example of the value of a key, as the clause has it."""
    match name, deduct:
        case "missing", Missing():
            return f"[{', '.join(_elements(deduct))}]"
        case "points", Range():
            return exact(deduct.low or deduct.high)
        case "level", Levels():
            return written(next(iter(deduct.levels)))
        case "value", Shortfall(below=limit) | Proportion(proportion_of=limit):
            return str(limit)
        case "value", _:
            return "1"
        case "sample", _:
            return f"{{{key(Sample, 'drawn')}: 20, {key(Sample, 'failed')}: 1}}"
        case _:
            return FORMS.get(name, "1")


def _elements(rule: Missing) -> Iterator[str]:
    """The elements of a rule: in Chinese by the labels that only one of them has, else by their keys."""
    for name in rule.of:
        yield written(rule.named(name) if spoken() == "zh" else name)


def _rest(edition: Edition) -> Iterator[str]:
    """The keys that a record need not have."""
    part = next(part for _item, part in edition.standard.sub_items())
    yield "#"
    yield comment(_("A sub-item that does not apply to the center; delete the # before both lines:"))
    yield f"#{key(Record, 'not_applicable')}:"
    yield f"#  - {{{key(NotApplicable, 'sub_item')}: {part.id}, {key(NotApplicable, 'reason')}: {_('why')}}}"
    yield comment(_("The total on the paper sheet, if there is one; it is compared with the computed score:"))
    yield f"#{key(Record, 'declared_score')}: {exact(edition.standard.points)}"
    yield comment(_("What tells two visits of one day through one channel apart:"))
    yield f"#{key(Record, 'visit')}: {_('morning')}"

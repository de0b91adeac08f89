"""Random standards, records and campaigns as model objects, and the YAML text that says them.

`from strategies import standards, records, yaml_of`: every standard, record and campaign drawn here passes all checks.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import get_type_hints

import yaml
from hypothesis import strategies as st

from aidscore.model.campaign import Campaign, Center, Phase, Weights
from aidscore.model.quantity import Number, Quantity, Rounding, exact, plain
from aidscore.model.record import CHANNELS, Finding, Inspector, NotApplicable, Record, Sample
from aidscore.model.rule import All, Band, Bands, Each, Fixed, Levels, Missing, Proportion, Range, Shortfall
from aidscore.model.standard import (
    Bonus,
    BonusRule,
    Edition,
    Grade,
    Item,
    Pass,
    Period,
    Rule,
    Standard,
    SubItem,
    Veto,
)

FIRST_DAY = date(2005, 1, 1)
CENTERS = ("a", "b", "c")
MEASURED = (Shortfall, Proportion, Bands)
TEXTS = ("扣分", "每处扣1分", "no", "1.10", "café 扣分", "酌情: 扣分", "'引'", "# 不是注释", "𠮷野家")
STEPS = (Fraction(1, 2), Fraction(1), Fraction(1, 10), Fraction(1, 5), Fraction(1, 4))

integers = cache(st.integers)
"""Strategies made once: making them anew for each number takes ten times as long as drawing it."""


class Chance:
    """Draws what a standard or a record is made of."""

    def __init__(self, draw):
        self.draw = draw

    def number(self, low, high):
        return self.draw(integers(low, high))

    def one_of(self, options):
        return options[self.number(0, len(options) - 1)]

    def maybe(self, make, *arguments):
        return make(*arguments) if self.number(0, 1) else None

    def some(self, options, least=0, most=None):
        """Some of the options, in their order, each at most once."""
        chosen = [option for option in options if self.number(0, 1)][:most]
        return chosen if len(chosen) >= least else list(options[:least])

    def text(self):
        return self.one_of(TEXTS)

    def amount(self, most):
        """Points above 0 and at most so many."""
        step = self.one_of(STEPS)
        return whole(min(most, max(step, Fraction(self.number(0, 60), 60) * most // step * step)))

    def part(self, top, least=1):
        """A part of a number, in hundredths of it."""
        return whole(Fraction(self.number(least, 100) * top, 100))


def whole(number: Number | Fraction) -> Number:
    """A number as the models keep it: whole ones are ints."""
    return plain(Fraction(number))


# ---- standards -----------------------------------------------------------------------------------


def fixed(chance, points):
    return Fixed(chance.amount(points))


def all_points(chance, points):
    return All()


def each(chance, points):
    return Each(
        chance.amount(points), chance.maybe(chance.text), chance.maybe(chance.amount, points), chance.number(0, 3)
    )


def missing(chance, points):
    labels = {name: f"{name}项" for name in chance.some("甲乙丙丁", least=1)}
    return Missing(chance.amount(points), labels, chance.maybe(chance.amount, points))


def range_(chance, points):
    step = chance.one_of([step for step in STEPS if step <= points])
    low = chance.number(0, int(points // step) - 1)
    high = chance.number(low + 1, int(points // step))
    grid = chance.maybe(whole, step)
    return Range((whole(low * step), whole(high * step)), grid, chance.maybe(chance.amount, points))


def levels(chance, points):
    worth = {name: chance.amount(points) for name in chance.some(("轻", "中", "重"), least=1)}
    return Levels(worth, chance.maybe(chance.amount, points))


def shortfall(chance, points):
    kind, top = chance.one_of([("percent", 1), ("decimal", 40)])
    below, every = Quantity(chance.part(top), kind), Quantity(chance.part(top), kind)
    partial = chance.one_of(["floor", "ceil", "exact"])
    cap = chance.maybe(chance.amount, points)
    return Shortfall(below, every, chance.amount(points), partial, cap, chance.maybe(chance.text))


def proportion(chance, points):
    limit = chance.one_of([Quantity(whole(Fraction(4, 5)), "percent"), None])
    return Proportion(limit or Quantity(chance.number(1, 100)), chance.maybe(chance.text))


def bands(chance, points):
    kind, top = chance.one_of([("percent", 1), ("decimal", 50)])
    edges = sorted({chance.part(top) for _ in range(chance.number(0, 3))}, reverse=True)
    worth = [chance.maybe(chance.amount, points) or 0 for _ in (*edges, 0)]
    steps = tuple(Band(Quantity(edge, kind), points) for edge, points in zip((*edges, 0), worth, strict=True))
    return Bands(steps, chance.maybe(chance.text))


DEDUCTS = (fixed, all_points, each, missing, range_, levels, shortfall, proportion, bands)
ADDS = (fixed, each, levels)


def sub_item(chance, name):
    """A sub-item with up to four rules."""
    points = whole(Fraction(chance.number(2, 24), 2))
    rules = [
        Rule(f"{name}.{number}", chance.text(), chance.one_of(DEDUCTS)(chance, points), basis=("依据",))
        for number in range(chance.number(1, 4))
    ]
    return SubItem(name, chance.text(), points, rules=tuple(rules))


def item(chance, name):
    """An item with up to three sub-items, sometimes with a floor."""
    parts = tuple(sub_item(chance, f"{name}{number}") for number in range(chance.number(1, 3)))
    points = whole(sum(part.points for part in parts))
    return Item(name, chance.text(), points, parts, pass_score=chance.maybe(chance.amount, points))


def bonus(chance, points):
    """A bonus section."""
    adds = [chance.one_of(ADDS)(chance, points) for _ in range(chance.number(1, 3))]
    rules = tuple(BonusRule(f"P{number}", chance.text(), add) for number, add in enumerate(adds))
    return Bonus(rules, chance.maybe(chance.amount, points))


def grades(chance, points, mark):
    """Grades with an edge at the pass mark, the last from 0; or none."""
    edges = {mark, 0} | {chance.amount(points) for _ in range(chance.number(0, 2))}
    listed = tuple(Grade(f"第{number}等", edge) for number, edge in enumerate(sorted(edges, reverse=True)))
    return chance.one_of([(), listed])


@st.composite
def standards(draw, id_="s", version="1"):
    """A standard with every kind of rule, policy, floor, veto, bonus and grade."""
    chance = Chance(draw)
    parts = tuple(item(chance, name) for name in "ABC"[: chance.number(1, 3)])
    points = whole(sum(part.points for part in parts))
    mark = chance.maybe(chance.amount, points) or 0
    effects = [chance.one_of(["fail", "zero"]) for _ in range(chance.number(0, 2))]
    return Standard(
        aidscore="standard/1",
        id=id_,
        version=version,
        title="标准",
        language="zh-CN",
        status="in-force",
        effective=Period(FIRST_DAY),
        points=points,
        passing=Pass(mark),
        not_applicable=chance.one_of(["rescale", "full", "zero"]),
        items=parts,
        rounding=Rounding(chance.number(0, 3), chance.one_of(["half-up", "half-even", "down"])),
        grades=grades(chance, points, mark),
        vetoes=tuple(Veto(f"V{number}", chance.text(), effect) for number, effect in enumerate(effects)),
        bonus=chance.maybe(bonus, chance, points),
    )


def editions():
    """A standard as scoring takes it."""
    return standards().map(Edition.of)


# ---- records -------------------------------------------------------------------------------------


def sample(chance):
    drawn = chance.number(1, 30)
    return Sample(drawn, chance.number(0, drawn))


def share(chance):
    """A measured share, in one of the ways of writing it."""
    n, d = chance.number(0, 60), chance.one_of([61, 62, 77])
    percent = Quantity(whole(Fraction(chance.number(0, 1000), 1000)), "percent")
    return chance.one_of([percent, Quantity(whole(Fraction(n, d)), "ratio"), Quantity(chance.part(1, least=0))])


def value(chance, deduct):
    return share(chance) if deduct.is_share else Quantity(whole(Fraction(chance.number(0, 500), 10)))


def measure(chance, deduct):
    """The keys by which a finding of a rule says how much."""
    match deduct:
        case Fixed() | All():
            return {}
        case Each():
            return chance.one_of([{}, {"count": chance.number(1, 9)}, {"sample": sample(chance)}])
        case Missing(_, of):
            return {"missing": tuple(chance.one_of(list(of)) for _ in range(chance.number(1, 3)))}
        case Range((low, high), step):
            grid = step or Fraction(1, 20)
            least = 0 if low else 1
            chosen = low + chance.number(least, int((high - low) // grid)) * grid
            return {"points": whole(chosen), "note": "酌情"}
        case Levels(worth):
            return {"level": chance.one_of(list(worth)), "count": chance.maybe(chance.number, 1, 4)}
        case Proportion():
            return {"value": value(chance, deduct)}
        case Shortfall() | Bands():
            return chance.one_of([{"value": value(chance, deduct)}, {"sample": sample(chance)}])


def finding_of(chance, clause, counting=False):
    """A finding of a rule, a veto or a bonus rule; with `counting` it is not withdrawn."""
    if isinstance(clause, Veto):
        return Finding(clause.id, note="查实")
    if isinstance(clause, BonusRule):
        keys = measure(chance, clause.add)
        return Finding(clause.id, **({} if "sample" in keys else keys))
    status = chance.one_of(["confirmed", "confirmed", "disputed", "confirmed" if counting else "withdrawn"])
    keys = {"note": chance.maybe(chance.text), **measure(chance, clause.deduct)}
    return Finding(clause.id, status=status, status_note="复核" if status == "withdrawn" else None, **keys)


def rules_of(edition, names):
    """The rules of sub-items."""
    return [rule for name in sorted(names) for rule in edition.sub_items[name].rules]


@st.composite
def findings(draw, edition, names, deducting=False):
    """A finding on one of these sub-items, a veto or a bonus; with `deducting` only what takes points away."""
    clauses = [*rules_of(edition, names), *edition.standard.vetoes]
    chance = Chance(draw)
    return finding_of(chance, chance.one_of(clauses + ([] if deducting else list(edition.bonus_rules.values()))))


@st.composite
def findings_of(draw, rule):
    """A finding of a rule that counts."""
    return finding_of(Chance(draw), rule, counting=True)


def scope(chance, edition, everything):
    """What was examined, what does not apply, and the ids of the sub-items on which findings may stand."""
    names = sorted(edition.sub_items)
    without = set(chance.some(names)) if chance.number(0, 2) == 2 else set()
    inapplicable = tuple(NotApplicable(name, "无此项") for name in sorted(without))
    if everything or chance.number(0, 1):
        return "all", inapplicable, set(names) - without
    chosen = chance.some([*sorted(edition.items), *names])
    inside = {part for name in chosen for part in _parts(edition, name)}
    return tuple(chosen), inapplicable, inside - without


def _parts(edition, name):
    """The sub-items that an id names."""
    return [part.id for part in edition.items[name].sub_items] if name in edition.items else [name]


@st.composite
def records(draw, edition, everything=False, center="a", channel=None, day=None, visit=None):
    """A record by a standard; with `everything` no sub-item was left out."""
    chance = Chance(draw)
    examined, inapplicable, names = scope(chance, edition, everything)
    clauses = rules_of(edition, names) * 2 + [*edition.vetoes.values(), *edition.bonus_rules.values()]
    found = [finding_of(chance, chance.one_of(clauses)) for _ in range(chance.number(0, 6)) if clauses]
    return Record(
        aidscore="record/1",
        standard=edition.reference,
        center=center,
        channel=channel or chance.one_of(CHANNELS),
        date=day or FIRST_DAY + timedelta(chance.number(0, 20)),
        examined=examined,
        findings=tuple(found),
        not_applicable=inapplicable,
        inspectors=chance.one_of([None, (Inspector("检查员甲"), Inspector("检查员乙", "x"))]),
        visit=visit,
    )


# ---- campaigns -----------------------------------------------------------------------------------


@st.composite
def campaigns(draw, reference="s@1"):
    """A campaign of three centers and of one excluded, with one phase that combines visits in any way."""
    chance = Chance(draw)
    channels = chance.maybe(lambda: tuple(chance.some(CHANNELS, least=1)))
    phase = Phase("p", "阶段", FIRST_DAY, FIRST_DAY + timedelta(30), reference, channels)
    weights = Weights({channel: whole(Fraction(1, len(phase.counting))) for channel in phase.counting})
    phase = replace(
        phase,
        combine=chance.one_of(["latest", "union", "mean", "worst", weights]),
        target=chance.one_of([None, Fraction(1, 3), Fraction(9, 10), 1]),
    )
    listed = (*(Center(name, f"中心{name}") for name in CENTERS), Center("x", "大学", excluded="不参加"))
    return Campaign("campaign/1", "c", "活动", listed, (phase,))


@st.composite
def visits_to(draw, edition, most=5):
    """Records of several visits, no two of the same visit."""
    chance = Chance(draw)
    return [
        draw(
            records(
                edition,
                center=chance.one_of(CENTERS),
                day=FIRST_DAY + timedelta(chance.number(0, 9)),
                visit=f"第{number}次",
            )
        )
        for number in range(chance.number(0, most))
    ]


# ---- text ----------------------------------------------------------------------------------------


def tree_of(value):
    """The tree of text that a file of this content has."""
    match value:
        case Quantity() | date():
            return str(value)
        case int() | Fraction() | Fixed():
            return exact(value.fixed if isinstance(value, Fixed) else value)
        case All():
            return value.all
        case Mapping():
            return {key: tree_of(inner) for key, inner in value.items()}
        case tuple():
            return [tree_of(inner) for inner in value]
    return {key: tree_of(inner) for key, inner in _written(value)} if is_dataclass(value) else value


def _written(value):
    """The keys of a mapping, with what stands at them; what has its default is left out."""
    hints = get_type_hints(type(value), include_extras=True)
    for field in fields(value):
        inner = getattr(value, field.name)
        required = field.default is MISSING and field.default_factory is MISSING
        if required or (inner is not None and inner != field.default):
            aliases = [getattr(meta, "alias", None) for meta in getattr(hints[field.name], "__metadata__", ())]
            yield next(filter(None, aliases), field.name), inner


def yaml_of(value) -> str:
    """The YAML text of a standard, a record or a campaign."""
    return text_of(tree_of(value))


def text_of(tree) -> str:
    """The YAML text of a tree of text."""
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000)


@st.composite
def shuffled(draw, tree):
    """The same tree with the keys of every mapping in another order."""
    if isinstance(tree, dict):
        keys = draw(st.permutations(list(tree)))
        return {key: draw(shuffled(tree[key])) for key in keys}
    if isinstance(tree, list):
        return [draw(shuffled(inner)) for inner in tree]
    return tree

"""Random revisions: a standard and the one that replaces it, by a few edits such as a city makes.

`from revisions import revised`: the new standard adds up, its ids are unique, and each `was` names what it continues.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from hypothesis import strategies as st
from strategies import ADDS, DEDUCTS, Chance, bands, each, levels, missing, range_, shortfall, standards, whole
from strategies import bonus as bonus_section

from aidscore.model.quantity import Rounding
from aidscore.model.rule import All, Bands, Each, Fixed, Levels, Missing, Range, Shortfall
from aidscore.model.standard import Bonus, BonusRule, Item, Pass, Rule, Standard, SubItem, Veto
from aidscore.versions.matching import placed


@dataclass
class Draft:
    """A standard taken apart: each sub-item and rule with the id of what is around it."""

    standard: Standard
    items: list[Item] = field(default_factory=list)
    parts: list[tuple[str, SubItem]] = field(default_factory=list)
    rules: list[tuple[str, Rule]] = field(default_factory=list)
    names: int = 0

    @classmethod
    def of(cls, standard):
        draft = cls(standard, list(standard.items))
        draft.parts = [(item.id, part) for item, part in standard.sub_items()]
        draft.rules = [(part.id, rule) for _, part in standard.sub_items() for rule in part.rules]
        return draft

    def fresh(self):
        """An id that no version has used."""
        self.names += 1
        return f"N{self.names}"

    def whole(self):
        """The standard put together again; what has nothing inside is left out."""
        parts = [(home, replace(part, rules=self.inside(self.rules, part.id))) for home, part in self.parts]
        items = [replace(item, sub_items=self.inside(parts, item.id)) for item in self.items]
        items = [replace(one, points=whole(sum(part.points for part in one.sub_items))) for one in items]
        kept = tuple(item for item in items if item.sub_items)
        return replace(
            self.standard, version="2", replaces="1", items=kept, points=whole(sum(item.points for item in kept))
        )

    @staticmethod
    def inside(pairs, name):
        return tuple(clause for home, clause in pairs if home == name)


def any_deduct(chance, points):
    return chance.one_of(DEDUCTS)(chance, points)


SAME = {Each: each, Missing: missing, Range: range_, Levels: levels, Shortfall: shortfall, Bands: bands}


def other_deduct(chance, deduct, points):
    """The deduction of a rule changed in one thing, or drawn anew in the same kind or in another."""
    if isinstance(deduct, Fixed):
        return chance.one_of([Fixed(chance.amount(points)), All()])
    if type(deduct) not in SAME or chance.number(0, 4) == 0:
        return any_deduct(chance, points)
    anew = SAME[type(deduct)](chance, points)
    if isinstance(deduct, Missing):
        keys = chance.some("甲乙丙丁戊", least=1)
        anew = replace(anew, of={key: deduct.of.get(key, "新") for key in keys})
    field_ = chance.one_of(["all", *type(deduct).__dataclass_fields__])
    return anew if field_ == "all" else replace(deduct, **{field_: getattr(anew, field_)})


# ---- edits: each changes a draft in one thing, or leaves it where it cannot --------------------------------------


def at_random(chance, pairs):
    """The number of one of them."""
    return chance.number(0, len(pairs) - 1)


def deduct(chance, draft):
    at = at_random(chance, draft.rules)
    home, rule = draft.rules[at]
    points = next(part.points for _, part in draft.parts if part.id == home)
    draft.rules[at] = home, replace(rule, deduct=other_deduct(chance, rule.deduct, points))


def text(chance, draft):
    at = at_random(chance, draft.rules)
    home, rule = draft.rules[at]
    draft.rules[at] = home, replace(rule, text="改写", basis=("新依据",), note="说明")


def points(chance, draft):
    at = at_random(chance, draft.parts)
    home, part = draft.parts[at]
    draft.parts[at] = home, replace(part, points=whole(Fraction(chance.number(2, 24), 2)))


def floor(chance, draft):
    at = at_random(chance, draft.items)
    draft.items[at] = replace(draft.items[at], pass_score=chance.maybe(chance.amount, draft.items[at].points))


def drop(chance, draft):
    pairs = chance.one_of([draft.rules, draft.rules, draft.parts])
    if len(pairs) > 1:
        gone = pairs.pop(at_random(chance, pairs))[1]
        draft.rules = [(home, rule) for home, rule in draft.rules if home != gone.id] or draft.rules
        draft.rules = [(home, rule) for home, rule in draft.rules if home in {part.id for _, part in draft.parts}]


def add_rule(chance, draft):
    _, part = draft.parts[at_random(chance, draft.parts)]
    rule = Rule(draft.fresh(), chance.text(), any_deduct(chance, part.points))
    draft.rules.insert(chance.number(0, len(draft.rules)), (part.id, rule))


def add_sub_item(chance, draft):
    item = draft.items[at_random(chance, draft.items)]
    part = SubItem(draft.fresh(), "新", chance.amount(6))
    draft.parts.append((item.id, part))
    draft.rules.append((part.id, Rule(draft.fresh(), "新", any_deduct(chance, part.points))))


def move(chance, draft):
    if chance.number(0, 1):
        at = at_random(chance, draft.rules)
        draft.rules[at] = draft.parts[at_random(chance, draft.parts)][1].id, draft.rules[at][1]
    else:
        at = at_random(chance, draft.parts)
        draft.parts[at] = draft.items[at_random(chance, draft.items)].id, draft.parts[at][1]


def reorder(chance, draft):
    name = chance.one_of(["items", "parts", "rules"])
    pairs = getattr(draft, name)
    pairs.insert(at_random(chance, pairs), pairs.pop())


def heirs_of(clause):
    """What a new clause that continues this one says of its former ids."""
    return (*(clause.was or ()), clause.id)


def renumber_rule(chance, draft, times=1):
    home, rule = draft.rules.pop(at_random(chance, draft.rules))
    for _ in range(times):
        draft.rules.append((home, replace(rule, id=draft.fresh(), was=heirs_of(rule))))


def split_rule(chance, draft):
    renumber_rule(chance, draft, 2)


def join_rules(chance, draft):
    if len(draft.rules) > 1:
        home, first = draft.rules.pop(at_random(chance, draft.rules))
        _, second = draft.rules.pop(at_random(chance, draft.rules))
        draft.rules.append((home, replace(first, id=draft.fresh(), was=(*heirs_of(first), *heirs_of(second)))))


def swallow_rule(chance, draft):
    """One rule continues another as well as itself."""
    if len(draft.rules) > 1:
        _, gone = draft.rules.pop(at_random(chance, draft.rules))
        at = at_random(chance, draft.rules)
        home, rule = draft.rules[at]
        draft.rules[at] = home, replace(rule, was=(*(rule.was or ()), *heirs_of(gone)))


def renumber_sub_item(chance, draft, times=1):
    home, part = draft.parts.pop(at_random(chance, draft.parts))
    names = [draft.fresh() for _ in range(times)]
    draft.parts += [(home, replace(part, id=name, was=heirs_of(part))) for name in names]
    draft.rules = [(chance.one_of(names) if at == part.id else at, rule) for at, rule in draft.rules]


def split_sub_item(chance, draft):
    renumber_sub_item(chance, draft, 2)


def join_sub_items(chance, draft):
    if len(draft.parts) > 1:
        home, first = draft.parts.pop(at_random(chance, draft.parts))
        _, second = draft.parts.pop(at_random(chance, draft.parts))
        part = replace(first, id=draft.fresh(), was=(*heirs_of(first), *heirs_of(second)))
        draft.parts.append((home, part))
        draft.rules = [(part.id if at in (first.id, second.id) else at, rule) for at, rule in draft.rules]


def renumber_item(chance, draft, times=1):
    item = draft.items.pop(at_random(chance, draft.items))
    names = [draft.fresh() for _ in range(times)]
    draft.items += [replace(item, id=name, was=heirs_of(item)) for name in names]
    draft.parts = [(chance.one_of(names) if at == item.id else at, part) for at, part in draft.parts]


def split_item(chance, draft):
    renumber_item(chance, draft, 2)


def whole_standard(chance, draft):
    policy, mark = chance.one_of(["full", "rescale", "zero"]), chance.amount(draft.standard.points)
    changes = ({"passing": Pass(mark)}, {"not_applicable": policy}, {"grades": ()}, WORDS)
    draft.standard = replace(draft.standard, **chance.one_of(changes))


WORDS = {"rounding": Rounding(3, "down"), "title": "新标准", "note": "修订"}


def vetoes(chance, draft):
    now = list(draft.standard.vetoes)
    fresh = Veto(draft.fresh(), "新", chance.one_of(["fail", "zero"]))
    if now and chance.number(0, 1):
        veto = now.pop(at_random(chance, now))
        turned = replace(veto, effect="zero" if veto.effect == "fail" else "fail")
        now += chance.one_of([(), (turned,), (replace(veto, id=fresh.id, was=heirs_of(veto)),)])
    else:
        now.append(fresh)
    draft.standard = replace(draft.standard, vetoes=tuple(now))


def bonus(chance, draft):
    section, most = draft.standard.bonus, draft.standard.points
    if section is None or chance.number(0, 3) == 0:
        section = chance.maybe(bonus_section, chance, most)
    elif chance.number(0, 1):
        section = replace(section, max=chance.maybe(chance.amount, most))
    else:
        at = at_random(chance, section.rules)
        other = replace(section.rules[at], add=chance.one_of(ADDS)(chance, most))
        fresh = BonusRule(draft.fresh(), "新", chance.one_of(ADDS)(chance, most))
        others = chance.one_of([(other,), (other, fresh), (fresh,)])
        section = Bonus((*section.rules[:at], *others, *section.rules[at + 1 :]), section.max)
    draft.standard = replace(draft.standard, bonus=section)


def reuse_id(chance, draft):
    """A rule goes, and its id becomes that of a veto."""
    if len(draft.rules) > 1:
        _, gone = draft.rules.pop(at_random(chance, draft.rules))
        veto = Veto(gone.id, "借用编号", chance.one_of(["fail", "zero"]))
        draft.standard = replace(draft.standard, vetoes=(*draft.standard.vetoes, veto))


def shift_rules(chance, draft):
    """A new rule at the head of a sub-item takes the id of the first one, and each moves down by one; the last edit."""
    home = draft.rules[at_random(chance, draft.rules)][0]
    places = [at for at, (around, _) in enumerate(draft.rules) if around == home]
    names = [*(draft.rules[at][1].id for at in places), draft.fresh()]
    for at, name in zip(places, names[1:], strict=True):
        rule = draft.rules[at][1]
        draft.rules[at] = home, replace(rule, id=name, was=heirs_of(rule))
    points = next(part.points for _, part in draft.parts if part.id == home)
    draft.rules.insert(places[0], (home, Rule(names[0], "新", any_deduct(chance, points), was=())))


EDITS = (
    *(deduct, deduct, deduct, deduct, deduct, points, drop, add_rule, move, whole_standard, vetoes, bonus),
    *(text, floor, add_sub_item, reorder, renumber_rule, split_rule, join_rules, swallow_rule, reuse_id),
    *(renumber_sub_item, split_sub_item, join_sub_items, renumber_item, split_item),
)


@st.composite
def revised(draw, most=5, edits=EDITS):
    """An old standard and a new one."""
    old, chance = draw(standards()), Chance(draw)
    draft = Draft.of(old)
    for _ in range(chance.number(1, most)):
        edit = chance.one_of(edits)
        if draft.rules:
            edit(chance, draft)
    if draft.rules and chance.number(0, 4) == 0:
        shift_rules(chance, draft)
    new = draft.whole()
    ids = [clause.id for clause in _clauses(new)]
    assert len(ids) == len(set(ids))
    return old, new


def _clauses(standard):
    return [here.clause for here in placed(standard).values()]


@st.composite
def unrelated(draw):
    """Two standards that have nothing in common but ids."""
    return draw(standards()), draw(standards(version="2"))


def pairs(most=5):
    """Two versions of a standard, mostly near to each other."""
    return st.one_of(revised(most), revised(most), revised(most), unrelated())

"""What a former version said in the place of a clause, so that what changed can be marked in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from aidscore.model.change import Level
from aidscore.model.comparison import ClauseChanges, Comparison
from aidscore.model.page import Cell, Tone
from aidscore.model.quantity import Number
from aidscore.model.standard import BonusRule, Item, Rule, Standard, SubItem, Veto
from aidscore.pages.marks import in_place, number_in_place
from aidscore.wording.changes import EFFECT_WORDS, LEVELS, change_sentence
from aidscore.wording.numbers import exact_cell
from aidscore.words import _, listed, together

Part = TypeVar("Part")


class Former:
    """The clauses of a former version by those that continue them; without a comparison nothing is marked."""

    def __init__(self, since: Comparison | None) -> None:
        self._since = since
        self._changed: dict[str, ClauseChanges] = {}
        for clause in since.clauses if since else ():
            if clause.level != "standard" and not self._is("removed", clause):
                self._changed[clause.id] = clause

    def _is(self, kind: str, clause: ClauseChanges) -> bool:
        """Whether a clause came or went as a whole."""
        return any(self._since and self._since.changes[change].kind == kind for change in clause.changes)

    @property
    def standard(self) -> Standard | None:
        """The former version."""
        return self._since.old.standard if self._since else None

    @property
    def version(self) -> str:
        """The former version as it is named; that of another standard with its id."""
        if self._since is None:
            return ""
        old, new = self._since.old, self._since.new
        return old.standard.version if old.standard.id == new.standard.id else old.reference

    # ---- clauses

    def id_of(self, name: str) -> str | None:
        """The former id of a clause; None for a new one. One that joins several continues the first of them here."""
        clause = self._changed.get(name)
        if clause is None:
            return name
        return None if self._is("added", clause) else (*clause.was, clause.id)[0]

    def _of(self, name: str, clauses: Mapping[str, Part]) -> Part | None:
        """What a clause continues, of the former clauses by their ids."""
        former = self.id_of(name)
        return None if former is None else clauses.get(former)

    def item(self, item: Item) -> Item | None:
        """The item that an item continues."""
        return self._of(item.id, self._since.old.items) if self._since else None

    def sub_item(self, part: SubItem) -> SubItem | None:
        """The sub-item that a sub-item continues."""
        return self._of(part.id, self._since.old.sub_items) if self._since else None

    def rule(self, rule: Rule) -> Rule | None:
        """The rule that a rule continues."""
        pair = self._of(rule.id, self._since.old.rules) if self._since else None
        return pair[1] if pair else None

    def veto(self, veto: Veto) -> Veto | None:
        """The veto that a veto continues."""
        return self._of(veto.id, self._since.old.vetoes) if self._since else None

    def bonus_rule(self, rule: BonusRule) -> BonusRule | None:
        """The bonus rule that a bonus rule continues."""
        return self._of(rule.id, self._since.old.bonus_rules) if self._since else None

    def removed_rules(self, part: SubItem) -> Iterator[Rule]:
        """The rules that a sub-item had and nothing continues."""
        if self._since is not None:
            rules = (self._since.old.rules[name] for name in self._removed("rule"))
            yield from (rule for home, rule in rules if home.id == self.id_of(part.id))

    def removed_vetoes(self) -> Iterator[Veto]:
        """The vetoes that nothing continues."""
        if self._since is not None:
            yield from map(self._since.old.vetoes.__getitem__, self._removed("veto"))

    def removed_bonus_rules(self) -> Iterator[BonusRule]:
        """The bonus rules that nothing continues."""
        if self._since is not None:
            yield from map(self._since.old.bonus_rules.__getitem__, self._removed("bonus"))

    def _removed(self, level: Level) -> Iterator[str]:
        """The former ids of the clauses of a level that nothing continues."""
        changes = self._since.changes if self._since else ()
        return (change.id for change in changes if change.kind == "removed" and change.level == level)

    # ---- cells

    def texts(self, new: Sequence[str], old: Sequence[str] | None) -> list[Cell]:
        """The texts of a clause, with what changed marked; without former ones all of them are new."""
        if self._since is None:
            return [Cell(text) for text in new]
        return [in_place(before, text) for before, text in zip(old or [""] * len(new), new, strict=True)]

    def number(self, new: Number, old: Number | None, tone: Tone = "plain") -> Cell:
        """A number, with the former one before it where that differs."""
        return exact_cell(new, tone) if self._since is None else number_in_place(old, new, tone)

    def sentences(self, name: str) -> str:
        """What changed of a clause, and which ways that pulls; empty where nothing did."""
        clause = self._changed.get(name)
        if clause is None or self._since is None:
            return ""
        effects = listed(_(EFFECT_WORDS[effect]) for effect in clause.effects)
        changes = together(change_sentence(self._since.changes[change]) for change in clause.changes)
        return _("{clause}: {sentences}", clause=effects, sentences=changes)

    def named_sentences(self, name: str) -> str:
        """What changed of a clause, where it stands beside another one."""
        sentences = self.sentences(name)
        return _("{clause}: {sentences}", clause=name, sentences=sentences) if sentences else ""

    def gone_sentence(self, level: Level) -> str:
        """That a clause of a level is gone."""
        return _("{level} removed", level=_(LEVELS[level]))

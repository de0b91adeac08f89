"""What a finding says, with its state, wherever findings are listed."""

from __future__ import annotations

from aidscore.model.results import Fact
from aidscore.model.standard import BonusRule, Rule, Veto
from aidscore.wording.codes import STATUSES
from aidscore.wording.rules import fact_text
from aidscore.words import _, listed, together


def found_text(fact: Fact, clause: Rule | Veto | BonusRule | None) -> str:
    """What was found: the measure and the note. `clause` is None where the standard does not have it."""
    kind = clause.deduct if isinstance(clause, Rule) else clause.add if isinstance(clause, BonusRule) else None
    return together([fact_text(fact.finding, kind), fact.finding.note or ""])


def state_text(fact: Fact) -> str:
    """The state of a finding with its reason; empty for a confirmed one."""
    if fact.finding.status == "confirmed":
        return ""
    state = _(STATUSES[fact.finding.status])
    return _("{state}: {reason}", state=state, reason=fact.finding.status_note) if fact.finding.status_note else state


def finding_text(fact: Fact, clause: Rule | Veto | BonusRule | None) -> str:
    """A finding in one line: its state in brackets, what was found, the evidence."""
    state = state_text(fact)
    parts = [_("[{state}]", state=state) if state else "", found_text(fact, clause), listed(fact.finding.evidence)]
    return together(parts)

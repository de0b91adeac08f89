"""The words of a written result: what its keys and values are called, for those who do not read JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aidscore.wording.codes import CHANNEL_WORDS, STATES, STATUSES, VERDICTS
from aidscore.wording.follow_up import STATES as FOLLOW_UP_STATES
from aidscore.words import N_, _

KEYS = {
    "aidscore": "aidscore",
    "all": N_("all centers"),
    "as_if": N_("as if by"),
    "as_if_file": N_("file of the version"),
    "average": N_("average"),
    "basis": N_("basis"),
    "before": N_("found before"),
    "bonus": N_("bonus"),
    "bonuses": N_("bonus"),
    "bounds": N_("bounds"),
    "campaign": N_("campaign"),
    "center": N_("center"),
    "centers": N_("centers"),
    "change": N_("change since the phase before"),
    "channel": N_("channel"),
    "code": N_("code"),
    "column": N_("column"),
    "count": N_("count"),
    "counts": N_("counts"),
    "date": N_("date"),
    "deductions": N_("deductions"),
    "diagnostics": N_("diagnostics"),
    "drawn": N_("drawn"),
    "earned": N_("earned"),
    "effective": N_("effective"),
    "effect": N_("effect"),
    "element": N_("element"),
    "evidence": N_("evidence"),
    "exact": N_("exact score"),
    "excluded": N_("excluded"),
    "findings": N_("findings"),
    "first_visit": N_("first visit"),
    "folder": N_("folder"),
    "follow_up": N_("state of rectification"),
    "found": N_("files found"),
    "from": N_("first day"),
    "grade": N_("grade"),
    "help": N_("what to do"),
    "hidden": N_("hidden"),
    "high": N_("upper bound"),
    "highest": N_("highest score"),
    "id": N_("id"),
    "if_disputes_upheld": N_("if disputes are upheld"),
    "ignored": N_("ignored files"),
    "inputs": N_("Files that the result rests on"),
    "items": N_("item"),
    "kind": N_("kind"),
    "language": N_("language"),
    "last_visit": N_("last visit"),
    "level": N_("level"),
    "levels": N_("level of the center"),
    "line": N_("line"),
    "loss_rate": N_("rate of loss"),
    "losses": N_("points lost"),
    "low": N_("lower bound"),
    "lowest": N_("lowest score"),
    "markup": N_("something on the page that aidscore did not write"),
    "measure": N_("measure"),
    "median": N_("median"),
    "met": N_("whether it is met"),
    "missing": N_("missing elements"),
    "message": N_("reason"),
    "name": N_("name"),
    "needed": N_("centers needed"),
    "nominal": N_("nominal"),
    "not_assessed": N_("not assessed"),
    "note": N_("what was found"),
    "now": N_("found now"),
    "obstacle": N_("why it is not comparable"),
    "options": N_("Options of the run"),
    "participating": N_("participating"),
    "pass_rate": N_("pass rate"),
    "passed": N_("centers passed"),
    "path": N_("file"),
    "percent": N_("percent"),
    "phase": N_("phase"),
    "phases": N_("phases"),
    "points": N_("points"),
    "possible": N_("possible"),
    "problems": N_("most frequent problems"),
    "provisional": N_("provisional"),
    "python": "Python",
    "rank": N_("rank"),
    "rate": N_("rate"),
    "reason": N_("reason"),
    "reasons": N_("reasons"),
    "recorded_as": N_("version that the record names"),
    "refused": N_("refused files"),
    "registered": N_("registered"),
    "results": N_("visits scored"),
    "rule": N_("rule"),
    "sample": N_("sample"),
    "score": N_("score"),
    "scored": N_("files scored"),
    "scored_by_correction": N_("scored by a correction"),
    "scores": N_("scores"),
    "share": N_("share of centers"),
    "since": N_("compared with"),
    "source": N_("file"),
    "standard": N_("standard"),
    "standards": N_("folders of standards"),
    "state": N_("state"),
    "statistics": N_("statistics"),
    "status": N_("status"),
    "status_note": N_("reason of the status"),
    "sub_items": N_("sub-item"),
    "target": N_("target"),
    "text": N_("text of the clause"),
    "to": N_("last day"),
    "total": N_("total"),
    "undecided": N_("undecided"),
    "value": N_("measured value"),
    "verdict": N_("verdict"),
    "version": N_("version"),
    "veto_findings": N_("vetoes"),
    "vetoes": N_("vetoes"),
    "visit": N_("visit"),
    "visits": N_("visits"),
    "visits_by_channel": N_("visits by channel"),
    "withdrawn": N_("withdrawn findings"),
}
"""What the keys of the document of `aidscore batch` are called; one that is not here is shown as it is."""
WITHIN = {
    ("counts", "failed"): N_("centers failed"),
    ("counts", "undecided"): N_("undecided centers"),
    ("pass_rate", "exact"): N_("rate"),
    ("sample", "failed"): N_("failed of the sample"),
}
"""What keys are called below certain other keys."""
CLOSED: Mapping[str, str] = {**CHANNEL_WORDS, **{str(state): word for state, word in FOLLOW_UP_STATES.items()}}
"""The words of keys that are words of a closed set."""
PASSED_OVER = frozenset(
    {"counts", "items", "sub_items", "deductions", "findings", "entries", "visits", "visits_by_channel"}
)
"""Lists whose elements say by their own names what they are."""
INPUTS = {
    "record": N_("record"),
    "form": N_("form"),
    "standard": N_("standard"),
    "campaign": N_("campaign"),
    "digests": N_("digests of published versions"),
    "other": N_("other file"),
}
"""The kinds of the files that a result rests on."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "channel": CHANNEL_WORDS,
    "kind": INPUTS,
    "state": {**STATES, **{str(state): word for state, word in FOLLOW_UP_STATES.items()}},
    "status": STATUSES,
    "verdict": VERDICTS,
}
"""The words of values, by their keys."""


def where_text(where: Sequence[str]) -> str:
    """The keys that lead to a value, in words: of nested parts of a sheet the innermost, then what of it."""
    parts: list[str] = []
    nested = False
    for number, key in enumerate(where):
        if key in PASSED_OVER and number + 1 < len(where):
            if nested and key in ("sub_items", "deductions"):
                parts.pop()
            nested = True
            continue
        parts.append(_key_text(where[number - 1] if number else "", key))
    return " / ".join(parts)


def _key_text(above: str, key: str) -> str:
    """What a key below another one is called; a name stays as it is."""
    if above in PASSED_OVER and above not in ("counts", "visits_by_channel"):
        return key
    known = WITHIN.get((above, key)) or CLOSED.get(key) or KEYS.get(key)
    return key if known is None else _(known)


def value_text(where: Sequence[str], value: str) -> str:
    """A value in words: verdicts, states and so on; numbers and texts as they are."""
    if value in ("true", "false"):
        return _("yes") if value == "true" else _("no")
    known = WORDS.get(where[-1], {}) if where else {}
    return _(known[value]) if value in known else value

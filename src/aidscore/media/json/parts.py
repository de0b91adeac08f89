"""Parts that several documents share: numbers, bounds, reasons, diagnostics, refused and ignored files, rates."""

from __future__ import annotations

from decimal import Decimal

from aidscore.diagnostics.message import Diagnostic
from aidscore.media.json.text import Json
from aidscore.model.quantity import Number, exact
from aidscore.model.results import Assessment, Bounds, CenterResult, Ignored, PhaseResult, Reason, Refused
from aidscore.model.standard import Edition, Standard
from aidscore.scoring.figures import rate_shown, shown, total_landmarks
from aidscore.wording.reasons import reason_text
from aidscore.words import _


def diagnostic_document(diagnostic: Diagnostic) -> dict[str, Json]:
    """DIAGNOSTIC."""
    place = diagnostic.place
    document: dict[str, Json] = {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "level": str(diagnostic.level),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
    }
    return document | {"cell": place.cell} if place.cell else document


def refused_document(file: Refused) -> Json:
    """REFUSED."""
    return {"source": file.source, "diagnostics": [diagnostic_document(notice) for notice in file.diagnostics]}


def ignored_document(file: Ignored) -> Json:
    """A file that is no record."""
    if not file.is_ours:
        return {"source": file.source, "reason": _(file.reason)}
    more: dict[str, Json] = {
        "center": file.center,
        "replaced_by": file.replaced_by,
        "changed": file.changed,
        "note": file.note,
    }
    return {"source": file.source, "reason": file.reason} | {key: value for key, value in more.items() if value}


def reason_document(reason: Reason, edition: Edition) -> Json:
    """REASON."""
    return {"code": reason.code, "id": reason.id, "message": reason_text(reason, edition)}


def rate_document(phase: PhaseResult) -> Json:
    """The pass rate of a phase, with its counts."""
    if phase.pass_rate is None:
        return None
    marks = (phase.target.rate,) if phase.target else ()
    rate = rate_shown(phase.pass_rate, phase.edition.standard, *marks)
    return {"exact": f"{phase.counts.passed}/{phase.counts.participating}", "percent": rate}


def target_document(phase: PhaseResult) -> Json:
    """The target of a phase, as a number of centers."""
    target = phase.target
    return {"rate": exact(target.rate), "needed": target.needed, "met": target.met} if target else None


def upheld_document(result: Assessment | CenterResult | None) -> Json:
    """What a result would be if its disputes were upheld; null where nothing is disputed."""
    return None if result is None else {"exact": exact_or_null(result.total), "verdict": result.verdict}


def bounds_document(bounds: Bounds | None) -> Json:
    """Bounds as exact strings."""
    return None if bounds is None else {"low": exact(bounds.low), "high": exact(bounds.high)}


def total_or_null(total: Number | None, standard: Standard) -> Decimal | None:
    """A total as it is displayed."""
    return None if total is None else shown(total, standard, *total_landmarks(standard))


def exact_or_null(number: Number | None) -> str | None:
    """An exact string."""
    return None if number is None else exact(number)


def decimal_of(number: Number) -> Decimal:
    """A decimal of the standard, as a JSON number."""
    return Decimal(exact(number))

"""A batch as an SQLite database, for people's own queries: exact numbers as text, beside them rounded ones as REAL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from aidscore.media.json.findings import measure_document
from aidscore.media.json.parts import exact_or_null, total_or_null
from aidscore.model.quantity import Number, exact
from aidscore.model.results import Assessment, CenterResult, Outcome, PhaseResult, Visit
from aidscore.model.standard import Standard
from aidscore.run.inputs import inputs_of
from aidscore.scoring.details import details_of
from aidscore.scoring.disputes import facts_of
from aidscore.scoring.figures import rate_shown, shown
from aidscore.scoring.standings import sheets_of

Value: TypeAlias = str | int | float | None
Row: TypeAlias = Mapping[str, Value]

TABLES: Mapping[str, str] = {
    "phases": "id TEXT, name TEXT, starts TEXT, ends TEXT, standard TEXT, participating INTEGER, passed INTEGER,"
    " failed INTEGER, undecided INTEGER, not_assessed INTEGER, pass_rate TEXT, pass_rate_percent REAL, target TEXT,"
    " needed INTEGER, met INTEGER",
    "centers": "phase TEXT, id TEXT, name TEXT, level TEXT, verdict TEXT, score REAL, exact TEXT, low TEXT, high TEXT,"
    " grade TEXT, provisional INTEGER",
    "center_items": "phase TEXT, center TEXT, item TEXT, score REAL, exact TEXT",
    "center_deductions": "phase TEXT, center TEXT, item TEXT, sub_item TEXT, rule TEXT, nominal TEXT, effective TEXT,"
    " effective_points REAL",
    "visits": "source TEXT, phase TEXT, center TEXT, date TEXT, channel TEXT, visit TEXT, counts INTEGER,"
    " standard TEXT, verdict TEXT, score REAL, exact TEXT, sha256 TEXT",
    "deductions": "source TEXT, item TEXT, sub_item TEXT, rule TEXT, nominal TEXT, effective TEXT,"
    " effective_points REAL",
    "findings": "source TEXT, line INTEGER, rule TEXT, note TEXT, evidence TEXT, measure TEXT, status TEXT,"
    " status_note TEXT",
    "files": "path TEXT, sha256 TEXT, kind TEXT, outcome TEXT",
    "diagnostics": "path TEXT, line INTEGER, column INTEGER, level TEXT, code TEXT, message TEXT",
}
"""The tables with their columns. `evidence` and `measure` are JSON; days are as in 2005-09-14; yes is 1, no is 0."""
PIECE = 1 << 20
"""The number of bytes of a database that are handed over at once."""


def batch_database(outcome: Outcome) -> Iterator[bytes]:
    """The database of an outcome, piece by piece; the same bytes for the same outcome and version of SQLite."""
    with TemporaryDirectory(prefix="aidscore.") as folder:
        path = Path(folder, "result")
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            _fill(connection, outcome)
        with path.open("rb") as file:
            yield from iter(partial(file.read, PIECE), b"")


def _fill(connection: sqlite3.Connection, outcome: Outcome) -> None:
    """Write the tables. Nothing is kept for the case that this fails: then the file is of no use."""
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
    for table, columns in TABLES.items():
        connection.execute(f"CREATE TABLE {table} ({columns})")
        names = [column.split()[0] for column in columns.split(", ")]
        insert = f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})"
        connection.executemany(insert, ([_storable(row[name]) for name in names] for row in ROWS[table](outcome)))
    connection.execute("COMMIT")


def _storable(value: Value) -> Value:
    """A value as the database holds it: a path that is no text is escaped."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _real(number: Decimal | None) -> float | None:
    """A displayed number for sorting and charts; the exact one stands beside it as text."""
    return None if number is None else float(number)


def _points(number: Number, standard: Standard) -> float:
    """Points as they are displayed."""
    return float(shown(number, standard))


def _phases(outcome: Outcome) -> Iterator[Row]:
    """The phases."""
    return map(_phase, outcome.phases)


def _phase(phase: PhaseResult) -> Row:
    """One phase."""
    counts, target, rate = phase.counts, phase.target, phase.pass_rate
    marks = (target.rate,) if target else ()
    return {
        "id": _name(phase),
        "name": phase.phase.name if phase.phase else None,
        "starts": phase.phase.start.isoformat() if phase.phase else None,
        "ends": phase.phase.end.isoformat() if phase.phase else None,
        "standard": phase.edition.reference,
        "participating": counts.participating,
        "passed": counts.passed,
        "failed": counts.failed,
        "undecided": counts.undecided,
        "not_assessed": counts.not_assessed,
        "pass_rate": None if rate is None else f"{counts.passed}/{counts.participating}",
        "pass_rate_percent": None if rate is None else float(rate_shown(rate, phase.edition.standard, *marks)),
        "target": None if target is None else exact(target.rate),
        "needed": None if target is None else target.needed,
        "met": None if target is None else int(target.met),
    }


def _name(phase: PhaseResult) -> str | None:
    """The id of a phase; None without a campaign."""
    return phase.phase.id if phase.phase else None


def _centers(outcome: Outcome) -> Iterator[Row]:
    """The centers, phase by phase."""
    return (_center(center, phase) for phase in outcome.phases for center in phase.centers)


def _center(center: CenterResult, phase: PhaseResult) -> Row:
    """One center of a phase."""
    return {
        "phase": _name(phase),
        "id": center.center.id,
        "name": center.center.name,
        "level": center.center.level,
        "verdict": center.verdict,
        "score": _real(total_or_null(center.total, phase.edition.standard)),
        "exact": exact_or_null(center.total),
        "low": exact(center.bounds.low) if center.bounds else None,
        "high": exact(center.bounds.high) if center.bounds else None,
        "grade": center.grade,
        "provisional": int(center.provisional),
    }


def _center_items(outcome: Outcome) -> Iterator[Row]:
    """The item scores of the centers that have any."""
    for phase in outcome.phases:
        for center in phase.centers:
            for item, score in (center.items or {}).items():
                yield {
                    "phase": _name(phase),
                    "center": center.center.id,
                    "item": item,
                    "score": _points(score, phase.edition.standard),
                    "exact": exact(score),
                }


def _center_deductions(outcome: Outcome) -> Iterator[Row]:
    """What each rule took from each center."""
    for phase in outcome.phases:
        for center in phase.centers:
            for sheet in sheets_of(center):
                for row in _deductions(sheet):
                    yield {"phase": _name(phase), "center": center.center.id, **row}


def _deductions(sheet: Assessment) -> Iterator[Row]:
    """What each rule took from a sheet."""
    for item, part, deduction in details_of(sheet).deductions():
        yield {
            "item": item.item.id,
            "sub_item": part.sub_item.id,
            "rule": deduction.rule.id,
            "nominal": exact(deduction.nominal),
            "effective": exact(deduction.effective),
            "effective_points": _points(deduction.effective, sheet.edition.standard),
        }


def _visits(outcome: Outcome) -> Iterator[Row]:
    """The visits, each with its phase and whether it counts there."""
    places = {
        counted.visit.source: (_name(phase), int(counted.counts))
        for phase in outcome.phases
        for center in phase.centers
        for counted in center.visits
    }
    for visit in outcome.visits:
        phase, counts = places.get(visit.source, (None, None))
        yield {"source": visit.source, "phase": phase, "counts": counts, **_visit(visit)}


def _visit(visit: Visit) -> Row:
    """One visit, by itself."""
    record, result = visit.record, visit.assessment
    return {
        "center": record.center,
        "date": record.date.isoformat(),
        "channel": record.channel,
        "visit": record.visit,
        "standard": result.edition.reference,
        "verdict": result.verdict,
        "score": _real(total_or_null(result.total, result.edition.standard)),
        "exact": exact_or_null(result.total),
        "sha256": visit.sha256,
    }


def _visit_deductions(outcome: Outcome) -> Iterator[Row]:
    """What each rule took from each visit by itself."""
    return ({"source": visit.source, **row} for visit in outcome.visits for row in _deductions(visit.assessment))


def _findings(outcome: Outcome) -> Iterator[Row]:
    """Every finding of every visit, withdrawn ones too."""
    for fact in (fact for visit in outcome.visits for fact in facts_of(visit)):
        finding = fact.finding
        yield {
            "source": fact.source,
            "line": fact.line,
            "rule": finding.rule,
            "note": finding.note,
            "evidence": json.dumps(finding.evidence, ensure_ascii=False),
            "measure": json.dumps(measure_document(finding), ensure_ascii=False),
            "status": finding.status,
            "status_note": finding.status_note,
        }


def _files(outcome: Outcome) -> Iterator[Row]:
    """The files that the outcome rests on."""
    return (input_._asdict() | {"sha256": input_.sha256 or None} for input_ in inputs_of(outcome))


def _diagnostics(outcome: Outcome) -> Iterator[Row]:
    """What is wrong with refused files, and what else was said."""
    notices = [*(notice for file in outcome.refused for notice in file.diagnostics), *outcome.diagnostics]
    for notice in notices:
        yield {
            "path": notice.place.path,
            "line": notice.place.line,
            "column": notice.place.column,
            "level": str(notice.level),
            "code": notice.code,
            "message": notice.message,
        }


ROWS: Mapping[str, Callable[[Outcome], Iterable[Row]]] = {
    "phases": _phases,
    "centers": _centers,
    "center_items": _center_items,
    "center_deductions": _center_deductions,
    "visits": _visits,
    "deductions": _visit_deductions,
    "findings": _findings,
    "files": _files,
    "diagnostics": _diagnostics,
}
"""What makes the rows of each table."""

"""The centers of a report: result, visits, every deduction with evidence, and what each fix is worth."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.model.results import CountedVisit, Fact
from aidscore.pages.plan import outlook_text
from aidscore.pages.report.blocks import Block, Grid, Heading, Lines, Row, Section, Sentence
from aidscore.pages.report.names import View, place_text
from aidscore.pages.report.outlook import clauses
from aidscore.pages.report.pieces import NOTHING, Text, count, filled, linked, points, signed, total
from aidscore.pages.report.scores import reasons, score_of, verdict_text
from aidscore.reporting.result import CenterReport, DeductedClause
from aidscore.scoring.standings import sheets_of
from aidscore.wording.codes import VERDICTS
from aidscore.wording.findings import found_text, state_text
from aidscore.wording.follow_up import STATES, URGENCY
from aidscore.wording.parts import examined_text
from aidscore.wording.remarks import rescaling
from aidscore.wording.visits import visit_text
from aidscore.words import _, listed, together


def centers(view: View) -> Section | None:
    """A section for each center: of many only for those that did not pass."""
    sections = [_center(view, number, one) for number, one in enumerate(view.report.centers) if view.center(one.result)]
    if not sections:
        return None
    intro = (
        _("Every center that was visited.") if view.is_small else _("Every center that was visited and did not pass.")
    )
    return Section(view.anchor("centers"), _("Center by center"), (Sentence((intro,), "muted"),), tuple(sections))


def _center(view: View, number: int, one: CenterReport) -> Section:
    """A center."""
    center, key = one.result, f"{view.key}.centers.{number}"
    visits = [_visit(view, visit, f"{key}.visits.{place}") for place, visit in enumerate(center.visits)]
    blocks = [*_summary(view, one, key), Lines(tuple(visits)), *_followed_up(one)]
    if any(clause.deduction.nominal for clause in one.clauses):
        blocks.append(_deductions(view, one, key))
    return Section(
        view.center(center),
        view.names[center.center.id],
        tuple(blocks),
        at=key,
        is_collapsed=not view.is_small or center.verdict == "pass",
        badge=verdict_text(center),
        is_good=center.verdict == "pass" if center.verdict in ("pass", "fail") else None,
        figure=score_of(center, view.phase.edition.standard, key),
    )


def _summary(view: View, one: CenterReport, key: str) -> Iterator[Block]:
    """Why the verdict is what it is, what is suspected, and the way to a pass."""
    center, edition = one.result, view.phase.edition
    why = reasons(center, edition)
    if why:
        yield Sentence((why,))
    yield from (Sentence((remark,), "muted") for sheet in sheets_of(center) for remark in rescaling(sheet))
    if one.upheld is not None:
        sentence = _("If the disputes are upheld, the score is {score} and the verdict: {verdict}.")
        score = score_of(one.upheld, edition.standard, f"{key}.if_disputes_upheld")
        yield Sentence(filled(sentence, score=score, verdict=_(VERDICTS[one.upheld.verdict])))
    if one.plan.fewest is not None and one.plan.outlook == "possible":
        sentence = _("Fewest findings to rectify for a pass: {number} ({clauses}); the score is then {score}.")
        fewest = one.plan.fewest
        parts = {
            "number": count(len(fewest.facts), f"{key}.plan.fewest.number"),
            "score": total(fewest.total, edition.standard, f"{key}.plan.fewest.exact"),
        }
        yield Sentence(filled(sentence, **parts, clauses=clauses(view, one.plan)))
    elif outlook_text(one.plan) and not center.vetoes:
        yield Sentence((outlook_text(one.plan),))


def _followed_up(one: CenterReport) -> Iterator[Lines]:
    """What became of the problems of the phases before: the clauses by their states."""
    if one.follow_up is None or not one.follow_up.entries:
        return
    lines: list[Text] = []
    for state in URGENCY:
        rules = dict.fromkeys(entry.subject.clause for entry in one.follow_up.entries if entry.state == state)
        if rules:
            lines.append((_("{name}: {meaning}", name=_(STATES[state]), meaning=listed(rules)),))
    yield Lines(tuple(lines))


def _visit(view: View, counted: CountedVisit, key: str) -> Text:
    """A visit: when, how, what was examined, its score, its file. Those that made it are not named."""
    visit = counted.visit
    sheet, standard = visit.assessment, visit.assessment.edition.standard
    words = [visit_text(visit), examined_text(sheet), "" if counted.counts else _("does not count")]
    score = (total(sheet.total, standard, f"{key}.exact"),) if sheet.total is not None else ()
    path = visit.source.removeprefix(view.folder)
    if not score:
        return (together([*words, path]),)
    return filled(_("{visit}; score {score}; {path}"), visit=together(words), score=score, path=path)


def _deductions(view: View, one: CenterReport, key: str) -> Grid:
    """Every deduction of a center, with what was found, the evidence, and what rectifying it is worth."""
    headings = (
        Heading(_("clause")),
        Heading(_("finding"), is_wide=True),
        Heading(_("evidence and place"), is_wide=True),
        Heading(_("deducted"), "right"),
        Heading(_("rectified, it is worth"), "right"),
    )
    rows: list[Row] = []
    part = ""
    for number, clause in enumerate(one.clauses):
        if clause.deduction.nominal:
            is_new, part = clause.sub_item.id != part, clause.sub_item.id
            found = [*_clause_rows(view, clause, f"{key}.deductions.{number}", is_named=is_new)]
            anchor = f"{view.center(one.result)}.{part}" if is_new else ""
            rows += [found[0]._replace(anchor=anchor), *found[1:]]
    return Grid(headings, tuple(rows), _("Deductions"))


def _clause_rows(view: View, clause: DeductedClause, key: str, *, is_named: bool) -> Iterator[Row]:
    """A row for each finding of a rule; what was deducted stands in the first, the sub-item where it is new."""
    standard, deduction = view.phase.edition.standard, clause.deduction
    effective = (points(deduction.effective, standard, f"{key}.effective"),)
    is_same = len(deduction.facts) == 1 and clause.own[0] == deduction.effective
    link = linked(view.clause(deduction.rule.id), deduction.rule.id)
    name = (*link, f" {clause.sub_item.name}") if is_named else link
    for number, (fact, own, worth) in enumerate(zip(deduction.facts, clause.own, clause.worth, strict=True)):
        yield Row(
            (
                name if number == 0 else (deduction.rule.id,),
                (_found(fact, clause),)
                if is_same
                else filled(
                    _("{finding} (by itself {points} points)"),
                    finding=_found(fact, clause),
                    points=points(own, standard, f"{key}.findings.{number}.nominal"),
                ),
                (_proof(fact, view),),
                effective if number == 0 else ("〃",),
                NOTHING if worth is None else (signed(worth, standard, f"{key}.worth.{number}"),),
            )
        )


def _found(fact: Fact, clause: DeductedClause) -> str:
    """What was found, and whether it is disputed."""
    state = state_text(fact)
    text = found_text(fact, clause.deduction.rule) or clause.deduction.rule.text
    return " ".join(filter(None, [_("[{state}]", state=state) if state else "", text]))


def _proof(fact: Fact, view: View) -> str:
    """The evidence, and the file with the line of the finding."""
    return "\n".join(filter(None, [listed(fact.finding.evidence), place_text(fact, view.folder)]))

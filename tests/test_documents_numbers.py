"""Every number of the tables of documents is the exact one, on random campaigns; the documents can always be made."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from test_circular import add_up
from test_formats_agree import outcomes
from worded import tables

from aidscore.media.docx.circular import circular_document
from aidscore.media.docx.notices import notice_documents
from aidscore.pages.official.notice import NoticeOptions
from aidscore.reporting.make import report_of
from aidscore.scoring.details import details_of
from aidscore.scoring.standings import in_order_of_scores, sheets_of

few = settings(suppress_health_check=list(HealthCheck), max_examples=max(8, settings.default.max_examples // 25))


def shown(text):
    """What a cell of the table of scores says: None for a dash, both ends of a range."""
    return None if text in ("-", "") else tuple(text.split("至"))


@few
@given(outcomes())
def test_the_table_of_scores_has_every_score(outcome):
    report = report_of(outcome)
    for phase in report.phases:
        content = circular_document(report, phase, language="zh")
        rows = tables(content)[0][1:]
        for row, center in zip(rows, in_order_of_scores(phase.phase.centers), strict=True):
            expected = [center.total] if center.total is not None else None
            if expected is None and center.bounds is not None:
                expected = [center.bounds.low, center.bounds.high]
            texts = shown(row[2])
            assert (texts is None) == (expected is None)
            assert all(is_close(text, number) for text, number in zip(texts or (), expected or (), strict=True))


def is_close(text, number):
    """Whether a text is a number, rounded in any of the ways of standards."""
    return abs(Fraction(text) - number) < Fraction(1, 10 ** len(text.partition(".")[2]))


@few
@given(outcomes())
def test_the_lists_of_problems_have_every_deduction_and_what_it_is_worth(outcome):
    report = report_of(outcome)
    for phase in report.phases:
        plans = phase.plan.centers
        made = {
            one.center.center.id: one
            for one in notice_documents(outcome, phase.phase, plans, NoticeOptions(), language="zh")
        }
        for plan in plans:
            sheets = map(details_of, sheets_of(plan.center))
            deductions = [one for sheet in sheets for *_part, one in sheet.deductions() if one.nominal]
            assert (plan.center.center.id in made) == bool(deductions)
            if deductions:
                agree(made[plan.center.center.id], deductions, plan)


def agree(documents, deductions, plan):
    """The list of problems of a notice against the deductions and the plan."""
    [table] = tables(documents.named[0][1]())
    rows = table[1:-1]
    assert len(rows) == sum(len(one.facts) for one in deductions)
    for rule in {one.rule.id for one in deductions}:
        taken = sum(Fraction(one.effective) for one in deductions if one.rule.id == rule)
        assert add_up([row[6] for row in rows if row[1] == rule], taken), rule
    assert all(is_close(row[7], worth.worth) for row, worth in matched(rows, deductions, plan))
    assert is_close(table[-1][6], sum(Fraction(one.effective) for one in deductions))


def matched(rows, deductions, plan):
    """The rows with a worth beside the findings of the plan, clause by clause in their order."""
    facts = [fact for one in deductions for fact in one.facts]
    texts = sorted((row[1], Fraction(row[7]), row) for row in rows if row[7] != "–")
    worths = [(one.rule.id, Fraction(one.worth), one) for one in plan.findings if one.fact in facts]
    assert len(texts) == len(worths)
    return [
        (row, one) for (_a, _b, row), (_c, _d, one) in zip(texts, sorted(worths, key=lambda one: one[:2]), strict=True)
    ]

"""Laws of the arithmetic, tried on random standards, records and campaigns (spec, sections 6 to 8)."""

import tempfile
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from strategies import (
    FIRST_DAY,
    MEASURED,
    campaigns,
    editions,
    findings,
    findings_of,
    records,
    rules_of,
    shuffled,
    standards,
    text_of,
    tree_of,
    visits_to,
    yaml_of,
)
from written import assessed, read, said, visit

from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.model.campaign import Campaign
from aidscore.model.quantity import Rounding, exact, plain
from aidscore.model.record import Finding, NotApplicable, Record
from aidscore.model.rule import Each, Levels
from aidscore.model.standard import Edition, Standard
from aidscore.run.batch import batch
from aidscore.run.one_file import score_file
from aidscore.scoring.bonus import additions
from aidscore.scoring.combine import center_result
from aidscore.scoring.details import details_of
from aidscore.scoring.phase import phase_result
from aidscore.scoring.score import score
from aidscore.scoring.sheet import examined_sub_items
from aidscore.scoring.union import union

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
drawing = settings(suppress_health_check=SLOW, max_examples=settings.default.max_examples // 2)
on_disk = settings(suppress_health_check=SLOW, max_examples=settings.default.max_examples // 5)


def with_findings(record: Record, found) -> Record:
    return replace(record, findings=tuple(found))


def numbers(assessment):
    """Everything that an assessment says in numbers and words, without where it stands."""
    return (
        said(assessment.total),
        assessment.bounds,
        assessment.verdict,
        assessment.grade,
        assessment.provisional,
        [(reason.code, reason.id) for reason in assessment.reasons],
        list(assessment.vetoes),
        said(assessment.bonus),
        [
            (part.sub_item.id, part.state, part.score, [(d.rule.id, d.nominal, d.effective) for d in part.deductions])
            for part in details_of(assessment).sub_items()
        ],
    )


def lowest(assessment):
    """The score, or the lower bound where there is none."""
    return assessment.total if assessment.bounds is None else assessment.bounds.low


def highest(assessment):
    """The score, or the upper bound where there is none."""
    return assessment.total if assessment.bounds is None else assessment.bounds.high


# ---- one sheet -----------------------------------------------------------------------------------


@drawing
@given(st.data(), editions())
def test_scores_are_within_bounds(data, edition):
    result = assessed(data.draw(records(edition)), edition)
    for part in details_of(result).sub_items():
        assert part.score is None or 0 <= part.score <= part.sub_item.points
    for item in result.items:
        assert 0 <= item.earned <= item.earned + item.unexamined <= item.possible <= item.item.points
    if result.bounds is not None:
        assert 0 <= result.bounds.low <= result.bounds.high <= edition.standard.points
    if result.total is not None:
        assert 0 <= result.total <= edition.standard.points
    assert (result.total is None) or (result.bounds is None)


@drawing
@given(st.data(), editions())
def test_effective_deductions_add_up_to_what_is_missing(data, edition):
    result = assessed(data.draw(records(edition)), edition)
    for part in details_of(result).sub_items():
        if part.state in ("met", "not-met"):
            assert sum(entry.effective for entry in part.deductions) == part.sub_item.points - part.score
            assert all(0 <= entry.effective <= entry.nominal for entry in part.deductions)
            assert (part.state == "not-met") is any(entry.nominal > 0 for entry in part.deductions)


@drawing
@given(st.data(), editions())
def test_details_agree_with_the_outline(data, edition):
    record = data.draw(records(edition))
    result = assessed(record, edition)
    details = details_of(result)
    by_item = [[part for part in item.sub_items if part.score is not None] for item in details.items]
    assert [sum(part.score for part in parts) for parts in by_item] == [item.earned for item in result.items]
    assert [item.result for item in details.items] == list(result.items)
    assert sum(deduction.effective for _, _, deduction in details.deductions()) == result.lost
    assert result.unexamined == tuple(part.sub_item.id for part in details.sub_items() if part.state == "not-examined")
    assert result.not_applicable == tuple(
        part.sub_item.id for part in details.sub_items() if part.state == "not-applicable"
    )
    for item in details.items:
        unexamined = sum(part.sub_item.points for part in item.sub_items if part.state == "not-examined")
        rescaled = sum(
            part.sub_item.points for part in item.sub_items if part.state == "not-applicable" and part.score is None
        )
        assert (item.result.unexamined, item.result.possible) == (unexamined, item.result.item.points - rescaled)
    assert tuple(details.veto_facts) == result.vetoes
    shown = [fact for _, _, deduction in details.deductions() for fact in deduction.facts]
    shown += [fact for facts in (*details.veto_facts.values(), *details.bonus_facts.values()) for fact in facts]
    assert sorted(fact.line for fact in shown) == [
        line for line, finding in enumerate(record.findings, 1) if finding.status != "withdrawn"
    ]
    assert result.provisional is any(fact.finding.status == "disputed" for fact in shown)
    assert sum(addition.effective for addition in additions(details)) == result.bonus


@drawing
@given(st.data(), editions())
def test_the_explained_steps_re_added_give_the_score(data, edition):
    result = assessed(data.draw(records(edition, everything=True)), edition)
    assume(result.total is not None)
    points = edition.standard.points
    earned = sum(part.score for part in details_of(result).sub_items() if part.score is not None)
    assert earned == result.earned == sum(item.earned for item in result.items)
    assert result.rescaled == Fraction(earned) * points / result.possible
    zero = any(edition.vetoes[veto].effect == "zero" for veto in result.vetoes)
    assert result.total == (0 if zero else result.rescaled + result.bonus)


@drawing
@given(st.data(), editions())
def test_one_more_finding_never_raises_a_score(data, edition):
    record = data.draw(records(edition))
    names = examined_sub_items(edition, record.examined) - {entry.sub_item for entry in record.not_applicable}
    assume(names or edition.vetoes)
    more = data.draw(findings(edition, names, deducting=True))
    measured = more.rule in edition.rules and isinstance(edition.rules[more.rule][1].deduct, MEASURED)
    assume(not (measured and more.sample))  # a good sample may lift the pool
    before, after = assessed(record, edition), assessed(with_findings(record, [*record.findings, more]), edition)
    if lowest(before) is not None:
        assert lowest(after) <= lowest(before)
        assert highest(after) <= highest(before)
    order = ["fail", "undecided", "pass"]
    assert order.index(after.verdict) <= order.index(before.verdict)


@drawing
@given(st.data(), editions())
def test_one_finding_withdrawn_never_lowers_a_score(data, edition):
    record = data.draw(records(edition))
    assume(record.findings)
    index = data.draw(st.integers(0, len(record.findings) - 1))
    gone = record.findings[index]
    assume(gone.rule not in edition.bonus_rules and not gone.sample)
    withdrawn = replace(gone, status="withdrawn", status_note="误记")
    found = [*record.findings[:index], withdrawn, *record.findings[index + 1 :]]
    before, after = assessed(record, edition), assessed(with_findings(record, found), edition)
    assert lowest(before) is None or lowest(after) >= lowest(before)


@drawing
@given(st.data(), editions())
def test_the_order_of_findings_changes_nothing(data, edition):
    record = data.draw(records(edition))
    turned = with_findings(record, data.draw(st.permutations(record.findings)))
    assert numbers(assessed(turned, edition)) == numbers(assessed(record, edition))


@drawing
@given(st.data(), editions())
def test_a_finding_in_one_item_changes_no_other(data, edition):
    record = data.draw(records(edition))
    names = examined_sub_items(edition, record.examined) - {entry.sub_item for entry in record.not_applicable}
    assume(names)
    rule = data.draw(st.sampled_from(rules_of(edition, names)))
    more = data.draw(findings_of(rule))
    before, after = assessed(record, edition), assessed(with_findings(record, [*record.findings, more]), edition)
    for one, other in zip(details_of(before).sub_items(), details_of(after).sub_items(), strict=True):
        if one.sub_item.id != edition.rules[rule.id][0].id:
            assert one == other


@drawing
@given(st.data(), editions(), st.integers(1, 12))
def test_a_count_of_n_is_n_findings_of_1(data, edition, count):
    counted = [rule for _, rule in edition.rules.values() if isinstance(rule.deduct, Each | Levels)]
    assume(counted)
    rule = data.draw(st.sampled_from(counted))
    level = next(iter(rule.deduct.levels)) if isinstance(rule.deduct, Levels) else None
    record = with_findings(data.draw(records(edition, everything=True)), [])
    record = replace(record, not_applicable=())
    together = [Finding(rule.id, count=count, level=level)]
    single = [Finding(rule.id, level=level)] * count
    one, other = (assessed(with_findings(record, found), edition) for found in (together, single))
    assert numbers(one) == numbers(other)


@drawing
@given(st.data(), editions())
def test_an_identical_copy_of_the_standard_scores_the_same(data, edition):
    copy = Edition.of(read(yaml_of(edition.standard), Standard))
    record = data.draw(records(edition))
    assert numbers(assessed(record, copy)) == numbers(assessed(record, edition))


@drawing
@given(st.data(), editions())
def test_there_is_no_float_anywhere(data, edition):
    assert list(floats(assessed(data.draw(records(edition)), edition))) == []


def floats(value):
    """Every float in a result, to any depth."""
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict):
        yield from floats(tuple(value.items()))
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from floats(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from floats(getattr(value, field.name))


# ---- bounds --------------------------------------------------------------------------------------


@st.composite
def completed(draw, record, edition):
    """The record with everything examined that was not, found in whatever state; no later veto or bonus."""
    inapplicable = {entry.sub_item for entry in record.not_applicable}
    open_ = sorted(set(edition.sub_items) - examined_sub_items(edition, record.examined) - inapplicable)
    without = draw(st.sets(st.sampled_from(open_))) if open_ else set()
    more = [draw(findings_of(rule)) for rule in rules_of(edition, set(open_) - without) if draw(st.booleans())]
    entries = tuple(NotApplicable(name, "无此项") for name in sorted(without))
    return replace(
        with_findings(record, [*record.findings, *more]),
        examined="all",
        not_applicable=(*record.not_applicable, *entries),
    )


@drawing
@given(st.data(), editions())
def test_bounds_enclose_every_completion(data, edition):
    record = data.draw(records(edition))
    before = assessed(record, edition)
    assume(before.bounds is not None)
    after = assessed(data.draw(completed(record, edition)), edition)
    if after.total is not None:
        assert before.bounds.low <= after.total <= before.bounds.high


@drawing
@given(st.data(), editions())
def test_an_early_verdict_is_that_of_every_completion(data, edition):
    record = data.draw(records(edition))
    before = assessed(record, edition)
    assume(before.bounds is not None and before.verdict != "undecided")
    after = assessed(data.draw(completed(record, edition)), edition)
    if after.total is not None:
        assert after.verdict == before.verdict


@drawing
@given(st.data(), editions())
def test_bounds_are_reached(data, edition):
    record = replace(data.draw(records(edition)), not_applicable=())
    record = with_findings(record, [finding for finding in record.findings if finding.rule not in edition.rules])
    before = assessed(record, edition)
    assume(before.bounds is not None)
    assert assessed(replace(record, examined="all"), edition).total == before.bounds.high


@drawing
@given(st.data(), editions())
def test_the_grade_agrees_with_the_verdict(data, edition):
    result = assessed(data.draw(records(edition)), edition)
    grades = {grade.name: grade.start for grade in edition.standard.grades}
    if result.grade is not None:
        assert grades[result.grade] <= result.total
        assert (grades[result.grade] >= edition.standard.pass_mark) <= (result.verdict == "pass")
    if result.total is not None and grades and edition.standard.pass_mark:
        assert result.grade is not None


# ---- several visits ------------------------------------------------------------------------------


@drawing
@given(st.data(), editions())
def test_the_union_of_one_visit_is_that_visit(data, edition):
    one = visit(data.draw(records(edition)), edition)
    assert score(union(edition, [one])) == one.assessment


@drawing
@given(st.data(), editions(), campaigns())
def test_counts_add_up(data, edition, campaign):
    found = [visit(record, edition, f"{n}.yaml") for n, record in enumerate(data.draw(visits_to(edition)))]
    result = phase_result(campaign, campaign.phases[0], edition, found)
    counts = result.counts
    assert counts.registered == len(campaign.centers) == counts.excluded + counts.participating
    assert counts.participating == len(result.centers)
    assert counts.participating == counts.passed + counts.failed + counts.undecided + counts.not_assessed
    assert result.pass_rate == Fraction(counts.passed, counts.participating)
    if result.target is not None:
        assert result.target.met is (result.pass_rate >= result.target.rate)
        assert result.target.met is (counts.passed >= result.target.needed)
    assert list(floats(result)) == []


@drawing
@given(st.data(), editions(), campaigns())
def test_the_order_of_visits_changes_nothing(data, edition, campaign):
    found = [visit(record, edition, f"{n}.yaml") for n, record in enumerate(data.draw(visits_to(edition)))]
    turned = data.draw(st.permutations(found))
    phase = campaign.phases[0]
    assert phase_result(campaign, phase, edition, turned) == phase_result(campaign, phase, edition, found)


@drawing
@given(st.data(), editions(), campaigns())
def test_a_center_keeps_its_visits_and_its_bounds(data, edition, campaign):
    found = [visit(record, edition) for record in data.draw(visits_to(edition)) if record.center == "a"]
    result = center_result(campaign.centers[0], found, edition, campaign.phases[0])
    assert len(result.visits) == len(found)
    assert result.total is None or 0 <= result.total <= edition.standard.points
    assert (result.verdict == "not-assessed") is not any(entry.counts for entry in result.visits)
    assert result.total is None or result.verdict in ("pass", "fail")
    assert result.verdict in ("pass", "not-assessed") or result.reasons or result.bounds is not None
    if result.verdict == "fail" and result.total is not None:
        assert result.reasons


@drawing
@given(st.data(), editions(), st.sampled_from(["mean", "worst"]))
def test_a_mean_is_between_its_visits_and_the_worst_is_one_of_them(data, edition, way):
    record = data.draw(records(edition, everything=True, channel="announced"))
    other = data.draw(records(edition, everything=True, channel="unannounced"))
    found = [visit(one, edition) for one in (record, other)]
    totals = [entry.assessment.total for entry in found]
    assume(None not in totals and not any(entry.assessment.vetoes for entry in found))
    campaign = data.draw(campaigns())
    phase = replace(campaign.phases[0], channels=None, combine=way)
    total = center_result(campaign.centers[0], found, edition, phase).total
    assert min(totals) <= total <= max(totals)
    assert total == (min(totals) if way == "worst" else Fraction(sum(totals)) / 2)


# ---- files ---------------------------------------------------------------------------------------


@drawing
@given(st.data(), standards(), campaigns())
def test_what_is_written_reads_back_the_same(data, standard, campaign):
    record = data.draw(records(Edition.of(standard)))
    assert read(yaml_of(standard), Standard) == standard
    assert read(yaml_of(record), Record) == record
    assert read(yaml_of(campaign), Campaign) == campaign


@drawing
@given(st.data(), standards(), campaigns())
def test_the_order_of_keys_changes_nothing(data, standard, campaign):
    for model, content in (
        (Standard, standard),
        (Campaign, campaign),
        (Record, data.draw(records(Edition.of(standard)))),
    ):
        assert read(text_of(data.draw(shuffled(tree_of(content)))), model) == content


@contextmanager
def folder_of(standard, campaign, found, names):
    """A folder with a standard, a campaign and records in files of these names."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "standards" / "s").mkdir(parents=True)
        (folder / "standards" / "s" / "1.yaml").write_text(yaml_of(standard), encoding="utf-8")
        (folder / "campaign.yaml").write_text(yaml_of(campaign), encoding="utf-8")
        (folder / "records").mkdir()
        for name, record in zip(names, found, strict=True):
            (folder / "records" / name).write_text(yaml_of(record), encoding="utf-8")
        yield folder / "records"


def run(folder):
    return batch(str(folder), Workspace(Standards()))


def shown(outcome):
    """What a batch says of each center, without the names of files."""
    return [
        (
            center.center.id,
            center.verdict,
            said(center.total),
            center.bounds,
            center.grade,
            center.provisional,
            list(center.vetoes),
            center.items,
            [(reason.code, reason.id) for reason in center.reasons if reason.code != "refused-records"],
            [(entry.visit.record, entry.counts, said(entry.visit.assessment.total)) for entry in center.visits],
        )
        for phase in outcome.phases
        for center in phase.centers
    ]


@on_disk
@given(st.data(), standards(), campaigns())
def test_the_names_of_files_change_nothing(data, standard, campaign):
    found = data.draw(visits_to(Edition.of(standard)))
    names = [f"{number}.yaml" for number in range(len(found))]
    others = data.draw(st.permutations([f"{number}深.yml" for number in range(len(found))]))
    with folder_of(standard, campaign, found, names) as one, folder_of(standard, campaign, found, others) as other:
        first, second = run(one), run(other)
    assert shown(first) == shown(second)
    assert first.found == len(found) == len(first.visits)


@on_disk
@given(st.data(), standards(), campaigns())
def test_a_batch_is_its_single_scores(data, standard, campaign):
    found = data.draw(visits_to(Edition.of(standard)))
    with folder_of(standard, campaign, found, [f"{number}.yaml" for number in range(len(found))]) as folder:
        outcome = run(folder)
        single = [score_file(str(path), Workspace(Standards())) for path in sorted(folder.iterdir())]
    assert [numbers(entry.assessment) for entry in outcome.visits] == [
        numbers(entry.visit.assessment) for entry in single
    ]


@on_disk
@given(
    st.data(),
    standards(),
    campaigns(),
    st.sampled_from(["", "{", "a: 1", "aidscore: record/1\n", "- x", "\0", "x.txt"]),
)
def test_a_broken_file_changes_no_other_line(data, standard, campaign, text):
    found = data.draw(visits_to(Edition.of(standard)))
    with folder_of(standard, campaign, found, [f"{number}.yaml" for number in range(len(found))]) as folder:
        alone = run(folder)
        (folder / "broken.yaml").write_text(text, encoding="utf-8")
        together = run(folder)
    assert shown(together) == shown(alone)
    assert (together.found, len(together.refused)) == (alone.found + 1, len(alone.refused) + 1)
    assert together.found == len(together.visits) + len(together.refused) + len(together.ignored)


# ---- display -------------------------------------------------------------------------------------

rationals = st.fractions(0, 200, max_denominator=5000).map(plain)
roundings = st.builds(Rounding, st.integers(0, 4), st.sampled_from(["half-up", "half-even", "down"]))


@given(rationals, roundings)
def test_a_number_is_rounded_by_less_than_a_place(number, rounding):
    error = abs(Fraction(rounding.display(number)) - number) * 10**rounding.decimals
    assert error < 1 if rounding.mode == "down" else error <= Fraction(1, 2)


@given(rationals, st.lists(rationals, max_size=3), roundings)
def test_no_number_is_shown_on_the_other_side_of_a_mark(number, marks, rounding):
    shown_ = Fraction(rounding.display(number, marks))
    for mark in marks:
        endless = "/" in exact(mark)
        assert (shown_ >= mark) is (number >= mark) or (endless and number == mark)


@given(rationals)
def test_the_exact_text_is_the_number(number):
    assert Fraction(exact(number)) == number


@on_disk
@given(st.integers(0, 3), st.data(), editions())
def test_a_declared_score_as_displayed_agrees(days, data, edition):
    record = data.draw(records(edition, everything=True, day=FIRST_DAY + timedelta(days)))
    result = assessed(record, edition)
    assume(result.total is not None)
    standard = edition.standard
    number = Fraction(standard.rounding.display(result.total, [standard.pass_mark]))
    declared = replace(record, declared_score=plain(number))
    with folder_of(standard, data.draw(campaigns()), [declared], ["a.yaml"]) as folder:
        scored = score_file(str(folder / "a.yaml"), Workspace(Standards()))
    assert [problem.code for problem in scored.diagnostics if problem.code != "count-far-above-cap"] == []

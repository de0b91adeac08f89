"""Laws of comparing (spec, section 9): effects hold on records, nothing is lost, parts add up to the difference."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from revisions import pairs
from strategies import campaigns, records, standards, visits_to, yaml_of
from written import assessed, edition, visit

from aidscore.model.change import INVERSE
from aidscore.model.standard import Edition
from aidscore.scoring.combine import center_result
from aidscore.scoring.phase import phase_result
from aidscore.versions.attribution import shapley
from aidscore.versions.carry import carried
from aidscore.versions.diff import diff
from aidscore.versions.heirs import likely_heirs
from aidscore.versions.impact import phase_impact
from aidscore.versions.intermediate import VersionPair
from aidscore.versions.matching import match_clauses

TURNED = {"added": "removed", "removed": "added"}
VERDICTS = ("not-assessed", "fail", "undecided", "pass")


@st.composite
def revisions(draw, most=5):
    """A revision, and a record by its old version."""
    old, new = draw(pairs(most))
    revision = VersionPair.of(Edition.of(old, "1"), Edition.of(new, "2"))
    return revision, draw(records(revision.old))


@st.composite
def phases(draw, most=4):
    """A revision, a campaign, and the phase of it that was scored by the old version."""
    old, new = draw(pairs(most))
    revision = VersionPair.of(Edition.of(old, "1"), Edition.of(new, "2"))
    campaign = draw(st.none() | campaigns())
    visits = [visit(record, revision.old, f"{n}.yaml") for n, record in enumerate(draw(visits_to(revision.old, 4)))]
    phase = campaign.phases[0] if campaign else None
    return revision, campaign, phase_result(campaign, phase, revision.old, visits)


def subsets(revision):
    """Some of the changes."""
    numbers = range(len(revision.changes))
    return st.sets(st.sampled_from(numbers)) if numbers else st.just(set())


def ends(result):
    """The least and the most that a sheet or a center comes out as; None without either."""
    if result.bounds is not None:
        return result.bounds.low, result.bounds.high
    return None if result.total is None else (result.total, result.total)


def assert_effect(effect, before, after):
    """What a change of this effect may do to a result."""
    if effect == "restructuring":
        return
    pull = [VERDICTS.index(after.verdict) - VERDICTS.index(before.verdict)]
    if ends(before) is None or ends(after) is None:
        assert {before.total, after.total} <= {None, 0}  # a veto may take all points where visits leave no score
    else:
        assert (before.total is None) == (after.total is None)
        pull += [b - a for a, b in zip(ends(before), ends(after), strict=True)]
    if effect == "editorial":
        assert not any(pull)
    elif effect == "tightening":
        assert max(pull) <= 0
    else:
        assert min(pull) >= 0


# ---- changes -------------------------------------------------------------------------------------


@given(standards())
def test_nothing_changes_from_a_version_to_itself(standard):
    assert diff(standard, standard) == ()


@given(standards())
def test_nothing_changes_from_a_version_to_what_its_text_says(standard):
    assert diff(standard, edition(yaml_of(standard)).standard) == ()


@given(pairs())
def test_the_way_back_is_the_inverse(versions):
    old, new = versions
    there = Counter((change.kind, change.effect, change.level, change.aspect) for change in diff(old, new))
    back = Counter(
        (TURNED.get(change.kind, change.kind), INVERSE[change.effect], change.level, change.aspect)
        for change in diff(new, old)
    )
    assert there == back


@given(pairs())
def test_old_and_new_change_places_on_the_way_back(versions):
    old, new = versions
    there = Counter((change.aspect, repr(change.old), repr(change.new)) for change in fields_of(diff(old, new)))
    assert there == Counter((change.aspect, repr(change.new), repr(change.old)) for change in fields_of(diff(new, old)))


def fields_of(changes):
    """The changes that tell values of files; an order is told by the new ids in both directions."""
    return [change for change in changes if change.aspect != "order"]


@given(pairs())
def test_every_clause_is_continued_or_told_of(versions):
    old, new = versions
    matching, changes = match_clauses(old, new), diff(old, new)
    told = {change.id for change in changes if change.kind == "removed"}
    assert told == {former for former, heirs in matching.heirs.items() if not heirs}
    assert {change.id for change in changes if change.kind == "added"} == matching.new.keys() - {
        heir for heirs in matching.heirs.values() for heir in heirs
    }


@given(pairs())
def test_heirs_are_suggested_for_what_vanished_and_never_assumed(versions):
    old, new = versions
    matching = match_clauses(old, new)
    for heir in likely_heirs(matching):
        assert matching.heirs[heir.former] == ()
        assert all(matching.origins[name] == () for name in heir.likely)


@given(pairs())
def test_no_change_says_the_same_on_both_sides(versions):
    assert not [change for change in diff(*versions) if change.old == change.new]


# ---- effects -------------------------------------------------------------------------------------


@given(revisions(), st.data())
def test_effects_hold_whatever_else_is_changed(drawn, data):
    revision, record = drawn
    seen = visit(record, revision.old)
    for number, change in enumerate(revision.changes):
        others = frozenset(data.draw(subsets(revision))) - {number}
        before, _ = carried(seen, revision, revision.partial(others))
        after, _ = carried(seen, revision, revision.partial(others | {number}))
        assert_effect(change.effect, before.assessment, after.assessment)


@given(phases(), st.data())
def test_effects_hold_for_centers_however_visits_are_combined(drawn, data):
    revision, _, phase = drawn
    for number, change in enumerate(revision.changes):
        others = frozenset(data.draw(subsets(revision))) - {number}
        for center in phase.centers:
            before, after = (by_partial(center, phase, revision, chosen) for chosen in (others, others | {number}))
            assert_effect(change.effect, before, after)


def by_partial(center, phase, revision, chosen):
    """A center by the old version with some changes made."""
    made = revision.partial(frozenset(chosen))
    moved = [carried(counted.visit, revision, made)[0] for counted in center.visits]
    return center_result(center.center, moved, made, phase.phase)


@given(revisions())
def test_without_a_change_the_old_version_is_left(drawn):
    revision, record = drawn
    before = assessed(record, revision.old)
    moved, lost = carried(visit(record, revision.old), revision, revision.partial(frozenset()))
    assert lost == ()
    assert outcome(moved.assessment) == outcome(before)


@given(revisions())
def test_with_every_change_the_new_version_is_reached(drawn):
    revision, record = drawn
    seen = visit(record, revision.old)
    made, lost = carried(seen, revision, revision.partial(frozenset(range(len(revision.changes)))))
    new, lost_by_new = carried(seen, revision, revision.new)
    assert lost == lost_by_new
    assert outcome(made.assessment) == outcome(new.assessment)


def outcome(result):
    """What a sheet comes out as, without the editions that tell the words of its clauses."""
    items = Counter((item.earned, item.possible, item.unexamined) for item in result.items)
    return result.total, result.bounds, result.verdict, result.grade, result.bonus, tuple(result.vetoes), items


@given(revisions())
def test_every_finding_is_carried_over_or_named(drawn):
    revision, record = drawn
    moved, lost = carried(visit(record, revision.old), revision, revision.new)
    assert len(record.findings) == len(moved.record.findings) + len(lost)
    kept = [finding for n, finding in enumerate(record.findings) if n not in lost]
    assert [replace(one, rule="") for one in moved.record.findings] == [replace(one, rule="") for one in kept]
    by_line = {line: finding.rule for line, finding in zip(moved.lines, moved.record.findings, strict=True)}
    for line, rule in by_line.items():
        former = record.findings[line - 1].rule
        assert rule in revision.matching.heirs[former]


@given(revisions())
def test_a_finding_carried_over_stands_where_it_was_examined(drawn):
    revision, record = drawn
    moved, _ = carried(visit(record, revision.old), revision, revision.new)
    without = {entry.sub_item for entry in moved.record.not_applicable}
    for finding in moved.record.findings:
        if finding.rule in revision.new.rules:
            assert revision.new.rules[finding.rule][0].id in set(moved.record.examined) - without


# ---- impact --------------------------------------------------------------------------------------


@given(phases())
def test_parts_add_up_to_the_difference_exactly(drawn):
    revision, campaign, before = drawn
    for center in phase_impact(before, campaign, revision).centers:
        parts = sum(part.difference for part in center.parts)
        assert parts == (center.difference or 0)


@given(phases(most=2))
def test_parts_are_those_of_all_orders_of_all_changes(drawn):
    revision, campaign, before = drawn
    if len(revision.changes) > 6:
        return
    for center in phase_impact(before, campaign, revision).centers:
        if center.difference is not None and not center.in_order:
            wanted = shapley(range(len(revision.changes)), lambda made: by_all(center, before, revision, made))  # noqa: B023  called at once
            assert {part.change: part.difference for part in center.parts} == {n: d for n, d in wanted.items() if d}


def by_all(center, phase, revision, made):
    """A center's total by an intermediate edition; where it has none, the one before."""
    total = by_partial(center.before, phase, revision, made).total
    return center.before.total if total is None else total


@given(phases())
def test_bounds_contain_the_score_and_verdicts_agree(drawn):
    revision, campaign, before = drawn
    for center in phase_impact(before, campaign, revision).centers:
        if center.bounds is not None:
            assert center.bounds.low < center.bounds.high
            assert center.after.total is None or center.bounds.low <= center.after.total <= center.bounds.high
        elif not center.lost:
            assert center.after.bounds is None or center.after.bounds.low == center.after.bounds.high


@given(phases())
def test_every_finding_that_is_not_carried_over_is_listed(drawn):
    revision, campaign, before = drawn
    result = phase_impact(before, campaign, revision)
    listed = Counter((lost.center, lost.source, lost.line, lost.rule) for one in result.centers for lost in one.lost)
    wanted = Counter()
    for center in before.centers:
        for counted in center.visits:
            for number in carried(counted.visit, revision, revision.new)[1]:
                finding = counted.visit.record.findings[number]
                if finding.status != "withdrawn":
                    wanted[center.center.id, counted.visit.source, counted.visit.lines[number], finding.rule] += 1
    assert listed == wanted


@given(phases())
def test_counts_after_are_those_of_the_verdicts_after(drawn):
    revision, campaign, before = drawn
    result = phase_impact(before, campaign, revision)
    verdicts = Counter(center.after.verdict for center in result.centers)
    counts = result.after.counts
    assert (counts.passed, counts.failed, counts.undecided, counts.not_assessed) == tuple(
        verdicts[verdict] for verdict in ("pass", "fail", "undecided", "not-assessed")
    )
    assert (counts.participating, counts.excluded) == (before.counts.participating, before.counts.excluded)


@given(phases(most=1))
def test_an_identical_copy_changes_nothing(drawn):
    revision, campaign, before = drawn
    copy = VersionPair.of(revision.old, Edition.of(replace(revision.old.standard, version="3"), "3"))
    result = phase_impact(before, campaign, copy)
    assert (result.after.counts, result.after.pass_rate, result.after.target) == (
        (before.counts, before.pass_rate, before.target)
    )
    for center in result.centers:
        assert (center.lost, center.parts, center.flips) == ((), (), False)
        assert ends(center.after) == ends(center.before)

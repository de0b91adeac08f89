"""Laws of corrections that lose findings (spec, 9 and 15): the bounds of a phase are those of a comparison."""

from dataclasses import replace

from hypothesis import given
from test_diff_laws import phases

from aidscore.run.corrections import by_correction, with_bounds
from aidscore.scoring.phase import phase_result
from aidscore.versions.weighing import weighed_phase


def by_the_correction(campaign, before, revision):
    """A phase of the old version, as if it named the new one as a correction of the old."""
    phase = before.phase and replace(before.phase, standard=revision.new.reference)
    visits = [counted.visit for center in before.centers for counted in center.visits]
    moved = [by_correction(visit, revision.new)[0] for visit in visits]
    return with_bounds(phase_result(campaign, phase, revision.new, moved))


def result(center):
    """What a center comes out as."""
    ends = (center.total, center.total) if center.bounds is None else (center.bounds.low, center.bounds.high)
    return center.verdict, ends


@given(phases())
def test_a_correction_gives_the_bounds_of_a_comparison(drawn):
    revision, campaign, before = drawn
    _, weighed = weighed_phase(before, campaign, revision)
    corrected = by_the_correction(campaign, before, revision)
    for one, center in zip(weighed, corrected.centers, strict=True):
        assert result(center) == result(replace(one.after, bounds=one.bounds or one.after.bounds)), center.center.id


@given(phases())
def test_the_counts_are_those_of_the_verdicts(drawn):
    revision, campaign, before = drawn
    corrected = by_the_correction(campaign, before, revision)
    verdicts = [center.verdict for center in corrected.centers]
    counts = corrected.counts
    assert (counts.passed, counts.failed) == (verdicts.count("pass"), verdicts.count("fail"))
    assert (counts.undecided, counts.not_assessed) == (verdicts.count("undecided"), verdicts.count("not-assessed"))

"""Laws of corrections and of phases with centers, tried on random standards, records and campaigns (spec, 5 and 15)."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import CENTERS, campaigns, editions, records, standards, visits_to
from test_laws import SLOW, folder_of, on_disk, run, shown
from written import visit

from aidscore.model.results import SUPERSEDED, VOID
from aidscore.model.standard import Edition
from aidscore.scoring.phase import phase_result


def without_reasons(result):
    """Everything of a center's result but why it is not assessed."""
    return replace(result, reasons=() if result.verdict == "not-assessed" else result.reasons)


@settings(suppress_health_check=SLOW, max_examples=settings.default.max_examples // 2)
@given(st.data(), editions(), campaigns(), st.sets(st.sampled_from(CENTERS), min_size=1))
def test_the_centers_of_a_phase_change_nothing_but_a_reason(data, edition, campaign, named):
    found = [visit(record, edition, f"{n}.yaml") for n, record in enumerate(data.draw(visits_to(edition)))]
    phase = campaign.phases[0]
    whole = phase_result(campaign, phase, edition, found)
    part = phase_result(campaign, replace(phase, centers=tuple(sorted(named))), edition, found)
    assert list(map(without_reasons, part.centers)) == list(map(without_reasons, whole.centers))
    assert (part.counts, part.pass_rate, part.target) == (whole.counts, whole.pass_rate, whole.target)
    for center in part.centers:
        if center.verdict == "not-assessed":
            expected = "no-visit" if center.center.id in named else "not-in-phase"
            assert [reason.code for reason in center.reasons] == [expected]


@on_disk
@given(st.data(), standards(), campaigns())
def test_only_the_latest_revision_counts(data, standard, campaign):
    edition = Edition.of(standard)
    latest = data.draw(visits_to(edition, most=3))
    files, revised = [], []
    for record in latest:
        number = data.draw(st.integers(1, 3))
        revised.append(replace(record, revision=number, revision_note="更正" if number > 1 else None))
        for earlier in range(1, number):
            other = data.draw(records(edition, center=record.center, day=record.date, visit=record.visit))
            other = replace(other, channel=record.channel, declared_score=None)
            files.append(replace(other, revision=earlier, revision_note="更正" if earlier > 1 else None))
    every = data.draw(st.permutations([*files, *revised]))
    names = [f"{number:02}.yaml" for number in range(len(every))]
    with folder_of(standard, campaign, every, names) as folder:
        outcome = run(folder)
    with folder_of(standard, campaign, revised, names[: len(revised)]) as folder:
        alone = run(folder)
    assert shown(outcome) == shown(alone)
    assert outcome.found == len(outcome.visits) + len(outcome.ignored) == len(every)
    assert [file.reason for file in outcome.ignored] == [SUPERSEDED] * len(files)


@on_disk
@given(st.data(), standards(), campaigns())
def test_a_visit_taken_back_is_as_if_it_had_never_been(data, standard, campaign):
    found = data.draw(visits_to(Edition.of(standard)))
    taken = data.draw(st.lists(st.booleans(), min_size=len(found), max_size=len(found)))
    every = [
        replace(record, void="true", revision_note="误记") if void else record
        for record, void in zip(found, taken, strict=True)
    ]
    kept = [record for record, void in zip(found, taken, strict=True) if not void]
    with folder_of(standard, campaign, every, [f"{number}.yaml" for number in range(len(every))]) as folder:
        outcome = run(folder)
    with folder_of(standard, campaign, kept, [f"{number}.yaml" for number in range(len(kept))]) as folder:
        alone = run(folder)
    assert shown(outcome) == shown(alone)
    assert [file.reason for file in outcome.ignored] == [VOID] * sum(taken)

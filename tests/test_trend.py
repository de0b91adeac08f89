"""The trend: what of a difference between phases is changed rules, and what the centers changed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from revisions import pairs
from strategies import CENTERS, FIRST_DAY, visits_to
from test_follow_up import BY_FIRST, STANDARD, seen
from written import changed, edition, record, said, visit

from aidscore.follow_up.trend import trends
from aidscore.model.campaign import Campaign, Center, Phase
from aidscore.model.standard import Edition
from aidscore.scoring.phase import phase_result

DEARER = edition(changed(STANDARD, ("deduct: 1}", "deduct: 3}"), ('version: "1"', 'version: "2"')))
WITHOUT = edition(changed(STANDARD, ("    - {id: once, text: 一, deduct: 1}\n", ""), ('version: "1"', 'version: "2"')))


def by(later, findings):
    """A visit by the later version."""
    text = (
        "aidscore: record/1\nstandard: s@2\ncenter: a\nchannel: announced\ndate: 2005-09-20\n"
        f"examined: all\nfindings: [{findings}]\n"
    )
    return visit(record(text, later), later, "2.yaml")


def parts(later, before, now):
    """The parts of the one center: score before, by rules, by the center, score now."""
    phases = [
        phase_result(None, None, BY_FIRST, [seen(1, before)], (), ()),
        phase_result(None, None, later, [by(later, now)], (), ()),
    ]
    ((center,),) = (trend.centers for trend in trends(phases, None))
    return tuple(map(said, (center.before.total, center.by_rules, center.by_center, center.after.total)))


@pytest.mark.parametrize(
    ("later", "before", "now", "wanted"),
    [
        pytest.param(DEARER, "{rule: once}", "{rule: once}", ("19", "-2", "0", "17"), id="only the rule changed"),
        pytest.param(DEARER, "{rule: once}", "", ("19", "-2", "3", "20"), id="corrected under a stricter rule"),
        pytest.param(DEARER, "", "{rule: once}", ("20", "0", "-3", "17"), id="new under a stricter rule"),
        pytest.param(WITHOUT, "{rule: once}", "", ("19", None, None, "20"), id="a finding that is not carried over"),
    ],
)
def test_the_parts_of_a_difference(later, before, now, wanted):
    assert parts(later, before, now) == wanted


CITY = Campaign("campaign/1", "c", "活动", tuple(Center(name, f"中心{name}") for name in CENTERS), ())


@given(st.data())
def test_known_parts_add_up_to_the_difference_exactly(data):
    phases = []
    for version in map(Edition.of, data.draw(pairs())):
        phase = Phase("p", "阶段", FIRST_DAY, FIRST_DAY + timedelta(30), version.reference, combine="union")
        found = [visit(one, version, f"{number}.yaml") for number, one in enumerate(data.draw(visits_to(version)))]
        phases.append(phase_result(CITY, phase, version, found, (), ()))
    (trend,) = trends(phases, CITY)
    assert [one.after.center.id for one in trend.centers] == list(CENTERS)
    for one in trend.centers:
        if one.is_known:
            assert one.by_rules + one.by_center == one.after.total - one.before.total

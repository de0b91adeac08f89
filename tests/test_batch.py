"""A folder in, an outcome out (spec, section 8): who is counted, what is refused, what is passed over."""

import os
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from written import codes, said

from aidscore.files.standards import Standards
from aidscore.files.walk import walk
from aidscore.files.workspace import Workspace
from aidscore.media.csv import summary_csv
from aidscore.model.quantity import Rounding
from aidscore.pages.batch import batch_page
from aidscore.run.batch import batch

STANDARD = """\
aidscore: standard/1
id: {name}
version: "{version}"
title: 标准
language: zh-CN
status: in-force
effective: {{from: 2005-01-01, to: 2006-12-31}}
points: 100
pass: {{score: 90}}
not_applicable: rescale
items: [{{id: A, name: 项目, points: 100, sub_items: [
  {{id: A1, name: 子项目, points: 100, rules: [{{id: R, text: 每处扣1分, basis: [依据], deduct: {{each: 1}}}}]}}]}}]
"""
PHASE = "{id: pilot, name: 试点, from: 2005-07-01, to: 2005-12-31, standard: s@1, combine: latest, target: 1/3}"
CAMPAIGN = """\
aidscore: campaign/1
id: city
title: 活动
centers:
{centers}
  - {{id: campus, name: 大学, excluded: 不参加检查考评}}
phases:
  - {{id: before, name: 动员, from: 2005-06-01, to: 2005-06-30}}
{phases}
"""


class City:
    """A folder with a campaign of three centers, in which tests put files."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.records = folder / "records"
        self.records.mkdir()
        self.standard("s", "1")
        self.campaign()

    def standard(self, name, version, folder="."):
        path = self.folder / folder / "standards" / name / f"{version}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STANDARD.format(name=name, version=version), encoding="utf-8")
        return path

    def campaign(self, *phases, centers=("a", "b", "c")):
        listed = "\n".join(f"  - {{id: {center}, name: 中心{center}}}" for center in centers)
        told = "\n".join(f"  - {phase}" for phase in phases or [PHASE])
        text = CAMPAIGN.format(centers=listed, phases=told)
        (self.folder / "campaign.yaml").write_text(text, encoding="utf-8")

    def record(self, path, center="a", day="2005-09-14", findings="[]", standard="s@1", channel="announced", more=""):
        text = (
            f"aidscore: record/1\nstandard: {standard}\ncenter: {center}\nchannel: {channel}\ndate: {day}\n"
            f"examined: all\nfindings: {findings}\n{more}"
        )
        return self.file(path, text)

    def file(self, path, text):
        whole = self.records / path
        whole.parent.mkdir(parents=True, exist_ok=True)
        whole.write_text(text, encoding="utf-8")
        return whole

    def batch(self, phase=None, folder=None):
        return batch(str(folder or self.records), Workspace(Standards()), phase)


@pytest.fixture
def city(tmp_path):
    return City(tmp_path)


def verdicts(outcome, phase=0):
    return {center.center.id: center.verdict for center in outcome.phases[phase].centers}


def refusals(outcome):
    """Why files were refused, by their names."""
    return {Path(entry.source).name: [problem.code for problem in entry.diagnostics] for entry in outcome.refused}


def passed_over(outcome):
    return {Path(entry.source).name: entry.reason for entry in outcome.ignored}


def warnings(outcome):
    return [problem.code for problem in outcome.diagnostics if problem.code != "not-in-published"]


def numbers(outcome):
    """Everything that is counted: found, scored, refused, ignored."""
    return outcome.found, len(outcome.visits), len(outcome.refused), len(outcome.ignored)


class TestCounts:
    def test_every_center_is_counted_once(self, city):
        city.campaign(centers=("a", "b", "c", "d"))
        city.record("a.yaml", "a", findings="[{rule: R, count: 10}]")
        city.record("b.yaml", "b", findings="[{rule: R, count: 11}]")
        city.record("c.yaml", "c", more="visit: 上午\n")
        city.record("c2.yaml", "c", more="visit: 下午\n")
        outcome = city.batch()
        assert verdicts(outcome) == {"a": "pass", "b": "fail", "c": "undecided", "d": "not-assessed"}
        counts = outcome.phases[0].counts
        assert (counts.registered, counts.excluded, counts.participating) == (5, 1, 4)
        assert (counts.passed, counts.failed, counts.undecided, counts.not_assessed) == (1, 1, 1, 1)

    def test_the_pass_rate_is_of_all_that_participate(self, city):
        city.record("a.yaml", "a")
        phase = city.batch().phases[0]
        assert (said(phase.pass_rate), phase.target.needed, phase.target.met) == ("1/3", 1, True)

    def test_seven_of_twenty_reach_a_third(self, city):
        city.campaign(centers=[f"z{number}" for number in range(20)])
        for number in range(7):
            city.record(f"{number}.yaml", f"z{number}")
        phase = city.batch().phases[0]
        assert (said(phase.pass_rate), phase.target.needed, phase.target.met) == ("0.35", 7, True)

    @pytest.mark.parametrize(
        ("rate", "target", "percent"),
        [
            (Fraction(7, 20), Fraction(1, 3), "35"),
            (Fraction(1, 3), Fraction(1, 3), "33"),  # at the target: no percentage could say it exactly
            (Fraction(898, 1000), Fraction(9, 10), "89.8"),  # not 90
            (Fraction(9, 10), Fraction(9, 10), "90"),
        ],
    )
    def test_a_percentage_is_not_rounded_across_the_target(self, rate, target, percent):
        assert str(Rounding(0).display(rate * 100, [target * 100])) == percent

    def test_found_is_scored_and_refused_and_ignored(self, city):
        city.record("a.yaml", "a")
        city.record("b.yaml", "nobody")
        city.file("c.txt", "Notizen")
        assert numbers(city.batch()) == (3, 1, 1, 1)

    def test_nobody_takes_part(self, city):
        city.campaign(centers=())
        phase = city.batch().phases[0]
        assert (phase.counts.registered, phase.counts.participating) == (1, 0)
        assert (phase.pass_rate, phase.target.met) == (None, False)

    def test_all_phases_with_a_standard_in_order(self, city):
        second = "{id: second, name: 全面, from: 2006-01-01, to: 2006-06-30, standard: s@1, combine: mean}"
        city.campaign(PHASE, second)
        city.record("a.yaml", "a")
        city.record("b.yaml", "b", day="2006-02-01")
        outcome = city.batch()
        assert [phase.phase.id for phase in outcome.phases] == ["pilot", "second"]
        assert verdicts(outcome, 0) == {"a": "pass", "b": "not-assessed", "c": "not-assessed"}
        assert verdicts(outcome, 1) == {"a": "not-assessed", "b": "pass", "c": "not-assessed"}
        assert outcome.phases[1].target is None


class TestRefused:
    def test_an_excluded_center(self, city):
        city.record("a.yaml", "campus")
        assert refusals(city.batch()) == {"a.yaml": ["excluded-center"]}

    def test_an_unknown_center(self, city):
        city.record("a.yaml", "nobody")
        assert refusals(city.batch()) == {"a.yaml": ["unknown-center"]}

    def test_outside_every_phase(self, city):
        city.record("a.yaml", day="2005-05-31")
        assert refusals(city.batch()) == {"a.yaml": ["date-outside-phases"]}

    def test_in_a_phase_that_takes_no_records(self, city):
        city.record("a.yaml", day="2005-06-15")
        assert refusals(city.batch()) == {"a.yaml": ["phase-takes-no-records"]}

    def test_on_the_edges_of_a_phase(self, city):
        city.record("a.yaml", "a", day="2005-07-01")
        city.record("b.yaml", "b", day="2005-12-31")
        assert numbers(city.batch()) == (2, 2, 0, 0)

    def test_of_another_standard_version(self, city):
        city.standard("s", "2")
        city.record("a.yaml", standard="s@2")
        assert refusals(city.batch()) == {"a.yaml": ["standard-of-another-phase"]}

    def test_outside_the_standards_effective(self, city):
        city.campaign("{id: late, name: 后期, from: 2006-12-01, to: 2007-06-30, standard: s@1, combine: latest}")
        city.record("a.yaml", day="2007-01-01")
        assert refusals(city.batch()) == {"a.yaml": ["date-outside-effective"]}

    def test_of_an_unknown_standard(self, city):
        city.record("a.yaml", standard="t@1")
        assert "unknown-standard" in refusals(city.batch())["a.yaml"]

    def test_twice_the_same_visit(self, city):
        city.record("a.yaml")
        city.record("copy/a.yaml", findings="[{rule: R}]")
        outcome = city.batch()
        assert [len(entry.diagnostics) for entry in outcome.refused] == [1, 1]
        assert {problem.code for entry in outcome.refused for problem in entry.diagnostics} == {"duplicate-visit"}
        assert {problem.place.line for entry in outcome.refused for problem in entry.diagnostics} == {3}
        assert verdicts(outcome)["a"] == "not-assessed"

    def test_each_names_the_others(self, city):
        paths = [city.record(f"{number}.yaml") for number in range(3)]
        others = city.batch().refused[1].diagnostics[0].arguments["others"]
        assert others == f"{paths[0]}, {paths[2]}"

    def test_of_very_many_it_names_some(self, city):
        for number in range(9):
            city.record(f"{number}.yaml")
        assert city.batch().refused[8].diagnostics[0].arguments["others"].endswith("4.yaml … (+3)")

    @pytest.mark.parametrize(
        "other",
        [{"center": "b"}, {"day": "2005-09-15"}, {"channel": "unannounced"}, {"more": "visit: 下午\n"}],
        ids=["center", "date", "channel", "visit"],
    )
    def test_what_makes_it_another_visit(self, city, other):
        city.record("a.yaml")
        city.record("b.yaml", **other)
        assert numbers(city.batch()) == (2, 2, 0, 0)

    def test_the_center_says_that_records_were_refused(self, city):
        city.record("a.yaml")
        city.record("b.yaml", findings="[{rule: unknown}]", day="2005-10-01")
        center = city.batch().phases[0].centers[0]
        assert (center.verdict, codes(center.reasons)) == ("pass", ["refused-records"])
        assert center.reasons[0].arguments["number"] == 1

    def test_even_where_the_phase_cannot_be_told(self, city):
        city.record("a.yaml", day="2005-13-14")
        city.record("b.yaml", "b", day="2001-01-01")
        centers = city.batch().phases[0].centers
        assert [codes(center.reasons) for center in centers[:2]] == [["no-visit", "refused-records"]] * 2

    def test_but_not_in_another_phase(self, city):
        second = "{id: second, name: 全面, from: 2006-01-01, to: 2006-06-30, standard: s@1, combine: mean}"
        city.campaign(PHASE, second)
        city.record("a.yaml", findings="[{rule: unknown}]")
        outcome = city.batch()
        assert codes(outcome.phases[0].centers[0].reasons) == ["no-visit", "refused-records"]
        assert codes(outcome.phases[1].centers[0].reasons) == ["no-visit"]

    @pytest.mark.parametrize(
        "text",
        ["", "{", "- - -", "a: 1\na: 2\n", "\tx: 1", "aidscore: record/9\n", "aidscore: record/1\n", "title: 无格式\n"],
    )
    def test_a_broken_file_never_stops_the_others(self, city, text):
        city.record("a.yaml", "a", findings="[{rule: R, count: 3}]")
        alone = city.batch()
        city.file("0broken.yaml", text)
        outcome = city.batch()
        assert list(refusals(outcome)) == ["0broken.yaml"]
        for phase, other in zip(outcome.phases, alone.phases, strict=True):
            assert (phase.centers, phase.counts, phase.target) == (other.centers, other.counts, other.target)

    def test_a_refused_standard_refuses_its_records(self, city):
        path = city.standard("s", "1")
        path.write_text(path.read_text(encoding="utf-8").replace("points: 100", "points: 99", 1), encoding="utf-8")
        city.record("a.yaml")
        outcome = city.batch()
        assert list(refusals(outcome)) == ["a.yaml"]
        assert outcome.phases == ()

    def test_a_refused_campaign_refuses_its_records(self, city):
        city.campaign(PHASE, PHASE)
        city.record("a.yaml")
        assert refusals(city.batch()) == {"a.yaml": ["campaign-refused"]}


class TestFiles:
    def test_all_folders_below_and_both_endings_in_any_case(self, city):
        for number, name in enumerate(["a.yaml", "b.yml", "C.YAML", "deep/er/d.Yml"]):
            city.record(name, day=f"2005-09-{number + 1:02}")
        assert numbers(city.batch()) == (4, 4, 0, 0)

    def test_other_files_are_listed_with_a_reason(self, city):
        city.file("notes.txt", "")
        city.file("a.yaml.bak", "")
        city.file(".hidden.yaml", "x")
        assert passed_over(city.batch()) == {
            "notes.txt": "not a YAML file",
            "a.yaml.bak": "not a YAML file",
            ".hidden.yaml": "a hidden file",
        }

    def test_standards_and_campaigns_are_passed_over(self, city):
        outcome = city.batch(folder=city.folder)
        assert passed_over(outcome) == {"campaign.yaml": "a campaign", "1.yaml": "a standard"}

    def test_a_yaml_file_without_a_format_is_refused(self, city):
        city.file("a.yaml", "name: 表\n")
        assert refusals(city.batch()) == {"a.yaml": ["no-format"]}

    def test_hidden_folders_are_not_entered(self, city):
        city.record(".git/a.yaml")
        assert numbers(city.batch()) == (0, 0, 0, 0)

    def test_links_are_not_followed(self, city):
        path = city.record("a.yaml")
        os.symlink(path, city.records / "b.yaml")
        os.symlink(city.folder, city.records / "round")
        outcome = city.batch()
        assert numbers(outcome) == (3, 1, 0, 2)
        assert passed_over(outcome) == {"b.yaml": "a link", "round": "a link"}

    def test_a_pipe_is_refused_and_not_waited_for(self, city):
        os.mkfifo(city.records / "a.yaml")
        assert list(refusals(city.batch())) == ["a.yaml"]

    def test_by_path(self, tmp_path):
        for name in ("b/1.yaml", "a/2.yaml", "a.yaml", "a/10.yaml", "中.yaml"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).touch()
        found = [Path(entry.path).relative_to(tmp_path).as_posix() for entry in walk(str(tmp_path))]
        assert found == sorted(found) == ["a.yaml", "a/10.yaml", "a/2.yaml", "b/1.yaml", "中.yaml"]

    def test_an_empty_folder_gives_every_center_not_assessed_and_a_warning(self, city):
        outcome = city.batch()
        assert verdicts(outcome) == {"a": "not-assessed", "b": "not-assessed", "c": "not-assessed"}
        assert warnings(outcome) == ["no-records"]

    def test_a_folder_of_other_files_too(self, city):
        city.file("notes.txt", "")
        assert warnings(city.batch()) == ["no-records"]

    def test_refused_records_are_records(self, city):
        city.record("a.yaml", "nobody")
        assert warnings(city.batch()) == []


class TestOrder:
    FINDINGS = ("[]", "[{rule: R, count: 9}]", "[{rule: R, count: 20}]")

    @pytest.mark.parametrize("way", ["latest", "union", "mean", "worst"])
    def test_the_result_does_not_depend_on_file_names(self, city, way):
        city.campaign(PHASE.replace("latest", way))
        for number, findings in enumerate(self.FINDINGS):
            city.record(f"{number}.yaml", "a", day=f"2005-09-0{number + 1}", findings=findings)
        first = city.batch().phases[0].centers[0]
        for number in range(3):
            (city.records / f"{number}.yaml").rename(city.records / f"z{9 - number}.yml")
        second = city.batch().phases[0].centers[0]
        assert (first.total, first.verdict, first.items, first.reasons) == (
            second.total,
            second.verdict,
            second.items,
            second.reasons,
        )
        assert [entry.visit.record for entry in first.visits] == [entry.visit.record for entry in second.visits]


class TestSameDay:
    def test_both_files_get_an_error(self, city):
        paths = [city.record(f"{name}.yaml", more=f"visit: {name}\n") for name in ("上午", "下午")]
        outcome = city.batch()
        clashes = [problem for problem in outcome.diagnostics if problem.code == "same-day-visits"]
        assert sorted(problem.place.path for problem in clashes) == sorted(map(str, paths))
        assert {(problem.place.line, problem.level.value) for problem in clashes} == {(5, "error")}
        assert numbers(outcome) == (2, 2, 0, 0)
        assert verdicts(outcome)["a"] == "undecided"

    def test_not_where_it_does_not_matter(self, city):
        for name in ("上午", "下午"):
            city.record(f"{name}.yaml", more=f"visit: {name}\n")
        city.record("later.yaml", day="2005-09-15")
        assert warnings(city.batch()) == []

    def test_not_of_channels_that_do_not_count(self, city):
        for name in ("上午", "下午"):
            city.record(f"{name}.yaml", channel="self", more=f"visit: {name}\n")
        assert warnings(city.batch()) == []


class TestOnePhase:
    SECOND = "{id: second, name: 全面, from: 2006-01-01, to: 2006-06-30, standard: s@1, combine: mean}"

    def test_visits_of_other_phases_are_passed_over(self, city):
        city.campaign(PHASE, self.SECOND)
        city.record("a.yaml", "a")
        city.record("b.yaml", "b", day="2006-02-01")
        outcome = city.batch("second")
        assert [phase.phase.id for phase in outcome.phases] == ["second"]
        assert numbers(outcome) == (2, 1, 0, 1)
        assert passed_over(outcome) == {"a.yaml": "a visit of another phase"}

    def test_refused_ones_stay_refused(self, city):
        city.campaign(PHASE, self.SECOND)
        city.record("a.yaml", "nobody")
        assert numbers(city.batch("second")) == (1, 0, 1, 0)

    def test_records_of_another_phase_are_records(self, city):
        city.campaign(PHASE, self.SECOND)
        city.record("a.yaml", "a")
        assert warnings(city.batch("second")) == []


class TestWithoutCampaign:
    @pytest.fixture
    def city(self, city):
        (city.folder / "campaign.yaml").unlink()
        return city

    def test_there_is_one_phase_of_the_centers_seen(self, city):
        city.record("a.yaml", "x", day="2005-09-01")
        city.record("b.yaml", "x", day="2005-09-02", findings="[{rule: R, count: 11}]")
        city.record("c.yaml", "w", day="2006-09-02")
        outcome = city.batch()
        assert outcome.campaign is None
        assert verdicts(outcome) == {"w": "pass", "x": "fail"}  # the latest counts
        phase = outcome.phases[0]
        assert (phase.phase, phase.target, said(phase.pass_rate), phase.excluded) == (None, None, "0.5", ())
        assert (phase.counts.registered, phase.counts.participating) == (2, 2)

    def test_self_visits_do_not_count(self, city):
        city.record("a.yaml", "x", channel="self")
        assert verdicts(city.batch()) == {"x": "not-assessed"}

    def test_two_standard_versions_make_no_phase(self, city):
        city.standard("s", "2")
        city.record("a.yaml", "x")
        city.record("b.yaml", "y", standard="s@2")
        outcome = city.batch()
        assert outcome.phases == ()
        assert warnings(outcome) == ["several-standards"]
        assert numbers(outcome) == (2, 2, 0, 0)

    def test_two_files_for_one_version_make_no_phase(self, city):
        other = city.standard("s", "1", folder="records/x")
        other.write_text(other.read_text(encoding="utf-8").replace("score: 90", "score: 80"), encoding="utf-8")
        city.record("x/a.yaml", "x")
        city.record("y/b.yaml", "y")
        outcome = city.batch()
        assert outcome.phases == ()
        assert warnings(outcome) == ["two-files-for-one-version"]

    def test_twins_are_refused_all_the_same(self, city):
        city.record("a.yaml", "x")
        city.record("b.yaml", "x")
        assert numbers(city.batch()) == (2, 0, 2, 0)

    def test_an_empty_folder(self, city):
        outcome = city.batch()
        assert (outcome.phases, warnings(outcome)) == ((), ["no-records"])


class TestWhichCampaign:
    def test_one_above_the_folder(self, city):
        city.record("deep/er/a.yaml")
        assert city.batch(folder=city.records / "deep").campaign.id == "city"

    def test_one_beside_the_records(self, city):
        shutil.move(city.folder / "campaign.yaml", city.records / "campaign.yaml")
        city.record("a.yaml")
        outcome = city.batch(folder=city.folder)
        assert outcome.campaign.id == "city"
        assert verdicts(outcome)["a"] == "pass"

    def test_never_two(self, city):
        text = (city.folder / "campaign.yaml").read_text(encoding="utf-8")
        (city.folder / "campaign.yaml").unlink()
        for name in ("x", "y"):
            city.record(f"{name}/a.yaml", day=f"2005-09-0{1 + (name == 'y')}")
            city.file(f"{name}/campaign.yaml", text)
        outcome = city.batch()
        assert (outcome.campaign, outcome.phases) == (None, ())
        assert warnings(outcome) == ["several-campaigns"]

    def test_nor_one_above_and_another_beside_some_records(self, city):
        text = (city.folder / "campaign.yaml").read_text(encoding="utf-8")
        city.file("x/campaign.yaml", text.replace("{id: a,", "{id: z,"))
        city.record("x/a.yaml", "z")
        city.record("y/a.yaml", "a")
        outcome = city.batch()
        assert (outcome.campaign, outcome.phases) == (None, ())
        assert warnings(outcome) == ["several-campaigns"]

    def test_one_named_is_the_only_one(self, city):
        text = (city.folder / "campaign.yaml").read_text(encoding="utf-8")
        city.file("x/campaign.yaml", text)
        city.record("x/a.yaml", "a")
        city.record("y/a.yaml", "b")
        outcome = batch(str(city.records), Workspace(Standards(), str(city.folder / "campaign.yaml")))
        assert verdicts(outcome) == {"a": "pass", "b": "pass", "c": "not-assessed"}


class TestWithoutDetails:
    """What is shown of centers is the same where findings and deductions are let go."""

    @pytest.mark.parametrize("way", ["latest", "union", "mean", "worst"])
    def test_centers_come_out_the_same(self, city, way):
        city.campaign(PHASE.replace("latest", way))
        city.record("1.yaml", "a", day="2005-09-01", findings="[{rule: R, count: 9}]")
        city.record("2.yaml", "a", day="2005-09-02", findings="[{rule: R, count: 2, status: disputed}]")
        city.record("3.yaml", "b", day="2005-09-02", findings="[{rule: R, count: 50}]")
        whole = city.batch()
        outlined = batch(str(city.records), Workspace(Standards()), details=False)
        for one, other in zip(whole.phases[0].centers, outlined.phases[0].centers, strict=True):
            assert (one.verdict, one.total, one.grade, one.provisional, one.items, one.reasons) == (
                other.verdict,
                other.total,
                other.grade,
                other.provisional,
                other.items,
                other.reasons,
            )
        assert whole.phases[0].counts == outlined.phases[0].counts

    def test_findings_are_kept_only_where_they_are_united(self, city):
        city.record("1.yaml", "a", findings="[{rule: R, count: 9}]")
        outlined = batch(str(city.records), Workspace(Standards()), details=False)
        assert outlined.visits[0].record.findings == ()
        city.campaign(PHASE.replace("latest", "union"))
        united = batch(str(city.records), Workspace(Standards()), details=False)
        assert len(united.visits[0].record.findings) == 1

    @pytest.mark.parametrize("combine", ["latest", "mean", "worst"])
    def test_what_people_see_is_the_same(self, city, combine):
        city.campaign(PHASE.replace("latest", combine))
        city.record("1.yaml", "a", findings="[{rule: R, count: 9}]")
        city.record("2.yaml", "a", day="2005-09-02", findings="[{rule: R, count: 2, status: disputed}]")
        city.record("3.yaml", "b", day="2005-09-02", findings="[{rule: R, count: 50}]")
        outlined = batch(str(city.records), Workspace(Standards()), details=False)
        assert batch_page(outlined) == batch_page(city.batch())
        assert [*summary_csv(outlined)] == [*summary_csv(city.batch())]


def test_a_campaign_kept_elsewhere_may_name_standards_that_stand_beside_the_records(city, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "campaign.yaml"
    (city.folder / "campaign.yaml").rename(elsewhere)
    workspace = Workspace(Standards(), str(elsewhere))
    city.record("1.yaml", "a", findings="[{rule: R, count: 9}]")
    (phase,) = batch(str(city.records), workspace).phases
    assert [(center.center.id, center.verdict) for center in phase.centers][:1] == [("a", "pass")]
    (city.records / "1.yaml").unlink()
    (phase,) = batch(str(city.records), Workspace(Standards(), str(elsewhere))).phases
    assert phase.counts.not_assessed == 3

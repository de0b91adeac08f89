"""The records of one visit (spec, sections 8 and 15): revisions, visits taken back, duplicates and copies."""

from itertools import permutations
from pathlib import Path

import pytest
from formed import Filled, form, home
from test_batch import City, numbers, refusals, verdicts
from written import codes

from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.media.json.batch import batch_document
from aidscore.model.results import BLANK_FORM, SUPERSEDED, VOID
from aidscore.run.as_if import as_if
from aidscore.run.batch import batch
from aidscore.run.several import score_paths
from aidscore.run.validate import validate
from aidscore.versions.impact import phase_impact
from aidscore.versions.intermediate import VersionPair

SECOND = "revision: 2\nrevision_note: 复核后更正\n"
LOST = "[{rule: R, count: 20}]"


@pytest.fixture
def city(tmp_path):
    return City(tmp_path)


def ignored(outcome):
    """The records that do not count, by file: why, what replaced them and what that changed."""
    return {
        Path(file.source).name: (file.reason, file.replaced_by and Path(file.replaced_by).name, file.changed)
        for file in outcome.ignored
    }


class TestRevisions:
    @pytest.mark.parametrize("details", [True, False])
    def test_the_latest_counts_and_the_earlier_ones_are_listed_with_what_changed(self, city, details):
        city.record("1.yaml", findings=LOST)
        city.record("2.yaml", findings="[{rule: R, count: 12}]", more=SECOND + "declared_score: 88\n")
        city.record("3.yaml", more="revision: 3\nrevision_note: 再次更正\n")
        outcome = batch(str(city.records), Workspace(Standards()), details=details)
        assert (numbers(outcome), verdicts(outcome)["a"]) == ((3, 1, 0, 2), "pass")
        assert ignored(outcome) == {
            "1.yaml": (SUPERSEDED, "3.yaml", ("findings",)),
            "2.yaml": (SUPERSEDED, "3.yaml", ("findings", "declared_score")),
        }
        assert {file.note for file in outcome.ignored} == {"再次更正"}

    def test_whatever_the_files_are_called(self, city):
        texts = [(LOST, ""), ("[]", SECOND), (LOST, "revision: 3\nrevision_note: x\n")]
        for order in permutations("123"):
            for name, (findings, more) in zip(order, texts, strict=True):
                city.record(f"{name}.yaml", findings=findings, more=more)
            outcome = city.batch()
            assert [visit.record.revision for visit in outcome.visits] == [3]
            assert verdicts(outcome)["a"] == "fail"

    def test_score_knows_them_too(self, city):
        city.record("1.yaml", findings=LOST)
        city.record("2.yaml", more=SECOND)
        outcome = score_paths([str(city.records)], Workspace(Standards()))
        assert [Path(visit.source).name for visit in outcome.visits] == ["2.yaml"]

    def test_two_of_the_same_revision_are_refused_as_duplicates(self, city):
        city.record("1.yaml", findings=LOST)
        city.record("2.yaml", more=SECOND)
        city.record("3.yaml", findings="[{rule: R}]", more=SECOND)
        outcome = city.batch()
        assert refusals(outcome) == {"2.yaml": ["duplicate-visit"], "3.yaml": ["duplicate-visit"]}
        assert ignored(outcome)["1.yaml"][0] == SUPERSEDED
        assert codes(outcome.phases[0].centers[0].reasons) == ["no-visit", "refused-records"]

    def test_two_first_ones_are_refused_and_the_second_revision_counts(self, city):
        city.record("1.yaml", findings=LOST)
        city.record("1b.yaml")
        city.record("2.yaml", more=SECOND)
        outcome = city.batch()
        assert (list(refusals(outcome)), verdicts(outcome)["a"]) == (["1.yaml", "1b.yaml"], "pass")

    def test_a_revision_that_is_refused_leaves_no_earlier_one_in_its_place(self, city):
        city.record("1.yaml")
        city.record("2.yaml", findings="[{rule: unknown}]", more=SECOND)
        outcome = city.batch()
        assert (numbers(outcome), ignored(outcome)["1.yaml"][:2]) == ((2, 0, 1, 1), (SUPERSEDED, "2.yaml"))
        assert verdicts(outcome)["a"] == "not-assessed"

    def test_a_revision_of_another_visit_replaces_nothing(self, city):
        city.record("1.yaml")
        city.record("2.yaml", day="2005-09-15", more=SECOND)
        assert numbers(city.batch()) == (2, 2, 0, 0)

    @pytest.mark.parametrize("more", ["revision: 2\n", "void: true\n"])
    def test_the_reason_must_be_given(self, city, more):
        city.record("1.yaml", more=more)
        assert refusals(city.batch()) == {"1.yaml": ["revision-note-missing"]}

    @pytest.mark.parametrize("more", ["revision: 1\n", "void: false\n", "revision: 1\nvoid: false\n"])
    def test_what_may_be_left_out_may_be_written(self, city, more):
        city.record("1.yaml", more=more)
        assert numbers(city.batch()) == (1, 1, 0, 0)

    @pytest.mark.parametrize("written", ["0", "1.5", "-1", "二"])
    def test_a_revision_is_a_whole_number_from_1(self, city, written):
        city.record("1.yaml", more=f"revision: {written}\nrevision_note: x\n")
        assert numbers(city.batch()) == (1, 0, 1, 0)

    @pytest.mark.parametrize("written", ["yes", "1", "True!"])
    def test_void_is_true_or_false(self, city, written):
        city.record("1.yaml", more=f"void: {written}\nrevision_note: x\n")
        assert [code.partition("/")[0] for code in refusals(city.batch())["1.yaml"]] == ["not-one-of"]


class TestTakenBack:
    def test_by_a_later_revision(self, city):
        city.record("1.yaml", findings=LOST)
        city.record("2.yaml", more=SECOND + "void: true\n")
        outcome = city.batch()
        assert (numbers(outcome), verdicts(outcome)["a"]) == ((2, 0, 0, 2), "not-assessed")
        assert {name: why for name, (why, *_) in ignored(outcome).items()} == {"1.yaml": SUPERSEDED, "2.yaml": VOID}

    def test_in_the_record_itself(self, city):
        city.record("1.yaml", findings=LOST, more="void: true\nrevision_note: 误记\n")
        city.record("2.yaml", day="2005-09-10")
        outcome = city.batch()
        assert (verdicts(outcome)["a"], ignored(outcome)["1.yaml"][0]) == ("pass", VOID)

    def test_and_restored(self, city):
        city.record("1.yaml", findings=LOST, more="void: true\nrevision_note: 误记\n")
        city.record("2.yaml", findings=LOST, more=SECOND)
        outcome = city.batch()
        assert (verdicts(outcome)["a"], ignored(outcome)["1.yaml"]) == ("fail", (SUPERSEDED, "2.yaml", ("void",)))


class TestDuplicates:
    def said(self, outcome):
        return {Path(file.source).name: [line.entry for line in file.diagnostics] for file in outcome.refused}

    def test_exact_copies_are_told_to_be_such_and_others_what_differs(self, city):
        city.record("1.yaml")
        city.record("2.yaml")
        city.record("3.yaml", findings="[{rule: R}]", more="declared_score: 99\n")
        outcome = city.batch()
        assert self.said(outcome) == {
            "1.yaml": ["duplicate-visit/identical", "duplicate-visit"],
            "2.yaml": ["duplicate-visit/identical", "duplicate-visit"],
            "3.yaml": ["duplicate-visit"],
        }
        assert [file.diagnostics[-1].arguments["keys"] for file in outcome.refused] == [
            ("findings", "declared_score")
        ] * 3

    def test_the_same_in_other_words_of_yaml(self, city):
        city.record("1.yaml")
        city.record("2.yaml", more="# 副本\n")
        assert self.said(city.batch()) == {name: ["duplicate-visit/same-content"] for name in ("1.yaml", "2.yaml")}


def test_a_revision_is_in_json_with_what_it_changed(city):
    city.record("1.yaml", findings=LOST)
    path = city.record("2.yaml", more=SECOND)
    document = batch_document(city.batch())
    assert '"reason": "superseded"' in document
    assert f'"replaced_by": "{path}"' in document
    assert '"changed": [' in document


class TestDenominator:
    """Who is counted, though nothing of them could be scored."""

    def test_a_center_of_which_every_record_was_refused_is_counted(self, city):
        (city.folder / "campaign.yaml").unlink()
        city.record("1.yaml", "a")
        city.record("2.yaml", "b", findings="[{rule: unknown}]")
        phase = city.batch().phases[0]
        assert (str(phase.pass_rate), phase.counts.participating, phase.counts.not_assessed) == ("1/2", 2, 1)
        assert codes(phase.centers[1].reasons) == ["refused-records"]

    def test_not_one_that_cannot_be_read(self, city):
        (city.folder / "campaign.yaml").unlink()
        city.record("1.yaml", "a")
        city.file("2.yaml", "{")
        assert city.batch().phases[0].counts.participating == 1

    def test_centers_of_a_phase(self, city):
        phase = (
            "{id: pilot, name: 试点, from: 2005-07-01, to: 2005-12-31, standard: s@1, combine: latest, centers: [a, b]}"
        )
        city.campaign(phase, centers=("a", "b", "c", "d"))
        city.record("1.yaml", "a")
        city.record("2.yaml", "d")
        result = city.batch().phases[0]
        assert {one.center.id: (one.verdict, codes(one.reasons)) for one in result.centers} == {
            "a": ("pass", []),
            "b": ("not-assessed", ["no-visit"]),
            "c": ("not-assessed", ["not-in-phase"]),
            "d": ("pass", []),
        }
        assert (str(result.pass_rate), result.counts.participating) == ("1/2", 4)

    @pytest.mark.parametrize(
        ("centers", "code"),
        [
            ("[a, x]", "unknown-center"),
            ("[a, campus]", "excluded-center"),
            ("[a, b, a]", "listed-twice"),
            ("[]", "empty-list"),
        ],
    )
    def test_they_take_part_in_the_campaign_each_once(self, city, centers, code):
        city.campaign(
            f"{{id: p, name: 试, from: 2005-07-01, to: 2005-12-31, standard: s@1, combine: mean, centers: {centers}}}"
        )
        workspace = Workspace(Standards())
        batch(str(city.records), workspace)
        assert [line.code for line in workspace.notices()] == [code]


class TestBlankForms:
    """A form in which no inspector has entered anything is no visit, and nobody is assessed by it."""

    @pytest.fixture
    def folder(self, tmp_path):
        home(tmp_path)
        (tmp_path / "v").mkdir()
        return tmp_path

    def put(self, folder, name, center=None):
        book = Filled(form(folder))
        if center is not None:
            book.cell("visit", "center").value = center
        (folder / "v" / name).write_bytes(book.saved())

    def test_it_is_ignored_counted_and_listed_by_center(self, folder):
        self.put(folder, "a.xlsx", "xuhui")
        self.put(folder, "b.xlsx")
        outcome = batch(str(folder / "v"), Workspace(Standards()))
        assert numbers(outcome) == (2, 0, 0, 2)
        assert [(file.reason, file.center) for file in outcome.ignored] == [(BLANK_FORM, "xuhui"), (BLANK_FORM, None)]
        for phase in outcome.phases:
            found = {center.center.id: codes(center.reasons) for center in phase.centers}
            assert found["xuhui"] == ["blank-form"]
            assert all(reasons == ["no-visit"] for name, reasons in found.items() if name != "xuhui")
        assert validate([str(folder / "v")], Workspace(Standards())).diagnostics == ()

    def test_one_that_is_named_is_refused(self, folder):
        self.put(folder, "a.xlsx", "xuhui")
        assert len(score_paths([str(folder / "v" / "a.xlsx")], Workspace(Standards())).refused) == 1


class TestOtherVersions:
    """What is known of centers without a score is known under another version as well."""

    def test_refused_records_without_a_campaign(self, city):
        (city.folder / "campaign.yaml").unlink()
        city.standard("s", "2")
        city.record("1.yaml", "a")
        city.record("2.yaml", "b", findings="[{rule: unknown}]")
        workspace = Workspace(Standards())
        outcome = batch(str(city.records), workspace)
        old, new = (workspace.standard(f"s@{version}", str(city.records)).edition for version in "12")
        phase = as_if(outcome, new).phases[0]
        assert [codes(center.reasons) for center in phase.centers] == [[], ["refused-records"]]
        after = phase_impact(outcome.phases[0], None, VersionPair.of(old, new)).after
        assert after.counts == outcome.phases[0].counts

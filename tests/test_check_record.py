"""Every refusal and warning of a record, as the spec's section 4 lists them: text in, places and codes out."""

import pytest
from checked import HEAD, codes, finding, record, said

from aidscore.check.record import MOST_TRIED


def more(lines):
    """A record without findings and with more lines, from line 8 on."""
    return record("findings: []\n" + lines)


@pytest.mark.parametrize("key", [line.split(":")[0] for line in (HEAD + "findings: []").split("\n")])
def test_every_key_that_a_record_needs_is_asked_for(key):
    text = "".join(line for line in record().splitlines(keepends=True) if not line.startswith(key))
    assert codes(text) == [(1, 1, "no-format" if key == "aidscore" else "missing-key")]


@pytest.mark.parametrize(
    "written",
    [
        "rule: A1.1",
        "{rule: A1.1, count: 4, note: 四份, evidence: [照片03], status: disputed, status_note: 中心有异议}",
        "{rule: A1.1, sample: {drawn: 20, failed: 0}}",
        "{rule: A1.2, missing: [hotline, hours]}",
        "{rule: A1.3, points: 1.5, note: 较轻}",
        "{rule: A1.4, level: 一般, count: 2}",
        "{rule: A1.4, level: 一般}",
        "{rule: A1.5}",
        "{rule: A2.1, value: 91.9%}",
        "{rule: A2.1, value: 57/62}",
        "{rule: A2.1, value: 0.919}",
        "{rule: A2.1, sample: {drawn: 20, failed: 3}}",
        "{rule: A2.2, value: 30}",
        "{rule: B1.1}",
        "{rule: V1, note: 收取一百元}",
        "{rule: A1.5, status: withdrawn, status_note: 查无此事}",
    ],
)
def test_findings_with_the_keys_of_their_rules_kind(written):
    assert codes(finding(written)) == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # exactly the keys of the rule's kind
        ("{rule: A1.5, count: 2}", [(8, 18, "key-of-another-kind")]),
        ("{rule: B1.1, points: 2}", [(8, 18, "key-of-another-kind")]),
        ("{rule: A1.1, value: 3}", [(8, 18, "key-of-another-kind")]),
        ("{rule: A1.4, level: 一般, sample: {drawn: 2, failed: 1}}", [(8, 29, "key-of-another-kind")]),
        ("{rule: A2.2, sample: {drawn: 2, failed: 1}}", [(8, 18, "key-of-another-kind")]),
        ("{rule: V1, note: 收钱, count: 1}", [(8, 26, "key-of-another-kind")]),
        ("{rule: A1.2}", [(8, 5, "measure-missing")]),
        ("{rule: A1.3, note: 较轻}", [(8, 5, "measure-missing")]),
        ("{rule: A1.4, count: 2}", [(8, 5, "measure-missing")]),
        ("{rule: A2.1}", [(8, 5, "measure-missing")]),
        ("{rule: A2.2}", [(8, 5, "measure-missing")]),
        ("{rule: A1.1, count: 1, sample: {drawn: 2, failed: 1}}", [(8, 28, "two-measures")]),
        ("{rule: A2.1, value: 1%, sample: {drawn: 2, failed: 1}}", [(8, 29, "two-measures")]),
        # count is a whole number from 1
        ("{rule: A1.1, count: 0}", [(8, 25, "count-of-zero")]),
        ("{rule: A1.1, count: 1.5}", [(8, 25, "not-a-whole-number")]),
        # values
        ("{rule: A1.2, missing: [hotline, 邮箱]}", [(8, 37, "unknown-element")]),
        ("{rule: A1.3, points: 3.5, note: 较重}", [(8, 26, "points-outside-range")]),
        ("{rule: A1.3, points: 0.5, note: 较轻}", [(8, 26, "points-outside-range")]),
        ("{rule: A1.3, points: 1.25, note: 较轻}", [(8, 26, "points-outside-range")]),
        ("{rule: A1.4, level: 一 般}", [(8, 25, "unknown-level")]),
        ("{rule: A2.1, value: 92}", [(8, 25, "not-a-share")]),
        ("{rule: A2.1, value: 1.01}", [(8, 25, "not-a-share")]),
        ("{rule: A2.1, value: 63/62}", [(8, 25, "not-a-share")]),
        ("{rule: A2.2, value: 3/4}", [(8, 25, "share-not-expected")]),
        ("{rule: A2.2, value: -1}", [(8, 25, "negative-number")]),
        # samples
        ("{rule: A1.1, sample: {drawn: 0, failed: 0}}", [(8, 34, "nothing-drawn")]),
        ("{rule: A1.1, sample: {drawn: 2, failed: 3}}", [(8, 45, "more-failed-than-drawn")]),
        ("{rule: A1.1, sample: {drawn: 2, failed: -1}}", [(8, 45, "negative-number")]),
        # notes
        ("{rule: V1}", [(8, 5, "note-missing-for-veto")]),
        ("{rule: A1.3, points: 1}", [(8, 5, "note-missing-for-range")]),
        ("{rule: A1.5, status: withdrawn}", [(8, 5, "status-note-missing")]),
        ("{rule: A1.5, status: 撤销}", [(8, 26, "not-one-of")]),
        # ids
        ("{rule: A3.1}", [(8, 12, "unknown-rule")]),
        ("{rule: A1}", [(8, 12, "unknown-rule")]),
        ("{rule: A1.9}", [(8, 12, "unknown-rule")]),
        # warnings
        ("{rule: A1.1, count: 99}", [(8, 25, "count-far-above-cap")]),
        ("{rule: A1.1, evidence: [无]}", [(8, 29, "empty-evidence")]),
        # several mistakes at once
        (
            "{rule: A1.3, points: 9, status: withdrawn, level: 一般, evidence: [同上]}",
            [
                (8, 5, "note-missing-for-range"),
                (8, 5, "status-note-missing"),
                (8, 26, "points-outside-range"),
                (8, 48, "key-of-another-kind"),
                (8, 70, "empty-evidence"),
            ],
        ),
    ],
)
def test_a_finding_that_does_not_fit_its_rule(written, expected):
    assert sorted(codes(finding(written))) == expected


@pytest.mark.parametrize(
    ("examined", "rest", "expected"),
    [
        ("all", "not_applicable: [{sub_item: A2, reason: 本期没有}]\n", []),
        ("[A, B1]", "", []),
        ("[]", "", []),
        ("[A1]", "not_applicable: [{sub_item: A2, reason: 本期没有}]\n", []),
        ("[A]", "not_applicable: [{sub_item: A2}]\n", [(8, 18, "missing-key")]),
        ("[A, C]", "", [(6, 15, "unknown-item")]),
        ("[A1.1]", "", [(6, 12, "unknown-item")]),
        ("all", "not_applicable: [{sub_item: A, reason: 本期没有}]\n", [(8, 29, "unknown-sub-item")]),
        ("all", "not_applicable: [{sub_item: A2, reason: ''}]\n", [(8, 41, "empty-text")]),
        (
            "all",
            "not_applicable: [{sub_item: A2, reason: 无}, {sub_item: A2, reason: 无}]\n",
            [(8, 56, "listed-twice")],
        ),
        ("ALL", "", [(6, 11, "not-one-of")]),
    ],
)
def test_what_was_examined_and_what_does_not_apply(examined, rest, expected):
    assert codes(record("findings: []\n" + rest, ("examined: all", f"examined: {examined}"))) == expected


@pytest.mark.parametrize(
    ("examined", "rest", "expected"),
    [
        ("[B]", "", [(8, 11, "finding-on-unexamined")]),
        ("[A2]", "", [(8, 11, "finding-on-unexamined")]),
        ("[A1]", "", []),
        ("all", "not_applicable: [{sub_item: A1, reason: 没有}]\n", [(8, 11, "finding-on-not-applicable")]),
        ("[B]", "not_applicable: [{sub_item: A1, reason: 没有}]\n", [(8, 11, "finding-on-not-applicable")]),
    ],
)
def test_a_finding_needs_its_sub_item_examined(examined, rest, expected):
    assert codes(record("findings:\n  - rule: A1.1\n" + rest, ("examined: all", f"examined: {examined}"))) == expected


@pytest.mark.parametrize("examined", ["[]", "[B]"])
def test_a_veto_is_recorded_whatever_was_examined(examined):
    text = record("findings: [{rule: V1, note: 收钱}]\n", ("examined: all", f"examined: {examined}"))
    assert codes(text) == []


@pytest.mark.parametrize(
    ("declared", "findings", "expected"),
    [
        ("100", "", []),
        ("100.0", "", []),
        ("99", "[{rule: A1.1}]", []),
        ("98.5", "[{rule: A1.1}, {rule: A2.1, value: 94%}]", []),
        ("98", "", [(8, 17, "declared-score-differs")]),
        ("九十", "", [(8, 17, "not-a-decimal")]),
        (
            "98.5",
            "[{rule: A1.1}, {rule: A2.1, value: 93.9%}, {rule: A1.1, count: 1, note: 又一份}]",
            [(8, 17, "declared-score-differs")],
        ),
    ],
)
def test_the_declared_score_is_the_exact_or_the_displayed_one(declared, findings, expected):
    assert codes(record(f"findings: {findings or '[]'}\ndeclared_score: {declared}\n")) == expected


def test_the_one_finding_that_explains_the_difference_is_named():
    (one,) = said(record("findings:\n  - rule: A1.1\n  - rule: A1.5\ndeclared_score: 99\n"))
    assert one.message == "99 points are declared, but 97 are computed; the difference is 2"
    assert "rule A1.5 on line 9" in one.help


def test_a_finding_explains_the_difference_to_a_rounded_score_too():
    """69 of 70 points are 98.571…, shown as 98.6; with the other finding as well it is 67 of 70."""
    unfit = "not_applicable: [{sub_item: A2, reason: 没有测量}]\n"
    (one,) = said(record(f"{unfit}findings:\n  - rule: A1.1\n  - rule: A1.5\ndeclared_score: 98.6\n"))
    assert "rule A1.5 on line 10" in one.help


def test_of_very_many_findings_none_is_named():
    many = "  - rule: B1.1\n" * MOST_TRIED
    (one,) = said(record(f"findings:\n  - rule: A1.5\n{many}declared_score: 60\n"))
    assert one.code == "declared-score-differs"
    assert one.help.startswith("Compare it with the paper sheet")


def test_two_findings_that_would_each_explain_it_are_not_guessed_between():
    (one,) = said(record("findings:\n  - {rule: A1.1, count: 2}\n  - rule: A1.5\ndeclared_score: 98\n"))
    assert one.help.startswith("Compare it with the paper sheet")


def test_a_declared_score_on_a_visit_without_a_score_is_a_warning():
    (one,) = said(record("findings: []\ndeclared_score: 50\n", ("examined: all", "examined: [A]")))
    assert (one.code, one.level) == ("declared-without-score", "warning")


def test_a_warning_does_not_keep_the_declared_score_from_being_compared():
    text = record("findings:\n  - {rule: A1.1, evidence: [无]}\ndeclared_score: 1\n")
    assert codes(text) == [(8, 29, "empty-evidence"), (9, 17, "declared-score-differs")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2005-06-30", [(5, 7, "date-outside-effective")]),
        ("2005-07-01", []),
        ("2006-03-31", []),
        ("2006-04-01", [(5, 7, "date-outside-effective")]),
    ],
)
def test_the_standard_must_be_in_effect_on_the_day(day, expected):
    assert codes(record("findings: []\n", ("2005-09-14", day))) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("inspectors: [甲, 乙, {name: 丙, from: pudong}]\n", []),
        ("inspectors: 甲\n", [(8, 13, "expected-list")]),
        ("inspectors: [甲, '']\n", [(8, 17, "empty-text")]),
        ("inspectors: [甲、乙]\n", [(8, 14, "full-width-characters")]),
        ("inspectors: [{name: 甲}, {nam: 乙}]\n", [(8, 26, "unknown-key")]),
        ("inspectors: [甲, {name: 甲, from: xuhui}]\n", [(8, 17, "inspector-twice"), (8, 17, "conflict-of-interest")]),
    ],
)
def test_inspectors(lines, expected):
    assert codes(more(lines)) == expected


def test_a_self_inspection_is_no_conflict_of_interest():
    assert codes(record("findings: []\ninspectors: [{name: 甲, from: xuhui}]\n", ("announced", "self"))) == []


@pytest.mark.parametrize("channel", ["announced", "unannounced", "spot-check", "self", "follow-up", "acceptance"])
def test_every_channel(channel):
    assert codes(record("findings: []\n", ("announced", channel))) == []


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("small@2", [(2, 11, "unknown-standard")]),
        ("small", [(2, 11, "not-a-reference")]),
        ("small@", [(2, 11, "not-a-reference")]),
        ("small@1@2", [(2, 11, "not-a-reference")]),
        ("小@1", [(2, 11, "not-an-id")]),
    ],
)
def test_the_standard_is_named_with_its_version(reference, expected):
    assert codes(record("findings: []\n", ("small@1", reference))) == expected

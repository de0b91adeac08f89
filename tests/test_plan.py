"""The tables that make scoring fast change no score."""

from dataclasses import fields

from aidscore.model.record import Finding
from aidscore.scoring.plan import MEASURES

UNMEASURED = {"rule", "note", "evidence", "status", "status_note"}
"""What a finding says that its rule's deduction does not depend on; the rule is looked up beside the measures."""


def test_every_field_of_a_finding_is_a_measure_or_known_not_to_be_one():
    assert {field.name for field in fields(Finding)} == {*MEASURES, *UNMEASURED}

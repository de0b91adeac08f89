"""Names in the place of ids (spec, section 13): a center by its name in the campaign, an element by its label."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from aidscore.model.campaign import Campaign
from aidscore.model.record import Finding, Inspector, Record
from aidscore.model.rule import Missing
from aidscore.model.standard import Edition, Standard


def record_by_ids(record: Record, campaign: Campaign | None, edition: Edition) -> Record:
    """A sound record with the id of every center and the key of every element that it names otherwise."""
    if campaign is not None:
        record = _with_center_ids(record, campaign)
    findings = findings_by_keys(record.findings, edition)
    return record if findings is record.findings else replace(record, findings=findings)


def _with_center_ids(record: Record, campaign: Campaign) -> Record:
    """A record with the ids of the centers of the visit and of its inspectors."""
    center = center_id(record.center, campaign)
    inspectors = record.inspectors
    if inspectors is not None and any(inspector.center is not None for inspector in inspectors):
        inspectors = tuple(_from_id(inspector, campaign) for inspector in inspectors)
    if center == record.center and inspectors == record.inspectors:
        return record
    return replace(record, center=center, inspectors=inspectors)


def _from_id(inspector: Inspector, campaign: Campaign) -> Inspector:
    """An inspector with the id of the center that the inspector belongs to."""
    return inspector if inspector.center is None else replace(inspector, center=center_id(inspector.center, campaign))


def campaign_by_ids(campaign: Campaign) -> Campaign:
    """A sound campaign whose phases name centers by their ids."""
    phases = tuple(
        phase
        if phase.centers is None
        else replace(phase, centers=tuple(center_id(name, campaign) for name in phase.centers))
        for phase in campaign.phases
    )
    return replace(campaign, phases=phases)


def center_id(name: str, campaign: Campaign | None) -> str:
    """The id of the center that an id or a name stands for; what is unknown or ambiguous stays as it is."""
    named = campaign.named(name) if campaign is not None else ()
    return named[0].id if len(named) == 1 else name


def findings_by_keys(findings: tuple[Finding, ...], edition: Edition) -> tuple[Finding, ...]:
    """Findings with the key of every element that they name by its label; the same tuple where there is none."""
    return _with_elements(findings, edition, _key)


def record_by_labels(record: Record, edition: Edition) -> Record:
    """A record as people read it: with the label of every element, where that is no other's."""
    return replace(record, findings=_with_elements(record.findings, edition, Missing.named))


def _with_elements(
    findings: tuple[Finding, ...], edition: Edition, named: Callable[[Missing, str], str]
) -> tuple[Finding, ...]:
    """Findings with other names of their elements; the same tuple where every name stays."""
    changed = {
        index: replace(finding, missing=names)
        for index, finding in enumerate(findings)
        if finding.missing and (names := _elements(finding, finding.missing, edition, named)) != finding.missing
    }
    return tuple(changed.get(index, finding) for index, finding in enumerate(findings)) if changed else findings


def _elements(
    finding: Finding, missing: Iterable[str], edition: Edition, named: Callable[[Missing, str], str]
) -> tuple[str, ...]:
    """The names of the missing elements of a finding."""
    rule = edition.rules[finding.rule][1].deduct if finding.rule in edition.rules else None
    return tuple(named(rule, element) if isinstance(rule, Missing) else element for element in missing)


def _key(rule: Missing, element: str) -> str:
    """The key of an element; what is unknown or ambiguous stays as it is."""
    return keys[0] if len(keys := rule.keys_of(element)) == 1 else element


def examples_by_keys(standard: Standard) -> Standard:
    """A sound standard whose worked examples name elements by their keys."""
    edition = Edition.of(standard)
    examples = tuple(
        example if findings is example.findings else replace(example, findings=findings)
        for example in standard.examples
        for findings in [findings_by_keys(example.findings, edition)]
    )
    return replace(standard, examples=examples)

"""JSON Schemas of the three kinds of files, so that an editor can complete and check while one types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from aidscore.media.json.text import dump
from aidscore.media.schema_forms import Schema, in_both_forms, with_chinese_words
from aidscore.model.campaign import Campaign, Center
from aidscore.model.quantity import exact
from aidscore.model.record import Record
from aidscore.model.rule import Levels, Missing
from aidscore.model.standard import Edition, Standard
from aidscore.words import N_, _

KINDS: Mapping[str, type] = {"standard": Standard, "record": Record, "campaign": Campaign}
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLES = {
    Standard: N_("A standard of aidscore"),
    Record: N_("A record of aidscore"),
    Campaign: N_("A campaign of aidscore"),
}


def schema_document(model: type, edition: Edition | None = None, campaign: Campaign | None = None) -> str:
    """The JSON Schema of a model, its descriptions in the language in use.

    That of a record may be for one edition and one campaign: then it lists the ids and words that they have.
    """
    schema = TypeAdapter(model).json_schema(mode="validation")
    schema.pop("$schema", None)
    name = next(kind for kind, of in KINDS.items() if of is model)
    whole = {
        "$schema": DIALECT,
        "$id": f"urn:aidscore:schema:{name}:1",
        **_translated(schema),
        "title": _(TITLES[model]),
    }
    if edition is not None:
        _name_clauses(whole, edition)
    if campaign is not None:
        _name_centers(whole, campaign)
    return dump(in_both_forms(whole, model))


def _translated(node: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """The schema in the language in use, without what says nothing: titles made of names, and `null`."""
    if isinstance(node, list):
        return [_translated(part) for part in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _translated(part) for key, part in node.items() if key != "default" or part not in (None, [])}
    if isinstance(kept.get("title"), str):
        del kept["title"]
    if isinstance(kept.get("description"), str):
        kept["description"] = _(kept["description"])
    if isinstance(kept.get("propertyNames"), dict) and "enum" not in kept["propertyNames"]:
        del kept["propertyNames"]
    if "enum" in kept or "const" in kept:
        kept = with_chinese_words(kept)
    if "oneOf" in kept:
        kept["anyOf"] = kept.pop("oneOf")
    options = [option for option in kept.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        del kept["anyOf"]
        return {**options[0], **kept}
    return {**kept, "anyOf": options} if options else kept


# ---- for one edition and one campaign ------------------------------------------------------------


def _name_clauses(schema: Schema, edition: Edition) -> None:
    """List the version, its clauses, items, sub-items, levels and elements where a record names them."""
    finding = schema["$defs"]["Finding"]["properties"]
    clauses = {name: rule.text for name, (_sub_item, rule) in edition.rules.items()}
    clauses |= {name: veto.text for name, veto in edition.vetoes.items()}
    clauses |= {name: rule.text for name, rule in edition.bonus_rules.items()}
    sub_items = {name: part.name for name, part in edition.sub_items.items()}
    _list_names(finding["rule"], clauses)
    if levels := _levels(edition):
        _list_names(finding["level"], levels)
    if elements := _elements(edition):
        _list_names(finding["missing"]["items"], elements)
    _list_names(schema["$defs"]["NotApplicable"]["properties"]["sub_item"], sub_items)
    examined = next(part for part in schema["properties"]["examined"]["anyOf"] if part.get("type") == "array")
    _list_names(examined["items"], {name: item.name for name, item in edition.items.items()} | sub_items)
    _list_names(schema["properties"]["standard"], {edition.reference: edition.standard.title})


def _name_centers(schema: Schema, campaign: Campaign) -> None:
    """List the centers that take part, and for inspectors all centers."""
    _list_names(schema["properties"]["center"], _centers(campaign.participating, campaign))
    _list_names(schema["$defs"]["Inspector"]["properties"]["from"], _centers(campaign.centers, campaign))


def _centers(centers: Sequence[Center], campaign: Campaign) -> dict[str, str]:
    """The ids of centers with their names, and the names that only one of them has with their ids."""
    alone = {center.name: center.id for center in centers if campaign.named(center.name) == (center,)}
    return {center.id: center.name for center in centers} | alone


def _levels(edition: Edition) -> dict[str, str]:
    """Every level of the edition, with the rules that have it and what it costs there."""
    found: dict[str, list[str]] = {}
    clauses = [(name, rule.deduct) for name, (_sub_item, rule) in edition.rules.items()]
    for name, deduct in (*clauses, *((name, rule.add) for name, rule in edition.bonus_rules.items())):
        if isinstance(deduct, Levels):
            for level, points in deduct.levels.items():
                found.setdefault(level, []).append(f"{name}: {exact(points)}")
    return {level: "; ".join(where) for level, where in found.items()}


def _elements(edition: Edition) -> dict[str, str]:
    """Every element of the edition's rules about what is missing by its key and by its label, each with the other."""
    found: dict[str, list[str]] = {}
    for name, (_sub_item, rule) in edition.rules.items():
        if isinstance(rule.deduct, Missing):
            for key, label in rule.deduct.of.items():
                found.setdefault(key, []).append(f"{name}: {label}")
                if rule.deduct.keys_of(label) == (key,):
                    found.setdefault(label, []).append(f"{name}: {key}")
    return {key: "; ".join(where) for key, where in found.items()}


def _list_names(schema: Schema, names: Mapping[str, str]) -> None:
    """Make a part of a schema the choice of some names, each with its description."""
    for key in ("type", "pattern", "maxLength", "examples"):
        schema.pop(key, None)
    schema["anyOf"] = list(_choices(names))


def _choices(names: Mapping[str, str]) -> Iterable[Schema]:
    """A constant for each name; one that an editor reads as a number is a number as well."""
    for name, description in names.items():
        yield {"const": name, "description": description}
        if (number := _as_number(name)) is not None:
            yield {"const": number, "description": description}


def _as_number(name: str) -> int | float | None:
    """The number that YAML reads where a name is not in quotes; None where it is none."""
    try:
        return int(name) if name.isdigit() else float(name)
    except ValueError:
        return None

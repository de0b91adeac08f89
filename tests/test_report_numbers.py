"""Every number of a report's page is that of its document, on the example and on random campaigns."""

import json
import re
from decimal import Decimal
from fractions import Fraction
from functools import reduce

import pytest
from accessible import faults, page_of
from hypothesis import HealthCheck, given, settings
from test_formats_agree import outcomes

from aidscore.media.json.report import report_document
from aidscore.media.report.html import report_html
from aidscore.reporting.make import report_of

few = settings(suppress_health_check=list(HealthCheck), max_examples=max(15, settings.default.max_examples // 25))
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
OF_THE_TOOL = {"256", "64"}
"""Numbers of words that are the same in every report: SHA-256."""


def numbers_of(page):
    """Every number of a page that names its place: the place, what is shown, and what it is exactly."""
    for element in page.root.elements():
        if "data-key" in element.attributes:
            around = [one.attributes.get("data-at", "") for one in element.above()]
            key = "".join(reversed(around)) + element.attributes["data-key"]
            yield key, element.text, element.attributes.get("data-value", element.text)


def exact_of(text):
    """The number that a text of a page says."""
    text = text.replace("\u2212", "-")
    return Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)


def at(document, key):
    """What a document has at a place."""
    return reduce(
        lambda part, step: part[int(step)] if isinstance(part, list) else part[step], key.split("."), document
    )


def is_rounded(shown, exact):
    """Whether what is shown is the exact number, up to half of its last digit (or a whole one where it is cut off)."""
    digits = shown.replace("\u2212", "-").removesuffix("%")
    scale = 100 if shown.endswith("%") else 1
    if "/" in digits:
        return Fraction(digits) == exact
    last = Fraction(1, 10 ** len(digits.partition(".")[2]))
    return abs(Fraction(digits) - exact * scale) < last


def others(page):
    """The numbers of a page that name no place: in words, names, dates, paths and clauses, without axes and digests."""
    for element in page.root.elements():
        skipped = [one for one in element.above() if "data-key" in one.attributes or one.name in ("style", "head")]
        if skipped or "axis" in element.attributes.get("class", ""):
            continue
        for child in element.children:
            if isinstance(child, str):
                yield from NUMBER.findall(child)


def disagreements(markup, document):
    """Every number of a page that is not the one of the document."""
    page, said = page_of(markup), json.loads(document, parse_float=Decimal)
    found = list(numbers_of(page))
    wrong = [
        (key, shown, exact)
        for key, shown, exact in found
        if not (exact_of(exact) == Fraction(at(said, key)) and is_rounded(shown, exact_of(exact)))
    ]
    known = set(NUMBER.findall(document)) | OF_THE_TOOL
    return wrong, sorted(set(others(page)) - known), len(found)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_of_the_example_is_that_of_its_document(call, tmp_path, language):
    page, document = tmp_path / "report.html", tmp_path / "report.json"
    done = call("report", "examples/pilot-city", "-o", page, "-o", document, "--lang", language, "-q")
    assert done.returncode == 1  # one record of the example is broken on purpose
    markup = page.read_text(encoding="utf-8")
    wrong, unknown, number = disagreements(markup, document.read_text(encoding="utf-8"))
    assert (wrong, unknown) == ([], [])
    assert number > 2000
    assert faults(markup) == []


@few
@given(outcomes())
def test_every_number_of_random_campaigns_is_that_of_their_document(outcome):
    report = report_of(outcome)
    markup = report_html(report, "en").decode()
    wrong, _others, _number = disagreements(markup, report_document(report))
    assert wrong == []
    assert faults(markup) == []

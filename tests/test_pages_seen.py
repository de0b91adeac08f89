"""Pages as a browser shows them: on a phone, on a large screen, on paper; in both languages, by day and by night."""

import json
import re
import subprocess
from html import escape, unescape

import pytest

CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
PAGES = {
    "standard": ("standard", "show", "legal-aid-service@1.1"),
    "since": ("standard", "show", "legal-aid-service@1.1", "--since", "1.0"),
    "impact": ("diff", "legal-aid-service@1.0", "legal-aid-service@1.1", "--records", "examples/pilot-city"),
}
MOST_SHEETS = {"standard": 8, "since": 12, "impact": 8}
"""The most sheets of A4 paper on which a page is printed; the standard has 74 rules."""
PHONE, TABLET, LARGE = 390, 720, 1280
MEASURE = """<script>
const wide = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1);
const rows = [...document.querySelectorAll("tbody tr:not(.group)")];
const tops = row => [...row.children].filter(c => c.textContent).map(c => c.getBoundingClientRect().top);
const is_card = row => new Set(tops(row)).size === tops(row).length;
parent.document.title += JSON.stringify({
  window: innerWidth, page: document.documentElement.scrollWidth, wider: wide.length, rows: rows.length,
  cards: rows.filter(is_card).length, color: getComputedStyle(document.body).backgroundColor
}) + "|";
</script>"""
"""Notes how wide the page is, how many parts are wider than the window, and of how many rows the cells are stacked."""

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture
def made(call, tmp_path):
    """Return a function that writes a page and returns its file."""

    def written(name, language):
        path = tmp_path / "page.html"
        call(*PAGES[name], "--lang", language, "-o", path)
        return path

    return written


each_page = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in PAGES for language in ("zh", "en")]
)


def seen(path, *options):
    """What Chromium says of a page."""
    profile = f"--user-data-dir={path.parent / 'profile'}"
    done = subprocess.run([*CHROMIUM, profile, *options, path.as_uri()], capture_output=True, check=True, timeout=120)
    return done.stdout.decode()


def measured(path, *options):
    """What is measured of a page in windows as wide as a phone, a tablet and a large screen."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text(encoding="utf-8"))
    inside = escape(page.replace("</body>", f"{MEASURE}</body>"))
    frames = "".join(
        f'<iframe width="{width}" height="900" srcdoc="{inside}"></iframe>' for width in (PHONE, TABLET, LARGE)
    )
    measuring = path.with_name("measuring.html")
    measuring.write_text(f"<title></title><style>iframe {{ border: 0 }}</style>{frames}", encoding="utf-8")
    shown = seen(measuring, "--window-size=1400,2000", "--dump-dom", *options)
    said = unescape(re.search(r"<title>(.*?)</title>", shown, re.DOTALL)[1])
    found = {one["window"]: one for one in map(json.loads, filter(None, said.split("|")))}
    return found[PHONE], found[TABLET], found[LARGE]


@each_page
def test_nothing_is_wider_than_the_screen_and_rows_become_cards_on_a_phone(made, name, language):
    phone, tablet, large = windows = measured(made(name, language))
    assert [(window["page"], window["wider"]) for window in windows] == [(PHONE, 0), (TABLET, 0), (LARGE, 0)]
    assert phone["rows"] == large["rows"] > 40
    assert (phone["cards"], tablet["cards"], large["cards"]) == (phone["rows"], 0, 0)


@pytest.mark.parametrize(("scheme", "color"), [(1, "rgb(255, 255, 255)"), (0, "rgb(21, 25, 30)")])
def test_the_page_is_dark_where_the_reader_prefers_it(made, scheme, color):
    windows = measured(made("standard", "zh"), f"--blink-settings=preferredColorScheme={scheme}")
    assert {window["color"] for window in windows} == {color}


@pytest.mark.needs("pdfinfo")
@each_page
def test_few_sheets_of_paper_hold_it(made, name, language):
    path = made(name, language)
    printed = path.with_suffix(".pdf")
    seen(path, "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    said = subprocess.run(["pdfinfo", printed], capture_output=True, check=True).stdout.decode()
    assert int(re.search(r"Pages:\s+(\d+)", said)[1]) <= MOST_SHEETS[name]
    assert re.search(r"Page size:.*A4", said)

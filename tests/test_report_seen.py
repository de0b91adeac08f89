"""The report as a browser shows it: on a phone, on a large screen, on paper; in both languages, by day and by night."""

import json
import re
import subprocess
from html import escape, unescape

import pytest
from test_pages_seen import LARGE, PHONE, TABLET, seen

MOST_SHEETS = 48
"""The most sheets of A4 paper on which the report of the example is printed, with every center of three phases."""
MEASURE = """<script>
const outside = [...document.querySelectorAll("body *")].filter(e => !e.closest(".scroll") || e.matches(".scroll"));
const wide = outside.filter(e => !e.closest("svg") && e.getBoundingClientRect().right > innerWidth + 1);
const texts = [...document.querySelectorAll("figure svg text")].map(e => e.getBoundingClientRect());
parent.document.title += JSON.stringify({
  window: innerWidth, page: document.documentElement.scrollWidth, wider: wide.length, texts: texts.length,
  low: Math.min(...texts.map(t => t.height)), out: texts.filter(t => t.left < 0 || t.right > innerWidth + 1).length,
  color: getComputedStyle(document.body).backgroundColor
}) + "|";
</script>"""
"""Notes how wide the page is, whether parts are wider than the window, and how high the letters of plots are."""

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture
def made(call, tmp_path):
    """Return a function that writes the report of the example campaign and returns its file."""

    def written(language="zh"):
        path = tmp_path / "report.html"
        call("report", "examples/pilot-city", "-q", "--lang", language, "-o", path)
        return path

    return written


def measured(path, *options):
    """What is measured of a page in windows as wide as a phone, a tablet and a large screen."""
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text(encoding="utf-8"))
    inside = escape(text.replace("</body>", f"{MEASURE}</body>"))
    frames = "".join(f'<iframe width="{width}" height="900" srcdoc="{inside}"></iframe>' for width in (390, 720, 1280))
    measuring = path.with_name("measuring.html")
    measuring.write_text(f"<title></title><style>iframe {{ border: 0 }}</style>{frames}", encoding="utf-8")
    shown = seen(measuring, "--window-size=1400,2000", "--dump-dom", *options)
    said = unescape(re.search(r"<title>(.*?)</title>", shown, re.DOTALL)[1])
    found = {one["window"]: one for one in map(json.loads, filter(None, said.split("|")))}
    return found[PHONE], found[TABLET], found[LARGE]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_but_the_map_is_wider_than_the_screen_and_letters_of_plots_keep_their_size(made, language):
    windows = measured(made(language))
    assert [(window["page"], window["wider"]) for window in windows] == [(PHONE, 0), (TABLET, 0), (LARGE, 0)]
    assert [window["out"] for window in windows] == [0, 0, 0]
    assert min(window["low"] for window in windows) >= 12
    assert windows[0]["texts"] == windows[2]["texts"] > 150


@pytest.mark.parametrize(("scheme", "color"), [(1, "rgb(255, 255, 255)"), (0, "rgb(20, 24, 29)")])
def test_the_page_is_dark_where_the_reader_prefers_it(made, scheme, color):
    assert {one["color"] for one in measured(made(), f"--blink-settings=preferredColorScheme={scheme}")} == {color}


@pytest.mark.needs("pdfinfo", "pdftotext")
def test_every_center_is_printed(made):
    page = made()
    printed = page.with_suffix(".pdf")
    seen(page, "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    said = subprocess.run(["pdfinfo", printed], capture_output=True, check=True).stdout.decode()
    assert int(re.search(r"Pages:\s+(\d+)", said)[1]) <= MOST_SHEETS
    assert re.search(r"Page size:.*A4", said)
    text = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, check=True).stdout.decode()
    assert "公示栏没有申请所需材料一栏" in re.sub(r"\s", "", text)  # a finding of a center that passed

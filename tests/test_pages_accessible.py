"""Pages that are published can be read by everyone: each page has no fault, and a page with a fault is found out."""

import base64
import hashlib
import re

import accessible
import pytest
from accessible import contrast_of, faults

EXAMPLE = "examples/pilot-city"
PAGES = {
    "standard": ("standard", "show", "legal-aid-service@1.0"),
    "since": ("standard", "show", "legal-aid-service@1.1", "--since", "1.0"),
    "diff": ("diff", "legal-aid-service@1.0", "legal-aid-service@1.1"),
    "impact": ("diff", "legal-aid-service@1.0", "legal-aid-service@1.1", "--records", EXAMPLE),
    "same": ("diff", "legal-aid-service@1.1", "legal-aid-service@1.1"),
}
LANGUAGES = ("zh", "en")


@pytest.fixture
def made(call, tmp_path):
    """Return a function that writes a page and returns its text."""

    def written(name, language):
        path = tmp_path / f"{name}.html"
        call(*PAGES[name], "--lang", language, "-o", path)
        return path.read_text(encoding="utf-8")

    return written


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_fault(made, name, language):
    assert faults(made(name, language)) == []


SOUND = """<!doctype html>
<html lang="zh-CN"><head><title>标准</title>
<meta http-equiv="Content-Security-Policy" content="POLICY">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:root { --paper: #ffffff; --ink: #222222; --line: #cccccc; }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #111111; --ink: #eeeeee; --line: #444444; } }
body { color: var(--ink); background: var(--paper); border-bottom: 1px solid var(--line); }</style></head>
<body><header><h1>标准</h1></header>
<nav aria-labelledby="_c"><h2 id="_c">目录</h2><ol><li><a href="#A">A 咨询</a></li></ol></nav>
<main><section id="A"><h2>咨询</h2><dl><dt>分值</dt><dd>100分</dd></dl>
<table><caption><h3>条款</h3></caption><thead><tr><th scope="col">编号</th><th scope="col">条文</th></tr></thead>
<tbody><tr><th scope="rowgroup" colspan="2">A1</th></tr>
<tr><th scope="row"><a id="A1.1" href="#A1.1">A1.1</a></th><td data-label="条文">未公示的</td></tr></tbody></table>
</section></main><footer>aidscore</footer></body></html>"""


def with_policy(markup):
    """A page with the policy that fits its style."""
    style = re.search(r"<style>(.*?)</style>", markup, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return markup.replace("POLICY", policy)


FAULTS = {
    "tags": [("</section>", ""), ("</h1>", "</h2>"), ('<html lang="zh-CN">', '<html lang="zh-CN" lang="en">')],
    "title_and_language": [
        (' lang="zh-CN"', ""),
        ("<title>标准</title>", "<title></title>"),
        ("initial-scale=1", "user-scalable=no"),
        ("width=device-width, ", ""),
    ],
    "languages": [(' lang="zh-CN"', ' lang="en"'), ("<dd>", '<dd lang="en">')],
    "headings": [
        ("<h1>标准</h1>", ""),
        ("<h3>条款</h3>", "<h4>条款</h4>"),
        ("<h2>咨询</h2>", "<h1>咨询</h1>"),
        ("<h2>咨询</h2>", "<h2></h2>"),
    ],
    "landmarks": [
        ("main>", "div>"),
        ("</main>", "</main><main></main>"),
        ("</main>", "</main><p>后记</p>"),
        (' aria-labelledby="_c"', ""),
        ('id="_c"', 'id="_d"'),
    ],
    "ids_and_links": [
        ('id="A1.1"', 'id="A"'),
        ('id="A1.1"', 'id="A1 1"'),
        ('href="#A"', 'href="#B"'),
        ('href="#A"', 'href="https://example.org/"'),
        ('href="#A"', ""),
        (">A 咨询</a>", "></a>"),
    ],
    "images": [("</section>", "<img></section>")],
    "lists": [("<li>", "<p>"), ("<dt>分值</dt>", ""), ("<dd>100分</dd>", "")],
    "tables": [
        ("<caption><h3>条款</h3></caption>", ""),
        (' scope="col"', ""),
        (' scope="row"', ""),
        ('scope="rowgroup"', 'scope="col"'),
        (' colspan="2"', ""),
        (' data-label="条文"', ""),
        ('data-label="条文"', 'data-label="编号"'),
        ('<th scope="col">编号</th>', '<th scope="col"></th>'),
        ('<th scope="row"><a id="A1.1" href="#A1.1">A1.1</a></th>', '<td data-label="编号">A1.1</td>'),
    ],
    "self_contained": [
        ("</section>", "<script>1</script></section>"),
        ("<dd>", '<dd style="color: red">'),
        ("<dd>", '<dd onclick="1">'),
        ("</section>", '<img alt="" src="https://example.org/a.png"></section>'),
        ("default-src 'none'", "default-src *"),
        ("<style>", "<style>/* later */"),
        ("border-bottom:", "background-image: url(a.png); border-bottom:"),
    ],
    "contrast": [
        ("--ink: #222222", "--ink: #777777"),
        ("--ink: #eeeeee", "--ink: #666666"),
        ("--ink: #eeeeee; ", ""),
        ("color: var(--ink)", "color: #222"),
        ("background: var(--paper)", "background: white"),
        ("@media screen and (prefers-color-scheme: dark)", "@media print"),
    ],
}
CASES = [(check, *change) for check, changes in FAULTS.items() for change in changes]


def test_a_sound_page_has_no_fault():
    assert faults(with_policy(SOUND)) == []


@pytest.mark.parametrize(("check", "part", "instead"), CASES)
def test_a_fault_is_found(check, part, instead):
    # the policy of a page that fits its style; where the policy itself is at fault, it stays that of the sound page
    page = (
        with_policy(SOUND).replace(part, instead)
        if check == "self_contained"
        else with_policy(SOUND.replace(part, instead))
    )
    assert page != with_policy(SOUND)
    assert check in {fault.partition(":")[0] for fault in faults(page)}


def test_every_check_has_a_fault_to_find():
    assert {check.__name__ for check in accessible.CHECKS} == set(FAULTS)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_the_guidelines(one, other, ratio):
    assert round(contrast_of(one, other), 2) == ratio

"""What an HTML page has to have so that everyone can read it, checked without a browser: text of a page in, faults out.

Each check is a function of the page that yields its faults; `faults` collects those of all of them.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(("meta", "link", "br", "img", "hr", "input", "col", "wbr"))
LANDMARKS = ("header", "nav", "main", "footer")
LEAST_CONTRAST = 4.5
CHINESE = re.compile("[\u3400-\u9fff]")


@dataclass
class Element:
    """An element with its attributes; children are elements and texts in their order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)
    parent: "Element | None" = None

    def elements(self, *names: str) -> Iterator["Element"]:
        """The elements of some names, or all, below this one, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                if not names or child.name in names:
                    yield child
                yield from child.elements(*names)

    def above(self) -> Iterator["Element"]:
        """This element and those around it, from the inside."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    @property
    def text(self) -> str:
        """All text in it, with single spaces."""
        return " ".join("".join(c if isinstance(c, str) else f" {c.text} " for c in self.children).split())

    def __str__(self) -> str:
        return f"<{self.name}> {self.text[:30]}"


class _Builder(HTMLParser):
    """Builds the tree, and notes tags that do not match."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element("")
        self.unmatched: list[str] = []

    def handle_starttag(self, tag, attrs):
        if len(dict(attrs)) != len(attrs):
            self.unmatched.append(f"<{tag}> has an attribute twice")
        element = Element(tag, {name: value or "" for name, value in attrs}, parent=self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_endtag(self, tag):
        if tag != self.open.name:
            self.unmatched.append(f"</{tag}> ends <{self.open.name}>")
        elif self.open.parent is not None:
            self.open = self.open.parent

    def handle_data(self, data):
        self.open.children.append(data)


@dataclass
class Page:
    """A page as a tree, with its style."""

    root: Element
    unmatched: list[str]

    @property
    def style(self) -> str:
        """The style of the page."""
        return "".join(child for element in self.root.elements("style") for child in element.children)

    def only(self, name: str) -> Element | None:
        """The first element of a name."""
        return next(self.root.elements(name), None)


def page_of(markup: str) -> Page:
    """The tree of a page."""
    builder = _Builder()
    builder.feed(markup)
    builder.close()
    if builder.open is not builder.root:
        builder.unmatched.append(f"<{builder.open.name}> does not end")
    return Page(builder.root, builder.unmatched)


def faults(markup: str) -> list[str]:
    """Everything that is wrong with a page."""
    page = page_of(markup)
    return [f"{check.__name__}: {fault}" for check in CHECKS for fault in check(page)]


# ---- checks of the text


def tags(page: Page) -> Iterator[str]:
    """Every tag that begins also ends, in its place."""
    yield from page.unmatched


def title_and_language(page: Page) -> Iterator[str]:
    """The page has a title, a language, and a width that follows the device."""
    html, title = page.only("html"), page.only("title")
    if html is None or html.attributes.get("lang") not in ("zh-CN", "en"):
        yield "the page has no language"
    if title is None or not title.text:
        yield "the page has no title"
    viewports = [
        e.attributes.get("content", "") for e in page.root.elements("meta") if e.attributes.get("name") == "viewport"
    ]
    if not any("width=device-width" in one for one in viewports) or any(
        "scal" in o and "initial-scale=1" not in o for o in viewports
    ):
        yield "the page does not fit the device, or cannot be enlarged"


def languages(page: Page) -> Iterator[str]:
    """Chinese is in an element whose language is Chinese."""
    body = page.only("body")
    for element in body.elements() if body else ():
        own = "".join(child for child in element.children if isinstance(child, str))
        spoken = next((one.attributes["lang"] for one in element.above() if "lang" in one.attributes), "")
        if CHINESE.search(own) and not spoken.startswith("zh"):
            yield f"{element} is Chinese, the language of it is {spoken or 'unknown'}"


def headings(page: Page) -> Iterator[str]:
    """One h1, no empty heading, no level skipped."""
    found = list(page.root.elements("h1", "h2", "h3", "h4", "h5", "h6"))
    levels = [int(heading.name[1]) for heading in found]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"there is not one h1 at the beginning: {levels[:3]}"
    yield from (
        f"{after} skips a level" for after, a, b in zip(found[1:], levels, levels[1:], strict=False) if b > a + 1
    )
    yield from (f"an empty {heading.name}" for heading in found if not heading.text)


def landmarks(page: Page) -> Iterator[str]:
    """One main part; everything is in a landmark; every list of links has a name."""
    body = page.only("body")
    parts = [child for child in body.children if isinstance(child, Element)] if body else []
    yield from (f"{part} is outside the landmarks" for part in parts if part.name not in LANDMARKS)
    counts = Counter(part.name for part in parts)
    yield from (
        f"{counts[name]} × <{name}>" for name in LANDMARKS if counts[name] != 1 and (name != "nav" or counts[name])
    )
    named = {element.attributes["id"]: element.text for element in page.root.elements() if "id" in element.attributes}
    for nav in page.root.elements("nav"):
        if not named.get(nav.attributes.get("aria-labelledby", "")) and not nav.attributes.get("aria-label"):
            yield "a <nav> without a name"


def ids_and_links(page: Page) -> Iterator[str]:
    """Ids are unique; links have a text and lead to what is on the page."""
    ids = Counter(element.attributes["id"] for element in page.root.elements() if "id" in element.attributes)
    yield from (f"the id {name} is there {count} times" for name, count in ids.items() if count > 1)
    yield from ("an empty id" for name in ids if not name or re.search(r"\s", name))
    for link in page.root.elements("a"):
        target = link.attributes.get("href", "")
        if not link.text:
            yield f"a link to {target} without a text"
        if not target.startswith("#") or target[1:] not in ids:
            yield f"{link} leads to {target or 'nothing'}"


def images(page: Page) -> Iterator[str]:
    """Every image says what it shows."""
    yield from ("an image without alt" for image in page.root.elements("img") if "alt" not in image.attributes)


def lists(page: Page) -> Iterator[str]:
    """Lists have only entries; each term has its description."""
    for element in page.root.elements("ol", "ul"):
        yield from (
            f"{child} in a list" for child in element.elements() if child.parent is element and child.name != "li"
        )
    for element in page.root.elements("dl"):
        names = [child.name for child in element.children if isinstance(child, Element)]
        if names != ["dt", "dd"] * (len(names) // 2):
            yield f"a list of terms with {names[:4]}"


def tables(page: Page) -> Iterator[str]:
    """Tables have a caption and titled columns; rows are complete; every header says what it is the header of."""
    for table in page.root.elements("table"):
        caption = next(table.elements("caption"), None)
        if caption is None or not caption.text:
            yield f"{table} has no caption"
        titles = [list(row.elements("th", "td")) for head in table.elements("thead") for row in head.elements("tr")]
        if len(titles) != 1 or any(one.name != "th" or not one.text for one in titles[0]):
            yield f"{table} has no titled columns"
        for cell in table.elements("th"):
            fits = {"thead": ("col",), "tbody": ("row", "rowgroup")}[_part(cell)]
            if cell.attributes.get("scope") not in fits or not cell.text:
                yield f"{cell} has the scope {cell.attributes.get('scope')}"
        yield from _incomplete(table, [title.text for title in titles[0]] if titles else [], page.style)


def _part(cell: Element) -> str:
    """Whether a cell is in the head or in the body of its table."""
    return next(element.name for element in cell.above() if element.name in ("thead", "tbody"))


def _titled_by_style(table: Element, titles: list[str], style: str) -> bool:
    """Whether a table stays one on a phone, or the style has the title of each column but that of the row's header."""
    names = table.attributes.get("class", "").split()
    if "cards" not in names:
        return bool(names)
    rule = r'\.{} td:nth-child\({}\)::before\{{content:"(.*?)"\}}'
    said = [re.search(rule.format(name, number), style) for name in names[:1] for number in range(2, len(titles) + 1)]
    return [_unescaped(match[1]) if match else "" for match in said] == titles[1:]


def _unescaped(text: str) -> str:
    """The text that a string of a style says."""
    return re.sub(r"\\([0-9a-f]+) ", lambda match: chr(int(match[1], 16)), text)


def _incomplete(table: Element, titles: list[str], style: str) -> Iterator[str]:
    """Rows that are not as wide as the table, or whose cells do not have the title of their column with them."""
    for row in (row for body in table.elements("tbody") for row in body.elements("tr")):
        cells = list(row.elements("th", "td"))
        if sum(int(cell.attributes.get("colspan", 1)) for cell in cells) != len(titles):
            yield f"{row} has {len(cells)} cells"
        elif len(cells) == len(titles) and not _titled_by_style(table, titles, style):
            wrong = [
                c
                for c, title in zip(cells, titles, strict=True)
                if c.name == "td" and c.attributes.get("data-label") != title
            ]
            yield from (f"{cell} has not the title of its column" for cell in wrong)
        if not any(cell.name == "th" for cell in cells) and cells[0].text:
            yield f"{row} has no header"


def self_contained(page: Page) -> Iterator[str]:
    """Nothing runs, nothing is loaded, and the policy forbids all but this style."""
    for element in page.root.elements():
        if element.name in ("script", "iframe", "object", "embed", "link", "base", "form"):
            yield f"a <{element.name}>"
        yield from (f"{element} has {name}" for name in element.attributes if name.startswith("on") or name == "style")
        yield from (
            f"{element} loads {element.attributes[name]}" for name in ("src", "srcset") if name in element.attributes
        )
    policies = [
        m.attributes.get("content", "")
        for m in page.root.elements("meta")
        if m.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    expected = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    if policies != [expected]:
        yield f"the policy is {policies}"
    if re.search(r"url\(|@import|expression\(", page.style):
        yield "the style loads something"


# ---- checks of the style


def contrast(page: Page) -> Iterator[str]:
    """Any ink is readable on any paper, by day and by night, and there are no other colors."""
    style = re.sub(r"/\*.*?\*/", "", page.style, flags=re.DOTALL)
    schemes = palettes(style)
    if set(schemes) != {"light", "dark"}:
        yield f"color schemes: {sorted(schemes)}"
    for scheme, colors in schemes.items():
        inks, papers = ({n: c for n, c in colors.items() if n.startswith(kind)} for kind in ("--ink", "--paper"))
        if not inks or set(colors) != set(next(iter(schemes.values()))):
            yield f"{scheme}: colors are missing"
        for ink, paper in ((ink, paper) for ink in inks for paper in papers):
            if (ratio := contrast_of(inks[ink], papers[paper])) < LEAST_CONTRAST:
                yield f"{scheme}: {ink} on {paper} has {ratio:.2f} : 1"
    yield from _filled(style, schemes)
    for name, value in DECLARED.findall(style):
        if not ALLOWED[name.partition("-")[0]].fullmatch(value.strip()):
            yield f"{name}: {value} is none of the colors"


def _filled(style: str, schemes: dict[str, dict[str, str]]) -> Iterator[str]:
    """What has a fill as its paper says which ink is on it, and that is readable."""
    for rule in re.findall(r"\{([^{}]*background:\s*var\(--fill[^{}]*)\}", style):
        fill, ink = (re.search(rf"(?<![-\w]){name}:\s*var\((--[-\w]+)\)", rule) for name in ("background", "color"))
        if ink is None:
            yield f"{fill[1]} without an ink"
            continue
        for scheme, colors in schemes.items():
            if (ratio := contrast_of(colors[ink[1]], colors[fill[1]])) < LEAST_CONTRAST:
                yield f"{scheme}: {ink[1]} on {fill[1]} has {ratio:.2f} : 1"


DECLARED = re.compile(
    r"(?<![-\w])(color|background(?:-\w+)?|border(?:-(?:top|right|bottom|left|color))?)\s*:\s*([^;}]+)"
)
ALLOWED = {
    "color": re.compile(r"var\(--(ink|on)[-\w]*\)|inherit"),
    "background": re.compile(r"var\(--(paper|fill)[-\w]*\)|none"),
    "border": re.compile(r"0|[\w. ]*var\(--(line|ink)[-\w]*\)"),
}
"""What colors a declaration may have, by the beginning of its name."""


def palettes(style: str) -> dict[str, dict[str, str]]:
    """The colors of the page by day and by night."""
    night = re.search(r"@media screen and \(prefers-color-scheme: dark\)\s*\{\s*:root\s*\{(.*?)\}", style, re.DOTALL)
    day = re.search(r":root\s*\{(.*?)\}", style, re.DOTALL)
    found = {"light": day, "dark": night}
    return {name: dict(re.findall(r"(--[-\w]+):\s*(#[0-9a-f]{6})", match[1])) for name, match in found.items() if match}


def contrast_of(one: str, other: str) -> float:
    """The contrast of two colors as WCAG defines it, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    """The relative luminance of a color, from 0 to 1."""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


CHECKS: tuple[Callable[[Page], Iterator[str]], ...] = (
    tags,
    title_and_language,
    languages,
    headings,
    landmarks,
    ids_and_links,
    images,
    lists,
    tables,
    self_contained,
    contrast,
)

"""Takes the pictures of the docs: a terminal, sheets of workbooks, the pages of a comparison and of a standard.

Run by hand (`make pictures`): it needs chromium, soffice, pdftoppm and a font with Chinese.
"""

import os
import re
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from docs_parts import PROJECT, on_terminal
from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

PICTURES = PROJECT / "docs" / "pictures"
LARGEST = 200_000
COMMAND = "aidscore batch examples/pilot-city --phase pilot"
CAMPAIGN = "aidscore batch examples/pilot-city"
FILL = "aidscore form fill examples/pilot-city/visits/one-visit.yaml"
NOTICES = "aidscore notices examples/pilot-city --phase pilot --deadline 15 --from 2006-04-10"
CIRCULAR = "aidscore report examples/pilot-city --phase pilot"
COMPARE = "aidscore diff legal-aid-service@1.0 legal-aid-service@1.1 --records examples/pilot-city"
REPORT = "aidscore report examples/pilot-city --phase pilot"
SHOW = "aidscore standard show legal-aid-service@1.1 --since 1.0"
INKS = ["2a2d34", "b42328", "1c7841", "9e6400", "2355a0", "783c8c", "147382", "5a5f69"]
"""The colors of the terminal: black, red, green, yellow, blue, magenta, cyan, white, on paper."""
THEME = TerminalTheme((252, 252, 250), (42, 45, 52), [tuple(bytes.fromhex(ink)) for ink in INKS])  # type: ignore[misc]  # three bytes each
FONT, LINE = 16, 22
"""The height of characters and lines on the terminal, in pixels; a character is half as wide."""
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #fcfcfa; }}
header {{ height: 34px; background: #e7e8ea; border-bottom: 1px solid #d3d5d9; }}
header i {{ float: left; width: 12px; height: 12px; margin: 11px 0 0 10px; border-radius: 6px; background: #c3c6cc; }}
pre {{ margin: 0; padding: 14px 20px; font: {font}px/{line}px "Noto Sans Mono CJK SC", monospace; }}
</style><header><i></i><i></i><i></i></header><pre>{content}</pre>"""

FADING = """<style>
:root { font-size: 14px; }
nav { display: none; }
body::after { content: ""; position: fixed; left: 0; right: 0; bottom: 0; height: 90px;
              background: linear-gradient(transparent, white 90%); }
</style>"""
"""The look of a page that is longer than its picture; the list of contents is left out."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
"""The policy of a page, which allows no style but its own."""


def terminal(name: str, language: str) -> None:
    """Take the picture of a terminal: the table of the centers and the counts, with what stands between left out."""
    shown, _code = on_terminal(f"{COMMAND} --color always 2>{os.devnull}", language)
    title, facts, centers, _reasons, sums, *_files = re.split(r"\n(?:\x1b\[0m)?\n", shown)
    kept = [Text.from_ansi(line) for line in f"{title}\n\n{facts}\n\n{centers}\n\n…\n\n{sums}".splitlines()]
    console = Console(record=True, width=110, file=StringIO(), force_terminal=True)
    console.print(Text(f"$ {COMMAND}", style="bold"))
    for line in kept:
        console.print(line, markup=False, highlight=False, emoji=False, no_wrap=True, overflow="ignore")
    width = 40 + round(max(cell_len(line.plain) for line in kept) * FONT / 2)
    content = console.export_html(theme=THEME, inline_styles=True, code_format="{code}")
    screenshot(
        PICTURES / f"{name}.png", PAGE.format(content=content, font=FONT, line=LINE), width, 62 + LINE * (len(kept) + 1)
    )


def screenshot(path: Path, page: str, width: int, height: int) -> None:
    """Let chromium draw a page."""
    with tempfile.TemporaryDirectory() as room:
        source = Path(room) / "page.html"
        source.write_text(page, encoding="utf-8")
        subprocess.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--force-device-scale-factor=1",
                f"--user-data-dir={room}/profile",
                f"--window-size={width},{height}",
                f"--screenshot={path}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


def workbook(name: str, command: str, page: int, resolution: int = 110) -> None:
    """Take the picture of a page of the workbook that a command writes, without its margins."""
    with tempfile.TemporaryDirectory() as room:
        on_terminal(f"{command} -o {room}/book.xlsx >{os.devnull} 2>&1", "zh")
        printed_page(name, Path(room, "book.xlsx"), page, resolution)


def notice(name: str, command: str, center: str, page: int) -> None:
    """Take the picture of a page of the notice to a center."""
    with tempfile.TemporaryDirectory() as room:
        on_terminal(f"{command} -o {room}/notices >{os.devnull} 2>&1", "zh")
        printed_page(name, Path(room, "notices", f"{center}-整改通知书.docx"), page, 75)


def circular(name: str, command: str, page: int) -> None:
    """Take the picture of a page of the circular."""
    with tempfile.TemporaryDirectory() as room:
        on_terminal(f"{command} -o {room}/circular.docx >{os.devnull} 2>&1", "zh")
        printed_page(name, Path(room, "circular.docx"), page, 75)


def printed_page(name: str, source: Path, page: int, resolution: int) -> None:
    """Take the picture of a page of a file as an office suite prints it, without its margins."""
    with tempfile.TemporaryDirectory() as room:
        office = ["soffice", f"-env:UserInstallation=file://{room}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*office, "--outdir", room, source], check=True, capture_output=True)
        draw = ["pdftoppm", "-r", str(resolution), "-f", str(page), "-singlefile", f"{room}/{source.stem}.pdf"]
        subprocess.run([*draw, "-gray", f"{room}/page"], check=True)
        left, top, right, bottom = ink(Path(room, "page.pgm").read_bytes())
        size = ["-x", left - 10, "-y", top - 10, "-W", right - left + 20, "-H", bottom - top + 20]
        subprocess.run([*draw, "-png", *map(str, size), PICTURES / name], check=True)


def web_page(name: str, command: str, language: str, size: tuple[int, int], begin: str = "") -> None:
    """Take the picture of the beginning of the page that a command writes, without what is before a part of it."""
    with tempfile.TemporaryDirectory() as room:
        on_terminal(f"{command} -o {room}/page.html >{os.devnull} 2>&1", language)
        page = _POLICY.sub("", Path(room, "page.html").read_text(encoding="utf-8")).replace(
            "</head>", f"{FADING}</head>"
        )
    if begin:
        before, after = page.index("<section"), page.index(begin)
        page = page[:before] + page[after:]
    screenshot(PICTURES / f"{name}.png", page, *size)


def ink(page: bytes) -> tuple[int, int, int, int]:
    """Return the box of what is printed on a page, without header and footer."""
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", page)
    assert header is not None
    width, height = int(header[1]), int(header[2])
    rows = [page[header.end() + width * row : header.end() + width * (row + 1)] for row in range(height)]
    inked = [row for row in range(height // 24, height * 17 // 18) if min(rows[row]) < 240]
    columns = [column for column in range(width) if any(rows[row][column] < 240 for row in inked)]
    return columns[0], inked[0], columns[-1], inked[-1]


def main() -> int:
    """Take all pictures; return 1 where one is too large for a README."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    terminal("terminal", "en")
    terminal("terminal-zh", "zh")
    workbook("workbook", CAMPAIGN, 1, 85)
    workbook("workbook-phase", CAMPAIGN, 2, 85)
    workbook("form", FILL, 3)
    circular("circular", CIRCULAR, 2)
    notice("notice", NOTICES, "庚区法律援助中心", 1)
    notice("notice-list", NOTICES, "庚区法律援助中心", 4)
    for language, ending in (("en", ""), ("zh", "-zh")):
        web_page(f"changes{ending}", f"{COMPARE} --lang {language}", language, (1000, 900))
        web_page(f"standard{ending}", f"{SHOW} --lang {language}", language, (1000, 640), '<section id="_3">')
        web_page(f"phone{ending}", f"{SHOW} --lang {language}", language, (390, 760), '<section id="_3">')
        reported = f"{REPORT} --lang {language}"
        web_page(f"report{ending}", reported, language, (1000, 1250))
        web_page(f"report-map{ending}", reported, language, (1000, 800), '<section id="_1_losses"')
        web_page(f"report-phone{ending}", reported, language, (390, 760), '<section id="_1_scores"')
    for path in sorted(PICTURES.glob("*.png")):
        print(f"pictures: {path.relative_to(PROJECT)}, {path.stat().st_size // 1000} kB")
    return any(path.stat().st_size > LARGEST for path in PICTURES.glob("*.png"))


if __name__ == "__main__":
    sys.exit(main())

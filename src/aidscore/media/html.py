"""Pages as one HTML file: works without a network, prints well, and no text of a record can become a tag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import assert_never

from aidscore.media.text import visible
from aidscore.model.page import Block, Cell, Facts, Page, Paragraph, Table, pieces
from aidscore.words import spoken

STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC", sans-serif;
       color: #1d2733; max-width: 70rem; margin: 2rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.5rem; line-height: 1.3; border-bottom: 3px solid #1f4e79; padding-bottom: .5rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; color: #1f4e79; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1rem; }
th, td { border: 1px solid #c8d1da; padding: .35rem .55rem; text-align: left; vertical-align: top;
         overflow-wrap: break-word; }
th { background: #eaf0f6; font-weight: 600; white-space: nowrap; }
td.right, th.right { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.center, th.center { text-align: center; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.2rem; margin: .6rem 0; }
dt { color: #5a6775; } dd { margin: 0; overflow-wrap: anywhere; }
.strong { font-weight: 600; } .muted { color: #6b7885; }
.good { color: #1b6e3c; } .bad { color: #a61c1c; } .open { color: #8a5a00; }
del { background: #fbe3e3; text-decoration-color: #a61c1c; } ins { background: #dff3e4; text-decoration: none; }
@media print {
  body { font-size: 10pt; max-width: none; margin: 0; padding: 0; }
  thead { display: table-header-group; } tr, dl { break-inside: avoid; } h2 { break-after: avoid; }
  @page { size: A4 landscape; margin: 14mm 12mm; }
}
"""


def document(pages: Sequence[Page]) -> bytes:
    """The pages one below the other, as a UTF-8 file."""
    language = "zh-CN" if spoken() == "zh" else "en"
    title = escape(pages[0].title) if pages else ""
    body = "\n".join(line for page in pages for line in _page(page))
    head = f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>{title}</title>'
    page = f"<head>\n{head}\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>"
    return f'<!doctype html>\n<html lang="{language}">\n{page}\n</html>\n'.encode("utf-8", "backslashreplace")


def _page(page: Page) -> Iterator[str]:
    """The lines of a page."""
    if page.title:
        yield f"<h1>{_escaped(page.title)}</h1>"
    for block in page.blocks:
        if not isinstance(block, Paragraph) and block.title:
            yield f"<h2>{_escaped(block.title)}</h2>"
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    """The lines of a block."""
    match block:
        case Paragraph(said, tone):
            yield f'<p class="{tone}">{"<br>".join(map(_escaped, said.split(chr(10))))}</p>'
        case Facts(pairs, _):
            yield "<dl>"
            yield from (f"<dt>{_escaped(label)}</dt><dd{_class(cell)}>{_said(cell)}</dd>" for label, cell in pairs)
            yield "</dl>"
        case Table(columns, rows, _):
            heads = "".join(f'<th class="{column.align}">{_escaped(column.title)}</th>' for column in columns)
            yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
            for row in rows:
                cells = zip(columns, row, strict=True)
                yield (
                    "<tr>"
                    + "".join(f"<td{_class(cell, column.align)}>{_said(cell)}</td>" for column, cell in cells)
                    + "</tr>"
                )
            yield "</tbody></table>"
        case _:
            assert_never(block)


def _class(cell: Cell, align: str = "left") -> str:
    """The class of a cell, where it has one."""
    names = [name for name in (align, cell.tone) if name not in ("left", "plain")]
    return f' class="{" ".join(names)}"' if names else ""


def _said(cell: Cell) -> str:
    """The text of a cell, with what changed in it marked."""
    tag = "del" if cell.marked_as == "gone" else "ins"
    return "".join(f"<{tag}>{_escaped(part)}</{tag}>" if marked else _escaped(part) for part, marked in pieces(cell))


def _escaped(said: str) -> str:
    """A text that can be nothing but text."""
    return escape(visible(said), quote=True)

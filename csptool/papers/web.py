"""HTML in: paragraphs, headings and tables, with spans spread out; what a browser does not show is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from csptool.faults import Place, fault
from csptool.papers.blocks import SUPERSCRIPTS, Spanned, marked_off, one_line, spread_out
from csptool.papers.limits import LONGEST_HEADING, WIDEST_TABLE
from formulas.paper import Paragraph, Table

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
UNSEEN = {"script", "style", "head", "template", "del", "noscript", "svg", "select", "button", "iframe", "object"}
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "img", "input",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
}  # fmt: skip
BOLD = {"b", "strong"}


def read_web(text: str, place: Place) -> Iterator[Paragraph | Table]:
    """The blocks of an HTML page or of a piece of one. Refuses markup nested deeper than a page ever is."""
    root = _root(text, place)
    return iter(()) if root is None else _Page().blocks(root)


def _root(text: str, place: Place) -> Any:
    from lxml import etree, html

    # what the text says of its own encoding no longer holds once it is text
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None  # nothing is written in it
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        found, remedy = "elements nested thousands deep", "open the page in a browser and save it again"
        raise fault("nested-too-deep", place, found, "an ordinary page", remedy)
    return root


@dataclass
class _Page:
    """A walk over a page, with the words of the block that it is in."""

    words: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    heading: bool = False
    mark: str = ""
    counts: list[int | None] = field(default_factory=list)

    def blocks(self, root: Any) -> Iterator[Paragraph | Table]:
        skip = None
        for event, element in _events(root):
            if skip is not None:
                if event == "end" and element is skip:
                    skip = None
                    self.words.append(element.tail or "")
                continue
            name = _name(element)
            if event == "start":
                if _unseen(element):
                    skip = element
                elif name == "table" and not _only_lays_out(element):
                    yield from self.ended()
                    yield _table(element)
                    skip = element
                else:
                    yield from self.start(name, element)
            else:
                yield from self.end(name, element)
        yield from self.ended()

    def start(self, name: str, element: Any) -> Iterator[Paragraph]:
        if name not in INLINE and name != "br":
            yield from self.ended()
            self.heading = name in HEADINGS
            if name in {"ol", "ul"}:
                first = element.get("start", "1")
                self.counts.append(int(first) if name == "ol" and re.fullmatch(r"\d{1,6}", first) else None)
            elif name == "li":
                self.mark = self.marked()
        self.words.append(" " if name == "br" else _raised(element) if name == "sup" else element.text or "")

    def marked(self) -> str:
        """What a browser prints before a list item: its number, or a bullet."""
        if not self.counts or self.counts[-1] is None:
            return "•"
        self.counts[-1] += 1
        return f"{self.counts[-1] - 1}."

    def end(self, name: str, element: Any) -> Iterator[Paragraph]:
        if name in BOLD:
            self.bold.append(one_line("".join(element.itertext())))
        if name not in INLINE and name != "br":
            yield from self.ended()
            self.heading = False
            if name in {"ol", "ul"} and self.counts:
                self.counts.pop()
        self.words.append(element.tail or "")

    def ended(self) -> Iterator[Paragraph]:
        text = one_line("".join(self.words))
        if text:
            heading = self.heading or (one_line(" ".join(self.bold)) == text and len(text) <= LONGEST_HEADING)
            mark, text = ("", text) if heading else marked_off(text, self.mark)
            yield Paragraph(0, text, heading=heading, mark=mark)
            self.mark = ""
        self.words, self.bold = [], []


def _events(root: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterwalk(root, events=("start", "end"))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _unseen(element: Any) -> bool:
    if not isinstance(element.tag, str) or _name(element) in UNSEEN or element.get("hidden") is not None:
        return True
    return bool(re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", element.get("style") or "", re.I))


def _only_lays_out(table: Any) -> bool:
    """Whether a table holds other tables: it places them on the page and is none itself."""
    return table.find(".//table") is not None


def _raised(element: Any) -> str:
    text = str(element.text or "")
    return text.translate(SUPERSCRIPTS) if text.strip().isdigit() else text


def _table(table: Any) -> Table:
    rows: list[list[Spanned]] = []
    headers, still = 0, True
    feet: set[int] = set()
    for row in table.iter("tr"):
        if _unseen(row):
            continue
        cells = [
            cell for cell in row if isinstance(cell.tag, str) and _name(cell) in {"td", "th"} and not _unseen(cell)
        ]
        heads = _name(row.getparent()) == "thead" or (bool(cells) and all(_name(cell) == "th" for cell in cells))
        if _name(row.getparent()) == "tfoot" and not feet:
            feet.add(len(rows) + 1)
        still = still and heads
        headers += still
        rows.append([(_words(cell), _span(cell, "rowspan"), _span(cell, "colspan")) for cell in cells])
    caption = next((_words(element) for element in table.iter("caption")), "")
    return Table(0, spread_out(rows), headers, one_line(caption), feet=frozenset(feet))


def _span(cell: Any, name: str) -> int:
    """How far a cell spreads. A rowspan of 0 means to the end of the table."""
    match = re.match(r"\s*(\d{1,9})", cell.get(name) or "1")
    wanted = int(match[1]) if match else 1
    if wanted == 0:
        return 65_534 if name == "rowspan" else 1
    return min(wanted, 65_534 if name == "rowspan" else WIDEST_TABLE + 1)


def _words(cell: Any) -> str:
    """The words of a cell: a new line and a new block are a space."""
    words, skip = [], None
    for event, element in _events(cell):
        name = _name(element)
        if skip is not None:
            if event == "end" and element is skip:
                skip = None
                words.append(element.tail or "")
        elif event == "start":
            if _unseen(element):
                skip = element
                continue
            block = name not in INLINE
            words.append(" " * block + (_raised(element) if name == "sup" else element.text or ""))
        else:
            words.append(" " * (name not in INLINE) + ((element.tail or "") if element is not cell else ""))
    return one_line("".join(words))

"""What stands on a page of a PDF: its lines of words with their places, and its ruled tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from csptool.papers.blocks import SUPERSCRIPTS, one_line
from csptool.papers.layout import Line, Piece, is_figure
from csptool.papers.limits import MOST_RULES
from formulas.paper import Cell

RAISED = 0.8  # a digit smaller than this share of the letters beside it is a footnote mark
WORD_GAP = 0.12  # of the height of the letters: less than this and two words are one
COLUMN_GAP = 0.9  # more than this, and they stand in columns of their own
BROKEN_FIGURE = re.compile(r"[(£+-−]*\s?[\d,]+[\d.,]*")
REST_OF_FIGURE = re.compile(r"[\d,.]*\d[)%]?|\)")


@dataclass
class PrintedLine(Line):
    """A line of a page: its pieces, its place from the top, the height of its letters, and whether all are bold."""

    top: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False

    @property
    def text(self) -> str:
        """Its words as one text."""
        return " ".join(piece.text for piece in self.pieces)


@dataclass
class RuledTable:
    """A table whose cells are drawn, and how far down the page it reaches."""

    top: float
    bottom: float
    rows: list[list[Cell]]


@dataclass
class SeenPage:
    """A page, read and let go: what stands on it from top to bottom."""

    number: int
    lines: list[PrintedLine]
    tables: list[RuledTable]
    pictured: bool
    height: float


@dataclass
class _Word:
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    text: str


@dataclass
class _Row:
    top: float
    bottom: float
    words: list[_Word] = field(default_factory=list)


def seen(page: Any) -> SeenPage:
    """What stands on a page of pdfplumber's."""
    words = [
        _Word(w["x0"], w["x1"], w["top"], w["bottom"], w["size"], "bold" in w["fontname"].lower(), w["text"])
        for w in page.extract_words(extra_attrs=["size", "fontname"], x_tolerance_ratio=WORD_GAP, keep_blank_chars=False)
    ]
    tables: list[RuledTable] = []
    if words and 3 < len(page.edges) <= MOST_RULES:
        for found in page.find_tables():
            inside = [word for word in words if _within(word, found.bbox)]
            table = _ruled(found, inside)
            if table is not None:
                tables.append(table)
                kept = set(map(id, inside))
                words = [word for word in words if id(word) not in kept]
    rows = _rows(words)
    lines = [_line(number, row) for number, row in enumerate(rows)]
    tables.sort(key=lambda table: table.top)
    return SeenPage(page.page_number, lines, tables, bool(page.images) or len(page.edges) > MOST_RULES, page.height)


def _within(word: _Word, box: Sequence[float]) -> bool:
    across, down = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _rows(words: Iterable[_Word]) -> list[_Row]:
    """Words in rows: those that stand at one height, raised ones among them."""
    rows: list[_Row] = []
    for word in sorted(words, key=lambda w: (-w.size, w.top)) if False else sorted(words, key=lambda w: (w.top + w.bottom)):
        last = rows[-1] if rows else None
        shared = min(word.bottom, last.bottom) - max(word.top, last.top) if last else 0.0
        if last and shared > 0.4 * min(word.bottom - word.top, last.bottom - last.top):
            last.words.append(word)
            last.top, last.bottom = (
                (word.top, word.bottom) if word.bottom - word.top > last.bottom - last.top else (last.top, last.bottom)
            )
        else:
            rows.append(_Row(word.top, word.bottom, [word]))
    for row in rows:
        row.words.sort(key=lambda word: word.x0)
    return rows


def _line(number: int, row: _Row) -> PrintedLine:
    size = max(word.size for word in row.words)
    pieces: list[Piece] = []
    end = None
    for word in row.words:
        text = _as_mark(word, size)
        gap = word.x0 - end if end is not None else None
        if gap is None or gap > COLUMN_GAP * size:
            pieces.append(Piece(round(word.x0), round(word.x1), text))
        else:
            space = " " * (gap > WORD_GAP * size)
            pieces[-1] = Piece(pieces[-1].start, round(word.x1), pieces[-1].text + space + text)
        end = word.x1
    pieces = [piece for piece in (_without_leaders(piece) for piece in pieces) if piece.text]
    bold = all(word.bold for word in row.words)
    return PrintedLine(number, pieces, row.top, row.bottom, size, bold)


def _without_leaders(piece: Piece) -> Piece:
    """A piece without the dots that lead from a label to its figure."""
    text = re.sub(r"\s*(?:\.\s?){4,}\s*$|^\s*(?:\.\s?){4,}\s*|…+$", "", piece.text)
    return Piece(piece.start, piece.end, one_line(text))


def _as_mark(word: _Word, size: float) -> str:
    """A word, with its digits as raised ones where it is set so small that it is a footnote mark."""
    return word.text.translate(SUPERSCRIPTS) if word.size < RAISED * size and word.text.isdigit() else word.text


def _ruled(found: Any, words: Sequence[_Word]) -> RuledTable | None:
    """A table with drawn cells; none where the lines only frame words that stand in rows and columns of their own."""
    edges = sorted({round(x) for cell in found.cells for x in (cell[0], cell[2])})
    edges = [x for n, x in enumerate(edges) if n == 0 or x - edges[n - 1] > 2]
    rows = []
    for row in found.rows:
        rows.append(_cells(row, edges, words))
    width = max((len(row) for row in rows), default=0)
    texts = [sum(bool(row[n].text) for row in rows) for n in range(width)]
    if len(rows) < 2 or sum(map(bool, texts)) < 2 or _frames(found, words):
        return None
    return RuledTable(found.bbox[1], found.bbox[3], rows)


def _cells(row: Any, edges: Sequence[float], words: Sequence[_Word]) -> list[Cell]:
    """The cells of a row, one for each column that the table has; a merged one stands in its first."""
    cells = [Cell(spread=True)] * (len(edges) - 1)
    for box in row.cells:
        if box is None:
            continue
        place = min(range(len(edges)), key=lambda n: abs(edges[n] - box[0]))
        if place < len(cells):
            cells[place] = Cell(_cell_text([word for word in words if _within(word, box)]))
    return cells


def _cell_text(words: Sequence[_Word]) -> str:
    """The words of a cell; a figure that the cell is too narrow for, and breaks, is one figure again."""
    lines = [_line(0, row).text for row in _rows(words)]
    text = lines[0] if lines else ""
    for line in lines[1:]:
        broken = BROKEN_FIGURE.fullmatch(text) and REST_OF_FIGURE.fullmatch(line) and not _whole(text, line)
        text += line if broken else f" {line}"
    return one_line(text)


def _whole(text: str, line: str) -> bool:
    """Whether two lines of a cell are figures of their own: each is complete by itself."""
    complete = re.compile(r"[(£+-−]*\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d\d?)?")
    return bool(complete.fullmatch(text) and re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+", line))


def _frames(found: Any, words: Sequence[_Word]) -> bool:
    """Whether a drawn cell holds figures one under another: then the lines are a frame and not the cells."""
    for row in found.rows:
        stacked = 0
        for box in row.cells:
            inside = [_line(0, r) for r in _rows([w for w in words if box is not None and _within(w, box)])]
            stacked += sum(is_figure(line.text) for line in inside) > 1 and _cell_text(
                [w for w in words if box is not None and _within(w, box)]
            ).count(" ") > 0
        if stacked > 1:
            return True
    return False

"""What stands on a page of a PDF: its lines of words with their places, and its ruled tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from csptool.papers.blocks import SUPERSCRIPTS, one_line
from csptool.papers.layout import YEAR, Line, Piece, is_figure
from csptool.papers.limits import MOST_RULES
from formulas.paper import Cell

SMALL, RAISED = 0.9, 0.15  # a digit that is smaller than its line, and stands higher, is a footnote mark
FIGURE_GAP = 0.33  # between two figures: a space is narrower
WORD_GAP = 0.12  # of the height of the letters: less than this and two words are one
COLUMN_GAP = 0.9  # more than this, and they stand in columns of their own
UPPER_PART = re.compile(r"[(£+\-−]*\s?[\d,]+[\d.,]*")
LOWER_PART = re.compile(r"[\d,.]*\d[)%]?|\)")
WELL_FORMED = re.compile(r"[(£+\-−]*\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[)%]?")
YEAR_PART = re.compile(r"\b(?:19|20)\d\d\s?[/–-]\s?\d?$")
FILLED = 1.6  # times the height of the letters: a line with less room left beside it has filled its cell


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
        for w in page.extract_words(
            extra_attrs=["size", "fontname"], x_tolerance_ratio=WORD_GAP, keep_blank_chars=False
        )
    ]
    tables: list[RuledTable] = []
    if words and 3 < len(page.edges) <= MOST_RULES:
        for found in page.find_tables():
            inside = [word for word in words if _within(word, found.bbox)]
            ruled = _ruled(found, inside)
            if ruled is not None:
                tables += ruled
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
    for word in sorted(words, key=lambda w: w.top + w.bottom):
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
        mark = word.text.isdigit() and word.size < SMALL * size and word.bottom < row.bottom - RAISED * size
        text = word.text.translate(SUPERSCRIPTS) if mark else word.text
        gap = word.x0 - end if end is not None else None
        figures = not mark and pieces and _heads_or_fills(text) and _heads_or_fills(pieces[-1].text)
        if gap is None or gap > (FIGURE_GAP if figures else COLUMN_GAP) * size:
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


def _heads_or_fills(text: str) -> bool:
    """Whether a text is a figure, or a year that may head figures."""
    return is_figure(text) or YEAR.fullmatch(text) is not None


def _ruled(found: Any, words: Sequence[_Word]) -> list[RuledTable] | None:
    """The tables whose cells are drawn; none where the lines only frame words that stand in rows of their own."""
    tables = []
    for rows in _alike(found.rows):
        edges = _edges(rows)
        boxes = [[_texts(box, words) if box else None for box in row.cells] for row in rows]
        if sum(_stacked(texts) for row in boxes for texts in row if texts) > 1:
            return None
        cells = [_cells(row, texts, edges) for row, texts in zip(rows, boxes, strict=True)]
        if len(edges) > 2 and sum(any(row[n].text for row in cells) for n in range(len(edges) - 1)) > 1:
            tables.append(RuledTable(rows[0].bbox[1], rows[-1].bbox[3], cells))
    return tables if sum(len(table.rows) for table in tables) > 1 else None


def _edges(rows: Iterable[Any]) -> list[float]:
    """Where the columns begin and end, edges within two points being one."""
    places = sorted({x for row in rows for box in row.cells if box for x in (box[0], box[2])})
    return [x for n, x in enumerate(places) if n == 0 or x - places[n - 1] > 2]


def _alike(rows: Sequence[Any]) -> Iterator[list[Any]]:
    """Rows whose columns agree; where both sides have edges that the other lacks, another table begins."""
    group: list[Any] = []
    for row in rows:
        if group:
            ours, theirs = _edges(group), _edges([row])
            left, right = max(ours[0], theirs[0]) - 2, min(ours[-1], theirs[-1]) + 2
            shared = [[x for x in edges if left <= x <= right] for edges in (ours, theirs)]
            if not (_among(*shared) or _among(*reversed(shared))):
                yield group
                group = []
        group.append(row)
    if group:
        yield group


def _among(few: Sequence[float], many: Sequence[float]) -> bool:
    return all(any(abs(x - other) <= 2 for other in many) for x in few)


def _cells(row: Any, texts: Sequence[list[str] | None], edges: Sequence[float]) -> list[Cell]:
    """The cells of a row, one for each column that the table has; a merged one stands in its first."""
    cells = [Cell(spread=True)] * (len(edges) - 1)
    for box, lines in zip(row.cells, texts, strict=True):
        place = min(range(len(edges)), key=lambda n: abs(edges[n] - box[0])) if box else len(cells)
        if place < len(cells):
            cells[place] = Cell(one_line(" ".join(lines or [])))
    for place in range(1, len(cells)):
        if cells[place].spread:
            cells[place] = Cell(cells[place - 1].text, spread=True)
    return cells


def _texts(box: Sequence[float], words: Sequence[_Word]) -> list[str]:
    """The lines of a cell; a figure or year that the cell is too narrow for, and breaks, is one again."""
    found: list[str] = []
    room = 0.0
    for row in _rows([word for word in words if _within(word, box)]):
        line = _line(0, row)
        broken = found and YEAR_PART.search(found[-1]) and line.text[:1].isdigit()
        if broken or (found and room < FILLED * line.size and _breaks(found[-1], line.text)):
            found[-1] += line.text
        else:
            found.append(line.text)
        room = (box[2] - box[0]) - (row.words[-1].x1 - row.words[0].x0)
    return found


def _breaks(above: str, below: str) -> bool:
    """Whether two lines are the halves of one figure: together they are well formed, and the first alone is not."""
    if not UPPER_PART.fullmatch(above) or not LOWER_PART.fullmatch(below) or not re.search(r"[,.]", above):
        return False
    return bool(WELL_FORMED.fullmatch(above + below)) and not (WELL_FORMED.fullmatch(above) and "," in below)


def _stacked(lines: Sequence[str]) -> bool:
    """Whether figures stand one under another in a cell: then the lines drawn are a frame and not the cells."""
    return sum(map(is_figure, lines)) > 1 and len(lines) == sum(map(is_figure, lines))

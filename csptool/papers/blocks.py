"""What the readers of each format share: cells from text, spans spread out, and blocks made into a numbered paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from csptool.faults import Place, fault
from csptool.papers.limits import MOST_CELLS, WIDEST_TABLE
from formulas.paper import Cell, Paper, Paragraph, Table

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")  # a raised digit is a footnote mark, not a digit
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
LONGEST_CAPTION = 160
CAPTION_WORDS = 25

UNIT_LINE = re.compile(
    r"[\s(\[]*(?:all figures |figures |amounts )?(?:(?:are |shown )?in )?"
    r"(?:[£$€]\s?['’]?(?:0{3}s?|m|k|bn|million|thousands?)?|%|pence|pounds|millions?|thousands?)[\s)\].]*",
    re.I,
)

ITEM = re.compile(r"\s{0,8}(?:[-*+•▪●◦–]\s+)?(\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})[.)])\s+(?=\S)")
BULLET = re.compile(r"\s*[-*+•▪●◦–]\s+(?=\S)")

Spanned = tuple[str, int, int]  # the text of a cell, and how many rows and columns it spreads over


def one_line(text: str) -> str:
    """Text as one line: every run of white space is one space, and what is not seen is left out."""
    return " ".join(text.translate(INVISIBLE).split())


def marked_off(words: str, mark: str = "") -> tuple[str, str]:
    """The number or bullet that a paragraph begins with, and the rest; `mark` is one that its format gave already."""
    item, bullet = ITEM.match(words), BULLET.match(words)
    if item and mark in {"", "•"}:
        return item[1], words[item.end() :]
    if bullet and not mark:
        return "•", words[bullet.end() :]
    return mark, words


def even(rows: Iterable[Sequence[str]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of text as rows of cells, each as long as the longest."""
    texts = [list(map(one_line, row)) for row in rows]
    width = max(map(len, texts), default=0)
    return tuple(tuple(map(Cell, [*row, *[""] * (width - len(row))])) for row in texts)


def spread_out(rows: Sequence[Sequence[Spanned]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows whose cells may spread over rows and columns, laid out on a grid.

    A span reaches no further than the table, as in a browser.
    """
    grid: dict[tuple[int, int], Cell] = {}
    width = 0
    for row, cells in enumerate(rows):
        column = 0
        for text, down, wide in cells:
            while (row, column) in grid:
                column += 1
            across, words = min(wide, WIDEST_TABLE + 1), one_line(text)
            for r in range(row, min(row + down, len(rows))):
                for c in range(column, column + across):
                    grid.setdefault((r, c), Cell(words, spread=True))
                if len(grid) > MOST_CELLS:
                    raise too_wide(len(grid))
            grid[row, column] = Cell(words)
            column += across
            width = max(width, column)
    return tuple(tuple(grid.get((r, c), Cell()) for c in range(width)) for r in range(len(rows)))


class TooManyCells(Exception):
    """Raised where a table is no table that a person reads; `found` says how large it is."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(found)


def too_wide(cells: int) -> TooManyCells:
    """What to raise for a table of too many cells."""
    return TooManyCells(f"a table of more than {cells - 1:,} cells")


def assembled(blocks: Iterable[Paragraph | Table], place: Place, notes: Iterable[str] = ()) -> Paper:
    """The blocks as a paper: tables and paragraphs numbered from 1, and a caption for each table that has none.

    A table of one column is a box of text, and its rows are paragraphs. Refuses more cells than a paper holds.
    """
    done: list[Paragraph | Table] = []
    tables = paragraphs = cells = 0
    for block in chain.from_iterable(map(_unboxed, blocks)):
        if isinstance(block, Paragraph):
            paragraphs += 1
            done.append(replace(block, number=paragraphs))
            continue
        tables, cells = tables + 1, cells + len(block.rows) * block.width
        if block.width > WIDEST_TABLE:
            raise _refused(place, f"a table of {block.width:,} columns")
        if cells > MOST_CELLS:
            raise _refused(place, f"more than {MOST_CELLS:,} cells in its tables")
        done.append(replace(block, number=tables, caption=block.caption or caption_of(done)))
    return Paper(tuple(done), tuple(notes))


def refused(place: Place, error: TooManyCells) -> Exception:
    """The fault for a table of too many cells."""
    return _refused(place, error.found)


def _refused(place: Place, found: str) -> Exception:
    expected = f"tables of at most {WIDEST_TABLE:,} columns, and {MOST_CELLS:,} cells in all"
    return fault("too-many-cells", place, found, expected, "keep the pages that are to be checked")


def _unboxed(block: Paragraph | Table) -> Sequence[Paragraph | Table]:
    if isinstance(block, Paragraph):
        return [block] if any(map(str.isalnum, block.text)) else []
    if block.width > 1:
        return [block]
    pages = block.row_pages or (None,) * len(block.rows)
    boxed = [Paragraph(0, row[0].text, page) for row, page in zip(block.rows, pages, strict=True) if row]
    return [box for box in boxed if any(map(str.isalnum, box.text))]


def caption_of(above: Sequence[Paragraph | Table]) -> str:
    """The words just above a table: a short paragraph or heading, with its unit line; else the nearest heading."""
    unit = ""
    last = above[-1] if above else None
    if isinstance(last, Paragraph) and UNIT_LINE.fullmatch(last.text):
        unit, last = last.text, above[-2] if len(above) > 1 else None
    if isinstance(last, Paragraph) and (last.heading or _short(last.text)):
        return f"{last.text} {unit}".strip()
    heading = next((block.text for block in reversed(above) if isinstance(block, Paragraph) and block.heading), "")
    return f"{heading} {unit}".strip()


def _short(text: str) -> bool:
    return len(text) <= LONGEST_CAPTION and len(text.split()) <= CAPTION_WORDS

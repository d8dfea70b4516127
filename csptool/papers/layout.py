"""Tables that are set out in plain text with spaces: which lines are one, and which words stand in which column."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from csptool.papers.blocks import TooManyCells
from csptool.papers.limits import WIDEST_TABLE

LEADERS = re.compile(r"\s*(?:(?:\.\s?){4,}|\.{3}(?=\s*[\d£(–-])|(?<=\S )\.{1,3}(?=\s\s)|…[….\s]*|_{4,}|·{3,})")
GAP = re.compile(r"\s{2,}")
RULE = re.compile(r"[\s\-=_+–—]*[\-=_–—]{3}[\s\-=_+–—]*")
YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?")
UNIT = re.compile(r"[(£\s]*['’]?000'?s?\)?")
FIGURE = re.compile(
    r"[^\w\s]*\s?\d(?:[\d,.'’]|\s(?=\d{3}\b))*\s?(?:%|pp|[pkmx]|bn|thousand|million|billion)?\s?[^\w]*(?:\(?[\d¹²³⁴⁵⁶⁷⁸⁹a-z]\))?",
    re.I,
)
NEAR = 1  # how many places figures of one column may be out of line


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together on a line, from the place `start` up to `end`."""

    start: int
    end: int
    text: str

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure and not a year."""
        return is_figure(self.text)


def is_figure(text: str) -> bool:
    """Whether a text is one figure and nothing else. A year is none, nor is £000: they head a column."""
    return FIGURE.fullmatch(text) is not None and not (YEAR.fullmatch(text.strip("()*: ")) or UNIT.fullmatch(text))


def _figure_or_year(text: str) -> bool:
    return is_figure(text) or YEAR.fullmatch(text) is not None


def pieces(line: str) -> list[Piece]:
    """The words of a line that two spaces or more, or dot leaders, part from each other."""
    line = (
        LEADERS.sub(lambda leader: " " * max(2, len(leader[0])), line)
        if "." in line or "_" in line or "…" in line
        else line
    )
    found, place = [], 0
    for gap in [*GAP.finditer(line), None]:
        end = gap.start() if gap else len(line.rstrip())
        if end > place:
            found += _figures_apart(Piece(place, end, line[place:end]))
        place = gap.end() if gap else place
    return found


def _figures_apart(piece: Piece) -> list[Piece]:
    """Figures or years that one space parts are pieces of their own: `5,983 6,019 (35)`, `2023/24 2024/25`."""
    words = piece.text.split(" ")
    if len(words) == 1 or not all(re.search(r"[,.£(/]", word) and _figure_or_year(word) for word in words):
        return [piece]
    found, place = [], piece.start
    for word in words:
        found.append(Piece(place, place + len(word), word))
        place += len(word) + 1
    return found


@dataclass
class Line:
    """A printed line of what may be a table."""

    number: int
    pieces: list[Piece]

    @property
    def has_columns(self) -> bool:
        """Whether it has words apart from each other, or only words far from the margin."""
        return len(self.pieces) > 1

    @property
    def has_figures(self) -> bool:
        """Whether a figure stands apart from a label, or alone and indented."""
        apart = self.pieces[1:] if self.pieces and self.pieces[0].start == 0 else self.pieces
        return any(piece.is_figure for piece in apart)


Columns = list[tuple[int, int]]
L = TypeVar("L", bound=Line)


def columns_of(lines: Sequence[Line], known: Sequence[tuple[int, int]] = ()) -> Columns:
    """Where the columns lie: the places that the figures and labels of the lines with figures take up.

    `known` are the columns of the lines above them, which they may widen.
    """
    spans = sorted([*known, *((p.start, p.end) for line in lines if line.has_figures for p in line.pieces)])
    columns: Columns = []
    for start, end in spans:
        if columns and start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    if len(columns) > WIDEST_TABLE:
        raise TooManyCells(f"a table of {len(columns):,} columns")
    return columns


def crowded(lines: Sequence[Line], columns: Columns) -> bool:
    """Whether two figures of a line fall into one column: then the places do not tell the columns."""
    for line in lines:
        taken = [over[0] for piece in line.pieces if piece.is_figure and (over := _overlapping(piece, columns))]
        if len(set(taken)) < len(taken):
            return True
    return False


def columns_by_order(lines: Sequence[Line]) -> Columns:
    """Columns from the order of the words, where the lines are not set out evenly: the most usual number of pieces."""
    figured = [line for line in lines if line.has_figures]
    usual = Counter(len(line.pieces) for line in figured).most_common(1)[0][0]
    models = [line.pieces for line in figured if len(line.pieces) == usual]
    return [
        (int(median(row[n].start for row in models)), int(median(row[n].end for row in models))) for n in range(usual)
    ]


def _overlapping(piece: Piece, columns: Columns) -> list[int]:
    first = bisect_right(columns, piece.start, key=lambda column: column[1])
    return list(range(first, bisect_left(columns, piece.end, key=lambda column: column[0])))


def _nearest(piece: Piece, columns: Columns) -> int:
    """The column whose right or left edge is nearest: figures and their headers are set to the right."""
    return min(range(len(columns)), key=lambda n: min(abs(columns[n][1] - piece.end), abs(columns[n][0] - piece.start)))


def set_out(line: Line, columns: Columns, *, by_order: bool = False, near: int = NEAR) -> list[str]:
    """The words of a line under their columns. Words over several columns stand in the first of them."""
    row = [""] * len(columns)
    if by_order and len(line.pieces) == len(columns):
        return [piece.text for piece in line.pieces]
    for piece in line.pieces:
        for part in _parted(piece, columns, near):
            over = _overlapping(part, columns)
            place = over[0] if len(over) == 1 else _nearest(part, columns) if not over or part.is_figure else over[0]
            row[place] = f"{row[place]} {part.text}".strip()
    return row


def _parted(piece: Piece, columns: Columns, near: int) -> list[Piece]:
    """A label that runs up to its figure with one space between is parted from it."""
    label, space, figure = piece.text.rpartition(" ")
    start = piece.end - len(figure)
    if (
        space
        and is_figure(figure)
        and not is_figure(piece.text)
        and any(abs(end - piece.end) <= near for _, end in columns[1:])
    ):
        return [Piece(piece.start, start - 1, label), Piece(start, piece.end, figure)]
    return [piece]


def fits(lines: Sequence[Line], columns: Columns, *, near: int = NEAR) -> bool:
    """Whether lines plainly go on with the columns: they start with figures, and each ends where its column ends."""
    first = next((line for line in lines if line.has_columns or line.has_figures), None)
    if first is None or not first.has_figures:
        return False
    figures = [piece for line in lines if line.has_figures for piece in line.pieces if piece.is_figure]
    within = all(len(_overlapping(piece, columns)) == 1 for piece in figures)
    ends = [abs(columns[_nearest(piece, columns)][1] - piece.end) <= near for piece in figures]
    starts = [abs(columns[_nearest(piece, columns)][0] - piece.start) <= near for piece in figures]
    return within and (all(ends) or all(starts))


def grid(lines: Sequence[Line], *, near: int = NEAR) -> list[list[str]]:
    """The lines of a table as rows of cells."""
    columns = columns_of(lines)
    by_order = crowded(lines, columns)
    if by_order:
        columns = columns_by_order(lines)
    return [set_out(line, columns, by_order=by_order, near=near) for line in lines]


def trimmed(lines: Sequence[L], *, keep_label: bool = False) -> list[L]:
    """The lines from the first with columns to the last; titles above them and notes below are no rows."""
    margin = min((line.pieces[0].start for line in lines if line.pieces), default=0)
    columned = [
        n for n, line in enumerate(lines) if line.has_columns or (line.pieces and line.pieces[0].start > margin + 3)
    ]
    return list(lines[0 if keep_label else columned[0] : columned[-1] + 1]) if columned else []


def is_set_out(lines: Sequence[Line]) -> bool:
    """Whether lines are a table: two or more with columns, figures in one or more, and few others between."""
    columned = sum(line.has_columns for line in lines)
    figured = sum(line.has_figures for line in lines)
    return columned > 1 and figured > 0 and 2 * (columned + figured) >= len(lines)

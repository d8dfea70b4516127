"""Finding the header of a named column under the titles and notes of a sheet."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from csptool.sheets.sheet import Sheet, same, tidy

LONGEST_HEADER = 200


@dataclass(frozen=True)
class Header:
    """A column's header: the sheet, the first and last row it stands in, its column, its text."""

    sheet: Sheet
    top: int
    bottom: int
    column: int
    text: str

    @property
    def has_figures(self) -> bool:
        """Whether the first thing written below it, units aside, is a figure."""
        start = bisect_right(self.sheet.rows, self.bottom)
        below = [row for row in self.sheet.rows[start : start + 6] if (row, self.column) in self.sheet.cells]
        return any(self.sheet.is_figure(row, self.column) for row in below[:2])


def find_headers(sheet: Sheet, wanted: str) -> list[Header]:
    """Every place where a column is headed `wanted`, capitals, spacing, line breaks and currency marks aside.

    A header may stand in one cell or run over two rows (with the upper one merged over several columns). Where several
    cells have the words, those without figures below are titles and are left out.
    """
    target = same(wanted)
    found = []
    for row, column in sheet.cells:
        text = header_text(sheet, row, column)
        if text and same(text) == target:
            found.append(Header(sheet, row, sheet.span_of(row, column)[2], column, text))
        elif text and target.endswith(same(text)):
            upper = _above(sheet, row, column)
            if upper and same(upper + text) == target:
                found.append(Header(sheet, row - 1, row, column, f"{upper} {text}"))
    with_figures = [header for header in found if header.has_figures]
    return with_figures or found


def columns_with_figures(sheet: Sheet) -> list[str]:
    """The texts that stand right over figures: what a user may have meant by a header."""
    found = []
    for row, column in sheet.cells:
        text = header_text(sheet, row, column)
        if text and Header(sheet, row, row, column, text).has_figures:
            found.append(text)
            if upper := _above(sheet, row, column):
                found.append(f"{upper} {text}")
    return found


def header_text(sheet: Sheet, row: int, column: int) -> str:
    """The text of a cell that may be a header: words or a year, and short."""
    raw = sheet.cells.get((row, column))
    if isinstance(raw, int) and 1900 <= raw <= 2100:
        return str(raw)
    if not isinstance(raw, str) or len(raw) > LONGEST_HEADER:
        return ""
    return tidy(raw) if any(c.isalpha() or c == "/" for c in raw) else ""


def _above(sheet: Sheet, row: int, column: int) -> str:
    """The header text over a cell, reaching into a merged cell that covers its column."""
    if row == 1:
        return ""
    top, left, _, _ = sheet.span_of(row - 1, column)
    return header_text(sheet, top, left)

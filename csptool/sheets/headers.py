"""Finding the header of a named column under the titles and notes of a sheet."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from csptool.labels import same_header, tidy
from csptool.sheets.sheet import Raw, Sheet

CODE = re.compile(r"[EWSN]\d{8}\Z")  # the codes of the Office for National Statistics
NAME_HEADERS = re.compile(
    r"areas?|name|geography|csps?(area)?|(community)?(safety)?partnerships?(area)?|districts?|boroughs?|wards?|councils?"
    r"|(police)?forces?|(local|billing)?authorit(y|ies)|localcouncil|organisation|body|provider|recipient|partner"
    r"|.*(area|authority|csp|council|district|ward)name|\w+\d\dnm"
)
UNIT = re.compile(
    r"(?i)[£%–—-]|£?\s*0{3}s?|£\s*(k|m|bn|million|thousand)|no\.?|numbers?|pounds|pence|people|per\s?cent"
    r"|(mid-?)?(19|20)\d\d(\s?[-/–]\s?\d{2,4})?"
)
LONGEST_HEADER = 200
LOOKED_AT = 6  # rows below a header among which its first figures must be


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
        """Whether the first things written below it, units aside, are figures."""
        start = bisect_right(self.sheet.rows, self.bottom)
        below = [row for row in self.sheet.rows[start : start + LOOKED_AT] if (row, self.column) in self.sheet.cells]
        if len(below) > 1 and is_unit(self.sheet.label(below[0], self.column)):
            below = below[1:]
        return bool(below) and self.sheet.is_figure(below[0], self.column)


def find_headers(sheet: Sheet, wanted: str) -> list[Header]:
    """Every place where a column is headed `wanted`, capitals, spacing, line breaks and currency marks aside.

    A header may stand in one cell or run over two rows, the upper one standing over several columns. Where several
    cells have the words, those without figures below are titles and are left out, and the exact words win.
    A header that is repeated at the top of every printed page counts once.
    """
    target = same_header(wanted)
    found = []
    for row, column in sheet.cells:
        text = header_text(sheet, row, column)
        if text and same_header(text) == target:
            found.append(Header(sheet, row, sheet.span_of(row, column)[2], column, text))
        elif text and target.endswith(same_header(text)):
            upper = _above(sheet, row, column)
            if upper and same_header(upper + text) == target:
                found.append(Header(sheet, row - 1, row, column, f"{upper} {text}"))
    found = [header for header in found if header.has_figures] or found
    found = [header for header in found if header.text == tidy(wanted)] or found
    return [header for header in found if not _repeats(header, found)]


def _repeats(header: Header, found: list[Header]) -> bool:
    """Whether a header is that of an earlier page: the same row of labels, with no blank row between the two."""
    labels = _row_labels(header)
    for other in found:
        rows = [row for row in header.sheet.rows if other.bottom <= row <= header.top]
        unbroken = bool(rows) and len(rows) == header.top - other.bottom + 1
        if other.bottom < header.top and unbroken and _row_labels(other) == labels:
            return True
    return False


def _row_labels(header: Header) -> list[str]:
    return [header.sheet.label(header.bottom, column) for column in header.sheet.columns(header.bottom)]


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
    """The text of a cell that may be a header: words, a unit or, in a row of headers, a year; and short."""
    raw = sheet.cells.get((row, column))
    if raw is None or isinstance(raw, float | bool):
        return ""
    if is_year(raw):
        if (row - 1, column) in sheet.cells and sheet.is_figure(row - 1, column):
            return ""  # one of a column of figures
        numbers = [sheet.cells[row, c] for c in sheet.columns(row) if c != column and sheet.is_figure(row, c)]
        return str(raw) if all(is_year(number) for number in numbers) else ""
    if not isinstance(raw, str) or len(raw) > LONGEST_HEADER:
        return ""
    return tidy(raw) if any(c.isalpha() for c in raw) or not sheet.is_figure(row, column) else ""


def is_unit(label: str) -> bool:
    """Whether a label says only in what, or for which year, the figures below it are."""
    return bool(UNIT.fullmatch(label.strip("() ")))


def is_year(raw: Raw | None) -> bool:
    """Whether a cell holds a bare calendar year, as a number or as text."""
    text = str(raw).strip() if isinstance(raw, int | str) else ""
    return len(text) == 4 and text.isascii() and text.isdigit() and 1900 <= int(text) <= 2100


def _above(sheet: Sheet, row: int, column: int) -> str:
    """The header text over a cell: in its own column, in a merged cell, or centred over columns that it begins."""
    if row == 1:
        return ""
    top, left, _, _ = sheet.span_of(row - 1, column)
    while left > 1 and not sheet.label(top, left):
        left -= 1
    return header_text(sheet, top, left)

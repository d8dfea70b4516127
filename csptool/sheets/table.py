"""A table of areas read out of a sheet that people already have: its columns, its areas, its totals.

Nothing is skipped silently: a row is an area, a total that is checked, a note that is named, or a fault.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from csptool.faults import Faults, fault, nearest
from csptool.sheets.headers import Header, find_headers, header_text
from csptool.sheets.oddities import faults_of, notes_of
from csptool.sheets.rows import Row, read_rows
from csptool.sheets.sheet import Sheet, address, same
from csptool.sheets.totals import Total, judge_totals

CODE_HEADERS = {"code", "areacode", "onscode", "gsscode", "ladcode", "ref", "reference"}
CODE = re.compile(r"[EWSN]\d{8}\Z")  # the codes of the Office for National Statistics


@dataclass
class Table:
    """The areas of a sheet with their basis, its totals, and what to tell the user about the reading."""

    sheet: Sheet
    header: Header
    area_column: int
    code_column: int | None
    rows: list[Row] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def span(self) -> str:
        """The range that was read, header included."""
        columns = [c for c in (self.area_column, self.code_column, self.header.column) if c]
        last = self.rows[-1].number if self.rows else self.header.bottom
        return f"{address(self.header.top, min(columns))}:{address(last, max(columns))}"


def read_table(header: Header, area: str = "") -> Table:
    """Read the table below `header`, whose column is the basis; `area` heads the column of names, else it is found.

    Raises every fault of the table at once.
    """
    sheet = header.sheet
    numbers = _rows_of_table(header)
    if not any((row, header.column) in sheet.cells for row in numbers):
        place = sheet.place(header.bottom, header.column)
        raise fault("no-rows", place, "nothing below the header", "at least one area", "add the areas")
    code_column = _code_column(header, numbers)
    area_column = _named_column(header, area) if area else _column_of_names(header, numbers, code_column)
    read = read_rows(header, numbers, area_column, code_column)
    totals, faults = judge_totals(read.entries)
    faults += read.faults
    faults += faults_of(sheet, read.rows, area_column, code_column, header.column)
    if faults:
        raise Faults(sorted(dict.fromkeys(faults), key=lambda f: f.place.order))
    notes = read.notes + notes_of(sheet, read.rows, area_column, header.column)
    return Table(sheet, header, area_column, code_column, read.rows, totals, notes)


def _rows_of_table(header: Header) -> list[int]:
    """The rows below the header, down to where another header starts after a gap."""
    sheet = header.sheet
    rows = [row for row in sheet.rows if row > header.bottom]
    for place, (before, row) in enumerate(pairwise(rows), 1):
        texts = [c for c in sheet.columns(row) if header_text(sheet, row, c)]
        heads = header_text(sheet, row, header.column) and not sheet.is_figure(row, header.column)
        if row - before > 1 and len(texts) > 1 and heads:
            return rows[:place]
    return rows


def _named_column(header: Header, wanted: str) -> int:
    sheet = header.sheet
    found = [h for h in find_headers(sheet, wanted) if h.top <= header.bottom and h.bottom >= header.top]
    if len(found) == 1:
        return found[0].column
    beside = [header_text(sheet, row, c) for row in (header.top, header.bottom) for c in sheet.columns(row)]
    words = f"{len(found)} columns headed {wanted!r}" if found else f"no column headed {wanted!r} beside it"
    remedy = "rename one of them" if found else f"use one of {nearest(wanted, beside)}"
    place = sheet.place(header.bottom, header.column)
    raise fault("area-column", place, words, "one column of area names", remedy)


def _column_of_names(header: Header, rows: list[int], code: int | None) -> int:
    """The leftmost column that has words in at least half as many rows as the fullest one."""
    sheet, words = header.sheet, Counter[int]()
    for row in rows:
        if (row, header.column) in sheet.cells:
            words.update(c for c in sheet.columns(row) if c not in (header.column, code) and _is_name(sheet, row, c))
    most = max(words.values(), default=0)
    for column in sorted(words):
        if words[column] * 2 >= most:
            return column
    place = sheet.place(header.bottom, header.column)
    remedy = "name the areas in a column beside it, or name that column with --area"
    raise fault("area-column", place, "no column of names beside it", "a column of area names", remedy)


def _is_name(sheet: Sheet, row: int, column: int) -> bool:
    raw = sheet.cells[row, column]
    return isinstance(raw, str) and not sheet.is_figure(row, column) and not CODE.match(raw.strip())


def _code_column(header: Header, rows: list[int]) -> int | None:
    sheet = header.sheet
    for column in sheet.columns(header.bottom):
        if column != header.column and same(sheet.label(header.bottom, column)) in CODE_HEADERS:
            return column
    coded = Counter(c for row in rows for c in sheet.columns(row) if CODE.match(sheet.label(row, c)))
    return coded.most_common(1)[0][0] if coded else None

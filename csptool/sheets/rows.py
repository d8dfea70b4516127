"""What each row of a table is: an area, a total, a note, or at fault."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from csptool.faults import Fault, Faults, Place
from csptool.labels import same_header, with_article
from csptool.sheets.headers import Header
from csptool.sheets.sheet import Sheet
from formulas.exact import Figure, in_full

TOTAL = re.compile(r"(?i)\b(?:(?:sub-?)?totals?|cyfanswm)\b")
PLAIN_TOTAL = re.compile(
    r"(grand|overall|combined)?totals?|sum|overall|combined|σ|cyfanswm"
    r"|all(areas|csps|districts|councils|partnerships|forces|wards)"
)
NO_AREA = re.compile(r"(?i)averages?|mean|median|checks?|control|differences?|variance|version|date|rank")
NOTE = re.compile(r"(?i)(?:notes?|sources?|n\.?b\.?|key)\b|[*\u2020\u2021\u00b9\u00b2\u00b3\[(]")
PART = re.compile(r"(?i)(?:of which|including|includes|incl\.?)\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
SMALL_WORDS = {"and", "of", "on", "upon", "the", "in", "with", "under", "y", "a", "ar", "le", "cum", "by-the-sea"}
LONG_LABEL, LONGEST_NAME = 45, 250  # characters: longer than an area's name is likely to be, and can be


class Columns(NamedTuple):
    """The columns of a table, counted from 1."""

    area: int
    basis: int
    code: int | None


@dataclass(frozen=True)
class Row:
    """An area as the sheet states it, with the place of its basis."""

    number: int
    name: str
    code: str
    basis: Figure
    place: Place


@dataclass(frozen=True)
class TotalRow:
    """A row that says it is a total, or that has a figure and no name, which only a total may."""

    number: int
    label: str
    stated: Figure
    place: Place

    @property
    def plain(self) -> bool:
        """Whether its label says nothing but that it is a total."""
        return _is_plain_total(self.label)


@dataclass
class Rows:
    """What was read: areas and total rows in their order, notes for the user, faults."""

    entries: list[Row | TotalRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """The areas alone."""
        return [entry for entry in self.entries if isinstance(entry, Row)]


@dataclass(frozen=True)
class Kind:
    """What the figures of a column are: their name in messages, whether they may be below nought or all be nought."""

    name: str = "basis"
    signed: bool = False
    nought_throughout: bool = False
    may_be_sums: bool = False  # a row may by chance be the sum of others, and is told of by more than its figure


def read_rows(header: Header, numbers: list[int], columns: Columns, kind: Kind) -> Rows:
    """Read the rows of a table one by one. Blank rows do not end it as long as rows with figures follow."""
    sheet, read = header.sheet, Rows()
    figures = [row for row in numbers if sheet.is_figure(row, columns.basis)]
    last = figures[-1] if figures else header.bottom
    closing = set(
        takewhile(lambda row: NO_AREA.fullmatch(sheet.label(row, columns.area).rstrip(":")), reversed(figures))
    )
    before = header.bottom
    for number in numbers:
        name = sheet.label(number, columns.area)
        labels = [label for column in sheet.columns(number) if (label := sheet.label(number, column))]
        total = next((label for label in ([name] if name else labels) if says_total(label)), "")
        has_basis = sheet.label(number, columns.basis) != ""
        closed = bool(read.entries) and isinstance(read.entries[-1], TotalRow)
        remark = number > last and _is_remark(labels, closed, apart=number - before > 1)
        if total and has_basis:
            _add_total(sheet, read, number, columns.basis, total)
        elif number in closing and read.entries:
            read.notes.append(f"Row {number}, {name!r}, is no area; it was left out.")
        elif total:
            uncalculated = sheet.uncalculated(number, columns.basis)
            why = "its figure was never calculated" if uncalculated else "it states no figure"
            read.notes.append(f"The total in row {number} was not checked: {why}.")
        elif remark and not sheet.uncalculated(number, columns.basis):
            read.notes.append(f"Row {number} was read as a note: {labels[0][:LONG_LABEL]!r}.")
        elif name:
            _add_area(header, read, number, columns, kind)
        elif has_basis and (read.entries or sheet.is_figure(number, columns.basis)):
            _add_total(sheet, read, number, columns.basis, "")
        elif labels and read.entries:
            read.notes.append(f"Row {number} has neither an area nor a figure for the basis; it was left out.")
        before = number
    return read


@lru_cache(maxsize=100_000)
def says_total(label: str) -> bool:
    """Whether a label has the word total in it, or another that means the same."""
    return bool(TOTAL.search(label)) or _is_plain_total(label)


def _is_plain_total(label: str) -> bool:
    return bool(PLAIN_TOTAL.fullmatch(re.sub(r"[()*:.\u2020\u2021-]", "", same_header(label))))


def _is_remark(labels: list[str], closed: bool, *, apart: bool) -> bool:
    """Whether a row below the last figure is a remark: introduced as one, or one cell of words that are no name.

    What could be an area whose figure is missing must not pass for a remark, unless a total has closed the table.
    """
    first = labels[0]
    if NOTE.match(first) or first.endswith(":"):
        return True
    words = re.findall(r"[^\W\d_][\w'’-]*", first)
    sentence = not first[0].isalpha() or any(w[0].islower() and w not in SMALL_WORDS for w in words)
    sentence = sentence or bool(YEAR.search(first))
    return len(labels) == 1 and (closed or len(first) > LONG_LABEL or first.endswith(".") or (apart and sentence))


def _add_area(header: Header, read: Rows, number: int, columns: Columns, kind: Kind) -> None:
    sheet, place = header.sheet, header.sheet.place(number, columns.basis)
    name = sheet.label(number, columns.area)
    read.faults += _name_faults(header, number, columns.area)
    try:
        figure = sheet.figure(number, columns.basis, kind.name)
    except Faults as faults:
        read.faults += faults.faults
        return
    if figure.value < 0 and not kind.signed:
        remedy = "correct it" + (", or use 0 if the area is to have no share" if kind.name == "basis" else "")
        found, expected = in_full(figure.value, grouped=True), f"{with_article(kind.name)} of nought or more"
        read.faults.append(Fault("negative-basis", place, found, expected, remedy))
    code = sheet.label(number, columns.code) if columns.code else ""
    read.entries.append(Row(number, name, code, figure, place))


def _name_faults(header: Header, number: int, column: int) -> list[Fault]:
    """What is wrong with the cell that should name an area, and with a csv row that has slipped."""
    sheet, place = header.sheet, header.sheet.place(number, column)
    raw, faults = sheet.cells[number, column], list[Fault]()
    if not isinstance(raw, str | int) or isinstance(raw, bool):
        found = sheet.label(number, column)
        faults.append(Fault("not-a-name", place, found, "the name of an area", "correct the cell"))
    elif len(sheet.label(number, column)) > LONGEST_NAME:
        found = f"a name of {len(str(raw)):,} characters"
        faults.append(Fault("not-a-name", place, found, "the name of an area", "shorten it"))
    if PART.match(sheet.label(number, column)):
        found, remedy = repr(sheet.label(number, column)), "leave out what is part of another row, or give it a name"
        faults.append(Fault("part-of-a-row", place, found, "an area of its own", remedy))
    cells, heads = sheet.widths.get(number, 0), sheet.widths.get(header.bottom, 0)
    if any(sheet.is_figure(number, extra) for extra in range(heads + 1, cells + 1)):
        remedy = "put quotes round a name or figure that has a comma in it"
        found = f"{cells} cells in the row, where the header has {heads}"
        faults.append(Fault("slipped-row", place, found, "as many cells as headers", remedy))
    return faults


def _add_total(sheet: Sheet, read: Rows, row: int, basis: int, label: str) -> None:
    try:
        figure = sheet.figure(row, basis, "total")
    except Faults as faults:
        read.faults += faults.faults
        return
    read.entries.append(TotalRow(row, label, figure, sheet.place(row, basis)))

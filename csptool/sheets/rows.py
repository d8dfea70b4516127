"""What each row of a table is: an area, a total, a note, or at fault."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from csptool.faults import Fault, Faults, Place
from csptool.sheets.headers import Header
from csptool.sheets.sheet import Sheet
from formulas.exact import Figure, in_full

TOTAL = re.compile(r"(?:(?:grand|overall|sub|net|gross)[- ]?)?totals?\b.*|sum|all (?:areas|csps|rows)", re.IGNORECASE)
NOTE = re.compile(r"(?:notes?|sources?|n\.?b\.?|key)\b|[*\u2020\u2021\u00b9\u00b2\u00b3\[(]", re.IGNORECASE)
LONG_LABEL = 60  # characters; longer than any area's name


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


def read_rows(header: Header, numbers: list[int], area_column: int, code_column: int | None) -> Rows:
    """Read the rows of a table one by one. Blank rows do not end it as long as rows with figures follow."""
    sheet, basis, read = header.sheet, header.column, Rows()
    last = next((row for row in reversed(numbers) if sheet.is_figure(row, basis)), header.bottom)
    before = header.bottom
    for number in numbers:
        name = sheet.label(number, area_column)
        labels = [label for column in sheet.columns(number) if (label := sheet.label(number, column))]
        total = next((label for label in labels if TOTAL.fullmatch(label)), "")
        has_basis = sheet.label(number, basis) != ""
        apart = number - before > 1 or (read.entries and isinstance(read.entries[-1], TotalRow))
        if total and has_basis:
            _add_total(sheet, read, number, basis, total)
        elif name and number > last and (total or _is_note(labels, name, bool(apart or read.notes))):
            read.notes.append(f"Row {number} was read as a note: {name[:LONG_LABEL]!r}.")
        elif name:
            _add_area(sheet, read, number, basis, name, sheet.label(number, code_column) if code_column else "")
        elif has_basis and (read.entries or sheet.is_figure(number, basis)):
            _add_total(sheet, read, number, basis, "")
        elif labels and read.entries:
            read.notes.append(f"Row {number} has neither an area nor a figure for the basis; it was left out.")
        before = number
    return read


def _is_note(labels: list[str], name: str, apart: bool) -> bool:
    """Whether a row below the last figure is a remark: words alone, and set apart, or introduced as a note, or long."""
    return len(labels) == 1 and (apart or bool(NOTE.match(name)) or len(name) > LONG_LABEL)


def _add_area(sheet: Sheet, read: Rows, row: int, basis: int, name: str, code: str) -> None:
    place = sheet.place(row, basis)
    try:
        figure = sheet.figure(row, basis, "basis")
    except Faults as faults:
        read.faults += faults.faults
        return
    if figure.value < 0:
        remedy = "correct it, or use 0 if the area is to have no share"
        read.faults.append(
            Fault("negative-basis", place, in_full(figure.value, grouped=True), "a basis of nought or more", remedy)
        )
    read.entries.append(Row(row, name, code, figure, place))


def _add_total(sheet: Sheet, read: Rows, row: int, basis: int, label: str) -> None:
    try:
        figure = sheet.figure(row, basis, "total")
    except Faults as faults:
        read.faults += faults.faults
        return
    read.entries.append(TotalRow(row, label, figure, sheet.place(row, basis)))

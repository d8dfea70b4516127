"""Tables whose columns are declared: a header row of known labels, and one line of cells below it for each entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csptool.faults import Fault, Faults, Place, nearest
from csptool.labels import same_header, with_article
from csptool.sheets.header_words import scaled_in
from csptool.sheets.rows import says_total
from csptool.sheets.sheet import Sheet
from formulas.exact import PERCENT, Figure, in_full


@dataclass(frozen=True)
class DeclaredColumn:
    """A column: its label, other labels that are understood, whether it must be there, a note for the template."""

    label: str
    note: str
    also: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True)
class Line:
    """One line of such a table: the text of its cells, and their figures with their places."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]

    def text(self, key: str) -> str:
        """The text of a cell, blank where the column is not there."""
        return self.sheet.label(self.row, self.columns[key]) if key in self.columns else ""

    def place(self, key: str) -> Place:
        """Where a cell stands."""
        return self.sheet.place(self.row, self.columns.get(key, min(self.columns.values())))

    def figure(self, key: str, what: str, faults: list[Fault]) -> Figure | None:
        """The figure in a cell; None, and a fault, where there is none."""
        try:
            return self.sheet.figure(self.row, self.columns[key], what)
        except Faults as found:
            faults.extend(found.faults)
            return None

    def pounds(self, key: str, what: str, faults: list[Fault]) -> Figure | None:
        """The amount in a cell; None, and a fault, where there is none or a percentage stands there."""
        figure = self.figure(key, what, faults)
        if figure and figure.unit == PERCENT:
            faults.append(Fault("percentage", self.place(key), figure.text, f"the {what} in pounds", "type the amount"))
            return None
        return figure

    def unsaved(self, key: str, what: str) -> Fault | None:
        """The fault that a cell of text is a formula whose result was never saved; None where it is not."""
        if self.text(key) or not self.has(key):
            return None
        remedy = "open the workbook in Excel, let it calculate, and save it"
        return Fault("no-cached-value", self.place(key), "a formula whose result was never saved", what, remedy)

    def has(self, key: str) -> bool:
        """Whether anything stands in a cell, a formula that was never calculated included."""
        return key in self.columns and (self.text(key) != "" or self.sheet.uncalculated(self.row, self.columns[key]))


def read_lines(
    sheet: Sheet,
    columns: Mapping[str, DeclaredColumn],
    faults: list[Fault],
    figures: Sequence[str] = (),
    *,
    totals: bool = True,
) -> list[Line]:
    """The lines below the header row, which is the first row with a label of the first column.

    Adds a fault for a column that is unknown, missing or there twice, for a line without its first cell, and for a
    total of one of the `figures` that its lines do not come to. Total rows are left out, where there may be `totals`.
    """
    first = next(iter(columns))
    known = {same_header(label): key for key, c in columns.items() for label in (c.label, *c.also)}
    top, found = _header(sheet, known, first)
    if not found:
        remedy = "head the columns " + ", ".join(repr(c.label) for c in columns.values())
        expected = f"a column {columns[first].label!r}"
        faults.append(
            Fault("no-column", Place(sheet.file, sheet.name), f"no column {columns[first].label!r}", expected, remedy)
        )
        return []
    before = len(faults)
    _judge_header(sheet, top, columns, known, faults)
    if len(faults) > before:
        return []
    lines = [Line(sheet, row, found) for row in sheet.rows if row > top]
    kept: list[Line] = []
    for line in lines:
        if totals and says_total(line.text(first)):
            _judge_total(line, kept, figures, faults)
        elif unsaved := line.unsaved(first, with_article(columns[first].label.lower())):
            faults.append(unsaved)
        elif line.has(first):
            kept.append(line)
        elif any(line.has(key) for key in found):
            filled = next(key for key in found if line.has(key))
            remedy, expected = (
                "fill in the first cell, or clear the line",
                f"{with_article(columns[first].label.lower())} in every line",
            )
            faults.append(
                Fault("no-name", line.place(first), f"a blank beside {line.text(filled)!r}", expected, remedy)
            )
    return kept


def _header(sheet: Sheet, known: Mapping[str, str], first: str) -> tuple[int, dict[str, int]]:
    """The header row and the column of every label known; the first row that has the first column's label."""
    for row in sheet.rows:
        columns = {}
        for column in sheet.columns(row):
            key = known.get(same_header(sheet.label(row, column)))
            if key and key not in columns:
                columns[key] = column
        if first in columns:
            return row, columns
    return 0, {}


def _judge_header(
    sheet: Sheet, row: int, columns: Mapping[str, DeclaredColumn], known: Mapping[str, str], faults: list[Fault]
) -> None:
    seen = set()
    for column in sheet.columns(row):
        label = sheet.label(row, column)
        key = known.get(same_header(label))
        scaled = scaled_in(label)
        if scaled and key is None and (plain := known.get(same_header(label.replace(scaled, "")))):
            key = plain
            found, expected = f"{label!r}, figures in {scaled}", f"the column {columns[plain].label!r} in single units"
            remedy = f"head it {columns[plain].label!r}, with the figures in full or each with its own unit, as £1.2m"
            faults.append(Fault("scaled", sheet.place(row, column), found, expected, remedy))
        elif label and key is None:
            remedy = f"use one of {nearest(label, [c.label for c in columns.values()])}, or move it to a sheet Notes"
            faults.append(
                Fault(
                    "unknown-column",
                    sheet.place(row, column),
                    repr(label),
                    f"a column of the sheet {sheet.name}",
                    remedy,
                )
            )
        elif label and key in seen:
            faults.append(
                Fault("twice", sheet.place(row, column), f"{label!r} a second time", "each column once", "remove one")
            )
        seen.add(key)
    for key, declared in columns.items():
        if declared.needed and key not in seen:
            place = sheet.place(row, sheet.columns(row)[0])
            faults.append(
                Fault(
                    "no-column",
                    place,
                    f"no column {declared.label!r}",
                    f"a column {declared.label!r}",
                    "add it to the header",
                )
            )


def _judge_total(line: Line, kept: Sequence[Line], figures: Sequence[str], faults: list[Fault]) -> None:
    for key in figures:
        if not line.has(key):
            continue
        ignored: list[Fault] = []
        stated = line.figure(key, "total", faults)
        terms = [entry.figure(key, "", ignored) for entry in kept if entry.has(key)]
        if stated is None or None in terms:
            continue
        come_to = sum(term.value for term in terms if term)
        if stated.value != come_to:
            found = f"a total of {in_full(stated.value, grouped=True)}"
            expected = f"{in_full(come_to, grouped=True)}, which the lines above come to" if terms else "lines above it"  # type: ignore[arg-type]
            faults.append(Fault("total", line.place(key), found, expected, "correct a line or the total"))

"""What the readers of a form's sheets share: the workbook, and what they find to tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from csptool.faults import Fault, Place
from csptool.labels import same_name
from csptool.sheets.book import InputBook
from csptool.sheets.declared import DeclaredColumn, Line, read_lines
from csptool.sheets.rows import says_total
from csptool.sheets.totals import Total


@dataclass
class Reading:
    """A form being read: its faults, where things were stated, notes for its reader, totals that were checked."""

    book: InputBook
    faults: list[Fault]
    places: dict[str, Place]
    notes: list[str] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)

    def lines(self, name: str, columns: Mapping[str, DeclaredColumn], figures: Sequence[str] = ()) -> list[Line] | None:
        """The lines of a sheet; None where there is no such sheet."""
        sheet = self.book.named(name)
        if sheet is None:
            return None
        lines = read_lines(sheet, columns, self.faults, figures)
        hidden = [str(line.row) for line in lines if line.row in sheet.hidden_rows]
        if hidden:
            self.notes.append(f"Hidden rows of the sheet {sheet.name} were read too: {', '.join(hidden)}.")
        shown = {column: key for key, column in lines[0].columns.items()} if lines else {}
        if columns_hidden := [columns[shown[column]].label for column in sorted(shown) if sheet.hides_column(column)]:
            self.notes.append(f"Hidden columns of the sheet {sheet.name} were read too: {', '.join(columns_hidden)}.")
        if lines and not sheet.visible:
            self.notes.append(f"The hidden sheet {sheet.name} was read too.")
        return lines

    def add_once(self, fault: Fault) -> None:
        """Add a fault that several columns of one sheet may have in common."""
        if fault not in self.faults:
            self.faults.append(fault)

    def tell_total(self, line: Line, key: str) -> None:
        """Say that a line was left out as a total."""
        self.notes.append(f"{line.text(key)!r} in {line.place(key).cell} was taken for a total and left out.")

    def refuse_repeats(self, lines: Sequence[Line], key: str, what: str) -> None:
        """A fault for every line whose label stood in an earlier one."""
        seen = set()
        for line in lines:
            label = same_name(line.text(key))
            if label in seen:
                found, remedy = f"{line.text(key)!r} a second time", "join the rows or rename one"
                self.faults.append(Fault("twice", line.place(key), found, f"each {what} once", remedy))
            seen.add(label)


def total_lines(lines: Sequence[Line], key: str) -> list[Line]:
    """The lines that were left out because their label says that they are totals."""
    if not lines:
        return []
    first = lines[0]
    below = [Line(first.sheet, row, first.columns) for row in first.sheet.rows if row > first.row]
    return [line for line in below if says_total(line.text(key))]


def span(lines: Sequence[Line], key: str) -> Place:
    """The cells of a column from the first line to the last."""
    first, last = lines[0].place(key), lines[-1].place(key)
    return replace(first, cell=first.cell if first.cell == last.cell else f"{first.cell}:{last.cell}")

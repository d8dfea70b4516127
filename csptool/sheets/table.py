"""A table of areas read out of a sheet that people already have: its columns, its areas, its totals.

Nothing is skipped silently: a row is an area, a total that is checked, a note that is named, or a fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from csptool.faults import Faults, fault
from csptool.sheets.columns import block_of, code_column, column_of_names, named_column
from csptool.sheets.extent import extent_of
from csptool.sheets.headers import Header
from csptool.sheets.oddities import faults_of, notes_of
from csptool.sheets.rows import Columns, Kind, Row, read_rows
from csptool.sheets.sheet import Sheet, address
from csptool.sheets.totals import Total, judge_totals

BASIS = Kind()


@dataclass
class Table:
    """The areas of a sheet with their basis, its totals, and what to tell the user about the reading."""

    header: Header
    columns: Columns
    rows: list[Row]
    totals: list[Total]
    notes: list[str]

    @property
    def sheet(self) -> Sheet:
        """The sheet it stands on."""
        return self.header.sheet

    @property
    def span(self) -> str:
        """The range that was read, header included."""
        columns = [column for column in self.columns if column]
        last = self.rows[-1].number
        return f"{address(self.header.top, min(columns))}:{address(last, max(columns))}"


def read_table(header: Header, area: str = "", kind: Kind = BASIS) -> Table:
    """Read the table below `header`, whose column is the basis; `area` heads the column of names, else it is found.

    Raises every fault of the table at once; `kind` says what figures are looked for, a basis unless told.
    """
    sheet = header.sheet
    extent = extent_of(header)
    if not any((row, header.column) in sheet.cells for row in extent.rows):
        _refuse_empty(header)
    block = block_of(header, extent.rows)
    code = code_column(header, extent.rows, block)
    names = named_column(header, area) if area else column_of_names(header, extent, block, code)
    columns = Columns(names, header.column, None if code == names else code)
    read = read_rows(header, extent.rows, columns, kind)
    if not read.rows and not read.faults:
        place = sheet.place(header.bottom, header.column)
        raise fault("no-rows", place, "no rows but totals below it", "at least one area", "add the areas")
    totals, total_faults, total_notes = judge_totals(read.entries, may_be_sums=kind.may_be_sums)
    faults = (
        read.faults + total_faults + faults_of(sheet, read.rows, columns, nought_refused=not kind.nought_throughout)
    )
    if faults:
        raise Faults(sorted(dict.fromkeys(faults), key=lambda f: f.place.order))
    notes = [
        *extent.notes,
        *read.notes,
        *_gaps(sheet, read.rows, totals),
        *total_notes,
        *notes_of(sheet, read.rows, columns, kind.name),
    ]
    return Table(header, columns, read.rows, totals, notes)


def _refuse_empty(header: Header) -> None:
    place = header.sheet.place(header.bottom, header.column)
    if header.sheet.uncalculated(header.bottom + 1, header.column):
        remedy = "open the workbook in Excel, let it calculate, and save it"
        raise fault("no-cached-value", place, "formulas below it whose results were never saved", "figures", remedy)
    raise fault("no-rows", place, "nothing below the header", "at least one area", "add the areas")


def _gaps(sheet: Sheet, rows: list[Row], totals: list[Total]) -> list[str]:
    """A note on a blank row inside the table, unless a total below it says that both sides belong together."""
    everything = sum(row.basis.value for row in rows)
    if any(total.comes_to == everything for total in totals):
        return []
    written = set(sheet.rows)
    numbers = [row.number for row in rows]
    gap = next((end for start, end in pairwise(numbers) if not written.issuperset(range(start, end))), None)
    return [f"There is a gap above row {gap}; the rows from there on were read as areas too."] if gap else []

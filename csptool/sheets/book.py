"""Any input as a list of sheets, told apart by what it holds and not by its name."""

from __future__ import annotations

from dataclasses import dataclass, field

from csptool.faults import fault, nearest
from csptool.labels import same_name
from csptool.sheets.sheet import Sheet
from csptool.sheets.source import Source
from csptool.sheets.text import read_text
from csptool.sheets.workbook import OLE, ZIP, read_workbook


@dataclass
class InputBook:
    """The sheets of an input, and notes for the user on how it was read."""

    source: Source
    sheets: list[Sheet]
    notes: list[str] = field(default_factory=list)

    def named(self, name: str) -> Sheet | None:
        """The sheet of that name, capitals and spacing aside."""
        return next((sheet for sheet in self.sheets if same_name(sheet.name) == same_name(name)), None)

    def chosen(self, name: str) -> Sheet:
        """The sheet of that name; raises a fault with the nearest names where there is none."""
        sheet = self.named(name)
        if sheet is None:
            known = nearest(name, [s.name for s in self.sheets])
            remedy = f"use one of {known}" if known else "leave --sheet out: the file has one sheet without a name"
            raise fault("no-such-sheet", self.source.place, f"no sheet {name!r}", "a sheet of the workbook", remedy)
        return sheet


def open_book(source: Source) -> InputBook:
    """Read a workbook or a csv file. Refuses an input in which nothing is written."""
    if source.data.startswith((ZIP, OLE, b"PK\x05\x06")):
        book = InputBook(source, read_workbook(source))
    elif source.data.lstrip()[:1] == b"<":
        remedy = "open it in Excel and save it as an .xlsx workbook"
        raise fault("web-page", source.place, "a web page or other markup", "a workbook or a csv file", remedy)
    else:
        sheet, notes = read_text(source)
        book = InputBook(source, [sheet], notes)
    if not any(sheet.cells for sheet in book.sheets):
        raise fault(
            "empty-sheet", source.place, "nothing in any cell", "a table of areas", "check that it is the right file"
        )
    return book

"""What an allocation is made from, whichever way it came in: the fund, the areas, and where each was stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, fault, nearest, placed
from csptool.sheets.book import Book
from csptool.sheets.headers import Header, columns_with_figures, find_headers
from csptool.sheets.sheet import Sheet, parse_range
from csptool.sheets.source import Source
from csptool.sheets.table import Table, read_table
from csptool.sheets.totals import Total
from formulas.allocation import Allocation, Area, Fund, allocate
from formulas.exact import Figure, read
from formulas.refusals import Refused


@dataclass
class Budget:
    """The input of an allocation, with what its reader should be told.

    `places` says where the pot, the unit and the rule were stated, so that a refusal can name the cell or option.
    """

    source: Source
    table: Table
    fund: Fund
    places: dict[str, Place]
    notes: list[str] = field(default_factory=list)

    @property
    def basis_name(self) -> str:
        """What the basis is called in the input."""
        return self.table.header.text

    @property
    def basis(self) -> Sequence[Figure]:
        """The basis of every area as printed."""
        return [row.basis for row in self.table.rows]

    @property
    def totals(self) -> Sequence[Total]:
        """The total rows of the input, checked."""
        return self.table.totals

    def allocate(self) -> Allocation:
        """Share the fund out; what the arithmetic refuses becomes a fault at the place where it was stated."""
        try:
            return allocate(self.fund, [Area(row.name, row.basis.value, row.code) for row in self.table.rows])
        except Refused as refused:
            header = self.table.sheet.place(self.table.header.bottom, self.table.header.column)
            raise Faults([placed(r, self.places.get(r.about, header)) for r in refused.refusals]) from None


@dataclass(frozen=True)
class Asked:
    """What the command line asked for; blank where it said nothing."""

    pot: str = ""
    by: str = ""
    area: str = ""
    sheet: str = ""
    range: str = ""
    unit: str = ""
    rounding: str = ""
    residue_to: str = ""
    fund: str = ""
    year: str = ""

    def given(self) -> dict[str, str]:
        """The options that were given, by name as typed."""
        fields = {name: getattr(self, name) for name in self.__slots__} if hasattr(self, "__slots__") else vars(self)
        return {"--" + name.replace("_", "-"): value for name, value in fields.items() if value}


def quick_budget(book: Book, asked: Asked) -> Budget:
    """A budget from any sheet with a column of areas and a column to share by, the rest from options."""
    faults = []
    if not asked.by:
        known = nearest("", [text for sheet in _searched(book, asked) for text in columns_with_figures(sheet)])
        remedy = f"name the column to share by, one of {known}" if known else "name the column to share by"
        faults.append(Fault("no-basis", Place("--by"), "nothing", "the header of a column of figures", remedy))
    if not asked.pot:
        remedy = "give the amount to be shared out, as --pot 97905.06"
        faults.append(Fault("no-pot", Place("--pot"), "nothing", "an amount in pounds", remedy))
    pot = _figure(asked.pot, "--pot", faults) if asked.pot else None
    unit = _figure(asked.unit, "--unit", faults) if asked.unit else read("0.01")
    table = None
    if asked.by:
        try:
            table = read_table(_header(book, asked), asked.area)
        except Faults as found:
            faults += found.faults
    if faults or pot is None or unit is None or table is None:
        raise Faults(faults)
    rule = asked.rounding or ("residue-to" if asked.residue_to else "largest-remainder")
    fund = Fund(pot.value, asked.fund, asked.year, unit.value, rule, asked.residue_to)
    places = {name.replace("-", " "): Place(f"--{name}") for name in ("pot", "unit", "residue-to")}
    return Budget(book.source, table, fund, places | {"rule": Place("--rounding")}, book.notes + table.notes)


def _figure(text: str, option: str, faults: list[Fault]) -> Figure | None:
    try:
        return read(text)
    except Refused as refused:
        faults += [placed(refusal, Place(option)) for refusal in refused.refusals]
        return None


def _searched(book: Book, asked: Asked) -> list[Sheet]:
    """The sheets that the options leave in question: the one named, else all that are not hidden."""
    sheets = [book.chosen(asked.sheet)] if asked.sheet else [s for s in book.sheets if s.visible] or book.sheets
    if not asked.range:
        return sheets
    span = parse_range(asked.range)
    if span is None:
        raise fault("range", Place("--range"), repr(asked.range), "a range such as A4:D14", "correct it")
    return [sheet.within(span) for sheet in sheets]


def _header(book: Book, asked: Asked) -> Header:
    """The one header of the column to share by."""
    sheets = _searched(book, asked)
    found = [header for sheet in sheets for header in find_headers(sheet, asked.by)]
    if len(found) == 1:
        return found[0]
    if not found:
        known = nearest(asked.by, [text for sheet in sheets for text in columns_with_figures(sheet)])
        remedy = f"use one of {known}" if known else "check the file and the sheet, or put that header over the column"
        place = Place(book.source.name, sheets[0].name if len(sheets) == 1 else "")
        raise fault("no-column", place, f"no column headed {asked.by!r}", "the column to share by", remedy)
    listed = "; ".join(str(h.sheet.place(h.bottom, h.column)).removeprefix(book.source.name + ", ") for h in found[:6])
    remedy = "limit the reading with --sheet or --range, or rename one of them"
    words = f"{len(found)} columns headed {asked.by!r}: {listed}"
    raise fault("two-columns", book.source.place, words, "one column to share by", remedy)


def sum_of(figures: Sequence[Figure]) -> Fraction:
    """The exact sum of figures."""
    return sum((figure.value for figure in figures), Fraction(0))

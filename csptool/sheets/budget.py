"""What an allocation is made from, whichever way it came in: the fund, the areas, and where each was stated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from csptool.faults import Fault, Faults, Place, fault, nearest, placed
from csptool.labels import tidy
from csptool.sheets.book import InputBook
from csptool.sheets.headers import Header, columns_with_figures, find_headers
from csptool.sheets.sheet import Sheet, parse_range
from csptool.sheets.source import Source
from csptool.sheets.table import Table, read_table
from csptool.sheets.totals import Total
from formulas.allocation import Allocation, Area, Fund, allocate, fund_refusals
from formulas.exact import PERCENT, Figure, read
from formulas.refusals import Refused
from formulas.rounding import Rounding

PENNIES, DEFAULT_RULE = read("0.01"), "largest-remainder"


@dataclass
class Budget:
    """The input of an allocation, with what its reader should be told.

    `places` says where the pot, the unit and the rule were stated, so that a refusal can name the cell or option.
    """

    source: Source
    table: Table
    fund: Fund
    places: Mapping[str, Place]
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
        return {"--" + name.replace("_", "-"): tidy(value) for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class Terms:
    """What a fund is to be made from, before anything has been looked at."""

    pot: Figure | None
    unit: Figure = PENNIES
    rule: str = DEFAULT_RULE
    residue_to: str = ""
    name: str = ""
    year: str = ""


def rule_named(text: str) -> str:
    """The rounding rule that a cell or an option names; the default where it is blank.

    >>> rule_named("Largest remainder"), rule_named("")
    ('largest-remainder', 'largest-remainder')
    """
    return "-".join(text.casefold().split()) or DEFAULT_RULE


def make_fund(terms: Terms, places: Mapping[str, Place], faults: list[Fault]) -> Fund | None:
    """The fund, or None with every fault of its terms added: percentages for pounds, and what `formulas` refuses."""
    for about, figure in (("pot", terms.pot), ("unit", terms.unit)):
        if figure and figure.unit == PERCENT:
            remedy = "give pounds"
            faults.append(Fault("percentage", places[about], figure.text, "an amount in pounds", remedy))
    rounding = None
    try:
        rounding = Rounding(terms.unit.value, terms.rule)
    except Refused as refused:
        faults += [placed(r, places[r.about]) for r in refused.refusals]
    if terms.pot is None or terms.pot.unit == PERCENT:
        return None
    fund = Fund(terms.pot.value, tidy(terms.name), tidy(terms.year), rounding or Rounding(), tidy(terms.residue_to))
    # whether the pot is in whole units can only be said of the unit that was meant
    refusals = [r for r in fund_refusals(fund) if rounding or r.code == "pot-sign"]
    faults += [placed(r, places[r.about]) for r in refusals]
    return fund


def quick_budget(book: InputBook, asked: Asked) -> Budget:
    """A budget from any sheet with a column of areas and a column to share by, the rest from options."""
    faults: list[Fault] = []
    if not asked.by:
        known = nearest("", [text for sheet in _searched(book, asked) for text in columns_with_figures(sheet)])
        remedy = f"name the column to share by, one of {known}" if known else "name the column to share by"
        faults.append(Fault("no-basis", Place("--by"), "nothing", "the header of a column of figures", remedy))
    if not asked.pot:
        remedy = "give the amount to be shared out, as --pot 97905.06"
        faults.append(Fault("no-pot", Place("--pot"), "nothing", "an amount in pounds", remedy))
    rule = rule_named(asked.rounding or ("residue-to" if asked.residue_to else ""))
    terms = Terms(
        _option(asked.pot, "--pot", faults),
        _option(asked.unit, "--unit", faults) or PENNIES,
        rule,
        asked.residue_to,
        asked.fund,
        asked.year,
    )
    options = {"pot": "--pot", "unit": "--unit", "rule": "--rounding", "residue to": "--residue-to"}
    places = {about: Place(option) for about, option in options.items()}
    fund = make_fund(terms, places, faults)
    table = None
    if asked.by:
        try:
            table = read_table(_header(book, asked), asked.area)
        except Faults as found:
            faults += found.faults
    if faults or fund is None or table is None:
        raise Faults(faults)
    return Budget(book.source, table, fund, places, book.notes + table.notes)


def _option(text: str, option: str, faults: list[Fault]) -> Figure | None:
    if not text:
        return None
    try:
        return read(text)
    except Refused as refused:
        faults += [placed(refusal, Place(option)) for refusal in refused.refusals]
        return None


def _searched(book: InputBook, asked: Asked) -> list[Sheet]:
    """The sheets that the options leave in question: the one named, else all that are not hidden."""
    sheets = [book.chosen(asked.sheet)] if asked.sheet else [s for s in book.sheets if s.visible] or book.sheets
    if not asked.range:
        return sheets
    span = parse_range(asked.range)
    if span is None:
        raise fault("range", Place("--range"), repr(asked.range), "a range such as A4:D14", "correct it")
    return [sheet.within(span) for sheet in sheets]


def _header(book: InputBook, asked: Asked) -> Header:
    """The one header of the column to share by."""
    sheets = _searched(book, asked)
    found = [header for sheet in sheets for header in find_headers(sheet, asked.by)]
    if len(found) == 1:
        return found[0]
    if not found:
        place = Place(book.source.name, sheets[0].name if len(sheets) == 1 else "")
        words = f"no column headed {tidy(asked.by)!r}"
        raise fault("no-column", place, words, "the column to share by", _where_else(book, sheets, asked))
    listed = "; ".join(str(h.sheet.place(h.bottom, h.column)).removeprefix(book.source.name + ", ") for h in found[:6])
    remedy = "limit the reading with --sheet or --range, or rename one of them"
    words = f"{len(found)} columns headed {tidy(asked.by)!r}: {listed}"
    raise fault("two-columns", book.source.place, words, "one column to share by", remedy)


def _where_else(book: InputBook, sheets: list[Sheet], asked: Asked) -> str:
    """What to do when no column has the header: the sheets that were not searched, else the nearest headers."""
    hidden = [sheet.name for sheet in book.sheets if not sheet.visible and find_headers(sheet, asked.by)]
    if hidden and not asked.sheet:
        return f"it stands on the hidden sheet {hidden[0]!r}: to use that, add --sheet"
    known = nearest(asked.by, [text for sheet in sheets for text in columns_with_figures(sheet)])
    return f"use one of {known}" if known else "check the file and the sheet, or put that header over the column"

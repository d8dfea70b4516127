"""What there is to monitor: an office table of allocations and spend, or the workbook of `csptool template monitor`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, fault
from csptool.labels import same_header
from csptool.sheets.areas_sheet import EXAMPLE_AREA, example_fault
from csptool.sheets.book import InputBook
from csptool.sheets.header_words import year_in
from csptool.sheets.known_columns import KnownColumn
from csptool.sheets.known_table import KnownTable, read_known
from csptool.sheets.last_year_sheet import LAST_YEAR_SHEET, read_last_year
from csptool.sheets.monitoring_terms import MONITORING_SHEET, SETTINGS, Asked, TermsReader
from csptool.sheets.plan_workbook import sheet_faults
from csptool.sheets.rows import Kind
from csptool.sheets.settings import Settings
from csptool.sheets.sheet import Sheet
from csptool.sheets.source import Source
from csptool.sheets.totals import Total
from formulas.exact import Figure, in_full
from formulas.monitoring import AreaSpend, Terms
from formulas.rounding import to_the_penny

AREAS_SHEET = "Areas"
COLUMNS = {
    "allocation": KnownColumn(
        "Allocation",
        "What the area was given for the year, in pounds.",
        (
            "allocations", "allocated", "amount allocated", "total allocation", "original allocation",
            "grant allocation", "funding allocation", "base allocation", "annual allocation",
            "budget", "original budget", "annual budget", "approved budget", "agreed budget",
            "total budget", "funding", "total funding", "award", "awarded", "grant", "grant award", "grant awarded",
        ),
        needed=True,
        kind=Kind("allocation", nought_throughout=True),
        option="--allocation",
    ),
    "spend": KnownColumn(
        "Spend to date",
        "What it has spent so far, in pounds; 0 where it is nothing.",
        (
            "spend", "spent", "spent to date", "total spend", "actual spend", "actual spend to date", "amount spent",
            "expenditure", "expenditure to date", "total expenditure", "actual expenditure", "actual", "actuals",
            "actual expenditure to date", "actual to date", "actuals to date", "year to date", "year to date spend",
            "spend year to date", "ytd", "ytd spend", "spend ytd", "ytd actual", "actual ytd", "claimed",
            "claimed to date", "outturn", "final spend", "net spend", "net expenditure", "paid", "paid to date",
        ),
        needed=True,
        kind=Kind("spend", signed=True, nought_throughout=True),
        option="--spend",
    ),
    "revised": KnownColumn(
        "Revised allocation",
        "Only where it was changed since, such as by a share of last year's underspend.",
        ("revised allocations", "revised budget", "revised funding", "revised award", "revised grant", "revised",
         "current allocation", "current budget", "latest allocation", "latest budget"),
        kind=Kind("revised allocation", nought_throughout=True),
        blanks=True,
    ),
    "commitments": KnownColumn(
        "Commitments",
        "Ordered and not yet paid, in pounds; blank for none.",
        ("commitment", "committed", "committed spend", "committed expenditure", "commitments to date",
         "committed to date", "outstanding commitments"),
        kind=Kind("commitment", nought_throughout=True),
        blanks=True,
    ),
    "planned": KnownColumn(
        "Still to spend",
        "Planned for the rest of the year beyond the commitments; blank means what the profile has left.",
        ("planned", "planned still to spend", "planned remaining", "planned remaining spend", "remaining planned spend",
         "planned spend to year end", "planned to year end", "spend planned to year end", "yet to spend",
         "yet to be spent", "still to be spent", "to be spent", "forecast remaining spend"),
        kind=Kind("planned spend", nought_throughout=True),
        blanks=True,
    ),
}  # fmt: skip


@dataclass
class MonitoringSheet:
    """The areas with their allocations and spend, the terms, and what its reader should be told.

    `places` says where each area's name stands.
    """

    source: Source
    fund: str
    terms: Terms
    areas: Sequence[AreaSpend]
    codes: Sequence[str]
    places: Mapping[str, Place]
    totals: Sequence[Total] = ()
    notes: list[str] = field(default_factory=list)


def read_monitoring(book: InputBook, asked: Asked, quarter: int = 0) -> MonitoringSheet:
    """The one table of areas in a workbook with the terms that it, its headers or the options state.

    With a quarter only the allocations are wanted, because returns say what was spent. Raises every fault at once.
    """
    if book.named("Provenance") is not None and book.named("Checks") is not None:
        remedy = "give the workbook that it was made from"
        raise fault("a-result", book.source.place, "a result that csptool wrote", "a table to monitor", remedy)
    faults, form = list[Fault](), is_form(book)
    _refuse_netting([book.chosen(AREAS_SHEET if form else asked.sheet)] if form or asked.sheet else book.sheets)
    stated = None
    if form:
        faults += sheet_faults(book, [MONITORING_SHEET, AREAS_SHEET, LAST_YEAR_SHEET])
        stated = Settings(book.chosen(MONITORING_SHEET), SETTINGS, faults)
    reader = TermsReader(asked, stated, faults)
    wanted = {key: column for key, column in COLUMNS.items() if not quarter or key in ("allocation", "revised")}
    named = {"allocation": asked.allocation, "spend": "" if quarter else asked.spend}
    try:
        on = AREAS_SHEET if form else asked.sheet
        table = read_known(book, wanted, named, on, sideways=not form, year=year_in(asked.year))
    except Faults as found:
        raise Faults([*faults, *found.faults]) from None
    pounds = _Pounds(table, faults)
    areas = _areas(table, pounds)
    faults += [
        example_fault(place) for name, place in _places(table).items() if same_header(name) == same_header(EXAMPLE_AREA)
    ]
    profile = (stated.text("profile") if stated else "") or asked.profile
    last_year = read_last_year(book, faults, reader.notes, used=profile == "last-year")
    terms = reader.terms(table, last_year, quarter)
    if faults or terms is None:
        raise Faults(sorted(dict.fromkeys(faults), key=lambda one: (one.place.sheet, one.place.order)))
    notes = [*book.notes, *table.notes, *pounds.notes, *reader.notes]
    fund = stated.text("fund") if stated else ""
    return MonitoringSheet(book.source, fund, terms, areas, table.codes, _places(table), table.totals, notes)


def is_form(book: InputBook) -> bool:
    """Whether a workbook is in the form of the template: a sheet Areas, and a sheet Monitoring that holds settings."""
    sheet = book.named(MONITORING_SHEET)
    if sheet is None or book.named(AREAS_SHEET) is None:
        return False
    known = {same_header(label) for setting in SETTINGS.values() for label in (setting.label, *setting.also)}
    return any(same_header(sheet.label(row, 1)) in known for row in sheet.rows)


def _refuse_netting(sheets: Sequence[Sheet]) -> None:
    """Refuse a column that tells revenue from capital: one's overspend would hide in the other's underspend."""
    for sheet in sheets:
        kinds: dict[int, dict[str, int]] = {}
        for row, column in sheet.cells:
            if (word := same_header(sheet.label(row, column))) in ("revenue", "capital"):
                kinds.setdefault(column, {}).setdefault(word, row)
        for column, rows in kinds.items():
            if len(rows) == 2:
                remedy = "put each on a sheet of its own and name it with --sheet, so that neither hides the other"
                place = sheet.place(max(rows.values()), column)
                raise fault("netting", place, "revenue and capital in one table", "one of the two", remedy)


class _Pounds:
    """The figures of a table as pounds in whole pennies; what is no pounds is a fault, what was rounded a note."""

    def __init__(self, table: KnownTable, faults: list[Fault]) -> None:
        self.table, self.notes = table, list[str]()
        faults += table.faults

    def column(self, key: str) -> list[Fraction | None]:
        """A column's amounts, None where nothing is stated."""
        given: Sequence[Figure | None] = self.table.figures.get(key) or self.table.stated.get(key) or []
        finer = [row for row, figure in enumerate(given) if figure and (figure.value * 100).denominator != 1]
        if finer:
            place, first = self.table.place(key, finer[0]), given[finer[0]]
            assert first is not None  # it has a part of a penny
            count = "1 figure holds" if len(finer) == 1 else f"{len(finer)} figures hold"
            words = f"{count} parts of a penny and {'was' if len(finer) == 1 else 'were'} rounded to the penny"
            self.notes.append(f"Under {self.table.headers[key].text!r} {words}; the first is {place.cell}, "
                              f"{in_full(first.value, grouped=True)}.")  # fmt: skip
        return [None if figure is None else to_the_penny(figure.value) for figure in given]


def _areas(table: KnownTable, pounds: _Pounds) -> list[AreaSpend]:
    names = table.names
    columns = {key: pounds.column(key) or [None] * len(names) for key in COLUMNS}
    return [
        replace(
            AreaSpend(name, columns["allocation"][row] or Fraction(0), columns["spend"][row] or Fraction(0)),
            revised=columns["revised"][row],
            commitments=columns["commitments"][row] or Fraction(0),
            planned=columns["planned"][row],
        )
        for row, name in enumerate(names)
    ]


def _places(table: KnownTable) -> dict[str, Place]:
    return {name: table.place("allocation", row) for row, name in enumerate(table.names)}

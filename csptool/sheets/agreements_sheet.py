"""A sheet of agreements, upright or on its side, as a ledger: value, the states that make it up, spent, remaining."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from csptool.faults import Fault, Faults, Place
from csptool.labels import listed, same_header
from csptool.sheets.areas_sheet import example_fault
from csptool.sheets.book import InputBook
from csptool.sheets.headers import Header, is_year
from csptool.sheets.known_columns import find_known
from csptool.sheets.ledger_columns import AGREEMENTS, AGREEMENTS_SHEET, LEDGER_SETTINGS, LEDGER_SHEET, NAMES
from csptool.sheets.money_rows import MoneyRows, read_money_rows
from csptool.sheets.settings import Settings, date_of
from csptool.sheets.sheet import Sheet, column_letters
from csptool.sheets.source import Source
from formulas.exact import PERCENT
from formulas.ledger import Agreement, Ledger, Printed, StatedTotal

MADE_UP = re.compile(r"(?i)(?:made\s*up|of\s*which|comprising|comprises|consisting|consists|broken\s*down|analysed).*")
MOST_MONTHS = 1_200
EXAMPLE_AGREEMENT = "Example agreement: type over this row"


@dataclass
class LedgerInput:
    """A ledger as read: where each row's figures stand, what the rows are, notes, and the settings it states."""

    source: Source
    ledger: Ledger
    places: dict[tuple[str, str], Place]
    head: str = "Area"
    title: str = ""
    as_at: datetime.date | None = None
    within: int | None = None
    notes: list[str] = field(default_factory=list)
    expiries: list[str] = field(default_factory=list)  # of every agreement, dates as dates, the rest as it is written


def read_agreements(
    book: InputBook, sheet: str = "", area: str = "", named: Mapping[str, str] | None = None
) -> LedgerInput:
    """The ledger on a workbook's one sheet of agreements. Raises every fault of the sheet at once."""
    settings = book.named(LEDGER_SHEET) if book.named(AGREEMENTS_SHEET) else None
    page, headers = find_known(book, AGREEMENTS, named, sheet or (AGREEMENTS_SHEET if settings else ""), sideways=True)
    kind = AGREEMENTS["value"].kind
    assert kind is not None  # it is money
    rows = read_money_rows(headers["value"], area, NAMES, kind)
    states = _states(page, headers, rows)
    notes: list[str] = []
    found = _agreements(page, headers, rows, states, notes)
    notes[:0] = rows.table.notes
    if _says_made_up(page, headers) and not states:
        notes.append("Nothing stands between value and spent that could make up the value: it was not cast.")
    rows.faults += [
        example_fault(page.place(row.number, rows.table.columns.area))
        for row in rows.table.rows
        if row.name == EXAMPLE_AGREEMENT
    ]
    stated = _settings(settings, rows.faults)
    if rows.faults:
        raise Faults(sorted(dict.fromkeys(rows.faults), key=lambda one: one.place.order))
    count = len(rows.table.rows)
    columns = [header.column for header in states]
    received = headers["received"].column if "received" in headers else None
    ledger = Ledger(
        found[:count],
        [_name(page, header) for header in states],
        [StatedTotal(one, total.covers) for one, total in zip(found[count:], rows.totals, strict=True)],
        settings is not None or _says_made_up(page, headers),
        columns.index(received) if received in columns else None,
    )
    places = {
        (one.name, figure): rows.place(number, header)
        for number, one in zip(rows.numbers, found, strict=True)
        for figure, header in _all_figures(page, headers, states).items()
    }
    return LedgerInput(book.source, ledger, places, _head(rows), *stated, notes, _written_expiries(page, headers, rows))


def _agreements(
    page: Sheet, headers: Mapping[str, Header], rows: MoneyRows, states: Sequence[Header], notes: list[str]
) -> list[Agreement]:
    """Every row as an agreement, those of the totals behind; faults are left with the rows."""
    money: dict[str, list[Printed]] = {
        key: rows.money(headers[key], key) for key in ("value", "received", "spent", "remaining") if key in headers
    }
    parts = [rows.money(header, _name(page, header)) for header in states]
    counts = _counts(headers, rows)
    notes += _spent_upwards(money)
    expiries = _expiries(page, headers, rows, notes)
    return [
        Agreement(
            name,
            money["value"][place],
            money["spent"][place],
            tuple(part[place] for part in parts),
            money["received"][place] if "received" in money else None,
            money["remaining"][place] if "remaining" in money else None,
            counts[place] if counts else None,
            expiries[place],
        )
        for place, name in enumerate([*rows.names, *(total.name for total in rows.totals)])
    ]


def _all_figures(page: Sheet, headers: Mapping[str, Header], states: Sequence[Header]) -> dict[str, Header]:
    """The header of every figure by the name that a cast gives it."""
    known = {key.capitalize(): header for key, header in headers.items()}
    return {_name(page, header): header for header in states} | known


def _head(rows: MoneyRows) -> str:
    """What the rows are: the header of the column of names, where it has words."""
    sheet, column = rows.table.sheet, rows.table.columns.area
    head = sheet.label(rows.table.header.bottom, column)
    return head if head and not sheet.on_its_side and any(c.isalpha() for c in head) else "Area"


def _states(page: Sheet, headers: Mapping[str, Header], rows: MoneyRows) -> list[Header]:
    """The headers of the columns of money between value and spent: the states that the value is in."""
    value, known = headers["value"], {header.column: key for key, header in headers.items()}
    first, last = sorted((value.column, headers["spent"].column))
    found = []
    for column in range(first + 1, last):
        header = Header(page, value.top, value.bottom, column, page.label(value.bottom, column))
        if known.get(column, "received") == "received" and _is_money(header, rows):
            found.append(header)
    receipts_alone = [known.get(header.column) for header in found] == ["received"]  # which need not be all of it yet
    return [] if receipts_alone else found


def _is_money(header: Header, rows: MoneyRows) -> bool:
    """Whether a column has figures, and these are no percentages and no years."""
    numbers = [row.number for row in rows.table.rows if header.sheet.is_figure(row.number, header.column)]
    figures = [header.sheet.figure(number, header.column, "") for number in numbers]
    years = all(is_year(header.sheet.cells.get((number, header.column))) for number in numbers)
    return bool(figures) and not years and all(figure.unit != PERCENT for figure in figures)


def _name(page: Sheet, header: Header) -> str:
    return page.label(header.bottom, header.column) or f"column {column_letters(header.column)}"


def _says_made_up(page: Sheet, headers: Mapping[str, Header]) -> bool:
    """Whether a heading between value and spent says that what follows makes up the value."""
    value = headers["value"]
    first, last = sorted((value.column, headers["spent"].column))
    labels = (page.label(row, column) for row in range(1, value.bottom + 1) for column in range(first + 1, last))
    return any(MADE_UP.fullmatch(label) for label in labels)


def _counts(headers: Mapping[str, Header], rows: MoneyRows) -> list[Printed]:
    if "agreements" not in headers:
        return []
    what = "number of agreements"
    return [Printed(rows.figure(number, headers["agreements"], what).value, Fraction(1)) for number in rows.numbers]


def _spent_upwards(money: dict[str, list[Printed]]) -> list[str]:
    """Count spending upwards where the whole column is printed below nought; a note where it is."""
    spent = money["spent"]
    if not any(one.value < 0 for one in spent) or any(one.value > 0 for one in spent):
        return []
    money["spent"] = [Printed(-one.value, one.unit) for one in spent]
    return ["Spent is printed below nought throughout, as money going out; it was read as spending."]


def _expiries(
    page: Sheet, headers: Mapping[str, Header], rows: MoneyRows, notes: list[str]
) -> list[datetime.date | None]:
    """The date of each row, None for a total and where none is stated; a note on what is no date."""
    totals: list[datetime.date | None] = [None] * len(rows.totals)
    if "expiry" not in headers:
        return [None] * len(rows.table.rows) + totals
    column, found, unread = headers["expiry"].column, list[datetime.date | None](), []
    for row, name in zip(rows.table.rows, rows.names, strict=True):
        found.append(date_of(page.cells.get((row.number, column))))
        label = page.label(row.number, column)
        if found[-1] is None and label and same_header(label) not in ("-", "n/a", "none"):
            unread.append(f"{name} ({label[:40]!r})")
    blank = len(rows.table.rows) - len(unread) - sum(day is not None for day in found)
    if unread:
        notes.append(f"The expiry is no date and was not looked at: {listed(unread)}.")
    if blank:
        notes.append(f"No expiry is stated in {blank} row{'s' * (blank > 1)}.")
    return [*found, *totals]


def _written_expiries(page: Sheet, headers: Mapping[str, Header], rows: MoneyRows) -> list[str]:
    """The expiry of each row for people: a date as 31/03/2027, anything else as it is written."""
    if "expiry" not in headers:
        return []
    cells = [(row.number, headers["expiry"].column) for row in rows.table.rows]
    days = [date_of(page.cells.get(cell)) for cell in cells]
    return [f"{day:%d/%m/%Y}" if day else page.label(*cell) for cell, day in zip(cells, days, strict=True)]


def _settings(sheet: Sheet | None, faults: list[Fault]) -> tuple[str, datetime.date | None, int | None]:
    """The title, the date and the months that the form states."""
    if sheet is None:
        return "", None, None
    settings = Settings(sheet, LEDGER_SETTINGS, faults)
    months = settings.figure("within")
    if months and (not 0 <= months.value <= MOST_MONTHS or months.value.denominator != 1):
        faults.append(
            Fault("months", settings.place("within"), repr(settings.text("within")), "whole months", "write 12, say")
        )
        months = None
    return settings.text("title"), settings.date("as_at"), int(months.value) if months else None

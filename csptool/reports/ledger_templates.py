"""The blank workbooks of `csptool ledger`: a ledger of agreements, and a grant round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from csptool.reports.templates import HEADER_ROW, ROWS, add_amount, add_example, add_settings, add_table
from csptool.reports.workbook import OutputBook
from csptool.sheets.agreements_sheet import EXAMPLE_AGREEMENT
from csptool.sheets.declared import DeclaredColumn
from csptool.sheets.ledger_columns import (
    AGREEMENTS,
    AGREEMENTS_SHEET,
    APPLICATIONS,
    APPLICATIONS_SHEET,
    LEDGER_SETTINGS,
    LEDGER_SHEET,
    ROUND_SETTINGS,
    ROUND_SHEET,
    YES_OR_NO,
)
from csptool.sheets.round_sheet import EXAMPLE_APPLICANT

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

STATE = "One of the states that make up the value, in pounds; rename it, or add others between Value and Spent."
MONEY = "Pounds and pence, 0 where there is none."


def ledger_template() -> bytes:
    """The sheets Ledger (settings) and Agreements."""
    book = OutputBook("Ledger of agreements for csptool ledger")
    add_settings(book, LEDGER_SHEET, "The ledger: fill in the pale cells", LEDGER_SETTINGS)
    states = {name: DeclaredColumn(name, STATE) for name in ("Not started", "Held by developers", "Held by authority")}
    columns: Mapping[str, DeclaredColumn] = {
        "name": DeclaredColumn("Agreement", "Its reference; each once."),
        "value": AGREEMENTS["value"],
        **states,
        "received": AGREEMENTS["received"],
        "spent": AGREEMENTS["spent"],
        "remaining": AGREEMENTS["remaining"],
        "expiry": AGREEMENTS["expiry"],
    }
    note = (
        "What stands between Value and Spent makes up the value. One row for each agreement; no blanks among figures."
    )
    sheet = add_table(book, AGREEMENTS_SHEET, "The agreements", columns, note)
    add_example(book, sheet, [EXAMPLE_AGREEMENT, 10000, 0, 4000, 1000, 5000, 2000, 8000, "31/03/2027"])
    _money(book, sheet, 1, 7)
    sheet.set_column(8, 8, 14, book.number("dd/mm/yyyy"))
    return book.finished()


def round_template() -> bytes:
    """The sheets Round (settings) and Applications."""
    book = OutputBook("Grant round for csptool ledger")
    sheet, rows = add_settings(book, ROUND_SHEET, "The round: fill in the pale cells", ROUND_SETTINGS)
    for key in ("pot", "cap"):
        add_amount(sheet, (rows[key], 1), "An amount in pounds, above nought.", ">", 0)
    columns: Mapping[str, DeclaredColumn] = {
        "name": DeclaredColumn("Applicant", "Each once."),
        **{key: APPLICATIONS[key] for key in ("requested", "eligible", "reason", "recommended", "rank")},
    }
    note = "One row for each application. Lower ranks come first; rename Rank as Score to put the highest first."
    sheet = add_table(book, APPLICATIONS_SHEET, "The applications", columns, note)
    add_example(book, sheet, [EXAMPLE_APPLICANT, 4500, "yes", None, "yes", 1])
    _money(book, sheet, 1, 1)
    choice = {"validate": "list", "source": list(YES_OR_NO), "ignore_blank": True, "error_type": "warning"}
    for column in (2, 4):
        sheet.data_validation(HEADER_ROW + 1, column, HEADER_ROW + ROWS, column, choice)
    sheet.set_column(3, 3, 34)
    return book.finished()


def _money(book: OutputBook, sheet: Worksheet, first: int, last: int) -> None:
    """Columns that take figures only."""
    sheet.set_column(first, last, 18, book.number("£"))
    for column in range(first, last + 1):
        add_amount(sheet, (HEADER_ROW + 1, column), MONEY, ">=", ROWS - 1)

"""`csptool allocate`: who gets what from a pot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from csptool.cli.delivery import SUFFIXES, deliver, row_of, tell
from csptool.cli.options import (
    Debug,
    Explain,
    Force,
    Format,
    FundName,
    FundYear,
    Output,
    Printed,
    ResidueTo,
    RoundingRule,
    Sheet,
    SheetName,
    Unit,
)
from csptool.faults import Fault, Faults, Place
from csptool.progress import under_way

if TYPE_CHECKING:
    from csptool.sheets.budget import Asked, Budget
    from csptool.sheets.plan_workbook import PlanBudget
    from csptool.sheets.source import Source


def allocate(
    sheet: Sheet,
    pot: Annotated[str, typer.Option(metavar="POUNDS", help="The amount to share out, in pounds.")] = "",
    by: Annotated[str, typer.Option(metavar="COLUMN", help="The header of the column to share by.")] = "",
    area: Annotated[
        str, typer.Option(metavar="COLUMN", help="The header of the column of area names; found by itself if left out.")
    ] = "",
    sheet_name: SheetName = "",
    range_: Annotated[str, typer.Option("--range", metavar="CELLS", help="Read only this range, such as A4:D14.")] = "",
    unit: Unit = "",
    rounding: RoundingRule = "",
    residue_to: ResidueTo = "",
    fund: FundName = "",
    year: FundYear = "",
    explain: Explain = "",
    format_: Printed = Format.text,
    output: Output = None,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Share a pot among areas in proportion to a column of a sheet.

    Give --pot and --by to read any sheet, or no options for a budget workbook made by `csptool template allocate`.
    """
    from csptool.reports.files import output_faults
    from csptool.reports.report import report_of
    from csptool.sheets.budget import Asked
    from csptool.sheets.source import read_source

    asked = Asked(pot, by, area, sheet_name, range_, unit, rounding, residue_to, fund, year)
    source = read_source(sheet)
    faults = output_faults(output, source, (".xlsx", ".docx", *SUFFIXES), force=force) if output else []
    if explain and format_ != Format.text:
        remedy = "leave out one of the two"
        faults.append(Fault("format", Place("--format"), f"{format_.value} beside --explain", "text", remedy))
    report = report_of(read_budget(source, asked, faults))
    files = {".xlsx": lambda: report.workbook(asked.given()), ".docx": report.word}
    shown = report.explained(row_of(explain, report.areas, report.codes)) if explain else ""
    deliver(report.printed, format_, output, files, shown)
    tell(report.budget.notes, report.budget.totals)


def read_budget(source: Source, asked: Asked, faults: list[Fault]) -> Budget | PlanBudget:
    """The budget of an input; its faults are raised together with those found before."""
    from csptool.sheets.book import open_book
    from csptool.sheets.budget import quick_budget
    from csptool.sheets.fund_workbook import fund_budget, is_fund_workbook, refuse_half_a_form

    budget: Budget | PlanBudget
    try:
        with under_way(f"Reading {source.name}"):
            book = open_book(source)
            if not asked.by and not is_fund_workbook(book):
                refuse_half_a_form(book)
            budget = fund_budget(book, asked) if is_fund_workbook(book) and not asked.by else quick_budget(book, asked)
    except Faults as found:
        raise Faults([*faults, *found.faults]) from None
    if faults:
        raise Faults(faults)
    return budget

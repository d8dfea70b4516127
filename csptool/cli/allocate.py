"""`csptool allocate`: who gets what from a pot."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csptool.cli.options import Debug, Force, Format, Output, Printed, Sheet
from csptool.faults import Exit, Fault, Faults, Place, fault, nearest
from csptool.labels import tidy
from csptool.progress import under_way

if TYPE_CHECKING:
    from csptool.reports.report import Report
    from csptool.sheets.budget import Asked, Budget
    from csptool.sheets.plan_workbook import PlanBudget
    from csptool.sheets.source import Source

SUFFIXES = {".json": Format.json, ".csv": Format.csv, ".md": Format.markdown}


def allocate(
    sheet: Sheet,
    pot: Annotated[str, typer.Option(metavar="POUNDS", help="The amount to share out, in pounds.")] = "",
    by: Annotated[str, typer.Option(metavar="COLUMN", help="The header of the column to share by.")] = "",
    area: Annotated[
        str, typer.Option(metavar="COLUMN", help="The header of the column of area names; found by itself if left out.")
    ] = "",
    sheet_name: Annotated[
        str, typer.Option("--sheet", metavar="NAME", help="The sheet to read, if the workbook has several.")
    ] = "",
    range_: Annotated[str, typer.Option("--range", metavar="CELLS", help="Read only this range, such as A4:D14.")] = "",
    unit: Annotated[
        str, typer.Option(metavar="POUNDS", help="Round to this many pounds: 0.01, 1, 100, 1000. [0.01]")
    ] = "",
    rounding: Annotated[
        str,
        typer.Option(
            metavar="RULE", help="largest-remainder (sums to the pot), each or residue-to. [largest-remainder]"
        ),
    ] = "",
    residue_to: Annotated[
        str, typer.Option(metavar="AREA", help="Round each row by itself and give the residue to this area.")
    ] = "",
    fund: Annotated[str, typer.Option(metavar="NAME", help="The name of the fund, for the title.")] = "",
    year: Annotated[str, typer.Option(metavar="YEAR", help="The financial year, for the title.")] = "",
    explain: Annotated[str, typer.Option(metavar="AREA", help="Print how this area's figure arose.")] = "",
    format_: Printed = Format.text,
    output: Output = None,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Share a pot among areas in proportion to a column of a sheet.

    Give --pot and --by to read any sheet, or no options for a budget workbook made by `csptool template allocate`.
    """
    from csptool.reports.files import output_faults, write_whole
    from csptool.reports.report import report_of
    from csptool.sheets.budget import Asked
    from csptool.sheets.source import read_source

    asked = Asked(pot, by, area, sheet_name, range_, unit, rounding, residue_to, fund, year)
    source = read_source(sheet)
    faults = output_faults(output, source, (".xlsx", *SUFFIXES), force=force) if output else []
    if explain and format_ != Format.text:
        remedy = "leave out one of the two"
        faults.append(Fault("format", Place("--format"), f"{format_.value} beside --explain", "text", remedy))
    report = report_of(read_budget(source, asked, faults))
    text = _explained(report, explain) if explain else report.printed(format_)
    if output:
        with under_way(f"Writing {tidy(str(output))}"):
            write_whole(output, _file(report, asked, output))
        print(f"Wrote {tidy(str(output))}.", file=sys.stderr)
    sys.stdout.write(text)
    tell(report.budget)


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


def tell(budget: Budget | PlanBudget) -> None:
    """Notes and failed checks, on standard error; exit 1 where a check failed."""
    for note in budget.notes:
        print(f"Note: {note}", file=sys.stderr)
    for total in budget.totals:
        if not total.agrees or total.rounding:
            print(f"{'Note' if total.agrees else 'Check failed'}: {total.words}", file=sys.stderr)
    if not all(total.agrees for total in budget.totals):
        raise typer.Exit(Exit.CHECK_FAILED)


def _file(report: Report, asked: Asked, output: Path) -> bytes:
    suffix = output.suffix.lower()
    if suffix == ".xlsx":
        return report.workbook(asked.given())
    # Excel takes a csv without a mark for Windows-1252 and spoils every letter outside ASCII
    return report.printed(SUFFIXES[suffix]).encode("utf-8-sig" if suffix == ".csv" else "utf-8")


def _explained(report: Report, wanted: str) -> str:
    from formulas.allocation import labelled

    rows = labelled(tidy(wanted), report.areas, report.codes)
    if len(rows) != 1:
        remedy = f"use one of {nearest(wanted, report.areas)}"
        found = repr(tidy(wanted))
        raise fault("no-such-area", Place("--explain"), found, "the name or code of one area", remedy)
    return report.explained(rows[0])

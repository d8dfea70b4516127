"""`csptool allocate`: who gets what from a pot."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csptool.cli.options import Debug, Force, Format, Output, Printed, Sheet
from csptool.faults import Exit, Fault, Faults, Place, fault, nearest
from csptool.labels import tidy
from csptool.progress import under_way

if TYPE_CHECKING:
    from csptool.sheets.budget import Asked, Budget
    from csptool.sheets.source import Source
    from formulas.allocation import Allocation

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
    from csptool.sheets.budget import Asked
    from csptool.sheets.source import read_source

    asked = Asked(pot, by, area, sheet_name, range_, unit, rounding, residue_to, fund, year)
    source = read_source(sheet)
    faults = output_faults(output, source, (".xlsx", *SUFFIXES), force=force) if output else []
    if explain and format_ != Format.text:
        remedy = "leave out one of the two"
        faults.append(Fault("format", Place("--format"), f"{format_.value} beside --explain", "text", remedy))
    budget = _budget(source, asked, faults)
    allocation = budget.allocate()
    text = _explained(allocation, explain) if explain else _printed(format_)(budget, allocation)
    if output:
        with under_way(f"Writing {tidy(str(output))}"):
            write_whole(output, _file(budget, allocation, asked, output))
        print(f"Wrote {tidy(str(output))}.", file=sys.stderr)
    sys.stdout.write(text)
    _tell(budget)


def _budget(source: Source, asked: Asked, faults: list[Fault]) -> Budget:
    """The budget of an input; its faults are raised together with those found before."""
    from csptool.sheets.book import open_book
    from csptool.sheets.budget import quick_budget
    from csptool.sheets.fund_workbook import fund_budget, is_fund_workbook

    try:
        with under_way(f"Reading {source.name}"):
            book = open_book(source)
            budget = fund_budget(book, asked) if is_fund_workbook(book) and not asked.by else quick_budget(book, asked)
    except Faults as found:
        raise Faults([*faults, *found.faults]) from None
    if faults:
        raise Faults(faults)
    return budget


def _tell(budget: Budget) -> None:
    """Notes and failed checks, on standard error; exit 1 where a check failed."""
    for note in budget.notes:
        print(f"Note: {note}", file=sys.stderr)
    for total in budget.totals:
        if not total.agrees or total.rounding:
            print(f"{'Note' if total.agrees else 'Check failed'}: {total.words}", file=sys.stderr)
    if not all(total.agrees for total in budget.totals):
        raise typer.Exit(Exit.CHECK_FAILED)


def _printed(format_: Format) -> Callable[[Budget, Allocation], str]:
    from csptool.reports import allocation_tables as tables

    return {
        Format.text: tables.as_text,
        Format.json: tables.as_json,
        Format.csv: tables.as_csv,
        Format.markdown: tables.as_markdown,
    }[format_]


def _file(budget: Budget, allocation: Allocation, asked: Asked, output: Path) -> bytes:
    suffix = output.suffix.lower()
    if suffix != ".xlsx":
        text = _printed(SUFFIXES[suffix])(budget, allocation)
        # Excel takes a csv without a mark for Windows-1252 and spoils every letter outside ASCII
        return text.encode("utf-8-sig" if suffix == ".csv" else "utf-8")
    from csptool.reports.allocation_workbook import as_workbook

    return as_workbook(budget, allocation, asked.given())


def _explained(allocation: Allocation, wanted: str) -> str:
    from csptool.reports.explanation import explain
    from formulas.allocation import areas_named

    rows = areas_named(tidy(wanted), allocation.areas)
    if len(rows) != 1:
        remedy = f"use one of {nearest(wanted, [area.name for area in allocation.areas])}"
        found = repr(tidy(wanted))
        raise fault("no-such-area", Place("--explain"), found, "the name or code of one area", remedy)
    return explain(allocation, rows[0])

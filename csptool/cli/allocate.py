"""`csptool allocate`: who gets what from a pot."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csptool.cli.options import Debug, Force, Format, Output, Printed, Sheet
from csptool.faults import Exit, Place, fault, nearest
from csptool.progress import under_way

if TYPE_CHECKING:
    from csptool.sheets.budget import Asked, Budget
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
    from csptool.reports.files import check_output, write_whole
    from csptool.sheets.budget import Asked

    asked = Asked(pot, by, area, sheet_name, range_, unit, rounding, residue_to, fund, year)
    _check_suffix(output)
    budget = _budget(sheet, asked)
    if output:
        check_output(output, budget.source.path, force=force)
    allocation = budget.allocate()
    text = _explained(budget, allocation, explain) if explain else _printed(format_)(budget, allocation)
    if output:
        with under_way(f"Writing {output}"):
            write_whole(output, _file(budget, allocation, asked, output))
        print(f"Wrote {output}.", file=sys.stderr)
    sys.stdout.write(text)
    for note in budget.notes:
        print(f"Note: {note}", file=sys.stderr)
    failed = [total for total in budget.totals if not total.agrees]
    for total in failed:
        print(f"Check failed: {total.words}", file=sys.stderr)
    if failed:
        raise typer.Exit(Exit.CHECK_FAILED)


def _budget(sheet: str, asked: Asked) -> Budget:
    from csptool.sheets.book import open_book
    from csptool.sheets.budget import quick_budget
    from csptool.sheets.fund_workbook import fund_budget, is_fund_workbook
    from csptool.sheets.source import read_source

    source = read_source(sheet)
    with under_way(f"Reading {source.name}"):
        book = open_book(source)
        return fund_budget(book, asked) if is_fund_workbook(book) and not asked.by else quick_budget(book, asked)


def _check_suffix(output: Path | None) -> None:
    if output and output.suffix.lower() not in (".xlsx", *SUFFIXES):
        found = f"the suffix {output.suffix!r}" if output.suffix else "no suffix"
        remedy = "end the name in .xlsx, .json, .csv or .md"
        raise fault("output-suffix", Place(str(output)), found, "a kind of file that csptool writes", remedy)


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


def _explained(budget: Budget, allocation: Allocation, wanted: str) -> str:
    from csptool.reports.explanation import explain
    from formulas.allocation import named

    rows = named(wanted, allocation.areas)
    if len(rows) != 1:
        remedy = f"use one of {nearest(wanted, [area.name for area in allocation.areas])}"
        raise fault("no-such-area", Place("--explain"), repr(wanted), "the name or code of one area", remedy)
    return explain(allocation, rows[0])

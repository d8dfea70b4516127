"""`csptool redistribute`: how last year's underspend, less the top-slices, is shared out again."""

from __future__ import annotations

from pathlib import Path
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
    Page,
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
    from csptool.sheets.award_terms import Asked
    from csptool.sheets.award_workbook import AwardBudget
    from csptool.sheets.source import Source
    from formulas.redistribution import Redistribution


def redistribute(
    sheet: Sheet,
    collected: Annotated[
        str, typer.Option(metavar="POUNDS", help="The underspend collected, where one sum is known.")
    ] = "",
    top_slices: Annotated[
        list[str] | None,
        typer.Option("--top-slice", metavar="NAME=POUNDS", help="Taken off first; may be given several times."),
    ] = None,
    redistributed: Annotated[
        str, typer.Option(metavar="POUNDS", help="What a paper says was shared out: checked against the arithmetic.")
    ] = "",
    base: Annotated[
        str, typer.Option("--by", metavar="COLUMN", help="The header of the areas' base; found by itself if left out.")
    ] = "",
    paid: Annotated[str, typer.Option(metavar="COLUMN", help="The header of what each area was paid last year.")] = "",
    spend: Annotated[str, typer.Option(metavar="COLUMN", help="The header of what it spent of it.")] = "",
    least: Annotated[
        str, typer.Option(metavar="PERCENT", help="Only areas that spent at least this much of what they were paid.")
    ] = "",
    sheet_name: SheetName = "",
    unit: Unit = "",
    rounding: RoundingRule = "",
    residue_to: ResidueTo = "",
    fund: FundName = "",
    year: FundYear = "",
    explain: Explain = "",
    format_: Printed = Format.text,
    output: Page = None,
    next_year: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write next year's form (.xlsx): its base, and this year's money as paid."),
    ] = None,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Collect last year's underspend, take off the top-slices, and share out the rest for one year only.

    Read a form made by `csptool template redistribute`, or any table with the areas' base and options for the rest.
    A column of supplements or totals, as a paper prints them, is checked.
    """
    from csptool.reports.award_document import document
    from csptool.reports.award_wording import failures
    from csptool.reports.files import output_faults
    from csptool.sheets.award_terms import Asked
    from csptool.sheets.source import read_source
    from formulas.printed_award import judge

    asked = Asked(
        collected, redistributed, least, base, paid, spend, sheet_name, unit, rounding, residue_to, fund, year,
        tuple(top_slices or ()),
    )  # fmt: skip
    source = read_source(sheet)
    faults = output_faults(output, source, (".xlsx", ".docx", ".html", *SUFFIXES), force=force) if output else []
    faults += output_faults(next_year, source, (".xlsx",), force=force) if next_year else []
    if output and next_year and output.resolve() == next_year.resolve():
        place, remedy = Place("--next-year"), "give it a name of its own"
        faults.append(Fault("output-twice", place, "the same file as --output", "another file", remedy))
    if explain and format_ != Format.text:
        beside = f"{format_.value} beside --explain"
        faults.append(Fault("format", Place("--format"), beside, "text", "leave out one of the two"))
    budget = read_award(source, asked, faults)
    found = budget.redistribute()
    shown = _explained(found, explain) if explain else ""
    result, judged = document(budget, found), judge(found, budget.printed)

    def workbook() -> bytes:
        from csptool.reports.award_workbook import as_workbook

        return as_workbook(budget, found, asked.given())

    def page() -> bytes:
        from csptool.reports.award_document import picture

        return result.html(picture(found)).encode()

    also = {}
    if next_year:
        from csptool.reports.award_template import next_year_form

        also[next_year] = next_year_form(found, budget.others)
    deliver(result.printed, format_, output, {".xlsx": workbook, ".docx": result.word, ".html": page}, shown, also)
    tell(budget.notes, budget.totals, failures(found, judged))


def _explained(found: Redistribution, wanted: str) -> str:
    from csptool.reports.award_explanation import explain

    return explain(found, row_of(wanted, found.outcome.plan.areas, found.outcome.plan.codes))


def read_award(source: Source, asked: Asked, faults: list[Fault]) -> AwardBudget:
    """The award of an input; its faults are raised together with those found before."""
    from csptool.sheets.award_workbook import award_budget
    from csptool.sheets.book import open_book

    try:
        with under_way(f"Reading {source.name}"):
            budget = award_budget(open_book(source), asked)
    except Faults as found:
        raise Faults([*faults, *found.faults]) from None
    if faults:
        raise Faults(faults)
    return budget

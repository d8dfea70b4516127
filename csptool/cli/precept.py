"""`csptool precept`: from a tax base and a requirement to Band D, the bands and the referendum test."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csptool.cli import precept_plan
from csptool.cli.delivery import SUFFIXES, deliver, tell
from csptool.cli.options import Debug, Force, Format, Page, Printed
from csptool.faults import Fault, Faults, Place
from csptool.progress import under_way

if TYPE_CHECKING:
    from collections.abc import Callable

    from csptool.precept_question import Asked
    from csptool.reports.document import Document
    from csptool.sheets.precept_sheet import PreceptInput

    Worked = tuple[Document, Callable[[], bytes], list[str], list[str]]

FILES = (".xlsx", ".docx", ".html", *SUFFIXES)


class Nation(StrEnum):
    """Where the precept is set."""

    england = "England"
    wales = "Wales"


def precept(
    sheet: Annotated[
        str,
        typer.Argument(metavar="[WORKBOOK]", help="A workbook made by csptool template precept, or with Medium term."),
    ] = "",
    tax_base: Annotated[
        str, typer.Option(metavar="DWELLINGS", help="The total tax base, in Band D equivalents, as 526600.4.")
    ] = "",
    requirement: Annotated[
        str, typer.Option(metavar="POUNDS", help="The council tax requirement; or give --band-d.")
    ] = "",
    band_d: Annotated[str, typer.Option(metavar="POUNDS", help="Band D exactly as it is to be set.")] = "",
    previous_band_d: Annotated[
        str, typer.Option(metavar="POUNDS", help="Last year's Band D, for the change and the referendum test.")
    ] = "",
    previous_tax_base: Annotated[
        str, typer.Option(metavar="DWELLINGS", help="Last year's tax base, for why the precept grows.")
    ] = "",
    year: Annotated[str, typer.Option(metavar="YEAR", help="The financial year of the precept, as 2025/26.")] = "",
    nation: Annotated[Nation, typer.Option(help="Whose bands and rules.", case_sensitive=False)] = Nation.england,
    limit: Annotated[
        str,
        typer.Option(
            metavar="POUNDS", help="A limit of the authority's own; or the one announced for a year that is not listed."
        ),
    ] = "",
    lowest_charging: Annotated[
        bool, typer.Option("--lowest-charging", help="The authority is on the year's list of the lowest-charging.")
    ] = False,
    plan: Annotated[bool, typer.Option("--plan", help="Roll the workbook's sheet Medium term forward.")] = False,
    sweep: Annotated[
        str, typer.Option(metavar="band-d=FIRST:LAST:STEP", help="The plan's gap against the rise, in pounds a year.")
    ] = "",
    format_: Printed = Format.text,
    output: Page = None,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Work out Band D, every band, the change on last year and whether the rise is excessive.

    From options for the quick question; or from a workbook with the billing authorities and the budget, written by
    `csptool template precept`. Band D that is not given is requirement / tax base, to the penny. With a sheet Dwellings
    the tax bases are worked out; where it has nothing to raise, they alone. Exit 1 when the rise is excessive.
    """
    from csptool.precept_question import Asked

    asked = Asked(
        tax_base, requirement, band_d, previous_band_d, previous_tax_base, year, nation.value, limit, lowest_charging
    )
    if plan or sweep:
        idle = {
            name: text for name, text in asked.given().items() if (name, text) != ("--nation", Nation.england.value)
        }
        return precept_plan.plan(sheet, sweep, idle, format_, output, force=force)
    if sheet:
        return _whole(sheet, asked, format_, output, force=force)
    return _question(asked, format_, output, force=force)


def _question(asked: Asked, format_: Format, output: Path | None, *, force: bool) -> None:
    from csptool.precept_question import answer
    from csptool.reports.files import output_faults
    from csptool.reports.precept_document import document, excess

    faults = output_faults(output, None, FILES, force=force) if output else []
    try:
        found = answer(asked)
    except Faults as wrong:
        raise Faults([*faults, *wrong.faults]) from None
    if faults:
        raise Faults(faults)
    result = document(found)

    def bands() -> bytes:
        from csptool.reports.precept_workbook import as_workbook

        return as_workbook(found, asked.given())

    files = {".xlsx": bands, ".docx": result.word, ".html": lambda: result.html().encode()}
    deliver(result.printed, format_, output, files)
    tell(found.notes, failed=excess(found))


def _whole(sheet: str, asked: Asked, format_: Format, output: Path | None, *, force: bool) -> None:
    from csptool.reports.files import output_faults
    from csptool.sheets.book import open_book
    from csptool.sheets.precept_sheet import read_precept
    from csptool.sheets.source import read_source

    beside = asked.given()
    if beside.get("--nation") == Nation.england.value:
        del beside["--nation"]  # it is there without being given
    found, expected, remedy = "it beside a workbook", "a workbook or options", "state it on the sheet Precept"
    faults = [Fault("option", Place(name), found, expected, remedy) for name in beside]
    try:
        source = read_source(sheet)
        faults += output_faults(output, source, FILES, force=force) if output else []
        with under_way(f"Reading {source.name}"):
            given = read_precept(open_book(source))
            worked = _bases(given) if given.bases_only else _precept(given)
    except Faults as wrong:
        raise Faults([*faults, *wrong.faults]) from None
    if faults:
        raise Faults(faults)
    result, workbook, failed, notes = worked
    files = {".xlsx": workbook, ".docx": result.word, ".html": lambda: result.html().encode()}
    deliver(result.printed, format_, output, files)
    tell(notes, failed=failed)


def _precept(given: PreceptInput) -> Worked:
    """The precept of a workbook: the document, what makes the workbook, what fails, what to note."""
    from csptool.precept_run import run_precept
    from csptool.reports.precept_report import report

    run = run_precept(given)

    def workbook() -> bytes:
        from csptool.reports.precept_book import as_workbook

        return as_workbook(run)

    return report(run), workbook, run.failed, [*run.given.notes, *run.precept.notes]


def _bases(given: PreceptInput) -> Worked:
    """The same of a workbook that has only dwellings: the tax bases."""
    from csptool.reports.tax_base_document import document
    from csptool.tax_bases import tax_bases

    found = tax_bases(given)

    def workbook() -> bytes:
        from csptool.principles import proportions_of
        from csptool.reports.tax_base_book import as_workbook

        return as_workbook(found, proportions_of(given.nation, given.year))

    return document(found), workbook, found.failed, given.notes

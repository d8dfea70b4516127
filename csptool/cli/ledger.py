"""`csptool ledger`: what is held, received, spent and left by agreement, what expires; and who gets what in a round."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csptool.cli.delivery import SUFFIXES, deliver, tell
from csptool.cli.options import Debug, Force, Format, Page, Printed, Sheet, SheetName
from csptool.faults import Fault, Faults, Place, fault, nearest
from csptool.labels import tidy
from csptool.progress import under_way

if TYPE_CHECKING:
    import datetime

    from csptool.sheets.agreements_sheet import LedgerInput
    from csptool.sheets.book import InputBook
    from csptool.sheets.round_sheet import AskedRound, RoundInput
    from csptool.sheets.source import Source


def ledger(
    sheet: Sheet,
    sheet_name: SheetName = "",
    area: Annotated[
        str, typer.Option(metavar="COLUMN", help="The header of the column of names; found by itself if left out.")
    ] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="KEY=HEADER", help="Say which column is which, such as received='Paid in'."),
    ] = None,
    as_at: Annotated[str, typer.Option(metavar="DATE", help="Agreements: the date that expiry is counted from.")] = "",
    within: Annotated[
        int | None, typer.Option(metavar="MONTHS", min=0, max=1200, help="Agreements: flag what expires so soon. [12]")
    ] = None,
    pot: Annotated[str, typer.Option(metavar="POUNDS", help="A round: what there is to award.")] = "",
    cap: Annotated[str, typer.Option(metavar="POUNDS", help="A round: no award is above it.")] = "",
    way: Annotated[str, typer.Option(metavar="WAY", help="A round: 'by rank' or scaled. [by rank]")] = "",
    part_award: Annotated[
        str, typer.Option(metavar="YES|NO", help="A round: the first that does not fit gets the rest. [no]")
    ] = "",
    unit: Annotated[str, typer.Option(metavar="POUNDS", help="A round: round awards to this many pounds. [0.01]")] = "",
    format_: Printed = Format.text,
    output: Page = None,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Cast a ledger of agreements and flag what is overspent or expires; or work out the awards of a grant round.

    A sheet with columns for value and spent is a ledger of agreements, such as one under section 106; it may lie on its
    side. A sheet with a column for what is requested is a round. `csptool template ledger` and `csptool template round`
    write the forms.
    """
    from csptool.reports.files import output_faults
    from csptool.sheets.round_sheet import AskedRound, RoundInput
    from csptool.sheets.source import read_source

    source = read_source(sheet)
    faults = output_faults(output, source, (".xlsx", ".docx", ".html", *SUFFIXES), force=force) if output else []
    asked = AskedRound(pot, cap, way, part_award, unit)
    day, named = _date(as_at, faults), _named(columns or [], faults)
    given = _read(source, asked, (sheet_name, area, named), faults)
    dated = {"--as-at": as_at, "--within": "" if within is None else str(within)}
    other = {name for name, value in dated.items() if value} if isinstance(given, RoundInput) else asked.given().keys()
    if other:
        kind = "a grant round" if isinstance(given, RoundInput) else "a ledger of agreements"
        raise Faults(
            [Fault("option", Place(name), f"it beside {kind}", "options of its own", "leave it out") for name in other]
        )
    if isinstance(given, RoundInput):
        _round(given, asked.given(), format_, output)
    else:
        _agreements(given, day, within, format_, output)


def _read(
    source: Source, asked: AskedRound, where: tuple[str, str, Mapping[str, str]], faults: list[Fault]
) -> LedgerInput | RoundInput:
    """The input as what it is; its faults are raised together with those found before."""
    from csptool.sheets.agreements_sheet import read_agreements
    from csptool.sheets.book import open_book
    from csptool.sheets.round_sheet import read_round

    given: LedgerInput | RoundInput
    try:
        with under_way(f"Reading {source.name}"):
            book = open_book(source)
            given = read_round(book, asked, *where) if _is_round(book, where) else read_agreements(book, *where)
            given.notes[:0] = book.notes
    except Faults as found:
        raise Faults([*faults, *found.faults]) from None
    if faults:
        raise Faults(faults)
    return given


def _is_round(book: InputBook, where: tuple[str, str, Mapping[str, str]]) -> bool:
    """Whether the input is a round and no ledger; refuses what is neither, or both."""
    from csptool.sheets.known_columns import columns_found
    from csptool.sheets.ledger_columns import AGREEMENTS, APPLICATIONS, APPLICATIONS_SHEET, ROUND_SHEET

    sheet, _, named = where
    if book.named(ROUND_SHEET) and book.named(APPLICATIONS_SHEET):
        return True
    agreements = columns_found(book, AGREEMENTS, named, sheet, sideways=True)
    applications = columns_found(book, APPLICATIONS, named, sheet)
    expected = "columns 'Value' and 'Spent' for a ledger of agreements, or 'Requested' for a grant round"
    if agreements and applications:
        remedy = "say which sheet with --sheet, or take the columns of the other out"
        raise fault("two-kinds", book.source.place, "the columns of both", expected, remedy)
    if not agreements and not applications:
        remedy = "head the columns so, or say which is which with --column, such as --column spent='Paid out'"
        raise fault("no-column", book.source.place, "the columns of neither", expected, remedy)
    return applications


def _date(text: str, faults: list[Fault]) -> datetime.date | None:
    from csptool.sheets.settings import date_of

    found = date_of(text) if text else None
    if text and found is None:
        remedy = "write it as 12/06/2026, day first"
        faults.append(Fault("date", Place("--as-at"), repr(tidy(text)), "a date", remedy))
    return found


def _named(columns: list[str], faults: list[Fault]) -> dict[str, str]:
    """The headers that the user says, by key."""
    from csptool.sheets.ledger_columns import AGREEMENTS, APPLICATIONS

    known, found = [*AGREEMENTS, *APPLICATIONS], {}
    for text in columns:
        key, equals, header = text.partition("=")
        if equals and key.strip().casefold() in known and header.strip():
            found[key.strip().casefold()] = header.strip()
        else:
            remedy = f"use one of {nearest(key, known)}, then = and the header"
            faults.append(Fault("column", Place("--column"), repr(tidy(text)), "a key and a header", remedy))
    return found


def _agreements(
    given: LedgerInput, day: datetime.date | None, within: int | None, format_: Format, output: Path | None
) -> None:
    from csptool.reports.ledger_tables import document, report_of

    stated = {"--as-at": day and given.as_at, "--within": within is not None and given.within is not None}
    beside = [name for name, both in stated.items() if both]
    if beside:
        remedy = "leave the option out, or clear the cell"
        found, expected = "it beside what the form states", "it in one place"
        raise Faults([Fault("stated-twice", Place(name), found, expected, remedy) for name in beside])
    report = report_of(given, day, within)
    ones = report.ledger.agreements
    received = [one.received.value if one.received else one.value.value for one in ones]
    head = "Received" if ones[0].received else "Value"
    bars = {head: received, "Spent": [one.spent.value for one in ones]}

    def workbook() -> bytes:
        from csptool.reports.ledger_workbook import as_workbook

        as_at = f"{report.as_at:%d/%m/%Y}" if report.as_at else ""
        options = {"--as-at": as_at, "--within": str(report.months) if as_at else ""}
        return as_workbook(report, {name: value for name, value in options.items() if value})

    def page() -> bytes:
        from csptool.reports.bar_chart import svg

        return document(report, every=False).html(svg([one.name for one in ones], bars, f"{head} and spent")).encode()

    files: dict[str, Callable[[], bytes]] = {".xlsx": workbook, ".html": page}
    files[".docx"] = lambda: document(report, every=False).word()
    deliver(lambda way: document(report, every=way == Format.json).printed(way), format_, output, files)
    tell(given.notes, (), report.wrong)


def _round(given: RoundInput, options: Mapping[str, str], format_: Format, output: Path | None) -> None:
    from csptool.reports.round_tables import document
    from formulas.grant_round import breaches

    def workbook() -> bytes:
        from csptool.reports.round_workbook import as_workbook

        return as_workbook(given, options)

    def page() -> bytes:
        from csptool.reports.bar_chart import svg

        ones = given.found.applications
        bars = {"Requested": [one.requested for one in ones], "Award": list(given.found.awards)}
        return document(given).html(svg([one.name for one in ones], bars, "Requested and awarded")).encode()

    files = {".xlsx": workbook, ".docx": document(given).word, ".html": page}
    deliver(document(given).printed, format_, output, files)
    tell(given.notes, given.totals, breaches(given.found))

"""`csptool monitor`: who has spent what against the allocation, and what is likely to be left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csptool.cli.delivery import SUFFIXES, deliver, tell
from csptool.cli.options import Debug, Force, Format, Printed, SheetName
from csptool.faults import Fault, Faults, Place, fault
from csptool.labels import tidy
from csptool.progress import under_way

if TYPE_CHECKING:
    from csptool.reports.monitoring_report import MonitoringReport
    from csptool.sheets.monitoring_sheet import MonitoringSheet
    from csptool.sheets.monitoring_terms import Asked
    from csptool.sheets.source import Source

OUTPUTS = (".xlsx", ".docx", ".html", ".svg", *SUFFIXES)


def monitor(
    sheet: Annotated[
        str, typer.Argument(metavar="SHEET", help="A workbook or csv file; or, with --against, a folder of returns.")
    ],
    as_at: Annotated[
        str, typer.Option(metavar="DATE", help="The day up to which spend is counted, such as 30/09/2025.")
    ] = "",
    year: Annotated[
        str, typer.Option(metavar="YEAR", help="The financial year, such as 2025/26, if no header names it.")
    ] = "",
    profile: Annotated[
        str, typer.Option(metavar="PROFILE", help="twelfths, quarters, front-loaded or last-year. [twelfths]")
    ] = "",
    threshold: Annotated[
        str, typer.Option(metavar="POUNDS", help="Flag an underspend above this many pounds. [15000]")
    ] = "",
    no_spend_by: Annotated[
        str, typer.Option(metavar="DATE", help="From this day on flag an area without any spend.")
    ] = "",
    allocation: Annotated[
        str, typer.Option(metavar="COLUMN", help="The header of the allocations, if it is an unusual one.")
    ] = "",
    spend: Annotated[str, typer.Option(metavar="COLUMN", help="The header of the spend to date, likewise.")] = "",
    sheet_name: SheetName = "",
    against: Annotated[
        str, typer.Option(metavar="SHEET", help="Of a folder of returns: the sheet with the areas' allocations.")
    ] = "",
    quarter: Annotated[str, typer.Option(metavar="QUARTER", help="Of a folder of returns: Q1, Q2, Q3 or Q4.")] = "",
    due: Annotated[
        str, typer.Option(metavar="DATE", help="Of a folder of returns: the day by which they were due.")
    ] = "",
    format_: Printed = Format.text,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write a file too: .xlsx, .docx, .html, .json, .csv or .md, by its suffix; the picture alone as .svg.",
        ),
    ] = None,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Compare what each area has spent with its allocation: to date, by the year's end, and what to ask about.

    Reads a table with the usual headers, a workbook of csptool template monitor, or a folder of quarterly returns
    made with csptool template return.
    """
    from csptool.sheets.monitoring_terms import Asked

    asked = Asked(as_at, year, profile, threshold, no_spend_by, allocation, spend, sheet_name)
    of_returns = {"--against": against, "--quarter": quarter, "--due": due}
    output_ = _Output(output, force)
    if Path(sheet).is_dir():
        report = _of_folder(Path(sheet), asked, of_returns, output_)
    else:
        report = _of_sheet(sheet, asked, of_returns, output_)
    options = {**asked.given(), **{name: tidy(text) for name, text in of_returns.items() if text}}
    deliver(report.printed, format_, output, _files(report, options))
    gathered = report.gathered
    tell([*report.sheet.notes, *(gathered.notes if gathered else [])], report.sheet.totals)


class _Output:
    """The output that was asked for, judged against every file that is read."""

    def __init__(self, path: Path | None, force: bool) -> None:
        self.path, self.force = path, force

    def faults(self, sources: list[Source]) -> list[Fault]:
        """What is wrong with it, each fault once."""
        from csptool.reports.files import output_faults

        if self.path is None:
            return []
        found = [one for s in sources for one in output_faults(self.path, s, OUTPUTS, force=self.force)]
        return list(dict.fromkeys(found))


def _files(report: MonitoringReport, options: dict[str, str]) -> dict[str, Callable[[], bytes]]:
    """The result as the bytes of a file, by its suffix."""
    from csptool.reports.monitoring_workbook import as_workbook

    return {
        ".xlsx": lambda: as_workbook(report, options),
        ".docx": report.for_people.word,
        ".html": lambda: report.html().encode(),
        ".svg": lambda: report.picture().encode(),
    }


def _of_sheet(sheet: str, asked: Asked, of_returns: dict[str, str], output: _Output) -> MonitoringReport:
    """The monitoring of one sheet."""
    from csptool.reports.monitoring_report import MonitoringReport
    from csptool.sheets.source import read_source

    source = read_source(sheet)
    faults = output.faults([source])
    for name, text in of_returns.items():
        if text:
            remedy, found = "leave it out, or name the folder", f"{tidy(text)!r} beside a single sheet"
            faults.append(Fault("idle-option", Place(name), found, "a folder of returns", remedy))
    return MonitoringReport(_read(source, asked, 0, faults))


def _of_folder(folder: Path, asked: Asked, of_returns: dict[str, str], output: _Output) -> MonitoringReport:
    """The monitoring of the returns in a folder."""
    from csptool.reports.monitoring_report import MonitoringReport
    from csptool.sheets.returns_folder import gather, sources_in
    from csptool.sheets.settings import date_of
    from csptool.sheets.source import read_source

    faults = _option_faults(asked, of_returns)
    if not of_returns["--against"]:
        raise Faults(faults)
    against = read_source(of_returns["--against"])
    sources, notes = sources_in(folder, against)
    faults += output.faults([against, *sources])
    if output.path and output.path.absolute().parent.resolve() == folder.resolve():
        place, remedy = Place(tidy(str(output.path))), "write it elsewhere: the folder is for returns"
        faults.append(Fault("output-among-returns", place, "a file in the folder of returns", "another folder", remedy))
    quarter = of_returns["--quarter"].upper()
    sheet = _read(against, asked, int(quarter[1:]) if not faults else 1, faults)
    with under_way(f"Reading {len(sources)} returns"):
        due = date_of(of_returns["--due"])
        if due and due < sheet.terms.as_at:
            remedy, expected = "correct the date or the quarter", "a day after the quarter's end"
            raise fault("date", Place("--due"), f"{due:%d/%m/%Y}, before the quarter is over", expected, remedy)
        gathered = gather(sources, sheet, quarter, due, notes)
    return MonitoringReport(gathered.monitored, gathered)


def _option_faults(asked: Asked, of_returns: dict[str, str]) -> list[Fault]:
    """What is wrong with the options of a folder of returns."""
    from csptool.sheets.return_workbook import QUARTERS
    from csptool.sheets.settings import date_of

    faults = []
    if not of_returns["--against"]:
        remedy = "give --against, the workbook or csv file with the areas and their allocations"
        faults.append(Fault("no-sheet", Place("--against"), "nothing", "a sheet of allocations", remedy))
    if of_returns["--quarter"].upper() not in QUARTERS:
        found = repr(tidy(of_returns["--quarter"])) if of_returns["--quarter"] else "nothing"
        faults.append(Fault("quarter", Place("--quarter"), found, "Q1, Q2, Q3 or Q4", "say which quarter"))
    if of_returns["--due"] and date_of(of_returns["--due"]) is None:
        found, remedy = repr(tidy(of_returns["--due"])), "write it as 14/07/2026, day first"
        faults.append(Fault("date", Place("--due"), found, "a date", remedy))
    for option, text, why in (
        ("--spend", asked.spend, "the returns say what was spent"),
        ("--as-at", asked.as_at, "the returns say what was spent by the end of the quarter"),
    ):
        if text:
            faults.append(Fault("idle-option", Place(option), repr(tidy(text)), "nothing", f"leave it out: {why}"))
    return faults


def _read(source: Source, asked: Asked, quarter: int, faults: list[Fault]) -> MonitoringSheet:
    """The areas and the terms; their faults are raised together with those found before."""
    from csptool.sheets.book import open_book
    from csptool.sheets.monitoring_sheet import read_monitoring

    try:
        with under_way(f"Reading {source.name}"):
            found = read_monitoring(open_book(source), asked, quarter)
    except Faults as wrong:
        raise Faults([*faults, *wrong.faults]) from None
    if faults:
        raise Faults(faults)
    return found

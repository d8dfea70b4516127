"""`csptool precept WORKBOOK --plan` and `--sweep`: the medium-term plan of a sheet of assumptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from csptool.cli.delivery import SUFFIXES, deliver, tell
from csptool.faults import Fault, Faults, Place

if TYPE_CHECKING:
    from csptool.reports.document import Document
    from csptool.sheets.medium_term_sheet import PlanInput


def plan(workbook: str, sweep: str, idle: Mapping[str, str], format_: str, output: Path | None, *, force: bool) -> None:
    """Roll the sheet Medium term forward, or with `sweep` show the gap against the rise in Band D.

    `idle` are the options given that only the quick question takes; they are refused.
    """
    from csptool.band_d_sweep import parse_rises
    from csptool.reports.files import output_faults
    from csptool.sheets.book import open_book
    from csptool.sheets.medium_term_sheet import read_plan
    from csptool.sheets.source import read_source

    remedy = "leave it out: the sheet states its own figures"
    faults = [Fault("idle-option", Place(name), "it beside a plan", "a workbook alone", remedy) for name in idle]
    if not workbook:
        remedy = "name it; csptool template medium-term writes a blank"
        faults.append(Fault("no-plan", Place("--sweep" if sweep else "--plan"), "no workbook", "a workbook", remedy))
        raise Faults(faults)
    rises = None
    try:
        rises = parse_rises(sweep) if sweep else None
    except Faults as wrong:
        faults += wrong.faults
    source = read_source(workbook)
    suffixes = (".xlsx", ".docx", ".html", *((".svg",) if sweep else ()), *SUFFIXES)
    faults += output_faults(output, source, suffixes, force=force) if output else []
    try:
        given = read_plan(open_book(source))
    except Faults as wrong:
        raise Faults([*faults, *wrong.faults]) from None
    if faults:
        raise Faults(faults)
    printed, files = _planned(given) if rises is None else _swept(given, rises)
    deliver(printed.printed, format_, output, files)
    tell(given.notes)


def _planned(given: PlanInput) -> tuple[Document, dict[str, Callable[[], bytes]]]:
    """The plan, and its files by suffix."""
    from csptool.reports.medium_term_document import document

    found = document(given)

    def workbook() -> bytes:
        from csptool.reports.medium_term_workbook import as_workbook

        return as_workbook(given)

    return found, {".xlsx": workbook, ".docx": found.word, ".html": lambda: found.html().encode()}


def _swept(given: PlanInput, rises: list[Fraction]) -> tuple[Document, dict[str, Callable[[], bytes]]]:
    """The sweep, and its files by suffix."""
    from csptool.band_d_sweep import sweep
    from csptool.reports.medium_term_sweep import picture, sweep_document

    swept = sweep(given, rises)
    found = sweep_document(swept)

    def workbook() -> bytes:
        from csptool.reports.medium_term_sweep import as_workbook

        return as_workbook(swept)

    pages = {".svg": lambda: picture(swept).encode(), ".html": lambda: found.html(picture(swept)).encode()}
    return found, {".xlsx": workbook, ".docx": found.word, **pages}

"""Tax bases as a workbook, live over the dwellings: on their own, or beneath a precept."""

from __future__ import annotations

from fractions import Fraction

from csptool import __version__
from csptool.reports.side_sheet import SideSheet
from csptool.reports.steps_sheet import Labels
from csptool.reports.tax_base_document import rounded, title
from csptool.reports.working_book import Column, Headline, WorkingBook
from csptool.reports.working_layout import INPUTS
from csptool.sheets.precept_sheet import PreceptInput
from csptool.sheets.sheet import column_letters
from csptool.tax_bases import TaxBases
from formulas.exact import to_read
from formulas.tax_base import NOUGHT
from formulas.tax_base_working import Held, add_tax_bases, dwellings_working
from formulas.valuation_bands import Proportions
from formulas.working import Working

TAX_BASES, DWELLINGS = "Tax bases", "Dwellings"
COUNT = "#,##0.00##"
DWELLINGS_WORDS = "Those of every band are the pale cells of the sheet Dwellings; the tax bases follow them."


def as_workbook(found: TaxBases, proportions: Proportions) -> bytes:
    """Summary, Tax bases, Dwellings, and what stands behind; always the same bytes for the same figures."""
    given = found.given
    labels = authority_labels(given)
    working, side = Working(), dwellings_sheet(given, proportions)
    add_worked(working, given, labels, side)
    book = WorkingBook(title(given), working, labels)
    said = [f"The tax base is {to_read(found.total)} Band D equivalents.", *found.failed]
    parts = {
        "What it comes to, as csptool ran it": said,
        "The dwellings": [DWELLINGS_WORDS],
    }
    book.summary([Headline("Total tax base", "[total_base]", found.total, COUNT)], parts)
    add_table(book, given)
    side.add(book.book)
    return book.behind(
        [
            ("Made by", f"csptool {__version__}, csptool precept"),
            ("Input", given.source.name),
            ("SHA-256 of the input", given.source.sha256),
            ("Rounding of tax bases", given.base_rounding),
            ("Valuation bands", proportions.source),
            *(("Note", note) for note in given.notes),
        ]
    )


def authority_labels(given: PreceptInput) -> Labels:
    """The rows of its tables."""
    ones = given.authorities
    return Labels([one.name for one in ones], [one.code for one in ones], "Billing authority")


def dwellings_sheet(given: PreceptInput, proportions: Proportions) -> SideSheet:
    """The sheet of every band of every authority with dwellings."""
    pairs = [(work.name, one) for work in given.worked if work for one in work.counts]
    names, bands = [name for name, _ in pairs], [one.band for _, one in pairs]
    working = dwellings_working([one for _, one in pairs], proportions)
    heading = "Dwellings: every band, from the valuation list to Band D equivalents"
    groups = Labels(names, [""] * len(names), "Billing authority")
    return SideSheet(DWELLINGS, heading, working, Labels(bands, [""] * len(bands), "Band"), groups)


def add_worked(working: Working, given: PreceptInput, labels: Labels, side: SideSheet) -> None:
    """Put the bases into a working of the billing authorities, each over its own rows of the sheet Dwellings."""
    held = []
    for one, work in zip(given.authorities, given.worked, strict=True):
        if work:
            stated = work.notified.value if work.notified else None
            held.append(Held(work.found, stated, work.slack, one.tax_base))
        else:
            held.append(Held(None, one.tax_base, NOUGHT, one.tax_base))
    name = f"{INPUTS}!${column_letters(len(labels.columns))}{{row}}"
    rows = f"{DWELLINGS}!{side.span(0)}={name}"
    # names are compared as they stand: SUMIF would take a * in one for any letters
    equivalents = f"SUMPRODUCT(({rows})*{side.refer('relevant', INPUTS, whole=True)})"
    add_tax_bases(working, held, given.base_rounding, equivalents)


def add_table(book: WorkingBook, given: PreceptInput) -> None:
    """The sheet Tax bases: what each is made of; n/a where an authority has no dwellings or no base was stated."""
    works = given.worked

    def column(head: str, key: str, values: list[Fraction | None], kind: str = COUNT, total: str = "sum") -> Column:
        return Column(head, f'IF([{key}]>0,[{key}],"n/a")', values, kind, total)

    found = [work.found if work else None for work in works]
    columns = [
        column("Band D equivalents", "equivalents", [one.equivalents if one else None for one in found]),
        column("Collection rate", "rate", [one.collection_rate if one else None for one in found], "0.00##%", ""),
        Column("In lieu", "[in_lieu]", [one.in_lieu if one else NOUGHT for one in found], COUNT),
        column("Worked out", "worked_base", [one.total if one else None for one in found]),
    ]
    if any(work is None or work.notified for work in works):
        stated = [
            one.tax_base if not work or work.notified else None
            for one, work in zip(given.authorities, works, strict=True)
        ]
        columns.append(column("Stated", "notified", stated))
    columns.append(Column("Tax base", "[tax_base]", [one.tax_base for one in given.authorities], COUNT))
    book.table(TAX_BASES, title(given), columns, [rounded(given)])

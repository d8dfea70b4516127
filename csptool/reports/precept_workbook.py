"""The bands of a precept as a workbook: live over Band D, last year's bands and the limits of the referendum test."""

from __future__ import annotations

from collections.abc import Mapping

from csptool import __version__
from csptool.precept_answer import Precept
from csptool.reports.precept_document import document, title
from csptool.reports.steps_sheet import Labels
from csptool.reports.working_book import Column, Headline, WorkingBook
from formulas.precept_change import Change
from formulas.precept_working import add_referendum
from formulas.requirement_working import bands_working
from formulas.valuation_bands import EXACT_INCREASE, NINTHS
from formulas.working import Working

TABLE = "Bands"


def as_workbook(found: Precept, asked: Mapping[str, str]) -> bytes:
    """Summary, Bands, and what stands behind; always the same bytes for the same figures."""
    working = _working(found)
    bands = [f"Band {band}" for band in found.proportions.parts]
    book = WorkingBook(title(found), working, Labels(bands, [""] * len(bands), "Band"))
    printed = document(found)
    headlines = [
        Headline("Tax base", "[total_base]", found.base, "#,##0.00"),
        Headline("Band D", "[band_d]", found.band_d, "£#,##0.00##"),
        Headline("Raised", "[raised]", found.raised),
    ]
    if found.change:
        headlines.append(Headline("Rise in Band D", "[rise]", found.change.pounds, "£#,##0.00##"))
        headlines.append(Headline("Rise in per cent", "[rise_rate]", found.change.rate, "0.00%"))
    book.summary(headlines, {"What it comes to, as csptool ran it": [*printed.opening, *printed.closing]})
    book.table(TABLE, title(found), _columns(found), ["Every band in ninths of Band D, to the penny"])
    return book.behind(_provenance(found, asked))


def _working(found: Precept) -> Working:
    increase = (EXACT_INCREASE, found.increases) if found.increases else None
    working = bands_working(found.proportions, found.this_year, NINTHS, last_year=found.last_year, increase=increase)
    working.add("total_base", "Total tax base", "count", "Band D equivalents", found.base, given=True)
    words = "[band_d] × [total_base]"
    working.add("raised", "What Band D raises", "£ exact", words, found.raised, "[band_d]*[total_base]")
    if found.change is None or found.principle is None:
        return working
    change: Change = found.change
    words = "[band_d] − [band_d_before]"
    working.add("rise", "Rise in Band D", "£ exact", words, change.pounds, "[band_d]-[band_d_before]")
    words = "[rise] ÷ [band_d_before]"
    working.add("rise_rate", "Rise in per cent", "share", words, change.rate, "[rise]/[band_d_before]")
    terms = found.terms
    add_referendum(working, found.principle, change, lowest_charging=terms.lowest_charging, limit=terms.limit)
    return working


def _columns(found: Precept) -> list[Column]:
    bands = list(found.proportions.parts)
    columns = [Column("Charge", "[charge]", [found.this_year.bands[band] for band in bands], total="")]
    if found.last_year and found.increases:
        columns.append(Column("Last year", "[before]", [found.last_year.bands[band] for band in bands], total=""))
        columns.append(Column("Increase", "[increase]", [found.increases[band] for band in bands], total=""))
    return columns


def _provenance(found: Precept, asked: Mapping[str, str]) -> list[tuple[str, str]]:
    lines = [
        ("Made by", f"csptool {__version__}, csptool precept"),
        ("Options", ", ".join(f"{name} {text}" for name, text in asked.items())),
        ("Valuation bands", found.proportions.source),
    ]
    if found.principle:
        lines.append(("Referendum principles", found.principle.source))
        if found.principle.uncertain:
            lines.append(("What is uncertain of them", found.principle.uncertain))
    return [*lines, *(("Note", note) for note in found.notes)]

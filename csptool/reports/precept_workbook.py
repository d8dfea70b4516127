"""The bands of a precept as a workbook: live over Band D, last year's bands and the limits of the referendum test."""

from __future__ import annotations

from collections.abc import Mapping

from csptool import __version__
from csptool.precept_answer import Precept
from csptool.reports.precept_document import document, title
from csptool.reports.side_sheet import joined
from csptool.reports.steps_sheet import Labels
from csptool.reports.working_book import Column, Headline, WorkingBook
from formulas.precept_working import add_change, add_referendum
from formulas.requirement_working import BASIC_TO_THE_PENNY, LAST_YEARS_NINTHS, bands_working
from formulas.valuation_bands import EXACT_INCREASE, NINTHS
from formulas.working import Working

TABLE = "Bands"


def as_workbook(found: Precept, asked: Mapping[str, str]) -> bytes:
    """Summary, Bands, and what stands behind; always the same bytes for the same figures."""
    working = _working(found)
    bands = [f"Band {band}" for band in found.proportions.parts]
    book = WorkingBook(title(found), working, Labels(bands, [""] * len(bands), "Band"))
    printed = document(found)
    headlines = _headlines(found)
    book.summary(headlines, {"What it comes to, as csptool ran it": [*printed.opening, *printed.closing]})
    book.table(TABLE, title(found), _columns(found), ["Every band in ninths of Band D, to the penny"])
    return book.behind(_provenance(found, asked))


def _headlines(found: Precept) -> list[Headline]:
    lines = [
        Headline("Tax base", "[total_base]", found.base, "#,##0.00"),
        Headline("Band D", "[band_d]", found.band_d, "£#,##0.00##"),
        Headline("Raised", "[raised]", found.raised),
    ]
    if found.terms.requirement is not None:
        lines.insert(0, Headline("Council tax requirement", "[requirement]", found.requirement))
    if found.change:
        lines.append(Headline("Rise in Band D", "[rise]", found.change.pounds, "£#,##0.00##"))
        lines.append(Headline("Rise in per cent", "[rise_rate]", found.change.rate, "0.00%"))
        if found.terms.base_before is not None:
            growth = found.raised - found.change.before * found.terms.base_before
            lines.append(Headline("Growth of the precept", "[growth]", growth, "+£#,##0.00;-£#,##0.00;£0.00"))
    return lines


def _working(found: Precept) -> Working:
    """The bands, live over what was asked: Band D follows from a requirement, last year's bands from its Band D."""
    increase = (EXACT_INCREASE, found.increases) if found.increases else None
    working = bands_working(found.proportions, found.this_year, NINTHS, last_year=found.last_year, increase=increase)
    if found.last_year:
        joined(working, "before", LAST_YEARS_NINTHS, "ninths of last year's Band D")
    working.add("total_base", "Total tax base", "count", "Band D equivalents", found.base, given=True)
    words = "[band_d] × [total_base]"
    working.add("raised", "What Band D raises", "£ exact", words, found.raised, "[band_d]*[total_base]")
    if found.terms.requirement is None:
        working.check("Band D and the tax base are above nought", True, "AND([band_d]>0,[total_base]>0)", "raised")
    else:
        _add_requirement(working, found)
    if found.change is None or found.principle is None:
        return working
    terms = found.terms
    add_change(working, found.change, found.base, terms.base_before)
    add_referendum(working, found.principle, found.change, lowest_charging=terms.lowest_charging, limit=terms.limit)
    return working


def _add_requirement(working: Working, found: Precept) -> None:
    """What was to be raised, from which Band D follows, to the penny."""
    words = "what council tax must raise"
    working.add("requirement", "Council tax requirement", "£ exact", words, found.requirement, given=True)
    joined(working, "band_d", BASIC_TO_THE_PENNY, "[requirement] ÷ [total_base], to the penny")
    words = "Band D raises the requirement, but for its rounding to the penny"
    holds = abs(found.raised - found.requirement) <= found.base / 200
    working.check(words, holds, "ABS([raised]-[requirement])<=[total_base]/200+0.000001", "raised")


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

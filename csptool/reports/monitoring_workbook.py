"""A monitoring as a workbook: Summary, Monitoring, Flags and a chart, every figure live over its inputs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from csptool import __version__
from csptool.reports.bars_sheet import add_bars
from csptool.reports.grid_sheet import add_grid
from csptool.reports.monitoring_report import BARS, MonitoringReport
from csptool.reports.monitoring_tables import priorities_grid, returns_grid
from csptool.reports.steps_sheet import Labels
from csptool.reports.working_book import Column, Headline, WorkingBook
from csptool.reports.working_layout import WorkingLayout
from csptool.sheets.sheet import column_letters
from formulas.monitoring_flags import flag_kinds
from formulas.monitoring_working import DATE, in_days, working_of
from formulas.profile import PROFILES

TABLE, FLAGS = "Monitoring", "Flags"
SOURCE = "profiles, run rate and flags: the practice of grant monitoring, as docs/monitoring.md says"


def as_workbook(report: MonitoringReport, options: Mapping[str, str]) -> bytes:
    """Summary, Monitoring, Flags, Chart, the returns' sheets, and what stands behind; always the same bytes."""
    sheet, found = report.sheet, report.found
    working = working_of(found, sheet.areas)
    book = WorkingBook(report.name, working, Labels([p.name for p in found.positions], sheet.codes), sheet.totals)
    flags = [f"{flag.area}: {flag.words}{'' if flag.words.endswith('?') else '.'}" for flag in report.flags]
    parts = {"Flags, as csptool ran it": flags} if flags else {}
    book.summary(_headlines(report), {"What came of it, as csptool ran it": [*report.words, *sheet.notes], **parts})
    columns = _columns(report)
    book.table(TABLE, report.name, columns, [f"Profile: {PROFILES[sheet.terms.profile]}."])
    book.table(FLAGS, "Flags: yes where there is something to ask", _flags(report, book.layout), ["In words: Summary."])
    allocated = [column.head for column in columns].index("Revised allocation" if _revised(report) else "Allocation")
    add_bars(book.book, book.layout, TABLE, dict(zip(BARS, (allocated, allocated + 1), strict=True)), report.name)
    if report.gathered:
        add_grid(book.book, "Returns", returns_grid(report.gathered))
        add_grid(book.book, "Priorities", priorities_grid(report.gathered))
    return book.behind(_provenance(report, options))


def _revised(report: MonitoringReport) -> bool:
    return any(area.revised is not None for area in report.sheet.areas)


def _headlines(report: MonitoringReport) -> list[Headline]:
    found, total = report.found, report.found.total
    spent = 'IF(SUM([revised:all])=0,"n/a",SUM([spend:all])/SUM([revised:all]))'
    return [
        Headline("As at", "[as_at]", Fraction(in_days(report.sheet.terms.as_at)), DATE),
        Headline("Allocated", "ROUND(SUM([revised:all]),2)", total.revised),
        Headline("Spent to date", "ROUND(SUM([spend:all]),2)", total.spend),
        *([] if total.spent_rate is None else [Headline("% spent", spent, total.spent_rate, "0.00%")]),
        Headline("Unspent", "ROUND(SUM([unspent:all]),2)", total.unspent),
        Headline("Due by the profile", "ROUND(SUM([profile:all]),2)", total.profile),
        Headline("Variance to date", "ROUND(SUM([variance:all]),2)", total.variance),
        Headline("Likely underspend", "ROUND(SUM([likely_underspend:all]),2)", total.likely_underspend),
        Headline("Areas", "COUNT([spend:all])", Fraction(len(found.positions)), "count"),
    ]


def _columns(report: MonitoringReport) -> list[Column]:
    found, total = report.found, report.found.total
    positions = found.positions
    over = 'IF([variance]=0,"on profile",IF([variance]<0,"under","over"))'
    side = ["on profile" if not p.variance else "under" if p.variance < 0 else "over" for p in positions]
    spent = 'IF(SUM([revised:all])=0,"n/a",SUM([spend:all])/SUM([revised:all]))'
    rate = 'IF([profile_share]=0,"n/a",[run_rate])'
    whole = 'IF([profile_share]=0,"n/a",ROUND(SUM([run_rate:all]),2))'
    revised = [Column("Revised allocation", "[revised]", [p.revised for p in positions])] if _revised(report) else []
    return [
        Column("Allocation", "[allocation]", [p.allocation for p in positions]),
        *revised,
        Column("Spend to date", "[spend]", [p.spend for p in positions]),
        Column("% spent", 'IF([revised]=0,"n/a",[spend]/[revised])', [p.spent_rate for p in positions], "0.00%", spent,
               total.spent_rate),
        Column("Profile to date", "[profile]", [p.profile for p in positions]),
        Column("Variance", "[variance]", [p.variance for p in positions]),
        Column("Over or under", over, side, "text"),
        Column("Unspent", "[unspent]", [p.unspent for p in positions]),
        Column("Commitments", "[commitments]", [p.commitments for p in positions]),
        Column("Forecast by run rate", rate, [p.run_rate for p in positions], "£", whole, total.run_rate),
        Column("Forecast by plan", "[plan]", [p.plan for p in positions]),
        Column("Likely underspend", "[likely_underspend]", [p.likely_underspend for p in positions]),
    ]  # fmt: skip


def _flags(report: MonitoringReport, layout: WorkingLayout) -> list[Column]:
    """A column for every kind of flag, live, with the number of areas that have it."""
    found, terms = report.found, report.sheet.terms
    columns = []
    for place, kind in enumerate(flag_kinds(terms).values(), layout.labels + 1):
        flagged = [kind.holds(terms, found.share, position) for position in found.positions]
        cells = f"{column_letters(place)}{layout.first_row}:{column_letters(place)}{layout.last_row}"
        shown = ["yes" if holds else "" for holds in flagged]
        count = f'COUNTIF({cells},"yes")'
        columns.append(Column(kind.head, f'IF({kind.excel},"yes","")', shown, "text", count, Fraction(sum(flagged))))
    return columns


def _provenance(report: MonitoringReport, options: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the figures were made from and by what; no clock, so that runs can be compared."""
    lines = [
        line for source in report.sources for line in (("Input", source.name), ("SHA-256 of the input", source.sha256))
    ]
    return [
        *lines,
        ("Made by", f"csptool {__version__}, csptool monitor"),
        ("Options", ", ".join(f"{name} {value}" for name, value in options.items()) or "none"),
        ("Rounding", "to the penny, half away from zero: the profile to date and the forecast by run rate"),
        ("Source", SOURCE),
    ]

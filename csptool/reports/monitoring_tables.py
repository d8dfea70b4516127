"""The tables of a monitoring: to date, the forecast, every figure for programs, the returns, the priorities."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from csptool.reports.grid import Cell, Grid, Head
from csptool.reports.monitoring_wording import in_days
from csptool.sheets.returns_folder import Gathered
from formulas.monitoring import Monitoring, Position, variance_words
from formulas.monitoring_flags import Flag, day

# what a figure is called for programs, and the attribute of a position that holds it
FIGURES = {
    "allocation": "allocation",
    "revised_allocation": "revised",
    "spend": "spend",
    "spent_rate": "spent_rate",
    "unspent": "unspent",
    "profile_to_date": "profile",
    "variance": "variance",
    "commitments": "commitments",
    "still_planned": "planned",
    "forecast_by_run_rate": "run_rate",
    "forecast_by_plan": "plan",
    "likely_underspend": "likely_underspend",
}


def to_date(found: Monitoring) -> Grid:
    """Spend against allocation and profile, as a person reads it; revised allocations only where there are any."""
    revised = any(p.revised != p.allocation for p in found.positions)
    own = [Head("Revised", "revised_allocation", "£")] if revised else []
    heads = [
        Head("Area", "area"),
        Head("Allocation", "allocation", "£"),
        *own,
        Head("Spend to date", "spend", "£"),
        Head("% spent", "spent_rate", "%"),
        Head("Profile to date", "profile_to_date", "£"),
        Head("Variance", "variance_words", "words"),
    ]

    def row(p: Position) -> list[Cell]:
        words = variance_words(p.variance).removesuffix(" the profile")
        return [p.name, p.allocation, *([p.revised] if own else []), p.spend, p.spent_rate, p.profile, words]

    return Grid("", heads, [row(p) for p in found.positions], row(found.total))


def forecast(found: Monitoring) -> Grid:
    """The forecasts for the whole year, as a person reads them; commitments only where there are any."""
    own = [Head("Committed", "commitments", "£")] if found.total.commitments else []
    heads = [
        Head("Area", "area"),
        *own,
        Head("Still planned", "still_planned", "£"),
        Head("By run rate", "forecast_by_run_rate", "£"),
        Head("By plan", "forecast_by_plan", "£"),
        Head("Likely underspend", "likely_underspend", "£"),
    ]

    def row(p: Position) -> list[Cell]:
        return [p.name, *([p.commitments] if own else []), p.planned, p.run_rate, p.plan, p.likely_underspend]

    return Grid("Forecast for the year", heads, [row(p) for p in found.positions], row(found.total))


def flags_grid(flags: Sequence[Flag]) -> Grid:
    """The flags, one in a line."""
    heads = [Head("Area", "area"), Head("Flag", "flag")]
    return Grid("Flags", heads, [[flag.area, flag.words] for flag in flags])


def everything(found: Monitoring, codes: Sequence[str], flags: Sequence[Flag]) -> Grid:
    """Every figure of every area and the codes of its flags, for programs."""
    heads = [
        Head("Area", "area"),
        Head("Code", "code"),
        *(Head(name, name, "%" if name == "spent_rate" else "£") for name in FIGURES),
        Head("Variance in words", "variance_words"),
        Head("Flags", "flags"),
    ]
    rows: list[list[Cell]] = []
    for position, code in zip(found.positions, codes, strict=True):
        own = "; ".join(flag.code for flag in flags if flag.area == position.name)
        figures: list[Cell] = [getattr(position, key) for key in FIGURES.values()]
        rows.append([position.name, code, *figures, variance_words(position.variance), own])
    return Grid("", heads, rows)


def returns_grid(gathered: Gathered) -> Grid:
    """Which return came when, and what it says was spent."""
    heads = [
        Head("Area", "area"),
        Head("File", "file"),
        Head("Returned", "returned"),
        Head("State", "state"),
        Head("Spent earlier", "spent_earlier", "£"),
        Head("Spent in the quarter", "spent_in_quarter", "£"),
    ]
    rows: list[list[Cell]] = []
    for place, area in enumerate(gathered.sheet.areas):
        one = gathered.returns.get(place)
        if one is None:
            rows.append([area.name, "", "", "missing", None, None])
            continue
        late = gathered.days_late(place)
        state = f"late by {in_days(late)}" if late else "in time" if gathered.due else "came"
        rows.append([area.name, one.source.name, day(one.returned), state, one.earlier, one.spend])
    return Grid(f"Returns for {gathered.quarter}", heads, rows)


def priorities_grid(gathered: Gathered) -> Grid:
    """Spend by the priority that it is linked to, over all returns."""
    heads = [
        Head("Priority", "priority"),
        Head("Areas", "areas", "count"),
        Head("Activities", "activities", "count"),
        Head("Spent in the quarter", "spent_in_quarter", "£"),
        Head("Committed", "committed", "£"),
        Head("% of spend", "share_of_spend", "%"),
    ]
    spends = gathered.priorities
    whole = sum((each.spend for each in spends), Fraction(0))
    committed = sum((each.committed for each in spends), Fraction(0))
    rows: list[list[Cell]] = [
        [each.priority, each.areas, each.lines, each.spend, each.committed, each.spend / whole if whole else None]
        for each in spends
    ]
    total: list[Cell] = ["Total", len(gathered.returns), sum(each.lines for each in spends), whole, committed,
                         Fraction(1) if whole else None]  # fmt: skip
    return Grid("Spend by priority", heads, rows, total)

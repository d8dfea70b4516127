"""What came of a monitoring, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from csptool.labels import listed
from csptool.sheets.returns_folder import Gathered
from formulas.exact import in_digits, in_pounds
from formulas.monitoring import Monitoring, Position, Terms, variance_words
from formulas.monitoring_flags import day
from formulas.profile import PROFILES

ROUNDING = "The profile to date and the forecast by run rate are rounded to the penny, half away from zero."


def sentences(found: Monitoring) -> list[str]:
    """What was spent, what was due, who is under and over, what is likely to be left."""
    terms, total = found.terms, found.total
    rate = f" ({in_digits(total.spent_rate * 100, 2)}%)" if total.spent_rate is not None else ""
    due = f"{in_digits(found.share * 100, 2)}%, {in_pounds(total.profile)}"
    under = [position for position in found.positions if position.variance < 0]
    over = [position for position in found.positions if position.variance > 0]
    lines = [
        f"{in_pounds(total.spend)} of {in_pounds(total.revised)}{rate} was spent by {day(terms.as_at)}{_after(terms)}.",
        f"Profile: {PROFILES[terms.profile]}.",
        f"By it {due}, was due; all areas together are {variance_words(total.variance)}.",
        f"Under the profile: {_together(under)}. Over it: {_together(over)}.",
    ]
    likely = in_pounds(total.likely_underspend)
    if terms.after_year_end:
        lines.append(f"The year is over: {likely} is neither spent nor committed.")
    else:
        lines += [
            f"Likely underspend: {likely}, the areas' added up.",
            "It is the allocation less the higher of the two forecasts, not below nought: the cautious figure.",
        ]
    lines.append(f"The threshold for an underspend is {in_pounds(terms.threshold)}.")
    if terms.no_spend_by and terms.as_at < terms.no_spend_by:
        lines.append(f"The day by which spend is looked for, {day(terms.no_spend_by)}, has not come.")
    return lines


def _after(terms: Terms) -> str:
    weeks = terms.year.whole_weeks_after(terms.as_at)
    return f", {weeks} whole week{'' if weeks == 1 else 's'} after the year end" if weeks else ""


def _together(positions: Sequence[Position]) -> str:
    if not positions:
        return "none"
    count = f"{len(positions)} area{'s' if len(positions) > 1 else ''}"
    return f"{count}, {in_pounds(abs(sum((p.variance for p in positions), Fraction(0))))}"


def of_returns(gathered: Gathered) -> list[str]:
    """Which returns came, which are missing, which came late."""
    areas, year = gathered.sheet.areas, gathered.sheet.terms.year
    lines = [f"{len(gathered.returns)} of {len(areas)} returns for {gathered.quarter} {year} came."]
    if missing := gathered.missing:
        left = sum((area.current for area in missing), Fraction(0))
        them = "it" if len(missing) == 1 else "them"
        lines += [
            f"Missing: {listed([area.name for area in missing])}.",
            f"What follows is without {them}, and so without {in_pounds(left)} of the allocations.",
        ]
    late = [(row, late) for row in sorted(gathered.returns) if (late := gathered.days_late(row))]
    if gathered.due is None:
        lines.append("Whether any is late was not judged: no day by which they were due was given.")
    elif late:
        names = listed([f"{areas[row].name} ({in_days(count)})" for row, count in late])
        lines.append(f"They were due by {day(gathered.due)}. Late: {names}.")
    else:
        lines.append(f"They were due by {day(gathered.due)}. None is late.")
    return lines


def in_days(count: int) -> str:
    """A number of days in words."""
    return f"{count} day{'' if count == 1 else 's'}"

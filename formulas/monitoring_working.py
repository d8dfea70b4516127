"""The working of a monitoring: every step with its words, its exact figures and its live Excel formula."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction

from formulas.monitoring import AreaSpend, Monitoring, Position, Terms
from formulas.profile import MONTHS, QUARTERS
from formulas.working import Working

DATE = "dd/mm/yyyy"  # the unit of a step that is a day, held as a spreadsheet holds it
_DAY_NOUGHT = datetime.date(1899, 12, 30)
_MONTHS_TO = "((YEAR({day})-YEAR([year_start]))*12+MONTH({day})-MONTH([year_start]))"


def working_of(found: Monitoring, areas: Sequence[AreaSpend]) -> Working:
    """The working of a monitoring in the order in which a person would do it, and the checks made at the end."""
    working = Working()
    _add_profile(working, found)
    _add_given(working, found.positions, areas)
    _add_worked(working, found, areas)
    _add_checks(working, found)
    return working


def in_days(day: datetime.date) -> int:
    """A day as a spreadsheet counts it.

    >>> in_days(datetime.date(2026, 6, 12))
    46185
    """
    return (day - _DAY_NOUGHT).days


def _add_profile(working: Working, found: Monitoring) -> None:
    """The dates, and the part of the year's money that is due by the profile."""
    terms, add = found.terms, working.add
    add("year_start", "First day of the year", DATE, "the financial year's beginning", in_days(terms.year.start),
        given=True)  # fmt: skip
    add("as_at", "As at", DATE, "the day up to which spend is counted", in_days(terms.as_at), given=True)
    words = "the likely underspend above which an area is flagged"
    add("threshold", "Threshold", "£", words, terms.threshold, given=True)
    if terms.no_spend_by is not None:
        words = "the day from which an area without any spend is flagged"
        add("no_spend_by", "No spend by", DATE, words, in_days(terms.no_spend_by), given=True)
    excel = "DATE(YEAR([year_start])+1,MONTH([year_start]),1)-1"
    add(
        "year_end",
        "Last day of the year",
        DATE,
        "a year after [year_start], less a day",
        in_days(terms.year.end),
        excel,
    )
    words = "the months of the year that are over at the close of [as_at]"
    excel = f"MAX(0,MIN(12,{_MONTHS_TO.format(day='([as_at]+1)')}))"
    add("months", "Complete months", "count", words, terms.year.complete_months(terms.as_at), excel)
    words, excel = _share_step(working, terms)
    add("profile_share", "Due by the profile", "share", words, found.share, excel)


def _share_step(working: Working, terms: Terms) -> tuple[str, str]:
    """The words and the formula of the profile's share, its own steps added before it."""
    if terms.profile == "twelfths":
        return "[months] ÷ 12", "[months]/12"
    if terms.profile == "quarters":
        return "complete quarters ÷ 4", "INT([months]/3)/4"
    if terms.profile == "front-loaded":
        excel = f"IF([as_at]<[year_start],0,MIN(4,INT({_MONTHS_TO.format(day='[as_at]')}/3)+1))"
        words = "the quarters of the year that have begun on [as_at]"
        working.add("quarters", "Quarters begun", "count", words, terms.year.quarters_begun(terms.as_at), excel)
        return "[quarters] ÷ 4", "[quarters]/4"
    period, length = ("Month", 1) if len(terms.last_year) == MONTHS else ("Quarter", MONTHS // QUARTERS)
    keys = []
    for place, spend in enumerate(terms.last_year, 1):
        name = f"Last year, {period.lower()} {place}"
        keys.append(working.add(f"last_{place}", name, "£", "spent last year", spend, given=True))
    past = terms.year.complete_months(terms.as_at) // length
    spent = sum(terms.last_year[:past], Fraction(0))
    excel = "+".join(f"[{key}]*([months]>={place * length})" for place, key in enumerate(keys, 1))
    working.add("last_to_date", "Last year to the same date", "£", "last year's spend in [months]", spent, excel)
    excel = "+".join(f"[{key}]" for key in keys)
    total = sum(terms.last_year, Fraction(0))
    working.add("last_total", "Last year in all", "£", "last year's spend, all periods", total, excel)
    return "[last_to_date] ÷ [last_total]", "[last_to_date]/[last_total]"


def _add_given(working: Working, positions: Sequence[Position], areas: Sequence[AreaSpend]) -> None:
    add = working.add
    add("allocation", "Allocation", "£", "what the area was given", [p.allocation for p in positions], given=True)
    if any(area.revised is not None for area in areas):
        words = "what is stated; the allocation where nothing is"
        add("revised", "Revised allocation", "£", words, [p.revised for p in positions], given=True)
    else:
        values = [p.revised for p in positions]
        add("revised", "Revised allocation", "£", "[allocation], as none is stated", values, "[allocation]")
    add("spend", "Spend to date", "£", "what was spent, as stated", [p.spend for p in positions], given=True)
    values = [p.commitments for p in positions]
    add("commitments", "Commitments", "£", "ordered and not yet paid, as stated; else nought", values, given=True)
    if any(area.planned is not None for area in areas):
        words = "1 where planned spend is stated, otherwise 0"
        add("is_planned", "Plan stated", "count", words, [int(a.planned is not None) for a in areas], given=True)
        values = [a.planned or Fraction(0) for a in areas]
        add("stated_plan", "Planned, as stated", "£", "what is still to be spent beyond the commitments", values,
            given=True)  # fmt: skip


def _add_worked(working: Working, found: Monitoring, areas: Sequence[AreaSpend]) -> None:
    positions, add = found.positions, working.add
    words = "[revised] × [profile_share], to the penny, half away from zero"
    add("profile", "Profile to date", "£", words, [p.profile for p in positions], "ROUND([revised]*[profile_share],2)")
    add("variance", "Variance to date", "£", "[spend] less [profile]", [p.variance for p in positions],
        "ROUND([spend]-[profile],2)")  # fmt: skip
    add("unspent", "Unspent", "£", "[revised] less [spend]", [p.unspent for p in positions],
        "ROUND([revised]-[spend],2)")  # fmt: skip
    words = "[spend] ÷ [profile_share], to the penny, half away from zero; [spend] itself while nothing is due"
    values = [p.spend if p.run_rate is None else p.run_rate for p in positions]
    excel = "IF([profile_share]=0,[spend],ROUND([spend]/[profile_share],2))"
    add("run_rate", "Forecast by run rate", "£", words, values, excel)
    words = "what [profile] leaves of [revised] beyond [commitments], not below nought; nought after the year end"
    excel = "MAX(0,ROUND([revised]-[profile]-[commitments],2))"
    if any(area.planned is not None for area in areas):
        words = "[stated_plan] where [is_planned] is 1, else " + words
        excel = f"IF([is_planned]=1,[stated_plan],{excel})"
    add("planned", "Still planned", "£", words, [p.planned for p in positions], f"IF([as_at]>[year_end],0,{excel})")
    words = "[spend] + [commitments] + [planned]"
    add("plan", "Forecast by plan", "£", words, [p.plan for p in positions], "ROUND([spend]+[commitments]+[planned],2)")
    words = "[revised] less the higher of [run_rate] and [plan], not below nought"
    excel = "MAX(0,ROUND([revised]-MAX([run_rate],[plan]),2))"
    add("likely_underspend", "Likely underspend", "£", words, [p.likely_underspend for p in positions], excel)


def _add_checks(working: Working, found: Monitoring) -> None:
    positions, total = found.positions, found.total
    words = "What is due by the profile is between nothing and the whole of the year's money"
    working.check(words, 0 <= found.share <= 1, "AND([profile_share]>=0,[profile_share]<=1)")
    words = "The areas' variances come to all spend less the whole profile to date"
    holds = sum(p.variance for p in positions) == total.spend - total.profile
    working.check(words, holds, "ROUND(SUM([variance:all])-(SUM([spend:all])-SUM([profile:all])),2)=0")
    words = "No allocation and no commitment is below nought"
    holds = all(min(p.allocation, p.revised, p.commitments) >= 0 for p in positions)
    working.check(words, holds, "AND(MIN([allocation:all])>=0,MIN([revised:all])>=0,MIN([commitments:all])>=0)")
    _check_inputs(working, len(positions))
    words = "No likely underspend is more than what is unspent"
    holds = all(not p.likely_underspend or p.likely_underspend <= p.unspent for p in positions)
    excel = "SUMPRODUCT(--([likely_underspend:all]>0.001+[unspent:all]*([unspent:all]>0)))=0"
    working.check(words, holds, excel)


def _check_inputs(working: Working, count: int) -> None:
    """A check for every figure given: it is there for every area, in whole pennies, and a day is a whole day."""
    for step in list(working):
        if not step.given:
            continue
        whole = f"ABS(SUM([{step.key}:all])-ROUND(SUM([{step.key}:all]),2))<0.004"  # less than half a penny
        if step.key == "is_planned":
            excel = "SUMPRODUCT(([is_planned:all]<>0)*([is_planned:all]<>1))=0"
        elif not step.for_fund:
            excel = f"AND(COUNT([{step.key}:all])={count},{whole})"
        elif step.unit == DATE:
            excel = f"AND([{step.key}]>0,[{step.key}]=INT([{step.key}]))"
        else:
            excel = f"AND(ISNUMBER([{step.key}]),[{step.key}]>=0)"
        working.check(f"{step.name}: a figure that can be", True, excel)

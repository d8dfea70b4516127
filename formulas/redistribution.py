"""An underspend shared out again, for one year only.

redistributable = clawed back - top-slices; supplement = by the formula; revised = base + supplement + carry-forward +
variations; next year's base = base + recurrent variations, and nothing else. Money in = money out: what was collected
is the top-slices, the supplements and what is left over. The supplements are rounded as the fund declares; everything
else is whole pennies and is only added up.

Sources: Leicestershire's redistribution of 2024/25 and its base of 2025/26, which rightly left the supplement out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from formulas.award import BASE, Award, award_refusals, threshold_name, with_threshold
from formulas.columns import Column
from formulas.exact import in_pounds
from formulas.outcome import Outcome
from formulas.plan import Plan
from formulas.refusals import Refusal, Refused
from formulas.run import run
from formulas.working import Working


@dataclass(frozen=True, slots=True)
class Redistribution:
    """An underspend shared out again: the run that shared it, and every area's amounts of this year, in pounds."""

    award: Award
    outcome: Outcome
    carried: Column
    revised: Column
    next_base: Column

    @property
    def supplements(self) -> Column:
        """What each area gets of the underspend, for one year only."""
        return Column.of(self.outcome.amounts)

    @property
    def variations(self) -> Column:
        """What else each area's money changes by, recurrent or not."""
        return self.award.recurrent + self.award.one_year

    @property
    def without_a_share(self) -> list[int]:
        """The places of the areas that had not spent enough to have a share."""
        award = self.award
        if award.least is None or award.last_year is None:
            return []
        return [row for row, met in enumerate(award.last_year.spent_at_least(award.least)) if not met]

    @property
    def changes(self) -> Column:
        """What each area's money changes by in all: supplement, carry-forward and variations."""
        return self.revised - self.award.base


def redistribute(award: Award) -> Redistribution:
    """Collect the underspend, take off the top-slices, share out the rest, and add it to this year's base.

    Refuses, together, what `award_refusals` and `LastYear.refusals` find; then what `formulas.run.run` refuses.
    """
    if refusals := list(award_refusals(award)):
        raise Refused(*refusals)
    plan = with_threshold(award)
    outcome = run(plan, _opening(award, plan))
    carried = award.last_year.carried if award.last_year else award.base * 0
    revised = award.base + Column.of(outcome.amounts) + carried + award.recurrent + award.one_year
    next_base = award.base + award.recurrent
    below = [*_below(award, revised, "revised allocation"), *_below(award, next_base, "next year's base")]
    if below:
        raise Refused(*below)
    result = Redistribution(award, outcome, carried, revised, next_base)
    _close(result, plan)
    return result


def _opening(award: Award, plan: Plan) -> Working:
    """How the pot arose: clawed back area by area, or stated as one sum."""
    working, pot = Working(), award.plan.fund.pot
    if award.last_year is None:
        working.section = f"Collected, as stated: {in_pounds(pot)}"
        working.add("pot", "Collected", "£", "as stated", pot, given=True)
        return working
    working.section = f"Collected: paid less eligible spend less agreed carry-forward, area by area: {in_pounds(pot)}"
    award.last_year.record(working)
    words = "the sum of [clawback:all]"
    working.add("pot", "Collected", "£", words, pot, "ROUND(SUM([clawback:all]),2)")
    working.check("Something was collected", True, "[pot]>0")
    if award.least is not None:
        working.add("least_rate", "Least part to be spent", "share", "of what was paid", award.least, given=True)
        name = threshold_name(award.least)
        words = "1 where [spend] is at least [least_rate] of [paid], otherwise 0"
        excel = "IF(AND([paid]>0,ROUND([spend]-[least_rate]*[paid],6)>=0),1,0)"
        key = f"column_{list(plan.columns).index(name) + 1}"  # where the run looks for it
        working.add(key, name, "count", words, plan.columns[name], excel)
    return working


def _close(found: Redistribution, plan: Plan) -> None:
    """What follows the sharing: this year's revised allocations and next year's base, recorded with their checks."""
    award, working, steps = found.award, found.outcome.working, found.outcome.steps
    working.section = (
        f"Revised allocations: base and what is for this year only: {in_pounds(found.revised.total())}; "
        f"next year's base: {in_pounds(found.next_base.total())}"
    )
    assert isinstance(steps, list)  # the run's own list
    steps.append(working.section)
    base = f"column_{list(plan.columns).index(award.base_column) + 1}" if award.base_column in plan.columns else ""
    if base not in working.steps:
        base = working.add("recurrent_base", BASE, "£", "what the area gets every year", award.base, given=True)
        _check_figures(working, base, BASE, award)
    parts, kept = [f"[{base}]", "[allocation]"], [f"[{base}]"]
    if award.last_year:
        parts.append("[carried]")
    for key, name, column in (
        ("recurrent", "Recurrent variation", award.recurrent),
        ("one_year", "Variation for this year", award.one_year),
    ):
        if any(column):
            parts.append(f"[{working.add(key, name, '£', 'as stated', column, given=True)}]")
            _check_figures(working, key, name, award)
    kept += ["[recurrent]"] if any(award.recurrent) else []
    for key, name, terms, values in (
        ("revised", "Revised allocation", parts, found.revised),
        ("next_base", "Next year's base", kept, found.next_base),
    ):
        working.add(key, name, "£", " + ".join(terms), values, f"ROUND({'+'.join(terms)},2)")
    whole = "+".join(part.replace("]", ":all])").replace("[", "SUM([") for part in parts)
    words = "The revised allocations come to the base and what is for this year only"
    working.check(words, True, f"ABS(SUM([revised:all])-({whole}))<0.001")
    working.check(
        "No revised allocation and no base is below nought", True, "AND(MIN([revised:all])>=0,MIN([next_base:all])>=0)"
    )


def _check_figures(working: Working, key: str, name: str, award: Award) -> None:
    """What is given after the sharing must be there for every area too."""
    words = f"{name}: a figure that can be for every area"
    working.check(words, True, f"COUNT([{key}:all])={len(award.base)}")


def base_key(working: Working) -> str:
    """Where the base stands in the working of a redistribution: it is the first term of next year's."""
    return working.steps["next_base"].words.partition("]")[0].removeprefix("[")


def _below(award: Award, column: Column, what: str) -> Iterator[Refusal]:
    for name, value in zip(award.plan.areas, column, strict=True):
        if value < 0:
            remedy = "correct the variation"
            about = f"variation of {name}"
            yield Refusal("below-nought", about, f"a {what} of {in_pounds(value)}", "nought or more", remedy)

"""An underspend shared out again, for one year only.

redistributable = clawed back - top-slices; supplement = by the formula; revised = base + supplement + carry-forward +
variations; next year's base = base + recurrent variations, and nothing else. Money in = money out: what was collected
is the top-slices, the supplements and what is left over. The supplements are rounded as the fund declares; everything
else is whole pennies and is only added up.

Sources: Leicestershire's redistribution of 2024/25 and its base of 2025/26, which rightly left the supplement out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from formulas.allocation import labelled
from formulas.columns import Column
from formulas.exact import in_full, in_pounds
from formulas.mechanisms.register import FIXED, mechanisms
from formulas.outcome import Outcome
from formulas.plan import Indicator, Plan
from formulas.refusals import Refusal, Refused
from formulas.run import run
from formulas.underspend import LastYear, amount_refusals
from formulas.working import Working

BASE = "Base"


@dataclass(frozen=True, slots=True)
class Variation:
    """A change of one area's money, in pounds: recurrent (it goes on to next year's base) or for this year only."""

    row: int
    amount: Fraction
    recurrent: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """What a redistribution starts from. One figure an area, in pounds.

    `plan` shares out what was collected, its pot. `base` is what each area gets every year; `base_column` names the
    column of the plan that it is, where the formula has it. `last_year` is None where only the sum collected is known.
    `least` is the part of last year's money that an area must have spent to have a share, as a rate.
    """

    plan: Plan
    base: Column
    base_column: str = BASE
    last_year: LastYear | None = None
    variations: Sequence[Variation] = ()
    least: Fraction | None = None

    @property
    def recurrent(self) -> Column:
        """The recurrent variations of every area."""
        return self._varied(recurrent=True)

    @property
    def one_year(self) -> Column:
        """The variations of every area that are for this year only."""
        return self._varied(recurrent=False)

    def _varied(self, *, recurrent: bool) -> Column:
        sums = [Fraction(0)] * len(self.base)
        for variation in self.variations:
            if variation.recurrent == recurrent:
                sums[variation.row] += variation.amount
        return Column.of(sums)


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


def award_refusals(award: Award) -> Iterator[Refusal]:
    """Amounts that cannot be paid, what last year refuses, a threshold that nothing can be said of or nobody met."""
    areas = award.plan.areas
    for what, column in (("base", award.base), ("variation", award.recurrent), ("variation", award.one_year)):
        for name, value in zip(areas, column, strict=True):
            yield from amount_refusals(what, name, value, signed=what == "variation")
    if award.last_year:
        yield from award.last_year.refusals(areas)
    if award.least is None:
        return
    for rule in award.plan.rules:
        mechanism = mechanisms()[rule.mechanism]
        if mechanism.stage == FIXED or mechanism.lowest or mechanism.needs_previous:
            found = f"{rule.mechanism}, which pays areas that spent too little as well"
            remedy = "leave out the rule, or clear the least part to be spent"
            yield Refusal("least", rule.mechanism, found, "rules that go by the formula alone", remedy)
    if award.last_year is None:
        remedy = "add the sheet Last year, or clear the cell"
        found, expected = "a least part to be spent, and nobody's spend", "what each area was paid and spent"
        yield Refusal("least", "least", found, expected, remedy)
    elif not 0 <= award.least <= 1:
        found, remedy = in_full(award.least * 100) + "%", "give a percentage such as 80%"
        yield Refusal("least", "least", found, "a part between 0% and 100%", remedy)
    else:
        yield from _unmet(award, award.last_year.spent_at_least(award.least), award.least)


def _unmet(award: Award, met: Sequence[bool], least: Fraction) -> Iterator[Refusal]:
    """A threshold that nobody met, and a residue that would go to an area that did not."""
    if not any(met):
        found, remedy = f"no area that spent at least {_percent(least)}", "lower it, or clear the cell"
        yield Refusal("least", "least", found, "one area at least that has a share", remedy)
    plan = award.plan
    takers = labelled(plan.fund.residue_to, plan.areas, plan.codes)
    if plan.fund.rounding.rule == "residue-to" and takers and not met[takers[0]]:
        found, remedy = f"{plan.fund.residue_to}, which spent too little to have a share", "name another area"
        yield Refusal("least", "residue to", found, "an area that has a share", remedy)


def with_threshold(award: Award) -> Plan:
    """The plan with every indicator multiplied by 1 for an area that spent enough and by 0 for another."""
    if award.least is None or award.last_year is None:
        return award.plan
    name, plan = _threshold_name(award.least), award.plan
    met = Column([int(enough) for enough in award.last_year.spent_at_least(award.least)])
    formula = [replace(line, measure=replace(line.measure, times=(*line.measure.times, name))) for line in plan.formula]
    return replace(plan, columns={**plan.columns, name: met}, formula=tuple[Indicator, ...](formula))


def _threshold_name(least: Fraction) -> str:
    return f"Spent at least {_percent(least)}"


def _percent(rate: Fraction) -> str:
    return in_full(rate * 100) + "%"


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
        name = _threshold_name(award.least)
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

"""What a redistribution starts from, what of it cannot be, and who has spent enough to have a share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from formulas.allocation import labelled
from formulas.columns import Column
from formulas.mechanisms.register import FIXED, mechanisms
from formulas.plan import Indicator, Plan
from formulas.refusals import Refusal
from formulas.steps import percent
from formulas.underspend import LastYear, amount_refusals

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
        found, remedy = percent(award.least), "give a percentage such as 80%"
        yield Refusal("least", "least", found, "a part between 0% and 100%", remedy)
    else:
        yield from _unmet(award, award.last_year.spent_at_least(award.least), award.least)


def _unmet(award: Award, met: Sequence[bool], least: Fraction) -> Iterator[Refusal]:
    """A threshold that nobody met, and a residue that would go to an area that did not."""
    if not any(met):
        found, remedy = f"no area that spent at least {percent(least)}", "lower it, or clear the cell"
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
    name, plan = threshold_name(award.least), award.plan
    met = Column([int(enough) for enough in award.last_year.spent_at_least(award.least)])
    formula = [replace(line, measure=replace(line.measure, times=(*line.measure.times, name))) for line in plan.formula]
    return replace(plan, columns={**plan.columns, name: met}, formula=tuple[Indicator, ...](formula))


def threshold_name(least: Fraction) -> str:
    """What the threshold is called as a column of the plan."""
    return f"Spent at least {percent(least)}"

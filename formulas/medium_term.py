"""A medium-term roll-forward: what is spent, what comes in, and the gap, year after year from stated assumptions.

    base[t+1] = base[t] x (1 + growth);  Band D[t+1] = Band D[t] + pounds, or x (1 + rate), held to a limit
    funding   = grants x (1 + growth) + legacy grants (cash-flat) + Band D x base + collection fund (one-off)
    pay[t+1]  = pay[t] x (1 + award x 7/12 + previous award x 5/12): awards start on 1 September
    spending  = pay + other costs x (1 + inflation) + pensions + capital financing + growth - savings + one-off costs
    gap       = spending - funding, before any use of reserves

Growth and agreed savings stay in the base from their year on, in cash; one-off sums do not roll. There is no standard
for such a plan: this is a neutral one. Nothing is rounded but a Band D raised by a rate, which goes to the penny.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from formulas.band_d_rise import Rise, next_band_d
from formulas.exact import in_full
from formulas.refusals import Refusal, Refused
from formulas.valuation_bands import Proportions

NOUGHT = Fraction(0)
THIS_AWARD, LAST_AWARD = Fraction(7, 12), Fraction(5, 12)  # of a year that begins in April, from September


@dataclass(frozen=True, slots=True)
class BaseYear:
    """The budget that the plan starts from, in pounds; `award` is the pay award that started in that year, 0-1."""

    year: str
    tax_base: Fraction
    band_d: Fraction
    grants: Fraction
    legacy_grants: Fraction
    pay: Fraction
    award: Fraction
    other_costs: Fraction


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is assumed of one year. Rates are 0-1, amounts pounds of that year; growth and savings are this year's new.

    `collection_fund` (a deficit is negative) and `one_off_costs` count in this year alone.
    """

    year: str
    rise: Rise
    base_growth: Fraction = NOUGHT
    grant_growth: Fraction = NOUGHT
    collection_fund: Fraction = NOUGHT
    award: Fraction = NOUGHT
    inflation: Fraction = NOUGHT
    pensions: Fraction = NOUGHT
    capital_financing: Fraction = NOUGHT
    growth: Fraction = NOUGHT
    savings: Fraction = NOUGHT
    one_off_costs: Fraction = NOUGHT


@dataclass(frozen=True, slots=True)
class PlanYear:
    """One year of the plan, in pounds. `growth` and `savings` are those of this year and of all before it."""

    year: str
    tax_base: Fraction
    band_d: Fraction
    grants: Fraction
    legacy_grants: Fraction
    collection_fund: Fraction
    award: Fraction
    pay: Fraction
    other_costs: Fraction
    pensions: Fraction
    capital_financing: Fraction
    growth: Fraction
    savings: Fraction
    one_off_costs: Fraction

    @property
    def precept(self) -> Fraction:
        """Band D x tax base."""
        return self.band_d * self.tax_base

    @property
    def funding(self) -> Fraction:
        """Grants, legacy grants, precept and the collection fund's one-off sum."""
        return self.grants + self.legacy_grants + self.precept + self.collection_fund

    @property
    def spending(self) -> Fraction:
        """Everything spent, after the savings agreed."""
        costs = self.pay + self.other_costs + self.pensions + self.capital_financing
        return costs + self.growth - self.savings + self.one_off_costs

    @property
    def gap(self) -> Fraction:
        """Spending - funding, before reserves: above nought there is too little."""
        return self.spending - self.funding


@dataclass(frozen=True)
class MediumTerm:
    """The plan's years in order, and the three things that papers call the gap."""

    years: Sequence[PlanYear]

    @property
    def gaps(self) -> list[Fraction]:
        """Each year's gap if nothing is done about it in any year."""
        return [year.gap for year in self.years]

    @property
    def new_gaps(self) -> list[Fraction]:
        """What each year adds to the gap of the year before: what is left if every earlier gap was closed for good."""
        return [gap - before for before, gap in zip([NOUGHT, *self.gaps], self.gaps, strict=False)]

    @property
    def running_gaps(self) -> list[Fraction]:
        """The gaps added up over the years: what reserves would have to pay if nothing were done."""
        return [sum(self.gaps[: place + 1], NOUGHT) for place in range(len(self.years))]


def roll_forward(
    start: BaseYear, assumed: Sequence[Assumptions], whole_pennies: Proportions | None = None
) -> MediumTerm:
    """The plan: one year for each of the assumptions, every one built on the year before.

    Refuses no years, a starting base or Band D not above nought, a tax base that falls to nothing, and what
    `next_band_d` refuses.

    >>> start = BaseYear("2025/26", *map(Fraction, (1000, 300, 500_000, 20_000, 600_000, 0, 220_000)))
    >>> plan = roll_forward(start, [Assumptions("2026/27", Rise(pounds=Fraction(15)), award=Fraction(12, 100))])
    >>> int(plan.years[0].pay), int(plan.years[0].precept), int(plan.gaps[0])
    (642000, 315000, 27000)
    """
    if refusals := _refusals(start, assumed):
        raise Refused(*refusals)
    years = [_started(start)]
    for one in assumed:
        years.append(_next(years[-1], one, whole_pennies))
    return MediumTerm(years[1:])


def sweep_rise(
    start: BaseYear,
    assumed: Sequence[Assumptions],
    rises: Sequence[Fraction],
    whole_pennies: Proportions | None = None,
) -> list[MediumTerm]:
    """The plan for every rise in pounds put in the place of the first year's rise and limit; later years as assumed.

    Refuses what `roll_forward` refuses.

    >>> start = BaseYear("2025/26", *map(Fraction, (1000, 300, 0, 0, 0, 0, 300_000)))
    >>> flat = [Assumptions("2026/27", Rise(pounds=Fraction(0)))]
    >>> [int(plan.gaps[0]) for plan in sweep_rise(start, flat, [Fraction(0), Fraction(15)])]
    [0, -15000]
    """
    roll_forward(start, assumed, whole_pennies)  # what it refuses is refused before anything is put in its place
    first, later = assumed[0], assumed[1:]
    return [roll_forward(start, [replace(first, rise=Rise(pounds=pounds)), *later], whole_pennies) for pounds in rises]


def _started(start: BaseYear) -> PlanYear:
    """The base year as a year of the plan, with nothing new in it."""
    money = (start.grants, start.legacy_grants, NOUGHT, start.award, start.pay, start.other_costs)
    return PlanYear(start.year, start.tax_base, start.band_d, *money, NOUGHT, NOUGHT, NOUGHT, NOUGHT, NOUGHT)


def _next(last: PlanYear, one: Assumptions, whole_pennies: Proportions | None) -> PlanYear:
    return PlanYear(
        year=one.year,
        tax_base=last.tax_base * (1 + one.base_growth),
        band_d=next_band_d(last.band_d, one.rise, whole_pennies),
        grants=last.grants * (1 + one.grant_growth),
        legacy_grants=last.legacy_grants,
        collection_fund=one.collection_fund,
        award=one.award,
        pay=last.pay * (1 + one.award * THIS_AWARD + last.award * LAST_AWARD),
        other_costs=last.other_costs * (1 + one.inflation),
        pensions=one.pensions,
        capital_financing=one.capital_financing,
        growth=last.growth + one.growth,
        savings=last.savings + one.savings,
        one_off_costs=one.one_off_costs,
    )


def _refusals(start: BaseYear, assumed: Sequence[Assumptions]) -> list[Refusal]:
    refusals = [
        Refusal("plan-start", f"{what} of {start.year}", in_full(value), "above nought", "give the year's own figure")
        for what, value in (("tax base", start.tax_base), ("Band D", start.band_d))
        if value <= 0
    ]
    refusals += [
        Refusal("base-growth", f"tax base growth of {one.year}", in_full(one.base_growth), "above -100%", "correct it")
        for one in assumed
        if one.base_growth <= -1
    ]
    if not assumed:
        refusals.append(Refusal("no-years", "assumptions", "no years", "at least one", "give each year's assumptions"))
    return refusals

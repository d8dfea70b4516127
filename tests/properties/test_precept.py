"""What holds for every precept, rise and plan."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptool.principles import known_principles, proportions_of
from formulas.band_d_rise import Rise
from formulas.billing_authorities import BillingAuthority, recovered_base
from formulas.collection_fund import collection_fund_shares
from formulas.council_tax_requirement import basic_amount, council_tax_requirement, requirement_of, sign_that_adds
from formulas.exact import ending
from formulas.medium_term import Assumptions, BaseYear, roll_forward
from formulas.precept import ROUNDINGS, TO_THE_PENNY, instalments, precepts
from formulas.precept_change import Change, growth_split
from formulas.referendum import judge_rise, largest_allowed
from formulas.requirement_items import ENGLAND, KINDS, WALES, Item
from formulas.rounding import PENNY
from formulas.tax_base import Dwellings, tax_base
from formulas.valuation_bands import (
    DIFFERENCE,
    LAST_YEAR_PLUS,
    NINTHS,
    TRUNCATED,
    charges,
    increases,
    largest_in_whole_pennies,
)

NATIONS = [proportions_of("England", "2025/26"), proportions_of("Wales", "2025/26")]
pennies = st.integers(1, 60_000).map(lambda n: Fraction(n, 100))
band_ds = pennies | st.integers(1, 6_000_000).map(lambda n: Fraction(n, 10_000))
bases = st.integers(1, 40_000_000).map(lambda n: Fraction(n, 100))
authorities = st.lists(bases, min_size=1, max_size=12).map(
    lambda each: [BillingAuthority(f"Council {place}", base) for place, base in enumerate(each)]
)
years = st.sampled_from(list(known_principles().values()))
tests_of_a_year = st.tuples(years, st.booleans(), st.sampled_from([None, Fraction("18.50")]))


@given(band_ds, authorities, st.sampled_from(list(ROUNDINGS)))
def test_precepts_before_rounding_are_band_d_times_the_total_base_exactly(band_d, councils, rounding):
    found = precepts(band_d, councils, rounding)
    assert sum(found.exact) == band_d * sum(one.tax_base for one in councils) == found.requirement
    assert abs(found.difference) <= found.rounding_explains
    assert found.total == sum(found.amounts)
    unit = PENNY if rounding == TO_THE_PENNY else 1
    assert all((amount / unit).denominator == 1 for amount in found.amounts)


@given(band_ds, bases)
def test_requirement_and_band_d_are_each_other_s_way_back(band_d, base):
    assert basic_amount(requirement_of(band_d, base), base) == band_d


@given(band_ds, bases)
def test_the_base_lies_where_its_precept_says(band_d, base):
    precept = precepts(band_d, [BillingAuthority("One", base)]).amounts[0]
    found = recovered_base(precept, band_d)
    assert found.holds(base)
    assert found.holds(found.plainest)
    assert found.plainest.denominator <= base.denominator or (found.plainest * 100).denominator == 1


@given(band_ds, band_ds, bases, bases)
def test_growth_split_comes_to_the_growth(before, after, base_before, base_after):
    split = growth_split(Change(before, after), Change(base_before, base_after))
    assert split.total == split.base + split.rate + split.both == after * base_after - before * base_before


@given(band_ds, st.sampled_from(NATIONS))
def test_bands_are_ninths(band_d, nation):
    found = charges(nation, band_d)
    for band, charge in found.bands.items():
        assert abs(charge - band_d * nation.parts[band] / 9) <= PENNY / 2
        assert 0 <= band_d * nation.parts[band] / 9 - charges(nation, band_d, TRUNCATED).bands[band] < PENNY
    assert list(found.bands.values()) == sorted(found.bands.values())


@given(band_ds, band_ds, st.sampled_from(NATIONS))
def test_last_year_s_bands_and_the_increase_stay_within_a_penny_of_ninths(before, after, nation):
    old = charges(nation, before)
    new = charges(nation, after, LAST_YEAR_PLUS, last_year=old)
    assert all(abs(new.bands[band] - after * nation.of(band)) <= PENNY for band in nation.parts)
    assert {b: old.bands[b] + rise for b, rise in increases(nation, old, new, DIFFERENCE).items()} == new.bands


@given(band_ds, st.sampled_from(NATIONS))
def test_the_largest_band_d_in_whole_pennies_is_within_nine_pennies_of_the_limit(limit, nation):
    found = largest_in_whole_pennies(nation, limit)
    assert 0 <= limit - found < Fraction("0.09")
    assert charges(nation, found, NINTHS).bands == charges(nation, found, TRUNCATED).bands


@given(tests_of_a_year, pennies, pennies, pennies)
def test_a_greater_rise_is_never_judged_more_kindly(of_year, before, one, other):
    principle, lowest, limit = of_year
    less, more = sorted((one, other))
    verdicts = [judge_rise(principle, before, after, lowest_charging=lowest, limit=limit) for after in (less, more)]
    assert verdicts[0].excessive <= verdicts[1].excessive


@given(tests_of_a_year, band_ds)
def test_the_largest_band_d_is_allowed_and_the_next_step_is_not(of_year, before):
    principle, lowest, limit = of_year
    step = min(PENNY, Fraction(1, 10 ** ending(before)))
    largest = largest_allowed(principle, before, lowest_charging=lowest, limit=limit)
    assert largest >= before
    assert not judge_rise(principle, before, largest, lowest_charging=lowest, limit=limit).excessive
    assert judge_rise(principle, before, largest + step, lowest_charging=lowest, limit=limit).excessive


@given(pennies)
def test_the_lowest_charging_have_the_greater_of_the_two_allowances(before):
    for principle in known_principles().values():
        general, own = (largest_allowed(principle, before, lowest_charging=lowest) for lowest in (False, True))
        assert own == (max(general, before + 5) if principle.lowest else general)


# by hand: on a Band D of £200.00 the last that is allowed and the first that is not, in general and for the lowest
EDGES = {
    "2012/13": ("208.00", "208.00"), "2013/14": ("204.00", "205.00"), "2014/15": ("203.99", "203.99"),
    "2015/16": ("203.99", "203.99"), "2016/17": ("203.99", "205.00"), "2017/18": ("203.99", "205.00"),
    "2018/19": ("212.00", "212.00"), "2019/20": ("224.00", "224.00"), "2020/21": ("210.00", "210.00"),
    "2021/22": ("215.00", "215.00"), "2022/23": ("210.00", "210.00"), "2023/24": ("215.00", "215.00"),
    "2024/25": ("213.00", "213.00"), "2025/26": ("214.00", "214.00"), "2026/27": ("215.00", "215.00"),
}  # fmt: skip


@pytest.mark.parametrize("year", known_principles())
def test_the_edge_of_every_year_to_the_penny(year):
    principle, before = known_principles()[year], Fraction(200)
    for lowest, edge in zip((False, True), map(Fraction, EDGES[year]), strict=True):
        assert not judge_rise(principle, before, edge, lowest_charging=lowest).excessive
        assert judge_rise(principle, before, edge + PENNY, lowest_charging=lowest).excessive


@given(st.integers(0, 10**10).map(lambda n: Fraction(n, 100)), st.integers(10, 60), st.booleans())
def test_instalments_come_to_the_precept_in_whole_pounds_but_the_last(precept, count, nearest):
    parts = instalments(precept, count=count, nearest=nearest)
    assert sum(parts) == precept
    assert len(parts) == count
    assert all(part.denominator == 1 for part in parts[:-1])
    assert max(parts) - min(parts) < 3


@st.composite
def budgets(draw):
    nation = draw(st.sampled_from([ENGLAND, WALES]))
    kinds = [name for name, kind in KINDS.items() if nation in kind.nations]
    items = []
    for place in range(draw(st.integers(1, 15))):
        kind = draw(st.sampled_from(kinds))
        least = -50_000 if KINDS[kind].signed else 0
        items.append(Item(f"Line {place}", Fraction(draw(st.integers(least, 500_000)), 100), kind))
    return nation, items


@given(budgets())
def test_a_waterfall_runs_to_its_totals(budget):
    nation, items = budget
    found = council_tax_requirement(items, nation)
    running = Fraction(0)
    lines = found.waterfall()
    for line in lines[:-1]:
        running += line.change
        assert line.running == running
    assert found.amount == lines[-1].running == max(0, running)
    assert found.amount - found.surplus_income == found.raising - found.lowering == sum(item.change for item in items)
    assert sorted(line.name for line in lines if not line.total) == sorted(item.name for item in items)


@given(budgets())
def test_the_sign_that_a_line_has_is_the_sign_that_adds(budget):
    nation, items = budget
    found = council_tax_requirement(items, nation)
    item = items[0]
    reading = sign_that_adds(found, item.name, found.raising - found.lowering)
    assert reading.adds == ("either" if not item.amount else "raises" if item.change > 0 else "lowers")


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=6).filter(any))
def test_a_surplus_is_shared_out_whole(surplus, demands):
    named = {str(place): Fraction(demand) for place, demand in enumerate(demands)}
    assert sum(collection_fund_shares(Fraction(surplus), named).values()) == surplus


@given(st.lists(bases, min_size=8, max_size=8), st.integers(1, 100))
def test_a_tax_base_is_proportional_to_its_dwellings_and_its_collection_rate(counts, rate):
    england = NATIONS[0]
    dwellings = [Dwellings(band, count) for band, count in zip("ABCDEFGH", counts, strict=True)]
    found = tax_base(dwellings, england, Fraction(rate, 100))
    assert found.total * 100 == found.equivalents * rate
    assert found.equivalents * 9 == sum(
        count * part for count, part in zip(counts, england.parts.values(), strict=True)
    )


rates = st.integers(-500, 1500).map(lambda n: Fraction(n, 10_000))
money = st.integers(0, 10**9).map(Fraction)


@st.composite
def assumptions(draw):
    rise = Rise(pounds=draw(pennies)) if draw(st.booleans()) else Rise(rate=abs(draw(rates)))
    growths, prices = st.tuples(rates, rates), st.tuples(rates, rates)
    sums = draw(st.tuples(money, money, money, money, money))
    return Assumptions("a year", rise, *draw(growths), draw(money), *draw(prices), *sums)


@given(bases, band_ds, st.lists(money, min_size=4, max_size=4), st.lists(assumptions(), min_size=1, max_size=6))
def test_a_plan_s_gaps_are_one_and_the_same_told_in_three_ways(base, band_d, sums, assumed):
    grants, legacy, pay, other = sums
    start = BaseYear("2025/26", base, band_d, grants, legacy, pay, Fraction(0), other)
    plan = roll_forward(start, assumed)
    assert [year.spending - year.funding for year in plan.years] == plan.gaps
    assert [sum(plan.new_gaps[: place + 1]) for place in range(len(assumed))] == plan.gaps
    assert plan.running_gaps[-1] == sum(plan.gaps)
    assert {year.legacy_grants for year in plan.years} == {legacy}
    assert [year.collection_fund for year in plan.years] == [one.collection_fund for one in assumed]
    assert [year.one_off_costs for year in plan.years] == [one.one_off_costs for one in assumed]

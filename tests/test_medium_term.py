"""The medium-term roll-forward, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from csptool.principles import proportions_of
from formulas.band_d_rise import Rise, next_band_d
from formulas.closing_rise import closing_rise
from formulas.medium_term import Assumptions, BaseYear, roll_forward, sweep_rise
from tests.refused import refused

ENGLAND = proportions_of("England", "2024/25")
START = BaseYear("2025/26", *map(Fraction, (1000, 300, 500_000, 20_000, 600_000, 0, 220_000)))
FIRST = Assumptions(
    "2026/27",
    Rise(pounds=Fraction(20), limit=Fraction(15)),
    base_growth=Fraction("0.01"),
    grant_growth=Fraction("0.02"),
    collection_fund=Fraction(5_000),
    award=Fraction("0.12"),
    inflation=Fraction("0.05"),
    pensions=Fraction(1_000),
    capital_financing=Fraction(2_000),
    growth=Fraction(3_000),
    savings=Fraction(4_000),
    one_off_costs=Fraction(500),
)
SECOND = Assumptions("2027/28", Rise(rate=Fraction(0)))


def test_a_plan_of_two_years_worked_by_hand():
    first, second = roll_forward(START, [FIRST, SECOND]).years
    assert (first.tax_base, first.band_d, first.precept) == (1010, 315, 318_150)
    assert first.funding == 510_000 + 20_000 + 318_150 + 5_000
    assert first.pay == 642_000  # seven months of 12%
    assert first.spending == 642_000 + 231_000 + 1_000 + 2_000 + 3_000 - 4_000 + 500
    # the collection fund and the one-off costs are gone, growth and savings stay, five months of the award come
    assert second.funding == 510_000 + 20_000 + 318_150
    assert second.pay == 674_100
    assert second.spending == 674_100 + 231_000 + 3_000 - 4_000


def test_the_three_gaps_of_a_plan():
    plan = roll_forward(START, [FIRST, SECOND])
    assert plan.gaps == [22_350, 55_950]
    assert plan.new_gaps == [22_350, 33_600]
    assert plan.running_gaps == [22_350, 78_300]


def test_each_pound_on_band_d_closes_the_gap_by_the_tax_base():
    plans = sweep_rise(START, [FIRST, SECOND], [Fraction(0), Fraction(1), Fraction(20)])
    gaps = [plan.gaps[0] for plan in plans]
    assert [gaps[0] - gap for gap in gaps] == [0, 1010, 20_200]


@pytest.mark.parametrize(
    ("rise", "expected"),
    [
        (Rise(pounds=Fraction("9.75")), "262.71"),
        (Rise(rate=Fraction("0.0199")), "257.99"),
        (Rise(rate=Fraction("0.10"), limit=Fraction(10)), "262.96"),
    ],
)
def test_band_d_a_year_on(rise, expected):
    assert next_band_d(Fraction("252.96"), rise) == Fraction(expected)


def test_band_d_a_year_on_in_whole_pennies_never_falls_by_that():
    assert next_band_d(Fraction("222.66"), Rise(pounds=Fraction(10)), ENGLAND) == Fraction("232.65")
    assert next_band_d(Fraction("300.2302"), Rise(pounds=Fraction(0)), ENGLAND) == Fraction("300.2302")
    assert "found neither" in refused("rise", next_band_d, Fraction(1), Rise())
    assert "found both" in refused("rise", next_band_d, Fraction(1), Rise(Fraction(1), Fraction(1)))


def test_what_a_plan_is_refused_for():
    assert "each year's assumptions" in refused("no-years", roll_forward, START, [])
    assert "each year's assumptions" in refused("no-years", sweep_rise, START, [], [Fraction(1)])
    empty = BaseYear("2025/26", *map(Fraction, (0, 300, 0, 0, 0, 0, 0)))
    assert "tax base of 2025/26" in refused("plan-start", roll_forward, empty, [SECOND])
    gone = Assumptions("2027/28", Rise(pounds=Fraction(1)), base_growth=Fraction(-1))
    assert "above -100%" in refused("base-growth", roll_forward, START, [gone])


def test_the_rise_that_closes_a_gap_is_the_least_in_whole_pennies():
    # the gaps of 22,350 and 55,950 at a rise of £15: 15 + 22,350 / 1,010 = 37.1287..., 15 + 55,950 / 1,010 = 70.3960...
    assert closing_rise(START, [FIRST, SECOND], 0) == Fraction("37.13")
    assert closing_rise(START, [FIRST, SECOND], 1) == Fraction("70.40")
    for place, rise in enumerate((Fraction("37.13"), Fraction("70.40"))):
        before, at = sweep_rise(START, [FIRST, SECOND], [rise - Fraction("0.01"), rise])
        assert before.gaps[place] > 0 >= at.gaps[place]


def test_a_gap_that_is_closed_already_bears_a_fall_and_one_without_a_band_d_never_closes():
    cheap = replace(START, other_costs=Fraction(0))
    # 22,350 - 231,000 at a rise of £15: 15 - 208,650 / 1,010 = -191.5841...
    assert closing_rise(cheap, [FIRST], 0) == Fraction("-191.58")
    gone = Assumptions("2027/28", Rise(rate=Fraction(-1)))
    assert closing_rise(START, [FIRST, gone], 1) is None

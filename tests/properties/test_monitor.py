"""What holds of every monitoring: the profile never falls, the parts come to the whole, order changes nothing."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from formulas.monitoring import AreaSpend, Terms, monitor
from formulas.monitoring_flags import flags_of
from formulas.profile import PROFILES, FinancialYear, profile_share, year_of

POUNDS = st.integers(0, 10**9).map(lambda pence: Fraction(pence, 100))
MAYBE = st.none() | POUNDS
DAYS = st.dates(datetime.date(2025, 1, 1), datetime.date(2026, 12, 31))
YEAR = FinancialYear(2025)
SHAPES = st.sampled_from([4, 12]).flatmap(
    lambda periods: st.lists(POUNDS, min_size=periods, max_size=periods).filter(any).map(tuple)
)


@st.composite
def terms(draw):
    return Terms(
        YEAR, draw(DAYS), draw(st.sampled_from(sorted(PROFILES))), draw(SHAPES), draw(POUNDS), draw(st.none() | DAYS)
    )


@st.composite
def areas(draw):
    count = draw(st.integers(1, 12))
    spends = st.integers(-(10**6), 10**9).map(lambda pence: Fraction(pence, 100))
    made = []
    for number in range(count):
        allocation = draw(POUNDS)
        spend = draw(spends | st.just(allocation))
        made.append(AreaSpend(f"Area {number}", allocation, spend, draw(MAYBE), draw(POUNDS), draw(MAYBE)))
    return made


@given(st.sampled_from(sorted(PROFILES)), SHAPES, DAYS, DAYS)
def test_a_profile_never_falls_and_ends_at_the_whole(profile, shape, one, other):
    first, second = (profile_share(profile, YEAR, day, shape) for day in sorted((one, other)))
    assert 0 <= first <= second <= 1
    assert profile_share(profile, YEAR, YEAR.end, shape) == 1
    assert profile_share(profile, YEAR, YEAR.start - datetime.timedelta(days=1), shape) == 0


@given(terms(), areas())
def test_the_areas_come_to_the_total(at, made):
    found = monitor(at, made)
    for key in ("allocation", "revised", "spend", "profile", "variance", "unspent", "plan", "likely_underspend"):
        assert sum(getattr(position, key) for position in found.positions) == getattr(found.total, key), key
    rates = [position.spent_rate for position in found.positions if position.spent_rate is not None]
    if rates:
        weights = [position.revised for position in found.positions if position.revised]
        spent = sum(rate * weight for rate, weight in zip(rates, weights, strict=True))
        assert min(rates) <= spent / sum(weights) <= max(rates)


@given(terms(), areas())
def test_an_area_s_figures_hold_together(at, made):
    for area, position in zip(made, monitor(at, made).positions, strict=True):
        assert abs(position.profile - position.revised * profile_share(at.profile, YEAR, at.as_at, at.last_year)) <= (
            Fraction(1, 200)
        )
        assert 0 <= position.likely_underspend <= max(0, position.unspent)
        assert position.plan >= position.spend + area.commitments
        assert (position.profile * 100).denominator == 1
        if at.after_year_end:
            assert position.run_rate == position.spend
            assert position.planned == 0


@given(terms(), areas(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_but_the_order(at, made, random):
    shuffled = list(made)
    random.shuffle(shuffled)
    first, second = monitor(at, made), monitor(at, shuffled)
    assert {p.name: p for p in first.positions} == {p.name: p for p in second.positions}
    assert [p.name for p in second.positions] == [area.name for area in shuffled]
    assert first.total == second.total
    assert sorted(map(repr, flags_of(first))) == sorted(map(repr, flags_of(second)))


@given(terms(), areas(), POUNDS)
def test_more_spend_never_makes_more_of_an_underspend(at, made, more):
    before = monitor(at, made).positions[0]
    after = monitor(at, [replace(made[0], spend=made[0].spend + more), *made[1:]]).positions[0]
    assert after.likely_underspend <= before.likely_underspend
    assert after.variance == before.variance + more


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 12, 31)))
def test_a_day_falls_in_one_year_and_its_months_are_counted(day):
    year = year_of(day)
    assert year.start <= day <= year.end
    assert year.complete_months(day) in range(13)
    assert (year.complete_months(day) == 12) == (day == year.end)
    assert [year.quarter_end(quarter).month for quarter in (1, 2, 3, 4)] == [6, 9, 12, 3]

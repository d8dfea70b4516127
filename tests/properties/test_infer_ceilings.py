"""Whatever floor, ceiling and factor made the amounts, they lie in the answer, and the answer holds nothing else."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from formulas.inference.ceilings import NEEDED, UNFIT, ceilings, least_ceiling
from formulas.inference.damping import EXCESS, WAYS, Area, damping, floors
from formulas.inference.interval import Interval
from formulas.inference.pots import HALF_UP, rounded_to

POUNDS = (Fraction(1), Fraction(1), Fraction(1))


def damped(previous, undamped, floor, ceiling, factor, way):
    """What an area gets: the least of its ceiling and what floor and factor give it."""
    held, most = previous * (1 + floor), previous * (1 + ceiling)
    scaled = held + factor * (undamped - held) if way == EXCESS else factor * undamped
    return min(most, held if undamped <= held else max(held, scaled))


def area_of(label, *exact, units=POUNDS):
    pairs = zip(exact, units, strict=True)
    return Area(label, *(Interval.around(rounded_to(one, unit, HALF_UP), unit / 2) for one, unit in pairs))


@st.composite
def funds(draw, least=2, small=1000):
    """A floor, a ceiling no lower, a factor of one at most, a way of paying, and the areas as printed: to £1 or £10."""
    floor = Fraction(draw(st.integers(-30, 50)), 1000)
    ceiling = floor + Fraction(draw(st.integers(0, 150)), 1000)
    factor, way = Fraction(draw(st.integers(0, 100)), 100), draw(st.sampled_from(WAYS))
    units = [Fraction(draw(st.sampled_from([1, 1, 10]))) for _ in range(3)]
    areas, exact = [], []
    figures = st.tuples(st.integers(small, 10**6), st.integers(700, 1500))
    for place, (before, growth) in enumerate(draw(st.lists(figures, min_size=least, max_size=20))):
        previous, undamped = Fraction(before), Fraction(before * growth, 1000)
        after = damped(previous, undamped, floor, ceiling, factor, way)
        areas.append(area_of(str(place), previous, undamped, after, units=units))
        exact.append((previous, undamped, after))
    return floor, ceiling, factor, way, areas, exact


@settings(max_examples=max(500, settings.default.max_examples))
@given(funds())
def test_the_true_floor_ceiling_and_factor_are_among_those_that_fit(fund):
    floor, ceiling, factor, way, areas, exact = fund
    range_ = floors(areas)
    assert range_.has(floor)
    assert least_ceiling(areas) <= ceiling
    tried = [Interval(floor, floor)] + [range_] * (range_.low is not None)
    for one in tried:
        told = damping(areas, one)
        found = ceilings(areas, told, way)
        assert found.verdict != UNFIT
        assert found.range.has(ceiling)
        assert found.factor.has(factor)
        asked = ceilings(areas, told, way, Interval(ceiling, ceiling))
        assert asked.verdict != UNFIT
        assert asked.factor.has(factor)
        assert all(exact[place][2] == exact[place][0] * (1 + ceiling) for place in found.on | asked.on)


@settings(max_examples=max(500, settings.default.max_examples))
@given(funds(small=20), st.data())
def test_a_ceiling_and_a_factor_fit_a_floor_if_and_only_if_every_area_can_be_as_printed(fund, data):
    floor, ceiling, factor, way, areas, _ = fund
    if data.draw(st.booleans()):  # one figure moved, which nothing may explain
        moved = data.draw(st.integers(0, len(areas) - 1))
        one, by = areas[moved], Fraction(data.draw(st.integers(-40, 40)))
        areas[moved] = Area(one.label, one.previous, one.undamped, one.after.plus(by))
    assume(floors(areas).has(floor))
    told = damping(areas, Interval(floor, floor))
    found = ceilings(areas, told, way)
    rates = [ceiling, floor, found.range.low, found.range.high or Fraction(9)]
    rates.append(floor + Fraction(data.draw(st.integers(0, 2000)), 10_000))
    for rate in rates:
        asked = ceilings(areas, told, way, Interval(rate, rate))
        factors = [factor, asked.factor.low, asked.factor.high, Fraction(data.draw(st.integers(0, 1000)), 1000)]
        for one in factors:
            fits = rate >= floor and 0 <= one <= 1 and all(can_be(area, floor, rate, one, way) for area in areas)
            assert fits == (asked.verdict != UNFIT and asked.factor.has(one))
            assert not fits or (found.verdict != UNFIT and found.range.has(rate) and found.factor.has(one))


def can_be(area, floor, ceiling, factor, way):
    """What an area gets rises with each of its figures, so it can be any amount from their least to their greatest."""
    least = damped(area.previous.low, area.undamped.low, floor, ceiling, factor, way)
    greatest = damped(area.previous.high, area.undamped.high, floor, ceiling, factor, way)
    return least <= area.after.high and area.after.low <= greatest


@given(funds(small=10**5), st.integers(2, 5))
def test_where_several_areas_sit_well_under_what_the_factor_gives_the_ceiling_is_found(fund, count):
    floor, _, _, way, areas, _ = fund
    ceiling, factor = floor + Fraction(6, 100), Fraction(95, 100)
    areas = [
        area_of(
            "sure",
            *(Fraction(v) for v in (10**6, 1_100_000)),
            damped(Fraction(10**6), Fraction(1_100_000), floor, Fraction(1), factor, way),
        )
    ]
    assume(areas[0].growth.high < ceiling and areas[0].growth.low > floor)
    for place in range(count):
        previous, undamped = Fraction(500_000 + place), Fraction(700_000)
        areas.append(area_of(str(place), previous, undamped, damped(previous, undamped, floor, ceiling, factor, way)))
    found = ceilings(areas, damping(areas, Interval(floor, floor)), way)
    assert found.verdict == NEEDED
    assert found.on == frozenset(range(1, count + 1))
    assert found.range.has(ceiling)
    assert found.range.high - found.range.low < Fraction(1, 100_000)

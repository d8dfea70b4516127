"""Whatever floor and factor made the amounts, an area is set aside only if one was altered, and the truth is due."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from formulas.inference.damping import EXCESS, Area, damping
from formulas.inference.damping_aside import set_aside
from formulas.inference.interval import Interval
from tests.properties.test_infer_ceilings import area_of, damped, funds


@settings(max_examples=max(300, settings.default.max_examples))
@given(funds())
def test_nothing_is_set_aside_of_sound_amounts(fund):
    floor, _, _, _, areas, _ = fund
    assert set_aside(areas, damping(areas, Interval(floor, floor))) is None


@settings(max_examples=max(300, settings.default.max_examples))
@given(st.data(), st.integers(5, 95), st.lists(st.integers(10_000, 10**6), min_size=6, max_size=12))
def test_the_altered_area_is_among_those_set_aside_and_what_it_got_is_due(data, scale, previous):
    floor, factor = Fraction(1, 100), Fraction(scale, 100)
    areas = []
    for place, before in enumerate(previous):
        formula = before + before * data.draw(st.integers(100, 300)) // 1000
        one = Fraction(before), Fraction(formula)
        areas.append(area_of(str(place), *one, damped(*one, floor, Fraction(9), factor, EXCESS)))
    wrong = data.draw(st.integers(0, len(areas) - 1))
    true = areas[wrong]
    by = Fraction(data.draw(st.integers(-previous[wrong] // 20, previous[wrong] // 20)))
    areas[wrong] = Area(true.label, true.previous, true.undamped, true.after.plus(by))
    found = set_aside(areas, damping(areas, Interval(floor, floor)))
    if found and found.way == EXCESS:
        assert frozenset([wrong]) in found.sets
        assert len(found.sets) > 1 or found.factor.has(factor)
        for low, high in found.due.values():
            assert low <= true.after.low + Fraction(1, 2) <= high

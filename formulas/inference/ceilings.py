"""Which ceiling on growth made damped amounts, with the factors that go with it: exactly, from the printed figures.

An area gets what floor and factor give it, but no more than its ceiling, previous x (1 + ceiling). So a ceiling is no
less than any growth; every area has the least factor that lifts it to what it got; and an area that got less than the
factor gives it was held by the ceiling, which is then its growth. The factor is taken to be no more than one: what a
ceiling holds back helps to pay for the floor and is not shared out beyond the formula amounts.

With a factor of at most one every amount rises with previous, formula amount, ceiling and factor alike. Whether an area
can be as printed is therefore told at its least and at its greatest figures, and for one floor the answer is exact.

Source: floors and ceilings of the English local government settlement, as in `formulas.mechanisms.ceiling`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from formulas.inference.damping import Area, Damping, damping
from formulas.inference.interval import NOUGHT, Interval, common

NOT_NEEDED, NEEDED, UNFIT, OPEN = "none is needed", "one is needed", "none fits", "not determined"
ON, MAYBE, BELOW = "on the ceiling", "on the ceiling or near it", "below the ceiling"
ANY = Interval(None, None)
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Ceilings:
    """What fits for one way of paying: ceilings as rates of growth, with no greatest where none is needed, and factors.

    `on` are the places of the areas that must sit on the ceiling: none of the factors gives them so little. `verdict`
    says whether a ceiling is needed; it is open where no floor is found that bears it out.
    """

    range: Interval
    factor: Interval
    on: frozenset[int]
    verdict: str


def ceilings(areas: Sequence[Area], told: Damping, way: str, within: Interval = ANY) -> Ceilings:
    """The ceilings that fit, of those `within` an interval, where the floor is as `told` and one that `floors` allows.

    For a single floor they are exact. For an interval of floors they are the bounds over all of it, and the verdict is
    given only if its middle or one of its ends gives the same.

    >>> some = [Area(name, *(Interval.around(Fraction(v), Fraction("0.5")) for v in (10_000, before, after)))
    ...         for name, before, after in (("a", 11_000, 10_600), ("b", 12_000, 10_600), ("c", 10_500, 10_400))]
    >>> found = ceilings(some, damping(some, Interval(NOUGHT, NOUGHT)), "the excess over the floor is scaled")
    >>> found.verdict, sorted(found.on), str(found.range.low), str(found.range.high)
    ('one is needed', [0, 1], '1198/20001', '1202/19999')
    """
    found = _bounds(areas, told, way, within)
    low, high = told.floor.low, told.floor.high
    assert low is not None
    assert high is not None
    if low == high or found.verdict == UNFIT:
        return found
    at = (damping(areas, Interval(rate, rate)) for rate in ((low + high) / 2, low, high))
    borne_out = any(_bounds(areas, one, way, within).verdict == found.verdict for one in at)
    return found if borne_out else replace(found, verdict=OPEN)


def _bounds(areas: Sequence[Area], told: Damping, way: str, within: Interval) -> Ceilings:
    rows, growths = told.rows[way], [area.growth for area in areas]
    least = max([NOUGHT, *(row.low for row in rows if row is not None and row.low is not None)])
    greatest = [_ONE if row is None or row.high is None else row.high for row in rows]
    on = frozenset(place for place, factor in enumerate(greatest) if factor < least)
    no_less = [Interval(growth.low, None) for growth in growths]
    no_more = [Interval(None, growths[place].high) for place in on]
    range_ = common([within, Interval(told.floor.low, None), *no_less, *no_more])
    # an area that grew by less than every ceiling is held by none, and bounds the factor
    free = [factor for factor, growth in zip(greatest, growths, strict=True) if growth.end < range_.start]
    factor = Interval(least, min([_ONE, *free]))
    verdict = UNFIT if range_.empty or factor.empty else NEEDED if on else NOT_NEEDED
    return Ceilings(range_, factor, on, verdict)


def least_ceiling(areas: Sequence[Area]) -> Fraction:
    """The least rate that a ceiling can be: what some area grew by at least."""
    return max(growth for area in areas if (growth := area.growth.low) is not None)


def stands(areas: Sequence[Area], found: Sequence[Ceilings]) -> tuple[str, ...]:
    """Where each area stands to the ceiling, so far as all the ways of paying that are `found` to fit agree."""
    sure = frozenset.intersection(*(one.on for one in found))
    start = min(one.range.start for one in found)
    return tuple(
        ON if place in sure else BELOW if area.growth.end < start else MAYBE for place, area in enumerate(areas)
    )

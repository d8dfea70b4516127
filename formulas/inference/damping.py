"""Which floor and which scaling factor made damped amounts: exactly, from what each printed figure may have been.

An area whose formula amount is below its floor gets the floor, previous x (1 + floor). What that costs is paid by the
others, in one of two ways: their excess over the floor is scaled, floor + factor x (formula amount - floor), or their
whole amount is, factor x formula amount. Areas that got more than the formula gave them sit on the floor, and tell it.

Sources: written answers on local government finance, 10 November 2003 (scaling factors); police grant 2007-08.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.inference.interval import NOUGHT, Interval, common

EXCESS = "the excess over the floor is scaled"
WHOLE = "the whole amount is scaled"
WAYS = (EXCESS, WHOLE)
ON, MAYBE, ABOVE, BELOW, BROKEN = "on the floor", "on the floor or near it", "above", "below the floor", "not as stated"
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Area:
    """An area: what each of its three amounts may have been before it was rounded, in pounds, above nought."""

    label: str
    previous: Interval
    undamped: Interval
    after: Interval

    @property
    def growth(self) -> Interval:
        """The rates by which what it got may be above what it had."""
        return self.after.over(self.previous).plus(-_ONE)


@dataclass(frozen=True, slots=True)
class Damping:
    """What fits: the floors as a rate of growth, and for each way of paying the factors, and those of every row.

    `places` says of each area where it stands to the floor; a way whose factors are an empty interval does not fit.
    """

    floor: Interval
    places: tuple[str, ...]
    factors: dict[str, Interval]
    rows: dict[str, tuple[Interval | None, ...]]


def floors(areas: Sequence[Area]) -> Interval:
    """The floors that fit: no area grew by less, and areas that got more than the formula gave them grew by it exactly.

    >>> some = [Area("a", *(Interval.around(Fraction(v), Fraction("0.5")) for v in (100, 90, 102)))]
    >>> found = floors(some)
    >>> str(found.low), str(found.high)
    ('2/201', '6/199')
    """
    at_most = [Interval(None, area.growth.high, high_in=area.growth.high_in) for area in areas]
    on_it = [area.growth for area in areas if area.after.start > area.undamped.end]
    return common([*at_most, *on_it])


def damping(areas: Sequence[Area], floor: Interval) -> Damping:
    """The factors that suit every area for a floor, or for any floor of an interval with two ends."""
    places, rows = [], {way: list[Interval | None]() for way in WAYS}
    for area in areas:
        held = _floor_of(area, floor)
        places.append(_place(area, held))
        sure = area.undamped.start > held.end  # else the floor may hold it, whatever the factor
        for way in WAYS:
            rows[way].append(_factor(area, held, way) if sure else _factor_near_floor(area, held, way))
    factors = {}
    for way in WAYS:
        told = [one for one in rows[way] if one is not None]
        factors[way] = common([Interval(NOUGHT, None), *told]) if told else Interval(None, None)
    return Damping(floor, tuple(places), factors, {way: tuple(found) for way, found in rows.items()})


def _floor_of(area: Area, floor: Interval) -> Interval:
    assert area.previous.low is not None
    assert area.previous.high is not None
    assert floor.low is not None
    assert floor.high is not None
    ends = area.previous.low * (1 + floor.low), area.previous.high * (1 + floor.high)
    return Interval(ends[0], ends[1], area.previous.low_in and floor.low_in, area.previous.high_in and floor.high_in)


def _place(area: Area, held: Interval) -> str:
    if area.after.end < held.start:
        return BELOW
    touches = area.after.start <= held.end
    if area.undamped.end < held.start:
        return ON if touches else BROKEN
    return MAYBE if touches else ABOVE


def _factor(area: Area, held: Interval, way: str) -> Interval:
    """The factors of an area above its floor; for the excess, each end lies at a corner of the three intervals."""
    if way == WHOLE:
        factor = area.after.over(area.undamped)
        held_up = area.after.start <= held.end  # the floor may have held it, and the factor be anything lower
        return Interval(None, factor.high, high_in=factor.high_in) if held_up else factor
    corners = [
        (after - floor) / (undamped - floor)
        for floor in (held.low, held.high)
        for after in (area.after.low, area.after.high)
        for undamped in (area.undamped.low, area.undamped.high)
        if floor is not None and after is not None and undamped is not None
    ]
    return Interval(min(corners), max(corners))


def _factor_near_floor(area: Area, held: Interval, way: str) -> Interval | None:
    """The factors of an area whose formula amount may lie on either side of its floor; None where any would do.

    An area that got more than its floor needs a factor that lifts it so far, one that got less than the formula gave it
    a factor that does not lift it further.
    """
    floor = held if way == EXCESS else Interval(NOUGHT, NOUGHT)
    after, undamped, low, high = area.after, area.undamped, None, None
    assert floor.low is not None
    assert floor.high is not None
    assert undamped.low is not None
    if held.end < after.start <= undamped.end and after.low is not None and undamped.high is not None:
        low = (after.low - floor.high) / (undamped.high - floor.high)
    if after.end < undamped.start and undamped.low > floor.low and after.high is not None:
        high = (after.high - floor.low) / (undamped.low - floor.low)
    return None if low is None and high is None else Interval(low, high)

"""Which areas must be set aside for one scaling factor to fit the rest, where none fits all, ceiling or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations

from formulas.inference.ceilings import NOT_NEEDED, UNFIT, ceilings
from formulas.inference.damping import EXCESS, WAYS, Area, Damping, damping
from formulas.inference.interval import NOUGHT, Interval, common, most_in_common

MOST_SET_ASIDE = 3
_FACTORS = Interval(NOUGHT, Fraction(1))


@dataclass(frozen=True, slots=True)
class Aside:
    """A way of paying, the smallest sets of areas without which one factor fits by it, and that of the first set.

    `due` is, where there is one set alone, the least and the greatest amount that each of its areas would have to have
    got.
    """

    way: str
    sets: tuple[frozenset[int], ...]
    factor: Interval
    due: dict[int, tuple[Fraction, Fraction]]


def set_aside(areas: Sequence[Area], told: Damping) -> Aside | None:
    """The areas to be set aside, by the way of paying that needs the fewest; None where it is not one way alone.

    A quarter at most of the areas that tell a factor, three at most, and three of these at least are left. Nor is there
    a set where a ceiling and fewer areas set aside would do.
    """
    if any(ceilings(areas, told, way).verdict != UNFIT for way in WAYS):
        return None
    found = [one for way in WAYS if (one := _of_way(areas, told, way))]
    fewest = min((len(one.sets[0]) for one in found), default=0)
    best = [one for one in found if len(one.sets[0]) == fewest]
    return best[0] if len(best) == 1 else None


def _of_way(areas: Sequence[Area], told: Damping, way: str) -> Aside | None:
    rows = [common([_FACTORS, *([row] if row else [])]) for row in told.rows[way]]
    tell = {place for place, row in enumerate(told.rows[way]) if row and row.low is not None and row.high is not None}
    kept = most_in_common(rows)
    sets = tuple(frozenset(range(len(areas))) - one for one in kept)
    if not sets or not 0 < len(sets[0]) <= min(MOST_SET_ASIDE, len(tell) // 4):
        return None
    if any(len(tell - one) < 3 or not _fits(areas, told, way, one) for one in sets):
        return None
    fewer = chain.from_iterable(combinations(sorted(one), n) for one in sets for n in range(1, len(one)))
    if any(_verdict(areas, told, way, frozenset(one)) != UNFIT for one in fewer):
        return None
    factor = common(rows[place] for place in kept[0])
    due = {place: _due(areas[place], told.floor, factor, way) for place in sorted(sets[0])} if len(sets) == 1 else {}
    return Aside(way, sets, factor, due)


def _fits(areas: Sequence[Area], told: Damping, way: str, aside: frozenset[int]) -> bool:
    return _verdict(areas, told, way, aside) == NOT_NEEDED


def _verdict(areas: Sequence[Area], told: Damping, way: str, aside: frozenset[int]) -> str:
    rest = [area for place, area in enumerate(areas) if place not in aside]
    return ceilings(rest, damping(rest, told.floor), way).verdict


def _due(area: Area, floor: Interval, factor: Interval, way: str) -> tuple[Fraction, Fraction]:
    """The least and the greatest amount, as finely printed, that floor and factor give an area.

    With a factor of one at most every amount rises with each of its figures, so its ends are at theirs.
    """
    ends = []
    for previous, undamped, rate, scale in (
        (area.previous.low, area.undamped.low, floor.low, factor.low),
        (area.previous.high, area.undamped.high, floor.high, factor.high),
    ):
        assert previous is not None
        assert undamped is not None
        assert rate is not None
        assert scale is not None
        held = previous * (1 + rate)
        scaled = held + scale * (undamped - held) if way == EXCESS else scale * undamped
        ends.append(held if undamped <= held else max(held, scaled))
    assert area.after.low is not None
    assert area.after.high is not None
    unit = area.after.high - area.after.low
    return -(-(ends[0] - unit / 2) // unit) * unit, (ends[1] + unit / 2) // unit * unit

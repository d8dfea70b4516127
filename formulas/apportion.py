"""Sharing a whole number of units (pennies, pounds, seats) by exact weights, with nothing lost.

Whole-number arithmetic throughout: with pot P, weight w and total weight S a row's exact share is P*w/S units,
its whole units P*w // S and its remainder P*w mod S, so that remainders compare without ever being divided.
A negative pot (a clawback shared out) mirrors the positive one. Ties go by the caller's key, never by position.

Source: the largest remainder method of A. Hamilton (1792); M. Balinski and H. P. Young, Fair Representation (1982).
It is not monotone in the pot: one unit more can take a unit from a row (the Alabama effect).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from formulas.refusals import Refusal, Refused
from formulas.rounding import half_away

Weight = int | Fraction | Decimal


class Part(NamedTuple):
    """One row of a sharing.

    `units` is what it gets, `exact` its exact quotient in units, `odd` the units handed to it beyond its own
    whole units (or, where each row is rounded by itself, beyond its own rounding), `rank` the place of its
    remainder, 1 being the largest.
    """

    units: int
    exact: Fraction
    odd: int
    rank: int


class Apportionment(NamedTuple):
    """A pot of whole units shared out: `units` row by row, in the order of the weights."""

    pot: int
    weights: Sequence[int]
    total_weight: int
    keys: Sequence[Any]
    units: list[int]
    base: str

    @property
    def residue(self) -> int:
        """What the rows come to less the pot, in units: nought where the rule preserves the sum."""
        return sum(self.units) - self.pot

    def exact(self, row: int) -> Fraction:
        """The row's exact quotient in units: pot x weight / total weight."""
        return Fraction(self.pot * self.weights[row], self.total_weight)

    def whole_units(self) -> list[int]:
        """Each row's units before any odd unit: cut to whole units, or rounded by itself, as the rule has it."""
        if self.base == "rounded":
            return [half_away(w * self.pot, self.total_weight) for w in self.weights]
        sign, pot = (-1, -self.pot) if self.pot < 0 else (1, self.pot)
        return [sign * (w * pot // self.total_weight) for w in self.weights]

    def odd(self) -> list[int]:
        """The units handed to each row beyond its own whole units, or beyond its own rounding."""
        return [units - own for units, own in zip(self.units, self.whole_units(), strict=True)]

    def remainders(self) -> list[int]:
        """Each row's |pot| x weight mod total weight: its claim to an odd unit, over the total weight."""
        pot = abs(self.pot)
        return [w * pot % self.total_weight for w in self.weights]

    def ranks(self) -> list[int]:
        """The place of each row's remainder among all, largest first, level ones in the order of their keys."""
        remainders = self.remainders()
        order = sorted(range(len(remainders)), key=lambda row: (-remainders[row], self.keys[row]))
        ranks = [0] * len(order)
        for place, row in enumerate(order, 1):
            ranks[row] = place
        return ranks

    def parts(self) -> list[Part]:
        """Every row with its exact quotient, its odd units and the rank of its remainder."""
        rows = zip(self.units, self.odd(), self.ranks(), strict=True)
        return [Part(units, self.exact(i), odd, rank) for i, (units, odd, rank) in enumerate(rows)]


def largest_remainder(pot: int, weights: Sequence[Weight], keys: Sequence[Any]) -> Apportionment:
    """Share `pot` units in proportion to `weights`; the parts sum to the pot exactly.

    Every row gets its whole units; the units left over go one each to the rows with the largest remainders.
    Level remainders go by `keys`, smallest first. Each row is within one unit of its exact share.
    Refuses no rows, weights that are negative or all nought, floats, and level rows with one key.

    >>> largest_remainder(100, [1, 1, 1], "bca").units
    [33, 33, 34]
    >>> largest_remainder(-100, [1, 1, 1], "bca").units
    [-33, -33, -34]
    """
    if len(weights) != len(keys):
        raise ValueError("there must be one key for every weight")
    scaled, total = _whole(weights)
    size = abs(pot)
    remainders = [w * size % total for w in scaled]
    left = sum(remainders) // total
    if not left:
        units = [w * size // total for w in scaled]
    else:
        last = sorted(remainders)[-left]  # the smallest remainder that can still earn an odd unit
        lift = total - last  # lifting by this carries just the remainders from `last` up over a whole unit
        units = [(w * size + lift) // total for w in scaled]
        if over := sum(units) - size:
            for row in _last_by_key([row for row, r in enumerate(remainders) if r == last], keys, over):
                units[row] -= 1
    return Apportionment(pot, scaled, total, keys, units if pot >= 0 else [-u for u in units], "whole")


def each(pot: int, weights: Sequence[Weight], keys: Sequence[Any]) -> Apportionment:
    """Round every row's exact share by itself, half away from zero, as a spreadsheet does.

    The rows may miss the pot by up to half a unit each: `residue` says by how much.
    Refuses what `largest_remainder` refuses.

    >>> shared = each(100, [1, 1, 1], "abc")
    >>> shared.units, shared.residue
    ([33, 33, 33], -1)
    """
    if len(weights) != len(keys):
        raise ValueError("there must be one key for every weight")
    scaled, total = _whole(weights)
    units = [half_away(w * pot, total) for w in scaled]
    return Apportionment(pot, scaled, total, keys, units, "rounded")


def residue_to(pot: int, weights: Sequence[Weight], keys: Sequence[Any], named: Hashable) -> Apportionment:
    """Round every row by itself and give the residue to the row whose key is `named`; the parts sum to the pot.

    Refuses what `largest_remainder` refuses, a name that is not among the keys, and a residue that would leave its row
    with less than nothing, or with something for no weight.

    >>> residue_to(100, [1, 1, 1], "abc", "b").units
    [33, 34, 33]
    """
    shared = each(pot, weights, keys)
    if list(keys).count(named) != 1:
        raise Refused(
            Refusal("residue-row", "row for the residue", repr(named), "the key of one row", "name a row of the table")
        )
    row = list(keys).index(named)
    units = shared.units[row] - shared.residue
    if units * pot < 0 or (units and not shared.weights[row]):
        found = f"a row that would be left with {units}" if shared.weights[row] else "a row without weight"
        remedy = "name a larger row, or share by largest remainder"
        raise Refused(Refusal("residue-too-large", "residue to", found, "a row that can take the residue", remedy))
    shared.units[row] = units
    return shared


def whole_weights(weights: Sequence[Weight]) -> tuple[list[int], int]:
    """The weights times their common denominator, and that denominator: whole numbers in the same proportion.

    Refuses floats and negative weights.

    >>> whole_weights([Decimal("0.25"), 3, Fraction(1, 3)])
    ([3, 36, 4], 12)
    """
    refusals = [_weight_refusal(row, w) for row, w in enumerate(weights) if _unfit(w)]
    if refusals:
        raise Refused(*refusals)
    ratios = [w.as_integer_ratio() for w in weights]
    scale = math.lcm(*{denominator for _, denominator in ratios})
    return [numerator * (scale // denominator) for numerator, denominator in ratios], scale


def _whole(weights: Sequence[Weight]) -> tuple[Sequence[int], int]:
    """Whole-number weights and their sum, refused if they cannot share anything out."""
    whole: Sequence[int]
    if all(type(w) is int for w in weights):
        whole = weights  # type: ignore[assignment]
        if whole and min(whole) < 0:
            whole_weights(weights)
    else:
        whole, _ = whole_weights(weights)
    total = sum(whole)
    if total == 0:
        found = "all of them nought" if weights else "none"
        raise Refused(Refusal("no-weight", "weights", found, "at least one above nought", "give the basis of sharing"))
    return whole, total


def _unfit(weight: Weight) -> bool:
    if isinstance(weight, bool) or not isinstance(weight, int | Fraction | Decimal):
        return True
    return (isinstance(weight, Decimal) and not weight.is_finite()) or weight < 0


def _weight_refusal(row: int, weight: Weight) -> Refusal:
    return Refusal(
        "weight", f"weight {row + 1}", repr(weight), "an exact number of nought or more", "correct or convert it"
    )


def _last_by_key(rows: list[int], keys: Sequence[Any], count: int) -> list[int]:
    """The `count` rows that come last by key: they are level with the others and go without."""
    if len({keys[row] for row in rows}) < len(rows):
        raise Refused(
            Refusal(
                "level-rows", "keys", "rows level for an odd unit with one key", "a key of its own for each", "rename"
            )
        )
    return sorted(rows, key=keys.__getitem__)[-count:]

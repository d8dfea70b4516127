"""Ranges of unknowns, nought or more, under linear inequalities: the simplex method in whole numbers, exactly.

Every slack is kept as (constant + coefficients x the unknowns that stand at nought) / one common denominator, and a
pivot divides by the denominator before it without remainder: there is neither rounding nor a fraction to reduce.

Source: J. Edmonds, Systems of distinct representatives and linear algebra (1967), for the pivots in whole numbers;
G. B. Dantzig for the method; R. G. Bland, New finite pivoting rules (1977), for one that cannot go round in circles.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Inequality = tuple[
    Sequence[int], int
]  # coefficients and constant: constant + coefficients x unknowns is nought or more
_PATIENCE = 30  # pivots without gain after which Bland's rule is taken


class Ranges:
    """The inequalities as a dictionary: which unknowns and slacks stand at nought, and the others by them.

    Unknowns are numbered from 0, the slack of inequality i is number unknowns + i.

    >>> some = Ranges([([1, 1], -2), ([-1, -1], 3), ([1, 0], -1)], 2)   # 2 <= x + y <= 3, x >= 1
    >>> some.feasible, some.range_of(0), some.range_of(1)
    (True, (Fraction(1, 1), Fraction(3, 1)), (Fraction(0, 1), Fraction(2, 1)))
    """

    def __init__(self, inequalities: Sequence[Inequality], unknowns: int) -> None:
        self._unknowns = unknowns
        self._help = unknowns + len(inequalities)  # a variable added to every slack, driven to nought
        self._columns = [*range(unknowns), self._help]
        self._rows = {unknowns + place: [constant, *given, 1] for place, (given, constant) in enumerate(inequalities)}
        self._denominator = 1
        self.feasible = self._begin()

    def range_of(self, unknown: int) -> tuple[Fraction, Fraction | None]:
        """The least and the greatest value that an unknown can have; None where there is no greatest."""
        self._drive(unknown, up=False)
        least = self._value(unknown)
        bounded = self._drive(unknown, up=True)
        return least, self._value(unknown) if bounded else None

    @property
    def solution(self) -> list[Fraction]:
        """One set of values that meets every inequality: the corner where the last question ended."""
        return [self._value(unknown) for unknown in range(self._unknowns)]

    @property
    def tight(self) -> list[int]:
        """The inequalities that stand at nought: where there is no solution, leaving none of them out mends it."""
        return [one - self._unknowns for one in self._columns if self._unknowns <= one < self._help]

    def _begin(self) -> bool:
        worst = min(self._rows, key=lambda one: self._rows[one][0], default=None)
        if worst is not None and self._rows[worst][0] < 0:
            self._pivot(worst, self._columns.index(self._help))
            self._drive(self._help, up=False)
            if self._help in self._rows:
                if self._rows[self._help][0] > 0:
                    return False
                row = self._rows[self._help]
                self._pivot(self._help, next(place for place in range(len(self._columns)) if row[place + 1]))
        place = self._columns.index(self._help)
        del self._columns[place]
        for row in self._rows.values():
            del row[place + 1]
        return True

    def _value(self, one: int) -> Fraction:
        return Fraction(self._rows[one][0], self._denominator) if one in self._rows else Fraction(0)

    def _drive(self, one: int, *, up: bool) -> bool:
        """Take a variable as far up or down as it goes; whether there is an end to it."""
        idle = 0
        while True:
            place = self._entering(one, up=up, cautious=idle > _PATIENCE)
            if place is None:
                return True
            leaving = self._leaving(place)
            if leaving is None:
                return False
            idle = idle + 1 if not self._rows[leaving][0] else 0
            self._pivot(leaving, place)

    def _entering(self, one: int, *, up: bool, cautious: bool) -> int | None:
        """The column whose increase drives the variable, the steepest or, to be safe, the first by number."""
        if one not in self._rows:
            return self._columns.index(one) if up else None
        signed = self._rows[one][1:] if up else [-given for given in self._rows[one][1:]]
        helping = [place for place, given in enumerate(signed) if given > 0]
        if not helping:
            return None
        if cautious:
            return min(helping, key=lambda place: self._columns[place])
        return max(helping, key=lambda place: signed[place])

    def _leaving(self, place: int) -> int | None:
        """The variable that comes to nought first as the column increases; the first by number where several do."""
        found: int | None = None
        constant, slope = 0, 1
        for one, row in self._rows.items():
            down = -row[place + 1]
            if down > 0:
                sooner = row[0] * slope - constant * down
                if found is None or sooner < 0 or (sooner == 0 and one < found):
                    found, constant, slope = one, row[0], down
        return found

    def _pivot(self, leaving: int, place: int) -> None:
        """Let the variable at a column take the place of another."""
        row, old = self._rows.pop(leaving), self._denominator
        given = row[place + 1]
        new, sign = abs(given), -1 if given > 0 else 1
        row = [sign * value for value in row]
        for one, other in self._rows.items():
            by = other[place + 1]
            self._rows[one] = [(new * a + by * b) // old for a, b in zip(other, row, strict=True)]
            self._rows[one][place + 1] = -sign * by
        row[place + 1] = -sign * old
        self._rows[self._columns[place]] = row
        self._columns[place], self._denominator = leaving, new

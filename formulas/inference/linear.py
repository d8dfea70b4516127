"""Ranges of unknowns, nought or more, under linear inequalities: the simplex method in whole numbers, exactly.

Only the inequalities that decide are worked with: those that an answer breaks are taken in, and the question is asked
again, until none is broken. Every slack is kept as (constant + coefficients x the unknowns that stand at nought) / one
common denominator, and a pivot divides by the denominator before it without remainder: there is neither rounding nor a
fraction to reduce.

Source: J. Edmonds, Systems of distinct representatives and linear algebra (1967), for the pivots in whole numbers;
G. B. Dantzig for the method; R. G. Bland, New finite pivoting rules (1977), for one that cannot go round in circles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

Inequality = tuple[
    Sequence[int], int
]  # coefficients and constant: constant + coefficients x unknowns is nought or more
_PATIENCE = 30  # pivots without gain after which Bland's rule is taken


class Ranges:
    """The inequalities taken in, as a dictionary: which unknowns and slacks stand at nought, and the others by them.

    Unknowns are numbered from 0, the slack of inequality i is number unknowns + i.

    >>> some = Ranges([([1, 1], -2), ([-1, -1], 3), ([1, 0], -1)], 2)   # 2 <= x + y <= 3, x >= 1
    >>> some.feasible, some.range_of([1, 0]), some.range_of([0, 1])
    (True, (Fraction(1, 1), Fraction(3, 1)), (Fraction(0, 1), Fraction(2, 1)))
    """

    def __init__(self, inequalities: Sequence[Inequality], unknowns: int) -> None:
        self._inequalities = list(inequalities)
        self._unknowns = unknowns
        self._help = -1  # a variable added to what is broken, driven to nought
        self._columns = list(range(unknowns))
        self._rows: dict[int, list[int]] = {}
        self._taken: set[int] = set()
        self._denominator = 1
        self.core: list[int] = []  # inequalities that cannot all hold, where there is no solution
        self.corners: list[list[Fraction]] = []  # sets of values that meet every inequality, where questions ended
        self._take(self._that_bound())
        self.feasible = self._mend() and self._settle(None, up=False)

    def range_of(self, form: Sequence[int]) -> tuple[Fraction, Fraction | None]:
        """The least and the greatest of coefficients of nought or more x unknowns; None where there is no greatest."""
        place = len(self._inequalities)
        self._inequalities.append((form, 0))
        self._take([place])
        aim = self._unknowns + place
        self._settle(aim, up=False)
        least = self._value(aim)
        self.corners.append(self._solution)
        bounded = self._settle(aim, up=True)
        self.corners.append(self._solution)
        return least, self._value(aim) if bounded else None

    @property
    def _solution(self) -> list[Fraction]:
        return [self._value(unknown) for unknown in range(self._unknowns)]

    def _that_bound(self) -> Iterable[int]:
        """For every unknown the inequality that keeps it about the lowest, so that few questions have no end."""
        for unknown in range(self._unknowns):
            ends = [
                (constant // -given[unknown], place)
                for place, (given, constant) in enumerate(self._inequalities)
                if given[unknown] < 0 and constant >= 0
            ]
            if ends:
                yield min(ends)[1]

    def _settle(self, aim: int | None, *, up: bool) -> bool:
        """Drive the aim as far as it goes, taking in what breaks; whether there is an end to it, and any solution."""
        while True:
            ended = aim is None or self._drive(aim, up=up)
            broken = self._broken()
            if not broken:
                if ended or len(self._taken) == len(self._inequalities):
                    return ended
                broken = [place for place in range(len(self._inequalities)) if place not in self._taken]
            self._take(broken)
            if not self._mend():
                return False

    def _broken(self) -> list[int]:
        """The inequalities that the corner breaks: the worst of them, no more than there are unknowns."""
        values = [self._rows[one][0] if one in self._rows else 0 for one in range(self._unknowns)]
        by = []
        for place, (given, constant) in enumerate(self._inequalities):
            if place not in self._taken:
                slack = constant * self._denominator + sum(a * b for a, b in zip(given, values, strict=True) if b)
                if slack < 0:
                    by.append((slack, place))
        return [place for _, place in sorted(by)[: self._unknowns + 1]]

    def _take(self, places: Iterable[int]) -> None:
        """Take inequalities in: their slacks by what stands at nought."""
        for place in places:
            if place in self._taken:
                continue
            self._taken.add(place)
            given, constant = self._inequalities[place]
            row = [constant * self._denominator] + [0] * len(self._columns)
            for unknown, coefficient in enumerate(given):
                if coefficient and unknown in self._rows:
                    row = [a + coefficient * b for a, b in zip(row, self._rows[unknown], strict=True)]
                elif coefficient:
                    row[self._columns.index(unknown) + 1] += coefficient * self._denominator
            self._rows[self._unknowns + place] = row

    def _mend(self) -> bool:
        """Go to a corner that breaks nothing taken in: help added to what is broken is driven to nought."""
        broken = {one for one, row in self._rows.items() if row[0] < 0}
        if not broken:
            return True
        worst = min(broken, key=lambda one: self._rows[one][0])
        self._columns.append(self._help)
        for one, row in self._rows.items():
            row.append(self._denominator if one in broken else 0)
        self._pivot(worst, len(self._columns) - 1)
        self._drive(self._help, up=False)
        if self._help in self._rows:
            row = self._rows[self._help]
            if row[0] > 0:
                self.core = sorted(
                    one - self._unknowns
                    for one, given in zip(self._columns, row[1:], strict=True)
                    if given and one >= self._unknowns
                )
                return False
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

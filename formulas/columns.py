"""Exact figures for every area at once: whole numbers over one common denominator.

A run of many steps on hundreds of areas stays exact and quick this way: a sum of fractions with one denominator is a
sum of whole numbers. Nothing here rounds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import overload

Number = int | Fraction


class Column(Sequence[Fraction]):
    """One exact figure an area. Adds, subtracts, multiplies and divides figure by figure, with a column or one number.

    >>> people = Column.of([6, Fraction(1, 2)])
    >>> [str(figure) for figure in people * Fraction(1, 3) + 1]
    ['3', '7/6']
    >>> str(people.total())
    '13/2'
    """

    __slots__ = ("over", "whole")

    def __init__(self, whole: Sequence[int], over: int = 1) -> None:
        self.whole = whole
        self.over = over

    @classmethod
    def of(cls, values: Iterable[Number]) -> Column:
        """The column of these figures."""
        ratios = [value.as_integer_ratio() for value in values]
        over = math.lcm(*{denominator for _, denominator in ratios})
        return cls([numerator * (over // denominator) for numerator, denominator in ratios], over)

    def total(self) -> Fraction:
        """The sum of all figures."""
        return Fraction(sum(self.whole), self.over)

    def __len__(self) -> int:
        return len(self.whole)

    @overload
    def __getitem__(self, place: int) -> Fraction: ...
    @overload
    def __getitem__(self, place: slice) -> Column: ...
    def __getitem__(self, place: int | slice) -> Fraction | Column:
        if isinstance(place, slice):
            return Column(self.whole[place], self.over)
        return Fraction(self.whole[place], self.over)

    def __iter__(self) -> Iterator[Fraction]:
        return (Fraction(part, self.over) for part in self.whole)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Column):
            return NotImplemented
        return len(self) == len(other) and all(
            a * other.over == b * self.over for a, b in zip(self.whole, other.whole, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Column.of([{', '.join(map(str, self))}])"

    def __add__(self, other: Column | Number) -> Column:
        return self._joined(other, int.__add__)

    __radd__ = __add__

    def __sub__(self, other: Column | Number) -> Column:
        return self._joined(other, int.__sub__)

    def __rsub__(self, other: Number) -> Column:
        return self * -1 + other

    def __mul__(self, other: Column | Number) -> Column:
        if isinstance(other, Column):
            pairs = zip(self.whole, other.whole, strict=True)
            return Column([a * b for a, b in pairs], self.over * other.over)._lowest()
        top, bottom = other.as_integer_ratio()
        return Column([part * top for part in self.whole], self.over * bottom)._lowest()

    __rmul__ = __mul__

    def __truediv__(self, other: Column | Number) -> Column:
        if isinstance(other, Column):
            return Column.of(a / b for a, b in zip(self, other, strict=True))
        return self * (1 / Fraction(other))

    def aligned(self, other: Column | Number) -> tuple[Sequence[int], Sequence[int], int]:
        """This column's whole numbers, the other's, and the denominator that both are over."""
        if not isinstance(other, Column):
            top, bottom = other.as_integer_ratio()
            other = Column([top] * len(self), bottom)
        if self.over == other.over:
            return self.whole, other.whole, self.over
        over = math.lcm(self.over, other.over)
        mine, theirs = over // self.over, over // other.over
        return [part * mine for part in self.whole], [part * theirs for part in other.whole], over

    def _joined(self, other: Column | Number, join: Callable[[int, int], int]) -> Column:
        mine, theirs, over = self.aligned(other)
        return Column(list(map(join, mine, theirs)), over)

    def _lowest(self) -> Column:
        """The same figures over the least denominator that serves them all."""
        common = math.gcd(self.over, *self.whole)
        if common == 1:
            return self
        return Column([part // common for part in self.whole], self.over // common)


def total(column: Column) -> Fraction:
    """The sum of all figures."""
    return column.total()


def greater(column: Column, other: Column | Number) -> Column:
    """Figure by figure, the greater of the two.

    >>> list(map(str, greater(Column.of([1, 5]), 3)))
    ['3', '5']
    """
    mine, theirs, over = column.aligned(other)
    return Column(list(map(max, mine, theirs)), over)


def lesser(column: Column, other: Column | Number) -> Column:
    """Figure by figure, the lesser of the two."""
    mine, theirs, over = column.aligned(other)
    return Column(list(map(min, mine, theirs)), over)


def where_above(column: Column, other: Column | Number, above: Column, otherwise: Column) -> Column:
    """`above` for the areas whose figure is above the other's, `otherwise` for the rest.

    >>> list(map(str, where_above(Column.of([1, 5]), 3, Column.of([10, 20]), Column.of([7, 8]))))
    ['7', '20']
    """
    mine, theirs, _ = column.aligned(other)
    one, two, over = above.aligned(otherwise)
    return Column([a if m > t else b for m, t, a, b in zip(mine, theirs, one, two, strict=True)], over)


def ratio(top: Number, bottom: Number, empty: Number = 0) -> Fraction:
    """`top` over `bottom`; `empty` where there is nothing to divide among."""
    return Fraction(top) / bottom if bottom else Fraction(empty)


def each_ratio(top: Column, bottom: Column) -> Column:
    """Figure by figure, `top` over `bottom`; nought where the bottom is nought.

    >>> list(map(str, each_ratio(Column.of([1, 5]), Column.of([2, 0]))))
    ['1/2', '0']
    """
    return Column.of(ratio(a, b) for a, b in zip(top, bottom, strict=True))

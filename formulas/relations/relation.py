"""One relation between printed figures, recomputed and judged.

The difference d = printed - recomputed is held against w, half of every last place involved, added up: nought is
exact, up to w is rounding, beyond it the result does not follow. With many parts w grows like n but real rounding
like its square root: within w and beyond three standard deviations is a query.

Source: XBRL Calculations 1.1 (2023), section 5.2; the standard deviation of a rounding is its last place / sqrt(12).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from formulas.relations.entry import Entry

Verdict = Literal["exact", "rounding", "query", "wrong"]
NOUGHT = Fraction(0)


@dataclass(frozen=True)
class Relation:
    """A result and the figures that it is to follow from: the verdict, and how it was reached.

    `low` and `high` bound what the terms can make, so that every printed figure of the result within half of its last
    place of them is right. `why` says what establishes the relation.
    """

    kind: str
    result: Entry
    terms: tuple[tuple[Entry, int], ...]
    verdict: Verdict
    recomputed: Fraction
    low: Fraction
    high: Fraction
    why: str = ""
    linear: bool = True

    @property
    def difference(self) -> Fraction:
        """Printed less recomputed."""
        return self.result.value - self.recomputed

    @property
    def tolerance(self) -> Fraction:
        """How far rounding can take the result from what is recomputed."""
        return self.result.half + (self.high - self.low) / 2

    @property
    def entries(self) -> list[Entry]:
        """Every figure of the relation, the result first."""
        return [self.result, *(entry for entry, _ in self.terms)]


def judged(kind: str, result: Entry, terms: tuple[tuple[Entry, int], ...], why: str = "") -> Relation:
    """The relation `result` = sum of weight x term, judged.

    >>> parts = [Entry(str(n), Fraction(n), Fraction(1, 2), 0, "£") for n in (10, 20)]
    >>> judged("sum", Entry("31", Fraction(31), Fraction(1, 2), 0, "£"), tuple((p, 1) for p in parts)).verdict
    'rounding'
    """
    recomputed = sum((entry.value * weight for entry, weight in terms), NOUGHT)
    spread = sum((entry.half for entry, _ in terms), NOUGHT)
    squares = sum((entry.half**2 for entry, _ in terms), result.half**2)
    verdict = verdict_of(result.value - recomputed, spread + result.half, squares)
    if verdict != "exact" and result.half and abs(result.value - recomputed) * 2 <= result.last_place:
        verdict = "rounding"  # the result is printed to fewer places than its column, and rounds to them
    if verdict == "wrong" and _may_be_rounded(result, terms, result.value - recomputed):
        verdict = "query"
    return Relation(kind, result, terms, verdict, recomputed, recomputed - spread, recomputed + spread, why)


def _may_be_rounded(result: Entry, terms: tuple[tuple[Entry, int], ...], difference: Fraction) -> bool:
    """Whether every figure is in whole thousands or more, of which rounding would explain the difference."""
    values = [entry.value / entry.last_place for entry in (result, *(entry for entry, _ in terms)) if entry.value]
    if len(values) < 3 or any(value.denominator != 1 for value in values):
        return False
    step = 1000
    while all(value % (step * 10) == 0 for value in values) and step < 10**9:
        step *= 10
    in_thousands = all(value % step == 0 for value in values)
    return in_thousands and abs(difference / result.last_place) * 2 <= (len(terms) + 1) * step


def verdict_of(difference: Fraction, width: Fraction, squares: Fraction) -> Verdict:
    """The verdict on a difference; `width` and `squares` are the halves of the last places, added and squared."""
    if difference == 0:
        return "exact"
    if abs(difference) > width:
        return "wrong"
    return "query" if difference**2 > 3 * squares else "rounding"


def within(
    kind: str,
    result: Entry,
    terms: tuple[tuple[Entry, int], ...],
    recomputed: Fraction,
    low: Fraction,
    high: Fraction,
    why: str,
) -> Relation:
    """A relation that is no sum, as a percentage: judged by the bounds of what its terms can make.

    One unit out in the last place is a query, for a figure may have been cut and not rounded.
    """
    low, high = min(low, high), max(low, high)
    rounds = abs(result.value - recomputed) <= result.half
    if rounds:
        verdict: Verdict = "exact"
    elif low - result.half <= result.value <= high + result.half:
        verdict = "rounding"
    elif low - 2 * result.half <= result.value <= high + 2 * result.half:
        verdict = "query"
    else:
        verdict = "wrong"
    return Relation(kind, result, terms, verdict, recomputed, low, high, why, linear=False)

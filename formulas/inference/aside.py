"""The smallest set of rows without which the others follow from one pot, and what each of them would have to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.inference.interval import NOUGHT, Interval, common, most_in_common
from formulas.inference.pots import Pots, Row, amounts_at, before_rounding, pots_of, rounded_to, row_rate


@dataclass(frozen=True, slots=True)
class Aside:
    """The smallest set of rows without which the others follow, and what each result of it would have to be.

    `bases` are what each basis would have to be instead, and `by_results` the pots if that is what is wrong. `others`
    counts the further sets that are as small; where there are any, which rows are wrong is not determined.
    """

    rows: tuple[int, ...]
    found: Pots
    due: tuple[tuple[Fraction, Fraction], ...]
    bases: tuple[Interval, ...]
    by_results: Interval
    others: int = 0


def set_aside(
    rows: Sequence[Row], unit: Fraction, rule: str, *, rounded: bool = False, whole: Fraction | None = None
) -> Aside | None:
    """The smallest set of rows without which the others follow, for a rule that takes each row by itself.

    None where that leaves fewer than three rows, or no more than it sets aside, or rows that would follow at any rate:
    then the results are not in proportion to the basis at all.
    """
    rates = [row_rate(row, unit, rule, rounded=rounded) for row in rows]
    sets = most_in_common(rates)
    if not sets or len(sets[0]) < 3 or 2 * len(sets[0]) <= len(rows):
        return None
    kept = sorted(sets[0])
    aside = tuple(place for place in range(len(rows)) if place not in sets[0])
    rate = common(rates[place] for place in kept)
    if rate.low is None or rate.high is None:
        return None  # the rows that are left tell no rate
    lowest, highest = max(kept, key=lambda p: rates[p].start), min(kept, key=lambda p: rates[p].end)
    pots = rate.times(whole) if whole else pots_of(rows, unit, rule, rate, rounded=rounded, free=frozenset(aside))
    found = Pots(rule, unit, rate, pots, lowest, highest, rounded)
    results = [before_rounding(rows[place].result, unit, rule) for place in aside]
    bases = tuple(one.over(rate) if rate.low >= 0 else Interval(None, None) for one in results)
    by_results = (
        pots if whole else _sum([pots_of([rows[p] for p in kept], unit, rule, rate, rounded=rounded), *results])
    )
    due = tuple(due_of(rows[place], found) for place in aside)
    return Aside(aside, found, due, bases, by_results, len(sets) - 1)


def _sum(intervals: Sequence[Interval]) -> Interval:
    """Every sum of a number of each."""
    lows, highs = [one.low for one in intervals], [one.high for one in intervals]
    low = None if None in lows else sum((end for end in lows if end is not None), NOUGHT)
    high = None if None in highs else sum((end for end in highs if end is not None), NOUGHT)
    return Interval(low, high, all(one.low_in for one in intervals), all(one.high_in for one in intervals))


def due_of(row: Row, found: Pots) -> tuple[Fraction, Fraction]:
    """The least and the greatest result that a row would have to have."""
    amounts, unit, rule = amounts_at(row, found.rate, rounded=found.basis_rounded), found.unit, found.rule
    assert amounts.low is not None
    assert amounts.high is not None
    least, greatest = rounded_to(amounts.low, unit, rule), rounded_to(amounts.high, unit, rule)
    # an end that does not itself belong may round to a unit that nothing inside rounds to
    least += unit * common([before_rounding(least, unit, rule), amounts]).empty
    greatest -= unit * common([before_rounding(greatest, unit, rule), amounts]).empty
    return least, greatest

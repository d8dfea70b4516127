"""Columns that are a fixed sum for each area and a rate of another column, where no rate alone gives them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from formulas.inference.areas import Areas
from formulas.inference.pots import HALF_UP, before_rounding
from formulas.inference.shares import SURE, amounts_and_results, halves_of
from formulas.inference.weights import Measured, Scaled, follow, with_fixed_sum
from formulas.relations.entry import Entry, Line

FEWEST = 5  # rows of which a straight line would hardly be chance

Pairs = list[tuple[Line, Entry, Entry]]


def with_rate(areas: Areas, basis: int, result: int) -> bool:
    """Whether a fixed sum and a rate of the basis give every result, of two columns that somebody names."""
    pairs = areas.pairs(basis, result)
    return len(pairs) > 3 and follow(with_fixed_sum(_measured(pairs)))


def fixed_sums(areas: Areas, known: set[int]) -> Iterator[tuple[int, int]]:
    """The pairs of columns of which the second is a fixed sum and a rate of the first, both told to a thousandth.

    `known` are the columns that are explained already.
    """
    for first, second in amounts_and_results(areas):
        pairs = areas.pairs(first, second)
        if first == second or second in known or len(pairs) < FEWEST or not _straight(pairs):
            continue
        scaled = Scaled(with_fixed_sum(_measured(pairs)))
        if not (ranges := scaled.ranges()).feasible:
            continue
        ends = [scaled.amount(ranges, place) for place in (0, 1)]
        if all(low > 0 and high is not None and high - low <= SURE * high for low, high in ends):
            known.add(second)
            yield first, second


def _straight(pairs: Pairs) -> bool:
    """Whether the rows lie about on a straight line through two of them: without that it is not worth a closer look."""
    if len({one.value for _, one, _ in pairs}) < FEWEST or any(one.value < 0 for _, one, _ in pairs):
        return False
    (_, low, least), (_, high, most) = (choose(pairs, key=lambda pair: pair[1].value) for choose in (min, max))
    slope = (most.value - least.value) / (high.value - low.value)
    leeway = 4 * max(other.last_place + abs(slope) * one.last_place for _, one, other in pairs)
    return slope > 0 and all(
        abs(other.value - least.value - slope * (one.value - low.value)) <= leeway for _, one, other in pairs
    )


def _measured(pairs: Pairs) -> list[Measured]:
    halves = halves_of([one for _, one, _ in pairs])
    return [
        Measured(line.label, (one.value,), (half,), before_rounding(other.value, _unit(other), HALF_UP))
        for (line, one, other), half in zip(pairs, halves, strict=True)
    ]


def _unit(entry: Entry) -> Fraction:
    return entry.last_place if entry.value else 2 * entry.half or Fraction(1)

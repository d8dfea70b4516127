"""Funds of 3 to 60 areas and 1 to 6 indicators: what is inferred holds the truth, is told, and finds an altered row.

Counted over a fixed sample, each fund made from `Random(f"{SEED}-{number}")`; ten thousand of them in the nightly run.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from random import Random

import pytest

from formulas.inference.aside import set_aside
from formulas.inference.formula_aside import formula_aside
from formulas.inference.pots import BY_ROW, HALF_UP, Row, before_rounding, implied, rounded_to
from formulas.inference.weights import Measured, Scaled, follow, weights
from formulas.rounding import PENNY

SAMPLE = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 400
SEED = 7
TOLD = Fraction(1, 100)  # an amount is told where its range is no wider than this part of it


@dataclass(frozen=True)
class Fund:
    """A fund as it was shared out, and as it is printed."""

    pot: Fraction
    indicators: list[list[int]]
    amounts: list[Fraction]
    unit: Fraction
    rule: str
    results: list[Fraction]

    def printed(self, results=None):
        """The rows as a reader has them."""
        return [
            Measured(
                str(n), tuple(map(Fraction, row)), (Fraction(0),) * len(row), before_rounding(one, self.unit, self.rule)
            )
            for n, (row, one) in enumerate(zip(self.indicators, results or self.results, strict=True))
        ]


def fund(number: int) -> Fund:
    """A fund: every indicator has a weight of the pot, and is shared by the area's part of its total."""
    chance = Random(f"{SEED}-{number}")
    areas, count = chance.randint(3, 60), chance.randint(1, 6)
    people = [chance.randrange(5_000, 500_000) for _ in range(areas)]
    rates = [chance.choice([1, 1, 5, 50, 400]) for _ in range(count)]
    indicators = [[max(1, p * chance.randrange(500, 1500) // 1000 // rate) for rate in rates] for p in people]
    parts = [chance.randrange(1, 100) for _ in range(count)]
    pot, unit = Fraction(chance.randrange(10**7, 10**12), 100), chance.choice([PENNY, PENNY, Fraction(1)])
    totals = [sum(column) for column in zip(*indicators, strict=True)]
    amounts = [pot * part / sum(parts) / total for part, total in zip(parts, totals, strict=True)]
    rule = chance.choice(BY_ROW)
    exact = [sum(a * v for a, v in zip(amounts, row, strict=True)) for row in indicators]
    return Fund(pot, indicators, amounts, unit, rule, [rounded_to(Fraction(one), unit, rule) for one in exact])


@pytest.fixture(scope="module")
def sample():
    return [fund(number) for number in range(SAMPLE)]


def rows_of(one: Fund, results) -> list[Row]:
    pairs = enumerate(zip(one.indicators, results, strict=True))
    return [Row(str(n), Fraction(row[0]), result, Fraction(0), one.unit / 2) for n, (row, result) in pairs]


def test_the_true_pot_and_the_true_weights_always_lie_in_the_answer_and_many_rows_tell_them(sample):
    counts: Counter[str] = Counter()
    for number, one in enumerate(sample):
        found = weights(one.printed())
        assert found.fits, number
        for true, (low, high) in zip(one.amounts, found.amounts, strict=True):
            assert low <= true, number
            assert high is None or true <= high, number
        assert found.total.low <= one.pot <= found.total.high, number
        if len(one.amounts) == 1:
            assert implied(rows_of(one, one.results), one.unit, one.rule).pots.has(one.pot), number
        if len(one.results) > 2 * len(one.amounts) + 6 and one.unit == PENNY:
            counts["many rows"] += 1
            counts["told"] += all(high is not None and high - low <= TOLD * high for low, high in found.amounts)
    assert counts["many rows"] > SAMPLE / 3
    assert counts["told"] == counts["many rows"], counts


def test_a_row_altered_beyond_rounding_is_among_those_set_aside(sample):
    """Altered to what the other rows do not allow; where they allow anything, nothing says that it is wrong."""
    counts: Counter[str] = Counter()
    for number, one in enumerate(sample):
        chance = Random(f"{SEED}-{number}-altered")
        place, printed = chance.randrange(len(one.results)), one.printed()
        scaled = Scaled(printed)
        allowed = scaled.result(scaled.ranges(frozenset({place})), printed[place])
        if allowed.high is None or len(one.results) < len(one.amounts) + 3:
            continue
        results = list(one.results)
        results[place] = rounded_to(allowed.high, one.unit, HALF_UP) + one.unit * chance.randint(2, 1000)
        altered = one.printed(results)
        assert not follow(altered), number
        found = formula_aside(altered)
        counts["altered"] += 1
        counts["among"] += found is not None and place in found.among
        counts["alone"] += found is not None and found.sets == ((place,),)
        if len(one.amounts) == 1:
            counts["shares"] += 1
            by_rate = set_aside(rows_of(one, results), one.unit, one.rule)
            counts["set aside"] += by_rate is not None and place in by_rate.rows
    assert counts["altered"] > SAMPLE / 2
    assert counts["among"] >= 0.95 * counts["altered"], counts
    assert counts["alone"] >= 0.8 * counts["altered"], counts
    assert counts["set aside"] >= 0.95 * counts["shares"] > 0, counts

"""Areas held at one amount, a minimum or a cap, beside others that follow from one rate.

With a minimum an area gets the greater of the minimum and rate x basis, with a cap the lesser of the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.inference.interval import Interval, common
from formulas.inference.pots import Pots, Row, pots_of, row_rate

MINIMUM, CAP = "minimum", "cap"


@dataclass(frozen=True, slots=True)
class Held:
    """The rows held at an amount in pounds, and the pots that give the others, what the held rows get included.

    `kind` is a minimum where the rate of the others would give them less, a cap where it would give them more.
    """

    kind: str
    amount: Fraction
    rows: tuple[int, ...]
    found: Pots

    @property
    def cost(self) -> Fraction:
        """What the held rows get together."""
        return self.amount * len(self.rows)


def held(rows: Sequence[Row], unit: Fraction, rule: str, *, rounded: bool = False) -> Held | None:
    """The minimum or the cap that lets every row follow under a rule that takes each row by itself; None without one.

    Held are two rows or more with the same least (or greatest) result; three others or more must agree on a rate at
    which the held ones would get no more (no less) than that.

    >>> rows = [Row(n, Fraction(b), Fraction(r)) for n, b, r in
    ...         (("a", 10, 50), ("b", 15, 50), ("c", 30, 60), ("d", 40, 80), ("e", 55, 110))]
    >>> found = held(rows, Fraction(1), "each row half up")
    >>> found.kind, str(found.amount), found.rows
    ('minimum', '50', (0, 1))
    """
    for kind, extreme in ((MINIMUM, min), (CAP, max)):
        amount = extreme(row.result for row in rows)
        at = tuple(place for place, row in enumerate(rows) if row.result == amount)
        others = [place for place in range(len(rows)) if place not in at]
        if len(at) < 2 or len(others) < 3:
            continue
        rates = [row_rate(row, unit, rule, rounded=rounded) for row in rows]
        for place in at:
            own = rates[place]
            rates[place] = Interval(None, own.high, high_in=own.high_in) if kind == MINIMUM else _or_more(own)
        rate = common(rates)
        if rate.empty or rate.low is None or rate.high is None:
            continue
        sharing = [rows[place] for place in others]
        pots = pots_of(sharing, unit, rule, rate, rounded=rounded).plus(amount * len(at))
        lowest, highest = max(others, key=lambda p: rates[p].start), min(others, key=lambda p: rates[p].end)
        return Held(kind, amount, at, Pots(rule, unit, rate, pots, lowest, highest, rounded))
    return None


def _or_more(rate: Interval) -> Interval:
    return Interval(rate.low, None, low_in=rate.low_in)

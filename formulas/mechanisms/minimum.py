"""A minimum allocation: no area gets less than a fixed sum; every other amount is scaled by one factor to pay for it.

x = max(M, k x r), k solved by sorting M / r, together with the other minimums, maximums and caps of the run. Nothing is
rounded. Sources: £10,000 for every authority in the local Healthwatch element; £1 million for every force, hotspot
patrols 2024-25.
"""

from __future__ import annotations

from formulas.mechanisms.register import BOUNDS, Example, Mechanism, register
from formulas.stage import Figures, Stage


def _minimum(s: Stage) -> Figures:
    least = s.given("minimum", "Minimum allocation", "£", "for every area", s.rule.value)
    return s.step("bound", "Minimum", "£ exact", "[minimum]", "[minimum]", s.before * 0 + least)


register(
    Mechanism(
        "minimum",
        BOUNDS,
        "pounds",
        "no area below {value}",
        "The least that any area gets, in pounds. Paid for by scaling every other amount by one factor.",
        "the £10,000 minimum of the local Healthwatch element",
        Example(
            "100000",
            ("50000.00", "33555.56", "16444.44"),
            "20000",
            ("47872.34", "32127.66", "20000.00"),
        ),
        bound=_minimum,
        lowest=True,
    )
)

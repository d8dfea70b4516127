"""A maximum allocation: no area gets more than a fixed sum; every other amount is scaled by one factor.

x = min(M, k x r), k solved by sorting M / r, together with the other bounds of the run. What no area may take is left
over, as a line of its own. Nothing is rounded.
"""

from __future__ import annotations

from formulas.mechanisms.register import BOUNDS, Example, Mechanism, register
from formulas.stage import Figures, Stage


def _maximum(s: Stage) -> Figures:
    most = s.given("maximum", "Maximum allocation", "£", "for every area", s.rule.value)
    return s.step("bound", "Maximum", "£ exact", "[maximum]", "[maximum]", s.before * 0 + most)


register(
    Mechanism(
        "maximum",
        BOUNDS,
        "pounds",
        "no area above {value}",
        "The most that any area gets, in pounds. The rest is shared among the others in proportion.",
        "a fixed upper limit, solved like a cap at the bid",
        Example("100000", ("5", "3", "2"), "40000", ("40000.00", "36000.00", "24000.00")),
        bound=_maximum,
        changes_pool=True,
    )
)

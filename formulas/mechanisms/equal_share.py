"""An equal-share part: a part of the pool shared equally, the rest by the formula.

The same as a lump sum of part x pool / number of areas. Source: Communities Against Drugs 2001-02 shared 20% equally
among 376 partnerships (House of Commons written answers, 30 April 2001).
"""

from __future__ import annotations

from formulas.mechanisms.register import FIXED, Example, Mechanism, register
from formulas.stage import Figures, Stage


def _equal_share(s: Stage) -> Figures:
    part = s.given("part", "Part shared equally", "share", "of what is left after the top-slices", s.rule.value)
    count = len(s.ledger.plan.areas)
    words = f"[part] × [available] ÷ {count} areas"
    each = s.available * part * s.ratio(1, count)
    return s.step("fixed", "Equal share received", "£ exact", words, f"[part]*[available]/{count}", s.before * 0 + each)


register(
    Mechanism(
        "equal share",
        FIXED,
        "part",
        "{value} of the pool shared equally",
        "The part of the pool that is shared equally; the rest goes by the formula.",
        "Communities Against Drugs 2001-02: 20% shared equally",
        Example("100000", ("5", "3", "2"), "30%", ("45000.00", "31000.00", "24000.00")),
        apply=_equal_share,
    )
)

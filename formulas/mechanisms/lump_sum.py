"""A lump sum: the same fixed sum to every area before the formula shares out the rest.

Not merge-additive: areas that merge lose a lump sum, unless it is paid for each of their former parts (a column that
says how many). Who pays: the areas with large shares. Source: Warwickshire's partnerships get a fixed sum each
(decision WPC3-0124).
"""

from __future__ import annotations

from formulas.mechanisms.register import FIXED, Example, Mechanism, register
from formulas.stage import Figures, Stage


def _lump_sum(s: Stage) -> Figures:
    sum_each = s.given("sum", "Lump sum", "£", "to every area", s.rule.value)
    lump = s.before * 0 + sum_each
    return s.step("fixed", "Lump sum received", "£ exact", "[sum]", "[sum]", lump)


register(
    Mechanism(
        "lump sum",
        FIXED,
        "pounds",
        "{value} to every area",
        "A fixed sum in pounds to every area.",
        "fixed sums to each partnership, as in Warwickshire 2024/25",
        Example("100000", ("5", "3", "2"), "10000", ("45000.00", "31000.00", "24000.00")),
        apply=_lump_sum,
    )
)

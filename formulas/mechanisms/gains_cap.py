"""A cap on gains: what an area gains beyond a mark above last year's allocation is cut by a part.

With mark m x b (m = 1.03 allows 3% growth untouched) and cut c: x = r - c x max(0, r - m x b). c = 1 is a hard cap. The
money freed first meets the cost of a floor paid by new money; what is more is left over as a line of its own. An area
without a previous allocation is not capped. Nothing is rounded. Source: capping and scaling in English schools
formulas.
"""

from __future__ import annotations

from fractions import Fraction

from formulas.mechanisms.register import FLOORS, Example, Mechanism, register
from formulas.stage import Figures, Stage


def _gains_cap(s: Stage) -> Figures:
    mark_rate = s.given("mark_rate", "Gains untouched up to", "share", "of last year's allocation", s.rule.value)
    stated = Fraction(1) if s.rule.second is None else s.rule.second
    cut = s.given("cut", "Cut of gains above that", "share", "as stated", stated)
    words = "[mark_rate] × [previous]; without a previous allocation, [before]"
    mark = s.where_above(s.previous, 0, s.previous * mark_rate, s.before)
    s.step("mark", "Mark", "£ exact", words, "IF([previous]>0,[mark_rate]*[previous],[before])", mark)
    words = "[before] less [cut] × what it is above [mark]"
    after = s.before - s.greater(s.before - mark, 0) * cut
    s.step("after", "After the cap on gains", "£ exact", words, "[before]-[cut]*MAX(0,[before]-[mark])", after)
    words = "[pool] less the sum of [after:all]"
    s.step("freed", "Freed by the cap", "£ exact", words, "[pool]-SUM([after:all])", s.pool - s.total(after))
    return after


register(
    Mechanism(
        "gains cap",
        FLOORS,
        "rate",
        "what an area gets above {value} of its previous allocation is cut by {of}; this pays for a floor paid by new "
        "money, and what is more than that is left over",
        "Gains are untouched up to this part of the previous allocation, such as 103%.",
        "capping and scaling in English schools formulas",
        Example(
            "100000",
            ("46000", "33000", "14000", "7000"),
            "105%",
            ("44000.00", "32250.00", "14000.00", "7000.00"),
            of="50%",
            previous=("40000", "30000", "20000", "10000"),
        ),
        apply=_gains_cap,
        of="part",
        of_note="The part of the gain above it that is cut: 100% is a hard cap.",
        needs_previous=True,
        changes_pool=True,
    )
)

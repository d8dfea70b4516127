"""Distance from target and pace of change: every area moves the same part of the way to its target.

target = the formula amount; y = last year's allocation scaled to this year's pool, b x T / sum b; x = y + pace x
(target - y). The distance from target is (amount - target) / target. With steady targets it shrinks by the pace every
year; growth is a continuous function of the distance that never rises with it, so there are no cliff edges. Nothing is
rounded.

Source: target allocations of NHS England; the criticism of growth in steps is in House of Commons Health Committee
evidence.
"""

from __future__ import annotations

from formulas.mechanisms.register import TRANSITION, Example, Mechanism, register
from formulas.stage import Figures, Stage


def _pace(s: Stage) -> Figures:
    pace = s.given("pace", "Pace of change", "share", "of the distance from target, closed this year", s.rule.value)
    previous = s.previous
    level = s.step(
        "level",
        "Last year's allocation at this year's pool",
        "£ exact",
        "[previous] × [pool] ÷ the sum of [previous:all]",
        "[previous]*[pool]/SUM([previous:all])",
        previous * s.ratio(s.pool, s.total(previous)),
    )
    words, excel = "([level] − [before]) ÷ [before]", "IF([before]=0,0,([level]-[before])/[before])"
    s.step("opening", "Opening distance from target", "share", words, excel, s.each_ratio(level - s.before, s.before))
    words, excel = "[level] + [pace] × ([before] − [level])", "[level]+[pace]*([before]-[level])"
    after = level * (1 - pace) + s.before * pace
    s.step("after", "After the pace of change", "£ exact", words, excel, after)
    words, excel = "([after] − [before]) ÷ [before]", "IF([before]=0,0,([after]-[before])/[before])"
    s.step("closing", "Closing distance from target", "share", words, excel, s.each_ratio(after - s.before, s.before))
    return after


register(
    Mechanism(
        "pace of change",
        TRANSITION,
        "part",
        "{value} of every area's distance from target closed this year, the formula amount being the target",
        "The part of the distance from target that is closed this year.",
        "distance from target and pace of change, as in NHS allocations",
        Example("110000", ("46000", "54000"), "25%", ("45650.00", "64350.00"), previous=("40000", "60000")),
        apply=_pace,
        needs_previous=True,
    )
)

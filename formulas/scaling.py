"""Scaling what areas have above a base by one factor, so that the amounts come to the pool.

spare = pool - sum of base; factor = spare / sum of extra; x = base + factor x extra. One pass is enough, because no
amount can fall below its base.
"""

from __future__ import annotations

from dataclasses import dataclass

from formulas.stage import Figures, Stage, shortfall


@dataclass(frozen=True, slots=True)
class Scaled:
    """Words for a scaling: the keys of base and extra, names of the spare money and the result, what a shortfall is of.

    `at_most_one` holds the factor at no more than 1, so that nothing is scaled up.
    """

    base: str
    extra: str
    spare: str
    after: str
    needed: str
    remedy: str
    at_most_one: bool = False


def scale(s: Stage, words: Scaled, base: Figures, extra: Figures, about: str) -> Figures:
    """The amounts base + factor x extra, recorded as steps of `s`. Refuses a base above the pool."""
    total = f"[{words.base}:all]"
    spare = s.pool - s.total(base)
    s.step("spare", words.spare, "£ exact", f"[pool] less the sum of {total}", f"[pool]-SUM({total})", spare)
    s.refuse_above(-spare, lambda: shortfall(about, -spare, words.needed, words.remedy))
    s.check(f"{about.capitalize()}: there is enough for {words.needed}", True, "[spare]>=-0.0001", "spare")
    of = f"[{words.extra}:all]"
    factor, excel, how = s.ratio(spare, s.total(extra), empty=1), f"[spare]/SUM({of})", f"[spare] ÷ the sum of {of}"
    if words.at_most_one:
        factor, excel, how = s.lesser_of(factor, 1), f"MIN(1,{excel})", f"{how}, but no more than 1"
    s.step("factor", "Scaling factor", "factor", how, f"IF(SUM({of})=0,1,{excel})", factor)
    result, live = f"[{words.base}] + [factor] × [{words.extra}]", f"[{words.base}]+[factor]*[{words.extra}]"
    return s.step("after", words.after, "£ exact", result, live, base + extra * factor)

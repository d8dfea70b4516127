"""A factor that spreadsheets can find by themselves: where all bounds are lowest amounts, or all are highest.

With lowest amounts L only, every set of areas held at L gives a factor (pool - sum of their L) / sum of the others'
amounts that is no less than the right one, because the sum of max(L, k x amount) is never less than what any one set
gives; and the right set is one of those of the form "all whose L / amount is at least mine". So the right factor is the
least of these candidates, one for each area. With highest amounts only it is the greatest, in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from formulas.columns import Column
from formulas.stage import Figures, Stage

NONE = 10**15  # stands for a ratio or a candidate that there is not
LIVE_ROWS = 1_000  # each candidate looks at every area


def add_live_factor(s: Stage, bound_key: str, bound: Figures, factor: Figures, *, lowest: bool) -> None:
    """Record the factor of a balance with one bound, as live formulas where that is not too many."""
    words = "the one at which all amounts come to [pool], within their bounds"
    if not s.recorded or len(s.ledger.plan.areas) > LIVE_ROWS:
        s.step("factor", "Scaling factor", "factor", words, None, factor)
        return
    ratios = [low / before if before else Fraction(NONE) for low, before in zip(bound, s.before, strict=True)]
    how, live = f"[{bound_key}] ÷ [before]", f"IF([before]>0,[{bound_key}]/[before],{NONE})"
    s.step("ratio", "Reaches its bound at", "factor", how, live, Column.of(ratios))
    inside, outside, none, best = (">=", "<", NONE, "MIN") if lowest else ("<=", ">", 0, "MAX")
    rest = f"SUMPRODUCT(([ratio:all]{outside}[ratio])*[before:all])"
    held = f"SUMPRODUCT(([ratio:all]{inside}[ratio])*[{bound_key}:all])"
    found = _candidates(s, ratios, list(bound), none, lowest=lowest)
    how = "[pool] less the bounds of areas that reach theirs no later, ÷ what the others had"
    if lowest:
        how = "[pool] less the bounds of areas that leave theirs no earlier, ÷ what the others had"
    s.step(
        "candidate", "Factor if it is at its bound", "factor", how, f"IF({rest}>0,([pool]-{held})/{rest},{none})", found
    )
    live = f"{best}([pool]/SUM([before:all]),{best}([candidate:all]))"
    if not lowest:
        full = f"SUMPRODUCT(([before:all]>0)*[{bound_key}:all])<=[pool]"
        live = f"IF({full},SUMPRODUCT(MAX(([before:all]>0)*[ratio:all])),{live})"
    which = "the least" if lowest else "the greatest"
    words += f": {which} of the candidates of all areas"
    s.step("factor", "Scaling factor", "factor", words, live, factor)


def _candidates(s: Stage, ratios: Sequence[Fraction], bound: Sequence[Fraction], none: int, *, lowest: bool) -> Column:
    """Every area's candidate, by going through the areas once in the order of their ratios."""
    order = sorted(range(len(ratios)), key=lambda row: ratios[row], reverse=lowest)
    found = [Fraction(none)] * len(ratios)
    held, rest = Fraction(0), Fraction(s.total(s.before))
    for _, group in groupby(order, key=lambda row: ratios[row]):
        rows = list(group)
        held += sum((bound[row] for row in rows), Fraction(0))
        rest -= sum((s.before[row] for row in rows), Fraction(0))
        for row in rows:
            found[row] = (s.pool - held) / rest if rest else Fraction(none)
    return Column.of(found)

"""Minimums, maximums and caps met together: one factor, every amount held between its lowest and its highest.

x = factor x amount, no less than the greatest minimum and no more than the smallest maximum of the area, the factor
solved exactly (`formulas.balance`). What no area may take is left over.
"""

from __future__ import annotations

from collections.abc import Sequence

from formulas.exact import in_pounds
from formulas.live_factor import add_live_factor
from formulas.mechanisms.register import mechanisms
from formulas.plan import Rule
from formulas.refusals import Refusal
from formulas.stage import Figures, Stage, shortfall


def meet(s: Stage, bounds: Sequence[Rule]) -> Figures:
    """The amounts after all these bounds, recorded as the step `s`.

    Refuses minimums that come to more than the pool, and an area whose highest amount is below its lowest.
    """
    lowest: list[tuple[str, Figures]] = []
    highest: list[tuple[str, Figures]] = []
    for offset, rule in enumerate(bounds):
        mechanism, stage = mechanisms()[rule.mechanism], s.beside(rule, offset)
        assert mechanism.bound  # only rules with a bound are met here
        figures = mechanism.bound(stage)
        stage.promise("bound", figures, lowest=mechanism.lowest)
        key = stage.key("bound")
        (lowest if mechanism.lowest else highest).append((key, figures))
    low, low_key = _joined(s, lowest, "lowest", "Lowest amount", "MAX")
    high, high_key = _joined(s, highest, "highest", "Highest amount", "MIN")
    least = s.before * 0 if low is None else low
    if low is not None and high is not None:
        crossed = s.total(s.greater(low - high, 0))
        s.refuse_above(crossed, lambda: _crossed(s, low, high))
    short = s.total(least) - s.pool
    remedy = "lower the minimum, or add to the pot"
    about = next((rule.mechanism for rule in bounds if mechanisms()[rule.mechanism].lowest), s.rule.mechanism)
    s.refuse_above(short, lambda: shortfall(about, short, "minimums", remedy))
    found = s.balance(s.before * 0, s.before, least, high, s.pool)
    if high is None:
        add_live_factor(s, low_key, low, found.factor, lowest=True)
    elif low is None:
        add_live_factor(s, high_key, high, found.factor, lowest=False)
    else:
        words = "the one at which all amounts come to [pool], within their bounds, or as near to it as they allow"
        s.step("factor", "Scaling factor", "factor", words, None, found.factor)
    words, excel = "[factor] × [before]", "[factor]*[before]"
    if low is not None:
        words, excel = f"{words}, no less than [{low_key}]", f"MAX([{low_key}],{excel})"
    if high is not None:
        words, excel = f"{words}, no more than [{high_key}]", f"MIN([{high_key}],{excel})"
    after = s.step("after", "After minimums and caps", "£ exact", words, excel, found.amounts)
    _add_balance(s, after, high_key)
    return after


def _joined(
    s: Stage, bounds: Sequence[tuple[str, Figures]], key: str, name: str, function: str
) -> tuple[Figures | None, str]:
    """The one bound of each area, and its key; where several are stated, the tightest."""
    if not bounds:
        return None, ""
    if len(bounds) == 1:
        return bounds[0][1], bounds[0][0]
    figures = bounds[0][1]
    for _, other in bounds[1:]:
        figures = s.greater(figures, other) if function == "MAX" else s.lesser(figures, other)
    keys = [f"[{bound}]" for bound, _ in bounds]
    words = f"the {'greater' if function == 'MAX' else 'lesser'} of {' and '.join(keys)}"
    s.step(key, name, "£ exact", words, f"{function}({','.join(keys)})", figures)
    return figures, s.key(key)


def _crossed(s: Stage, low: Figures, high: Figures) -> list[Refusal]:
    """A refusal for every area whose bid is below the least that it is to get; one for a maximum."""
    plan = s.ledger.plan
    bids = [rule.of for rule in plan.rules if rule.mechanism == "cap at bid"]
    what = "bid" if bids else "maximum"
    remedy, expected = f"raise the {what}, or lower the minimum", f"a {what} no lower than the minimum"
    crossed = [row for row in range(len(plan.areas)) if high[row] < low[row]]
    return [
        Refusal(
            "bounds-crossed",
            f"{bids[0]} of {plan.areas[row]}" if bids else what,
            f"a {what} of {in_pounds(high[row])} below the minimum of {in_pounds(low[row])}",
            expected,
            remedy,
        )
        for row in (crossed if bids else crossed[:1])
    ]


def _add_balance(s: Stage, after: Figures, high_key: str) -> None:
    words = "Minimums and caps: the scaling factor balances, or every area is at its cap (if not, run csptool)"
    if not high_key:
        s.check(
            words.replace(", or every area is at its cap", ""), True, "ABS(SUM([after:all])-[pool])<0.0001", "factor"
        )
        return
    s.step(
        "unplaced",
        "Left over",
        "£ exact",
        "[pool] less the sum of [after:all]",
        "[pool]-SUM([after:all])",
        s.pool - s.total(after),
    )
    full = f"SUMPRODUCT(--([{high_key}:all]-[after:all]>0.0001),--([before:all]>0))=0"
    s.check(words, True, f"OR(ABS([unplaced])<0.0001,AND([unplaced]>0,{full}))", "factor")

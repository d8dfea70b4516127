"""A cap at the bid: no area gets more than it asked for; uncapped areas share one factor.

x = min(bid, k x r), k solved by sorting bid / r, together with the other bounds of the run. Where the bids come to less
than the pool, the rest is left over, as a line of its own. Nothing is rounded.
"""

from __future__ import annotations

from formulas.mechanisms.register import BOUNDS, Example, Mechanism, register
from formulas.stage import Figures, Stage


def _cap_at_bid(s: Stage) -> Figures:
    bids = s.column(s.rule.of, "bid")
    return s.step("bound", "Cap at the bid", "£ exact", "[bid]", "[bid]", bids * 1)


register(
    Mechanism(
        "cap at bid",
        BOUNDS,
        "",
        "no area above its figure in {of}",
        "No area gets more than it asked for. The rest is shared among the others in proportion.",
        "general practice where partners apply for an allocation",
        Example(
            "100000",
            ("50000.00", "33555.56", "16444.44"),
            "",
            ("40000.00", "40266.67", "19733.33"),
            of="Bid",
            columns={"Bid": ("40000", "50000", "50000")},
        ),
        bound=_cap_at_bid,
        changes_pool=True,
        of="column",
        of_note="The column of bids in pounds on the sheet Indicators.",
    )
)

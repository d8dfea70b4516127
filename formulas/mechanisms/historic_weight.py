"""A historic component inside the formula, phased down: transition rule 5.

share = h x last year's share + (1 - h) x the weighted share of the indicators. h falls year by year: 50%, 40%, 30%,
20%, 10%. Source: police grant 1996 to 2000, where past establishments counted for 50% and then 10% less every year.
"""

from __future__ import annotations

from formulas.mechanisms.register import FORMULA, Example, Mechanism, register

HISTORIC = "historic weight"

register(
    Mechanism(
        HISTORIC,
        FORMULA,
        "part",
        "last year's shares count for {value} of the formula",
        "How much last year's shares count for inside the formula; lower it year by year: 50%, 40%, 30%.",
        "police grant in England and Wales 1996 to 2000",
        Example("100000", ("46000", "54000"), "50%", ("43000.00", "57000.00"), previous=("40000", "60000")),
        needs_previous=True,
        companion="formula",
    )
)

"""A council's collection fund: whose is the surplus or the deficit that it estimates.

It is shared among the council and its major preceptors in proportion to their demands on the fund for the current year;
parish precepts count within the council's own demand. There is no collection fund in Wales.

Source: Local Authorities (Funds) (England) Regulations 1992, SI 1992/2428, regulations 10 and 11 and Schedule 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from formulas.shares import shares


def collection_fund_shares(surplus: Fraction, demands: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Each authority's part of the surplus in pounds, not rounded: surplus x its demand / all demands.

    A deficit is a surplus below nought. The parts come to the surplus exactly. Refuses demands below nought and demands
    that come to nothing.

    >>> parts = collection_fund_shares(Fraction(-1000), {"Council": Fraction(3), "Police": Fraction(1)})
    >>> parts["Police"]
    Fraction(-250, 1)
    """
    parts = shares(list(demands.values()), "demands on the fund")
    return {name: surplus * part for name, part in zip(demands, parts, strict=True)}

"""A column that is another divided or multiplied by a number that its heading names: weekly, monthly, daily.

A year has 52 weeks, or 365 / 7; 12 months; 365 days or 366. The column is established where nearly all rows agree.
"""

from __future__ import annotations

import re
from fractions import Fraction

from formulas.relations.entry import Line
from formulas.relations.grid import Grid
from formulas.relations.relation import Relation, within

_DIVISORS = (
    (re.compile(r"\bweek(?:s|ly)?\b", re.I), (Fraction(52), Fraction(365, 7), Fraction(366, 7))),
    (re.compile(r"\bmonth(?:s|ly)?\b", re.I), (Fraction(12), Fraction(10))),
    (re.compile(r"\b(?:day|daily)\b", re.I), (Fraction(365), Fraction(366))),
)


def constants(grid: Grid) -> list[Relation]:
    """Weekly, monthly and daily lines from the yearly line that explains them."""
    found: list[Relation] = []
    for lines in (grid.columns_as_lines, grid.rows_as_lines):
        for line in lines:
            for pattern, divisors in _DIVISORS:
                if pattern.search(line.label):
                    others = [o for o in lines if o is not line and not pattern.search(o.label)]
                    found += _best(line, others, divisors)
    return found


def _best(line: Line, others: list[Line], divisors: tuple[Fraction, ...]) -> list[Relation]:
    best: list[Relation] = []
    for other in others:
        for divisor in divisors:
            relations = [
                within(
                    "period",
                    stated,
                    ((whole, 1),),
                    whole.value / divisor,
                    (whole.value - whole.half) / divisor,
                    (whole.value + whole.half) / divisor,
                    f"{other.label} over {divisor.numerator if divisor.denominator == 1 else '365/7'}",
                )
                for stated, whole in zip(line.entries, other.entries, strict=True)
                if stated is not None and whole is not None
            ]
            agreed = [r for r in relations if r.verdict in ("exact", "rounding")]
            if (
                len(agreed) >= 3
                and len(agreed) >= 4 * (len(relations) - len(agreed))
                and len(agreed) > len([r for r in best if r.verdict in ("exact", "rounding")])
            ):
                best = relations
    return best

"""An amount per unit: a fixed sum for every unit of a column (districts, schools, former areas of a merged one).

For merged areas a column of how many former areas each holds gives the sum of the old parts. Source: regional health
authorities 1989-90, a sum for each district (House of Commons written answers, 26 June 1989).
"""

from __future__ import annotations

from formulas.mechanisms.register import FIXED, Example, Mechanism, register
from formulas.stage import Figures, Stage


def _per_unit(s: Stage) -> Figures:
    units = s.column(s.rule.of, "units")
    amount = s.given("amount", f"Amount per unit of {s.rule.of}", "£", "as stated", s.rule.value)
    name = f"{s.rule.of}: amount received"
    return s.step("fixed", name, "£ exact", "[amount] × [units]", "[amount]*[units]", units * amount)


register(
    Mechanism(
        "amount per unit",
        FIXED,
        "pounds",
        "{value} for every unit of {of}",
        "A fixed sum in pounds for every unit of a column.",
        "regional health authorities 1989-90: a sum for every district",
        Example(
            "100000",
            ("5", "3", "2"),
            "1000",
            ("50000.00", "31000.00", "19000.00"),
            of="Districts",
            columns={"Districts": ("5", "4", "1")},
        ),
        apply=_per_unit,
        of="column",
        of_note="The column of units on the sheet Indicators.",
    )
)

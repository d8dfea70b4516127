"""A transition of the weights themselves: transition rule 4, a blend of parameters before the formula runs.

weight used = previous weight + l x (weight - previous weight) for every indicator. l = 0 runs the old formula, l = 1
the new one. Source: English schools formulas, whose local factor values had to move a tenth closer to the national ones
in 2023-24.
"""

from __future__ import annotations

from formulas.mechanisms.register import FORMULA, Example, Mechanism, register

OF_WEIGHTS = "transition of weights"

register(
    Mechanism(
        OF_WEIGHTS,
        FORMULA,
        "part",
        "{value} of the way from the previous weights to the weights stated",
        "How far the weights have moved from the column 'Previous weight' of the sheet Formula to the column 'Weight'.",
        "English schools formulas: a tenth closer to the national factor values in 2023-24",
        Example("100000", ("46000", "54000"), "10%", ("46000.00", "54000.00")),
        companion="formula",
    )
)

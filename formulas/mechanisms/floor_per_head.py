"""A floor per head: no area gets less per head than a part of the average per head.

average = sum of amounts / sum of heads, both before this step; F = rate x average x heads. Every other amount is scaled
by one factor to pay for it, together with the other bounds of the run. Nothing is rounded.

With `capped average` beside it, the areas that a column marks with 1 enter the average at no more than that rate of the
plain average per head; what they are paid does not change. Source: Scottish councils, 85% of the average, in which the
island councils and Argyll and Bute are held to 115% (Scottish Parliament written answer S6W-35416).
"""

from __future__ import annotations

from formulas.mechanisms.register import BOUNDS, Example, Mechanism, register
from formulas.stage import Figures, Stage

PER_HEAD, CAPPED = "floor per head", "capped average"


def _floor_per_head(s: Stage) -> Figures:
    rate = s.given("rate", "Floor per head", "share", "of the average per head", s.rule.value)
    heads = s.column(s.rule.of, "heads")
    average = s.step(
        "average",
        "Average per head",
        "£ exact",
        "[pool] ÷ the sum of [heads:all]",
        "[pool]/SUM([heads:all])",
        s.ratio(s.pool, s.total(heads)),
    )
    key = "average"
    if capped := s.ledger.plan.rules_named(CAPPED):
        average, key = _capped_average(s, capped[0].value, capped[0].of, heads, average), "held_average"
    words = f"[rate] × [{key}] × [heads]"
    return s.step("bound", "Floor per head", "£ exact", words, f"[rate]*[{key}]*[heads]", heads * average * rate)


def _capped_average(s: Stage, most: Figures, of: str, heads: Figures, average: Figures) -> Figures:
    cap = s.given("cap", "Cap in the average", "share", "of the plain average per head", most)
    marked = s.column(of, "marked")
    held = s.lesser(s.before, heads * average * cap)
    counted = s.step(
        "counted",
        "Counted in the average",
        "£ exact",
        "[before], but where [marked] is 1 no more than [cap] × [average] × [heads]",
        "IF([marked]=1,MIN([before],[cap]*[average]*[heads]),[before])",
        s.where_above(marked, 0, held, s.before),
    )
    words, excel = "the sum of [counted:all] ÷ the sum of [heads:all]", "SUM([counted:all])/SUM([heads:all])"
    value = s.ratio(s.total(counted), s.total(heads))
    return s.step("held_average", "Average per head with caps", "£ exact", words, excel, value)


register(
    Mechanism(
        PER_HEAD,
        BOUNDS,
        "part",
        "no area below {value} of the average per head of {of}",
        "The least that any area gets per head, as a part of the average per head.",
        "Scottish local government: 85% of average funding per head",
        Example(
            "100000",
            ("60000", "30000", "10000"),
            "85%",
            ("55333.33", "27666.67", "17000.00"),
            of="Population",
            columns={"Population": ("500", "300", "200")},
        ),
        bound=_floor_per_head,
        lowest=True,
        of="column",
        of_note="The column of heads on the sheet Indicators.",
    )
)
register(
    Mechanism(
        CAPPED,
        BOUNDS,
        "rate",
        "areas marked in {of} enter the average per head at no more than {value} of the plain average",
        "Beside a floor per head: the most that marked areas count for in the average, such as 115%.",
        "Scottish local government: island councils and Argyll and Bute at 115%",
        Example(
            "100000",
            ("60000", "30000", "10000"),
            "110%",
            ("55900.00", "27950.00", "16150.00"),
            of="Marked",
            columns={"Population": ("500", "300", "200"), "Marked": ("1", "0", "0")},
            beside=(("floor per head", "85%", "Population"),),
        ),
        companion=PER_HEAD,
        of="column",
        of_note="The column on the sheet Indicators that marks those areas with 1.",
    )
)

"""Transition from last year's allocation to the formula, by three of the rules in use; the others are beside this file.

l = how far the transition has come (year 1 of 3 is a third), b = last year's allocation, r = the formula amount, T =
the pool:

- on cash: x = b + l x (r - b), then scaled to T where b does not come to T;
- on shares: x = T x ((1 - l) x b / sum b + l x r / T): for a pool that changes from year to year;
- by remaining gap: a part p of the gap that remains is closed every year, so l = 1 - (1 - p)^year; it never arrives
  (SHARE, Scotland 1978: a tenth in the first year).

b may be stated apart from last year's allocation (`Before the transition`), so that year 2 of 3 counts from the same
start while floors and changes look at last year. l = 0 gives last year's proportions, l = 1 the formula. An area
without a previous allocation starts from nought. Nothing is rounded.
"""

from __future__ import annotations

from fractions import Fraction

from formulas.mechanisms.register import TRANSITION, Example, Mechanism, register
from formulas.stage import Figures, Stage


def _on_cash(s: Stage) -> Figures:
    come = s.given("come", "Transition", "share", "of the way from last year's allocation to the formula", s.rule.value)
    s.check("Transition: between 0% and 100% of the way", True, "AND([come]>=0,[come]<=1)", "come")
    return _blend(s, come)


def _by_remaining_gap(s: Stage) -> Figures:
    years = Fraction(1) if s.rule.second is None else s.rule.second
    part = s.given("part", "Part of the remaining gap", "share", "closed every year", s.rule.value)
    s.given("year", "Year of the transition", "count", "1 is the first", years)
    words, excel = "1 − (1 − [part]) to the power of [year]", "1-(1-[part])^[year]"
    come = s.step("come", "Transition", "share", words, excel, 1 - (1 - part) ** int(years))
    return _blend(s, come)


def _blend(s: Stage, come: Figures) -> Figures:
    base = s.base
    words, excel = "[base] + [come] × ([before] − [base])", "[base]+[come]*([before]-[base])"
    between = base * (1 - come) + s.before * come
    blend = s.step("blend", "Between the start and the formula", "£ exact", words, excel, between)
    words = "[pool] ÷ the sum of [blend:all]"
    excel = "[pool]/SUM([blend:all])"
    scale = s.step("scale", "Scaled to the pool by", "factor", words, excel, s.ratio(s.pool, s.total(blend)))
    words = "[blend] × [scale]"
    return s.step("after", "After the transition", "£ exact", words, "[blend]*[scale]", blend * scale)


def _on_shares(s: Stage) -> Figures:
    come = s.given("come", "Transition", "share", "of the way from last year's shares to the formula's", s.rule.value)
    s.check("Transition: between 0% and 100% of the way", True, "AND([come]>=0,[come]<=1)", "come")
    base = s.base
    old = s.step(
        "old_share",
        "Share at the start",
        "share",
        "[base] ÷ the sum of [base:all]",
        "[base]/SUM([base:all])",
        base * s.ratio(1, s.total(base)),
    )
    words = "(1 − [come]) × [old_share] × [pool] + [come] × [before]"
    excel = "(1-[come])*[old_share]*[pool]+[come]*[before]"
    return s.step("after", "After the transition", "£ exact", words, excel, old * s.pool * (1 - come) + s.before * come)


_PREVIOUS, _BASIS = ("40000", "60000"), ("46000", "54000")
_FAR = (
    "How far it has come: 1 of 3 (the first of three years), or a percentage. From the second year on, fill in the "
    "column 'Before the transition' of the sheet Previous."
)
register(
    Mechanism(
        "transition on cash",
        TRANSITION,
        "part",
        "{value} of the way in cash from the previous allocation to the formula amount",
        _FAR + " In cash, scaled to the pool if the totals differ.",
        "linear phasing over a number of years, as in Thames Valley 2022-25",
        Example("100000", _BASIS, "1 of 3", ("42000.00", "58000.00"), previous=_PREVIOUS),
        apply=_on_cash,
        needs_previous=True,
    )
)
register(
    Mechanism(
        "transition on shares",
        TRANSITION,
        "part",
        "{value} of the way from the shares of the previous allocations to the formula's shares",
        _FAR + " On shares: right where the pool changes from year to year.",
        "linear phasing on shares of each year's pool",
        Example("200000", _BASIS, "2 of 4", ("86000.00", "114000.00"), previous=_PREVIOUS),
        apply=_on_shares,
        needs_previous=True,
    )
)
register(
    Mechanism(
        "transition by remaining gap",
        TRANSITION,
        "part",
        "{value} of the remaining gap to the formula closed every year, year {of}",
        "The part of the remaining gap that is closed every year. It comes nearer every year and never arrives.",
        "SHARE, Scotland 1978: a tenth of the way in the first year",
        Example("100000", _BASIS, "1/3", ("43333.33", "56666.67"), of="2", previous=_PREVIOUS),
        apply=_by_remaining_gap,
        of="years",
        of_note="The year of the transition: 1 (the first) unless stated.",
        needs_previous=True,
    )
)

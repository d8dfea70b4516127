"""The working of a precept: what each billing authority pays, the change on last year, the test, every step live.

Products are rounded to as many decimals as they have before they are rounded to pennies or cut to pounds: the binary
figures of a spreadsheet would otherwise fall on the wrong side of a half.
"""

from __future__ import annotations

from fractions import Fraction

from formulas.billing_authorities import total_base
from formulas.exact import ending
from formulas.precept import TO_THE_PENNY, TO_THE_POUND, TRUNCATED_TO_THE_POUND, Precepts
from formulas.precept_change import PERIODS, Change, growth_split, one_per_cent_raises, per_period, rise_raises
from formulas.referendum import MORE_THAN, PERCENTAGE, Principle, judge_rise
from formulas.working import Working

_ROUNDED = {
    TO_THE_PENNY: "ROUND(ROUND([exact],{0}),2)",
    TO_THE_POUND: "ROUND(ROUND([exact],{0}),0)",
    TRUNCATED_TO_THE_POUND: "ROUNDDOWN(ROUND([exact],{0}),0)",
}
_PERIOD_KEYS = dict(zip(PERIODS, ("per_week", "per_week_365_7", "per_day", "per_month"), strict=True))
_DIVISORS = dict(zip(PERIODS, ("52", "(365/7)", "365", "12"), strict=True))


def precepts_working(found: Precepts) -> Working:
    """The steps for every billing authority, their sum and its difference from the requirement.

    The one check is that the sum misses the requirement by no more than the rounding of each can explain.
    """
    working = Working()
    add, bases = working.add, [one.tax_base for one in found.authorities]
    total = total_base(found.authorities)
    add("band_d", "Band D", "£ exact", "as it was set", found.band_d, given=True)
    add("tax_base", "Tax base", "count", "Band D equivalents, as notified", bases, given=True)
    add("total_base", "Total tax base", "count", "the sum of [tax_base:all]", total, "SUM([tax_base:all])")
    if found.requirement == found.band_d * total:
        words = "[band_d] × [total_base]"
        add("requirement", "Council tax requirement", "£ exact", words, found.requirement, "[band_d]*[total_base]")
    else:
        words = "what council tax must raise"
        add("requirement", "Council tax requirement", "£ exact", words, found.requirement, given=True)
    add("exact", "Exact precept", "£ exact", "[band_d] × [tax_base]", found.exact, "[band_d]*[tax_base]")
    # a base in hundredths and a Band D of four decimals have products of six, which binary figures still hold
    ends = [ending(exact) for exact in found.exact]
    places = 8 if any(end is None or end > 6 for end in ends) else 6
    rounded = _ROUNDED[found.rounding].format(places)
    add("precept", "Precept", "£", f"[exact] {found.rounding}", found.amounts, rounded)
    add("total", "Precepts together", "£", "the sum of [precept:all]", found.total, "ROUND(SUM([precept:all]),2)")
    words, excel = "[total] − [requirement]", "ROUND([total]-[requirement],8)"
    add("difference", "Difference from the requirement", "£ exact", words, found.difference, excel)
    words, explained = "by the rounding of each precept, and of Band D where it follows", found.rounding_explains
    add("rounding", "Rounding may explain", "£", words, explained, given=True)
    words = "The precepts miss the requirement by no more than rounding explains"
    working.check(words, abs(found.difference) <= explained, "ABS([difference])<=[rounding]+0.000001", "difference")
    return working


def add_change(working: Working, band_d: Change, base: Fraction, base_before: Fraction | None = None) -> None:
    """Put the change on last year into a working that has band_d and total_base: the rise, its periods, what it raises.

    And why the precept grows, where last year's base is known.
    """
    add = working.add
    if "band_d_before" not in working.steps:
        add("band_d_before", "Band D last year", "£ exact", "as it was set", band_d.before, given=True)
    add("rise", "Rise in Band D", "£ exact", "[band_d] − [band_d_before]", band_d.pounds, "[band_d]-[band_d_before]")
    add("rise_rate", "Rise in per cent", "share", "[rise] ÷ [band_d_before]", band_d.rate, "[rise]/[band_d_before]")
    for period, key in _PERIOD_KEYS.items():
        amount, divisor = per_period(band_d.pounds, period), _DIVISORS[period]
        add(key, f"Rise {period}", "£ exact", f"[rise] ÷ {divisor}", amount, f"[rise]/{divisor}")
    raised = rise_raises(band_d, base).amount
    add("rise_raises", "The rise raises", "£ exact", "[rise] × [total_base]", raised, "[rise]*[total_base]")
    one = one_per_cent_raises(band_d.before, base).amount
    words = "1% of [band_d_before] × [total_base]"
    add("one_per_cent", "1% raises", "£ exact", words, one, "[band_d_before]*[total_base]/100")
    if base_before is not None:
        _add_growth(working, band_d, Change(base_before, base))


def _add_growth(working: Working, band_d: Change, base: Change) -> None:
    """Why the precept grows, in three parts that come to the whole."""
    add, split = working.add, growth_split(band_d, base)
    add("base_before", "Total tax base last year", "count", "Band D equivalents", base.before, given=True)
    for key, name, words, value in (
        ("growth_base", "Growth by more dwellings", "[band_d_before] × ([total_base] − [base_before])", split.base),
        ("growth_rate", "Growth by the rise", "[rise] × [base_before]", split.rate),
        ("growth_both", "Growth by both at once", "[rise] × ([total_base] − [base_before])", split.both),
        ("growth", "Growth of the precept", "[growth_base] + [growth_rate] + [growth_both]", split.total),
    ):
        add(key, name, "£ exact", words, value, _live(words))
    excel = "ABS([growth]-([band_d]*[total_base]-[band_d_before]*[base_before]))<0.001"
    working.check("The three parts of the growth come to the whole of it", True, excel, "growth")


def add_referendum(
    working: Working,
    principle: Principle,
    band_d: Change,
    *,
    lowest_charging: bool = False,
    limit: Fraction | None = None,
) -> None:
    """Put the referendum test into a working that has the change on last year: each limb's amount, and the check.

    Nothing is added where no limbs apply, as in Wales.
    """
    limbs = principle.limbs_for(lowest_charging, limit)
    if not limbs:
        return
    free = ["[band_d]<=[band_d_before]"]
    for place, limb in enumerate(limbs, 1):
        key, rated = f"limb_{place}", limb.measure == PERCENTAGE
        words = f"excessive if {limb.words}"
        working.add(key, f"Referendum limb {place}", "share" if rated else "£", words, limb.amount, given=True)
        bound = f"[band_d_before]*[{key}]" if rated else f"[{key}]"
        free.append(f"ROUND([rise]-{bound},8){'<=' if limb.operator == MORE_THAN else '<'}0")
    holds = not judge_rise(
        principle, band_d.before, band_d.after, lowest_charging=lowest_charging, limit=limit
    ).excessive
    both = " and ".join(limb.words for limb in limbs)
    words = f"The rise is not excessive in {principle.year}: it would be if {both}"
    working.check(words, holds, f"OR({','.join(free)})", "rise")


def _live(words: str) -> str:
    return words.replace(" × ", "*").replace(" − ", "-").replace(" + ", "+")

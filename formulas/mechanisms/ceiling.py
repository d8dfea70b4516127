"""Ceilings on the change from last year's allocation, alone or together with a floor.

C = rate x last year's allocation. Two variants that differ in their results:

- `ceiling`: solved in one go with the floor beside it: x = F + k x (r - F), no more than C, with k solved so that the
  amounts come to the pool (beside a floor paid by scaling, or alone: k x r between F and C). Every gain helps to pay.
- `ceiling applied first` (England, 2003-04): amounts above C are cut to C, then only those between floor and ceiling
  are scaled; never upwards.

What no area may take is left over, as a line of its own. An area without a previous allocation has no ceiling: it is
held to the amount it had before. Nothing is rounded.
"""

from __future__ import annotations

from formulas.exact import in_full
from formulas.mechanisms.floor import EXCESS, LOWER, SCALING, floor_of, refuse_floors_above_pool
from formulas.mechanisms.register import FLOORS, Example, Mechanism, register
from formulas.refusals import Refusal
from formulas.scaling import Scaled, scale
from formulas.stage import Figures, Stage

CEILING, FIRST = "ceiling", "ceiling applied first"


def _ceiling_of(s: Stage, free: Figures, free_name: str) -> Figures:
    """The ceiling of every area; for one without a previous allocation `free`, called `free_name` in the working."""
    rate = s.given("ceiling_rate", "Ceiling rate", "share", "of last year's allocation", s.rule.value)
    words = f"[ceiling_rate] × [previous]; without a previous allocation, [{free_name}]"
    excel = f"IF([previous]>0,[ceiling_rate]*[previous],[{free_name}])"
    ceiling = s.where_above(s.previous, 0, s.previous * rate, free)
    s.step("ceiling", "Ceiling", "£ exact", words, excel, ceiling)
    s.promise("ceiling", ceiling, lowest=False)
    return ceiling


def _floor_beside(s: Stage) -> Figures | None:
    partner = s.partner
    if partner is None:
        return None
    s.refuse_above(partner.value - s.rule.value, lambda: _under_the_floor(s))
    floor = floor_of(s, partner.value)
    refuse_floors_above_pool(s, floor)
    return floor


def _solved(s: Stage) -> Figures:
    floor, ceiling = _floor_beside(s), _ceiling_of(s, s.before, "before")
    nought = s.before * 0
    low = nought if floor is None else floor
    if floor is not None and s.partner is not None and s.partner.mechanism == EXCESS:
        start, rises = floor, s.greater(s.before - floor, 0)
        how, live, from_floor = "what [before] is above [floor], otherwise 0", "MAX(0,[before]-[floor])", "[floor] + "
    else:
        start, rises, how, live, from_floor = nought, s.before, "[before]", "[before]", ""
    slope = s.step("slope", "Rises with the factor", "£ exact", how, live, rises)
    found = s.balance(start, slope, low, s.greater(ceiling, low), s.pool)
    how = "the one at which all amounts come to [pool], or as near to it as the ceilings allow"
    s.step("factor", "Scaling factor", "factor", how, None, found.factor)
    least = "" if floor is None else ", no less than [floor]"
    words = f"{from_floor}[factor] × [slope]{least}, no more than [ceiling]"
    lowest = "0" if floor is None else "[floor]"
    excel = f"MAX({lowest},MIN([ceiling],{from_floor.replace(' ', '')}[factor]*[slope]))"
    after = s.step("after", "After the ceiling", "£ exact", words, excel, found.amounts)
    _add_unplaced(s, after)
    words = "Ceiling: the scaling factor balances, or every area that can rise is at its ceiling (if not, run csptool)"
    rising = "SUMPRODUCT(--([ceiling:all]-[after:all]>0.0001),--([slope:all]>0))=0"
    s.check(words, True, f"OR(ABS([unplaced])<0.0001,AND([unplaced]>0,{rising}))", "factor")
    return after


def _applied_first(s: Stage) -> Figures:
    floor, ceiling = _floor_beside(s), _ceiling_of(s, s.before * 0 + s.pool, "pool")
    low = s.before * 0 if floor is None else floor
    ceiling = s.greater(ceiling, low)
    name = "0" if floor is None else "[floor]"
    excess = s.step(
        "excess",
        "Excess between the bounds",
        "£ exact",
        f"[before] less {name} where [before] is between the two, otherwise 0",
        f"IF([ceiling]-[before]>0.000001,MAX(0,[before]-{name}),0)",
        s.where_above(ceiling, s.before, s.greater(s.before - low, 0), s.before * 0),
    )
    base = s.step(
        "base",
        "Before any excess",
        "£ exact",
        f"{name} where [before] is below [ceiling], otherwise [ceiling]",
        f"IF([ceiling]-[before]>0.000001,{name},MAX([ceiling],{name}))",
        s.where_above(ceiling, s.before, low, ceiling),
    )
    remedy = f"{LOWER}, or use the rule ceiling, which is solved together with the floor"
    needed = "floors and capped amounts"
    words = Scaled("base", "excess", "Left for the excess", "After the ceiling", needed, remedy, at_most_one=True)
    after = scale(s, words, base, excess, s.rule.mechanism)
    _add_unplaced(s, after)
    return after


def _add_unplaced(s: Stage, after: Figures) -> None:
    words = "[pool] less the sum of [after:all]: what the ceilings leave over"
    s.step("unplaced", "Left over", "£ exact", words, "[pool]-SUM([after:all])", s.pool - s.total(after))


def _under_the_floor(s: Stage) -> Refusal:
    assert s.partner
    found = f"a ceiling of {in_full(s.rule.value * 100)}% under a floor of {in_full(s.partner.value * 100)}%"
    expected, remedy = "a ceiling no lower than the floor", "raise the ceiling, or lower the floor"
    return Refusal("ceiling-under-floor", s.rule.mechanism, found, expected, remedy)


_PREVIOUS = ("40000", "30000", "20000", "10000")
_BASIS = ("46000", "33000", "14000", "7000")
_NOTE = "The most that each area gets, as a part of its previous allocation: 105% allows growth of 5%."
register(
    Mechanism(
        CEILING,
        FLOORS,
        "rate",
        "no area above {value} of its previous allocation, solved in one go with any floor; "
        "a new area is held to what it had before this step; what no area may take is left over",
        _NOTE + " Solved in one go with a floor paid from excess or by scaling.",
        "ceilings of the English local government settlement, solved with the floor",
        Example(
            "100000",
            _BASIS,
            "102%",
            ("40800.00", "30600.00", "19000.00", "9500.00"),
            previous=_PREVIOUS,
            beside=((EXCESS, "95%", ""),),
        ),
        apply=_solved,
        needs_previous=True,
        changes_pool=True,
        solves=(EXCESS, SCALING),
    )
)
register(
    Mechanism(
        FIRST,
        FLOORS,
        "rate",
        "amounts above {value} of the previous allocation are cut to that first; then only those between floor and "
        "ceiling are scaled; what no area may take is left over",
        _NOTE + " Amounts are cut to it first; then only those between floor and ceiling pay for the floor.",
        "English local government settlement 2003-04",
        Example(
            "100000",
            ("48000", "31000", "14000", "7000"),
            "105%",
            ("42000.00", "29500.00", "19000.00", "9500.00"),
            previous=_PREVIOUS,
            beside=((EXCESS, "95%", ""),),
        ),
        apply=_applied_first,
        needs_previous=True,
        changes_pool=True,
        solves=(EXCESS,),
    )
)

"""The working of the rounding that closes a run, live in a spreadsheet where its floating point can be trusted.

A spreadsheet holds the exact amounts as floats, a little off. Three ways round that, the first that serves; whether one
does is tried out exactly, on the figures of this run:

- snapped: quotients are first rounded to some decimals of a unit, which takes the error away, so that whole pennies
  stay whole and level remainders stay level. No quotient may be so near to a rounding edge that the error could carry
  it over.
- nudged: a quotient is cut after a nudge upwards that is larger than the error, so that whole pennies stay whole. No
  remainder may be within the nudge of the next unit, and the last odd unit must be clear of the first row without one.
- stated: the whole units are given as csptool found them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from formulas.columns import Column
from formulas.exact import unit_words
from formulas.refusals import Refused
from formulas.rounded import Rounded, round_amounts
from formulas.rounding import half_away
from formulas.working import Working

LIVE_RANKS = 1_000  # a live rank compares every row with every other
DECIMALS = (6, 5, 4, 3, 2)
ERROR = 2**50  # a chain of steps over n areas is out by less than the largest quotient x (n + 64) / this
AGAIN = " (if not, run csptool)"
CLEAR = Fraction(1, 100)  # what the error may come to, of the last decimal kept


def add_rounding(
    working: Working, amounts: Column, key: str, rounded: Rounded, keys: Sequence[str], taker: int | None
) -> None:
    """Add the steps from the exact amounts (the step `key`) to the allocations in pounds, and their checks."""
    rule = rounded.rounding.rule
    whole, over, ranks = rounded.whole, rounded.left_over, rounded.ranks
    whole_excel = over_excel = None
    plain, half = f"[{key}]/[unit]", "" if rule == "largest-remainder" else "0.5+"
    snapped = _snapped(amounts, rounded, keys, taker)
    places = None if snapped else _nudge(amounts, rounded)
    if snapped:
        kept, (whole, over, ranks) = snapped
        quotient = f"ROUND({plain},{kept})"
        whole_excel = f"INT({quotient})" if rule == "largest-remainder" else f"ROUND({quotient},0)"
        over_excel = f"ROUND({quotient}-INT({quotient}),{kept})"
    elif places:
        whole_excel = f"INT({plain}+{half}1/10^{places})"
        over_excel = f"MAX(0,{plain}-INT({plain}+1/10^{places}))"
    cut = "cut to a whole number" if rule == "largest-remainder" else "rounded by itself, half away from zero"
    working.add("whole_units", "Whole units", "count", f"[{key}] ÷ [unit], {cut}", whole, whole_excel)
    decimals = _target_decimals(amounts, rounded)
    target = f"INT(ROUND(SUM([{key}:all])/[unit],{decimals}))" if decimals else None
    words = f"the sum of [{key}:all] ÷ [unit], cut to a whole number"
    working.add("target", "Units to place", "count", words, rounded.target, target)
    extra = ""
    words = "the fraction of a unit that a cut to whole units leaves"
    working.add("left_over", "Left over", "fraction", words, over, over_excel, detail=rule != "largest-remainder")
    if rule == "largest-remainder":
        live = whole_excel is not None and len(keys) <= LIVE_RANKS
        _add_odd(working, rounded, ranks, keys, live=live)
        extra = "[odd]"
    elif rule == "residue-to":
        takes = [1 if row == taker else 0 for row in range(len(keys))]
        words = "1 for the area named, otherwise 0"
        working.add("takes", "Takes the residue", "count", words, takes, given=True, detail=True)
        excel = "IF([takes]=1,[target]-SUM([whole_units:all]),0)"
        words = "what the rows miss the total by, for the area that takes it; otherwise 0"
        working.add("residue", "Residue", "odd", words, rounded.odd, excel)
        extra = "[residue]"
    units, words = (
        ("[whole_units]", "[whole_units]") if not extra else (f"([whole_units]+{extra})", f"([whole_units] + {extra})")
    )
    working.add("allocation", "Allocation", "£", f"{words} × [unit]", rounded.amounts, f"ROUND({units}*[unit],2)")
    _add_checks(working, key, rounded)
    if snapped:
        _add_edge_check(working, snapped[0], over, rounded)
    elif places:
        _add_nudge_checks(working, key, places, rounded)


def _add_odd(working: Working, rounded: Rounded, ranks: list[int], keys: Sequence[str], *, live: bool) -> None:
    order = {key: place for place, key in enumerate(sorted(keys), 1)}
    words = "the place of the code, else the name, in the order of their letters; it settles level remainders"
    working.add("tie_order", "Tie order", "count", words, [order[key] for key in keys], given=True, detail=True)
    name = f"Odd {unit_words(rounded.rounding.unit, 2)} to hand out"
    words, excel = "[target] less the sum of [whole_units:all]", "[target]-SUM([whole_units:all])"
    working.add("odd_left", name, "count", words, sum(rounded.odd), excel)
    words = "the place of [left_over] among all areas, the largest first, level ones by code, else by name"
    larger = "SUMPRODUCT(--([left_over:all]>[left_over]))"
    level = "SUMPRODUCT(([left_over:all]=[left_over])*([tie_order:all]<[tie_order]))"
    working.add("rank", "Rank", "count", words, ranks, f"1+{larger}+{level}" if live else None)
    words = "1 where [rank] is no greater than [odd_left], otherwise 0"
    name = f"Odd {unit_words(rounded.rounding.unit)}"
    working.add("odd", name, "odd", words, rounded.odd, "IF([rank]<=[odd_left],1,0)")


def _add_checks(working: Working, key: str, rounded: Rounded) -> None:
    if rounded.rounding.rule != "each":
        excel = "ABS(ROUND(SUM([allocation:all])-[target]*[unit],2))=0"
        words = "The allocations come to their exact total, rounded to the unit"
        working.check(words, sum(rounded.units) == rounded.target, excel)
    words = "No allocation is below nought"
    working.check(words, min(rounded.units, default=0) >= 0, "MIN([allocation:all])>=0")
    if rounded.rounding.rule != "residue-to":
        excel = f"SUMPRODUCT(--(([{key}:all]-[allocation:all])^2>(1.001*[unit])^2))=0"
        working.check("Every allocation is within one unit of its exact amount", True, excel)


def _snapped(
    amounts: Column, rounded: Rounded, keys: Sequence[str], taker: int | None
) -> tuple[int, tuple[list[int], list[Fraction], list[int]]] | None:
    """The decimals a spreadsheet may round quotients to, and the whole units, fractions and ranks it then finds."""
    quotients, error = amounts * (1 / rounded.rounding.unit), _error(amounts, rounded)
    for decimals in DECIMALS:
        scale = 10**decimals
        if error * scale > CLEAR:
            continue
        if any(_near_an_edge(part, quotients.over, scale, error) for part in quotients.whole):
            continue
        near = Column([half_away(part * scale, quotients.over) for part in quotients.whole], scale)
        try:
            found = round_amounts(near * rounded.rounding.unit, rounded.rounding, keys, taker)
        except Refused:
            continue  # of the figures as a spreadsheet would have them, not of the award
        same = found.units == rounded.units and found.target == rounded.target
        if same and _is_clear(found, Fraction(1, scale)):
            return decimals, (found.whole, found.left_over, found.ranks)
    return None


def _is_clear(found: Rounded, last: Fraction) -> bool:
    """Whether the last odd unit is level with the first row without one or clear of it, by more than the last decimal.

    Where each row is rounded by itself: whether no fraction is the last decimal away from a half.
    """
    if found.rounding.rule != "largest-remainder":
        return not any(0 < abs(left - Fraction(1, 2)) <= last for left in found.left_over)
    ranked, odd = sorted(found.left_over, reverse=True), sum(found.odd)
    gap = ranked[odd - 1] - ranked[odd] if 0 < odd < len(ranked) else 1
    return gap == 0 or gap > last


def _add_edge_check(working: Working, decimals: int, left_over: Sequence[Fraction], rounded: Rounded) -> None:
    """What `_is_clear` says, live: changed inputs may come nearer to a tie than a spreadsheet can tell.

    Only what is level in this run, as the sheet has it (`left_over`), may be level: of another tie it cannot be sure.
    """
    last = f"1/10^{decimals}"
    if rounded.rounding.rule != "largest-remainder":
        halves = sum(left == Fraction(1, 2) for left in left_over)
        excel = f"SUMPRODUCT(--(([left_over:all]-0.5)^2<(1.5*{last})^2))={halves}"
        working.check("No amount is so near to half a unit that a spreadsheet could mistake it" + AGAIN, True, excel)
        return
    gap, ranked, odd = _gap(len(rounded.whole)), sorted(left_over, reverse=True), sum(rounded.odd)
    level = 0 < odd < len(ranked) and ranked[odd - 1] == ranked[odd]
    excel = f"OR([odd_left]<=0,[odd_left]>={len(rounded.whole)},{gap}>1.5*{last}" + f",{gap}<0.1*{last}" * level + ")"
    working.check("The last odd unit is level with the first area without one or clear of it" + AGAIN, True, excel)


def _add_nudge_checks(working: Working, key: str, decimals: int, rounded: Rounded) -> None:
    """The conditions of the nudge, live."""
    count = len(rounded.whole)
    error = f"(MAX([{key}:all])/[unit]*{count + 64}/2^50)"
    near_next = f"SUMPRODUCT(--([left_over:all]>1-2/10^{decimals}))"
    if rounded.rounding.rule != "largest-remainder":
        near_next = f"SUMPRODUCT(([left_over:all]>0.5-2/10^{decimals})*([left_over:all]<0.5-{error}))"
    working.check(
        "No amount is so near to the next unit that a spreadsheet could mistake it" + AGAIN, True, f"{near_next}=0"
    )
    if rounded.rounding.rule == "largest-remainder":
        excel = f"OR([odd_left]<=0,[odd_left]>={count},{_gap(count)}>4*{error})"
        working.check("The last odd unit is clear of the first area without one" + AGAIN, True, excel)


def _gap(count: int) -> str:
    """What the last row with an odd unit has left over, less what the first without one has."""
    last, first = f"MIN({count},MAX(1,[odd_left]))", f"MAX(1,MIN({count},[odd_left]+1))"
    return f"(LARGE([left_over:all],{last})-LARGE([left_over:all],{first}))"


def _error(amounts: Column, rounded: Rounded) -> Fraction:
    """More than a spreadsheet's error in any quotient, in units."""
    return max(amounts) / rounded.rounding.unit * (len(amounts) + 64) / ERROR + Fraction(1, ERROR)


def _nudge(amounts: Column, rounded: Rounded) -> int | None:
    """The decimals of a nudge that keeps every row on its side of a unit and every odd unit where it is."""
    error = _error(amounts, rounded)
    half = Fraction(0) if rounded.rounding.rule == "largest-remainder" else Fraction(1, 2)
    fractions = [(left + half) % 1 for left in rounded.left_over]
    if not half and any(rounded.odd):
        winners = [left for left, odd in zip(rounded.left_over, rounded.odd, strict=True) if odd]
        others = [left for left, odd in zip(rounded.left_over, rounded.odd, strict=True) if not odd]
        if others and min(winners) - max(others) <= 4 * error:
            return None
    for decimals in (6, 5, 4, 3):
        nudge = Fraction(1, 10**decimals)
        if nudge > 4 * error and all(left < 1 - 2 * nudge and not 0 < left <= error for left in fractions):
            return decimals
    return None


def _target_decimals(amounts: Column, rounded: Rounded) -> int | None:
    """The decimals to which a spreadsheet may round the exact total before it cuts it to whole units."""
    total = amounts.total() / rounded.rounding.unit
    error = total * (len(amounts) + 64) / ERROR + Fraction(1, ERROR)
    for decimals in DECIMALS:
        scale = 10**decimals
        if not _near_an_edge(total.numerator, total.denominator, scale, error):
            near = half_away(total.numerator * scale, total.denominator)
            if near // scale == rounded.target:
                return decimals
    return None


def _near_an_edge(part: int, over: int, scale: int, error: Fraction) -> bool:
    """Whether the quotient, in units of the last decimal kept, is nearer to a half than a spreadsheet's error."""
    doubled = 2 * part * scale
    from_half = abs(doubled % (2 * over) - over)  # of 2 x over
    return from_half * error.denominator <= 2 * scale * over * error.numerator

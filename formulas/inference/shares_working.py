"""The working of a share-out that was inferred: from a pot and the bases to every result, and the pots of every row."""

from __future__ import annotations

from fractions import Fraction

from formulas.inference.interval import NOUGHT
from formulas.inference.pots import HALF_EVEN, HALF_UP, LARGEST_REMAINDER, ROUNDED_UP, TRUNCATED, Pots, before_rounding
from formulas.inference.proof import Proof
from formulas.inference.shares import Shares
from formulas.working import Working

_UNITS = "ROUND([exact]/[unit],6)"  # a spreadsheet's figures are binary: what lies beyond is not the formula's
_ROUNDED = {
    HALF_UP: f"ROUND({_UNITS},0)*[unit]",
    TRUNCATED: f"TRUNC({_UNITS})*[unit]",
    ROUNDED_UP: f"ROUNDUP({_UNITS},0)*[unit]",
    HALF_EVEN: f"(ROUND({_UNITS},0)-IF(AND(MOD(ABS({_UNITS}),1)=0.5,ISEVEN(TRUNC({_UNITS}))),SIGN({_UNITS}),0))*[unit]",
    LARGEST_REMAINDER: None,  # who gets the odd units is stated, not worked out again
}
_NEAR = "0.0000001"


def shares_working(shares: Shares, found: Pots, proof: Proof) -> Working:
    """The steps of the answer: each row's exact share of the pot, the result that it rounds to, and the pots it allows.

    result = pot x basis / the sum of the bases, rounded to the unit; rows held at an amount get that, and the pot is
    less what they get. A row's pots are what its result may have been before rounding x the sum / its basis.
    """
    working, held = Working(), [shares.holds(place) for place in range(len(shares.rows))]
    add, ones = working.add, [Fraction(not one) for one in held]
    whole = _whole(shares, proof)
    add("pot", "Pot", "£ exact", "one of the pots that fit", proof.pot, given=True)
    add("unit", "Unit", "£", f"results are printed to it: {found.rule}", found.unit, given=True)
    amount = shares.held.amount if shares.held else NOUGHT
    add("held_at", "Minimum or cap", "£", "what rows held there get", amount, given=True)
    add("basis", "Basis", "fraction", "as printed, or what rounds to it", proof.bases, given=True)
    add("result", "Result", "£", "as printed", [row.result for row in shares.rows], given=True)
    add("shares", "Shares", "count", "1, and 0 for a row held at an amount", ones, given=True)
    if shares.whole and not shares.held:
        add("whole", "The whole", "fraction", "a hundred per cent", whole, given=True)
    else:
        words, excel = "the sum of [basis:all] that share", "SUMPRODUCT([basis:all],[shares:all])"
        add("whole", "Sum of the bases", "fraction", words, whole, excel)
    cost = shares.beside
    words = "[held_at] for each row held there"
    add("cost", "What held rows get", "£", words, cost, "[held_at]*(COUNT([shares:all])-SUM([shares:all]))")
    exact = [(proof.pot - cost) * basis / whole for basis in proof.bases]
    words = "([pot] − [cost]) × [basis] ÷ [whole]"
    add("exact", "Exact share", "£ exact", words, exact, "([pot]-[cost])*[basis]/[whole]")
    rounded = _ROUNDED[found.rule]
    live = f"IF([shares]=0,[held_at],{rounded})" if rounded else None
    add("worked", "Worked out", "£", f"[exact], {found.rule} to [unit]; [held_at] of a row held", proof.worked, live)
    apart = [row.result - worked for row, worked in zip(shares.rows, proof.worked, strict=True)]
    add("apart", "Apart", "£", "[result] − [worked]", apart, "ROUND([result]-[worked],6)")
    if not found.basis_rounded and found.rule != LARGEST_REMAINDER:
        _add_pots(working, shares, found, whole)
    left = len(shares.aside.rows) if shares.aside else 0
    words = f"Every row but {left} follows" if left else "Every row follows"
    working.check(f"{words} from the pot", sum(map(bool, apart)) == left, f"SUMPRODUCT(--([apart:all]<>0))={left}")
    return working


def _whole(shares: Shares, proof: Proof) -> Fraction:
    if shares.whole and not shares.held:
        return shares.whole
    return sum((basis for place, basis in enumerate(proof.bases) if not shares.holds(place)), NOUGHT)


def _add_pots(working: Working, shares: Shares, found: Pots, whole: Fraction) -> None:
    """The least and the greatest pot of every row; those of a row without a basis, or held, are the pot itself."""
    pot, cost = working.steps["pot"].values, shares.beside
    assert isinstance(pot, Fraction)
    down, up = _leeway(found)
    ends: tuple[list[Fraction], list[Fraction]] = ([], [])
    for place, row in enumerate(shares.rows):
        before = before_rounding(row.result, found.unit, found.rule)
        for side, one in zip(ends, (before.low, before.high), strict=True):
            free = shares.holds(place) or not row.basis or one is None
            side.append(pot if free else (one or NOUGHT) * whole / row.basis + cost)
    for key, name, by, values in zip(("least", "greatest"), ("Pot from", "Pot to"), (down, up), ends, strict=True):
        excel = f"IF([shares]*[basis]=0,[pot],([result]{by})*[whole]/[basis]+[cost])"
        working.add(key, name, "£ exact", f"([result]{by}) × [whole] ÷ [basis] + [cost]", values, excel)
    kept = [place for place in range(len(shares.rows)) if not (shares.aside and place in shares.aside.rows)]
    if len(kept) == len(shares.rows):
        words = "the greatest of [least:all] and the least of [greatest:all]"
        working.add("lowest", "Lowest pot", "£ exact", words, max(ends[0]), "MAX([least:all])")
        working.add("highest", "Highest pot", "£ exact", words, min(ends[1]), "MIN([greatest:all])")
        low, high = max(ends[0]), min(ends[1])
        excel = f"AND([lowest]<=[pot]+{_NEAR},[pot]<=[highest]+{_NEAR})"
        working.check("The pot lies among those that every row allows", low <= pot <= high, excel)


def _leeway(found: Pots) -> tuple[str, str]:
    """What is taken from a result and added to it, to have what it may have been before it was rounded."""
    if found.rule == TRUNCATED:
        return "-IF([result]>0,0,[unit])", "+IF([result]<0,0,[unit])"
    if found.rule == ROUNDED_UP:
        return "-IF([result]>0,[unit],0)", "+IF([result]<0,[unit],0)"
    return "-[unit]/2", "+[unit]/2"

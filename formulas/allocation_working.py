"""The working of an allocation: every step with its words, its exact figures and its live Excel formula."""

from __future__ import annotations

from fractions import Fraction

from formulas.allocation import Allocation, areas_named
from formulas.division import add_division
from formulas.exact import in_full, unit_words
from formulas.working import Working

LIVE_RANKS = 1_000  # a live rank compares every row with every other: beyond this many a workbook would take minutes


def working_of(allocation: Allocation) -> Working:
    """The working of an allocation, in the order in which a person would do it, and the checks made at the end.

    Every step is a live formula, save where `formulas.division` says stated, and ranks beyond `LIVE_RANKS` rows.
    """
    fund, areas, shared = allocation.fund, allocation.areas, allocation.shared
    working = Working()
    bases = [area.basis for area in areas]
    add, total = working.add, sum(bases, Fraction(0))
    add("pot", "Pot", "£", "what is shared out", fund.pot, given=True)
    add("unit", "Rounding unit", "£", "what every amount is a whole number of", fund.rounding.unit, given=True)
    add("basis", "Basis", "count", "what is shared by", bases, given=True)
    add("total_basis", "Total basis", "count", "the sum of [basis:all]", total, "SUM([basis:all])")
    add("share", "Share", "share", "[basis] ÷ [total_basis]", allocation.shares, "[basis]/[total_basis]")
    exact = [allocation.exact(row) for row in range(len(areas))]
    add("exact", "Exact amount", "£ exact", "[pot] × [share]", exact, "[pot]*[basis]/[total_basis]")
    add("pot_units", "Pot in units", "count", "[pot] ÷ [unit]", shared.pot, "ROUND([pot]/[unit],0)", detail=True)
    way = add_division(working, shared, shared.total_weight / total)
    if fund.rounding.rule == "largest-remainder":
        _add_largest_remainder(working, allocation, way)
        extra = ["odd"]
    else:
        _add_rounded(working, allocation, way)
        extra = ["rounded_up"]
        if fund.rounding.rule == "residue-to":
            _add_residue(working, allocation)
            extra.append("residue")
    words = " + ".join(f"[{key}]" for key in ("whole_units", *extra))
    excel = f"ROUND(({words.replace(' ', '')})*[unit],2)"
    add("allocation", "Allocation", "£", f"({words}) × [unit]", allocation.amounts, excel)
    _add_checks(working, allocation)
    return working


def _add_largest_remainder(working: Working, allocation: Allocation, way: str) -> None:
    areas, shared, unit = allocation.areas, allocation.shared, allocation.fund.rounding.unit
    order = {key: place for place, key in enumerate(sorted(area.key for area in areas), 1)}
    odd = shared.odd()
    claim = "remainder" if way == "exact" else "left_over"
    larger = f"SUMPRODUCT(--([{claim}:all]>[{claim}]))"
    level = f"SUMPRODUCT(([{claim}:all]=[{claim}])*([tie_order:all]<[tie_order]))"
    live = way != "stated" and len(areas) <= LIVE_RANKS
    add, name = working.add, f"Odd {unit_words(unit, 2)} to hand out"
    words = "the place of the code, else the name, in the order of their letters; it settles level remainders"
    add("tie_order", "Tie order", "count", words, [order[area.key] for area in areas], given=True, detail=True)
    words, excel = "[pot_units] less the sum of [whole_units:all]", "[pot_units]-SUM([whole_units:all])"
    add("odd_left", name, "count", words, sum(odd), excel)
    words = "the place of [left_over] among all areas, the largest first, level ones by code, else by name"
    add("rank", "Rank", "count", words, shared.ranks(), f"1+{larger}+{level}" if live else None)
    words = "1 where [rank] is no greater than [odd_left], otherwise 0"
    add("odd", f"Odd {unit_words(unit)}", "odd", words, odd, "IF([rank]<=[odd_left],1,0)")


def _add_rounded(working: Working, allocation: Allocation, way: str) -> None:
    shared = allocation.shared
    up = [1 if 2 * r >= shared.total_weight else 0 for r in shared.remainders()]
    excel = {
        "exact": "IF(2*[remainder]>=[total_weight],1,0)",
        "floating": "IF([left_over]>=0.5,1,0)",
        "stated": None,
    }[way]
    working.add("rounded_up", "Rounded up", "count", "1 where [left_over] is a half or more, otherwise 0", up, excel)


def _add_residue(working: Working, allocation: Allocation) -> None:
    taker = areas_named(allocation.fund.residue_to, allocation.areas)[0]
    takes = [1 if row == taker else 0 for row in range(len(allocation.areas))]
    words = "1 for the area named, otherwise 0"
    working.add("takes", "Takes the residue", "count", words, takes, given=True, detail=True)
    residue = "[pot_units]-SUM([whole_units:all])-SUM([rounded_up:all])"
    words = "the pot less what all areas were rounded to, for the area that takes it; otherwise 0"
    working.add("residue", "Residue", "odd", words, allocation.shared.odd(), f"IF([takes]=1,{residue},0)")


def _add_checks(working: Working, allocation: Allocation) -> None:
    """What the workbook tests again, whatever the rule; then what its own rule promises."""
    shared, rule = allocation.shared, allocation.fund.rounding.rule
    bases = [area.basis for area in allocation.areas]
    words = "The pot is above nought and no basis below it"
    working.check(words, allocation.fund.pot > 0 <= min(bases), "AND([pot]>0,MIN([basis:all])>=0)")
    idle = all(units == 0 for units, basis in zip(shared.whole_units(), bases, strict=True) if not basis)
    excel = "SUMPRODUCT(([basis:all]=0)*([allocation:all]<>0))=0"
    working.check("An area whose basis is nought receives nothing", idle, excel)
    if rule == "each":
        count = len(shared.units)
        most = in_full(count * allocation.fund.rounding.unit / 2)
        excel = f"ABS(ROUND(SUM([allocation:all])-[pot],2))<={most}"
        words = "The allocations miss the pot by no more than half a unit for each area"
        working.check(words, abs(shared.residue) * 2 <= count, excel)
    else:
        excel = "ROUND(SUM([allocation:all])-[pot],2)=0"
        working.check("The allocations come to the pot", shared.residue == 0, excel)
    if rule != "residue-to":
        within = all(abs(shared.exact(row) - units) < 1 for row, units in enumerate(shared.units))
        excel = "SUMPRODUCT(--(([exact:all]-[allocation:all])^2>(1.001*[unit])^2))=0"
        working.check("Every allocation is within one unit of its exact amount", within, excel)
    if rule == "largest-remainder":
        _add_odd_checks(working, allocation)


def _add_odd_checks(working: Working, allocation: Allocation) -> None:
    shared, odd = allocation.shared, allocation.shared.odd()
    words = "As many odd units were handed out as there were, no more than one to an area"
    excel = "AND(SUM([odd:all])=[odd_left],MIN([odd:all])>=0,MAX([odd:all])<=1)"
    working.check(words, set(odd) <= {0, 1}, excel)
    without, least = "SUMPRODUCT(MAX(([odd:all]=0)*[left_over:all]))", "LARGE([left_over:all],MAX(1,[odd_left]))"
    over = list(zip(shared.remainders(), odd, strict=True))
    highest = max((r for r, got in over if not got), default=0)
    words = "No area without an odd unit has more left over than an area with one"
    holds = all(r >= highest for r, got in over if got)
    working.check(words, holds, f"IF([odd_left]=0,TRUE,{without}<={least})")

"""The working of an allocation: every step with its words, its exact figures and its live Excel formula."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from formulas.allocation import Allocation, Area, Fund, named
from formulas.apportion import Apportionment
from formulas.exact import in_full
from formulas.long_division import EXACT_BELOW, add_long_division, fits
from formulas.working import Check, Step, Working

LIVE_RANKS = 1_000  # a live rank compares every row with every other: beyond this many a workbook would take minutes


def working_of(allocation: Allocation) -> Working:
    """The working of an allocation, in the order in which a person would do it, and the checks made at the end.

    Where the figures are too long for a spreadsheet's exact whole numbers (`long_division.fits`), the whole units and
    what is left over are stated, not live; so are ranks beyond `LIVE_RANKS` rows.
    """
    fund, areas, shared = allocation.fund, allocation.areas, allocation.shared
    working = Working()
    bases = [area.basis for area in areas]
    scale = Fraction(shared.total_weight) / sum(bases)
    live = fits(abs(shared.pot), shared.total_weight)
    for step in (
        Step("pot", "Pot", "£", "given", fund.pot, for_fund=True),
        Step("unit", "Rounding unit", "£", "given", fund.unit, for_fund=True),
        Step("basis", "Basis", "basis", "given", bases),
        Step(
            "total_basis",
            "Total basis",
            "basis",
            "the sum of [basis:all]",
            sum(bases),
            "SUM([basis:all])",
            for_fund=True,
        ),
        Step("share", "Share", "share", "[basis] ÷ [total_basis]", allocation.shares, "[basis]/[total_basis]"),
        Step(
            "exact",
            "Exact amount",
            "£ exact",
            "[pot] × [share]",
            [allocation.exact(row) for row in range(len(areas))],
            "[pot]*[basis]/[total_basis]",
        ),
        Step(
            "pot_units",
            "Pot in units",
            "count",
            "[pot] ÷ [unit]",
            shared.pot,
            "ROUND([pot]/[unit],0)",
            detail=True,
            for_fund=True,
        ),
    ):
        working.add(step)
    if live:
        _add_weights(working, shared, scale)
        add_long_division(working, shared.pot, shared.weights, shared.total_weight)
    _add_rounding(working, fund, areas, shared, live)
    _add_checks(working, fund, shared, live)
    return working


def _add_weights(working: Working, shared: Apportionment, scale: Fraction) -> None:
    note = "makes every basis a whole number"
    total = shared.total_weight
    for step in (
        Step("scale", "Scale of the basis", "count", note, scale, detail=True, for_fund=True, note=note),
        Step("weight", "Weight", "count", "[basis] × [scale]", shared.weights, "ROUND([basis]*[scale],0)", detail=True),
        Step(
            "total_weight", "Total weight", "count", "the sum", total, "SUM([weight:all])", detail=True, for_fund=True
        ),
    ):
        working.add(step)


def _add_rounding(working: Working, fund: Fund, areas: Sequence[Area], shared: Apportionment, live: bool) -> None:
    """From the exact amount to the allocation, by the fund's rule."""
    pot, total = abs(shared.pot), shared.total_weight
    cut = [pot * w // total for w in shared.weights]
    over = [Fraction(r, total) for r in shared.remainders()]
    for step in (
        Step(
            "quotient",
            "Whole units",
            "count",
            "[exact] ÷ [unit], cut to a whole number",
            cut,
            "[quotient_units]" if live else None,
        ),
        Step(
            "left_over",
            "Left over",
            "count",
            "the fraction of a unit that the cut leaves",
            over,
            "[remainder]/[total_weight]" if live else None,
        ),
    ):
        working.add(step)
    if fund.rule == "largest-remainder":
        _add_largest_remainder(working, areas, shared, live)
        extra = "[odd]"
    else:
        _add_each(working, fund, areas, shared, over)
        extra = "[rounded_up]+[odd]" if fund.rule == "residue-to" else "[rounded_up]"
    amounts = [units * fund.unit for units in shared.units]
    words = f"([quotient] + {extra.replace('+', ' + ')}) × [unit]"
    excel = f"ROUND(([quotient]+{extra})*[unit],2)"
    working.add(Step("allocation", "Allocation", "£", words, amounts, excel))


def _add_largest_remainder(working: Working, areas: Sequence[Area], shared: Apportionment, live: bool) -> None:
    own = shared.whole_units()
    left = shared.pot - sum(own)
    order = {key: place for place, key in enumerate(sorted(a.key for a in areas), 1)}
    larger = "SUMPRODUCT(--([remainder:all]>[remainder]))"
    level_before = "SUMPRODUCT(([remainder:all]=[remainder])*([tie_order:all]<[tie_order]))"
    odd = [units - whole for units, whole in zip(shared.units, own, strict=True)]
    for step in (
        Step(
            "tie_order",
            "Tie order",
            "count",
            "the place of the code, else the name, in alphabetical order",
            [order[a.key] for a in areas],
            detail=True,
        ),
        Step(
            "odd_left",
            "Odd units to hand out",
            "count",
            "[pot_units] less the sum of [quotient:all]",
            left,
            "[pot_units]-SUM([quotient:all])",
            for_fund=True,
        ),
        Step(
            "rank",
            "Rank",
            "count",
            "the place of [left_over] among all areas, largest first, level ones by code, else name",
            shared.ranks(),
            f"1+{larger}+{level_before}" if live and len(areas) <= LIVE_RANKS else None,
        ),
        Step(
            "odd",
            "Odd unit",
            "count",
            "1 if rank [rank] is within the [odd_left] odd units to hand out, otherwise 0",
            odd,
            "IF([rank]<=[odd_left],1,0)",
        ),
    ):
        working.add(step)


def _add_each(
    working: Working, fund: Fund, areas: Sequence[Area], shared: Apportionment, over: Sequence[Fraction]
) -> None:
    up = [1 if fraction >= Fraction(1, 2) else 0 for fraction in over]
    words = "1 if [left_over] is a half or more, otherwise 0"
    excel = "IF(2*[remainder]>=[total_weight],1,0)" if "remainder" in working.steps else None
    working.add(Step("rounded_up", "Rounded up", "count", words, up, excel))
    if fund.rule == "residue-to":
        row = named(fund.residue_to, areas)[0]
        odd = [units - own for units, own in zip(shared.units, shared.whole_units(), strict=True)]
        takes = [1 if i == row else 0 for i in range(len(areas))]
        working.add(Step("takes", "Takes the residue", "count", "given: 1 for the named area", takes, detail=True))
        words = "the residue if the area takes it, otherwise 0"
        residue = "[pot_units]-SUM([quotient:all])-SUM([rounded_up:all])"
        working.add(Step("odd", "Odd units", "count", words, odd, f"IF([takes]=1,{residue},0)"))


def _add_checks(working: Working, fund: Fund, shared: Apportionment, live: bool) -> None:
    count = len(shared.units)
    amounts = list(zip(shared.units, shared.weights, strict=True))
    checks = [
        Check(
            "An area whose basis is nought receives nothing",
            all(units == 0 for units, weight in amounts if weight == 0) or fund.rule == "residue-to",
            "SUMPRODUCT(([basis:all]=0)*([quotient:all]<>0))=0",
        )
    ]
    if fund.rule == "each":
        miss = in_full(count * fund.unit / 2)
        checks.append(
            Check(
                "The allocations miss the pot by no more than half a unit an area",
                abs(shared.residue) * 2 <= count,
                f"ABS(ROUND(SUM([allocation:all])-[pot],2))<={miss}",
            )
        )
    else:
        checks.append(
            Check("The allocations come to the pot", shared.residue == 0, "ROUND(SUM([allocation:all])-[pot],2)=0")
        )
    if fund.rule == "largest-remainder":
        checks += [
            Check(
                "As many odd units are handed out as were left over, one an area",
                True,
                "AND(SUM([odd:all])=[odd_left],MIN([odd:all])>=0,MAX([odd:all])<=1)",
            ),
            Check(
                "No area without an odd unit has more left over than one with",
                True,
                "SUMPRODUCT(MAX(([odd:all]=0)*[left_over:all]))<=IF([odd_left]=0,1,LARGE([left_over:all],MAX(1,[odd_left])))",
            ),
        ]
    if live:
        checks += [
            Check(
                "Every weight is a whole number",
                True,
                "SUMPRODUCT(--(ABS([basis:all]*[scale]-[weight:all])>0.001))=0",
            ),
            Check(
                "Every step of the long division is small enough to be exact",
                shared.total_weight * 10 < EXACT_BELOW,
                f"AND([total_weight]*[digit_base]<{EXACT_BELOW},[digit_1]<[digit_base])",
            ),
        ]
    working.checks.extend(checks)

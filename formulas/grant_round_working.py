"""The working of a grant round: what each could get, whose turn it is, the award and what is left, every step live.

One thing is stated: where applications that do not fit are passed over, who is funded depends on every turn before, and
a column cannot refer to itself. It is given as csptool found it and tested again by a check.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from formulas.columns import Column
from formulas.grant_round import BY_RANK, GrantRound
from formulas.rounded_working import add_rounding
from formulas.working import Working


def working_of(found: GrantRound) -> Working:
    """The steps of a round in the order in which a person would do them, and the checks made at the end."""
    working, terms = Working(), found.terms
    add = working.add
    add("pot", "Pot", "£", "what there is to award", terms.pot, given=True)
    if terms.cap is not None:
        add("cap", "Cap for each award", "£", "no award is above it", terms.cap, given=True)
    add("unit", "Rounding unit", "£", "what every award is a whole number of", terms.unit, given=True)
    _add_applications(working, found)
    words = "[pot], cut to a whole number of [unit]"
    available = terms.pot // terms.unit * terms.unit
    add("available", "Pot in whole units", "£", words, available, f"{_cut('[pot]')}")
    if terms.way == BY_RANK:
        _add_by_rank(working, found)
    else:
        _add_scaled(working, found)
    add("awarded", "Awarded", "£", "the sum of [award:all]", found.awarded, "ROUND(SUM([award:all]),2)")
    add("left", "Left of the pot", "£", "[pot] − [awarded]", found.left, "ROUND([pot]-[awarded],2)")
    _add_checks(working, found)
    return working


def _cut(amount: str) -> str:
    """An amount cut to whole units, worked out in pence so that no float comes to a unit less."""
    return f"ROUND(INT(ROUND({amount}*100,0)/ROUND([unit]*100,0))*[unit],2)"


def _add_applications(working: Working, found: GrantRound) -> None:
    ones, add = found.applications, working.add
    kind = "score" if found.terms.highest_first else "rank"
    add("requested", "Requested", "£", "what is asked for", [one.requested for one in ones], given=True)
    flags = [int(one.eligible) for one in ones]
    add("eligible", "Eligible", "count", "1 where it is eligible, otherwise 0", flags, given=True)
    flags = [int(one.recommended) for one in ones]
    add("recommended", "Recommended", "count", "1 where it is recommended, otherwise 0", flags, given=True)
    if found.terms.way == BY_RANK:
        places = [one.order or Fraction(0) for one in ones]
        words = "the highest comes first" if kind == "score" else "the lowest comes first"
        add("place", kind.capitalize(), "count", words, places, given=True)
    if any(one.stated is not None for one in ones):
        stated = [one.stated or Fraction(0) for one in ones]
        add("stated", "Award as stated", "£", "what the sheet says was awarded", stated, given=True)
    flags = [int(one.fundable) for one in ones]
    words = "[eligible] × [recommended]"
    add("fundable", "May be funded", "count", words, flags, "[eligible]*[recommended]")
    wanted, words = "[requested]", "[requested], cut to whole units, where it may be funded"
    if found.terms.cap is not None:
        wanted, words = "MIN([requested],[cap])", "the smaller of [requested] and [cap], in whole units, if fundable"
    add("most", "Most it could get", "£", words, list(found.most), f"IF([fundable]=1,{_cut(wanted)},0)")


def _add_by_rank(working: Working, found: GrantRound) -> None:
    terms, add = found.terms, working.add
    first = ">" if terms.highest_first else "<"
    turns = _places(found)
    ahead = f"SUMPRODUCT([fundable:all]*([place:all]{first}[place]))"
    words = "how many that may be funded come before it, and 1; 0 where it may not"
    add("turn", "Turn", "count", words, turns, f"IF([fundable]=1,1+{ahead},0)")
    room = [found.terms.pot // terms.unit * terms.unit if one is None else one for one in found.room]
    taken = "most" if terms.part_award else "award"
    excel = f"MAX(0,ROUND([available]-SUMPRODUCT(([turn:all]<[turn])*[{taken}:all]),2))"
    if terms.part_award:
        words = "[available] less [most] of those before it, and never below nought"
        add("room", "Left at its turn", "£", words, room, excel)
        words = "the smaller of [most] and [room]"
        add("award", "Award", "£", words, list(found.awards), "MIN([most],[room])")
    else:
        funded = [int(award > 0) for award in found.awards]
        words = "1 where it fits into what is left at its turn, otherwise 0"
        add("funded", "Is funded", "count", words, funded)
        add("award", "Award", "£", "[most] × [funded]", list(found.awards), "[most]*[funded]")
        words = "[available] less [award] of those before it"
        add("room", "Left at its turn", "£", words, room, excel)
        excel = "SUMPRODUCT(([most:all]>0)*(([most:all]<=[room:all])<>([funded:all]=1)))=0"
        working.check("Who is funded is who fits at its turn (if not, run csptool again)", True, excel)
    words = "[award] of all up to and with its turn"
    excel = "ROUND(SUMPRODUCT(([turn:all]<=[turn])*[award:all]),2)"
    add("so_far", "Awarded so far", "£", words, _so_far(turns, found.awards), excel)
    level = "SUMPRODUCT(--([so_far:all]>[available]))=0"
    working.check("Nobody's award takes the awards above the pot (level ranks must be settled)", True, level)


def _places(found: GrantRound) -> list[int]:
    """The place of every application among those that may be funded, level ones alike; 0 for the others."""
    ones, sign = found.applications, -1 if found.terms.highest_first else 1
    first: dict[Fraction, int] = {}  # the place of the first application with an order
    places = {
        row: first.setdefault(sign * (ones[row].order or Fraction(0)), turn) for turn, row in enumerate(found.turns, 1)
    }
    return [places.get(row, 0) for row in range(len(ones))]


def _so_far(turns: Sequence[int], awards: Sequence[Fraction]) -> list[Fraction]:
    by_turn: dict[int, Fraction] = {}
    for turn, award in zip(turns, awards, strict=True):
        by_turn[turn] = by_turn.get(turn, Fraction(0)) + award
    so_far = dict(zip(sorted(by_turn), accumulate(by_turn[turn] for turn in sorted(by_turn)), strict=True))
    return [so_far[turn] for turn in turns]


def _add_scaled(working: Working, found: GrantRound) -> None:
    assert found.rounded is not None  # scaled awards are rounded
    wanted = sum(found.most, Fraction(0))
    working.add("wanted", "All could get", "£", "the sum of [most:all]", wanted, "ROUND(SUM([most:all]),2)")
    excel = "IF([wanted]<=[available],1,[available]/[wanted])"
    words = "[available] ÷ [wanted], or 1 where that is enough"
    working.add("factor", "Part of it that everyone gets", "factor", words, found.factor, excel)
    exact = Column.of([amount * found.factor for amount in found.most])
    excel = "IF([wanted]<=[available],[most],[most]*[available]/[wanted])"
    working.add("scaled", "Exact award", "£ exact", "[most] × [factor]", list(exact), excel)
    keys = [one.name for one in found.applications]
    add_rounding(working, exact, "scaled", found.rounded, keys, None)
    working.add("award", "Award", "£", "[allocation]", list(found.awards), "[allocation]")


def _add_checks(working: Working, found: GrantRound) -> None:
    words = "Awards and what is left come to the pot, and nothing is below nought"
    excel = "AND(ABS([awarded]+[left]-[pot])<0.001,[left]>=0,MIN([award:all])>=0)"
    working.check(words, True, excel)
    excel = "SUMPRODUCT(--([award:all]>[requested:all]+0.001))=0"
    working.check("No award is above what was requested", True, excel)
    if found.terms.cap is not None:
        working.check("No award is above the cap", True, "MAX([award:all])<=[cap]")
    excel = "SUMPRODUCT(([award:all]>0)*([fundable:all]=0))=0"
    working.check("Nobody who may not be funded is awarded anything", True, excel)
    if "stated" in working.steps:
        _add_stated_checks(working, found)


def _add_stated_checks(working: Working, found: GrantRound) -> None:
    """The awards that the sheet states keep the terms too."""
    ones, terms = found.applications, found.terms
    stated = [one.stated or Fraction(0) for one in ones]
    holds = not any(award > one.requested for award, one in zip(stated, ones, strict=True))
    excel = "SUMPRODUCT(--([stated:all]>[requested:all]+0.001))=0"
    working.check("No award as stated is above what was requested", holds, excel)
    if terms.cap is not None:
        working.check("No award as stated is above the cap", max(stated) <= terms.cap, "MAX([stated:all])<=[cap]")
    holds = not any(award > 0 and not one.eligible for award, one in zip(stated, ones, strict=True))
    excel = "SUMPRODUCT(([stated:all]>0)*([eligible:all]=0))=0"
    working.check("Nobody ineligible is stated to be awarded anything", holds, excel)
    excel = "SUM([stated:all])<=[pot]+0.001"
    working.check("The awards as stated are within the pot", sum(stated) <= terms.pot, excel)
    working.check("No award as stated is below nought", min(stated) >= 0, "MIN([stated:all])>=0")

"""What deserves a question: no spend, spend at, near or above the allocation, money left when the year is over."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from formulas.exact import in_pounds
from formulas.monitoring import Monitoring, Position, Terms

NEAR = Fraction(1)  # pounds: spend that is nearer than this to the allocation looks copied from it


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag of an area: the code of its kind, and what there is to ask, in words and figures."""

    area: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class FlagKind:
    """A kind of flag: its head in a table, its condition here and in Excel, its words."""

    head: str
    holds: Callable[[Terms, Fraction, Position], bool]
    excel: str
    words: Callable[[Terms, Position], str]


def flags_of(found: Monitoring) -> list[Flag]:
    """Every flag of every area, area by area."""
    return [
        Flag(position.name, code, kind.words(found.terms, position))
        for position in found.positions
        for code, kind in flag_kinds(found.terms).items()
        if kind.holds(found.terms, found.share, position)
    ]


def flag_kinds(terms: Terms) -> dict[str, FlagKind]:
    """The kinds of flag, in the order in which they are told; the terms say when the want of spend counts.

    Money unspent when the year is over is one flag, whether or not it is above the threshold; a remainder of less than
    a pound is no money left over but spend that is almost exactly the allocation. An underspend is judged as likely
    only while the year lasts.
    """
    return _KINDS if terms.no_spend_by is None else {**_KINDS, "no-spend": _NO_SPEND_BY}


def day(date: datetime.date) -> str:
    """A date in words: 12 June 2026."""
    return f"{date.day} {date:%B %Y}"


def _allocation(position: Position) -> str:
    revised = "revised " if position.revised != position.allocation else ""
    return f"the {revised}allocation of {in_pounds(position.revised)}"


def _no_spend(terms: Terms, position: Position) -> str:
    return f"no spend by {day(terms.no_spend_by or terms.as_at)}"


def _almost(_: Terms, position: Position) -> str:
    side = "under" if position.unspent > 0 else "over"
    gap = in_pounds(abs(position.unspent))
    return f"spend is almost exactly the allocation, {gap} {side} it: a claim rather than actual spend?"


def _unspent(terms: Terms, position: Position) -> str:
    weeks = terms.year.whole_weeks_after(terms.as_at)
    after = f"{weeks} whole week{'' if weeks == 1 else 's'} after the year end" if weeks else "after the year end"
    above = f", above the threshold of {in_pounds(terms.threshold)}" if position.unspent > terms.threshold else ""
    return f"{in_pounds(position.unspent)} unspent {after}{above}"


def _underspend(terms: Terms, position: Position) -> str:
    likely = in_pounds(position.likely_underspend)
    return f"a likely underspend of {likely}, above the threshold of {in_pounds(terms.threshold)}"


def _above(what: str, spent: Fraction, position: Position) -> str:
    return f"{what} of {in_pounds(spent)}, {in_pounds(spent - position.revised)} above {_allocation(position)}"


_NO_SPEND_BY = FlagKind(
    "No spend",
    lambda terms, _, p: p.spend == 0 < p.revised and terms.no_spend_by is not None and terms.as_at >= terms.no_spend_by,
    "AND([spend]=0,[revised]>0,[as_at]>=[no_spend_by])",
    _no_spend,
)
_KINDS = {
    "negative-spend": FlagKind(
        "Spend below nought",
        lambda _, __, p: p.spend < 0,
        "[spend]<0",
        lambda _, p: f"spend of {in_pounds(p.spend)}, which is below nought: a refund or a correction?",
    ),
    "no-spend": FlagKind(
        "No spend",
        lambda _, share, p: p.spend == 0 < p.revised and share > 0,
        "AND([spend]=0,[revised]>0,[profile_share]>0)",
        _no_spend,
    ),
    "above-allocation": FlagKind(
        "Spend above allocation",
        lambda _, __, p: p.spend > p.revised,
        "ROUND([spend]-[revised],2)>0",
        lambda _, p: _above("spend", p.spend, p),
    ),
    "committed-above": FlagKind(
        "Commitments above allocation",
        lambda _, __, p: p.spend <= p.revised < p.spend + p.commitments,
        "AND(ROUND([spend]-[revised],2)<=0,ROUND([spend]+[commitments]-[revised],2)>0)",
        lambda _, p: _above("spend and commitments", p.spend + p.commitments, p),
    ),
    "exactly-allocation": FlagKind(
        "Exactly the allocation",
        lambda _, __, p: p.spend == p.revised > 0,
        "AND([revised]>0,ROUND([spend]-[revised],2)=0)",
        lambda _, p: f"spend is exactly the allocation, {in_pounds(p.spend)}: a claim rather than actual spend?",
    ),
    "almost-allocation": FlagKind(
        "Almost exactly the allocation",
        lambda _, __, p: p.spend > 0 and 0 < abs(p.unspent) < NEAR,
        "AND([spend]>0,ROUND([spend]-[revised],2)<>0,ABS(ROUND([spend]-[revised],2))<1)",
        _almost,
    ),
    "unspent": FlagKind(
        "Unspent after the year end",
        lambda terms, _, p: terms.after_year_end and p.unspent >= NEAR,
        "AND([as_at]>[year_end],ROUND([revised]-[spend],2)>=1)",
        _unspent,
    ),
    "underspend": FlagKind(
        "Likely underspend",
        lambda terms, _, p: not terms.after_year_end and p.likely_underspend > terms.threshold,
        "AND([as_at]<=[year_end],ROUND([likely_underspend]-[threshold],2)>0)",
        _underspend,
    ),
}

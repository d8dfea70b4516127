"""A grant round: applications, a pot, a cap for each award, and who gets what by rank or by scaling.

By rank: down the ranking everyone gets what was asked for, up to the cap, until the pot is used; one that no longer
fits gets what is left, or is passed over for the next that fits, as the terms say. Scaled: everyone gets the same part
of what was asked for, up to the cap, so that the awards come to the pot. What is left of the pot is its own figure:
awards and what is left come to the pot, exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from formulas.columns import Column
from formulas.exact import in_full, in_pounds
from formulas.refusals import Refusal, Refused
from formulas.rounded import Rounded, round_amounts
from formulas.rounding import PENNY, Rounding, to_the_penny

BY_RANK, SCALED = "by rank", "scaled"
WAYS = (BY_RANK, SCALED)
FULL, CAPPED, PART, SHARED = "in full", "at the cap", "in part", "scaled"
INELIGIBLE, NOT_RECOMMENDED, NOTHING_LEFT, PASSED_OVER = "ineligible", "not recommended", "nothing left", "passed over"
BELOW_UNIT, CUT = "below the unit", "cut to whole units"


@dataclass(frozen=True, slots=True)
class Application:
    """One application: what is asked for, in pounds; whether it may be funded; its place.

    `order` is its rank, or its score, as `Terms.highest_first` says; None where it has none. `stated` is the award that
    the sheet states, if it does.
    """

    name: str
    requested: Fraction
    eligible: bool = True
    recommended: bool = True
    order: Fraction | None = None
    reason: str = ""
    stated: Fraction | None = None

    @property
    def fundable(self) -> bool:
        """Whether it may be funded: eligible and recommended."""
        return self.eligible and self.recommended


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a round: the pot, the cap for each award (None: no cap), the way, the unit of awards, in pounds.

    `part_award` says whether the first application that does not fit gets what is left; `highest_first` that places go
    by score, the highest first, and not by rank, the lowest first.
    """

    pot: Fraction
    cap: Fraction | None = None
    way: str = BY_RANK
    part_award: bool = False
    unit: Fraction = PENNY
    highest_first: bool = False


@dataclass(frozen=True)
class GrantRound:
    """A round worked out: what each could get at most, what each gets and why, and how the scaling was rounded.

    `room` is what the pot still had when each application's turn came; None for those without a turn.
    """

    applications: Sequence[Application]
    terms: Terms
    most: Sequence[Fraction]
    awards: Sequence[Fraction]
    outcomes: Sequence[str]
    room: Sequence[Fraction | None]
    rounded: Rounded | None = None

    @property
    def awarded(self) -> Fraction:
        """All awards together."""
        return sum(self.awards, Fraction(0))

    @property
    def left(self) -> Fraction:
        """What is left of the pot."""
        return self.terms.pot - self.awarded

    @property
    def turns(self) -> list[int]:
        """The applications that may be funded, in the order of their turns."""
        return _turns(self.applications, self.terms)

    @property
    def factor(self) -> Fraction:
        """What part of its most everyone gets where the awards are scaled; 1 where the pot is enough."""
        return _factor(self.most, self.terms)


def run_round(applications: Sequence[Application], terms: Terms) -> GrantRound:
    """Work out a round. Every award is a whole number of units, no more than was asked for and than the cap.

    Refuses terms that cannot be, requests below nought, an application without a place where places decide, and
    places that are level where the pot is not enough for all of them.

    >>> asked = [Application("A", Fraction(60), order=Fraction(1)), Application("B", Fraction(60), order=Fraction(2))]
    >>> [int(award) for award in run_round(asked, Terms(Fraction(100), part_award=True)).awards]
    [60, 40]
    """
    refusals = [*_term_refusals(terms), *_application_refusals(applications, terms)]
    if refusals:
        raise Refused(*refusals)
    most = [_most(one, terms) for one in applications]
    room: list[Fraction | None] = [None] * len(most)
    if terms.way == SCALED:
        amounts = Column.of([amount * _factor(most, terms) for amount in most])
        rounded = round_amounts(amounts, Rounding(terms.unit), [one.name for one in applications])
        awards = rounded.amounts
    else:
        rounded, awards = None, _by_rank(applications, terms, most, room)
    outcomes = [_outcome(*one, terms) for one in zip(applications, most, awards, room, strict=True)]
    return GrantRound(applications, terms, most, awards, outcomes, room, rounded)


def _most(one: Application, terms: Terms) -> Fraction:
    """What it could get: what it asks for, up to the cap, cut to whole units; nought where it may not be funded."""
    if not one.fundable:
        return Fraction(0)
    wanted = one.requested if terms.cap is None else min(one.requested, terms.cap)
    return wanted // terms.unit * terms.unit


def _factor(most: Sequence[Fraction], terms: Terms) -> Fraction:
    wanted, available = sum(most, Fraction(0)), terms.pot // terms.unit * terms.unit
    return Fraction(1) if wanted <= available else available / wanted


def _turns(applications: Sequence[Application], terms: Terms) -> list[int]:
    """The places of those that may be funded, in the order of their turns; level ones by name, which moves no money."""
    sign = -1 if terms.highest_first else 1
    placed = [row for row, one in enumerate(applications) if one.fundable]
    return sorted(placed, key=lambda row: (sign * (applications[row].order or 0), applications[row].name))


def _by_rank(
    applications: Sequence[Application], terms: Terms, most: Sequence[Fraction], room: list[Fraction | None]
) -> list[Fraction]:
    """The awards down the ranking; fills in what the pot had when each turn came."""
    left = terms.pot // terms.unit * terms.unit
    awards, refusals = [Fraction(0)] * len(most), []
    for _, group in groupby(_turns(applications, terms), key=lambda row: applications[row].order):
        level = list(group)
        fits = [row for row in level if most[row] <= left]
        deciding = level if terms.part_award else fits  # one that does not fit gets nothing in any order
        decided = sum((most[row] for row in deciding), Fraction(0)) <= left or not left
        if len(level) > 1 and not decided and (terms.part_award or fits):
            refusals.append(_tie([applications[row] for row in level], left, terms))
            break
        for row in level:
            room[row] = left
            awards[row] = min(most[row], left) if terms.part_award or most[row] <= left else Fraction(0)
        left -= sum((awards[row] for row in level), Fraction(0))
    if refusals:
        raise Refused(*refusals)
    return awards


def _outcome(one: Application, most: Fraction, award: Fraction, room: Fraction | None, terms: Terms) -> str:
    """Why an application gets what it gets, as one of the words above."""
    if not one.fundable:
        return INELIGIBLE if not one.eligible else NOT_RECOMMENDED
    if not most:
        return BELOW_UNIT
    if award == most:
        wanted = one.requested if terms.cap is None else min(one.requested, terms.cap)
        if award < wanted:
            return CUT
        return CAPPED if wanted < one.requested else FULL
    if terms.way == SCALED:
        return SHARED
    if award:
        return PART
    return PASSED_OVER if room and not terms.part_award else NOTHING_LEFT


def breaches(found: GrantRound) -> list[str]:
    """What is wrong with the awards that the sheet states, one sentence each; nothing where it states none.

    An award to an application that is not eligible or not recommended, above what was asked for, above the cap, below
    nought, and awards that come to more than the pot.
    """
    wrong, terms = [], found.terms
    for one in found.applications:
        stated = one.stated or Fraction(0)
        award = f"{one.name} is stated to get {in_pounds(stated)}"
        if stated < 0:
            wrong.append(f"{award}, which is below nought.")
        if stated > 0 and not one.eligible:
            wrong.append(f"{award} and is not eligible.")
        elif stated > 0 and not one.recommended:
            wrong.append(f"{award} and is not recommended.")
        if stated > one.requested:
            wrong.append(
                f"{award}, {in_pounds(stated - one.requested)} more than the {in_pounds(one.requested)} requested."
            )
        if terms.cap is not None and stated > terms.cap:
            wrong.append(f"{award}, {in_pounds(stated - terms.cap)} above the cap of {in_pounds(terms.cap)}.")
    total = sum((one.stated or Fraction(0) for one in found.applications), Fraction(0))
    if total > terms.pot:
        over = in_pounds(total - terms.pot)
        wrong.append(
            f"The awards stated come to {in_pounds(total)}, {over} more than the pot of {in_pounds(terms.pot)}."
        )
    return wrong


def _term_refusals(terms: Terms) -> list[Refusal]:
    refusals = []
    for about, amount in (("pot", terms.pot), ("cap", terms.cap), ("unit", terms.unit)):
        if amount is not None and (amount <= 0 or to_the_penny(amount) != amount):
            found, remedy = in_full(amount, grouped=True), "correct it"
            refusals.append(Refusal(about, about, found, "a whole number of pennies above nought", remedy))
    if terms.way not in WAYS:
        refusals.append(Refusal("way", "way", repr(terms.way), " or ".join(WAYS), f"write {' or '.join(WAYS)}"))
    return refusals


def _application_refusals(applications: Sequence[Application], terms: Terms) -> list[Refusal]:
    refusals = []
    for one in applications:
        if one.requested < 0:
            found, remedy = in_full(one.requested, grouped=True), "correct it"
            refusals.append(Refusal("requested", one.name, found, "a request of nought or more", remedy))
        if terms.way == BY_RANK and one.fundable and one.order is None:
            kind = "score" if terms.highest_first else "rank"
            remedy = "give it one, mark it as not recommended, or let the awards be scaled"
            refusals.append(Refusal("no-place", one.name, f"{one.name!r} without a {kind}", f"a {kind}", remedy))
    return refusals


def _tie(level: Sequence[Application], left: Fraction, terms: Terms) -> Refusal:
    kind = "score" if terms.highest_first else "rank"
    names = ", ".join(repr(one.name) for one in level)
    found = f"{names} level by {kind}, with {in_pounds(left)} left, which is not enough for all of them"
    remedy = f"settle who comes first and give each a {kind} of its own"
    return Refusal("tie", level[0].name, found, f"a {kind} for each where it decides who is awarded", remedy)

"""A ledger of agreements: what each is worth, what has come in, what is spent and left, and what of it follows.

Agreements under section 106 of the Town and Country Planning Act 1990 are kept so: a developer's promise of money, the
states that the money is in, what is spent of it, what remains, and the date by which it must be spent or paid back.
Printed figures are judged as intervals: a figure may be out by half a unit of its last printed place, and a figure that
is worked out from others by half a unit for each of them besides.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from formulas.rounding import PENNY
from formulas.statement import DOES_NOT_FOLLOW, verdict

VALUE, RECEIVED = "value", "received"  # what remaining may be what is left of


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure in pounds as printed; `unit` is the worth of one unit in its last printed place."""

    value: Fraction
    unit: Fraction = PENNY


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement, or all those of one area, or what a ledger states as the total of several.

    `states` are the parts that make up the value. Spent is counted upwards, however it was printed.
    """

    name: str
    value: Printed
    spent: Printed
    states: tuple[Printed, ...] = ()
    received: Printed | None = None
    remaining: Printed | None = None
    agreements: Printed | None = None
    expiry: datetime.date | None = None

    @property
    def unspent(self) -> Fraction:
        """Value less spent, in pounds."""
        return self.value.value - self.spent.value

    @property
    def in_hand(self) -> Fraction | None:
        """Received less spent, in pounds; None where no receipts are stated."""
        return None if self.received is None else self.received.value - self.spent.value


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A total as the ledger states it, and the places of the agreements that it covers."""

    stated: Agreement
    covers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """A stated figure beside what the others come to.

    `kind` is states (they come to the value), remaining (what is left) or across (a total of several agreements);
    `line` is the agreement or the total, `figure` the name of what was stated, `tolerance` what rounding may explain.
    """

    kind: str
    line: str
    figure: str
    stated: Fraction
    comes_to: Fraction
    tolerance: Fraction

    @property
    def difference(self) -> Fraction:
        """What is stated less what the others come to."""
        return self.stated - self.comes_to

    @property
    def verdict(self) -> str:
        """Whether rounding could explain the difference, at worst."""
        return verdict(self.difference, self.tolerance)


@dataclass(frozen=True)
class Ledger:
    """Agreements with the names of their states and the totals stated.

    `parts_stated` says that the ledger itself calls the states what makes up the value; `received_state` is the place
    of the state that is also what was received, where it is one of them.
    """

    agreements: Sequence[Agreement]
    state_names: Sequence[str] = ()
    totals: Sequence[StatedTotal] = ()
    parts_stated: bool = False
    received_state: int | None = None

    @property
    def everything(self) -> list[Agreement]:
        """The agreements and the totals stated, all of which must cast down."""
        return [*self.agreements, *(total.stated for total in self.totals)]

    @cached_property
    def made_up(self) -> bool:
        """Whether the states are taken as what makes up the value.

        They are where the ledger says so, or where there are two or more and they come to the value, rounding aside,
        for at least half of the agreements: nothing is called wrong by a rule that the ledger does not keep.
        """
        if not self.state_names:
            return False
        follow = sum(_states_cast(one).verdict != DOES_NOT_FOLLOW for one in self.agreements)
        return self.parts_stated or (len(self.state_names) > 1 and follow * 2 >= len(self.agreements))

    @cached_property
    def left_of(self) -> str:
        """What remaining is left of, value or received: whichever more agreements keep to, value where they are level.

        Blank where too few keep to either: a relation that the ledger does not show accuses nobody. Two agreements
        show it, or half of them.

        >>> Ledger([agreement("A", 10, 4, received=7, remaining=3)]).left_of
        'received'
        """
        casts = {basis: [_remaining_cast(one, basis) for one in self.agreements] for basis in (VALUE, RECEIVED)}
        follow = {basis: sum(cast.verdict != DOES_NOT_FOLLOW for cast in each if cast) for basis, each in casts.items()}
        best = RECEIVED if follow[RECEIVED] > follow[VALUE] else VALUE
        stated = sum(one.remaining is not None for one in self.agreements)
        return best if follow[best] > 1 or follow[best] * 2 >= stated else ""

    def casts(self) -> list[Cast]:
        """Every stated figure that others come to: states and remaining for each agreement and total, then across.

        One slip is told once: where the value is wrong by its states or by the rows it covers, remaining is judged by
        what the value should be.
        """
        across = list(self._across())
        values = {cast.line: cast for cast in across if cast.figure == "Value" and cast.verdict == DOES_NOT_FOLLOW}
        found = []
        for one in self.everything:
            states = _states_cast(one) if self.made_up else None
            found += [states] if states else []
            slip = values.get(one.name) or (states if states and states.verdict == DOES_NOT_FOLLOW else None)
            if self.left_of and (cast := _remaining_cast(one, self.left_of)):
                mended = replace(one, value=Printed(slip.comes_to, one.value.unit)) if slip else one
                again = _remaining_cast(mended, self.left_of)
                found.append(again if again and again.verdict != DOES_NOT_FOLLOW else cast)
        return [*found, *across]

    def remaining_casts(self) -> list[Cast]:
        """Remaining of every agreement by the figures as they are stated; none where the relation is not shown."""
        found = [_remaining_cast(one, self.left_of) for one in self.agreements] if self.left_of else []
        return [cast for cast in found if cast]

    def _across(self) -> Iterator[Cast]:
        """Every figure of every stated total against the sum of the agreements that it covers."""
        for total in self.totals:
            covered = [dict(self.figures(self.agreements[place])) for place in total.covers]
            for name, stated in self.figures(total.stated):
                terms = [figures[name] for figures in covered]
                yield _cast("across", total.stated.name, name[1], stated, terms)

    def figures(self, one: Agreement) -> Iterator[tuple[tuple[int, str], Printed]]:
        """Every figure of an agreement under its place and name, in the order in which a ledger prints them."""
        named: list[tuple[str, Printed | None]] = [("Agreements", one.agreements), ("Value", one.value)]
        named += list(zip(self.state_names, one.states, strict=True))
        if self.received_state is None:
            named.append(("Received", one.received))
        named += [("Spent", one.spent), ("Remaining", one.remaining)]
        for place, (name, figure) in enumerate(named):
            if figure is not None:
                yield (place, name), figure


def agreement(
    name: str, value: Fraction | int, spent: Fraction | int, *, unit: Fraction | int = 1, **others: Fraction | int
) -> Agreement:
    """An agreement whose figures are all printed to one unit; a short way for tests and programs.

    >>> agreement("A", 100, 40, received=70).in_hand
    Fraction(30, 1)
    """
    printed = {key: Printed(Fraction(figure), Fraction(unit)) for key, figure in others.items()}
    return Agreement(
        name,
        Printed(Fraction(value), Fraction(unit)),
        Printed(Fraction(spent), Fraction(unit)),
        received=printed.get("received"),
        remaining=printed.get("remaining"),
    )


def _states_cast(one: Agreement) -> Cast:
    return _cast("states", one.name, "Value", one.value, one.states)


def _remaining_cast(one: Agreement, basis: str) -> Cast | None:
    whole = one.value if basis == VALUE else one.received
    if one.remaining is None or whole is None:
        return None
    return _cast("remaining", one.name, "Remaining", one.remaining, [whole, _less(one.spent)])


def _less(figure: Printed) -> Printed:
    return Printed(-figure.value, figure.unit)


def _cast(kind: str, line: str, figure: str, stated: Printed, terms: Sequence[Printed]) -> Cast:
    """The stated figure against the sum of the terms; each figure may be out by half a unit."""
    comes_to = sum((term.value for term in terms), Fraction(0))
    tolerance = sum((term.unit for term in terms), stated.unit) / 2
    if figure == "Agreements":
        tolerance = Fraction(0)  # a count is not rounded
    return Cast(kind, line, figure, stated.value, comes_to, tolerance)

"""Who pays for a protecting step: what each area gave and received, and to whom and from whom it went.

A step moves money: what areas received is what others gave, new money included, and what was left over. Each area that
received is taken to be paid by all givers in proportion to what they gave. Amounts are shown to the penny by largest
remainder, so that a list of payers comes to what was received.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.apportion import largest_remainder
from formulas.columns import Column
from formulas.rounding import PENNY, half_away


@dataclass(frozen=True, slots=True)
class Account:
    """A step's account in pounds, exact: what areas received and gave (nought or more), new money, what is left."""

    received: Column
    given: Column
    new_money: Fraction
    left_over: Fraction


def account(before: Column, after: Column) -> Account:
    """The account of a step. Received + left over = given + new money, exactly.

    >>> found = account(Column.of([46, 33, 14, 7]), Column.of([41, 30, 19, 10]))
    >>> list(map(str, found.given)), list(map(str, found.received)), str(found.new_money), str(found.left_over)
    (['5', '3', '0', '0'], ['0', '0', '5', '3'], '0', '0')
    """
    change = after - before
    received = Column([max(0, part) for part in change.whole], change.over)
    given = Column([max(0, -part) for part in change.whole], change.over)
    rest = received.total() - given.total()
    return Account(received, given, max(Fraction(0), rest), max(Fraction(0), -rest))


def in_pence(amounts: Sequence[Fraction], keys: Sequence[str]) -> list[Fraction]:
    """Pounds of either sign to the penny by largest remainder, so that the column adds up to its total as shown.

    >>> [str(x) for x in in_pence([Fraction(1, 3), Fraction(1, 3), Fraction(-2, 3)], "abc")]
    ['17/50', '33/100', '-67/100']
    """
    column = Column.of(amounts)
    pence = column * (1 / PENNY)
    target = half_away(sum(pence.whole), pence.over)
    whole = [part // pence.over for part in pence.whole]
    order = sorted(range(len(whole)), key=lambda row: (-(pence.whole[row] % pence.over), keys[row]))
    for row in order[: target - sum(whole)]:
        whole[row] += 1
    return [units * PENNY for units in whole]


def counterparts(of: Account, row: int, own: Fraction, keys: Sequence[str]) -> list[tuple[int | None, Fraction]]:
    """Who paid for what an area received, or got what it gave: rows with their pounds to the penny, the largest first.

    `own` is the area's sum as shown, to the penny: the parts come to it. The row is None for new money, or for what was
    left over. Nothing where the step did not touch the area. `keys`, one for each area, settle ties.
    """
    if not (of.received[row] or of.given[row]):
        return []
    others, rest = (of.given, of.new_money) if of.received[row] else (of.received, of.left_over)
    weights: list[Fraction] = [*others, rest]
    order = [*((1, key) for key in keys), (0, "")]
    parts = largest_remainder(int(abs(own) / PENNY), weights, order).units
    rows: Sequence[int | None] = [*range(len(others)), None]
    found = [(other, units * PENNY) for other, units in zip(rows, parts, strict=True) if units]
    return sorted(found, key=lambda pair: (-pair[1], "" if pair[0] is None else keys[pair[0]]))

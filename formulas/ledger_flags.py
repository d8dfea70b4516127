"""What is right in a ledger as arithmetic and yet to be looked at: overspent, below nought, out of time."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from fractions import Fraction

from formulas.exact import in_pounds
from formulas.ledger import Agreement, Ledger


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that is right as arithmetic and yet to be looked at: its kind, the agreement, the amount, in words."""

    kind: str
    line: str
    amount: Fraction
    words: str


def flags_of(ledger: Ledger, as_at: datetime.date | None = None, months: int = 12) -> list[Flag]:
    """Spend above receipts, figures below nought, and agreements with money unspent whose time is up or nearly so.

    Expiry is looked at only where it is said as at which date: expired before it, or within so many months of it.
    """
    found = []
    for one in ledger.agreements:
        found += _overspent(one)
        for (_, name), figure in ledger.figures(one):
            if figure.value < 0:
                words = f"{one.name}: {name} is below nought, {in_pounds(figure.value)}."
                found.append(Flag("negative", one.name, figure.value, words))
        if as_at and one.expiry:
            found += _expiring(one, one.expiry, as_at, months)
    return found


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months on, or the last day of that month where it has no such day.

    >>> months_after(datetime.date(2024, 8, 31), 6)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _overspent(one: Agreement) -> list[Flag]:
    if one.received is None or one.in_hand is None:
        return []
    over = -one.in_hand
    if over <= (one.received.unit + one.spent.unit) / 2:
        return []
    words = (
        f"{one.name}: {in_pounds(one.spent.value)} is spent, {in_pounds(over)} more than the "
        f"{in_pounds(one.received.value)} received."
    )
    return [Flag("spent above received", one.name, over, words)]


def _expiring(one: Agreement, expiry: datetime.date, as_at: datetime.date, months: int) -> list[Flag]:
    left = max(one.unspent, one.in_hand or Fraction(0))
    if left <= 0 or expiry > months_after(as_at, months):
        return []
    kind, verb = ("expired", "expired") if expiry < as_at else ("expires soon", "expires")
    held = "" if one.in_hand is None else f", {in_pounds(max(one.in_hand, Fraction(0)))} in hand"
    words = f"{one.name}: {verb} on {expiry:%d/%m/%Y} with {in_pounds(left)} unspent{held}."
    return [Flag(kind, one.name, left, words)]

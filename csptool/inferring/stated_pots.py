"""What is said of sums that may be the pot: asked about, stated in the text, or left by a printed total."""

from __future__ import annotations

from collections.abc import Sequence

from csptool.inferring.stated import Stated, money, of_a_pot
from csptool.labels import listed
from formulas.exact import in_pounds, unit_words
from formulas.inference.interval import NOUGHT
from formulas.inference.left_over import LeftOver, left_over
from formulas.inference.pots import Pots
from formulas.inference.shares import Shares


def judged_pot(shares: Shares, found: Pots, one: Stated) -> tuple[str, bool]:
    """What is to be said of a stated figure, and whether it is one of the pots."""
    if not one.among(found.pots):
        for other in shares.tried:
            if other.fits and other is not found and one.among(other.pots):
                rounded = ", the basis being rounded as it is printed" if other.basis_rounded else ""
                return f"{one.name} is one of the pots by another rule: {how(other)}{rounded}.", True
        if shares.aside and one.among(shares.aside.by_results):
            names = " and ".join(shares.rows[place].label for place in shares.aside.rows)
            return f"{one.name} is among them if it is the basis of {names} that is wrong.", True
        if one.entry.value == shares.corrected:
            return f"{one.name} is the rows as corrected added up, and not among the pots.", not one.asked
        if one.entry.value == shares.come_to:
            return f"{one.name} is the rows as printed added up, and not among the pots.", not one.asked
    words, among = of_a_pot(one, found.pots)
    if not among:
        excluding = [shares.rows[place].label for place in shares.excluded_by(one.entry.value, one.entry.half)]
        by = f": it is excluded by {listed(excluding, 12)}" if excluding else ""
        return f"{one.name} is not among them{by}.", False
    if shares.aside and len(shares.aside.rows) == 1 and one.entry.half:
        place = shares.aside.rows[0]
        rest = sum((row.result for at, row in enumerate(shares.rows) if at != place), NOUGHT)
        words += f" It leaves {money(one.entry.value - rest)} for {shares.rows[place].label}."
    return words, True


def what_is_left(found: Pots, stated: Sequence[Stated]) -> list[str]:
    """What sums in the text leave if the pot is taken from them, and how much of that the text accounts for."""
    sentences = []
    for one in stated:
        place = one.entry.paragraph
        beside = [x.entry.value for x in stated if x.entry.paragraph == place and not x.concerns(found.pots)]
        told = left_over(found, one.entry.value, beside) if place and not one.concerns(found.pots) else None
        if told is not None and told.taken:
            words = f"{one.name} less a pot of {in_pounds(told.pot)} leaves {money(told.off)}, a round sum."
            sentences.append(f"{words}{_accounted_for(told)}")
    return sentences


def _accounted_for(told: LeftOver) -> str:
    """How much of what was taken off is stated beside; nothing where the sums beside are more than that."""
    if told.unstated < 0:
        return ""
    names = " and ".join(money(each) for each in told.taken)
    if not told.unstated:
        return f" The paragraph accounts for it: {names}."
    return f" The paragraph accounts for {names} of it, and not for {money(told.unstated)}."


def how(found: Pots) -> str:
    """The rule and the unit."""
    return f"{found.rule}, to the {unit_words(found.unit)}"

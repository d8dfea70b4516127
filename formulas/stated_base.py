"""The bases cast against a total that is stated, so that no billing authority is left out or counted twice.

A council whose whole row is missing shows in no cell: only a total printed elsewhere, or last year's, tells of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.billing_authorities import BillingAuthority, total_base
from formulas.exact import ending, in_digits, in_full

CLOSE = Fraction(1, 100)  # a base is like a difference when it is no further from it than this part of itself
FALL = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class CastBases:
    """The total that is stated, what the bases make, and how far the places printed may put the two apart."""

    stated: Fraction
    made: Fraction
    slack: Fraction

    @property
    def difference(self) -> Fraction:
        """What the bases make less what is stated, in Band D equivalents: below nought they are short of it."""
        return self.made - self.stated

    @property
    def agrees(self) -> bool:
        """Whether the two are the same but for rounding."""
        return abs(self.difference) <= self.slack


def cast_bases(authorities: Sequence[BillingAuthority], stated: Fraction, unit: Fraction) -> CastBases:
    """The bases, in Band D equivalents, beside a stated total whose last printed place is worth `unit`.

    Rounding may explain half that unit, and half the last place of the bases for each of them. Refuses what
    `total_base` refuses.

    >>> two = [BillingAuthority("East", Fraction("61412.5")), BillingAuthority("West", Fraction(18_430))]
    >>> found = cast_bases(two, Fraction(79_843), Fraction(1))
    >>> str(found.difference), found.agrees, cast_bases(two, Fraction(79_850), Fraction(1)).agrees
    ('-1/2', True, False)
    """
    places = max(ending(one.tax_base) or 0 for one in authorities) if authorities else 0
    return CastBases(stated, total_base(authorities), (unit + Fraction(len(authorities), 10**places)) / 2)


def counted_twice(
    authorities: Sequence[BillingAuthority], excess: Fraction, slack: Fraction = Fraction(0)
) -> BillingAuthority | None:
    """The authority whose base is like an excess of Band D equivalents: within `slack` of it, or within 1% of the base.

    >>> east = BillingAuthority("East", Fraction("61412.5"))
    >>> counted_twice([east], Fraction(61_400)) == east, counted_twice([east], Fraction(50_000))
    (True, None)
    """
    near = min(authorities, key=lambda one: abs(one.tax_base - excess))
    return near if abs(near.tax_base - excess) <= max(slack, near.tax_base * CLOSE) else None


def fall_in_words(before: Fraction | None, now: Fraction) -> str:
    """A warning where the total base falls by more than a twentieth on last year's; blank otherwise.

    A force's base grows by about 1% in most years, and a council's part of it is seldom less than a twentieth.

    >>> fall_in_words(Fraction(100), Fraction(95))
    ''
    """
    if before is None or before - now <= before * FALL:
        return ""
    fall, least = in_digits((before - now) / before * 100, 1), in_full(FALL * 100)
    return (
        f"The total tax base falls by {fall}%, from {in_full(before, grouped=True)} last year to "
        f"{in_full(now, grouped=True)}. It hardly ever falls by more than {least}% in a year (in 2013/14 it did, when "
        "council tax support came off it): a billing authority may be missing."
    )

"""The council tax base: the dwellings of a billing authority, counted as Band D equivalents.

Each billing authority works out its own base and notifies it. The base is rounded only as it is declared: authorities
notify whole numbers, one decimal or two, as each sees fit.

Sources: Local Authorities (Calculation of Council Tax Base) (England) Regulations 2012, SI 2012/2914; for Wales the
same rule in SI 1995/2561; the working published by Leeds for 2019/20.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.exact import in_full
from formulas.refusals import Refusal, Refused
from formulas.valuation_bands import Proportions, to_places

NOUGHT = Fraction(0)
AS_WORKED_OUT = "as worked out"
BASE_ROUNDINGS: dict[str, int | None] = {  # how a base is notified, by name: to how many decimals
    AS_WORKED_OUT: None,
    "to two decimals": 2,
    "to one decimal": 1,
    "to a whole number": 0,
}


@dataclass(frozen=True, slots=True)
class Dwellings:
    """The dwellings of one band, or their equivalents: H, Q, E, J and Z of the regulations.

    `chargeable` H: in the band on the relevant day, those moved a band down by a disabled reduction included.
    `discounts` Q and `premiums` E: as whole dwellings, a quarter off being 0.25. `changes` J: what the year is expected
    to bring, up or down. `support` Z: what the council tax reduction scheme takes off (England only).
    """

    band: str
    chargeable: Fraction
    discounts: Fraction = NOUGHT
    premiums: Fraction = NOUGHT
    changes: Fraction = NOUGHT
    support: Fraction = NOUGHT

    @property
    def net(self) -> Fraction:
        """(H - Q + E + J) - Z, in dwellings."""
        return self.chargeable - self.discounts + self.premiums + self.changes - self.support


@dataclass(frozen=True, slots=True)
class Counted:
    """The dwellings of one band as an office counts them: what stands in the valuation list, and what H is made of.

    `moved` is the net move into the band by disabled reductions, each of which counts a dwelling one band down: below
    nought where more leave the band than enter it. The others are those of `Dwellings`.
    """

    band: str
    listed: Fraction
    exempt: Fraction = NOUGHT
    moved: Fraction = NOUGHT
    discounts: Fraction = NOUGHT
    premiums: Fraction = NOUGHT
    changes: Fraction = NOUGHT
    support: Fraction = NOUGHT

    @property
    def dwellings(self) -> Dwellings:
        """The same with the chargeable dwellings H worked out."""
        chargeable = chargeable_dwellings(self.listed, self.exempt, self.moved)
        return Dwellings(self.band, chargeable, self.discounts, self.premiums, self.changes, self.support)


@dataclass(frozen=True)
class TaxBase:
    """A base as worked out: each band's relevant amount, their sum A, the collection rate B, the addition, the base.

    `total` is A x B + addition, in Band D equivalents, not rounded.
    """

    relevant_amounts: dict[str, Fraction]
    collection_rate: Fraction
    in_lieu: Fraction

    @property
    def equivalents(self) -> Fraction:
        """A: the relevant amounts together."""
        return sum(self.relevant_amounts.values(), NOUGHT)

    @property
    def total(self) -> Fraction:
        """The base: A x B, and the equivalents of contributions in lieu for armed forces' dwellings."""
        return self.equivalents * self.collection_rate + self.in_lieu


def chargeable_dwellings(listed: Fraction, exempt: Fraction, moved: Fraction = NOUGHT) -> Fraction:
    """H of the regulations: dwellings listed in a band - exempt ones + the net move into it by disabled reductions.

    >>> chargeable_dwellings(Fraction(137_266), Fraction(7_104))
    Fraction(130162, 1)
    """
    return listed - exempt + moved


def move_refusals(counts: Sequence[Counted], proportions: Proportions) -> list[Refusal]:
    """Refuse net moves by disabled reductions that cannot be: every dwelling enters the band below the one it leaves.

    So from the highest band down no more may have entered than left, and over all bands they come to nought.

    >>> bands = Proportions("England", "1993/94", {"A": 6, "B": 7, "D": 9}, {"A disabled": 5})
    >>> one = [Counted("B", Fraction(9), moved=Fraction(-2)), Counted("A", Fraction(9), moved=Fraction(1))]
    >>> [refusal.found for refusal in move_refusals(one, bands)]
    ['net moves that come to -1']
    """
    moved = {one.band: one.moved for one in counts}
    order = [*proportions.reduced, *proportions.parts]
    so_far, remedy = NOUGHT, "give the band that a dwelling leaves -1 and the one below it +1"
    for band in reversed(order):
        so_far += moved.get(band, NOUGHT)
        if so_far > 0:
            found = f"{in_full(so_far)} more moved into it and the bands above it than out of them"
            return [Refusal("moves", f"Band {band}, disabled reductions", found, "moves one band down", remedy)]
    if so_far:
        found, expected = f"net moves that come to {in_full(so_far)}", "moves that come to 0 over all bands"
        return [Refusal("moves", "disabled reductions", found, expected, remedy)]
    return []


def missing_bands(counts: Sequence[Counted], proportions: Proportions) -> list[str]:
    """The bands of a bill that have no row. Band A with a disabled reduction needs one only where dwellings move.

    >>> missing_bands([Counted("A", Fraction(1))], Proportions("England", "1993/94", {"A": 6, "D": 9}, {}))
    ['D']
    """
    there = {one.band for one in counts}
    return [band for band in proportions.parts if band not in there]


def notified_base(worked: Fraction, rounding: str = AS_WORKED_OUT) -> Fraction:
    """The base as it is notified: rounded by one of `BASE_ROUNDINGS`, half away from nought.

    >>> str(notified_base(Fraction("31155.55"), "to one decimal")), str(notified_base(Fraction(1, 3)))
    ('155778/5', '1/3')
    """
    places = BASE_ROUNDINGS[rounding]
    return worked if places is None else to_places(worked, places)


def relevant_amount(dwellings: Dwellings, proportions: Proportions) -> Fraction:
    """A band's relevant amount in Band D equivalents: ((H - Q + E + J) - Z) x F / G. Refuses a band there is not.

    >>> england = Proportions("England", "1993/94", {"A": 6, "D": 9}, {"A disabled": 5})
    >>> band_a = Dwellings("A", *map(Fraction, (130_162, 17_158, 359, 686, 32_133)))
    >>> round(float(relevant_amount(band_a, england)), 4)
    54610.6667
    """
    return dwellings.net * proportions.of(dwellings.band)


def tax_base(
    dwellings: Sequence[Dwellings], proportions: Proportions, collection_rate: Fraction, in_lieu: Fraction = NOUGHT
) -> TaxBase:
    """The base of a billing authority: A x B + addition, with A the sum of the relevant amounts.

    `collection_rate` B is 0-1; `in_lieu` is in Band D equivalents. Refuses no bands, a band twice or unknown, counts
    below nought (J may be), more taken off a band than there is in it, and a rate that is not above 0 and at most 1.

    >>> england = Proportions("England", "1993/94", {"A": 6, "D": 9}, {})
    >>> str(tax_base([Dwellings("A", Fraction(90)), Dwellings("D", Fraction(40))], england, Fraction(98, 100)).total)
    '98'
    """
    refusals = [refusal for one in dwellings for refusal in _dwelling_refusals(one)]
    counts = Counter(one.band for one in dwellings)
    refusals += [
        Refusal("twice", f"Band {band}", "two rows", "one row for each band", "join the rows")
        for band, count in counts.items()
        if count > 1
    ]
    if not dwellings:
        refusals.append(Refusal("no-bands", "dwellings", "none", "a row for each band", "give the dwellings"))
    if not 0 < collection_rate <= 1:
        expected, remedy = "above 0% and at most 100%", "give the share expected to be collected, as 98.5%"
        refusals.append(
            Refusal("collection-rate", "collection rate", f"{in_full(collection_rate * 100)}%", expected, remedy)
        )
    if in_lieu < 0:
        expected, remedy = "nought or more", "give the Band D equivalents that are added"
        refusals.append(Refusal("in-lieu", "contributions in lieu", in_full(in_lieu), expected, remedy))
    if refusals:
        raise Refused(*refusals)
    return TaxBase({one.band: relevant_amount(one, proportions) for one in dwellings}, collection_rate, in_lieu)


def _dwelling_refusals(one: Dwellings) -> list[Refusal]:
    about = f"Band {one.band}"
    counts = {
        "chargeable dwellings": one.chargeable,
        "discounts": one.discounts,
        "premiums": one.premiums,
        "support scheme": one.support,
    }
    remedy = "give it as a count without a sign"
    refusals = [
        Refusal("negative-count", f"{about}, {what}", in_full(count), "nought or more", remedy)
        for what, count in counts.items()
        if count < 0
    ]
    if not refusals and one.net < 0:
        found = f"{in_full(-one.net)} more taken off than there are dwellings"
        refusals.append(Refusal("negative-band", about, found, "nought dwellings or more", "correct the counts"))
    return refusals

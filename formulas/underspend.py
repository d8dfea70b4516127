"""Last year's underspend: what each area gives back.

clawed back = paid - eligible spend - agreed carry-forward, never below nought; overspent = eligible spend + agreed
carry-forward - paid, never below nought: an overspend is no negative clawback, it is the area's own. So for every area,
and together, paid + overspent = spent + carried forward + clawed back. Nothing is rounded: all of it is whole pennies.

Sources: grant agreements of police and crime commissioners (unspent money returned, no carry-forward without
agreement); Leicestershire's redistribution of 2024/25.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.columns import Column, greater
from formulas.exact import in_full, in_pounds
from formulas.refusals import Refusal
from formulas.rounding import PENNY
from formulas.working import Working


@dataclass(frozen=True, slots=True)
class LastYear:
    """What every area was paid last year, what it spent of it on what it was for, what it may agreed carry forward.

    In pounds, one figure an area.

    >>> year = LastYear(Column.of([100, 100]), Column.of([70, 105]), Column.of([10, 0]))
    >>> list(map(str, year.clawback)), list(map(str, year.overspend))
    (['20', '0'], ['0', '5'])
    """

    paid: Column
    spend: Column
    carried: Column

    @property
    def clawback(self) -> Column:
        """What each area gives back."""
        return greater(self.paid - self.spend - self.carried, 0)

    @property
    def overspend(self) -> Column:
        """What each area spent beyond what it was paid."""
        return greater(self.spend + self.carried - self.paid, 0)

    def spent_at_least(self, least: Fraction) -> list[bool]:
        """Whether each area spent at least this part (a rate) of what it was paid; not one that was paid nothing."""
        return [paid > 0 and spend >= least * paid for paid, spend in zip(self.paid, self.spend, strict=True)]

    def refusals(self, areas: Sequence[str]) -> Iterator[Refusal]:
        """Amounts below nought or with parts of a penny, spend without an allocation, more carried than is left."""
        for row, name in enumerate(areas):
            paid, spend, carried = self.paid[row], self.spend[row], self.carried[row]
            stated = {"paid": paid, "spend": spend, "carry-forward": carried}
            wrong = [refusal for what, value in stated.items() for refusal in amount_refusals(what, name, value)]
            yield from wrong
            if wrong:
                continue
            if spend and not paid:
                found, remedy = (
                    f"a spend of {in_pounds(spend)} by an area that was paid nothing",
                    "correct one of the two",
                )
                yield Refusal("spend-without-allocation", f"spend of {name}", found, "an area that was paid", remedy)
            elif carried > max(Fraction(0), paid - spend):
                left = in_pounds(max(Fraction(0), paid - spend))
                found, remedy = f"{in_pounds(carried)} to carry forward, where {left} is left", "correct the figure"
                expected = "no more than was left unspent"
                yield Refusal("carry-forward", f"carry-forward of {name}", found, expected, remedy)

    def record(self, working: Working) -> None:
        """Put paid, spend, carry-forward, clawback and overspend into the working, and that they balance."""
        for key, name, values in (
            ("paid", "Paid last year", self.paid),
            ("spend", "Eligible spend", self.spend),
            ("carried", "Agreed carry-forward", self.carried),
        ):
            working.add(key, name, "£", "as stated", values, given=True)
        words = "[paid] less [spend] less [carried], or nought where that is below it"
        working.add("clawback", "Clawed back", "£", words, self.clawback, "MAX(0,ROUND([paid]-[spend]-[carried],2))")
        words = "[spend] and [carried] less [paid], or nought where that is below it"
        working.add("overspend", "Overspent", "£", words, self.overspend, "MAX(0,ROUND([spend]+[carried]-[paid],2))")
        balance = "SUM([paid:all])+SUM([overspend:all])-SUM([spend:all])-SUM([carried:all])-SUM([clawback:all])"
        words = "Paid and overspent come to spent, carried forward and clawed back"
        working.check(words, True, f"ABS({balance})<0.001")
        more = "SUMPRODUCT(--([clawback:all]>[paid:all]+0.001))=0"
        working.check("No area gives back more than it was paid", True, more)
        left = "SUMPRODUCT(([carried:all]>0.001)*([carried:all]>[paid:all]-[spend:all]+0.001))=0"
        working.check("No area carries forward more than it left unspent", True, left)
        unpaid = "SUMPRODUCT(([spend:all]>0)*([paid:all]<=0))=0"
        working.check("No area spent without having been paid", True, unpaid)


def amount_refusals(what: str, area: str, value: Fraction, *, signed: bool = False) -> Iterator[Refusal]:
    """An amount that is below nought (unless `signed`), or that has parts of a penny and so cannot be paid."""
    about = f"{what} of {area}"
    if value < 0 and not signed:
        yield Refusal("negative", about, in_pounds(value), "nought or more", "correct the figure")
    elif (value / PENNY).denominator != 1:
        yield Refusal("pennies", about, "£" + in_full(value), "whole pennies", "round it to the penny")

"""How much of a year's money should be spent by a date: the profile, and the dates of a financial year."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.exact import in_full
from formulas.refusals import Refusal, Refused

MONTHS, QUARTERS = 12, 4
PROFILES = {
    "twelfths": "equal twelfths, one for every complete month",
    "quarters": "equal quarters, one for every complete quarter",
    "front-loaded": "paid in advance, a quarter of the money at the beginning of every quarter",
    "last-year": "last year's shape: the part of last year's spend that was spent by the same month",
}


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """A year from 1 April to 31 March, by the calendar year in which it begins.

    >>> year = FinancialYear(2025)
    >>> str(year), str(year.end), year.whole_weeks_after(datetime.date(2026, 6, 12))
    ('2025/26', '2026-03-31', 10)
    """

    begins: int

    @property
    def start(self) -> datetime.date:
        """Its first day."""
        return datetime.date(self.begins, 4, 1)

    @property
    def end(self) -> datetime.date:
        """Its last day."""
        return datetime.date(self.begins + 1, 3, 31)

    def quarter_end(self, quarter: int) -> datetime.date:
        """The last day of a quarter, the first being April to June.

        >>> [str(FinancialYear(2026).quarter_end(quarter)) for quarter in (1, 2, 3, 4)]
        ['2026-06-30', '2026-09-30', '2026-12-31', '2027-03-31']
        """
        after = 4 + 3 * quarter
        year, month = divmod(after - 1, MONTHS)
        return datetime.date(self.begins + year, month + 1, 1) - datetime.timedelta(days=1)

    def complete_months(self, as_at: datetime.date) -> int:
        """How many of its twelve months are over at the close of a day."""
        return max(0, min(MONTHS, self._months_to(as_at + datetime.timedelta(days=1))))

    def quarters_begun(self, as_at: datetime.date) -> int:
        """How many of its four quarters have begun on a day."""
        return max(0, min(QUARTERS, self._months_to(as_at) // 3 + 1)) if as_at >= self.start else 0

    def whole_weeks_after(self, as_at: datetime.date) -> int:
        """How many whole weeks a day is after its last day; nought before that."""
        return max(0, (as_at - self.end).days // 7)

    def _months_to(self, day: datetime.date) -> int:
        return (day.year - self.begins) * MONTHS + day.month - 4

    def __str__(self) -> str:
        return f"{self.begins}/{(self.begins + 1) % 100:02d}"


def year_of(day: datetime.date) -> FinancialYear:
    """The financial year in which a day falls."""
    return FinancialYear(day.year if day.month >= 4 else day.year - 1)


def profile_share(
    profile: str, year: FinancialYear, as_at: datetime.date, last_year: Sequence[Fraction] = ()
) -> Fraction:
    """The part of the year's money that should be spent at the close of a day, by the profile: 0 to 1, never falling.

    Equal twelfths: complete months ÷ 12. Equal quarters: complete quarters ÷ 4. Front-loaded: quarters begun ÷ 4.
    Last year's shape: last year's spend up to the same month (or quarter) ÷ last year's spend; `last_year` has twelve
    months or four quarters, in pounds. It is 0 before the year and 1 from the year's last day on. Exact, not rounded.
    Refuses an unknown profile, and what `shape_refusals` says.

    >>> str(profile_share("twelfths", FinancialYear(2025), datetime.date(2025, 6, 29)))
    '1/6'
    """
    months = year.complete_months(as_at)
    if profile == "twelfths":
        return Fraction(months, MONTHS)
    if profile == "quarters":
        return Fraction(months // 3, QUARTERS)
    if profile == "front-loaded":
        return Fraction(year.quarters_begun(as_at), QUARTERS)
    if profile == "last-year":
        if refusals := shape_refusals(last_year):
            raise Refused(*refusals)
        spent = sum(last_year[: months * len(last_year) // MONTHS], Fraction(0))
        return spent / sum(last_year, Fraction(0))
    expected = ", ".join(PROFILES)
    raise Refused(Refusal("profile", "profile", repr(profile), f"one of {expected}", "choose one of them"))


def shape_refusals(last_year: Sequence[Fraction]) -> list[Refusal]:
    """What is wrong with last year's spend as a shape: not 12 months or 4 quarters, below nought, or nought throughout.

    A month below nought would make the profile fall, and no money is due twice.
    """
    if len(last_year) not in (MONTHS, QUARTERS):
        remedy = "give last year's spend by month, April to March, or by quarter"
        count = f"{len(last_year)} periods" if last_year else "no spend of last year"
        return [Refusal("periods", "last year", count, "12 months or 4 quarters", remedy)]
    refusals = [
        Refusal(
            "negative-spend",
            f"last year {place}",
            in_full(spend, grouped=True),
            "spend of nought or more",
            "take a refund off the month whose spend it corrects",
        )
        for place, spend in enumerate(last_year, 1)
        if spend < 0
    ]
    if not any(last_year):
        remedy = "fill it in, or choose another profile"
        refusals.append(Refusal("no-spend", "last year", "nought throughout", "spend above nought", remedy))
    return refusals

"""Monitoring: what each area has spent against its allocation, and what is likely to be left."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from formulas.exact import in_pounds
from formulas.profile import FinancialYear, profile_share
from formulas.refusals import Refusal, Refused
from formulas.rounding import to_the_penny

DEFAULT_THRESHOLD = Fraction(15_000)
NOUGHT = Fraction(0)


@dataclass(frozen=True, slots=True)
class AreaSpend:
    """What is stated of an area, in pounds: `revised` and `planned` are None where nothing is stated.

    `commitments` are ordered and not yet paid; `planned` is what is still to be spent beyond them.
    """

    name: str
    allocation: Fraction
    spend: Fraction
    revised: Fraction | None = None
    commitments: Fraction = NOUGHT
    planned: Fraction | None = None

    @property
    def current(self) -> Fraction:
        """The allocation as it now stands: the revised one where stated."""
        return self.allocation if self.revised is None else self.revised


@dataclass(frozen=True, slots=True)
class Terms:
    """When and by what the spend is judged: the year, the day, the profile, and what is to be flagged.

    `threshold` is the likely underspend in pounds above which an area is flagged. `no_spend_by` is the day from which
    an area without any spend is flagged; None means from when anything is due by the profile.
    """

    year: FinancialYear
    as_at: datetime.date
    profile: str = "twelfths"
    last_year: Sequence[Fraction] = ()
    threshold: Fraction = DEFAULT_THRESHOLD
    no_spend_by: datetime.date | None = None

    @property
    def after_year_end(self) -> bool:
        """Whether the year is over."""
        return self.as_at > self.year.end


@dataclass(frozen=True, slots=True)
class Position:
    """Where an area, or all of them together, stand: in pounds.

    `run_rate` is None where nothing was due yet. `variance` is below nought where less was spent than the profile has.
    """

    name: str
    allocation: Fraction
    revised: Fraction
    spend: Fraction
    commitments: Fraction
    profile: Fraction
    planned: Fraction
    run_rate: Fraction | None
    plan: Fraction
    likely_underspend: Fraction

    @property
    def variance(self) -> Fraction:
        """Spend less the profile to date."""
        return self.spend - self.profile

    @property
    def unspent(self) -> Fraction:
        """The revised allocation less spend; below nought where more was spent."""
        return self.revised - self.spend

    @property
    def spent_rate(self) -> Fraction | None:
        """Spend ÷ revised allocation; None where the allocation is nought."""
        return self.spend / self.revised if self.revised else None


@dataclass(frozen=True, slots=True)
class Monitoring:
    """The areas' positions in the order given, and that of all together."""

    terms: Terms
    areas: Sequence[AreaSpend]
    share: Fraction
    positions: Sequence[Position]
    total: Position = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", together("Total", self.positions))


def monitor(terms: Terms, areas: Sequence[AreaSpend]) -> Monitoring:
    """Where each area stands at the close of a day.

    Revised allocation = the revised one where stated, else the allocation. Profile to date = revised allocation ×
    profile share, to the penny, half away from zero. Forecast by run rate = spend ÷ profile share, to the penny; none
    where nothing was due yet. Forecast by plan = spend + commitments + what is still planned: as stated, else what the
    profile has left beyond the commitments, not below nought; after the year end nothing is planned any more.
    Likely underspend = revised allocation less the higher of the two forecasts, not below nought: the cautious figure.
    Refuses no areas, an allocation, commitments or plans below nought, and what `profile_share` refuses.

    >>> at = Terms(FinancialYear(2025), datetime.date(2025, 9, 30))
    >>> found = monitor(at, [AreaSpend("East", Fraction(1200), Fraction(450))]).positions[0]
    >>> str(found.profile), str(found.variance), str(found.run_rate), str(found.plan), str(found.likely_underspend)
    ('600', '-150', '900', '1050', '150')
    """
    if refusals := _refusals(areas):
        raise Refused(*refusals)
    share = profile_share(terms.profile, terms.year, terms.as_at, terms.last_year)
    return Monitoring(terms, areas, share, [_position(terms, share, area) for area in areas])


def _position(terms: Terms, share: Fraction, area: AreaSpend) -> Position:
    revised = area.current
    profile = to_the_penny(revised * share)
    planned = max(NOUGHT, revised - profile - area.commitments) if area.planned is None else area.planned
    if terms.after_year_end:
        planned = NOUGHT
    run_rate = to_the_penny(area.spend / share) if share else None
    plan = area.spend + area.commitments + planned
    forecast = plan if run_rate is None else max(run_rate, plan)
    return Position(
        area.name, area.allocation, revised, area.spend, area.commitments, profile, planned, run_rate, plan,
        max(NOUGHT, revised - forecast),
    )  # fmt: skip


def together(name: str, positions: Sequence[Position]) -> Position:
    """The sum of positions, column by column; likely underspends are added up and never set against overspends."""

    def summed(key: str) -> Fraction:
        return sum((getattr(position, key) for position in positions), NOUGHT)

    due = all(position.run_rate is not None for position in positions)
    return Position(
        name, summed("allocation"), summed("revised"), summed("spend"), summed("commitments"), summed("profile"),
        summed("planned"), summed("run_rate") if due else None, summed("plan"), summed("likely_underspend"),
    )  # fmt: skip


def variance_words(variance: Fraction) -> str:
    """A variance in words, because papers use both signs.

    >>> variance_words(Fraction(-150)), variance_words(Fraction(5, 2)), variance_words(Fraction(0))
    ('£150.00 under the profile', '£2.50 over the profile', 'on profile')
    """
    if not variance:
        return "on profile"
    return f"{in_pounds(abs(variance))} {'under' if variance < 0 else 'over'} the profile"


def _refusals(areas: Sequence[AreaSpend]) -> list[Refusal]:
    if not areas:
        return [Refusal("no-rows", "areas", "no areas", "at least one area", "add the areas")]
    return [
        Refusal(
            "negative", f"{what} of {area.name}", in_pounds(value), f"{what} of nought or more", "correct the figure"
        )
        for area in areas
        for what, value in (
            ("allocation", area.allocation),
            ("revised allocation", area.revised),
            ("commitments", area.commitments),
            ("planned spend", area.planned),
        )
        if value is not None and value < 0
    ]

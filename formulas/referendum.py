"""Whether a rise in Band D is excessive, so that it needs a referendum: England only, by the principles of its year.

A principle is data: limbs with an operator and an amount. All limbs must be passed for a rise to be excessive, so that
an authority with two limbs has the greater of two allowances. An authority in no category cannot be excessive, and a
freeze or a cut never is. The principles themselves are in `csptool/data/referendum_principles.toml`.

Source: Local Government Finance Act 1992, sections 52ZB (the decision), 52ZC (the principles; this year's relevant
basic amount beside last year's), 52ZE (an alternative notional amount may stand for last year's).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from formulas.exact import ending, in_full, in_pounds
from formulas.precept_change import percent_in_words
from formulas.refusals import Refusal, Refused
from formulas.requirement_items import ENGLAND, WALES
from formulas.rounding import PENNY
from formulas.working import show

PERCENTAGE, POUNDS = "percentage", "pounds"
MORE_THAN, AT_LEAST = ">", ">="
IN_WALES = (
    "No referendum principles apply in Wales: a rise is neither excessive nor within a limit. "
    "The Welsh Ministers hold reserve powers over the budget requirement."
)
AS_ANNOUNCED = "the limit as it was given"
ANNOUNCED = "give the limit in pounds that was announced for it: it is not guessed"
_OPERATORS = {MORE_THAN: "more than", AT_LEAST: "or more"}


@dataclass(frozen=True, slots=True)
class Limb:
    """One condition on a rise: `measure` percentage (the amount a rate, 0-1) or pounds, and an operator, > or >=.

    >>> Limb(PERCENTAGE, AT_LEAST, Fraction(2, 100)).words, Limb(POUNDS, MORE_THAN, Fraction("18.5")).words
    ('2% or more', 'more than £18.50')
    """

    measure: str
    operator: str
    amount: Fraction

    def passed(self, before: Fraction, after: Fraction) -> bool:
        """Whether the rise is so great, on exact figures."""
        rise, bound = after - before, self.bound(before) - before
        return rise >= bound if self.operator == AT_LEAST else rise > bound

    def bound(self, before: Fraction) -> Fraction:
        """The Band D at which the limb begins to count, in pounds, exactly."""
        return before * (1 + self.amount) if self.measure == PERCENTAGE else before + self.amount

    @property
    def words(self) -> str:
        """The limb as the principles put it."""
        amount = f"{in_full(self.amount * 100)}%" if self.measure == PERCENTAGE else in_pounds(self.amount)
        words = _OPERATORS[self.operator]
        return f"{words} {amount}" if self.operator == MORE_THAN else f"{amount} {words}"


@dataclass(frozen=True)
class Principle:
    """The principles of one financial year: `limbs` for every authority, `lowest` those for the lowest-charging ones.

    `lowest` is blank in a year without a rule of their own; `lowest_are` says who they were. `exceptional` has the
    higher limits in pounds known to have been set for named authorities; a test takes the limit as given to it.
    `uncertain` says what no source read confirms, `without` why there are no limbs at all where there are none.
    `announced`: the year is not listed, and its one limb is a limit that was given.
    """

    year: str
    limbs: tuple[Limb, ...]
    lowest: tuple[Limb, ...] = ()
    lowest_are: str = ""
    exceptional: Mapping[str, Fraction] | None = None
    source: str = ""
    uncertain: str = ""
    without: str = ""
    announced: bool = False

    def limbs_for(self, lowest_charging: bool, limit: Fraction | None) -> tuple[Limb, ...]:
        """The limbs in force for an authority: a limit of its own stands in place of them all."""
        if limit is not None and self.limbs:
            return (Limb(POUNDS, MORE_THAN, limit),)
        return self.lowest if lowest_charging and self.lowest else self.limbs


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a rise is excessive, why, and the largest Band D that is not (None where there is no limit)."""

    excessive: bool
    words: str
    largest: Fraction | None


def principle_of(
    principles: Mapping[str, Principle], year: str, nation: str = ENGLAND, limit: Fraction | None = None
) -> Principle:
    """The principle of a financial year, as 2025/26; in Wales one without limbs, for there are none.

    A year after the last that is listed goes by the `limit` in pounds that was announced for it. Refuses an unknown
    nation, and any other year that is not listed: it is never guessed from another year's.

    >>> principle_of({}, "2025/26", "Wales").limbs
    ()
    """
    if nation == WALES:
        return Principle(year, (), without=IN_WALES, source="Local Government Finance Act 1992, Chapter 4ZA of Part I")
    if nation != ENGLAND:
        raise Refused(Refusal("nation", "nation", repr(nation), f"{ENGLAND} or {WALES}", "name one of the two"))
    later = not principles or year > max(principles)
    if year not in principles and later and limit is not None:
        return Principle(year, (Limb(POUNDS, MORE_THAN, limit),), source=AS_ANNOUNCED, announced=True)
    if year not in principles:
        listed = f"{min(principles)} to {max(principles)}" if principles else "no year at all"
        remedy = (
            ANNOUNCED if later else "leave last year's Band D out: its principles are not known, and are not guessed"
        )
        raise Refused(Refusal("unlisted-year", "financial year", repr(year), f"a year listed: {listed}", remedy))
    return principles[year]


def judge_rise(
    principle: Principle,
    before: Fraction,
    after: Fraction,
    *,
    lowest_charging: bool = False,
    limit: Fraction | None = None,
) -> Verdict:
    """Whether going from Band D `before` to `after` (pounds, exactly as set) is excessive, by the limbs in force.

    `lowest_charging`: the authority is on that year's list of the lowest-charging. `limit`: a limit in pounds of its
    own, which is free up to and including it. Refuses a Band D before, or a limit, that is not above nought, and an
    `after` below it.

    >>> year = Principle("2024/25", (Limb(POUNDS, MORE_THAN, Fraction(13)),))
    >>> judge_rise(year, Fraction("273.23"), Fraction("286.24")).words
    'Excessive: a rise of £13.01 (4.76%) in 2024/25, where it is excessive if more than £13.00.'
    """
    if refusals := _refusals(before, after, limit):
        raise Refused(*refusals)
    limbs = principle.limbs_for(lowest_charging, limit)
    if not limbs:
        return Verdict(False, principle.without, None)
    excessive = after > before and all(limb.passed(before, after) for limb in limbs)
    words = _rise_in_words(principle, before, after, limbs, excessive)
    words += _remark(principle, before, after, excessive, lowest_charging, limit)
    return Verdict(excessive, words, _largest(limbs, before))


def largest_allowed(
    principle: Principle, before: Fraction, *, lowest_charging: bool = False, limit: Fraction | None = None
) -> Fraction | None:
    """The largest Band D that is not excessive, in pounds; None where there is no limit.

    In whole pennies, or in last year's decimals where it had more of them. Refuses what `judge_rise` refuses.

    >>> year = Principle("2015/16", (Limb(PERCENTAGE, AT_LEAST, Fraction(2, 100)),))
    >>> [str(largest_allowed(year, Fraction(before))) for before in ("100.00", "86.61")]
    ['10199/100', '4417/50']
    """
    return judge_rise(principle, before, before, lowest_charging=lowest_charging, limit=limit).largest


def _largest(limbs: tuple[Limb, ...], before: Fraction) -> Fraction:
    """The largest Band D that at least one limb leaves free: last year's itself is always free."""
    step = min(PENNY, Fraction(1, 10 ** (ending(before) or 0)))
    free = [before]
    for limb in limbs:
        steps = limb.bound(before) / step
        below = -(-steps // 1) - 1  # the last whole step under the bound
        free.append((steps // 1 if limb.operator == MORE_THAN else below) * step)
    return max(free)


def _rise_in_words(
    principle: Principle, before: Fraction, after: Fraction, limbs: tuple[Limb, ...], excessive: bool
) -> str:
    if after <= before:
        return f"Not excessive: Band D does not rise in {principle.year}."
    rise, percent = show(after - before, "£ exact"), percent_in_words((after - before) / before * 100)
    verdict, both = "Excessive" if excessive else "Not excessive", " and ".join(limb.words for limb in limbs)
    return f"{verdict}: a rise of {rise} ({percent}) in {principle.year}, where it is excessive if {both}."


def _remark(
    principle: Principle, before: Fraction, after: Fraction, excessive: bool, lowest: bool, limit: Fraction | None
) -> str:
    """What else to know of the limbs in force: a limit of its own, a rule for the lowest-charging, higher limits."""
    if principle.announced:
        return " That is the limit as given: the principles of that year are not listed here."
    if limit is not None:
        known = "" if principle.exceptional else f", which is not known of {principle.year}: check that it had one"
        return f" That is the authority's own limit{known}."
    if lowest and not principle.lowest:
        return " There was no rule of their own for the lowest-charging authorities that year."
    if lowest:
        return f" That is the rule for {principle.lowest_are}."
    if not excessive:
        return ""
    if principle.lowest and not all(limb.passed(before, after) for limb in principle.lowest):
        return f" For {principle.lowest_are} it would not be: say so if the authority is one of them."
    if principle.exceptional:
        known = ", ".join(f"{name} {in_pounds(most)}" for name, most in principle.exceptional.items())
        return f" Higher limits were set for some ({known}): give the limit if the authority has one."
    return ""


def _refusals(before: Fraction, after: Fraction, limit: Fraction | None) -> list[Refusal]:
    refusals = []
    if before <= 0:
        remedy = "give Band D as it was set last year, or the alternative notional amount"
        refusals.append(Refusal("band-d-before", "last year's Band D", in_full(before), "above nought", remedy))
    if after < 0:
        refusals.append(Refusal("negative-band-d", "Band D", in_full(after), "nought or more", "correct Band D"))
    if limit is not None and limit <= 0:
        remedy = "give the limit in pounds, or leave it out"
        refusals.append(Refusal("limit", "the authority's own limit", in_pounds(limit), "above nought", remedy))
    return refusals

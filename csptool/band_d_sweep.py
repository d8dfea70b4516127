"""`--sweep band-d=FIRST:LAST:STEP`: the medium-term plan for one rise in Band D after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, fault, placed
from csptool.labels import same_name, tidy
from csptool.sheets.medium_term_sheet import PlanInput
from csptool.targets import MOST_VALUES
from formulas.closing_rise import closing_rise
from formulas.exact import PERCENT, read
from formulas.medium_term import MediumTerm, sweep_rise
from formulas.refusals import Refused
from formulas.rounding import PENNY
from formulas.sweep import sweep_values

PLACE = Place("--sweep")
TARGET = "band-d"


@dataclass(frozen=True)
class RiseSweep:
    """The plan for every rise of the first year, in pounds, without that year's limit; and the rises that close a gap.

    `closes_first` and `closes_last` are the least in whole pennies that close the gap of the first and of the last
    year, None where none does.
    """

    given: PlanInput
    rises: Sequence[Fraction]
    plans: Sequence[MediumTerm]
    closes_first: Fraction | None
    closes_last: Fraction | None

    @property
    def limit(self) -> Fraction | None:
        """The limit on the first year's rise, in pounds; None without one."""
        return self.given.assumed[0].rise.most(self.given.start.band_d)


def sweep(given: PlanInput, rises: Sequence[Fraction]) -> RiseSweep:
    """The plan for each of these rises. Refuses a fall that leaves no Band D."""
    if given.start.band_d + min(rises) <= 0:
        found, remedy = "a fall that leaves no Band D", "begin with a smaller fall"
        raise fault("sweep", PLACE, found, "a Band D above nought", remedy)
    start, assumed = given.start, given.assumed
    closes = [closing_rise(start, assumed, place) for place in (0, len(assumed) - 1)]
    return RiseSweep(given, rises, sweep_rise(start, assumed, rises), closes[0], closes[1])


def parse_rises(text: str) -> list[Fraction]:
    """The rises that band-d=0:15:0.50 names, in pounds; raises every fault of it at once."""
    name, equals, stated = text.partition("=")
    parts = stated.split(":")
    if not equals or same_name(name) != TARGET or len(parts) != 3:
        expected = f"{TARGET}=, and first:last:step in pounds, such as {TARGET}=0:15:1"
        raise fault("sweep", PLACE, repr(tidy(text)), expected, "correct it")
    faults: list[Fault] = []
    values = [_pounds(part, faults) for part in parts]
    if faults:
        raise Faults(faults)
    first, last, step = values
    if step <= 0 or last < first:
        expected = "a last rise no less than the first, and a step above nought"
        raise fault("sweep", PLACE, repr(tidy(stated)), expected, "correct it")
    if (last - first) / step + 1 > MOST_VALUES:
        expected = f"no more than {MOST_VALUES:,} rises"
        raise fault("sweep", PLACE, repr(tidy(stated)), expected, "take a larger step")
    return sweep_values(first, last, step)


def _pounds(text: str, faults: list[Fault]) -> Fraction:
    try:
        figure = read(text)
    except Refused as refused:
        faults += [placed(refusal, PLACE) for refusal in refused.refusals]
        return Fraction(0)
    if figure.unit == PERCENT:
        faults.append(Fault("sweep", PLACE, repr(tidy(text)), "a rise in pounds", "give pounds"))
    elif figure.value % PENNY:
        faults.append(Fault("sweep", PLACE, repr(tidy(text)), "pounds and whole pennies", "leave out parts of a penny"))
    return figure.value

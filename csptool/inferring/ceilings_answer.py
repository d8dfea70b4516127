"""The question of a ceiling, beside that of a floor: whether the amounts need one, which, and who sits on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from csptool.inferring.rates import factors_told, percent, percents, record
from csptool.labels import listed
from formulas.exact import in_full
from formulas.inference.ceilings import (
    MAYBE,
    NEEDED,
    NOT_NEEDED,
    OPEN,
    UNFIT,
    Ceilings,
    ceilings,
    least_ceiling,
    stands,
)
from formulas.inference.damping import WAYS, Area, Damping
from formulas.inference.interval import Interval

ByWay = Mapping[str, Ceilings]
NO_FLOOR = "No ceiling is looked for with a floor that does not fit."
NOTE = (
    "A ceiling is taken to be put on what floor and factor give, and the factor to be one at most;"
    " amounts cut to a ceiling before they were scaled are not looked for."
)


@dataclass(frozen=True)
class CeilingPart:
    """What a ceiling adds to the answer of a floor: what each way of paying needs, words, where areas stand, facts."""

    found: ByWay
    sentences: Sequence[str]
    standing: Sequence[str] | None
    notes: Sequence[str]
    facts: Mapping[str, Any]


def ceiling_part(areas: Sequence[Area], told: Damping, asked: Fraction | None) -> CeilingPart:
    """What the amounts imply of a ceiling, and of the one asked about, by each way of paying; floors are to fit."""
    found = {way: ceilings(areas, told, way) for way in WAYS}
    sentences, shown = _whether_needed(areas, found), found
    facts: dict[str, Any] = {"least": in_full(least_ceiling(areas)), "ways": _record(areas, found)}
    if asked is not None:
        shown = {way: ceilings(areas, told, way, Interval(asked, asked)) for way in WAYS}
        sentences += _of_asked(areas, asked, shown, found)
        facts |= {"asked": in_full(asked), "asked_ways": _record(areas, shown)}
    fitting = [one for one in shown.values() if one.verdict in (NEEDED, NOT_NEEDED)]
    held = fitting and all(one.range.high is not None for one in fitting)
    standing = stands(areas, fitting) if held else None
    notes = [NOTE] if asked is not None or any(one.verdict != NOT_NEEDED for one in found.values()) else []
    return CeilingPart(found, sentences + _near(areas, standing or ()), standing, notes, facts)


def factor_line(areas: Sequence[Area], way: str, found: Ceilings) -> str | None:
    """What a ceiling makes of the factor of a way of paying; None where one factor fits without."""
    if found.verdict == UNFIT:
        return f"If {way}, no one factor fits, with a ceiling or without."
    if found.verdict == OPEN:
        return f"If {way}, it is not determined whether one factor fits, with a ceiling or without: state one floor."
    if found.verdict == NOT_NEEDED:
        return None
    return (
        f"If {way}, no one factor fits without a ceiling. With a ceiling of {percents(found.range)} the"
        f" factor is {factors_told(found.factor)}, and {_who(areas, found.on)} on the ceiling."
    )


def _whether_needed(areas: Sequence[Area], found: ByWay) -> list[str]:
    """Whether there was a ceiling, as far as the figures tell over both ways of paying."""
    free = [way for way in WAYS if found[way].verdict == NOT_NEEDED]
    if free:
        by = "" if len(free) == len(WAYS) else f" if {free[0]}"
        least = percent(least_ceiling(areas))
        return [
            f"Whether there was a ceiling is not determined: none is needed{by}, and it cannot have been below {least}."
        ]
    needed = [way for way in WAYS if found[way].verdict == NEEDED]
    alone = [way for way in needed if len(found[way].on) == 1]
    words = "One area alone does not tell a ceiling from another rule, or from a slip in its figures"
    if not alone:
        return []
    return [f"{words}: which it was{'' if alone == needed else f' if {alone[0]}'} is not determined."]


def without_floor(areas: Sequence[Area], asked: Fraction | None) -> list[str]:
    """What there is to say of a ceiling where the floor is not determined."""
    least = percent(least_ceiling(areas))
    sentence = f"Whether there was a ceiling is not determined without a floor; it cannot have been below {least}."
    if asked is None:
        return [sentence]
    return [sentence, _too_low(areas, asked) or f"The ceiling asked about, {percent(asked)}, is not excluded by that."]


def _of_asked(areas: Sequence[Area], asked: Fraction, answers: ByWay, found: ByWay) -> list[str]:
    """Whether the ceiling asked about fits, and what goes with it, for each way of paying."""
    if too_low := _too_low(areas, asked):
        return [too_low]
    sentences = []
    for way in WAYS:
        one, words = answers[way], f"The ceiling asked about, {percent(asked)},"
        if one.verdict == OPEN:
            sentences.append(f"{words} is not determined if {way}: state one floor.")
        elif one.verdict == UNFIT:
            held = [place for place in found[way].on if areas[place].growth.end < (0, asked, 0)]
            why = "" if found[way].verdict == UNFIT or not held else f": {_names(areas, held)} would have got more"
            sentences.append(f"{words} does not fit if {way}{why}.")
        else:
            on = f"{_who(areas, one.on)} on it" if one.on else "no area is surely on it"
            sentences.append(f"{words} fits if {way}: the factor is then {factors_told(one.factor)}, and {on}.")
    return sentences


def _near(areas: Sequence[Area], standing: Sequence[str]) -> list[str]:
    """The areas of which it is not settled whether the ceiling held them."""
    near = [place for place, one in enumerate(standing) if one == MAYBE]
    return [f"On the ceiling or near it, as far as the printed figures tell: {_names(areas, near)}."] if near else []


def _record(areas: Sequence[Area], found: ByWay) -> dict[str, Any]:
    """The verdict, the range, the factors and the areas of each way of paying."""
    return {
        way: {
            "verdict": one.verdict,
            "range": None if one.verdict == UNFIT else record(one.range),
            "factor": None if one.verdict == UNFIT else record(one.factor),
            "areas": [areas[place].label for place in sorted(one.on)],
        }
        for way, one in found.items()
    }


def _too_low(areas: Sequence[Area], asked: Fraction) -> str | None:
    more = [place for place, area in enumerate(areas) if area.growth.start > (0, asked, 0)]
    return f"The ceiling asked about, {percent(asked)}, does not fit: {_names(areas, more)} grew by more." * bool(more)


def _who(areas: Sequence[Area], on: Iterable[int]) -> str:
    on = sorted(on)
    return f"{_names(areas, on)} {'sits' if len(on) == 1 else 'sit'}"


def _names(areas: Sequence[Area], on: Iterable[int]) -> str:
    return listed([areas[place].label for place in sorted(on)], 12)

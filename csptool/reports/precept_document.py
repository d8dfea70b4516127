"""The answer to the quick question of a precept, as sentences and a table of bands."""

from __future__ import annotations

from fractions import Fraction

from csptool.precept_answer import Precept
from csptool.reports.document import Document
from csptool.reports.grid import Cell, Grid, Head
from formulas.exact import cut, in_full, in_pounds, to_read
from formulas.precept import last_place
from formulas.precept_change import (
    PER_DAY,
    PER_MONTH,
    PER_WEEK,
    Change,
    growth_split,
    one_per_cent_raises,
    one_pound_raises,
    per_period,
    percent_in_words,
    rise_raises,
)
from formulas.requirement_items import WALES
from formulas.rounding import PENNY, to_the_penny
from formulas.valuation_bands import DIFFERENCE, LAST_YEAR_PLUS

SCHEMA = "csptool.precept.v1"


def document(found: Precept) -> Document:
    """Band D and what it raises, the change on last year, the referendum test, every band."""
    return Document(SCHEMA, title(found), {"rows": bands(found)}, opening(found), closing(found), facts(found))


def facts(found: Precept) -> dict[str, str | bool | None]:
    """The figures for the whole, exact and as strings."""
    return {
        "year": found.year,
        "nation": found.nation,
        "tax_base": in_full(found.base),
        "requirement": in_full(found.requirement),
        "basic_amount": in_full(found.basic),
        "band_d": in_full(found.band_d),
        "raised": in_full(found.raised),
        "excessive": found.verdict.excessive if found.verdict else None,
        "principle_source": found.principle.source if found.principle else None,
        "uncertain": found.principle.uncertain if found.principle else None,
        "largest_allowed": in_full(found.verdict.largest) if found.verdict and found.verdict.largest else None,
    }


def title(found: Precept) -> str:
    """What it is called."""
    return f"Police precept {found.year}, {found.nation}"


def excess(found: Precept) -> list[str]:
    """The verdict, where the rise is excessive."""
    return [found.verdict.words] if found.verdict and found.verdict.excessive else []


def opening(found: Precept) -> list[str]:
    """Band D and where it comes from."""
    base = to_read(found.base)
    basic = f"{in_pounds(found.requirement)} ÷ {base} = £{cut(found.basic, 8)}"
    lines = [f"Band D is {_exactly(found.band_d)}: the basic amount is {basic}."]
    miss = found.raised - found.requirement
    if miss:
        why = ", by the rounding of Band D" if abs(miss) <= last_place(found.band_d) / 2 * found.base else ""
        lines.append(f"Band D as it is set raises {in_pounds(found.raised)}, {beside_requirement(miss)}{why}.")
    return lines


def beside_requirement(difference: Fraction) -> str:
    """How far a sum is from the requirement, in words; less than half a penny is no difference."""
    if not to_the_penny(difference):
        return "the requirement to the penny" if difference else "the requirement exactly"
    return f"{in_pounds(abs(difference))} {'more' if difference > 0 else 'less'} than the requirement"


def closing(found: Precept) -> list[str]:
    """What £1 and 1% raise, the change on last year, why the precept grows, the verdict."""
    one = one_pound_raises(found.base)
    lines = [f"£1 on Band D raises {in_pounds(one.amount)}, on this year's tax base."]
    change = found.change
    if change is None:
        untested = "Whether the rise is excessive was not tested, for last year's Band D is not given."
        return lines if found.nation == WALES else [*lines, untested]
    percent = one_per_cent_raises(change.before, found.base)
    lines.append(f"1% of last year's Band D raises {in_pounds(percent.amount)}, on this year's tax base.")
    if change.pounds:
        lines.append(_rise(change, found.base))
    if found.terms.base_before is not None:
        split = growth_split(change, Change(found.terms.base_before, found.base))
        lines.append(
            f"The precept {'grows' if split.total >= 0 else 'falls'} by {in_pounds(abs(split.total))}: "
            f"{in_pounds(split.base, signed=True)} by the tax base, {in_pounds(split.rate, signed=True)} by Band D, "
            f"{in_pounds(split.both, signed=True)} by both together."
        )
    assert found.verdict is not None  # it is there where last year's Band D is
    lines.append(found.verdict.words)
    if found.principle and found.principle.uncertain:
        lines.append(f"Not confirmed by a source that was read: {found.principle.uncertain}.")
    if found.verdict.largest is not None:
        step = last_place(change.before)
        steps = "whole pennies" if step == PENNY else f"steps of £{in_full(step)}"
        lines.append(f"The largest Band D in {steps} that is not excessive is {_exactly(found.verdict.largest)}.")
    if found.in_whole_pennies is not None:
        lines.append(f"The largest of which every band is whole pennies is {_exactly(found.in_whole_pennies)}.")
    if found.terms.increase == DIFFERENCE or found.terms.convention == LAST_YEAR_PLUS:
        lines.append(
            "Last year's bands are taken to be the ninths of last year's Band D, to the nearest penny: where they were "
            "printed otherwise, what follows from them here may be a penny off."
        )
    return lines


def _exactly(band_d: Fraction) -> str:
    """A Band D with every decimal that it has, two at least."""
    return in_pounds(band_d) if last_place(band_d) == PENNY else f"£{in_full(band_d, grouped=True)}"


def _rise(change: Change, base: Fraction) -> str:
    """The change in words: a year, a week, a day, and what it raises."""
    verb = "rises" if change.pounds > 0 else "falls"
    size = abs(change.pounds)
    week, day, month = (in_pounds(per_period(size, period)) for period in (PER_WEEK, PER_DAY, PER_MONTH))
    percent = percent_in_words(abs(change.percent))
    raised = in_pounds(abs(rise_raises(change, base).amount))
    return (
        f"Band D {verb} by {_exactly(size)} ({percent}) a year: {month} a month, {week} a week, {day} a day. "
        f"It {'adds' if change.pounds > 0 else 'takes'} {raised} {'to' if change.pounds > 0 else 'off'} what is raised."
    )


def bands(found: Precept, heading: str = "") -> Grid:
    """Every band with its charge, and beside last year's where that is known."""
    names, parts = list(found.proportions.parts), found.proportions.parts
    heads = [Head("Band", "band"), Head("Ninths", "ninths", "count"), Head("Charge", "charge", "£")]
    columns: list[list[Cell]] = [list(names), list(parts.values()), [found.this_year.bands[band] for band in names]]
    if found.last_year and found.increases:
        heads += [Head("Last year", "last_year", "£"), Head("Increase", "increase", "+£")]
        heads.append(Head("A week", "a_week", "+£"))
        columns += [
            [found.last_year.bands[band] for band in names],
            [found.increases[band] for band in names],
            [per_period(found.increases[band], PER_WEEK) for band in names],
        ]
    return Grid(heading, heads, list(zip(*columns, strict=True)))

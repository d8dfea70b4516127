"""What a paper prints of a redistribution, judged by the arithmetic and by the paper's own figures.

A printed figure stands for everything that rounds to it, so figures may be apart by half of the last printed place of
each one that went into them, and by no more. Nothing here is bent to the paper: what does not follow is said so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from formulas.exact import Figure, in_digits
from formulas.implied_pool import PoolRange, implied_pool
from formulas.redistribution import Redistribution, base_key
from formulas.rounding import PENNY, half_away
from formulas.statement import DOES_NOT_FOLLOW, Statement
from formulas.working import Working


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed, in pounds; None where nothing is. Supplements, totals and bases have one figure an area."""

    collected: Figure | None = None
    redistributed: Figure | None = None
    supplements: Sequence[Figure] | None = None
    totals: Sequence[Figure] | None = None
    bases: Sequence[Figure] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdicts: on single figures, on every area's total and supplement, and the pools the supplements fit.

    `pool` is None where it was not asked, `fits` says whether any pool gives all the printed supplements, `rule` by
    which rounding.
    """

    sums: Sequence[Statement]
    totals: Sequence[Statement]
    supplements: Sequence[Statement]
    pool: PoolRange | None = None
    fits: bool | None = None
    rule: str = ""
    rest: bool = True  # whether totals have carry-forward and variations in them

    @property
    def failed(self) -> list[Statement]:
        """What no rounding explains."""
        return [one for one in (*self.sums, *self.totals, *self.supplements) if one.verdict == DOES_NOT_FOLLOW]


def judge(found: Redistribution, printed: Printed) -> Judgement:
    """Judge what is printed.

    Collected against the sum of what was clawed back; redistributed against what the top-slices leave; the sum of the
    supplements against both; every total against base + printed supplement; every supplement against the one worked
    out, but only where the sums agree: else one cause would be told once for every area.
    """
    outcome, sums = found.outcome, list[Statement]()
    printed = _to_one_place(printed)
    supplements, stated = printed.supplements, printed.redistributed
    if printed.collected:
        sums.append(_statement("collected", printed.collected, outcome.plan.fund.pot))
    if stated:
        # what is left over was there to be redistributed, and was not: a paper may mean either
        due = min((outcome.available, outcome.total), key=lambda one: abs(stated.value - one))
        sums.append(_statement("redistributed", stated, due))
    totals, each = list[Statement](), list[Statement]()
    spread = _spread(found, printed)
    pool, fits, rule = None, None, ""
    if supplements is not None:
        come_to = sum((figure.value for figure in supplements), Fraction(0))
        slack = sum((_half(figure) for figure in supplements), Fraction(0))
        if stated and (stated.value == outcome.total or stated.value != outcome.available):
            sums.append(Statement("supplements and redistributed", come_to, stated.value, slack + _half(stated)))
        whole = Statement("supplements", come_to, outcome.total, slack + abs(outcome.residue))
        sums.append(whole)
        if whole.verdict != DOES_NOT_FOLLOW:
            each = _each(found, supplements, spread)
        if not outcome.moves and outcome.plan.fund.rounding.unit == PENNY:
            pool, rule = _pool(found, supplements, spread)
            fits = pool is not None
    rest = False
    if printed.totals is not None:
        # a paper's totals may leave carry-forward and variations out: the reading that more of them keep to is taken
        readings = [_totals(found, printed, rest=reading) for reading in (True, False)]
        failed = [sum(one.verdict == DOES_NOT_FOLLOW for one in reading) for reading in readings]
        rest = failed[0] <= failed[1]
        totals = readings[0 if rest else 1]
    return Judgement(sums, totals, each, pool, fits, rule, rest)


def record(found: Redistribution, printed: Printed, judged: Judgement) -> None:
    """Put what is printed into the working as inputs, each with a check that goes on being tested."""
    working = found.outcome.working
    working.section = "What the paper prints"
    for key, name, figure in (
        ("printed_collected", "Collected, as printed", printed.collected),
        ("printed_redistributed", "Redistributed, as printed", printed.redistributed),
    ):
        if figure:
            working.add(key, name, "£", "as printed", figure.value, given=True)
    shown = _to_one_place(printed)
    for key, name, figures, judgements in (
        ("printed_supplement", "Printed supplement", shown.supplements, judged.supplements),
        ("printed_total", "Printed total", shown.totals, judged.totals),
    ):
        if figures is not None:
            working.add(key, name, "£", "as printed", [figure.value for figure in figures], given=True)
        if judgements:
            words = "half of the last printed place of each figure, and a unit of rounding"
            slacks = [one.slack for one in judgements]
            working.add(f"{key}_slack", f"Rounding may explain ({name.lower()})", "£ exact", words, slacks, given=True)
    stated = "[printed_redistributed]"
    terms = {
        "collected": "[printed_collected]-[pot]",
        "redistributed": f"MIN(ABS({stated}-[available]),ABS({stated}-SUM([allocation:all])))",
        "supplements and redistributed": "SUM([printed_supplement:all])-[printed_redistributed]",
        "supplements": "SUM([printed_supplement:all])-SUM([allocation:all])",
    }
    for one in judged.sums:
        words = f"As printed, {one.name}: apart by no more than rounding explains"
        working.check(words, one.verdict != DOES_NOT_FOLLOW, f"ABS({terms[one.name]})<={_number(one.slack)}")
    due = due_formula(working, rest=judged.rest)
    for key, what, other, judgements in (
        ("printed_supplement", "supplement is the one worked out", "[allocation]", judged.supplements),
        ("printed_total", "total is base and supplement" + ", and the rest" * judged.rest, due, judged.totals),
    ):
        if judgements:
            holds = all(one.verdict != DOES_NOT_FOLLOW for one in judgements)
            apart = f"([{key}]-({other}))^2>([{key}_slack]+0.000001)^2".replace("]", ":all]")
            words = f"Every printed {what}, apart by no more than rounding explains"
            working.check(words, holds, f"SUMPRODUCT(--({apart}))=0")


def due_formula(working: Working, *, rest: bool) -> str:
    """What an area's printed total should be: base, the printed supplement or else our own, and the `rest`."""
    supplement = "printed_supplement" if "printed_supplement" in working.steps else "allocation"
    others = [key for key in ("carried", "recurrent", "one_year") if key in working.steps and rest]
    keys = [base_key(working), supplement, *others]
    return "+".join(f"[{key}]" for key in keys)


def _number(slack: Fraction) -> str:
    """Slack as a spreadsheet may compare with it: a little more, for its own last digits."""
    return in_digits(slack + Fraction(1, 10**6), 6).replace(",", "")


def _spread(found: Redistribution, printed: Printed) -> Fraction:
    """How far an area's share may be off, as a part of itself, because the base is printed more coarsely than pennies.

    Half a unit of its own base, and half a unit of every base in their sum; nothing where the formula goes by more
    than the base.
    """
    plan, bases = found.award.plan, [figure for figure in printed.bases if figure.value]
    halves = [_half(figure) if (figure.quantum or 0) > PENNY else Fraction(0) for figure in bases]
    if [line.measure.columns for line in plan.formula] != [(found.award.base_column,)] or not any(halves):
        return Fraction(0)
    own = max(half / figure.value for half, figure in zip(halves, bases, strict=True))
    return own + sum(halves, Fraction(0)) / sum((figure.value for figure in bases), Fraction(0))


def _pool(found: Redistribution, supplements: Sequence[Figure], spread: Fraction) -> tuple[PoolRange | None, str]:
    """The pools that give every printed supplement: each rounded by itself, or else by the largest remainder."""
    quantum = max((figure.quantum or PENNY for figure in supplements), default=PENNY)
    formula, values = found.outcome.formula, [figure.value for figure in supplements]
    shares = [amount / formula.total() for amount in formula]
    for off, rule in ((quantum / 2, "each"), (quantum, "largest-remainder")):
        if pool := implied_pool(values, off, shares, spread):
            return pool, rule
    return None, ""


def _each(found: Redistribution, supplements: Sequence[Figure], spread: Fraction) -> list[Statement]:
    """Every printed supplement beside the one worked out: the two may be a unit apart by the way of rounding."""
    unit = found.outcome.plan.fund.rounding.unit
    named = zip(found.outcome.plan.areas, supplements, found.outcome.amounts, strict=True)
    return [Statement(name, f.value, amount, _half(f) + unit + amount * spread) for name, f, amount in named]


def _totals(found: Redistribution, printed: Printed, *, rest: bool) -> list[Statement]:
    """Every printed total beside the base and the supplement, the printed one where there is one, and the `rest`."""
    statements = []
    for row, total in enumerate(printed.totals or ()):
        slack, supplement = _half(total) + _half(printed.bases[row]), found.outcome.amounts[row]
        if printed.supplements is not None:
            supplement, slack = printed.supplements[row].value, slack + _half(printed.supplements[row])
        come_to = found.award.base[row] + supplement
        come_to += found.carried[row] + found.variations[row] if rest else 0
        statements.append(Statement(found.outcome.plan.areas[row], total.value, come_to, slack))
    return statements


def _to_one_place(printed: Printed) -> Printed:
    """The same, each column to the finest place that any of its pounds is printed to.

    A column is printed to one place: where a cell drops noughts, 13,703 among pennies is 13,703.00. Thousands and
    millions (£1.2m) keep their own place.
    """
    return replace(
        printed,
        supplements=_finest(printed.supplements),
        totals=_finest(printed.totals),
        bases=_finest(printed.bases) or (),
    )


def _finest(figures: Sequence[Figure] | None) -> Sequence[Figure] | None:
    most = max((figure.decimals or 0 for figure in figures or () if figure.unit.worth == 1), default=0)
    kept = [f.unit.worth != 1 or f.decimals is None for f in figures or ()]  # an exact figure was printed to no place
    finest = [f if keep else replace(f, decimals=most) for f, keep in zip(figures or (), kept, strict=True)]
    return figures and [replace(figure, value=_as_printed(figure)) for figure in finest]


def _as_printed(figure: Figure) -> Fraction:
    """What a cell prints of the digits that it holds."""
    if not figure.quantum:
        return figure.value
    units = figure.value / figure.quantum
    return half_away(units.numerator, units.denominator) * figure.quantum


def _statement(name: str, figure: Figure, found: Fraction) -> Statement:
    return Statement(name, figure.value, found, _half(figure))


def _half(figure: Figure) -> Fraction:
    """Half of the last printed place; nothing was printed of an exact figure."""
    return (figure.quantum or Fraction(0)) / 2

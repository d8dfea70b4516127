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
from formulas.rounding import PENNY
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

    `pool` is None where it was not asked, `fits` says whether any pool gives all the printed supplements.
    """

    sums: Sequence[Statement]
    totals: Sequence[Statement]
    supplements: Sequence[Statement]
    pool: PoolRange | None = None
    fits: bool | None = None

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
        sums.append(_statement("redistributed", stated, outcome.available))
    totals, each = list[Statement](), list[Statement]()
    pool, fits = None, None
    if supplements is not None:
        come_to = sum((figure.value for figure in supplements), Fraction(0))
        slack = sum((_half(figure) for figure in supplements), Fraction(0))
        if stated:
            sums.append(Statement("supplements and redistributed", come_to, stated.value, slack + _half(stated)))
        whole = Statement("supplements", come_to, outcome.total, slack + abs(outcome.residue))
        sums.append(whole)
        if whole.verdict != DOES_NOT_FOLLOW:
            each = _each(found, supplements)
        if not outcome.moves and outcome.plan.fund.rounding.unit == PENNY:
            quantum = max((figure.quantum or PENNY for figure in supplements), default=PENNY)
            shares = [amount / found.outcome.formula.total() for amount in found.outcome.formula]
            pool = implied_pool([figure.value for figure in supplements], quantum, shares)
            fits = pool is not None
    if printed.totals is not None:
        totals = _totals(found, printed)
    return Judgement(sums, totals, each, pool, fits)


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
    for key, name, figures in (
        ("printed_supplement", "Printed supplement", printed.supplements),
        ("printed_total", "Printed total", printed.totals),
    ):
        if figures is not None:
            working.add(key, name, "£", "as printed", [figure.value for figure in figures], given=True)
    terms = {
        "collected": "[printed_collected]-[pot]",
        "redistributed": "[printed_redistributed]-[available]",
        "supplements and redistributed": "SUM([printed_supplement:all])-[printed_redistributed]",
        "supplements": "SUM([printed_supplement:all])-SUM([allocation:all])",
    }
    for one in judged.sums:
        words = f"As printed, {one.name}: apart by no more than rounding explains"
        working.check(words, one.verdict != DOES_NOT_FOLLOW, f"ABS({terms[one.name]})<={_number(one.slack)}")
    if judged.totals:
        words = "Every printed total is base, supplement and the rest, apart by no more than rounding explains"
        due = due_formula(working).replace("]", ":all]")
        slack = max(one.slack for one in judged.totals)
        holds = all(one.verdict != DOES_NOT_FOLLOW for one in judged.totals)
        working.check(words, holds, f"SUMPRODUCT(--(ABS([printed_total:all]-({due}))>{_number(slack)}))=0")


def due_formula(working: Working) -> str:
    """What an area's printed total should be: base, the printed supplement or else our own, and the rest."""
    supplement = "printed_supplement" if "printed_supplement" in working.steps else "allocation"
    keys = [base_key(working), supplement, *(k for k in ("carried", "recurrent", "one_year") if k in working.steps)]
    return "+".join(f"[{key}]" for key in keys)


def _number(slack: Fraction) -> str:
    """Slack as a spreadsheet may compare with it: a little more, for its own last digits."""
    return in_digits(slack + Fraction(1, 10**6), 6).replace(",", "")


def _each(found: Redistribution, supplements: Sequence[Figure]) -> list[Statement]:
    """Every printed supplement beside the one worked out: the two may be a unit apart by the way of rounding."""
    unit = found.outcome.plan.fund.rounding.unit
    named = zip(found.outcome.plan.areas, supplements, found.outcome.amounts, strict=True)
    return [Statement(name, figure.value, amount, _half(figure) + unit) for name, figure, amount in named]


def _totals(found: Redistribution, printed: Printed) -> list[Statement]:
    """Every printed total beside the base and the supplement; the printed one where there is one."""
    statements = []
    for row, total in enumerate(printed.totals or ()):
        slack, supplement = _half(total) + _half(printed.bases[row]), found.outcome.amounts[row]
        if printed.supplements is not None:
            supplement, slack = printed.supplements[row].value, slack + _half(printed.supplements[row])
        rest = found.carried[row] + found.variations[row]
        come_to = printed.bases[row].value + supplement + rest
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
    return figures and [replace(f, decimals=most) if f.unit.worth == 1 else f for f in figures]


def _statement(name: str, figure: Figure, found: Fraction) -> Statement:
    return Statement(name, figure.value, found, _half(figure))


def _half(figure: Figure) -> Fraction:
    """Half of the last printed place; nothing was printed of an exact figure."""
    return (figure.quantum or Fraction(0)) / 2

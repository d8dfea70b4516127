"""The sentences of a redistribution: money in and out, who had no share, what of a paper's figures does not follow."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from csptool.labels import listed
from csptool.reports.run_wording import run_sentences
from formulas.exact import in_digits, in_pounds
from formulas.printed_award import Judgement, Printed
from formulas.redistribution import Redistribution
from formulas.statement import DOES_NOT_FOLLOW, ROUNDING, Statement
from formulas.steps import percent


def award_title(found: Redistribution) -> str:
    """The fund's name and year."""
    fund = found.outcome.plan.fund
    return " ".join(part for part in (fund.name or "Redistribution of the underspend", fund.year) if part)


def award_sentences(found: Redistribution) -> list[str]:
    """What the result says of itself."""
    lines = [_money_line(found), *run_sentences(found.outcome, what="supplement")]
    lines += _last_year_lines(found)
    lines += _slice_lines(found)
    lines.append(
        f"The supplements are for this year only: next year's base comes to {in_pounds(found.next_base.total())}, "
        f"{_change(found.next_base.total() - found.award.base.total())} this year's."
    )
    return lines


def _money_line(found: Redistribution) -> str:
    """Money in = money out."""
    outcome = found.outcome
    slices = sum((part.amount for part in outcome.slices), Fraction(0))
    parts = [f"top-slices of {in_pounds(slices)}"] if outcome.slices else []
    parts.append(f"supplements of {in_pounds(outcome.total)}")
    if outcome.unplaced:
        parts.append(f"{in_pounds(outcome.unplaced)} left over")
    added = outcome.new_money + outcome.residue
    if added > 0:
        parts.append(f"less {in_pounds(added)} more than there is")
    elif added < 0:
        parts.append(f"{in_pounds(-added)} that the rounding leaves")
    return f"Collected {in_pounds(outcome.plan.fund.pot)} = {' + '.join(parts).replace('+ less', '-')}."


def _last_year_lines(found: Redistribution) -> list[str]:
    year, areas = found.award.last_year, found.outcome.plan.areas
    if year is None:
        return []
    over = f" and {in_pounds(year.overspend.total())} overspent" if any(year.overspend) else ""
    lines = [
        f"Last year {in_pounds(year.paid.total())} was paid{over}: "
        f"{in_pounds(year.spend.total())} was spent, {in_pounds(year.carried.total())} is carried forward, "
        f"{in_pounds(year.clawback.total())} was clawed back."
    ]
    gave = [areas[row] for row, amount in enumerate(year.clawback) if amount and found.supplements[row]]
    if gave:
        has = "has" if len(gave) == 1 else "have"
        lines.append(f"Gave money back and {has} a supplement all the same, as the formula is: {listed(gave)}.")
    if overspent := [f"{areas[row]} {in_pounds(amount)}" for row, amount in enumerate(year.overspend) if amount]:
        lines.append(f"Overspent, and so to be borne by the area itself: {listed(overspent)}.")
    if rows := found.without_a_share:
        assert found.award.least is not None  # there is a threshold where anybody is below it
        names = listed([f"{areas[row]} ({_spent(year.paid[row], year.spend[row])})" for row in rows])
        least = percent(found.award.least)
        lines.append(f"Without a share, having spent less than {least} of what they were paid: {names}.")
    return lines


def _spent(paid: Fraction, spend: Fraction) -> str:
    return in_digits(spend / paid * 100, 2) + "%" if paid else "was paid nothing"


def _slice_lines(found: Redistribution) -> list[str]:
    """Who agreed each top-slice; it is said where nobody is named."""
    lines = [part.line for part in found.outcome.slices]
    named = [f"{line.name} by {line.agreed_by}" for line in lines if line.agreed_by]
    unnamed = [line.name for line in lines if not line.agreed_by]
    said = [f"Top-slices agreed: {'; '.join(named)}."] if named else []
    return said + ([f"Nobody is named who agreed these top-slices: {', '.join(unnamed)}."] if unnamed else [])


def _change(pounds: Fraction) -> str:
    if not pounds:
        return "the same as"
    return f"{in_pounds(abs(pounds))} {'more' if pounds > 0 else 'less'} than"


def printed_sentences(found: Redistribution, printed: Printed, judged: Judgement) -> list[str]:
    """What of the printed figures follows and what does not, each to the penny."""
    lines = [_sum_line(found, one) for one in judged.sums]
    if printed.supplements is not None:
        lines += _pool_lines(found, judged)
    lines += _each_lines(judged.supplements, "supplement", "the one worked out")
    lines += _each_lines(judged.totals, "total", "base and supplement" + (_and_rest(found) if judged.rest else ""))
    return lines


def failures(found: Redistribution, judged: Judgement) -> list[str]:
    """The figures that no rounding explains, one sentence each, for whoever only reads the last line."""
    lines = [_sum_line(found, one) for one in judged.sums if one.verdict == DOES_NOT_FOLLOW]
    for what, each in (("supplement", judged.supplements), ("total", judged.totals)):
        for one in each:
            if one.verdict == DOES_NOT_FOLLOW:
                lines.append(
                    f"The {what} printed for {one.name}, {in_pounds(one.stated)}, should be {in_pounds(one.found)}."
                )
    return lines


def _and_rest(found: Redistribution) -> str:
    return ", carry-forward and variations" if any(found.carried) or any(found.variations) else ""


def _sum_line(found: Redistribution, one: Statement) -> str:
    outcome = found.outcome
    slices = sum((part.amount for part in outcome.slices), Fraction(0))
    left = f"{in_pounds(outcome.plan.fund.pot)} collected"
    left += f" less top-slices of {in_pounds(slices)} leaves {in_pounds(outcome.available)}" if slices else ""
    left = left if one.found == outcome.available else f"{in_pounds(one.found)} was shared out"
    stated, should, miss = in_pounds(one.stated), in_pounds(one.found), in_pounds(abs(one.difference))
    side = "more" if one.difference > 0 else "less"
    texts = {
        "collected": (f"Stated as collected: {stated}", f"the areas' clawbacks come to {should}"),
        "redistributed": (f"Stated as redistributed: {stated}", left),
        "supplements and redistributed": (
            f"The printed supplements come to {stated}",
            f"{should} is stated as redistributed",
        ),
        "supplements": (f"The printed supplements come to {stated}", f"{should} is what was shared out"),
    }
    said, other = texts[one.name]
    if not one.difference:
        return f"{said}, which agrees: {other}."
    if one.verdict == ROUNDING:
        return f"{said}; {other}: {miss} {side}, which rounding explains."
    return f"{said}, which does not follow: {other}, {miss} {'less' if one.difference > 0 else 'more'}."


def _pool_lines(found: Redistribution, judged: Judgement) -> list[str]:
    """The pools that explain the printed supplements, and how far they are from what there is to share."""
    if judged.fits is None or (judged.supplements and not judged.failed):
        return []
    pennies = judged.pool.to_the_penny if judged.pool else None
    if pennies is None:
        return ["No pool, shared by this formula and rounded to the penny, gives all the printed supplements."]
    least, greatest = pennies
    pool = in_pounds(least) if least == greatest else f"any pool from {in_pounds(least)} to {in_pounds(greatest)}"
    how = "each row rounded by itself" if judged.rule == "each" else "rounded by the largest remainder"
    line = f"Every printed supplement is what this formula gives for {pool}, {how}"
    available = found.outcome.available
    if least <= available <= greatest:
        return [f"{line}: so the printed supplements follow."]
    side = "more" if least > available else "less"
    misses = sorted({abs(available - each) for each in pennies})
    cause = "a top-slice is missing" if side == "less" else "more was collected, or less taken off,"
    return [
        f"{line}: {' to '.join(map(in_pounds, misses))} {side} than the {in_pounds(available)} there is to share. "
        f"Either {cause} or a figure is misprinted; these figures do not say which."
    ]


def _each_lines(statements: Sequence[Statement], what: str, other: str) -> list[str]:
    """One line on the figures of every area: how many agree, which rounding explains, which do not follow."""
    if not statements:
        return []
    groups = {verdict: [s for s in statements if s.verdict == verdict] for verdict in (ROUNDING, DOES_NOT_FOLLOW)}
    agree = len(statements) - sum(map(len, groups.values()))
    count = len(statements)
    all_of_them = f"In {agree} of {count} areas" if count > 1 else "For the one area"
    lines = [f"{all_of_them} the printed {what} is {other}, to the penny."] if agree or count > 1 else []
    for verdict, words in ((ROUNDING, "which rounding explains"), (DOES_NOT_FOLLOW, "which does not follow")):
        if groups[verdict]:
            named = [
                f"{s.name} {in_pounds(s.stated)} for {in_pounds(s.found)} ({in_pounds(s.difference, signed=True)})"
                for s in groups[verdict]
            ]
            count = len(named)
            is_out = f"In {count} it is" if agree else f"In {count} areas it is"
            lines.append(f"{is_out} another, {words}: {listed(named, 12)}.")
    return lines

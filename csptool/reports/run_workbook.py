"""A formula fund as a workbook: Summary, Allocation, Who pays, and every step live behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from csptool import __version__
from csptool.reports.run_wording import Change, capital, run_sentences, run_title
from csptool.reports.steps_sheet import Labels
from csptool.reports.working_book import SIGNED_PERCENT, Column, Headline, WorkingBook
from csptool.sheets.plan_workbook import PlanBudget
from formulas.exact import in_full
from formulas.mechanisms.register import mechanisms
from formulas.outcome import Outcome

TABLE, WHO_PAYS = "Allocation", "Who pays"


def as_workbook(budget: PlanBudget, outcome: Outcome, options: Mapping[str, str]) -> bytes:
    """Summary, Allocation, Who pays, Settings, Inputs, Steps, Working, Checks, Provenance; always the same bytes."""
    labels = Labels(outcome.plan.areas, outcome.plan.codes)
    book = WorkingBook(run_title(outcome), outcome.working, labels, budget.totals)
    numbered = [f"{number}. {words}" for number, words in enumerate(outcome.steps, 1)]
    sentences = [*run_sentences(outcome), *budget.notes]
    parts = {
        "The steps, in this order, as csptool ran them": numbered,
        "What came of it, as csptool ran it": sentences,
    }
    book.summary(_headlines(outcome), parts)
    how = ["Shared by formula; the steps are on the sheet Summary"]
    book.table(TABLE, run_title(outcome), _allocation_columns(outcome), how)
    if outcome.moves:
        lines = ["What each step gave an area,", "or (in red) took from it."]
        book.table(WHO_PAYS, "Who pays", who_pays(outcome), lines)
    return book.behind(provenance(budget, outcome, options, "allocate"))


def _headlines(outcome: Outcome) -> list[Headline]:
    total, left = "SUM([allocation:all])", "[available]-[target]*[unit]"
    return [
        Headline("Pot", "[pot]", outcome.plan.fund.pot),
        Headline("Left after top-slices", "[available]", outcome.available),
        Headline("Shared out", f"ROUND({total},2)", outcome.total),
        Headline("New money", f"MAX(0,-ROUND({left},2))", outcome.new_money),
        Headline("Left over", f"MAX(0,ROUND({left},2))", outcome.unplaced),
        Headline("Residue", f"ROUND({total}-[target]*[unit],2)", outcome.residue),
        Headline("Areas", "COUNT([allocation:all])", Fraction(len(outcome.amounts)), "count"),
    ]


def _allocation_columns(outcome: Outcome) -> list[Column]:
    steps, plan = outcome.working.steps, outcome.plan
    share = "share_used" if "share_used" in steps else "formula_share"
    columns = []
    if plan.previous is not None:
        columns.append(Column("Previous", "[previous]", list(plan.previous)))
    shares = [Fraction(steps[share].value(row)) for row in range(len(plan.areas))]
    columns += [
        Column("Share by formula", f"[{share}]", shares, "share"),
        Column("Formula", "[formula]", list(outcome.formula)),
        Column("Allocation", "[allocation]", outcome.amounts),
    ]
    if plan.previous is not None:
        columns += _changes(outcome, "previous", list(plan.previous))
    if outcome.moves:
        columns += _changes(outcome, "formula", list(outcome.formula))
    if plan.heads:
        heads, key = plan.columns[plan.heads], f"column_{list(plan.columns).index(plan.heads) + 1}"
        values = [amount / head if head else None for amount, head in zip(outcome.amounts, heads, strict=True)]
        excel = f'IF([{key}]=0,"n/a",[allocation]/[{key}])'
        total = f"SUM([allocation:all])/SUM([{key}:all])"
        columns.append(Column("Per head", excel, values, "£", total, outcome.total / heads.total()))
    if any(outcome.held):
        paid = [amount - held for amount, held in zip(outcome.amounts, outcome.held, strict=True)]
        columns += [Column("Withheld", "[held]", outcome.held), Column("To be paid now", "[paid]", paid)]
    return columns


def _changes(outcome: Outcome, key: str, before: Sequence[Fraction]) -> list[Column]:
    """The change on some earlier amounts, in pounds and in per cent."""
    changes = [Change.between(b, a) for b, a in zip(before, outcome.amounts, strict=True)]
    # where an area had nothing before, the change of the total is no measure of the others
    excel = f'IF(MIN([{key}:all])=0,"n/a",SUM([allocation:all])/SUM([{key}:all])-1)'
    total = Change.between(sum(before, Fraction(0)), outcome.total).rate if all(before) else None
    rate = f'IF([{key}]=0,"n/a",[allocation]/[{key}]-1)'
    return [
        Column(f"Change on {key}", f"[allocation]-[{key}]", [change.pounds for change in changes]),
        Column(f"Change on {key}, %", rate, [change.rate for change in changes], SIGNED_PERCENT, excel, total),
    ]


def who_pays(outcome: Outcome) -> list[Column]:
    """What each protecting step gave and took."""
    columns = [
        Column(capital(move.title), f"[{move.after_key}]-[{move.before_key}]", list(move.received))
        for move in outcome.moves
    ]
    changes = [move.received for move in outcome.moves]
    together = "+".join(f"[{move.after_key}]-[{move.before_key}]" for move in outcome.moves)
    return [*columns, Column("Together", together, list(sum(changes[1:], changes[0])))]


def provenance(budget: PlanBudget, outcome: Outcome, options: Mapping[str, str], verb: str) -> list[tuple[str, str]]:
    """What the figures were made from, by what, and by whose rules; no clock, so that runs can be compared."""
    fund, known = outcome.plan.fund, mechanisms()
    lines = [
        ("Input", budget.source.name),
        ("SHA-256 of the input", budget.source.sha256),
        ("Made by", f"csptool {__version__}, csptool {verb}"),
        ("Options", ", ".join(f"{name} {value}" for name, value in options.items()) or "none"),
        ("Rounding", f"{fund.rounding.rule}, to £{in_full(fund.rounding.unit)}"),
        ("Source of the rounding", fund.rounding.source),
    ]
    lines += [(f"Indicator: {line.name}", line.source or "no source stated") for line in outcome.plan.formula]
    used = dict.fromkeys(rule.mechanism for rule in outcome.plan.rules)
    return lines + [(f"Rule: {name}", known[name].source) for name in used]

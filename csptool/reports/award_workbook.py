"""A redistribution as a workbook: every figure live, and next year's base on a sheet of its own."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from csptool.reports.award_wording import award_sentences, award_title, printed_sentences
from csptool.reports.bars_sheet import add_bars
from csptool.reports.run_workbook import WHO_PAYS, provenance, who_pays
from csptool.reports.steps_sheet import Labels
from csptool.reports.working_book import Column, Headline, WorkingBook
from csptool.sheets.award_workbook import AwardBudget
from formulas.printed_award import Judgement, due_formula, judge, record
from formulas.redistribution import Redistribution, base_key

TABLE, COLLECTED, PRINTED, NEXT_YEAR = "Redistribution", "Collected", "As printed", "Next year"


def as_workbook(budget: AwardBudget, found: Redistribution, options: Mapping[str, str]) -> bytes:
    """Summary, Redistribution, Collected, Who pays, As printed, Next year, and every step live behind them."""
    outcome, title = found.outcome, award_title(found)
    judged = judge(found, budget.printed)
    record(found, budget.printed, judged)
    book = WorkingBook(title, outcome.working, Labels(outcome.plan.areas, outcome.plan.codes), budget.totals)
    parts = {
        "The steps, in this order, as csptool ran them": [f"{n}. {words}" for n, words in enumerate(outcome.steps, 1)],
        "What came of it, as csptool ran it": [*award_sentences(found), *budget.notes],
    }
    if said := printed_sentences(found, budget.printed, judged):
        parts["What the paper prints"] = said
    book.summary(_headlines(found), parts)
    how = ["Supplements are for this year only; next year's base is on the sheet Next year"]
    book.table(TABLE, title, _revised(found), how)
    if found.award.last_year:
        book.table(COLLECTED, "Collected from last year", _collected(found))
    if outcome.moves:
        lines = ["What each step gave an area,", "or (in red) took from it."]
        book.table(WHO_PAYS, "Who pays", who_pays(outcome), lines)
    if judged.totals:
        how = ["What the paper prints, and what follows from its own figures"]
        book.table(PRINTED, title, _printed(budget, found, judged), how)
    if found.award.last_year:
        add_bars(book.book, book.layout, COLLECTED, {"Paid": 0, "Eligible spend": 1}, "Paid and spent last year")
    book.table(NEXT_YEAR, "Next year's base: this year's, with recurrent variations only", _next(found))
    return book.behind(provenance(budget, outcome, options, "redistribute"))


def _headlines(found: Redistribution) -> list[Headline]:
    outcome = found.outcome
    total, left = "SUM([allocation:all])", "[available]-[target]*[unit]"
    slices = sum((part.amount for part in outcome.slices), Fraction(0))
    return [
        Headline("Collected", "[pot]", outcome.plan.fund.pot),
        Headline("Top-slices", "ROUND([pot]-[available],2)", slices),
        Headline("Redistributable", "[available]", outcome.available),
        Headline("Supplements", f"ROUND({total},2)", outcome.total),
        Headline("New money", f"MAX(0,-ROUND({left},2))", outcome.new_money),
        Headline("Left over", f"MAX(0,ROUND({left},2))", outcome.unplaced),
        Headline("Residue", f"ROUND({total}-[target]*[unit],2)", outcome.residue),
        Headline("Revised allocations", "ROUND(SUM([revised:all]),2)", found.revised.total()),
        Headline("Next year's base", "ROUND(SUM([next_base:all]),2)", found.next_base.total()),
    ]


def _revised(found: Redistribution) -> list[Column]:
    working, supplements = found.outcome.working, list(found.supplements)
    shared = sum(supplements, Fraction(0))
    shares = [amount / shared if shared else None for amount in supplements]
    columns = [
        Column("Base", f"[{base_key(working)}]", list(found.award.base)),
        Column("Share", 'IF(SUM([allocation:all])=0,"n/a",[allocation]/SUM([allocation:all]))', shares, "share"),
        Column("Supplement", "[allocation]", supplements),
    ]
    if any(found.carried):
        columns.append(Column("Carry-forward", "[carried]", list(found.carried)))
    if any(found.variations):
        terms = "+".join(f"[{key}]" for key in ("recurrent", "one_year") if key in working.steps)
        columns.append(Column("Variations", terms, list(found.variations)))
    columns.append(Column("Revised allocation", "[revised]", list(found.revised)))
    columns.append(Column("Next year's base", "[next_base]", list(found.next_base)))
    return columns


def _collected(found: Redistribution) -> list[Column]:
    year = found.award.last_year
    assert year is not None  # the table is only made where it is known
    named = {
        "paid": ("Paid", year.paid),
        "spend": ("Eligible spend", year.spend),
        "carried": ("Carry-forward", year.carried),
        "clawback": ("Clawed back", year.clawback),
        "overspend": ("Overspent", year.overspend),
    }
    return [Column(head, f"[{key}]", list(column)) for key, (head, column) in named.items()]


def _printed(budget: AwardBudget, found: Redistribution, judged: Judgement) -> list[Column]:
    """What the paper prints beside what follows from its own figures; what is printed is an input like any other."""
    working, printed = found.outcome.working, budget.printed
    columns = [Column("Base", f"[{base_key(working)}]", list(found.award.base))]
    if printed.supplements is not None:
        values = [Fraction(working.steps["printed_supplement"].value(row)) for row in range(len(found.award.base))]
        columns.append(Column("Printed supplement", "[printed_supplement]", list(values)))
    due = due_formula(working, rest=judged.rest)
    return [
        *columns,
        Column("Base and supplement", f"ROUND({due},2)", [one.found for one in judged.totals]),
        Column("Printed total", "[printed_total]", [one.stated for one in judged.totals]),
        Column("Difference", f"ROUND([printed_total]-({due}),2)", [one.difference for one in judged.totals]),
        Column("Verdict", "", [one.verdict for one in judged.totals], "text"),
    ]


def _next(found: Redistribution) -> list[Column]:
    return [Column("Base", "[next_base]", list(found.next_base))]

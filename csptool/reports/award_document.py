"""A redistribution as sentences and tables: what was collected, what each area gets, what a paper prints of it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from csptool.reports.award_wording import award_sentences, award_title, failures, printed_sentences
from csptool.reports.document import Document
from csptool.reports.grid import Cell, Grid, Head
from csptool.reports.run_tables import who_pays_columns
from csptool.reports.run_wording import numbered_steps
from csptool.sheets.award_workbook import AwardBudget
from formulas.exact import in_full
from formulas.printed_award import Judgement, judge
from formulas.redistribution import Redistribution

SCHEMA = "csptool.redistribution.v1"


def document(budget: AwardBudget, found: Redistribution) -> Document:
    """The result; its first table is what each area gets."""
    judged = judge(found, budget.printed)
    tables = {"rows": _revised(found)}
    if found.award.last_year:
        tables["last_year"] = _collected(found)
    if found.outcome.moves:
        tables["who_pays"] = _who_pays(found)
    if budget.printed.totals is not None or budget.printed.supplements is not None:
        tables["printed"] = _printed(budget, found, judged)
    closing = [*award_sentences(found), *(total.words for total in budget.totals)]
    if said := printed_sentences(found, budget.printed, judged):
        closing += ["", "What the paper prints:", *said]
    opening = ["The steps, in this order:", *numbered_steps(found.outcome)]
    facts = _facts(budget, found, judged)
    return Document(SCHEMA, award_title(found), tables, opening, closing, facts, [budget.source])


def picture(found: Redistribution) -> str:
    """What each area was paid and spent last year, as SVG; nothing where that is not known."""
    from csptool.reports.bar_chart import svg

    year = found.award.last_year
    if year is None:
        return ""
    amounts = {"Paid": list(year.paid), "Eligible spend": list(year.spend)}
    return svg(found.outcome.plan.areas, amounts, "Paid and spent last year")


def _revised(found: Redistribution) -> Grid:
    """What every area gets: base, supplement for one year, carry-forward, variations, and what goes on."""
    plan, supplements = found.outcome.plan, list(found.supplements)
    shared = sum(supplements, Fraction(0))
    columns: list[tuple[Head, list[Cell], Cell]] = [
        (Head("Area", "area"), list(plan.areas), "Total"),
        (Head("Code", "code", shown=False), list(plan.codes), ""),
        (Head("Base", "base", "£"), list(found.award.base), found.award.base.total()),
        (
            Head("Share", "share", "%"),
            [amount / shared if shared else None for amount in supplements],
            Fraction(1) if shared else None,
        ),
        (Head("Supplement", "supplement", "£"), list(supplements), shared),
    ]
    for text, name, column in (
        ("Carry-forward", "carry_forward", found.carried),
        ("Variations", "variations", found.variations),
    ):
        if any(column):
            columns.append((Head(text, name, "£"), list(column), column.total()))
    columns += [
        (Head("Revised allocation", "revised", "£"), list(found.revised), found.revised.total()),
        (Head("Next year's base", "next_year_base", "£"), list(found.next_base), found.next_base.total()),
    ]
    return _grid("", columns)


def _collected(found: Redistribution) -> Grid:
    """What every area gave back of last year's money."""
    year = found.award.last_year
    assert year is not None  # the table is only made where it is known
    named = [
        ("Paid", "paid", year.paid),
        ("Eligible spend", "spend", year.spend),
        ("Carry-forward", "carry_forward", year.carried),
        ("Clawed back", "clawed_back", year.clawback),
    ]
    named += [("Overspent", "overspent", year.overspend)] if any(year.overspend) else []
    columns: list[tuple[Head, list[Cell], Cell]] = [(Head("Area", "area"), list(found.outcome.plan.areas), "Total")]
    columns += [(Head(text, name, "£"), list(column), column.total()) for text, name, column in named]
    return _grid("Collected from last year", columns)


def _who_pays(found: Redistribution) -> Grid:
    """What every protecting step gave an area or took from it."""
    columns: list[tuple[Head, list[Cell], Cell]] = [(Head("Area", "area"), list(found.outcome.plan.areas), "Total")]
    for text, amounts in who_pays_columns(found.outcome).items():
        name = text.lower().replace(" ", "_")
        columns.append((Head(text, name, "+£"), list(amounts), sum(amounts, Fraction(0))))
    return _grid("Who pays", columns)


def _printed(budget: AwardBudget, found: Redistribution, judged: Judgement) -> Grid:
    """What the paper prints for every area beside what follows from it."""
    printed, bases = budget.printed, list(found.award.base)
    columns: list[tuple[Head, list[Cell], Cell]] = [
        (Head("Area", "area"), list(found.outcome.plan.areas), "Total"),
        (Head("Base", "base", "£"), list(bases), sum(bases, Fraction(0))),
    ]
    if printed.supplements is not None:
        values = [figure.value for figure in printed.supplements]
        columns.append((Head("Printed supplement", "supplement", "£"), list(values), sum(values, Fraction(0))))
    if printed.totals is not None:
        due, stated = [one.found for one in judged.totals], [one.stated for one in judged.totals]
        columns += [
            (Head("Base and supplement", "revised", "£"), list(due), sum(due, Fraction(0))),
            (Head("Printed total", "total", "£"), list(stated), sum(stated, Fraction(0))),
            (Head("Difference", "difference", "+£"), [one.difference for one in judged.totals],
             sum(stated, Fraction(0)) - sum(due, Fraction(0))),
            (Head("", "verdict"), [one.verdict for one in judged.totals], ""),
        ]  # fmt: skip
    return _grid("What the paper prints, and what follows from its own figures", columns)


def _grid(title: str, columns: list[tuple[Head, list[Cell], Cell]]) -> Grid:
    rows = list(zip(*(cells for _, cells, _ in columns), strict=True))
    return Grid(title, [head for head, _, _ in columns], rows, [total for _, _, total in columns])


def _facts(budget: AwardBudget, found: Redistribution, judged: Judgement) -> dict[str, Any]:
    outcome, fund = found.outcome, found.outcome.plan.fund
    return {
        "fund": fund.name,
        "year": fund.year,
        "collected": in_full(fund.pot),
        "top_slices": [
            {"name": part.line.name, "amount": in_full(part.amount), "agreed_by": part.line.agreed_by}
            for part in outcome.slices
        ],
        "redistributable": in_full(outcome.available),
        "redistributed": in_full(outcome.total),
        "left_over": in_full(outcome.unplaced),
        "new_money": in_full(outcome.new_money),
        "residue": in_full(outcome.residue),
        "unit": in_full(fund.rounding.unit),
        "rounding": fund.rounding.rule,
        "steps": list(outcome.steps),
        "statements": [
            {
                "name": one.name,
                "stated": in_full(one.stated),
                "found": in_full(one.found),
                "difference": in_full(one.difference),
                "verdict": one.verdict,
            }
            for one in judged.sums
        ],
        "failed": failures(found, judged),
    }

"""A formula fund's result for the terminal and markdown, and as csv and json."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from typing import Any

from csptool import __version__
from csptool.reports.labels_out import escaped, harmless
from csptool.reports.run_wording import Change, capital, numbered_steps, run_sentences, run_title
from csptool.sheets.plan_workbook import PlanBudget
from formulas.exact import in_digits, in_full, in_pounds
from formulas.outcome import Outcome
from formulas.who_pays import account, in_pence


def as_text(budget: PlanBudget, outcome: Outcome) -> str:
    """The steps, the table, who pays, and the sentences."""
    parts = [run_title(outcome), "The steps, in this order:\n" + "\n".join(numbered_steps(outcome))]
    parts += [_tabulated(*_columns(outcome), "simple")]
    if outcome.moves:
        moved = _tabulated(*_who_pays(outcome), "simple")
        parts.append(f"Who pays: what each step gave an area (+) or took from it (-)\n{moved}")
    parts.append("\n".join(_closing(budget, outcome)))
    return "\n\n".join(parts) + "\n"


def as_markdown(budget: PlanBudget, outcome: Outcome) -> str:
    """The same as markdown, ready for a report."""
    steps = "\n".join(f"{number}. {escaped(words)}" for number, words in enumerate(outcome.steps, 1))
    parts = [f"## {escaped(run_title(outcome))}", steps, _tabulated(*_columns(outcome), "pipe")]
    if outcome.moves:
        parts += ["### Who pays", _tabulated(*_who_pays(outcome), "pipe")]
    parts.append("\n".join(f"- {escaped(line)}" for line in _closing(budget, outcome)))
    return "\n\n".join(parts) + "\n"


def as_word_document(budget: PlanBudget, outcome: Outcome) -> bytes:
    """The same as a Word document."""
    from csptool.reports.word import WordTable, as_word

    tables = {"": _columns(outcome), **({"Who pays": _who_pays(outcome)} if outcome.moves else {})}
    made = [
        WordTable(title, headers, [place > 0 for place in range(len(headers))], rows[:-1], rows[-1:])
        for title, (headers, rows) in tables.items()
    ]
    return as_word(run_title(outcome), numbered_steps(outcome), made, _closing(budget, outcome))


def as_csv(budget: PlanBudget, outcome: Outcome) -> str:
    """Plain figures for other programs: one row an area, no total; exact amounts to 6 decimals, shares to 10."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    moves = [f"after_{_slug(move.title)}" for move in outcome.moves]
    writer.writerow(["area", "code", "share", "previous", "formula", *moves, "exact", "allocation", "odd_unit", "held"])
    for row, area in enumerate(outcome.plan.areas):
        previous = outcome.plan.previous
        figures = [
            in_digits(_share(outcome, row), 10),
            _pence(previous[row]) if previous is not None else "",
            _six(outcome.formula[row]),
            *(_six(move.after[row]) for move in outcome.moves),
            _six(outcome.exact[row]),
            _pence(outcome.amounts[row]),
            outcome.rounded.odd[row],
            _pence(outcome.held[row]),
        ]
        writer.writerow([harmless(area), harmless(outcome.plan.codes[row]), *figures])
    return out.getvalue()


def as_json(budget: PlanBudget, outcome: Outcome) -> str:
    """The whole result; exact numbers are strings, fractions as numerator/denominator where no decimal ends."""
    plan, fund = outcome.plan, outcome.plan.fund
    document: dict[str, Any] = {
        "schema": "csptool.allocation.v1",
        "csptool": __version__,
        "source": {"name": budget.source.name, "sha256": budget.source.sha256},
        "fund": fund.name,
        "year": fund.year,
        "basis": "formula",
        "pot": _pence(fund.pot),
        "top_slices": [{"name": part.line.name, "amount": _pence(part.amount)} for part in outcome.slices],
        "available": _pence(outcome.available),
        "new_money": _pence(outcome.new_money),
        "left_over": _pence(outcome.unplaced),
        "total": _pence(outcome.total),
        "residue": _pence(outcome.residue),
        "unit": in_full(fund.rounding.unit),
        "rounding": fund.rounding.rule,
        "residue_to": fund.residue_to,
        "steps": list(outcome.steps),
        "indicators": [{"name": i.name, "weight": in_full(i.weight), "source": i.source} for i in plan.formula],
        "who_pays": [_move(outcome, place) for place in range(len(outcome.moves))],
        "totals": [
            {"label": t.label, "cell": t.place.cell, "agrees": t.agrees, "rounding": t.rounding} for t in budget.totals
        ],
        "notes": [*run_sentences(outcome), *budget.notes],
        "rows": [_row(outcome, row) for row in range(len(plan.areas))],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _row(outcome: Outcome, row: int) -> dict[str, Any]:
    plan, previous = outcome.plan, outcome.plan.previous
    return {
        "area": plan.areas[row],
        "code": plan.codes[row],
        "basis": None,
        "share": in_full(_share(outcome, row)),
        "previous": _pence(previous[row]) if previous is not None else None,
        "formula": in_full(outcome.formula[row]),
        "exact": in_full(outcome.exact[row]),
        "allocation": _pence(outcome.amounts[row]),
        "odd_unit": outcome.rounded.odd[row],
        "held": _pence(outcome.held[row]),
    }


def _move(outcome: Outcome, place: int) -> dict[str, Any]:
    move = outcome.moves[place]
    moved = account(move.before, move.after)
    return {
        "step": move.title,
        "new_money": in_full(moved.new_money),
        "left_over": in_full(moved.left_over),
        "rows": [
            {"area": area, "received": in_full(moved.received[row]), "gave": in_full(moved.given[row])}
            for row, area in enumerate(outcome.plan.areas)
        ],
    }


def _closing(budget: PlanBudget, outcome: Outcome) -> list[str]:
    return run_sentences(outcome) + [total.words for total in budget.totals]


def _columns(outcome: Outcome) -> tuple[list[str], list[list[str]]]:
    """Headers and rows of the areas, the total last: last year, the formula, the allocation, the changes on both."""
    plan, previous = outcome.plan, outcome.plan.previous
    heads = plan.columns[plan.heads] if plan.heads else None
    headers = ["Area", *(["Previous"] if previous is not None else []), "Share by formula", "Formula", "Allocation"]
    headers += ["On previous", ""] if previous is not None else []
    headers += ["On formula", ""] if outcome.moves else []  # else the two differ by the rounding only
    headers += ["Per head"] if heads else []
    headers += ["Withheld", "To be paid now"] if any(outcome.held) else []
    formula = in_pence(list(outcome.formula), plan.keys)
    places: list[int | None] = [*range(len(plan.areas)), None]
    rows = []
    for place in places:
        amount = _at(outcome.amounts, place)
        row = ["Total" if place is None else plan.areas[place]]
        if previous is not None:
            row.append(in_pounds(_at(previous, place)))
        share = Fraction(1) if place is None else _share(outcome, place)
        row += [in_digits(share * 100, 4) + "%", in_pounds(_at(formula, place)), in_pounds(amount)]
        if previous is not None:
            change = Change.between(_at(previous, place), amount)
            row += _change(Change(change.pounds, None) if place is None and not all(previous) else change)
        if outcome.moves:
            row += _change(Change.between(_at(formula, place), amount))
        if heads is not None:
            head = _at(heads, place)
            row.append(in_pounds(amount / head) if head else "n/a")
        if any(outcome.held):
            held = _at(outcome.held, place)
            row += [in_pounds(held), in_pounds(amount - held)]
        rows.append(row)
    return headers, rows


def who_pays_columns(outcome: Outcome) -> dict[str, list[Fraction]]:
    """What every protecting step gave and took, and the rounding, to the penny: rows and columns both add up."""
    columns = {capital(move.title): outcome.moved(move) for move in outcome.moves}
    formula = in_pence(list(outcome.formula), outcome.plan.keys)
    together = [amount - before for amount, before in zip(outcome.amounts, formula, strict=True)]
    rounding = [all_ - sum(parts) for all_, *parts in zip(together, *columns.values(), strict=True)]
    return {**columns, **({"Rounding": rounding} if any(rounding) else {}), "Together": together}


def _who_pays(outcome: Outcome) -> tuple[list[str], list[list[str]]]:
    """The headers and rows of who pays."""
    columns = who_pays_columns(outcome)
    rows = [
        [area, *(in_pounds(column[row], signed=True) for column in columns.values())]
        for row, area in enumerate(outcome.plan.areas)
    ]
    rows.append(["Total", *(in_pounds(sum(column, Fraction(0)), signed=True) for column in columns.values())])
    return ["Area", *columns], rows


def _tabulated(headers: list[str], rows: list[list[str]], style: str) -> str:
    from tabulate import SEPARATING_LINE, tabulate

    shown: list[Any] = [*rows[:-1], rows[-1]]
    if style == "simple":
        shown.insert(len(shown) - 1, SEPARATING_LINE)
    else:
        headers = [escaped(text) for text in headers]
        shown = [[escaped(cell) for cell in row] for row in rows]
    aligned = ["left", *["right"] * (len(headers) - 1)]
    return str(tabulate(shown, headers, tablefmt=style, disable_numparse=True, colalign=aligned))


def _change(change: Change) -> list[str]:
    return [in_pounds(change.pounds, signed=True), change.percent]


def _at(column: Any, place: int | None) -> Fraction:
    return sum(column, Fraction(0)) if place is None else column[place]


def _share(outcome: Outcome, row: int) -> Fraction:
    key = "share_used" if "share_used" in outcome.working.steps else "formula_share"
    return Fraction(outcome.working.steps[key].value(row))


def _pence(amount: Fraction) -> str:
    return in_digits(amount, 2).replace(",", "")


def _six(amount: Fraction) -> str:
    return in_digits(amount, 6).replace(",", "")


def _slug(title: str) -> str:
    return title.replace(", ", "_and_").replace(" ", "_")

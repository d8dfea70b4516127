"""An allocation as a table for the terminal and for markdown, and as csv and json."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from typing import Any

from csptool import __version__
from csptool.reports.labels_out import escaped, harmless
from csptool.reports.wording import (
    basis_texts,
    odd_words,
    rounding_words,
    sentences,
    share_text,
    title,
)
from csptool.sheets.budget import Budget
from formulas.allocation import Allocation
from formulas.exact import in_digits, in_full, in_pounds
from formulas.working import show


def as_text(budget: Budget, allocation: Allocation) -> str:
    """The terminal's table, its heading and its sentences."""
    lines = [
        *_heading(budget, allocation),
        "",
        _tabulated(budget, allocation, "simple"),
        "",
        *_closing(budget, allocation),
    ]
    return "\n".join(lines) + "\n"


def as_markdown(budget: Budget, allocation: Allocation) -> str:
    """The same as markdown, ready for a report."""
    first, *rest = _heading(budget, allocation)
    lines = [f"## {escaped(first)}", "", *map(escaped, rest), "", _tabulated(budget, allocation, "pipe"), ""]
    lines += [f"- {escaped(line)}" for line in _closing(budget, allocation)]
    return "\n".join(lines) + "\n"


def as_word_document(budget: Budget, allocation: Allocation) -> bytes:
    """The same as a Word document."""
    from csptool.reports.word import WordTable, as_word

    heading, *opening = _heading(budget, allocation)
    headers, aligned, rows, foot = _columns(budget, allocation)
    table = WordTable("", headers, [side == "right" for side in aligned], rows, foot)
    return as_word(heading, opening, [table], _closing(budget, allocation))


def as_csv(budget: Budget, allocation: Allocation) -> str:
    """Plain figures for other programs: one row an area, no total; share to 10 decimals, exact amount to 6.

    A label that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["area", "code", "basis", "share", "exact", "allocation", "odd_unit"])
    for row, (area, part) in enumerate(zip(allocation.areas, allocation.shared.odd(), strict=True)):
        figures = (
            in_full(area.basis),
            in_digits(allocation.shares[row], 10),
            in_digits(allocation.exact(row), 6).replace(",", ""),
            _pence(allocation.amounts[row]),
            part,
        )
        writer.writerow([harmless(area.name), harmless(area.code), *figures])
    return out.getvalue()


def as_json(budget: Budget, allocation: Allocation) -> str:
    """The whole result; exact numbers are strings, fractions as numerator/denominator where no decimal ends."""
    fund, amounts = allocation.fund, allocation.amounts
    rows = [
        {
            "area": area.name,
            "code": area.code,
            "basis": in_full(area.basis),
            "share": in_full(allocation.shares[row]),
            "exact": in_full(allocation.exact(row)),
            "allocation": _pence(amounts[row]),
            "odd_unit": odd,
        }
        for row, (area, odd) in enumerate(zip(allocation.areas, allocation.shared.odd(), strict=True))
    ]
    document: dict[str, Any] = {
        "schema": "csptool.allocation.v1",
        "csptool": __version__,
        "source": {"name": budget.source.name, "sha256": budget.source.sha256, "range": budget.table.span},
        "fund": fund.name,
        "year": fund.year,
        "basis": budget.basis_name,
        "pot": _pence(fund.pot),
        "total": _pence(allocation.total),
        "residue": _pence(allocation.residue),
        "unit": in_full(fund.rounding.unit),
        "rounding": fund.rounding.rule,
        "residue_to": fund.residue_to,
        "totals": [
            {"label": t.label, "cell": t.place.cell, "agrees": t.agrees, "rounding": t.rounding} for t in budget.totals
        ],
        "notes": [*sentences(allocation), *budget.notes],
        "rows": rows,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _heading(budget: Budget, allocation: Allocation) -> list[str]:
    fund = allocation.fund
    return [
        f"{title(allocation)}: {in_pounds(fund.pot)} shared by {budget.basis_name}",
        rounding_words(allocation),
    ]


def _closing(budget: Budget, allocation: Allocation) -> list[str]:
    return sentences(allocation) + [total.words for total in budget.totals]


def _tabulated(budget: Budget, allocation: Allocation, style: str) -> str:
    from tabulate import SEPARATING_LINE, tabulate

    headers, aligned, rows, foot = _columns(budget, allocation)
    lines: list[Any] = [*rows, *([SEPARATING_LINE] if style == "simple" else []), *foot]
    if style == "pipe":
        lines, headers = [[escaped(cell) for cell in row] for row in lines], [escaped(text) for text in headers]
    return str(tabulate(lines, headers, tablefmt=style, disable_numparse=True, colalign=aligned))


def _columns(budget: Budget, allocation: Allocation) -> tuple[list[str], list[str], list[list[str]], list[list[str]]]:
    """The headers, the side that each column keeps to, the rows of the areas, and those below them."""
    coded = any(area.code for area in allocation.areas)
    *bases, total_basis = basis_texts(budget.basis)
    odd = allocation.shared.odd()
    rows = [
        [
            area.code,
            area.name,
            basis,
            share_text(share),
            show(allocation.exact(row), "£ exact"),
            in_pounds(amount),
            _signed(extra),
        ]
        for row, (area, basis, share, amount, extra) in enumerate(
            zip(allocation.areas, bases, allocation.shares, allocation.amounts, odd, strict=True)
        )
    ]
    shares, handed = share_text(sum(allocation.shares)), str(sum(odd)) if any(odd) else ""  # type: ignore[arg-type]
    foot = [
        ["", "Total", total_basis, shares, in_pounds(allocation.fund.pot), in_pounds(allocation.total), handed],
        ["", "Pot", "", "", "", in_pounds(allocation.fund.pot), ""],
        ["", "Residue", "", "", "", in_pounds(allocation.residue, signed=True), ""],
    ]
    headers = [
        "Code",
        "Area",
        budget.basis_name,
        "Share",
        "Exact amount",
        "Allocation",
        odd_words(allocation.fund.rounding.unit),
    ]
    aligned = ["left", "left", *["right"] * 5]
    if not coded:
        rows, foot = [row[1:] for row in rows], [row[1:] for row in foot]
        headers, aligned = headers[1:], aligned[1:]
    return headers, aligned, rows, foot


def _pence(amount: Fraction) -> str:
    """Pounds with two decimals and no separators; every amount is a whole number of pennies."""
    return in_digits(amount, 2).replace(",", "")


def _signed(extra: int) -> str:
    return f"{extra:+d}" if extra else ""

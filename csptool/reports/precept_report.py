"""A precept worked out from a workbook, as sentences and tables: who pays what, the waterfall, the bands."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from csptool.precept_run import PreceptRun
from csptool.reports.document import Document
from csptool.reports.grid import Cell, Grid, Head, as_records
from csptool.reports.precept_document import SCHEMA, bands, beside_requirement, closing, facts, opening
from csptool.reports.tax_base_document import authorities_grid, bands_grid, rounded
from formulas.exact import in_digits, in_full, in_pounds
from formulas.precept import instalments


def title(run: PreceptRun) -> str:
    """What it is called."""
    return f"Police precept {run.precept.year}, {run.given.authority or run.precept.nation}"


def report(run: PreceptRun) -> Document:
    """Each billing authority's precept with the sum, the waterfall with its signs, the bands, the change, the test."""
    tables = {"rows": _authorities(run)}
    if run.given.worked:
        tables["tax_bases"] = authorities_grid(run.given)
    if run.budget:
        tables["waterfall"] = _waterfall(run)
    tables["bands"] = bands(run.precept, "Valuation bands")
    tables["instalments"] = _instalments(run)
    found: dict[str, Any] = facts(run.precept) | {
        "authority": run.given.authority,
        "tax_base_stated": in_full(run.given.cast.stated) if run.given.cast else None,
        "rounding_of_bands": run.given.convention,
        "rounding_of_precepts": run.given.rounding,
        "total": in_full(run.precepts.total),
        "difference": in_full(run.precepts.difference),
        "budget_requirement": in_full(run.budget.amount) if run.budget else None,
        "per_head": in_full(run.per_head) if run.per_head is not None else None,
        "grant_rate": in_full(run.grant_share.rate) if run.grant_share else None,
        "office_rate": in_full(run.office_share.rate) if run.office_share else None,
        "failed": run.failed,
    }
    if run.given.worked:
        found["dwellings"] = as_records(bands_grid(run.given))
    last = [*closing(run.precept), *ratios(run)]
    return Document(SCHEMA, title(run), tables, _opening(run), last, found, [run.given.source])


def _opening(run: PreceptRun) -> list[str]:
    lines = opening(run.precept)
    if cast := run.given.cast:
        but = ", but for rounding" if cast.difference else ""
        lines.append(f"The bases make the total stated, {in_full(cast.stated, grouped=True)}{but}.")
    if run.given.worked:
        lines.append(f"The tax bases of the sheet Dwellings: {rounded(run.given)}")
    if run.budget_miss is not None and run.budget:
        miss = f", {in_pounds(abs(run.budget_miss))} from it" if run.budget_miss else ", the same"
        stated, budget = in_pounds(run.given.figures["stated"]), in_pounds(run.budget.amount)
        if run.given.coarse:
            lines.append(f"The requirement is the budget's, {budget}: the one stated, {stated}, is rounded more.")
        else:
            lines.append(f"The requirement is as stated, {stated}; the budget comes to {budget}{miss}.")
    words = beside_requirement(run.precepts.difference)
    lines.append(f"The precepts, each {run.given.rounding}, come to {in_pounds(run.precepts.total)}: {words}.")
    return lines


def ratios(run: PreceptRun) -> list[str]:
    """What can be set against what, each with what it was divided by."""
    lines = []
    if run.per_head is not None:
        lines.append(f"The requirement is {in_pounds(run.per_head)} a head.")
    if run.grant_share:
        grant = _percent(run.grant_share.percent)
        precept = _percent(100 - run.grant_share.percent)
        lines.append(f"General grants are {grant} and council tax {precept} {run.grant_share.words}.")
    if run.office_share:
        lines.append(f"The office is {_percent(run.office_share.percent)} {run.office_share.words}.")
    return [*lines, run.reserve_words] if run.reserve_words else lines


def _authorities(run: PreceptRun) -> Grid:
    ones, given = run.given.authorities, run.given
    heads = [Head("Billing authority", "billing_authority"), Head("Code", "code", shown=any(one.code for one in ones))]
    columns: list[list[Cell]] = [[one.name for one in ones], [one.code for one in ones]]
    total: list[Cell] = ["Total", ""]
    if given.bases_before:
        heads.append(Head("Tax base last year", "tax_base_before", "exact"))
        columns.append(list(given.bases_before))
        total.append(run.precept.terms.base_before)
    heads += [Head("Tax base", "tax_base", "exact"), Head("Precept", "precept", "£")]
    columns += [[one.tax_base for one in ones], list(run.precepts.amounts)]
    total += [run.precept.base, run.precepts.total]
    if given.surpluses:
        heads.append(Head("Collection fund", "collection_fund", "+£"))
        columns.append(list(given.surpluses))
        total.append(sum(given.surpluses, Fraction(0)))
    return Grid("Billing authorities", heads, list(zip(*columns, strict=True)), total)


def _instalments(run: PreceptRun) -> Grid:
    """What each billing authority pays when, by the nation's default schedule; programs get every instalment."""
    parts = [instalments(amount, run.precept.nation) for amount in run.precepts.amounts]
    count = len(parts[0])
    heads = [Head("Billing authority", "billing_authority"), Head("Instalments", "instalments", "count")]
    heads += [Head("First", "first", "£"), Head("Last", "last", "£")]
    heads += [Head(str(number), f"instalment_{number}", "£", shown=False) for number in range(1, count + 1)]
    rows: list[list[Cell]] = [
        [one.name, count, each[0], each[-1], *each] for one, each in zip(run.given.authorities, parts, strict=True)
    ]
    said = f"By default {count} in {run.precept.nation}, in whole pounds; the last takes the rest."
    return Grid("Instalments", heads, rows, before=[said])


def _waterfall(run: PreceptRun) -> Grid:
    assert run.budget is not None  # it has a table only where there is a budget
    heads = [
        Head("From expenditure to council tax", "line"),
        Head("Change", "change", "+£"),
        Head("Comes to", "running", "£"),
        Head("Why", "why"),
    ]
    rows = [
        ("= " + line.name if line.total else line.name, "" if line.total else line.change, line.running, line.words)
        for line in run.budget.waterfall()
    ]
    return Grid("The requirement", heads, rows)


def _percent(percent: Fraction) -> str:
    return f"{in_digits(percent, 2)}%"

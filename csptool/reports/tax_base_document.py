"""Tax bases worked out from dwellings, as sentences and tables: a row for each authority, the bands for programs."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from csptool.reports.document import Document
from csptool.reports.grid import Cell, Grid, Head, as_records
from csptool.sheets.precept_sheet import PreceptInput
from csptool.sheets.worked_bases import WorkedBase
from csptool.tax_bases import TaxBases
from formulas.exact import in_full, to_read
from formulas.tax_base import AS_WORKED_OUT, NOUGHT

SCHEMA = "csptool.precept-tax-base.v1"


def title(given: PreceptInput) -> str:
    """What it is called."""
    return f"Council tax base {given.year}, {given.authority or given.nation}"


def document(found: TaxBases) -> Document:
    """Each authority's base with how it arose; every band where there is one authority, and for programs always."""
    given = found.given
    opening = [f"The tax base is {to_read(found.total)} Band D equivalents.", rounded(given)]
    facts: dict[str, Any] = {
        "year": given.year,
        "nation": given.nation,
        "authority": given.authority,
        "rounding_of_tax_bases": given.base_rounding,
        "tax_base": in_full(found.total),
        "failed": found.failed,
    }
    tables = {"rows": authorities_grid(given, everyone=True)}
    if len(given.authorities) == 1:
        tables["dwellings"] = bands_grid(given)
    else:
        facts["dwellings"] = as_records(bands_grid(given))  # too long a table for people
    return Document(SCHEMA, title(given), tables, opening, [], facts, [given.source])


def rounded(given: PreceptInput) -> str:
    """How the bases come about, in a sentence."""
    how = "not rounded" if given.base_rounding == AS_WORKED_OUT else f"rounded {given.base_rounding}"
    return f"Band D equivalents × collection rate + contributions in lieu; what is worked out is {how}."


def authorities_grid(given: PreceptInput, *, everyone: bool = False) -> Grid:
    """A row for each authority with dwellings, or for all: what its base is made of, and the base."""
    pairs = [(one, work) for one, work in zip(given.authorities, given.worked, strict=True) if work or everyone]
    works = [work for _, work in pairs]
    heads = [Head("Billing authority", "billing_authority"), Head("Code", "code", shown=any(o.code for o, _ in pairs))]
    columns: list[list[Cell]] = [[one.name for one, _ in pairs], [one.code for one, _ in pairs]]
    total: list[Cell] = ["Total", ""]

    def add(head: str, name: str, value: Callable[[WorkedBase], Fraction], kind: str = "exact") -> None:
        heads.append(Head(head, name, kind))
        columns.append([value(work) if work else None for work in works])
        total.append("" if kind == "%" else sum((value(work) for work in works if work), NOUGHT))

    add("Chargeable", "chargeable", lambda work: sum((one.dwellings.chargeable for one in work.counts), NOUGHT))
    add("Band D equivalents", "band_d_equivalents", lambda work: work.found.equivalents)
    add("Collection rate", "collection_rate", lambda work: work.found.collection_rate, "%")
    add("In lieu", "in_lieu", lambda work: work.found.in_lieu)
    add("Worked out", "worked_out", lambda work: work.found.total)
    stated: list[Cell] = [one.tax_base if work is None or work.notified else None for one, work in pairs]
    if any(figure is not None for figure in stated):
        heads.append(Head("Stated", "stated", "exact"))
        columns.append(stated)
        total.append("")
    heads.append(Head("Tax base", "tax_base", "exact"))
    columns.append([one.tax_base for one, _ in pairs])
    total.append(sum((one.tax_base for one, _ in pairs), NOUGHT))
    return Grid("Tax bases", heads, list(zip(*columns, strict=True)), total if len(pairs) > 1 else ())


def bands_grid(given: PreceptInput) -> Grid:
    """Every band of every authority with dwellings: from listed dwellings to Band D equivalents."""
    keys = ("listed", "exempt", "moved", "discounts", "premiums", "changes", "support")
    texts = ("Listed", "Exempt", "Moved", "Discounts", "Premiums", "Changes", "Support")
    heads = [Head("Billing authority", "billing_authority", shown=False), Head("Band", "band")]
    heads += [Head(text, key, "exact") for text, key in zip(texts, keys, strict=True)]
    heads += [Head("Net", "net", "exact"), Head("Band D equivalents", "band_d_equivalents", "exact")]
    labels, figures = list[tuple[str, str]](), list[list[Fraction]]()
    for work in [work for work in given.worked if work]:
        for one in work.counts:
            labels.append((work.name, one.band))
            counts = [getattr(one, key) for key in keys]
            figures.append([*counts, one.dwellings.net, work.found.relevant_amounts[one.band]])
    rows: list[list[Cell]] = [[*label, *row] for label, row in zip(labels, figures, strict=True)]
    sums = [sum(column, NOUGHT) for column in zip(*figures, strict=True)]
    return Grid("Dwellings by band", heads, rows, ["", "Total", *sums])

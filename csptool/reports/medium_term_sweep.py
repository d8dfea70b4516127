"""The sweep of the rise in Band D as sentences and a table, and as a picture of the gap against the rise."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction

from csptool import __version__
from csptool.band_d_sweep import RiseSweep
from csptool.reports.bar_chart import COLOURS
from csptool.reports.document import Document
from csptool.reports.grid import Cell, Grid, Head
from csptool.reports.grid_sheet import HEADER_ROW, add_grid
from csptool.reports.medium_term_document import SCHEMA, title
from csptool.reports.workbook import OutputBook, add_provenance
from formulas.exact import in_full, in_pounds
from formulas.working import show

SIZE = (9.5, 5.2)  # inches


def sweep_document(found: RiseSweep) -> Document:
    """The gap of the first year and of the last for every rise, and the rise at which each closes."""
    first, last = found.plans[0].years[0].year, found.plans[0].years[-1].year
    limit = found.limit
    heads = [Head("Rise", "rise", "£ exact"), Head(f"Band D {first}", "band_d", "£ exact")]
    heads.append(Head(f"Gap in {first}", "gap_first_year", "£"))
    if last != first:
        heads += [Head(f"Gap in {last}", "gap_last_year", "£"), Head("Gaps added up", "gap_cumulative", "£")]
    if limit is not None:
        heads.append(Head("Limit", "limit"))
    rows: list[list[Cell]] = []
    for rise, plan in zip(found.rises, found.plans, strict=True):
        cells: list[Cell] = [rise, plan.years[0].band_d, plan.gaps[0]]
        cells += [plan.gaps[-1], plan.running_gaps[-1]] if last != first else []
        cells += ["within" if rise <= limit else "above"] if limit is not None else []
        rows.append(cells)
    facts = {
        "first_year": first,
        "last_year": last,
        "closes_first_year": _fact(found.closes_first),
        "closes_last_year": _fact(found.closes_last),
    }
    sources = [found.given.source]
    heading = f"{title(found.given)}: the gap against the rise in Band D"
    return Document(SCHEMA, heading, {"rows": Grid("", heads, rows)}, _opening(found), _closing(found), facts, sources)


def _fact(rise: Fraction | None) -> str | None:
    return None if rise is None else in_full(rise)


def _opening(found: RiseSweep) -> list[str]:
    first, *later = found.given.assumed
    lines = [f"Every rise stands in place of the one assumed for {first.year}; later years rise as assumed."]
    if not later:
        lines = [f"Every rise stands in place of the one assumed for {first.year}."]
    if found.limit is not None:
        lines.append(
            f"The limit of {show(found.limit, '£ exact')} in {first.year} is marked; rises above it are shown too."
        )
    return lines


def _closing(found: RiseSweep) -> list[str]:
    years = found.plans[0].years
    lines, limit = list[str](), found.limit
    closings = [(years[0].year, found.closes_first), (years[-1].year, found.closes_last)]
    for year, rise in closings[: len(years)]:
        lines.append(_closes(year, rise))
        if limit is not None and rise is not None and rise > limit:
            lines.append(f"That is above the limit of {show(limit, '£ exact')}.")
    base = years[0].tax_base
    lines.append(f"£1 more on Band D closes {in_pounds(base)} of the gap in {years[0].year}.")
    return lines


def _closes(year: str, rise: Fraction | None) -> str:
    if rise is None:
        return f"No rise closes the gap in {year}."
    if rise < 0:
        return f"The gap in {year} stays closed down to a fall in Band D of {in_pounds(-rise)}."
    return f"The gap in {year} closes at a rise in Band D of {in_pounds(rise)}, the least in whole pennies that does."


def picture(found: RiseSweep) -> str:
    """A line for the gap of the first year and one for the last's, as SVG; the same bytes for the same figures."""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt
    from matplotlib.ticker import FuncFormatter

    rises, years = [float(rise) for rise in found.rises], found.plans[0].years
    lines = {years[0].year: 0, years[-1].year: len(years) - 1}
    closing = (found.closes_first, found.closes_last)
    with mpl.rc_context({"svg.hashsalt": "csptool", "text.parse_math": False}):
        figure, axes = plt.subplots(figsize=SIZE, layout="constrained")
        sides = (((6, 8), "left"), ((-6, -16), "right"))  # the lines fall: there is room above right and below left
        for (year, place), closes, colour, (away, side) in zip(
            lines.items(), closing, COLOURS[1:], sides, strict=False
        ):
            gaps = [float(plan.gaps[place]) for plan in found.plans]
            marker = "o" if len(rises) == 1 else None
            axes.plot(rises, gaps, marker=marker, color=colour, linewidth=1.8, label=f"Gap in {year}")
            if closes is not None and found.rises[0] <= closes <= found.rises[-1]:
                axes.plot([float(closes)], [0], "o", color=colour, markersize=6)
                axes.annotate(f"closes at {in_pounds(closes)}", (float(closes), 0), away, color=colour, fontsize=9,
                              textcoords="offset points", ha=side)  # fmt: skip
        axes.axhline(0, color="#888888", linewidth=1)
        limit = found.limit
        if limit is not None and found.rises[0] <= limit <= found.rises[-1]:
            axes.axvline(float(limit), color="#888888", linewidth=1, linestyle="--", label=f"Limit {in_pounds(limit)}")
        axes.yaxis.set_major_formatter(FuncFormatter(lambda amount, _: in_pounds(Fraction(amount), 0)))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda rise, _: in_pounds(Fraction(rise).limit_denominator(100))))
        axes.set_xlabel(f"Rise in Band D in {years[0].year}")
        axes.grid(axis="y", color="#DDDDDD")
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_title("The gap against the rise in Band D", loc="left", fontsize=12, color="#1F3864")
        figure.legend(loc="outside lower left", ncols=3, frameon=False)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "csptool"})
        plt.close(figure)
    return out.getvalue()


def as_workbook(found: RiseSweep) -> bytes:
    """The sweep on a sheet, with its sentences below; always the same bytes for one input.

    The figures are stated, not live, for each row is a plan of its own: the workbook of the plan is live.
    """
    document = sweep_document(found)
    book = OutputBook(document.title)
    sheet = add_grid(book, "Sweep", replace(document.main, title=document.title))
    below, columns = HEADER_ROW + len(document.main.rows) + 2, len(document.main.heads)
    stated = "The figures are stated as csptool ran them; those of csptool precept --plan -o plan.xlsx are live."
    book.paragraphs(sheet, below, [*document.opening, *document.closing, stated], last_column=max(columns - 1, 4))
    made = ("Made by", f"csptool {__version__}, csptool precept --sweep")
    source = found.given.source
    add_provenance(book, [made, ("Input", source.name), ("SHA-256 of the input", source.sha256)])
    return book.finished()

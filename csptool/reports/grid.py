"""A plain table of exact figures on every way out: text, markdown, csv, json, a sheet, a web page."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from csptool.reports.labels_out import escaped, harmless
from formulas.exact import in_digits, in_full, in_pounds, to_read
from formulas.working import show

Cell = str | Fraction | int | None


@dataclass(frozen=True)
class Head:
    """A column: its head, its name for programs, and the kind of its figures.

    Kinds: text; £; +£ (signed); £ exact (as many decimals as it has); % (a rate with up to two decimals); +% (signed);
    count; exact (all its decimals); base (dwellings, two decimals). What only programs need, such as codes, is not
    shown to people.
    """

    text: str
    name: str
    kind: str = "text"
    shown: bool = True


@dataclass(frozen=True)
class Grid:
    """A table with a title, sentences before and after it, and a total row where there is one.

    `row_kinds` are the kinds of its rows' figures, where it is the rows and not the columns that differ.
    """

    title: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    before: Sequence[str] = ()
    after: Sequence[str] = field(default_factory=list)
    row_kinds: Sequence[str] = ()

    def for_people(self) -> Grid:
        """The same without the columns that only programs need."""
        kept = [place for place, head in enumerate(self.heads) if head.shown]
        if len(kept) == len(self.heads):
            return self
        pick: Callable[[Sequence[Cell]], list[Cell]] = lambda row: [row[place] for place in kept]  # noqa: E731
        heads, total = [self.heads[place] for place in kept], pick(self.total) if self.total else ()
        return replace(self, heads=heads, rows=[pick(row) for row in self.rows], total=total)


def shown(cell: Cell, kind: str) -> str:
    """A figure as a person reads it; n/a where there is none."""
    if cell is None:
        return "n/a"
    if isinstance(cell, str):
        return cell
    value = Fraction(cell)
    if kind in ("£", "+£"):
        return in_pounds(value, signed=kind == "+£")
    if kind == "£ exact":
        return show(value, kind)
    if kind in ("%", "+%"):
        digits = in_digits(value * 100, 2)
        plus = "+" if kind == "+%" and value > 0 and digits.strip("0.,") else ""
        return f"{plus}{digits}%"
    if kind == "exact":
        return to_read(value)
    return in_digits(value, 2 if kind == "base" else 0)


def as_text(grid: Grid) -> str:
    """For the terminal."""
    grid = grid.for_people()
    from tabulate import SEPARATING_LINE, tabulate

    rows: list[Any] = _all_texts(grid)
    if grid.total:
        rows += [SEPARATING_LINE, _texts(grid, grid.total)]
    table = tabulate(
        rows, [h.text for h in grid.heads], tablefmt="simple", disable_numparse=True, colalign=_align(grid)
    )
    parts = [grid.title, *(["\n".join(grid.before)] if grid.before else []), str(table), "\n".join(grid.after)]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_markdown(grid: Grid, level: int = 2) -> str:
    """For a report; `level` is that of its heading."""
    grid = grid.for_people()
    from tabulate import tabulate

    total = [_texts(grid, grid.total)] if grid.total else []
    rows = [[escaped(cell) for cell in row] for row in (*_all_texts(grid), *total)]
    heads = [escaped(head.text) for head in grid.heads]
    table = tabulate(rows, heads, tablefmt="pipe", disable_numparse=True, colalign=_align(grid))
    lists = ["\n".join(f"- {escaped(line)}" for line in lines) for lines in (grid.before, grid.after)]
    heading = f"{'#' * level} {escaped(grid.title)}" if grid.title else ""
    parts = [heading, lists[0], str(table), lists[1]]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_csv(grid: Grid) -> str:
    """Plain figures for other programs: rates as rates to 10 decimals, pounds to the penny or else to 6; no total."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([harmless(head.name) for head in grid.heads])
    for place, row in enumerate(grid.rows):
        writer.writerow([_plain(cell, kind) for cell, kind in zip(row, _kinds(grid, place), strict=True)])
    return out.getvalue()


def as_records(grid: Grid) -> list[dict[str, Any]]:
    """Its rows for json: figures exact, as strings."""
    return [
        {
            head.name: cell if isinstance(cell, str | int) or cell is None else in_full(cell)
            for cell, head in zip(row, grid.heads, strict=True)
        }
        for row in grid.rows
    ]


def as_html(grid: Grid, picture: str = "") -> str:
    """A page of its own: the sentences, the picture (an SVG) and the table; nothing is fetched from elsewhere."""
    return as_page(grid.title, grid.before, [replace(grid, title="", before=(), after=())], grid.after, picture)


def as_page(
    title: str, opening: Sequence[str], tables: Sequence[Grid], closing: Sequence[str], picture: str = ""
) -> str:
    """A web page of sentences, a picture (an SVG) and tables; nothing is fetched from elsewhere."""
    picture = picture[max(0, picture.find("<svg")) :]  # a page has no place for what stands before it in a file
    figure = f"<figure>{picture}</figure>" if picture else ""
    title, body = html.escape(title), "".join(map(_html_table, tables))
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        f"</head><body><h1>{title}</h1>{_lines(opening)}{figure}{body}{_lines(closing)}</body></html>\n"
    )


def _html_table(grid: Grid) -> str:
    grid = grid.for_people()
    heads = "".join(f"<th{_side(head.kind)}>{html.escape(head.text)}</th>" for head in grid.heads)
    body = "\n".join(_html_row(grid, texts) for texts in _all_texts(grid))
    foot = f"<tfoot>{_html_row(grid, _texts(grid, grid.total))}</tfoot>" if grid.total else ""
    title = f"<h2>{html.escape(grid.title)}</h2>" if grid.title else ""
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody>{foot}</table>"
    return f"{title}{_lines(grid.before)}{table}{_lines(grid.after)}"


def _lines(lines: Sequence[str]) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines)


def _side(kind: str) -> str:
    return ' class="words"' if kind == "text" else ""


_STYLE = (
    "body{font-family:Arial,sans-serif;font-size:14px;max-width:72em;margin:2em auto;padding:0 1em;color:#222}"
    "h1{color:#1F3864;font-size:1.5em}table{border-collapse:collapse}td,th{padding:.3em .7em;text-align:right;"
    "border-bottom:1px solid #8EA9DB}th{background:#1F3864;color:#fff}.words{text-align:left}h2{color:#1F3864;"
    "font-size:1.2em}tfoot td{font-weight:bold}figure{margin:1em 0}svg{max-width:100%;height:auto}"
)


def _html_row(grid: Grid, texts: Sequence[str]) -> str:
    cells = zip(texts, grid.heads, strict=True)
    return "<tr>" + "".join(f"<td{_side(head.kind)}>{html.escape(text)}</td>" for text, head in cells) + "</tr>"


def _texts(grid: Grid, row: Sequence[Cell], place: int | None = None) -> list[str]:
    return [shown(cell, kind) for cell, kind in zip(row, _kinds(grid, place), strict=True)]


def texts(grid: Grid) -> list[list[str]]:
    """Every row as people read it, and last its total, blank where there is none."""
    return [*_all_texts(grid), _texts(grid, grid.total) if grid.total else []]


def _all_texts(grid: Grid) -> list[list[str]]:
    return [_texts(grid, row, place) for place, row in enumerate(grid.rows)]


def _kinds(grid: Grid, place: int | None) -> list[str]:
    """The kind of each cell of a row; of the total where there is no place."""
    kinds = [head.kind for head in grid.heads]
    if place is None or not grid.row_kinds:
        return kinds
    return [kind if kind == "text" else grid.row_kinds[place] for kind in kinds]


def _align(grid: Grid) -> list[str]:
    return ["left" if head.kind == "text" else "right" for head in grid.heads]


def _plain(cell: Cell, kind: str) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, int):
        return cell
    if kind == "exact":
        return in_full(cell)
    decimals = 10 if "%" in kind else 2 if "£" in kind and (cell * 100).denominator == 1 else 6
    return in_digits(cell, decimals).replace(",", "")

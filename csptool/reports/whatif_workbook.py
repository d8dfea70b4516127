"""The answers of `csptool whatif` as a workbook, a sweep with its chart."""

from __future__ import annotations

from collections.abc import Mapping

from csptool import __version__
from csptool.reports.grid import Grid, shown
from csptool.reports.grid_sheet import write_cell
from csptool.reports.whatif_tables import most_moved
from csptool.reports.workbook import LINE, OutputBook, add_provenance, width
from csptool.sheets.plan_workbook import PlanBudget
from csptool.targets import is_rate
from csptool.whatif import Sweep

NAME = "What if"


def as_workbook(budget: PlanBudget, grid: Grid, options: Mapping[str, str], sweep: Sweep | None = None) -> bytes:
    """The table with its sentences; for a sweep, a chart of the areas that move most. Amounts are stated, not live."""
    book = OutputBook(grid.title)
    sheet = book.sheet(NAME, grid.title, landscape=True)
    book.paragraphs(sheet, 1, grid.before, last_column=max(4, len(grid.heads) - 1))
    header = 2 + len(grid.before)
    sheet.set_row(header, 30)
    for column, head in enumerate(grid.heads):
        sheet.write_string(header, column, head.text, book.header if head.kind == "text" else book.header_of_figures)
        texts = [shown(row[column], head.kind) for row in (*grid.rows, *([grid.total] if grid.total else []))]
        sheet.set_column(column, column, width([*head.text.split(), *texts]))
    values = list(sweep.values) if sweep else []
    for offset, row in enumerate(grid.rows):
        for column, (cell, head) in enumerate(zip(row, grid.heads, strict=True)):
            if sweep and column == 0:
                rate = is_rate(sweep.target, sweep.baseline.plan)
                style = book.style(num_format="0.00%" if rate else "#,##0.00", align="left")
                sheet.write_number(header + 1 + offset, 0, float(values[offset]), style)
            else:
                write_cell(book, sheet, (header + 1 + offset, column), cell, head.kind)
    last = header + len(grid.rows)
    for column, (cell, head) in enumerate(zip(grid.total, grid.heads, strict=True) if grid.total else []):
        write_cell(book, sheet, (last + 1, column), cell, head.kind, **LINE)
    sheet.freeze_panes(header + 1, 1)
    sheet.repeat_rows(header)
    below = last + 3
    book.paragraphs(sheet, below, grid.after, last_column=max(4, len(grid.heads) - 1))
    if sweep:
        _add_chart(book, sweep, (header, last))
    pairs = [
        ("Input", budget.source.name),
        ("SHA-256 of the input", budget.source.sha256),
        ("Made by", f"csptool {__version__}, csptool whatif"),
        ("Options", ", ".join(f"{name} {value}" for name, value in options.items()) or "none"),
        ("Amounts", "stated by csptool; for live formulas, change the budget workbook and run csptool allocate"),
    ]
    add_provenance(book, pairs)
    return book.finished()


def _add_chart(book: OutputBook, sweep: Sweep, rows: tuple[int, int]) -> None:
    """A sheet with a line for each area that moves most, over the values of the sweep."""
    chart = book.book.add_chart({"type": "scatter", "subtype": "straight"})
    header, last = rows
    for row in most_moved(sweep):
        chart.add_series(
            {
                "name": [NAME, header, row + 1],
                "categories": [NAME, header + 1, 0, last, 0],
                "values": [NAME, header + 1, row + 1, last, row + 1],
                "line": {"width": 1.75},
            }
        )
    chart.set_title({"name": "What each area gets", "name_font": {"size": 12}, "overlay": False})
    percent = is_rate(sweep.target, sweep.baseline.plan)
    ends = {"min": float(sweep.values[0]), "max": float(sweep.values[-1])}
    chart.set_x_axis({"num_format": "0%" if percent else "#,##0", "name": [NAME, header, 0], **ends})
    chart.set_y_axis({"num_format": "£#,##0", "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    sheet = book.book.add_chartsheet("Chart")
    sheet.set_paper(9)
    sheet.set_chart(chart)

"""The waterfall of a precept on a sheet of its own: every line with its sign explained, live, and a chart of it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from csptool.precept_run import PreceptRun
from csptool.reports.side_sheet import SideSheet
from csptool.reports.workbook import RULE, OutputBook, width
from csptool.reports.working_layout import HEADER_ROW
from csptool.sheets.sheet import column_letters
from formulas.council_tax_requirement import Line

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WATERFALL = "Waterfall"
TOTALS = ("gross", "net", "requirement")  # in the order in which they are reached
HEADS = (
    "Line",
    "Change",
    "Comes to",
    "Why, as csptool ran it",
    "",
    "Stands on",
    "Total",
    "Added",
    "Taken off",
    "On the chart",
)
LABEL = 32  # characters: a longer one would run out of the chart
COLOURS = {"Total": "#1F3864", "Added": "#C55A11", "Taken off": "#8EA9DB"}
SIGNED = "+£#,##0.00;[Red]-£#,##0.00;£0.00"


def add_waterfall(book: OutputBook, run: PreceptRun, budget: SideSheet) -> None:
    """From gross expenditure to the requirement; what the chart is drawn from stands to the right of it."""
    assert run.budget is not None  # there is a waterfall only where there is a budget
    sheet = book.sheet(WATERFALL, "From expenditure to council tax", landscape=True)
    sheet.fit_to_pages(1, 1)
    sheet.set_row(HEADER_ROW, 32)
    sheet.write_string(1, 0, "Live over the sheet Budget; what raises the requirement is above nought.", book.style())
    for column, text in enumerate(HEADS):
        style = book.header if column in (0, 3) else book.header_of_figures
        if text:
            sheet.write_string(HEADER_ROW, column, text, style)
    lines = run.budget.waterfall()
    names, totals = [item.name for item in run.budget.items], iter(TOTALS)
    for row, line in enumerate(lines, HEADER_ROW + 1):
        if line.total:
            running = budget.refer(next(totals), WATERFALL)
            change = ""
        else:
            place = HEADER_ROW + 2 + names.index(line.name)
            change = budget.refer("change", WATERFALL).replace("{row}", str(place))
            running = f"ROUND(N(C{row})+B{row + 1},2)" if row > HEADER_ROW + 1 else f"B{row + 1}"
        _line(book, sheet, row, line, (change, running))
    sheet.set_column(0, 0, width([line.name for line in lines]))
    sheet.set_column(1, 2, 19)
    sheet.set_column(3, 3, 60)
    sheet.set_column(5, 8, 17)
    sheet.set_column(9, 9, LABEL)
    last = HEADER_ROW + len(lines)
    sheet.print_area(0, 0, last + 22, 3)
    _chart(book, sheet, last)


def _line(book: OutputBook, sheet: Worksheet, row: int, line: Line, excel: tuple[str, str]) -> None:
    marks = {"bold": True, "top": 1, "bottom": 1, "top_color": RULE, "bottom_color": RULE} if line.total else {}
    sheet.write_string(row, 0, line.name, book.style(**marks))
    if line.total:
        sheet.write_blank(row, 1, None, book.style(**marks))
    else:
        sheet.write_formula(row, 1, f"={excel[0]}", book.number(SIGNED), float(line.change))
    sheet.write_formula(row, 2, f"={excel[1]}", book.number("£", **marks), float(line.running))
    sheet.write_string(row, 3, line.words, book.style(indent=1, **marks))
    number, plain = row + 1, book.number("£")
    before = line.running - line.change
    bars: list[tuple[str, Fraction]]
    if line.total:
        bars = [("0", Fraction(0)), (f"C{number}", line.running), ("0", Fraction(0)), ("0", Fraction(0))]
    else:
        bars = [
            (f"MAX(0,MIN(C{number},C{number}-B{number}))", max(Fraction(0), min(line.running, before))),
            ("0", Fraction(0)),
            (f"MAX(0,B{number})", max(Fraction(0), line.change)),
            (f"MAX(0,-B{number})", max(Fraction(0), -line.change)),
        ]
    label = line.name if len(line.name) <= LABEL else line.name[: LABEL - 1].rstrip() + "…"
    sheet.write_string(row, 9, label, book.style())
    for column, (formula, value) in enumerate(bars, 5):
        sheet.write_formula(row, column, f"={formula}", plain, float(value))


def _chart(book: OutputBook, sheet: Worksheet, last: int) -> None:
    """Bars standing on what came before: the first series is there to lift the others and is not seen."""
    chart = book.book.add_chart({"type": "column", "subtype": "stacked"})
    first = HEADER_ROW + 1
    for column, head in enumerate(HEADS[5:9], 5):
        fill = {"color": COLOURS[head]} if head in COLOURS else {"none": True}
        chart.add_series(
            {
                "name": f"={WATERFALL}!${column_letters(column + 1)}${HEADER_ROW + 1}",
                "categories": [WATERFALL, first, 9, last, 9],
                "values": [WATERFALL, first, column, last, column],
                "fill": fill,
                "border": {"none": True},
                "gap": 30,
            }
        )
    chart.set_title({"name": "From expenditure to council tax", "name_font": {"size": 12}, "overlay": False})
    grid = {"visible": True, "line": {"color": "#DDDDDD"}}
    chart.set_y_axis({"num_format": '£#,##0.0,,"m"', "major_gridlines": grid})
    chart.set_x_axis({"num_font": {"rotation": -45, "size": 8}})
    chart.set_legend({"position": "top", "delete_series": [0]})
    chart.set_size({"width": 850, "height": 400})
    sheet.insert_chart(last + 2, 0, chart)

"""The medium-term plan as a workbook: the assumptions as pale cells, every figure of the plan live over them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from csptool import __version__
from csptool.reports.checks_sheet import add_checks
from csptool.reports.medium_term_document import ROWS, closing, opening, title
from csptool.reports.medium_term_form import ROW_OF, add_assumptions
from csptool.reports.workbook import RULE, OutputBook, add_provenance, width
from csptool.sheets.medium_term_sheet import SHEET, STARTED, PlanInput
from csptool.sheets.sheet import column_letters
from formulas.band_d_rise import Rise, next_band_d
from formulas.medium_term import MediumTerm
from formulas.working import Check

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

PLAN = "Plan"
HEADER_ROW = 2  # of the plan, counted from 0
BEFORE_LIMIT, BEFORE_LIMIT_LABEL = "before_limit", "Band D before any limit"
LINES = {row.key: row for row in ROWS}
KEYS = ["tax_base", BEFORE_LIMIT, *(key for key in LINES if key != "tax_base")]  # down the sheet
FIRST = {"tax_base", "band_d", "precept", "grants", "legacy_grants", "pay", "other_costs", "growth", "savings"}
SUMS = {"funding", "spending", "gap"}
FORMATS = {"base": "#,##0.00", "£ exact": "£#,##0.00##"}
# over [line] of the plan, <line of the year before>, {assumption} and {<assumption of the year before>}
FORMULAS = {
    "tax_base": "<tax_base>*(1+{base_growth})",
    BEFORE_LIMIT: "IF(ISNUMBER({rise_rate}),ROUND(<band_d>*(1+{rise_rate}),2),<band_d>+{rise_pounds})",
    "band_d": "MIN([before_limit],IF(ISNUMBER({limit}),<band_d>+{limit},[before_limit]),IF(ISNUMBER({limit_rate}),"
    "MAX(<band_d>,ROUNDDOWN(ROUND(<band_d>*(1+{limit_rate}),8),2)),[before_limit]))",
    "precept": "[band_d]*[tax_base]",
    "grants": "<grants>*(1+{grant_growth})",
    "legacy_grants": "<legacy_grants>",
    "collection_fund": "{collection_fund}",
    "funding": "[precept]+[grants]+[legacy_grants]+[collection_fund]",
    "pay": "<pay>*(1+{award}*7/12+{<award>}*5/12)",
    "other_costs": "<other_costs>*(1+{inflation})",
    "pensions": "{pensions}",
    "capital_financing": "{capital_financing}",
    "growth": "<growth>+{growth}",
    "savings": "<savings>-{savings}",
    "one_off_costs": "{one_off_costs}",
    "spending": "SUM([pay]:[one_off_costs])",
    "gap": "[spending]-[funding]",
    "new_gap": "[gap]-<gap>",
    "cumulative_gap": "<cumulative_gap>+[gap]",
}
"""The plan's formulas; savings stand below nought, so that spending is a sum down the column."""


def as_workbook(given: PlanInput) -> bytes:
    """Plan with its chart, Medium term (the assumptions), Checks, Provenance; always the same bytes for one input."""
    book = OutputBook(title(given))
    _add_plan(book, given)
    years = [given.start.year, *(one.year for one in given.assumed)]
    add_assumptions(book, years, _figures(given))
    add_checks(book, _checks(given), [], lambda excel, _: "=" + excel)
    made = ("Made by", f"csptool {__version__}, csptool precept --plan")
    source = given.source
    add_provenance(book, [made, ("Input", source.name), ("SHA-256 of the input", source.sha256)])
    return book.finished()


def _figures(given: PlanInput) -> dict[tuple[str, str], Fraction]:
    """The assumptions by line and year; the amounts and rates that the sheet leaves out are nought."""
    figures = {(key, given.start.year): getattr(given.start, key) for key in STARTED}
    for one in given.assumed:
        rise = {"rise_pounds": one.rise.pounds, "rise_rate": one.rise.rate}
        rise |= {"limit": one.rise.limit, "limit_rate": one.rise.limit_rate}
        figures |= {(key, one.year): value for key, value in rise.items() if value is not None}
        names = [key for key in ROW_OF if key not in rise and hasattr(one, key)]
        figures |= {(key, one.year): getattr(one, key) for key in names}
    return figures


def _add_plan(book: OutputBook, given: PlanInput) -> None:
    sheet = book.sheet(PLAN, title(given), landscape=True)
    years, values = [given.start.year, *(one.year for one in given.assumed)], _values(given)
    sheet.write_string(HEADER_ROW, 0, "Line", book.header)
    for column, year in enumerate(years, 1):
        sheet.write_string(HEADER_ROW, column, year, book.header_of_figures)
    for key in KEYS:
        _add_line(book, sheet, key, values[key])
    sheet.set_column(0, 0, width([BEFORE_LIMIT_LABEL, *(row.label for row in ROWS)]))
    sheet.set_column(1, len(years), 18)
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    _add_chart(book, sheet, len(years))
    below = HEADER_ROW + len(KEYS) + 16
    sheet.set_h_pagebreaks([below - 1])
    sheet.write_string(below - 1, 0, "What it comes to, as csptool ran it", book.style(bold=True))
    book.paragraphs(sheet, below, [*opening(given), *closing(given)], last_column=max(len(years), 4))


def _add_line(book: OutputBook, sheet: Worksheet, key: str, values: list[Fraction | None]) -> None:
    """One line of the plan: its label and, for the years that have one, its live figure."""
    look = {"bold": True, "top": 1, "top_color": RULE} if key in SUMS else {}
    sheet.write_string(_row(key), 0, LINES[key].label if key in LINES else BEFORE_LIMIT_LABEL, book.style(**look))
    style = book.number(FORMATS.get(LINES[key].kind if key in LINES else "£ exact", "£"), **look)
    for column, value in enumerate(values, 1):
        if value is not None:
            sheet.write_formula(_row(key), column, "=" + _formula(key, column), style, float(value))
        elif look:
            sheet.write_blank(_row(key), column, None, style)


def _values(given: PlanInput) -> dict[str, list[Fraction | None]]:
    """Every line's figures, that of the year started from first; None where there is none."""
    plan: MediumTerm = given.rolled
    start = {key: getattr(given.start, key) for key in STARTED if key in FIRST}
    start |= {"precept": given.start.band_d * given.start.tax_base, "growth": Fraction(0), "savings": Fraction(0)}
    values = {key: [start.get(key), *row.figures(plan)] for key, row in LINES.items()}
    bands = [given.start.band_d, *(year.band_d for year in plan.years)]
    raised = [
        next_band_d(before, Rise(one.rise.pounds, one.rise.rate))
        for before, one in zip(bands, given.assumed, strict=False)
    ]
    return {**values, BEFORE_LIMIT: [None, *raised]}


def _row(key: str) -> int:
    """The row of a line of the plan, counted from 0."""
    return HEADER_ROW + 1 + KEYS.index(key)


def _formula(key: str, column: int) -> str:
    """A line's formula in a column, counted from 0; the first year's figures are those of the assumptions."""
    if column == 1:
        if key == "precept":
            return _filled(FORMULAS[key], column)
        return "0" if key in ("growth", "savings") else _assumption(key, column)
    if column == 2 and key in ("new_gap", "cumulative_gap"):
        return _filled("[gap]", column)
    return _filled(FORMULAS[key], column)


def _filled(template: str, column: int) -> str:
    """A formula template with its references in place."""
    for key in ROW_OF:
        template = template.replace(f"{{<{key}>}}", _assumption(key, column - 1))
        template = template.replace(f"{{{key}}}", _assumption(key, column))
    for key in KEYS:
        template = template.replace(f"<{key}>", _cell(key, column - 1)).replace(f"[{key}]", _cell(key, column))
    return template


def _assumption(key: str, column: int) -> str:
    return f"'{SHEET}'!{column_letters(column + 1)}{ROW_OF[key] + 1}"


def _cell(key: str, column: int) -> str:
    return f"{column_letters(column + 1)}{_row(key) + 1}"


def _checks(given: PlanInput) -> list[Check]:
    """What must go on holding, whatever is typed over an assumption."""
    count = len(given.assumed)
    there: Callable[[str, int], str] = lambda key, column: f"{PLAN}!{_cell(key, column)}"  # noqa: E731
    checks = []
    for column, year in enumerate((one.year for one in given.assumed), 2):
        gap, parts = there("gap", column), f"{there('pay', column)}:{_cell('one_off_costs', column)}"
        incomes = f"{there('grants', column)}:{_cell('collection_fund', column)}"
        product = f"{there('band_d', column)}*{there('tax_base', column)}"
        same = f"ABS({gap}-(SUM({parts})-SUM({incomes})-{product}))<0.005"
        checks.append(Check(f"{year}: the gap is every part of spending less every part of funding", True, same))
        precept = f"ABS({there('precept', column)}-{product})<0.005"
        checks.append(Check(f"{year}: the precept is Band D x tax base", True, precept))
        rises = ",".join(_assumption(key, column) for key in ("rise_pounds", "rise_rate"))
        checks.append(Check(f"{year}: Band D rises by pounds or by a percentage, and not by both", True,
                            f"COUNT({rises})=1"))  # fmt: skip
    whole = {key: f"{there(key, 2)}:{_cell(key, count + 1)}" for key in ("gap", "new_gap")}
    last = {key: there(key, count + 1) for key in ("gap", "cumulative_gap")}
    same = f"ABS(SUM({whole['gap']})-{last['cumulative_gap']})<0.005"
    checks.append(Check("The gaps of all years added up are the cumulative gap", True, same))
    same = f"ABS(SUM({whole['new_gap']})-{last['gap']})<0.005"
    checks.append(Check("What is new in each year comes to the last year's gap", True, same))
    return checks


def _add_chart(book: OutputBook, sheet: Worksheet, years: int) -> None:
    """Columns for the gap of each year and for what is new in it, below the plan."""
    chart = book.book.add_chart({"type": "column"})
    for key, colour in (("gap", "#1F3864"), ("new_gap", "#8EA9DB")):
        chart.add_series(
            {
                "name": [PLAN, _row(key), 0],
                "categories": [PLAN, HEADER_ROW, 2, HEADER_ROW, years],
                "values": [PLAN, _row(key), 2, _row(key), years],
                "fill": {"color": colour},
                "gap": 80,
            }
        )
    chart.set_title({"name": "The gap by year, before reserves", "name_font": {"size": 12}, "overlay": False})
    lines = {"visible": True, "line": {"color": "#DDDDDD"}}
    chart.set_y_axis({"num_format": "£#,##0", "major_gridlines": lines, "major_tick_mark": "none"})
    chart.set_x_axis({"label_position": "low", "major_tick_mark": "none"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": 240})
    sheet.insert_chart(HEADER_ROW + len(KEYS) + 2, 0, chart)

"""The workbook of a medium-term plan: every figure live and right, also after an assumption is typed over."""

from __future__ import annotations

import openpyxl
import pytest

from csptool.reports.medium_term_document import ROWS
from csptool.reports.medium_term_workbook import as_workbook
from csptool.sheets.book import open_book
from csptool.sheets.medium_term_sheet import read_plan
from csptool.sheets.source import read_source
from tests.conftest import EXAMPLES
from tests.medium_terms import plan_sheet
from tests.recalculation import (
    NO_SOFFICE,
    SOFFICE,
    recalculated_by_formualizer,
    recalculated_by_libreoffice,
    values,
)
from tests.test_precept_working import differ


def given(path):
    return read_plan(open_book(read_source(str(path))))


@pytest.fixture
def books(tmp_path):
    """The plan worked by hand, the same with a limit in per cent, and the example, each as a workbook."""
    limited = plan_sheet(
        tmp_path, "limited.xlsx", **{"Band D": [286.23, None, None], "Referendum limit": [None, "1.99%", "0%"]}
    )
    inputs = {"hand": plan_sheet(tmp_path), "limited": limited, "example": EXAMPLES / "medium-term" / "westmarch.xlsx"}
    for name, path in inputs.items():
        (tmp_path / f"{name}-out.xlsx").write_bytes(as_workbook(given(path)))
    return [tmp_path / f"{name}-out.xlsx" for name in inputs]


def type_over(path, changes):
    """The workbook with assumptions typed over: the label's row and column of the sheet Medium term, and the figure."""
    book = openpyxl.load_workbook(path)
    sheet = book["Medium term"]
    for (label, column), figure in changes.items():
        row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == label)
        sheet.cell(row, column).value = figure
    changed = path.with_name(f"changed-{path.name}")
    book.save(changed)
    return changed


CHANGES = {
    ("Tax base", 2): 1200,
    ("Pay award", 2): 0.03,
    ("Pay award", 3): 0.05,
    ("Rise in Band D (£)", 3): None,
    ("Rise in Band D (%)", 3): 0.0199,
    ("Limit on the rise", 3): 5.5,
    ("Limit on the rise (%)", 4): 0.0049,
    ("Rise in Band D (%)", 4): 0.02,
    ("Rise in Band D (£)", 4): None,
    ("Collection fund", 3): -700,
    ("Savings", 4): 900,
    ("One-off costs", 4): 250,
}


def shown(sheets):
    """The plan's figures by label, without those of the year started from."""
    labels = {row.label for row in ROWS}
    return {row[0]: [round(figure, 6) for figure in row[2:4]] for row in sheets["Plan"] if row[0] in labels}


def expected(path):
    plan = given(path).rolled
    return {row.label: [round(float(figure), 6) for figure in row.figures(plan)] for row in ROWS}


def test_formualizer_works_out_what_is_stored(books):
    for path in books:
        assert differ(values(path), recalculated_by_formualizer(path)) == []


@pytest.mark.skipif(not SOFFICE, reason=NO_SOFFICE)
def test_libreoffice_works_out_what_is_stored_and_what_is_typed_over(books, tmp_path):
    changed = type_over(books[0], CHANGES)
    *again, typed = recalculated_by_libreoffice([*books, changed], tmp_path)
    for path, worked in zip(books, again, strict=True):
        assert differ(values(path), values(worked)) == []
    assert shown(values(typed)) == expected(changed)


def test_after_an_assumption_is_typed_over_the_workbook_says_what_csptool_says(books):
    changed = type_over(books[0], CHANGES)
    worked = recalculated_by_formualizer(changed)
    assert shown(worked) == expected(changed)
    assert shown(worked) != shown(values(books[0]))
    assert {row[1] for row in worked["Checks"][3:]} == {"holds"}


def test_the_check_on_the_rise_fails_where_both_are_typed(books):
    changed = type_over(books[0], {("Rise in Band D (%)", 3): 0.01})
    failing = [row[0] for row in recalculated_by_formualizer(changed)["Checks"][3:] if row[1] == "FAILS"]
    assert failing == ["2026/27: Band D rises by pounds or by a percentage, and not by both"]


def test_every_figure_of_the_plan_is_a_formula_and_a_chart_shows_the_gap(books):
    book = openpyxl.load_workbook(books[0])
    figures = [cell for row in book["Plan"].iter_rows(min_row=4, max_row=22, min_col=2) for cell in row if cell.value]
    assert len(figures) == 2 * 19 + 9
    assert {cell.data_type for cell in figures} == {"f"}
    (chart,) = book["Plan"]._charts
    assert [series.tx.strRef.f for series in chart.series] == ["Plan!$A$20", "Plan!$A$21"]


def test_the_workbook_is_read_as_the_sheet_it_was_made_from(books, tmp_path):
    one, two = given(books[0]), given(tmp_path / "plan.xlsx")
    assert (one.start, one.rolled.years) == (two.start, two.rolled.years)
    assert as_workbook(two) == as_workbook(given(tmp_path / "plan.xlsx"))

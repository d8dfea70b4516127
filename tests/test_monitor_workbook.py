"""The workbook of `csptool monitor`: every figure live and right, also after an input is changed."""

from __future__ import annotations

import datetime
import zipfile
from fractions import Fraction

import openpyxl
import pytest

from csptool.reports.monitoring_report import MonitoringReport
from csptool.reports.monitoring_workbook import as_workbook
from csptool.sheets.monitoring_sheet import MonitoringSheet
from csptool.sheets.source import Source
from formulas.monitoring import AreaSpend, Terms
from formulas.monitoring_flags import flag_kinds
from formulas.monitoring_working import in_days
from formulas.profile import PROFILES, FinancialYear
from tests.conftest import EXAMPLES
from tests.recalculation import (
    NO_SOFFICE,
    SOFFICE,
    column,
    recalculated_by_formualizer,
    recalculated_by_libreoffice,
    values,
)

AREAS = [
    AreaSpend("Half-pennies", Fraction("0.06"), Fraction("0.01")),
    AreaSpend("Leicester", Fraction("271818.47"), Fraction("76546.00")),
    AreaSpend("Charnwood", Fraction("89530.24"), Fraction("89530.00"), commitments=Fraction("10.50")),
    AreaSpend("Revised", Fraction("53776.10"), Fraction("5807.80"), Fraction("60000.01"), Fraction("1200")),
    AreaSpend("Planned", Fraction("52665.76"), Fraction("15566.64"), planned=Fraction("20000")),
    AreaSpend("Nothing", Fraction(0), Fraction(0)),
    AreaSpend("No spend", Fraction("37479.75"), Fraction(0)),
    AreaSpend("Exactly", Fraction("31335.75"), Fraction("31335.75")),
    AreaSpend("Above", Fraction("19296.80"), Fraction("20000.00")),
    AreaSpend("Below nought", Fraction("19296.80"), Fraction("-12.34")),
]
DAYS = [datetime.date(2025, 3, 31), datetime.date(2025, 4, 12), datetime.date(2025, 9, 30), datetime.date(2025, 12, 1),
        datetime.date(2026, 3, 31), datetime.date(2026, 6, 12)]  # fmt: skip
HEADS = {
    "Spend to date": "spend", "Profile to date": "profile", "Variance": "variance", "% spent": "spent_rate",
    "Unspent": "unspent", "Commitments": "commitments", "Forecast by run rate": "run_rate", "Forecast by plan": "plan",
    "Likely underspend": "likely_underspend",
}  # fmt: skip


def report(profile, day, areas=AREAS, no_spend_by=None, months=12) -> MonitoringReport:
    last_year = tuple(Fraction(n * n) for n in range(1, months + 1)) if profile == "last-year" else ()
    terms = Terms(FinancialYear(2025), day, profile, last_year, Fraction(15000), no_spend_by)
    return MonitoringReport(MonitoringSheet(Source("spend.csv", b""), "Fund", terms, areas, [""] * len(areas), {}))


REPORTS = {
    **{f"{profile}-{number}": report(profile, day) for profile in PROFILES for number, day in enumerate(DAYS)},
    "by-quarter": report("last-year", DAYS[3], months=4),
    "by-a-day": report("twelfths", DAYS[2], no_spend_by=datetime.date(2025, 6, 30)),
    "by-a-later-day": report("twelfths", DAYS[2], no_spend_by=datetime.date(2025, 10, 31)),
    "plain": report("twelfths", DAYS[2], [AREAS[1], AREAS[7]]),
}


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    folder = tmp_path_factory.mktemp("monitoring")
    for name, one in REPORTS.items():
        (folder / f"{name}.xlsx").write_bytes(as_workbook(one, {}))
    return {folder / f"{name}.xlsx": one for name, one in REPORTS.items()}


def assert_agrees(shown, one: MonitoringReport, name: str) -> None:
    found = one.found
    for head, key in HEADS.items():
        expected = [getattr(position, key) for position in found.positions]
        got = column(shown["Monitoring"], head)
        for value, figure in zip(expected, got, strict=True):
            if value is None:
                assert figure == "n/a", (name, head)
            else:
                assert figure == pytest.approx(float(value), rel=1e-12, abs=1e-9), (name, head)
    [total] = [row for row in shown["Monitoring"] if row[0] == "Total"]
    place = shown["Monitoring"][5].index("Variance")
    assert total[place] == pytest.approx(float(found.total.variance), abs=1e-9)
    for kind in flag_kinds(one.sheet.terms).values():
        holds = [kind.holds(one.sheet.terms, found.share, position) for position in found.positions]
        got = [cell == "yes" for cell in column(shown["Flags"], kind.head)]
        assert got == holds, (name, kind.head)
    assert {row[1] for row in shown["Checks"][3:] if row[0]} == {"holds"}, name


@pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE)
def test_libreoffice_works_out_the_same(books, tmp_path):
    for path in recalculated_by_libreoffice(list(books), tmp_path):
        assert_agrees(values(path), REPORTS[path.stem], path.stem)


def test_the_stored_results_are_the_same(books):
    for path, one in books.items():
        assert_agrees(values(path), one, path.stem)


@pytest.mark.parametrize("profile", PROFILES)
def test_it_follows_when_a_day_and_a_figure_are_changed(profile, tmp_path):
    """The workbook of one day, with another day and another spend typed in, shows what csptool says of that day."""
    (tmp_path / "book.xlsx").write_bytes(as_workbook(report(profile, DAYS[1]), {}))
    changed = [*AREAS[:1], AreaSpend("Leicester", Fraction("271818.47"), Fraction("271818.00")), *AREAS[2:]]
    for number, day in enumerate(DAYS[2:]):
        book = openpyxl.load_workbook(tmp_path / "book.xlsx")
        [cell] = [row[1] for row in book["Settings"].iter_rows(min_row=4) if row[0].value == "As at"]
        cell.value = in_days(day)
        place = [cell.value for cell in book["Inputs"][6]].index("Spend to date") + 1
        book["Inputs"].cell(8, place).value = 271818
        book.save(tmp_path / f"{number}.xlsx")
        shown = recalculated_by_formualizer(tmp_path / f"{number}.xlsx")
        assert_agrees(shown, report(profile, day, changed), f"{profile} {day}")


def test_every_figure_of_the_tables_is_a_formula(books):
    path = next(path for path in books if path.stem == "last-year-2")
    book = openpyxl.load_workbook(path)
    for name in ("Monitoring", "Flags", "Steps"):
        for row in book[name].iter_rows(min_row=7):
            assert not any(isinstance(cell.value, int | float) for cell in row), name
    assert all(str(row[1].value).startswith("=") for row in book["Working"].iter_rows(min_row=4, max_row=7))


def test_a_check_fails_where_an_input_makes_no_sense(tmp_path):
    (tmp_path / "book.xlsx").write_bytes(as_workbook(report("twelfths", DAYS[2]), {}))
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    place = [cell.value for cell in book["Inputs"][6]].index("Commitments") + 1
    book["Inputs"].cell(8, place).value = -1000000
    book.save(tmp_path / "book.xlsx")
    shown = recalculated_by_formualizer(tmp_path / "book.xlsx")
    failing = [row[0] for row in shown["Checks"] if row[1] == "FAILS"]
    assert "No allocation and no commitment is below nought" in failing
    assert "see the sheet Checks" in [row[1] for row in shown["Summary"]]


def test_the_chart_stands_over_the_table_s_cells(books):
    """Allocation (revised where there is any) and spend, for every area and not for the total."""
    for stem, column_letters in (("twelfths-2", "CD"), ("plain", "BC")):
        path = next(path for path in books if path.stem == stem)
        with zipfile.ZipFile(path) as archive:
            chart = archive.read("xl/charts/chart1.xml").decode()
            assert "xl/chartsheets/sheet1.xml" in archive.namelist()
        last = 6 + len(REPORTS[stem].sheet.areas)
        for letter in column_letters:
            assert f"<c:f>Monitoring!${letter}$7:${letter}${last}</c:f>" in chart
        assert f"<c:f>Monitoring!$A$7:$A${last}</c:f>" in chart
        assert '<c:barDir val="bar"/>' in chart
        assert '<c:orientation val="maxMin"/>' in chart
        assert "<c:v>Allocation</c:v>" in chart
        assert "<c:v>Spend to date</c:v>" in chart


def test_the_seed_s_summary(csptool, tmp_path):
    sheet = EXAMPLES / "monitoring-2025-26" / "spend.csv"
    assert csptool("monitor", sheet, "--as-at", "12/06/2026", "-o", "out.xlsx").code == 0
    shown = values(tmp_path / "out.xlsx")
    summary = {row[0]: row[1] for row in shown["Summary"]}
    assert (summary["Allocated"], summary["Spent to date"], summary["Unspent"]) == (639675, 256061.83, 383613.17)
    assert summary["Checks"] == "all hold"
    words = [str(row[0]) for row in shown["Summary"]]
    assert "Harborough: no spend by 12 June 2026." in words
    totals = next(row for row in shown["Flags"] if row[0] == "Total")
    assert totals[1:] == [0, 2, 0, 0, 1, 1, 7, 0]

"""`csptool monitor`: what an office table or a form states is read, compared with its profile, flagged, or refused."""

from __future__ import annotations

import csv
import datetime
import io
import json
from fractions import Fraction

import openpyxl
import pytest

from formulas.monitoring import AreaSpend, Terms, monitor
from formulas.monitoring_flags import flags_of
from formulas.profile import PROFILES, FinancialYear, profile_share
from formulas.refusals import Refused
from tests.conftest import EXAMPLES

PRINTED = EXAMPLES / "monitoring-2025-26" / "spend.csv"
AS_AT = ("--as-at", "12/06/2026")
YEAR = FinancialYear(2025)


def sheet(folder, *lines: str, name: str = "spend.csv"):
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / name


def monitored(csptool, *arguments) -> dict:
    ran = csptool("monitor", *arguments, "--format", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def refused(csptool, *arguments) -> list[str]:
    ran = csptool("monitor", *arguments, "-o", "out.xlsx")
    assert ran.code == 2, ran.out + ran.err
    assert ran.out == ""
    assert "Nothing was written." in ran.err.splitlines()[0]
    return [line.removeprefix("- ") for line in ran.err.splitlines()[1:]]


# --- the printed table of 2025-26 -------------------------------------------------------------------------------


def test_the_printed_table_is_read_as_it_is_printed(csptool):
    found = monitored(csptool, PRINTED, *AS_AT)
    assert found["schema"] == "csptool.monitor.v1"
    assert (found["year"], found["as_at"], found["weeks_after_year_end"]) == ("2025/26", "2026-06-12", 10)
    total = found["total"]
    assert (total["spend"], total["allocation"], total["unspent"]) == ("256061.83", "639675", "383613.17")
    rates = {row["area"]: f"{float(Fraction(row['spent_rate'])) * 100:.2f}" for row in found["rows"]}
    assert rates == {
        "Leicester": "28.16", "Charnwood": "100.00", "SNWLP": "10.80", "Blaby": "29.56", "Hinckley and Bosworth": "62.24",
        "Harborough": "0.00", "Oadby and Wigston": "0.00", "Melton Mowbray": "100.00", "Rutland": "27.98",
    }  # fmt: skip
    unspent = {row["area"]: row["unspent"] for row in found["rows"]}
    assert unspent["Leicester"] == "195272.47"
    assert unspent["Charnwood"] == "0.24"
    assert unspent["Rutland"] == "13896.80".rstrip("0")


def test_its_flags(csptool):
    found = monitored(csptool, PRINTED, *AS_AT)
    flags = {row["area"]: row["flags"] for row in found["rows"]}
    assert flags == {
        "Leicester": "unspent", "Charnwood": "almost-allocation", "SNWLP": "unspent", "Blaby": "unspent",
        "Hinckley and Bosworth": "unspent", "Harborough": "no-spend; unspent", "Oadby and Wigston": "no-spend; unspent",
        "Melton Mowbray": "exactly-allocation", "Rutland": "unspent",
    }  # fmt: skip
    words = [f"{flag['area']}: {flag['flag']}" for flag in found["flags"]]
    assert "Harborough: no spend by 12 June 2026" in words
    assert (
        "Charnwood: spend is almost exactly the allocation, £0.24 under it: a claim rather than actual spend?" in words
    )
    assert "Melton Mowbray: spend is exactly the allocation, £31,335.75: a claim rather than actual spend?" in words
    above = "unspent 10 whole weeks after the year end, above the threshold of £15,000.00"
    assert f"Leicester: £195,272.47 {above}" in words
    assert "Rutland: £13,896.80 unspent 10 whole weeks after the year end" in words


def test_as_text_it_fits_a_terminal_and_says_over_and_under(csptool):
    ran = csptool("monitor", PRINTED, *AS_AT)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 120
    assert (
        "£256,061.83 of £639,675.00 (40.03%) was spent by 12 June 2026, 10 whole weeks after the year end." in ran.out
    )
    assert "Under the profile: 8 areas, £383,613.17. Over it: none." in ran.out
    assert "Forecast for the year" not in ran.out
    [leicester] = [line for line in ran.out.splitlines() if line.startswith("Leicester") and "%" in line]
    assert leicester.split() == [
        "Leicester",
        "£271,818.47",
        "£76,546.00",
        "28.16%",
        "£271,818.47",
        "£195,272.47",
        "under",
    ]


def test_half_way_through_the_year(csptool):
    """Leicester: £271,818.47 × 6/12 = £135,909.24; £76,546.00 ÷ 1/2 = £153,092.00; plan £76,546.00 + £135,909.23."""
    found = monitored(csptool, PRINTED, "--as-at", "30/09/2025")
    leicester = found["rows"][0]
    assert leicester["profile_to_date"] == "135909.24"
    assert leicester["variance"] == "-59363.24"
    assert leicester["variance_words"] == "£59,363.24 under the profile"
    assert leicester["forecast_by_run_rate"] == "153092"
    assert leicester["still_planned"] == "135909.23"
    assert leicester["forecast_by_plan"] == "212455.23"
    assert leicester["likely_underspend"] == "59363.24"
    assert leicester["flags"] == "underspend"
    text = csptool("monitor", PRINTED, "--as-at", "30/09/2025").out
    assert max(map(len, text.splitlines())) <= 120
    assert "a likely underspend of £59,363.24, above the threshold of £15,000.00" in text
    assert "the higher of the two forecasts, not below nought: the cautious figure" in text


def test_the_other_ways_out(csptool, tmp_path):
    rows = list(csv.DictReader(io.StringIO(csptool("monitor", PRINTED, *AS_AT, "--format", "csv").out)))
    assert len(rows) == 9
    assert rows[1]["spend"] == "89530.00"
    assert rows[1]["flags"] == "almost-allocation"
    markdown = csptool("monitor", PRINTED, *AS_AT, "--format", "markdown").out
    assert "| Melton Mowbray" in markdown
    assert "### Flags" in markdown
    for suffix in ("html", "svg", "xlsx", "json", "md", "csv"):
        for name in ("one", "two"):
            assert csptool("monitor", PRINTED, *AS_AT, "-o", f"{name}.{suffix}").code == 0
        assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()
    page = (tmp_path / "one.html").read_text()
    assert page.count("<svg") == 1
    assert "<td>£195,272.47 under</td>" in page


# --- profiles -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "day", "share"),
    [
        ("twelfths", "2025-04-01", "0"), ("twelfths", "2025-04-30", "1/12"), ("twelfths", "2025-05-30", "1/12"),
        ("twelfths", "2025-12-31", "3/4"), ("twelfths", "2026-02-28", "11/12"), ("twelfths", "2026-03-31", "1"),
        ("twelfths", "2026-06-12", "1"), ("twelfths", "2025-03-31", "0"), ("twelfths", "2024-06-30", "0"),
        ("quarters", "2025-06-29", "0"), ("quarters", "2025-06-30", "1/4"), ("quarters", "2026-01-31", "3/4"),
        ("quarters", "2026-03-31", "1"),
        ("front-loaded", "2025-03-31", "0"), ("front-loaded", "2025-04-01", "1/4"), ("front-loaded", "2025-06-30", "1/4"),
        ("front-loaded", "2025-07-01", "1/2"), ("front-loaded", "2026-01-01", "1"), ("front-loaded", "2027-01-01", "1"),
        ("last-year", "2025-06-30", "1/10"), ("last-year", "2025-09-30", "3/10"), ("last-year", "2026-03-31", "1"),
        ("last-year", "2025-08-31", "1/10"),
    ],
)  # fmt: skip
def test_what_a_profile_has_due_by_a_day(profile, day, share):
    last_year = [Fraction(10), Fraction(20), Fraction(30), Fraction(40)]
    assert str(profile_share(profile, YEAR, datetime.date.fromisoformat(day), last_year)) == share


def test_last_year_by_month():
    months = [Fraction(n) for n in range(1, 13)]
    assert profile_share("last-year", YEAR, datetime.date(2025, 6, 30), months) == Fraction(6, 78)


def test_a_shape_that_is_none_is_refused():
    day = datetime.date(2025, 6, 30)
    for shape in ([], [Fraction(1)] * 5, [Fraction(0)] * 4, [Fraction(2), Fraction(-1), Fraction(1), Fraction(1)]):
        with pytest.raises(Refused):
            profile_share("last-year", YEAR, day, shape)
    with pytest.raises(Refused, match="twelths"):
        profile_share("twelths", YEAR, day)


# --- positions and flags ------------------------------------------------------------------------------------------


def position(allocation, spend, *, day="2025-09-30", revised=None, commitments=0, planned=None, **terms):
    at = Terms(YEAR, datetime.date.fromisoformat(day), **terms)
    area = AreaSpend(
        "East", Fraction(allocation), Fraction(spend), None if revised is None else Fraction(revised),
        Fraction(commitments), None if planned is None else Fraction(planned),
    )  # fmt: skip
    found = monitor(at, [area])
    return found.positions[0], {flag.code: flag.words for flag in flags_of(found)}


def test_the_revised_allocation_is_what_counts():
    found, _ = position(1000, 300, revised=1200)
    assert (found.profile, found.variance, found.spent_rate) == (600, -300, Fraction(1, 4))


def test_a_plan_that_is_stated_is_taken_and_one_that_is_not_is_what_the_profile_has_left():
    stated, _ = position(1200, 300, commitments=100, planned=250)
    assert stated.plan == 650
    unstated, _ = position(1200, 300, commitments=100)
    assert (unstated.planned, unstated.plan) == (500, 900)
    committed, _ = position(1200, 300, commitments=700)
    assert (committed.planned, committed.plan) == (0, 1000)
    over, _ = position(1200, 300, commitments=700, planned=50, day="2026-04-01")
    assert (over.planned, over.plan, over.run_rate) == (0, 1000, 300)


def test_the_higher_forecast_gives_the_likely_underspend():
    by_run_rate, _ = position(1200, 400, commitments=0, planned=0)
    assert (by_run_rate.run_rate, by_run_rate.plan, by_run_rate.likely_underspend) == (800, 400, 400)
    by_plan, _ = position(1200, 400, planned=700)
    assert by_plan.likely_underspend == 100
    over, _ = position(1200, 900)
    assert over.likely_underspend == 0


def test_nothing_due_gives_no_run_rate():
    found, flags = position(1200, 0, day="2025-04-12")
    assert found.run_rate is None
    assert found.variance == 0
    assert "no-spend" not in flags


def test_an_allocation_of_nought_has_no_percentage_and_no_flag_of_its_own():
    found, flags = position(0, 0)
    assert found.spent_rate is None
    assert flags == {}
    _, flags = position(0, 5)
    assert list(flags) == ["above-allocation"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"allocation": 100, "spend": 120}, {"above-allocation": "spend of £120.00, £20.00 above the allocation of £100.00"}),
        (
            {"allocation": 100, "spend": 150, "revised": 120},
            {"above-allocation": "spend of £150.00, £30.00 above the revised allocation of £120.00"},
        ),
        (
            {"allocation": 100, "spend": 60, "commitments": "45.50"},
            {"committed-above": "spend and commitments of £105.50, £5.50 above the allocation of £100.00"},
        ),
        ({"allocation": 100, "spend": -5}, {"negative-spend": "spend of -£5.00, which is below nought: a refund or a correction?"}),
        ({"allocation": 100, "spend": "99.01"}, {"almost-allocation": "spend is almost exactly the allocation, £0.99 under it: a claim rather than actual spend?"}),
        ({"allocation": 100, "spend": 99}, {}),
        (
            {"allocation": 100, "spend": "100.30"},
            {
                "above-allocation": "spend of £100.30, £0.30 above the allocation of £100.00",
                "almost-allocation": "spend is almost exactly the allocation, £0.30 over it: a claim rather than actual spend?",
            },
        ),
        ({"allocation": 100, "spend": 0}, {"no-spend": "no spend by 30 September 2025"}),
        ({"allocation": 100, "spend": 0, "no_spend_by": datetime.date(2025, 6, 30)}, {"no-spend": "no spend by 30 June 2025"}),
        ({"allocation": 100, "spend": 0, "no_spend_by": datetime.date(2025, 10, 1)}, {}),
        ({"allocation": 100, "spend": 40, "day": "2026-04-01"}, {"unspent": "£60.00 unspent after the year end"}),
        ({"allocation": 100, "spend": 40, "day": "2026-04-07"}, {"unspent": "£60.00 unspent 1 whole week after the year end"}),
        ({"allocation": 100, "spend": 40, "day": "2026-03-31"}, {}),
        ({"allocation": 30001, "spend": 0, "planned": 15001}, {"no-spend": "no spend by 30 September 2025"}),
        (
            {"allocation": "30000.01", "spend": 10, "planned": 14990, "threshold": Fraction(10000)},
            {"underspend": "a likely underspend of £15,000.01, above the threshold of £10,000.00"},
        ),
    ],
)  # fmt: skip
def test_a_flag_says_what_there_is_to_ask(changed, expected):
    assert position(**changed)[1] == expected


# --- reading ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("allocation", "spend"),
    [
        ("2025/26 Budget (£)", "Actual to date"), ("Grant award", "Spend as at 30 September 2025"), ("Funding", "YTD"),
        ("Total allocation", "Expenditure to 30/09/2025"), ("Original allocation", "Spent"),
    ],
)  # fmt: skip
def test_the_usual_headers_are_known(csptool, tmp_path, allocation, spend):
    path = sheet(tmp_path, f"Partnership,{allocation},{spend}", "East,1200,450", "West,600,300", "Total,1800,750")
    found = monitored(csptool, path, "--as-at", "30/09/2025")
    assert [row["variance"] for row in found["rows"]] == ["-150", "0"]


def test_the_day_may_stand_in_the_header_of_the_spend(csptool, tmp_path):
    path = sheet(tmp_path, "Area,2025/26 Allocation,Spend to 30 September 2025", "East,1200,450")
    ran = csptool("monitor", path)
    assert ran.code == 0
    assert "Note: As at 30 September 2025, by the header 'Spend to 30 September 2025'." in ran.err


def test_a_year_that_nobody_states_is_the_one_of_the_day_and_it_is_said(csptool, tmp_path):
    path = sheet(tmp_path, "Area,Allocation,Spend", "East,1200,450")
    ran = csptool("monitor", path, "--as-at", "12/01/2026", "--format", "json")
    assert json.loads(ran.out)["year"] == "2025/26"
    assert "Note: No year is stated; it was taken to be 2025/26, in which 12 January 2026 falls." in ran.err


def test_columns_that_may_have_blanks(csptool, tmp_path):
    lines = [
        "Area,Allocation,Revised allocation,Spend,Commitments,Still to spend",
        "East,1200,,450,,", "West,600,900,300,50,", "North,600,,300,,75", "Total,2400,900,1050,50,75",
    ]  # fmt: skip
    found = monitored(csptool, sheet(tmp_path, *lines), "--as-at", "30/09/2025", "--year", "2025/26")
    assert [row["revised_allocation"] for row in found["rows"]] == ["1200", "900", "600"]
    assert [row["commitments"] for row in found["rows"]] == ["0", "50", "0"]
    assert [row["still_planned"] for row in found["rows"]] == ["600", "400", "75"]


def test_a_column_filled_in_for_a_late_area_only_is_not_overlooked(csptool, tmp_path):
    lines = [
        "Area,Allocation,Revised allocation,Spend",
        *(f"Area {n},100,,50" for n in range(1, 12)),
        "Last,100,900,50",
    ]
    found = monitored(csptool, sheet(tmp_path, *lines), "--as-at", "30/09/2025")
    assert found["rows"][-1]["revised_allocation"] == "900"


def test_a_total_that_does_not_follow_is_told_and_fails(csptool, tmp_path):
    path = sheet(tmp_path, "Area,Allocation,Spend", "East,1200,450", "West,600,300", "Total,1800,800")
    ran = csptool("monitor", path, "--as-at", "30/09/2025", "-o", "out.xlsx")
    assert ran.code == 1
    assert "Check failed: The total row 'Total' (C4) states 800, but its rows come to 750" in ran.err
    assert "a difference of 50" in ran.out
    assert (tmp_path / "out.xlsx").exists()


def test_a_total_over_blanks_is_not_judged_by_one_reading_of_them(csptool, tmp_path):
    lines = ["Area,Allocation,Revised allocation,Spend", "East,1200,,450", "West,600,900,300", "Total,1800,2100,750"]
    ran = csptool("monitor", sheet(tmp_path, *lines), "--as-at", "30/09/2025")
    assert ran.code == 0
    assert "Note: The total in C4 was not checked: its column has blanks." in ran.err


def test_revenue_and_capital_are_never_netted(csptool, tmp_path):
    lines = ["Area,Kind,Allocation,Spend", "East,Revenue,1200,1450", "East,Capital,900,300"]
    [fault] = refused(csptool, sheet(tmp_path, *lines), *AS_AT)
    assert "cell B3: found revenue and capital in one table, expected one of the two. Put each on a sheet" in fault
    alone = ["Area,Kind,Allocation,Spend", "East,Revenue,1200,1450", "West,Revenue,900,300"]
    assert csptool("monitor", sheet(tmp_path, *alone), *AS_AT).code == 0


def test_parts_of_a_penny_are_rounded_and_named(csptool, tmp_path):
    book = openpyxl.Workbook()
    for row in (["Area", "Allocation", "Spend"], ["East", 100.25, 31.754], ["West", 50, 20]):
        book.active.append(row)
    book.save(tmp_path / "spend.xlsx")
    ran = csptool("monitor", "spend.xlsx", "--as-at", "30/09/2025", "--format", "json")
    assert json.loads(ran.out)["rows"][0]["spend"] == "31.75"
    assert "Under 'Spend' 1 figure holds parts of a penny and was rounded to the penny; the first is C2" in ran.err


def test_a_table_on_its_side(csptool, tmp_path):
    path = sheet(tmp_path, "Area,East,West,Total", "Allocation,1200,600,1800", "Spend,450,300,750")
    found = monitored(csptool, path, "--as-at", "30/09/2025")
    assert [(row["area"], row["spend"]) for row in found["rows"]] == [("East", "450"), ("West", "300")]


def test_hostile_labels_stay_labels(csptool, tmp_path):
    path = sheet(tmp_path, "Area,Allocation,Spend", '"=HYPERLINK(""http://x"")",1200,450', "<script>,600,300")
    assert csptool("monitor", path, "--as-at", "30/09/2025", "-o", "out.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book["Inputs"]["A7"].data_type == "s"
    assert csptool("monitor", path, "--as-at", "30/09/2025", "-o", "out.html").code == 0
    assert "<script>" not in (tmp_path / "out.html").read_text()
    table = csptool("monitor", path, "--as-at", "30/09/2025", "--format", "csv").out
    assert not any(row[0].startswith("=") for row in csv.reader(io.StringIO(table)))


@pytest.mark.parametrize(
    ("lines", "options", "words"),
    [
        (["Area,Allocation,Spend", "East,12,4"], [], "spend.csv, cell B1: found neither a date nor a financial year"),
        (["Area,2025/26 Allocation,Spend", "East,12,4"], [], "found the year 2025/26 and no date, expected the day up to"),
        (["Area,Allocation,Spend", "East,12,4"], ["--as-at", "31/02/2026"], "--as-at: found '31/02/2026', expected a date"),
        (["Area,Allocation,Spend", "East,12,4"], [*AS_AT, "--year", "26"], "--year: found '26', expected a financial year"),
        (["Area,Allocation,Spend", "East,12,4"], [*AS_AT, "--profile", "thirds"], "--profile: found 'thirds', expected one of twelfths"),
        (["Area,Allocation,Spend", "East,12,4"], [*AS_AT, "--threshold", "lots"], "--threshold: found 'lots', expected an amount"),
        (["Area,Allocation,Spend", "East,12,4"], [*AS_AT, "--threshold", "-1"], "--threshold: found a threshold of -1"),
        (["Area,Allocation,Spend", "East,12,4"], [*AS_AT, "--no-spend-by", "soon"], "--no-spend-by: found 'soon', expected a date"),
        (["Area,Allocation,Spend", "East,12,4"], [*AS_AT, "--profile", "last-year"], "found no sheet Last year, expected a sheet Last"),
        (["Area,Allocation,Spend", "East,12,4"], [*AS_AT, "--quarter", "Q1"], "--quarter: found 'Q1' beside a single sheet"),
        (["Area,Allocation,Spend", "East,12,", "West,9,4"], [*AS_AT], "spend.csv, cell C2: found a blank, expected a figure for the spend"),
        (["Area,Allocation,Spend", "East,-12,4"], [*AS_AT], "cell B2: found -12, expected an allocation of nought or more"),
        (["Area,Allocation,Spend", "East,12,tbc"], [*AS_AT], "cell C2: found 'tbc', expected a figure"),
        (["Area,Allocation,Spend", "East,12,40%"], [*AS_AT], "cell C2: found a percentage under 'Spend', expected an amount in pounds"),
        (["Area,Allocation (£000),Spend", "East,12,4"], [*AS_AT], "cell B1: found 'Allocation (£000)' in £000, expected pounds"),
        (["Area,Allocation,Population", "East,12,4"], [*AS_AT], "found no column for 'Spend to date', expected a table with"),
        (["Area,Allocation,Budget,Spend", "East,12,13,4"], [*AS_AT], "2 columns that may be the allocation"),
        (["Area,Allocation,Spend,Commitments", "East,12,4,-1"], [*AS_AT], "cell D2: found -1, expected a commitment of nought"),
        (["Area,2025/26 Allocation,2024/25 Spend", "East,12,4"], [*AS_AT], "cell C1: found '2024/25 Spend', expected the year 2025/26"),
        (["Area,2025/26 Allocation,Spend", "East,12,4"], [*AS_AT, "--year", "2024/25"], "cell B1: found '2025/26 Allocation', expected the year 2024/25"),
        (["Area,Allocation,Spend", "East,12,4", "East,13,5"], [*AS_AT], "'East', which stands in A2 too"),
    ],
)  # fmt: skip
def test_what_cannot_be_monitored_is_refused_with_its_place(csptool, tmp_path, lines, options, words):
    faults = refused(csptool, sheet(tmp_path, *lines), *options)
    assert words in faults[0]
    assert not (tmp_path / "out.xlsx").exists()


def test_a_column_by_its_own_header_settles_which(csptool, tmp_path):
    path = sheet(tmp_path, "Area,Allocation,Budget,Money out", "East,1200,600,450")
    found = monitored(csptool, path, "--as-at", "30/09/2025", "--allocation", "Budget", "--spend", "Money out")
    assert found["rows"][0]["allocation"] == "600"


def test_every_fault_is_told_at_once(csptool, tmp_path):
    path = sheet(tmp_path, "Area,Allocation (£000),Spend", "East,12,4")
    faults = refused(csptool, path, "--as-at", "x", "--profile", "y", "--threshold", "z", "--no-spend-by", "w")
    places = {fault.partition(":")[0] for fault in faults}
    assert places == {"spend.csv, cell B1", "--as-at", "--profile", "--threshold", "--no-spend-by"}


def test_a_result_is_no_input(csptool):
    csptool("monitor", PRINTED, *AS_AT, "-o", "result.xlsx")
    assert "a result that csptool wrote, expected a table to monitor" in csptool("monitor", "result.xlsx", *AS_AT).err


def test_an_input_is_never_written_over(csptool, tmp_path):
    path = sheet(tmp_path, "Area,Allocation,Spend", "East,1200,450")
    before = path.read_bytes()
    ran = csptool("monitor", path, "--as-at", "30/09/2025", "-o", "spend.csv", "--force")
    assert ran.code == 2
    assert "found the input itself" in ran.err
    assert path.read_bytes() == before


# --- the form -----------------------------------------------------------------------------------------------------


def filled_in(csptool, tmp_path, settings, areas, last_year=()):
    """The template with these settings, areas and last year's spend typed in."""
    assert csptool("template", "monitor", "-o", "form.xlsx", "--force").code == 0
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    for row in book["Monitoring"].iter_rows(min_row=4):
        row[1].value = settings.get(row[0].value)
    for number, cells in enumerate(areas, 5):
        for column in range(1, 7):
            book["Areas"].cell(number, column).value = cells[column - 1] if column <= len(cells) else None
    for number, spend in enumerate(last_year, 5):
        book["Last year"].cell(number, 2).value = spend
    book.save(tmp_path / "form.xlsx")
    return tmp_path / "form.xlsx"


SETTINGS = {"Fund": "Safer fund", "Financial year": "2025/26", "As at": datetime.datetime(2025, 9, 30)}


def test_a_filled_in_form_is_monitored(csptool, tmp_path):
    settings = {**SETTINGS, "Profile": "last-year", "Threshold": 100, "No spend by": datetime.datetime(2025, 6, 30)}
    path = filled_in(csptool, tmp_path, settings, [["East", 1200, 450], ["West", 600, 0, 800]], range(1, 13))
    found = monitored(csptool, path)
    assert (found["fund"], found["profile"], found["threshold"]) == ("Safer fund", "last-year", "100")
    assert Fraction(found["profile_share"]) == Fraction(21, 78)
    assert found["no_spend_by"] == "2025-06-30"
    assert [row["revised_allocation"] for row in found["rows"]] == ["1200", "800"]
    assert found["rows"][0]["profile_to_date"] == "323.08"


def test_the_blank_form_is_refused_at_the_cells_to_fill_in(csptool):
    csptool("template", "monitor", "-o", "form.xlsx")
    faults = refused(csptool, "form.xlsx")
    assert any("the example row of the template" in fault for fault in faults)
    assert any(fault.startswith("form.xlsx, sheet Monitoring, cell B6: found neither a date nor") for fault in faults)


@pytest.mark.parametrize(
    ("settings", "last_year", "options", "words"),
    [
        (SETTINGS, (), ["--as-at", "30/06/2025"], "sheet Monitoring, cell B6: found --as-at beside what the form states"),
        ({**SETTINGS, "Profile": "thirds"}, (), [], "sheet Monitoring, cell B7: found 'thirds', expected twelfths or quarters"),
        ({**SETTINGS, "As at": "soon"}, (), [], "sheet Monitoring, cell B6: found 'soon', expected a date"),
        ({**SETTINGS, "Financial year": "2025"}, (), [], "sheet Monitoring, cell B5: found '2025', expected a financial year"),
        ({**SETTINGS, "Profile": "last-year"}, (), [], "sheet Last year, cell B5: found a blank"),
        ({**SETTINGS, "Profile": "last-year"}, [1] * 11 + [-1], [], "sheet Last year, cell B16: found -1, expected spend of nought"),
        ({**SETTINGS, "Profile": "last-year"}, [0] * 12, [], "sheet Last year, cells B5:B16: found nought throughout"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_monitored_is_refused(csptool, tmp_path, settings, last_year, options, words):
    path = filled_in(csptool, tmp_path, settings, [["East", 1200, 450]], last_year)
    assert words in refused(csptool, path, *options)[0]


def test_last_year_out_of_order_is_refused(csptool, tmp_path):
    path = filled_in(csptool, tmp_path, {**SETTINGS, "Profile": "last-year"}, [["East", 1200, 450]], range(1, 13))
    book = openpyxl.load_workbook(path)
    book["Last year"]["A5"].value, book["Last year"]["A6"].value = "May", "April"
    book.save(path)
    faults = refused(csptool, path)
    assert "sheet Last year, cell A5: found 'May', expected April" in faults[0]
    assert len(faults) == 2


def test_last_year_that_is_not_asked_for_is_left_and_it_is_said(csptool, tmp_path):
    path = filled_in(csptool, tmp_path, SETTINGS, [["East", 1200, 450]], range(1, 13))
    assert "Note: The sheet Last year was not used: the profile is not last-year." in csptool("monitor", path).err


def test_every_profile_is_explained():
    assert list(PROFILES) == ["twelfths", "quarters", "front-loaded", "last-year"]
    for profile, words in PROFILES.items():
        assert words, profile


# --- headers that say more ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Actual to 30/06/2025", "found 'Actual to 30/06/2025', expected figures as at 30 September 2025, as stated"),
        ("Spend (forecast)", "found no column for 'Spend to date'"),
        ("Spend (last year)", "found no column for 'Spend to date'"),
        ("Spend (£,000)", "in £,000, expected pounds"),
        ("Spend (£m)", "in £m, expected pounds"),
    ],
)
def test_a_header_that_changes_the_meaning_is_not_passed_over(csptool, tmp_path, header, words):
    path = sheet(tmp_path, f'Area,Allocation,"{header}"', "A,100,50", "B,100,60")
    lines = refused(csptool, path, "--as-at", "30/09/2025", "--year", "2025/26")
    assert any(words in line for line in lines), lines


def test_the_year_chooses_between_columns(csptool, tmp_path):
    path = sheet(tmp_path, "Area,2024-25 Allocation,2025-26 Allocation,2025-26 Spend", "A,90,100,50", "B,80,100,60")
    found = monitored(csptool, path, "--as-at", "30/09/2025", "--year", "2025/26")
    assert found["total"]["allocation"] == "200"


def test_a_total_printed_in_whole_pounds_is_rounding(csptool, tmp_path):
    path = sheet(tmp_path, "Area,Allocation,Spend", "A,100,50.25", "B,100,60.4", "Total,200,£111")
    ran = csptool("monitor", path, "--as-at", "30/09/2025", "--year", "2025/26")
    assert (ran.code, "which the rounding of its rows could explain" in ran.err) == (0, True)


def test_a_header_that_is_named_must_be_there(csptool, tmp_path):
    path = sheet(tmp_path, "Area,Allocation,Spend", "A,100,50")
    lines = refused(csptool, path, "--allocation", "Nope", "--as-at", "30/09/2025")
    assert lines[0].startswith("--allocation: found no column headed 'Nope', expected the header of the allocation.")
